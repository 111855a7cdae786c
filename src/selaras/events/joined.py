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

from selaras.events.proposed import PLAYS, Proposed, is_mutual
from selaras.knowledge.yaml_files import read_yaml
from selaras.model import Report, Span, UsageRefused

NEAR = 45  # characters between triggers of one type that tell of the same
DOUBTED = 0.6  # probability from which the model's party stands though the rules do not name it
IN_TURN = frozenset(["CONSULT", "AGREE"])  # one party that sees several is told of each
CLEARLY = 0.8  # probability from which the model's type stands against the rules'
BACKGROUND = frozenset(["historical"])  # what the rules add to the aux of the model
SUREST = 0.995  # probabilities are cut here, so that no logarithm runs away
KINDS = ("same", "parties-differ", "types-differ", "rules", "model")
WEIGHTS = ("base", "event", "parties", "rule", "quoted", "alone")


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
            float(len(_parties(self.settled())) == 1),
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
    """Mode, time and place of the rules; aux of the model; its parties where it is sure of them, else the rules'.

    A party that the rules do not name needs to be likelier than DOUBTED; a side that the model leaves open, naming
    no words for it, is the rules'. Partners met in turn, which the rules tell apart, stay apart.
    """
    made = told.report
    if rule.event != made.event:
        return replace(made if told.event >= CLEARLY else rule, coder="both")
    aux = tuple(sorted({*made.aux, *(BACKGROUND & set(rule.aux))}))
    if rule.event in IN_TURN and len(_parties(rule)) == 2 and _parties(rule) < _parties(made):
        return replace(rule, aux=aux, coder="both")
    actors = _side(told, "actor", rule.actors, rule.actor_spans, made.actors, made.actor_spans)
    recipients = _side(told, "recipient", rule.recipients, rule.recipient_spans, made.recipients, made.recipient_spans)
    at_home = set(rule.actors) & set(rule.recipients) | set(made.actors) & set(made.recipients)
    done = tuple(c for c in recipients[0] if c not in actors[0] or c in at_home)  # within a state, if one says so
    if is_mutual(rule.event, rule.mode) or (len(rule.actors) > 1 and not rule.recipients):  # all act, say the rules
        actors = (tuple(sorted({*actors[0], *done})), (*actors[1], *recipients[1]))
        done, recipients = (), ((), ())
    return replace(
        rule, aux=aux, actors=actors[0], recipients=done, actor_spans=actors[1], recipient_spans=recipients[1],
        coder="both",
    )  # fmt: skip


Side = tuple[tuple[str, ...], tuple[Span, ...]]


def _side(
    told: Proposed, role: str, by_rules: tuple[str, ...], rule_spans: tuple[Span, ...], made: tuple[str, ...],
    made_spans: tuple[Span, ...],
) -> Side:  # fmt: skip
    """Codes and words of one side: actors or recipients."""
    if not made:
        open_words = any(a.role == role and a.probability >= PLAYS for a in told.proposal.arguments)
        return (made, made_spans) if open_words else (by_rules, rule_spans)
    sure = [span for span in made_spans if told.claims(role, span) >= DOUBTED]
    if by_rules and not sure:  # none at all too: what only the place tells
        return by_rules, rule_spans
    if by_rules and set(by_rules) < set(made) and len(sure) < len(made_spans):
        return by_rules, rule_spans
    return made, made_spans


def _logit(probability: float) -> float:
    held = min(max(probability, 1 - SUREST), SUREST)
    return math.log(held / (1 - held))
