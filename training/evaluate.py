"""The measures of the tagger alone, on passages that no training saw, through the graphs that ship.

    python -m training.evaluate [--weights FOLDER] [--passages FOLDER] [--ner ../shared/ner/idner-news-2k]

Counted per language: entities (exact span and label), triggers (type at a word that overlaps), roles at
triggers found (spans that overlap), mode and aux at triggers found. Intervals are bootstrapped over passages.
"""

import argparse
import json
import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from selaras.model import Span, Word
from selaras.tagger.labels import AUX, MODES, QUOTE, ROLES, TYPES
from selaras.tagger.network import WEIGHTS, Network
from selaras.tagger.tag import arguments, candidates, entities
from training.corpus import CORPUS, TEST, passages
from training.data import Sample, held_out, samples

LIKELY = 0.4  # probability from which a proposal counts here
DRAWS = 1000
Counts = Counter[str]


def counts(sample: Sample, network: Network) -> Counts:
    """Return hits, found and gold of every measure for one sentence."""
    out: Counts = Counter()
    once = network.read([w.text for w in sample.words], sample.spaced)
    gold = {(sample.words[a].start, sample.words[b - 1].end, label) for a, b, label in sample.entities}
    told = {(s.start, s.end, label) for label, s, _ in entities(sample.words, once.entities)}
    _add(out, "entity", len(gold & told), len(told), len(gold))
    found = candidates(once.triggers)
    marked = network.told(once, [[(1, c.start, c.end)] for c in found]) if found else None
    free = list(sample.told)
    for n, candidate in enumerate(found):
        both = (candidate.types + marked.types[n][:-1]) / 2
        if both.max() < LIKELY:
            continue
        kind = TYPES[int(both.argmax())]
        name = "quote" if kind == QUOTE else "trigger"
        hit = next((t for t in free if t.trigger[0] < candidate.end and candidate.start < t.trigger[1]
                    and t.type == kind), None)  # fmt: skip
        _add(out, name, hit is not None, 1, 0)
        if hit is None:
            continue
        free.remove(hit)
        out["mode right"] += _same_mode(hit, marked.modes[n])
        out["mode all"] += hit.mode is not None
        for index, label in enumerate(AUX):
            if kind != QUOTE:
                _add(out, "aux", (marked.aux[n][index] >= 0.5) and label in hit.aux, marked.aux[n][index] >= 0.5,
                     label in hit.aux)  # fmt: skip
        argued = list(arguments(sample.words, marked.roles[n]))
        for role in ROLES:
            truth = [Span(sample.words[a].start, sample.words[b - 1].end) for a, b in hit.roles.get(role, [])]
            guess = [a.span for a in argued if a.role == role]
            hits = sum(any(g.start < t.end and t.start < g.end for g in guess) for t in truth)
            _add(out, role, hits, len(guess), len(truth))
    for each in sample.told:
        out[("quote" if each.type == QUOTE else "trigger") + " gold"] += 1
    return out


def _same_mode(hit, modes) -> bool:
    return hit.mode is not None and int(modes.argmax()) == MODES.index(hit.mode) + 1


def _add(out: Counts, name: str, hits: int, found: int, gold: int) -> None:
    out[f"{name} hits"] += int(hits)
    out[f"{name} found"] += int(found)
    out[f"{name} gold"] += int(gold)


def f1(total: Counts, name: str) -> float:
    """Return F1 of a measure from its counts."""
    both = total[f"{name} found"] + total[f"{name} gold"]
    return 2 * total[f"{name} hits"] / both if both else 0.0


def interval(each: list[Counts], name: str, seed: int = 1) -> tuple[float, float]:
    """Return the 90 % bootstrap interval of F1 over passages."""
    chance = random.Random(seed)
    drawn = sorted(
        f1(sum((chance.choice(each) for _ in each), Counter()), name) for _ in range(DRAWS if len(each) < 50 else 200)
    )
    return drawn[len(drawn) // 20], drawn[-len(drawn) // 20 - 1]


NAMES = ("entity", "trigger", "quote", "actor", "recipient", "place", "time", "source", "content", "aux")


def table(found: Iterable[Sample], network: Network) -> dict[str, dict[str, object]]:
    """Return the measures by language."""
    by: dict[str, dict[str, Counts]] = defaultdict(lambda: defaultdict(Counter))
    for sample in found:
        if sample.words:
            by[sample.lang][sample.passage] += counts(sample, network)
    out: dict[str, dict[str, object]] = {}
    for lang, each in sorted(by.items()):
        total = sum(each.values(), Counter())
        out[lang] = {name: round(f1(total, name), 3) for name in NAMES}
        out[lang]["trigger P"] = round(total["trigger hits"] / max(1, total["trigger found"]), 3)
        out[lang]["mode"] = round(total["mode right"] / max(1, total["mode all"]), 3)
        out[lang]["passages"] = len(each)
        out[lang]["trigger 90 %"] = [round(x, 3) for x in interval(list(each.values()), "trigger")]
    return out


def pairs(found: Iterable[Sample], network: Network) -> dict[str, object]:
    """Accuracy and macro-F1 of the type between two marked parties, of the first actor and recipient of each event."""
    total: Counts = Counter()
    for sample in found:
        once = network.read([w.text for w in sample.words], sample.spaced) if sample.words else None
        for told in sample.told:
            actors, recipients = told.roles.get("actor", []), told.roles.get("recipient", [])
            parties = [*actors[:1], *recipients[:1]] if recipients else actors[:2]
            if once is None or told.type == QUOTE or len(parties) < 2:
                continue
            marked = network.told(once, [[(mark, *span) for mark, span in zip((2, 3), parties, strict=True)]])
            guess = TYPES[int(marked.pairs[0][:-1].argmax())]
            _add(total, guess, guess == told.type, 1, 0)
            _add(total, told.type, False, 0, 1)
    each = [f1(total, name) for name in TYPES if name != QUOTE]
    hits, gold = (sum(total[f"{name} {what}"] for name in TYPES) for what in ("hits", "gold"))
    return {"pairs": gold, "accuracy": round(hits / max(1, gold), 3), "macro-F1": round(sum(each) / len(each), 3)}


def outside(folder: Path, network: Network) -> float:
    """F1 on idner-news-2k's test part: PER, ORG and LOC (GPE, LOC and FAC count as LOC), exact spans."""
    to = {"PER": "PER", "ORG": "ORG", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC"}
    total: Counts = Counter()
    for tokens, tags in _conll(folder / "test.txt"):
        once = network.read(tokens, [True] * len(tokens))
        row = [Word(token, token.lower(), at, at + 1) for at, token in enumerate(tokens)]
        told = {
            (s.start, s.end, to[label])
            for label, s, _ in entities(row[: len(once.starts)], once.entities)
            if label in to
        }
        gold = set(_gold(tags))
        _add(total, "ner", len(gold & told), len(told), len(gold))
    return f1(total, "ner")


def _conll(path: Path) -> Iterator[tuple[list[str], list[str]]]:
    tokens: list[str] = []
    tags: list[str] = []
    for line in [*path.read_text(encoding="utf-8").splitlines(), ""]:
        cells = line.split()
        if len(cells) >= 3:
            tokens.append(cells[0])
            tags.append(cells[-1])
        elif tokens:
            yield tokens, tags
            tokens, tags = [], []


def _gold(tags: list[str]) -> Iterator[tuple[int, int, str]]:
    start = None
    for at, tag in enumerate([*tags, "O"]):
        if start is not None and not tag.startswith("I-"):
            yield start, at, tags[start][2:]
            start = None
        if tag.startswith("B-"):
            start = at


def main() -> None:
    """Print the table as JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--weights", type=Path, default=WEIGHTS)
    parser.add_argument("--passages", type=Path, default=CORPUS, help="of training/test all count, else the held-out")
    parser.add_argument("--ner", type=Path, default=Path(__file__).parents[2] / "shared" / "ner" / "idner-news-2k")
    chosen = parser.parse_args()
    chosen.passages = chosen.passages.resolve()
    network = Network(chosen.weights, threads=2)
    kept = [p for p in passages(chosen.passages) if chosen.passages == TEST or held_out(p["id"])]
    found = list(samples(kept))
    out: dict[str, object] = dict(table(found, network))
    for lang in sorted({sample.lang for sample in found}):
        out[f"marked pairs, {lang}"] = pairs((s for s in found if s.lang == lang), network)
    if chosen.ner.is_dir():
        out["idner-news-2k"] = round(outside(chosen.ner, network), 3)
    print(json.dumps(out, indent=1))


if __name__ == "__main__":
    main()
