"""Check actor files, the package's own and a user's: every problem with file, line and reason.

    for problem in problems(shipped_files()): ...       what is wrong in the files that ship
    require_valid(Path("mine.yaml"))                    refuse a user's file that says what cannot be
    coverage(load())                                    what the knowledge holds and lacks

The rules stand as tables in check_form.py (keys and values), check_terms.py (offices that several may
hold) and check_coverage.py (whose heads must be known without a gap).
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from pathlib import Path

from selaras.knowledge.check_coverage import Clash, Coverage, Gap, StateCoverage, by_state, coverage
from selaras.knowledge.check_form import World, check_entry
from selaras.knowledge.check_terms import claims, duplicates, entry_terms, overlaps, shipped_terms
from selaras.knowledge.check_yaml import ACTORS, KEYED, KINDS, Entry, Problem, read_entries
from selaras.knowledge.records import Person
from selaras.model import UsageRefused

SHOWN = 5  # problems that a refusal names; of the rest it says how many they are
KEY = re.compile(r"^([^\s#:\-][^:\n]*):", re.MULTILINE)  # a code: the only thing at a line's beginning


def shipped_files() -> tuple[Path, ...]:
    """Return the actor files of this package."""
    single = (ACTORS / f"{kind}.yaml" for kind in KINDS if kind != "people")
    return (*single, *sorted((ACTORS / "people").glob("*.yaml")))


def problems(paths: Iterable[Path], people: Iterable[Person] = (), today: date | None = None) -> Iterator[Problem]:
    """Yield the errors and warnings of actor files, by file and line.

    Codes may be of the files that ship or of the files given. `people` are known already: their terms
    of office must not overlap with those in the files, unless an entry of the same name replaces them.
    `today` sets the last year for dates, the next one. Raises UsageRefused for a file that cannot be read.
    """
    files = list(dict.fromkeys(paths))
    found: list[Problem] = []
    entries: list[Entry] = []
    for path in files:
        for item in read_entries(path):
            found.append(item) if isinstance(item, Problem) else entries.append(item)
    shipped = shipped_codes()
    known = {kind: shipped[kind] | {e.label for e in entries if e.kind == kind} for kind in KEYED}
    world = World(known["states"], known["organisations"], (today or date.today()).year + 1)
    named = {entry.label for entry in entries if entry.kind == "people"}
    persons = [entry for entry in entries if entry.kind == "people"]
    terms = [term for entry in persons for term in entry_terms(entry)]
    terms += shipped_terms(person for person in people if person.name not in named)
    found += (problem for entry in entries for problem in check_entry(entry, world))
    found += duplicates(entries, shipped)
    found += overlaps(terms)
    found += claims(entries)
    order = {str(path): index for index, path in enumerate(files)}
    yield from sorted(found, key=lambda p: (order[p.file], p.line))


def require_valid(extra: Path, people: Iterable[Person] = ()) -> None:
    """Check a user's own actor file; `people` as in `problems`.

    Raises UsageRefused with the first errors, each with file, line and reason, and how many more there are.
    """
    errors = [problem for problem in problems([extra], people) if problem.severity == "error"]
    if errors:
        more = len(errors) - SHOWN
        rest = f"; and {more} more {'problem' if more == 1 else 'problems'}" if more > 0 else ""
        raise UsageRefused("; ".join(map(str, errors[:SHOWN])) + rest)


@cache
def shipped_codes() -> dict[str, frozenset[str]]:
    """Return the codes of the files that ship, per kind; read from the lines' beginnings, in a millisecond."""
    return {kind: frozenset(KEY.findall((ACTORS / f"{kind}.yaml").read_text("utf-8"))) for kind in KEYED}


__all__ = [
    "Clash", "Coverage", "Gap", "Problem", "StateCoverage", "by_state", "coverage", "problems", "require_valid",
    "shipped_codes", "shipped_files",
]  # fmt: skip
