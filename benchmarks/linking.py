"""How good the linking is, before any event is typed: parties found, links right, and what a confidence is worth.

By default the bundled sample against tests/sample_gold.jsonl. With GOLD (a JSONL file, or a folder with
one JSON file per article, in the form that `selaras code` prints) and PAGES (files or folders) any other.

- found: share of the gold parties that are linked somewhere in the sentence that tells their event;
- right: share of the links in such sentences whose codes are all parties or speakers of that article. A
  state that is told of without being party to anything counts as wrong, so this is the lower bound;
- reliability: the same by how the link was made, and by its confidence, beside the confidence stated;
- speed: articles linked per second of the processor, and what loading the knowledge takes.

usage: linking.py [GOLD PAGES...] [--json]
"""

import argparse
import json
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from quality import GOLD, PAGES, plain_words, records
from selaras.actors import link
from selaras.knowledge import load
from selaras.language import read
from selaras.model import Mention, Reading, Skipped
from selaras.pages import ReadOptions, clean
from selaras.pages import read as read_pages

REPEAT = 5  # times the articles are linked for the speed

Json = dict[str, Any]


def told(gold: Json, reading: Reading) -> Iterator[tuple[Json, list[Mention]]]:
    """Yield each gold event whose sentence is found, with the mentions of that sentence."""
    text = reading.article.text
    spelled = {s.index: " ".join(plain_words(text[s.span.start : s.span.end])) for s in reading.sentences}
    for event in gold["events"]:
        start = " ".join(plain_words(event["sentence"]))  # the first words of the sentence, or of a part of it
        opens = [index for index, words in spelled.items() if words.startswith(start)]
        holds = opens or [index for index, words in spelled.items() if start in words]
        if start and holds:
            yield event, [m for m in reading.mentions if m.sentence == holds[0] and m.codes]


def measure(gold: list[Json], readings: list[Reading]) -> Json:
    """Count parties found and links right over articles that have the same name in both."""
    found, parties = 0, 0
    links: list[tuple[Mention, bool]] = []
    named = {reading.article.name: reading for reading in readings}
    for article in gold:
        reading = named.get(article["id"])
        own = {code for e in article["events"] for code in (*e["actor"], *e["recipient"])}
        own |= {quote["code"] for quote in article["quotes"] if quote.get("code")}
        parties += sum(len(e["actor"]) + len(e["recipient"]) for e in article["events"])
        seen: set[int] = set()
        for event, mentions in told(article, reading) if reading is not None else ():
            codes = {code for mention in mentions for code in mention.codes}
            found += sum(code in codes for code in (*event["actor"], *event["recipient"]))
            for mention in mentions:
                if mention.sentence not in seen and mention.how != "place":
                    links.append((mention, set(mention.codes) <= own))
            seen.update(mention.sentence for mention in mentions)
    return {
        "articles": len(gold),
        "parties": parties,
        "found": found / max(parties, 1),
        "links": len(links),
        "right": sum(is_right for _, is_right in links) / max(len(links), 1),
        "by_how": reliability(links, lambda mention: mention.how),
        "by_confidence": reliability(links, lambda mention: f"{mention.confidence:.1f}"),
    }


def reliability(links: list[tuple[Mention, bool]], key: Callable[[Mention], str]) -> dict[str, Json]:
    """Return per group the number of links, the share that is right, and the mean confidence stated."""
    groups: dict[str, list[tuple[Mention, bool]]] = defaultdict(list)
    for mention, is_right in links:
        groups[key(mention)].append((mention, is_right))
    return {
        name: {
            "links": len(group),
            "right": sum(is_right for _, is_right in group) / len(group),
            "stated": sum(mention.confidence for mention, _ in group) / len(group),
        }
        for name, group in sorted(groups.items(), key=lambda item: (-len(item[1]), item[0]))
    }


def run(gold: Path, pages: list[str]) -> Json:
    """Read and link the pages, and measure."""
    started = time.process_time()
    knowledge = load()
    loading = time.process_time() - started
    articles = list(clean(read_pages(pages, ReadOptions())))
    unlinked = list(read(articles))
    readings = [reading for reading in link(unlinked, knowledge) if not isinstance(reading, Skipped)]
    started = time.process_time()
    for _ in range(REPEAT):
        for _reading in link(unlinked, knowledge):
            pass
    speed = REPEAT * len(unlinked) / (time.process_time() - started)
    return {**measure(list(records(gold)), readings), "loading_seconds": loading, "articles_per_second": speed}


def table(figures: Json) -> str:
    """Return the figures as Markdown."""
    lines = [
        f"{figures['articles']} articles: {figures['found']:.3f} of {figures['parties']} parties found, "
        f"{figures['right']:.3f} of {figures['links']} links right; {figures['articles_per_second']:.0f} articles/s, "
        f"knowledge loaded in {figures['loading_seconds']:.2f} s.",
    ]
    for title, key in (("how", "by_how"), ("confidence", "by_confidence")):
        lines += ["", f"| {title} | links | right | stated |", "|---|---:|---:|---:|"]
        lines += [f"| {n} | {g['links']} | {g['right']:.2f} | {g['stated']:.2f} |" for n, g in figures[key].items()]
    return "\n".join(lines)


def main() -> None:
    """Measure and print."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("gold", type=Path, nargs="?", default=GOLD)
    asked.add_argument("pages", nargs="*", default=[str(PAGES)])
    asked.add_argument("--json", action="store_true", help="print one JSON object")
    given = asked.parse_args()
    figures = run(given.gold, given.pages)
    print(json.dumps(figures) if given.json else table(figures))


if __name__ == "__main__":
    main()
