"""The first archive: pages and all that is read of them, up to reports and quotes.

A migration is never changed once released: it says what an archive of its day looks like.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

# unicode61 folds case and accents ("Erdoğan" is found as "erdogan"); Indonesian needs no stemmer here.
TOKENIZE = "unicode61 remove_diacritics 2"


def upgrade() -> None:
    """Make all tables, the view of sentences' words and, on SQLite, the full-text indexes."""
    _tables()
    op.execute(SENTENCE_TEXTS)
    if op.get_bind().dialect.name == "sqlite":
        for statement in FULL_TEXT:
            op.execute(statement)


def downgrade() -> None:
    """There is nothing before the first archive."""
    raise NotImplementedError("The first schema has no predecessor.")


def _tables() -> None:
    op.create_table(
        "runs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(32), nullable=False),
        sa.Column("knowledge", sa.String(64), nullable=False),
        sa.Column("settings", sa.JSON(), nullable=False),
        sa.Column("started", sa.String(32), nullable=False),
        sa.Column("finished", sa.String(32), nullable=True),
        sa.Column("read", sa.Integer(), nullable=False),
        sa.Column("already", sa.Integer(), nullable=False),
        sa.Column("skipped", sa.Integer(), nullable=False),
        sa.Column("refused", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_runs"),
    )
    op.create_table(
        "pages",
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("media", sa.String(64), nullable=False),
        sa.Column("sha", sa.String(64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("version", sa.String(16), nullable=False),
        sa.Column("found", sa.String(40), nullable=True),
        sa.Column("run", sa.Integer(), nullable=False),
        sa.Column("raw", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_pages"),
        sa.ForeignKeyConstraint(["run"], ["runs.id"], name="fk_pages_run_runs"),
    )
    op.create_table(
        "articles",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("page", sa.String(16), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("site", sa.Text(), nullable=True),
        sa.Column("author", sa.Text(), nullable=True),
        sa.Column("published", sa.String(40), nullable=True),
        sa.Column("published_how", sa.String(16), nullable=False),
        sa.Column("dateline", sa.Text(), nullable=True),
        sa.Column("lang", sa.String(16), nullable=False),
        sa.Column("paragraphs", sa.JSON(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_articles"),
        sa.ForeignKeyConstraint(["page"], ["pages.id"], name="fk_articles_page_pages"),
        sa.UniqueConstraint("id", name="uq_articles_id"),
    )
    op.create_index("ix_articles_page", "articles", ["page"])
    op.create_index("ix_articles_published", "articles", ["published"])
    op.create_table(
        "wires",
        sa.Column("article", sa.String(16), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("article", "position", name="pk_wires"),
        sa.ForeignKeyConstraint(["article"], ["articles.id"], name="fk_wires_article_articles"),
    )
    op.create_table(
        "dropped",
        sa.Column("article", sa.String(16), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("article", "position", name="pk_dropped"),
        sa.ForeignKeyConstraint(["article"], ["articles.id"], name="fk_dropped_article_articles"),
    )
    op.create_table(
        "flags",
        sa.Column("article", sa.String(16), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("flag", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("article", "position", name="pk_flags"),
        sa.ForeignKeyConstraint(["article"], ["articles.id"], name="fk_flags_article_articles"),
    )
    op.create_table(
        "sentences",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("article", sa.String(16), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("span_start", sa.Integer(), nullable=False),
        sa.Column("span_end", sa.Integer(), nullable=False),
        sa.Column("paragraph", sa.Integer(), nullable=False),
        sa.Column("headline", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_sentences"),
        sa.ForeignKeyConstraint(["article"], ["articles.id"], name="fk_sentences_article_articles"),
        sa.UniqueConstraint("article", "position", name="uq_sentences_article_position"),
    )
    op.create_table(
        "times",
        sa.Column("article", sa.String(16), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("span_start", sa.Integer(), nullable=False),
        sa.Column("span_end", sa.Integer(), nullable=False),
        sa.Column("sentence", sa.Integer(), nullable=False),
        sa.Column("first_day", sa.String(10), nullable=False),
        sa.Column("last_day", sa.String(10), nullable=False),
        sa.Column("grain", sa.String(16), nullable=False),
        sa.Column("iso", sa.String(10), nullable=True),
        sa.Column("how", sa.String(16), nullable=False),
        sa.PrimaryKeyConstraint("article", "position", name="pk_times"),
        sa.ForeignKeyConstraint(["article"], ["articles.id"], name="fk_times_article_articles"),
    )
    op.create_table(
        "mentions",
        sa.Column("article", sa.String(16), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("span_start", sa.Integer(), nullable=False),
        sa.Column("span_end", sa.Integer(), nullable=False),
        sa.Column("sentence", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(16), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("codes", sa.JSON(), nullable=False),
        sa.Column("how", sa.String(16), nullable=False),
        sa.Column("head_start", sa.Integer(), nullable=False),
        sa.Column("head_end", sa.Integer(), nullable=False),
        sa.Column("country", sa.String(16), nullable=True),
        sa.Column("lat", sa.Float(), nullable=True),
        sa.Column("lon", sa.Float(), nullable=True),
        sa.Column("actor", sa.Text(), nullable=True),
        sa.Column("office", sa.String(32), nullable=True),
        sa.Column("sector", sa.String(8), nullable=True),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("article", "position", name="pk_mentions"),
        sa.ForeignKeyConstraint(["article"], ["articles.id"], name="fk_mentions_article_articles"),
    )
    op.create_table(
        "reports",
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("article", sa.String(16), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("sentence", sa.Integer(), nullable=False),
        sa.Column("event", sa.String(16), nullable=False),
        sa.Column("mode", sa.String(32), nullable=True),
        sa.Column("aux", sa.Text(), nullable=False),
        sa.Column("contexts", sa.JSON(), nullable=False),
        sa.Column("trigger_start", sa.Integer(), nullable=False),
        sa.Column("trigger_end", sa.Integer(), nullable=False),
        sa.Column("actor_spans", sa.JSON(), nullable=False),
        sa.Column("recipient_spans", sa.JSON(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("coder", sa.String(16), nullable=False),
        sa.Column("cue", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("place_start", sa.Integer(), nullable=True),
        sa.Column("place_end", sa.Integer(), nullable=True),
        sa.Column("time", sa.String(10), nullable=True),
        sa.Column("time_start", sa.Integer(), nullable=True),
        sa.Column("time_end", sa.Integer(), nullable=True),
        sa.Column("repeats", sa.String(16), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_reports"),
        sa.ForeignKeyConstraint(["article"], ["articles.id"], name="fk_reports_article_articles"),
    )
    op.create_index("ix_reports_article", "reports", ["article"])
    op.create_index("ix_reports_event", "reports", ["event"])
    op.create_index("ix_reports_time", "reports", ["time"])
    op.create_table(
        "report_actors",
        sa.Column("report", sa.String(16), nullable=False),
        sa.Column("role", sa.String(9), nullable=False),
        sa.Column("code", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("report", "role", "code", name="pk_report_actors"),
        sa.ForeignKeyConstraint(["report"], ["reports.id"], name="fk_report_actors_report_reports"),
    )
    op.create_index("ix_report_actors_code_role", "report_actors", ["code", "role"])
    op.create_table(
        "sources",
        sa.Column("report", sa.String(16), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("code", sa.String(32), nullable=True),
        sa.Column("span_start", sa.Integer(), nullable=False),
        sa.Column("span_end", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("report", "position", name="pk_sources"),
        sa.ForeignKeyConstraint(["report"], ["reports.id"], name="fk_sources_report_reports"),
    )
    op.create_table(
        "quotes",
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("article", sa.String(16), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("sentence", sa.Integer(), nullable=False),
        sa.Column("span_start", sa.Integer(), nullable=False),
        sa.Column("span_end", sa.Integer(), nullable=False),
        sa.Column("speaker", sa.Text(), nullable=False),
        sa.Column("code", sa.String(32), nullable=True),
        sa.Column("direct", sa.Boolean(), nullable=False),
        sa.Column("speaker_start", sa.Integer(), nullable=True),
        sa.Column("speaker_end", sa.Integer(), nullable=True),
        sa.Column("cue_start", sa.Integer(), nullable=True),
        sa.Column("cue_end", sa.Integer(), nullable=True),
        sa.Column("medium", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_quotes"),
        sa.ForeignKeyConstraint(["article"], ["articles.id"], name="fk_quotes_article_articles"),
    )
    op.create_index("ix_quotes_article", "quotes", ["article"])
    op.create_index("ix_quotes_code", "quotes", ["code"])
    op.create_table(
        "skipped",
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("page", sa.String(16), nullable=True),
        sa.Column("stage", sa.String(16), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("refused", sa.Boolean(), nullable=False),
        sa.Column("run", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_skipped"),
        sa.ForeignKeyConstraint(["page"], ["pages.id"], name="fk_skipped_page_pages"),
        sa.ForeignKeyConstraint(["run"], ["runs.id"], name="fk_skipped_run_runs"),
    )
    op.create_index("ix_skipped_address", "skipped", ["address"])
    op.create_index("ix_skipped_page", "skipped", ["page"])


FULL_TEXT = (
    f"""CREATE VIRTUAL TABLE articles_fts USING fts5(
        title, text, content='articles', content_rowid='number', tokenize='{TOKENIZE}')""",
    f"""CREATE VIRTUAL TABLE sentences_fts USING fts5(
        text, content='sentence_texts', content_rowid='number', tokenize='{TOKENIZE}')""",
    """CREATE TRIGGER articles_fts_insert AFTER INSERT ON articles BEGIN
        INSERT INTO articles_fts(rowid, title, text) VALUES (new.number, new.title, new.text); END""",
    """CREATE TRIGGER articles_fts_delete AFTER DELETE ON articles BEGIN
        INSERT INTO articles_fts(articles_fts, rowid, title, text)
        VALUES ('delete', old.number, old.title, old.text); END""",
    """CREATE TRIGGER sentences_fts_insert AFTER INSERT ON sentences BEGIN
        INSERT INTO sentences_fts(rowid, text)
        SELECT number, text FROM sentence_texts WHERE number = new.number; END""",
    """CREATE TRIGGER sentences_fts_delete BEFORE DELETE ON sentences BEGIN
        INSERT INTO sentences_fts(sentences_fts, rowid, text)
        SELECT 'delete', number, text FROM sentence_texts WHERE number = old.number; END""",
)
SENTENCE_TEXTS = """CREATE VIEW sentence_texts AS
    SELECT sentences.number AS number,
           substr(articles.text, sentences.span_start + 1, sentences.span_end - sentences.span_start) AS text
    FROM sentences JOIN articles ON articles.id = sentences.article"""
