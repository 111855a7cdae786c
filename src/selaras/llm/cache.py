"""Answers kept in a SQLite file, so that the same question is paid for once.

Always true: an answer is kept only after it could be read; questions, article texts and keys are not in the file.
Each call opens the file anew, which is nothing next to asking a model: so threads and processes may share it.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from selaras.model import UsageRefused

BUSY_SECONDS = 60  # how long to wait while another process writes
TABLE = "selaras_llm_answers"
MAKE = (
    f"CREATE TABLE IF NOT EXISTS {TABLE} "
    "(question TEXT PRIMARY KEY, answer TEXT NOT NULL, tokens_in INTEGER NOT NULL, tokens_out INTEGER NOT NULL)"
)


@dataclass(frozen=True, slots=True)
class Kept:
    """The text of an answer and what it has cost when it was asked for."""

    text: str
    tokens_in: int
    tokens_out: int


class Cache:
    """The answers in a file, which is made if there is none. Raises UsageRefused naming a file that cannot be used."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise UsageRefused(f"{path}: the llm cache cannot be made there ({error.strerror})") from error
        with self._opened() as connection:
            tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            if tables - {TABLE}:
                raise UsageRefused(f"{path}: holds other tables; an llm cache needs a file of its own")
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute(MAKE)

    def get(self, question: str) -> Kept | None:
        """Return the answer to a question (its digest), None if there is none."""
        with self._opened() as connection:
            asked = f"SELECT answer, tokens_in, tokens_out FROM {TABLE} WHERE question = ?"
            row = connection.execute(asked, (question,)).fetchone()
        return None if row is None else Kept(*row)

    def put(self, question: str, kept: Kept) -> None:
        """Keep an answer; if there is one already, that stays."""
        with self._opened() as connection:
            row = (question, kept.text, kept.tokens_in, kept.tokens_out)
            connection.execute(f"INSERT OR IGNORE INTO {TABLE} VALUES (?, ?, ?, ?)", row)

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        try:
            with closing(sqlite3.connect(self._path, timeout=BUSY_SECONDS)) as connection, connection:
                yield connection
        except sqlite3.Error as error:
            raise UsageRefused(f"{self._path}: cannot be used as the llm cache ({error})") from error
