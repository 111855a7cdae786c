"""Read inputs into an archive: what `selaras read` does. Resumable, and never twice the same page."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

from selaras import __version__
from selaras.archive import Archive
from selaras.knowledge import load
from selaras.model import Page, Reading, SelarasError, Skipped, digest
from selaras.pipeline.local import Outcome, outcomes, pages
from selaras.pipeline.order import Stage, order
from selaras.pipeline.settings import Settings

LOOK_AHEAD = 64  # pages looked up in the archive at a time
ALREADY = "already"  # stands for the stage in the Skipped of a page that the archive has


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is: pages `read` anew and `already` there, records `skipped`, inputs `refused`.

    `articles`, `events` and `quotes` are those of the pages read anew; `left_out` is what the last
    step left out.
    """

    read: int = 0
    already: int = 0
    skipped: int = 0
    refused: int = 0
    articles: int = 0
    events: int = 0
    quotes: int = 0
    left_out: tuple[Skipped, ...] = ()

    @property
    def seen(self) -> int:
        """How many pages are done with."""
        return self.read + self.already


def read_into(
    archive: Archive, inputs: Iterable[str], settings: Settings, stages: tuple[Stage, ...] | None = None
) -> Iterator[Progress]:
    """Read inputs into an archive; return how far it is, after every page and at the end.

    Pages that the same code, knowledge and settings have read before are passed over before they are
    cleaned. Pages that others have read are read again, and replaced.
    """
    version = reader_version(settings)
    chosen = {**settings.as_json(), "model": _model(settings)}
    run = archive.begin_run(__version__, load(settings.actors).digest, chosen)
    state = Progress()
    fresh = _pass_over(archive, pages(inputs, settings), version)
    for item in outcomes(fresh, settings, stages):
        state = _keep(archive, item, state, run, version)
        yield state
    archive.end_run(
        run,
        {"read": state.read, "already": state.already, "skipped": state.skipped, "refused": state.refused},
    )
    yield replace(state, left_out=())


def reader_version(settings: Settings) -> str:
    """Return a digest of all that the reading of a page depends on besides the page."""
    return digest(__version__, load(settings.actors).digest, settings.coder, _model(settings), *settings.languages)


def _model(settings: Settings) -> str:
    """What names the model that codes: the digest of the trained weights, or which language model is asked how."""
    if settings.coder == "llm":
        asked = settings.llm
        return f"{asked.url} {asked.model} {asked.temperature} {asked.most_tokens}"
    if any(stage.name == "tagger" for stage in order(settings.coder)):
        from selaras.tagger import load_network

        return str(load_network().card["weights"])
    return ""


def _pass_over(archive: Archive, found: Iterator[Page | Skipped], version: str) -> Iterator[Page | Skipped]:
    while batch := list(islice(found, LOOK_AHEAD)):
        ids = [item.id for item in batch if isinstance(item, Page)]
        known = archive.known(ids, version)
        for item in batch:
            if isinstance(item, Page) and item.id in known:
                yield Skipped(ALREADY, item.address, "it is in the archive already")
            else:
                yield item


def _keep(archive: Archive, item: Outcome | Skipped, state: Progress, run: int, version: str) -> Progress:
    if isinstance(item, Skipped):
        if item.stage == ALREADY:
            return replace(state, already=state.already + 1, left_out=())
        archive.refuse(item, run)
        return _count(state, (item,))
    page, results = item
    try:
        added = archive.add(page, results, run, version)
    except SelarasError as error:
        results = (Skipped("archive", page.address, str(error), refused=True),)
        added = archive.add(page, results, run, version)
    if not added:
        return replace(state, already=state.already + 1, left_out=())
    return replace(_count(state, results), read=state.read + 1)


def _count(state: Progress, results: tuple[Reading | Skipped, ...]) -> Progress:
    left_out = tuple(item for item in results if isinstance(item, Skipped))
    readings = [item for item in results if isinstance(item, Reading)]
    refused = sum(item.refused for item in left_out)
    return replace(
        state,
        skipped=state.skipped + len(left_out) - refused,
        refused=state.refused + refused,
        articles=state.articles + len(readings),
        events=state.events + sum(report.repeats is None for item in readings for report in item.reports),
        quotes=state.quotes + sum(len(item.quotes) for item in readings),
        left_out=left_out,
    )
