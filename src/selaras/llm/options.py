"""What a person may choose about the language model. Frozen: one value for a whole run.

Always true: the key is no part of it. It names the environment variable that holds the key, so that options can
be stored with a run and shown.
"""

import math
import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from platformdirs import user_cache_dir

from selaras.model import UsageRefused

VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
MOST_RETRIES = 20
MOST_AT_ONCE = 64
HOTTEST = 2.0  # the highest temperature that the protocol allows


@dataclass(frozen=True, slots=True)
class LlmOptions:
    """Choices for the coder that asks a language model. Raises UsageRefused for a value that makes no sense.

    `url` is the address before "/chat/completions", `model` the name that the server knows (needed once the stage
    starts), `key_variable` the environment variable that holds the key; a server without keys needs none.
    `timeout` (seconds) bounds each wait for the server and each answer, `retries` how often a request is sent
    again, `at_once` how many requests of an article are under way together, `most_tokens` the length of an answer.
    `cache` is the file that keeps answers; None stands for one in the user's cache folder. `price_in` and
    `price_out` are money per million tokens, in whatever currency.
    """

    url: str = "http://127.0.0.1:11434/v1"
    model: str = ""
    key_variable: str = "SELARAS_LLM_KEY"
    timeout: float = 120.0
    retries: int = 4
    at_once: int = 4
    most_tokens: int = 4096
    temperature: float = 0.0
    cache: str | None = None
    price_in: float = 0.0
    price_out: float = 0.0

    def __post_init__(self) -> None:
        _check_url(self.url)
        if not VARIABLE.fullmatch(self.key_variable):  # what stands there may be the key: it is not shown
            raise UsageRefused("llm key_variable must be the name of an environment variable, never the key itself")
        if not (math.isfinite(self.timeout) and self.timeout > 0):
            raise UsageRefused(f"llm timeout must be a number of seconds above 0, not {self.timeout}")
        _check_range("retries", self.retries, 0, MOST_RETRIES)
        _check_range("at_once", self.at_once, 1, MOST_AT_ONCE)
        if self.most_tokens < 1:
            raise UsageRefused(f"llm most_tokens must be at least 1, not {self.most_tokens}")
        _check_range("temperature", self.temperature, 0, HOTTEST)
        if self.cache == "":
            raise UsageRefused("llm cache must name a file")
        for name, price in (("price_in", self.price_in), ("price_out", self.price_out)):
            if not (math.isfinite(price) and price >= 0):
                raise UsageRefused(f"llm {name} must not be negative, but is {price}")

    @property
    def endpoint(self) -> str:
        """The address that requests go to."""
        return self.url.rstrip("/") + "/chat/completions"

    @property
    def cache_file(self) -> Path:
        """The file that keeps answers."""
        return Path(self.cache) if self.cache else Path(user_cache_dir("selaras")) / "llm.sqlite"


def _check_range(name: str, value: float, least: float, most: float) -> None:
    if not least <= value <= most:
        raise UsageRefused(f"llm {name} must be between {least} and {most:g}, not {value}")


def _check_url(url: str) -> None:
    """Refuse what is no web address, and what may carry a key: that is not shown."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise UsageRefused(f"llm url is no usable address: {str(error).lower()}") from error
    if "@" in parts.netloc or parts.query or parts.fragment:
        raise UsageRefused("llm url must be an address without name, password or query; keys go into the environment")
    if parts.scheme not in ("http", "https") or not host:
        raise UsageRefused(f"llm url must begin with http:// or https:// and name a host, not {url!r}")
