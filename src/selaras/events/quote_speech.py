"""The speech words of knowledge/events/speech.yaml as one frozen record.

Invariants: every word is lower case; languages are merged, since pages mix them; `verbs` gives each
cue word one kind. Anyone may add words to the file; a new kind needs a reader in quotes.py.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from selaras.knowledge.yaml_files import read_yaml
from selaras.model import UsageRefused

# Kinds of cue, the stronger first: a word listed twice keeps the first kind.
KINDS = ("inverted", "statement", "clause", "marks", "passive", "passive_marks", "quoted", "according", "own_view")
LISTS = (
    "passing", "media", "openers", "pronouns", "plural", "conjunctions", "adverbs", "silent",
    "prepositions", "inside", "dates", "titles", "people", "papers", "things", "owners", "quantifiers",
    "bodies", "objects", "urging", "promises",
)  # fmt: skip
ENCLITIC = "nya"  # katanya: the speaker before


@dataclass(frozen=True, slots=True)
class Speech:
    """Speech verbs by kind and the word lists by which speakers are found.

    `verbs` maps a word to its kind (a key of speech.yaml, or "enclitic"); `phrases` maps the first
    word of a cue of several words to (the further words, kind). `starts` are all first words of cues,
    `function` the words that belong to a name only with a capital. The other fields are the lists of
    the file; phrases in them are strings with single spaces.
    """

    verbs: Mapping[str, str]
    phrases: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]
    starts: frozenset[str]
    function: frozenset[str]
    passing: frozenset[str]
    media: frozenset[str]
    openers: frozenset[str]
    pronouns: frozenset[str]
    plural: frozenset[str]
    conjunctions: frozenset[str]
    adverbs: frozenset[str]
    silent: frozenset[str]
    prepositions: frozenset[str]
    inside: frozenset[str]
    dates: frozenset[str]
    titles: frozenset[str]
    people: frozenset[str]
    papers: frozenset[str]
    things: frozenset[str]
    owners: frozenset[str]
    quantifiers: frozenset[str]
    bodies: frozenset[str]
    objects: frozenset[str]
    urging: frozenset[str]
    promises: frozenset[str]


def load_speech(path: Path, media: Iterable[str] = ()) -> Speech:
    """Return the speech words of a file in the form of speech.yaml.

    `media` are further names of media (any spelling of their capitals). Raises UsageRefused, naming
    the file, if a list is missing or an entry is no text ("on" without quotes is a YAML boolean).
    """
    data = read_yaml(path)
    if not isinstance(data, dict):
        raise UsageRefused(f"{path}: expected a mapping of word lists")
    lists = {key: _words(data, key, path) for key in (*KINDS, *LISTS)}
    verbs: dict[str, str] = {}
    phrases: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for kind in KINDS:
        for entry in lists[kind]:
            first, *rest = entry.split()
            if rest:
                phrases.setdefault(first, []).append((tuple(rest), kind))
            else:
                verbs.setdefault(entry, kind)
    for stem in lists["inverted"]:
        verbs.setdefault(stem + ENCLITIC, "enclitic")
    ordered = {first: tuple(sorted(rest, key=_longest)) for first, rest in phrases.items()}
    fields = {key: frozenset(lists[key]) for key in LISTS}
    fields["media"] |= {name.lower() for name in media}
    function = fields["prepositions"] | fields["conjunctions"] | fields["adverbs"] | fields["silent"] | frozenset(verbs)
    return Speech(MappingProxyType(verbs), MappingProxyType(ordered), frozenset({*verbs, *ordered}), function, **fields)


def _longest(phrase: tuple[tuple[str, ...], str]) -> int:
    return -len(phrase[0])


def _words(data: dict[str, Any], key: str, path: Path) -> list[str]:
    by_lang = data.get(key)
    if not isinstance(by_lang, dict):
        raise UsageRefused(f"{path}: the list {key} is missing")
    found = [entry for entries in by_lang.values() for entry in entries or ()]
    for entry in found:
        if not isinstance(entry, str):
            raise UsageRefused(f"{path}: {key} has the entry {entry!r}, which is no text; put it in quotes")
    return found
