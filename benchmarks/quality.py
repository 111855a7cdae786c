"""How good Selaras is: what it reads, against what a careful reader recorded.

By default the bundled sample against tests/sample_gold.jsonl. With GOLD (a JSONL file, or a folder with
one JSON file per article, in the form that `selaras code` prints) and PAGES (files or folders) any other.
With --corpus, a folder of annotated passages (JSON Lines with text, events and quotes given as words).

Always true: figures are micro-averages over all articles; an article that Selaras did not read counts
as read with nothing in it; a repeated report does not count twice.

usage: quality.py [GOLD PAGES...] [--corpus DIR] [--coder NAME] [--json]
"""

import argparse
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from pathlib import Path
from typing import Any

from selaras.export import record
from selaras.knowledge import load
from selaras.model import Article, Reading, Report, Span, digest
from selaras.pipeline import CODERS, Settings, run
from selaras.pipeline.order import apply

ROOT = Path(__file__).resolve().parent.parent
GOLD = ROOT / "tests" / "sample_gold.jsonl"
PAGES = ROOT / "src" / "selaras" / "sample" / "pages"
JUNK_WORDS = 4  # first words by which a dropped line is known

Json = dict[str, Any]
Key = Callable[[Json], Hashable]

# What makes two events the same, from weak to strong.
LEVELS: dict[str, Key] = {
    "event type": lambda e: e["event"],
    "type and parties": lambda e: (e["event"], frozenset([*e["actor"], *e["recipient"]])),
    "type, actor and recipient": lambda e: (e["event"], frozenset(e["actor"]), frozenset(e["recipient"])),
}


class Tally:
    """Hits, misses and extras by name; and for single values, how many of how many are right."""

    def __init__(self) -> None:
        self.found: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
        self.right: dict[str, list[int]] = defaultdict(lambda: [0, 0])

    def compare(self, name: str, gold: Iterable[Hashable], system: Iterable[Hashable]) -> None:
        """Count two multisets against each other."""
        wanted, given = Counter(gold), Counter(system)
        hit = (wanted & given).total()
        for index, number in enumerate((hit, wanted.total() - hit, given.total() - hit)):
            self.found[name][index] += number

    def value(self, name: str, is_right: bool) -> None:
        """Count one value."""
        self.right[name][0] += is_right
        self.right[name][1] += 1

    def figures(self) -> dict[str, dict[str, float]]:
        """Return precision, recall and F1, or accuracy, and the number of gold items, by name."""
        made: dict[str, dict[str, float]] = {}
        for name, (hit, missed, extra) in self.found.items():
            made[name] = {
                "precision": _share(hit, hit + extra),
                "recall": _share(hit, hit + missed),
                "f1": _share(2 * hit, 2 * hit + missed + extra),
                "n": hit + missed,
            }
        for name, (right, number) in self.right.items():
            made[name] = {"accuracy": _share(right, number), "n": number}
        return made


def _share(part: int, whole: int) -> float:
    return round(part / whole, 3) if whole else 0.0


def plain_words(text: str | None) -> list[str]:
    return re.sub(r"\W+", " ", text or "").casefold().split()


# -- whole articles


def articles(gold: Path, pages: list[str], coder: str) -> Tally:
    """Compare what is read in pages with the gold records."""
    coded = {}
    for item in run(pages, Settings(coder=coder)):
        if isinstance(item, Reading):
            coded[item.article.name] = record(item)
        elif item.refused:
            print(f"quality: refused: {item.address}: {item.reason}", file=sys.stderr)
    tally = Tally()
    for wanted in records(gold):
        tally.value("articles read", wanted["id"] in coded)
        _article(wanted, coded.get(wanted["id"], {"events": [], "quotes": [], "junk": []}), tally)
    return tally


def records(gold: Path) -> Iterator[Json]:
    if gold.is_dir():
        for path in sorted(gold.glob("*.json")):
            yield {**json.loads(path.read_text(encoding="utf-8")), "id": path.stem}
    else:
        yield from map(json.loads, filter(str.strip, gold.read_text(encoding="utf-8").splitlines()))


def _article(gold: Json, system: Json, tally: Tally) -> None:
    for name, key in LEVELS.items():
        tally.compare(name, map(key, gold["events"]), map(key, system["events"]))
    for wanted, given in _aligned(gold["events"], system["events"]):
        tally.value("aux", set(wanted.get("aux") or ()) == set(given["aux"]))
        if wanted.get("mode"):
            tally.value("mode", wanted["mode"] == given["mode"])
        if wanted.get("date"):
            tally.value("date of the event", wanted["date"] == given["date"])
        if wanted.get("place"):
            tally.value("place", not set(plain_words(wanted["place"])).isdisjoint(plain_words(given["place"])))
    tally.compare("quotes, by speaker", _speakers(gold), _speakers(system))
    tally.compare("dropped lines", *_junk(gold.get("junk", []), system["junk"]))
    if gold.get("published"):
        tally.value("date of publication", gold["published"] == system.get("published"))


def _aligned(gold: list[Json], system: list[Json]) -> Iterator[tuple[Json, Json]]:
    """Pair events that agree on type and parties, in order of appearance."""
    key = LEVELS["type and parties"]
    pools: dict[Hashable, list[Json]] = defaultdict(list)
    for event in system:
        pools[key(event)].append(event)
    for event in gold:
        if pools[key(event)]:
            yield event, pools[key(event)].pop(0)


def _speakers(article: Json) -> list[str]:
    return [(plain_words(quote["speaker"]) or [""])[-1] for quote in article.get("quotes", [])]


def _junk(gold: list[str], system: list[str]) -> tuple[list[str], list[str]]:
    """Return both as first words, a gold line as what the system calls it where it has that line."""
    starts = [" ".join(plain_words(line)[:JUNK_WORDS]) for line in gold]
    given = [" ".join(plain_words(line)) for line in system]
    named = [next((line for line in given if line.startswith(start)), start) for start in starts]
    return named, given


# -- annotated passages


def corpus(folder: Path, coder: str) -> Tally:
    """Compare the passages of a corpus with what is read in them; parties are compared as spans."""
    knowledge = load()
    tally = Tally()
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            passage = json.loads(line)
            article = _article_of(passage)
            readings: Iterable[Any] = [article]
            for stage in CODERS[coder][1:]:
                readings = apply(stage, iter(readings), knowledge)
            for reading in readings:
                _passage(passage, reading, tally)
    return tally


def _article_of(passage: Json) -> Article:
    """Return a passage as a clean article; a headline is no sentence of an article, so it is one here."""
    text: str = passage["text"]
    spans = tuple(Span(found.start(), found.end()) for found in re.finditer(r"[^\n]+", text))
    name = digest(passage["id"], text)
    title = text if passage.get("genre") == "headline" else None
    return Article(name, name, passage["id"], passage["id"], text, spans, title=title, lang=passage["lang"])


def _passage(passage: Json, reading: Reading, tally: Tally) -> None:
    text: str = passage["text"]
    gold = [(event["event"], _span(text, event["trigger"]), event) for event in passage["events"]]
    tally.compare("event type", [each[0] for each in gold], [r.event for r in reading.reports])
    hits: list[tuple[Json, Report]] = []
    left = list(reading.reports)
    for event, trigger, wanted in gold:
        report = next((r for r in left if r.event == event and _overlap(r.trigger, trigger)), None)
        if report is not None:
            left.remove(report)
            hits.append((wanted, report))
    tally.found["event type at its words"][0] += len(hits)
    tally.found["event type at its words"][1] += len(gold) - len(hits)
    tally.found["event type at its words"][2] += len(left)
    for wanted, report in hits:
        parties = [_span(text, words) for words in (*wanted["actor"], *wanted["recipient"])]
        given = [*report.actor_spans, *report.recipient_spans]
        tally.value("all parties of such an event", _matched(parties, given))
        tally.value("aux", set(wanted["aux"]) == set(report.aux))
        if wanted["mode"]:
            tally.value("mode", wanted["mode"] == report.mode)


def _span(text: str, words: str) -> Span:
    """Return where annotated words stand; "§2" at their end means the second place."""
    plain, _, number = words.partition("§")
    whole = list(re.finditer(rf"(?<!\w){re.escape(plain)}(?!\w)", text))
    found = whole or list(re.finditer(re.escape(plain), text))
    if not found:
        return Span(0, 0)
    match = found[min(int(number or 1), len(found)) - 1]
    return Span(match.start(), match.end())


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _matched(gold: list[Span], system: list[Span]) -> bool:
    """Say whether every span of either side meets one of the other."""
    return all(any(_overlap(g, s) for s in system) for g in gold) and all(
        any(_overlap(g, s) for g in gold) for s in system
    )


def table(figures: dict[str, dict[str, float]]) -> str:
    """Return the figures as Markdown."""
    lines = ["| what | n | precision | recall | F1 / share right |", "|---|---:|---:|---:|---:|"]
    for name, each in figures.items():
        if "f1" in each:
            lines.append(f"| {name} | {each['n']} | {each['precision']} | {each['recall']} | {each['f1']} |")
        else:
            lines.append(f"| {name} | {each['n']} | | | {each['accuracy']} |")
    return "\n".join(lines)


def main() -> None:
    """Measure and print."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("gold", type=Path, nargs="?", default=GOLD)
    asked.add_argument("pages", nargs="*", default=[str(PAGES)])
    asked.add_argument("--corpus", type=Path, help="a folder of annotated passages instead")
    asked.add_argument("--coder", default="both", choices=sorted(CODERS))
    asked.add_argument("--json", action="store_true", help="print one JSON object")
    given = asked.parse_args()
    tally = corpus(given.corpus, given.coder) if given.corpus else articles(given.gold, given.pages, given.coder)
    figures = tally.figures()
    print(json.dumps(figures) if given.json else table(figures))


if __name__ == "__main__":
    main()
