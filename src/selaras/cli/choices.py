"""Options that several commands share, and the settings they make."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from selaras.model import UsageRefused

if TYPE_CHECKING:
    from selaras.pipeline import Settings

KEYS = ("title", "text", "date", "url", "site", "author", "lang", "id")
MANY_RECORDS = frozenset({".json", ".jsonl", ".ndjson", ".gz", ".csv", ".parquet", ".warc"})
DEFAULT_ARCHIVE = Path("selaras.db")

Inputs = Annotated[
    list[str],
    typer.Argument(metavar="FILE|DIR|URL|-...", help="Text, HTML, JSON, JSONL; - is stdin.", show_default=False),
]
ArchivePath = Annotated[Path, typer.Option("--archive", metavar="PATH", help="The archive.")]
Json = Annotated[bool, typer.Option("--json", help="One JSON object per line.")]
Mapping = Annotated[
    list[str] | None,
    typer.Option("--map", metavar="KEY=NAME", help=f"Your records' name for one of: {', '.join(KEYS)}. Repeatable."),
]
Languages = Annotated[
    list[str] | None,
    typer.Option("--lang", metavar="CODE", help="Read only articles in this language (id, en). Repeatable."),
]
Actors = Annotated[
    Path | None, typer.Option("--actors", metavar="FILE", help="Your own actors, on top of those that ship.")
]
Coder = Annotated[
    str | None,
    typer.Option(
        "--coder", metavar="NAME", help="Who codes events: both (rules and trained model), tagger, rules, llm."
    ),
]
SettingsFile = Annotated[
    Path | None,
    typer.Option("--settings", metavar="FILE", help="A TOML file with settings; options win over it."),
]
Limit = Annotated[int, typer.Option("--limit", min=0, metavar="N", help="Show at most N; 0 for all.")]
Offset = Annotated[int, typer.Option("--offset", min=0, metavar="N", help="Leave out the first N.")]
Since = Annotated[str | None, typer.Option("--since", metavar="DATE", help="From this day, month or year on.")]
Until = Annotated[str | None, typer.Option("--until", metavar="DATE", help="Up to this day, month or year.")]


def settings(
    file: Path | None,
    jobs: int | None,
    actors: Path | None,
    languages: list[str] | None,
    mapping: list[str] | None,
    coder: str | None,
) -> "Settings":
    """Return the settings of the file, if any, with the options that were given on top.

    Raises UsageRefused for values that make no sense.
    """
    from dataclasses import replace

    from selaras.pipeline import Settings

    over: dict[str, Any] = {}
    if jobs is not None:
        over["jobs"] = jobs
    if actors is not None:
        over["actors"] = actors
    if languages:
        over["languages"] = tuple(languages)
    if coder is not None:
        over["coder"] = coder
    chosen = Settings.from_toml(file, **over) if file else Settings(**over)
    if mapping:
        fields = {**chosen.reading.fields, **dict(_pair(entry) for entry in mapping)}
        chosen = replace(chosen, reading=replace(chosen.reading, fields=fields))
    return chosen


def _pair(entry: str) -> tuple[str, str]:
    key, equals, name = entry.partition("=")
    if not equals or not name or key not in KEYS:
        raise UsageRefused(f"--map {entry}: write KEY=NAME with one of the keys {', '.join(KEYS)}")
    return key, name


def date(option: str, value: str | None) -> str | None:
    """Return an ISO day, month or year as it is. Raises UsageRefused for anything else."""
    from datetime import date as day

    if value is None:
        return None
    try:
        day.fromisoformat(f"{value}-01-01"[:10] if len(value) < 10 else value)
    except ValueError as error:
        raise UsageRefused(f"{option} {value}: write a date as 2024-05-31, 2024-05 or 2024") from error
    return value


def expected(inputs: list[str]) -> int | None:
    """Return how many pages the inputs hold, None where that shows only in reading them."""
    total = 0
    for item in inputs:
        path = Path(item)
        if path.is_dir():
            names = [name for _, _, files in os.walk(path) for name in files]
        elif path.is_file():
            names = [path.name]
        else:
            return None
        if any(Path(name).suffix.lower() in MANY_RECORDS for name in names):
            return None
        total += len(names)
    return total
