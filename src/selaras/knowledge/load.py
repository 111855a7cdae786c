"""Load the knowledge files into one frozen Knowledge.

Invariants: a later file wins over an earlier one, a user's own file over all. `digest` changes with any
byte of any file and with nothing else.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from selaras import __version__
from selaras.knowledge.build import Compiled, Data, build
from selaras.knowledge.records import Actor, Name, Office, Person, Place, Roles
from selaras.knowledge.roles import load_roles
from selaras.knowledge.store import cached, keep
from selaras.knowledge.yaml_files import read_yaml
from selaras.model import UsageRefused, digest

HERE = Path(__file__).parent
KINDS = ("states", "organisations", "media", "firms", "places", "people")


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Knowledge:
    """All actors, people, places and word lists; built by `load`."""

    actors: Mapping[str, Actor]
    people: Mapping[str, Person]
    places: Mapping[str, Place]
    names: Mapping[str, tuple[Name, ...]]  # first word -> names, longest first
    roles: Roles
    offices: Mapping[tuple[str, str], tuple[tuple[Office, Person], ...]]  # (code, office) -> who held it
    terms: Mapping[str, tuple[tuple[str, Office, Person], ...]]  # code -> title and a blank, office, who held it
    gazetteer: Mapping[str, Place]  # further cities by their spelling, for names behind "di", "in" only
    digest: str

    def actor(self, code: str) -> Actor | None:
        """Return the actor with this code, if known."""
        return self.actors.get(code)

    def label(self, code: str, lang: str = "en") -> str:
        """Return the name to show for a code (the code itself where unknown)."""
        actor = self.actors.get(code)
        return actor.label(lang) if actor else code

    def holder(self, code: str, office: str, day: str | None) -> Person | None:
        """Return who held this office of this state or organisation on an ISO day (None: today)."""
        held = self.offices.get((code, office), ())
        return next((person for term, person in held if term.held_on(day)), None)

    def titled(self, code: str, text: str, day: str | None) -> tuple[Office, Person] | None:
        """Return who held, on an ISO day, the office whose title a text begins with; the longest title wins."""
        low = f"{text.lower()} "
        best: tuple[int, Office, Person] | None = None
        for title, term, person in self.terms.get(code, ()):
            if low.startswith(title) and (best is None or len(title) > best[0]) and term.held_on(day):
                best = (len(title), term, person)
        return (best[1], best[2]) if best else None

    def members(self, code: str, day: str | None) -> tuple[str, ...]:
        """Return the members of an organisation on an ISO day (None: today), sorted."""
        actor = self.actors.get(code)
        return tuple(sorted(m.code for m in actor.members if m.held_on(day))) if actor else ()


@lru_cache(maxsize=4)
def load(extra: Path | None = None) -> Knowledge:
    """Return the knowledge of this package, with a user's own actor file on top where given.

    The user's file is a mapping with any of the keys states, organisations, media, firms, places,
    people, each in the form of the file of that name. Raises UsageRefused for a file that is no YAML,
    has an unknown key, or says what cannot be (see check.py).
    """
    files = [*sorted(p for p in HERE.rglob("*") if p.suffix in (".yaml", ".tsv")), *([extra] if extra else [])]
    own = digest(__version__, *(part for f in files for part in (f.name, _bytes(f))))
    compiled = cached(Compiled, own)
    if compiled is None:
        if extra is not None:
            from selaras.knowledge.check import require_valid  # heavy, and needed only here

            require_valid(extra, load().people.values())
        compiled = build(_parts(extra))
        keep(compiled, own)
    people = compiled.people.values()
    return Knowledge(
        compiled.actors,
        compiled.people,
        compiled.places,
        compiled.names,
        load_roles(HERE / "actors/roles.yaml"),
        _offices(people),
        _terms(people),
        _gazetteer(),
        own,
    )


def _terms(people: Iterable[Person]) -> dict[str, tuple[tuple[str, Office, Person], ...]]:
    held: dict[str, list[tuple[str, Office, Person]]] = defaultdict(list)
    for person in people:
        for office in person.offices:
            for title in set(office.title.values()):
                held[office.code].append((f"{title.lower()} ", office, person))
    return {code: tuple(terms) for code, terms in held.items()}


def _gazetteer() -> dict[str, Place]:
    """Read the cities of gazetteer.tsv (made by tools/gazetteer.py)."""
    places = {}
    for line in (HERE / "actors/gazetteer.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        name, country, lat, lon, _ = line.split("\t")
        places[name] = Place(name, (name,), country, (float(lat), float(lon)), "city")
    return places


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UsageRefused(f"{path}: cannot be read ({error.strerror})") from error


def _parts(extra: Path | None) -> Data:
    """Parse the actor files, the user's own on top."""
    parts: Data = {kind: read_yaml(HERE / f"actors/{kind}.yaml") for kind in KINDS if kind != "people"}
    parts["people"] = [p for f in sorted((HERE / "actors/people").glob("*.yaml")) for p in read_yaml(f)]
    if extra is not None:
        _merge(parts, read_yaml(extra), extra)
    return parts


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


def _offices(people: Iterable[Person]) -> dict[tuple[str, str], tuple[tuple[Office, Person], ...]]:
    held: dict[tuple[str, str], list[tuple[Office, Person]]] = defaultdict(list)
    for person in people:
        for office in person.offices:
            held[office.code, office.office].append((office, person))
    return {key: tuple(terms) for key, terms in held.items()}
