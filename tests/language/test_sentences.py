"""Where sentences end: a table of cases, and what holds for any text."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selaras.language import sentences
from selaras.model import Article

Build = Callable[..., Article]

CASES = {
    "plain": "Ia datang. | Ia pergi!| Lalu apa?",
    "titles": "Prof. Dr. H.R. Wiryono dan S. Kartodirjo menemui Jend. Sutan di PT. Laut Biru.| Mereka setuju.",
    "english titles": "Mr. Hale met Gen. Moro on Sept. 15.| He left.",
    "may end": "Ia membawa beras, gula, dll. Mereka pulang.".replace("dll. ", "dll.| "),
    "states end only before a starter": "He flew to the U.S. Senate hearing.| He lives in the U.S.| The visit ended.",
    "numbers": "Harga naik 2,5 persen menjadi 4.25 pada pukul 07.45 WIB.| Itu No. 5 di dunia.",
    "quotation of several sentences": 'Ia berkata "Kami siap.| Tidak ada yang mundur," katanya.| Lalu diam.',
    "closing quotes stay": "“Kami pulang.”| Rombongan lalu pergi.",
    "question goes on": '"Apakah itu benar?" tanya menteri.| Tidak ada jawaban.',
    "question goes on in english": '"Is it true?" Hale asked.| Nobody knew.',
    "no space": "Perundingan menemui kebuntuan.|Menurutnya, semua pihak lelah.",
    "no space before a quote": 'Ia bilang "selesai."|"Kami pulang," katanya.',
    "addresses": "Lihat Kabarnya.com dan https://a.example/b.Cd lalu tulis ke a@b.Org.| Selesai.",
    "stray stop": "Ancaman terhadap AS. menyerang pulau itu.| Ia diam.",
    "ellipsis": "Ia diam...| Lalu bicara.| Katanya ... Presiden tahu.",
    "enumeration": "1. Pembukaan oleh ketua.| 2. Penutupan.",
    "initial as letter": "Ia minum vitamin C.| Ia sehat.",
    "credit": "Mereka pulang.(AFP/XX-1)",
    "camel case": "Harga turun.| iPhone laku.",
}


@pytest.mark.parametrize("marked", CASES.values(), ids=CASES.keys())
def test_sentences(article: Build, marked: str) -> None:
    one = article(marked.replace("|", ""))
    assert [one.text[s.span.start : s.span.end] for s in sentences(one)] == [p.strip() for p in marked.split("|")]


def test_headline_and_paragraphs(article: Build) -> None:
    one = article("Menteri Pergi. Ada Apa?\n\nIa pergi. Ia kembali.", title="Menteri Pergi. Ada Apa?")
    assert [(s.index, s.paragraph, s.headline) for s in sentences(one)] == [(0, 0, True), (1, 1, False), (2, 1, False)]


HOSTILE = st.text(alphabet=st.one_of(st.characters(), st.sampled_from('."”“?! \n…AaBb1(')), max_size=200)


@given(HOSTILE)
def test_sentences_cover_the_visible_text_in_order(article: Build, text: str) -> None:
    one = article(text)
    at = 0
    covered = []
    for sentence in sentences(one):
        assert at <= sentence.span.start < sentence.span.end
        paragraph = one.paragraphs[sentence.paragraph]
        assert paragraph.start <= sentence.span.start
        assert sentence.span.end <= paragraph.end
        covered.append(text[sentence.span.start : sentence.span.end])
        at = sentence.span.end
    assert "".join("".join(covered).split()) == "".join(text.split())
