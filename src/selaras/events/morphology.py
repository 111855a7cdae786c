"""Surface forms of verbs: Indonesian from their base (meN-, di-), English from their infinitive.

The rules are those of the reference grammars (Sneddon 2010, 1.1; Quirk et al. 1985, 3.2); where
usage wavers ("memprotes", "memrotes") both forms are made. A form says how it is voiced: "active",
"passive" or "base" (the bare base: active in headlines and after auxiliaries).
"""

from collections.abc import Iterator, Mapping

VOWELS = "aeiou"


def indonesian(base: str) -> Iterator[tuple[str, str]]:
    """Yield (form, voice) of an Indonesian verb given by its base ("kecam" -> mengecam, dikecam)."""
    yield base, "base"
    if base.startswith("ber") and len(base) > 5:
        return
    for active in dict.fromkeys(_active(base)):
        yield active, "active"
        yield active + "nya", "active-nya"
    yield "di" + base, "passive"
    yield "di" + base + "nya", "passive-nya"


def _active(base: str) -> Iterator[str]:
    """Yield base with the prefix meN-, in every spelling in use."""
    first, second = base[0], base[1:2]
    cluster = second not in VOWELS
    if len([c for c in base if c in VOWELS]) == 1 and len(base) <= 4:
        yield "menge" + base
    if first == "p":
        yield from (("mem" + base, "mem" + base[1:]) if cluster else ("mem" + base[1:], "mem" + base))
    elif first == "t":
        yield from (("men" + base,) if cluster else ("men" + base[1:], "men" + base))
    elif first == "k":
        yield from (("meng" + base,) if cluster else ("meng" + base[1:], "meng" + base))
    elif first == "s":
        yield from (("men" + base, "meny" + base[1:]) if cluster else ("meny" + base[1:], "men" + base))
    elif first in "bfv":
        yield "mem" + base
    elif first in "cdjz":
        yield "men" + base
    elif first in "gh" or first in VOWELS:
        yield "meng" + base
    else:
        yield "me" + base


def english(verb: str, irregular: Mapping[str, tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield (form, voice) of an English verb.

    The infinitive is "plain" and the third person "third", for both may as well be nouns ("order",
    "strikes"); past forms and participles come as "past" (active or passive).
    """
    yield verb, "plain"
    yield _third(verb), "third"
    past, participle = irregular.get(verb, (_past(verb),) * 2)
    yield _ing(verb, past), "active"
    yield past, "past"
    if participle != past:
        yield participle, "past"


def _third(verb: str) -> str:
    if verb == "have":
        return "has"
    if verb.endswith(("s", "x", "z", "ch", "sh", "o")):
        return verb + "es"
    if verb.endswith("y") and verb[-2:-1] not in VOWELS:
        return verb[:-1] + "ies"
    return verb + "s"


def _past(verb: str) -> str:
    if verb.endswith("e"):
        return verb + "d"
    if verb.endswith("y") and verb[-2:-1] not in VOWELS:
        return verb[:-1] + "ied"
    return verb + "ed"


def _ing(verb: str, past: str) -> str:
    """The -ing form; a consonant doubled in the past is doubled here too."""
    doubled = past == verb + verb[-1] + "ed" or (past == verb and verb[-1] == "t" and verb[-2:-1] in VOWELS)
    if doubled or verb == "begin":
        return verb + verb[-1] + "ing"
    if verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")):
        return verb[:-1] + "ing"
    return verb + "ing"
