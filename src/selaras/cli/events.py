"""selaras events: what happened between whom, with the evidence."""

from typing import TYPE_CHECKING, Annotated

import typer

from selaras.cli.choices import (
    DEFAULT_ARCHIVE,
    ArchivePath,
    Json,
    Limit,
    Offset,
    Since,
    Until,
    date,
)
from selaras.cli.ends import complain, ends_well
from selaras.cli.text import as_json
from selaras.model import UsageRefused

if TYPE_CHECKING:
    from selaras.archive import FoundEvent


@ends_well
def events(
    archive: ArchivePath = DEFAULT_ARCHIVE,
    actor: Annotated[str | None, typer.Option("--actor", metavar="CODE", help="Who did it (RUS, NATO).")] = None,
    recipient: Annotated[str | None, typer.Option("--recipient", metavar="CODE", help="To whom it was done.")] = None,
    pair: Annotated[str | None, typer.Option("--pair", metavar="A,B", help="Both take part, in whatever role.")] = None,
    types: Annotated[
        list[str] | None, typer.Option("--type", metavar="TYPE", help="PLOVER type, as CONSULT. Repeatable.")
    ] = None,
    quad: Annotated[
        int | None,
        typer.Option(
            "--quad",
            min=1,
            max=4,
            metavar="1-4",
            help="1 verbal, 2 material cooperation; 3 verbal, 4 material conflict.",
        ),
    ] = None,
    since: Since = None,
    until: Until = None,
    place: Annotated[str | None, typer.Option("--place", metavar="NAME", help="Part of the place's name.")] = None,
    aux: Annotated[
        str | None,
        typer.Option("--aux", metavar="AUX", help="historical, future, hypothetical or negation; none: it happened."),
    ] = None,
    text: Annotated[str | None, typer.Option("--text", metavar="WORDS", help="Words of the evidence sentence.")] = None,
    lang: Annotated[str | None, typer.Option("--lang", metavar="CODE", help="Language of the article.")] = None,
    article: Annotated[str | None, typer.Option("--article", metavar="ID", help="Of one article only.")] = None,
    limit: Limit = 50,
    offset: Offset = 0,
    json_: Json = False,
) -> None:
    """Show events by date, each with the sentence it rests on. Undated events come last, and are left
    out where --since or --until is given.

    \b
    Example:
      selaras events --pair RUS,CHN --since 2022-09 --quad 1
      selaras events --actor USA --type SANCTION --aux none --json
    """  # fmt: skip
    from selaras.archive import Archive, EventFilter
    from selaras.knowledge.plover import plover

    known = plover()
    wanted = EventFilter(
        actor=_code(actor),
        recipient=_code(recipient),
        pair=_pair(pair),
        types=tuple(_one_of("--type", name.upper(), tuple(known.types)) for name in types or ()),
        quad=quad,
        since=date("--since", since),
        until=date("--until", until),
        place=place,
        aux=_one_of("--aux", aux.lower(), (*known.aux, "none")) if aux else None,
        text=text,
        lang=lang,
        article=article,
        limit=limit + 1 if limit else 0,
        offset=offset,
    )
    with Archive.open(archive) as kept:
        shown = 0
        for found in kept.events(wanted):
            if limit and shown == limit:
                if not json_:
                    complain(f"there are more; go on with --offset {offset + limit}, or --limit 0 for all")
                break
            shown += 1
            _show(found, json_)
    if not shown and not json_:
        complain("no such events")


def _show(found: "FoundEvent", as_lines: bool) -> None:
    if as_lines:
        print(as_json(event_json(found)))
        return
    from selaras.cli import show

    show.event(show.console(), found)


def event_json(found: "FoundEvent") -> dict[str, object]:
    """Return an event with its article, in the codebook's form."""
    from selaras.export import event

    report, line = found.report, found.article
    return {
        "id": report.id,
        "article": line.name,
        "article_id": line.id,
        "address": line.address,
        "published": line.published,
        "lang": line.lang,
        **event(report, found.sentence, found.span, found.span.start),
    }


def _code(code: str | None) -> str | None:
    return code.strip().upper() if code else None


def _pair(pair: str | None) -> tuple[str, str] | None:
    if pair is None:
        return None
    codes = [code.strip().upper() for code in pair.split(",")]
    if len(codes) != 2 or not all(codes):
        raise UsageRefused(f"--pair {pair}: write two codes with a comma between them, as RUS,CHN")
    return codes[0], codes[1]


def _one_of(option: str, value: str, known: tuple[str, ...]) -> str:
    if value not in known:
        raise UsageRefused(f"{option} {value}: write one of {', '.join(known)}")
    return value
