"""selaras code: articles to JSON, without an archive."""

from typing import Annotated

import typer

from selaras.cli.choices import Actors, Coder, Inputs, Languages, Mapping, SettingsFile, expected, settings
from selaras.cli.ends import REFUSED, ends_well, report, told_usage
from selaras.cli.progress import progress
from selaras.cli.text import as_json


@ends_well
def code(
    inputs: Inputs,
    jsonl: Annotated[
        bool,
        typer.Option("--jsonl", "--json", help="One JSON object per line; so by itself for several articles."),
    ] = False,
    mapping: Mapping = None,
    lang: Languages = None,
    actors: Actors = None,
    jobs: Annotated[
        int | None, typer.Option("--jobs", min=0, metavar="N", help="Processes; 0: one per core. Default 1.")
    ] = None,
    coder: Coder = None,
    settings_file: SettingsFile = None,
) -> None:
    """Code articles: one JSON record each on stdout, no archive.

    A record has the article's title, date, wires, dropped lines and flags, its events with parties,
    time, place, source, evidence sentence and spans, and its quotes.

    \b
    Example:
      selaras code article.txt
      selaras code pages/ https://example.org/news.html --jsonl > out.jsonl
      selaras code dump.jsonl --map text=isi --map date=tanggal

    Exit codes: 0 all read, 2 wrong usage, 3 some inputs were refused (one sentence each on stderr).
    """
    chosen = settings(settings_file, jobs, actors, lang, mapping, coder)
    import sys

    from selaras.export import record
    from selaras.model import Skipped
    from selaras.pipeline import run, settle_memory

    lines = jsonl or len(inputs) > 1
    first: dict[str, object] | None = None
    done, refused = 0, False
    settle_memory()
    with told_usage(chosen), progress("Coding", expected(inputs), watched=not sys.stdout.isatty()) as tick:
        for item in run(inputs, chosen):
            if isinstance(item, Skipped):
                report([item])
                refused = refused or item.refused
                continue
            coded = record(item)
            done += 1
            tick(done, "")
            if lines:
                print(as_json(coded))
            elif first is None:
                first = coded
            else:  # there is more than one after all
                print(as_json(first))
                print(as_json(coded))
                lines, first = True, None
    if first is not None:
        print(as_json(first, indent=1))
    if refused:
        raise typer.Exit(REFUSED)
