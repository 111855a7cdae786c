"""The map of Selaras: which stages there are, in which order, what each takes and makes. Read this first.

    inputs ─ read ─► Page ─ clean ─► Article ─ sentences ─► Reading ─ actors ─► Reading ─ tagger ─► Reading
                                                                                 ─ events ─► Reading

Which coders propose and decide is a setting: order() returns the stages for each choice.

Every stage is a function from an iterable of records to an iterator of records or `Skipped`. A stage
knows nothing of storage, printing or the other stages; the engine (local.py) carries records from one
to the next. To add a stage, write such a function in a package of its own and enter it here.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any

Function = Callable[..., Iterator[Any]]


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage: `takes` and `makes` name records of selaras.model, `does` says what happens, for people.

    `where` is "module:function", imported when first needed, so that a command starts fast and a
    stage can be named to another process. `informed` stages get the knowledge as second argument,
    `options` names the setting that a stage gets as last argument.
    """

    name: str
    takes: str
    makes: str
    does: str
    where: str
    informed: bool = False
    options: str = ""

    def function(self) -> Function:
        """Return the function, importing its module if that has not happened yet."""
        module, _, name = self.where.partition(":")
        function: Function = getattr(import_module(module), name)
        return function


READ = Stage("read", "input", "Page", "Finds files, addresses and records; bytes as found.", "selaras.pages:read")

BEFORE: tuple[Stage, ...] = (
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
)

TAGGER = Stage(
    "tagger",
    "Reading",
    "Reading",
    "Proposes events and who plays which part in them: the trained model, sentence by sentence.",
    "selaras.tagger:tag",
    informed=True,
)
LLM = Stage(
    "llm",
    "Reading",
    "Reading",
    "Proposes events as a language model reads them, asked over HTTP.",
    "selaras.llm.propose:propose",
    informed=True,
    options="llm",
)
CODES = "Codes events and quotes with their parties, times, places, sources and evidence."


def _events(how: str) -> Stage:
    return Stage("events", "Reading", "Reading", CODES, f"selaras.events:{how}", informed=True)


# Which stages each choice of coder runs; "both" lets rules and model check each other.
CODERS: Mapping[str, tuple[Stage, ...]] = {
    "both": (*BEFORE, TAGGER, _events("code")),
    "tagger": (*BEFORE, TAGGER, _events("code_proposed")),
    "rules": (*BEFORE, _events("code_rules")),
    "llm": (*BEFORE, LLM, _events("code_asked")),
}
ORDER = CODERS["both"]


def order(coder: str) -> tuple[Stage, ...]:
    """Return the stages that a choice of coder runs; raises KeyError for one that CODERS does not have."""
    return CODERS[coder]


def apply(stage: Stage, records: Iterable[Any], knowledge: object, settings: object = None) -> Iterator[Any]:
    """Run records through a stage."""
    given = [knowledge] if stage.informed else []
    if stage.options:
        given.append(getattr(settings, stage.options))
    return stage.function()(records, *given)
