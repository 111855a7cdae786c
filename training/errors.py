"""What is wrong on annotated articles, and why: causes counted, then the twenty worst sentences.

    python -m training.errors [GOLD TEXT] [--coder both] [--worst 20]

GOLD is a folder of records in the codebook's form, TEXT one with the articles (default: ../shared/gold/dev).
A cause is named for every event that is missed or too many; see docs/methods/tagger.md.
"""

import argparse
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from selaras.model import Reading, Report, Sentence
from selaras.pipeline import CODERS, Settings, run

GOLD = Path(__file__).parents[2] / "shared" / "gold" / "dev"
SHOWN = 260  # characters of a sentence


@dataclass(frozen=True)
class Fault:
    """An event that is missed ("-") or too many ("+"), in a sentence, with its cause."""

    sign: str
    cause: str
    article: str
    sentence: str
    what: str


def faults(reading: Reading, gold: list[dict[str, Any]]) -> Iterator[Fault]:
    """Yield what is wrong with the reading of one article."""
    told = [r for r in reading.reports if r.repeats is None]
    open_gold, open_told = list(gold), list(told)
    for report in told:
        same = next((g for g in open_gold if _key(g) == _report_key(report)), None)
        if same is not None:
            open_gold.remove(same)
            open_told.remove(report)
    for event in open_gold:
        sentence = _sentence(reading, event)
        cause = _missed(reading, event, sentence, open_told) if sentence else "sentence not found"
        yield Fault("-", cause, reading.article.name, _text(reading, sentence), _said(event))
    for report in open_told:
        sentence = reading.sentences[report.sentence]
        cause = _extra(reading, report, gold, open_gold)
        what = f"{report.event} {','.join(report.actors)} > {','.join(report.recipients)} [{report.coder}]"
        yield Fault("+", cause, reading.article.name, _text(reading, sentence), what)


def _missed(reading: Reading, event: dict[str, Any], sentence: Sentence, extra: list[Report]) -> str:
    parties = {*event["actor"], *event["recipient"]}
    here = [r for r in reading.reports if r.sentence == sentence.index]
    linked = {code for m in reading.mentions if m.sentence == sentence.index for code in m.codes}
    at = [r for r in here if event["trigger"].lower() in _words(reading, r).lower()]
    if any(r.event == event["event"] and r.repeats is not None for r in here):
        return "taken for a repeat"
    if any(r.event == event["event"] for r in at) or any(r.event == event["event"] and r in extra for r in here):
        return "other parties" if parties <= linked else "other parties: one is not linked"
    if at:
        return "other type"
    if not parties & linked:
        return "not seen: no party is linked"
    proposals = [p for p in reading.proposals if p.sentence == sentence.index and p.event == event["event"]]
    return "not sure enough" if proposals else "not seen"


def _extra(reading: Reading, report: Report, gold: list[dict[str, Any]], missed: list[dict[str, Any]]) -> str:
    here = [g for g in gold if _sentence(reading, g) == reading.sentences[report.sentence]]
    if _report_key(report) in {_key(g) for g in gold}:
        return "a repeat not recognised"
    if any(g["event"] == report.event for g in here if g in missed):
        return "other parties"
    if any(g["trigger"].lower() in _words(reading, report).lower() for g in here):
        return "other type"
    return "no such event"


def _key(event: dict[str, Any]) -> tuple[str, frozenset[str]]:
    return event["event"], frozenset({*event["actor"], *event["recipient"]})


def _report_key(report: Report) -> tuple[str, frozenset[str]]:
    return report.event, frozenset({*report.actors, *report.recipients})


def _words(reading: Reading, report: Report) -> str:
    return reading.article.text[report.trigger.start : report.trigger.end]


def _sentence(reading: Reading, event: dict[str, Any]) -> Sentence | None:
    """The sentence that begins as the record says; of several the one with the trigger."""
    begins = re.sub(r"\W+", " ", event["sentence"]).strip().casefold()
    found = [
        s for s in reading.sentences if re.sub(r"\W+", " ", _text(reading, s)).strip().casefold().startswith(begins)
    ]
    with_trigger = [s for s in found if event["trigger"].lower() in _whole(reading, s).lower()]
    return next(iter([*with_trigger, *found]), None)


def _whole(reading: Reading, sentence: Sentence) -> str:
    return reading.article.text[sentence.span.start : sentence.span.end]


def _text(reading: Reading, sentence: Sentence | None) -> str:
    return " ".join(_whole(reading, sentence).split())[:SHOWN] if sentence else ""


def _said(event: dict[str, Any]) -> str:
    return f"{event['event']} {','.join(event['actor'])} > {','.join(event['recipient'])} ({event['trigger']})"


def main() -> None:
    """Print causes and worst sentences."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path, nargs="?", default=GOLD / "gold")
    parser.add_argument("text", type=Path, nargs="?", default=GOLD / "text")
    parser.add_argument("--coder", default="both", choices=sorted(CODERS))
    parser.add_argument("--worst", type=int, default=20)
    chosen = parser.parse_args()
    if not chosen.gold.is_dir():
        sys.exit(f"{chosen.gold}: there is no such folder; name one with records in the codebook's form")
    found: list[Fault] = []
    for reading in run([str(chosen.text)], Settings(coder=chosen.coder)):
        if isinstance(reading, Reading):
            path = chosen.gold / f"{reading.article.name}.json"
            if path.is_file():
                found += faults(reading, json.loads(path.read_text(encoding="utf-8"))["events"])
    for (sign, cause), number in Counter((f.sign, f.cause) for f in found).most_common():
        print(f"{sign} {number:4d} {cause}")
    by: dict[tuple[str, str], list[Fault]] = defaultdict(list)
    for fault in found:
        by[fault.article, fault.sentence].append(fault)
    for (article, sentence), each in sorted(by.items(), key=lambda item: -len(item[1]))[: chosen.worst]:
        print(f"\n{article}: {sentence}")
        for fault in each:
            print(f"   {fault.sign} {fault.what}: {fault.cause}")


if __name__ == "__main__":
    main()
