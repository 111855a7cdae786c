"""Fixtures of the llm tests: a chat endpoint in a process of its own, and articles to ask it about."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest

from selaras.knowledge import Knowledge
from selaras.llm import LlmOptions
from selaras.llm.propose import propose
from selaras.model import Mention, Reading, Skipped, Span

SERVER = Path(__file__).parent / "server.py"
KEY = "sk-secret-0123456789abcdef"


class Endpoint:
    """The endpoint under its control: what it shall say, and what it was asked."""

    def __init__(self, port: int) -> None:
        self.root = f"http://127.0.0.1:{port}"
        self._http = httpx.Client(base_url=self.root, trust_env=False, timeout=10)

    def says(self, *steps: dict[str, Any]) -> None:
        """Set the steps (see server.py) and forget what was asked."""
        self._http.put("/steps", json=steps).raise_for_status()

    @property
    def asked(self) -> list[dict[str, Any]]:
        """The requests since the steps were set."""
        found: list[dict[str, Any]] = self._http.get("/asked").json()
        return found

    def close(self) -> None:
        self._http.close()


@pytest.fixture(scope="session")
def running() -> Iterator[Endpoint]:
    process = subprocess.Popen([sys.executable, str(SERVER)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    endpoint = Endpoint(int(process.stdout.readline()))
    yield endpoint
    endpoint.close()
    process.terminate()
    process.wait(10)
    process.stdout.close()


@pytest.fixture
def endpoint(running: Endpoint) -> Endpoint:
    running.says()
    return running


@pytest.fixture
def options(endpoint: Endpoint, tmp_path: Path) -> Callable[..., LlmOptions]:
    """Options for the endpoint, with a cache of the test's own; its usage starts at nothing."""

    def make(**over: Any) -> LlmOptions:
        given = {"url": endpoint.root + "/v1", "model": "m", "cache": str(tmp_path / "llm.sqlite"), "timeout": 10.0}
        return LlmOptions(**{**given, **over})

    return make


@pytest.fixture
def key(monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("SELARAS_LLM_KEY", KEY)
    return KEY


@pytest.fixture
def waits() -> list[float]:
    """The seconds that were to be waited before a request was sent again."""
    return []


@pytest.fixture
def proposed(knowledge: Knowledge, waits: list[float]) -> Callable[..., list[Reading | Skipped]]:
    """Run the stage on one reading, without waiting."""

    def run(reading: Reading, options: LlmOptions) -> list[Reading | Skipped]:
        return list(propose([reading], knowledge, options, pause=waits.append))

    return run


@pytest.fixture(scope="session")
def article(told: Callable[..., Reading]) -> Callable[..., Reading]:
    """Read a text; each of its sentences names an actor."""

    def make(text: str, **more: Any) -> Reading:
        reading = told(text, **more)
        spans = [Span(s.span.start, s.span.start + 1) for s in reading.sentences]
        mentions = [Mention(span, n, "GPE", "A", ("A",), "name", span) for n, span in enumerate(spans)]
        return replace(reading, mentions=tuple(mentions))

    return make


@pytest.fixture(scope="session")
def says() -> Callable[..., str]:
    """What a model says: an answer with these events, each given by its fields."""

    def make(*events: dict[str, Any]) -> str:
        usual = {"sentence": 0, "mode": None, "aux": [], "actors": [], "recipients": [], "places": [], "times": []}
        return json.dumps({"events": [{**usual, "sources": [], "confidence": 0.9, **event} for event in events]})

    return make
