"""The languages that are known, as their files in knowledge/language give them.

Invariants: a Language is frozen; words of one language never depend on another but through
`like:` (inherit) and `rival:` (markers shared by two rivals are dropped from both). A further
language is a further file; nothing here names one.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any

import yaml

from selaras.model import SelarasError

Slots = Mapping[str, Mapping[str | int, tuple[str, ...]]]


@dataclass(frozen=True, slots=True)
class Language:
    """One language's words (lower-cased), abbreviations and time patterns; see knowledge/language/README.md."""

    code: str
    name: str
    like: str | None
    rival: str | None
    words: frozenset[str]
    common: frozenset[str]
    markers: frozenset[str]
    vocabulary: frozenset[str]  # all three: what a text is known by
    before_name: frozenset[str]
    before_number: frozenset[str]
    may_end: frozenset[str]
    future: tuple[str, ...]
    past: tuple[str, ...]
    unit_names: Mapping[str, str]
    slots: Slots
    macros: Mapping[str, str]
    patterns: tuple[tuple[str, str], ...]
    translated: tuple[tuple[float, re.Pattern[str]], ...]  # weighted signs of machine translation


@cache
def languages() -> Mapping[str, Language]:
    """Return all languages by code, read once. A file that is no mapping of the known keys is refused."""
    folder = resources.files("selaras").joinpath("knowledge", "language")
    raw: dict[str, dict[str, Any]] = {}
    for entry in folder.iterdir():
        if entry.name.endswith(".yaml"):
            loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
            raw[entry.name.removesuffix(".yaml")] = yaml.load(entry.read_text("utf-8"), Loader=loader)
    return MappingProxyType({code: _language(code, raw) for code in sorted(raw)})


def _language(code: str, raw: Mapping[str, dict[str, Any]]) -> Language:
    data = _inherited(code, raw)
    rival = str(data.get("rival", ""))
    markers = _lowered(code, data.get("markers", ()))
    if rival in raw:
        markers -= _lowered(rival, raw[rival].get("markers", ()))
    words, common = _lowered(code, data["words"]), _lowered(code, data["common"])
    abbreviations, cues = data["abbreviations"], data["cues"]
    for listed in (*abbreviations.values(), *cues.values()):
        _checked(code, listed)
    return Language(
        code=code,
        name=data["name"],
        like=data.get("like"),
        rival=rival or None,
        words=words,
        common=common,
        markers=markers,
        vocabulary=words | common | markers,
        before_name=frozenset(abbreviations["before_name"]),
        before_number=frozenset(abbreviations["before_number"]),
        may_end=frozenset(abbreviations["may_end"]),
        future=tuple(cues["future"]),
        past=tuple(cues["past"]),
        unit_names=MappingProxyType(dict(data["unit_names"])),
        slots={name: _slot(code, name, values) for name, values in data["slots"].items()},
        macros=MappingProxyType(dict(data["macros"])),
        patterns=tuple((kind, template) for kind, template in data["patterns"]),
        translated=tuple((float(weight), re.compile(sign)) for weight, sign, _ in data.get("translated", ())),
    )


def _inherited(code: str, raw: Mapping[str, dict[str, Any]]) -> dict[str, Any]:
    own = raw[code]
    like = own.get("like")
    if like is None:
        return own
    if like not in raw or raw[like].get("like"):
        raise SelarasError(f"knowledge/language/{code}.yaml: like: {like} is no language of its own.")
    merged = {**raw[like], **own}
    for key in ("slots", "macros"):
        merged[key] = {**raw[like].get(key, {}), **own.get(key, {})}
    return merged


def _slot(code: str, name: str, values: Mapping[str | int, list[str]]) -> Mapping[str | int, tuple[str, ...]]:
    for words in values.values():
        _checked(code, words)
    return MappingProxyType({value: tuple(words) for value, words in values.items()})


def _lowered(code: str, words: list[str] | tuple[str, ...]) -> frozenset[str]:
    _checked(code, words)
    return frozenset(word.lower() for word in words)


def _checked(code: str, words: list[str] | tuple[str, ...]) -> None:
    for word in words:
        if not isinstance(word, str):
            raise SelarasError(f"knowledge/language/{code}.yaml: {word!r} needs quotation marks.")


def joined(words: tuple[str, ...] | list[str]) -> str:
    """Return a regular expression that matches any of the words, longest first.

    A lower-case word also matches with a capital, a capitalised one also in capitals throughout.
    """
    return "|".join(form for word in sorted(set(words), key=lambda w: (-len(w), w)) for form in _forms(word))


def _forms(word: str) -> list[str]:
    escaped = re.escape(word).replace("\\ ", r"\s+")
    if word[:1].islower():
        return [f"[{word[0]}{word[0].upper()}]{re.escape(word[1:])}".replace("\\ ", r"\s+")]
    return [escaped, re.escape(word.upper())] if len(word) > 2 and word.upper() != word else [escaped]
