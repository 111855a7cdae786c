"""Header lines and by-lines: address, printed date, site, author. They become metadata.

Invariants: only lines above the first sentence are read as headers; by-lines count anywhere. A
line that is taken gets the reason "metadata" (or "site name") and is thereby no article text.
"""

import re
from dataclasses import dataclass, field
from datetime import date

from selaras.pages.dates import Printed, find_dates
from selaras.pages.knowledge import PagesKnowledge, line_words
from selaras.pages.layout import Line, byline_name, may_be_headline
from selaras.pages.lines import METADATA

DATE_WORDS = 16  # a date's line has at most so many words
REST_WORDS = 6  # and at most so many that belong to no date, set off by a mark
BYLINE_WORDS = 14
HEADER_CHARS = 300  # no header line is longer; patterns never see more
FIRST_BYLINE_WORDS = 5
AUTHOR_CHARS = 120
ADDRESS = re.compile(r"(?:https?://|www\.)\S+$", re.IGNORECASE)
DOMAIN = re.compile(r"(?:[a-z0-9][a-z0-9-]*\.)+[a-z]{2,10}$", re.IGNORECASE)
AGO = re.compile(
    r"\d{1,2} (?:detik|menit|jam|hari|minggu|bulan|seconds?|minutes?|mins?|hours?|days?|weeks?)"
    r" (?:yang )?(?:lalu|ago)$",
    re.IGNORECASE,
)
SIGN_OFF = re.compile(  # initials: "(bac/vys)", "(AFP/end)", "[rnd]", "(Manila Bay Reporter/Wulan)"
    r"[(\[][\w.-]{2,12}(?:[/,;] ?[\w.-]{2,12}){0,3}[)\]]$|\((?!foto|photo|dok|ist)[^()/:]{2,30}/[^()/:]{2,30}\)$",
    re.IGNORECASE,
)
MARK_BEFORE = re.compile(r"(?:[-–—|/,•·:]|\bby\b.*|\boleh\b.*)\s*$", re.IGNORECASE)
MARK_AFTER = re.compile(r"\W{0,3}[-–—|/,•·:]")
PARENS = re.compile(r"\([^()]{0,40}\)")


@dataclass(slots=True)
class Header:
    """What the page's header lines say. `printed` are the dates in their order."""

    url: str | None = None
    site: str | None = None
    author: str | None = None
    place: str | None = None  # of a by-line such as "HONIARA - By ..."
    printed: list[Printed] = field(default_factory=list)


def take_headers(lines: list[Line], knowledge: PagesKnowledge, today: date, titled: bool = False) -> Header:
    """Read the header lines and mark them as dropped; `titled`: the headline is known from elsewhere."""
    header = Header()
    above = True
    for index, line in enumerate(lines):
        if above and line.prose and not _has_date_line_shape(line) and not (index == 0 and may_be_headline(line)):
            above = False
        if above and _take_above(line, header, knowledge, today):
            continue
        _take_byline(line, header, knowledge, first=index == 0 and not titled)
    if lines and not above:
        _take_below(lines, header, knowledge, today)
    return header


def _take_above(line: Line, header: Header, knowledge: PagesKnowledge, today: date) -> bool:
    if ADDRESS.match(line.text):
        header.url = header.url or line.text
        line.reason = METADATA
    elif DOMAIN.match(line.text):
        header.site = header.site or line.text.lower()
        line.reason = "site name"
    elif medium := knowledge.credits.media.get(tuple(line.text.split())):
        header.site = header.site or medium.name
        line.reason = "site name"
    elif AGO.match(line.text):
        line.reason = METADATA
    else:
        return _take_date(line, header, knowledge, today)
    return True


def _take_below(lines: list[Line], header: Header, knowledge: PagesKnowledge, today: date) -> None:
    """Read dates that stand below the last sentence."""
    for line in reversed(lines):
        if line.prose:
            return
        if line.reason is None:
            _take_date(line, header, knowledge, today)


def _has_date_line_shape(line: Line) -> bool:
    if len(line.words) > DATE_WORDS or len(line.text) > HEADER_CHARS:
        return False
    return any(char.isdigit() for char in line.text) and not line.stop


def _take_date(line: Line, header: Header, knowledge: PagesKnowledge, today: date) -> bool:
    """Take a line that is a date with labels, or a name and a date set off by a mark."""
    if not _has_date_line_shape(line):
        return False
    printed = next(find_dates(line.text, knowledge.dates, today), None)
    if printed is None:
        return False
    before, after = line.text[: printed.start], line.text[printed.end :]
    names = PARENS.sub(" ", before), PARENS.sub(" ", after)
    rest = [word for word in line_words(" ".join(names)) if not _belongs_to_date(word, knowledge)]
    if rest and (len(rest) > REST_WORDS or not _set_off(before, after, knowledge)):
        return False
    header.printed.append(printed)
    line.reason = METADATA
    if rest:
        _name(names[0] if any(word in line_words(names[0]) for word in rest) else names[1], header, knowledge)
    return True


def _belongs_to_date(word: str, knowledge: PagesKnowledge) -> bool:
    dates = knowledge.dates
    return word in dates.days or word in knowledge.headers.date_labels or word.upper() in dates.zones or word.isdigit()


def _set_off(before: str, after: str, knowledge: PagesKnowledge) -> bool:
    """Say whether a mark, a label or a weekday stands between the date and the other words."""
    words = line_words(before)
    while words and words[-1] in knowledge.dates.days:
        words.pop()
    return bool(
        not before.strip()
        or MARK_BEFORE.search(before)
        or MARK_AFTER.match(after)
        or (words and words[-1] in knowledge.headers.date_labels)
        or len(words) < len(line_words(before))
    )


def _name(text: str, header: Header, knowledge: PagesKnowledge) -> None:
    """Read the site and author of a line such as "Budi Santoso - detikNews"."""
    for part in re.split(r"\s+[-–—|/•·]\s+|,\s+", text):
        part = part.strip(" -–—|/•·,:")
        if match := knowledge.headers.writers.match(part):
            part = (match["labelled"] or match["bare"]).strip()
        if not part:
            continue
        medium = knowledge.credits.media.get(tuple(line_words_cased(part)))
        if medium or DOMAIN.match(part):
            header.site = header.site or (medium.name if medium else part.lower())
        elif byline_name(part):
            header.author = header.author or part


def line_words_cased(text: str) -> list[str]:
    """Return the words of a name with their capitals."""
    return re.findall(r"[^\W_]+", text)


def _take_byline(line: Line, header: Header, knowledge: PagesKnowledge, first: bool) -> None:
    """Take a by-line; the first line of a page only if it is short ("Sources: Cairo hosts ..." is not)."""
    if len(line.text) > HEADER_CHARS or line.reason is not None:
        return
    if len(line.words) > (FIRST_BYLINE_WORDS if first else BYLINE_WORDS):
        return
    if line.prose and not any(mark in line.text for mark in ":;/"):
        return
    text = line.text.strip("()") if line.text.startswith("(") else line.text
    if match := knowledge.headers.writers.match(text):
        header.author = header.author or (match["labelled"] or match["bare"]).strip()[:AUTHOR_CHARS]
        header.place = header.place or match["place"]
        line.reason = METADATA
    elif knowledge.headers.staff.match(text) or SIGN_OFF.match(line.text):
        line.reason = METADATA
