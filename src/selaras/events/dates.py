"""Dates and places that a report takes over from the article around it.

A report whose own sentence tells no time and that is no background is dated by the day that its
paragraph tells, else by the article's own day: the first day told that lies at most FRESH_DAYS before
publication. Where it happened is taken over in the same way: from the paragraph, else from where the
article's first sentences play (an attack without a place has none). What is taken
over has no span: `time_span` and `place_span` stay None.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from selaras.events.aux import HISTORICAL_DAYS
from selaras.events.circumstances import is_place
from selaras.model import LEDE_SENTENCES, Mention, Reading, Report, Sentence, Span, Time, reference_day

FRESH_DAYS = 3
VENUE_SENTENCES = 12  # of the body, in which the place of the article is looked for
LOCATIVES = frozenset(["di", "in", "at"])
FINE = {"FAC": 0, "GPE": 1, "ORG": 0, "LOC": 2}  # which label says best where a meeting took place
SETTLED = frozenset(["historical", "future", "hypothetical"])


def inherit(reading: Reading, reports: Sequence[Report]) -> list[Report]:
    """Return the reports with inherited dates and places filled in."""
    paragraph = {s.index: s.paragraph for s in reading.sentences}
    published = reference_day(reading)
    days = [t for t in reading.times if t.grain == "day" and _age(t, published) in range(HISTORICAL_DAYS + 1)]
    fresh = [t for t in days if _age(t, published) <= FRESH_DAYS]
    own = fresh[0] if fresh else next(iter(days), None)
    venue = _venue(reading)
    out: list[Report] = []
    for report in reports:
        here = paragraph[report.sentence]
        time, place = report.time, report.place
        if time is None and not SETTLED & set(report.aux):
            near = [t for t in days if paragraph[t.sentence] == here and t.sentence <= report.sentence]
            day = near[-1] if near else own
            time = day.iso if day else None
        if place is None and "historical" not in report.aux:
            place = _place(report, out, here, paragraph, venue)
        taken_over = (time, place) != (report.time, report.place)
        out.append(replace(report, time=time, place=place) if taken_over else report)
    return out


def _age(time: Time, published: str | None) -> int:
    """Days from a time to publication; -1 where that is not known."""
    if published is None:
        return -1
    return (date.fromisoformat(published) - date.fromisoformat(time.end)).days


def _venue(reading: Reading) -> str | None:
    """Where the article plays: the finest place that "di" governs in its first sentences, else the first one."""
    body = [s for s in reading.sentences if not s.headline]
    for part in (body[:LEDE_SENTENCES], *([s] for s in body[LEDE_SENTENCES:VENUE_SENTENCES])):
        spot = _spot(reading, part)
        if spot is not None and (part[0] in body[:LEDE_SENTENCES] or spot.label != "LOC"):
            return place_words(reading, spot)
    return None


def _spot(reading: Reading, body: Sequence[Sentence]) -> Mention | None:
    spots: list[tuple[int, int, Mention]] = []
    for mention in reading.mentions:
        if any(s.index == mention.sentence for s in body) and is_place(mention):
            before = reading.article.text[max(0, mention.head.start - 30) : mention.head.start].lower().split()
            if LOCATIVES & set(before[-2:]) and mention.how != "name":
                spots.append((FINE.get(mention.label, 3), mention.head.start, mention))
    return min(spots)[2] if spots else None


def _place(
    report: Report, out: Sequence[Report], here: int, paragraph: dict[int, int], venue: str | None
) -> str | None:
    for earlier in reversed(out):
        if earlier.place_span and paragraph[earlier.sentence] == here and "historical" not in earlier.aux:
            return earlier.place
    return None if report.event == "ASSAULT" else venue


def place_words(reading: Reading, mention: Mention) -> str:
    """The place as written, with what it lies in ("Samarkand, Uzbekistan")."""
    text = reading.article.text
    end = mention.head.end
    for other in reading.mentions:
        follows = other.head.start == end + 2 and text[end : end + 2] == ", "
        if follows and is_place(other) and other.country == mention.country:
            end = other.head.end
            break
    return " ".join(text[Span(mention.head.start, end).start : end].split())
