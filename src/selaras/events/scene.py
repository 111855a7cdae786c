"""A sentence as the coder sees it: words, and the parties that stand among them.

A Scene answers where the subject, the objects and the agent of a verb or noun stand. It knows
word order and function words only; what an event is stands in the cue files. All positions are
word indexes; a party is one mention, or several joined by "dan", commas, or a hyphen.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from selaras.events.grammar import Grammar
from selaras.model import Mention, Word

HARD = frozenset([";", ":", '"', "(", ")", "–", "—", "?", "!"])
VERBLIKE = re.compile(r"^(?:me(?:m|n|ng|ny)?|di|ber)[a-z]{4,}$")  # Indonesian verbs by their prefix
FAR = 14  # words an object may stand behind its verb
ASIDE = 9  # words of a bracket that does not cut a clause
NEAR = 3  # words a possessor may stand behind its noun ("serangan udara besar-besaran Israel")
BE = frozenset(["was", "were", "been", "being", "is", "are", "be", "gets", "got"])


def _without_asides(low: list[str]) -> list[str]:
    """Blank out short brackets ("(15/9)", "(SCO)"): they do not cut a clause."""
    for at, word in enumerate(low):
        if word == "(" and ")" in low[at : at + ASIDE]:
            end = low.index(")", at)
            low[at : end + 1] = [""] * (end + 1 - at)
    return low


class Scene:
    """One sentence: `tokens` and the `mentions` in it, ordered by position."""

    def __init__(self, tokens: Sequence[Word], mentions: Sequence[Mention], grammar: Grammar) -> None:
        self.tokens = tokens
        self.low = _without_asides([t.low for t in tokens])
        self.mentions = mentions
        self.grammar = grammar
        self.owner = [-1] * len(tokens)
        self.first = [0] * len(mentions)
        self.last = [0] * len(mentions)  # word behind the mention
        starts = [t.start for t in tokens]
        for number, mention in enumerate(mentions):
            first = bisect_left(starts, mention.head.start)
            last = bisect_left(starts, mention.head.end)
            self.first[number], self.last[number] = first, last
            self.owner[first:last] = [number] * (last - first)

    def named(self) -> frozenset[int]:
        """Return the words inside the names of mentions: no cue begins there."""
        starts = [t.start for t in self.tokens]
        return frozenset(
            at
            for m in self.mentions
            for at in range(bisect_left(starts, m.span.start), bisect_left(starts, m.span.end))
        )

    # -- small questions

    def before(self, number: int) -> str:
        """Return the word that governs a mention: the one before it, stepping over plain nouns."""
        at = self.first[number] - 1
        while at > 0 and self.low[at] in self.grammar.plain_nouns and self.owner[at] < 0:
            at -= 1
        return self.low[at] if at >= 0 else ""

    def is_subject(self, number: int, places: bool = False) -> bool:
        """May this mention be a subject: not governed by a preposition, no medium, no mere place?"""
        mention = self.mentions[number]
        if mention.how == "place" and not places:
            return False
        return self.before(number) not in self.grammar.prepositions

    def passive_by_form(self, start: int, end: int) -> bool:
        """English: is this past form passive ("was attacked", "attacked by")?"""
        if end < len(self.low) and self.low[end] == "by":
            return True
        return any(w in BE for w in self.low[max(0, start - 3) : start])

    # -- groups

    def left_group(self, number: int) -> list[int]:
        """The mention and those joined to it on its left: "A, B dan C" from C."""
        group = [number]
        joined = False
        at = self.first[number] - 1
        while at > 0:
            link = self.low[at]
            joined = joined or link in self.grammar.joins or link == "-"
            if not (link in self.grammar.joins or link == "-" or (link == "," and joined)):
                break
            at -= 1
            if link in self.grammar.joins and self.low[at] == ",":
                at -= 1
            if self.owner[at] < 0 or self.owner[at] in group:
                break
            group.insert(0, self.owner[at])
            at = self.first[self.owner[at]] - 1
        return group

    def right_group(self, number: int) -> list[int]:
        """The mention and those joined to it on its right: "A, B dan C" from A."""
        group, pending = [number], []
        at = self.last[number]
        while at + 1 < len(self.low):
            link = self.low[at]
            if not (link in self.grammar.joins or link in (",", "-")):
                break
            at += 1
            if link == "," and self.low[at] in self.grammar.joins:
                link = self.low[at]
                at += 1
            while (
                at < len(self.low)
                and self.owner[at] < 0
                and self.low[at] in self.grammar.plain_nouns | self.grammar.targets
            ):
                at += 1
            if at >= len(self.low) or self.owner[at] < 0:
                break
            pending.append(self.owner[at])
            if link != ",":
                group.extend(pending)
                pending = []
            at = self.last[self.owner[at]]
        return group

    # -- parties of a verb

    def subject(self, start: int, places: bool = False) -> list[int]:
        """Return the mentions that are the subject of a verb at a word, [] if none is clear."""
        at = start - 1
        while at >= 0 and self.owner[at] < 0 and self.low[at] in self.grammar.auxiliaries:
            at -= 1
        if at >= 0 and self.owner[at] < 0 and self.low[at] in self.grammar.relatives:
            return self._antecedent(at)
        while at >= 0:
            number = self.owner[at]
            if number >= 0:
                if self.is_subject(number, places):
                    return self.left_group(number)
                at = self.first[number] - 1
                continue
            word = self.low[at]
            if word in HARD:
                return self.following(start) if at == 0 else []
            if word in self.grammar.conjunctions or word in self.grammar.joins or word == ",":
                return self._earlier(at, start, places)
            at -= 1
        return self.following(start)

    def _antecedent(self, relative: int) -> list[int]:
        """The party right before a relative pronoun, stepping over a comma."""
        at = relative - 1
        while at >= 0 and relative - at <= 5:
            number = self.owner[at]
            if number >= 0:
                return self.left_group(number)
            if self.low[at] in HARD or self.low[at] in self.grammar.conjunctions:
                return []
            at -= 1
        return []

    def _earlier(self, boundary: int, start: int, places: bool) -> list[int]:
        """The subject of the clauses before: the first free mention of the nearest that has one."""
        if self.low[boundary] in self.grammar.heads and boundary == 0:
            return self.following(start)
        end = boundary
        comma = self.low[boundary] == ","
        while end > 0:
            begin = end - 1
            while begin >= 0 and not self._boundary(begin):
                begin -= 1
            region = range(begin + 1, end)
            relative = bool(region) and self.owner[region[0]] < 0 and self.low[region[0]] in self.grammar.relatives
            if relative and not comma:  # still inside the relative clause: its subject is what it hangs on
                return self._antecedent(region[0])
            if not relative and not self._apposed(begin, end):
                number = self._first_free(region, places)
                if number is not None:
                    return self.left_group(number) if self._ends_in_join(begin) else self.right_group(number)
            if begin >= 0 and self.low[begin] in HARD and self.owner[begin] < 0 and self.low[begin] != "–":
                return []
            comma = comma or (begin >= 0 and self.low[begin] == ",")
            end = begin
        return self.following(start) if self.low[0] in self.grammar.heads else []

    def _apposed(self, begin: int, end: int) -> bool:
        """Is this stretch between commas said of the party before it ("Chile, tetangga Peru, mengecam ...")?"""
        if begin < 1 or self.low[begin] != "," or self.low[end] != "," or self.owner[begin - 1] < 0:
            return False
        first = begin + 1
        plain = self.owner[first] < 0 and self.low[first].isalpha() and self.tokens[first].text[0].islower()
        return plain and not VERBLIKE.match(self.low[first]) and self.low[first] not in self.grammar.conjunctions

    def _first_free(self, region: range, places: bool) -> int | None:
        """The first mention of a clause that may be its subject; behind a verb stand objects only."""
        for at in region:
            number = self.owner[at]
            if number >= 0 and self.first[number] == at and self.is_subject(number, places):
                return number
            if number < 0 and VERBLIKE.match(self.low[at]) and self.low[at] not in self.grammar.auxiliaries:
                return None
        return None

    def _ends_in_join(self, begin: int) -> bool:
        return begin >= 0 and self.low[begin] in self.grammar.joins

    def _boundary(self, at: int) -> bool:
        if self.owner[at] >= 0:
            return False
        word = self.low[at]
        if word in self.grammar.joins and at + 1 < len(self.low):
            return self.owner[at + 1] < 0
        return word in HARD or word == "," or word in self.grammar.conjunctions

    def following(self, start: int) -> list[int]:
        """Head clause without subject: the first free mention behind the next comma."""
        for at in range(start, len(self.low)):
            if self.low[at] == "," and self.owner[at] < 0:
                for number in range(len(self.mentions)):
                    if self.first[number] > at:
                        near = self.first[number] - at <= 6
                        return self.right_group(number) if near and self.is_subject(number) else []
                return []
        return []

    def objects(
        self, start: int, end: int, *, places: bool = False, skip: frozenset[str] = frozenset(), deep: bool = False
    ) -> list[int]:
        """Return the mentions a verb [start, end) acts on: the first party behind it in its clause.

        `places` lets locations count, `skip` passes over mentions of these codes (the actor's own),
        `deep` looks into the complement ("berjanji untuk membantu Ukraina").
        """
        for number in range(len(self.mentions)):  # inside the cue itself: "memanggil duta besar Rusia"
            inside = start < self.first[number] < end and self.mentions[number].codes
            if inside or start <= self.first[number] < end < self.last[number]:
                return self.right_group(number)
        at = end
        while at < min(len(self.low), end + FAR):
            number = self.owner[at]
            if number >= 0:
                governor = self.before(number)
                if governor in ("oleh", "by", "menurut"):
                    return []
                mention = self.mentions[number]
                local = governor in self.grammar.locatives and governor not in self.grammar.targets
                own = bool(skip) and at > end and set(mention.codes) <= skip
                if (local or governor in ("di", "in", "at")) and not (places or deep):
                    own = True
                own = own or governor in ("lewat", "melalui", "via", "through", "menurut")
                if not own and mention.codes:
                    return self.right_group(number)
                if not own and mention.label == "PER" and mention.how != "unnamed":
                    return []
                at = self.last[number]
                continue
            if self._stops(at, deep) or (self._aside(at) and not deep):
                return []
            at += 1
        return []

    def _aside(self, at: int) -> bool:
        """Does a circumstance open here: a preposition of place or time without a name right behind it?"""
        if self.low[at] not in ("di", "dalam", "pada", "in", "at", "during", "saat", "selama"):
            return False
        return not (
            at + 1 < len(self.low) and (self.owner[at + 1] >= 0 or self.low[at + 1] in self.grammar.plain_nouns)
        )

    def _stops(self, at: int, deep: bool = False) -> bool:
        word = self.low[at]
        if word == '"' and at + 1 < len(self.low) and self.owner[at + 1] >= 0:
            return False  # a name in quotation marks
        if word in HARD or word == ",":
            return True
        if word in ("untuk", "to", "for"):
            return not deep and not (
                at + 1 < len(self.low) and (self.owner[at + 1] >= 0 or self.low[at + 1] in self.grammar.plain_nouns)
            )
        if word in self.grammar.joins:
            nxt = self.low[at + 1] if at + 1 < len(self.low) else ""
            return not nxt.startswith(("me", "di"))
        if deep and word in ("guna", "agar", "akan"):
            return False
        return word in self.grammar.conjunctions or word in self.grammar.credits

    def agent(self, end: int) -> list[int]:
        """Who does it, behind a passive: "oleh X" in the clause, or X right behind the verb."""
        while end < len(self.low) and self.owner[end] < 0 and self.low[end] in self.grammar.auxiliaries:
            end += 1  # "dikecam keras Rusia"
        if end < len(self.low) and self.owner[end] >= 0:
            return self.right_group(self.owner[end])
        for at in range(end, min(len(self.low), end + FAR)):
            number = self.owner[at]
            if number >= 0 and self.first[number] == at and self.before(number) in ("oleh", "by"):
                return self.right_group(number)
            if self.owner[at] < 0 and (self.low[at] in HARD or self.low[at] in self.grammar.conjunctions):
                return []
        return []

    # -- parties of a noun

    def possessor(self, start: int, end: int, lang: str) -> list[int]:
        """Whose act a noun names: "serangan udara Israel", "serangan oleh Israel", "Israel's attack"."""
        if lang == "en":
            for at in range(start - 1, max(-1, start - 4), -1):
                if self.owner[at] >= 0:
                    return self.left_group(self.owner[at])
                if self.low[at] in HARD or self.low[at] in self.grammar.prepositions or self.low[at] == ",":
                    break
            return self._by(end)
        for at in range(end, min(len(self.low), end + NEAR + 1)):
            number = self.owner[at]
            if number >= 0:
                joined = self.low[at - 1] in self.grammar.prepositions and self.low[at - 1] not in self.grammar.agents
                return [] if joined else self.right_group(number)
            if self.low[at] in self.grammar.prepositions and self.low[at] not in self.grammar.agents:
                break
            if self._stops(at) or self.low[at] in self.grammar.relatives:
                break
        return self._by(end)

    def _by(self, end: int) -> list[int]:
        for at in range(end, min(len(self.low), end + 8)):
            number = self.owner[at]
            if number >= 0 and self.first[number] == at and self.low[at - 1] in ("oleh", "by", "dari", "from", "of"):
                return self.right_group(number)
            if self.owner[at] < 0 and self._stops(at):
                return []
        return []

    def target(self, end: int, skip: frozenset[str] = frozenset()) -> list[int]:
        """Whom an act is directed at: "... terhadap X", "... against X"; passes over the codes of `skip`."""
        for at in range(end, min(len(self.low), end + FAR)):
            number = self.owner[at]
            if number >= 0 and self.first[number] == at and self.before(number) in self.grammar.targets:
                codes = set(self.mentions[number].codes)
                if codes and not codes <= skip:
                    return self.right_group(number)
            if self.owner[at] < 0 and (self.low[at] in HARD or self.low[at] == ","):
                return []
        return []

    def partners(self, end: int) -> list[int]:
        """All parties told right behind a reciprocal noun: "antara A dan B", "A dengan B", "A-B"."""
        found: list[int] = []
        for at in self._behind(end, FAR):
            number = self.owner[at]
            if number >= 0 and self.first[number] == at:
                governor = self.before(number)
                if governor in self.grammar.locatives and governor not in self.grammar.partners:
                    continue
                if self.mentions[number].how != "place":
                    found.extend(n for n in self.right_group(number) if n not in found)
        return found

    def with_partner(self, start: int, end: int) -> list[int]:
        """The partner of a reciprocal verb: "bertemu (dengan) B", "meet B", "B" governed by with."""
        for at in self._behind(end, FAR):
            number = self.owner[at]
            if number >= 0 and self.first[number] == at and self.mentions[number].codes:
                governor = self.before(number)
                if at == end or governor in self.grammar.partners or governor not in self.grammar.prepositions:
                    return self.right_group(number)
        for at in range(end, len(self.low) - 1):  # "latihan ... yang melibatkan pasukan dari China"
            if self.low[at] in self.grammar.involving and self.owner[at] < 0:
                near = [self.owner[i] for i in range(at + 1, min(len(self.low), at + 5)) if self.owner[i] >= 0]
                return self.right_group(near[0]) if near else []
        return []

    def _behind(self, end: int, far: int) -> Iterator[int]:
        for at in range(end, min(len(self.low), end + far)):
            if self.owner[at] < 0:
                word = self.low[at]
                if word in HARD or word == "," or word in self.grammar.relatives or self._aside(at):
                    return
                if word in self.grammar.conjunctions and word not in ("untuk", "to", "for", "saat", "ketika"):
                    return
            yield at

    def locations(self) -> list[int]:
        """Mentions that tell where: governed by a locative."""
        return [n for n in range(len(self.mentions)) if self.before(n) in self.grammar.locatives]
