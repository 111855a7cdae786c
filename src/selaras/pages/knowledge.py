"""What the pages stage knows about words, loaded from the YAML files of selaras/knowledge.

Invariants: loaded once and never changed; patterns are compiled here, not while lines are read.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

import yaml

WORDS = re.compile(r"[^\W_]+")
KINDS = ("full", "sure", "colon", "start", "contains")
MENUS = ("menu", "section name", "share button", "login message")  # reasons whose words make up menus
LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def line_words(text: str) -> list[str]:
    """Return the lower-case words by which lines are matched ("Baca juga:" gives baca, juga)."""
    return WORDS.findall(text.lower())


@dataclass(frozen=True, slots=True)
class Phrase:
    """A junk phrase: its words, how it must match (one of KINDS), and the reason it gives."""

    words: tuple[str, ...]
    kind: str
    reason: str


@dataclass(frozen=True, slots=True)
class Medium:
    """A medium of actors/media.yaml: the name to show, its kind and web domains."""

    name: str
    kind: str
    domains: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class JunkKnowledge:
    """Phrases by their first word (start kinds) and first two words (contains), and patterns."""

    starts: Mapping[str, tuple[Phrase, ...]]
    contains: Mapping[tuple[str, str], tuple[Phrase, ...]]
    patterns: tuple[tuple[str, re.Pattern[str]], ...]
    opens: frozenset[str]
    closes: frozenset[str]
    menu_words: frozenset[str]  # a line made of these alone is a menu


@dataclass(frozen=True, slots=True)
class HeaderKnowledge:
    """Words of header lines and by-lines, see headers.yaml."""

    date_labels: frozenset[str]
    writers: re.Pattern[str]
    staff: re.Pattern[str]
    keep: tuple[str, ...]
    continued: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class DateKnowledge:
    """Month numbers and day names by lower-case name, zone offsets in minutes, order labels."""

    months: Mapping[str, int]
    days: frozenset[str]
    zones: Mapping[str, int]
    month_first: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CreditKnowledge:
    """Cues and media names for wire credits, see credits.yaml and actors/media.yaml."""

    strong: frozenset[tuple[str, ...]]
    weak: frozenset[tuple[str, ...]]
    after: frozenset[tuple[str, ...]]
    between: frozenset[str]
    not_media: frozenset[str]
    places: frozenset[str]
    kinds: frozenset[str]
    media: Mapping[tuple[str, ...], Medium]
    first_words: frozenset[str]  # of the media's names
    first_cues: frozenset[str]  # first words of the strong cues


@dataclass(frozen=True, slots=True)
class PagesKnowledge:
    """All that the pages stage knows. `load_knowledge` gives the one that ships."""

    junk: JunkKnowledge
    headers: HeaderKnowledge
    dates: DateKnowledge
    credits: CreditKnowledge


@cache
def load_knowledge() -> PagesKnowledge:
    """Load the knowledge that ships with the package (about 0.1 s, once per process)."""
    root = files("selaras.knowledge")
    here = root.joinpath("pages")
    media = _yaml(root.joinpath("actors", "media.yaml"))
    states = _yaml(root.joinpath("actors", "states.yaml"))
    return PagesKnowledge(
        junk=_junk(_yaml(here.joinpath("junk.yaml"))),
        headers=_headers(_yaml(here.joinpath("headers.yaml"))),
        dates=_dates(_yaml(here.joinpath("dates.yaml"))),
        credits=_credits(_yaml(here.joinpath("credits.yaml")), media, states),
    )


def _yaml(path: Traversable) -> dict[str, Any]:
    """Read a YAML mapping; a file that is not installed is empty (media and states are optional)."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return {}
    return dict(yaml.load(text, Loader=LOADER) or {})


def _junk(data: Mapping[str, Any]) -> JunkKnowledge:
    starts: dict[str, list[Phrase]] = {}
    contains: dict[tuple[str, str], list[Phrase]] = {}
    patterns: list[tuple[str, re.Pattern[str]]] = []
    for reason, entry in data.items():
        for kind in KINDS:
            for text in entry.get(kind, ()):
                words = tuple(line_words(str(text)))
                phrase = Phrase(words, kind, reason)
                if kind != "contains":
                    starts.setdefault(words[0], []).append(phrase)
                elif len(words) > 1:
                    contains.setdefault((words[0], words[1]), []).append(phrase)
                else:
                    contains.setdefault((words[0], ""), []).append(phrase)
        patterns += [(reason, re.compile(text, re.IGNORECASE)) for text in entry.get("pattern", ())]
    return JunkKnowledge(
        starts={word: tuple(phrases) for word, phrases in starts.items()},
        contains={pair: tuple(phrases) for pair, phrases in contains.items()},
        patterns=tuple(patterns),
        opens=frozenset(reason for reason, entry in data.items() if entry.get("opens")),
        closes=frozenset(reason for reason, entry in data.items() if entry.get("closes")),
        menu_words=frozenset(
            word for reason in MENUS for text in data[reason]["full"] for word in line_words(str(text))
        ),
    )


def _headers(data: Mapping[str, Any]) -> HeaderKnowledge:
    name = r"(?-i:[A-Z])[\w.'’-]*(?: (?-i:[A-Z])[\w.'’-]*){0,4}"
    place = rf"(?:(?P<place>{name}(?:, {name})?) [-–—] )?"
    labelled = rf"(?:{_either(data['writers'])})\s*[:/]\s*(?P<labelled>.+)"
    names = f"{name}(?:(?:,| and| dan| &) {name})*"
    bare = rf"{place}(?:{_either(data['bare_writers'])})\s+(?P<bare>{names})(?: (?:in|di|dari|from) {name})?"
    every = _either([*data["writers"], *data["staff"]])
    more = _either(data["continued"])
    return HeaderKnowledge(
        date_labels=frozenset(word for label in data["date_labels"] for word in line_words(label)),
        writers=re.compile(rf"{labelled}|{bare}(?:\s*[|/•]\s*(?:{every})\b.*)?\s*$", re.IGNORECASE),
        staff=re.compile(
            rf"(?:{_either(data['staff'])})\s*[:/]\s*\S|(?:{_either(data['bare_staff'])})\s",
            re.IGNORECASE,
        ),
        keep=tuple(data["keep"]),
        continued=re.compile(rf"(?:\.{{3,}}|…|\[(?:{more}|\.{{3}}|…)\]|\b(?:{more}))\W*$", re.IGNORECASE),
    )


def _dates(data: Mapping[str, Any]) -> DateKnowledge:
    return DateKnowledge(
        months={name: int(number) for number, names in data["months"].items() for name in names},
        days=frozenset(data["days"]),
        zones=dict(data["zones"]),
        month_first=tuple(data["month_first"]),
    )


def _credits(data: Mapping[str, Any], media: Mapping[str, Any], states: Mapping[str, Any]) -> CreditKnowledge:
    kinds = frozenset(data["kinds"])
    names: dict[tuple[str, ...], Medium] = {}
    for entry in (media or data["fallback"]).values():
        shown = [str(name) for name in entry["names"]]
        medium = Medium(shown[0], entry.get("kind", ""), tuple(entry.get("domains", ())))
        for name in shown:
            for spelling in _spellings(name):
                names.setdefault(spelling, medium)
    return CreditKnowledge(
        strong=_cues(data["strong"]),
        weak=_cues(data["weak"]),
        after=_cues(data["after"]),
        between=frozenset(data["between"]),
        not_media=frozenset(data["not_media"]),
        places=frozenset(_state_names(states)),
        kinds=kinds,
        media=names,
        first_words=frozenset(name[0] for name in names),
        first_cues=frozenset(str(cue).split()[0] for cue in data["strong"]),
    )


def _spellings(name: str) -> Iterable[tuple[str, ...]]:
    """Yield a name's words, also in capitals ("REUTERS"), as a name ("Tass") and in one ("Aljazeera")."""
    words = tuple(WORDS.findall(name))
    yield words
    if len(words) == 1 and len(name) > 3:
        yield (name.upper(),)
        yield (name.capitalize(),)
    elif len(words) == 2 and all(len(word) > 1 for word in words):
        yield ("".join(words),)
        yield ("".join(words).capitalize(),)


def _state_names(states: Mapping[str, Any]) -> Iterable[str]:
    """Yield the words of state names and demonyms ("kantor berita Rusia TASS")."""
    for entry in states.values():
        named = [entry.get(lang, ()) for lang in ("id", "en", "any")]
        named += list((entry.get("people") or {}).values())
        for names in named:
            for name in names or ():
                yield from WORDS.findall(str(name))


def _cues(phrases: Iterable[str]) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(line_words(phrase)) for phrase in phrases)


def _either(phrases: Iterable[str]) -> str:
    return "|".join(re.escape(phrase) for phrase in sorted(phrases, key=len, reverse=True))
