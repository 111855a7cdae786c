"""The local engine: pages through all stages, in this process or in a pool of them.

Always true: results come in the order of the pages; memory does not grow with the length of the input;
whatever a page does to a stage, it costs that page alone, which becomes a Skipped with the reason.
"""

import gc
import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import chain, islice

from selaras.knowledge import Knowledge, load
from selaras.model import Article, Page, Reading, Skipped, UsageRefused
from selaras.pipeline.order import READ, Stage, apply, order
from selaras.pipeline.settings import Settings

CHUNK = 8  # pages sent to a process at a time: enough to make sending cheap, few enough to spread evenly
AHEAD = 4  # chunks per process that may wait for their turn in the order
SMALL = 64  # up to so many pages are read here: starting processes would take longer

Outcome = tuple[Page, tuple[Reading | Skipped, ...]]
Results = list[tuple[Reading | Skipped, ...]]


def run(
    inputs: Iterable[str], settings: Settings, stages: tuple[Stage, ...] | None = None
) -> Iterator[Reading | Skipped]:
    """Read inputs (paths, folders, globs, addresses, "-") through all stages, one after the other.

    The stages are those of `settings.coder` unless others are given.
    """
    for item in outcomes(pages(inputs, settings), settings, stages):
        if isinstance(item, Skipped):
            yield item
        else:
            yield from item[1]


def pages(inputs: Iterable[str], settings: Settings, stage: Stage = READ) -> Iterator[Page | Skipped]:
    """Find the pages of inputs. A crash while one input is being read costs that input alone."""
    given = _Given(inputs)
    while not given.ended:
        try:
            yield from stage.function()(given, settings.reading)
        except Exception as error:
            yield _crashed(stage.name, given.last, error)
        else:
            return


def outcomes(
    found: Iterator[Page | Skipped], settings: Settings, stages: tuple[Stage, ...] | None = None
) -> Iterator[Outcome | Skipped]:
    """Take pages through the stages; return each with all that came of it, in order.

    `settings.jobs` processes are used; 0 means one per core once there are more than SMALL pages.
    """
    stages = order(settings.coder) if stages is None else stages
    jobs = 1 if settings.coder == "llm" else settings.jobs  # that coder asks several at once by itself
    if jobs == 0:
        jobs = os.cpu_count() or 1
        first = list(islice(found, SMALL + 1))
        if len(first) <= SMALL:
            jobs = 1
        found = chain(first, found)
    knowledge = load(settings.actors)  # here, so that a bad actor file is refused before any process starts
    if jobs == 1:
        worker = Worker(settings, knowledge, stages)
        for item in found:
            yield item if isinstance(item, Skipped) else (item, worker.read(item))
    else:
        yield from _Pool(settings, stages, jobs).run(found)


@dataclass(frozen=True, slots=True)
class Worker:
    """What a process needs to take pages through the stages."""

    settings: Settings
    knowledge: Knowledge
    stages: tuple[Stage, ...]

    def read(self, page: Page) -> tuple[Reading | Skipped, ...]:
        """Take one page through all stages. This is the one place where a crash of a stage is caught."""
        done: list[Reading | Skipped] = []
        going: list[object] = [page]
        for stage in self.stages:
            made: list[object] = []
            for record in going:
                try:
                    made.extend(apply(stage, iter([record]), self.knowledge, self.settings))
                except UsageRefused:  # nothing is wrong with the page: what was asked for cannot be done
                    raise
                except Exception as error:
                    done.append(_crashed(stage.name, page.address, error))
            done.extend(item for item in made if isinstance(item, Skipped))
            going = [item for item in made if not isinstance(item, Skipped)]
            if stage.makes == "Reading":
                going, others = self._in_languages(going)
                done.extend(others)
        done.extend(item for item in going if isinstance(item, Reading))
        return tuple(done) or (Skipped("clean", page.address, "there is no article in it"),)

    def _in_languages(self, readings: list[object]) -> tuple[list[object], list[Skipped]]:
        wanted = self.settings.languages
        kept: list[object] = []
        others: list[Skipped] = []
        for item in readings:
            article = item.article if isinstance(item, Reading) else None
            if isinstance(article, Article) and wanted and article.lang not in wanted:
                reason = f"its language is {article.lang}, not {' or '.join(wanted)}"
                others.append(Skipped("sentences", article.address, reason))
            else:
                kept.append(item)
        return kept, others


class _Given:
    """Inputs, one by one; remembers the last, so that reading can go on behind it."""

    def __init__(self, inputs: Iterable[str]) -> None:
        self._rest = iter(inputs)
        self.last = ""
        self.ended = False

    def __iter__(self) -> Iterator[str]:
        for given in self._rest:
            self.last = given
            yield given
        self.ended = True


def _crashed(stage: str, address: str, error: Exception) -> Skipped:
    said = " ".join(str(error).split())[:200]
    reason = f"the stage {stage} failed on it ({type(error).__name__}{': ' + said if said else ''})"
    return Skipped(stage, address, reason, refused=True)


class _Pool:
    """A pool of processes that gives results in order and survives the death of a process."""

    def __init__(self, settings: Settings, stages: tuple[Stage, ...], jobs: int) -> None:
        self._jobs = jobs
        self._start = (settings, stages)

    def run(self, found: Iterable[Page | Skipped]) -> Iterator[Outcome | Skipped]:
        waiting: deque[tuple[list[Page | Skipped], Future[Results]]] = deque()
        pool = self._open(self._jobs)
        try:
            items = iter(found)
            while True:
                while len(waiting) < self._jobs * AHEAD and (chunk := list(islice(items, CHUNK))):
                    waiting.append((chunk, _submit(pool, chunk)))
                if not waiting:
                    return
                chunk, future = waiting.popleft()
                try:
                    results = future.result()
                except BrokenProcessPool:  # then every chunk that waits has to be sent again
                    pool.shutdown(wait=False, cancel_futures=True)
                    results = self._one_by_one(_only_pages(chunk))
                    pool = self._open(self._jobs)
                    again = [other for other, _ in waiting]
                    waiting = deque((each, _submit(pool, each)) for each in again)
                answers = iter(results)
                for item in chunk:
                    yield item if isinstance(item, Skipped) else (item, next(answers))
        finally:
            pool.shutdown(wait=False, cancel_futures=True)

    def _open(self, jobs: int) -> ProcessPoolExecutor:
        context = multiprocessing.get_context("spawn")
        return ProcessPoolExecutor(jobs, mp_context=context, initializer=_begin, initargs=self._start)

    def _one_by_one(self, pages: list[Page]) -> Results:
        """Read pages in a process for them alone, one at a time: if it dies, that page has killed it."""
        results: Results = []
        pool = self._open(1)
        try:
            for page in pages:
                try:
                    results += pool.submit(_read_chunk, [page]).result()
                except BrokenProcessPool:
                    reason = "it killed the process that read it"
                    results.append((Skipped("clean", page.address, reason, refused=True),))
                    pool.shutdown(wait=False)
                    pool = self._open(1)
        finally:
            pool.shutdown(wait=False)
        return results


def _submit(pool: ProcessPoolExecutor, chunk: list[Page | Skipped]) -> Future[Results]:
    try:
        return pool.submit(_read_chunk, _only_pages(chunk))
    except BrokenProcessPool as error:  # it broke just now: that shows when the chunk's turn has come
        future: Future[Results] = Future()
        future.set_exception(error)
        return future


def _only_pages(chunk: list[Page | Skipped]) -> list[Page]:
    return [item for item in chunk if isinstance(item, Page)]


# In a process of the pool: the worker is made once, when the process starts, and never changed.
_worker: Worker


def settle_memory() -> None:
    """Keep the collector off what stays for good: the knowledge. For a process that does nothing but read pages.

    Without it about a tenth of the time goes into looking through a hundred thousand records for garbage.
    """
    gc.freeze()
    gc.set_threshold(100_000, 20, 20)


def _begin(settings: Settings, stages: tuple[Stage, ...]) -> None:
    global _worker
    _worker = Worker(settings, load(settings.actors), stages)
    settle_memory()
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """End this process when the one that started it is gone, however it went."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _read_chunk(chunk: list[Page]) -> Results:
    return [_worker.read(page) for page in chunk]
