"""The mode of a report, by the words of its trigger and around it (knowledge/events/modes.yaml)."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from selaras.knowledge.yaml_files import read_yaml

COMPLEMENT = 12  # words behind a trigger that may decide its mode
BEFORE = {"ASSAULT": 4}  # types whose mode is told around the trigger: so many words on both sides

Modes = Mapping[str, Mapping[str, tuple[frozenset[str], tuple[str, ...]]]]


def load_modes(path: Path) -> Modes:
    """Read the modes file: event -> mode -> (whole words, beginnings of words)."""
    return {
        event: {
            mode: (
                frozenset(w for w in words_ if not w.endswith("…")),
                tuple(w[:-1] for w in words_ if w.endswith("…")),
            )
            for mode, words_ in modes.items()
        }
        for event, modes in read_yaml(path).items()
    }


def mode_by_words(low: Sequence[str], start: int, end: int, event: str, modes: Modes) -> str | None:
    """Return the mode that the words of a trigger [start, end) and behind it decide, if any."""
    window = low[max(0, start - BEFORE.get(event, 0)) : end + BEFORE.get(event, COMPLEMENT)]
    text = f" {' '.join(window)} "
    for mode, (whole, beginnings) in modes.get(event, {}).items():
        if any(f" {phrase} " in text for phrase in whole):
            return mode
        if beginnings and any(word.startswith(beginnings) for word in window):
            return mode
    return None
