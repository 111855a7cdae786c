"""Keep the knowledge compiled, so that a command does not parse megabytes of YAML each time.

The compiled form lies in the user's cache folder under the digest of the data files and of this
package's version; it holds nothing that the files do not say and may be deleted at any time. Where the
folder cannot be written, the knowledge is parsed anew: slower, never different.
"""

import contextlib
import os
import tempfile
from pathlib import Path
from typing import TypeVar

import msgspec
from platformdirs import user_cache_path

T = TypeVar("T")
KEEP = 4  # compiled forms kept; older ones are removed


def cached(kind: type[T], digest: str) -> T | None:
    """Return the compiled knowledge of a digest, None if there is none or it cannot be read."""
    try:
        data = _file(digest).read_bytes()
    except OSError:
        return None
    try:
        return msgspec.msgpack.decode(data, type=kind)
    except msgspec.MsgspecError:
        return None  # written by a version with other records: it is written again


def keep(knowledge: object, digest: str) -> None:
    """Write the compiled knowledge; does nothing where the cache folder cannot be written."""
    path = _file(digest)
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name)
        with os.fdopen(handle, "wb") as file:
            file.write(msgspec.msgpack.encode(knowledge))
        Path(name).replace(path)
        for old in sorted(path.parent.glob("*.msgpack"), key=lambda p: p.stat().st_mtime)[:-KEEP]:
            old.unlink(missing_ok=True)


def _file(digest: str) -> Path:
    return user_cache_path("selaras") / f"knowledge-{digest}.msgpack"
