"""The llm stage: Reading in, Reading with proposals out, as the tagger makes them.

An article is asked about in parts. An answer that cannot be read is asked for once more; a part that has no
answer even then becomes a Skipped beside the reading, which keeps what the other parts gave. Who the parties are,
on which day it was and what stands is decided by the events stage.
"""

import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import cache

from selaras.knowledge import Knowledge
from selaras.llm.answer import Checked, Unreadable, check
from selaras.llm.cache import Cache, Kept
from selaras.llm.client import Answer, Client, Pause, Unanswered
from selaras.llm.options import LlmOptions
from selaras.llm.prompt import Message, Part, messages, parts, repair
from selaras.llm.usage import tally
from selaras.model import Reading, Skipped, UsageRefused, digest

STAGE = "llm"


def propose(
    readings: Iterable[Reading | Skipped], knowledge: Knowledge, options: LlmOptions, pause: Pause = time.sleep
) -> Iterator[Reading | Skipped]:
    """Fill in `proposals` of every reading; Skipped records pass through.

    A reading is followed by a Skipped for each part of it that was not asked about or not answered. `pause` is
    called with the seconds to wait before a request is sent again. Raises UsageRefused where asking makes no
    sense: no model is named, the cache cannot be used, the server refuses the key or does not answer at all.
    """
    asker = _asker(options, pause)
    for reading in readings:
        if isinstance(reading, Skipped):
            yield reading
        else:
            yield from asker.read(reading)


@cache  # the engine calls the stage for every article: connections and what is known stay
def _asker(options: LlmOptions, pause: Pause) -> "_Asker":
    return _Asker(options, pause)


class _Asker:
    """Asks about articles: what the cache has from there, the rest from the server."""

    def __init__(self, options: LlmOptions, pause: Pause) -> None:
        if not options.model.strip():
            raise UsageRefused("the llm coder needs the name of a model; set llm model")
        self._options = options
        self._tally = tally(options)
        self._cache = Cache(options.cache_file)
        self._client = Client(options, self._tally, pause)

    def read(self, reading: Reading) -> Iterator[Reading | Skipped]:
        """Yield the reading with what the model proposes, then what it could not be asked."""
        asked, left_out = parts(reading)
        outcomes = self._all(reading, asked)
        checked = [outcome for outcome in outcomes if isinstance(outcome, Checked)]
        yield replace(reading, proposals=tuple(p for each in checked for p in each.proposals))
        address = reading.article.address
        yield from (Skipped(STAGE, address, f"not asked about: {words}") for words in left_out)
        # refused, so that `read` asks again the next time: what was answered comes from the cache then
        yield from (Skipped(STAGE, address, outcome, refused=True) for outcome in outcomes if isinstance(outcome, str))

    def _all(self, reading: Reading, asked: list[Part]) -> list[Checked | str]:
        """Read all parts, `at_once` at a time; in their order, a reason in place of one that was given up."""
        if len(asked) < 2:
            return [self._part(reading, part) for part in asked]
        with ThreadPoolExecutor(min(self._options.at_once, len(asked))) as pool:
            return list(pool.map(lambda part: self._part(reading, part), asked))

    def _part(self, reading: Reading, part: Part) -> Checked | str:
        try:
            checked = self._answered(reading, part)
        except (Unanswered, Unreadable) as error:
            self._tally.count("given_up")
            return f"{part.told}: {error}"
        self._tally.refuse(checked.refused)
        return checked

    def _answered(self, reading: Reading, part: Part) -> Checked:
        """Check the answer about a part, kept or new. Raises Unanswered or Unreadable if there is none to use."""
        asked = messages(reading, part)
        options = self._options
        question = digest(options.url, options.model, repr(float(options.temperature)), self._client.body(asked))
        kept = self._cache.get(question)
        if kept is not None:
            self._tally.count("cached")
            return check(kept.text, reading, part)
        answer = self._client.ask(asked)
        try:
            checked = check(_whole(answer, options), reading, part)
        except Unreadable as error:
            first, answer = answer, self._repaired(asked, answer, error)
            checked = check(_whole(answer, options), reading, part)
            answer = replace(
                answer, tokens_in=answer.tokens_in + first.tokens_in, tokens_out=answer.tokens_out + first.tokens_out
            )
        self._cache.put(question, Kept(answer.text, answer.tokens_in, answer.tokens_out))
        return checked

    def _repaired(self, asked: list[Message], answer: Answer, error: Unreadable) -> Answer:
        self._tally.count("repairs")
        return self._client.ask(repair(asked, answer.text, str(error)))


def _whole(answer: Answer, options: LlmOptions) -> str:
    """The text of an answer; raises Unanswered for one that was cut off, which no repair would help."""
    if answer.cut:
        raise Unanswered(f"the answer was cut off at {options.most_tokens:,} tokens (llm most_tokens)")
    return answer.text
