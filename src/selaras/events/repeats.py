"""One article tells a thing several times; the codebook records it once, at its most explicit sentence.

Reports are the same thing if the type agrees, one's parties include the other's, neither's background
contradicts, and their dates do not differ. The fuller report stands; the others name it in `repeats`.
"""

from collections.abc import Sequence
from dataclasses import replace

from selaras.model import Report


def mark_repeats(reports: Sequence[Report], headlines: frozenset[int]) -> tuple[Report, ...]:
    """Return the reports, each that repeats a fuller one naming it. `headlines`: sentence indexes."""
    order = sorted(range(len(reports)), key=lambda i: _fullness(reports[i], headlines), reverse=True)
    standing: list[Report] = []
    home: dict[str, str] = {}
    for index in order:
        report = reports[index]
        same = next((s for s in standing if _same(s, report)), None)
        if same is None:
            standing.append(report)
        else:
            home[report.id] = same.id
    unique = {r.id: r for r in reports}.values()
    return tuple(replace(r, repeats=home.get(r.id)) if r.id in home else r for r in unique)


def _fullness(report: Report, headlines: frozenset[int]) -> tuple[int, int, int, float, int]:
    told = (report.time_span is not None) + (report.place is not None)
    parties = len(report.actors) + len(report.recipients)
    return (
        report.sentence not in headlines,
        bool(report.actors) and bool(report.recipients),
        parties,
        told + report.confidence,
        -report.sentence,
    )


def _same(fuller: Report, other: Report) -> bool:
    if fuller.event != other.event or ("negation" in fuller.aux) != ("negation" in other.aux):
        return False
    if ("historical" in fuller.aux) != ("historical" in other.aux):
        return False
    mine, theirs = {*fuller.actors, *fuller.recipients}, {*other.actors, *other.recipients}
    if not theirs <= mine:
        return False
    if mine != theirs and len(theirs) > 1:
        return False
    if fuller.time and other.time and fuller.time_span and other.time_span:
        short = min(len(fuller.time), len(other.time))
        return fuller.time[:short] == other.time[:short]
    return True
