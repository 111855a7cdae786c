"""The form of each kind of entry in the actor files: its keys, their values, which must be there.

The tables at the top are the rules; knowledge/README.md explains them to people. Safe to change: add a
key or a kind here when the loader reads it.
"""

import difflib
import re
from calendar import monthrange
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from selaras.knowledge.check_yaml import Entry, Problem, fields, is_null, said, tag, texts

Finding = tuple[Node, str]  # where, and why
ORGANISATION_KINDS = frozenset(
    {"igo", "alliance", "court", "bank", "armed-group", "party", "movement", "sport", "ngo", "body"}
)
MEDIA_KINDS = frozenset({"agency", "broadcaster", "paper", "online", "social"})
PLACE_KINDS = frozenset({"city", "region", "sea", "strait", "island", "site", "camp"})
OFFICES = frozenset({"head-of-state", "head-of-government", "foreign-minister", "defence-minister", "other"})
CODE = re.compile(r"[A-Z][A-Z0-9]*(-[A-Z0-9]+)*")
ISO2 = re.compile(r"[A-Z]{2}")
LANGUAGE = re.compile(r"[a-z]{2,3}")  # also "any"
DOMAIN = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+")
SECTOR = re.compile(r"[A-Z]{3}")  # PLOVER's: GOV, MIL, LEG ...
DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
READ_AS = {"int": "a number", "float": "a number", "bool": "a truth value", "timestamp": "a date", "null": "nothing"}
NAME_KEYS = {  # the keys whose texts are names of the entry
    "states": ("id", "en", "any", "people", "capital", "seats", "nicknames"),
    "organisations": ("id", "en", "any", "parts"),
    "media": ("names",),
    "firms": ("names",),
    "places": ("id", "en", "any"),
    "people": ("name", "also", "short"),
}


@dataclass(frozen=True, slots=True)
class World:
    """What an entry may refer to: known codes, and the last year that a date may lie in."""

    states: frozenset[str]
    organisations: frozenset[str]
    last_year: int


Check = Callable[[Node, World], Iterator[Finding]]


@dataclass(frozen=True, slots=True)
class Form:
    """The keys of a mapping with the check of their values; of each group in `required` one must be there."""

    keys: Mapping[str, Check]
    required: tuple[tuple[str, ...], ...]


def earliest(day: str) -> date:
    """Return the first day of an ISO day, month or year. Raises ValueError where there is no such day."""
    year, month, first = ([int(part) for part in day.split("-")] + [1, 1])[:3]
    return date(year, month, first)


def latest(day: str) -> date:
    """Return the last day of an ISO day, month or year. Raises ValueError where there is no such day."""
    parts = [int(part) for part in day.split("-")]
    year, month = parts[0], parts[1] if len(parts) > 1 else 12
    return date(year, month, parts[2] if len(parts) > 2 else monthrange(year, month)[1])


def parsed(node: Node | None) -> str | None:
    """Return the ISO day, month or year of a node, None for none or one that does not parse."""
    if not isinstance(node, ScalarNode) or not DATE.fullmatch(node.value):
        return None
    try:
        earliest(node.value)
    except ValueError:
        return None
    return str(node.value)


def _text(node: Node, world: World) -> Iterator[Finding]:
    if not isinstance(node, ScalarNode):
        yield node, "expected a text"
    elif tag(node) != "str":
        yield node, f"{node.value!r} is read as {READ_AS.get(tag(node), tag(node))}, not as text; put it in quotes"
    elif node.value != node.value.strip() or not any(map(str.isalnum, node.value)):
        yield node, f"{node.value!r} is empty or begins or ends with a blank"


def _like(pattern: re.Pattern[str], what: str, node: Node, world: World) -> Iterator[Finding]:
    yield from (found := list(_text(node, world)))
    if not found and not pattern.fullmatch(node.value):
        yield node, f"{node.value!r} is no {what}"


def _one_of(allowed: frozenset[str], what: str, node: Node, world: World) -> Iterator[Finding]:
    yield from (found := list(_text(node, world)))
    if not found and node.value not in allowed:
        yield node, f"unknown {what} {node.value!r}{_meant(node.value, allowed) or ': one of ' + _all(allowed)}"


def _state(node: Node, world: World) -> Iterator[Finding]:
    yield from (found := list(_text(node, world)))
    if not found and node.value not in world.states:
        yield node, f"unknown state code {node.value!r}{_meant(node.value, world.states)}"


def _organisation(node: Node, world: World) -> Iterator[Finding]:
    yield from (found := list(_text(node, world)))
    if not found and node.value not in world.organisations:
        yield node, f"unknown organisation code {node.value!r}{_meant(node.value, world.organisations)}"


def _actor(node: Node, world: World) -> Iterator[Finding]:
    yield from (found := list(_text(node, world)))
    known = world.states | world.organisations
    if not found and node.value not in known:
        yield node, f"unknown state or organisation code {node.value!r}{_meant(node.value, known)}"


def _flag(node: Node, world: World) -> Iterator[Finding]:
    if tag(node) != "bool" or node.value.lower() not in ("true", "false"):
        yield node, "expected true or false"


def _day(node: Node, world: World) -> Iterator[Finding]:
    day = parsed(node)
    if day is None:
        yield node, f"{said(node)} is no date; write a day, month or year as 2024-05-31, 2024-05 or 2024"
    elif int(day[:4]) > world.last_year:
        yield node, f"{day} lies in the future, after {world.last_year}"


def _point(node: Node, world: World) -> Iterator[Finding]:
    if not isinstance(node, SequenceNode) or [tag(n) in ("int", "float") for n in node.value] != [True, True]:
        yield node, "expected [latitude, longitude] in degrees, as [55.76, 37.62]"
        return
    for number, name, limit in zip(node.value, ("latitude", "longitude"), (90, 180), strict=True):
        try:
            inside = abs(float(number.value)) <= limit
        except ValueError:  # YAML's other ways to write numbers: 0x1F, 1:30, .inf
            inside = False
        if not inside:
            yield number, f"{name} {number.value} lies outside -{limit} to {limit}"


def _list(check: Check, node: Node, world: World) -> Iterator[Finding]:
    if not isinstance(node, SequenceNode):
        yield node, "expected a list, as [one, two]"
        return
    for item in node.value:
        yield from check(item, world)


def _by_language(node: Node, world: World) -> Iterator[Finding]:
    """A text, a list of texts, or a mapping of language to either."""
    if not isinstance(node, MappingNode):
        yield from _text_or_list(node, world)
        return
    for key, value in node.value:
        if not isinstance(key, ScalarNode) or not LANGUAGE.fullmatch(key.value):
            yield key, f"{said(key)} is no language code, as id, en or any"
        if not is_null(value):
            yield from _text_or_list(value, world)


def _text_or_list(node: Node, world: World) -> Iterator[Finding]:
    yield from _list(_text, node, world) if isinstance(node, SequenceNode) else _text(node, world)


def _titles(node: Node, world: World) -> Iterator[Finding]:
    if not isinstance(node, MappingNode):
        yield node, "expected a mapping of language to title, as {id: Presiden, en: President}"
        return
    for key, value in node.value:
        if not isinstance(key, ScalarNode) or not LANGUAGE.fullmatch(key.value):
            yield key, f"{said(key)} is no language code, as id or en"
        yield from _text(value, world)


def _members(node: Node, world: World) -> Iterator[Finding]:
    """A list of codes, or a mapping of code to the day of joining or to [joined, left]."""
    if not isinstance(node, MappingNode):
        yield from _list(_actor, node, world)
        return
    for key, value in node.value:
        yield from _actor(key, world)
        days = value.value if isinstance(value, SequenceNode) else [value]
        if isinstance(value, SequenceNode) and len(days) != 2:
            yield value, "expected the day of joining, or [joined, left]"
        for day in days:
            if not is_null(day):
                yield from _day(day, world)
        if len(days) == 2:
            yield from _order(*days)


def _offices(node: Node, world: World) -> Iterator[Finding]:
    if not isinstance(node, SequenceNode):
        yield node, "expected a list of offices"
        return
    for office in node.value:
        if not isinstance(office, MappingNode):
            yield office, "expected an office, as {office: head-of-state, from: 2012-05-07}"
            continue
        yield from check_form(office, OFFICE, world)
        known = fields(office)
        if (first := known.get("from")) and (last := known.get("until")):
            yield from _order(first, last)


def _order(first: Node, last: Node) -> Iterator[Finding]:
    start, end = parsed(first), parsed(last)
    if start and end and earliest(start) > latest(end):
        yield first, f"begins on {start}, after its end on {end}"


NAMES: Check = partial(_list, _text)
NAME = ("id", "en", "any")
OFFICE = Form(
    {"office": partial(_one_of, OFFICES, "office"), "title": _titles, "from": _day, "until": _day,
     "state": _state, "org": _organisation, "collective": _flag},
    (("office",), ("from",)),
)  # fmt: skip
FORMS = {
    "states": Form(
        {"iso2": partial(_like, ISO2, "code of two capitals"), **dict.fromkeys(NAME, _text_or_list),
         **dict.fromkeys(("people", "capital", "seats", "nicknames"), _by_language),
         "capital_at": _point, "region": _text, "since": _day, "until": _day, "weak": NAMES},
        (NAME,),
    ),
    "organisations": Form(
        {**dict.fromkeys(NAME, _text_or_list), "kind": partial(_one_of, ORGANISATION_KINDS, "kind"),
         "parts": _by_language, "members": _members, "country": _state, "counts_as": _actor,
         "sector": partial(_like, SECTOR, "sector, as GOV or MIL"), "weak": NAMES},
        (NAME, ("kind",)),
    ),
    "media": Form(
        {"names": NAMES, "kind": partial(_one_of, MEDIA_KINDS, "kind"), "country": _state,
         "domains": partial(_list, partial(_like, DOMAIN, "domain, as tass.ru")), "weak": NAMES},
        (("names",), ("kind",)),
    ),
    "firms": Form({"names": NAMES, "state": _state, "owned": _flag, "weak": NAMES}, (("names",),)),
    "places": Form(
        {**dict.fromkeys(NAME, _text_or_list), "country": _state, "at": _point,
         "kind": partial(_one_of, PLACE_KINDS, "kind")},
        (NAME, ("kind",)),
    ),
    "people": Form(
        {"name": _text, "state": _state, "org": _organisation, "also": NAMES, "short": NAMES, "offices": _offices},
        (("name",), ("state", "org")),
    ),
}  # fmt: skip


def check_form(node: MappingNode, form: Form, world: World) -> Iterator[Finding]:
    """Yield what is wrong with a mapping: unknown, double and missing keys, values of a wrong form."""
    seen: set[str] = set()
    for key, value in node.value:
        name = key.value if isinstance(key, ScalarNode) else ""
        if name not in form.keys:
            yield key, f"unknown key {said(key)}{_meant(name, form.keys) or '; the keys are ' + _all(form.keys)}"
        elif name in seen:
            yield key, f"the key {name!r} stands twice"
        elif not is_null(value):
            yield from ((where, f"{name}: {why}") for where, why in form.keys[name](value, world))
        seen.add(name)
    known = fields(node)
    for group in form.required:
        if not any(name in known and not is_null(known[name]) and known[name].value for name in group):
            yield node, f"missing key {' or '.join(group)}"
    if {"state", "org"} <= {name for name, value in known.items() if not is_null(value)}:
        yield node, "has both state and org; one of them must go"


def check_entry(entry: Entry, world: World) -> Iterator[Problem]:
    """Yield what is wrong with one entry taken by itself."""
    if entry.kind in ("states", "organisations") and not CODE.fullmatch(entry.label):
        yield entry.problem(entry.node, "a code is written in capitals, digits and hyphens, as RUS or RSF-SDN")
    for node, why in check_form(entry.node, FORMS[entry.kind], world):
        yield entry.problem(node, why)
    if entry.kind == "states" and (first := entry.fields.get("since")) and (last := entry.fields.get("until")):
        for node, why in _order(first, last):
            yield entry.problem(node, why)
    names = {name.value for key in NAME_KEYS[entry.kind] for name in texts(entry.fields.get(key))}
    for weak in texts(entry.fields.get("weak")):
        if weak.value not in names:
            yield entry.problem(weak, f"weak: {weak.value!r} is none of its names{_meant(weak.value, names)}")


def _meant(word: str, known: Mapping[str, object] | set[str] | frozenset[str]) -> str:
    close = difflib.get_close_matches(word, known, 1, 0.8)
    return f" (did you mean {close[0]}?)" if close else ""


def _all(names: Mapping[str, object] | frozenset[str]) -> str:
    return ", ".join(sorted(names))
