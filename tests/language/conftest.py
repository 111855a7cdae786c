"""The article builder as a fixture: test modules of one folder do not import each other."""

from collections.abc import Callable

import pytest

from selaras.model import Article, Span


def build(
    text: str,
    published: str | None = "2022-09-16",
    lang: str = "id",
    title: str | None = None,
    dateline: str | None = None,
) -> Article:
    """Return an article of the text's paragraphs (separated by blank lines)."""
    spans: list[Span] = []
    at = 0
    for paragraph in text.split("\n\n"):
        spans.append(Span(at, at + len(paragraph)))
        at += len(paragraph) + 2
    return Article(
        id="a",
        page="p",
        address="x.txt",
        name="x",
        text=text,
        paragraphs=tuple(spans),
        published=published,
        lang=lang,
        title=title,
        dateline=dateline,
    )


@pytest.fixture(scope="session")
def article() -> Callable[..., Article]:
    """The builder itself."""
    return build
