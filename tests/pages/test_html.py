"""HTML pages: main text and what the page says about itself."""

import time
from collections.abc import Callable
from datetime import date

import pytest

from selaras.model import Article, Page, Skipped
from selaras.pages import PagesKnowledge, clean_page
from selaras.pages.html import excess, fragment_lines, has_markup, looks_like_html

STORY = [
    "Menteri Luar Negeri Peru bertemu Menteri Luar Negeri Ekuador di Quito untuk membahas batas laut.",
    "Keduanya sepakat membentuk komisi teknis yang akan bekerja selama enam bulan, kata juru bicara.",
    "Komisi itu terdiri atas enam ahli dari setiap negara dan dipimpin bergantian oleh kedua pihak.",
    "Perundingan berikutnya dijadwalkan berlangsung di Lima pada akhir tahun, menurut kementerian Peru.",
]
BODY = "".join(f"<p>{line}</p>" for line in STORY)
PAGE = """<!doctype html><html lang="id-ID"><head><title>Peru dan Ekuador Berunding | Kabar Contoh</title>{head}</head>
<body><nav><ul><li><a href="/">Beranda</a></li><li><a href="/dunia">Dunia</a></li></ul></nav>
<article><h1>Peru dan Ekuador Berunding</h1>{extra}{body}<p>Baca juga: <a href="/x">Lima Bangun</a></p></article>
<footer>Hak cipta Kabar Contoh</footer></body></html>"""
LD = (
    '<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", "headline": "Peru dan Ekuador Berunding",'
    ' "datePublished": "2022-09-15T19:30:00-05:00", "author": [{"name": "Rosa Quispe"}],'
    ' "publisher": {"name": "Kabar Contoh"}}]}</script>'
)
META = (
    '<meta property="article:published_time" content="2022-09-15T19:30:00-05:00"><meta name="author" '
    'content="Rosa Quispe"><meta property="og:site_name" content="Kabar Contoh">'
)
TIME = '<time datetime="2022-09-15T19:30:00-05:00">kemarin</time>'
SOURCES = [("ld", LD, "", True), ("meta", META, "", True), ("time", "", TIME, False)]


@pytest.mark.parametrize(("name", "head", "extra", "named"), SOURCES, ids=[each[0] for each in SOURCES])
def test_page_gives_text_and_metadata(
    name: str, head: str, extra: str, named: bool, cleaned: Callable[..., Article]
) -> None:
    article = cleaned(PAGE.format(head=head, extra=extra, body=BODY), "text/html")
    assert article.title == ("Peru dan Ekuador Berunding")
    assert (article.published, article.published_how) == ("2022-09-15T19:30:00-05:00", "meta")
    assert article.lang == "id"
    assert article.text == "\n\n".join(["Peru dan Ekuador Berunding", *STORY])
    if named:
        assert (article.site, article.author) == ("Kabar Contoh", "Rosa Quispe")


def test_page_without_article_markup_falls_back_to_its_paragraphs(cleaned: Callable[..., Article]) -> None:
    article = cleaned(f"<div><p>{STORY[0]}</p></div>", "text/html")
    assert STORY[0] in article.text


def test_impossible_date_gives_way_to_the_next(cleaned: Callable[..., Article]) -> None:
    head = '<meta name="date" content="3024-01-01">'
    article = cleaned(PAGE.format(head=head, extra=TIME, body=BODY), "text/html")
    assert article.published == "2022-09-15T19:30:00-05:00"
    assert "date-impossible" in article.flags


def test_broken_json_ld_is_passed_over(cleaned: Callable[..., Article]) -> None:
    head = '<script type="application/ld+json">{"headline": </script>' + META
    assert cleaned(PAGE.format(head=head, extra="", body=BODY), "text/html").published


def test_record_text_may_be_html(cleaned: Callable[..., Article]) -> None:
    article = cleaned(
        '{"title":"Judul","text":"<p>Satu &amp; dua.</p><script>x()</script><p>Tiga.</p>"}', "application/json"
    )
    assert article.text == "Judul\n\nSatu & dua.\n\nTiga."


HOSTILE = [
    "<html><body>" + "<div>" * 100_000,
    "<html><body>" + "<div>" * 300 + "teks" + "</div>" * 300,
    "<html><body>" + "<p>x" * 100_000,
    "<html>" + "<" * 1_000_000,
    "<html><div " + 'a="b" ' * 100_000 + ">x",
    "<html>\0<p>x</p>",
    "<html></html>",
]


@pytest.mark.parametrize("index", range(len(HOSTILE)))
def test_hostile_page_is_answered_in_time(index: int, knowledge: PagesKnowledge, today: date) -> None:
    page = Page("1", "x.html", "x", HOSTILE[index].encode(), "text/html")
    start = time.perf_counter()
    assert isinstance(clean_page(page, knowledge, today), Article | Skipped)
    assert time.perf_counter() - start < 2


def test_unclosed_paragraphs_are_no_nesting() -> None:
    assert excess("<ul>" + "<li><p>x" * 2_000 + "</ul>") is None
    assert excess("<b>" * 2_000)


MARKUP = [
    ("<!DOCTYPE html><html>", True, False),
    ("  <div class='x'>a</div>", True, True),
    ("a < b dan c > d", False, False),
    ("baris<br>baru", False, True),
]


@pytest.mark.parametrize(("text", "page", "fragment"), MARKUP)
def test_markup_is_recognised(text: str, page: bool, fragment: bool) -> None:
    assert (looks_like_html(text), has_markup(text)) == (page, fragment)


def test_fragment_lines_keep_blocks_apart() -> None:
    lines = [line.strip() for line in fragment_lines("a<b>b</b>c<br>d<ul><li>e</li><li>f</li></ul>") if line.strip()]
    assert lines == ["abc", "d", "e", "f"]
