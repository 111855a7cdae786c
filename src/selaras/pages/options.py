"""What a person may choose about reading. Frozen: one value for a whole run."""

from collections.abc import Mapping
from dataclasses import dataclass, field

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """Choices for `read`.

    `fields` maps the record keys (title, text, date, url, site, author, lang, id) to the names a
    dump uses, e.g. {"text": "isi"}; usual names are known without it. `max_bytes` bounds one page
    or record. `timeout` (seconds) bounds each wait for a server and the whole transfer of a page.
    `allow_private` lets URLs reach private, loopback and link-local addresses. `encoding` is used
    in place of what the bytes suggest.
    """

    fields: Mapping[str, str] = field(default_factory=dict)
    max_bytes: int = 10 * MEGABYTE
    timeout: float = 20.0
    allow_private: bool = False
    obey_robots: bool = True
    encoding: str | None = None
