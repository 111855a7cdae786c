"""Phrases that stand for one party: titles, bodies and names read together.

"Presiden Rusia Vladimir Putin", "pasukan Moskow", "the Chinese foreign ministry", "Menteri Lingkungan
Kenya, Deborah Barasa" are each one phrase. A phrase grows to the right while its words are names,
titles, bodies, words that go inside such phrases, or capitalised; it is then read for its state
(the first that is not where someone is sent to) and its person (a known one, else the capitalised
words at its end).
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from selaras.actors.names import Hit
from selaras.knowledge import Roles
from selaras.model import Word

VERB = re.compile(r"^(me[a-z]{4,}|di[a-z]{4,}|ber[a-z]{4,}|ter[a-z]{5,}|[a-z]+ed|[a-z]+ing)$")
PEOPLE = ("body", "people", "press")  # roles that name no single person
MAX_GAP = 2  # lower-case words allowed between a body and its state ("jet-jet pengebom Rusia")
MAX_WORDS = 16


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words [start, end) of a sentence and what they were read as.

    `role` is the office of the first title, "body", "press" or "people"; "" for a bare name.
    `state` and `person` are hits; `name` are the words [a, b) of a person the files do not know.
    """

    start: int
    end: int
    role: str
    words: tuple[str, ...]
    state: Hit | None
    person: Hit | None
    name: tuple[int, int] | None
    inner: tuple[tuple[str, ...], ...] = ()  # further titles and bodies inside ("juru bicara" + "polisi")


class Reader:
    """Reads the phrases of one sentence; `busy` words (inside time expressions) are never names."""

    def __init__(
        self,
        tokens: Sequence[Word],
        found: Sequence[Hit],
        roles: Roles,
        busy: frozenset[int],
        capitals_mean_little: bool,
    ) -> None:
        self.tokens = tokens
        self.roles = roles
        self.busy = busy
        self.headline = capitals_mean_little
        self.hit_at: Mapping[int, Hit] = {hit.start: hit for hit in found}

    def phrases(self) -> list[Phrase]:
        """Return the phrases left to right, without overlap."""
        found: list[Phrase] = []
        at = 0
        firsts, openers = self.roles.firsts, self.roles.openers
        while at < len(self.tokens):
            token = self.tokens[at]
            opens = at in self.hit_at or token.low in firsts or token.low in openers or token.text[0].isupper()
            phrase = self._phrase(at) if opens else None
            if phrase is None:
                at += 1
            else:
                found.append(phrase)
                at = phrase.end
        return found

    # -- one phrase

    def _phrase(self, start: int) -> Phrase | None:
        if start in self.hit_at or self._role(start)[0]:
            return self._body_of(start) or self._grow(start)
        if self.tokens[start].low in self.roles.openers and self._role(start + 1)[0]:
            return self._grow(start)
        if self._capital(start) and not self.headline:
            return self._unknown(start)
        return None

    def attributive(self, start: int) -> bool:
        """Is the word a modifier of the noun before it ("latihan militer", "kekuatan militer")?"""
        if start == 0:
            return False
        before = self.tokens[start - 1]
        plain = before.text[0].islower() and before.low not in self.roles.stops and not VERB.match(before.low)
        return plain and before.low not in self.roles.openers

    def _role(self, at: int) -> tuple[str, tuple[str, ...]]:
        """Return the longest title or body that begins at a word, with its kind."""
        roles = self.roles
        if at >= len(self.tokens) or at in self.hit_at or self.tokens[at].low not in roles.firsts:
            return "", ()
        for length in range(min(roles.firsts[self.tokens[at].low], len(self.tokens) - at), 0, -1):
            words = tuple(t.low for t in self.tokens[at : at + length])
            if words in roles.titles:
                return roles.titles[words], words
            if words in roles.bodies:
                kind = "press" if words in roles.press else "people" if words in roles.people else "body"
                return kind, words
        return "", ()

    def _capital(self, at: int) -> bool:
        if at >= len(self.tokens) or at in self.busy or at in self.hit_at:
            return False
        text = self.tokens[at].text
        return text[0].isupper() and text.lower() not in self.roles.stops

    def _body_of(self, start: int) -> Phrase | None:
        """ "Supreme Court of India": a listed body's generic name, but of the state behind "of"."""
        hit = self.hit_at.get(start)
        if hit is None or hit.name.label != "ORG" or hit.end >= len(self.tokens) or self.tokens[hit.end].low != "of":
            return None
        state = self.hit_at.get(hit.end + 1) or self.hit_at.get(hit.end + 2)
        if state is None or state.name.kind != "state" or state.name.label not in ("GPE", "NORP"):
            return None
        words = tuple(t.low for t in self.tokens[start : hit.end])
        return Phrase(start, state.end, "body", words, state, None, None)

    def _grow(self, start: int) -> Phrase:
        at = start
        role = ""
        words: tuple[str, ...] = ()
        inner: list[tuple[str, ...]] = []
        state: Hit | None = None
        person: Hit | None = None
        name: tuple[int, int] | None = None
        sent = False
        tail = start  # end of the part that belongs to the phrase for certain
        while at < len(self.tokens) and at - start < MAX_WORDS:
            hit = self.hit_at.get(at)
            if hit is not None:
                if hit.name.label == "PER":
                    if person is not None:
                        break
                    if name is not None and name[1] == at and hit.name.how == "short":  # another "Joni Rabuka"
                        name, tail = (name[0], hit.end), hit.end
                        break
                    person = hit
                    tail = at = hit.end
                    break
                if state is not None and not sent and role:
                    if not self._same(state, hit):
                        break
                elif state is not None and not sent:
                    break
                if state is None or (sent and state is None):
                    state = hit
                sent = False
                tail = at = hit.end
                at = tail = self._brackets(at)
                if not role and not self._continues(at):
                    break
                continue
            kind, matched = self._role(at)
            if kind:
                if role:
                    inner.append(matched)
                else:
                    role, words = kind, matched
                if person is not None:
                    break
                tail = at = self._brackets(at + len(matched))
                continue
            token = self.tokens[at]
            if token.low in self.roles.openers and at == tail and not role:
                at += 1
                continue
            if role and token.low in self.roles.inner and person is None:
                tail = at = at + 1
                continue
            if role and token.low in self.roles.joins and state is None and self._inner(at + 1) and self._inner(at - 1):
                at += 1
                continue
            if role and self._sends(token.low, words) and state is not None and (at + 1) in self.hit_at:
                if self.hit_at[at + 1].name.label != "PER":
                    sent = True
                    at += 1
                    continue
                break
            if token.low in self.roles.links and self._linked(at, words):
                at += 1
                continue
            if role == "body" and state is None and token.low in ("di", "in") and self._seat(at + 1):
                at += 1
                continue
            if role and self._capital(at) and not self.headline:
                end = self._name_end(at)
                name = (at, end)
                tail = at = end
                if (state is not None or at in self.hit_at) and at not in self.hit_at:
                    break
                continue
            if role and role not in ("",) and state is None and person is None and self._gap(at):
                at += 1
                continue
            break
        if role and person is None and (name is None or name[1] < tail):
            person, name, tail = self._apposed(tail, name)
        if not role and (person is not None or state is not None):
            role, words, state, tail = self._apposed_title(tail, person, state)
        if role and role not in PEOPLE and name is not None and name[1] == tail and state is None:
            state, tail = self._affiliation(tail)
        narrowed = self._person_words(name, tail, state)
        return Phrase(start, max(tail, start + 1), role, words, state, person, narrowed, tuple(inner))

    def _affiliation(self, tail: int) -> tuple[Hit | None, int]:
        """The state of the institute that a name comes from: "profesor X dari Universitas Y, Jepang"."""
        if tail + 2 >= len(self.tokens) or self.tokens[tail].low not in self.roles.affiliated:
            return None, tail
        at = tail + 1 + (self.tokens[tail + 1].low in self.roles.links)
        end = self._name_end(at)
        if end == at or end >= len(self.tokens):
            return None, tail
        hit = self.hit_at.get(end + (self.tokens[end].text == ","))
        if hit is None or hit.name.label not in ("GPE", "NORP") or hit.name.code is None:
            return None, tail
        return hit, hit.end

    def _same(self, first: Hit, second: Hit) -> bool:
        return first.name.code == second.name.code

    def _continues(self, at: int) -> bool:
        """After a bare state: does a title or body follow ("Russian President", "Israeli forces")?"""
        if at < len(self.tokens) and self.tokens[at].low == "'s":
            at += 1
        while at < len(self.tokens) and self.tokens[at].low in self.roles.inner and not self._role(at)[0]:
            at += 1
        return bool(self._role(at)[0])

    def _inner(self, at: int) -> bool:
        if not 0 <= at < len(self.tokens) or at in self.hit_at:
            return False
        token = self.tokens[at]
        return token.low in self.roles.inner or (token.text[0].isupper() and at not in self.busy)

    def _sends(self, low: str, words: tuple[str, ...]) -> bool:
        """Does this word lead to where the holder of a title is sent?"""
        return low in self.roles.sent_to or (low in self.roles.envoys_to and words in self.roles.envoys)

    def _linked(self, at: int, words: tuple[str, ...]) -> bool:
        """Is this word a link ("of the", "'s") with a state, title or body right behind it?"""
        end = at + 1
        while end < len(self.tokens) and self.tokens[end].low in self.roles.links:
            end += 1
        if end in self.hit_at and self.hit_at[end].name.label != "PER":
            return self.tokens[at].low != "dari" or words in self.roles.from_state
        return self.tokens[at].low == "'s" and self._continues(end)

    def _seat(self, at: int) -> bool:
        hit = self.hit_at.get(at)
        return hit is not None and hit.name.how in ("capital", "name") and hit.name.kind == "state"

    def _gap(self, at: int) -> bool:
        """May this lower-case word stand between a title or body and its state?"""
        for offset in range(MAX_GAP):
            token = self.tokens[at + offset]
            if token.low in self.roles.stops or not token.text[0].isalpha() or VERB.match(token.low):
                return False
            ahead = self.hit_at.get(at + offset + 1)
            if ahead is not None:
                return ahead.name.label in ("GPE", "NORP") and ahead.name.kind in ("state", "former-state")
            if at + offset + 1 >= len(self.tokens):
                return False
        return False

    def _brackets(self, at: int) -> int:
        """Step over a bracketed short form right after a state: "Amerika Serikat (AS)"."""
        t = self.tokens
        if at + 2 < len(t) and t[at].text == "(" and t[at + 2].text == ")" and t[at + 1].text.isupper():
            return at + 3
        return at

    def _name_end(self, at: int) -> int:
        end = at
        while end < len(self.tokens):
            token = self.tokens[end]
            initial = token.text == "." and len(self.tokens[end - 1].text) <= 2 and end > at
            joined = token.text == "-" and self._capital(end + 1)
            particle = token.low in self.roles.particles and end > at and self._capital(end + 1)
            if not (self._capital(end) or initial or joined or particle) or (end > at and self._role(end)[0]):
                break
            end += 1
        return end

    def _apposed(self, tail: int, name: tuple[int, int] | None) -> tuple[Hit | None, tuple[int, int] | None, int]:
        """A name between commas right behind a title: "Menteri Lingkungan Kenya, Deborah Barasa, ..."."""
        t = self.tokens
        if tail + 1 >= len(t) or t[tail].text != "," or self.headline:
            return None, name, tail
        hit = self.hit_at.get(tail + 1)
        if hit is not None and hit.name.label == "PER":
            return hit, None, hit.end
        if hit is None and self._capital(tail + 1) and not self._role(tail + 1)[0]:
            end = self._name_end(tail + 1)
            closed = end >= len(t) or t[end].text in (",", ".", ")", '"', "(") or t[end].text[0].islower()
            if closed and end - tail - 1 >= 2:
                return None, (tail + 1, end), end
        return None, name, tail

    def _apposed_title(
        self, tail: int, person: Hit | None, state: Hit | None
    ) -> tuple[str, tuple[str, ...], Hit | None, int]:
        """A title behind a person: "Adnan Abu Hasna, Penasihat Media UNRWA" (known persons only)."""
        if person is None or tail + 1 >= len(self.tokens) or self.tokens[tail].text != ",":
            return "", (), state, tail
        return self._title_after(tail + 1, state, tail)

    def _title_after(
        self, at: int, state: Hit | None, tail: int, body: bool = False
    ) -> tuple[str, tuple[str, ...], Hit | None, int]:
        """The title behind a person, or (`body`) what an organisation is said to be, with its state."""
        while at < len(self.tokens) and self.tokens[at].low in self.roles.openers:
            at += 1
        hit = self.hit_at.get(at)
        if hit is not None and hit.name.label != "PER" and self._role(hit.end)[0] not in ("", *PEOPLE):
            role, words = self._role(hit.end)  # "a Norwegian diplomat"
            return role, words, hit, hit.end + len(words)
        role, words = self._role(at)
        if not role or (role in PEOPLE and not body):
            return "", (), state, tail
        end = at + len(words)
        while body and self._role(end)[0]:  # "kelompok pemberontak": the last word says most
            words = self._role(end)[1]
            end += len(words)
        limit = min(len(self.tokens), end + 14)
        while (
            end < limit
            and self.tokens[end].text not in (",", ".", '"', ";", "(")
            and not VERB.match(self.tokens[end].low)
        ):
            hit = self.hit_at.get(end)
            if hit is not None and hit.name.label != "PER" and hit.name.code and hit.name.kind != "place":
                return role, words, hit, hit.end
            end += 1
        return role, words, state, tail

    def _person_words(self, name: tuple[int, int] | None, tail: int, state: Hit | None) -> tuple[int, int] | None:
        """Narrow the capitalised words at the end of a phrase to the person's name."""
        if name is None or name[1] > tail:
            return None
        first, last = name
        for at in range(first, last):
            token = self.tokens[at]
            if token.low in self.roles.inner or (token.text.isupper() and len(token.text) > 1):
                first = at + 1
        while first < last and self.tokens[first].text in (".", "-"):
            first += 1
        return (first, last) if first < last else None

    def _unknown(self, start: int) -> Phrase | None:
        """Two or more capitalised words that no file knows: a person or body of the text's own."""
        end = self._name_end(start)
        if end - start < 2 and not (end < len(self.tokens) and end in self.hit_at):
            return None
        if end in self.hit_at and self.hit_at[end].name.how == "short":  # "Francesca" + "Albanese"
            end = self.hit_at[end].end
        if end - start < 2:
            return None
        role, state, tail = "", None, end
        words: tuple[str, ...] = ()
        if end + 1 < len(self.tokens) and self.tokens[end].text == ",":
            body = self.tokens[start].low in self.roles.org_words
            role, words, state, tail = self._title_after(end + 1, None, end, body=body)
        return Phrase(start, tail, role, words, state, None, (start, end))
