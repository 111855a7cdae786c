"""Records to rows and back. What goes in comes out equal (a property test holds it).

Two kinds of characters are stored as U+FFFD, because databases refuse them or cut texts at them: NUL
and lone surrogates. Both are one character as before, so that all offsets stay right.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from selaras.model import (
    Article,
    Dropped,
    Mention,
    Quote,
    Reading,
    Report,
    Sentence,
    Source,
    Span,
    Time,
)

Row = dict[str, Any]
Rows = dict[str, list[Row]]  # by table name
Stored = Mapping[Any, Any]  # a row as the database gives it, by column name
UNSTORABLE = re.compile("[\0\ud800-\udfff]")


def storable(value: Any) -> Any:
    """Return a value with the characters replaced that a database cannot keep."""
    if isinstance(value, str):
        return UNSTORABLE.sub("\ufffd", value) if UNSTORABLE.search(value) else value
    return value


def rows_of(reading: Reading) -> Rows:
    """Return all rows of an article and what was read of it, by table name."""
    article = reading.article
    rows: Rows = {
        "articles": [_article_row(article)],
        "wires": _listed(article.id, "name", article.wire),
        "flags": _listed(article.id, "flag", article.flags),
        "dropped": [
            {"article": article.id, "position": index, "reason": line.reason, "text": line.text}
            for index, line in enumerate(article.dropped)
        ],
        "sentences": [_sentence_row(sentence, article.id) for sentence in reading.sentences],
        "times": [_time_row(time, article.id, index) for index, time in enumerate(reading.times)],
        "mentions": [_mention_row(item, article.id, index) for index, item in enumerate(reading.mentions)],
        "reports": [_report_row(report, article.id, index) for index, report in enumerate(reading.reports)],
        "report_actors": [row for report in reading.reports for row in _party_rows(report)],
        "sources": [row for report in reading.reports for row in _source_rows(report)],
        "quotes": [_quote_row(quote, article.id, index) for index, quote in enumerate(reading.quotes)],
    }
    return {
        name: [{key: storable(value) for key, value in row.items()} for row in table] for name, table in rows.items()
    }


def reading_from(rows: Mapping[str, Sequence[Stored]]) -> Reading:
    """Return the reading whose rows, in order of position, are given by table name."""
    (top,) = rows["articles"]
    parties: dict[tuple[str, str], list[str]] = {}
    for row in rows["report_actors"]:
        parties.setdefault((row["report"], row["role"]), []).append(row["code"])
    sources: dict[str, list[Source]] = {}
    for row in rows["sources"]:
        sources.setdefault(row["report"], []).append(Source(row["name"], row["code"], _span(row, "span")))
    return Reading(
        article=_article_from(top, rows),
        sentences=tuple(
            Sentence(row["article"], row["position"], _span(row, "span"), row["paragraph"], row["headline"])
            for row in rows["sentences"]
        ),
        times=tuple(
            Time(
                _span(row, "span"), row["sentence"], row["first_day"], row["last_day"], row["grain"],
                row["iso"], row["how"],
            )
            for row in rows["times"]
        ),
        mentions=tuple(_mention_from(row) for row in rows["mentions"]),
        reports=tuple(
            report_from(
                row,
                sorted(parties.get((row["id"], "actor"), ())),
                sorted(parties.get((row["id"], "recipient"), ())),
                sources.get(row["id"], ()),
            )
            for row in rows["reports"]
        ),
        quotes=tuple(quote_from(row) for row in rows["quotes"]),
    )  # fmt: skip


def report_from(row: Stored, actors: Iterable[str], recipients: Iterable[str], sources: Iterable[Source]) -> Report:
    """Return the report of a row of `reports` with its parties (sorted codes) and sources."""
    return Report(
        id=row["id"],
        article=row["article"],
        sentence=row["sentence"],
        event=row["event"],
        mode=row["mode"],
        aux=tuple(row["aux"].split()),
        actors=tuple(actors),
        recipients=tuple(recipients),
        trigger=_span(row, "trigger"),
        actor_spans=_spans(row["actor_spans"]),
        recipient_spans=_spans(row["recipient_spans"]),
        confidence=row["confidence"],
        coder=row["coder"],
        cue=row["cue"],
        contexts=tuple(row["contexts"]),
        place=row["place"],
        place_span=_maybe_span(row, "place"),
        time=row["time"],
        time_span=_maybe_span(row, "time"),
        sources=tuple(sources),
        repeats=row["repeats"],
    )


def quote_from(row: Stored) -> Quote:
    """Return the quote of a row of `quotes`."""
    return Quote(
        id=row["id"],
        article=row["article"],
        sentence=row["sentence"],
        span=_span(row, "span"),
        speaker=row["speaker"],
        code=row["code"],
        direct=row["direct"],
        speaker_span=_maybe_span(row, "speaker"),
        cue=_maybe_span(row, "cue"),
        medium=row["medium"],
    )


def _ends(name: str, span: Span | None) -> Row:
    return {
        f"{name}_start": None if span is None else span.start,
        f"{name}_end": None if span is None else span.end,
    }


def _span(row: Stored, name: str) -> Span:
    return Span(row[f"{name}_start"], row[f"{name}_end"])


def _maybe_span(row: Stored, name: str) -> Span | None:
    return None if row[f"{name}_start"] is None else _span(row, name)


def _pairs(spans: Iterable[Span]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]


def _spans(pairs: Iterable[Iterable[int]]) -> tuple[Span, ...]:
    return tuple(Span(start, end) for start, end in pairs)


def _listed(article: str, column: str, values: Iterable[str]) -> list[Row]:
    return [{"article": article, "position": index, column: value} for index, value in enumerate(values)]


def _article_row(article: Article) -> Row:
    return {
        "id": article.id,
        "page": article.page,
        "address": article.address,
        "name": article.name,
        "title": article.title,
        "url": article.url,
        "site": article.site,
        "author": article.author,
        "published": article.published,
        "published_how": article.published_how,
        "dateline": article.dateline,
        "lang": article.lang,
        "paragraphs": _pairs(article.paragraphs),
        "text": article.text,
    }


def _article_from(row: Stored, rows: Mapping[str, Sequence[Stored]]) -> Article:
    return Article(
        id=row["id"],
        page=row["page"],
        address=row["address"],
        name=row["name"],
        text=row["text"],
        paragraphs=_spans(row["paragraphs"]),
        title=row["title"],
        url=row["url"],
        site=row["site"],
        author=row["author"],
        published=row["published"],
        published_how=row["published_how"],
        dateline=row["dateline"],
        wire=tuple(entry["name"] for entry in rows["wires"]),
        lang=row["lang"],
        dropped=tuple(Dropped(entry["text"], entry["reason"]) for entry in rows["dropped"]),
        flags=tuple(entry["flag"] for entry in rows["flags"]),
    )


def _sentence_row(sentence: Sentence, article: str) -> Row:
    return {
        "article": article,
        "position": sentence.index,
        **_ends("span", sentence.span),
        "paragraph": sentence.paragraph,
        "headline": sentence.headline,
    }


def _time_row(time: Time, article: str, index: int) -> Row:
    return {
        "article": article,
        "position": index,
        **_ends("span", time.span),
        "sentence": time.sentence,
        "first_day": time.start,
        "last_day": time.end,
        "grain": time.grain,
        "iso": time.iso,
        "how": time.how,
    }


def _mention_row(mention: Mention, article: str, index: int) -> Row:
    return {
        "article": article,
        "position": index,
        **_ends("span", mention.span),
        "sentence": mention.sentence,
        "label": mention.label,
        "name": mention.name,
        "codes": list(mention.codes),
        "how": mention.how,
        **_ends("head", mention.head),
        "country": mention.country,
        "lat": mention.lat,
        "lon": mention.lon,
        "actor": mention.actor,
        "office": mention.office,
        "sector": mention.sector,
        "confidence": mention.confidence,
    }


def _mention_from(row: Stored) -> Mention:
    return Mention(
        span=_span(row, "span"),
        sentence=row["sentence"],
        label=row["label"],
        name=row["name"],
        codes=tuple(row["codes"]),
        how=row["how"],
        head=_span(row, "head"),
        country=row["country"],
        lat=row["lat"],
        lon=row["lon"],
        actor=row["actor"],
        office=row["office"],
        sector=row["sector"],
        confidence=row["confidence"],
    )


def _report_row(report: Report, article: str, index: int) -> Row:
    return {
        "id": report.id,
        "article": article,
        "position": index,
        "sentence": report.sentence,
        "event": report.event,
        "mode": report.mode,
        "aux": f" {' '.join(report.aux)} ",
        "contexts": list(report.contexts),
        **_ends("trigger", report.trigger),
        "actor_spans": _pairs(report.actor_spans),
        "recipient_spans": _pairs(report.recipient_spans),
        "confidence": report.confidence,
        "coder": report.coder,
        "cue": report.cue,
        "place": report.place,
        **_ends("place", report.place_span),
        "time": report.time,
        **_ends("time", report.time_span),
        "repeats": report.repeats,
    }


def _party_rows(report: Report) -> list[Row]:
    return [
        {"report": report.id, "role": role, "code": code}
        for role, codes in (("actor", report.actors), ("recipient", report.recipients))
        for code in sorted(set(codes))
    ]


def _source_rows(report: Report) -> list[Row]:
    return [
        {"report": report.id, "position": index, "name": source.name, "code": source.code,
         **_ends("span", source.span)}
        for index, source in enumerate(report.sources)
    ]  # fmt: skip


def _quote_row(quote: Quote, article: str, index: int) -> Row:
    return {
        "id": quote.id,
        "article": article,
        "position": index,
        "sentence": quote.sentence,
        **_ends("span", quote.span),
        "speaker": quote.speaker,
        "code": quote.code,
        "direct": quote.direct,
        **_ends("speaker", quote.speaker_span),
        **_ends("cue", quote.cue),
        "medium": quote.medium,
    }
