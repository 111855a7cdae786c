"""A model's answer, checked against the text: what is not there, word for word, is refused.

Always true: every span lies in the sentence that the model named and covers whole words; what is refused is
returned with its reason, never silently dropped.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import msgspec

from selaras.knowledge.plover import plover
from selaras.llm.prompt import Part, neutral
from selaras.model import Argument, Proposal, Reading, Span, Word, words

UNSURE = 0.5  # confidence of an event for which the model, against the rules, gives none

# Reasons for which an event is refused, or only a part of it.
BAD_FORM = "not of the asked form"
NO_SENTENCE = "no such sentence"
NO_TYPE = "no such type"
NO_TRIGGER = "trigger not in its sentence"
TWICE = "told twice"
NO_MODE = "mode not of the type"
NO_AUX = "no such aux"
NOT_THERE = "{role} not in its sentence"

NOT_READ = "it is not JSON of the asked form"


class Unreadable(ValueError):
    """An answer that is no JSON object with a list of events; says what is wrong with it."""


class Told(msgspec.Struct):
    """An event as the model tells it."""

    sentence: int
    trigger: str
    event: str
    mode: str | None = None
    aux: list[str] = []
    actors: list[str] = []
    recipients: list[str] = []
    places: list[str] = []
    times: list[str] = []
    sources: list[str] = []
    confidence: float = UNSURE


class _Answer(msgspec.Struct):
    events: list[msgspec.Raw]


@dataclass(frozen=True, slots=True)
class Checked:
    """What was made of an answer: proposals in the order of the text, and a reason for each thing refused."""

    proposals: tuple[Proposal, ...]
    refused: tuple[str, ...]


def check(answer: str, reading: Reading, part: Part) -> Checked:
    """Read an answer about a part of an article. Raises Unreadable if it is not of the asked form as a whole."""
    checker = _Checker(reading.article.text, part)
    found: list[Proposal] = []
    for raw in _events(answer):
        try:
            found.append(checker.proposal(raw))
        except _Refused as refusal:
            checker.refused.append(str(refusal))
    return Checked(tuple(sorted(found, key=lambda p: (p.trigger.start, p.trigger.end))), tuple(checker.refused))


def _events(answer: str) -> list[msgspec.Raw]:
    """The events of an answer: what stands between its outer braces, behind any thinking aloud."""
    said = answer.rpartition("</think>")[2]
    start, end = said.find("{"), said.rfind("}") + 1
    if start < 0 or end <= start:
        raise Unreadable(f"{NOT_READ} (there is no object in it)")
    try:
        return msgspec.json.decode(said[start:end].encode("utf-8"), type=_Answer).events
    except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
        raise Unreadable(f"{NOT_READ} ({error})") from error


class _Refused(Exception):
    """An event that is refused as a whole; says the reason."""


class _Checker:
    """Makes proposals of the events of one answer; `refused` gathers the reasons for the parts that are left out."""

    def __init__(self, text: str, part: Part) -> None:
        self.refused: list[str] = []
        self._text = text
        self._sentences = {s.index: s for s in part.sentences}
        self._seen: set[tuple[object, ...]] = set()
        self._uses: Counter[tuple[int, str, str]] = Counter()  # how often a sentence told a type by the same words

    def proposal(self, raw: msgspec.Raw) -> Proposal:
        """Return what an event comes to. Raises _Refused."""
        told, event = _told(raw)
        quoted = _quoted(told)
        self._require_new((told.sentence, event, told.trigger, *quoted, told.mode, *told.aux))
        tokens = self._tokens(told.sentence)
        trigger = self._trigger(told, event, tokens)
        probability = round(min(1.0, max(0.0, told.confidence)), 3)
        return Proposal(
            sentence=told.sentence,
            trigger=trigger,
            event=event,
            probability=probability,
            types=((event, probability),),
            mode=self._mode(told.mode, event),
            aux=self._aux(told.aux),
            arguments=tuple(self._arguments(quoted, tokens, trigger)),
            coder="llm",
        )

    def _require_new(self, event: tuple[object, ...]) -> None:
        if event in self._seen:
            raise _Refused(TWICE)
        self._seen.add(event)

    def _tokens(self, number: int) -> list[Word]:
        """The words of a sentence as the model saw it; offsets count from the start of the article."""
        sentence = self._sentences.get(number)
        if sentence is None:
            raise _Refused(NO_SENTENCE)
        start, end = sentence.span.start, sentence.span.end
        return [w._replace(start=w.start + start, end=w.end + start) for w in words(neutral(self._text[start:end]))]

    def _trigger(self, told: Told, event: str, tokens: Sequence[Word]) -> Span:
        """Where the trigger stands; of one that tells several events of a type, each takes the next place."""
        places = _places(told.trigger, tokens)
        if not places:
            raise _Refused(NO_TRIGGER)
        use = (told.sentence, event, told.trigger)
        self._uses[use] += 1
        return places[min(self._uses[use], len(places)) - 1]

    def _mode(self, mode: str | None, event: str) -> str | None:
        if mode and mode not in plover().types[event].modes:
            self.refused.append(NO_MODE)
            return None
        return mode or None

    def _aux(self, told: Sequence[str]) -> tuple[tuple[str, float], ...]:
        known = plover().aux
        self.refused += [NO_AUX for name in told if name not in known]
        return tuple((name, 1.0 if name in told else 0.0) for name in known)

    def _arguments(
        self, quoted: Sequence[tuple[str, str]], tokens: Sequence[Word], trigger: Span
    ) -> Iterator[Argument]:
        """Yield each part once, where its words stand nearest to the trigger."""
        found: set[tuple[str, Span]] = set()
        for role, said in quoted:
            places = _places(said, tokens)
            if not places:
                self.refused.append(NOT_THERE.format(role=role))
                continue
            span = min(places, key=lambda place: _distance(place, trigger))
            if (role, span) not in found:
                found.add((role, span))
                yield Argument(role, span, 1.0)  # named or not: the model gives no share


def _told(raw: msgspec.Raw) -> tuple[Told, str]:
    """An event and the name of its type. Raises _Refused."""
    try:
        told = msgspec.json.decode(raw, type=Told, strict=False)
    except (msgspec.MsgspecError, RecursionError) as error:
        raise _Refused(BAD_FORM) from error
    event = told.event.strip().upper()
    if event not in plover().types:
        raise _Refused(NO_TYPE)
    return told, event


def _quoted(told: Told) -> list[tuple[str, str]]:
    """Each part that an event has, with its words; empty words are none."""
    lists = (
        ("actor", told.actors),
        ("recipient", told.recipients),
        ("source", told.sources),
        ("place", told.places),
        ("time", told.times),
    )
    return [(role, said) for role, parts in lists for said in parts if said.strip()]


def _places(quoted: str, tokens: Sequence[Word]) -> list[Span]:
    """Where words stand in a sentence, whole and in this order, whatever white space lies between."""
    wanted = [word.text for word in words(neutral(quoted))]
    size = len(wanted)
    if not size:
        return []
    return [
        Span(tokens[at].start, tokens[at + size - 1].end)
        for at in range(len(tokens) - size + 1)
        if tokens[at].text == wanted[0] and [word.text for word in tokens[at : at + size]] == wanted
    ]


def _distance(one: Span, other: Span) -> int:
    """How many characters lie between two spans; 0 if they overlap or touch."""
    return max(one.start - other.end, other.start - one.end, 0)
