"""When, where, who says so, and one record per thing: what a report takes from around its trigger."""

from collections.abc import Callable

import pytest

from selaras.model import Reading, Report

Coded = Callable[..., Reading]


def standing(reading: Reading, event: str | None = None) -> list[Report]:
    return [r for r in reading.reports if r.repeats is None and event in (None, r.event)]


# text, publication, event, date in the codebook's form
DATES = [
    ("Rusia menyerang Kharkiv pada 12 Mei 2024.", "2024-05-15", "ASSAULT", "2024-05-12"),
    ("Rusia menyerang Kharkiv, Minggu (12/5/2024).", "2024-05-15", "ASSAULT", "2024-05-12"),
    ("Rusia menyerang Kharkiv, Minggu (12/5).", "2024-05-15", "ASSAULT", "2024-05-12"),
    ("Rusia menyerang Kharkiv, Minggu.", "2024-05-15", "ASSAULT", "2024-05-12"),
    ("Kemarin Rusia menyerang Kharkiv.", "2024-05-15", "ASSAULT", "2024-05-14"),
    ("Rusia menginvasi Ukraina pada Februari 2022.", "2024-05-15", "ASSAULT", "2022-02"),
    ("Rusia menganeksasi Krimea pada 2014.", "2024-05-15", "COERCE", "2014"),
    ("Rusia menyerang Kharkiv pada 12 Mei 2024.", None, "ASSAULT", "2024-05-12"),
    ("Rusia menyerang Kharkiv.", None, "ASSAULT", None),
    ("Menlu Chile akan bertemu Menlu Peru pada 20 Mei 2024.", "2024-05-15", "AGREE", None),
    ("Iran menyita kapal Yunani pada 12 Mei 2024 setelah Yunani menyita kapal Iran pada 9 Mei 2024.",
     "2024-05-15", "COERCE", "2024-05-12"),
    ("Iran membebaskan awak kapal Yunani yang disita pada 9 April 2024.", "2024-05-15", "RETREAT", None),
    ("Rusia menyerang Kharkiv, demikian dilansir AFP, Selasa (14/5/2024).", "2024-05-15", "ASSAULT", "2024-05-14"),
    # the lede tells the day, the next paragraph takes it over
    ("Presiden Chile bertemu Presiden Peru, Senin (13/5/2024).\n\nPresiden Chile memuji Bolivia.",
     "2024-05-15", "SUPPORT", "2024-05-13"),
    ("Presiden Chile memuji Peru.\n\nPada Minggu (12/5/2024), Iran menyita kapal Yunani. Yunani mengecam Iran.",
     "2024-05-15", "ACCUSE", "2024-05-12"),
    ("Chile mengecam Venezuela, Selasa (14/5/2024).\n\nPada Maret 2019 Chile memuji Bolivia.",
     "2024-05-15", "SUPPORT", "2019-03"),
]  # fmt: skip

PLACES = [
    ("Menlu India bertemu Menlu Nepal di Wina.", "CONSULT", "Wina"),
    ("Menlu India bertemu Menlu Nepal di Samarkand, Uzbekistan.", "CONSULT", "Samarkand, Uzbekistan"),
    ("Di Jenewa, Chile mengecam Venezuela.", "ACCUSE", "Jenewa"),
    ("PM India Narendra Modi bertemu Joko Widodo di Wina.", "CONSULT", "Wina"),
    ("PM India Narendra Modi bertemu Joko Widodo di Samarkand, Uzbekistan.", "CONSULT", "Samarkand, Uzbekistan"),
    ("Menlu India tiba di Kathmandu.", "CONSULT", "Kathmandu"),
    ("Pasukan Armenia bentrok dengan pasukan Azerbaijan di Nagorno-Karabakh.", "ASSAULT", "Nagorno-Karabakh"),
    ("Menlu India bertemu Menlu Nepal.", "CONSULT", None),
    ("Menlu India bertemu Menlu Nepal di Wina.\n\nMenlu India memuji Nepal.", "SUPPORT", "Wina"),
    ("PM India Narendra Modi bertemu Joko Widodo di Wina.\n\nMenlu India memuji Nepal.", "SUPPORT", "Wina"),
]

SOURCES = [
    ("Menurut AFP, Iran menyita kapal Yunani.", "COERCE", ["AFP"]),
    ("Iran menyita kapal Yunani, lapor Reuters, Senin (13/5/2024).", "COERCE", ["Reuters"]),
    ("Rusia menyerang Sumy, kata Menteri Pertahanan Ukraina Rustem Umerov.", "ASSAULT", ["Rustem Umerov"]),
    ("Chile mengecam Venezuela.", "ACCUSE", []),
    ('"Kami mengecam Venezuela," kata Presiden Chile Gabriel Boric.', "ACCUSE", []),
]

SWALLOWED = "a place behind a title or body is swallowed by the phrase"
KNOWN_MISSES: dict[str, str] = {
    "Iran membebaskan awak kapal Yunani yang disita pada 9 April 2024.": "a time inside a relative clause is taken",
}


def missed(text: str) -> list[pytest.MarkDecorator]:
    return [pytest.mark.xfail(strict=True, reason=KNOWN_MISSES[text])] if text in KNOWN_MISSES else []


def cases(table: list[tuple[str, ...]]) -> list[object]:
    return [pytest.param(*case, marks=missed(case[0])) for case in table]


@pytest.mark.parametrize(("text", "published", "event", "day"), cases(DATES))
def test_when(coded: Coded, text: str, published: str | None, event: str, day: str | None) -> None:
    assert standing(coded(text, published=published), event)[0].time == day


@pytest.mark.parametrize(("text", "event", "place"), cases(PLACES))
def test_where(coded: Coded, text: str, event: str, place: str | None) -> None:
    assert standing(coded(text), event)[0].place == place


@pytest.mark.parametrize(("text", "event", "sources"), cases(SOURCES))
def test_who_says_so(coded: Coded, text: str, event: str, sources: list[str]) -> None:
    assert [s.name for s in standing(coded(text), event)[0].sources] == sources


def test_a_thing_told_twice_is_one_record_at_its_fullest_sentence(coded: Coded) -> None:
    text = (
        "Chile Kecam Venezuela\n\nKecaman disampaikan Chile. Presiden Chile mengecam Venezuela di Jenewa, Senin"
        " (13/5/2024).\n\nChile mengecam Venezuela dengan keras."
    )
    reading = coded(text, titled=True)
    (report,) = standing(reading, "ACCUSE")
    assert (report.actors, report.recipients, report.time, report.place) == (("CHL",), ("VEN",), "2024-05-13", "Jenewa")
    assert text[report.trigger.start : report.trigger.end] == "mengecam"
    others = [r for r in reading.reports if r.event == "ACCUSE" and r is not report]
    assert others
    assert {r.repeats for r in others} == {report.id}


def test_two_days_are_two_records(coded: Coded) -> None:
    text = "Rusia menyerang Kharkiv pada 11 Mei 2024. Rusia menyerang Kharkiv pada 13 Mei 2024."
    assert [r.time for r in standing(coded(text))] == ["2024-05-11", "2024-05-13"]


def test_background_and_news_are_two_records(coded: Coded) -> None:
    text = "Rusia menyerang Kharkiv, Senin (13/5/2024). Rusia menyerang Kyiv pada Februari 2022."
    assert sorted(r.aux for r in standing(coded(text))) == [(), ("historical",)]


def test_what_happened_and_what_did_not_are_two_records(coded: Coded) -> None:
    text = "Presiden Chile bertemu Presiden Peru. Presiden Chile belum bertemu Presiden Bolivia."
    assert sorted((r.actors, r.aux) for r in standing(coded(text))) == [
        (("BOL", "CHL"), ("negation",)), (("CHL", "PER"), ())
    ]  # fmt: skip


def test_the_same_deed_to_two_states_is_two_records(coded: Coded) -> None:
    text = "Chile mengecam Venezuela. Chile juga mengecam Nikaragua."
    assert [r.recipients for r in standing(coded(text))] == [("VEN",), ("NIC",)]


def test_a_report_leads_to_its_words(coded: Coded) -> None:
    text = "Kemarin di Jenewa, Presiden Chile Gabriel Boric mengecam pasukan Venezuela."
    (report,) = standing(coded(text))
    cut = [text[s.start : s.end] for s in (*report.actor_spans, *report.recipient_spans, report.trigger)]
    assert cut == ["Presiden Chile Gabriel Boric", "pasukan Venezuela", "mengecam"]
    assert report.place_span is not None
    assert report.time_span is not None
    assert text[report.place_span.start : report.place_span.end] == "Jenewa"
    assert text[report.time_span.start : report.time_span.end] == "Kemarin"
    assert report.coder == "rules"
    assert report.cue.startswith("accuse: ")
