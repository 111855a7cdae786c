"""Records of the actor files. Frozen; every name knows what it stands for and why it is known."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Membership:
    """A member's code, and from when until when (ISO prefixes; None: unknown or from the start / still)."""

    code: str
    start: str | None = None
    end: str | None = None

    def held_on(self, day: str | None) -> bool:
        """Return whether it was a member on an ISO day; None asks for today."""
        return _holds(self.start, self.end, day)


def _holds(start: str | None, end: str | None, day: str | None) -> bool:
    if day is None:
        return end is None
    return (start is None or day[: len(start)] >= start) and (end is None or day[: len(end)] <= end)


@dataclass(frozen=True, slots=True)
class Actor:
    """A state, organisation, medium or firm.

    `kind`: state, former-state, bloc, or the kind given in the organisations, media and firms files.
    `counts_as` is the primary code it is recorded under (itself for states and most organisations,
    the state for a state's own bodies and firms; None for media, which are sources, not parties).
    """

    code: str
    kind: str
    names: Mapping[str, tuple[str, ...]]
    counts_as: str | None
    country: str | None = None
    region: str | None = None
    members: tuple[Membership, ...] = ()
    sector: str | None = None  # PLOVER's
    since: str | None = None
    until: str | None = None
    at: tuple[float, float] | None = None

    def label(self, lang: str) -> str:
        """Return the name to show to a reader of this language."""
        for key in (lang, "any", "en", "id"):
            if self.names.get(key):
                return self.names[key][0]
        return self.code


@dataclass(frozen=True, slots=True)
class Office:
    """An office of `code` held from `start` up to and including `end` (ISO prefixes; None: unknown / still)."""

    office: str
    code: str
    title: Mapping[str, str]
    start: str | None
    end: str | None

    def held_on(self, day: str | None) -> bool:
        """Return whether the office was held on an ISO day; None asks for the present."""
        return _holds(self.start, self.end, day)


@dataclass(frozen=True, slots=True)
class Person:
    """A person whose words and acts count as those of a state or an organisation (see `code_on`)."""

    name: str
    code: str
    names: tuple[str, ...]
    short: tuple[str, ...]
    offices: tuple[Office, ...] = ()

    def code_on(self, day: str | None) -> str:
        """Return whom the person speaks for on an ISO day: the office held then, else the usual code."""
        held = [o.code for o in self.offices_on(day)]
        return held[0] if held and self.code not in held else self.code

    def offices_on(self, day: str | None) -> tuple[Office, ...]:
        """Return the offices held on an ISO day; none for an unknown day."""
        return tuple(o for o in self.offices if day is not None and o.held_on(day))


@dataclass(frozen=True, slots=True)
class Place:
    """A place that is no state: coordinates in degrees (WGS 84), country or None (high seas)."""

    name: str
    names: tuple[str, ...]
    country: str | None
    at: tuple[float, float] | None
    kind: str


@dataclass(frozen=True, slots=True)
class Name:
    """One spelling: its words, what it stands for, and how (name, capital, seat, demonym ...).

    `target` is the actor's code, the person's or the place's name; `code` the primary code, None
    for media and for places outside any state. `weak` names need help from the text around them.
    `lang` is None where the spelling is used in every language.
    """

    words: tuple[str, ...]
    target: str
    code: str | None
    label: str
    how: str
    kind: str
    weak: bool = False
    lang: str | None = None


@dataclass(frozen=True, slots=True)
class Roles:
    """Words that combine with names into phrases (see actors/roles.yaml). Word tuples, lower case."""

    titles: Mapping[tuple[str, ...], str]  # words -> office
    bodies: frozenset[tuple[str, ...]]
    press: frozenset[tuple[str, ...]]
    people: frozenset[tuple[str, ...]]
    inner: frozenset[str]
    openers: frozenset[str]
    sent_to: frozenset[str]
    envoys: frozenset[tuple[str, ...]]
    envoys_to: frozenset[str]
    from_state: frozenset[tuple[str, ...]]
    stops: frozenset[str]
    particles: frozenset[str]
    links: frozenset[str]
    joins: frozenset[str]
    affiliated: frozenset[str]
    home: Mapping[str, frozenset[tuple[str, ...]]]
    home_code: Mapping[str, str]
    pronouns: Mapping[tuple[str, ...], str]
    unbound: frozenset[tuple[str, ...]]
    org_words: frozenset[str]
    namesakes: Mapping[str, tuple[frozenset[tuple[str, ...]], frozenset[tuple[str, ...]]]]  # name -> before, behind it
    sectors: Mapping[tuple[str, ...], str]  # title or body -> PLOVER sector
    words: frozenset[str]  # every word of a title, a body, or that stands inside one
    firsts: Mapping[str, int]  # first word of a title or body -> length of the longest that begins so
