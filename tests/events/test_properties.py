"""Whatever the text: known actors and types, spans inside the article, one standing report per thing."""

from collections import Counter
from collections.abc import Callable

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from selaras.events.code import load_coders
from selaras.knowledge import Knowledge
from selaras.knowledge.plover import plover
from selaras.model import Reading


def cue_words() -> list[str]:
    """Every spelling that begins a cue, with the words behind it."""
    spelled = set()
    for first, forms in load_coders().rules.cues.items():
        for form in forms[:3]:
            rest = [slot for slot in form.slots[1:] if not isinstance(slot, int)]
            spelled.add(" ".join((first, *(" ".join(next(iter(slot))) for slot in rest))))
    return sorted(spelled)


NAMES = (
    "Rusia|Ukraina|China|Presiden Chile|Gabriel Boric|Putin|Menlu Peru|pasukan Israel|Hamas|PBB|Kharkiv|Jenewa|Moskow"
    "|Uni Eropa|polisi|warga Suriah|keduanya|ia|mereka|negara itu|kami|Russian President|Poland|the US|AFP"
    "|Deborah Barasa"
).split("|")
GLUE = (
    'dan|,|.|oleh|dengan|terhadap|kepada|ke|di|dari|yang|bahwa|setelah|jika|akan|tidak|belum|untuk|"|"|\'|(|)|:|;|–|-'
    "|antara|kata|menurut|mengatakan|Senin (13/5/2024)|kemarin|pada Februari 2022|2019|\n\n|by|with|of|the|and|that"
    "|after|if|will|not|said|on|was|…|?|\u0130|é"
).split("|")
PIECES = st.sampled_from(NAMES) | st.sampled_from(GLUE) | st.sampled_from(cue_words())
TEXTS = st.lists(PIECES, min_size=1, max_size=30).map(" ".join) | st.text(max_size=120)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS, st.sampled_from(["id", "en"]), st.booleans(), st.sampled_from(["2024-05-15", None]))
def test_any_text_gives_sound_reports(
    coded: Callable[..., Reading], knowledge: Knowledge, text: str, lang: str, titled: bool, published: str | None
) -> None:
    reading = coded(text, lang, published, titled)
    types = plover().types
    sentences = {s.index: s.span for s in reading.sentences}
    ids = {r.id for r in reading.reports if r.repeats is None}
    for report in reading.reports:
        assert report.event in types
        assert report.mode is None or report.mode in types[report.event].modes
        assert set(report.aux) <= set(plover().aux)
        assert report.aux == tuple(sorted(set(report.aux)))
        assert report.actors or report.recipients
        for codes in (report.actors, report.recipients):
            assert codes == tuple(sorted(set(codes)))
            assert set(codes) <= set(knowledge.actors)
            assert all(knowledge.actors[code].counts_as == code for code in codes)
        assert 0 < report.confidence <= 1
        inside = sentences[report.sentence]
        spans = [report.trigger, *report.actor_spans, *report.recipient_spans]
        for span in (*spans, *filter(None, (report.place_span, report.time_span))):
            assert inside.start <= span.start < span.end <= inside.end
        for source in report.sources:
            assert 0 <= source.span.start < source.span.end <= len(text)
        assert report.repeats is None or report.repeats in ids
    assert len({r.id for r in reading.reports}) == len(reading.reports)
    assert reading == coded(text, lang, published, titled)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS, st.sampled_from(["id", "en"]))
def test_a_thing_is_told_once(coded: Callable[..., Reading], text: str, lang: str) -> None:
    reading = coded(text, lang)
    told = Counter(
        (r.event, frozenset({*r.actors, *r.recipients}), r.time, r.aux) for r in reading.reports if r.repeats is None
    )
    assert [key for key, count in told.items() if count > 1] == []
