"""The map of Selaras: which stages there are, in which order, what each takes and makes. Read this first.

    inputs ─ read ─► Page ─ clean ─► Article ─ sentences ─► Reading ─ actors ─► Reading ─ events ─► Reading

Every stage is a function from an iterable of records to an iterator of records or `Skipped`. A stage
knows nothing of storage, printing or the other stages; the engine (local.py) carries records from one
to the next. To add a stage, write such a function in a package of its own and enter it here.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import Any

Function = Callable[..., Iterator[Any]]


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage: `takes` and `makes` name records of selaras.model, `does` says what happens, for people.

    `where` is "module:function", imported when first needed, so that a command starts fast and a
    stage can be named to another process. `informed` stages get the knowledge as second argument.
    """

    name: str
    takes: str
    makes: str
    does: str
    where: str
    informed: bool = False

    def function(self) -> Function:
        """Return the function, importing its module if that has not happened yet."""
        module, _, name = self.where.partition(":")
        function: Function = getattr(import_module(module), name)
        return function


READ = Stage("read", "input", "Page", "Finds files, addresses and records; bytes as found.", "selaras.pages:read")

ORDER: tuple[Stage, ...] = (
    Stage(
        "clean",
        "Page",
        "Article",
        "Takes the article out of the page; keeps every dropped line with its reason.",
        "selaras.pages:clean",
    ),
    Stage(
        "sentences",
        "Article",
        "Reading",
        "Tells the language, cuts sentences, resolves times to ISO dates.",
        "selaras.language:read",
    ),
    Stage(
        "actors",
        "Reading",
        "Reading",
        "Finds who and where is meant: states, organisations, people in office, pronouns, places.",
        "selaras.actors:link",
        informed=True,
    ),
    Stage(
        "events",
        "Reading",
        "Reading",
        "Codes events and quotes with their parties, times, places, sources and evidence.",
        "selaras.events:code",
        informed=True,
    ),
)


def apply(stage: Stage, records: Iterable[Any], knowledge: object) -> Iterator[Any]:
    """Run records through a stage."""
    function = stage.function()
    return function(records, knowledge) if stage.informed else function(records)
