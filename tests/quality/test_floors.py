"""Quality may rise unseen, but it cannot sink unseen.

Each floor stands next to the digest of the data it was measured on, a little below the figure measured
then. Whoever changes the data or lowers a floor does so here, for all to see.
"""

import json
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

import selaras
from selaras.actors import link
from selaras.events import code, code_rules
from selaras.export import record
from selaras.knowledge import load
from selaras.language import read
from selaras.model import Article, Reading, Span, digest
from selaras.pipeline import Settings, run
from selaras.tagger import load_network, tag

TESTS = Path(__file__).parents[1]
SHARED = TESTS.parents[1] / "shared"
SAMPLE = Path(selaras.__file__).parent / "sample" / "pages"
SAMPLE_GOLD = TESTS / "sample_gold.jsonl"
DEV = SHARED / "gold" / "dev"
CORPUS = SHARED / "corpus"
TAGGED = ("entity", "trigger", "quote", "actor", "recipient", "place", "time", "source", "content", "aux", "mode")
ONE_IN = 5  # passages of the corpus that are read: the first of every so many


@dataclass(frozen=True)
class Floor:
    """The least that each figure may be, on data with this digest."""

    data: str
    figures: dict[str, float]

    def hold(self, data: str, figures: dict[str, float]) -> None:
        if data != self.data:
            pytest.fail(
                f"the data have changed (digest {data}, the floors were set on {self.data}): measure again, then pin"
                f" floors and digest here; today's figures are {rounded(figures)}"
            )
        sunk = {name: (round(figures[name], 3), least) for name, least in self.figures.items() if figures[name] < least}
        assert not sunk, f"below the floor (figure, floor): {sunk}; all figures: {rounded(figures)}"


FLOORS = {
    "sample, both": Floor(
        "0424f73a3e34d60a",
        {
            "type_f1": 0.865, "pair_f1": 0.745, "tuple_f1": 0.7, "pair_precision": 0.735, "quote_f1": 0.79,
            "junk_f1": 0.965, "aux": 0.935, "mode": 0.69, "date": 0.92, "place": 0.745, "published": 1.0,
        },
    ),
    "sample, rules": Floor(
        "0424f73a3e34d60a",
        {
            "type_f1": 0.85, "pair_f1": 0.675, "tuple_f1": 0.65, "pair_precision": 0.67, "quote_f1": 0.79,
            "aux": 0.965, "mode": 0.8, "date": 0.98, "place": 0.935,
        },
    ),
    "dev, both": Floor(
        "704e1e5b9a5268c1",
        {
            "type_f1": 0.675, "pair_f1": 0.505, "tuple_f1": 0.405, "pair_precision": 0.57, "quote_f1": 0.95,
            "junk_f1": 0.98, "aux": 0.84, "mode": 0.745, "date": 0.67, "place": 0.4, "published": 1.0,
        },
    ),
    "dev, rules": Floor(
        "704e1e5b9a5268c1",
        {
            "type_f1": 0.695, "pair_f1": 0.51, "tuple_f1": 0.47, "pair_precision": 0.6, "aux": 0.87, "mode": 0.75,
            "date": 0.74, "place": 0.385,
        },
    ),
    "corpus, rules": Floor(
        "8db02536efc975c7",
        {
            "type_f1": 0.63, "trigger_f1": 0.615, "trigger_precision": 0.805, "parties": 0.765,
        },
    ),
    "held-out, tagger": Floor(
        "74bb335618d552c2",
        {
            "id entity": 0.87, "id trigger": 0.655, "id quote": 0.845, "id actor": 0.905, "id recipient": 0.75,
            "id place": 0.715, "id time": 0.84, "id source": 0.68, "id content": 0.9, "id aux": 0.825,
            "id mode": 0.655, "en entity": 0.865, "en trigger": 0.62, "en quote": 0.89, "en actor": 0.915,
            "en recipient": 0.7, "en place": 0.685, "en time": 0.81, "en source": 0.745, "en content": 0.845,
            "en aux": 0.745, "en mode": 0.7,
        },
    ),
    "test passages, both": Floor(
        "bc77e784cfb9d300",
        {
            "pair_f1": 0.515, "pair_precision": 0.655,
        },
    ),
}  # fmt: skip


def rounded(figures: dict[str, float]) -> dict[str, float]:
    return {name: round(value, 3) for name, value in figures.items()}


def digest_of(paths: Iterable[Path]) -> str:
    return digest(*(part for path in paths for part in (path.name, path.read_bytes())))


def coded(folder: Path, coder: str) -> list[dict[str, Any]]:
    return [record(item) for item in run([str(folder)], Settings(coder=coder)) if isinstance(item, Reading)]


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def needs(path: Path) -> None:
    if not path.is_dir():
        pytest.skip(f"the measuring data are not beside the repository (../shared/{path.relative_to(SHARED)})")


@pytest.mark.parametrize("coder", ["both", "rules"])
def test_sample_floor(coder: str) -> None:
    from scoring import score

    records = coded(SAMPLE, coder)
    gold = lines(SAMPLE_GOLD)
    assert {r["id"] for r in records} == {g["id"] for g in gold}
    FLOORS[f"sample, {coder}"].hold(
        digest_of([SAMPLE_GOLD, *sorted(p for p in SAMPLE.iterdir() if p.is_file())]), score(gold, records).figures()
    )


@pytest.fixture(scope="module", params=["both", "rules"])
def dev(request: pytest.FixtureRequest) -> tuple[str, list[dict[str, Any]], list[dict[str, Any]]]:
    needs(DEV)
    gold = [{**json.loads(p.read_text("utf-8")), "id": p.stem} for p in sorted((DEV / "gold").glob("*.json"))]
    return request.param, gold, coded(DEV / "text", request.param)


def test_dev_floor(dev: tuple[str, list[dict[str, Any]], list[dict[str, Any]]]) -> None:
    from scoring import score

    files = [*sorted((DEV / "gold").iterdir()), *sorted((DEV / "text").iterdir())]
    FLOORS[f"dev, {dev[0]}"].hold(digest_of(files), score(*dev[1:]).figures())


def test_the_scorers_agree(dev: tuple[str, list[dict[str, Any]], list[dict[str, Any]]], tmp_path: Path) -> None:
    """The scorer beside the gold records and the one of this folder give the same figures."""
    from scoring import score

    out = tmp_path / "system.jsonl"
    out.write_text("\n".join(json.dumps(r, ensure_ascii=False) for r in dev[2]), encoding="utf-8")
    command = [sys.executable, str(SHARED / "gold" / "score.py"), str(DEV / "gold"), str(out), "--json"]
    theirs = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    ours = rounded(score(*dev[1:]).figures())
    for name in ("aux", "mode", "date", "place", "published"):
        ours[f"{name}_accuracy"] = ours.pop(name)
    assert {name: theirs[name] for name in ours} == ours


def passage(text: str, lang: str, headline: bool) -> Reading:
    """Read one passage of the corpus, paragraphs separated by line breaks, without a date."""
    spans, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            spans.append(Span(at, at + len(line)))
        at += len(line) + 1
    article = Article("a", "p", "x", "x", text, tuple(spans), title=text if headline else None, lang=lang)
    knowledge = load()
    (reading,) = read([article])
    assert isinstance(reading, Reading)
    reading = replace(reading, article=replace(reading.article, lang=lang))
    (reading,) = code_rules(link([reading], knowledge), knowledge)
    assert isinstance(reading, Reading)
    return reading


def place_of(text: str, words: str) -> tuple[int, int]:
    """Where annotated words stand; "§2" behind them means their second occurrence."""
    words, _, number = words.partition("§")
    at = -1
    for _ in range(int(number or 1)):
        at = text.index(words, at + 1)
    return at, at + len(words)


def overlap(first: tuple[int, int], second: Span) -> bool:
    return first[0] < second.end and second.start < first[1]


def corpus_figures(passages: Iterable[dict[str, Any]]) -> dict[str, float]:
    """Events found by type and by trigger (same type, words in common), and parties found of those."""
    from scoring import Found, Share

    types, triggers, parties = Found(), Found(), Share()
    for each in passages:
        text = each["text"]
        reading = passage(text, each["lang"], each["genre"] == "headline")
        told = list(reading.reports)
        types.add((e["event"] for e in each["events"]), (r.event for r in told if r.repeats is None))
        triggers.gold += len(each["events"])
        triggers.system += len(told)
        for event in each["events"]:
            where = place_of(text, event["trigger"])
            same = next((r for r in told if r.event == event["event"] and overlap(where, r.trigger)), None)
            if same is None:
                continue
            told.remove(same)
            triggers.hit += 1
            for words in (*event["actor"], *event["recipient"]):
                spans = (*same.actor_spans, *same.recipient_spans)
                parties.add(any(overlap(place_of(text, words), span) for span in spans))
    return {
        "type_f1": types.f1, "trigger_f1": triggers.f1, "trigger_precision": triggers.precision,
        "parties": parties.value,
    }  # fmt: skip


def test_corpus_floor() -> None:
    needs(CORPUS)
    files = sorted(CORPUS.glob("*.jsonl"))
    passages = [each for path in files for each in lines(path)][::ONE_IN]
    FLOORS["corpus, rules"].hold(digest_of(files), corpus_figures(passages))


# -- the trained model, on passages that stand in the repository and that no training saw


@pytest.fixture(scope="module")
def training() -> Path:
    """The folder of the corpus, its package importable."""
    folder = TESTS.parent / "training"
    if not folder.is_dir():
        pytest.skip("the corpus is not here: this is an installed package, not the repository")
    sys.path.append(str(folder.parent))
    return folder


def test_tagger_floor(training: Path) -> None:
    from training.corpus import CORPUS as PASSAGES
    from training.corpus import passages
    from training.data import held_out, samples
    from training.evaluate import table

    kept = [each for each in passages(PASSAGES) if held_out(each["id"])]
    found = table(samples(kept), load_network())
    figures = {f"{lang} {name}": float(found[lang][name]) for lang in ("id", "en") for name in TAGGED}
    FLOORS["held-out, tagger"].hold(digest(*(json.dumps(each, sort_keys=True) for each in kept)), figures)


def test_both_floor_on_test_passages(training: Path) -> None:
    """Events by type and all parties, each once a passage; parties are the linked mentions in the annotated words."""
    from scoring import Found
    from training.corpus import TEST, passages
    from training.data import article
    from training.joining import annotated, event

    kept = list(passages(TEST))[::ONE_IN]
    knowledge, found = load(), Found()
    for each in kept:
        (reading,) = code(tag(link(read([article(each)]), knowledge), knowledge), knowledge)
        assert isinstance(reading, Reading)
        told = {event(report) for report in reading.reports if report.repeats is None}
        found.add({gold for gold in annotated(each, reading) if gold[1]}, told)
    data = digest(*(json.dumps(each, sort_keys=True) for each in kept))
    FLOORS["test passages, both"].hold(data, {"pair_f1": found.f1, "pair_precision": found.precision})
