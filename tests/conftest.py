"""A text in, its reading out: the language stage on made-up sentences."""

import os
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import settings

from selaras.knowledge import Knowledge, load
from selaras.language import read
from selaras.model import Article, Reading, Span

# The same examples in every run, so that a red run is about the change at hand;
# HYPOTHESIS_PROFILE=explore looks further.
settings.register_profile("repeatable", derandomize=True)
settings.register_profile("explore", max_examples=1000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "repeatable"))


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    return load()


@pytest.fixture(scope="session")
def told() -> Callable[..., Reading]:
    """Read a text of paragraphs (blank lines between); `titled`: the first one is its headline."""

    def run(text: str, lang: str = "id", published: str | None = "2024-05-15", titled: bool = False) -> Reading:
        spans: list[Span] = []
        at = 0
        for paragraph in text.split("\n\n"):
            spans.append(Span(at, at + len(paragraph)))
            at += len(paragraph) + 2
        title = text.split("\n\n")[0] if titled else None
        article = Article("a", "p", "x.txt", "x", text, tuple(spans), title=title, published=published, lang=lang)
        (reading,) = read([article])
        assert isinstance(reading, Reading)
        return replace(reading, article=replace(reading.article, lang=lang))  # short texts hide their language

    return run
