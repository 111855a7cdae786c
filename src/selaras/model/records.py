"""The records. Every span is a half-open range of character offsets into `Article.text`.

Nothing here computes; what a field means is said at the field. Codes are ISO 3166-1 alpha-3 for
states and the usual short name in capitals for organisations; event types, modes and contexts
are PLOVER's. All fields are plain values or tuples, so that a record is hashable and safe to share.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """Characters [start, end) of an article's text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Skipped:
    """What a stage left out: which stage, which input (address or article), why, in one sentence."""

    stage: str
    address: str
    reason: str
    refused: bool = False  # True: a person's input could not be read (exit code 3)


@dataclass(frozen=True, slots=True)
class Page:
    """Bytes as found.

    `id` is a digest of `url` and `data`, so the same bytes at the same address are one page
    wherever the file lies. `address` is for people (path, URL, "file.jsonl line 7"); `name` is
    what `selaras code` prints as id (file name without extension, or the record's own id).
    `media` is "text/plain", "text/html" or "application/json" (one record with the keys title,
    text, date, url, site, author, lang, id; all optional but text).
    """

    id: str
    address: str
    name: str
    data: bytes
    media: str
    url: str | None = None
    found: str | None = None  # ISO instant: when fetched, or the file's modification time


@dataclass(frozen=True, slots=True)
class Dropped:
    """A line of the page that is not part of the article, and why (see pages/lines.py)."""

    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Article:
    """Clean text and what is known about its publication.

    `text` is paragraphs joined by a blank line; where the page has a headline it is the first
    paragraph (`title` repeats it). `paragraphs` are their spans. `published` is the printed date:
    ISO day, or day and time with offset, even where the text contradicts it (then the flag
    "date-contradicts-text" is set). `published_how`: meta, record, line, lede, url, file, none.
    `wire` are agencies and media credited in text or by-line, by their short names.
    """

    id: str
    page: str
    address: str
    name: str
    text: str
    paragraphs: tuple[Span, ...]
    title: str | None = None
    url: str | None = None
    site: str | None = None
    author: str | None = None
    published: str | None = None
    published_how: str = "none"
    dateline: str | None = None
    wire: tuple[str, ...] = ()
    lang: str = "und"  # ISO 639-1, "und" if not known
    dropped: tuple[Dropped, ...] = ()
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of an article. `paragraph` is its paragraph's index; 0 is the headline if any."""

    article: str
    index: int
    span: Span
    paragraph: int
    headline: bool = False


@dataclass(frozen=True, slots=True)
class Time:
    """A time expression, resolved against publication date and dateline.

    `start` and `end` are ISO days, both included. `grain`: day, days, week, month, season, year,
    years. `iso` is the codebook's form: "2022-09-15", "2022-09" or "2022"; None where the
    expression gives no more than a vague interval. `how`: absolute, relative, partial (a part is
    taken from the publication date).
    """

    span: Span
    sentence: int
    start: str
    end: str
    grain: str
    iso: str | None
    how: str


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that stand for an actor or a place, and how that was decided.

    `label` is OntoNotes' (PER ORG GPE LOC NORP FAC). `name` is the canonical name to show, `actor` the
    id of who is meant: a code, a person's name in the files, or "local:..." for one that only the
    text knows. `codes` are the primary codes it counts as (several for "keduanya"); empty for a person
    or place without a state. `how`: name, short, spelling, office, capital, seat, demonym, nickname,
    pattern, apposition, pronoun, context, home, place, first-person, unnamed. `head` is the span of
    the whole noun phrase that stands as a party ("pasukan Moskow"), equal to `span` for a mere name.
    `office` is the office held on the day of the text, `sector` PLOVER's (GOV MIL LEG JUD PTY REB COP
    SPY CVL MED BUS EDU IGO NGO ...), None for a mere place. `confidence` in (0, 1]: how often links made
    this way are right (see docs/methods/actors.md).
    """

    span: Span
    sentence: int
    label: str
    name: str
    codes: tuple[str, ...]
    how: str
    head: Span
    country: str | None = None  # ISO alpha-3 of a place or a person's state
    lat: float | None = None  # degrees, WGS 84
    lon: float | None = None
    actor: str | None = None
    office: str | None = None
    sector: str | None = None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Argument:
    """Words that play a part in what a sentence tells: actor, recipient, source, place, time or content."""

    role: str
    span: Span
    probability: float


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a trained or a language model reads off a sentence: an event, or a quotation (`event` is then QUOTE).

    `probability` in [0, 1] is that of `event`; `types` are all likely ones, best first. `aux` has a probability
    for each label of the ontology. Low ones are kept: who reads proposals decides what is likely enough.
    `coder` is "tagger" or "llm".
    """

    sentence: int
    trigger: Span
    event: str
    probability: float
    types: tuple[tuple[str, float], ...]
    mode: str | None
    aux: tuple[tuple[str, float], ...]
    arguments: tuple[Argument, ...]
    coder: str = "tagger"


@dataclass(frozen=True, slots=True)
class Source:
    """Who the article says it has something from: a person, a ministry or a medium."""

    name: str
    code: str | None
    span: Span


@dataclass(frozen=True, slots=True)
class Report:
    """What one sentence says happened, in the PLOVER ontology.

    `actors` and `recipients` are sorted codes; their spans lead to the words. `time` is the
    codebook's ISO form (see Time.iso). `confidence` is in (0, 1]; `coder` is "rules", "tagger", "both" or
    "llm"; `cue` names the entry of the knowledge file that fired. `repeats` is the id of the
    report of the same article that tells the same thing more explicitly, None for that one.
    """

    id: str
    article: str
    sentence: int
    event: str
    mode: str | None
    aux: tuple[str, ...]
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    trigger: Span
    actor_spans: tuple[Span, ...]
    recipient_spans: tuple[Span, ...]
    confidence: float
    coder: str
    cue: str
    contexts: tuple[str, ...] = ()
    place: str | None = None
    place_span: Span | None = None
    time: str | None = None
    time_span: Span | None = None
    sources: tuple[Source, ...] = ()
    repeats: str | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a speaker: `span` are the words, `cue` the speech verb, `medium` who passed them on.

    `direct` is True for words in quotation marks. `code` is the speaker's primary code or None.
    """

    id: str
    article: str
    sentence: int
    span: Span
    speaker: str
    code: str | None
    direct: bool
    speaker_span: Span | None = None
    cue: Span | None = None
    medium: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """One article with all that was read of it; each stage fills in its own part."""

    article: Article
    sentences: tuple[Sentence, ...] = ()
    times: tuple[Time, ...] = ()
    mentions: tuple[Mention, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    reports: tuple[Report, ...] = ()
    quotes: tuple[Quote, ...] = ()
