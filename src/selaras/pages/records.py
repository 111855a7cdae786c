"""Readers for JSON (a record or a list, streamed) and JSON Lines. See readers.py for the rules."""

import codecs
import json
from collections.abc import Iterator, Mapping
from pathlib import PurePath
from typing import BinaryIO

from selaras.model import Page, Skipped, digest
from selaras.pages.decoding import BOMS, decode
from selaras.pages.inputs import Input, refused
from selaras.pages.options import ReadOptions
from selaras.pages.readers import reader

# Names that dumps use for the record keys, best first; case does not matter.
FIELDS: Mapping[str, tuple[str, ...]] = {
    "title": ("title", "judul", "headline", "judul_berita", "name"),
    "text": (
        "text", "isi", "body", "content", "konten", "article", "articlebody", "article_text", "full_text",
        "maintext", "teks", "isi_berita", "isi_artikel", "berita", "artikel", "paragraphs",
    ),
    "date": (
        "date", "tanggal", "published", "published_at", "publishedat", "datepublished", "publish_date",
        "date_publish", "published_date", "pubdate", "pub_date", "tanggal_terbit", "waktu", "datetime",
        "timestamp", "created_at",
    ),
    "url": ("url", "link", "tautan", "article_url", "source_url", "href"),
    "site": ("site", "source", "sumber", "publisher", "media", "situs", "source_domain", "domain", "outlet"),
    "author": ("author", "penulis", "authors", "byline", "reporter", "creator"),
    "lang": ("lang", "language", "bahasa"),
    "id": ("id", "_id", "uid", "guid", "article_id"),
}  # fmt: skip
CONTAINERS = ("articles", "data", "items", "results", "records", "berita")  # one record that holds the list
CHUNK = 1_000_000  # bytes read at a time
SHOWN_KEYS = 8  # keys named in a refusal


@reader("jsonl", extensions=(".jsonl", ".ndjson", ".jsonlines"), media=("application/x-ndjson",))
def read_jsonl(source: Input, options: ReadOptions) -> Iterator[Page | Skipped]:
    """Read one record per line; a bad or overlong line is refused and the next one read."""
    with source.open() as stream:
        for number, line in _lines(stream, options.max_bytes):
            address = f"{source.address} line {number}"
            if line is None:
                yield refused(address, f"is larger than the limit of {options.max_bytes:,} bytes per record")
                continue
            text = decode(line, options.encoding).text.strip()
            if not text:
                continue
            try:
                record = json.loads(text)
            except (ValueError, RecursionError) as error:
                yield refused(address, f"is not valid JSON ({_short(error)}); expected one record per line")
                continue
            yield page_of_record(record, source, address, number, options)


def _sniff_json(head: bytes) -> bool:
    return decode(head[:200]).text.lstrip()[:1] in ("{", "[")


@reader("json", extensions=(".json",), media=("application/json",), sniff=_sniff_json)
def read_json(source: Input, options: ReadOptions) -> Iterator[Page | Skipped]:
    """Read one record, a list of records (streamed), or records one after the other."""
    with source.open() as stream:
        yield from _Records(stream, source, options).pages()


class _Records:
    """Reads records from a stream through a window that holds little more than one of them."""

    def __init__(self, stream: BinaryIO, source: Input, options: ReadOptions) -> None:
        self.stream, self.source, self.options = stream, source, options
        head = stream.read(CHUNK)
        encoding = next((name for mark, name in BOMS if head.startswith(mark)), options.encoding or "utf-8")
        self.decoder = codecs.getincrementaldecoder(encoding)("replace")
        self.window = self.decoder.decode(head)
        self.at = 0  # where the unread part of the window begins
        self.line = 1
        self.ended = len(head) < CHUNK

    def pages(self) -> Iterator[Page | Skipped]:
        listed = self._skip(" \t\r\n\ufeff") == "["
        if listed:
            self._drop(1)
        count = 0
        while (char := self._skip(" \t\r\n,")) and not (listed and char == "]"):
            address = f"{self.source.address} line {self.line}"
            line = self.line
            try:
                record = self._value()
            except (ValueError, RecursionError) as error:
                yield refused(address, f"is not valid JSON ({_short(error)}); expected a record or a list")
                return
            for item in _unpacked(record):
                count += 1
                yield page_of_record(item, self.source, address, count if line == 1 else line, self.options)
        if not count:
            yield refused(self.source.address, "holds no records; expected a JSON record or a list of them")
        elif listed and not char:
            yield refused(self.source.address, f"ends at line {self.line} within its list of records")

    def _value(self) -> object:
        """Decode the value at the window's start, widening the window until it is whole."""
        decoder = json.JSONDecoder()
        while True:
            try:
                value, end = decoder.raw_decode(self.window, self.at)
            except ValueError:
                if len(self.window) - self.at > self.options.max_bytes:
                    limit = self.options.max_bytes
                    raise ValueError(f"no whole record within the limit of {limit:,} bytes") from None
                if self.ended:
                    raise
                self._more()
            else:
                self._drop(end - self.at)
                return value

    def _skip(self, chars: str) -> str:
        """Drop separators; return the next character, "" at the end."""
        while True:
            end = self.at
            while end < len(self.window) and self.window[end] in chars:
                end += 1
            self._drop(end - self.at)
            if end < len(self.window) or self.ended:
                return self.window[end : end + 1]
            self._more()

    def _drop(self, count: int) -> None:
        self.line += self.window.count("\n", self.at, self.at + count)
        self.at += count

    def _more(self) -> None:
        data = self.stream.read(CHUNK)
        self.ended = not data
        self.window = self.window[self.at :] + self.decoder.decode(data, final=self.ended)
        self.at = 0


def page_of_record(record: object, source: Input, address: str, number: int, options: ReadOptions) -> Page | Skipped:
    """Make the page of one record: canonical JSON of the known keys, in the order of FIELDS."""
    if not isinstance(record, dict):
        return refused(address, f"expected a record with a text, found {_kind(record)}")
    low = {str(key).lower(): value for key, value in record.items()}
    found: dict[str, str] = {}
    for key, names in FIELDS.items():
        wanted = (options.fields[key].lower(),) if key in options.fields else names
        value = next((text for name in wanted if (text := _plain(low.get(name), key))), None)
        if value:
            found[key] = value
    if "text" not in found:
        keys = ", ".join(str(key) for key in list(record)[:SHOWN_KEYS]) or "none"
        expected = options.fields.get("text", "text, isi, body or content")
        return refused(address, f"expected a record with a text ({expected}); it has the keys: {keys}")
    data = json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    if len(data) > options.max_bytes:
        return refused(address, f"is larger than the limit of {options.max_bytes:,} bytes per record")
    name = found.get("id") or f"{PurePath(source.name).name}-{number}"
    url = found.get("url")
    return Page(digest(url or "", data), address, name, data, "application/json", url, source.found)


def _plain(value: object, key: str) -> str | None:
    """Turn a record's value into text: lists are joined, objects give their name."""
    if isinstance(value, str):
        return value.strip() or None
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, list):
        parts = [part for item in value if (part := _plain(item, key))]
        return ("\n\n" if key == "text" else ", ").join(parts) or None
    if isinstance(value, dict):
        return next(
            (text for name in ("name", "title", "$oid", "$date") if (text := _plain(value.get(name), key))),
            None,
        )
    return None


def _unpacked(record: object) -> list[object]:
    """Return the records inside a container such as {"articles": [...]}, else the record itself."""
    if isinstance(record, dict):
        for key in CONTAINERS:
            inside = record.get(key)
            if isinstance(inside, list) and inside and isinstance(inside[0], dict):
                return list(inside)
    return [record]


def _lines(stream: BinaryIO, limit: int) -> Iterator[tuple[int, bytes | None]]:
    """Yield numbered lines; None stands for a line over `limit`, which is skipped in pieces."""
    number = 0
    while line := stream.readline(limit + 1):
        number += 1
        if len(line) <= limit:
            yield number, line
            continue
        yield number, None
        while line and not line.endswith(b"\n"):
            line = stream.readline(CHUNK)


def _kind(value: object) -> str:
    names = {list: "a list", str: "a string", bool: "a truth value", type(None): "null"}
    return names.get(type(value), "a number")


def _short(error: Exception) -> str:
    return "nested too deeply" if isinstance(error, RecursionError) else str(error).partition(": line")[0]
