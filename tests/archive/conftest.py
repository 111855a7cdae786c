"""Readings made by hand, and an archive to keep them in."""

import shutil

import pytest

from selaras.archive import Archive
from selaras.model import (
    Article,
    Dropped,
    Mention,
    Page,
    Quote,
    Reading,
    Report,
    Sentence,
    Source,
    Span,
    Time,
    digest,
)

FIRST = "Menteri Luar Negeri Jepang bertemu mitranya dari Brasil di Osaka pada Senin."
SECOND = "Chile mengecam Peru, kata Rosa Lima."


def make(name, lines=(FIRST, SECOND), day="2024-05-06", lang="id", reports=True):
    """Return a page and a reading of it: an event of JPN and BRA, then one of CHL and PER."""
    text = "\n\n".join(lines)
    page = Page(digest(name, text), f"/pages/{name}.txt", name, text.encode("utf-8", "replace"), "text/plain")
    article_id = digest("article", page.id)
    spans, at = [], 0
    for line in lines:
        spans.append(Span(at, at + len(line)))
        at += len(line) + 2
    article = Article(
        article_id, page.id, page.address, name, text, tuple(spans), title=lines[0][:20], published=day,
        published_how="line", wire=("AFP", "Kyodo"), lang=lang, dropped=(Dropped("Baca juga", "related"),),
        flags=("truncated",),
    )  # fmt: skip
    sentences = tuple(Sentence(article_id, i, span, i, i == 0) for i, span in enumerate(spans))
    return page, Reading(
        article,
        sentences,
        times=(Time(Span(0, 3), 0, day, day, "day", day, "relative"),),
        mentions=(Mention(Span(0, 7), 0, "GPE", "Jepang", ("JPN",), "name", Span(0, 7), "JPN", 35.7, 139.7),),
        reports=_reports(article_id, day, spans) if reports else (),
        quotes=(Quote(digest(article_id, "q"), article_id, 1, spans[-1], "Rosa Lima", "CHL", True, None, None, "AFP"),),
    )


def _reports(article, day, spans):
    first, last = spans[0], spans[-1]
    consult = Report(
        digest(article, "r0"), article, 0, "CONSULT", "visit", (), ("BRA", "JPN"), (),
        Span(first.start + 2, first.start + 9), (Span(first.start, first.start + 2),), (), 0.8, "rules",
        "id/bertemu",
        ("diplomatic",), "Osaka", Span(0, 2), day, Span(2, 4), (Source("Kyodo", None, Span(1, 2)),),
    )  # fmt: skip
    accuse = Report(
        digest(article, "r1"), article, len(spans) - 1, "ACCUSE", None, ("future", "negation"), ("CHL",),
        ("PER",),
        Span(last.start + 6, last.start + 14), (last,), (), 0.6, "rules", "id/kecam", time=day[:7],
    )  # fmt: skip
    again = Report(
        digest(article, "r2"), article, 0, "ACCUSE", None, (), ("CHL",), ("PER",),
        first, (), (), 0.5, "rules", "id/kecam", repeats=accuse.id,
    )  # fmt: skip
    return consult, accuse, again


@pytest.fixture(scope="session")
def templates(tmp_path_factory):
    """An empty archive and one with three articles of different days and languages, made once."""
    folder = tmp_path_factory.mktemp("templates")
    days = (("satu", "2024-05-06", "id"), ("dua", "2023-01-02", "id"), ("three", "2024-07-01", "en"))
    for name, articles in (("empty", ()), ("filled", days)):
        with Archive.create(folder / f"{name}.db") as kept:
            run = kept.begin_run("0", "k", {}) if articles else 0
            for article, day, lang in articles:
                page, reading = make(article, day=day, lang=lang)
                assert kept.add(page, (reading,), run, "v1")
    return folder


@pytest.fixture
def archive(tmp_path, templates):
    with Archive.open(shutil.copy(templates / "empty.db", tmp_path / "a.db")) as kept:
        yield kept


@pytest.fixture
def filled(tmp_path, templates):
    with Archive.open(shutil.copy(templates / "filled.db", tmp_path / "a.db")) as kept:
        yield kept


@pytest.fixture
def make_reading():
    return make
