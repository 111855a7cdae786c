"""The stage: proposals lie on words of their sentence; what no model may miss is found."""

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from selaras.actors import link
from selaras.knowledge.plover import plover
from selaras.model import Article, Mention, Reading, Sentence, Skipped, Span, words
from selaras.tagger import tag, tag_one
from selaras.tagger.labels import AUX, QUOTE, ROLES, TYPES
from selaras.tagger.network import Network
from selaras.tagger.tag import MOST_CANDIDATES, NAMED, proposed

LIKELY = 0.5
MET = "Presiden Rusia Vladimir Putin bertemu Presiden China Xi Jinping di Beijing pada Kamis."
PLAIN = [  # sentence, trigger, type
    (MET, "bertemu", "CONSULT"),
    ("Russian President Vladimir Putin met Chinese President Xi Jinping in Beijing on Thursday.", "met", "CONSULT"),
    ("Kementerian Luar Negeri China mengecam Amerika Serikat.", "mengecam", "ACCUSE"),
    ("China condemned the United States.", "condemned", "ACCUSE"),
    ("Polisi menangkap tiga aktivis di Minsk.", "menangkap", "COERCE"),
    ("Police arrested three activists in Minsk.", "arrested", "COERCE"),
]
NO_EVENT = [
    "Perpustakaan di Bern memiliki tiga ribu buku dan buka pukul sembilan.",
    "Gunung Fuji adalah gunung tertinggi di Jepang.",
    "The library in Bern has three thousand books and opens at nine.",
    "Mount Fuji is the highest mountain in Japan.",
]


def alone(text):
    return Sentence("a", 0, Span(0, len(text)), 0)


def reading(*sentences, coded=()):
    """A reading of sentences, one a paragraph; those whose numbers are in `coded` have a mention with a code."""
    spans, at = [], 0
    for sentence in sentences:
        spans.append(Span(at, at + len(sentence)))
        at += len(sentence) + 2
    article = Article("a", "p", "x", "x", "\n\n".join(sentences), tuple(spans), lang="id")
    mentions = tuple(
        Mention(span, n, "GPE", "Rusia", ("RUS",) if n in coded else (), "name", span) for n, span in enumerate(spans)
    )
    return Reading(article, tuple(Sentence("a", n, span, n) for n, span in enumerate(spans)), (), mentions)


@pytest.mark.parametrize(("text", "trigger", "event"), PLAIN)
def test_plain_events_are_found(network, text, trigger, event):
    likely = {text[p.trigger.start : p.trigger.end]: p for p in proposed(text, alone(text), network)}
    assert likely[trigger].event == event
    assert likely[trigger].probability > LIKELY


def test_who_met_whom_where_and_when(network):
    (met,) = [p for p in proposed(MET, alone(MET), network) if p.probability > LIKELY]
    parts = {(a.role, MET[a.span.start : a.span.end]) for a in met.arguments if a.probability > LIKELY}
    assert {("place", "Beijing"), ("time", "Kamis")} <= parts
    assert any(role == "actor" and "Putin" in said for role, said in parts)


def test_a_quotation_is_proposed_as_one(network):
    text = '"Kami siap," kata Menteri Luar Negeri Rusia Sergey Lavrov.'
    likely = {text[p.trigger.start : p.trigger.end]: p for p in proposed(text, alone(text), network)}
    assert likely["kata"].event == QUOTE
    assert likely["kata"].mode is None


@pytest.mark.parametrize("text", NO_EVENT)
def test_where_nothing_happens_nothing_is_likely(network, text):
    assert [p for p in proposed(text, alone(text), network) if p.probability > LIKELY] == []


def sound(text, sentence, proposals):
    """Assert all that holds of any proposals of a sentence."""
    tokens = words(text, sentence.span.start, sentence.span.end)
    starts, ends = {w.start for w in tokens}, {w.end for w in tokens}
    assert len(proposals) <= MOST_CANDIDATES
    triggers = [(p.trigger.start, p.trigger.end) for p in proposals]
    assert triggers == sorted(triggers)
    assert all(one[1] <= other[0] for one, other in pairwise(triggers))
    for proposal in proposals:
        assert proposal.sentence == sentence.index
        assert proposal.coder == "tagger"
        assert proposal.event in TYPES
        for span in (proposal.trigger, *(a.span for a in proposal.arguments)):
            assert sentence.span.start <= span.start < span.end <= sentence.span.end
            assert span.start in starts
            assert span.end in ends
        probabilities = [p for _, p in (*proposal.types, *proposal.aux)]
        probabilities += [proposal.probability, *(a.probability for a in proposal.arguments)]
        assert all(0 <= p <= 1 for p in probabilities)
        assert [p for _, p in proposal.types] == sorted((p for _, p in proposal.types), reverse=True)
        assert all(p >= NAMED for _, p in proposal.types)
        if proposal.types:
            assert proposal.types[0][1] == proposal.probability
            assert (proposal.event, proposal.probability) in proposal.types
        kind = plover().types.get(proposal.event)
        assert proposal.mode is None or (kind and proposal.mode in kind.modes)
        assert tuple(name for name, _ in proposal.aux) == AUX
        assert {a.role for a in proposal.arguments} <= set(ROLES)


NEWS = (
    "Rusia|Presiden China|Putin|bertemu|mengecam|menyerang|sanksi|kata|met|condemned|attacked|said|dan|di|Kyiv|Senin|,"
    '|"|“|”|.|(12/3/2024)|AS-China|U.S.|akan|tidak|\n|\u200b|\U0001f600|ﬁ|¨|İ|漢字'
).split("|")
TEXTS = st.lists(st.sampled_from(NEWS) | st.text(max_size=8), max_size=40).map(" ".join) | st.text(max_size=80)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS, TEXTS, TEXTS)
def test_whatever_the_text_proposals_are_words_of_their_sentence(network, before, text, behind):
    sentence = Sentence("a", 3, Span(len(before), len(before) + len(text)), 1)
    proposals = proposed(before + text + behind, sentence, network)
    sound(before + text + behind, sentence, proposals)
    assert proposals == proposed(before + text + behind, sentence, network)


@settings(max_examples=20, deadline=None)
@given(TEXTS)
def test_a_sentence_is_read_without_its_neighbours(network, before):
    moved = proposed(before + MET, Sentence("a", 0, Span(len(before), len(before) + len(MET)), 0), network)
    first = proposed(MET, alone(MET), network)
    assert [p.trigger.start - len(before) for p in moved] == [p.trigger.start for p in first]
    assert [(p.event, p.types, p.mode, p.aux) for p in moved] == [(p.event, p.types, p.mode, p.aux) for p in first]


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\u3000"])
def test_a_sentence_of_no_words_tells_nothing(network, text):
    assert proposed(text, alone(text), network) == []


@pytest.mark.parametrize(
    "text", [f"{MET[:-1]} dan " * 60, "Rusia mengecam China, " * 500, "x" * 50_000, "漢 " * 3_000, "a-" * 5_000]
)
def test_a_very_long_sentence_is_read_in_part(network, text):
    proposals = proposed(text, alone(text), network)
    sound(text, alone(text), proposals)
    if text.startswith(MET[:-1]):
        assert any(p.event == "CONSULT" for p in proposals)
        assert max(p.trigger.end for p in proposals) < len(text) / 2


def test_sentences_without_a_coded_mention_are_passed_over(network):
    for coded in ((), (1,), (0, 2)):
        told = tag_one(reading(MET, MET, MET, coded=coded), network)
        assert sorted({p.sentence for p in told.proposals}) == list(coded)


def test_only_proposals_are_filled_in_and_in_the_order_of_the_text(network):
    given_reading = reading(MET, NO_EVENT[0], MET, coded=(0, 1, 2))
    told = tag_one(given_reading, network)
    places = [p.trigger.start for p in told.proposals]
    assert places == sorted(places)
    for field in ("article", "sentences", "times", "mentions", "reports", "quotes"):
        assert getattr(told, field) == getattr(given_reading, field)
    one = tag_one(reading(MET, coded=(0,)), network)
    assert [p.types for p in told.proposals if p.sentence == 2] == [p.types for p in one.proposals]


def test_an_empty_reading_stays_empty(network):
    assert tag_one(reading(), network) == reading()


def test_what_was_skipped_passes_through(knowledge):
    skipped = Skipped("clean", "x.txt", "there is no text")
    given_records = [skipped, reading(MET, coded=(0,)), skipped, reading(MET)]
    out = list(tag(given_records, knowledge))
    assert (out[0], out[2], out[3]) == (skipped, skipped, given_records[3])
    assert out[1].proposals
    assert list(tag([], knowledge)) == []


def test_readings_come_one_by_one(knowledge):
    def endless():
        while True:
            yield reading(MET, coded=(0,))

    out = tag(endless(), knowledge)
    assert next(out) == next(out)


def test_behind_the_actors_stage(told, knowledge):
    text = f"{MET} Perpustakaan itu buka pukul sembilan.\n\n{PLAIN[3][0]}"
    (linked,) = link([told(text)], knowledge)
    (tagged,) = tag([linked], knowledge)
    likely = [(p.event, text[p.trigger.start : p.trigger.end]) for p in tagged.proposals if p.probability > LIKELY]
    assert likely == [("CONSULT", "bertemu"), ("ACCUSE", "condemned")]
    for sentence in tagged.sentences:
        sound(text, sentence, [p for p in tagged.proposals if p.sentence == sentence.index])


def test_another_number_of_threads_proposes_the_same(network):
    texts = [text for text, *_ in PLAIN]
    two = Network(threads=2)
    for text in [*texts, *reversed(texts)]:
        assert proposed(text, alone(text), two) == proposed(text, alone(text), network)
