"""What a page may not do to a terminal."""

import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from selaras.archive import ArticleLine, FoundEvent, FoundQuote, Hit
from selaras.cli import show
from selaras.cli.text import CONTROL, as_json, clean, one_line
from selaras.model import Quote, Report, Source, Span

NASTY = "\x1b[2J\x1b]0;title\x07[bold]a[/bold] \x9b31m\u202e[link=http://x]x[/link]\r\x08:smile: \ud800\x00"
ANY = st.text(max_size=80) | st.text(alphabet="\x1b[]0;m\x07\x9b\u202e a\r\n\ud800", max_size=30)


def printed(words, terminal):
    """Return what is printed where every text of page, quote and event is `words`."""
    out = Console(file=io.StringIO(), width=80, force_terminal=terminal, color_system=None, highlight=False,
                  markup=False, emoji=False)  # fmt: skip
    span = Span(5, 5 + len(words))
    report = Report(
        "r", "a", 0, "CONSULT", None, (), ("AAA",), ("BBB",), span, (span,), (Span(0, 900),), 0.5, "rules", "c",
        place=words, sources=(Source(words, None, span),),
    )  # fmt: skip
    line = ArticleLine("a", words, words, words, words, "2024-01-01", "line", "id", (words,), (words,), 1)
    show.event(out, FoundEvent(report, line, words, span))
    show.quote(out, FoundQuote(Quote("q", "a", 0, span, words, "AAA", True, medium=words), line, words, words, span))
    show.article(out, line)
    show.hit(out, Hit(line, ("a ", words, " b")))
    show.table(out, ("x", "y"), [(words, "1")])
    show.say(out, words)
    return out.file.getvalue()


@pytest.mark.parametrize("terminal", [False, True])
def test_escapes_and_markup_are_shown_as_words_or_not_at_all(terminal):
    text = printed(NASTY, terminal)
    assert not CONTROL.search(text.replace("\x1b[1m", "").replace("\x1b[0m", "")
                              .replace("\x1b[1;4m", "").replace("\x1b[2m", "").replace("\x1b[3m", ""))  # fmt: skip
    assert "title" not in text.split("[bold]")[0]
    assert "[bold]a[/bold]" in text
    assert ":smile:" in text


@given(ANY)
def test_nothing_a_page_says_reaches_the_terminal_as_control(words):
    text = printed(words, terminal=False)
    assert not CONTROL.search(text)
    text.encode("utf-8")
    assert not CONTROL.search(clean(words))
    assert "\n" not in one_line(words)


@given(ANY)
def test_json_is_safe_and_loses_nothing(words):
    written = as_json({"words": words})
    assert not CONTROL.search(written)
    assert "\n" not in written
    assert json.loads(written) == {"words": words}


@given(st.text(min_size=1, max_size=300))
def test_lines_fit(words):
    # cells, not characters: marks that combine take no room of their own
    assert all(cell_len(line) <= 80 for line in printed(words, terminal=False).splitlines())
