"""Warnings about an article that its own text gives. Invariant: a flag never changes the text."""

import re
from collections.abc import Sequence

from selaras.pages.knowledge import HeaderKnowledge

SHORT_WORDS = 40
ENDING = 80  # characters at the end that are looked at
ENDED = re.compile(r"[.!?:;”\"’')\]»*]$")
QUOTE = re.compile("[“”]")
SPAM = frozenset({"gambling spam", "other spam"})
CUT_WORDS = 5  # a last line of fewer words without a stop is a loose line, not a broken sentence


def is_short(text: str) -> bool:
    """Say whether a text has fewer than SHORT_WORDS words."""
    return len(text.split()) < SHORT_WORDS


def has_spam(reasons: Sequence[str]) -> bool:
    """Say whether lines were dropped that someone has put into the page to sell something."""
    return not SPAM.isdisjoint(reasons)


def is_truncated(paragraphs: Sequence[str], headers: HeaderKnowledge) -> bool:
    """Say whether the article breaks off at its end, or a sentence inside has lost its beginning."""
    if not paragraphs:
        return False
    body = [line for line in paragraphs if not line.lower().startswith(headers.keep)] or list(paragraphs)
    last = body[-1]
    if headers.continued.search(last[-ENDING:]):
        return True
    if not ENDED.search(last) and len(last.split()) >= CUT_WORDS:
        return True
    return beheaded(body)


def beheaded(paragraphs: Sequence[str]) -> bool:
    """Say whether a typographic quotation closes that was never opened: its beginning was lost.

    A quotation may run over several paragraphs, each opening anew and only the last one closing, so
    an open quotation is carried over to the next paragraph.
    """
    inside = False
    for text in paragraphs:
        for mark in QUOTE.findall(text):
            if mark == "”" and not inside:
                return True
            inside = mark == "“"
    return False
