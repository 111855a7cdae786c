"""The questions an archive answers. Everything takes a connection and gives records, never rows."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Table,
    and_,
    column,
    exists,
    func,
    or_,
    select,
    table,
    text,
)

from selaras.archive.found import ArticleLine, EventFilter, FoundEvent, FoundQuote, Hit
from selaras.archive.fts import match
from selaras.archive.rows import Stored, quote_from, reading_from, report_from
from selaras.archive.schema import (
    TABLES,
    articles,
    dropped,
    flags,
    mentions,
    report_actors,
    reports,
    sentences,
    skipped,
    sources,
    times,
    wires,
)
from selaras.archive.schema import (
    quotes as quotes_table,
)
from selaras.knowledge.plover import plover
from selaras.model import Reading, Skipped, Source, Span

CHUNK = 200  # results fetched and completed at a time
OPEN, SHUT, GAP = "\ue000", "\ue001", "…"  # marks of a search hit; private use, so no page means them
SNIPPET_WORDS = 24
PER_ARTICLE = {
    "wires": wires,
    "flags": flags,
    "dropped": dropped,
    "sentences": sentences,
    "times": times,
    "mentions": mentions,
    "reports": reports,
    "quotes": quotes_table,
}
EVIDENCE = func.substr(articles.c.text, sentences.c.span_start + 1, sentences.c.span_end - sentences.c.span_start)


def events(connection: Connection, wanted: EventFilter) -> Iterator[FoundEvent]:
    """Return the events a filter lets through, by time (undated last), article and position."""
    query = (
        select(reports, sentences.c.span_start, sentences.c.span_end, EVIDENCE.label("evidence"))
        .join(articles, articles.c.id == reports.c.article)
        .join(
            sentences,
            and_(sentences.c.article == reports.c.article, sentences.c.position == reports.c.sentence),
        )
        .where(*_event_conditions(wanted))
        .order_by(reports.c.time.is_(None), reports.c.time, articles.c.published, articles.c.id, reports.c.position)
    )
    result = connection.execute(_cut(query, wanted.limit, wanted.offset))
    for chunk in result.partitions(CHUNK):
        lines = _lines(connection, {row.article for row in chunk})
        parties = _parties(connection, [row.id for row in chunk])
        credits = _sources(connection, [row.id for row in chunk])
        for row in chunk:
            report = report_from(
                row._mapping,
                parties.get((row.id, "actor"), ()),
                parties.get((row.id, "recipient"), ()),
                credits.get(row.id, ()),
            )
            span = Span(row.span_start, row.span_end)
            yield FoundEvent(report, lines[row.article], row.evidence, span)


def _event_conditions(wanted: EventFilter) -> list[ColumnElement[bool]]:
    kept: list[ColumnElement[bool]] = [reports.c.repeats.is_(None)]
    if wanted.actor:
        kept.append(_party(wanted.actor, "actor"))
    if wanted.recipient:
        kept.append(_party(wanted.recipient, "recipient"))
    kept.extend(_party(code, None) for code in wanted.pair or ())
    if wanted.types:
        kept.append(reports.c.event.in_(wanted.types))
    if wanted.quad is not None:
        kept.append(reports.c.event.in_(plover().in_quad(wanted.quad)))
    kept.extend(_within(reports.c.time, wanted.since, wanted.until))
    if wanted.place:
        kept.append(reports.c.place.icontains(wanted.place, autoescape=True))
    if wanted.aux == "none":
        kept.append(func.trim(reports.c.aux) == "")
    elif wanted.aux:
        kept.append(reports.c.aux.contains(f" {wanted.aux} ", autoescape=True))
    if wanted.text:
        kept.append(sentences.c.number.in_(_sentences_matching(wanted.text)))
    if wanted.lang:
        kept.append(articles.c.lang == wanted.lang)
    if wanted.article:
        kept.append(or_(articles.c.id == wanted.article, articles.c.name == wanted.article))
    return kept


def _party(code: str, role: str | None) -> ColumnElement[bool]:
    within = [report_actors.c.report == reports.c.id, report_actors.c.code == code]
    if role is not None:
        within.append(report_actors.c.role == role)
    return exists().where(*within)


def _within(date: ColumnElement[Any], since: str | None, until: str | None) -> list[ColumnElement[bool]]:
    """Conditions that an ISO day, month or year touches [since, until]: compare what both give."""
    kept: list[ColumnElement[bool]] = []
    if since:
        kept.append(date >= func.substr(since, 1, func.length(date)))
    if until:
        kept.append(func.substr(date, 1, len(until)) <= until)
    return kept


def _sentences_matching(query: str) -> Select[Any]:
    index = table("sentences_fts", column("rowid"), column("sentences_fts"))
    return select(index.c.rowid).where(index.c.sentences_fts.op("MATCH")(match(query)))


def _cut(query: Select[Any], limit: int, offset: int) -> Select[Any]:
    return query.limit(limit or -1).offset(offset) if limit or offset else query


def quotes(
    connection: Connection,
    speaker: str | None,
    code: str | None,
    words: str | None,
    article: str | None,
    limit: int,
    offset: int,
) -> Iterator[FoundQuote]:
    """Return quotes by article's publication and position."""
    spoken = func.substr(
        articles.c.text, quotes_table.c.span_start + 1, quotes_table.c.span_end - quotes_table.c.span_start
    )
    query = (
        select(
            quotes_table,
            spoken.label("words"),
            sentences.c.span_start.label("sentence_start"),
            sentences.c.span_end.label("sentence_end"),
            EVIDENCE.label("evidence"),
        )
        .join(articles, articles.c.id == quotes_table.c.article)
        .join(
            sentences,
            and_(
                sentences.c.article == quotes_table.c.article,
                sentences.c.position == quotes_table.c.sentence,
            ),
        )
        .order_by(articles.c.published.is_(None), articles.c.published, articles.c.id, quotes_table.c.position)
    )
    if speaker:
        query = query.where(quotes_table.c.speaker.icontains(speaker, autoescape=True))
    if code:
        query = query.where(quotes_table.c.code == code)
    if words:
        query = query.where(sentences.c.number.in_(_sentences_matching(words)))
    if article:
        query = query.where(or_(articles.c.id == article, articles.c.name == article))
    for chunk in connection.execute(_cut(query, limit, offset)).partitions(CHUNK):
        lines = _lines(connection, {row.article for row in chunk})
        for row in chunk:
            span = Span(row.sentence_start, row.sentence_end)
            yield FoundQuote(quote_from(row._mapping), lines[row.article], row.words, row.evidence, span)


def articles_listed(
    connection: Connection,
    lang: str | None,
    since: str | None,
    until: str | None,
    flag: str | None,
    wire: str | None,
    limit: int,
    offset: int,
) -> Iterator[ArticleLine]:
    """Return articles by publication time, undated last."""
    day = func.substr(articles.c.published, 1, 10)
    query = select(articles.c.id).order_by(
        articles.c.published.is_(None), articles.c.published, articles.c.name, articles.c.id
    )
    query = query.where(*_within(day, since, until))
    if lang:
        query = query.where(articles.c.lang == lang)
    if flag:
        query = query.where(exists().where(flags.c.article == articles.c.id, flags.c.flag == flag))
    if wire:
        query = query.where(
            exists().where(wires.c.article == articles.c.id, wires.c.name.icontains(wire, autoescape=True))
        )
    for chunk in connection.execute(_cut(query, limit, offset)).scalars().partitions(CHUNK):
        lines = _lines(connection, set(chunk))
        yield from (lines[article] for article in chunk)


def search(connection: Connection, query: str, limit: int, offset: int) -> Iterator[Hit]:
    """Return the articles that hold all words of a query, best first (BM25; the title counts threefold)."""
    sought = text(
        "SELECT articles.id, snippet(articles_fts, 1, :open, :shut, :gap, :words)"
        " FROM articles_fts JOIN articles ON articles.number = articles_fts.rowid"
        " WHERE articles_fts MATCH :sought ORDER BY bm25(articles_fts, 3.0, 1.0), articles.id"
        " LIMIT :limit OFFSET :offset"
    )
    values = {"open": OPEN, "shut": SHUT, "gap": GAP, "words": SNIPPET_WORDS, "sought": match(query)}
    found = connection.execute(sought, {**values, "limit": limit or -1, "offset": offset}).all()
    lines = _lines(connection, {row[0] for row in found})
    for article, snippet in found:
        yield Hit(lines[article], tuple(snippet.replace(SHUT, OPEN).split(OPEN)))


def reading(connection: Connection, article: str) -> Reading | None:
    """Return an article with all that was read of it, by its id."""
    top = connection.execute(select(articles).where(articles.c.id == article)).mappings().all()
    if not top:
        return None
    rows: dict[str, Sequence[Stored]] = {"articles": top}
    for name, part in PER_ARTICLE.items():
        query = select(part).where(part.c.article == article).order_by(part.c.position)
        rows[name] = connection.execute(query).mappings().all()
    of_reports = select(reports.c.id).where(reports.c.article == article)
    parties = select(report_actors).where(report_actors.c.report.in_(of_reports))
    credits = select(sources).where(sources.c.report.in_(of_reports)).order_by(sources.c.position)
    rows["report_actors"] = connection.execute(parties).mappings().all()
    rows["sources"] = connection.execute(credits).mappings().all()
    return reading_from(rows)


def article_ids(connection: Connection) -> Sequence[str]:
    """Return the ids of all articles, in order."""
    return connection.execute(select(articles.c.id).order_by(articles.c.id)).scalars().all()


def skips(connection: Connection, refused: bool | None) -> Iterator[Skipped]:
    """Return what was left out, in order of address."""
    query = select(skipped).order_by(skipped.c.address, skipped.c.stage, skipped.c.id)
    if refused is not None:
        query = query.where(skipped.c.refused.is_(refused))
    for row in connection.execute(query):
        yield Skipped(row.stage, row.address, row.reason, row.refused)


def counts(connection: Connection) -> dict[str, int]:
    """Return the number of rows of each table."""
    return {each.name: connection.execute(select(func.count()).select_from(each)).scalar_one() for each in TABLES}


def dropped_by_reason(connection: Connection) -> dict[str, int]:
    """Return how many lines were dropped from pages, by reason, most frequent first."""
    number = func.count()
    query = select(dropped.c.reason, number).group_by(dropped.c.reason).order_by(number.desc(), dropped.c.reason)
    found = connection.execute(query.order_by(number.desc(), dropped.c.reason))
    return {row[0]: row[1] for row in found}


def _lines(connection: Connection, ids: Iterable[str]) -> dict[str, ArticleLine]:
    """Return the articles' lines by id."""
    wanted = sorted(ids)
    columns = [articles.c[name] for name in ("id", "name", "address", "title", "url", "published")]
    query = select(*columns, articles.c.published_how, articles.c.lang).where(articles.c.id.in_(wanted))

    def listed(part: Table, value: str) -> dict[str, tuple[str, ...]]:
        of = select(part.c.article, part.c[value]).where(part.c.article.in_(wanted))
        found: dict[str, tuple[str, ...]] = {}
        for article, entry in connection.execute(of.order_by(part.c.article, part.c.position)):
            found[article] = (*found.get(article, ()), entry)
        return found

    def numbers(part: Table, *conditions: ColumnElement[bool]) -> dict[str, int]:
        of = select(part.c.article, func.count()).where(part.c.article.in_(wanted), *conditions)
        return {row[0]: row[1] for row in connection.execute(of.group_by(part.c.article))}

    credits = listed(wires, "name")
    marks = listed(flags, "flag")
    lines = numbers(dropped)
    happened = numbers(reports, reports.c.repeats.is_(None))
    spoken = numbers(quotes_table)
    return {
        row.id: ArticleLine(
            **row._mapping,
            wire=credits.get(row.id, ()),
            flags=marks.get(row.id, ()),
            dropped=lines.get(row.id, 0),
            events=happened.get(row.id, 0),
            quotes=spoken.get(row.id, 0),
        )
        for row in connection.execute(query)
    }


def _parties(connection: Connection, ids: Sequence[str]) -> dict[tuple[str, str], list[str]]:
    query = select(report_actors).where(report_actors.c.report.in_(ids)).order_by(report_actors.c.code)
    found: dict[tuple[str, str], list[str]] = {}
    for row in connection.execute(query):
        found.setdefault((row.report, row.role), []).append(row.code)
    return found


def _sources(connection: Connection, ids: Sequence[str]) -> dict[str, list[Source]]:
    query = select(sources).where(sources.c.report.in_(ids)).order_by(sources.c.report, sources.c.position)
    found: dict[str, list[Source]] = {}
    for row in connection.execute(query):
        found.setdefault(row.report, []).append(Source(row.name, row.code, Span(row.span_start, row.span_end)))
    return found
