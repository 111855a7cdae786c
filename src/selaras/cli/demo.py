"""selaras demo: the main job on the bundled sample, shown as a person would like to see it."""

import tempfile
from collections import Counter
from contextlib import ExitStack
from importlib.resources import as_file, files
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from selaras.cli.choices import Json
from selaras.cli.ends import ends_well, report
from selaras.cli.progress import progress
from selaras.cli.text import as_json, one_line

if TYPE_CHECKING:
    from rich.console import Console

    from selaras.archive import Archive
    from selaras.pipeline import Progress

SHOWN_QUOTES = 6


@ends_well
def demo(
    archive: Annotated[
        Path | None,
        typer.Option("--archive", metavar="PATH", help="Keep the archive here; else it is thrown away."),
    ] = None,
    json_: Json = False,
) -> None:
    """Read the bundled sample of news pages and show the result.

    \b
    Example:
      selaras demo
      selaras demo --archive demo.db
    """
    from selaras.archive import Archive
    from selaras.cli import show
    from selaras.pipeline import Progress, Settings, read_into

    state = Progress()
    with ExitStack() as stack:
        sample = stack.enter_context(as_file(files("selaras") / "sample" / "pages"))
        path = archive or Path(stack.enter_context(tempfile.TemporaryDirectory())) / "demo.db"
        kept = stack.enter_context(Archive.create(path))
        with progress("Reading", None) as tick:
            for state in read_into(kept, [str(sample)], Settings()):
                report(item for item in state.left_out if item.refused)
                tick(state.read, "")
        if json_:
            _print_json(kept)
            return
        out = show.console()
        _what_was_read(out, kept, state)
        _what_happened(out, kept)
        _what_was_said(out, kept)
        _what_next(out, archive)


def _print_json(kept: "Archive") -> None:
    from selaras.export import record

    for reading in kept.readings():
        print(as_json(record(reading)))


def _head(out: "Console", words: str) -> None:
    from selaras.cli import show

    out.print()
    show.say(out, words, "bold cyan", indent=0)


def _what_was_read(out: "Console", kept: "Archive", state: "Progress") -> None:
    from selaras.cli import show

    lines = list(kept.articles())
    languages = Counter(line.lang for line in lines)
    spoken = ", ".join(f"{number} {one_line(name)}" for name, number in languages.most_common())
    _head(out, f"Selaras read {show.number(state.seen, 'page')}: {show.number(len(lines), 'article')} ({spoken})")
    for line in lines:
        show.article(out, line)
    dropped = kept.dropped_by_reason()
    if dropped:
        _head(out, f"{show.number(sum(dropped.values()), 'line')} dropped as no part of the article, by reason")
        show.table(out, ("reason", "lines"), list(dropped.items()))
    flagged = [(line.name, ", ".join(line.flags)) for line in lines if line.flags]
    if flagged:
        _head(out, "Take care with")
        show.table(out, ("article", "flags"), flagged)
    wires = Counter(name for line in lines for name in line.wire)
    if wires:
        _head(out, "Credited agencies and media: several articles may rest on one report")
        show.table(out, ("credited", "articles"), wires.most_common())


def _what_happened(out: "Console", kept: "Archive") -> None:
    from selaras.archive import FoundEvent
    from selaras.cli import show

    def date(found: FoundEvent) -> str:
        return found.report.time or "undated"

    found = list(kept.events())
    _head(out, f"{len(found)} events, by the day they happened, each with the sentence it rests on")
    for when, group in groupby(found, key=date):
        out.print()
        show.say(out, when, "bold", indent=0)
        for each in group:
            show.event(out, each, with_date=False)


def _what_was_said(out: "Console", kept: "Archive") -> None:
    from selaras.cli import show

    spoken = list(kept.quotes())
    _head(out, f"{len(spoken)} quotes; the first {min(SHOWN_QUOTES, len(spoken))}")
    for each in spoken[:SHOWN_QUOTES]:
        show.quote(out, each)


def _what_next(out: "Console", archive: Path | None) -> None:
    path = archive or Path("news.db")
    _head(out, "Next")
    steps = () if archive else (f"selaras read YOUR-PAGES/ --archive {path}",)
    for step in (
        *steps,
        f"selaras events --archive {path} --pair RUS,CHN",
        f"selaras events --archive {path} --quad 4 --since 2024",
        f"selaras quotes --archive {path} --code IDN",
        f"selaras search --archive {path} gencatan senjata",
        "selaras code page.html",
    ):
        out.print(f"    {step}")
