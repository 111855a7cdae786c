"""Load the words that make phrases of names (actors/roles.yaml)."""

from collections.abc import Iterable
from pathlib import Path

from selaras.knowledge.records import Roles
from selaras.knowledge.yaml_files import read_yaml
from selaras.model import words


def _tuples(entries: Iterable[str]) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(w.low for w in words(e)) for e in entries)


def _plurals(entries: Iterable[str]) -> frozenset[tuple[str, ...]]:
    """The entries and their reduplicated plurals: "kapal-kapal perang" as "kapal perang"."""
    plain = _tuples(entries)
    return plain | {(f"{first}-{first}", *rest) for first, *rest in plain if "-" not in first}


def load_roles(path: Path) -> Roles:
    """Read the roles file; raises UsageRefused if it is no YAML."""
    data = read_yaml(path)
    titles = {t: office for office, entries in data["titles"].items() for t in _plurals(entries)}
    bodies = _plurals(data["bodies"])
    pronouns = {t: kind for kind, entries in data["pronouns"].items() for t in _tuples(entries)}
    firsts: dict[str, int] = {}
    for entry in (*titles, *bodies):
        firsts[entry[0]] = max(firsts.get(entry[0], 0), len(entry))
    sectors = {t: sector for sector, entries in data["sectors"].items() for t in _plurals(entries)}
    return Roles(
        titles=titles,
        bodies=bodies,
        press=_plurals(data["press"]),
        people=_plurals(data["people"]),
        inner=frozenset(data["inner"]),
        openers=frozenset(w for e in data["openers"] for w in e.split()),
        sent_to=frozenset(data["sent_to"]),
        envoys=_plurals(data["envoys"]),
        envoys_to=frozenset(data["envoys_to"]),
        from_state=_tuples(data["from_state"]),
        stops=frozenset(data["stops"]),
        particles=frozenset(data["particles"]),
        links=frozenset(data["links"]),
        joins=frozenset(data["joins"]),
        affiliated=frozenset(data["affiliated"]),
        home={lang: _tuples(entries) for lang, entries in data["home"].items()},
        home_code=dict(data["home_code"]),
        pronouns=pronouns,
        unbound=_plurals(data["unbound"]),
        org_words=frozenset(data["org_words"]),
        namesakes={
            name: (_tuples(beside.get("before", ())), _tuples(beside.get("behind", ())))
            for name, beside in data["namesakes"].items()
        },
        words=frozenset(w for entry in (*titles, *bodies) for w in entry) | frozenset(data["inner"]),
        sectors=sectors,
        firsts=firsts,
    )
