"""Fixtures of the pages tests: the shipped knowledge, a fixed day, and a tiny server on 127.0.0.1."""

import threading
from collections.abc import Callable, Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from selaras.model import Article, Page, Skipped, digest
from selaras.pages import PagesKnowledge, clean_page, load_knowledge

TODAY = date(2026, 11, 25)


@pytest.fixture(scope="session")
def knowledge() -> PagesKnowledge:
    return load_knowledge()


@pytest.fixture
def today() -> date:
    return TODAY


@pytest.fixture
def cleaned(knowledge: PagesKnowledge) -> Callable[..., Article]:
    """Clean a text (or bytes) of a media type to an Article."""

    def clean_text(content: str | bytes, media: str = "text/plain", url: str | None = None) -> Article:
        data = content.encode() if isinstance(content, str) else content
        page = Page(digest(url or "", data), "page.txt", "page", data, media, url)
        article = clean_page(page, knowledge, TODAY)
        assert not isinstance(article, Skipped), article
        return article

    return clean_text


@pytest.fixture(scope="module")
def server() -> Iterator["Site"]:
    site = Site()
    yield site
    site.close()


class Site:
    """A site with pages of every temper; `routes` maps a path to (status, headers, body)."""

    def __init__(self) -> None:
        self.routes: dict[str, tuple[int, dict[str, str], bytes]] = {}
        self.asked: list[str] = []
        self.released = threading.Event()
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site.asked.append(self.path)
                if self.path == "/hangs":
                    site.released.wait(10)
                    return
                status, headers, body = site.routes.get(self.path, (404, {}, b"not here"))
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()
        self.root = f"http://127.0.0.1:{self._server.server_address[1]}"

    def close(self) -> None:
        self.released.set()
        self._server.shutdown()
        self._server.server_close()
