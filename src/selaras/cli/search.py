"""selaras search: articles by their words."""

from dataclasses import asdict
from typing import Annotated

import typer

from selaras.cli.choices import DEFAULT_ARCHIVE, ArchivePath, Json, Limit, Offset
from selaras.cli.ends import complain, ends_well
from selaras.cli.text import as_json


@ends_well
def search(
    words: Annotated[list[str], typer.Argument(metavar="WORDS...", help="All must occur.", show_default=False)],
    archive: ArchivePath = DEFAULT_ARCHIVE,
    limit: Limit = 20,
    offset: Offset = 0,
    json_: Json = False,
) -> None:
    """Find articles that hold all the words, best first. Accents and capitals do not matter; a star
    stands for any ending; words in quotation marks must stand together.

    \b
    Example:
      selaras search kapal selam
      selaras search '"laut china selatan" patrol*'
    """
    from selaras.archive import Archive
    from selaras.cli import show

    with Archive.open(archive) as kept:
        out, shown = show.console(), 0
        for found in kept.search(" ".join(words), limit, offset):
            shown += 1
            if json_:
                print(as_json({**asdict(found.article), "snippet": "".join(found.snippet)}))
            else:
                show.hit(out, found)
    if not shown and not json_:
        complain("no article holds all these words")
