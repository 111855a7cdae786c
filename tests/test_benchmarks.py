"""The benchmarks run, and say the same twice; how fast a machine is, no test can know."""

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from selaras.pipeline import ORDER

ROOT = Path(__file__).parent.parent
BENCHMARKS = ROOT / "benchmarks"
ARTICLES = 12


def run(script, *options):
    """Run a benchmark; return what it prints."""
    command = [sys.executable, str(BENCHMARKS / script), *options]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def measured(tmp_path_factory):
    out = tmp_path_factory.mktemp("bench") / "results.json"
    printed = run("throughput.py", "--articles", str(ARTICLES), "--out", str(out))
    return json.loads(out.read_text(encoding="utf-8")), printed


def test_throughput_measures_code_read_and_every_stage(measured):
    figures, printed = measured
    assert figures["articles"] == ARTICLES
    assert figures["words"] > 200 * ARTICLES
    assert figures["events"] > 0
    assert figures["quotes"] > 0
    for job in ("code", "code --coder rules", "read"):
        assert 0 < figures[job]["articles_per_second"] < 100_000
        assert 20 < figures[job]["peak_megabytes"] < 1000
        assert f"| `selaras {job}` |" in printed
    assert list(figures["stages"]) == ["read", *(stage.name for stage in ORDER), "write JSON"]
    assert sum(each["share"] for each in figures["stages"].values()) == pytest.approx(1, abs=0.01)
    assert figures["read_to_code"] > 0


def test_throughput_names_no_machine(measured):
    import getpass
    import platform

    figures, _ = measured
    written = json.dumps(figures)
    assert platform.node() not in written
    assert getpass.getuser() not in written
    assert "/" not in written.replace("write JSON", "")


def test_the_pile_is_the_same_for_the_same_seed(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    import pile

    made = []
    for name, seed in (("one", 7), ("two", 7), ("other", 8)):
        folder = tmp_path / name
        folder.mkdir()
        size = pile.write_pile(folder, 5, seed)
        files = {path.name: path.read_bytes() for path in folder.iterdir()}
        assert len(files) == 5
        assert size == sum(map(len, files.values()))
        made.append(files)
    assert made[0] == made[1]
    assert made[0] != made[2]


def test_quality_of_the_sample():
    figures = json.loads(run("quality.py", "--json"))
    assert figures["date of publication"] == {"accuracy": 1.0, "n": 20}
    for name in ("event type", "type and parties", "quotes, by speaker", "dropped lines"):
        assert figures[name]["n"] > 0
        assert 0 < figures[name]["f1"] <= 1


def test_quality_counts_hits_misses_and_extras(tmp_path):
    page = tmp_path / "a.txt"
    page.write_text("Rusia mengecam Ukraina di Moskow pada 3 Mei 2022.\n", encoding="utf-8")
    event = {
        "event": "ACCUSE",
        "mode": None,
        "aux": [],
        "actor": ["RUS"],
        "recipient": ["UKR"],
        "date": None,
        "place": None,
    }
    gold = [
        {"id": "a", "published": None, "events": [event, {**event, "event": "AID"}], "quotes": [], "junk": []},
        {"id": "not there", "published": None, "events": [event], "quotes": [], "junk": []},
    ]
    path = tmp_path / "gold.jsonl"
    path.write_text("\n".join(map(json.dumps, gold)), encoding="utf-8")
    figures = json.loads(run("quality.py", str(path), str(page), "--json"))
    assert figures["type and parties"] == {"precision": 1.0, "recall": 0.333, "f1": 0.5, "n": 3}


def test_quality_of_annotated_passages(tmp_path):
    passage = {
        "id": "p1", "lang": "id", "genre": "lede", "text": "Rusia mengecam Ukraina.", "quotes": [],
        "events": [{"event": "ACCUSE", "mode": None, "aux": [], "trigger": "mengecam", "actor": ["Rusia"],
                    "recipient": ["Ukraina"], "place": [], "time": [], "source": []}],
    }  # fmt: skip
    (tmp_path / "a.jsonl").write_text(json.dumps(passage) + "\n", encoding="utf-8")
    figures = json.loads(run("quality.py", "--corpus", str(tmp_path), "--json"))
    assert figures["event type at its words"]["f1"] == 1.0
    assert figures["all parties of such an event"] == {"accuracy": 1.0, "n": 1}


def test_linking_counts_parties_and_links(tmp_path):
    page = tmp_path / "a.txt"
    page.write_text("Rusia mengecam Ukraina di sidang PBB pada 3 Mei 2022.\n\nJerman diam.\n", encoding="utf-8")
    event = {"event": "ACCUSE", "actor": ["RUS"], "recipient": ["UKR", "XYZ"], "sentence": "Rusia mengecam Ukraina"}
    gold = tmp_path / "gold.jsonl"
    gold.write_text(json.dumps({"id": "a", "events": [event], "quotes": []}), encoding="utf-8")
    figures = json.loads(run("linking.py", str(gold), str(page), "--json"))
    assert (figures["parties"], figures["found"]) == (3, pytest.approx(2 / 3))  # XYZ is nowhere
    assert (figures["links"], figures["right"]) == (3, pytest.approx(2 / 3))  # the UN is party to nothing; Germany's
    assert figures["by_how"]["name"]["links"] == 3  # sentence tells no event
    assert figures["articles_per_second"] > 0


def test_coders_are_compared_by_type_and_all_parties(monkeypatch):
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    import coders

    met, aided = ("CONSULT", frozenset("AB")), ("AID", frozenset("A"))
    assert coders.compared(Counter([met, met, aided]), Counter([met, ("AID", frozenset("AB"))])) == coders.Counted(
        1, 2, 3
    )
    found = coders.figures([coders.Counted(1, 2, 3), coders.Counted(3, 4, 3)])
    assert (found["precision"], found["recall"], found["f1"]) == (0.667, 0.667, 0.667)
    assert found["interval"][0] <= found["f1"] <= found["interval"][1]
    assert "| x (2, 6 events) | **0.67** (" in coders.table({"x": {"rules": found}})
