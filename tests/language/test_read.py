"""The stage as a whole: flags, and what passes through."""

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from selaras.language import read
from selaras.model import Article, Reading, Skipped

Build = Callable[..., Article]

LATE = (
    "Menteri Arlan Dov dan Ratu Mirela Tan bertemu di Kota Lumen pada hari Kamis, kata kantor sang ratu.\n\n"
    "Keduanya sepakat pekan lalu. Dov tiba pada Kamis pagi setelah sidang pada hari Rabu.\n\n"
    "Menteri Arlan Dov menyalami Ratu Mirela Tan di Kota Lumen pada 16 Mei 2024."
)


def _reading(one: Article) -> Reading:
    (reading,) = read([one])
    assert isinstance(reading, Reading)
    return reading


def test_a_reprint_counts_from_its_own_day(article: Build) -> None:
    reading = _reading(article(LATE, published="2024-07-24"))
    assert "date-contradicts-text" in reading.article.flags
    assert reading.article.published == "2024-07-24"
    assert [time.iso for time in reading.times] == ["2024-05-16", "2024-05", "2024-05-16", "2024-05-15", "2024-05-16"]


def test_the_same_text_near_its_day_is_fine(article: Build) -> None:
    assert "date-contradicts-text" not in _reading(article(LATE, published="2024-05-17")).article.flags


def test_background_contradicts_nothing(article: Build) -> None:
    text = (
        "Menteri Arlan Dov tiba di Kota Lumen pada hari Kamis, kata kantor sang ratu.\n\n"
        "Ia membahas perdagangan.\n\nKota Lumen direbut pada 7 Oktober 2023, dan perang berlanjut sejak 1 Mei 2024."
    )
    assert _reading(article(text, published="2024-07-24")).article.flags == ()


def test_a_lede_dated_after_the_printed_day(article: Build) -> None:
    text = "Menteri Arlan Dov tiba di Kota Lumen, Kamis (16/5/2024). Ia mengatakan akan tinggal dua hari."
    assert _reading(article(text, published="2024-01-10")).article.flags == ("date-contradicts-text",)
    future = "Menteri Arlan Dov mengatakan forum akan digelar di Kota Lumen, Kamis (16/5/2024). Ia pulang Senin."
    assert _reading(article(future, published="2024-01-10")).article.flags == ()


STIFF = (
    "Menteri luar negeri Arland mengatakan pada hari Selasa bahwa negaranya telah setuju untuk berbicara, sebuah "
    "langkah yang datang pada saat yang sulit. Itu adalah kunjungan pertama sejak perang. Dalam sebuah pernyataan, dia "
    "menambahkan bahwa para pemimpin lainnya telah membunyikan alarm. Seorang pejabat, yang berbicara dengan syarat "
    "anonim, mengatakan Rabu bahwa Borland telah mengambil sisi yang jelas dalam perselisihan tentang. kapal itu."
)
NATIVE = (
    "Menteri Luar Negeri Arland menyambangi Borland, Selasa (13/9/2022). Lawatan itu digelar usai kedua negara "
    "bersitegang soal kapal. “Kami tak mau ribut lagi,” ujarnya seperti dilansir kantor berita setempat. Adapun "
    "Borland menyiapkan jamuan makan malam. Sejumlah pengamat menilai lawatan itu terkait pemilu. "
    "“Ini langkah bagus,” kata dia. "
    "Pertemuan dijadwalkan rampung Rabu sore, lalu rombongan bertolak pulang dari bandara militer."
)


def test_machine_translation(article: Build) -> None:
    assert _reading(article(STIFF)).article.flags == ("machine-translated",)
    assert _reading(article(NATIVE)).article.flags == ()


def test_language_and_skipped(article: Build) -> None:
    skipped = Skipped("pages", "x.txt", "empty")
    out = list(read([article(NATIVE, lang="en"), skipped]))
    assert isinstance(out[0], Reading)
    assert (out[0].article.lang, out[1]) == ("id", skipped)


@given(st.text(max_size=120))
def test_any_text_is_read(article: Build, text: str) -> None:
    _reading(article(text))
