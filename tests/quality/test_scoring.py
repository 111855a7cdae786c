"""The scorer itself, on records whose figures can be counted by hand."""

import pytest


def event(kind: str, actor: str = "", recipient: str = "", **more: object) -> dict[str, object]:
    return {"event": kind, "actor": actor.split(), "recipient": recipient.split(), **more}


GOLD = {
    "id": "x", "published": "2024-05-15", "junk": ["Baca juga: lima hal tentang kopi", "Komentar"],
    "events": [
        event("ACCUSE", "CHL", "VEN", aux=[], mode="disapprove", date="2024-05-14", place="Jenewa"),
        event("CONSULT", "CHL PER", aux=["historical"], date="2019"),
        event("ASSAULT", "RUS", "UKR", aux=[]),
        event("ASSAULT", "RUS", "UKR", aux=[]),
    ],
    "quotes": [{"speaker": "Gabriel Boric"}, {"speaker": "Gabriel Boric"}, {"speaker": "Kremlin"}],
}  # fmt: skip


def figures(system: dict[str, object] | None) -> dict[str, float]:
    from scoring import score

    return score([GOLD], [] if system is None else [{"id": "x", **system}]).figures()


def test_gold_scores_one_against_itself() -> None:
    assert set(figures(GOLD).values()) == {1.0}


def test_an_article_that_was_not_coded_scores_nothing() -> None:
    assert set(figures(None).values()) == {0.0}


def test_events_are_counted_as_multisets() -> None:
    system = {"events": [event("ACCUSE", "VEN", "CHL"), event("ASSAULT", "RUS", "UKR"), event("AID", "RUS")]}
    found = figures(system)
    assert found["type_f1"] == pytest.approx(2 * 2 / (4 + 3))
    assert found["pair_f1"] == pytest.approx(2 * 2 / (4 + 3))
    assert found["tuple_f1"] == pytest.approx(2 * 1 / (4 + 3))
    assert found["pair_precision"] == pytest.approx(2 / 3)


def test_attributes_are_judged_on_pairs() -> None:
    system = {
        "published": "2024-05-15T10:00:00+07:00",
        "events": [
            event("ACCUSE", "CHL", "VEN", aux=["future"], mode=None, date="2024-05-14", place="PBB, Jenewa"),
            event("CONSULT", "CHL PER", aux=["historical"], date="2019-03"),
        ],
    }  # fmt: skip
    found = figures(system)
    assert (found["aux"], found["mode"], found["date"], found["place"], found["published"]) == (0.5, 0, 0.5, 1, 1)


def test_quotes_and_junk() -> None:
    system = {
        "events": [], "quotes": [{"speaker": "Presiden Boric"}, {"speaker": "Putin"}],
        "junk": ["BACA JUGA: Lima hal tentang kopi dan teh", "Menu", "Beranda"],
    }  # fmt: skip
    found = figures(system)
    assert found["quote_f1"] == pytest.approx(2 * 1 / (3 + 2))
    assert found["junk_f1"] == pytest.approx(2 * 1 / (2 + 3))


def test_no_more_lines_are_hit_than_told() -> None:
    system = {"events": [], "junk": ["Komentar baca juga"]}
    assert figures(system)["junk_f1"] == pytest.approx(2 * 1 / (2 + 1))
