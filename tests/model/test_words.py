"""The tokeniser: which words a text has, and that their offsets lead back to it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selaras.model import words
from selaras.model.words import FOLD

CASES = [
    ("Presiden Rusia tiba.", ["Presiden", "Rusia", "tiba", "."]),
    ("", []),
    (" \n\t ", []),
    ("U.S. envoy", ["U.S.", "envoy"]),
    ("A.S. dan U.K.", ["A.S.", "dan", "U.K."]),
    ("George W. Bush", ["George", "W", ".", "Bush"]),
    ("naik 2,5 persen", ["naik", "2,5", "persen"]),
    ("1.219 orang, 3.400,50 dolar", ["1.219", "orang", ",", "3.400,50", "dolar"]),
    ("tahun 2024.", ["tahun", "2024", "."]),
    ("ulang tahun ke-43", ["ulang", "tahun", "ke-43"]),
    ("negara-negara tetangga", ["negara-negara", "tetangga"]),
    ("Negara-Negara Anggota", ["Negara-Negara", "Anggota"]),
    ("jet-jet pengebom", ["jet-jet", "pengebom"]),
    ("hubungan China-Rusia", ["hubungan", "China", "-", "Rusia"]),
    ("pakta AS-Inggris-Australia", ["pakta", "AS", "-", "Inggris", "-", "Australia"]),
    ("Agnès Pannier-Runacher", ["Agnès", "Pannier", "-", "Runacher"]),
    ("el-Sisi", ["el-Sisi"]),
    ("non-Barat", ["non-Barat"]),
    ("China's envoy", ["China", "'s", "envoy"]),
    ("China’s envoy", ["China", "'s", "envoy"]),
    ("Cote d'Ivoire", ["Cote", "d'Ivoire"]),
    ("Jum’at", ["Jum'at"]),
    ("“Kami siap”", ['"', "Kami", "siap", '"']),
    ("«Oui»", ['"', "Oui", '"']),
    ("(14/5/2024)", ["(", "14", "/", "5", "/", "2024", ")"]),
    ("a_b", ["a", "_", "b"]),
    ("50%", ["50", "%"]),
    ("AS–China", ["AS", "–", "China"]),
    ("didn't", ["didn't"]),
    ("Xi Jinping", ["Xi", "Jinping"]),
    ("Владимир 习近平", ["Владимир", "习近平"]),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_cuts_a_text(text: str, expected: list[str]) -> None:
    assert [word.text for word in words(text)] == expected


def test_offsets_count_from_the_start_of_the_whole_text() -> None:
    text = "Kabar.\n\nRusia menyerang Kharkiv. Lalu?"
    found = words(text, 8, 32)
    assert [(w.text, w.start, w.end) for w in found] == [
        ("Rusia", 8, 13), ("menyerang", 14, 23), ("Kharkiv", 24, 31), (".", 31, 32)
    ]  # fmt: skip


def test_low_is_the_lower_case_of_the_text() -> None:
    assert [w.low for w in words("Kementerian Luar Negeri RI")] == ["kementerian", "luar", "negeri", "ri"]


ODD = st.text(alphabet="aAzZ éÉİıßǅ‑-–'’\"“”«».,_/%09\n\t\u00a0\u200b\u0301\U0001f600習", max_size=60)


@given(st.text(max_size=200) | ODD)
def test_offsets_lead_back_to_the_text(text: str) -> None:
    end = 0
    for word in words(text):
        assert end <= word.start < word.end <= len(text)
        assert not text[end : word.start].strip()  # nothing visible is left out
        assert text[word.start : word.end].translate(FOLD) == word.text
        assert word.low == word.text.lower()
        end = word.end
    assert not text[end:].strip()


@given(st.text(max_size=80), st.integers(0, 90), st.integers(0, 90))
def test_a_part_of_a_text_keeps_to_its_bounds(text: str, start: int, end: int) -> None:
    for word in words(text, start, end):
        assert start <= word.start < word.end <= min(end, len(text))
