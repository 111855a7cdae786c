"""selaras quotes: who said what, and through whom it came."""

from typing import TYPE_CHECKING, Annotated

import typer

from selaras.cli.choices import DEFAULT_ARCHIVE, ArchivePath, Json, Limit, Offset
from selaras.cli.ends import complain, ends_well
from selaras.cli.text import as_json

if TYPE_CHECKING:
    from selaras.archive import FoundQuote


@ends_well
def quotes(
    archive: ArchivePath = DEFAULT_ARCHIVE,
    speaker: Annotated[
        str | None, typer.Option("--speaker", metavar="NAME", help="Part of the speaker's name.")
    ] = None,
    code: Annotated[str | None, typer.Option("--code", metavar="CODE", help="For whom they speak (RUS).")] = None,
    text: Annotated[str | None, typer.Option("--text", metavar="WORDS", help="Words of the sentence.")] = None,
    article: Annotated[str | None, typer.Option("--article", metavar="ID", help="Of one article only.")] = None,
    limit: Limit = 50,
    offset: Offset = 0,
    json_: Json = False,
) -> None:
    """Show quotes, direct and indirect, with speaker and medium.

    \b
    Example:
      selaras quotes --speaker Putin --text gandum
      selaras quotes --code IDN --json
    """
    from selaras.archive import Archive
    from selaras.cli import show

    with Archive.open(archive) as kept:
        out, shown = show.console(), 0
        sought = code.strip().upper() if code else None
        for found in kept.quotes(speaker, sought, text, article, limit + 1 if limit else 0, offset):
            if limit and shown == limit:
                if not json_:
                    complain(f"there are more; go on with --offset {offset + limit}, or --limit 0 for all")
                break
            shown += 1
            if json_:
                print(as_json(quote_json(found)))
            else:
                show.quote(out, found)
    if not shown and not json_:
        complain("no such quotes")


def quote_json(found: "FoundQuote") -> dict[str, object]:
    """Return a quote with its article, in the codebook's form."""
    spoken, line = found.quote, found.article
    return {
        "id": spoken.id,
        "article": line.name,
        "article_id": line.id,
        "address": line.address,
        "published": line.published,
        "lang": line.lang,
        "span": " ".join(found.words.split()),
        "speaker": spoken.speaker,
        "code": spoken.code,
        "sentence": " ".join(found.sentence.split()),
        "direct": spoken.direct,
        "source": spoken.medium,
    }
