"""Who a phrase stands for: the name to show, its code, and the state of the talk so far.

Invariants: a person is shown by the fullest name that the article's own words support (a linked
name whose last word the article never gives is not used); a phrase without name stays as written.
One Voices object serves one article and is told of every sentence in order.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from selaras.events.quote_phrases import JOINING, POINTING, Phrase, Scene, capital, name_words, named, plain
from selaras.events.quote_speech import Speech
from selaras.model import Mention, Reading, Span, Word, words

NAME_LEFT = re.compile(r"(?:[^\W\d_][\w.'’-]*[ \u00a0]){1,4}$")
NAME_RIGHT = re.compile(r"(?:[ \u00a0][^\W\d_][\w'’-]*){1,2}")
ACRONYM = re.compile(r"\s?\(([A-Z][A-Za-z-]{1,9}(?: RI)?)\)")  # "Organisasi ... (OECD)"
INITIALS = re.compile(r"[A-Z]{2,6}")
HEADLINE_LIKE = 0.6  # share of capitals above which a line's capitals say nothing
AS_WRITTEN = frozenset({"kedua belah pihak", "kedua pihak", "both sides", "the two sides"})
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

    def spoke(self, speaker: Speaker, sentence: int) -> None:
        """Remember who spoke last, and that he is also what the text is about."""
        self.last, self.last_at = speaker, sentence
        self.topic, self.topic_at = speaker, sentence

    def about(self, sentence: int) -> None:
        """Note the person whom a sentence without speaker is about: the one it opens with, or its only one."""
        people = [m for m in self.by_sentence.get(sentence, ()) if m.label == "PER" and m.how != "pronoun"]
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
        inside = [m for m in self.by_sentence.get(sentence, ()) if _overlap(m.span, span)]
        if len(lows) == 1 and lows[0] in self.speech.pronouns:
            return self._pronoun(inside, span, sentence)
        joined = " ".join(low for low in lows if low not in POINTING)
        if joined in self.speech.plural and joined not in AS_WRITTEN:
            both = self._both(inside, span)
            if both:
                return both
        people = [m for m in inside if m.label == "PER" and m.how != "pronoun"]
        if people:
            return self._people(people, scene, phrase, span)
        return self._unlinked(scene, phrase, inside, span)

    def _pronoun(self, inside: Sequence[Mention], span: Span, sentence: int) -> tuple[Speaker, ...]:
        linked = next((m for m in inside if m.label == "PER" and m.how == "pronoun"), None)
        spoken = self.he(sentence)
        if spoken is None and linked is not None:
            return (self._person(linked),)
        return (spoken.resumed(span),) if spoken else ()

    def _both(self, inside: Sequence[Mention], span: Span) -> tuple[Speaker, ...]:
        codes = {code for m in inside for code in m.codes}
        latest: dict[str, Speaker] = {}
        for mention in self.mentions:
            if mention.span.start >= span.start:
                break
            if mention.label == "PER" and mention.codes and (not codes or mention.codes[0] in codes):
                if mention.how != "pronoun":
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
        if named(scene, first, last) and scene.low[first] not in INSTITUTIONS:
            inner = name_words(scene, first, last)
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
        return not any(m.span.start <= start < m.span.end and m.label != "PER" for m in self.mentions)


INSTITUTIONS = frozenset(
    [
        "kementerian",
        "departemen",
        "kantor",
        "kedutaan",
        "kedubes",
        "badan",
        "lembaga",
        "komisi",
        "dewan",
        "majelis",
        "partai",
        "kelompok",
        "bank",
        "mahkamah",
        "pengadilan",
        "gedung",
        "istana",
        "angkatan",
        "militer",
        "polisi",
        "kepolisian",
        "pemerintah",
        "pemerintahan",
        "organisasi",
        "front",
        "serikat",
        "asosiasi",
        "federasi",
        "koalisi",
        "perusahaan",
        "pihak",
        "ministry",
        "department",
        "office",
        "embassy",
    ]
)


def scene_of(reading_mentions: Sequence[Mention], text: str, sentence: Span, speech: Speech) -> Scene:
    """Return the words of a sentence with what the mentions say about them."""
    ws = words(text, sentence.start, sentence.end)
    persons: set[int] = set()
    others: set[int] = set()
    for mention in reading_mentions:
        if mention.how == "pronoun":
            continue
        inside = persons if mention.label == "PER" else others
        for index, word in enumerate(ws):
            if word.start < mention.span.end and word.end > mention.span.start and capital(word):
                inside.add(index)
    return Scene(ws, _lows(ws, speech), frozenset(persons), frozenset(others - persons), speech)


def _lows(ws: Sequence[Word], speech: Speech) -> list[str]:
    """The lower-cased words; "" for abbreviations and for capitals that are no function words (Yang Jiechi)."""
    lows: list[str] = []
    for index, word in enumerate(ws):
        low = plain(word)
        if index and capital(word) and ws[index - 1].text[:1].isalnum() and low in speech.function:
            low = ""
        lows.append(low)
    return lows


def _overlap(a: Span, b: Span) -> bool:
    return a.start < b.end and b.start < a.end


def _code(inside: Sequence[Mention]) -> str | None:
    return next((m.codes[0] for m in reversed(inside) if m.codes), None)
