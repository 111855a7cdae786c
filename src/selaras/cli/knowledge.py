"""selaras knowledge check: are the actor files right, and what do they hold and lack?"""

from collections.abc import Iterable
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import typer

from selaras.cli.choices import Actors, Json
from selaras.cli.ends import UNSOUND, complain, ends_well
from selaras.cli.text import as_json
from selaras.model import UsageRefused

if TYPE_CHECKING:
    from rich.console import Console

    from selaras.knowledge.check import Coverage, Gap, Problem

knowledge = typer.Typer(no_args_is_help=True, rich_markup_mode=None)


@knowledge.callback()
def _knowledge() -> None:
    """Check what Selaras knows about the world's political actors.

    \b
    Example:
      selaras knowledge check
      selaras knowledge check --json
    """


@knowledge.command()
@ends_well
def check(actors: Actors = None, json_: Json = False) -> None:
    """Check the actor files and show what they hold and lack.

    Each problem comes with file, line and reason. Then: names, people and terms of office per state,
    periods without a known holder of an office, names that more than one actor claims.

    \b
    Example:
      selaras knowledge check
      selaras knowledge check --actors mine.yaml

    Exit codes: 0 all is well, 1 an error in a file, or a gap of more than 31 days among the heads of
    the G20 and ASEAN states since 1990, 2 wrong usage.
    """
    from selaras.cli import show
    from selaras.knowledge import load
    from selaras.knowledge.check import coverage, problems, shipped_files

    found = list(problems(shipped_files()))
    try:
        known = load()
    except UsageRefused as error:
        _show(found, None, json_)
        complain(f"{error}; without it nothing can be counted")
        raise typer.Exit(UNSOUND) from error
    own = list(problems([actors], known.people.values())) if actors else []
    refused = any(problem.severity == "error" for problem in own)
    covered = coverage(known if refused else load(actors))
    _show([*found, *own], covered, json_)
    if refused:
        complain(f"{actors}: left out of the figures, because of its errors")
    errors = sum(problem.severity == "error" for problem in (*found, *own))
    if errors or covered.heads:
        complain(
            f"{show.number(errors, 'error')}, {show.number(len(covered.heads), 'gap')} among heads that must be known"
        )
        raise typer.Exit(UNSOUND)


def _show(found: list["Problem"], covered: "Coverage | None", json_: bool) -> None:
    from selaras.cli import show

    if json_:
        for record in _records(found, covered):
            print(as_json(record))
        return
    out = show.console()
    _problems(out, found)
    if covered:
        _coverage(out, covered)


def _records(found: Iterable["Problem"], covered: "Coverage | None") -> Iterable[dict[str, Any]]:
    yield from ({"record": "problem", **asdict(problem)} for problem in found)
    if covered is None:
        return
    yield from ({"record": "state", **asdict(state)} for state in covered.states)
    yield from ({"record": "head-gap", **asdict(gap)} for gap in covered.heads)
    yield from ({"record": "minister-gap", **asdict(gap)} for gap in covered.ministers)
    yield from ({"record": "clash", **asdict(clash)} for clash in covered.clashes)
    yield {"record": "counts", "since": covered.since, "until": covered.until, **covered.counts}


def _problems(out: "Console", found: list["Problem"]) -> None:
    errors = [problem for problem in found if problem.severity == "error"]
    warnings = [problem for problem in found if problem.severity == "warning"]
    _section(out, "Errors in the actor files", map(str, errors))
    _section(out, "Warnings", map(str, warnings))


def _coverage(out: "Console", covered: "Coverage") -> None:
    from selaras.cli import show

    head = ("", "state", "id", "en", "people", "HoS", "HoG", "FM", "DM", "no head known")
    rows = [
        (s.code, s.name, s.names.get("id", 0), s.names.get("en", 0), s.people, *s.offices.values(), _periods(s.gaps))
        for s in covered.states
    ]
    out.print()
    show.say(out, "What the states have: names, people, terms of office; periods without any head", "bold", indent=0)
    show.table(out, head, rows)
    days = f"{covered.since} to {covered.until}"
    _section(out, f"Heads of G20 and ASEAN states that must be known and are not, {days}", _lines(covered.heads))
    _section(out, f"Foreign and defence ministers not known, G20 and ASEAN, {days}", _lines(covered.ministers))
    clashes = (f"{clash.name}: {', '.join(clash.owners)}" for clash in covered.clashes)
    _section(out, "Names that more than one actor claims", clashes)
    out.print()
    show.table(out, ("in the knowledge", "number"), list(covered.counts.items()))


def _section(out: "Console", title: str, lines: Iterable[str]) -> None:
    from selaras.cli import show

    out.print()
    found = list(lines)
    show.say(out, f"{title}: {len(found) or 'none'}", "bold", indent=0)
    for each in found:
        show.say(out, each)


def _lines(gaps: Iterable["Gap"]) -> Iterable[str]:
    from selaras.knowledge.check import by_state

    for (code, office), periods in by_state(gaps).items():
        yield f"{code} {office}: {_periods(periods)}"


def _periods(gaps: Iterable["Gap"]) -> str:
    """Return periods as ISO 8601 writes them, first day/last day."""
    return ", ".join(f"{gap.start}/{gap.end}" for gap in gaps)
