"""Scores coded articles against gold records, by the rules of the project's codebook.

Figures are micro-averages over all articles, on multisets. Two events are a pair if type and the set of
all parties agree; attributes are judged on pairs, the first with the first. Speakers are compared by their
last word, dropped lines by their first four words. An article that was not coded counts as coded with nothing.
"""

import re
from collections import Counter, deque
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

Record = Mapping[str, Any]
NOTHING: Record = {"events": [], "quotes": [], "junk": [], "published": None}
JUNK_WORDS = 4


def words_of(text: str | None) -> list[str]:
    return re.findall(r"\w+", (text or "").casefold())


def parties(event: Record) -> frozenset[str]:
    return frozenset([*event.get("actor", ()), *event.get("recipient", ())])


def by_type(event: Record) -> Hashable:
    return event["event"]


def by_pair(event: Record) -> Hashable:
    return event["event"], parties(event)


def by_tuple(event: Record) -> Hashable:
    return event["event"], frozenset(event.get("actor", ())), frozenset(event.get("recipient", ()))


@dataclass
class Found:
    """Counts of one kind of thing."""

    hit: int = 0
    gold: int = 0
    system: int = 0

    def add(self, gold: Iterable[Hashable], system: Iterable[Hashable]) -> None:
        wanted, told = Counter(gold), Counter(system)
        self.hit += sum((wanted & told).values())
        self.gold += sum(wanted.values())
        self.system += sum(told.values())

    @property
    def f1(self) -> float:
        return 2 * self.hit / (self.gold + self.system) if self.hit else 0.0

    @property
    def precision(self) -> float:
        return self.hit / self.system if self.hit else 0.0


@dataclass
class Share:
    """How many of how many are right."""

    right: int = 0
    of: int = 0

    def add(self, right: bool) -> None:
        self.right += right
        self.of += 1

    @property
    def value(self) -> float:
        return self.right / self.of if self.of else 0.0


@dataclass
class Score:
    """All counts; `figures` are what floors are set on."""

    type: Found = field(default_factory=Found)
    pair: Found = field(default_factory=Found)
    tuple: Found = field(default_factory=Found)
    quote: Found = field(default_factory=Found)
    junk: Found = field(default_factory=Found)
    aux: Share = field(default_factory=Share)
    mode: Share = field(default_factory=Share)
    date: Share = field(default_factory=Share)
    place: Share = field(default_factory=Share)
    published: Share = field(default_factory=Share)

    def add(self, gold: Record, system: Record) -> None:
        """Count one article."""
        kinds: tuple[tuple[Found, Callable[[Record], Hashable]], ...] = (
            (self.type, by_type), (self.pair, by_pair), (self.tuple, by_tuple)
        )  # fmt: skip
        for found, key in kinds:
            found.add(map(key, gold["events"]), map(key, system["events"]))
        self._attributes(gold["events"], system["events"])
        self.quote.add(map(speaker, gold.get("quotes", ())), map(speaker, system.get("quotes", ())))
        self._junk(gold.get("junk", ()), system.get("junk", ()))
        if gold.get("published"):
            self.published.add(gold["published"] == (system.get("published") or "")[:10])

    def _attributes(self, gold: Iterable[Record], system: Iterable[Record]) -> None:
        waiting: dict[Hashable, deque[Record]] = {}
        for event in system:
            waiting.setdefault(by_pair(event), deque()).append(event)
        for wanted in gold:
            queue = waiting.get(by_pair(wanted))
            if not queue:
                continue
            told = queue.popleft()
            self.aux.add(set(wanted.get("aux") or ()) == set(told.get("aux") or ()))
            for share, name in ((self.mode, "mode"), (self.date, "date")):
                if wanted.get(name):
                    share.add(wanted[name] == told.get(name))
            if wanted.get("place"):
                self.place.add(not set(words_of(wanted["place"])).isdisjoint(words_of(told.get("place"))))

    def _junk(self, gold: Iterable[str], system: Iterable[str]) -> None:
        """A gold line is found if a dropped line begins with its first words; hits never exceed the lines told."""
        openings = [" ".join(words_of(line)[:JUNK_WORDS]) for line in gold]
        dropped = [" ".join(words_of(line)) for line in system]
        hit = sum(any(line.startswith(opening) for line in dropped) for opening in openings)
        self.junk.hit += hit
        self.junk.gold += len(openings)
        self.junk.system += max(hit, len(dropped))

    def figures(self) -> dict[str, float]:
        """Return all figures by name, each from 0 to 1."""
        return {
            "type_f1": self.type.f1, "pair_f1": self.pair.f1, "tuple_f1": self.tuple.f1,
            "pair_precision": self.pair.precision, "quote_f1": self.quote.f1, "junk_f1": self.junk.f1,
            "aux": self.aux.value, "mode": self.mode.value, "date": self.date.value, "place": self.place.value,
            "published": self.published.value,
        }  # fmt: skip


def speaker(quote: Record) -> str:
    return (words_of(quote["speaker"]) or [""])[-1]


def score(gold: Iterable[Record], system: Iterable[Record]) -> Score:
    """Score records with the key `id` against gold records with the same ids."""
    coded = {str(record["id"]): record for record in system}
    total = Score()
    for record in gold:
        total.add(record, coded.get(str(record["id"]), NOTHING))
    return total
