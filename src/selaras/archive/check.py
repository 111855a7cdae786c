"""Is the archive sound, and what is its content? Behind `selaras doctor` and the kill tests."""

import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b, sha256

from sqlalchemy import Connection, func, select, text
from sqlalchemy.exc import DatabaseError

from selaras.archive.migrate import schema_version
from selaras.archive.schema import (
    COUNTED,
    HEAD,
    TABLES,
    UNCOUNTED,
    articles,
    pages,
    reports,
    sentences,
    skipped,
)


@dataclass(frozen=True, slots=True)
class Finding:
    """One check: what was looked at, whether it is well, and what was found."""

    check: str
    ok: bool
    found: str


def digest_of_content(connection: Connection) -> str:
    """Return 32 hex digits over all content rows in key order (see schema.UNCOUNTED for what is not)."""
    state = blake2b(digest_size=16)
    for table in COUNTED:
        columns = [column for column in table.columns if column.name not in UNCOUNTED]
        keys = [column for column in table.primary_key if column.name not in UNCOUNTED]
        order = keys or [table.c[name] for name in ("article", "id", "position") if name in table.c]
        state.update(f"{table.name}\n".encode())
        for row in connection.execute(select(*columns).order_by(*order)):
            state.update(json.dumps(list(row), ensure_ascii=True).encode())
            state.update(b"\n")
    return state.hexdigest()


def verify(connection: Connection, deep: bool = False) -> list[Finding]:
    """Check schema, file, orphans, full text and counts; `deep` also the stored bytes of every page."""
    findings = [
        _finding("schema", [] if schema_version(connection) == HEAD else ["not up to date"], f"version {HEAD}"),
        _finding("file", _integrity(connection), "SQLite finds no damage"),
        _finding("orphans", _orphans(connection), "every row leads back to its page"),
        _finding("pages", _pages_without_outcome(connection), "every page has an article or a reason"),
        _finding("evidence", _without_evidence(connection), "every event has its sentence"),
        _finding("full text", _full_text(connection), "in step with articles and sentences"),
    ]
    if deep:
        findings.append(_finding("bytes", list(_broken_bytes(connection)), "every page is as it was found"))
    return findings


def _finding(check: str, problems: list[str], well: str) -> Finding:
    return Finding(check, not problems, "; ".join(problems[:5]) if problems else well)


def _integrity(connection: Connection) -> list[str]:
    found = [str(row[0]) for row in connection.execute(text("PRAGMA integrity_check(5)"))]
    return [] if found == ["ok"] else found


def _orphans(connection: Connection) -> list[str]:
    found = connection.execute(text("PRAGMA foreign_key_check")).all()
    return [f"{row[0]} row {row[1]} has no {row[2]}" for row in found]


def _pages_without_outcome(connection: Connection) -> list[str]:
    query = select(pages.c.address).where(
        pages.c.id.not_in(select(articles.c.page)),
        pages.c.id.not_in(select(skipped.c.page).where(skipped.c.page.is_not(None))),
    )
    return [f"nothing came of {address}" for address in connection.execute(query.limit(5)).scalars()]


def _without_evidence(connection: Connection) -> list[str]:
    query = (
        select(reports.c.id)
        .outerjoin(
            sentences,
            (sentences.c.article == reports.c.article) & (sentences.c.position == reports.c.sentence),
        )
        .where(sentences.c.number.is_(None))
    )
    return [f"event {report} has no sentence" for report in connection.execute(query.limit(5)).scalars()]


def _full_text(connection: Connection) -> list[str]:
    problems = []
    for table in ("articles", "sentences"):
        check = text(f"INSERT INTO {table}_fts({table}_fts, rank) VALUES ('integrity-check', 1)")
        indexed = text(f"SELECT count(*) FROM {table}_fts_docsize")
        try:
            connection.execute(check)
        except DatabaseError:
            problems.append(f"the index of {table} differs from the table")
        rows = connection.execute(
            select(func.count()).select_from(next(each for each in TABLES if each.name == table))
        ).scalar_one()
        if connection.execute(indexed).scalar_one() != rows:
            problems.append(f"the index of {table} has lost or kept rows")
    return problems


def _broken_bytes(connection: Connection) -> Iterator[str]:
    query = select(pages.c.address, pages.c.sha, pages.c.raw).execution_options(yield_per=50)
    for address, sha, raw in connection.execute(query):
        try:
            same = sha256(zlib.decompress(raw)).hexdigest() == sha
        except zlib.error:
            same = False
        if not same:
            yield f"the bytes of {address} have changed"
