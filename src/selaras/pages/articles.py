"""Pages to articles: decode, find the lines of the article, and gather what the page says of itself.

Invariants: every page gives one Article or one Skipped; nothing is invented, the text holds only
what stands on the page; an impossible date is never kept. A file's own date is never taken as the
date of publication: copies and downloads are dated by when they were made.
"""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from urllib.parse import urlsplit

from selaras.model import Article, Dropped, Page, Skipped, Span
from selaras.pages.dates import lede_date, read_date, url_date
from selaras.pages.decoding import decode
from selaras.pages.flags import has_spam, is_short, is_truncated
from selaras.pages.headers import Header, take_headers
from selaras.pages.html import fragment_lines, has_markup, read_page
from selaras.pages.knowledge import PagesKnowledge, line_words, load_knowledge
from selaras.pages.layout import page_lines
from selaras.pages.lines import Sorted, sort_lines
from selaras.pages.wire import credits, dateline

MAX_LINES = 20_000  # no article has more; a page that does is refused, not sorted for minutes
LANGUAGE = re.compile(r"([a-z]{2})(?:[-_].*)?$", re.IGNORECASE)
LINE_ENDS = re.compile(r"\r\n?|\n|\x0b|\x0c|\x85|\u2028|\u2029")


@dataclass(frozen=True, slots=True)
class Material:
    """A page's lines and what it says of itself, before the lines are sorted."""

    lines: tuple[str, ...]
    repaired: bool
    title: str | None = None
    dates: tuple[str, ...] = ()
    how: str = "meta"  # where the dates come from: meta or record
    url: str | None = None
    site: str | None = None
    author: str | None = None
    lang: str | None = None


def clean(
    pages: Iterable[Page | Skipped], knowledge: PagesKnowledge | None = None, today: date | None = None
) -> Iterator[Article | Skipped]:
    """Make an article of each page; Skipped records pass through.

    `today` is the day after whose morrow a printed date is impossible (default: the clock's, UTC).
    """
    known = knowledge or load_knowledge()
    day = today or datetime.now(UTC).date()
    for page in pages:
        yield page if isinstance(page, Skipped) else clean_page(page, known, day)


def clean_page(page: Page, knowledge: PagesKnowledge, today: date) -> Article | Skipped:
    """Make the article of one page, or say in one sentence why there is none."""
    material = _material(page)
    if isinstance(material, str):
        return Skipped("clean", page.address, material)
    if sum(not line.isspace() for line in material.lines if line) > MAX_LINES:
        return Skipped("clean", page.address, f"has more than {MAX_LINES:,} lines: not an article")
    lines = page_lines(material.lines)
    header = take_headers(lines, knowledge, today, titled=bool(material.title))
    url = page.url or material.url or header.url
    found = sort_lines(lines, knowledge, _plain(material.title), _slug(url))
    if not found.paragraphs and not found.title:
        return Skipped("clean", page.address, "holds no article text, only menus or links")
    return _article(page, material, header, found, url, knowledge, today)


def _material(page: Page) -> Material | str:
    """Read a page by its media type; a str says why it cannot be."""
    decoded = decode(page.data)
    if page.media == "text/html":
        content = read_page(decoded.text)
        if isinstance(content, str):
            return content
        return Material(
            content.lines, decoded.repaired, content.title, content.dates, "meta",
            content.url, content.site, content.author, content.lang,
        )  # fmt: skip
    if page.media == "application/json":
        return _record(decoded.text)
    return Material(tuple(LINE_ENDS.split(decoded.text)), decoded.repaired)


def _record(text: str) -> Material | str:
    try:
        record = json.loads(text)
    except (ValueError, RecursionError):
        return "its record is not valid JSON"
    if not isinstance(record, dict) or not isinstance(record.get("text"), str):
        return "its record has no text"
    values = {key: value for key, value in record.items() if isinstance(value, str)}
    body = values["text"]
    lines = fragment_lines(body) if has_markup(body) else LINE_ENDS.split(body)
    return Material(
        lines=tuple(lines),
        repaired="\ufffd" in body,
        title=values.get("title"),
        dates=(values["date"],) if "date" in values else (),
        how="record",
        url=values.get("url"),
        site=values.get("site"),
        author=values.get("author"),
        lang=values.get("lang"),
    )


def _article(
    page: Page,
    material: Material,
    header: Header,
    found: Sorted,
    url: str | None,
    knowledge: PagesKnowledge,
    today: date,
) -> Article:
    text, spans = _joined(found)
    body = found.paragraphs
    published, how, impossible = _published(material, header, url, body, knowledge, today)
    flags = [
        name
        for name, holds in (
            ("truncated", is_truncated(body, knowledge.headers)),
            ("spam-inserted", has_spam([reason for _, reason in found.dropped])),
            ("no-date", published is None),
            ("date-impossible", impossible),
            ("too-short", is_short(text)),
            ("encoding-repaired", material.repaired),
        )
        if holds
    ]
    return Article(
        id=page.id,
        page=page.id,
        address=page.address,
        name=page.name,
        text=text,
        paragraphs=spans,
        title=found.title,
        url=url,
        site=material.site or header.site or _host(url),
        author=material.author or header.author or found.author,
        published=published,
        published_how=how,
        dateline=(dateline(body[0], knowledge.credits) if body else None) or header.place,
        wire=credits(text, found.credits, knowledge.credits),
        lang=_language(material.lang),
        dropped=tuple(Dropped(line, reason) for line, reason in found.dropped),
        flags=tuple(flags),
    )


def _joined(found: Sorted) -> tuple[str, tuple[Span, ...]]:
    """Join headline and paragraphs by blank lines; return the text and each one's span."""
    parts = ([found.title] if found.title else []) + found.paragraphs
    spans: list[Span] = []
    at = 0
    for part in parts:
        spans.append(Span(at, at + len(part)))
        at += len(part) + 2
    return "\n\n".join(parts), tuple(spans)


def _published(
    material: Material,
    header: Header,
    url: str | None,
    body: list[str],
    knowledge: PagesKnowledge,
    today: date,
) -> tuple[str | None, str, bool]:
    """Return the date, where it comes from, and whether an impossible one was rejected.

    What the page says of itself (record, meta) goes before a printed line, the address and the
    bracketed day of the first paragraphs; without any of these the date stays unknown.
    """
    impossible = False
    for value in material.dates:
        if printed := read_date(value, knowledge.dates, today):
            if printed.iso:
                return printed.iso, material.how, impossible
            impossible = True
    for printed in header.printed:
        if printed.iso:
            return printed.iso, "line", impossible
        impossible = True
    if url and (day := url_date(url, today)):
        return day, "url", impossible
    if day := lede_date("\n".join(body[:5]), today):
        return day, "lede", impossible
    return None, "none", impossible


def _plain(title: str | None) -> str | None:
    return (" ".join(title.split()) or None) if title else None


def _slug(url: str | None) -> frozenset[str]:
    return frozenset(line_words(_parts(url)[1].rstrip("/").rpartition("/")[2])) if url else frozenset()


def _host(url: str | None) -> str | None:
    return _parts(url)[0].removeprefix("www.") or None if url else None


def _parts(url: str) -> tuple[str, str]:
    """Return host and path of an address; both empty where it is none."""
    try:
        parts = urlsplit(url)
        return parts.hostname or "", parts.path
    except ValueError:
        return "", ""


def _language(value: str | None) -> str:
    match = LANGUAGE.match(value or "")
    return match[1].lower() if match else "und"
