"""Printed dates in the forms that papers use."""

from collections.abc import Callable
from datetime import date

import pytest

from selaras.model import Article
from selaras.pages import PagesKnowledge
from selaras.pages.dates import find_dates, lede_date, read_date, url_date

FORMS = [
    ("2022-09-15", "2022-09-15"),
    ("2022-09-15T19:30:00+07:00", "2022-09-15T19:30:00+07:00"),
    ("2022-09-15T12:30:00.123Z", "2022-09-15T12:30:00+00:00"),
    ("2022-09-15 19:30", "2022-09-15"),
    ("15 September 2022", "2022-09-15"),
    ("07 Sep 2022", "2022-09-07"),
    ("1 Agt 2022", "2022-08-01"),
    ("Kamis, 15 September 2022 19:30 WIB", "2022-09-15T19:30:00+07:00"),
    ("Kamis, 15 September 2022 | 19.30 WITA", "2022-09-15T19:30:00+08:00"),
    ("Thu, 15 Sep 2022 12:30:00 +0000", "2022-09-15T12:30:00+00:00"),
    ("10/21/2025 08:05 (month/day/year, WIB)", "2025-10-21T08:05:00+07:00"),
    ("7/8/2025 5:56 (month/day/year, WIB)", "2025-07-08T05:56:00+07:00"),
    ("September 15, 2022", "2022-09-15"),
    ("Sept. 5th, 2022 10:30 am GMT", "2022-09-05T10:30:00+00:00"),
    ("12:05, 15 September 2022", "2022-09-15"),
    ("07/08/2022", "2022-08-07"),
    ("07/28/2022", "2022-07-28"),
    ("15-09-2022", "2022-09-15"),
    ("2022/09/15", "2022-09-15"),
    ("15 September 2022 12:15 pm GMT", "2022-09-15T12:15:00+00:00"),
    ("15 September 2022 12:15 am GMT", "2022-09-15T00:15:00+00:00"),
    ("15 September 2022 25:99 WIB", "2022-09-15"),
    ("15 Smarch 2022", None),
    ("31 Februari 2022", "impossible"),
    ("5 Januari 3024", "impossible"),
    ("1 Mei 1876", "impossible"),
    ("27 November 2026", "impossible"),
    ("26 November 2026", "2026-11-26"),
]


@pytest.mark.parametrize(("text", "iso"), FORMS)
def test_forms(text: str, iso: str | None, knowledge: PagesKnowledge, today: date) -> None:
    found = list(find_dates(text, knowledge.dates, today))
    assert [each.iso or "impossible" for each in found] == ([iso] if iso else [])


VALUES = [
    ("1663245000", "2022-09-15T12:30:00+00:00"),
    ("1663245000000", "2022-09-15T12:30:00+00:00"),
    ("20220915", "2022-09-15"),
    ("99999999999999", None),
    ("Published: 15 Sep 2022", "2022-09-15"),
    ("", None),
]


@pytest.mark.parametrize(("value", "iso"), VALUES)
def test_record_values(value: str, iso: str | None, knowledge: PagesKnowledge, today: date) -> None:
    found = read_date(value, knowledge.dates, today)
    assert (found.iso if found else None) == iso


URLS = [
    ("https://a.example/2022/09/15/kabar", "2022-09-15"),
    ("https://a.example/read/20220915193000-120-1/kabar", "2022-09-15"),
    ("https://a.example/2022/9/5", "2022-09-05"),
    ("https://a.example/2022/13/45/kabar", None),
    ("https://a.example/d-8171344/kabar", None),
    ("https://a.example/3024/01/05/kabar", None),
]


@pytest.mark.parametrize(("url", "iso"), URLS)
def test_url_dates(url: str, iso: str | None, today: date) -> None:
    assert url_date(url, today) == iso


def test_lede_date_is_the_latest_bracketed_full_date(today: date) -> None:
    text = "Pertemuan itu digelar Rabu (14/9/2022), kata juru bicara, Kamis (15/9/2022). Tahun depan (1/1/2031)."
    assert lede_date(text, today) == "2022-09-15"
    assert lede_date("Kamis (15/9)", today) is None


BODY = "Utusan Peru dan Chile berunding di Lima selama dua hari tentang batas laut kedua negara, kata mereka.\n" * 2
PRECEDENCE = [
    ("15 September 2022\n" + BODY, "https://a.example/2020/01/02/x", "2022-09-15", "line"),
    (BODY, "https://a.example/2020/01/02/x", "2020-01-02", "url"),
    (BODY + "Ia tiba, Kamis (15/9/2022).", None, "2022-09-15", "lede"),
    (BODY, None, None, "none"),
]


@pytest.mark.parametrize(("text", "url", "iso", "how"), PRECEDENCE)
def test_where_the_date_comes_from(
    text: str, url: str | None, iso: str | None, how: str, cleaned: Callable[..., Article]
) -> None:
    article = cleaned(text, url=url)
    assert (article.published, article.published_how) == (iso, how)
    assert ("no-date" in article.flags) is (iso is None)
