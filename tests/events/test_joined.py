"""Rules and model joined: one telling for one thing told, and a confidence that follows the weights."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selaras.events.code import FOLDER
from selaras.events.joined import KINDS, WEIGHTS, Joining, Telling, confidence, join, load_joining, tellings
from selaras.events.proposed import Proposed
from selaras.model import Argument, Proposal, Report, Span, UsageRefused


def report(
    event: str, at: int, actors: str = "KEN", recipients: str = "PER", coder: str = "rules", **over: Any
) -> Report:
    """A report with a trigger of eight characters."""
    made = Report(
        f"{coder}{event}{at}", "a", 0, event, None, (), tuple(actors.split()), tuple(recipients.split()),
        Span(at, at + 8), (), (), 0.9, coder, "",
    )  # fmt: skip
    return replace(made, **over)


def proposed(event: str, at: int, *parties: str, event_sure: float = 0.9, sure: float = 0.9, **words: Any) -> Proposed:
    """A proposal with its report; `words`: role=[(start, probability), ...], each ten characters long."""
    arguments = tuple(
        Argument(role, Span(start, start + 10), probability)
        for role, listed in words.items()
        for start, probability in listed
    )
    proposal = Proposal(0, Span(at, at + 8), event, event_sure, ((event, event_sure),), None, (), arguments)
    sides = {f"{role}_spans": tuple(a.span for a in arguments if a.role == role) for role in ("actor", "recipient")}
    return Proposed(report(event, at, *parties, coder="tagger", **sides), proposal, sure, quoted=False)


def flat(stands: float = 0.5, **base: float) -> Joining:
    """Weights that count the base alone."""
    rows = {kind: (base.get(kind.replace("-", "_"), 3.0), 0.0, 0.0, 0.0, 0.0, 0.0) for kind in KINDS}
    return Joining(rows, stands)


@pytest.mark.parametrize(
    ("rule", "told", "kinds"),
    [
        (report("AID", 10), proposed("AID", 10), ["same"]),
        (report("AID", 10), proposed("AID", 14), ["same"]),
        (report("AID", 10), proposed("AID", 40), ["same"]),  # one type close by
        (report("AID", 10), proposed("AID", 90), ["rules", "model"]),
        (report("AID", 10), proposed("AGREE", 10), ["types-differ"]),
        (report("AID", 10), proposed("AGREE", 40), ["rules", "model"]),
        (report("AID", 10), proposed("AID", 10, "KEN", ""), ["parties-differ"]),
        (report("AID", 10), proposed("AID", 10, "PER", "KEN"), ["same"]),  # who of both is for settling
        (report("AID", 10, sentence=3), proposed("AID", 30), ["rules", "model"]),
    ],
)
def test_what_is_one_telling(rule: Report, told: Proposed, kinds: list[str]):
    assert [telling.kind for telling in tellings([rule], [told])] == kinds


def test_a_report_for_each_partner_is_settled_by_one_proposal():
    rules = [report("CONSULT", 10, "KEN PER", ""), report("CONSULT", 10, "KEN NOR", "")]
    found = list(tellings(rules, [proposed("CONSULT", 10, "KEN PER", "")]))
    assert [telling.kind for telling in found] == ["same", "parties-differ"]


def test_what_is_not_likely_does_not_stand():
    rules, model = [report("AID", 10)], [proposed("AGREE", 80)]
    both = join(rules, model, flat())
    assert [r.coder for r in both] == ["rules", "tagger"]
    assert [r.coder for r in join(rules, model, flat(rules=-3))] == ["tagger"]
    assert [r.coder for r in join(rules, model, flat(model=-3))] == ["rules"]
    assert join(rules, model, flat(stands=0.99)) == []


RULED = Span(100, 110)  # where the rules' recipient stands


@pytest.mark.parametrize(
    ("rules", "model", "expected"),
    [
        # a side that the model leaves open is the rules'
        (("KEN", "PER"), proposed("AID", 10, "KEN", "", actor=[(0, 0.9)]), (("KEN",), ("PER",))),
        # but not where it names words of somebody unknown
        (("KEN", "PER"), proposed("AID", 10, "KEN", "", actor=[(0, 0.9)], recipient=[(50, 0.9)]), (("KEN",), ())),
        # a party that the model is sure of stands against the rules', one that it doubts does not
        (("KEN", "PER"), proposed("AID", 10, "KEN", "NOR", actor=[(0, 0.9)], recipient=[(50, 0.9)]),
         (("KEN",), ("NOR",))),
        (("KEN", "PER"), proposed("AID", 10, "KEN", "NOR", actor=[(0, 0.9)], recipient=[(50, 0.5)]),
         (("KEN",), ("PER",))),
        # a further party too
        (("KEN", "PER"), proposed("AID", 10, "KEN NOR", "PER", actor=[(0, 0.9), (20, 0.5)], recipient=[(50, 0.9)]),
         (("KEN",), ("PER",))),
        (("KEN", "PER"), proposed("AID", 10, "KEN NOR", "PER", actor=[(0, 0.9), (20, 0.8)], recipient=[(50, 0.9)]),
         (("KEN", "NOR"), ("PER",))),
        # within a state, if one of both says so; else nobody does it to himself
        (("KEN", "KEN"), proposed("AID", 10, "KEN", "", actor=[(0, 0.9)]), (("KEN",), ("KEN",))),
        (("KEN", "PER"), proposed("AID", 10, "PER", "", actor=[(0, 0.9)]), (("PER",), ())),
    ],
)  # fmt: skip
def test_whose_parties_stand(rules: tuple[str, str], model: Proposed, expected: tuple[tuple[str, ...], ...]):
    settled = Telling(report("AID", 10, *rules, recipient_spans=(RULED,)), model).settled()
    assert (settled.actors, settled.recipients, settled.coder) == (*expected, "both")


def test_partners_met_in_turn_stay_apart():
    model = proposed("CONSULT", 10, "KEN NOR PER", "", actor=[(0, 0.9), (30, 0.9), (60, 0.9)])
    found = [Telling(report("CONSULT", 10, f"KEN {other}", ""), model).settled().actors for other in ("NOR", "PER")]
    assert found == [("KEN", "NOR"), ("KEN", "PER")]


@pytest.mark.parametrize(
    ("event", "rules", "expected"),
    [
        ("CONSULT", ("KEN", "PER"), (("KEN", "PER"), ())),  # a meeting has no recipient
        ("SUPPORT", ("KEN PER", ""), (("KEN", "PER"), ())),  # the rules know that all act ("menandatangani")
        ("SUPPORT", ("KEN", "PER"), (("KEN",), ("PER",))),
    ],
)
def test_all_act_in_what_is_mutual(event: str, rules: tuple[str, str], expected: tuple[tuple[str, ...], ...]):
    model = proposed(event, 10, "KEN", "PER", actor=[(0, 0.9)], recipient=[(50, 0.9)])
    settled = Telling(report(event, 10, *rules), model).settled()
    assert (settled.actors, settled.recipients) == expected


@pytest.mark.parametrize(("sure", "expected"), [(0.95, "AGREE"), (0.5, "AID")])
def test_the_type_of_a_sure_model_stands(sure: float, expected: str):
    assert Telling(report("AID", 10), proposed("AGREE", 10, event_sure=sure)).settled().event == expected


def test_reports_come_in_the_order_of_the_text():
    found = join([report("AID", 200), report("AID", 90)], [proposed("AGREE", 10)], flat())
    assert [r.trigger.start for r in found] == [10, 90, 200]


probabilities = st.floats(0, 1)


@given(probabilities, probabilities, probabilities)
def test_a_surer_model_makes_a_surer_telling(one: float, other: float, parties: float):
    joining = Joining(dict.fromkeys(KINDS, (0.0, 1.0, 0.5, 0.0, 0.0, 0.0)), 0.5)
    low, high = sorted((one, other))
    sure = [confidence(Telling(None, proposed("AID", 1, event_sure=p, sure=parties)), joining) for p in (low, high)]
    assert 0 < sure[0] <= sure[1] < 1


def test_the_weights_that_ship():
    joining = load_joining(FOLDER / "joining.yaml")
    assert set(joining.weights) == set(KINDS)
    assert all(len(row) == len(WEIGHTS) for row in joining.weights.values())
    assert 0 < joining.stands < 1
    agreed = Telling(report("AID", 10), proposed("AID", 10))
    alone = Telling(None, proposed("AID", 10))
    assert confidence(agreed, joining) > confidence(alone, joining)  # two coders of one mind are likelier right


@pytest.mark.parametrize("text", ["stands: 0.4\n", "weights: {same: {base: 1}}\nstands: 0.4\n", "weights: 3\n", "[]\n"])
def test_a_file_that_lacks_a_number_is_refused(tmp_path: Path, text: str):
    path = tmp_path / "joining.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageRefused, match=r"joining\.yaml"):
        load_joining(path)
