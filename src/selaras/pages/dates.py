"""Printed dates: found in a line, a record's value or an address, and written as ISO.

Invariants: figures are read day first, unless that is impossible or the line says otherwise; a
time is kept only where its offset is known; a date after tomorrow or before 1900 is impossible.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from functools import lru_cache

from selaras.pages.knowledge import DateKnowledge

EARLIEST = date(1900, 1, 1)
LEDE = 1500  # characters from the start in which a bracketed date counts as the day of the report
URL_DATE = re.compile(r"/((?:19|20)\d\d)[/-](\d{1,2})[/-](\d{1,2})(?=[/_-]|$)")
URL_COMPACT = re.compile(r"/((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?:\d{6})?(?=[/_-]|$)")
BRACKETED = re.compile(r"\((\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\)")
EPOCH = re.compile(r"\d{9,10}(?:\.\d+)?$|\d{12,13}$")
COMPACT = re.compile(r"((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?:T?(\d\d)(\d\d)(\d\d)?(Z)?)?$")


@dataclass(frozen=True, slots=True)
class Printed:
    """A date found at [start, end). `iso` is None where the date is impossible."""

    start: int
    end: int
    iso: str | None


@lru_cache(maxsize=4)
def _patterns(months: tuple[str, ...], zones: tuple[str, ...]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    month = "|".join(sorted(map(re.escape, months), key=len, reverse=True))
    zone = "|".join(sorted(map(re.escape, zones), key=len, reverse=True))
    day = re.compile(
        r"(?<![\d/.-])(?:"
        r"(?P<y1>\d{4})-(?P<m1>\d{1,2})-(?P<d1>\d{1,2})"
        rf"|(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?[\s-]+(?:of\s+)?(?P<n2>{month})\.?,?[\s-]+(?P<y2>\d{{4}})"
        rf"|\b(?P<n3>{month})\.?\s+(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y3>\d{{4}})"
        r"|(?P<a4>\d{1,2})[/.-](?P<b4>\d{1,2})[/.-](?P<y4>\d{4})"
        r"|(?P<y5>\d{4})/(?P<m5>\d{1,2})/(?P<d5>\d{1,2})"
        r")(?!\d)",
        re.IGNORECASE,
    )
    time = re.compile(
        r"(?:T|[\s,|/•·–-]*(?:pukul|jam|at)?\s*)(?P<h>\d{1,2})[:.](?P<mi>\d{2})(?:[:.](?P<s>\d{2})(?:[.,]\d+)?)?"
        r"\s*(?P<half>[ap]\.?m\b\.?)?"
        rf"\s*\(?(?:(?P<off>[+-]\d{{2}}:?\d{{2}})|(?:[\w/]+,\s*)?(?P<zone>{zone})\b)?",
        re.IGNORECASE,
    )
    return day, time


def find_dates(text: str, knowledge: DateKnowledge, today: date) -> Iterator[Printed]:
    """Yield the full dates in a text, with time where it follows directly and its offset is known."""
    day_pattern, time_pattern = _patterns(tuple(knowledge.months), tuple(knowledge.zones))
    month_first = any(label in text.lower() for label in knowledge.month_first)
    for match in day_pattern.finditer(text):
        end = match.end()
        day = _day(match, knowledge, month_first)
        time = time_pattern.match(text, end)
        if time:
            end = time.end()
        if day is None or not EARLIEST <= day <= today + timedelta(days=1):
            yield Printed(match.start(), end, None)
        else:
            moment = _moment(day, time, knowledge) if time else None
            yield Printed(match.start(), end, moment or day.isoformat())


def read_date(value: str, knowledge: DateKnowledge, today: date) -> Printed | None:
    """Read the date of a record or meta tag; also epoch seconds or milliseconds and 20220915."""
    value = value.strip()
    if EPOCH.fullmatch(value):
        seconds = float(value) / (1000 if len(value) > 11 and "." not in value else 1)
        moment = datetime.fromtimestamp(seconds, UTC)
        possible = EARLIEST <= moment.date() <= today + timedelta(days=1)
        return Printed(0, len(value), moment.isoformat(timespec="seconds") if possible else None)
    if match := COMPACT.fullmatch(value):
        value = "-".join(match.group(1, 2, 3))
    return next(find_dates(value, knowledge, today), None)


def url_date(url: str, today: date) -> str | None:
    """Return the day that stands in an address ("/2022/09/15/"), None without a possible one."""
    match = URL_DATE.search(url) or URL_COMPACT.search(url)
    if not match:
        return None
    day = _date(*(int(part) for part in match.group(1, 2, 3)))
    return day.isoformat() if day and EARLIEST <= day <= today + timedelta(days=1) else None


def lede_date(text: str, today: date) -> str | None:
    """Return the latest bracketed full date near the start: "Kamis (15/9/2022)".

    Indonesian papers print the day of the statement so; it is the day of the report or the one
    before it, which is why the latest counts.
    """
    found: list[date] = []
    for match in BRACKETED.finditer(text, 0, LEDE):
        day = _ordered(int(match[1]), int(match[2]), int(match[3]), month_first=False)
        if day and EARLIEST <= day <= today + timedelta(days=1):
            found.append(day)
    return max(found).isoformat() if found else None


def _day(match: re.Match[str], knowledge: DateKnowledge, month_first: bool) -> date | None:
    part = match.groupdict()
    if part["y1"]:
        return _date(int(part["y1"]), int(part["m1"]), int(part["d1"]))
    if part["y2"]:
        return _date(int(part["y2"]), knowledge.months[part["n2"].lower()], int(part["d2"]))
    if part["y3"]:
        return _date(int(part["y3"]), knowledge.months[part["n3"].lower()], int(part["d3"]))
    if part["y4"]:
        return _ordered(int(part["a4"]), int(part["b4"]), int(part["y4"]), month_first)
    return _date(int(part["y5"]), int(part["m5"]), int(part["d5"]))


def _ordered(first: int, second: int, year: int, month_first: bool) -> date | None:
    """Read two figures as day and month; the other way round where the first way is impossible."""
    usual = (second, first) if not month_first else (first, second)
    return _date(year, *usual) or _date(year, *reversed(usual))


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _moment(day: date, time: re.Match[str], knowledge: DateKnowledge) -> str | None:
    """Return day and time with offset, None where the offset is not known."""
    hour, minute = int(time["h"]), int(time["mi"])
    if half := time["half"]:
        hour = hour % 12 + (12 if half[0] in "pP" else 0)
    if time["off"]:
        sign = -1 if time["off"][0] == "-" else 1
        figures = time["off"].replace(":", "")
        offset = sign * (int(figures[1:3]) * 60 + int(figures[3:5]))
    elif time["zone"]:
        offset = knowledge.zones[time["zone"].upper()]
    else:
        return None
    if hour > 23 or minute > 59 or abs(offset) > 14 * 60:
        return None
    zone = timezone(timedelta(minutes=offset))
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=zone).isoformat()
