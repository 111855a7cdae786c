"""Rules and model joined: what stands, with whose parties, and how sure one may be of it.

What the rules told and what was proposed at the same words, or as the same type close by, is one telling. How
likely it is right depends on who told it, whether both agree, and how sure the model was: a logistic function with
the weights of knowledge/events/joining.yaml, fitted by training/joining.py on passages that no training saw.

Always true: `confidence` of what is returned is that probability, and at least the file's `stands`.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

from selaras.events.proposed import Proposed
from selaras.knowledge.yaml_files import read_yaml
from selaras.model import Report, UsageRefused

NEAR = 45  # characters between triggers of one type that tell of the same
SUREST = 0.995  # probabilities are cut here, so that no logarithm runs away
KINDS = ("same", "parties-differ", "types-differ", "rules", "model")
WEIGHTS = ("base", "event", "parties", "rule", "quoted")


@dataclass(frozen=True, slots=True)
class Joining:
    """Weights by kind of telling (KINDS), each a row in the order of WEIGHTS; and the least confidence that stands."""

    weights: Mapping[str, tuple[float, ...]]
    stands: float


@dataclass(frozen=True, slots=True)
class Telling:
    """One telling: what the rules made of it, what was proposed, or both."""

    rule: Report | None
    proposed: Proposed | None

    @property
    def kind(self) -> str:
        """One of KINDS."""
        if self.rule is None or self.proposed is None:
            return "rules" if self.rule else "model"
        other = self.proposed.report
        if self.rule.event != other.event:
            return "types-differ"
        return "same" if _parties(self.rule) == _parties(other) else "parties-differ"

    @property
    def features(self) -> tuple[float, ...]:
        """The numbers that WEIGHTS weigh."""
        told = self.proposed
        return (
            1.0,
            _logit(told.event) if told else 0.0,
            _logit(told.parties) if told else 0.0,
            self.rule.confidence if self.rule else 0.0,
            float(told.quoted) if told else 0.0,
        )

    def settled(self) -> Report:
        """The report that stands for both."""
        if self.rule is None or self.proposed is None:
            return self.rule or self.proposed.report  # type: ignore[union-attr]
        return _settled(self.rule, self.proposed)


def load_joining(path: Path) -> Joining:
    """Read the weights; raises UsageRefused naming the file where one is missing."""
    data = read_yaml(path)
    try:
        rows = {kind: tuple(float(data["weights"][kind][name]) for name in WEIGHTS) for kind in KINDS}
        return Joining(MappingProxyType(rows), float(data["stands"]))
    except (KeyError, TypeError, ValueError) as error:
        raise UsageRefused(f"{path}: lacks a number ({error})") from error


def join(by_rules: Sequence[Report], proposed: Sequence[Proposed], joining: Joining) -> list[Report]:
    """Return what stands of both, in order of position."""
    out: list[Report] = []
    for telling in tellings(by_rules, proposed):
        sure = confidence(telling, joining)
        if sure >= joining.stands:
            out.append(replace(telling.settled(), confidence=round(sure, 2)))
    return sorted(out, key=lambda r: (r.trigger.start, r.trigger.end))


def confidence(telling: Telling, joining: Joining) -> float:
    """Return how likely type and parties of a telling are right."""
    score = sum(w * x for w, x in zip(joining.weights[telling.kind], telling.features, strict=True))
    return 1 / (1 + math.exp(-score))


def tellings(by_rules: Sequence[Report], proposed: Sequence[Proposed]) -> Iterator[Telling]:
    """Pair what was told by both; the rest is told by one alone."""
    paired: set[int] = set()
    for rule in by_rules:
        found = _partner(rule, proposed)
        if found is not None:
            paired.add(found)
        yield Telling(rule, None if found is None else proposed[found])
    for number, told in enumerate(proposed):
        if number not in paired and not _covered(told, by_rules):
            yield Telling(None, told)


def _partner(rule: Report, proposed: Sequence[Proposed]) -> int | None:
    """The proposal at a report's trigger, one of its type first; else the nearest of its type close by."""
    at = [n for n, p in enumerate(proposed) if _overlap(rule, p.report)]
    at.sort(key=lambda n: proposed[n].report.event != rule.event)
    close = [
        n
        for n, p in enumerate(proposed)
        if p.report.sentence == rule.sentence and p.report.event == rule.event and _apart(rule, p.report) < NEAR
    ]
    close.sort(key=lambda n: _apart(rule, proposed[n].report))
    return next(iter([*at, *close]), None)


def _covered(told: Proposed, by_rules: Sequence[Report]) -> bool:
    """Does a report of the rules stand at these words already?"""
    return any(_overlap(rule, told.report) for rule in by_rules)


def _overlap(one: Report, other: Report) -> bool:
    return one.trigger.start < other.trigger.end and other.trigger.start < one.trigger.end


def _apart(one: Report, other: Report) -> int:
    return abs(one.trigger.start - other.trigger.start)


def _parties(report: Report) -> set[str]:
    return {*report.actors, *report.recipients}


def _settled(rule: Report, told: Proposed) -> Report:
    """Type and parties of the rules, mode and aux of the model where the types agree."""
    return replace(rule, coder="both")


def _logit(probability: float) -> float:
    held = min(max(probability, 1 - SUREST), SUREST)
    return math.log(held / (1 - held))
