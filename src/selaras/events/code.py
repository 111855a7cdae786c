"""The events stage: Reading in, Reading with quotes and reports out."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from selaras import knowledge as knowledge_package
from selaras.events.counterparts import complete
from selaras.events.cues import load_cues
from selaras.events.dates import inherit
from selaras.events.grammar import load_grammar
from selaras.events.joined import Joining, join, load_joining
from selaras.events.modes import load_modes
from selaras.events.proposed import reports as proposed
from selaras.events.quotes import Speech, load_speech, quotes
from selaras.events.repeats import mark_repeats
from selaras.events.rules import Rules, reports
from selaras.events.setting import Setting
from selaras.knowledge import Knowledge
from selaras.model import Reading, Report, Skipped

EVEN = 0.5  # confidence that a language model must give an event
FOLDER = Path(knowledge_package.__file__).parent / "events"


@dataclass(frozen=True, slots=True)
class Coders:
    """The knowledge that the coders of this stage share."""

    rules: Rules
    speech: Speech
    joining: Joining


@lru_cache(maxsize=1)
def load_coders(folder: Path = FOLDER) -> Coders:
    """Load cues, grammar and speech verbs of a folder; raises UsageRefused naming a bad file."""
    rules = Rules(
        load_cues(folder / "cues", folder / "irregular.yaml"),
        load_grammar(folder / "grammar.yaml"),
        load_modes(folder / "modes.yaml"),
    )
    return Coders(rules, load_speech(folder / "speech.yaml"), load_joining(folder / "joining.yaml"))


def code(readings: Iterable[Reading | Skipped], knowledge: Knowledge) -> Iterator[Reading | Skipped]:
    """Fill in `quotes` and `reports` of every reading: the rules and what was proposed, joined.

    Skipped records pass through, here and in the functions below.
    """
    return _each(readings, _joined)


def code_rules(readings: Iterable[Reading | Skipped], knowledge: Knowledge) -> Iterator[Reading | Skipped]:
    """Fill in `quotes` and `reports` of every reading by the rules alone."""
    return _each(readings, _by_rules)


def code_proposed(readings: Iterable[Reading | Skipped], knowledge: Knowledge) -> Iterator[Reading | Skipped]:
    """Fill in `quotes` and `reports` of every reading from the trained model's proposals alone."""
    return _each(readings, _proposed)


def code_asked(readings: Iterable[Reading | Skipped], knowledge: Knowledge) -> Iterator[Reading | Skipped]:
    """Fill in `quotes` and `reports` of every reading from what a language model said, as sure as it said it is."""
    return _each(readings, _asked)


How = Callable[[Setting, Coders], list[Report]]


def _by_rules(setting: Setting, coders: Coders) -> list[Report]:
    return reports(setting, coders.rules)


def _proposed(setting: Setting, coders: Coders) -> list[Report]:
    return join([], proposed(setting, coders.rules.modes), coders.joining)


def _asked(setting: Setting, coders: Coders) -> list[Report]:
    return [each.report for each in proposed(setting, coders.rules.modes) if each.event >= EVEN]


def _joined(setting: Setting, coders: Coders) -> list[Report]:
    return join(_by_rules(setting, coders), proposed(setting, coders.rules.modes), coders.joining)


def _each(readings: Iterable[Reading | Skipped], how: How) -> Iterator[Reading | Skipped]:
    coders = load_coders()
    for reading in readings:
        yield reading if isinstance(reading, Skipped) else code_one(reading, coders, how)


def code_one(reading: Reading, coders: Coders, how: How = _joined) -> Reading:
    """Return the reading with its quotes and reports, repeats marked."""
    said = quotes(reading, coders.speech)
    setting = Setting(reading, coders.rules.grammar, said)
    found = inherit(reading, complete(how(setting, coders)))
    headlines = frozenset(s.index for s in reading.sentences if s.headline)
    return replace(reading, quotes=said, reports=mark_repeats(found, headlines))
