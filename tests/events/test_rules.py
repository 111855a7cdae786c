"""The rule coder against a careful annotator: made-up sentences with the events the codebook wants.

The sentences stand in annotated/*.yaml, with the form of an event at their head. They are told on
15 May 2024. A sentence with `miss` is one that the coder gets wrong.
"""

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from selaras.knowledge.yaml_files import read_yaml
from selaras.model import Reading

Coded = Callable[..., Reading]
Told = tuple[str, tuple[str, ...], tuple[str, ...], tuple[str, ...]]

FOLDER = Path(__file__).parent / "annotated"
EVENT = re.compile(
    r"(?P<event>[A-Z]+)(?P<actors>[A-Z0-9 ]*)(?:> (?P<recipients>[A-Z0-9 ]+?))?"
    r"(?: ?\[(?P<mode>[\w-]+)\])?(?: ?\((?P<aux>[\w ]+)\))?"
)
BODY = {"id": "Kabar itu ramai dibahas di mana-mana.", "en": "The news was much talked about."}
SENTENCES: dict[str, dict[str, list[dict[str, Any]]]] = {path.stem: read_yaml(path) for path in FOLDER.glob("*.yaml")}


def wanted(line: str) -> tuple[Told, str | None]:
    """Read an event as written in the files: (type, actors, recipients, aux) and mode."""
    match = EVENT.fullmatch(line)
    assert match is not None, line
    actors, recipients, aux = ((match[key] or "").split() for key in ("actors", "recipients", "aux"))
    return (match["event"], tuple(sorted(actors)), tuple(sorted(recipients)), tuple(sorted(aux))), match["mode"]


def agree(reading: Reading, expected: list[str]) -> None:
    """Compare the reports that repeat nothing with the expected ones, as multisets; modes where given."""
    reports = [r for r in reading.reports if r.repeats is None]
    told = Counter((r.event, r.actors, r.recipients, r.aux) for r in reports)
    lines = [wanted(line) for line in expected]
    assert told == Counter(event for event, _ in lines)
    for event, mode in lines:
        if mode is not None:
            assert mode in {r.mode for r in reports if (r.event, r.actors, r.recipients, r.aux) == event}


def cases(name: str, *groups: str) -> list[Any]:
    """The cases of a file, of all its groups or of some."""
    return [
        pytest.param(
            case["text"], case["events"],
            marks=[pytest.mark.xfail(strict=True, reason=case["miss"])] if "miss" in case else [],
        )
        for group, listed in SENTENCES[name].items() if not groups or group in groups for case in listed
    ]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), cases("indonesian"))
def test_an_indonesian_sentence(coded: Coded, text: str, expected: list[str]) -> None:
    agree(coded(text), expected)


@pytest.mark.parametrize(("text", "expected"), cases("english"))
def test_an_english_sentence(coded: Coded, text: str, expected: list[str]) -> None:
    agree(coded(text, "en"), expected)


@pytest.mark.parametrize(("text", "expected"), cases("one-deed", "id"))
def test_one_deed_in_indonesian_wordings(coded: Coded, text: str, expected: list[str]) -> None:
    agree(coded(text), expected)


@pytest.mark.parametrize(("text", "expected"), cases("one-deed", "en"))
def test_one_deed_in_english_wordings(coded: Coded, text: str, expected: list[str]) -> None:
    agree(coded(text, "en"), expected)


@pytest.mark.parametrize(("text", "expected"), cases("headlines", "id"))
def test_an_indonesian_headline(coded: Coded, text: str, expected: list[str]) -> None:
    agree(coded(f"{text}\n\n{BODY['id']}", titled=True), expected)


@pytest.mark.parametrize(("text", "expected"), cases("headlines", "en"))
def test_an_english_headline(coded: Coded, text: str, expected: list[str]) -> None:
    agree(coded(f"{text}\n\n{BODY['en']}", "en", titled=True), expected)


@pytest.mark.parametrize("name", ["indonesian", "english"])
def test_every_type_is_tested(name: str) -> None:
    lines = [line for listed in SENTENCES[name].values() for case in listed for line in case["events"]]
    assert len({wanted(line)[0][0] for line in lines}) == 16


def test_the_files_are_sound() -> None:
    listed = [case for groups in SENTENCES.values() for group in groups.values() for case in group]
    assert max(Counter(case["text"] for case in listed).values()) == 1
    for case in listed:
        assert set(case) <= {"text", "events", "miss"}
        assert case["text"] == case["text"].strip()
