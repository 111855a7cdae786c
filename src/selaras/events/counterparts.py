"""The other side of what is told of one party alone, taken over from just before.

"Beijing mengecam AS. Juru bicaranya juga menuntut penjelasan.": whom the demand is made of stands a sentence
earlier. The codebook names both sides wherever an article does, so a report with one party only takes the
counterpart that this party had in the same sentence or the one before, both or neither being background. Like a
time that is taken over, it has no span.
"""

from collections.abc import Sequence
from dataclasses import replace

from selaras.events.proposed import is_mutual
from selaras.model import Report

BACK = 1  # sentences
TAKEN_OVER = 0.7  # what is left of the confidence; of those in the development articles two in five were right
ALONE = frozenset(["PROTEST"])  # told of one party by its nature


def complete(reports: Sequence[Report]) -> list[Report]:
    """Return the reports, in order of position, each with a counterpart where one was told just before."""
    out: list[Report] = []
    for report in reports:
        other = _counterpart(report, out) if report.event not in ALONE else None
        if other is None:
            out.append(report)
            continue
        actors, recipients = (report.actors, (other,)) if report.actors else ((other,), report.recipients)
        if is_mutual(report.event, report.mode):
            actors, recipients = tuple(sorted((*actors, *recipients))), ()
        sure = round(report.confidence * TAKEN_OVER, 2)
        out.append(replace(report, actors=actors, recipients=recipients, confidence=sure))
    return out


def _counterpart(report: Report, before: Sequence[Report]) -> str | None:
    parties = {*report.actors, *report.recipients}
    if len(parties) != 1:
        return None
    for earlier in reversed(before):
        if report.sentence - earlier.sentence > BACK:
            return None
        both = {*earlier.actors, *earlier.recipients}
        if parties < both and len(both) == 2 and ("historical" in earlier.aux) == ("historical" in report.aux):
            return next(iter(both - parties))
    return None
