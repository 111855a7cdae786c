"""The only place that reads the network.

Invariants: every hop of a redirect is checked anew; the connection goes to the very address that
was checked (no second look-up that could answer otherwise); nothing larger than `max_bytes` is
held; robots.txt (RFC 9309) is asked first. Proxies from the environment are not used, since they
would connect elsewhere than where was checked.
"""

import ipaddress
import socket
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import SplitResult, urljoin, urlsplit, urlunsplit
from urllib.robotparser import RobotFileParser

import httpx

from selaras import __version__
from selaras.model import InputRefused
from selaras.pages.options import ReadOptions

AGENT = f"Selaras/{__version__}"
MAX_HOPS = 8
ROBOTS_BYTES = 512_000  # RFC 9309 asks for at least 500 KiB
REDIRECTS = (301, 302, 303, 307, 308)


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a server sent. `url` is the last address after redirects, `found` the ISO instant."""

    url: str
    data: bytes
    media: str
    charset: str | None
    found: str


class Fetcher:
    """Fetches pages with one client; robots.txt is asked once per origin. Close it after use."""

    def __init__(self, options: ReadOptions) -> None:
        self._options = options
        self._client = httpx.Client(
            follow_redirects=False,
            timeout=options.timeout,
            trust_env=False,
            headers={"User-Agent": AGENT, "Accept": "text/html,*/*;q=0.5", "Accept-Encoding": "identity"},
        )
        self._robots: dict[str, RobotFileParser] = {}

    def __enter__(self) -> "Fetcher":
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def fetch(self, url: str) -> Fetched:
        """Return the page at `url`. Raises InputRefused with one clear sentence."""
        deadline = time.monotonic() + self._options.timeout
        at = url
        for _ in range(MAX_HOPS):
            _require_web_address(url, at)
            if self._options.obey_robots and not self._allowed(url, at, deadline):
                raise InputRefused(url, "robots.txt of the site forbids reading this address")
            status, headers, data = self._get(url, at, self._options.max_bytes, deadline)
            if status in REDIRECTS and (target := headers.get("location")):
                at = urljoin(at, target)
                continue
            if status >= 400:
                raise InputRefused(url, f"the server answered {status} {_phrase(status)}".rstrip())
            media, _, rest = headers.get("content-type", "").partition(";")
            charset = rest.partition("charset=")[2].strip(" \"'") or None
            now = datetime.now(UTC).isoformat(timespec="seconds")
            return Fetched(at, data, media.strip().lower(), charset, now)
        raise InputRefused(url, f"redirects more than {MAX_HOPS} times")

    def _allowed(self, given: str, url: str, deadline: float) -> bool:
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin not in self._robots:
            self._robots[origin] = self._read_robots(given, origin, deadline)
        return self._robots[origin].can_fetch(AGENT, url)

    def _read_robots(self, given: str, origin: str, deadline: float) -> RobotFileParser:
        """Ask for robots.txt: none (4xx) allows all, a failing server (5xx) allows nothing."""
        robots = RobotFileParser()
        at = f"{origin}/robots.txt"
        for _ in range(MAX_HOPS):
            status, headers, data = self._get(given, at, ROBOTS_BYTES, deadline, cut=True)
            if status in REDIRECTS and (target := headers.get("location")):
                at = urljoin(at, target)
                continue
            if status >= 500:
                robots.parse(["User-agent: *", "Disallow: /"])
            else:
                robots.parse(data.decode("utf-8", "replace").splitlines() if status < 300 else [])
            return robots
        robots.parse([])
        return robots

    def _get(
        self, given: str, url: str, limit: int, deadline: float, cut: bool = False
    ) -> tuple[int, httpx.Headers, bytes]:
        """Get one hop; over `limit` bytes the body is cut off if `cut`, else refused."""
        try:
            request = self._request(given, url)
            response = self._client.send(request, stream=True)
            try:
                data = self._body(given, response, limit, deadline, cut)
            finally:
                response.close()
        except httpx.TimeoutException as error:
            reason = f"the server did not answer within {self._options.timeout:g} seconds"
            raise InputRefused(given, reason) from error
        except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
            raise InputRefused(given, f"cannot be fetched: {error or type(error).__name__}") from error
        return response.status_code, response.headers, data

    def _body(self, given: str, response: httpx.Response, limit: int, deadline: float, cut: bool) -> bytes:
        data = bytearray()
        if response.status_code in REDIRECTS:
            return b""
        for chunk in response.iter_bytes(65_536):
            data += chunk
            if len(data) > limit:
                if cut:
                    break
                raise InputRefused(given, f"is larger than the limit of {limit:,} bytes")
            if time.monotonic() > deadline:
                raise InputRefused(given, f"did not arrive within {self._options.timeout:g} seconds")
        return bytes(data)

    def _request(self, given: str, url: str) -> httpx.Request:
        """Build the request to the checked address, with the name in Host and TLS."""
        parts, host = _require_web_address(given, url)
        port = parts.port or (443 if parts.scheme == "https" else 80)
        address = self._checked(given, host, port)
        literal = f"[{address}]" if ":" in address else address
        netloc = f"{literal}:{parts.port}" if parts.port else literal
        pinned = urlunsplit((parts.scheme, netloc, parts.path or "/", parts.query, ""))
        shown = host if parts.port is None else f"{host}:{parts.port}"
        ascii_host = host.encode("idna").decode("ascii") if not host.isascii() else host
        headers = {"Host": shown.replace(host, f"[{host}]" if ":" in host else ascii_host)}
        return self._client.build_request("GET", pinned, headers=headers, extensions={"sni_hostname": ascii_host})

    def _checked(self, given: str, host: str, port: int) -> str:
        """Look up `host` and return an address that may be reached."""
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise InputRefused(given, f"the host {host} is not known") from error
        addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
        if not self._options.allow_private:
            for address in addresses:
                if not is_public(address):
                    shown = host if host == address else f"{host} ({address})"
                    raise InputRefused(given, f"{shown} is a private or reserved address; allow it if you mean it")
        return next((item for item in addresses if ":" not in item), addresses[0])


def _require_web_address(given: str, url: str) -> tuple[SplitResult, str]:
    """Return the parts and host of an http(s) address; `given` is what the person asked for."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise InputRefused(given, f"is no usable address: {str(error).lower()}") from error
    if parts.scheme in ("http", "https") and host:
        return parts, host
    if given == url:
        raise InputRefused(given, "is no usable address: it names no host")
    raise InputRefused(given, f"leads to {url[:200]}, which is no http or https address")


def is_public(address: str) -> bool:
    """Say whether an IP address is one of the open internet (also looks inside mapped IPv6)."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if inner is not None:
            ip = inner
    return ip.is_global and not ip.is_multicast


def _phrase(status: int) -> str:
    try:
        return httpx.codes(status).name.replace("_", " ").title()
    except ValueError:
        return ""
