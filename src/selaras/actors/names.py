"""Find known names among the words of a sentence: longest first, capitals respected.

A Hit never overlaps another. A name written in capitals throughout is found as well. `weak` names
(also common words, first names or parts of other names) count only where no unknown capitalised
word stands beside them.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from selaras.knowledge import Name
from selaras.model import Word

Index = Mapping[str, tuple[Name, ...]]


class Hit(NamedTuple):
    """Words [start, end) of a sentence that spell a known name."""

    start: int
    end: int
    name: Name


def hits(tokens: Sequence[Word], indexes: Sequence[Index], lang: str, roles: frozenset[str]) -> list[Hit]:
    """Return the known names among the words, left to right; earlier indexes win over later ones.

    `roles` are words that may stand beside a weak name ("Parlemen Georgia").
    """
    found: list[Hit] = []
    at = 0
    while at < len(tokens):
        hit = _at(tokens, at, indexes, lang, roles)
        if hit is None:
            at += 1
        else:
            found.append(hit)
            at = hit.end
    return found


def _at(tokens: Sequence[Word], at: int, indexes: Sequence[Index], lang: str, roles: frozenset[str]) -> Hit | None:
    text = tokens[at].text
    if not (text[0].isupper() or text[0].isdigit()):
        return None
    best: Hit | None = None
    for index in indexes:
        candidates = index.get(text) or (index.get(text.capitalize()) if len(text) > 3 and text.isupper() else None)
        for name in candidates or ():
            end = at + len(name.words)
            if best is not None and len(name.words) <= best.end - best.start:
                break
            if _spelled(tokens, at, name) and _fits(tokens, at, end, name, lang, roles):
                best = Hit(at, end, name)
                break
    return best


def _spelled(tokens: Sequence[Word], at: int, name: Name) -> bool:
    if at + len(name.words) > len(tokens):
        return False
    for offset, word in enumerate(name.words):
        token = tokens[at + offset]
        if token.text != word and not (token.text.isupper() and len(word) > 3 and token.low == word.lower()):
            return False
    return True


def _fits(tokens: Sequence[Word], at: int, end: int, name: Name, lang: str, roles: frozenset[str]) -> bool:
    """Reject demonyms of another language, and weak names beside unknown capitalised words."""
    if name.lang is not None and name.lang != lang:
        return False
    if not name.weak:
        return True
    before = tokens[at - 1] if at else None
    after = tokens[end] if end < len(tokens) else None
    alone = after is None or not after.text[0].isupper() or after.low in roles
    if before is None:  # at the head of a sentence: only with a verb-like word or a possessive behind it
        return alone and after is not None and (after.text[0].islower() or after.low == "'s")
    return alone and (not before.text[0].isupper() or before.low in roles)
