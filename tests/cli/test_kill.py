"""Killed at any moment and started again, `selaras read` gives the archive of an undisturbed run."""

import json
import random
import sqlite3
import subprocess
import sys
import time

from selaras.archive import Archive

ARTICLES = 150
KILLS = 4
STATES = ("Jepang", "Brasil", "Chile", "Peru", "Norwegia", "Kenya", "Nepal", "Fiji")


def write_articles(path):
    """Write short made-up articles, and two lines that are refused."""
    chosen = random.Random(7)
    with path.open("w", encoding="utf-8") as file:
        for number in range(ARTICLES):
            first, second = chosen.sample(STATES, 2)
            text = (
                f"Menteri luar negeri {first} bertemu mitranya dari {second} pada Senin untuk putaran ke-{number}.\n\n"
                f"{second} mengecam {first} dalam pernyataan tertulis.\n\n"
                f'"Kami akan mengirim bantuan," kata juru bicara pemerintah {first}.'
            )
            file.write(json.dumps({"id": f"n{number}", "judul": f"Putaran {number}", "isi": text}) + "\n")
            if number in (20, 90):
                file.write("{broken\n")


def read(folder, *more):
    command = [sys.executable, "-m", "selaras.cli", "read", "news.jsonl", "missing.txt", *more]
    return subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def pages_in(path):
    try:
        with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as raw:
            return raw.execute("SELECT count(*) FROM pages").fetchone()[0]
    except sqlite3.Error:
        return 0


def test_killed_and_started_again(tmp_path):
    write_articles(tmp_path / "news.jsonl")
    whole, broken = tmp_path / "whole.db", tmp_path / "broken.db"
    assert read(tmp_path, "--archive", whole.name, "--jobs", "1").wait(60) == 3
    chosen = random.Random()
    reached = []
    for number in range(KILLS):
        jobs = "2" if number == KILLS - 1 else "1"
        process = read(tmp_path, "--archive", broken.name, "--jobs", jobs)
        goal = pages_in(broken) + chosen.randrange(0, ARTICLES // KILLS)
        until = time.monotonic() + 30
        while pages_in(broken) < goal and process.poll() is None and time.monotonic() < until:
            time.sleep(0.002)
        time.sleep(chosen.random() * 0.02)
        process.kill()  # SIGKILL
        process.wait()
        reached.append(pages_in(broken))
    assert read(tmp_path, "--archive", broken.name).wait(60) == 3
    with Archive.open(whole) as one, Archive.open(broken) as other:
        assert list(other.skipped()) == list(one.skipped())
        assert one.counts()["articles"] == ARTICLES
        assert {**other.counts(), "runs": 1} == one.counts(), reached
        assert other.digest_of_content() == one.digest_of_content(), reached
        assert all(finding.ok for finding in other.verify(deep=True))
