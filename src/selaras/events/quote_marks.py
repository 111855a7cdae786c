"""Quotation marks: which stretches of a paragraph stand between them.

Invariants: stretches of one paragraph are in order and do not overlap; single marks count only
outside double ones; an apostrophe inside a word is no mark. Pages lose marks, so an opening mark
without its partner closes at the end of its sentence (of the paragraph, if it opens it) and a
closing mark without one ("..., kata X" follows) opens at the start of its sentence.
"""

import re
from collections.abc import Sequence

from selaras.model import Span

DOUBLE = re.compile(r'["“”„«»]')
SINGLE = re.compile(r"['‘’`]")
OPENING_BEFORE = " \t\n\r\u00a0([{-–—:/'‘"  # an opening mark stands at the start or behind one of these
CLOSING_BEFORE = ",.?!…"  # a closing mark without partner is believed only behind one of these
SINGLE_LIMIT = 400  # characters between single marks: more is two apostrophes


def marked(text: str, paragraph: Span, sentences: Sequence[Span]) -> list[Span]:
    """Return the spans between quotation marks (marks excluded) in one paragraph of text.

    `sentences` are the paragraph's sentence spans in order. Empty stretches are left out.
    """
    found = _double(text, paragraph, sentences)
    if SINGLE.search(text, paragraph.start, paragraph.end):
        found += _single(text, paragraph, found)
        found.sort(key=lambda span: span.start)
    return [span for span in found if text[span.start : span.end].strip()]


def _double(text: str, paragraph: Span, sentences: Sequence[Span]) -> list[Span]:
    found: list[Span] = []
    opened: int | None = None
    for match in DOUBLE.finditer(text, paragraph.start, paragraph.end):
        at = match.start()
        if opened is not None and _nested(text, opened, at, paragraph):
            continue
        if _opens(text, paragraph, at):
            if opened is not None:
                found.append(Span(opened, max(opened, min(at, _sentence(sentences, opened, paragraph).end))))
            opened = at + 1
        elif opened is not None:
            found.append(Span(opened, at))
            opened = None
        elif at > paragraph.start and text[at - 1] in CLOSING_BEFORE and text[at + 1 : at + 3].strip()[:1].islower():
            floor = found[-1].end + 1 if found else paragraph.start
            found.append(Span(max(floor, _sentence(sentences, at, paragraph).start), at))
    if opened is not None:
        whole = opened - 1 == paragraph.start
        end = paragraph.end if whole else _sentence(sentences, opened, paragraph).end
        found.append(Span(opened, max(end, opened)))
    return found


def _nested(text: str, opened: int, at: int, paragraph: Span) -> bool:
    """A straight mark inside curved ones that are closed later on."""
    return text[opened - 1] == "“" and text[at] == '"' and text.find("”", at, paragraph.end) >= 0


def _opens(text: str, paragraph: Span, at: int) -> bool:
    before = text[at - 1] if at > paragraph.start else " "
    after = text[at + 1] if at + 1 < paragraph.end else " "
    return before in OPENING_BEFORE and not after.isspace()


def _single(text: str, paragraph: Span, doubles: Sequence[Span]) -> list[Span]:
    found: list[Span] = []
    opened: int | None = None
    for match in SINGLE.finditer(text, paragraph.start, paragraph.end):
        at = match.start()
        if any(span.start <= at < span.end for span in doubles):
            continue
        after = text[at + 1] if at + 1 < paragraph.end else " "
        if opened is None or at - opened > SINGLE_LIMIT:
            opened = at + 1 if _opens(text, paragraph, at) and after.isalnum() else None
        elif not after.isalnum() and not text[at - 1].isspace():
            if not any(opened < span.start < at for span in doubles):
                found.append(Span(opened, at))
            opened = None
    return found


def _sentence(sentences: Sequence[Span], at: int, paragraph: Span) -> Span:
    for span in sentences:
        if span.start <= at < span.end:
            return span
    return paragraph
