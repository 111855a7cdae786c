"""Persons whose names are spelled otherwise than in the files ("Zelenskiyy", "Recep Erdogan").

A full name that no file knows is compared with the full names of the files: without diacritics and
case, then by edit similarity (rapidfuzz). First letters of first and last word must agree, so that
brothers and namesakes are not merged.
"""

from collections.abc import Mapping
from functools import lru_cache

from rapidfuzz import fuzz, process

from selaras.knowledge import Knowledge, Person
from selaras.model import fold

SIMILAR = 90.0  # of 100; at 85 different people of one surname begin to match
SHORTEST = 9  # characters; shorter names differ too little from one another


def plain(name: str) -> str:
    """Return a name without diacritics, case, hyphens and apostrophes."""
    return " ".join(fold(name).lower().replace("-", " ").replace("'", "").split())


@lru_cache(maxsize=4)
def _names(knowledge: Knowledge) -> Mapping[str, Mapping[str, str]]:
    """First letter -> plain full name -> person."""
    groups: dict[str, dict[str, str]] = {}
    for person in knowledge.people.values():
        for name in person.names:
            spelled = plain(name)
            if " " in spelled:
                groups.setdefault(spelled[0], {}).setdefault(spelled, person.name)
    return groups


def respelled(name: str, knowledge: Knowledge) -> Person | None:
    """Return the known person whose full name is the same but for its spelling, if there is one."""
    wanted = plain(name)
    if " " not in wanted:
        return None
    group = _names(knowledge).get(wanted[0], {})
    if wanted in group:
        return knowledge.people[group[wanted]]
    if len(wanted) < SHORTEST:
        return None
    best = process.extractOne(wanted, group.keys(), scorer=fuzz.ratio, score_cutoff=SIMILAR)
    if best is None or best[0].split()[-1][0] != wanted.split()[-1][0]:
        return None
    return knowledge.people[group[best[0]]]
