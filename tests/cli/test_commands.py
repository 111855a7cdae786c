"""Commands end to end: what they print, where, and how they end."""

import json
import subprocess
import sys
import time

import pytest
from typer.testing import CliRunner

from selaras.cli import COMMANDS, app

NAMES = [command.__name__ for command in COMMANDS]


def lines(text):
    return [json.loads(line) for line in text.splitlines()]


@pytest.mark.parametrize("name", NAMES)
def test_every_command_helps_with_an_example_and_has_json(name):
    shown = CliRunner().invoke(app, [name, "--help"], env={"COLUMNS": "80"})
    assert shown.exit_code == 0
    assert f"Example:\n    selaras {name}" in shown.output
    assert "--json" in shown.output
    assert max(map(len, shown.output.splitlines())) <= 80


def test_help_answers_at_once():
    started = time.perf_counter()
    shown = subprocess.run([sys.executable, "-m", "selaras.cli", "--help"], text=True, capture_output=True, check=True)
    assert time.perf_counter() - started < 2  # 0.15 s on an idle machine; other work may go on beside
    assert all(name in shown.stdout for name in NAMES)
    assert "Exit codes: 0 all read, 2 wrong usage, 3 some inputs were refused" in shown.stdout


def test_help_imports_nothing_heavy():
    heavy = "sqlalchemy|trafilatura|httpx|selaras.knowledge|rich.console|lxml|alembic"
    script = f"import sys, selaras.cli; sys.exit(any(m in sys.modules for m in {heavy.split('|')!r}))"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


def test_code_prints_one_record_for_reading_or_lines_for_several(selaras, news):
    one = selaras("code", news.name)
    assert one.returncode == 0
    record = json.loads(one.stdout)
    assert record["id"] == "oslo"
    assert list(record) == [
        "id", "lang", "title", "published", "wire", "junk", "flags", "events", "quotes",
    ]  # fmt: skip
    assert record["events"]
    assert one.stdout.count("\n") > 5
    (line,) = lines(selaras("code", news.name, "--jsonl").stdout)
    assert line == record
    assert [each["id"] for each in lines(selaras("code", news.name, news.name).stdout)] == ["oslo", "oslo"]


def test_code_from_stdin_with_own_names(selaras):
    record = {"isinya": "Jepang membantu Nepal. Jepang mengirim bantuan ke Nepal pada Senin.", "id": "n1"}
    done = selaras("code", "-", "--map", "text=isinya", stdin=json.dumps(record))
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["id"] == "n1"


def test_refused_inputs_are_named_and_the_rest_goes_on(selaras, news):
    for command in ("code", "read"):
        done = selaras(command, "missing.txt", news.name)
        assert done.returncode == 3
        (said,) = [line for line in done.stderr.splitlines() if "missing.txt" in line]
        assert said.startswith("selaras: refused: ")
        assert "oslo" in done.stdout or "1 article" in done.stdout
        assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "args",
    [
        ("code",),
        ("code", "x.txt", "--jobs", "-1"),
        ("code", "x.txt", "--map", "isi"),
        ("code", "x.txt", "--map", "body=isi"),
        ("code", "x.txt", "--lang", "Indonesian"),
        ("code", "x.txt", "--actors", "none.yaml"),
        ("code", "x.txt", "--settings", "none.toml"),
        ("nonsense",),
        ("events",),
        ("events", "--archive", "none.db"),
        ("search", "x", "--archive", "none.db"),
        ("actor", " "),
    ],
)
def test_wrong_usage_ends_with_2_and_a_sentence(selaras, args):
    done = selaras(*args)
    assert done.returncode == 2
    assert done.stderr.strip()
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "args",
    [("--type", "MEET"), ("--aux", "perhaps"), ("--pair", "RUS"), ("--since", "last week"), ("--until", "2024-13"),
     ("--quad", "5"), ("--text", "...")],
)  # fmt: skip
def test_filters_that_make_no_sense_are_refused(read_once, args):
    assert CliRunner().invoke(app, ["events", "--archive", str(read_once), *args]).exit_code == 2


def test_events_with_evidence(selaras, read_once):
    shown = selaras("events", "--archive", read_once, "--actor", "chl", "--quad", 3)
    assert shown.returncode == 0
    assert "ACCUSE" in shown.stdout
    assert "    Chile mengecam serangan Israel ke Gaza" in shown.stdout
    assert "\x1b" not in shown.stdout
    for event in lines(selaras("events", "--archive", read_once, "--json").stdout):
        assert event["trigger"] in event["sentence"]
        assert event["article"] == "oslo"


def test_the_other_commands_answer(selaras, read_once):
    at = ("--archive", read_once)
    assert "perikanan" in selaras("quotes", *at).stdout
    assert lines(selaras("quotes", *at, "--json").stdout)[0]["speaker"]
    assert "oslo" in selaras("articles", *at).stdout
    assert lines(selaras("articles", *at, "--json").stdout)[0]["lang"] == "id"
    assert "perikanan" in selaras("search", "PERIKANAN", *at).stdout
    assert lines(selaras("search", "perikanan", *at, "--json").stdout)[0]["name"] == "oslo"
    doctor = selaras("doctor", *at, "--deep")
    assert doctor.returncode == 0
    assert "BAD" not in doctor.stdout
    assert all(finding["ok"] for finding in lines(selaras("doctor", *at, "--json").stdout))


def test_actor(selaras):
    assert "RUS" in selaras("actor", "Kremlin").stdout
    assert lines(selaras("actor", "Kremlin", "--json").stdout)[0]["code"] == "RUS"


def test_a_reader_that_goes_away_is_no_trouble(tmp_path, news):
    (tmp_path / "many").mkdir()
    for number in range(300):
        (tmp_path / "many" / f"{number}.txt").write_text(news.read_text("utf-8") + f"\nNomor {number}.\n")
    command = f"{sys.executable} -m selaras.cli code many --jsonl | head -n 1"
    done = subprocess.run(command, shell=True, cwd=tmp_path, text=True, capture_output=True, check=False)
    assert json.loads(done.stdout)
    assert done.stderr == ""


def test_the_demo_fits_80_columns_and_a_pipe(selaras):
    done = selaras("demo")
    assert done.returncode == 0, done.stderr
    assert max(map(len, done.stdout.splitlines())) <= 80
    assert "\x1b" not in done.stdout
    for words in ("articles (", "dropped", "Credited", "events, by the day", "quotes;", "Next"):
        assert words in done.stdout
