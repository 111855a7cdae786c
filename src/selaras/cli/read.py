"""selaras read: pages into an archive."""

from typing import Annotated

import typer

from selaras.cli.choices import (
    DEFAULT_ARCHIVE,
    Actors,
    ArchivePath,
    Coder,
    Inputs,
    Json,
    Languages,
    Mapping,
    SettingsFile,
    expected,
    settings,
)
from selaras.cli.ends import REFUSED, complain, ends_well, report, told_usage
from selaras.cli.progress import progress
from selaras.cli.text import as_json, one_line


@ends_well
def read(
    inputs: Inputs,
    archive: ArchivePath = DEFAULT_ARCHIVE,
    mapping: Mapping = None,
    lang: Languages = None,
    actors: Actors = None,
    jobs: Annotated[
        int | None,
        typer.Option("--jobs", min=0, metavar="N", help="Processes. Default: one per core for large inputs."),
    ] = None,
    coder: Coder = None,
    settings_file: SettingsFile = None,
    json_: Json = False,
) -> None:
    """Read pages into an archive, which is made if there is none.

    Never twice the same page: what is in the archive is passed over, and a run that was broken off,
    even killed, goes on where it stopped when it is started again.

    \b
    Example:
      selaras read pages/ --archive news.db
      selaras read dump.jsonl --map text=isi

    Exit codes: 0 all read, 2 wrong usage, 3 some inputs were refused (one sentence each on stderr).
    """
    chosen = settings(
        settings_file, 0 if jobs is None and settings_file is None else jobs, actors, lang, mapping, coder
    )
    from selaras.archive import Archive
    from selaras.cli.show import number
    from selaras.pipeline import Progress, read_into, settle_memory

    settle_memory()
    state = Progress()
    ticking = progress("Reading", expected(inputs))
    with told_usage(chosen), Archive.create(archive) as kept, ticking as tick:
        for state in read_into(kept, inputs, chosen):
            report(item for item in state.left_out if item.refused)
            tick(state.seen, f"{state.events} events")
    counts = {
        "read": state.read,
        "already": state.already,
        "articles": state.articles,
        "events": state.events,
        "quotes": state.quotes,
        "skipped": state.skipped,
        "refused": state.refused,
    }
    if json_:
        print(as_json(counts))
    else:
        articles, events = number(state.articles, "article"), number(state.events, "event")
        print(f"Read {number(state.read, 'page')} into {one_line(str(archive))}: {articles}, {events}, "
              f"{number(state.quotes, 'quote')}.")  # fmt: skip
        if state.already:
            print(f"{number(state.already, 'page')} there already.")
        if state.skipped:
            print(f"{state.skipped} passed over; see: selaras doctor --archive {one_line(str(archive))}")
    if state.refused:
        complain(f"{number(state.refused, 'input')} refused")
        raise typer.Exit(REFUSED)
