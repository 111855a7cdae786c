"""Find known names among the words of a sentence: longest first, capitals respected.

A Hit never overlaps another. A name written in capitals throughout, or with diacritics that the files
lack, is found as well. `weak` names (also common words, first names or parts of other names) count only
where no unknown capitalised word stands beside them. Of several meanings of one spelling the `rank`
that the caller gives decides: two presidents Bush are told apart by the day of the text. A bare surname counts only
where `bears` says that its bearer may be meant.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from selaras.knowledge import Name, Roles
from selaras.model import Word, fold

Names = Mapping[str, tuple[Name, ...]]  # first word -> names, longest first
NAMESAKE_WORDS = 3  # words looked at on either side of a name that may be something else
Rank = Callable[[Name], tuple[int, ...]]


class Hit(NamedTuple):
    """Words [start, end) of a sentence that spell a known name."""

    start: int
    end: int
    name: Name


class Index:
    """Names by their first two words, so that few spellings are compared at each word of a text."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self.longer: dict[tuple[str, str], list[Name]] = {}
        self.single: dict[str, list[Name]] = {}
        for first, group in names.items():
            for name in group:
                if len(name.words) > 1:
                    self.longer.setdefault((first, name.words[1]), []).append(name)
                else:
                    self.single.setdefault(first, []).append(name)

    def __contains__(self, word: str) -> bool:
        return word in self.names

    def candidates(self, text: str, after: str) -> Iterator[Name]:
        """Yield names that may begin with these two words, longest first; also in capitals, or with diacritics."""
        spelled = (text, after)
        if text in self.names:
            yield from self.longer.get(spelled, ())
            if after.isupper() and len(after) > 3:
                yield from self.longer.get((text, after.capitalize()), ())
            elif not after.isascii():
                yield from self.longer.get((text, fold(after)), ())
            yield from self.single.get(text, ())
            if text.isupper() and after.isupper() and len(text) > 1:  # a line of capitals: "KIM JONG UN"
                yield from self.longer.get((text.capitalize(), after.capitalize()), ())
        elif not text.isascii():
            plain = fold(text)
            yield from self.longer.get((plain, after), ()) or self.longer.get((plain, fold(after)), ())
            yield from self.single.get(plain, ())
        elif len(text) > 1 and text.isupper():
            plain = text.capitalize()
            yield from self.longer.get((plain, after.capitalize()), ()) if after.isupper() else ()
            if len(text) > 3:
                yield from self.names.get(plain, ())


class Matcher:
    """Finds names by indexes (earlier ones win over later ones) in texts of a language."""

    def __init__(
        self, indexes: Sequence[Index], lang: str, roles: Roles, rank: Rank, bears: Callable[[Name], bool]
    ) -> None:
        self.bears = bears
        self.indexes = indexes
        self.lang = lang
        self.roles = roles.words
        self.stops = roles.stops
        self.namesakes = roles.namesakes
        self.rank = rank

    def hits(self, tokens: Sequence[Word]) -> list[Hit]:
        """Return the known names among the words, left to right, without overlap."""
        found: list[Hit] = []
        end = 0
        for at, token in enumerate(tokens):
            first = token.text[0]
            if at >= end and (first.isupper() or first.isdigit()):
                hit = self._at(tokens, at)
                if hit is not None:
                    found.append(hit)
                    end = hit.end
        return found

    def _at(self, tokens: Sequence[Word], at: int) -> Hit | None:
        text = tokens[at].text
        after = tokens[at + 1].text if at + 1 < len(tokens) else ""
        best: list[Name] = []
        for index in self.indexes:
            longest = len(best[0].words) if best else 0
            found: list[Name] = []
            for name in index.candidates(text, after):
                if len(name.words) <= longest or (found and len(name.words) < len(found[0].words)):
                    break
                if _spelled(tokens, at, name) and self._fits(tokens, at, at + len(name.words), name):
                    found.append(name)
            best = found or best
        if not best:
            return None
        chosen = best[0] if len(best) == 1 else min(best, key=self.rank)
        return Hit(at, at + len(chosen.words), chosen)

    def _fits(self, tokens: Sequence[Word], at: int, end: int, name: Name) -> bool:
        """Reject demonyms of another language, and weak names beside unknown capitalised words."""
        if name.lang is not None and name.lang != self.lang:
            return False
        after = tokens[end].low if end < len(tokens) else ""
        if name.kind == "medium" and tokens[at].low == "the" and after in self.roles:
            return False  # "the Australian prime minister" is no newspaper
        if name.label in ("GPE", "NORP") and self._namesake(tokens, at, end):
            return False
        if name.how == "surname" and (tokens[at].low in self.stops or not self.bears(name)):
            return False
        if not name.weak and name.how != "surname":
            return True
        before = tokens[at - 1] if at else None
        alone = not after or not tokens[end].text[0].isupper() or after in self.roles
        if name.how == "surname":
            named = before is not None and before.text[0].isupper() and before.low not in self.roles | self.stops
            return alone and not named
        if before is None:  # at the head of a sentence: only with a verb-like word or a possessive behind it
            return alone and after != "" and (tokens[end].text[0].islower() or after == "'s")
        return alone and (not before.text[0].isupper() or before.low in self.roles or before.low in self.stops)

    def _namesake(self, tokens: Sequence[Word], at: int, end: int) -> bool:
        """Is the name something else beside these words: the American Georgia, a Panama hat?"""
        if end != at + 1 or tokens[at].low not in self.namesakes:
            return False
        behind, ahead = self.namesakes[tokens[at].low]
        before = tuple(t.low for t in tokens[max(0, at - NAMESAKE_WORDS) : at])
        after = tuple(t.low for t in tokens[end : end + NAMESAKE_WORDS])
        return any(before[-len(w) :] == w for w in behind) or any(after[: len(w)] == w for w in ahead)


def _spelled(tokens: Sequence[Word], at: int, name: Name) -> bool:
    words = name.words
    if at + len(words) > len(tokens):
        return False
    for offset, word in enumerate(words):
        text = tokens[at + offset].text
        if text == word:
            continue
        shouted = (len(word) > 3 or len(words) > 1) and text.isupper() and text.lower() == word.lower()
        if not shouted and (text.isascii() or fold(text) != word):
            return False
    return True
