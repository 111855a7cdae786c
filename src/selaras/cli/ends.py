"""How commands end: exit codes, errors in one sentence, a reader that has gone away.

0  everything was read          1  doctor found something wrong
2  wrong usage                  3  some inputs were refused, the rest was read
"""

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import TYPE_CHECKING, ParamSpec

import typer

from selaras.cli.text import one_line
from selaras.model import Skipped, UsageRefused

if TYPE_CHECKING:
    from selaras.pipeline import Settings

UNSOUND, USAGE, REFUSED = 1, 2, 3
EXIT_CODES = "Exit codes: 0 all read, 2 wrong usage, 3 some inputs were refused (one sentence each on stderr)."

P = ParamSpec("P")


def ends_well(command: Callable[P, None]) -> Callable[P, None]:
    """Make a command end with a sentence and a code instead of a traceback, and quietly after `| head`."""

    @wraps(command)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            command(*args, **kwargs)
            sys.stdout.flush()
        except UsageRefused as error:
            complain(str(error))
            raise typer.Exit(USAGE) from error
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())

    return wrapped


def complain(sentence: str) -> None:
    """Say one sentence on stderr."""
    print(one_line(f"selaras: {sentence}"), file=sys.stderr, flush=True)


@contextmanager
def told_usage(settings: "Settings") -> Iterator[None]:
    """Say on stderr at the end, however it comes, what a language model was asked, where one is the coder."""
    try:
        yield
    finally:
        if settings.coder == "llm":
            from selaras.llm import usage

            print(one_line(usage(settings.llm).told()), file=sys.stderr, flush=True)


def report(left_out: Iterable[Skipped]) -> None:
    """Say on stderr what was refused or passed over, and why; one line each."""
    for item in left_out:
        said = "refused" if item.refused else "passed over"
        complain(f"{said}: {item.address}: {item.reason}")
