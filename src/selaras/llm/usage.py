"""What asking the model has cost so far, and what of its answers was refused.

Always true: a tally only grows, and may be written by several threads; it counts what this process did.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from threading import Lock
from types import MappingProxyType

from selaras.llm.options import LlmOptions

MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Usage:
    """Counts of a process. `requests` were sent, `retries` of them again after a failure, `repairs` of them
    because an answer could not be read; `cached` answers were not asked for; `given_up` parts of articles have no
    answer. Tokens are those that the server counted; `money` is what they cost by the prices of the options.
    `refused`: how many events and spans were refused, by reason.
    """

    requests: int = 0
    retries: int = 0
    repairs: int = 0
    cached: int = 0
    given_up: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    money: float = 0.0
    refused: Mapping[str, int] = field(default_factory=dict)

    def told(self) -> str:
        """Return all of it in one line, for people."""
        again = [f"{self.retries:,} after a failure"] if self.retries else []
        again += [f"{self.repairs:,} to repair an answer"] if self.repairs else []
        said = [
            _number(self.requests, "request") + (f" ({', '.join(again)})" if again else ""),
            f"{_number(self.cached, 'answer')} from the cache",
            f"{self.tokens_in:,} tokens in, {self.tokens_out:,} out",
        ]
        if self.money:
            said.append(f"cost {self.money:,.4f}")
        if self.given_up:
            said.append(f"{_number(self.given_up, 'part')} given up")
        if self.refused:
            most = sorted(self.refused.items(), key=lambda item: (-item[1], item[0]))
            said.append("refused: " + ", ".join(f"{count:,} ({reason})" for reason, count in most))
        return "llm: " + "; ".join(said)


class Tally:
    """Counts as they come; `usage` gives them as a record."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._counts: Counter[str] = Counter()
        self._refused: Counter[str] = Counter()

    def count(self, name: str, number: int = 1) -> None:
        """Add to a count of Usage, by its name."""
        with self._lock:
            self._counts[name] += number

    def refuse(self, reasons: Iterable[str]) -> None:
        """Count what was refused."""
        with self._lock:
            self._refused.update(reasons)

    def usage(self, price_in: float, price_out: float) -> Usage:
        """Return the counts so far; prices are money per million tokens."""
        with self._lock:
            counts, refused = dict(self._counts), dict(self._refused)
        money = (counts.get("tokens_in", 0) * price_in + counts.get("tokens_out", 0) * price_out) / MILLION
        return Usage(**counts, money=money, refused=MappingProxyType(refused))


@cache
def tally(options: LlmOptions) -> Tally:
    """Return the tally of these options, one for the whole process."""
    return Tally()


def usage(options: LlmOptions) -> Usage:
    """Return what this process has used with these options so far."""
    return tally(options).usage(options.price_in, options.price_out)


def _number(count: int, thing: str) -> str:
    return f"{count:,} {thing}{'' if count == 1 else 's'}"
