"""Readers turn an opened input into pages. The ones below register as any plug-in would.

Invariants: at most `max_bytes` (and one) of a page or record are held in memory; a reader never
raises for bad content, it yields a Skipped. To add one: decorate a function with `reader(...)`.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from io import BufferedReader, RawIOBase
from typing import BinaryIO, cast

from selaras.model import Page, Skipped, digest
from selaras.pages.decoding import SAMPLE, binary_reason, decode
from selaras.pages.html import excess, looks_like_html
from selaras.pages.inputs import Input, refused
from selaras.pages.options import ReadOptions

ReadFunction = Callable[[Input, ReadOptions], Iterator[Page | Skipped]]


@dataclass(frozen=True, slots=True)
class Reader:
    """A way to read an input. `sniff` looks at the first bytes where name and server say nothing."""

    name: str
    extensions: tuple[str, ...]
    media: tuple[str, ...]
    sniff: Callable[[bytes], bool]
    read: ReadFunction


READERS: dict[str, Reader] = {}  # by name, in the order in which they are asked


def reader(
    name: str,
    *,
    extensions: tuple[str, ...] = (),
    media: tuple[str, ...] = (),
    sniff: Callable[[bytes], bool] = lambda head: False,
) -> Callable[[ReadFunction], ReadFunction]:
    """Register the decorated function as the reader `name` (a later one of that name replaces it)."""

    def register(function: ReadFunction) -> ReadFunction:
        READERS[name] = Reader(name, extensions, media, sniff, function)
        return function

    return register


def choose(source: Input, head: bytes) -> Reader:
    """Return the reader for an input, by file extension, then the server's word, then content."""
    path = (source.url or source.address).partition("?")[0].lower() if source.url else source.address.lower()
    for each in READERS.values():
        if any(path.endswith(extension) for extension in each.extensions):
            return each
    for each in READERS.values():
        if source.media in each.media:
            return each
    return next((each for each in READERS.values() if each.sniff(head)), READERS["text"])


def read_input(source: Input, options: ReadOptions) -> Iterator[Page | Skipped]:
    """Read one opened input with the reader that fits."""
    try:
        with peekable(source.open()) as stream:
            head = stream.peek(SAMPLE)[:SAMPLE]
            if not head:
                yield refused(source.address, "is empty")
            elif what := binary_reason(head):
                yield refused(source.address, f"is {what}, not text, HTML or JSON")
            else:
                opened = replace(source, open=lambda: stream)  # a pipe can be opened only once
                yield from choose(source, head).read(opened, options)
    except PermissionError:
        yield refused(source.address, "cannot be read: permission denied")
    except OSError as error:
        yield refused(source.address, f"cannot be read: {(error.strerror or str(error)).lower()}")


def peekable(stream: BinaryIO) -> BufferedReader:
    """Return a stream whose beginning can be looked at without being consumed."""
    raw = stream.detach() if isinstance(stream, BufferedReader) else stream
    return BufferedReader(cast(RawIOBase, raw), SAMPLE)


def whole(source: Input, options: ReadOptions) -> bytes | Skipped:
    """Return all bytes of an input, or a refusal that names the limit."""
    with source.open() as stream:
        data = stream.read(options.max_bytes + 1)
    if len(data) > options.max_bytes:
        return refused(source.address, f"is larger than the limit of {options.max_bytes:,} bytes per page")
    if not data.strip():
        return refused(source.address, "holds nothing but white space")
    if options.encoding:
        return decode(data, options.encoding).text.encode("utf-8", "replace")
    return data


def page_of(source: Input, data: bytes, media: str) -> Page:
    """Make the page of an input that holds exactly one."""
    page_id = digest(source.url or "", data)
    return Page(page_id, source.address, source.name, data, media, source.url, source.found)


def _sniff_html(head: bytes) -> bool:
    return looks_like_html(decode(head).text)


@reader(
    "html",
    extensions=(".html", ".htm", ".xhtml"),
    media=("text/html", "application/xhtml+xml"),
    sniff=_sniff_html,
)
def read_html(source: Input, options: ReadOptions) -> Iterator[Page | Skipped]:
    """Read one HTML page; one nested beyond reason is refused before any parser sees it."""
    data = whole(source, options)
    if isinstance(data, Skipped):
        yield data
    elif reason := excess(decode(data).text):
        yield refused(source.address, reason)
    else:
        yield page_of(source, data, "text/html")


@reader("text", extensions=(".txt", ".text", ".md"), media=("text/plain",))
def read_text(source: Input, options: ReadOptions) -> Iterator[Page | Skipped]:
    """Read one page of plain text."""
    data = whole(source, options)
    yield data if isinstance(data, Skipped) else page_of(source, data, "text/plain")
