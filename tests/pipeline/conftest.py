"""Makes the fake stages importable by name, here and in the processes of a pool."""

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def _fakes(monkeypatch):
    monkeypatch.syspath_prepend(str(Path(__file__).parent))
