"""An article in the form of the codebook: what `selaras code` prints, one JSON object per article.

The keys are a contract; the gold records and their scorer use the same.
"""

from typing import Any

from selaras.model import Quote, Reading, Report, Span

# Dropped lines that the codebook does not call junk: dates, by-lines and site names; a headline or
# paragraph that the page gives twice; words below a picture; rules.
NO_JUNK = frozenset({"metadata", "repeated headline", "repeated paragraph", "photo caption", "separator"})

Json = dict[str, Any]


def record(reading: Reading) -> Json:
    """Return an article with its events and quotes; reports that repeat another are left out."""
    article = reading.article
    spans = {sentence.index: sentence.span for sentence in reading.sentences}
    return {
        "id": article.name,
        "lang": article.lang,
        "title": article.title,
        "published": article.published[:10] if article.published else None,
        "wire": list(article.wire),
        "junk": [line.text for line in article.dropped if line.reason not in NO_JUNK],
        "flags": list(article.flags),
        "events": [
            event(report, article.text, spans.get(report.sentence, report.trigger))
            for report in reading.reports
            if report.repeats is None
        ],
        "quotes": [quote(each, article.text, spans.get(each.sentence, each.span)) for each in reading.quotes],
    }


def event(report: Report, text: str, sentence: Span, offset: int = 0) -> Json:
    """Return one event. `text` holds at least the sentence and begins at `offset` of the article."""
    return {
        "event": report.event,
        "mode": report.mode,
        "aux": list(report.aux),
        "contexts": list(report.contexts),
        "actor": list(report.actors),
        "recipient": list(report.recipients),
        "trigger": words(text, report.trigger, offset),
        "sentence": words(text, sentence, offset),
        "date": report.time,
        "place": report.place,
        "source": [source.name for source in report.sources],
        "confidence": round(report.confidence, 3),
        "spans": {
            "trigger": _ends(report.trigger),
            "actor": [_ends(span) for span in report.actor_spans],
            "recipient": [_ends(span) for span in report.recipient_spans],
            "place": _ends(report.place_span),
            "time": _ends(report.time_span),
        },
    }


def quote(spoken: Quote, text: str, sentence: Span, offset: int = 0) -> Json:
    """Return one quote. `text` holds at least the words and the sentence, from `offset` on."""
    return {
        "span": words(text, spoken.span, offset),
        "speaker": spoken.speaker,
        "code": spoken.code,
        "sentence": words(text, sentence, offset),
        "direct": spoken.direct,
        "source": spoken.medium,
    }


def words(text: str, span: Span, offset: int = 0) -> str:
    """Return the words of a span in one line."""
    return " ".join(text[span.start - offset : span.end - offset].split())


def _ends(span: Span | None) -> list[int] | None:
    return None if span is None else [span.start, span.end]
