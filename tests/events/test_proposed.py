"""What is made of proposals: parties by the linked mentions, days by the resolved times, nothing of nobody."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from selaras.actors import link
from selaras.events import code_asked, code_proposed
from selaras.knowledge import Knowledge
from selaras.model import Argument, Proposal, Reading, Report, Span

Proposed = Callable[..., list[Report]]


def span(text: str, words: str) -> Span:
    """Where words stand in a text."""
    at = text.index(words)
    return Span(at, at + len(words))


@pytest.fixture
def proposed(knowledge: Knowledge, told: Callable[..., Reading]) -> Proposed:
    """Reports of one proposal in the first sentence of a text: trigger, type, and role=words or role=[words]."""

    def run(text: str, trigger: str, event: str, coder: str = "tagger", **given: object) -> list[Report]:
        (reading,) = link([told(text)], knowledge)
        assert isinstance(reading, Reading)
        probability = given.pop("probability", 0.95)
        aux = tuple((name, 1.0) for name in given.pop("aux", ()))
        mode = given.pop("mode", None)
        sure = given.pop("sure", 0.95)
        arguments = tuple(
            Argument(role, span(text, words), sure)
            for role, listed in given.items()
            for words in ([listed] if isinstance(listed, str) else listed)
        )
        proposal = Proposal(
            0, span(text, trigger), event, probability, ((event, probability),), mode, aux, arguments, coder
        )
        stage = code_asked if coder == "llm" else code_proposed
        (done,) = stage([replace(reading, proposals=(proposal,))], knowledge)
        assert isinstance(done, Reading)
        return list(done.reports)

    return run


def test_parties_are_the_mentions_in_the_words(proposed: Proposed):
    text = "Presiden Rusia Vladimir Putin bertemu pemimpin China Xi Jinping di Samarkand pada Selasa (14/5)."
    (report,) = proposed(
        text, "bertemu", "CONSULT", actor=["Presiden Rusia Vladimir Putin", "pemimpin China Xi Jinping"],
        time="Selasa (14/5)", place="Samarkand",
    )  # fmt: skip
    assert (report.event, report.actors, report.recipients) == ("CONSULT", ("CHN", "RUS"), ())
    assert (report.time, report.place, report.coder) == ("2024-05-14", "Samarkand", "tagger")
    assert text[report.actor_spans[0].start : report.actor_spans[0].end] == "Presiden Rusia Vladimir Putin"


@pytest.mark.parametrize(("mode", "sides"), [(None, (("KEN", "PER"), ())), ("visit", (("KEN",), ("PER",)))])
def test_all_act_in_a_meeting_in_which_nobody_visits(proposed: Proposed, mode: str | None, sides: tuple):
    (report,) = proposed("Kenya menjumpai Peru.", "menjumpai", "CONSULT", actor="Kenya", recipient="Peru", mode=mode)
    assert (report.actors, report.recipients) == sides


def test_an_actor_is_not_its_own_recipient(proposed: Proposed):
    (report,) = proposed("Kenya mengecam Peru.", "mengecam", "ACCUSE", actor="Kenya", recipient=["Kenya", "Peru"])
    assert (report.actors, report.recipients) == (("KEN",), ("PER",))


def test_nobody_known_makes_no_report(proposed: Proposed):
    assert proposed("Kenya diam saat hal itu dikecam badai.", "dikecam", "ACCUSE", actor="badai", recipient="hal") == []


@pytest.mark.parametrize(("event", "expected"), [("CONSULT", "AGREE"), ("AID", "AGREE"), ("SANCTION", "SANCTION")])
def test_planned_cooperation_is_agreed_on(proposed: Proposed, event: str, expected: str):
    (report,) = proposed("Kenya akan menemui Peru.", "menemui", event, actor="Kenya", recipient="Peru", aux=["future"])
    assert (report.event, report.aux) == (expected, () if expected == "AGREE" else ("future",))


def test_long_ago_is_historical(proposed: Proposed):
    text = "Pada 12 Januari 2020, Kenya mengecam Peru."
    (report,) = proposed(text, "mengecam", "ACCUSE", actor="Kenya", recipient="Peru", time="12 Januari 2020")
    assert (report.aux, report.time) == (("historical",), "2020-01-12")


def test_a_source_is_kept_unless_it_acts(proposed: Proposed):
    text = "Kenya menyerang Peru, menurut Kementerian Pertahanan Norwegia."
    (report,) = proposed(
        text, "menyerang", "ASSAULT", actor="Kenya", recipient="Peru", source="Kementerian Pertahanan Norwegia"
    )
    assert "NOR" in [source.code for source in report.sources]
    (own,) = proposed(text, "menyerang", "ASSAULT", actor="Kenya", recipient="Peru", source="Kenya")
    assert "KEN" not in [source.code for source in own.sources]


def test_unlikely_events_and_parties_make_nothing(proposed: Proposed):
    text = "Kenya mengecam Peru."
    assert proposed(text, "mengecam", "ACCUSE", actor="Kenya", recipient="Peru", probability=0.02) == []
    assert proposed(text, "mengecam", "ACCUSE", actor="Kenya", recipient="Peru", sure=0.1) == []


def test_a_quotation_is_no_event(proposed: Proposed):
    assert proposed("Kenya berkata lain.", "berkata", "QUOTE", actor="Kenya", content="lain") == []


@pytest.mark.parametrize(("probability", "number"), [(0.9, 1), (0.5, 1), (0.49, 0)])
def test_a_language_model_is_taken_at_its_word(proposed: Proposed, probability: float, number: int):
    found = proposed(
        "Kenya mengecam Peru.", "mengecam", "ACCUSE", "llm", actor="Kenya", recipient="Peru", probability=probability
    )
    assert [(r.coder, r.confidence) for r in found] == [("llm", probability)] * number
