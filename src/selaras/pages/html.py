"""HTML to lines and metadata, by trafilatura; lxml alone where that finds nothing.

Invariants: nothing is parsed before its depth and number of tags are known to be bounded; page
text is never executed or kept as markup.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

import lxml.html
from lxml import etree

MAX_DEPTH = 400  # real pages stay under 100; parsers slow down or fail far beyond
MAX_TAGS = 30_000  # start and end tags; real pages stay under 20,000, extraction takes seconds beyond
TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^<>]{0,5000}?(/?)>|<(/?)([a-zA-Z][a-zA-Z0-9]*)")
SNIFF = re.compile(r"<!doctype html|<html|<head|<body|<article|<meta\s|<(?:p|div|h1|title)\b[^>]*>", re.IGNORECASE)
FRAGMENT = re.compile(r"</(?:p|div|br|h[1-6]|li|ul|span|strong|em|a|b|i)>|<br\s*/?>|<p[ >]", re.IGNORECASE)
# Elements that need no end tag: they do not nest, so they do not count for the depth.
UNNESTED = frozenset((
    "p", "li", "td", "tr", "th", "dt", "dd", "option", "thead", "tbody", "tfoot", "area", "base", "br",
    "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr", "html",
    "head", "body", "rp", "rt", "colgroup", "optgroup",
))  # fmt: skip
SKIPPED_TAGS = ("script", "style", "noscript", "template", "svg", "iframe", "form", "nav", "button", "select")
BLOCKS = frozenset((
    "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "br", "tr", "table", "section",
    "article", "header", "footer", "blockquote", "figure", "figcaption", "aside", "pre", "hr", "dd",
    "dt",
))  # fmt: skip
META_DATE = (
    "article:published_time", "og:published_time", "datepublished", "date", "publishdate", "publish-date",
    "pubdate", "dc.date", "dc.date.issued", "dcterms.created", "dcterms.date", "sailthru.date",
    "parsely-pub-date", "cxenseparse:recs:publishtime", "content_publisheddate", "originalpublicationdate",
)  # fmt: skip
META_SITE = ("og:site_name", "application-name", "dc.publisher", "copyright_holder")
META_AUTHOR = ("author", "article:author", "dc.creator", "byl", "parsely-author", "content_author")
META_TITLE = ("og:title", "twitter:title", "dc.title")
META_URL = ("og:url",)
AUTHOR_LINK = re.compile(r"https?://|@", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class HtmlContent:
    """Lines of the main text and what the page says about itself; `dates` best first."""

    lines: tuple[str, ...]
    title: str | None
    dates: tuple[str, ...]
    site: str | None
    author: str | None
    url: str | None
    lang: str | None


def looks_like_html(text: str) -> bool:
    """Say whether a text begins like an HTML page."""
    return text.lstrip()[:1] == "<" and SNIFF.search(text[:4000]) is not None


def has_markup(text: str) -> bool:
    """Say whether a record's text is a piece of HTML."""
    return "<" in text and FRAGMENT.search(text) is not None


def excess(text: str) -> str | None:
    """Say what makes a page too much for parsers (depth or number of tags); None for a usual page."""
    depth = 0
    for match in islice(TAG.finditer(text), MAX_TAGS):
        name = (match[2] or match[5]).lower()
        if name in UNNESTED or match[3]:
            continue
        if match[1] or match[4]:
            depth = max(0, depth - 1)
        else:
            depth += 1
            if depth > MAX_DEPTH:
                return f"its HTML tags are nested more than {MAX_DEPTH} deep: not a news page"
    if text.count("<") > MAX_TAGS:
        return f"it has more than {MAX_TAGS:,} HTML tags: not a news page"
    return None


def read_page(text: str) -> HtmlContent | str:
    """Extract a page; a str says why it cannot be."""
    if reason := excess(text):
        return reason
    tree = _parsed(text)
    if tree is None:
        return "its HTML cannot be parsed"
    linked = list(_json_ld(tree))
    meta = _meta(tree)
    main = _main_text(text, tree)
    site = _first(meta, META_SITE) or _linked_name(linked, "publisher")
    title = _linked(linked, "headline") or _first(meta, META_TITLE) or _heading(tree)
    return HtmlContent(
        lines=tuple(main),
        title=_without_site(title, site),
        dates=tuple(_dates(tree, linked, meta)),
        site=site,
        author=_author(_linked_name(linked, "author") or _first(meta, META_AUTHOR)),
        url=_canonical(tree) or _first(meta, META_URL),
        lang=tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang"),
    )


def fragment_lines(text: str) -> list[str]:
    """Turn a piece of HTML (a record's text) into lines; text that is too deep loses its tags."""
    tree = None if excess(text) else _parsed(f"<div>{text}</div>")
    if tree is None:
        return re.sub(r"<[^<>]*>", "\n", text).split("\n")
    return _block_lines(tree)


def _parsed(text: str) -> Any:
    parser = lxml.html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        return lxml.html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


def _main_text(text: str, tree: Any) -> list[str]:
    """Return the lines of the main text: precise first, then by default, then all paragraphs."""
    import trafilatura  # here, since loading it takes longer than cleaning a hundred plain texts

    for precise in (True, False):
        found = trafilatura.extract(
            text,
            favor_precision=precise,
            include_comments=False,
            include_tables=False,
            with_metadata=False,
            deduplicate=False,
        )
        if found and len(found) >= 200:
            return str(found).split("\n")
    paragraphs = [line for node in tree.iter("p") if (line := " ".join(node.text_content().split()))]
    if sum(map(len, paragraphs)) > len(found or ""):
        return paragraphs
    return str(found).split("\n") if found else _block_lines(tree)


def _block_lines(tree: Any) -> list[str]:
    """Return the visible text of a tree, one line per block element."""
    etree.strip_elements(tree, *SKIPPED_TAGS, with_tail=False)
    parts: list[str] = []
    for event, node in etree.iterwalk(tree, events=("start", "end")):
        block = isinstance(node.tag, str) and node.tag in BLOCKS
        if event == "start":
            if block:
                parts.append("\n")
            parts.append((node.text or "").replace("\n", " "))
        else:
            if block:
                parts.append("\n")
            parts.append((node.tail or "").replace("\n", " "))
    return "".join(parts).split("\n")


def _json_ld(tree: Any) -> Iterator[dict[str, Any]]:
    """Yield the article objects of JSON-LD scripts; broken scripts are passed over."""
    for script in tree.iter("script"):
        if (script.get("type") or "").lower() != "application/ld+json":
            continue
        try:
            value = json.loads(script.text or "", strict=False)
        except (ValueError, RecursionError):
            continue
        queue = [value]
        while queue:
            item = queue.pop(0)
            if isinstance(item, list):
                queue.extend(item)
            elif isinstance(item, dict):
                queue.extend(item[key] for key in ("@graph", "mainEntity") if key in item)
                if "datePublished" in item or "headline" in item:
                    yield item


def _meta(tree: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for node in tree.iter("meta"):
        key = node.get("property") or node.get("name") or node.get("itemprop") or ""
        value = (node.get("content") or "").strip()
        if key and value:
            found.setdefault(key.lower(), value)
    return found


def _dates(tree: Any, linked: list[dict[str, Any]], meta: dict[str, str]) -> Iterator[str]:
    yield from (str(item["datePublished"]) for item in linked if item.get("datePublished"))
    yield from (meta[name] for name in META_DATE if name in meta)
    for node in tree.iter("time"):
        if value := (node.get("datetime") or node.text_content() or "").strip():
            yield value[:100]


def _first(meta: dict[str, str], names: tuple[str, ...]) -> str | None:
    return next((" ".join(meta[name].split()) for name in names if name in meta), None)


def _linked(linked: list[dict[str, Any]], key: str) -> str | None:
    return next((" ".join(item[key].split()) for item in linked if isinstance(item.get(key), str)), None)


def _linked_name(linked: list[dict[str, Any]], key: str) -> str | None:
    """Return the name(s) of a JSON-LD person or organisation."""
    for item in linked:
        value = item.get(key)
        entries = value if isinstance(value, list) else [value]
        names = [entry.get("name") if isinstance(entry, dict) else entry for entry in entries]
        if shown := ", ".join(name.strip() for name in names if isinstance(name, str) and name.strip()):
            return shown
    return None


def _author(value: str | None) -> str | None:
    return None if value is None or AUTHOR_LINK.search(value) else value


def _heading(tree: Any) -> str | None:
    for name in ("h1", "title"):
        for node in tree.iter(name):
            if text := " ".join(node.text_content().split()):
                return text
    return None


def _without_site(title: str | None, site: str | None) -> str | None:
    """Cut " - Site" or " | Site" off a title."""
    if not title:
        return None
    head, mark, tail = title, "", ""
    for sign in (" | ", " - ", " – ", " — "):
        if sign in title:
            head, mark, tail = title.rpartition(sign)
            break
    same = site and tail.strip().lower().replace(" ", "") in site.lower().replace(" ", "") + ".com"
    return head.strip() if mark and same else title


def _canonical(tree: Any) -> str | None:
    for node in tree.iter("link"):
        if (node.get("rel") or "").lower() == "canonical" and (href := node.get("href") or "").startswith("http"):
            return str(href)
    return None
