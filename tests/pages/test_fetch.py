"""Fetching from a tiny local server: limits, redirects, robots.txt and private addresses."""

import socket
import time
from typing import Any

import pytest

from selaras.model import Page, Skipped
from selaras.pages import ReadOptions, read
from selaras.pages.fetch import is_public

HTML = b"<html><body><p>Presiden Kenya menerima utusan Uganda di Nairobi.</p></body></html>"


def fetch(url: str, **options: Any) -> Page | Skipped:
    (found,) = read([url], ReadOptions(**{"allow_private": True, "timeout": 5, **options}))
    return found


def reason(url: str, **options: Any) -> str:
    found = fetch(url, **options)
    assert isinstance(found, Skipped), found
    assert (found.address, found.refused) == (url, True)
    return found.reason


def test_page_is_fetched_and_named_by_its_last_address(server: Any) -> None:
    server.routes["/2022/09/15/utusan.html"] = (200, {"Content-Type": "text/html; charset=utf-8"}, HTML)
    server.routes["/old"] = (302, {"Location": "/2022/09/15/utusan.html"}, b"")
    page = fetch(server.root + "/old")
    assert isinstance(page, Page)
    assert (page.url, page.name, page.media) == (f"{server.root}/2022/09/15/utusan.html", "utusan", "text/html")
    assert (page.address, page.data) == (server.root + "/old", HTML)
    assert page.found


def test_charset_of_the_server_is_heeded(server: Any) -> None:
    body = "<html><body><p>Žižek</p></body></html>".encode("cp1250")
    server.routes["/cp1250"] = (200, {"Content-Type": "text/html; charset=windows-1250"}, body)
    page = fetch(server.root + "/cp1250")
    assert isinstance(page, Page)
    assert "Žižek" in page.data.decode()


def test_hanging_server_is_given_up_within_the_timeout(server: Any) -> None:
    start = time.perf_counter()
    assert "did not answer within 0.3 seconds" in reason(server.root + "/hangs", timeout=0.3)
    assert time.perf_counter() - start < 3


def test_refusals_name_the_reason(server: Any) -> None:
    server.routes["/big"] = (200, {"Content-Type": "text/html"}, b"x" * 5_000)
    server.routes["/loop"] = (301, {"Location": "/loop"}, b"")
    server.routes["/file"] = (302, {"Location": "file:///etc/hostname"}, b"")
    server.routes["/void"] = (200, {"Content-Type": "text/html"}, b"")
    assert "limit of 1,000 bytes" in reason(server.root + "/big", max_bytes=1_000)
    assert "redirects more than" in reason(server.root + "/loop")
    assert "no http or https address" in reason(server.root + "/file")
    assert "404 Not Found" in reason(server.root + "/missing")
    assert "is empty" in reason(server.root + "/void")


def test_closed_port_and_unknown_host(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        port = sock.getsockname()[1]
    assert "cannot be fetched" in reason(f"http://127.0.0.1:{port}/")

    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    assert "is not known" in reason("http://no-such-host.example/")


def test_robots_txt_is_obeyed_unless_told_otherwise(server: Any) -> None:
    server.routes["/robots.txt"] = (200, {}, b"User-agent: *\nDisallow: /closed/\n")
    server.routes["/closed/a.html"] = (200, {"Content-Type": "text/html"}, HTML)
    try:
        assert "robots.txt" in reason(server.root + "/closed/a.html")
        assert isinstance(fetch(server.root + "/closed/a.html", obey_robots=False), Page)
        server.routes["/robots.txt"] = (503, {}, b"")
        assert "robots.txt" in reason(server.root + "/closed/a.html")
    finally:
        del server.routes["/robots.txt"]


def test_private_addresses_are_refused_before_anything_is_asked(server: Any) -> None:
    server.asked.clear()
    assert "private or reserved" in reason(server.root + "/x", allow_private=False)
    assert server.asked == []


def test_every_hop_is_checked(server: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    port = int(server.root.rpartition(":")[2])
    server.routes["/hop"] = (302, {"Location": f"http://inner.example:{port}/secret"}, b"")
    real = socket.getaddrinfo

    def look_up(host: str, *args: Any, **kwargs: Any) -> Any:
        return real("127.0.0.1" if host == "outer.example" else host, *args, **kwargs)

    def private(address: str) -> bool:
        return address == "127.0.0.1"

    monkeypatch.setattr(
        socket, "getaddrinfo", lambda host, *a, **k: look_up("10.0.0.8" if host == "inner.example" else host, *a, **k)
    )
    monkeypatch.setattr("selaras.pages.fetch.is_public", private)
    server.asked.clear()
    said = reason(f"http://outer.example:{port}/hop", allow_private=False)
    assert "inner.example (10.0.0.8) is a private" in said
    assert server.asked == ["/robots.txt", "/hop"]


MALFORMED = ["http://", "https://user@/x", "http://a.example:99999/", "http://[::1/x"]


@pytest.mark.parametrize("url", MALFORMED)
def test_malformed_addresses(url: str) -> None:
    assert "is no usable address" in reason(url)


ADDRESSES = [
    ("93.184.216.34", True),
    ("2606:2800:220:1::1", True),
    ("127.0.0.1", False),
    ("10.1.2.3", False),
    ("169.254.169.254", False),
    ("100.64.0.1", False),
    ("0.0.0.0", False),
    ("224.0.0.1", False),
    ("::1", False),
    ("fe80::1%eth0", False),
    ("fd00::1", False),
    ("::ffff:127.0.0.1", False),
    ("2002:7f00:0001::", False),
]


@pytest.mark.parametrize(("address", "public"), ADDRESSES)
def test_is_public(address: str, public: bool) -> None:
    assert is_public(address) is public
