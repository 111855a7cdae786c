"""What holds for any input: nothing crashes, nothing vanishes, spans lie within the text."""

from collections.abc import Callable
from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from selaras.model import Article, Page, Skipped
from selaras.pages import PagesKnowledge, clean_page
from selaras.pages.decoding import binary_reason, decode
from selaras.pages.layout import INVISIBLE, MARKS

LIMITS = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
MEDIA = st.sampled_from(["text/plain", "text/html", "application/json"])
PIECES = st.sampled_from(
    [
        "Baca juga: ", "ADVERTISEMENT", "Komentar", "Tags: a, b", "https://a.example/x", "3 Mei 2022",
        "Presiden itu tiba di ibu kota pada hari Kamis bersama para menterinya.", "Pilihan Redaksi",
        "Judul Berita Pendek", "By gacor88", "(AFP)", "“Kami siap", "siap,” katanya.", "Oleh: Ana", "***",
    ]
)  # fmt: skip
LINES = st.lists(st.one_of(PIECES, st.text(max_size=80)), max_size=25)


@LIMITS
@given(data=st.binary(max_size=400), media=MEDIA)
def test_any_bytes_give_an_article_or_a_reason(data: bytes, media: str, knowledge: PagesKnowledge, today: date) -> None:
    result = clean_page(Page("1", "x", "x", data, media), knowledge, today)
    assert isinstance(result, Article | Skipped)
    decode(data)
    binary_reason(data)


@LIMITS
@given(lines=LINES)
def test_every_line_is_text_or_dropped(lines: list[str], knowledge: PagesKnowledge, today: date) -> None:
    raw = "\n".join(lines)
    result = clean_page(Page("1", "x", "x", raw.encode("utf-8", "replace"), "text/plain"), knowledge, today)
    if isinstance(result, Skipped):
        assert result.reason
        return
    shown = " ".join([*result.text.split(), *(word for each in result.dropped for word in each.text.split())])
    decoded = decode(raw.encode("utf-8", "replace")).text
    for line in INVISIBLE.sub("", decoded).splitlines():
        words = line.split()
        if words and not any(mark in line for mark in MARKS):
            assert " ".join(words) in shown


@LIMITS
@given(lines=LINES, title=st.one_of(st.none(), st.text(max_size=40)))
def test_spans_are_the_paragraphs(lines: list[str], title: str | None, knowledge: PagesKnowledge, today: date) -> None:
    result = clean_page(
        Page("1", "x", "x", "\n".join(lines).encode("utf-8", "replace"), "text/plain"), knowledge, today
    )
    if isinstance(result, Article):
        parts = [result.text[span.start : span.end] for span in result.paragraphs]
        assert "\n\n".join(parts) == result.text
        assert all(part == " ".join(part.split()) and part for part in parts)
        assert result.title is None or result.title == parts[0]


def test_cleaning_is_repeatable(cleaned: Callable[..., Article]) -> None:
    text = "Judul Berita Pendek\n3 Mei 2022\nPresiden itu tiba di ibu kota pada hari Kamis bersama para menterinya."
    assert cleaned(text) == cleaned(text)
