"""Languages of own texts: clear, close relatives, short and hostile ones."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selaras.language import identify
from selaras.language.identify import verified

CASES = [
    ("Menteri itu mengatakan pemerintahnya akan mengirim bantuan karena jalan masih ditutup.", "id"),
    ("Kantor Presiden Bantah Isu Mundurnya Menhan", "id"),
    ("Menteri itu berkata beliau akan menghadiri mesyuarat pada hari Khamis kerana dijemput.", "ms"),
    ("Polis tahan dua lelaki kerana disyaki mencuri di pejabat itu", "ms"),
    ("The minister said that the border would be closed until talks resume.", "en"),
    ("Minister Warns of New Tariffs as Talks Stall", "en"),
    ("Le ministre a déclaré mardi que les négociations reprendraient la semaine prochaine à Genève.", "fr"),
    ("Министр заявил, что переговоры возобновятся на следующей неделе.", "ru"),
    ("", "und"),
    ("Samarkand", "und"),
    ("12 345 (67/8)", "und"),
]


@pytest.mark.parametrize(("text", "lang"), CASES)
def test_identify(text: str, lang: str) -> None:
    assert identify(text) == lang


VERIFIED = [
    ("Menteri itu akan datang dan membawa surat untuk mereka.", "ms", "ms"),  # nothing tells them apart
    ("Menteri itu akan datang karena diundang kantor presiden.", "ms", "id"),
    ("The minister will come and bring a letter for them.", "id-ID", "en"),
    ("Samarkand", "en_US", "en"),
    ("Samarkand", "und", "und"),
]


@pytest.mark.parametrize(("text", "printed", "lang"), VERIFIED)
def test_the_page_is_verified_rather_than_trusted(text: str, printed: str, lang: str) -> None:
    assert verified(text, printed) == lang


@given(st.text(max_size=80))
def test_any_text_has_a_code(text: str) -> None:
    code = identify(text)
    assert code == "und" or len(code) in (2, 3)
