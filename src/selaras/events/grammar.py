"""The function words that the coder reads clauses by (knowledge/events/grammar.yaml)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from selaras.knowledge.yaml_files import read_yaml

Phrases = Mapping[str, tuple[tuple[str, ...], ...]]  # first word -> phrases that begin with it


@dataclass(frozen=True, slots=True)
class Grammar:
    """Word sets by role; per-language sets hold phrases as tuples of lower-case words."""

    conjunctions: frozenset[str]
    heads: frozenset[str]
    relatives: frozenset[str]
    joins: frozenset[str]
    prepositions: frozenset[str]
    targets: frozenset[str]
    partners: frozenset[str]
    involving: frozenset[str]
    agents: frozenset[str]
    locatives: frozenset[str]
    auxiliaries: frozenset[str]
    first_persons: frozenset[str]
    credits: frozenset[str]
    credit_nouns: frozenset[str]
    ends_complement: frozenset[str]
    plain_nouns: frozenset[str]
    before_base: frozenset[str]
    before_plain: frozenset[str]
    before_third: frozenset[str]
    pointers: frozenset[str]
    summits: Phrases
    negations: Mapping[str, Phrases]
    futures: Mapping[str, Phrases]
    hypotheticals: Mapping[str, Phrases]
    pasts: Mapping[str, Phrases]
    earlier: Mapping[str, Phrases]
    light: Mapping[str, frozenset[str]]


def _by_first(entries: Iterable[str]) -> Phrases:
    groups: dict[str, list[tuple[str, ...]]] = {}
    for entry in entries:
        phrase = tuple(entry.split())
        groups.setdefault(phrase[0], []).append(phrase)
    return {first: tuple(phrases) for first, phrases in groups.items()}


def load_grammar(path: Path) -> Grammar:
    """Read the grammar file; raises UsageRefused if it is no YAML."""
    data = read_yaml(path)

    def phrases(key: str) -> dict[str, Phrases]:
        return {lang: _by_first(entries) for lang, entries in data[key].items()}

    def words(key: str) -> frozenset[str]:
        return frozenset(data[key])

    return Grammar(
        conjunctions=words("conjunctions"),
        heads=words("heads"),
        relatives=words("relatives"),
        joins=words("and"),
        prepositions=words("prepositions"),
        targets=words("targets"),
        partners=words("partners"),
        involving=words("involving"),
        agents=words("agents"),
        locatives=words("locatives"),
        auxiliaries=words("auxiliaries"),
        first_persons=words("first_persons"),
        credits=words("credits"),
        credit_nouns=words("credit_nouns"),
        ends_complement=words("ends_complement"),
        plain_nouns=words("plain_nouns"),
        before_base=words("before_base"),
        before_plain=words("before_plain"),
        before_third=words("before_third"),
        pointers=words("pointers"),
        summits=_by_first(data["summits"]),
        negations=phrases("negations"),
        futures=phrases("futures"),
        hypotheticals=phrases("hypotheticals"),
        pasts=phrases("pasts"),
        earlier=phrases("earlier"),
        light={lang: frozenset(entries) for lang, entries in data["light"].items()},
    )
