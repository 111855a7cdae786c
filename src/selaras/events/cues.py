"""Cues: what the cue files say, spelled out into every form, and found in a sentence.

A Cue is one group entry of a file; a Match is where it stands. Of matches that begin at the same
word, the one with the most words wins; a match inside another one is dropped.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from selaras.events.morphology import english, indonesian
from selaras.knowledge.load import read_yaml
from selaras.model import UsageRefused, Word

FRAMES = frozenset(["directed", "undergo", "reciprocal", "visit", "host", "self"])
KINDS = {
    "verbs": ("id", "verb"), "fixed": ("id", "verb"), "nouns": ("id", "noun"),
    "en_verbs": ("en", "verb"), "en_fixed": ("en", "verb"), "en_nouns": ("en", "noun"),
}  # fmt: skip
GAP = 3  # words that "~" may stand for
BLOCK = frozenset([",", ";", ":", ".", '"', "(", ")", "yang", "dan", "bahwa", "and", "that", "who", "which"])


@dataclass(frozen=True, slots=True)
class Cue:
    """One way to tell of an event: which type and mode, who stands where, how sure it is."""

    event: str
    mode: str | None
    frame: str
    confidence: float
    lang: str
    part: str  # verb or noun
    text: str  # as in the file
    needs: str = ""
    takes: bool = False
    swap: bool = False


class Form(NamedTuple):
    """A spelled-out cue: its slots (alternatives of words; None is a gap) and its voice."""

    slots: tuple[frozenset[tuple[str, ...]] | None, ...]
    voice: str
    cue: Cue


class Match(NamedTuple):
    """A cue found: words [start, end), and the form that fits."""

    start: int
    end: int
    form: Form


Cues = Mapping[str, tuple[Form, ...]]


def load_cues(folder: Path) -> Cues:
    """Read all cue files of a folder into an index by first word; raises UsageRefused naming a bad file."""
    index: dict[str, list[Form]] = defaultdict(list)
    for path in sorted(folder.glob("*.yaml")):
        data = read_yaml(path)
        for group in data.get("cues", ()):
            if group.get("frame") not in FRAMES:
                raise UsageRefused(f"{path}: unknown frame {group.get('frame')!r}")
            for form in _forms(str(data["event"]), group):
                for first in form.slots[0] or ():
                    index[first[0]].append(form)
    return {first: tuple(sorted(set(forms), key=_weight)) for first, forms in index.items()}


def _weight(form: Form) -> tuple[int, float, str]:
    return (-len(form.slots), -form.cue.confidence, form.cue.event + form.cue.text + form.voice)


def _forms(event: str, group: Mapping[str, Any]) -> Iterator[Form]:
    for key, (lang, part) in KINDS.items():
        for text in group.get(key) or ():
            cue = Cue(
                event, group.get("mode"), group["frame"], float(group["p"]), lang, part, str(text),
                str(group.get("needs") or ""), bool(group.get("takes")), bool(group.get("swap")),
            )  # fmt: skip
            yield from _spell(cue, key)


def _spell(cue: Cue, key: str) -> Iterator[Form]:
    """Yield the forms of a cue: its first slot inflected, the others as they stand."""
    slots = _slots(cue.text)
    first, rest = slots[0], slots[1:]
    assert first is not None
    voices: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for words in first:
        for form, voice in _inflect(words[0], key):
            voices[voice].add((form, *words[1:]))
    for voice, spellings in voices.items():
        if voice.endswith("nya") and rest and cue.part == "verb":
            continue
        yield Form((frozenset(spellings), *rest), voice, cue)


def _inflect(word: str, key: str) -> Iterator[tuple[str, str]]:
    if key == "verbs":
        yield from indonesian(word)
    elif key == "en_verbs":
        yield from english(word)
    elif key == "nouns":
        yield word, "noun"
        yield word + "nya", "noun-nya"
    elif key == "en_nouns":
        yield word, "noun"
    else:
        yield word, "active"


def _slots(text: str) -> tuple[frozenset[tuple[str, ...]] | None, ...]:
    """Split "kirim/salurkan ~ bantuan/obat" into slots; words in a row are slots of one word each."""
    slots: list[frozenset[tuple[str, ...]] | None] = []
    for piece in re.split(r"\s*(~)\s*", text):
        if piece == "~":
            slots.append(None)
        elif "/" in piece:
            slots.append(frozenset(tuple(p.lower().split()) for p in piece.split("/")))
        else:
            slots.extend(frozenset([(w.lower(),)]) for w in piece.split())
    return tuple(slots)


def matches(tokens: Sequence[Word], cues: Cues, lang: str, headline: bool, taken: frozenset[int]) -> list[Match]:
    """Return the cues of a sentence in order. Words in `taken` (inside names) cannot begin a cue."""
    found: list[Match] = []
    for at, token in enumerate(tokens):
        if at in taken:
            continue
        best: Match | None = None
        for form in cues.get(token.low, ()):
            if form.cue.lang != lang or (form.voice == "base" and not (headline or _bare(tokens, at))):
                continue
            end = _fit(tokens, at, form.slots)
            if end and (best is None or _longer(end, form, best)):
                best = Match(at, end, form)
        if best is not None:
            found.append(best)
    return _outermost(found)


def _bare(tokens: Sequence[Word], at: int) -> bool:
    """May a bare base stand here as a verb: after an auxiliary or a first person ("kami tolak")?"""
    return at > 0 and tokens[at - 1].low in (
        "kami",
        "kita",
        "saya",
        "kita",
        "akan",
        "siap",
        "ikut",
        "mau",
        "bakal",
    )


def _longer(end: int, form: Form, best: Match) -> bool:
    size, best_size = len(form.slots), len(best.form.slots)
    return (size, form.cue.confidence) > (best_size, best.form.cue.confidence)


def _fit(tokens: Sequence[Word], at: int, slots: Sequence[frozenset[tuple[str, ...]] | None]) -> int:
    """Return the end of the words that fill the slots from a word on, 0 if they do not."""
    if not slots:
        return at
    slot = slots[0]
    if slot is not None:
        for words in slot:
            end = at + len(words)
            if end <= len(tokens) and all(tokens[at + i].low == w for i, w in enumerate(words)):
                fit = _fit(tokens, end, slots[1:])
                if fit:
                    return fit
        return 0
    for skip in range(GAP + 1):
        if at + skip >= len(tokens) or (skip and tokens[at + skip - 1].low in BLOCK):
            return 0
        fit = _fit(tokens, at + skip, slots[1:])
        if fit:
            return fit
    return 0


def _outermost(found: Iterable[Match]) -> list[Match]:
    kept: list[Match] = []
    for match in found:
        if kept and match.start < kept[-1].end:
            continue
        kept.append(match)
    return kept
