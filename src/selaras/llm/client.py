"""Asks a chat endpoint that speaks OpenAI's protocol (vLLM, Ollama, hosted ones).

Always true: the key is in no message and no answer (see `_Key`); redirects are not followed, so that the key and the
text go nowhere else; nothing larger than MOST_BYTES is held, no wait for the server and no answer lasts longer than
the timeout; how often and how long a request is tried again is bounded.
"""

import os
import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from threading import Lock
from typing import Any
from urllib.parse import urlsplit

import httpx
import msgspec

from selaras import __version__
from selaras.llm.options import LlmOptions
from selaras.llm.prompt import Message, answer_form
from selaras.llm.usage import Tally
from selaras.model import SelarasError, UsageRefused

AGAIN = frozenset({408, 409, 429})  # besides all from 500 on: answers that may be different next time
FORM_REFUSED = frozenset({400, 422})  # how servers answer to a response_format that they do not know
FIRST_WAIT = 1.0  # seconds before the first repetition; doubled each time, and shortened by chance
LONGEST_WAIT = 60.0  # seconds; also where the server asks for more
MOST_BYTES = 4_000_000  # of an answer
MOST_SAID = 200  # characters of a server's complaint that are passed on
SECRET = 8  # characters from which a key is a secret
GIVE_UP = 10  # requests in a row that failed for good: then the server is not asked any more
LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})

Pause = Callable[[float], None]


class Unanswered(SelarasError):
    """A request that has failed for good. The text says why; `status` is the server's last, None without one."""

    def __init__(self, reason: str, status: int | None = None, reached: bool = True) -> None:
        super().__init__(reason)
        self.status = status
        self.reached = reached


@dataclass(frozen=True, slots=True)
class Answer:
    """What the model said, and the tokens that the server counted. `cut`: it did not come to its end."""

    text: str
    tokens_in: int
    tokens_out: int
    cut: bool


@dataclass(frozen=True, slots=True)
class _Failed:
    """A request that may be sent again: why, and after how many seconds the server wants that."""

    reason: str
    status: int | None = None
    wait: float | None = None
    reached: bool = True


class Client:
    """Asks one endpoint; may be used by several threads. `pause` is called with the seconds to wait."""

    def __init__(self, options: LlmOptions, tally: Tally, pause: Pause = time.sleep) -> None:
        self._options = options
        self._tally = tally
        self._pause = pause
        self._lock = Lock()
        self._failures = 0  # in a row
        self._ever = False  # whether the server has ever answered
        self._plain = False  # whether the server knows no JSON schemas
        self._http = httpx.Client(
            follow_redirects=False,
            timeout=options.timeout,
            trust_env=urlsplit(options.url).hostname not in LOCAL,  # a proxy is for servers elsewhere
            headers={"User-Agent": f"Selaras/{__version__}", "Accept-Encoding": "identity"},
            limits=httpx.Limits(max_connections=options.at_once, max_keepalive_connections=options.at_once),
        )

    def body(self, messages: list[Message], plain: bool = False) -> bytes:
        """Return a request as it is sent; `plain` asks for JSON without a schema."""
        schema = {"name": "events", "strict": True, "schema": answer_form()}
        form: dict[str, Any] = {"type": "json_schema", "json_schema": schema}
        return msgspec.json.encode(
            {
                "model": self._options.model,
                "messages": messages,
                "temperature": float(self._options.temperature),
                "max_tokens": self._options.most_tokens,
                "response_format": {"type": "json_object"} if plain else form,
            }
        )

    def ask(self, messages: list[Message]) -> Answer:
        """Return the answer to a conversation.

        Raises Unanswered for a request that failed; UsageRefused where none will succeed: the key, the address or
        the model is wrong, nothing answers there, or GIVE_UP requests in a row have failed.
        """
        try:
            answer = self._in_some_form(messages)
        except Unanswered as error:
            self._count_failure(error)
            raise
        self._failures = 0
        return answer

    def _in_some_form(self, messages: list[Message]) -> Answer:
        if self._plain:
            return self._send(self.body(messages, plain=True))
        try:
            return self._send(self.body(messages))
        except Unanswered as error:
            if error.status not in FORM_REFUSED:
                raise
        answer = self._send(self.body(messages, plain=True))
        self._plain = True
        return answer

    def _count_failure(self, error: Unanswered) -> None:
        with self._lock:
            self._failures += 1
            failures = self._failures
        if not error.reached and not self._ever:
            raise UsageRefused(f"{self._options.url}: {error}; is it running, and the llm url right?") from error
        if failures >= GIVE_UP:
            raise UsageRefused(f"{self._options.url}: {failures} requests in a row have failed; {error}") from error

    def _send(self, content: bytes) -> Answer:
        """Send a request until it is answered, at most `retries` times more."""
        retries = self._options.retries
        outcome = self._once(content)
        for attempt in range(1, retries + 1):
            if isinstance(outcome, Answer):
                break
            self._tally.count("retries")
            self._pause(wait_before(attempt, outcome.wait))
            outcome = self._once(content)
        if isinstance(outcome, Answer):
            return outcome
        times = f" (asked {retries + 1} times)" if retries else ""
        raise Unanswered(f"{outcome.reason}{times}", outcome.status, outcome.reached)

    def _once(self, content: bytes) -> Answer | _Failed:
        key = _Key(self._options.key_variable)
        self._tally.count("requests")
        try:
            status, headers, data = self._exchange(content, key)
        except httpx.TimeoutException:
            return _Failed(f"the server did not answer within {self._options.timeout:g} seconds")
        except httpx.TransportError as error:
            said = key.hidden(_one_line(str(error)) or type(error).__name__)
            return _Failed(f"the server cannot be reached: {said}", reached=not isinstance(error, httpx.ConnectError))
        except httpx.HTTPError as error:
            raise Unanswered(key.hidden(f"the answer cannot be read: {_one_line(str(error))}")) from error
        self._ever = True
        if status < 300:
            return self._answer(data, key)
        said = f"the server answered {status}{_complaint(data, key)}"
        if status in AGAIN or status >= 500:
            return _Failed(said, status, retry_after(headers.get("retry-after")))
        self._refuse_usage(status, said)
        raise Unanswered(said, status)

    def _exchange(self, content: bytes, key: "_Key") -> tuple[int, httpx.Headers, bytes]:
        """Send a request once and return status, headers and body."""
        deadline = time.monotonic() + self._options.timeout
        headers = {"Content-Type": "application/json", **key.headers}
        with self._http.stream("POST", self._options.endpoint, content=content, headers=headers) as response:
            data = bytearray()
            for chunk in response.iter_bytes():
                data += chunk
                if len(data) > MOST_BYTES:
                    raise Unanswered(f"the answer is larger than the limit of {MOST_BYTES:,} bytes")
                if time.monotonic() > deadline:
                    raise httpx.ReadTimeout("too slow", request=response.request)
            return response.status_code, response.headers, bytes(data)

    def _refuse_usage(self, status: int, said: str) -> None:
        """Raise UsageRefused for an answer that every request would get. What is said to a bad key is not passed on."""
        url, variable = self._options.url, self._options.key_variable
        if status in (401, 403):
            raise UsageRefused(
                f"{url}: the server answered {status}: put a key that it takes in the variable {variable}"
            )
        if status == 404:
            raise UsageRefused(f"{url}: {said}; there is no such llm model ({self._options.model}) or the url is wrong")
        if status < 400:
            raise UsageRefused(f"{url}: {said}, a redirect, which is not followed; give the last address as llm url")

    def _answer(self, data: bytes, key: "_Key") -> Answer:
        try:
            chat = msgspec.json.decode(data, type=_Chat)
        except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
            raise Unanswered("what the server sent is no chat completion") from error
        used = chat.usage or _Tokens()
        tokens_in, tokens_out = used.prompt_tokens or 0, used.completion_tokens or 0
        self._tally.count("tokens_in", tokens_in)
        self._tally.count("tokens_out", tokens_out)
        choice = chat.choices[0] if chat.choices else _Choice(_Said())
        cut = choice.finish_reason == "length"
        if not choice.message.content and not cut:
            raise Unanswered("the model gave an empty answer")
        return Answer(key.hidden(choice.message.content or ""), tokens_in, tokens_out, cut)


class _Key:
    """The key in an environment variable. Raises UsageRefused, without showing it, for one that cannot be sent.

    A short one is no secret but a word such as "none" or "ollama", which answers may well hold.
    """

    def __init__(self, variable: str) -> None:
        self._key = os.environ.get(variable, "").strip()
        if not (self._key.isascii() and self._key.isprintable()):
            raise UsageRefused(f"the key in the environment variable {variable} has characters that cannot be sent")

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self._key}"} if self._key else {}

    def hidden(self, text: str) -> str:
        """Return a text without the key, should a server have repeated it."""
        return text.replace(self._key, "***") if len(self._key) >= SECRET else text


class _Said(msgspec.Struct):
    content: str | None = None


class _Choice(msgspec.Struct):
    message: _Said
    finish_reason: str | None = None


class _Tokens(msgspec.Struct):
    prompt_tokens: int | None = None
    completion_tokens: int | None = None


class _Chat(msgspec.Struct):
    choices: list[_Choice]
    usage: _Tokens | None = None


def wait_before(attempt: int, wanted: float | None) -> float:
    """Return the seconds to wait before a repetition (1, 2, ...): what the server wants, or ever longer."""
    if wanted is not None:
        return min(wanted, LONGEST_WAIT)
    return min(FIRST_WAIT * 2.0 ** (attempt - 1), LONGEST_WAIT) * random.uniform(0.5, 1.0)


def retry_after(header: str | None) -> float | None:
    """Return the seconds that a Retry-After header asks for (RFC 9110: seconds or a date), None without one."""
    if not header:
        return None
    if header.strip().isascii() and header.strip().isdigit():
        return float(header)
    try:
        at = parsedate_to_datetime(header)
    except ValueError:
        return None
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    return max(0.0, (at - datetime.now(UTC)).total_seconds())


def _complaint(data: bytes, key: _Key) -> str:
    """What a server says is wrong, as ": ..."; "" if it says nothing."""
    text = key.hidden(data.decode("utf-8", "replace"))
    try:
        said: Any = msgspec.json.decode(text)
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        said = text
    for name in ("error", "message"):
        said = said[name] if isinstance(said, dict) and name in said else said
    line = _one_line(said if isinstance(said, str) else text)
    return f": {line[:MOST_SAID]}" if line else ""


def _one_line(text: str) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
