"""Words to pieces: each word for itself, never more than fit, whatever the word."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selaras.tagger.network import MOST_PIECES, WEIGHTS
from selaras.tagger.pieces import BEGIN, END, MOST_PIECES_A_WORD, PAD, UNKNOWN, Pieces

VOCABULARY = WEIGHTS / "vocabulary.json"
SIZE = len(json.loads(VOCABULARY.read_text(encoding="utf-8")))
NEWS = "Presiden Rusia Vladimir Putin bertemu Xi Jinping di Beijing , U.S. ke-43 2,5 Erdoğan".split()
WORD = st.sampled_from(NEWS) | st.text(min_size=1, max_size=40)


@pytest.fixture(scope="module")
def pieces():
    return Pieces(VOCABULARY.read_text(encoding="utf-8"))


def alone(pieces, word, apart=True):
    """Return the pieces of a word without begin and end."""
    ids, _ = pieces.encode([word], [apart], MOST_PIECES)
    return ids[1:-1]


def test_the_vocabulary_begins_with_the_specials():
    vocabulary = [piece for piece, _ in json.loads(VOCABULARY.read_text(encoding="utf-8"))]
    specials = {"<s>": BEGIN, "<pad>": PAD, "</s>": END, "<unk>": UNKNOWN}
    assert {piece: vocabulary.index(piece) for piece in specials} == specials
    assert len(set(vocabulary)) == len(vocabulary)


def test_no_words_are_begin_and_end(pieces):
    assert pieces.encode([], [], MOST_PIECES) == ([BEGIN, END], [])


def test_words_stand_between_begin_and_end_in_their_order(pieces):
    ids, starts = pieces.encode(NEWS, [True] * len(NEWS), MOST_PIECES)
    assert (ids[0], ids[-1]) == (BEGIN, END)
    ends = [*starts[1:], len(ids) - 1]
    assert [ids[a:b] for a, b in zip(starts, ends, strict=True)] == [alone(pieces, word) for word in NEWS]


def test_white_space_before_a_word_is_told(pieces):
    assert alone(pieces, "Rusia", apart=True) != alone(pieces, "Rusia", apart=False)


def test_common_words_are_one_piece_or_few(pieces):
    assert all(len(alone(pieces, word)) <= 4 for word in NEWS)
    assert UNKNOWN not in pieces.encode(NEWS, [True] * len(NEWS), MOST_PIECES)[0]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ﬁnance", "finance"),
        ("２０２４", "2024"),
        ("Ｒｕｓｉａ", "Rusia"),
        ("Erdog\u0306an", "Erdo\u011fan"),
        ("m²", "m2"),
    ],
)
def test_spellings_that_nfkc_folds_are_one(pieces, one, other):
    assert alone(pieces, one) == alone(pieces, other)


RUBBISH = ["x" * 5_000, "漢字" * 500, "a1!" * 900, "\U0001f600" * 700, "\x00" * 50, "\u200b", "\u202e", "¨", "\u0301"]


@pytest.mark.parametrize("word", RUBBISH, ids=lambda word: repr(word[:3]))
def test_rubbish_is_cut(pieces, word):
    for apart in (True, False):
        ids, starts = pieces.encode([word, "Rusia"], [apart, True], MOST_PIECES)
        assert starts[0] == 1
        assert 1 <= starts[1] - starts[0] <= MOST_PIECES_A_WORD
        assert ids[starts[1] : -1] == alone(pieces, "Rusia")


def test_a_run_of_rubbish_takes_all_the_pieces_that_a_word_may(pieces):
    assert len(alone(pieces, "x" * 5_000)) == MOST_PIECES_A_WORD


def test_nothing_is_unknown(pieces):
    assert alone(pieces, "", apart=False) == [UNKNOWN]


@pytest.mark.parametrize("emoji", ["\U0001f600", "\U0001f1ee\U0001f1e9", "\U0001f468\u200d\U0001f469"])
def test_emoji_leave_their_neighbours_alone(pieces, emoji):
    ids, starts = pieces.encode(["Rusia", emoji, "China"], [True, False, True], MOST_PIECES)
    assert len(starts) == 3
    assert ids[1 : starts[1]] == alone(pieces, "Rusia")
    assert ids[starts[2] : -1] == alone(pieces, "China")


def test_the_cut_falls_behind_a_whole_word(pieces):
    word, count = "Pannier-Runacher", 40
    size = len(alone(pieces, word))
    assert size > 1
    for most in (size + 1, size + 2, 2 * size + 1, 2 * size + 2, 3 * size):
        ids, starts = pieces.encode([word] * count, [True] * count, most)
        assert len(starts) == (most - 2) // size
        assert len(ids) == len(starts) * size + 2


def test_words_and_spaces_must_agree(pieces):
    with pytest.raises(ValueError, match="shorter"):
        pieces.encode(["Rusia", "China"], [True], MOST_PIECES)


@given(st.lists(st.tuples(WORD, st.booleans()), max_size=30), st.integers(2, 80))
def test_any_words_are_cut_alike_and_fit(pieces, given_words, most):
    texts, spaced = [word for word, _ in given_words], [apart for _, apart in given_words]
    ids, starts = pieces.encode(texts, spaced, most)
    assert (ids[0], ids[-1]) == (BEGIN, END)
    assert len(ids) <= most
    assert all(0 <= number < SIZE for number in ids)
    inside = [alone(pieces, word, apart) for word, apart in given_words]
    fitting = inside[: len(starts)]
    assert ids[1:-1] == [number for word in fitting for number in word]
    assert starts == [1 + sum(map(len, fitting[:n])) for n in range(len(starts))]
    assert len(starts) == len(texts) or len(ids) + len(inside[len(starts)]) > most
