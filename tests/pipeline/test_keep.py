"""Reading into an archive: counted right, once, whatever came before."""

import pytest

from selaras.archive import Archive
from selaras.llm import LlmOptions
from selaras.pipeline import Settings
from selaras.pipeline import keep as keeping


@pytest.fixture
def read(monkeypatch, tmp_path):
    import fake_stages as fake

    def pages(inputs, settings):
        yield from fake.read(inputs, settings.reading)

    monkeypatch.setattr(keeping, "pages", pages)
    path = tmp_path / "words.txt"

    def run(archive, words, *more, **settings):
        path.write_text(words)
        *_, last = keeping.read_into(archive, [str(path), *more], Settings(**settings), fake.STAGES)
        return last

    return run


@pytest.fixture
def archive(tmp_path):
    with Archive.create(tmp_path / "a.db") as kept:
        yield kept


def test_counts(read, archive):
    state = read(archive, "one short two event-crash one", "missing")
    assert (state.read, state.already, state.skipped, state.refused) == (4, 1, 1, 2)
    assert (state.articles, state.events) == (2, 2)
    assert archive.counts()["pages"] == 4
    assert all(finding.ok for finding in archive.verify(deep=True))


def test_reading_again_changes_nothing(read, archive):
    read(archive, "one short two", "missing")
    before = archive.digest_of_content()
    state = read(archive, "one short two", "missing")
    assert (state.read, state.already, state.refused) == (0, 3, 1)
    assert archive.digest_of_content() == before


def test_another_setting_reads_anew(read, archive):
    read(archive, "one en-two")
    state = read(archive, "one en-two", languages=("id",))
    assert (state.read, state.articles, state.skipped) == (2, 1, 1)
    assert archive.counts()["articles"] == 1


def test_records_that_contradict_one_another_cost_their_page_alone(read, archive):
    state = read(archive, "one double two")
    assert (state.read, state.articles, state.refused) == (3, 2, 1)
    (skip,) = archive.skipped()
    assert skip.stage == "archive"
    assert "cannot be archived" in skip.reason


def test_a_run_is_noted_with_what_it_needs_to_be_repeated(read, archive):
    import json
    import sqlite3

    read(archive, "one", languages=("id", "en"))
    with sqlite3.connect(archive.path) as raw:
        code, knowledge, settings, finished = raw.execute(
            "SELECT code, knowledge, settings, finished FROM runs"
        ).fetchone()
    raw.close()
    assert code
    assert knowledge
    assert finished
    assert json.loads(settings)["languages"] == ["id", "en"]
    assert len(json.loads(settings)["model"]) == 16


def test_another_coder_or_model_reads_anew():
    asked = [Settings(coder="llm", llm=LlmOptions(model=name)) for name in ("a", "b")]
    chosen = [Settings(), Settings(coder="rules"), Settings(coder="tagger"), *asked]
    assert len({keeping.reader_version(settings) for settings in chosen}) == len(chosen)
