"""Build records and the index of names from the parsed actor files.

Every spelling of a name is indexed once per meaning under its first word, longest first.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from selaras.knowledge.records import Actor, Membership, Name, Office, Person, Place
from selaras.model import fold, words

Data = dict[str, Any]

HEADS = ("head-of-state", "head-of-government")
FAMILY_FIRST = frozenset(["CHN", "TWN", "HKG", "MAC", "KOR", "PRK", "MYS", "BRN", "IDN"])  # called by the first word
MIN_SURNAME = 3
# Which of two meanings of one spelling is tried first; the linker takes the first that fits the text.
ORDER = ("own", "state", "bloc", "person", "organisation", "body", "firm", "medium", "place", "former-state")


@dataclass(frozen=True, slots=True)
class Compiled:
    """What the actor files say, ready to be looked up."""

    actors: Mapping[str, Actor]
    people: Mapping[str, Person]
    places: Mapping[str, Place]
    names: Mapping[str, tuple[Name, ...]]


def build(parts: Data) -> Compiled:
    """Return the records of parsed files: states, organisations, media, firms, places, people."""
    people = {p.name: p for p in map(_person, parts["people"])}
    places = {p.name: p for p in map(_place, parts["places"])}
    names = [*_actor_names(parts), *_person_names(people.values()), *_place_names(places.values())]
    return Compiled({a.code: a for a in _actors(parts)}, people, places, _index(names))


def _by_lang(value: Any) -> dict[str, tuple[str, ...]]:
    """Normalise a list, or a mapping of language to list or string, to language -> names."""
    if value is None:
        return {}
    if isinstance(value, str):
        return {"any": (value,)}
    if isinstance(value, list):
        return {"any": tuple(map(str, value))}
    return {k: (v,) if isinstance(v, str) else tuple(map(str, v)) for k, v in value.items() if v}


def _named(entry: Data) -> dict[str, tuple[str, ...]]:
    return _by_lang({k: entry[k] for k in ("id", "en", "any") if entry.get(k)})


def _state_kind(code: str, entry: Data) -> str:
    if entry.get("until"):
        return "former-state"
    return "bloc" if code == "WEST" else "state"


def _actors(parts: Data) -> Iterator[Actor]:
    for code, e in parts["states"].items():
        at = tuple(e["capital_at"]) if e.get("capital_at") else None
        yield Actor(
            code, _state_kind(code, e), _named(e), code, code, e.get("region"),
            sector="GOV", since=_day(e.get("since")), until=_day(e.get("until")), at=at,
        )  # fmt: skip
    for code, e in parts["organisations"].items():
        counts_as = e.get("counts_as") or code
        members = tuple(_members(e.get("members")))
        kind = str(e.get("kind", "body"))
        yield Actor(
            code, kind, _named(e), counts_as, e.get("country"), members=members, sector=e.get("sector")
        )  # fmt: skip
    for code, e in parts["media"].items():
        yield Actor(code, str(e["kind"]), _by_lang(e["names"]), None, e.get("country"), sector="MED")
    for code, e in parts["firms"].items():
        yield Actor(code, "firm", _by_lang(e["names"]), e.get("state"), e.get("state"), sector="BUS")


def _members(value: Any) -> Iterator[Membership]:
    """Members as a list of codes, or a mapping of code to the day of joining or [joined, left]."""
    if isinstance(value, dict):
        for code, terms in value.items():
            start, end = terms if isinstance(terms, list) else (terms, None)
            yield Membership(str(code), _day(start), _day(end))
    else:
        for code in value or ():
            yield Membership(str(code))


def _day(value: Any) -> str | None:
    return None if value is None else str(value)


def _person(entry: Data) -> Person:
    code = str(entry.get("state") or entry.get("org"))
    offices = tuple(
        Office(
            str(o["office"]), str(o.get("state") or o.get("org") or code), o.get("title") or {},
            _day(o.get("from")), _day(o.get("until")),
        )
        for o in entry.get("offices") or ()
    )  # fmt: skip
    names = (entry["name"], *(entry.get("also") or ()))
    return Person(entry["name"], code, names, tuple(entry.get("short") or ()), offices)


def _place(entry: Data) -> Place:
    names = [name for group in _named(entry).values() for name in group]
    at = tuple(entry["at"]) if entry.get("at") else None
    return Place(names[0], tuple(dict.fromkeys(names)), entry.get("country"), at, str(entry.get("kind")))


def _name(
    spelling: str, target: str, code: str | None, label: str, how: str, kind: str,
    *, weak: bool = False, lang: str | None = None,
) -> Name:  # fmt: skip
    tokens = tuple(w.text for w in words(spelling))
    return Name(tokens, target, code, label, how, kind, weak, lang)


def _actor_names(parts: Data) -> Iterator[Name]:
    for code, e in parts["states"].items():
        weak = set(e.get("weak") or ())
        kind = _state_kind(code, e)
        groups = (
            (_named(e), "name", "GPE"),
            (_by_lang(e.get("people")), "demonym", "NORP"),
            (_by_lang(e.get("capital")), "capital", "GPE"),
            (_by_lang(e.get("seats")), "seat", "ORG"),
            (_by_lang(e.get("nicknames")), "nickname", "GPE"),
        )
        for group, how, label in groups:
            for lang, spellings in group.items():
                only = "en" if how == "demonym" and lang == "en" else None
                for s in spellings:
                    yield _name(s, code, code, label, how, kind, weak=s in weak, lang=only)
    for code, e in parts["organisations"].items():
        counts_as = str(e.get("counts_as") or code)
        kind = "body" if e.get("counts_as") else "organisation"
        weak = set(e.get("weak") or ())
        for group in (_named(e), _by_lang(e.get("parts"))):
            for spellings in group.values():
                for s in spellings:
                    yield _name(s, code, counts_as, "ORG", "name", kind, weak=s in weak)
    for code, e in parts["media"].items():
        for s in e["names"]:
            yield _name(s, code, None, "ORG", "name", "medium", weak=s in (e.get("weak") or ()))
    for code, e in parts["firms"].items():
        for s in e["names"]:
            yield _name(s, code, e.get("state"), "ORG", "name", "firm", weak=s in (e.get("weak") or ()))


def _surname(person: Person) -> str | None:
    """The one word that papers call a head of state or government by; None for others and for odd names."""
    if not any(o.office in HEADS for o in person.offices) or not person.name.isascii():
        return None
    parts = person.name.split()
    word = parts[0] if person.code in FAMILY_FIRST else parts[-1]
    word = word.removeprefix("al-").removeprefix("el-")
    return word if len(word) >= MIN_SURNAME and word.isalpha() and word[0].isupper() and len(parts) > 1 else None


def _person_names(people: Iterable[Person]) -> Iterator[Name]:
    for person in people:
        for s in person.names:
            yield _name(s, person.name, person.code, "PER", "name", "person")
        for s in person.short:
            yield _name(s, person.name, person.code, "PER", "short", "person")
        surname = _surname(person)
        if surname and surname not in person.short:
            yield _name(surname, person.name, person.code, "PER", "surname", "person")


def _place_names(places: Iterable[Place]) -> Iterator[Name]:
    for place in places:
        label = {"site": "FAC", "camp": "FAC", "city": "GPE", "region": "GPE"}.get(place.kind, "LOC")
        for s in place.names:
            yield _name(s, place.name, place.country, label, "place", "place")


def _order(name: Name, rank: Mapping[str, int]) -> tuple[int, bool]:
    """Bodies of a state stand before the seats that spell alike (they know their sector)."""
    return (rank["body"] if name.how == "seat" else rank.get(name.kind, 9), name.how in ("seat", "short", "surname"))


def _index(names: Iterable[Name]) -> dict[str, tuple[Name, ...]]:
    found: dict[str, dict[tuple[tuple[str, ...], str, str], Name]] = defaultdict(dict)
    for name in names:
        for spelled in (name.words, tuple(map(fold, name.words))):
            if spelled:
                found[spelled[0]].setdefault((spelled, name.kind, name.target), replace(name, words=spelled))
    rank = {kind: index for index, kind in enumerate(ORDER)}
    return {
        first: tuple(sorted(group.values(), key=lambda n: (-len(n.words), _order(n, rank))))
        for first, group in found.items()
    }
