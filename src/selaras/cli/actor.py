"""selaras actor: who a name or an office stands for on a day."""

from dataclasses import asdict
from typing import Annotated

import typer

from selaras.cli.choices import Actors, Json, date
from selaras.cli.ends import complain, ends_well
from selaras.cli.text import as_json


@ends_well
def actor(
    query: Annotated[
        list[str], typer.Argument(metavar="QUERY...", help="A code, a name or an office.", show_default=False)
    ],
    on: Annotated[str | None, typer.Option("--on", metavar="DATE", help="On this day; today if left out.")] = None,
    lang: Annotated[str, typer.Option("--lang", metavar="CODE", help="Language of the names to show.")] = "id",
    actors: Actors = None,
    json_: Json = False,
) -> None:
    """Explain who a name, an office or a code stands for, and why.

    \b
    Example:
      selaras actor Kremlin
      selaras actor "presiden Amerika Serikat" --on 2022-09-15
    """
    from selaras.actors import find
    from selaras.cli import show
    from selaras.knowledge import load

    answers = find(load(actors), " ".join(query), date("--on", on), lang)
    out = show.console()
    for answer in answers:
        if json_:
            print(as_json(asdict(answer)))
            continue
        show.say(out, f"{answer.code or '-':<6} {answer.name} ({answer.kind})", "bold", indent=0)
        show.say(out, answer.reason)
        if answer.names:
            show.say(out, "also: " + ", ".join(answer.names[:12]), "dim")
        for office in answer.offices:
            show.say(out, f"{office.office}, {office.start or '?'} to {office.end or 'today'}", "dim")
    if not answers and not json_:
        complain(f"nobody is known as {' '.join(query)!r}")
