"""The command line as a person meets it."""

import os
import subprocess
import sys
from dataclasses import dataclass

import pytest
from typer.testing import CliRunner

from selaras.cli import app

ENVIRONMENT = {**os.environ, "COLUMNS": "80", "PYTHONUTF8": "1", "NO_COLOR": ""}

NEWS = (
    "Menlu Norwegia Bertemu Menlu Chile di Oslo\n\n"
    "Oslo - Menteri Luar Negeri Norwegia bertemu Menteri Luar Negeri Chile di Oslo pada Rabu (12/6/2024).\n\n"
    '"Kami sepakat memperluas kerja sama perikanan," kata Menteri Luar Negeri Norwegia Espen Barth Eide.\n\n'
    "Chile mengecam serangan Israel ke Gaza dan mendesak Israel membuka jalur bantuan.\n"
)


@dataclass(frozen=True)
class Done:
    """How a command ended."""

    returncode: int
    stdout: str
    stderr: str


@pytest.fixture
def selaras(tmp_path, monkeypatch):
    """Run a command in an empty folder, in this process (knowledge is loaded once); return how it ended."""
    monkeypatch.chdir(tmp_path)

    def run(*args, stdin=None):
        result = CliRunner().invoke(app, [str(arg) for arg in args], input=stdin, env=ENVIRONMENT)
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Done(result.exit_code, result.stdout, result.stderr)

    return run


@pytest.fixture
def news(tmp_path):
    path = tmp_path / "oslo.txt"
    path.write_text(NEWS, encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def read_once(tmp_path_factory):
    """An archive of one article, read by the command itself."""
    folder = tmp_path_factory.mktemp("read")
    (folder / "oslo.txt").write_text(NEWS, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "selaras.cli", "read", "oslo.txt"], cwd=folder, env=ENVIRONMENT, text=True,
        capture_output=True, check=True,
    )  # fmt: skip
    assert "Read 1 page into selaras.db: 1 article" in done.stdout
    return folder / "selaras.db"
