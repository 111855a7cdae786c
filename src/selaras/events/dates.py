"""Dates and places that a report takes over from the article around it.

A report whose own sentence tells no time and that is no background is dated by the day that its
paragraph, else the lede, tells; the same for the place within the paragraph. What is taken over has no
span: `time_span` and `place_span` stay None.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from selaras.events.aux import HISTORICAL_DAYS
from selaras.model import Reading, Report, Time

LEDE_SENTENCES = 4


def inherit(reading: Reading, reports: Sequence[Report]) -> list[Report]:
    """Return the reports with inherited dates and places filled in."""
    paragraph = {s.index: s.paragraph for s in reading.sentences}
    published = reading.article.published[:10] if reading.article.published else None
    days = [t for t in reading.times if t.grain == "day" and _current(t, published)]
    body = [s.index for s in reading.sentences if not s.headline][:LEDE_SENTENCES]
    lede = next((t for t in days if t.sentence in body), None)
    out: list[Report] = []
    for report in reports:
        if report.time is None and not {"historical", "future", "hypothetical"} & set(report.aux):
            here = [
                t for t in days if paragraph[t.sentence] == paragraph[report.sentence] and t.sentence <= report.sentence
            ]
            day = here[-1] if here else lede
            if day is not None:
                report = replace(report, time=day.iso)
        if report.place is None:
            place = next(
                (r.place for r in reversed(out) if r.place and paragraph[r.sentence] == paragraph[report.sentence]),
                None,
            )
            report = replace(report, place=place)
        out.append(report)
    return out


def _current(time: Time, published: str | None) -> bool:
    """Is the time about now: not more than a month before publication, not after it?"""
    if published is None:
        return time.how == "absolute"
    age = (date.fromisoformat(published) - date.fromisoformat(time.end)).days
    return 0 <= age <= HISTORICAL_DAYS
