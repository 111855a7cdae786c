"""Time expressions, told on Friday 16 September 2022 where nothing else is said."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selaras.language import sentences, times
from selaras.model import Article

Build = Callable[..., Article]

# text with the expression in brackets; start; end; iso ("-" for none)
INDONESIAN = [
    ("Forum itu digelar [15-16 September].", "2022-09-15", "2022-09-16", "2022-09-15"),
    ("Forum itu digelar [15 dan 16 September].", "2022-09-15", "2022-09-16", "2022-09-15"),
    ("Ia tiba, [Kamis (15/9)].", "2022-09-15", "2022-09-15", "2022-09-15"),
    ("Ia tiba [Kamis (15/9/2022)].", "2022-09-15", "2022-09-15", "2022-09-15"),
    ("Ia tiba hari itu [(15/9)].", "2022-09-15", "2022-09-15", "2022-09-15"),
    ("Ia tiba [Kamis, 15 September 2022].", "2022-09-15", "2022-09-15", "2022-09-15"),
    ("Ia tiba [15 September 2022 pukul 07.45 WIB].", "2022-09-15", "2022-09-15", "2022-09-15"),
    ("Ia tiba [28 Februari-2 Maret 2021].", "2021-02-28", "2021-03-02", "2021-02-28"),
    ("Perang pecah sejak [24 Februari].", "2022-02-24", "2022-02-24", "2022-02-24"),
    ("Ia tiba pada [Senin].", "2022-09-12", "2022-09-12", "2022-09-12"),
    ("Ia tiba pada [hari Rabu].", "2022-09-14", "2022-09-14", "2022-09-14"),
    ("Ia tiba [Senin malam waktu setempat].", "2022-09-12", "2022-09-12", "2022-09-12"),
    ("Ia akan tiba pada [Senin].", "2022-09-19", "2022-09-19", "2022-09-19"),
    ("Ia akan pergi, kata jubirnya [Senin].", "2022-09-12", "2022-09-12", "2022-09-12"),
    ("Ia tiba [Senin pekan lalu].", "2022-09-05", "2022-09-05", "2022-09-05"),
    ("Ia tiba pada [Minggu].", "2022-09-11", "2022-09-11", "2022-09-11"),
    ("[Minggu lalu], kapal itu tenggelam.", "2022-09-05", "2022-09-11", "2022-09"),
    ("Kapal itu tenggelam [minggu lalu].", "2022-09-05", "2022-09-11", "2022-09"),
    ("Kapal itu tenggelam pada [Minggu lalu].", "2022-09-11", "2022-09-11", "2022-09-11"),
    ("Mereka bertemu [pekan depan].", "2022-09-19", "2022-09-25", "2022-09"),
    ("Mereka bertemu [awal pekan ini].", "2022-09-12", "2022-09-14", "2022-09"),
    ("Mereka bertemu [akhir pekan lalu].", "2022-09-10", "2022-09-11", "2022-09"),
    ("Mereka bertemu [kemarin].", "2022-09-15", "2022-09-15", "2022-09-15"),
    ("Mereka bertemu [esok hari].", "2022-09-17", "2022-09-17", "2022-09-17"),
    ("Mereka bertemu [malam ini].", "2022-09-16", "2022-09-16", "2022-09-16"),
    ("Mereka bertemu [tiga hari lalu].", "2022-09-13", "2022-09-13", "2022-09-13"),
    ("Mereka bertemu [dua tahun lalu].", "2020-01-01", "2020-12-31", "2020"),
    ("Mereka bertemu [bulan lalu].", "2022-08-01", "2022-08-31", "2022-08"),
    ("Mereka bertemu [awal Februari lalu].", "2022-02-01", "2022-02-10", "2022-02"),
    ("Mereka bertemu pada [Februari].", "2022-02-01", "2022-02-28", "2022-02"),
    ("Mereka bertemu pada [Februari 2021].", "2021-02-01", "2021-02-28", "2021-02"),
    ("Mereka bertemu pada [November].", "2021-11-01", "2021-11-30", "2021-11"),
    ("Mereka akan bertemu pada [November].", "2022-11-01", "2022-11-30", "2022-11"),
    ("Aturan itu berlaku hingga [pertengahan Oktober].", "2022-10-11", "2022-10-20", "2022-10"),
    ("Mereka bertemu [Oktober mendatang].", "2022-10-01", "2022-10-31", "2022-10"),
    ("Mereka bertemu [8 Desember tahun lalu].", "2021-12-08", "2021-12-08", "2021-12-08"),
    ("Forum itu berdiri pada [tahun 2001].", "2001-01-01", "2001-12-31", "2001"),
    ("Forum itu berdiri sejak [2003].", "2003-01-01", "2003-12-31", "2003"),
    ("Forum itu macet [akhir tahun lalu].", "2021-09-01", "2021-12-31", "2021"),
    ("Forum itu berdiri di [era 1970-an].", "1970-01-01", "1979-12-31", "-"),
    ("Ekspor naik pada [kuartal III].", "2022-07-01", "2022-09-30", "2022"),
    ("Ekspor naik dalam [lima tahun terakhir].", "2017-09-16", "2022-09-16", "-"),
    ("Ekspor naik [beberapa hari lalu].", "2022-09-10", "2022-09-14", "2022-09"),
]
ENGLISH = [
    ("They met [last Thursday].", "2022-09-15", "2022-09-15", "2022-09-15"),
    ("They meet [next Tuesday].", "2022-09-20", "2022-09-20", "2022-09-20"),
    ("He said on [Monday] they will talk.", "2022-09-12", "2022-09-12", "2022-09-12"),
    ("They will meet on [Monday].", "2022-09-19", "2022-09-19", "2022-09-19"),
    ("On [Monday], leaders will meet.", "2022-09-19", "2022-09-19", "2022-09-19"),
    ("They met in [late August].", "2022-08-21", "2022-08-31", "2022-08"),
    ("They met [early this week].", "2022-09-12", "2022-09-14", "2022-09"),
    ("They met on [Sept. 15].", "2022-09-15", "2022-09-15", "2022-09-15"),
    ("They met on [15 September 2022].", "2022-09-15", "2022-09-15", "2022-09-15"),
    ("They met on [Thursday, September 15, 2022].", "2022-09-15", "2022-09-15", "2022-09-15"),
    ("They met on [9/15/2022].", "2022-09-15", "2022-09-15", "2022-09-15"),
    ("They met on [Thursday (8/9/2022)].", "2022-09-08", "2022-09-08", "2022-09-08"),
    ("They met [yesterday].", "2022-09-15", "2022-09-15", "2022-09-15"),
    ("They met [last year].", "2021-01-01", "2021-12-31", "2021"),
    ("It was founded in [2001].", "2001-01-01", "2001-12-31", "2001"),
    ("They have talked since [February].", "2022-02-01", "2022-02-28", "2022-02"),
    ("They met [two weeks ago].", "2022-08-30", "2022-09-05", "2022-09"),
    ("They met on [Tuesday of last week].", "2022-09-06", "2022-09-06", "2022-09-06"),
]


@pytest.mark.parametrize(
    ("lang", "marked", "start", "end", "iso"), [("id", *c) for c in INDONESIAN] + [("en", *c) for c in ENGLISH]
)
def test_times(article: Build, lang: str, marked: str, start: str, end: str, iso: str) -> None:
    one = article(marked.replace("[", "").replace("]", ""), lang=lang)
    (time,) = times(one, sentences(one))
    assert (time.start, time.end, time.iso or "-") == (start, end, iso)
    assert one.text[time.span.start : time.span.end] == marked[marked.index("[") + 1 : marked.index("]")]


NO_TIMES = [
    ("id", "Sebanyak 2.500 orang, 2022 kapal dan Resolusi 2334 dibahas G20 pada 2000 orang."),
    ("id", "Undang-Undang Nomor 6 Tahun 2011 mengatur itu setiap Senin selama dua minggu."),
    ("id", "Lelaki 65 tahun itu berdiri."),
    ("id", "Mereka berunding tiga hari di Mar del Plata."),
    ("en", "They may march every Monday, 2,022 people in 2000 homes, under Resolution 2334."),
]


@pytest.mark.parametrize(("lang", "text"), NO_TIMES)
def test_what_is_no_time(article: Build, lang: str, text: str) -> None:
    one = article(text, lang=lang)
    assert times(one, sentences(one)) == ()


def _isos(one: Article) -> list[str | None]:
    return [time.iso for time in times(one, sentences(one))]


def test_the_day_told_of_last(article: Build) -> None:
    one = article("Kota itu jatuh pada 3 Mei 2021. Dua hari sebelumnya tentara mundur. Keesokan harinya hujan.")
    assert _isos(one) == ["2021-05-03", "2021-05-01", "2021-05-02"]


def test_a_quotation_counts_from_the_day_it_was_spoken(article: Build) -> None:
    one = article('"Kami berangkat besok," kata menteri, Selasa (13/9).')
    assert _isos(one) == ["2022-09-14", "2022-09-13"]


def test_without_a_printed_date(article: Build) -> None:
    assert _isos(article("Ia tiba Senin pada Februari lalu.", published=None)) == []
    assert _isos(article("Ia tiba Kamis (15/9/2022). Ia pergi Senin.", published=None)) == ["2022-09-15", "2022-09-12"]
    assert _isos(article("Ia tiba Senin.", published="kemarin", dateline="KOTA, Kamis (15/9/2022)")) == ["2022-09-12"]


def test_an_impossible_day_is_left_out(article: Build) -> None:
    assert _isos(article("Ia tiba Senin (31/9) dan 30 Februari 2022.")) == []


WORDS = st.sampled_from(
    "Senin Kamis (15/9) 31 Februari 2022 pekan lalu akhir tahun hari sebelumnya kemudian pada sejak 1998 kuartal IV "
    'sembilan abad May 9/15/2022 999 tahun lagi 2100 mendatang - . " , Sept. musim panas'.split(" ")
)


@given(
    st.one_of(st.text(max_size=80), st.lists(WORDS, max_size=14).map(" ".join)),
    st.sampled_from([None, "2022-09-16", "0001-01-01", "9999-12-31T10:00:00+07:00"]),
    st.sampled_from(["id", "en", "ms", "und"]),
)
def test_any_text_gives_sound_times(article: Build, text: str, published: str | None, lang: str) -> None:
    one = article(text, published=published, lang=lang)
    split = sentences(one)
    for time in times(one, split):
        assert time.start <= time.end
        span = split[time.sentence].span
        assert span.start <= time.span.start < time.span.end <= span.end
