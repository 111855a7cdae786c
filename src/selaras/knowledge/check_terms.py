"""What only shows between entries: double codes, two holders of one office, one name for two.

Always true: dates may be days, months or years; terms are said to overlap only where no reading of
their dates keeps them apart, and the day of handing over may belong to both.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from yaml.nodes import MappingNode, Node, SequenceNode

from selaras.knowledge.check_form import NAME_KEYS, earliest, latest, parsed
from selaras.knowledge.check_yaml import KEYED, Entry, Problem, fields, is_null, line, texts
from selaras.knowledge.records import Person

SINGLE = frozenset({"head-of-state", "head-of-government", "foreign-minister", "defence-minister"})
# Offices that several people hold at a time, and why. One such term in an own file: `collective: true`.
SHARED = {
    ("AND", "head-of-state"): "two co-princes",
    ("BIH", "head-of-state"): "presidency of three members",
    ("CHE", "head-of-state"): "the Federal Council is the head of state",
    ("CIV", "head-of-state"): "two presidents sworn in after the vote of 2010",
    ("IRN", "head-of-state"): "Supreme Leader above the President",
    ("LBY", "head-of-state"): "rival governments and presidency council",
    ("SDN", "head-of-state"): "rival councils since 2023",
    ("SMR", "head-of-state"): "two captains regent",
    ("YEM", "head-of-state"): "rival governments and presidential council",
}
REMEDY = "; to end that term, give that person an entry of your own"
MARK = "; if both held it, write collective: true on one of them"


@dataclass(frozen=True, slots=True)
class Term:
    """A term of office. `start` and `end` are ISO days, months or years; end None: still."""

    code: str
    office: str
    name: str
    start: str
    end: str | None
    where: tuple[str, int] | None = None  # file and line; None for the files that ship

    def __str__(self) -> str:
        return f"{self.name} ({self.start} to {self.end or 'today'})"

    def overlaps(self, other: "Term") -> bool:
        """Return whether both terms surely share more than the day of handing over."""
        ends = [earliest(term.end) if term.end else date.max for term in (self, other)]
        return max(latest(self.start), latest(other.start)) < min(ends)


def shipped_terms(people: Iterable[Person]) -> Iterator[Term]:
    """Yield the terms of office of people that are known already."""
    for person in people:
        for office in person.offices:
            if office.start and office.office in SINGLE:
                yield Term(office.code, office.office, person.name, office.start, office.end)


def entry_terms(entry: Entry) -> Iterator[Term]:
    """Yield the terms of a person's entry that one person alone may hold; broken ones are left out."""
    offices = entry.fields.get("offices")
    for node in offices.value if isinstance(offices, SequenceNode) else ():
        if not isinstance(node, MappingNode):
            continue
        values = fields(node)
        office, code = _value(values, "office"), _code(values) or _code(entry.fields)
        start, until = parsed(values.get("from")), values.get("until")
        end = parsed(until)
        still = until is None or is_null(until)
        if office in SINGLE and code and start and (end or still) and _value(values, "collective") != "true":
            yield Term(code, str(office), entry.label, start, end, (entry.file, line(node)))


def _value(values: Mapping[str, Node], key: str) -> str | None:
    node = values.get(key)
    return str(node.value) if node is not None and not is_null(node) and isinstance(node.value, str) else None


def _code(values: Mapping[str, Node]) -> str | None:
    return _value(values, "state") or _value(values, "org")


def overlaps(terms: Iterable[Term]) -> Iterator[Problem]:
    """Yield an error for each two terms of one office that overlap, at the later one that has a line."""
    held: dict[tuple[str, str], list[Term]] = defaultdict(list)
    for term in terms:
        held[term.code, term.office].append(term)
    for (code, office), group in held.items():
        if (code, office) in SHARED:
            continue
        for one, other in combinations(sorted(group, key=lambda t: (latest(t.start), t.where or ())), 2):
            at = other if other.where else one
            if at.where and one.overlaps(other):
                first = one if at is other else other
                reason = f"{at} overlaps with {first} {_there(first, at.where[0])} as {office} of {code}"
                yield Problem(*at.where, reason + (MARK if first.where else REMEDY))


def _there(term: Term, file: str) -> str:
    """Return where a term stands, as seen from a file."""
    if term.where is None:
        return "of the files that ship"
    return f"in line {term.where[1]}" + (f" of {term.where[0]}" if term.where[0] != file else "")


def duplicates(entries: Iterable[Entry], shipped: Mapping[str, frozenset[str]]) -> Iterator[Problem]:
    """Yield an error for each code or name that stands twice, or that ships as a code of another kind."""
    seen: dict[tuple[str, str], Entry] = {}
    for entry in entries:
        space = "codes" if entry.kind in KEYED else entry.kind
        first = seen.setdefault((space, entry.label), entry)
        if first is not entry:
            where = f"line {line(first.head)}" + (f" of {first.file}" if first.file != entry.file else "")
            under = f" under {first.kind}" if first.kind != entry.kind else ""
            yield entry.problem(entry.head, f"stands twice, first in {where}{under}")
            continue
        for kind in KEYED:
            if space == "codes" and kind != entry.kind and entry.label in shipped[kind]:
                yield entry.problem(entry.head, f"this code ships under {kind}; under {entry.kind} take another")


def claims(entries: Iterable[Entry]) -> Iterator[Problem]:
    """Yield a warning for each name that two entries claim, unless it is weak in all but one of them."""
    owners: dict[str, dict[tuple[str, str], tuple[Entry, Node]]] = defaultdict(dict)
    for entry in entries:
        weak = {text.value for text in texts(entry.fields.get("weak"))}
        for text in (text for key in NAME_KEYS[entry.kind] for text in texts(entry.fields.get(key))):
            if text.value not in weak:
                owners[text.value].setdefault((entry.kind, entry.label), (entry, text))
    for name, by in owners.items():
        (first, there), *others = by.values()
        for entry, at in others:
            if not _same_party(first, entry):
                where = f"line {line(there)}" + (f" of {first.file}" if first.file != entry.file else "")
                yield entry.problem(at, f"the name {name!r} is claimed by {first.label} too ({where})", "warning")


def _same_party(one: Entry, other: Entry) -> bool:
    """Return whether both are one party in the end, as a ministry and its state; people never are."""
    parties = {_value(e.fields, "counts_as") or _value(e.fields, "country") or e.label for e in (one, other)}
    return "people" not in (one.kind, other.kind) and len(parties) == 1
