"""From what a person names (files, folders, globs, "-", URLs) to opened inputs, in a stable order.

Invariants: nothing is read here but folder listings; what cannot be found becomes a Skipped. In
folders, hidden files are left out and symbolic links to folders are not followed.
"""

import glob
import io
import os
import stat
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, cast

from selaras.model import Skipped


@dataclass(frozen=True, slots=True)
class Input:
    """Something that can be opened. `media` is a server's word on the content, where there is one."""

    address: str
    name: str
    open: Callable[[], BinaryIO]
    url: str | None = None
    found: str | None = None
    media: str | None = None


def refused(address: str, reason: str) -> Skipped:
    """Return the record of an input that cannot be read."""
    return Skipped("read", address, reason, refused=True)


def is_url(given: str) -> bool:
    """Say whether `given` is an http(s) address."""
    return given[:8].lower().startswith(("http://", "https://"))


def expand(given: str) -> Iterator[Input | Skipped]:
    """Yield the files that `given` (file, folder, glob or "-") stands for."""
    if given == "-":
        yield Input("-", "stdin", lambda: cast(BinaryIO, _Unclosed(sys.stdin.buffer)))
        return
    if not given or "\0" in given:
        yield refused(given, "is not a usable file name")
        return
    path = Path(given).expanduser()
    try:
        kind = path.stat().st_mode
    except PermissionError:
        yield refused(given, "cannot be read: permission denied")
        return
    except (OSError, ValueError):
        yield from _globbed(given)
        return
    if stat.S_ISDIR(kind):
        yield from _folder(path)
    else:
        yield _file(path)


def from_bytes(address: str, name: str, data: bytes, url: str | None, found: str, media: str | None) -> Input:
    """Wrap bytes that are already here (a fetched page)."""
    return Input(address, name, lambda: io.BytesIO(data), url, found, media)


def _file(path: Path) -> Input:
    return Input(str(path), path.stem, lambda: cast(BinaryIO, path.open("rb", buffering=0)), None, _modified(path))


def _modified(path: Path) -> str | None:
    try:
        return datetime.fromtimestamp(path.stat().st_mtime, UTC).isoformat(timespec="seconds")
    except (OSError, ValueError, OverflowError):
        return None


def _globbed(given: str) -> Iterator[Input | Skipped]:
    if not glob.has_magic(given):
        yield refused(given, "no such file or folder")
        return
    try:
        matches = sorted(_matching(Path(given).expanduser()))
    except (OSError, ValueError, NotImplementedError) as error:
        yield refused(given, f"is no usable pattern: {str(error).lower()}")
        return
    if not matches:
        yield refused(given, "the pattern matches no file")
    for path in matches:
        if not path.is_dir():
            yield _file(path)
        elif "**" not in given:  # with ** the folders' files are matched themselves
            yield from _folder(path)


def _matching(pattern: Path) -> Iterator[Path]:
    """Match a pattern below its longest part that holds no wildcard."""
    plain = 0
    while not glob.has_magic(pattern.parts[plain]):
        plain += 1
    return Path(*pattern.parts[:plain]).glob(str(Path(*pattern.parts[plain:])))


def _folder(folder: Path) -> Iterator[Input | Skipped]:
    failures: list[OSError] = []
    count = 0
    for parent, folders, files in os.walk(folder, onerror=failures.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(name for name in files if not name.startswith(".")):
            path = Path(parent, name)
            count += 1
            try:
                regular = stat.S_ISREG(path.stat().st_mode)
            except OSError as error:
                yield refused(str(path), f"cannot be read: {(error.strerror or 'unknown error').lower()}")
                continue
            yield _file(path) if regular else refused(str(path), "is not a regular file (a pipe or device)")
    for failure in failures:
        reason = (failure.strerror or "unknown error").lower()
        yield refused(str(failure.filename or folder), f"the folder cannot be read: {reason}")
    if not count and not failures:
        yield refused(str(folder), "the folder holds no files")


class _Unclosed(io.RawIOBase):
    """A raw view of standard input that leaves it open when closed."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer) -> int:  # type: ignore[no-untyped-def]
        data = self._stream.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)
