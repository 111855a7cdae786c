"""Load the words that make phrases of names (actors/roles.yaml)."""

from collections.abc import Iterable
from pathlib import Path

from selaras.knowledge.records import Roles
from selaras.knowledge.yaml_files import read_yaml
from selaras.model import words


def _tuples(entries: Iterable[str]) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(w.low for w in words(e)) for e in entries)


def load_roles(path: Path) -> Roles:
    """Read the roles file; raises UsageRefused if it is no YAML."""
    data = read_yaml(path)
    titles = {t: office for office, entries in data["titles"].items() for t in _tuples(entries)}
    bodies = _tuples(data["bodies"])
    pronouns = {t: kind for kind, entries in data["pronouns"].items() for t in _tuples(entries)}
    firsts: dict[str, int] = {}
    for entry in (*titles, *bodies):
        firsts[entry[0]] = max(firsts.get(entry[0], 0), len(entry))
    sectors = {t: sector for sector, entries in data["sectors"].items() for t in _tuples(entries)}
    return Roles(
        titles=titles,
        bodies=bodies,
        press=_tuples(data["press"]),
        people=_tuples(data["people"]),
        inner=frozenset(data["inner"]),
        openers=frozenset(w for e in data["openers"] for w in e.split()),
        sent_to=frozenset(data["sent_to"]),
        envoys=_tuples(data["envoys"]),
        envoys_to=frozenset(data["envoys_to"]),
        from_state=_tuples(data["from_state"]),
        stops=frozenset(data["stops"]),
        particles=frozenset(data["particles"]),
        links=frozenset(data["links"]),
        joins=frozenset(data["joins"]),
        home={lang: _tuples(entries) for lang, entries in data["home"].items()},
        home_code=dict(data["home_code"]),
        pronouns=pronouns,
        context=_tuples(data["context"]),
        org_words=frozenset(data["org_words"]),
        words=frozenset(w for entry in (*titles, *bodies) for w in entry) | frozenset(data["inner"]),
        sectors=sectors,
        firsts=firsts,
    )
