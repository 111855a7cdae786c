"""selaras articles: what is in the archive."""

from dataclasses import asdict
from typing import Annotated

import typer

from selaras.cli.choices import DEFAULT_ARCHIVE, ArchivePath, Json, Limit, Offset, Since, Until, date
from selaras.cli.ends import complain, ends_well
from selaras.cli.text import as_json


@ends_well
def articles(
    archive: ArchivePath = DEFAULT_ARCHIVE,
    lang: Annotated[str | None, typer.Option("--lang", metavar="CODE", help="Language of the article.")] = None,
    since: Since = None,
    until: Until = None,
    flag: Annotated[
        str | None, typer.Option("--flag", metavar="FLAG", help="With this flag, as date-contradicts-text.")
    ] = None,
    wire: Annotated[
        str | None, typer.Option("--wire", metavar="NAME", help="That credit this agency or medium.")
    ] = None,
    limit: Limit = 50,
    offset: Offset = 0,
    json_: Json = False,
) -> None:
    """Show articles by publication date, with what was found in them.

    \b
    Example:
      selaras articles --since 2024-05 --wire AFP
      selaras articles --flag truncated --json
    """
    from selaras.archive import Archive
    from selaras.cli import show

    first, last = date("--since", since), date("--until", until)
    with Archive.open(archive) as kept:
        out, shown = show.console(), 0
        for line in kept.articles(lang, first, last, flag, wire, limit + 1 if limit else 0, offset):
            if limit and shown == limit:
                if not json_:
                    complain(f"there are more; go on with --offset {offset + limit}, or --limit 0 for all")
                break
            shown += 1
            if json_:
                print(as_json(asdict(line)))
            else:
                show.article(out, line)
    if not shown and not json_:
        complain("no such articles")
