"""Samples: passages cut into sentences and words, with a label for every word.

A sample is one sentence, as the tagger meets it. Words are those of selaras.model.words, pieces those of
vocabulary.json. Roles are tagged once per trigger; a quotation is told like an event: its speech verb is a
trigger of type QUOTE, its speaker the actor, its words the role `content`.

Always true: a sample's labels lie within its sentence; entity strings count at every occurrence; where two
roles of one trigger overlap the one named first wins; two events of one trigger word are one sample.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from selaras import language
from selaras.model import Article, Sentence, Skipped, Span, Word, words
from selaras.tagger.labels import AUX, ENTITIES, MODES, QUOTE, ROLES, TYPES
from training.corpus import locate, occurrences

HELD_OUT = 0.1  # share of passages that no training sees
MOST_PIECES = 256


@dataclass(slots=True)
class Told:
    """A trigger with all that is said of it; word ranges are half open."""

    trigger: tuple[int, int]
    type: str
    mode: str | None
    aux: tuple[str, ...]
    roles: dict[str, list[tuple[int, int]]] = field(default_factory=dict)


@dataclass(slots=True)
class Sample:
    """A sentence with its labels. `spaced[i]` is True where white space stands before word i."""

    passage: str
    lang: str
    words: list[Word]
    spaced: list[bool]
    entities: list[tuple[int, int, str]]
    told: list[Told]


def held_out(passage: str) -> bool:
    """Is a passage kept from training? Decided by its id alone, so that it stays so when the corpus grows."""
    return int(hashlib.sha256(passage.encode()).hexdigest()[:8], 16) < HELD_OUT * 16**8


def samples(passages: Iterable[dict[str, Any]]) -> Iterator[Sample]:
    """Yield the sentences of passages as samples."""
    for passage in passages:
        yield from _samples(passage)


def article(passage: dict[str, Any]) -> Article:
    """Return a passage as an article, its paragraphs at the line breaks."""
    text, spans, at = passage["text"], [], 0
    for line in text.split("\n"):
        if line.strip():
            spans.append(Span(at, at + len(line)))
        at += len(line) + 1
    headed = passage.get("genre") == "headline" or (passage.get("genre") == "article" and len(spans) > 1)
    title = text[spans[0].start : spans[0].end] if headed else None
    name = passage["id"]
    return Article(name, name, name, name, text, tuple(spans), title=title, lang=passage["lang"])


def _samples(passage: dict[str, Any]) -> Iterator[Sample]:
    text = passage["text"]
    (reading,) = language.read([article(passage)])
    if isinstance(reading, Skipped):
        return
    entities = list(_entities(text, passage["entities"]))
    events = [(locate(text, e["trigger"]), e) for e in passage["events"]]
    quotes = [(span, q) for q in passage["quotes"] if (span := _cue(text, q))]
    for sentence in reading.sentences:
        if (
            sentence.headline
            and passage["genre"] == "article"
            and not any(_inside(sentence, s) for s, _ in events if s)
        ):
            continue  # some writers recorded what a headline repeats at the body's sentence only
        found = words(text, sentence.span.start, sentence.span.end)
        yield Sample(
            passage["id"],
            passage["lang"],
            list(found),
            [w.start == sentence.span.start or text[w.start - 1].isspace() for w in found],
            _longest((*_range(found, (a, b)), label) for a, b, label in entities if _inside(sentence, (a, b))),
            list(_told(text, sentence, found, events, quotes)),
        )


def _told(text: str, sentence: Sentence, found: tuple[Word, ...], events: list, quotes: list) -> Iterator[Told]:
    told: dict[tuple[int, int], Told] = {}
    for span, event in events:
        if span is None or not _inside(sentence, span):
            continue
        at = _range(found, span)
        new = told.setdefault(at, Told(at, event["event"], event["mode"], tuple(event["aux"])))
        if new.type == event["event"]:
            for role in ("actor", "recipient", "source", "place", "time"):
                spans = (locate(text, needle) for needle in event[role])
                _add(new, role, [_range(found, s) for s in spans if s and _inside(sentence, s)])
    for span, quote in quotes:
        if not _inside(sentence, span) or _range(found, span) in told:
            continue
        at = _range(found, span)
        new = told[at] = Told(at, QUOTE, None, ())
        for role, needle in (("actor", quote["speaker"]), ("content", quote["span"])):
            places = [s for s in occurrences(text, needle.partition("§")[0]) if _inside(sentence, s)] if needle else []
            near = sorted(places, key=lambda s: abs(s[0] - span[0]))[:1]
            _add(new, role, [_range(found, s) for s in near])
    yield from sorted(told.values(), key=lambda t: t.trigger)


def _add(told: Told, role: str, spans: list[tuple[int, int]]) -> None:
    taken = [told.trigger, *(s for each in told.roles.values() for s in each)]
    for span in spans:
        if all(span[1] <= a or b <= span[0] for a, b in taken):
            told.roles.setdefault(role, []).append(span)
            taken.append(span)


def _cue(text: str, quote: dict[str, str]) -> tuple[int, int] | None:
    """Where the speech verb of a quotation stands: the occurrence nearest to its speaker."""
    if not quote["cue"]:
        return None
    cues = occurrences(text, quote["cue"].partition("§")[0])
    speaker = locate(text, quote["speaker"]) if quote["speaker"] else None
    if not cues or "§" in quote["cue"] or speaker is None:
        return locate(text, quote["cue"])
    return min(cues, key=lambda c: min(abs(c[0] - speaker[1]), abs(speaker[0] - c[1])))


def _entities(text: str, listed: list[list[str]]) -> Iterator[tuple[int, int, str]]:
    """Yield (start, end, label) of every occurrence of each name.

    A name that has two labels in a passage counts where it is numbered only ("Rusia" GPE, "Rusia§2" NORP).
    """
    labels: dict[str, set[str]] = {}
    for needle, label in listed:
        labels.setdefault(needle.partition("§")[0], set()).add(label)
    for needle, label in listed:
        bare = needle.partition("§")[0]
        found = locate(text, needle)
        places = occurrences(text, bare) if len(labels[bare]) == 1 else [found] if found else []
        yield from ((*span, label) for span in places)


def _inside(sentence: Sentence, span: tuple[int, int]) -> bool:
    return sentence.span.start <= span[0] and span[1] <= sentence.span.end


def _range(found: tuple[Word, ...], span: tuple[int, int]) -> tuple[int, int]:
    inside = [n for n, w in enumerate(found) if w.start < span[1] and span[0] < w.end]
    return (inside[0], inside[-1] + 1) if inside else (0, 0)


def _longest(spans: Iterable[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Drop spans that lie within or across a longer one."""
    out: list[tuple[int, int, str]] = []
    for span in sorted(set(spans), key=lambda s: (s[0] - s[1], s)):
        if span[0] < span[1] and all(span[1] <= a or b <= span[0] for a, b, _ in out):
            out.append(span)
    return sorted(out)


# -- numbers for the network


def tagged(length: int, spans: Iterable[tuple[int, int, str]], labels: tuple[str, ...]) -> list[int]:
    """BIO numbers of words: 0 for none, 2k+1 where label k begins, 2k+2 inside."""
    out = [0] * length
    for start, end, label in spans:
        number = 2 * labels.index(label)
        for at in range(start, end):
            out[at] = number + (1 if at == start else 2)
    return out


def entity_tags(sample: Sample) -> list[int]:
    """Entity numbers of a sample's words."""
    return tagged(len(sample.words), sample.entities, ENTITIES)


def trigger_tags(sample: Sample) -> list[int]:
    """Trigger numbers of a sample's words."""
    return tagged(len(sample.words), ((*t.trigger, t.type) for t in sample.told), TYPES)


def role_tags(sample: Sample, told: Told) -> list[int]:
    """Role numbers of a sample's words for one trigger."""
    return tagged(len(sample.words), ((*s, role) for role, spans in told.roles.items() for s in spans), ROLES)


def mode_number(told: Told) -> int:
    """The number of a trigger's mode, 0 for none."""
    return MODES.index(told.mode) + 1 if told.mode in MODES else 0


def aux_bits(told: Told) -> list[float]:
    """One number for each aux label of the ontology."""
    return [float(name in told.aux) for name in AUX]
