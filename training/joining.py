"""Fit the weights of knowledge/events/joining.yaml: how likely a telling is right, by who told it.

    python -m training.joining [--weights FOLDER] [--write]

A telling is right if the passage's annotation has an event of its type with exactly its parties (the codes that
the linked mentions of the annotated words give). Only passages that no training saw are used; the reliability
table is cross-validated over passages. The rules were partly written while reading files a1-a8, a10 and a11, so
what they told there counts less for nobody: the kinds "rules" and "types-differ" are fitted on the other files.
"""

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from selaras import actors, knowledge, language
from selaras.events.code import FOLDER, load_coders
from selaras.events.joined import KINDS, WEIGHTS, Telling, tellings
from selaras.events.proposed import reports as proposed
from selaras.events.quotes import quotes
from selaras.events.rules import reports as by_rules
from selaras.events.setting import Setting
from selaras.model import Reading, Report, Span
from selaras.tagger.network import WEIGHTS as FOLDER_OF_WEIGHTS
from selaras.tagger.network import Network
from selaras.tagger.tag import tag_one
from training.corpus import CORPUS, locate, passages
from training.data import article, held_out

FOLDS = 5
STRENGTH = 0.5  # inverse of the ridge
FEWEST = 30  # tellings of a kind below which its own weights are not fitted
READ_BY_WRITERS = ("a1", "a2", "a3", "a4", "a5", "a6", "a7", "a8", "a10", "a11")

Event = tuple[str, frozenset[str]]


@dataclass
class Example:
    """A telling, the passage it is from, and whether it is right."""

    telling: Telling
    passage: str
    right: bool


def examples(network: Network) -> Iterator[Example]:
    """Yield the tellings of all held-out passages."""
    known, coders = knowledge.load(), load_coders()
    for passage in passages(CORPUS):
        if not held_out(passage["id"]):
            continue
        (reading,) = actors.link(language.read([article(passage)]), known)
        if not isinstance(reading, Reading):
            continue
        reading = tag_one(reading, network)
        said = quotes(reading, coders.speech)
        setting = Setting(reading, coders.rules.grammar, said)
        told = proposed(setting, coders.rules.modes)
        gold = set(annotated(passage, reading))
        for telling in tellings(by_rules(setting, coders.rules), told):
            yield Example(telling, passage["id"], event(telling.settled()) in gold)


def event(report: Report) -> Event:
    """What is compared: type and all parties."""
    return report.event, frozenset({*report.actors, *report.recipients})


def annotated(passage: dict[str, Any], reading: Reading) -> Iterator[Event]:
    """Yield the events of a passage, their parties as the codes of the mentions in the annotated words."""
    for each in passage["events"]:
        codes: set[str] = set()
        for needle in (*each["actor"], *each["recipient"]):
            span = locate(passage["text"], needle)
            codes |= _codes(reading, Span(*span)) if span else set()
        yield each["event"], frozenset(codes)


def _codes(reading: Reading, span: Span) -> set[str]:
    def shared(other: Span) -> int:
        return max(0, min(span.end, other.end) - max(span.start, other.start))

    inside = [m for m in reading.mentions if m.codes and shared(m.head)]
    best = max(inside, key=lambda m: (shared(m.head), -m.head.start), default=None)
    return set(best.codes) if best else set()


def fit(found: Sequence[Example]) -> list[float]:
    """Return the weights of one kind, in the order of WEIGHTS."""
    from sklearn.linear_model import LogisticRegression  # only fitting needs it

    x = np.array([e.telling.features for e in found])[:, 1:]
    y = np.array([e.right for e in found])
    if len(set(y)) < 2:
        return [3.0 if y[0] else -3.0, *([0.0] * (len(WEIGHTS) - 1))]
    model = LogisticRegression(C=STRENGTH).fit(x, y)
    return [float(model.intercept_[0]), *(float(w) for w in model.coef_[0])]


def predicted(weights: Sequence[float], telling: Telling) -> float:
    """The probability that weights give a telling."""
    return float(1 / (1 + np.exp(-np.dot(weights, telling.features))))


def crossed(found: Sequence[Example]) -> list[tuple[float, bool]]:
    """Return (probability, right) of each telling by weights fitted on the other folds' passages."""
    out: list[tuple[float, bool]] = []
    names = sorted({e.passage for e in found})
    for fold in range(FOLDS):
        tested = set(names[fold::FOLDS])
        weights = fit([e for e in found if e.passage not in tested])
        out += [(predicted(weights, e.telling), e.right) for e in found if e.passage in tested]
    return out


def reliability(pairs: Sequence[tuple[float, bool]]) -> Iterator[tuple[str, int, float, float]]:
    """Yield (bin, number, mean probability, share right) by tenths."""
    bins: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for probability, right in pairs:
        bins[min(9, int(probability * 10))].append((probability, right))
    for number, inside in sorted(bins.items()):
        mean = sum(p for p, _ in inside) / len(inside)
        yield f"{number / 10:.1f}-{(number + 1) / 10:.1f}", len(inside), mean, sum(r for _, r in inside) / len(inside)


def main() -> None:
    """Fit, print the weights as YAML and the reliability table; with --write put the weights into the knowledge."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--weights", type=Path, default=FOLDER_OF_WEIGHTS)
    parser.add_argument("--write", action="store_true")
    chosen = parser.parse_args()
    found = list(examples(Network(chosen.weights, threads=2)))
    by: dict[str, list[Example]] = defaultdict(list)
    for each in found:
        by[each.telling.kind].append(each)
    lines = ["weights:"]
    crossing: list[tuple[float, bool]] = []
    for kind in KINDS:
        told = by[kind]
        if kind in ("rules", "types-differ"):
            told = [e for e in told if not e.passage.startswith(tuple(f"{f}-" for f in READ_BY_WRITERS))]
        if len(told) < FEWEST:
            sys.exit(f"only {len(told)} tellings of the kind {kind}")
        row = ", ".join(f"{name}: {w:.3f}" for name, w in zip(WEIGHTS, fit(told), strict=True))
        lines.append(f"  {kind}: {{{row}}}")
        crossing += crossed(told)
        print(f"{kind}: {len(told)} tellings, {sum(e.right for e in told)} right", file=sys.stderr)
    print("\n".join(lines))
    for row in reliability(crossing):
        print("| {} | {} | {:.2f} | {:.2f} |".format(*row), file=sys.stderr)
    print(Counter(e.right for e in found), file=sys.stderr)
    if chosen.write:
        path = FOLDER / "joining.yaml"
        head, _, _ = path.read_text(encoding="utf-8").partition("weights:")
        path.write_text(head + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
