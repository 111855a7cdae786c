"""The command with a language model as coder, against the endpoint: a record, the usage line, a second run for free."""

import json
import os
import subprocess
import sys

import pytest

NEWS = "Oslo - Presiden Kenya bertemu Raja Norwegia di Oslo pada Senin (10/6/2024).\n\nIa mengecam Peru.\n"
MET = {
    "sentence": 0, "trigger": "bertemu", "event": "CONSULT", "mode": None, "aux": [],
    "actors": ["Presiden Kenya", "Raja Norwegia"], "recipients": [], "places": ["Oslo"], "times": ["Senin (10/6/2024)"],
    "sources": [], "confidence": 0.9,
}  # fmt: skip


@pytest.fixture
def code(tmp_path, endpoint):
    """Run selaras code on the article with the endpoint as coder."""
    (tmp_path / "x.txt").write_text(NEWS, encoding="utf-8")
    (tmp_path / "s.toml").write_text(
        f'coder = "llm"\n[llm]\nurl = "{endpoint.root}/v1"\nmodel = "m"\ncache = "answers.sqlite"\nretries = 0\n',
        encoding="utf-8",
    )

    def run(*more):
        command = [sys.executable, "-m", "selaras.cli", "code", "x.txt", "--settings", "s.toml", *more]
        return subprocess.run(
            command, cwd=tmp_path, env={**os.environ, "PYTHONUTF8": "1"}, capture_output=True, text=True, timeout=120
        )

    return run


def test_an_article_is_coded_as_the_model_says(code, endpoint, says):
    endpoint.says({"content": says(MET)})
    done = code()
    assert done.returncode == 0
    (event,) = json.loads(done.stdout)["events"]
    assert (event["event"], event["actor"], event["date"], event["place"]) == (
        "CONSULT", ["KEN", "NOR"], "2024-06-10", "Oslo",
    )  # fmt: skip
    assert event["confidence"] == 0.9
    assert "selaras:" not in done.stderr
    assert done.stderr.startswith("llm: 1 request")
    endpoint.says()
    again = code()
    assert again.stdout == done.stdout
    assert endpoint.asked == []
    assert "1 answer from the cache" in again.stderr


def test_a_server_that_is_not_there_ends_with_a_sentence_and_the_usage(code, endpoint, tmp_path):
    settings = (tmp_path / "s.toml").read_text(encoding="utf-8")
    (tmp_path / "s.toml").write_text(settings.replace(endpoint.root, "http://127.0.0.1:9"), encoding="utf-8")
    done = code()
    assert done.returncode == 2
    assert done.stdout == ""
    assert "selaras: " in done.stderr
    assert "Traceback" not in done.stderr
    assert "llm: " in done.stderr


def test_an_option_wins_over_the_file(code):
    done = code("--coder", "rules")
    assert [e["event"] for e in json.loads(done.stdout)["events"]] == ["CONSULT", "ACCUSE"]
    assert done.stderr == ""
