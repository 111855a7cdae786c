"""Rules and trained model joined: what stands, and how sure one may be of it."""

from collections.abc import Sequence

from selaras.model import Report

STANDS = 0.4


def likely(told: Sequence[Report]) -> list[Report]:
    """Return the reports of one coder that are likely enough."""
    return [report for report in told if report.confidence >= STANDS]


def join(by_rules: Sequence[Report], proposed: Sequence[Report]) -> list[Report]:
    return list(by_rules)
