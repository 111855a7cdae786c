"""Who a phrase stands for: the name to show, its code, and the state of the talk so far.

Invariants: a person is shown by the fullest name that the article's own words support (a linked
name whose last word the article never gives is not used); a phrase without name stays as written.
One Voices object serves one article and is told of every sentence in order.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from selaras.events.quote_phrases import JOINING, POINTING, Phrase, Scene, name_words
from selaras.events.quote_speech import Speech
from selaras.model import Mention, Reading, Span, Word, words

NAME_LEFT = re.compile(r"(?:[^\W\d_][\w.'’-]*[ \u00a0]){1,4}$")
NAME_RIGHT = re.compile(r"(?:[ \u00a0][^\W\d_][\w'’-]*){1,2}")
ACRONYM = re.compile(r"\s?\(([A-Z][A-Za-z-]{1,9}(?: RI)?)\)")  # "Organisasi ... (OECD)"
INITIALS = re.compile(r"[A-Z]{2,6}")
HEADLINE_LIKE = 0.6  # share of capitals above which a line's capitals say nothing
AS_WRITTEN = frozenset({"kedua belah pihak", "kedua pihak", "both sides", "the two sides"})
LEADERS = frozenset({"pemimpin", "presiden", "leader", "president"})  # one may stand for the other
SILENT_LABELS = frozenset({"LAW", "EVENT"})  # treaties and summits do not speak
STALE = 4  # sentences after which "katanya" looks at the subject rather than at the last speaker


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks: name to show, primary code or None, and the words that name him (None if resumed)."""

    name: str
    code: str | None
    span: Span | None
    person: bool = True

    def resumed(self, span: Span | None) -> "Speaker":
        """The same speaker, named by other words (a pronoun) or by none."""
        return Speaker(self.name, self.code, span, self.person)


class Voices:
    """The speakers of one article, resolved sentence by sentence."""

    def __init__(self, reading: Reading, speech: Speech) -> None:
        self.text = reading.article.text
        self.speech = speech
        self.mentions = sorted(reading.mentions, key=lambda m: m.span.start)
        self.by_sentence: dict[int, list[Mention]] = {}
        for mention in self.mentions:
            self.by_sentence.setdefault(mention.sentence, []).append(mention)
        title = reading.article.title
        self.body = reading.article.paragraphs[0].end if title and reading.article.paragraphs else 0
        self.full_names: dict[str, str] = {}
        self.last: Speaker | None = None
        self.last_at = -1
        self.topic: Speaker | None = None
        self.topic_at = -1
        self.paragraph = 0  # first sentence of the paragraph being read

    def spoke(self, speaker: Speaker, sentence: int) -> None:
        """Remember who spoke last, and that he is also what the text is about."""
        self.last, self.last_at = speaker, sentence
        self.topic, self.topic_at = speaker, sentence

    def about(self, sentence: int) -> None:
        """Note the person whom a sentence without speaker is about: the one it opens with, or its only one."""
        people = [
            m for m in self.by_sentence.get(sentence, ())
            if m.label == "PER" and m.codes and m.how != "pronoun" and not self._as_written(m)
        ]  # fmt: skip
        if not people:
            return
        names = {m.name for m in people}
        first = people[0]
        opening = self._opens_with(first, sentence)
        if opening or len(names) == 1:
            self.topic, self.topic_at = self._person(first), sentence

    def _opens_with(self, mention: Mention, sentence: int) -> bool:
        earlier = [m for m in self.by_sentence[sentence] if m.span.start < mention.head.start]
        return not earlier

    def he(self, sentence: int) -> Speaker | None:
        """Return whom a pronoun as subject stands for."""
        return self.topic if self.topic_at >= self.last_at else self.last

    def again(self, sentence: int) -> Speaker | None:
        """Return whom -nya behind a quotation, or a quotation without cue, stands for."""
        if self.topic is not None and self.topic_at > self.last_at and self.topic_at >= self.paragraph:
            return self.topic
        if self.last is None or (sentence - self.last_at > STALE and self.topic_at > self.last_at):
            return self.topic or self.last
        return self.last

    def resolve(self, scene: Scene, phrase: Phrase, sentence: int) -> tuple[Speaker, ...]:
        """Return the speakers that a phrase stands for; empty where nobody can be named."""
        ws = scene.ws
        if phrase.first >= phrase.last:
            return ()
        span = Span(ws[phrase.first].start, ws[phrase.last - 1].end)
        lows = [w.low for w in ws[phrase.first : phrase.last]]
        inside = [m for m in self.by_sentence.get(sentence, ()) if _belongs(m, span)]
        if len(lows) == 1 and lows[0] in self.speech.pronouns:
            return self._pronoun(inside, span, sentence)
        joined = " ".join(low for low in lows if low not in POINTING)
        if joined in self.speech.plural and joined not in AS_WRITTEN:
            both = self._both(inside, span)
            if both:
                return both
        people = [m for m in inside if m.label == "PER" and m.how != "pronoun" and not self._as_written(m)]
        known = self._described(lows, inside, span, sentence)
        if known is not None and not any(m.codes for m in people):
            return (known,)
        if people:
            return self._people(people, scene, phrase, span)
        if inside and all(m.label in SILENT_LABELS for m in inside):
            return ()
        return self._unlinked(scene, phrase, inside, span)

    def _pronoun(self, inside: Sequence[Mention], span: Span, sentence: int) -> tuple[Speaker, ...]:
        linked = next((m for m in inside if m.label == "PER" and m.how == "pronoun"), None)
        spoken = self.he(sentence)
        if spoken is None and linked is not None:
            return (self._person(linked),)
        return (spoken.resumed(span),) if spoken else ()

    def _as_written(self, mention: Mention) -> bool:
        """An office whose holder is not known, or words that begin before the phrase they belong to."""
        surface = self.text[mention.span.start : mention.span.end]
        if mention.how == "office" and mention.name.casefold() == surface.casefold():
            return True
        first = surface.split(" ", 1)[0].lower() if surface else ""
        return first in self.speech.verbs or first in self.speech.conjunctions

    def _described(self, lows: Sequence[str], inside: Sequence[Mention], span: Span, sentence: int) -> Speaker | None:
        """Whom a description stands for: "kementerian tersebut", "pakar itu", "presiden", "pemimpin Iran"."""
        head = lows[0]
        office = next((m for m in inside if m.how == "office" and m.codes), None)
        if office is not None and len(office.codes) == 1:
            return self._holder(head, office.codes[0], span)
        if not self.speech.people.isdisjoint(lows[:1]) or head in self.speech.titles:
            if len(lows) == 1:
                return self._body(head, span) if head in self.speech.bodies else self._holder(head, None, span)
            if lows[-1] not in POINTING:
                return None
            if head in self.speech.bodies:
                return self._body(head, span)
            spoken = self.he(sentence)
            return spoken.resumed(span) if spoken and spoken.person else None
        return None

    def _holder(self, title: str, code: str | None, span: Span) -> Speaker | None:
        """The one person before whom the text gives this office (of this state), None if several or none."""
        wanted = LEADERS if title in LEADERS else frozenset({title})
        found: dict[str, Mention] = {}
        for mention in self.mentions:
            if mention.span.start >= span.start:
                break
            if mention.label != "PER" or mention.how != "name" or (code and code not in mention.codes):
                continue
            if not wanted.isdisjoint(self.text[mention.head.start : mention.span.start].lower().split()):
                found[mention.name] = mention
        if len(found) != 1:
            return None
        return self._person(next(iter(found.values()))).resumed(span)

    def _body(self, head: str, span: Span) -> Speaker | None:
        """The body named last by a name that begins with the word `head`."""
        pattern = re.compile(rf"\b{re.escape(head)}(?: [A-Z][\w-]+)+", re.IGNORECASE)
        found = [m for m in pattern.finditer(self.text, 0, span.start) if m.group()[len(head) + 1].isupper()]
        if not found:
            return None
        inside = [m for m in self.mentions if _overlap(m.span, Span(*found[-1].span()))]
        return Speaker(found[-1].group(), _code(inside), span, person=False)

    def _both(self, inside: Sequence[Mention], span: Span) -> tuple[Speaker, ...]:
        codes = {code for m in inside for code in m.codes}
        latest: dict[str, Speaker] = {}
        for mention in self.mentions:
            if mention.span.start >= span.start:
                break
            if mention.label != "PER" or not mention.codes or mention.how == "pronoun":
                continue
            if not codes or mention.codes[0] in codes:
                latest[mention.codes[0]] = self._person(mention).resumed(span)
        if len(latest) == 2 and (not codes or len(codes) == 2):
            return tuple(latest.values())
        return ()

    def _people(self, people: Sequence[Mention], scene: Scene, phrase: Phrase, span: Span) -> tuple[Speaker, ...]:
        last = people[-1]
        before = self.text[span.start : last.span.start].lower().split()
        if (before and before[-1].strip(",") in self.speech.owners) or "kantor" in before[:1]:
            return (self._written(scene, phrase, people, span),)
        if len(people) > 1:
            between = self.text[people[-2].span.end : last.head.start].strip().lower()
            if between in JOINING and people[-2].name != last.name:
                return tuple(self._person(m) for m in people[-2:])
        return (self._person(last),)

    def _person(self, mention: Mention) -> Speaker:
        shown = mention.name
        if mention.label == "PER":
            surface = self.text[mention.span.start : mention.span.end]
            tail = shown.split()[-1] if shown.split() else shown
            if not re.search(rf"\b{re.escape(tail)}\b", self.text):
                shown = self.full_name(surface)
        code = mention.codes[0] if mention.codes else None
        return Speaker(shown, code, mention.span)

    def _unlinked(self, scene: Scene, phrase: Phrase, inside: Sequence[Mention], span: Span) -> tuple[Speaker, ...]:
        first, last = phrase.first, phrase.last
        while first < last - 1 and scene.low[first] in self.speech.papers:
            first += 1
            while first < last - 1 and scene.low[first] in (
                "dari",
                "resmi",
                "bersama",
                "tertulis",
                "from",
                "by",
            ):
                first += 1
        phrase = Phrase(first, last)
        span = Span(scene.ws[first].start, span.end)
        if scene.low[first] in self.speech.papers:
            return ()
        written = scene.low[first] in self.speech.bodies or any(m.how == "office" for m in inside)
        inner = name_words(scene, first, last)
        if not written and inner:
            surface = self.text[scene.ws[inner.start].start : scene.ws[inner.stop - 1].end]
            own = Span(scene.ws[inner.start].start, scene.ws[inner.stop - 1].end)
            return (Speaker(self.full_name(surface), _code(inside), own),)
        return (self._written(scene, phrase, inside, span),)

    def _written(self, scene: Scene, phrase: Phrase, inside: Sequence[Mention], span: Span) -> Speaker:
        """The phrase as it stands, or the short name in brackets behind a body's long one."""
        short = ACRONYM.match(self.text, span.end)
        shown = self.text[span.start : span.end]
        bodies = [m for m in inside if m.label != "GPE"] or not inside
        if short and bodies and phrase.last - phrase.first > 2:
            shown = short.group(1)
        first = shown.split(" ", 1)[0].lower()
        if first in ("sang", "the") and " " in shown:
            shown = shown.split(" ", 1)[1]
        while shown.rsplit(" ", 1)[-1].lower() in POINTING and " " in shown:
            shown = shown.rsplit(" ", 1)[0]
        return Speaker(shown, _code(inside), span, person=False)

    def full_name(self, surface: str) -> str:
        """Return the fullest form of a person's name that the article gives."""
        if surface not in self.full_names:
            self.full_names[surface] = self._search(surface)
        return self.full_names[surface]

    def _search(self, surface: str) -> str:
        best = surface
        if INITIALS.fullmatch(surface):
            at = self.text.find(f" ({surface})")
            left = self._left(at + 1) if at > 0 else ""
            return left or surface
        for match in re.finditer(rf"\b{re.escape(surface)}\b", self.text[self.body :]):
            start, end = match.start() + self.body, match.end() + self.body
            name = f"{self._left(start)} {surface}{self._right(end)}".strip()
            if len(name.split()) > len(best.split()):
                best = name
        return best

    def _left(self, at: int) -> str:
        """The capitalised words right before `at` that can belong to a name."""
        found = NAME_LEFT.search(self.text, max(0, at - 60), at)
        kept: list[str] = []
        for word in reversed(found.group().split() if found else []):
            start = at - len(" ".join([word, *kept])) - 1
            if not self._name_like(word, start):
                break
            kept.insert(0, word)
        return " ".join(kept if len(kept[0:1]) and len(kept[0].strip(".")) > 1 else kept[1:])

    def _right(self, at: int) -> str:
        """The capitalised words right behind `at` that can belong to a name, with a leading space."""
        found = NAME_RIGHT.match(self.text, at)
        kept = ""
        for word in found.group().split() if found else []:
            if not self._name_like(word, at + len(kept) + 1):
                break
            kept += f" {word}"
        return kept

    def _name_like(self, word: str, start: int) -> bool:
        low = word.lower().rstrip(".")
        if not word[:1].isupper() or low in self.speech.verbs:
            return False
        lists = (self.speech.titles, self.speech.people, self.speech.dates, self.speech.conjunctions,
                 self.speech.prepositions, self.speech.adverbs, self.speech.things, self.speech.media)  # fmt: skip
        if any(low in words_ for words_ in lists):
            return False
        for mention in self.mentions:
            in_name = mention.span.start <= start < mention.span.end
            if in_name and mention.label != "PER":
                return False
            if not in_name and mention.label == "PER" and mention.head.start <= start < mention.head.end:
                return False  # the office before a linked name
        return True


def scene_of(mentions: Sequence[Mention], text: str, sentence: Span, speech: Speech) -> Scene:
    """Return the words of a sentence with what its mentions say about them."""
    ws = words(text, sentence.start, sentence.end)
    starts = [word.start for word in ws]
    persons: set[int] = set()
    others: set[int] = set()
    for mention in mentions:
        if mention.how == "pronoun":
            continue
        inside = persons if mention.label == "PER" and mention.how != "office" else others
        first = max(0, bisect_right(starts, mention.span.start) - 1)
        for index in range(first, bisect_left(starts, mention.span.end)):
            if ws[index].end > mention.span.start and ws[index].text[0].isupper():
                inside.add(index)
    return Scene(ws, _lows(ws, speech.function), frozenset(persons), frozenset(others - persons), speech)


def _lows(ws: Sequence[Word], function: frozenset[str]) -> list[str]:
    """The lower-cased words; "" for abbreviations and for capitals that are no function words (Yang Jiechi)."""
    lows: list[str] = []
    behind_word = False
    for text, low, _, _ in ws:
        if text[0].isupper() and ((len(text) > 1 and text.isupper()) or (behind_word and low in function)):
            lows.append("")
        else:
            lows.append(low)
        behind_word = text[0].isalnum()
    return lows


def _belongs(mention: Mention, span: Span) -> bool:
    """Whether a mention is in a phrase: its words, or the office before its name in apposition."""
    if mention.label == "PER":
        return _overlap(mention.head, span) and mention.span.end > span.start
    return _overlap(mention.span, span)


def _overlap(a: Span, b: Span) -> bool:
    return a.start < b.end and b.start < a.end


def _code(inside: Sequence[Mention]) -> str | None:
    return next((m.codes[0] for m in reversed(inside) if m.codes), None)
