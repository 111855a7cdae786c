"""Filters, quotes, lists, full text."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from selaras.archive import EventFilter
from selaras.model import UsageRefused

ALL = 6  # two events in each of three articles; the repeated report is none


@pytest.mark.parametrize(
    ("wanted", "number"),
    [
        ({}, ALL),
        ({"actor": "JPN"}, 3),
        ({"actor": "PER"}, 0),
        ({"recipient": "PER"}, 3),
        ({"pair": ("PER", "CHL")}, 3),
        ({"pair": ("BRA", "JPN")}, 3),
        ({"pair": ("JPN", "CHL")}, 0),
        ({"types": ("CONSULT",)}, 3),
        ({"types": ("CONSULT", "ACCUSE")}, ALL),
        ({"quad": 1}, 3),
        ({"quad": 3}, 3),
        ({"quad": 4}, 0),
        ({"since": "2024"}, 4),
        ({"since": "2024-05-07"}, 3),  # the event of May without a day may lie after the 7th
        ({"since": "2024-06"}, 2),
        ({"until": "2023"}, 2),
        ({"until": "2024-05-06"}, 4),
        ({"since": "2024-05", "until": "2024-05"}, 2),
        ({"place": "osa"}, 3),
        ({"place": "%"}, 0),
        ({"aux": "future"}, 3),
        ({"aux": "none"}, 3),
        ({"aux": "hypothetical"}, 0),
        ({"text": "mitranya brasil"}, 3),
        ({"text": "mengecam"}, 3),
        ({"text": "mengecam brasil"}, 0),
        ({"lang": "en"}, 2),
        ({"article": "dua"}, 2),
        ({"limit": 2}, 2),
        ({"limit": 4, "offset": 4}, 2),
        ({"offset": 5}, 1),
    ],
)
def test_event_filters(filled, wanted, number):
    assert len(list(filled.events(EventFilter(**wanted)))) == number


def test_events_come_by_date_with_their_sentence(filled):
    found = list(filled.events())
    dates = [each.report.time for each in found]
    assert dates == sorted(dates)
    first = found[1]
    assert first.report.sources[0].name == "Kyodo"
    assert first.article.wire == ("AFP", "Kyodo")
    assert "Osaka" in first.sentence


@pytest.mark.parametrize(
    ("wanted", "number"),
    [({}, 3), ({"speaker": "lima"}, 3), ({"speaker": "_"}, 0), ({"code": "CHL"}, 3), ({"code": "PER"}, 0),
     ({"text": "peru"}, 3), ({"article": "dua"}, 1), ({"limit": 2}, 2)],
)  # fmt: skip
def test_quote_filters(filled, wanted, number):
    assert len(list(filled.quotes(**wanted))) == number


@pytest.mark.parametrize(
    ("wanted", "names"),
    [({}, ["dua", "satu", "three"]), ({"lang": "en"}, ["three"]), ({"since": "2024"}, ["satu", "three"]),
     ({"until": "2024-05"}, ["dua", "satu"]), ({"flag": "truncated"}, ["dua", "satu", "three"]),
     ({"flag": "spam"}, []), ({"wire": "afp"}, ["dua", "satu", "three"]),
     ({"limit": 1, "offset": 1}, ["satu"])],
)  # fmt: skip
def test_article_filters(filled, wanted, names):
    assert [line.name for line in filled.articles(**wanted)] == names


def test_article_lines_count_what_is_in_them(filled):
    line = next(iter(filled.articles()))
    assert (line.events, line.quotes, line.dropped, line.flags) == (2, 1, 1, ("truncated",))


def test_search_marks_what_it_finds(filled):
    hits = list(filled.search('osaka "mitranya dari"'))
    assert len(hits) == 3
    assert {part.lower() for part in hits[0].snippet[1::2]} >= {"osaka"}
    assert len(list(filled.search("osa*", limit=2))) == 2
    assert list(filled.search("osaka tokyo")) == []


@pytest.mark.parametrize("query", ["", "   ", '"', '""', "* - ( )", "\0"])
def test_a_query_without_words_is_refused(filled, query):
    with pytest.raises(UsageRefused):
        list(filled.search(query))


@given(query=st.text(max_size=30) | st.sampled_from(["a AND", "NEAR(a b", "title:x", 'a" OR b', "-a", "a^2", "{x}:y"]))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_query_breaks_the_search(filled, query):
    try:
        list(filled.search(query))
        list(filled.events(EventFilter(text=query)))
    except UsageRefused:
        assert not any(char.isascii() and char.isalnum() for char in query)
