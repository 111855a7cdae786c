"""The codebook form: the keys that the scorer reads, and what they hold."""

import json

from selaras.export import record
from selaras.export.codebook import NO_JUNK
from selaras.model import Article, Dropped, Quote, Reading, Report, Sentence, Source, Span
from selaras.pages import NOT_LISTED

TEXT = "Kabar\n\nJepang bertemu\nBrasil. Mereka sepakat."


def reading():
    article = Article(
        "a", "p", "/x/kabar.txt", "kabar", TEXT, (Span(0, 5), Span(7, len(TEXT))), title="Kabar",
        published="2024-05-06T10:00:00+07:00", wire=("AFP",), lang="id",
        dropped=(Dropped("Baca juga: lain", "related link"), Dropped("6/5/2024", "metadata")), flags=("truncated",),
    )  # fmt: skip
    sentences = (
        Sentence("a", 0, Span(0, 5), 0, True),
        Sentence("a", 1, Span(7, 29), 1),
        Sentence("a", 2, Span(30, len(TEXT)), 1),
    )
    meet = Report(
        "r", "a", 1, "CONSULT", "visit", ("historical",), ("BRA", "JPN"), (), Span(14, 21),
        (Span(0, 6), Span(22, 28)), (), 0.81234, "rules", "c", ("diplomatic",), "Tokyo", None, "2024-05", None,
        (Source("Kyodo", None, Span(0, 1)),),
    )  # fmt: skip
    again = Report("s", "a", 2, "AGREE", None, (), ("BRA",), (), Span(37, 44), (), (), 0.5, "rules", "c", repeats="r")
    quote = Quote("q", "a", 2, Span(30, 44), "Rosa", "JPN", False, medium="TASS")
    return Reading(article, sentences, reports=(meet, again), quotes=(quote,))


def test_a_record():
    coded = record(reading())
    assert json.loads(json.dumps(coded)) == coded
    assert coded["id"] == "kabar"
    assert coded["published"] == "2024-05-06"
    assert coded["junk"] == ["Baca juga: lain"]
    (event,) = coded["events"]
    assert event == {
        "event": "CONSULT", "mode": "visit", "aux": ["historical"], "contexts": ["diplomatic"],
        "actor": ["BRA", "JPN"], "recipient": [], "trigger": "bertemu", "sentence": "Jepang bertemu Brasil.",
        "date": "2024-05", "place": "Tokyo", "source": ["Kyodo"], "confidence": 0.812,
        "spans": {"trigger": [14, 21], "actor": [[0, 6], [22, 28]], "recipient": [], "place": None, "time": None},
    }  # fmt: skip
    assert coded["quotes"] == [
        {"span": "Mereka sepakat", "speaker": "Rosa", "code": "JPN", "sentence": "Mereka sepakat.",
         "direct": False, "source": "TASS"}
    ]  # fmt: skip


def test_what_is_no_junk_is_what_the_pages_say():
    assert NO_JUNK == NOT_LISTED
