"""The archive: one SQLite file that keeps pages and all that was read of them.

Always true: a page and everything that follows from it are written in one transaction, so that the
file never holds half a page; a page has one row, whoever reads it how often. A kill at any moment
loses at most the page that was being written, and reading again brings it.
"""

import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, Self

from sqlalchemy import Connection, Engine, create_engine, delete, event, exists, insert, select, update
from sqlalchemy.exc import DatabaseError, IntegrityError

from selaras.archive import check, queries
from selaras.archive.found import ArticleLine, EventFilter, FoundEvent, FoundQuote, Hit
from selaras.archive.migrate import schema_version, upgrade
from selaras.archive.rows import rows_of, storable
from selaras.archive.schema import (
    TABLES,
    articles,
    pages,
    report_actors,
    reports,
    runs,
    skipped,
    sources,
)
from selaras.model import Page, Reading, SelarasError, Skipped, UsageRefused, digest

BUSY_SECONDS = 60  # how long to wait while another process writes
PRAGMAS = (
    "PRAGMA journal_mode=WAL",  # readers are not held up by a writer
    "PRAGMA synchronous=NORMAL",  # with WAL: safe against kills; a power cut may undo the last pages, whole
    "PRAGMA foreign_keys=ON",
    "PRAGMA temp_store=MEMORY",
)
WRITING = "selaras_writing"


class Archive:
    """An open archive. Use `Archive.open` or `Archive.create`; close it, or use it in a `with`."""

    def __init__(self, path: Path, engine: Engine) -> None:
        self.path = path
        self._engine = engine
        self._writer = engine.execution_options(**{WRITING: True})

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open an archive that exists. Raises UsageRefused if there is none or it is something else."""
        if not path.is_file():
            raise UsageRefused(f"{path}: there is no archive; make one with: selaras read FILES --archive {path}")
        return cls._at(path, create=False)

    @classmethod
    def create(cls, path: Path) -> Self:
        """Open an archive, making it if there is none. Raises UsageRefused if that cannot be done."""
        if not path.parent.is_dir():
            raise UsageRefused(f"{path}: the folder {path.parent} does not exist")
        return cls._at(path, create=True)

    @classmethod
    def _at(cls, path: Path, create: bool) -> Self:
        engine = _engine(path)
        archive = cls(path, engine)
        try:
            with engine.connect() as connection:
                version = schema_version(connection)
            if version is None and not create:
                raise UsageRefused("it is empty; fill it with: selaras read")
            with archive._writing() if create or version is None else engine.connect() as connection:
                upgrade(connection)
        except (UsageRefused, DatabaseError) as error:
            engine.dispose()
            reason = str(error.orig) if isinstance(error, DatabaseError) else str(error)
            raise UsageRefused(f"{path}: {reason}") from error
        return archive

    def close(self) -> None:
        """Close the file; SQLite then folds its journal back into it."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        """One transaction that owns the write lock from its start."""
        with self._writer.begin() as connection:
            yield connection

    # Writing

    def begin_run(self, code: str, knowledge: str, settings: Mapping[str, Any]) -> int:
        """Note that a run has begun, with what it needs to be repeated; return its number."""
        with self._writing() as connection:
            result = connection.execute(
                insert(runs).values(code=code, knowledge=knowledge, settings=dict(settings), started=_now())
            )
            (number,) = result.inserted_primary_key or (0,)
            return int(number)

    def end_run(self, run: int, counts: Mapping[str, int]) -> None:
        """Note that a run has ended; `counts` has the keys read, already, skipped and refused."""
        with self._writing() as connection:
            connection.execute(update(runs).where(runs.c.id == run).values(finished=_now(), **counts))

    def known(self, page_ids: Iterable[str], version: str) -> set[str]:
        """Return which of the pages are there already, read well by the same version of the reader.

        A page on which a stage has failed is not among them: the cause may have passed.
        """
        with self._engine.connect() as connection:
            return _known(connection, list(page_ids), version)

    def add(self, page: Page, outcomes: Iterable[Reading | Skipped], run: int, version: str) -> bool:
        """Write a page with all that came of it, in one transaction; False if it was there already.

        A page that another version of the reader has read, or on which a stage has failed, is
        replaced. Raises SelarasError where the outcomes contradict one another (two records of one
        id); then nothing is written.
        """
        try:
            with self._writing() as connection:
                if _known(connection, [page.id], version):
                    return False
                _forget(connection, page.id)
                _write(connection, page, outcomes, run, version)
        except IntegrityError as error:
            raise SelarasError(f"{page.address}: cannot be archived ({error.orig})") from error
        return True

    def refuse(self, record: Skipped, run: int) -> None:
        """Write that an input could not be read at all; the same refusal is written once."""
        with self._writing() as connection:
            _write_skipped(connection, record, None, run)

    # Reading

    def events(self, wanted: EventFilter | None = None) -> Iterator[FoundEvent]:
        """Return the events that a filter lets through, by time, then as they stand in the articles."""
        with self._engine.connect() as connection:
            yield from queries.events(connection, wanted or EventFilter())

    def quotes(
        self,
        speaker: str | None = None,
        code: str | None = None,
        text: str | None = None,
        article: str | None = None,
        limit: int = 0,
        offset: int = 0,
    ) -> Iterator[FoundQuote]:
        """Return quotes by part of the speaker's name, the speaker's code, words in the sentence."""
        with self._engine.connect() as connection:
            yield from queries.quotes(connection, speaker, code, text, article, limit, offset)

    def articles(
        self,
        lang: str | None = None,
        since: str | None = None,
        until: str | None = None,
        flag: str | None = None,
        wire: str | None = None,
        limit: int = 0,
        offset: int = 0,
    ) -> Iterator[ArticleLine]:
        """Return articles by publication time, oldest first; undated ones last."""
        with self._engine.connect() as connection:
            yield from queries.articles_listed(connection, lang, since, until, flag, wire, limit, offset)

    def search(self, query: str, limit: int = 20, offset: int = 0) -> Iterator[Hit]:
        """Return the articles that hold all words of a query (see fts.match), best first."""
        with self._engine.connect() as connection:
            yield from queries.search(connection, query, limit, offset)

    def reading(self, article: str) -> Reading | None:
        """Return an article with all that was read of it, by its id; None if there is none."""
        with self._engine.connect() as connection:
            return queries.reading(connection, article)

    def readings(self) -> Iterator[Reading]:
        """Return every article with all that was read of it, in order of ids, one at a time."""
        with self._engine.connect() as connection:
            for article in queries.article_ids(connection):
                found = queries.reading(connection, article)
                if found is not None:
                    yield found

    def skipped(self, refused: bool | None = None) -> Iterator[Skipped]:
        """Return what was left out, in order of address."""
        with self._engine.connect() as connection:
            yield from queries.skips(connection, refused)

    def counts(self) -> dict[str, int]:
        """Return the number of rows of each table."""
        with self._engine.connect() as connection:
            return queries.counts(connection)

    def dropped_by_reason(self) -> dict[str, int]:
        """Return how many lines were dropped from pages, by reason, most frequent first."""
        with self._engine.connect() as connection:
            return queries.dropped_by_reason(connection)

    def digest_of_content(self) -> str:
        """Return a digest of everything that pages brought in, whenever and by how many runs."""
        with self._engine.connect() as connection:
            return check.digest_of_content(connection)

    def verify(self, deep: bool = False) -> list[check.Finding]:
        """Check the archive (see check.verify); a sound one has no finding that is not `ok`."""
        with self._writing() as connection:
            return check.verify(connection, deep)


def _engine(path: Path) -> Engine:
    engine = create_engine(f"sqlite:///{path}", connect_args={"timeout": BUSY_SECONDS})

    def connect(raw: sqlite3.Connection, _: object) -> None:
        raw.isolation_level = None  # transactions are begun below, not by the driver
        for pragma in PRAGMAS:
            raw.execute(pragma)

    def begin(connection: Connection) -> None:
        writing = connection.get_execution_options().get(WRITING)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

    event.listen(engine, "connect", connect)
    event.listen(engine, "begin", begin)
    return engine


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _known(connection: Connection, page_ids: list[str], version: str) -> set[str]:
    failed = exists().where(skipped.c.page == pages.c.id, skipped.c.refused)
    query = select(pages.c.id).where(pages.c.id.in_(page_ids), pages.c.version == version, ~failed)
    return set(connection.execute(query).scalars())


def _write(connection: Connection, page: Page, outcomes: Iterable[Reading | Skipped], run: int, version: str) -> None:
    # An earlier refusal of the same input is over, now that it could be read.
    connection.execute(delete(skipped).where(skipped.c.page.is_(None), skipped.c.address == storable(page.address)))
    row = {
        "id": page.id,
        "address": page.address,
        "url": page.url,
        "name": page.name,
        "media": page.media,
        "sha": sha256(page.data).hexdigest(),
        "size": len(page.data),
        "version": version,
        "found": page.found,
        "run": run,
        "raw": zlib.compress(page.data),
    }
    connection.execute(insert(pages).values({key: storable(value) for key, value in row.items()}))
    for outcome in outcomes:
        if isinstance(outcome, Skipped):
            _write_skipped(connection, outcome, page.id, run)
            continue
        rows = rows_of(outcome)
        for table in TABLES:
            if rows.get(table.name):
                connection.execute(insert(table), rows[table.name])


def _write_skipped(connection: Connection, record: Skipped, page: str | None, run: int) -> None:
    row = {
        "id": digest(page or "", record.stage, record.address, record.reason),
        "page": page,
        "stage": record.stage,
        "address": record.address,
        "reason": record.reason,
        "refused": record.refused,
        "run": run,
    }
    there = connection.execute(select(skipped.c.id).where(skipped.c.id == row["id"])).scalar()
    if there is None:
        connection.execute(insert(skipped).values({key: storable(value) for key, value in row.items()}))


def _forget(connection: Connection, page: str) -> None:
    """Delete a page and all that came of it, in the order that foreign keys and full text need."""
    if connection.execute(select(pages.c.id).where(pages.c.id == page)).scalar() is None:
        return
    of_page = select(articles.c.id).where(articles.c.page == page)
    of_reports = select(reports.c.id).where(reports.c.article.in_(of_page))
    for table in (report_actors, sources):
        connection.execute(delete(table).where(table.c.report.in_(of_reports)))
    for table in reversed(TABLES):
        if "article" in table.c:
            connection.execute(delete(table).where(table.c.article.in_(of_page)))
    for table in (articles, skipped):
        connection.execute(delete(table).where(table.c.page == page))
    connection.execute(delete(pages).where(pages.c.id == page))
