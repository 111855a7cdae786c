"""The type of what passes between two marked parties of a sentence, for benchmarks of that form.

    <s>Russia</s> condemned the new sanctions that <t>Washington</t> announced.

Always true: probabilities are over the 16 types of the ontology and sum to 1.
"""

import re
from dataclasses import dataclass

import numpy as np

from selaras.model import Word, words
from selaras.tagger.labels import QUOTE, TYPES
from selaras.tagger.network import Network

MARK = re.compile(r"<(/?)([st])>")
MOST_CHARACTERS = 20_000  # of one sentence
FIRST, SECOND = 2, 3  # the marks as the network knows them


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence without its marks, and the characters [start, end) of both parties."""

    text: str
    first: tuple[int, int]
    second: tuple[int, int]


def unmarked(sentence: str) -> Pair:
    """Read the marks of a sentence. Raises ValueError unless both parties are marked exactly once."""
    if len(sentence) > MOST_CHARACTERS:
        raise ValueError(f"the sentence is longer than {MOST_CHARACTERS} characters")
    text, at = "", 0
    places: dict[str, list[int]] = {"s": [], "t": []}
    for mark in MARK.finditer(sentence):
        text += sentence[at : mark.start()]
        at = mark.end()
        place = places[mark[2]]
        if len(place) != (1 if mark[1] else 0):
            raise ValueError(f"<{mark[2]}> must be opened once and closed once")
        place.append(len(text))
    text += sentence[at:]
    for name, place in places.items():
        if len(place) != 2 or not text[place[0] : place[1]].strip():
            raise ValueError(f"no words are marked as <{name}>...</{name}>")
    (a, b), (c, d) = places["s"], places["t"]
    if a < d and c < b:
        raise ValueError("the marked words overlap")
    return Pair(text, (places["s"][0], places["s"][1]), (places["t"][0], places["t"][1]))


def classify(pair: Pair, network: Network) -> dict[str, float]:
    """Return the probability of each type between two parties, likeliest first.

    Raises ValueError where a party stands behind what the network reads of a sentence.
    """
    tokens = words(pair.text)
    spaced = [w.start == 0 or pair.text[w.start - 1].isspace() for w in tokens]
    once = network.read([w.text for w in tokens], spaced)
    marks = []
    for mark, span in ((FIRST, pair.first), (SECOND, pair.second)):
        start, end = _words(tokens, span)
        if end > len(once.starts):
            raise ValueError("a party stands too far behind in the sentence")
        marks.append((mark, start, end))
    told = network.told(once, [marks]).pairs[0]
    kept = {name: float(told[n]) for n, name in enumerate(TYPES) if name != QUOTE}
    total = float(np.sum(list(kept.values())))
    return {name: kept[name] / total for name in sorted(kept, key=lambda name: -kept[name])}


def _words(tokens: tuple[Word, ...], span: tuple[int, int]) -> tuple[int, int]:
    inside = [n for n, w in enumerate(tokens) if w.start < span[1] and span[0] < w.end]
    if not inside:
        raise ValueError("a mark holds no word")
    return inside[0], inside[-1] + 1
