"""The other side of what is told of one party: taken over from just before, and only from there."""

import pytest

from selaras.events.counterparts import TAKEN_OVER, complete
from selaras.model import Report, Span


def told(sentence: int, event: str, actors: str = "", recipients: str = "", *aux: str) -> Report:
    """A report of a sentence."""
    return Report(
        f"{sentence}{event}", "a", sentence, event, None, aux, tuple(actors.split()), tuple(recipients.split()),
        Span(sentence * 100, sentence * 100 + 5), (), (), 0.8, "rules", "",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("before", "report", "expected"),
    [
        (told(0, "ACCUSE", "KEN", "PER"), told(1, "REQUEST", "KEN"), ("KEN", "PER")),
        (told(0, "ACCUSE", "KEN", "PER"), told(0, "REQUEST", "KEN"), ("KEN", "PER")),
        (told(0, "ACCUSE", "KEN", "PER"), told(1, "REQUEST", "PER"), ("PER", "KEN")),
        (told(0, "ACCUSE", "KEN", "PER"), told(1, "ASSAULT", "", "PER"), ("KEN", "PER")),
        (told(0, "CONSULT", "KEN PER"), told(1, "REQUEST", "KEN"), ("KEN", "PER")),
        (told(0, "ACCUSE", "KEN", "PER"), told(1, "CONSULT", "PER"), ("KEN PER", "")),  # all act in a meeting
        (told(0, "ACCUSE", "KEN", "PER"), told(2, "REQUEST", "KEN"), ("KEN", "")),  # too far back
        (told(0, "ACCUSE", "KEN", "PER"), told(1, "REQUEST", "NOR"), ("NOR", "")),  # nothing told of this one
        (told(0, "CONSULT", "KEN PER NOR"), told(1, "REQUEST", "KEN"), ("KEN", "")),  # which of them?
        (told(0, "ACCUSE", "KEN", "PER", "historical"), told(1, "REQUEST", "KEN"), ("KEN", "")),  # long ago
        (told(0, "ACCUSE", "KEN", "PER"), told(1, "PROTEST", "KEN"), ("KEN", "")),
        (told(0, "ACCUSE", "KEN", "PER"), told(1, "REQUEST", "KEN", "NOR"), ("KEN", "NOR")),  # has its own
    ],
)
def test_a_counterpart_is_taken_over(before: Report, report: Report, expected: tuple[str, str]):
    first, found = complete([before, report])
    assert first == before
    assert (" ".join(found.actors), " ".join(found.recipients)) == expected
    changed = (found.actors, found.recipients) != (report.actors, report.recipients)
    assert found.confidence == (pytest.approx(0.8 * TAKEN_OVER) if changed else 0.8)
    assert (found.actor_spans, found.recipient_spans) == ((), ())


def test_what_is_taken_over_is_taken_over_again():
    reports = [told(0, "ACCUSE", "KEN", "PER"), told(1, "REQUEST", "KEN"), told(2, "THREATEN", "KEN")]
    assert [r.recipients for r in complete(reports)] == [("PER",)] * 3
