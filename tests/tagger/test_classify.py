"""Marked pairs: which marks are read and which refused; probabilities over the sixteen types."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from selaras.knowledge.plover import plover
from selaras.tagger.classify import MARK, MOST_CHARACTERS, Pair, classify, unmarked

GOOD = [  # sentence, without marks, first, second
    ("<s>Rusia</s> mengecam <t>China</t>.", "Rusia mengecam China.", "Rusia", "China"),
    ("<t>China</t> dikecam <s>Rusia</s>.", "China dikecam Rusia.", "Rusia", "China"),
    ("<s>Rusia</s><t>China</t>", "RusiaChina", "Rusia", "China"),
    ("<s> Rusia </s>, <t>the U.S.</t>", " Rusia , the U.S.", " Rusia ", "the U.S."),
    ("< s>x<s>Rusia</s> & <b><t>China</t></b> <S>", "< s>xRusia & <b>China</b> <S>", "Rusia", "China"),
    ('"<s>Rusia</s>"\n<t>\U0001f1e8\U0001f1f3</t>', '"Rusia"\n\U0001f1e8\U0001f1f3', "Rusia", "\U0001f1e8\U0001f1f3"),
]
ONCE_S, ONCE_T = "<s> must be opened once and closed once", "<t> must be opened once and closed once"
NONE_S, NONE_T = "no words are marked as <s>...</s>", "no words are marked as <t>...</t>"
BAD = [
    ("", NONE_S),
    ("Rusia mengecam China.", NONE_S),
    ("<s>Rusia</s> mengecam China.", NONE_T),
    ("Rusia mengecam <t>China</t>.", NONE_S),
    ("<s>Rusia mengecam <t>China</t>.", NONE_S),
    ("<s>Rusia</s> mengecam <t>China", NONE_T),
    ("<s></s> mengecam <t>China</t>.", NONE_S),
    ("<s>Rusia</s> mengecam <t> \t\n</t>.", NONE_T),
    ("<S>Rusia</S> mengecam <T>China</T>.", NONE_S),
    ("</s>Rusia<s> mengecam <t>China</t>.", ONCE_S),
    ("<s>Rusia</s> mengecam </t>China<t>.", ONCE_T),
    ("Rusia</s> mengecam <t>China</t>.", ONCE_S),
    ("<s>Rusia</s> dan <s>Belarus</s> mengecam <t>China</t>.", ONCE_S),
    ("<s><s>Rusia</s></s> mengecam <t>China</t>.", ONCE_S),
    ("<s>Rusia</s> mengecam <t>China</t></t>.", ONCE_T),
    ("<s>" * 5_000 + "Rusia", ONCE_S),
    ("<t>China</t>" * 1_500, ONCE_T),
    ("</s></t>" * 2_000, ONCE_S),
    ("<s>Rusia</s> mengecam <t>China</t>" + "." * MOST_CHARACTERS, "the sentence is longer than 20000 characters"),
]


@pytest.mark.parametrize(("sentence", "text", "first", "second"), GOOD)
def test_marks_are_taken_out(sentence, text, first, second):
    pair = unmarked(sentence)
    assert pair.text == text
    assert (text[slice(*pair.first)], text[slice(*pair.second)]) == (first, second)


@pytest.mark.parametrize(("sentence", "said"), BAD, ids=lambda given: given[:24])
def test_bad_marks_are_refused_in_a_sentence(sentence, said):
    with pytest.raises(ValueError) as refused:
        unmarked(sentence)
    assert str(refused.value) == said


def test_a_sentence_as_long_as_may_be_is_read(network):
    sentence = "<s>Rusia</s> mengecam <t>China</t>."
    pair = unmarked(sentence + "x" * (MOST_CHARACTERS - len(sentence)))
    sound(classify(pair, network))


def sound(found):
    """Assert all that holds of any answer."""
    assert set(found) == set(plover().types)
    assert len(found) == 16
    assert sum(found.values()) == pytest.approx(1)
    assert all(0 <= p <= 1 for p in found.values())
    assert list(found.values()) == sorted(found.values(), reverse=True)


@pytest.mark.parametrize(
    ("sentence", "event"),
    [
        ("Kementerian Luar Negeri <s>Rusia</s> mengecam <t>China</t>.", "ACCUSE"),
        ("<s>China</s> condemned the <t>United States</t>.", "ACCUSE"),
        ("Presiden <s>Rusia</s> Vladimir Putin bertemu Presiden <t>China</t> Xi Jinping di Beijing.", "CONSULT"),
    ],
)
def test_plain_pairs_are_told(network, sentence, event):
    found = classify(unmarked(sentence), network)
    sound(found)
    assert next(iter(found)) == event


def test_the_answer_is_the_same_whatever_was_asked_before(network):
    pairs = [unmarked(sentence) for sentence, *_ in GOOD]
    before = [classify(pair, network) for pair in pairs]
    assert [classify(pair, network) for pair in reversed(pairs)] == before[::-1]


def test_part_of_a_word_counts_as_the_word(network):
    whole = classify(unmarked("<s>Rusia</s> mengecam <t>China</t>."), network)
    assert classify(unmarked("<s>Rus</s>ia mengecam Chi<t>n</t>a."), network) == whole


def test_a_party_too_far_behind_is_refused(network):
    between = "mengecam Belarus dan " * 300
    for sentence in (f"<s>Rusia</s> {between}<t>China</t>.", f"<s>Rusia</s> <t>{between}China</t>."):
        with pytest.raises(ValueError, match="a party stands too far behind in the sentence"):
            classify(unmarked(sentence), network)
    near = unmarked("<s>Rusia</s> mengecam <t>China</t> " + "dan Belarus " * 300)
    sound(classify(near, network))


@pytest.mark.parametrize("pair", [Pair("", (0, 0), (0, 0)), Pair("Rusia  China", (0, 5), (5, 7))])
def test_a_mark_without_a_word_is_refused(network, pair):
    with pytest.raises(ValueError, match="a mark holds no word"):
        classify(pair, network)


MARKS = st.sampled_from(["<s>", "</s>", "<t>", "</t>"])
WORDS = st.sampled_from(["Rusia", " mengecam ", "China", " ", "\u200b", "\U0001f600", "<", "s>", "/"]) | st.text(
    max_size=5
)
PAIRS = st.permutations(["<s>", "</s>", "<t>", "</t>"]).flatmap(
    lambda marks: st.lists(WORDS, min_size=5, max_size=5).map(
        lambda said: "".join(a + b for a, b in zip(said, [*marks, ""], strict=True))
    )
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(PAIRS | st.lists(MARKS | WORDS, max_size=40).map("".join))
def test_whatever_the_marks_an_answer_or_a_sentence(network, sentence):
    """Parties within, across and over each other are refused."""
    pair = read_or_refused(sentence)
    if isinstance(pair, str):
        assert pair in (ONCE_S, ONCE_T, NONE_S, NONE_T, "the marked words overlap")
        return
    assert pair.text == MARK.sub("", sentence)
    for start, end in (pair.first, pair.second):
        assert 0 <= start < end <= len(pair.text)
        assert pair.text[start:end].strip()
    sound(classify(pair, network))


def read_or_refused(sentence):
    try:
        return unmarked(sentence)
    except ValueError as error:
        return str(error)
