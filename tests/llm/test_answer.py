"""Answers checked against the text: whole words, letter for letter, each where it belongs."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selaras.llm import answer as answers
from selaras.llm.answer import Unreadable, check
from selaras.llm.prompt import Part, parts
from selaras.model import Article, Reading, Sentence, Span, words

FOUND = [  # sentence, words of the model, what they cover
    ("Presiden Rusia Vladimir Putin tiba.", "Vladimir Putin", "Vladimir Putin"),
    ("Presiden  Rusia\nVladimir Putin tiba.", "Presiden Rusia Vladimir Putin", "Presiden  Rusia\nVladimir Putin"),
    ("Rusia's envoy left.", "Rusia", "Rusia"),
    ("Rusia’s envoy left.", "Rusia's envoy", "Rusia’s envoy"),
    ("Hubungan China-Rusia membaik.", "Rusia", "Rusia"),
    ("The U.S. left.", "U.S.", "U.S."),
    ("Menlu “Kenya” pergi.", '"Kenya"', "“Kenya”"),
    ("Pada Rabu (12/3) ia pergi.", "Rabu (12/3)", "Rabu (12/3)"),
    ("Wilayah [Kenya] pergi.", "(Kenya)", "[Kenya]"),
]
NOT_FOUND = [
    ("Kenyataan itu pahit.", "Kenya"),
    ("Negara-negara itu pergi.", "negara"),
    ("kenya pergi.", "Kenya"),
    ("Presiden Kenya pergi.", "Kenya Presiden"),
    ("Kenya pergi.", "Kenya pergi jauh"),
    ("Kenya pergi.", "K e n y a"),
]


def asked(text, *events, before=""):
    """Check an answer about the one sentence of a text; `before` stands before it."""
    sentence = Sentence("a", 4, Span(len(before), len(before) + len(text)), 0)
    article = Article("a", "p", "x", "x", before + text, (Span(0, len(before + text)),))
    reading = Reading(article, (sentence,))
    said = json.dumps({"events": [{"sentence": 4, "event": "ACCUSE", **event} for event in events]})
    return check(said, reading, Part((sentence,)))


@pytest.mark.parametrize(("text", "said", "covered"), FOUND)
def test_words_are_found_whole(text, said, covered):
    before = "Kenya [x] lain. "
    (proposal,) = asked(text, {"trigger": said}, before=before).proposals
    assert (before + text)[proposal.trigger.start : proposal.trigger.end] == covered


@pytest.mark.parametrize(("text", "said"), NOT_FOUND)
def test_parts_of_words_and_other_words_are_refused(text, said):
    checked = asked(text, {"trigger": said}, before="Kenya Negara negara ")
    assert checked.proposals == ()
    assert checked.refused == (answers.NO_TRIGGER,)


def test_a_part_is_taken_where_it_is_nearest_to_the_trigger():
    text = "Kenya dan Peru pergi, lalu Chile mengecam Kenya di Lima."
    (proposal,) = asked(
        text, {"trigger": "mengecam", "actors": ["Chile", "Chile", " "], "recipients": ["Kenya"]}
    ).proposals
    assert [(a.role, a.span.start) for a in proposal.arguments] == [("actor", 27), ("recipient", text.rindex("Kenya"))]


def test_a_trigger_of_several_events_takes_its_places_in_turn():
    text = "Kenya mengecam Peru dan mengecam Chile."
    events = [{"trigger": "mengecam", "recipients": [name]} for name in ("Peru", "Chile", "Kenya")]
    proposals = asked(text, *events).proposals
    assert [p.trigger.start for p in proposals] == [6, 24, 24]


def test_an_event_told_twice_counts_once():
    event = {"trigger": "mengecam", "actors": ["Kenya"]}
    checked = asked("Kenya mengecam dan mengecam.", event, {**event, "confidence": 0.1}, {**event, "aux": ["future"]})
    assert len(checked.proposals) == 2
    assert checked.refused == (answers.TWICE,)


BAD_EVENTS = [
    "x",
    None,
    {"trigger": "pergi"},
    {"sentence": 4, "trigger": ["pergi"], "event": "ACCUSE"},
    {"sentence": 4, "trigger": "pergi", "event": "ACCUSE", "actors": "Kenya"},
    {"sentence": 4, "trigger": "pergi", "event": "ACCUSE", "confidence": "high"},
    {"sentence": 4.5, "trigger": "pergi", "event": "ACCUSE"},
]


@pytest.mark.parametrize("event", BAD_EVENTS, ids=str)
def test_events_of_another_form_are_refused_alone(event):
    reading = Reading(Article("a", "p", "x", "x", "Kenya pergi.", ()), (Sentence("a", 4, Span(0, 12), 0),))
    good = {"sentence": "4", "trigger": "pergi", "event": " accuse "}
    checked = check(json.dumps({"events": [event, good]}), reading, Part(reading.sentences))
    assert checked.refused == (answers.BAD_FORM,)
    (proposal,) = checked.proposals
    assert (proposal.event, proposal.probability) == ("ACCUSE", answers.UNSURE)


@pytest.mark.parametrize(("given", "kept"), [(-1, 0.0), (0.1234, 0.123), (7, 1.0)])
def test_confidence_is_a_probability(given, kept):
    (proposal,) = asked("Kenya pergi.", {"trigger": "pergi", "confidence": given}).proposals
    assert proposal.probability == kept


UNREADABLE = [
    "",
    "none",
    "{",
    "}{",
    "[]",
    '{"event": []}',
    '{"events": {}}',
    '{"events": ["\\ud800"]}',
    "{" * 100_000 + "}",
]


@pytest.mark.parametrize("said", UNREADABLE, ids=lambda said: said[:20])
def test_answers_that_are_none(said):
    reading = Reading(Article("a", "p", "x", "x", "Kenya pergi.", ()), (Sentence("a", 4, Span(0, 12), 0),))
    with pytest.raises(Unreadable, match="not JSON of the asked form"):
        check(said, reading, Part(reading.sentences))


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)
PIECES = st.sampled_from("Kenya mengecam Peru ACCUSE CONSULT visit < [ ' . \u200b".split(" ")) | st.text(max_size=6)
SPANS = st.lists(PIECES, max_size=3)
EVENTS = st.fixed_dictionaries(
    {"sentence": st.integers(-1, 3) | VALUES, "trigger": PIECES | VALUES, "event": st.just("ACCUSE") | PIECES},
    optional={
        "mode": PIECES | st.none(),
        "aux": SPANS,
        "actors": SPANS | VALUES,
        "recipients": SPANS,
        "times": SPANS,
        "confidence": st.floats(allow_nan=False, allow_infinity=False) | VALUES,
    },
)


@given(st.lists(EVENTS, max_size=5), st.text(max_size=10))
def test_whatever_a_model_says_spans_stay_whole_words_of_their_sentence(article, events, noise):
    reading = article("Kenya mengecam Peru <lagi>.\n\nKenya' Kenya [x] mengecam.")
    (part,), _ = parts(reading)
    try:
        checked = check(noise + json.dumps({"events": events}), reading, part)
    except Unreadable:
        return
    text = reading.article.text
    for proposal in checked.proposals:
        sentence = reading.sentences[proposal.sentence].span
        tokens = words(text, sentence.start, sentence.end)
        starts, ends = {t.start for t in tokens}, {t.end for t in tokens}
        assert 0.0 <= proposal.probability <= 1.0
        for span in (proposal.trigger, *(argument.span for argument in proposal.arguments)):
            assert span.start in starts
            assert span.end in ends
    refusable = len(events) * 20
    assert len(checked.proposals) <= len(events)
    assert len(checked.refused) <= refusable
