"""selaras doctor: is the installation sound, is the archive?"""

import platform
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from selaras import __version__
from selaras.cli.choices import DEFAULT_ARCHIVE, Json
from selaras.cli.ends import UNSOUND, ends_well
from selaras.cli.text import as_json

if TYPE_CHECKING:
    from selaras.archive import Archive, Finding

SHOWN_SKIPS = 20


@ends_well
def doctor(
    archive: Annotated[
        Path | None, typer.Option("--archive", metavar="PATH", help="The archive; ./selaras.db if it exists.")
    ] = None,
    deep: Annotated[bool, typer.Option("--deep", help="Check the stored bytes of every page too.")] = False,
    json_: Json = False,
) -> None:
    """Check the installation and an archive.

    Looks for damage, orphaned rows and a full-text index out of step, counts, and lists what was left out.

    \b
    Example:
      selaras doctor
      selaras doctor --archive news.db --deep

    Exit codes: 0 all is well, 1 something is not, 2 wrong usage.
    """
    from selaras.archive import Archive
    from selaras.cli import show

    findings = _installation()
    path = archive or (DEFAULT_ARCHIVE if DEFAULT_ARCHIVE.is_file() else None)
    out = show.console()
    if path is not None:
        with Archive.open(path) as kept:
            findings += kept.verify(deep)
            findings.append(_content(kept))
            left_out = list(kept.skipped())
            counts = kept.counts()
    if json_:
        for finding in findings:
            print(as_json({"check": finding.check, "ok": finding.ok, "found": finding.found}))
    else:
        show.table(out, ("", "check", "found"), [("ok" if f.ok else "BAD", f.check, f.found) for f in findings])
        if path is not None:
            out.print()
            show.table(out, ("in the archive", "number"), [(n.replace("_", " "), c) for n, c in counts.items()])
            for item in left_out[:SHOWN_SKIPS]:
                said = "refused" if item.refused else "passed over"
                show.say(out, f"{said}: {item.address}: {item.reason}", indent=0)
            if len(left_out) > SHOWN_SKIPS:
                out.print(f"and {len(left_out) - SHOWN_SKIPS} more were left out")
    if not all(finding.ok for finding in findings):
        raise typer.Exit(UNSOUND)


def _installation() -> "list[Finding]":
    import sqlite3

    from selaras.archive import Finding
    from selaras.knowledge import load
    from selaras.pipeline import ORDER, READ

    stages = (READ, *ORDER)
    for stage in stages:
        stage.function()
    knowledge = load()
    options = {row[0] for row in sqlite3.connect(":memory:").execute("PRAGMA compile_options")}
    return [
        Finding("selaras", True, f"{__version__} on Python {platform.python_version()}"),
        Finding("stages", True, ", ".join(stage.name for stage in stages)),
        Finding("knowledge", True, f"{len(knowledge.actors)} actors, {len(knowledge.people)} people, "
                f"digest {knowledge.digest}"),
        Finding("sqlite", "ENABLE_FTS5" in options, f"{sqlite3.sqlite_version}, full text "
                + ("there" if "ENABLE_FTS5" in options else "missing")),
    ]  # fmt: skip


def _content(kept: "Archive") -> "Finding":
    from selaras.archive import Finding

    return Finding("content", True, f"digest {kept.digest_of_content()}")
