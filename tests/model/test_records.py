"""Ids and records: the same on every machine, hashable, never changed."""

import dataclasses
from hashlib import blake2b

import pytest
from hypothesis import given
from hypothesis import strategies as st

import selaras.model as model
from selaras.model import (
    Argument,
    Article,
    Dropped,
    InputRefused,
    Mention,
    Page,
    Proposal,
    Quote,
    Reading,
    Report,
    SelarasError,
    Sentence,
    Skipped,
    Source,
    Span,
    Time,
    UsageRefused,
    digest,
)

SPAN = Span(0, 5)
ARTICLE = Article("a", "p", "x.txt", "x", "Rusia", (SPAN,), dropped=(Dropped("Menu", "menu"),))
SENTENCE = Sentence("a", 0, SPAN, 0)
TIME = Time(SPAN, 0, "2024-05-14", "2024-05-14", "day", "2024-05-14", "absolute")
MENTION = Mention(SPAN, 0, "GPE", "Rusia", ("RUS",), "name", SPAN)
SOURCE = Source("AFP", None, SPAN)
REPORT = Report("r", "a", 0, "ASSAULT", None, (), ("RUS",), (), SPAN, (SPAN,), (), 0.5, "rules", "c", sources=(SOURCE,))
QUOTE = Quote("q", "a", 0, SPAN, "Xi", "CHN", True)
ARGUMENT = Argument("actor", SPAN, 0.9)
PROPOSAL = Proposal(0, SPAN, "AID", 0.9, (("AID", 0.9),), None, (("negation", 0.1),), (ARGUMENT,))
RECORDS = [
    SPAN, ARTICLE, SENTENCE, TIME, MENTION, SOURCE, REPORT, QUOTE, Dropped("Menu", "menu"), Skipped("clean", "x", "y"),
    Page("p", "x.txt", "x", b"Rusia", "text/plain"),
    ARGUMENT, PROPOSAL,
    Reading(ARTICLE, (SENTENCE,), (TIME,), (MENTION,), (PROPOSAL,), (REPORT,), (QUOTE,)),
]  # fmt: skip


def framed(*parts: bytes) -> bytes:
    return b"".join(len(part).to_bytes(8, "big") + part for part in parts)


@pytest.mark.parametrize(
    ("parts", "data"),
    [
        ((), b""),
        (("",), b"\0\0\0\0\0\0\0\0"),
        (("ab", "c"), b"\0\0\0\0\0\0\0\2ab\0\0\0\0\0\0\0\1c"),
        (("Türkiye", b"\x00\xff"), framed("Türkiye".encode(), b"\x00\xff")),
        (("\ud800",), framed(b"\xed\xa0\x80")),
    ],
)
def test_a_digest_is_blake2b_of_its_framed_parts(parts: tuple[str | bytes, ...], data: bytes) -> None:
    assert digest(*parts) == blake2b(data, digest_size=8).hexdigest()


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ((), "e4a6a0577479b2b4"),
        (("Rusia",), "e5a53ccc14f18891"),
    ],
)
def test_a_digest_never_changes(parts: tuple[str, ...], expected: str) -> None:
    assert digest(*parts) == expected


def test_a_digest_knows_order_and_borders() -> None:
    assert len({digest("ab", "c"), digest("a", "bc"), digest("abc"), digest("c", "ab"), digest("ab", "c", "")}) == 5
    assert digest("abc") == digest(b"abc")


@given(st.lists(st.text(max_size=20) | st.binary(max_size=20), max_size=4))
def test_any_parts_have_a_digest(parts: list[str | bytes]) -> None:
    found = digest(*parts)
    assert len(found) == 16
    assert int(found, 16) >= 0


@pytest.mark.parametrize("record", RECORDS, ids=lambda r: type(r).__name__)
def test_records_are_hashable_and_frozen(record: object) -> None:
    assert {record: 1}[dataclasses.replace(record)] == 1  # type: ignore[type-var]
    name = dataclasses.fields(record)[0].name  # type: ignore[arg-type]
    with pytest.raises(dataclasses.FrozenInstanceError):
        setattr(record, name, None)
    assert not hasattr(record, "__dict__")


def test_every_record_is_tested() -> None:
    shown = {name for name in model.__all__ if dataclasses.is_dataclass(getattr(model, name))}
    assert shown == {type(record).__name__ for record in RECORDS}


def test_errors_are_one_sentence() -> None:
    error = InputRefused("kabar.txt", "is empty")
    assert str(error) == "kabar.txt: is empty"
    assert (error.address, error.reason) == ("kabar.txt", "is empty")
    assert issubclass(InputRefused, SelarasError)
    assert issubclass(UsageRefused, SelarasError)
