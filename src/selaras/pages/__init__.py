"""Pages: what is read from files, folders and the net, and the clean articles made of it.

The door of this package: `read` turns inputs into pages, `clean` pages into articles. Both yield
a Skipped with one clear sentence for what they leave out.
"""

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from selaras.model import InputRefused, Page, Skipped
from selaras.pages import records as _records  # noqa: F401  (registers the JSON readers)
from selaras.pages.articles import clean, clean_page
from selaras.pages.decoding import decode
from selaras.pages.fetch import Fetcher
from selaras.pages.inputs import Input, expand, from_bytes, is_url, refused
from selaras.pages.knowledge import PagesKnowledge, load_knowledge
from selaras.pages.lines import NOT_LISTED
from selaras.pages.options import ReadOptions
from selaras.pages.readers import READERS, Reader, read_input, reader

__all__ = [
    "NOT_LISTED",
    "READERS",
    "Input",
    "PagesKnowledge",
    "ReadOptions",
    "Reader",
    "clean",
    "clean_page",
    "load_knowledge",
    "read",
    "reader",
]


def read(inputs: Iterable[str], options: ReadOptions) -> Iterator[Page | Skipped]:
    """Read files, folders (recursively, in order of name), globs, "-" (standard input) and URLs.

    Yields a Page for each page or record found, and a Skipped (refused=True) for each input, or
    line of an input, that cannot be read. Never raises for what it is given to read.
    """
    with ExitStack() as stack:
        fetcher: Fetcher | None = None
        for given in inputs:
            if is_url(given):
                fetcher = fetcher or stack.enter_context(Fetcher(options))
                yield from _read_url(given, fetcher, options)
                continue
            for source in expand(given):
                if isinstance(source, Skipped):
                    yield source
                else:
                    yield from read_input(source, options)


def _read_url(url: str, fetcher: Fetcher, options: ReadOptions) -> Iterator[Page | Skipped]:
    try:
        fetched = fetcher.fetch(url)
    except InputRefused as error:
        yield refused(error.address, error.reason)
        return
    data = fetched.data
    if fetched.charset and fetched.charset.lower().replace("-", "") != "utf8" and not options.encoding:
        data = decode(data, fetched.charset).text.encode("utf-8", "replace")
    parts = urlsplit(fetched.url)
    name = PurePosixPath(parts.path).stem or parts.hostname or "page"
    yield from read_input(from_bytes(url, name, data, fetched.url, fetched.found, fetched.media), options)
