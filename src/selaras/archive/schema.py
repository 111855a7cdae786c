"""The archive's tables. What is here must equal what the migrations make (a test compares them).

Order of TABLES is the order of the data; rows are written in it and forgotten in reverse. Spans are
character offsets [start, end) into articles.text. Lists without queries of their own are JSON.
Tables marked COUNTED hold content: the same pages give the same rows, whoever read them, and when.
"""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    UniqueConstraint,
)

HEAD = "0001"  # the newest migration; a test holds it equal to the files in migrations/versions

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
metadata = MetaData(naming_convention=NAMES)
ID = String(16)


def _of(parent: str) -> Column[str]:
    """A column that leads to the id of the parent's row: articles -> article, reports -> report."""
    return Column(parent.rstrip("s"), ID, ForeignKey(f"{parent}.id"), nullable=False)


def _span(name: str, nullable: bool = False) -> tuple[Column[int], Column[int]]:
    return (
        Column(f"{name}_start", Integer, nullable=nullable),
        Column(f"{name}_end", Integer, nullable=nullable),
    )


runs = Table(
    "runs",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("code", String(32), nullable=False),  # version of Selaras
    Column("knowledge", String(64), nullable=False),  # digest of the knowledge that was used
    Column("settings", JSON, nullable=False),
    Column("started", String(32), nullable=False),
    Column("finished", String(32)),  # empty: the run was broken off, or still goes on
    Column("read", Integer, nullable=False, default=0),
    Column("already", Integer, nullable=False, default=0),
    Column("skipped", Integer, nullable=False, default=0),
    Column("refused", Integer, nullable=False, default=0),
)
pages = Table(
    "pages",
    metadata,
    Column("id", ID, primary_key=True),
    Column("address", Text, nullable=False),
    Column("url", Text),
    Column("name", Text, nullable=False),
    Column("media", String(64), nullable=False),
    Column("sha", String(64), nullable=False),  # SHA-256 of the bytes
    Column("size", Integer, nullable=False),  # bytes
    Column("version", String(16), nullable=False),  # of the reader: code, knowledge and settings
    Column("found", String(40)),
    Column("run", Integer, ForeignKey("runs.id"), nullable=False),
    Column("raw", LargeBinary, nullable=False),  # the bytes, zlib
)
articles = Table(
    "articles",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("id", ID, nullable=False, unique=True),
    _of("pages"),
    Column("address", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("title", Text),
    Column("url", Text),
    Column("site", Text),
    Column("author", Text),
    Column("published", String(40)),
    Column("published_how", String(16), nullable=False),
    Column("dateline", Text),
    Column("lang", String(16), nullable=False),
    Column("paragraphs", JSON, nullable=False),
    Column("text", Text, nullable=False),
    Index(None, "page"),
    Index(None, "published"),
)
wires = Table(
    "wires",
    metadata,
    _of("articles"),
    Column("position", Integer, nullable=False),
    Column("name", Text, nullable=False),
    PrimaryKeyConstraint("article", "position"),
)
dropped = Table(
    "dropped",
    metadata,
    _of("articles"),
    Column("position", Integer, nullable=False),
    Column("reason", Text, nullable=False),
    Column("text", Text, nullable=False),
    PrimaryKeyConstraint("article", "position"),
)
flags = Table(
    "flags",
    metadata,
    _of("articles"),
    Column("position", Integer, nullable=False),
    Column("flag", Text, nullable=False),
    PrimaryKeyConstraint("article", "position"),
)
sentences = Table(
    "sentences",
    metadata,
    Column("number", Integer, primary_key=True),
    _of("articles"),
    Column("position", Integer, nullable=False),
    *_span("span"),
    Column("paragraph", Integer, nullable=False),
    Column("headline", Boolean, nullable=False),
    UniqueConstraint("article", "position"),
)
times = Table(
    "times",
    metadata,
    _of("articles"),
    Column("position", Integer, nullable=False),
    *_span("span"),
    Column("sentence", Integer, nullable=False),
    Column("first_day", String(10), nullable=False),
    Column("last_day", String(10), nullable=False),
    Column("grain", String(16), nullable=False),
    Column("iso", String(10)),
    Column("how", String(16), nullable=False),
    PrimaryKeyConstraint("article", "position"),
)
mentions = Table(
    "mentions",
    metadata,
    _of("articles"),
    Column("position", Integer, nullable=False),
    *_span("span"),
    Column("sentence", Integer, nullable=False),
    Column("label", String(16), nullable=False),
    Column("name", Text, nullable=False),
    Column("codes", JSON, nullable=False),
    Column("how", String(16), nullable=False),
    *_span("head"),
    Column("country", String(16)),
    Column("lat", Float),
    Column("lon", Float),
    Column("actor", Text),
    Column("office", String(32)),
    Column("sector", String(8)),
    Column("confidence", Float, nullable=False),
    PrimaryKeyConstraint("article", "position"),
)
reports = Table(
    "reports",
    metadata,
    Column("id", ID, primary_key=True),
    _of("articles"),
    Column("position", Integer, nullable=False),
    Column("sentence", Integer, nullable=False),
    Column("event", String(16), nullable=False),
    Column("mode", String(32)),
    Column("aux", Text, nullable=False),  # words between blanks: " future negation "; " " if none
    Column("contexts", JSON, nullable=False),
    *_span("trigger"),
    Column("actor_spans", JSON, nullable=False),
    Column("recipient_spans", JSON, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("coder", String(16), nullable=False),
    Column("cue", Text, nullable=False),
    Column("place", Text),
    *_span("place", nullable=True),
    Column("time", String(10)),
    *_span("time", nullable=True),
    Column("repeats", ID),
    Index(None, "article"),
    Index(None, "event"),
    Index(None, "time"),
)
report_actors = Table(
    "report_actors",
    metadata,
    _of("reports"),
    Column("role", String(9), nullable=False),  # actor or recipient
    Column("code", String(32), nullable=False),
    PrimaryKeyConstraint("report", "role", "code"),
    Index(None, "code", "role"),
)
sources = Table(
    "sources",
    metadata,
    _of("reports"),
    Column("position", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("code", String(32)),
    *_span("span"),
    PrimaryKeyConstraint("report", "position"),
)
quotes = Table(
    "quotes",
    metadata,
    Column("id", ID, primary_key=True),
    _of("articles"),
    Column("position", Integer, nullable=False),
    Column("sentence", Integer, nullable=False),
    *_span("span"),
    Column("speaker", Text, nullable=False),
    Column("code", String(32)),
    Column("direct", Boolean, nullable=False),
    *_span("speaker", nullable=True),
    *_span("cue", nullable=True),
    Column("medium", Text),
    Index(None, "article"),
    Index(None, "code"),
)
skipped = Table(
    "skipped",
    metadata,
    Column("id", ID, primary_key=True),  # digest of the page, the stage, the address and the reason
    Column("page", ID, ForeignKey("pages.id")),  # empty where the input could not even be read
    Column("stage", String(16), nullable=False),
    Column("address", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("refused", Boolean, nullable=False),
    Column("run", Integer, ForeignKey("runs.id"), nullable=False),
    Index(None, "page"),
    Index(None, "address"),
)

TABLES = (
    runs,
    pages,
    articles,
    wires,
    dropped,
    flags,
    sentences,
    times,
    mentions,
    reports,
    report_actors,
    sources,
    quotes,
    skipped,
)
COUNTED = TABLES[1:]
# Not content: when and in which run a row came about, numbers given by the database, and the
# compressed bytes (their SHA-256 is content; zlib's versions may differ).
UNCOUNTED = frozenset({"run", "found", "number", "raw"})
