"""The command line: one file per command. The only place that prints and exits.

Heavy imports stand inside the commands, so that `selaras --help` answers at once.
"""

import sys
from typing import Annotated

import typer

from selaras import __version__
from selaras.cli.actor import actor
from selaras.cli.articles import articles
from selaras.cli.classify import classify
from selaras.cli.code import code
from selaras.cli.demo import demo
from selaras.cli.doctor import doctor
from selaras.cli.ends import EXIT_CODES
from selaras.cli.events import events
from selaras.cli.knowledge import knowledge
from selaras.cli.quotes import quotes
from selaras.cli.read import read
from selaras.cli.search import search

COMMANDS = (demo, code, read, events, quotes, articles, search, actor, classify, doctor)

app = typer.Typer(
    name="selaras",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=EXIT_CODES,
)
for command in COMMANDS:
    app.command()(command)
app.add_typer(knowledge, name="knowledge")


def _version(wanted: bool) -> None:
    if wanted:
        print(f"selaras {__version__}")
        raise typer.Exit


@app.callback()
def selaras(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Reads the news and keeps the books on how states get on: events, quotes and sources, each led
    back to its sentence.

    \b
    Example:
      selaras demo
      selaras read articles/ --archive news.db
      selaras events --archive news.db --pair RUS,CHN --since 2022
    """


def main() -> None:
    """Run the command line; installed as `selaras`."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")  # a terminal without UTF-8 is no reason to stop
    app(prog_name="selaras")
