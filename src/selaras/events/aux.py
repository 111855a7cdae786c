"""Negated, future, hypothetical, historical: what the words around a trigger say about its standing.

The words stand in knowledge/events/grammar.yaml. `historical` is the codebook's: a background act from
more than HISTORICAL_DAYS before publication, by the time told or by words that say so.
"""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from selaras.events.grammar import Grammar, Phrases
from selaras.events.scene import HARD, Scene
from selaras.model import Time

HISTORICAL_DAYS = 30
MONTHS = frozenset("januari februari maret april mei juni juli agustus september oktober november desember".split())
REACH = 6  # words looked back from the trigger

# PLOVER: what is only planned is agreed on, not done.
PLANNED = {"CONSULT": "AGREE", "SUPPORT": "AGREE", "COOPERATE": "AGREE", "AID": "AGREE"}


def around(scene: Scene, start: int, part: str, grammar: Grammar, lang: str) -> set[str]:
    """Return the labels that the words right before a trigger tell."""
    run = _run(scene, start, part)
    found = set()
    if has_phrase(scene.low, run, grammar.negations.get(lang)):
        found.add("negation")
    if has_phrase(scene.low, run, grammar.futures.get(lang)):
        found.add("future")
    if has_phrase(scene.low, run, grammar.hypotheticals.get(lang)) or _conditional(scene, start, lang):
        found.add("hypothetical")
    if part == "verb" and "negation" not in found and has_phrase(scene.low, run, grammar.earlier.get(lang)):
        found.add("historical")
    return found


def _run(scene: Scene, start: int, part: str) -> range:
    """The words that modify a trigger: auxiliaries in a row, over "untuk"; for nouns a short window."""
    at = start - 1
    limit = max(-1, start - 1 - REACH)
    while at > limit and scene.owner[at] < 0:
        word = scene.low[at]
        if word in HARD or word == ",":
            break
        bridging = word in ("untuk", "to", "secara", "dengan", "melakukan", "mengadakan", "menggelar", "hold")
        if not (word in scene.grammar.auxiliaries or bridging) and (part == "verb" or start - at > 3):
            break
        at -= 1
    return range(at + 1, start)


def has_phrase(low: Sequence[str], run: range, phrases: Phrases | None) -> bool:
    """Does one of the phrases begin within the words of a run?"""
    if not phrases:
        return False
    for at in run:
        for phrase in phrases.get(low[at], ()):
            if len(phrase) == 1 or tuple(low[at : at + len(phrase)]) == phrase:
                return True
    return False


def _conditional(scene: Scene, start: int, lang: str) -> bool:
    """Does the clause of the trigger open with "if"?"""
    openers = ("jika", "bila", "apabila", "kalau", "seandainya") if lang == "id" else ("if", "unless")
    for at in range(start - 1, -1, -1):
        if scene.owner[at] < 0:
            if scene.low[at] in openers:
                return True
            if scene.low[at] in HARD or scene.low[at] == ",":
                return False
    return False


def is_past_background(time: Time | None, published: str | None) -> bool:
    """Is the time told more than a month before publication?"""
    if time is None or published is None:
        return False
    return (date.fromisoformat(published) - date.fromisoformat(time.end)).days > HISTORICAL_DAYS


def is_future(time: Time | None, published: str | None) -> bool:
    """Does the time told begin after publication?"""
    return time is not None and published is not None and time.start > published


def tells_of_past(scene: Scene, grammar: Grammar, lang: str) -> bool:
    """Does the sentence say that it tells of long ago ("silam", "Februari lalu" in a text without a date)?"""
    if lang == "id" and any(a in MONTHS and b == "lalu" for a, b in pairwise(scene.low)):
        return True
    return has_phrase(scene.low, range(len(scene.low)), grammar.pasts.get(lang))
