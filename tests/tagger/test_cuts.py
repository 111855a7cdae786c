"""Probabilities of words cut into triggers, roles and entities: small tables by hand, and any table at all."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from selaras.model import Span, words
from selaras.tagger.labels import ENTITIES, ROLES
from selaras.tagger.tag import (
    CANDIDATE,
    IN_ROLE,
    MOST_CANDIDATES,
    arguments,
    candidates,
    entities,
    runs,
    spans,
)


def table(*rows, width=None):
    """Return rows of probabilities as the network gives them."""
    return np.array(rows, np.float32).reshape(len(rows), width or len(rows[0]))


def one_hot(tags, labels):
    """Return certain tags: 0 none, 2k+1 begin, 2k+2 inside."""
    return np.eye(2 * labels + 1, dtype=np.float32)[tags].reshape(len(tags), 2 * labels + 1)


@st.composite
def tables(draw, labels=2, most=40):
    """Tag probabilities of a sentence: each row sums to 1."""
    size = (draw(st.integers(0, most)), 2 * labels + 1)
    drawn = draw(arrays.arrays(np.float32, size, elements=st.sampled_from([0.001, 0.02, 0.3, 1.0, 30.0])))
    return drawn / drawn.sum(axis=1, keepdims=True)


def in_order(ranges, length):
    """Do ranges lie within a sentence, one behind the other?"""
    edges = [0, *(edge for each in ranges for edge in each), length]
    return edges == sorted(edges) and all(start < end for start, end in ranges)


# -- triggers; columns: none, begin, inside

TRIGGERS = [
    ([], []),
    ([(1, 0, 0), (1.01 - CANDIDATE, CANDIDATE - 0.01, 0)], []),
    ([(0, 1, 0)], [(0, 1)]),
    ([(0.99 - CANDIDATE, CANDIDATE + 0.01, 0)], [(0, 1)]),
    ([(1, 0, 0), (0, 1, 0), (0, 0, 1), (0, 0, 1), (1, 0, 0)], [(1, 4)]),
    ([(0, 1, 0), (0, 1, 0)], [(0, 1), (1, 2)]),
    ([(0, 1, 0), (1, 0, 0), (0, 0, 1)], [(0, 1), (2, 3)]),
    ([(0, 0, 1), (0, 0, 1)], [(0, 2)]),
    ([(0, 1, 0), (0.2, 0.35, 0.45)], [(0, 1), (1, 2)]),
    ([(0, 1, 0), (0.4, 0, 0.6)], [(0, 2)]),
]


@pytest.mark.parametrize(("rows", "found"), TRIGGERS)
def test_triggers(rows, found):
    assert [(c.start, c.end) for c in candidates(table(*rows, width=3))] == found


def test_a_trigger_has_the_best_probability_of_each_type_in_its_words():
    (found,) = candidates(table((0.1, 0.6, 0, 0.3, 0), (0.1, 0, 0.2, 0, 0.7)))
    assert found.types == pytest.approx([0.6, 0.7])


def test_the_likeliest_triggers_stay_in_the_order_of_the_text():
    likely = [0.1 + 0.01 * (n * 7 % 20) for n in range(20)]
    found = candidates(table(*((1 - p, p, 0) for p in likely)))
    kept = sorted(range(20), key=lambda n: -likely[n])[:MOST_CANDIDATES]
    assert [c.start for c in found] == sorted(kept)


@given(tables())
def test_any_triggers_are_ranges_in_order(tags):
    found = candidates(tags)
    ranges = [(c.start, c.end) for c in found]
    assert len(found) <= MOST_CANDIDATES
    assert in_order(ranges, len(tags))
    assert all(1 - tags[start, 0] >= CANDIDATE for start, _ in ranges)
    assert all(c.types.shape == (2,) and c.types.min() >= 0 and c.types.max() <= 1.001 for c in found)
    if len(found) < MOST_CANDIDATES:
        covered = {n for start, end in ranges for n in range(start, end)}
        assert covered >= {n for n in range(len(tags)) if 1 - tags[n, 0] >= CANDIDATE}


# -- roles: begins and insides of one label

RUNS = [
    ([], [], []),
    ([0.1, 0.1], [0.1, 0.1], []),
    ([0.9, 0, 0], [0, 0.9, 0.1], [(0, 2, 0.9)]),
    ([0.9, 0.8], [0, 0.1], [(0, 1, 0.9), (1, 2, 0.9)]),
    ([0, 0], [0.5, 0.7], [(0, 2, 0.6)]),
    ([0.2, 0.2], [0.2, 0.2], [(0, 2, 0.4)]),
    ([0.9, 0, 0.9], [0, 0, 0], [(0, 1, 0.9), (2, 3, 0.9)]),
]


@pytest.mark.parametrize(("begins", "insides", "found"), RUNS)
def test_runs(begins, insides, found):
    told = list(runs(np.array(begins, np.float32), np.array(insides, np.float32)))
    assert [(start, end) for start, end, _ in told] == [(start, end) for start, end, _ in found]
    assert [p for *_, p in told] == pytest.approx([p for *_, p in found])


@given(tables(labels=1))
def test_any_runs_are_ranges_in_order(tags):
    begins, insides = tags[:, 1], tags[:, 2]
    found = list(runs(begins, insides))
    assert in_order([(start, end) for start, end, _ in found], len(tags))
    assert all(IN_ROLE <= p <= 1.001 for *_, p in found)
    covered = [n for start, end, _ in found for n in range(start, end)]
    assert covered == [n for n in range(len(tags)) if begins[n] + insides[n] >= IN_ROLE]


def test_arguments_are_words_and_one_word_may_play_two_parts():
    text = "Presiden Joko Widodo tiba di Hanoi."
    tokens = words(text)
    roles = np.zeros((len(tokens), 2 * len(ROLES) + 1), np.float32)
    actor, recipient, place = (2 * ROLES.index(name) + 1 for name in ("actor", "recipient", "place"))
    roles[0, actor], roles[1, actor + 1], roles[2, actor + 1] = 1, 0.5, 0.75
    roles[5, recipient], roles[5, place] = 0.4, 0.6
    assert [(a.role, text[a.span.start : a.span.end], a.probability) for a in arguments(tokens, roles)] == [
        ("actor", "Presiden Joko Widodo", 0.75),
        ("recipient", "Hanoi", 0.4),
        ("place", "Hanoi", 0.6),
    ]


# -- entities: the likeliest tag of each word

ENTITY_TAGS = [
    ([], []),
    ([0, 0], []),
    ([1, 2, 0, 3], [(0, 0, 2), (1, 3, 4)]),
    ([1, 4, 4], [(0, 0, 1), (1, 1, 3)]),
    ([1, 1], [(0, 0, 1), (0, 1, 2)]),
    ([2, 2], [(0, 0, 2)]),
    ([3, 0, 4], [(1, 0, 1), (1, 2, 3)]),
]


@pytest.mark.parametrize(("tags", "found"), ENTITY_TAGS)
def test_spans(tags, found):
    told = list(spans(one_hot(tags, 2)))
    assert [(label, start, end) for label, start, end, _ in told] == found
    assert all(p == 1 for *_, p in told)


def test_the_probability_of_a_span_is_the_mean_of_its_words():
    ((label, start, end, probability),) = spans(table((0.2, 0.6, 0.2), (0.4, 0.1, 0.5)))
    assert (label, start, end) == (0, 0, 2)
    assert probability == pytest.approx((0.8 + 0.6) / 2)


@given(tables())
def test_any_spans_are_ranges_in_order(tags):
    found = list(spans(tags))
    assert in_order([(start, end) for _, start, end, _ in found], len(tags))
    assert all(0 <= label < 2 and 0 < p <= 1.001 for label, _, _, p in found)
    covered = [n for _, start, end, _ in found for n in range(start, end)]
    assert covered == [n for n in range(len(tags)) if tags[n].argmax()]


def test_entities_are_words():
    text = "Vladimir Putin tiba di Hanoi."
    person, place = (2 * ENTITIES.index(name) + 1 for name in ("PER", "GPE"))
    tags = one_hot([person, person + 1, 0, 0, place, 0], len(ENTITIES))
    assert list(entities(words(text), tags)) == [("PER", Span(0, 14), 1.0), ("GPE", Span(23, 28), 1.0)]
