"""From the parts of a time expression to days: pure calendar, no text.

| kind | parts | becomes |
|---|---|---|
| date | day, month; day2, month2, year, turn | that day or those days; without a year the nearest to the reference |
| month, season, quarter | month; phase, year, turn | those days; without a year the last, after a future cue the next |
| year, decade | year; year2 | the year or years |
| weekday | weekday; turn, week turn | the last such day up to the reference, the next after a future cue |
| weekend, unit | unit; turn, phase | the week, month, year around, before or after the reference |
| offset | number, unit, way | so many days or years from the reference, or from the time told of last |
| dayword, sameday | days | so many days from the reference, or from the day told of last |

Invariant: start <= end. The codebook's form (`iso`) is a day for a day, the month for a week or a
part of a month, the year for anything longer; a stretch without borders of its own has none.
"""

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

MONTHS_IN = {"month": 1, "quarter": 3, "year": 12, "decade": 120}
DAYS_IN = {"day": 1, "week": 7}
SOME = 3  # "several days ago" is taken as two to six around this many
NEAR_DAYS = 60  # a day without a year is this near on either side; further away it is rather past
TURNS = {"last": -1, "before": -1, "this": 0, "that": 0, "next": 1, "after": 1}
TOLD = frozenset({"that", "before", "after"})  # turns that count from the time told of last
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}  # first month, northern half
PARTS_OF_MONTH = {"early": (1, 10), "mid": (11, 20), "late": (21, 31)}


@dataclass(frozen=True, slots=True)
class Expression:
    """The parts of a time expression; numbers as numbers, words as the values of their slots."""

    kind: str
    day: int | None = None
    day2: int | None = None
    m: int | None = None
    month: int | None = None
    month2: int | None = None
    year: int | None = None
    yy: int | None = None
    year2: int | None = None
    weekday: int | None = None
    phase: str | None = None
    turn: str | None = None
    yturn: str | None = None
    wturn: str | None = None
    unit: str | None = None
    n: int | None = None
    some: str | None = None
    way: str | None = None
    days: int | None = None
    quarter: int | None = None
    season: str | None = None


@dataclass(frozen=True, slots=True)
class Interval:
    """Days from start to end, both included, with the fields of `model.Time`."""

    start: date
    end: date
    grain: str
    iso: str | None
    how: str = "relative"


@dataclass(frozen=True, slots=True)
class Setting:
    """What an expression is read against: the reference day, the time told of last, the cue before it."""

    reference: date | None
    told: Interval | None = None
    future: bool | None = None  # True or False by a cue word, None without one


def resolve(expression: Expression, setting: Setting) -> Interval | None:
    """Return the days an expression means, None where the setting gives too little or no such day exists."""
    try:
        return RESOLVERS[expression.kind](expression, setting)
    except (ValueError, OverflowError):  # 31 June, year 10000: no such day
        return None


def _day(day: date, how: str = "relative") -> Interval:
    return Interval(day, day, "day", day.isoformat(), how)


def _date(x: Expression, at: Setting) -> Interval | None:
    month, day = x.month or x.m, x.day
    if month is None or day is None:
        return None
    year = _full(x.year if x.year is not None else x.yy)
    if x.m is not None and year is not None and _swapped(x, date(year, x.m, day), at.reference):
        month, day = day, month
    later = _full(x.year2) if x.year2 else year
    how = "absolute" if year or later else "partial"
    if year is None and later is not None:
        year = later - 1 if x.month2 and x.month2 < month else later
    if year is None:
        if at.reference is None:
            return None
        year = _year_by_turn(x, at) if x.yturn else _nearest_year(x, month, day, at, at.reference)
    first = date(year, month, day)
    if x.day2 is None:
        return _day(first, how)
    last_month = x.month2 or month
    last = date(later if later and later >= year else year + (last_month < month), last_month, x.day2)
    if last < first:
        return _day(first, how)
    return Interval(first, last, "days" if last > first else "day", first.isoformat(), how)


def _swapped(x: Expression, printed: date, reference: date | None) -> bool:
    """Tell whether 2/12 means the other order: its weekday, or nearness to the reference, says so."""
    if printed.day > 12:
        return False
    other = date(printed.year, printed.day, printed.month)
    if x.weekday is not None:
        return other.isoweekday() == x.weekday != printed.isoweekday()
    if reference is None:
        return False
    return abs((other - reference).days) <= NEAR_DAYS < abs((printed - reference).days)


def _full(year: int | None) -> int | None:
    """Return a year of four digits ("22" is 2022, "98" is 1998)."""
    if year is None or year >= 100:
        return year
    return year + (2000 if year < 70 else 1900)


def _nearest_year(x: Expression, month: int, day: int, at: Setting, reference: date) -> int:
    """Return the year of a day without one: near the reference, rather past than future, weekday agreeing."""
    around = (reference.year - 1, reference.year, reference.year + 1)
    days = [date(y, month, day) for y in around if day <= monthrange(y, month)[1]]
    if not days:
        raise ValueError("no such day near the reference")

    def cost(one: date) -> int:
        gap = (one - reference).days
        far = (gap > NEAR_DAYS and not at.future) or (gap < -NEAR_DAYS and bool(at.future))
        wrong = (x.turn in ("last", "before") and gap > 0) or (x.turn in ("next", "after") and gap < 0)
        other = abs(gap) > NEAR_DAYS and x.weekday is not None and one.isoweekday() != x.weekday
        return abs(gap) + 366 * (far and x.turn is None) + 1000 * wrong + 500 * other

    return min(days, key=cost).year


def _year_by_turn(x: Expression, at: Setting) -> int:
    base = at.told.start if x.yturn in TOLD and at.told else at.reference
    if base is None:
        raise ValueError("no reference")
    return base.year + TURNS[x.yturn or "this"]


def _month(x: Expression, at: Setting) -> Interval | None:
    if x.month is None:
        return None
    how = "absolute" if x.year else "partial"
    if x.year:
        year = x.year - 1 if x.month2 and x.month2 < x.month else x.year
    elif at.reference is None:
        return None
    elif x.yturn:
        year = _year_by_turn(x, at)
    else:
        year = _month_year(x.month, x.turn, at, at.reference)
    first, last = _bounds(year, x.month, 1)
    if x.month2:
        last = _bounds(x.year or year + (x.month2 < x.month), x.month2, 1)[1]
    elif x.phase:
        low, high = PARTS_OF_MONTH[x.phase]
        first, last = first.replace(day=low), last.replace(day=min(high, last.day))
    return Interval(first, last, "month", f"{year:04d}-{x.month:02d}", how)


def _month_year(month: int, turn: str | None, at: Setting, reference: date) -> int:
    """Return the year of a month without one: the last such month, the next after a future cue."""
    if turn == "last":
        return reference.year - (month >= reference.month)
    if turn in ("this", "that"):
        return reference.year
    if turn == "next" or at.future:
        return reference.year + (month < reference.month)
    return reference.year - (month > reference.month)


def _bounds(year: int, month: int, count: int) -> tuple[date, date]:
    """Return the first and last day of `count` months from `month` of `year` on (month may pass 12)."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    last_year, last_month = year + (month + count - 2) // 12, (month + count - 2) % 12 + 1
    return date(year, month, 1), date(last_year, last_month, monthrange(last_year, last_month)[1])


def _year(x: Expression, at: Setting) -> Interval | None:
    if x.year is None:
        return None
    first, last = _bounds(x.year, 1, 12)
    if x.year2 and x.year2 > x.year:
        return Interval(first, date(x.year2, 12, 31), "years", str(x.year), "absolute")
    if x.phase:
        first, last = _thirds(first, last, x.phase)
    return Interval(first, last, "year", str(x.year), "absolute")


def _thirds(first: date, last: date, phase: str) -> tuple[date, date]:
    third = (last - first) // 3
    low, high = {"early": (first, first + third), "mid": (first + third, last - third), "late": (last - third, last)}[
        phase
    ]
    return low, high


def _decade(x: Expression, at: Setting) -> Interval | None:
    if x.year is None:
        return None
    return Interval(date(x.year, 1, 1), date(x.year + 9, 12, 31), "years", None, "absolute")


def _weekday(x: Expression, at: Setting) -> Interval | None:
    if x.weekday is None or at.reference is None:
        return None
    base = at.told.start if x.turn in ("before", "after") and at.told else at.reference
    monday = base - timedelta(days=base.weekday())
    if x.wturn:
        return _day(monday + timedelta(days=7 * TURNS[x.wturn] + x.weekday - 1))
    ahead = (x.weekday - base.isoweekday()) % 7
    if x.turn in ("next", "after"):
        return _day(base + timedelta(days=ahead or 7))
    if x.turn in ("last", "before"):
        return _day(base - timedelta(days=(7 - ahead) % 7 or 7))
    if x.turn in ("this", "that"):
        return _day(monday + timedelta(days=x.weekday - 1))
    return _day(base + timedelta(days=ahead) if at.future else base - timedelta(days=(7 - ahead) % 7))


def _weekend(x: Expression, at: Setting) -> Interval | None:
    if at.reference is None:
        return None
    saturday = at.reference - timedelta(days=at.reference.weekday()) + timedelta(days=5)
    if x.turn is not None:
        saturday += timedelta(days=7 * TURNS[x.turn])
    elif not at.future and saturday > at.reference:
        saturday -= timedelta(days=7)
    return Interval(saturday, saturday + timedelta(days=1), "days", _stretch_iso(saturday))


def _stretch_iso(day: date) -> str:
    return f"{day.year:04d}-{day.month:02d}"


def _unit(x: Expression, at: Setting) -> Interval | None:
    told = x.turn in TOLD and at.told is not None
    base = at.told.start if told and at.told else at.reference
    if base is None or x.unit is None or (x.turn in TOLD and not told):
        return None
    return _around(base, x.unit, TURNS[x.turn or "this"], x.phase)


def _around(base: date, unit: str, steps: int, phase: str | None = None) -> Interval:
    """Return the whole unit that is `steps` units away from the one around `base`."""
    if unit == "day":
        return _day(base + timedelta(days=steps))
    if unit == "week":
        monday = base - timedelta(days=base.weekday()) + timedelta(days=7 * steps)
        first, last = monday, monday + timedelta(days=6)
        if phase:
            first, last = _thirds(first, last, phase)
        return Interval(first, last, "week", _stretch_iso(first))
    if unit == "decade":
        year = base.year // 10 * 10 + 10 * steps
        return Interval(date(year, 1, 1), date(year + 9, 12, 31), "years", None)
    count = MONTHS_IN[unit]
    start = (base.month - 1) // count * count + 1 + count * steps
    first, last = _bounds(base.year, start, count)
    year = first.year
    if phase:
        first, last = _thirds(first, last, phase)
    if unit == "month":
        return Interval(first, last, "month", f"{year:04d}-{first.month:02d}")
    return Interval(first, last, "season" if unit == "quarter" else "year", str(year))


def _offset(x: Expression, at: Setting) -> Interval | None:
    from_told = x.way in ("earlier", "later") and at.told is not None
    base = at.told.start if from_told and at.told else at.reference
    if base is None or x.unit is None or (x.way == "later" and not from_told):
        return None
    count = x.n if x.n is not None else SOME if x.some else 1
    back = x.way in ("ago", "recent", "earlier")
    if x.way in ("recent", "within"):
        far = _moved(base, x.unit, -count if back else count)
        return Interval(min(far, base), max(far, base), "days" if x.unit in DAYS_IN else "years", None)
    there = _moved(base, x.unit, -count if back else count)
    if x.some:
        near, far = (_moved(base, x.unit, (-i if back else i)) for i in (2, 2 * SOME))
        iso = _stretch_iso(there) if x.unit == "day" else None
        return Interval(min(near, far), max(near, far), "days" if x.unit in DAYS_IN else "years", iso)
    if from_told and at.told and at.told.grain not in ("day", "days") and x.unit in DAYS_IN:
        return None  # two days after a whole month: no day
    if x.unit == "week":
        return Interval(there - timedelta(days=3), there + timedelta(days=3), "week", _stretch_iso(there))
    return _around(there, "year" if x.unit == "decade" else x.unit, 0)


def _moved(base: date, unit: str, steps: int) -> date:
    if unit in DAYS_IN:
        return base + timedelta(days=DAYS_IN[unit] * steps)
    first, last = _bounds(base.year, base.month + MONTHS_IN[unit] * steps, 1)
    return first.replace(day=min(base.day, last.day))


def _dayword(x: Expression, at: Setting) -> Interval | None:
    if at.reference is None or x.days is None:
        return None
    return _day(at.reference + timedelta(days=x.days))


def _sameday(x: Expression, at: Setting) -> Interval | None:
    if at.told is None or x.days is None or at.told.grain not in ("day", "days"):
        return None
    base = at.told.end if x.days > 0 else at.told.start
    return _day(base + timedelta(days=x.days), at.told.how)


def _quarter(x: Expression, at: Setting) -> Interval | None:
    if x.quarter is None:
        return None
    year = x.year
    if year is None:
        if at.reference is None:
            return None
        year = at.reference.year + TURNS[x.turn or "this"]
        if x.turn is None and not at.future and date(year, 3 * x.quarter - 2, 1) > at.reference:
            year -= 1
    first, last = _bounds(year, 3 * x.quarter - 2, 3)
    return Interval(first, last, "season", str(year), "absolute" if x.year else "partial")


def _season(x: Expression, at: Setting) -> Interval | None:
    if x.season is None:
        return None
    month = SEASONS[x.season]
    if x.year:
        first, last = _bounds(x.year, month, 3)
        return Interval(first, last, "season", str(x.year), "absolute")
    if at.reference is None:
        return None
    year = _year_by_turn(x, at) if x.yturn else at.reference.year
    first, last = _bounds(year, month, 3)
    if x.turn == "last" and last >= at.reference:
        first, last = _bounds(year - 1, month, 3)
    elif x.turn == "next" and first <= at.reference:
        first, last = _bounds(year + 1, month, 3)
    return Interval(first, last, "season", str(first.year), "partial")


RESOLVERS: dict[str, Callable[[Expression, Setting], Interval | None]] = {
    "date": _date,
    "month": _month,
    "year": _year,
    "decade": _decade,
    "weekday": _weekday,
    "weekend": _weekend,
    "unit": _unit,
    "offset": _offset,
    "dayword": _dayword,
    "sameday": _sameday,
    "quarter": _quarter,
    "season": _season,
}
