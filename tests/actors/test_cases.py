"""The table of cases (cases.yaml): words of a made-up sentence, and whom they stand for on its day."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from selaras.actors.spelling import plain
from selaras.knowledge import Knowledge
from selaras.knowledge.yaml_files import read_yaml
from selaras.model import Mention, Reading

Linked = Callable[..., Reading]
Case = Mapping[str, Any]

CASES: list[Case] = read_yaml(Path(__file__).parent / "cases.yaml")
REQUIRED = {"text", "on", "lang", "mention", "code", "why"}
OPTIONAL = {"nth", "actor", "never", "office", "sector", "how", "fails"}
LEAST_CASES = 320
LEAST_PASSING = 0.989  # share of cases without `fails`; raise it when a fault is mended, never lower it


def words_of(case: Case, text: str) -> tuple[int, int]:
    """The characters of the case's words: the nth occurrence."""
    at = -1
    for _ in range(int(case.get("nth", 1))):
        at = text.index(case["mention"], at + 1)
    return at, at + len(case["mention"])


def meant(case: Case, reading: Reading) -> list[Mention]:
    """The mentions that share characters with the case's words, the one that shares most first."""
    start, end = words_of(case, reading.article.text)

    def shared(mention: Mention) -> int:
        return min(end, mention.head.end) - max(start, mention.head.start)

    return sorted((m for m in reading.mentions if shared(m) > 0), key=shared, reverse=True)


def is_person(knowledge: Knowledge, mention: Mention, name: str) -> bool:
    """Is the mention linked to the person of this name, whichever spelling the files show?"""
    if mention.actor == name:
        return True
    person = knowledge.people.get(mention.actor or "")
    return person is not None and plain(name) in {plain(spelling) for spelling in (person.name, *person.names)}


def faults(case: Case, reading: Reading, knowledge: Knowledge) -> Iterator[str]:
    """What is wrong with the link, in words; nothing if it is right."""
    found = meant(case, reading)
    wanted = case["code"]
    if wanted is None:
        yield from (f"linked to {m.codes} by {m.how}" for m in found if m.codes)
    elif not found:
        yield "no mention at these words"
    elif set(found[0].codes) != set(wanted if isinstance(wanted, list) else [wanted]):
        yield f"codes {found[0].codes} by {found[0].how}"
    if "actor" in case and found and not is_person(knowledge, found[0], case["actor"]):
        yield f"actor {found[0].actor} by {found[0].how}"
    for name in case.get("never", ()):
        yield from (f"linked to {m.actor} by {m.how}" for m in found if is_person(knowledge, m, name))
    for field in ("office", "sector", "how"):
        if field in case and (shown := getattr(found[0], field) if found else None) != case[field]:
            yield f"{field} {shown}"


def parameters() -> Iterator[Any]:
    for number, case in enumerate(CASES, 1):
        failing = [pytest.mark.xfail(strict=True, reason=case["fails"])] if "fails" in case else []
        yield pytest.param(case, marks=failing, id=f"{number}-{case['on']}-{case['mention']}")


@pytest.fixture(scope="session")
def judged(linked: Linked, knowledge: Knowledge) -> Callable[[Case], list[str]]:
    """Link a case and say what is wrong (a closure: pytest would print the whole knowledge of a failing test)."""
    return lambda case: list(faults(case, linked(case["text"], case["lang"], str(case["on"])), knowledge))


@pytest.mark.parametrize("case", list(parameters()))
def test_case(case: Case, judged: Callable[[Case], list[str]]) -> None:
    assert judged(case) == []


def test_the_table_is_sound() -> None:
    for case in CASES:
        assert set(case) >= REQUIRED, case
        assert set(case) <= REQUIRED | OPTIONAL, case
        assert case["lang"] in ("id", "en"), case
        words_of(case, case["text"])  # raises ValueError where the words are not in the text
    keys = [(c["text"], c["on"], c["mention"], c.get("nth", 1)) for c in CASES]
    assert len(set(keys)) == len(keys)
    assert len(CASES) >= LEAST_CASES


def test_the_share_of_passing_cases_does_not_sink() -> None:
    assert sum("fails" not in case for case in CASES) / len(CASES) >= LEAST_PASSING


def test_a_person_whom_only_texts_know_is_the_same_in_every_article(linked: Linked) -> None:
    texts = ("Menteri Perikanan Kiribati Tebano Ruteru tiba.", "Kemarin Tebano Ruteru, menteri dari Kiribati, pulang.")
    actors = {m.actor for text in texts for m in linked(text).mentions if m.label == "PER"}
    assert actors == {"local:tebano-ruteru"}
