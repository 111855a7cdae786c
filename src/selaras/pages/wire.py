"""Credits and datelines: which agencies and papers an article says it has something from.

Invariants: a medium counts only where it is credited (by a cue, in brackets at a paragraph's end,
in a dateline or photo credit), not where it is merely mentioned; names are the short ones of
actors/media.yaml.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from selaras.pages.knowledge import CreditKnowledge, Medium

MAX_NAME = 5  # words of a medium's name
MAX_CUE = 3  # words of a cue
MAX_BETWEEN = 6  # words between cue and name ("kantor berita negara Rusia")
NEW_NAME = 4  # words of a name that the media file does not know
WORD = re.compile(r"[^\W_]+(?:[-’'][^\W_]+)*")
PLAIN_WORD = re.compile(r"[^\W_]+")
GLUED = re.compile(r"\b([Dd]ilansir|[Dd]ikutip|[Mm]elansir|[Dd]ari|[Oo]leh|[Mm]enurut)(?=[A-Z]|detik[A-Z])")
BRACKETS = re.compile(r"\(([^()\n]{2,60})\)(?=\W*(?:\n|$)|\s*(?:--|[-–—])\s)")
PARTS = re.compile(r"\s*(?:[/,;&:]|\bdan\b|\band\b)\s*")
BREAK = re.compile(r"[.!?;:\n(“\"]")
DATELINE = re.compile(r"([^\n]{2,70}?)\s*(?:\s--|\s[-–—]|--|—)\s+(?=[\"“‘'(]?[A-Z\d])")
PLACE = re.compile(r"[A-Z][\w.'’-]*(?:[ /][A-Z][\w.'’-]*){0,3}$")
MONTH_DAY = re.compile(r"[A-Z][a-z]{2,8}\.? \d{1,2}$|\d{1,2} [A-Z]\w+$|\d.*$")
DOMAIN = re.compile(r"[\w-]+\.(?:com|id|co|net|org|tv|news|CO|ID|COM|NET|ORG)\b", re.IGNORECASE)


class _Words(NamedTuple):
    """The words of a text, the same in lower case, and where they stand."""

    text: str
    plain: list[str]
    low: list[str]
    matches: list[re.Match[str]]


def credits(text: str, extra: Iterable[str], knowledge: CreditKnowledge) -> tuple[str, ...]:
    """Return the short names of credited media, in the order in which they appear.

    `extra` are lines outside the text (captions, photo credits, "Sumber: ..."): there a name
    counts without a cue.
    """
    found: list[tuple[int, str]] = []
    spaced = GLUED.sub(r"\1 ", text)
    words = _words(spaced, WORD)
    found += _cued(words, knowledge)
    found += _unknown(words, knowledge)
    for match in BRACKETS.finditer(spaced):
        found += [(match.start(), name) for name in _names(match[1], knowledge)]
    for start in (0, *(match.end() for match in re.finditer(r"\n\n", spaced[:400]))):
        if head := DATELINE.match(spaced, start):
            found += [(start, name) for name in _names(head[1], knowledge, "agency")]
    for line in extra:
        found += [(len(spaced), name) for name in _anywhere(line, knowledge)]
    return tuple(dict.fromkeys(name for _, name in sorted(found, key=lambda pair: pair[0])))


def dateline(paragraph: str, knowledge: CreditKnowledge) -> str | None:
    """Return the place (or places) of a dateline: "JAKARTA, KOMPAS.com - ...", "Moskow – ..."."""
    match = DATELINE.match(paragraph)
    if not match:
        return None
    head = re.sub(r"\([^()]*\)", "", match[1])
    places: list[str] = []
    for part in (piece.strip(" ,") for piece in head.split(",")):
        if not part or DOMAIN.search(part) or MONTH_DAY.match(part) or _medium(part, knowledge):
            continue
        if not PLACE.match(part):
            return None
        places.append(part.title() if part.isupper() and len(part) > 3 else part)
    return ", ".join(places) or None


def _words(text: str, pattern: re.Pattern[str]) -> _Words:
    matches = list(pattern.finditer(text))
    plain = [match[0] for match in matches]
    return _Words(text, plain, [word.lower() for word in plain], matches)


def _cued(words: _Words, knowledge: CreditKnowledge) -> Iterator[tuple[int, str]]:
    """Find known media right after or before a cue."""
    taken = 0
    for index, word in enumerate(words.plain):
        if index < taken or word not in knowledge.first_words:
            continue
        length = _name_length(words, index, knowledge)
        if length:
            taken = index + length
            medium = knowledge.media[tuple(words.plain[index:taken])]
            if medium.kind in knowledge.kinds and (
                _cue_before(words, index, knowledge) or _cue_after(words, taken, knowledge)
            ):
                yield words.matches[index].start(), medium.name


def _name_length(words: _Words, index: int, knowledge: CreditKnowledge) -> int:
    if words.plain[index] not in knowledge.first_words:
        return 0
    for length in range(min(MAX_NAME, len(words.plain) - index), 0, -1):
        if tuple(words.plain[index : index + length]) in knowledge.media:
            return length
    return 0


def _cue_before(words: _Words, index: int, knowledge: CreditKnowledge) -> bool:
    """Walk back over words such as "kantor berita negara Rusia" to a cue."""
    for at in range(index - 1, max(-1, index - 2 - MAX_BETWEEN), -1):
        if BREAK.search(words.text, words.matches[at].end(), words.matches[at + 1].start()):
            return False
        lows = tuple(words.low[max(0, at - MAX_CUE + 1) : at + 1])
        if any(lows[start:] in knowledge.strong or lows[start:] in knowledge.weak for start in range(len(lows))):
            return True
        if words.low[at] not in knowledge.between and words.plain[at] not in knowledge.places:
            return False
    return False


def _cue_after(words: _Words, index: int, knowledge: CreditKnowledge) -> bool:
    if index >= len(words.plain) or _gap(words, index):
        return False
    lows = tuple(words.low[index : index + MAX_CUE])
    return any(lows[:length] in knowledge.after for length in range(1, len(lows) + 1))


def _unknown(words: _Words, knowledge: CreditKnowledge) -> Iterator[tuple[int, str]]:
    """Find names after a strong cue that the media file does not know: "dilansir Saudi Gazette"."""
    for index, word in enumerate(words.low):
        if word not in knowledge.first_cues:
            continue
        following = tuple(words.low[index : index + MAX_CUE])
        lengths = [length for length in (1, 2, 3) if following[:length] in knowledge.strong]
        if lengths:
            at = _past_between(words, index + max(lengths), knowledge)
            if name := _new_name(words, at, knowledge):
                yield words.matches[at].start(), name


def _past_between(words: _Words, at: int, knowledge: CreditKnowledge) -> int:
    """Go past "negara", "resmi" and the like, and past a state's name that follows one of them."""
    first = at
    while at < len(words.plain) and at - first < MAX_BETWEEN and not _gap(words, at):
        before = words.low[at - 1]
        state = words.plain[at] in knowledge.places and before in knowledge.between
        filler = words.plain[at] in knowledge.between  # "Harian" with a capital is part of a name
        if _name_length(words, at, knowledge) or not (state or filler):
            break
        at += 1
    return at


def _gap(words: _Words, at: int) -> str:
    """Return what stands between a word and the one before it, but for white space."""
    return words.text[words.matches[at - 1].end() : words.matches[at].start()].strip()


def _new_name(words: _Words, at: int, knowledge: CreditKnowledge) -> str | None:
    if at >= len(words.plain) or _gap(words, at) or words.low[at] in knowledge.not_media:
        return None
    if _name_length(words, at, knowledge) or len(words.plain[at]) < 2:
        return None  # a known medium is decided by its cue, or is of a kind that does not count
    end = at
    while end < len(words.plain) and end - at < NEW_NAME and (end == at or not _gap(words, end)):
        if words.plain[end] == words.low[end] or words.low[end] in knowledge.not_media:
            break
        end += 1
    return words.text[words.matches[at].start() : words.matches[end - 1].end()] if end > at else None


def _names(text: str, knowledge: CreditKnowledge, kind: str | None = None) -> list[str]:
    """Return the media that parts of a credit ("AFP/OL-11") name in full."""
    media = [_medium(part, knowledge) for part in (*PARTS.split(text), *re.findall(r"\(([^()]+)\)", text))]
    return [each.name for each in media if each and each.kind in knowledge.kinds and kind in (None, each.kind)]


def _medium(part: str, knowledge: CreditKnowledge) -> Medium | None:
    return knowledge.media.get(tuple(PLAIN_WORD.findall(part)))


def _anywhere(line: str, knowledge: CreditKnowledge) -> Iterator[str]:
    words = _words(line, PLAIN_WORD)
    taken = 0
    for index in range(len(words.plain)):
        if index >= taken and (length := _name_length(words, index, knowledge)):
            taken = index + length
            medium = knowledge.media[tuple(words.plain[index:taken])]
            if medium.kind in knowledge.kinds:
                yield medium.name
