"""Small stages with the signatures of the real ones, and with every kind of trouble."""

import os
from pathlib import Path

from selaras.model import Article, Page, Reading, Report, Sentence, Skipped, Span, UsageRefused, digest
from selaras.pipeline import Stage

READ = Stage("read", "input", "Page", "", "fake_stages:read")
STAGES = (
    Stage("clean", "Page", "Article", "", "fake_stages:clean"),
    Stage("sentences", "Article", "Reading", "", "fake_stages:sentences"),
    Stage("events", "Reading", "Reading", "", "fake_stages:code", informed=True),
)


def read(inputs, options):
    """A page per word of a text file; "crash" as an input crashes."""
    for item in inputs:
        if item == "crash":
            raise RuntimeError("the reader\nbroke")
        if not Path(item).is_file():
            yield Skipped("read", item, "there is no such file", refused=True)
            continue
        for number, word in enumerate(Path(item).read_text(encoding="utf-8").split()):
            yield page(word, f"{item} word {number}")


def page(word, address="x"):
    return Page(digest(word), address, word, word.encode(), "text/plain")


def clean(pages):
    for each in pages:
        word = each.data.decode()
        if word == "short":
            yield Skipped("clean", each.address, "it is too short")
        elif word == "nothing":
            continue
        elif word == "clean-crash":
            raise ValueError("no headline")
        else:
            lang = "en" if word.startswith("en-") else "id"
            yield Article(each.id, each.id, each.address, word, word, (Span(0, len(word)),), lang=lang)


def sentences(articles):
    for article in articles:
        yield Reading(article, (Sentence(article.id, 0, article.paragraphs[0], 0),))


def code(readings, knowledge):
    assert knowledge.digest
    for reading in readings:
        word = reading.article.name
        if word == "event-crash":
            raise ZeroDivisionError
        if word == "usage":
            raise UsageRefused("no such model")
        if word == "kill":
            os._exit(9)
        whole = reading.sentences[0].span
        report = Report(
            digest(word, "r"), reading.article.id, 0, "CONSULT", None, (), ("AAA",), (), whole, (), (), 1.0,
            "rules", "x",
        )  # fmt: skip
        double = (report, report) if word == "double" else (report,)
        yield Reading(reading.article, reading.sentences, reports=double)


def told_options(records, knowledge, options):
    """What a stage with options of its own is given."""
    for record in records:
        yield record, knowledge, options
