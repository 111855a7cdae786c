"""What goes into an archive comes out equal, once, and whole."""

import sqlite3

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from selaras.archive import Archive, EventFilter
from selaras.archive.migrate import MIGRATIONS
from selaras.archive.rows import UNSTORABLE
from selaras.archive.schema import HEAD, metadata
from selaras.model import SelarasError, Skipped, UsageRefused


def test_a_reading_comes_back_as_it_was(archive, make_reading):
    page, reading = make_reading("satu")
    archive.add(page, (reading,), archive.begin_run("0", "k", {}), "v1")
    assert archive.reading(reading.article.id) == reading
    assert list(archive.readings()) == [reading]
    assert archive.reading("nothing") is None


@given(lines=st.lists(st.text(min_size=20, max_size=60), min_size=2, max_size=3))
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_text_is_kept_with_its_offsets(archive, make_reading, lines):
    page, reading = make_reading("any", lines)
    archive.add(page, (reading,), archive.begin_run("0", "k", {}), "v1")
    back = archive.reading(reading.article.id)
    assert back is not None
    assert back.article.text == UNSTORABLE.sub("\ufffd", reading.article.text)
    assert back.reports == reading.reports
    for found in archive.events(EventFilter(article=reading.article.id)):
        assert found.sentence == back.article.text[found.span.start : found.span.end]
    assert all(finding.ok for finding in archive.verify(deep=True))


def test_a_page_is_counted_once(archive, make_reading):
    page, reading = make_reading("satu")
    run = archive.begin_run("0", "k", {})
    assert archive.add(page, (reading,), run, "v1")
    before = archive.digest_of_content(), archive.counts()
    assert not archive.add(page, (reading,), archive.begin_run("0", "k", {}), "v1")
    assert archive.digest_of_content() == before[0]
    assert {**archive.counts(), "runs": 1} == before[1]
    assert archive.known([page.id, "other"], "v1") == {page.id}
    assert archive.known([page.id], "v2") == set()


def test_another_version_replaces_the_page(filled, make_reading):
    page, reading = make_reading("satu", reports=False)
    before = filled.counts()
    assert filled.add(page, (reading,), 1, "v2")
    assert filled.counts()["reports"] == before["reports"] - 3
    assert filled.counts()["pages"] == before["pages"]
    assert all(finding.ok for finding in filled.verify(deep=True))


def test_half_a_page_is_never_written(archive, make_reading):
    page, reading = make_reading("satu")
    run = archive.begin_run("0", "k", {})
    empty = archive.digest_of_content()
    with pytest.raises(SelarasError, match="cannot be archived"):
        archive.add(page, (reading, reading), run, "v1")
    assert archive.digest_of_content() == empty
    assert archive.counts()["pages"] == 0


def test_refusals_are_kept_once_and_end_when_the_input_can_be_read(archive, make_reading):
    page, reading = make_reading("satu")
    run = archive.begin_run("0", "k", {})
    for _ in range(2):
        archive.refuse(Skipped("read", page.address, "there is no such file", refused=True), run)
    assert len(list(archive.skipped(refused=True))) == 1
    archive.add(page, (reading,), run, "v1")
    assert list(archive.skipped()) == []


def test_a_page_without_article_is_known(archive, make_reading):
    page, _ = make_reading("satu")
    run = archive.begin_run("0", "k", {})
    archive.add(page, (Skipped("clean", page.address, "it is too short"),), run, "v1")
    assert archive.known([page.id], "v1") == {page.id}
    assert all(finding.ok for finding in archive.verify())


def test_a_page_on_which_a_stage_failed_is_read_again(archive, make_reading):
    page, reading = make_reading("satu")
    run = archive.begin_run("0", "k", {})
    archive.add(page, (Skipped("events", page.address, "the stage events failed on it", refused=True),), run, "v1")
    assert archive.known([page.id], "v1") == set()
    assert archive.add(page, (reading,), run, "v1")
    assert archive.known([page.id], "v1") == {page.id}
    assert list(archive.skipped()) == []


def test_the_order_of_reading_does_not_matter(tmp_path, make_reading):
    digests = []
    for names in (("a", "b", "c"), ("c", "a", "b")):
        with Archive.create(tmp_path / f"{names[0]}.db") as kept:
            for name in names:
                page, reading = make_reading(name)
                kept.add(page, (reading,), kept.begin_run("0", "k", {}), "v1")
            digests.append(kept.digest_of_content())
    assert digests[0] == digests[1]


@pytest.mark.parametrize(
    ("damage", "check"),
    [
        ("UPDATE pages SET raw = x'00'", "bytes"),
        ("DELETE FROM sentences WHERE position = 0", "evidence"),
        ("PRAGMA foreign_keys=OFF; DELETE FROM articles", "orphans"),
        ("DROP TRIGGER articles_fts_insert; UPDATE articles SET text = 'anders'", "full text"),
        ("DROP TRIGGER articles_fts_delete; UPDATE articles SET page = ''", "pages"),
    ],
)
def test_damage_is_found(filled, damage, check):
    with sqlite3.connect(filled.path) as raw:
        raw.executescript(damage)
    raw.close()
    assert check in {finding.check for finding in filled.verify(deep=True) if not finding.ok}


def test_migrations_make_the_tables_of_the_schema(archive):
    with archive._engine.connect() as connection:
        options = {"include_object": lambda item, name, kind, *_: not (kind == "table" and "_fts" in name)}
        assert compare_metadata(MigrationContext.configure(connection, opts=options), metadata) == []


def test_head_is_the_newest_migration():
    assert ScriptDirectory(MIGRATIONS).get_current_head() == HEAD


def test_a_newer_archive_is_refused(filled):
    with sqlite3.connect(filled.path) as raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
    raw.close()
    with pytest.raises(UsageRefused, match=r"a\.db: it was made by a newer Selaras \(schema 9999"):
        Archive.open(filled.path)


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"no database at all, but long enough to look at" * 40, "not a database"), (b"", "it is empty")],
)
def test_what_is_no_archive_is_refused(tmp_path, content, reason):
    path = tmp_path / "x.db"
    path.write_bytes(content)
    with pytest.raises(UsageRefused, match=reason):
        Archive.open(path)


def test_another_programs_database_is_refused_and_left_alone(tmp_path):
    path = tmp_path / "x.db"
    with sqlite3.connect(path) as raw:
        raw.execute("CREATE TABLE recipes (name)")
    raw.close()
    with pytest.raises(UsageRefused, match="not an archive of Selaras"):
        Archive.create(path)
    with sqlite3.connect(path) as raw:
        assert [row[0] for row in raw.execute("SELECT name FROM sqlite_master")] == ["recipes"]
    raw.close()


def test_a_missing_archive_or_folder_is_refused(tmp_path):
    with pytest.raises(UsageRefused, match="there is no archive"):
        Archive.open(tmp_path / "none.db")
    with pytest.raises(UsageRefused, match="does not exist"):
        Archive.create(tmp_path / "none" / "x.db")
