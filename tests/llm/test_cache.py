"""The file of answers: shared by threads and processes, refused with one sentence."""

import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from selaras.llm.cache import Cache, Kept
from selaras.model import UsageRefused


def test_kept_and_found_again(tmp_path):
    path = tmp_path / "new" / "folder" / "llm.sqlite"
    Cache(path).put("q", Kept("jawaban “x”", 3, 4))
    Cache(path).put("q", Kept("another", 0, 0))
    assert Cache(path).get("q") == Kept("jawaban “x”", 3, 4)
    assert Cache(path).get("other") is None


def not_a_database(folder):
    path = folder / "notes.txt"
    path.write_text("just a text, long enough to be no database header " * 20)
    return path


def somebody_elses(folder):
    path = folder / "news.db"
    with sqlite3.connect(path) as raw:
        raw.execute("CREATE TABLE articles (id TEXT)")
    raw.close()
    return path


def a_folder(folder):
    return folder


def below_a_file(folder):
    (folder / "file").write_text("x")
    return folder / "file" / "llm.sqlite"


@pytest.mark.parametrize("make", [not_a_database, somebody_elses, a_folder, below_a_file])
def test_a_file_that_cannot_be_used_is_named(tmp_path, make):
    path = make(tmp_path)
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(UsageRefused) as caught:
        Cache(path)
    said = str(caught.value)
    assert said.startswith(f"{path}: ")
    assert "\n" not in said
    assert before is None or path.read_bytes() == before


WRITER = """
import sys
from pathlib import Path
from selaras.llm.cache import Cache, Kept
for number in range(40):
    Cache(Path(sys.argv[1])).put(f"{sys.argv[2]}-{number}", Kept(str(number), 1, 1))
"""


def test_processes_and_threads_share_a_file(tmp_path):
    path = tmp_path / "llm.sqlite"
    writers = [subprocess.Popen([sys.executable, "-c", WRITER, str(path), name]) for name in "abc"]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda n: Cache(path).put(f"t-{n}", Kept(str(n), 1, 1)), range(40)))
    assert [writer.wait(60) for writer in writers] == [0, 0, 0]
    cache = Cache(path)
    assert all(cache.get(f"{name}-{n}") == Kept(str(n), 1, 1) for name in "abct" for n in range(40))
