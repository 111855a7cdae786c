"""Cues: what the cue files say, spelled out into every form, and found in a sentence.

A Cue is one group entry of a file; a Match is where it stands. Of matches that begin at the same
word, the coder takes the first that has its parties, the one with the most words first.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from selaras.events.grammar import Grammar
from selaras.events.morphology import english, indonesian
from selaras.knowledge.plover import plover
from selaras.knowledge.yaml_files import read_yaml
from selaras.model import UsageRefused, Word

FRAMES = frozenset(["directed", "undergo", "reciprocal", "visit", "host", "self"])
KINDS = {
    "verbs": ("id", "verb"), "fixed": ("id", "verb"), "nouns": ("id", "noun"),
    "en_verbs": ("en", "verb"), "en_fixed": ("en", "verb"), "en_nouns": ("en", "noun"),
}  # fmt: skip
KEYS = frozenset([*KINDS, "frame", "mode", "p", "needs", "takes", "swap"])
GAPS = {"~": 3, "~~": 6}  # how many words a gap may stand for
PASSIVE = re.compile(r"di[a-z]{4,}$")  # an Indonesian passive as it stands
BLOCK = frozenset([",", ";", ":", ".", "(", ")", "yang", "dan", "bahwa", "and", "that", "who", "which"])


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


Slot = tuple[tuple[str, ...], ...] | int  # alternatives, longest first, or a gap


class Form(NamedTuple):
    """A spelled-out cue: its slots (alternatives of words; a number is a gap of so many words) and its voice."""

    slots: tuple[Slot, ...]
    voice: str
    cue: Cue
    tail: frozenset[str] = frozenset()  # first words of the last slot; one must be in the sentence

    @property
    def has_gap(self) -> bool:
        """Does the form leave words open ("mengirim ~ bantuan")?"""
        return any(isinstance(slot, int) for slot in self.slots)


class Match(NamedTuple):
    """A cue found: words [start, end), and the form that fits."""

    start: int
    end: int
    form: Form


Cues = Mapping[str, tuple[Form, ...]]
Odd = Mapping[str, tuple[str, str]]


def load_cues(folder: Path, irregular: Path) -> Cues:
    """Read all cue files of a folder into an index by first word; raises UsageRefused naming a bad file."""
    odd = {verb: (past, participle) for verb, (past, participle) in read_yaml(irregular).items()}
    index: dict[str, list[Form]] = defaultdict(list)
    for path in sorted(folder.glob("*.yaml")):
        data = read_yaml(path)
        for group in _groups(data, path):
            for form in _forms(str(data["event"]), group, odd):
                if isinstance(form.slots[0], int):
                    raise UsageRefused(f"{path}: the cue {form.cue.text!r} begins with a gap")
                for first in form.slots[0]:
                    index[first[0]].append(form)
    return {first: tuple(sorted(set(forms), key=_weight)) for first, forms in index.items()}


def _groups(data: Any, path: Path) -> list[Mapping[str, Any]]:
    """Return the groups of a cue file once they are of the right form; raises UsageRefused naming what is not."""
    if not isinstance(data, dict) or not isinstance(data.get("cues"), list) or data.get("event") not in plover().types:
        raise UsageRefused(f"{path}: expected a mapping with event (a PLOVER type) and cues (a list)")
    modes = plover().types[data["event"]].modes
    for group in data["cues"]:
        unknown = set(group) - KEYS
        if unknown:
            raise UsageRefused(f"{path}: unknown key {sorted(unknown)[0]!r}")
        if group.get("frame") not in FRAMES:
            raise UsageRefused(f"{path}: unknown frame {group.get('frame')!r}")
        if group.get("mode") is not None and group["mode"] not in modes:
            raise UsageRefused(f"{path}: {group['mode']!r} is no mode of {data['event']}")
        if not isinstance(group.get("p"), int | float) or not 0 < group["p"] <= 1:
            raise UsageRefused(f"{path}: p must be a number above 0 and at most 1, not {group.get('p')!r}")
    return list(data["cues"])


def _weight(form: Form) -> tuple[int, float, str]:
    return (-len(form.slots), -form.cue.confidence, form.cue.event + form.cue.text + form.voice)


def _forms(event: str, group: Mapping[str, Any], odd: Odd) -> Iterator[Form]:
    for key, (lang, part) in KINDS.items():
        for text in group.get(key) or ():
            cue = Cue(
                event, group.get("mode"), group["frame"], float(group["p"]), lang, part, str(text),
                str(group.get("needs") or ""), bool(group.get("takes")), bool(group.get("swap")),
            )  # fmt: skip
            yield from _spell(cue, key, odd)


def _spell(cue: Cue, key: str, odd: Odd) -> Iterator[Form]:
    """Yield the forms of a cue: its first slot inflected, the others as they stand."""
    slots = _slots(cue.text)
    first, rest = slots[0], slots[1:]
    if isinstance(first, int):
        yield Form(slots, "active", cue)
        return
    voices: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for words in first:
        for form, voice in _inflect(words[0], key, odd):
            if key == "fixed" and cue.frame == "directed" and PASSIVE.match(words[0]):
                voice = "passive"
            voices[voice].add((form, *words[1:]))
    for voice, spellings in voices.items():
        if voice.endswith("nya") and rest and cue.part == "verb":
            continue
        tail = frozenset(words[0] for words in rest[-1]) if rest and not isinstance(rest[-1], int) else frozenset()
        yield Form((_ordered(spellings), *rest), voice, cue, tail)


def _inflect(word: str, key: str, odd: Odd) -> Iterator[tuple[str, str]]:
    if key == "verbs":
        yield from indonesian(word)
    elif key == "en_verbs":
        yield from english(word, odd)
    elif key == "nouns":
        yield word, "noun"
        yield word + "nya", "noun-nya"
    elif key == "en_nouns":
        yield word, "noun"
    else:
        yield word, "active"


def _slots(text: str) -> tuple[Slot, ...]:
    """Split "kirim/salurkan ~ bantuan/obat" into slots; words in a row are slots of one word each."""
    slots: list[Slot] = []
    for piece in re.split(r"\s*(~+)\s*", text):
        if piece in GAPS:
            slots.append(GAPS[piece])
        elif "/" in piece:
            slots.append(_ordered(tuple(p.lower().split()) for p in piece.split("/")))
        else:
            slots.extend(((w.lower(),),) for w in piece.split())
    return tuple(slots)


def _ordered(spellings: Iterable[tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    """Alternatives in an order that is the same in every run: the longest first."""
    return tuple(sorted(set(spellings), key=lambda s: (-len(s), s)))


def matches(
    tokens: Sequence[Word], cues: Cues, lang: str, headline: bool, taken: frozenset[int], grammar: Grammar
) -> list[tuple[Match, ...]]:
    """Return, for each word where cues begin, the cues that fit there, the most telling first.

    Words in `taken` (inside names) cannot begin a cue.
    """
    found: list[tuple[Match, ...]] = []
    told = {token.low for token in tokens}
    for at, token in enumerate(tokens):
        forms = cues.get(token.low)
        if forms is None or at in taken:
            continue
        here = []
        for form in forms:
            if (
                (form.tail and told.isdisjoint(form.tail))
                or form.cue.lang != lang
                or not (headline or _verbal(tokens, at, form.voice, at - 1 in taken, grammar))
            ):
                continue
            end = _fit(tokens, at, form.slots)
            if end:
                here.append(Match(at, end, form))
        if here:
            found.append(tuple(sorted(here, key=_telling)))
    return found


def _telling(match: Match) -> tuple[int, float, str, str, str]:
    cue = match.form.cue
    return (-len(match.form.slots), -cue.confidence, cue.event, cue.text, match.form.voice)


def _verbal(tokens: Sequence[Word], at: int, voice: str, after_name: bool, grammar: Grammar) -> bool:
    """Can a form that might as well be a noun be a verb here, judged by the word before it?"""
    before = tokens[at - 1].low if at else ""
    if voice == "base":
        return before in grammar.before_base
    if voice == "plain":
        return after_name or before in grammar.before_plain
    return voice != "third" or after_name or before in grammar.before_third


def _fit(tokens: Sequence[Word], at: int, slots: Sequence[Slot]) -> int:
    """Return the end of the words that fill the slots from a word on, 0 if they do not."""
    if not slots:
        return at
    slot = slots[0]
    if not isinstance(slot, int):
        for words in slot:
            end = at + len(words)
            if end <= len(tokens) and all(tokens[at + i].low == w for i, w in enumerate(words)):
                fit = _fit(tokens, end, slots[1:])
                if fit:
                    return fit
        return 0
    for skip in range(slot + 1):
        if at + skip >= len(tokens) or (skip and tokens[at + skip - 1].low in BLOCK):
            return 0
        fit = _fit(tokens, at + skip, slots[1:])
        if fit:
            return fit
    return 0
