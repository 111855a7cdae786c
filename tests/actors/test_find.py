"""What `selaras actor` answers: who a code, a name or an office stands for on a day."""

import pytest

from selaras.actors import find
from selaras.knowledge import Knowledge
from selaras.model import UsageRefused


@pytest.mark.parametrize(
    ("query", "day", "code", "name"),
    [
        ("RUS", None, "RUS", "Rusia"),
        ("rus", None, "RUS", "Rusia"),
        ("Kremlin", None, "RUS", "Rusia"),
        ("kremlin", None, "RUS", "Rusia"),
        ("Presiden AS", "2010-06-01", "USA", "Barack Obama"),
        ("Presiden AS", "2022-06-01", "USA", "Joe Biden"),
        ("Presiden Rusia", "2010-06-01", "RUS", "Dmitry Medvedev"),
        ("Chinese president", "2020-06-01", "CHN", "Xi Jinping"),
        ("Vladimir Putin", None, "RUS", "Vladimir Putin"),
        ("Putin", None, "RUS", "Vladimir Putin"),
    ],
)
def test_the_first_answer(knowledge: Knowledge, query: str, day: str | None, code: str, name: str) -> None:
    answer = find(knowledge, query, day)[0]
    assert (answer.code, answer.name) == (code, name)
    assert answer.reason


@pytest.mark.parametrize(("query", "code"), [("Rusia", "RUS"), ("PBB", "UN")])
def test_exact_names_come_first(knowledge: Knowledge, query: str, code: str) -> None:
    assert find(knowledge, query)[0].code == code


def test_an_unknown_name_has_no_answer(knowledge: Knowledge) -> None:
    assert find(knowledge, "Nerissa Okeanos") == []


@pytest.mark.parametrize("query", ["", "  ", "\n"])
def test_an_empty_query_is_refused(knowledge: Knowledge, query: str) -> None:
    with pytest.raises(UsageRefused):
        find(knowledge, query)


def test_the_answers_are_told_once(knowledge: Knowledge) -> None:
    answers = find(knowledge, "Putin")
    assert len({(a.code, a.name, a.kind) for a in answers}) == len(answers)
