"""The tagger stage: Reading in, Reading with proposals out.

A sentence is read once for triggers; every word that may be one is marked and read again for its type, mode,
aux and roles. Sentences in which no actor is named are passed over: no event can be told of nobody.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from selaras.knowledge import Knowledge
from selaras.knowledge.plover import plover
from selaras.model import Argument, Proposal, Reading, Sentence, Skipped, Span, Word, words
from selaras.tagger.labels import AUX, ENTITIES, MODES, ROLES, TYPES
from selaras.tagger.network import Floats, Network, load_network

CANDIDATE = 0.15  # probability of any type from which a word is marked and read again
CONTINUES = 0.5  # probability from which a word goes on the trigger before it
MOST_CANDIDATES = 12  # of one sentence; the likeliest stay
IN_ROLE = 0.25  # probability from which a word is kept as part of a role
NAMED = 0.05  # types below this probability are not kept


def tag(readings: Iterable[Reading | Skipped], knowledge: Knowledge) -> Iterator[Reading | Skipped]:
    """Fill in `proposals` of every reading; Skipped records pass through."""
    network = load_network()
    for reading in readings:
        yield reading if isinstance(reading, Skipped) else tag_one(reading, network)


def tag_one(reading: Reading, network: Network) -> Reading:
    """Return the reading with what the network proposes, ordered by position in the text."""
    named = {m.sentence for m in reading.mentions if m.codes}
    proposals = [p for s in reading.sentences if s.index in named for p in proposed(reading.article.text, s, network)]
    return replace(reading, proposals=tuple(proposals))


def proposed(text: str, sentence: Sentence, network: Network) -> list[Proposal]:
    """Return what one sentence tells, likely or not: `probability` says how likely."""
    tokens = words(text, sentence.span.start, sentence.span.end)
    if not tokens:
        return []
    spaced = [w.start == sentence.span.start or text[w.start - 1].isspace() for w in tokens]
    once = network.read([w.text for w in tokens], spaced)
    found = candidates(once.triggers)
    if not found:
        return []
    marked = network.told(once, [[(1, c.start, c.end)] for c in found])
    return [
        _proposal(sentence.index, tokens, c, marked.types[n], marked.modes[n], marked.aux[n], marked.roles[n])
        for n, c in enumerate(found)
    ]


@dataclass(frozen=True, slots=True)
class Candidate:
    """Words [start, end) that may be a trigger; `types` [K] are probabilities of the first look."""

    start: int
    end: int
    types: Floats


def candidates(triggers: Floats) -> list[Candidate]:
    """Cut the tag probabilities of a sentence's words, [W, 2K+1], into possible triggers."""
    begins, insides, likely = triggers[:, 1::2], triggers[:, 2::2], 1 - triggers[:, 0]
    found: list[Candidate] = []
    at = 0
    while at < len(likely):
        if likely[at] < CANDIDATE:
            at += 1
            continue
        end = at + 1
        while end < len(likely) and insides[end].sum() >= max(CONTINUES, begins[end].sum()):
            end += 1
        found.append(Candidate(at, end, (begins[at:end] + insides[at:end]).max(axis=0)))
        at = end
    best = sorted(found, key=lambda c: -float(c.types.sum()))[:MOST_CANDIDATES]
    return sorted(best, key=lambda c: c.start)


def _proposal(
    sentence: int, tokens: Sequence[Word], candidate: Candidate, types: Floats, modes: Floats, aux: Floats,
    roles: Floats,
) -> Proposal:  # fmt: skip
    both = (candidate.types + types[:-1]) / 2
    best = TYPES[int(both.argmax())]
    kinds = [(TYPES[n], round(float(both[n]), 3)) for n in np.argsort(-both) if both[n] >= NAMED]
    return Proposal(
        sentence=sentence,
        trigger=_span(tokens, candidate.start, candidate.end),
        event=best,
        probability=round(float(both.max()), 3),
        types=tuple(kinds),
        mode=_mode(best, modes),
        aux=tuple((name, round(float(p), 3)) for name, p in zip(AUX, aux, strict=True)),
        arguments=tuple(arguments(tokens, roles)),
    )


def _mode(event: str, modes: Floats) -> str | None:
    kind = plover().types.get(event)
    fitting = [n + 1 for n, mode in enumerate(MODES) if kind and mode in kind.modes]
    best = max(fitting, key=lambda n: float(modes[n]), default=0)
    return MODES[best - 1] if best and modes[best] >= modes[0] else None


def arguments(tokens: Sequence[Word], roles: Floats) -> Iterator[Argument]:
    """Cut the role probabilities of a sentence's words, [W, 2R+1], into spans, role by role.

    The same words may stand in two roles ("tiba di Hanoi": place and recipient).
    """
    for number, role in enumerate(ROLES):
        begins, insides = roles[:, 2 * number + 1], roles[:, 2 * number + 2]
        for start, end, probability in runs(begins, insides):
            yield Argument(role, _span(tokens, start, end), round(probability, 3))


def runs(begins: Floats, insides: Floats) -> Iterator[tuple[int, int, float]]:
    """Yield (first word, end, mean probability) of the stretches of words in which one label is likely enough."""
    likely = begins + insides
    at = 0
    while at < len(likely):
        if likely[at] < IN_ROLE:
            at += 1
            continue
        end = at + 1
        while end < len(likely) and likely[end] >= IN_ROLE and insides[end] >= begins[end]:
            end += 1
        yield at, end, float(likely[at:end].mean())
        at = end


def entities(tokens: Sequence[Word], tags: Floats) -> Iterator[tuple[str, Span, float]]:
    """Cut the entity probabilities of a sentence's words, [W, 2E+1], into (label, span, probability)."""
    for label, start, end, probability in spans(tags):
        yield ENTITIES[label], _span(tokens, start, end), round(probability, 3)


def spans(tags: Floats) -> Iterator[tuple[int, int, int, float]]:
    """Yield (label, first word, end, mean probability) of the likeliest BIO reading, word by word."""
    best = tags.argmax(axis=1)
    at = 0
    while at < len(best):
        if not best[at]:
            at += 1
            continue
        label = (int(best[at]) - 1) // 2
        end = at + 1
        while end < len(best) and best[end] == 2 * label + 2:
            end += 1
        both = tags[at:end, 2 * label + 1] + tags[at:end, 2 * label + 2]
        yield label, at, end, float(both.mean())
        at = end


def _span(tokens: Sequence[Word], start: int, end: int) -> Span:
    return Span(tokens[start].start, tokens[end - 1].end)
