"""Load the knowledge files into one frozen Knowledge.

Invariants: every spelling of a name is indexed once per meaning under its first word, longest
first; a later file wins over an earlier one, a user's own file over all. `digest` changes with any
byte of any file and with nothing else.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, ClassVar

import yaml

from selaras.knowledge.records import Actor, Name, Office, Person, Place, Roles
from selaras.model import UsageRefused, digest, words

HERE = Path(__file__).parent
Data = dict[str, Any]


class YamlLoader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """YAML 1.1 without its traps: only true and false are truth values, so "no", "on" and "NO" stay words."""

    yaml_implicit_resolvers: ClassVar[dict[str, list[Any]]] = {
        first: [(tag, regex) for tag, regex in resolvers if first in "tTfF" or tag != "tag:yaml.org,2002:bool"]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


# Which of two meanings of one spelling is tried first; the linker takes the first that fits the text.
ORDER = ("own", "state", "bloc", "person", "organisation", "body", "firm", "medium", "place", "former-state")


@dataclass(frozen=True, slots=True)
class Knowledge:
    """All actors, people, places and word lists; built by `load`."""

    actors: Mapping[str, Actor]
    people: Mapping[str, Person]
    places: Mapping[str, Place]
    names: Mapping[str, tuple[Name, ...]]  # first word -> names, longest first
    roles: Roles
    offices: Mapping[tuple[str, str], tuple[tuple[Office, Person], ...]]  # (code, office) -> who held it
    digest: str

    def actor(self, code: str) -> Actor | None:
        """Return the actor with this code, if known."""
        return self.actors.get(code)

    def label(self, code: str, lang: str = "en") -> str:
        """Return the name to show for a code (the code itself where unknown)."""
        actor = self.actors.get(code)
        return actor.label(lang) if actor else code

    def holder(self, code: str, office: str, day: str | None) -> Person | None:
        """Return who held this office of this state or organisation on an ISO day."""
        held = self.offices.get((code, office), ())
        return next((person for term, person in held if term.held_on(day)), None)


def read_yaml(path: Path) -> Any:
    """Parse one knowledge file; raises UsageRefused naming the file and the place of the error."""
    try:
        return yaml.load(path.read_bytes(), Loader=YamlLoader)
    except OSError as error:
        raise UsageRefused(f"{path}: cannot be read ({error.strerror})") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f", line {mark.line + 1}" if mark else ""
        raise UsageRefused(f"{path}{where}: not valid YAML") from error


@lru_cache(maxsize=4)
def load(extra: Path | None = None) -> Knowledge:
    """Return the knowledge of this package, with a user's own actor file on top where given.

    The user's file is a mapping with any of the keys states, organisations, media, firms, places,
    people, each in the form of the file of that name. Raises UsageRefused for a file that is no YAML
    or has an unknown key.
    """
    files = sorted(HERE.rglob("*.yaml"))
    parts: Data = {
        "states": read_yaml(HERE / "actors/states.yaml"),
        "organisations": read_yaml(HERE / "actors/organisations.yaml"),
        "media": read_yaml(HERE / "actors/media.yaml"),
        "firms": read_yaml(HERE / "actors/firms.yaml"),
        "places": read_yaml(HERE / "actors/places.yaml"),
        "people": [p for f in sorted((HERE / "actors/people").glob("*.yaml")) for p in read_yaml(f)],
    }
    if extra is not None:
        files = [*files, extra]
        _merge(parts, read_yaml(extra), extra)
    actors = {a.code: a for a in _actors(parts)}
    people = {p.name: p for p in map(_person, parts["people"])}
    places = {p.name: p for p in map(_place, parts["places"])}
    names = [*_actor_names(parts), *_person_names(people.values()), *_place_names(places.values())]
    own = digest(*(part for f in files for part in (f.name, f.read_bytes())))
    return Knowledge(actors, people, places, _index(names), _roles(), _offices(people.values()), own)


def _merge(parts: Data, extra: Any, path: Path) -> None:
    if not isinstance(extra, dict) or not set(extra) <= set(parts):
        raise UsageRefused(f"{path}: expected a mapping with the keys {', '.join(parts)}")
    for key, value in extra.items():
        if isinstance(parts[key], list) and isinstance(value, list):
            replaced = {str(item.get("name")) for item in value if "name" in item}
            parts[key] = [item for item in parts[key] if item.get("name") not in replaced] + value
        elif isinstance(parts[key], dict) and isinstance(value, dict):
            parts[key] = {**parts[key], **value}
        else:
            raise UsageRefused(f"{path}: {key} has the wrong form (see knowledge/README.md)")


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
            since=_day(e.get("since")), until=_day(e.get("until")), at=at,
        )  # fmt: skip
    for code, e in parts["organisations"].items():
        counts_as = e.get("counts_as") or code
        members = tuple(e.get("members") or ())
        yield Actor(code, str(e.get("kind", "body")), _named(e), counts_as, e.get("country"), members=members)
    for code, e in parts["media"].items():
        yield Actor(code, str(e["kind"]), _by_lang(e["names"]), None, e.get("country"))
    for code, e in parts["firms"].items():
        yield Actor(code, "firm", _by_lang(e["names"]), e.get("state"), e.get("state"))


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


def _person_names(people: Iterable[Person]) -> Iterator[Name]:
    for person in people:
        for s in person.names:
            yield _name(s, person.name, person.code, "PER", "name", "person")
        for s in person.short:
            yield _name(s, person.name, person.code, "PER", "short", "person")


def _place_names(places: Iterable[Place]) -> Iterator[Name]:
    for place in places:
        label = {"site": "FAC", "camp": "FAC", "city": "GPE", "region": "GPE"}.get(place.kind, "LOC")
        for s in place.names:
            yield _name(s, place.name, place.country, label, "place", "place")


def _index(names: Iterable[Name]) -> dict[str, tuple[Name, ...]]:
    found: dict[str, dict[tuple[tuple[str, ...], str, str], Name]] = defaultdict(dict)
    for name in names:
        if name.words:
            found[name.words[0]].setdefault((name.words, name.kind, name.target), name)
    rank = {kind: index for index, kind in enumerate(ORDER)}
    return {
        first: tuple(sorted(group.values(), key=lambda n: (-len(n.words), rank.get(n.kind, 9), n.how == "short")))
        for first, group in found.items()
    }


def _offices(people: Iterable[Person]) -> dict[tuple[str, str], tuple[tuple[Office, Person], ...]]:
    held: dict[tuple[str, str], list[tuple[Office, Person]]] = defaultdict(list)
    for person in people:
        for office in person.offices:
            held[office.code, office.office].append((office, person))
    return {key: tuple(terms) for key, terms in held.items()}


def _tuples(entries: Iterable[str]) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(w.low for w in words(e)) for e in entries)


def _roles() -> Roles:
    data = read_yaml(HERE / "actors/roles.yaml")
    titles = {t: office for office, entries in data["titles"].items() for t in _tuples(entries)}
    bodies = _tuples(data["bodies"])
    pronouns = {t: kind for kind, entries in data["pronouns"].items() for t in _tuples(entries)}
    firsts: dict[str, int] = {}
    for entry in (*titles, *bodies):
        firsts[entry[0]] = max(firsts.get(entry[0], 0), len(entry))
    return Roles(
        titles=titles,
        bodies=bodies,
        press=_tuples(data["press"]),
        people=_tuples(data["people"]),
        inner=frozenset(data["inner"]),
        openers=frozenset(w for e in data["openers"] for w in e.split()),
        sent_to=frozenset(data["sent_to"]),
        home={lang: _tuples(entries) for lang, entries in data["home"].items()},
        home_code=dict(data["home_code"]),
        pronouns=pronouns,
        context=_tuples(data["context"]),
        words=frozenset(w for entry in (*titles, *bodies) for w in entry) | frozenset(data["inner"]),
        firsts=firsts,
    )
