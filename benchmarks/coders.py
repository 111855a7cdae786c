"""Rules, trained model, both: how each codes events, side by side on the same readings.

Measured on the bundled sample; on training/test (passages that neither rules, weights nor training were made with);
on the tenth of training/corpus that is kept from training; and on ../shared/gold/dev where it lies there (the rules
were corrected while looking at it). An event counts as found if type and all parties are right. In passages each such
event counts once, and parties are the codes of the linked mentions in the annotated words: how well those are linked is
measured by linking.py. Intervals are bootstrapped over articles or passages.

usage: coders.py [--json]
"""

import argparse
import json
import random
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from selaras import knowledge
from selaras.export import record
from selaras.model import Reading
from selaras.pipeline import CODERS, Settings, run
from selaras.pipeline.order import apply

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from training.corpus import CORPUS, TEST, passages  # noqa: E402
from training.data import article, held_out  # noqa: E402
from training.joining import annotated, event  # noqa: E402

NAMES = ("rules", "tagger", "both")
DEV = ROOT.parent / "shared" / "gold" / "dev"
DRAWS, SEED = 400, 20220915

Key = tuple[str, frozenset[str]]


@dataclass(frozen=True)
class Counted:
    """One article or passage: hits, found, gold."""

    hits: int
    found: int
    gold: int


def compared(gold: Counter[Key], told: Counter[Key]) -> Counted:
    """Compare two multisets of events."""
    return Counted((gold & told).total(), told.total(), gold.total())


def of_records(gold: dict[str, dict[str, Any]], pages: Path, coder: str) -> list[Counted]:
    """Code pages and compare them with gold records of the same id."""
    out = []
    for item in run([str(pages)], Settings(coder=coder)):
        if isinstance(item, Reading):
            coded = record(item)
            out.append(compared(_events(gold[coded["id"]]), _events(coded)))
    return out


def _events(coded: dict[str, Any]) -> Counter[Key]:
    return Counter((e["event"], frozenset([*e["actor"], *e["recipient"]])) for e in coded["events"])


def of_passages(chosen: list[dict[str, Any]], coder: str) -> list[Counted]:
    """Code passages and compare them with their annotation."""
    known = knowledge.load()
    out = []
    for passage in chosen:
        readings: Iterator[Any] = iter([article(passage)])
        for stage in CODERS[coder][1:]:
            readings = apply(stage, readings, known)
        for reading in readings:
            told = {event(report) for report in reading.reports if report.repeats is None}
            out.append(compared(Counter({g for g in annotated(passage, reading) if g[1]}), Counter(told)))
    return out


def figures(each: list[Counted]) -> dict[str, Any]:
    """Return precision, recall, F1 and the 90 % interval of F1."""
    chance = random.Random(SEED)
    drawn = sorted(_f1(chance.choices(each, k=len(each))) for _ in range(DRAWS))
    hits, found, gold = (sum(getattr(c, name) for c in each) for name in ("hits", "found", "gold"))
    return {
        "n": len(each),
        "events": gold,
        "precision": round(hits / max(1, found), 3),
        "recall": round(hits / max(1, gold), 3),
        "f1": round(_f1(each), 3),
        "interval": [round(drawn[DRAWS // 20], 3), round(drawn[-DRAWS // 20 - 1], 3)],
    }


def _f1(each: list[Counted]) -> float:
    both = sum(c.found + c.gold for c in each)
    return 2 * sum(c.hits for c in each) / both if both else 0.0


def measure() -> dict[str, dict[str, Any]]:
    """Return the figures by data and coder."""
    sample = {g["id"]: g for g in map(json.loads, (ROOT / "tests" / "sample_gold.jsonl").open(encoding="utf-8"))}
    test, kept = list(passages(TEST)), [p for p in passages(CORPUS) if held_out(p["id"])]
    data: dict[str, Any] = {
        "sample": lambda coder: of_records(sample, ROOT / "src" / "selaras" / "sample" / "pages", coder),
        **{
            f"{name}, {lang}": lambda coder, chosen=chosen, lang=lang: of_passages(
                [p for p in chosen if p["lang"] == lang], coder
            )
            for name, chosen in (("test passages", test), ("held-out passages", kept))
            for lang in ("id", "en")
        },
    }
    if DEV.is_dir():
        gold = {p.stem: json.loads(p.read_text(encoding="utf-8")) for p in (DEV / "gold").glob("*.json")}
        data["dev articles"] = lambda coder: of_records(gold, DEV / "text", coder)
    return {name: {coder: figures(made(coder)) for coder in NAMES} for name, made in data.items()}


def table(found: dict[str, dict[str, Any]]) -> str:
    """Return the figures as Markdown: F1 with interval, and precision / recall."""
    lines = ["| data | " + " | ".join(NAMES) + " |", "|---|" + "---|" * len(NAMES)]
    for name, by in found.items():
        first = next(iter(by.values()))
        cells = [_cell(each) for each in by.values()]
        lines.append(f"| {name} ({first['n']}, {first['events']} events) | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def _cell(each: dict[str, Any]) -> str:
    low, high = each["interval"]
    return f"**{each['f1']:.2f}** ({low:.2f}-{high:.2f}), {each['precision']:.2f} / {each['recall']:.2f}"


def main() -> None:
    """Measure and print."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--json", action="store_true", help="print one JSON object")
    given = asked.parse_args()
    found = measure()
    print(json.dumps(found, indent=1) if given.json else table(found))


if __name__ == "__main__":
    main()
