"""Words of a text with their offsets: the one tokeniser that names, cues and times all match on.

A word is a run of letters and digits, joined inside by hyphen, apostrophe or full stop
("Jenderal", "ke-43", "S.", "U.S.", "Pannier-Runacher", "2,5"); every other visible character is
a word of its own. Typographic quotes are folded, so that knowledge files need one spelling.
"""

import re
from functools import lru_cache
from typing import NamedTuple
from unicodedata import combining, normalize

WORD = re.compile(
    r"(?:[^\W\d_]\.){2,}"  # U.S., A.S.
    r"|\d+(?:[.,]\d+)*"  # 1.219, 2,5
    r"|[’']s\b"  # the English possessive is a word of its own
    r"|[^\W_]+(?:[-’'‑](?!s\b)[^\W_]+)*"  # words, ke-43; China-Rusia is split: see _split_joined
    r"|[^\w\s]|_"
)
STROKES = str.maketrans("łŁøØđĐıßæÆ", "lLoOdDisaA")
FOLD = str.maketrans({"’": "'", "‘": "'", "‑": "-", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"'})


class Word(NamedTuple):
    """A word: its text (quotes folded), lower-cased text, and offsets [start, end) in the text."""

    text: str
    low: str
    start: int
    end: int


def fold(text: str) -> str:
    """Return a text without diacritics ("Erdoğan" -> "Erdogan"); letters with strokes fold too."""
    if text.isascii():
        return text
    return "".join(c for c in normalize("NFKD", text.translate(STROKES)) if not combining(c))


@lru_cache(maxsize=1024)  # every stage asks for the words of the same sentences of the article at hand
def words(text: str, start: int = 0, end: int | None = None) -> tuple[Word, ...]:
    """Return the words of text[start:end] in order; offsets count from the start of text.

    Joined proper names ("China-Rusia", "AS-Australia") come as separate words with the hyphen
    between them; reduplicated and prefixed words ("negara-negara", "ke-43") stay whole.
    """
    found: list[Word] = []
    make = tuple.__new__  # a Word without the detour over its constructor: this is the busiest loop of all
    for match in WORD.finditer(text, start, len(text) if end is None else end):
        raw = match.group()
        if ("-" in raw or "‑" in raw) and len(raw) > 1:
            found.extend(_split_joined(raw, match.start()))
        else:
            folded = raw if raw.isascii() else raw.translate(FOLD)
            found.append(make(Word, (folded, folded.lower(), *match.span())))
    return tuple(found)


def _split_joined(raw: str, start: int) -> list[Word]:
    """Split at hyphens that join two capitalised words, unless both parts are alike."""
    folded = raw.translate(FOLD)
    parts = folded.split("-")
    capitals = all(part[:1].isupper() for part in parts)
    if not capitals or len({part.lower() for part in parts}) == 1:
        return [Word(folded, folded.lower(), start, start + len(raw))]
    pieces: list[Word] = []
    at = start
    for index, part in enumerate(parts):
        if index:
            pieces.append(Word("-", "-", at, at + 1))
            at += 1
        pieces.append(Word(part, part.lower(), at, at + len(part)))
        at += len(part)
    return pieces
