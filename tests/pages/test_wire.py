"""Credits and datelines."""

import pytest

from selaras.pages import PagesKnowledge
from selaras.pages.wire import credits, dateline

CREDITS = [
    ("Presiden tiba, dilansir AFP, Selasa (3/5/2022).", ("AFP",)),
    ("Presiden tiba, seperti dilansirAFP, Selasa.", ("AFP",)),
    ("Presiden tiba, kata kantor berita negara Rusia TASS.", ("TASS",)),
    ("Presiden tiba, menurut media pemerintah Rusia Tass.", ("TASS",)),
    ("Presiden tiba, dikutip dari Reuters.", ("Reuters",)),
    ("The president arrived, according to Reuters.", ("Reuters",)),
    ("Xinhua reported that the president had arrived.", ("Xinhua",)),
    ("A delegate told AFP that the talks had failed.", ("AFP",)),
    ("Perundingan berakhir tanpa hasil.(CNBC)", ("CNBC",)),
    ("Perundingan berakhir tanpa hasil. (AFP/OL-11)", ("AFP",)),
    ("WASHINGTON (AP) — The talks failed on Monday.", ("AP",)),
    ("Kantor itu menyatakan, dilansir Harian Lembah Biru, bahwa jalan ditutup.", ("Harian Lembah Biru",)),
    ("Ia berkata demikian, dikutip dari keterangan tertulis, Sabtu.", ()),
    ("Ia berkata demikian, dikutip dari Presiden Ramos.", ()),
    ("Kantor AFP di Kabul ditutup.", ()),
    ("Ia menulis di X bahwa perundingan gagal.", ()),
]


@pytest.mark.parametrize(("text", "names"), CREDITS)
def test_credits(text: str, names: tuple[str, ...], knowledge: PagesKnowledge) -> None:
    assert credits(text, (), knowledge.credits) == names


def test_lines_outside_the_text_credit_without_a_cue(knowledge: PagesKnowledge) -> None:
    assert credits("Teks.", ("Foto: REUTERS/Ana Lima", "Sumber: AFP"), knowledge.credits) == ("Reuters", "AFP")


DATELINES = [
    ("Hongkong – Pemimpin itu tiba.", "Hongkong"),
    ("JAKARTA, KOMPAS.com - Menteri tiba.", "Jakarta"),
    ("IVOOX.id, Moskow - Presiden tiba.", "Moskow"),
    ("WASHINGTON (AP) — The president left.", "Washington"),
    ("BEIJING, Sept 15 (Xinhua) -- The minister left.", "Beijing"),
    ("ISFARA, Tajikistan - Guards opened fire.", "Isfara, Tajikistan"),
    ("Putin – yang tiba kemarin – bertemu Xi.", None),
    ("Menteri itu tiba di Jakarta pada Senin - Rabu.", None),
    ("Suara.com - Presiden tiba.", None),
]


@pytest.mark.parametrize(("text", "place"), DATELINES)
def test_dateline(text: str, place: str | None, knowledge: PagesKnowledge) -> None:
    assert dateline(text, knowledge.credits) == place
