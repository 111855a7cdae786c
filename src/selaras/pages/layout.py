"""Lines of a page and their shape: normalised, unwrapped, and cut at marks that stand inside them.

Invariants: no character but white space and invisible ones is lost; a line is never empty.
"""

import re
from collections.abc import Iterable
from functools import cached_property

from selaras.pages.knowledge import CreditKnowledge, line_words

PROSE_WORDS = 8  # so many words with a final stop are a sentence
LONG_PROSE_WORDS = 25  # so many are one without a stop, too
CAPITALS = 0.55  # share of capitalised words from which a line reads like a headline
HEADLINE_WORDS = (3, 20)
WRAP = (45, 110)  # width in characters of lines that a mailer or editor has wrapped
ENDING = 80  # characters at the end that say how a line ends; patterns never see more
INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060\ufeff\u00ad\x00-\x08\x0e-\x1b\x7f]")
STOP = re.compile(r"[.!?…]['\"”’»)\]]*(?:\s*\([^()]{1,40}\)\.?)?['\"”’]*$")
FULL_STOP = re.compile(r"[.…]['\"”’»)\]]*(?:\s*\([^()]{1,40}\)\.?)?['\"”’]*$")
ITEM = re.compile(r"(?:\d{1,2}[.)]|[-–•*·]|[a-z]\))\s*\S|.*;$")
CREDIT = re.compile(r"\(([^()]{2,60})\)\.?$")
CREDIT_WORD = re.compile(r"(?:foto|photo|dok|ist|istimewa|image|file|ilustrasi)\b", re.IGNORECASE)
MARKS = ("SCROLL TO", "ADVERTISEMENT", "Gambas:", "aca juga", "aca pula", "BACA JUGA")
INLINE = re.compile(
    r"\s*(ADVERTISEMENT\b(?! (?!SCROLL)[A-Z])|SCROLL TO (?:CONTINUE|RESUME) WITH CONTENT|\[Gambas:[^\]]{0,80}\])\s*"
)
TRAILING = re.compile(r"(?<=[.!?\"”)])\s*((?:Baca (?:[Jj]uga|[Pp]ula)|BACA JUGA)\s*:[^.!?]{3,160})$")


class Line:
    """A line with its words and shape. `reason` is set when it is dropped, `kind` by what."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.words = line_words(text)
        self.stop = STOP.search(text[-ENDING:]) is not None
        count = len(self.words)
        self.prose = count >= LONG_PROSE_WORDS or (
            self.stop and count >= PROSE_WORDS and not (text[-1] in "!?" and headline_shape(self))
        )
        self.reason: str | None = None
        self.kind = ""
        self.kept = False

    @cached_property
    def key(self) -> str:
        """The words alone, by which repeated lines are told."""
        return " ".join(self.words) or self.text

    @property
    def item(self) -> bool:
        """Whether the line is an item of a list."""
        return ITEM.match(self.text) is not None

    def colon_after(self, count: int) -> bool:
        """Say whether a colon stands right after the first `count` words."""
        before, colon, _ = self.text.partition(":")
        return bool(colon) and len(line_words(before)) == count

    def credit(self, knowledge: CreditKnowledge) -> bool:
        """Say whether the line ends in a photo credit: "(AFP)", "(Foto: ANTARA/Name)"."""
        match = CREDIT.search(self.text[-ENDING:])
        if not match:
            return False
        names = (tuple(re.findall(r"[^\W_]+", part)) for part in re.split(r"[/,;:]", match[1]))
        return CREDIT_WORD.match(match[1]) is not None or any(name in knowledge.media for name in names)


def page_lines(raw: Iterable[str]) -> list[Line]:
    """Normalise, unwrap and cut raw lines (blank ones separate blocks)."""
    block: list[str] = []
    blocks = [block]
    for text in raw:
        text = " ".join(INVISIBLE.sub("", text).split())
        if text:
            block.append(text)
        elif block:
            block = []
            blocks.append(block)
    return [Line(part) for block in blocks for text in _unwrapped(block) for part in _cut(text)]


def may_be_headline(line: Line) -> bool:
    """Say whether a page's first line, even if it reads like a sentence, may be its headline."""
    return len(line.words) <= HEADLINE_WORDS[1] and line.text[-1] in "!?" and line.text[0] not in '"“'


def headline_shape(line: Line) -> bool:
    """Say whether a line reads like a headline: few words, most capitalised, no full stop."""
    low, high = HEADLINE_WORDS
    if not low <= len(line.words) <= high or FULL_STOP.search(line.text[-ENDING:]):
        return False
    words = [word for word in line.text.split() if word[0].isalpha() or word[0] in "'\"“‘("]
    capitals = sum(word.lstrip("'\"“‘(")[:1].isupper() for word in words)
    return bool(words) and capitals >= len(words) * CAPITALS


def byline_name(text: str) -> str | None:
    """Return the person's name of a by-line such as "Ana Lima" or "Ana Lima - Pos Contoh", else None.

    A name is two to four capitalised words without figures; what stands behind a mark may be as long.
    """
    name, *rest = re.split(r"\s+[-–—|/•]\s+|,\s+", text)
    if len(rest) > 1 or any(len(part.split()) > 4 for part in rest):
        return None
    parts = name.split()
    capitalised = all(part[:1].isupper() and part.replace(".", "").replace("'", "").isalpha() for part in parts)
    return name if 2 <= len(parts) <= 4 and capitalised else None


def _unwrapped(block: list[str]) -> list[str]:
    """Join the lines of a block that was wrapped at a fixed width."""
    if len(block) < 3 or any(" " not in text for text in block[:-1]):  # addresses are not wrapped text
        return block
    inner = block[:-1]
    low, high = WRAP
    wide = all(low <= len(text) <= high for text in inner)
    unfinished = sum(not STOP.search(text[-ENDING:]) for text in inner)
    running = sum(following[:1].islower() for following in block[1:])
    if wide and unfinished >= len(inner) * 0.7 and running >= len(inner) * 0.4:
        return [" ".join(block)]
    return block


def _cut(text: str) -> list[str]:
    """Cut out marks that scraping has left inside a line."""
    if not any(mark in text for mark in MARKS):
        return [text]
    parts = [part for part in INLINE.split(text) if part and part.strip()]
    if parts and (match := TRAILING.search(parts[-1])):
        parts[-1:] = [parts[-1][: match.start()].rstrip(), match[1]]
    return [part for part in parts if part]
