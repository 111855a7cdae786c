"""The corpus: annotated passages as lines of JSON, copied from the project's source and checked.

Always true of a passage in training/corpus: every string of its annotation occurs in its text on whole
words ("words§2" is the second occurrence), labels and modes are those of the codebook, texts are unique.
"""

import json
import re
import shutil
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from selaras.knowledge.plover import plover

CORPUS = Path(__file__).parent / "corpus"
TEST = Path(__file__).parent / "test"  # never trained on, never looked at while rules and weights are made
SOURCE = Path(__file__).parents[2] / "shared" / "corpus"
LABELS = ("PER", "ORG", "GPE", "LOC", "NORP", "FAC", "EVENT", "LAW", "DATE")
ROLES = ("actor", "recipient", "place", "time", "source")


def passages(folder: Path) -> Iterator[dict[str, Any]]:
    """Yield the passages of all files of a folder in order of file and line."""
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.strip():
                yield json.loads(line)


def locate(text: str, needle: str) -> tuple[int, int] | None:
    """Return [start, end) of "words" or "words§k" in a text, None where it does not occur so often."""
    bare, _, count = needle.partition("§")
    hits = occurrences(text, bare) if bare else []
    number = int(count or 1)
    return hits[number - 1] if 0 < number <= len(hits) else None


def occurrences(text: str, bare: str) -> list[tuple[int, int]]:
    """Return all places where words stand in a text, on whole words."""
    return [m.span() for m in re.finditer(r"(?<!\w)" + re.escape(bare) + r"(?!\w)", text)]


def problems(passage: dict[str, Any]) -> Iterator[str]:
    """Yield one sentence for each thing wrong with a passage."""
    text = passage["text"]
    ontology = plover()
    for span, label in passage["entities"]:
        if label not in LABELS:
            yield f"{label} is no entity label"
        if locate(text, span) is None:
            yield f"entity {span!r} is not in the text"
    for event in passage["events"]:
        kind = ontology.types.get(event["event"])
        if kind is None:
            yield f"{event['event']} is no event type"
        elif event["mode"] is not None and event["mode"] not in kind.modes:
            yield f"{event['mode']} is no mode of {kind.name}"
        if set(event["aux"]) - set(ontology.aux):
            yield f"aux {event['aux']}"
        if not event["actor"] and not event["recipient"]:
            yield f"event without party: {event['trigger']}"
        for span in [event["trigger"], *(s for role in ROLES for s in event[role])]:
            if locate(text, span) is None:
                yield f"{span!r} is not in the text"
    for quote in passage["quotes"]:
        for span in (quote["span"], quote["speaker"], quote["cue"]):
            if span and locate(text, span) is None:
                yield f"quote {span[:60]!r} is not in the text"


def main() -> None:
    """Copy the shared files where they lie beside the checkout, check all, print counts; exit 1 on a problem."""
    CORPUS.mkdir(exist_ok=True)
    for path in sorted(SOURCE.glob("*.jsonl")):
        shutil.copyfile(path, CORPUS / path.name)
    count: Counter[str] = Counter()
    seen: set[str] = set()
    bad = 0
    for path in (*sorted(CORPUS.glob("*.jsonl")), *sorted(TEST.glob("*.jsonl"))):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            try:
                passage = json.loads(line)
                found = list(problems(passage))
                text = passage["text"]
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                found, text = [f"{type(error).__name__}: {error}"], ""
                passage = {"lang": "?", "events": []}
            if text and text in seen:
                found.append("same text twice")
            seen.add(text)
            for problem in found:
                print(f"{path.name}:{number}: {problem}")
            bad += len(found)
            count[f"passages {passage['lang']}"] += 1
            count["events"] += len(passage["events"])
            count["passages without event"] += not passage["events"]
    print(", ".join(f"{name} {number}" for name, number in sorted(count.items())))
    sys.exit(bad > 0)


if __name__ == "__main__":
    main()
