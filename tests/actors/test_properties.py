"""Whatever the text: mentions lie inside their sentence, in order, apart from each other, with known codes."""

from collections.abc import Callable

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from selaras.knowledge import Knowledge
from selaras.model import Reading

PIECES = st.sampled_from(
    "Presiden|Rusia|Vladimir|Putin|Menteri|Luar|Negeri|China|AS|(AS)|Kementerian|Barasa|Deborah|Kenya|,|.|\"|'s|-|–|("
    "|)|:|dan|and|the|of|untuk|di|ke|ia|keduanya|kedua pemimpin|negara itu|mereka|polisi|pasukan|jet-jet|Barat|Jawa"
    "|Tepi Barat|Georgia|Jordan|Henderson|PBB|Dewan Keamanan PBB|Hamas|AFP|Moskow|Kremlin|bin|bekas Uni Soviet|para"
    "|U.S.|Russian|President|foreign minister|He|both leaders|14 Mei 2024|Senin|(13/5/2024)|\n\n|\n|\t|é|\u0130|12|…"
    "|Duta Besar|Dubes|juru bicara|Kemlu|mengecam|bertemu|yang|S.|van|'|“|”|menlu|kedua menlu".split("|")
)
TEXTS = st.lists(PIECES, max_size=30).map(" ".join) | st.lists(PIECES, max_size=20).map("".join) | st.text(max_size=150)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS, st.sampled_from(["id", "en", "ms", "und"]), st.booleans())
def test_any_text_gives_sound_mentions(
    linked: Callable[..., Reading], knowledge: Knowledge, text: str, lang: str, titled: bool
) -> None:
    reading = linked(text, lang, titled=titled)
    sentences = {s.index: s.span for s in reading.sentences}
    end = 0
    for mention in reading.mentions:
        inside = sentences[mention.sentence]
        assert inside.start <= mention.head.start <= mention.span.start < mention.span.end <= mention.head.end
        assert mention.head.end <= inside.end
        assert end <= mention.head.start  # ordered, and no overlap
        end = mention.head.end
        assert set(mention.codes) <= set(knowledge.actors)
        assert mention.name
    assert reading == linked(text, lang, titled=titled)
