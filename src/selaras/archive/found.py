"""What the archive is asked for, and what it answers with: filters and result records."""

from dataclasses import dataclass

from selaras.model import Quote, Report, Span


@dataclass(frozen=True, slots=True)
class EventFilter:
    """Which events to show; what is left empty does not narrow.

    `pair`: both codes are parties, in whatever role. `types` are PLOVER's names. `since` and
    `until` are ISO days, months or years, both included; an event known to the month or year is in
    if its span touches the range, an undated one is out. `aux`: one of PLOVER's, or "none" for what
    happened. `text`: words of the evidence sentence (see fts.match). `limit` 0 means all.
    """

    actor: str | None = None
    recipient: str | None = None
    pair: tuple[str, str] | None = None
    types: tuple[str, ...] = ()
    quad: int | None = None
    since: str | None = None
    until: str | None = None
    place: str | None = None
    aux: str | None = None
    text: str | None = None
    lang: str | None = None
    article: str | None = None
    limit: int = 0
    offset: int = 0


@dataclass(frozen=True, slots=True)
class ArticleLine:
    """An article without its text, for lists. `events` and `quotes` are how many it has."""

    id: str
    name: str
    address: str
    title: str | None
    url: str | None
    published: str | None
    published_how: str
    lang: str
    wire: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    dropped: int = 0
    events: int = 0
    quotes: int = 0


@dataclass(frozen=True, slots=True)
class FoundEvent:
    """A report with its article and its evidence: `sentence` is text[span] of the article."""

    report: Report
    article: ArticleLine
    sentence: str
    span: Span


@dataclass(frozen=True, slots=True)
class FoundQuote:
    """A quote with its article and the sentence in which its words begin.

    `words` are text[quote.span] of the article, which may run over several sentences.
    """

    quote: Quote
    article: ArticleLine
    words: str
    sentence: str
    span: Span


@dataclass(frozen=True, slots=True)
class Hit:
    """An article found by search. `snippet` is cut in turns: plain, found, plain, found, plain ..."""

    article: ArticleLine
    snippet: tuple[str, ...]
