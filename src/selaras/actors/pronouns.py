"""References back, resolved where one reading is clear: "keduanya", "ia", "negara itu", "polisi".

Each kind has its own rule (see KINDS). They look at the same sentence first, then at most LOOK_BACK
sentences back. Where nothing fits the mention stays open (how "open", no codes): nothing is guessed.
A body named without its state ("polisi menangkap ...") is that of the state the text tells of: the place
of the sentence, else the state last told.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from selaras.knowledge import Knowledge
from selaras.model import Mention, Reading, Sentence, Span, Word, words

LOOK_BACK = 3  # sentences
CONTEXT_BACK = 6  # sentences a body's state may be told before
VAGUE = frozenset(["unresolved", "unnamed", "open"])
SURE = {  # share of links that are right
    "one-person": 0.9, "two": 0.9, "they": 0.75, "group": 0.75, "one-state": 0.8, "own-state": 0.8, "several": 0.9,
}  # fmt: skip
CONTEXT_SURE = 0.85
LOCATIVES = frozenset(["di", "ke", "in", "at", "near", "dari", "from"])


def resolve(reading: Reading, mentions: tuple[Mention, ...], knowledge: Knowledge) -> tuple[Mention, ...]:
    """Return all mentions, with references back resolved or left out, in order of position."""
    resolver = _Resolver(reading, knowledge.roles.pronouns, knowledge.roles.joins)
    by_sentence: dict[int, list[Mention]] = {}
    for mention in mentions:
        by_sentence.setdefault(mention.sentence, []).append(mention)
    for sentence in reading.sentences:
        resolver.sentence(sentence, by_sentence.get(sentence.index, []))
    return tuple(resolver.history)


class _Resolver:
    def __init__(self, reading: Reading, pronouns: Mapping[tuple[str, ...], str], joins: frozenset[str]) -> None:
        self.text = reading.article.text
        self.pronouns = pronouns
        self.firsts = frozenset(entry[0] for entry in pronouns)
        self.longest = max(map(len, pronouns))
        self.joins = joins | {"-", "–"}
        self.joined: dict[int, tuple[str, str]] = {}  # sentence -> the last two it joins: "Thailand dan Kamboja"
        self.history: list[Mention] = []
        self.body: list[Mention] = []  # the history without the headline

    def sentence(self, sentence: Sentence, found: list[Mention]) -> None:
        """Resolve the references of one sentence and add its mentions to the history."""
        tokens = words(self.text, sentence.span.start, sentence.span.end)
        if any(token.low in self.firsts for token in tokens):
            found = self._with_pronouns(sentence, tokens, found)
        found = [self._in_context(m, found) for m in found]
        for one, other in pairwise(found):
            both = (*one.codes, *other.codes)
            if len(set(both)) == 2 == len(both) and self.text[one.head.end : other.head.start].strip() in self.joins:
                self.joined[sentence.index] = (both[0], both[1])
        self.history.extend(found)
        if not sentence.headline:
            self.body.extend(found)

    def _with_pronouns(self, sentence: Sentence, tokens: Sequence[Word], found: list[Mention]) -> list[Mention]:
        out = list(found)
        end = 0
        for at in [i for i, token in enumerate(tokens) if token.low in self.firsts]:
            kind, length = self._pronoun(tokens, at) if at >= end else ("", 0)
            end = at + length
            span = Span(tokens[at].start, tokens[at + max(length, 1) - 1].end)
            if kind and not any(
                m.head.start < span.end and span.start < m.head.end and m.how not in VAGUE for m in out
            ):
                before = [m for m in out if m.head.start < span.start and m.how not in VAGUE]
                recent = self._recent(sentence)
                if kind == "two":
                    mention = _two(span, sentence, before, recent, self.joined)
                else:
                    mention = KINDS[kind](span, sentence, before, recent)
                if mention is None:
                    words_ = self.text[span.start : span.end]
                    mention = Mention(span, sentence.index, "PER", words_, (), "open", span, confidence=0.5)
                else:
                    mention = replace(mention, confidence=SURE[kind])
                out = [m for m in out if m.head.end <= span.start or m.head.start >= span.end]
                out.append(mention)
                out.sort(key=lambda m: m.head.start)
        return out

    def _pronoun(self, tokens: Sequence[Word], at: int) -> tuple[str, int]:
        for length in range(self.longest, 0, -1):
            kind = self.pronouns.get(tuple(t.low for t in tokens[at : at + length]))
            if kind and at + length <= len(tokens):
                return kind, length
        return "", 0

    def _recent(self, sentence: Sentence) -> list[Mention]:
        history = self.body or self.history
        return [m for m in history if sentence.index - m.sentence <= LOOK_BACK]

    def _in_context(self, mention: Mention, found: Sequence[Mention]) -> Mention:
        """Give a body without a state the state that the text tells of; unnamed if it tells of none."""
        if mention.how != "unresolved":
            return mention
        if "internasional" in mention.name.lower() or "international" in mention.name.lower():
            return replace(mention, how="unnamed")
        told = [m for m in found if m.how not in VAGUE and m.country and m.label != "PER"]
        near = [m for m in told if self._governor(m) in LOCATIVES] or [m for m in told if m.label == "GPE"]
        chosen = near[0] if near else self._state_before(mention.sentence)
        code = chosen.country if chosen is not None else None
        if code is not None:
            return replace(mention, codes=(code,), how="context", country=code, actor=code, confidence=CONTEXT_SURE)
        return replace(mention, how="unnamed")

    def _state_before(self, sentence: int) -> Mention | None:
        """The state or site told last, at most CONTEXT_BACK sentences before."""
        for mention in reversed(self.history):
            if sentence - mention.sentence > CONTEXT_BACK:
                return None
            if mention.label in ("GPE", "FAC"):
                return mention
        return None

    def _governor(self, mention: Mention) -> str:
        before = self.text[max(0, mention.head.start - 24) : mention.head.start].split()
        return before[-1].lower() if before else ""


# -- one function per kind of reference


def _person(span: Span, sentence: Sentence, before: Sequence[Mention], recent: Sequence[Mention]) -> Mention | None:
    """The first person of the same sentence, else the first person of the nearest sentence before."""
    for group in (before, *_by_nearness(recent)):
        people = [m for m in group if m.label == "PER" and len(m.codes) <= 1 and m.how not in VAGUE]
        if people:
            chosen = people[0]
            return _again(chosen, "PER", span, sentence)
    return None


def _two(
    span: Span, sentence: Sentence, before: Sequence[Mention], recent: Sequence[Mention],
    joined: Mapping[int, tuple[str, str]],
) -> Mention | None:  # fmt: skip
    """Two parties: of the same sentence, else joined or two persons in one before, else the two told most."""
    here = _codes_of(before)
    if len(here) >= 2:
        return _both(span, sentence, (here[0], here[1]))
    for group in _by_nearness(recent):
        pronoun = next((m for m in group if m.how == "pronoun" and len(m.codes) == 2), None)
        if pronoun is not None:
            return _both(span, sentence, pronoun.codes)
        if group[0].sentence in joined:
            return _both(span, sentence, joined[group[0].sentence])
        people = _codes_of([m for m in group if m.label == "PER"])
        if len(people) == 2:
            return _both(span, sentence, (people[0], people[1]))
    counts = Counter(code for m in recent for code in _codes_of([m]))
    if len(counts) < 2:
        return None
    order = list(counts)
    top = sorted(counts, key=lambda code: (-counts[code], order.index(code)))[:2]
    return _both(span, sentence, (top[0], top[1]))


def _codes_of(group: Sequence[Mention]) -> list[str]:
    """The different codes of the single parties in a group, in order."""
    codes = [m.codes[0] for m in group if len(m.codes) == 1 and m.label in ("PER", "GPE", "ORG") and m.how != "place"]
    return list(dict.fromkeys(codes))


def _group(span: Span, sentence: Sentence, before: Sequence[Mention], recent: Sequence[Mention]) -> Mention | None:
    """The party told first in the same sentence, else in the sentence right before."""
    for group in (before, *_by_nearness(recent)[:1]):
        parties = [m for m in group if m.codes and m.how != "place" and m.label != "LOC"]
        if parties:
            chosen = parties[0]
            return _again(chosen, "ORG", span, sentence)
    return None


def _they(span: Span, sentence: Sentence, before: Sequence[Mention], recent: Sequence[Mention]) -> Mention | None:
    """Both persons of the sentence right before, if it tells of two and this one yet of nobody; else a group."""
    people = [m for group in _by_nearness(recent)[:1] for m in group if m.label == "PER"]
    codes = _codes_of(people)
    if len(codes) == 2 and not _codes_of(before):
        return _both(span, sentence, (codes[0], codes[1]))
    return _group(span, sentence, before, recent)


def _own(span: Span, sentence: Sentence, before: Sequence[Mention], recent: Sequence[Mention]) -> Mention | None:
    """The state of the one told first ("Ruto ... Pihaknya"): in the same sentence, else in the nearest before."""
    for group in (before, *_by_nearness(recent)):
        owners = [m for m in group if len(m.codes) == 1 and m.label in ("PER", "ORG")]
        if owners:
            return _state(span, sentence, owners[:1], ())
    return _state(span, sentence, before, recent)


def _state(span: Span, sentence: Sentence, before: Sequence[Mention], recent: Sequence[Mention]) -> Mention | None:
    """The state of the party told first in the same sentence, else of the one told last before."""
    states = [m for m in before if len(m.codes) == 1 and m.label in ("GPE", "PER", "ORG")][:1]
    states = states or [m for m in recent if len(m.codes) == 1 and m.label in ("GPE", "PER", "ORG")]
    if not states:
        return None
    code = states[-1].codes[0]
    return Mention(span, sentence.index, "GPE", code, (code,), "pronoun", span, code, actor=code, sector="GOV")


def _several(span: Span, sentence: Sentence, before: Sequence[Mention], recent: Sequence[Mention]) -> Mention | None:
    """All states of the nearest sentence that tells three or more ("negara-negara tersebut")."""
    for group in (before, *_by_nearness(recent)):
        codes = list(dict.fromkeys(m.codes[0] for m in group if len(m.codes) == 1 and m.label == "GPE"))
        if len(codes) >= 3:
            return Mention(span, sentence.index, "GPE", " & ".join(codes), tuple(codes), "pronoun", span, sector="GOV")
    return None


def _again(chosen: Mention, label: str, span: Span, sentence: Sentence) -> Mention:
    """The same actor as an earlier mention, told by other words."""
    return replace(
        chosen, span=span, head=span, sentence=sentence.index, label=label, how="pronoun", lat=None, lon=None
    )


KINDS = {
    "one-person": _person, "they": _they, "group": _group, "one-state": _state, "own-state": _own,
    "several": _several,
}  # fmt: skip


def _by_nearness(recent: Sequence[Mention]) -> list[list[Mention]]:
    """The mentions of earlier sentences, nearest sentence first."""
    indexes = sorted({m.sentence for m in recent}, reverse=True)
    return [[m for m in recent if m.sentence == index] for index in indexes]


def _both(span: Span, sentence: Sentence, codes: tuple[str, ...]) -> Mention:
    return Mention(span, sentence.index, "PER", " & ".join(codes), codes, "pronoun", span, sector="GOV")
