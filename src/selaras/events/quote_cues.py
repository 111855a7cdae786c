"""The cues of one sentence: which words say that somebody speaks, who, and what he says.

Invariants: a cue inside quotation marks is part of what is said and is left alone; a cue without a
speaker is dropped; a sentence's cues come in order. The kinds are those of speech.yaml.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from selaras.events.quote_phrases import (
    BY,
    HARD,
    Phrase,
    Scene,
    capital,
    clause_start,
    named,
    person_noun,
    phrase_after,
    phrase_before,
    sentence_subject,
)
from selaras.events.quote_speakers import Speaker, Voices
from selaras.model import Span

OPENER_REACH = 16  # words behind a verb in which "bahwa" must stand
AGENT_REACH = 8  # words before a passive in which "oleh" must stand
MIN_BEFORE = 3  # words before a cue in mid-sentence ("Sebab, kata X, ...") below which they are not the content
MIN_CONTENT = 2  # words of content below which nothing is said
MIN_QUOTED = 3  # words of a quotation that makes any verb behind it a speech verb
QUOTES = frozenset("\"'‘`")  # folded quotation marks, as words
EDGE_BEFORE = frozenset({*QUOTES, ",", "-", "–", "—", ")", "?", "!", ".", ":", ";", "…"})
WILL = frozenset({"akan", "tidak"})  # "berjanji akan ...": a promise in words
AIMS = frozenset({"agar", "supaya"})  # "memperingatkan X agar ...": a request, no words
AIM_REACH = 8  # words behind a verb in which they make it one
ENCLITIC = "nya"
ANNOUNCED = frozenset({"hal", "informasi", "pernyataan", "kabar", "imbauan", "pesan", "itu", "ini"})
SUBJECT_KINDS = frozenset({"statement", "clause", "marks", "quoted"})
PASSES_ON = frozenset({"demikian", "seperti", "sebagaimana"})


@dataclass(slots=True)
class Cue:
    """A cue: its kind, the words [first, last] it takes with its speaker, and what it introduces.

    `content` is None where the words are in the quotation next to it; `silent` cues only name the
    speaker of what follows.
    """

    kind: str
    first: int
    last: int
    span: Span
    speakers: tuple[Speaker, ...]
    content: Span | None
    silent: bool = False


def find_cues(scene: Scene, marks: Sequence[Span], voices: Voices, sentence: int) -> list[Cue]:
    """Return the cues of a sentence in order; `marks` are its stretches in quotation marks."""
    finder = _Finder(scene, marks, voices, sentence)
    at = 0
    while at < len(scene.ws):
        at = finder.step(at)
    return finder.speaking()


def medium(scene: Scene, cue: Cue) -> str | None:
    """Return through whom the words came ("kepada AFP", "dikutip dari Reuters"), None if not said."""
    low, ws, speech = scene.low, scene.ws, scene.speech
    for at in range(len(ws) - 1):
        if low[at] not in speech.passing and not low[at].startswith("dilansir"):
            continue
        start = at + 1
        while start < len(ws) and low[start] in ("dari", "oleh", "kantor", "berita", "by", "laman", "situs"):
            start += 1
        end = start
        while end < len(ws) and end - start < 4 and (capital(ws[end]) and low[end] not in speech.dates):
            end += 1
        name = " ".join(w.low for w in ws[start:end])
        explicit = low[at].startswith(("dilansir", "dikutip"))
        if end > start and (explicit or name in speech.media or ws[start].low in speech.media):
            return " ".join(w.text for w in ws[start:end])
    return None


class _Finder:
    """Reads one sentence from left to right."""

    def __init__(self, scene: Scene, marks: Sequence[Span], voices: Voices, sentence: int) -> None:
        self.scene, self.marks, self.voices, self.sentence = scene, marks, voices, sentence
        self.ws, self.low = scene.ws, scene.low
        self.cues: list[Cue] = []
        self.quoted = [any(m.start <= w.start < m.end for m in marks) for w in scene.ws]
        self.size = len(scene.ws)

    def step(self, at: int) -> int:
        """Read the word `at`; return the index of the next word to read."""
        if self.quoted[at]:
            self._verb_in_marks(at)
            return at + 1
        kind, length = self._kind(at)
        cue = None
        if kind is not None:
            cue = self._read(kind, at, at + length)
        elif self._behind_quotation(at):
            cue = self._unknown_verb(at)
        if cue is None:
            return at + length
        if cue.speakers:
            self.cues.append(cue)
        return max(at + length, cue.last + 1 if kind not in SUBJECT_KINDS else 0)

    def speaking(self) -> list[Cue]:
        """The cues found, without the media that only pass on what another speaker says."""
        others = [cue for cue in self.cues if not self._by_medium(cue)]
        return others if others else self.cues

    def _by_medium(self, cue: Cue) -> bool:
        names = {low for s in cue.speakers for low in s.name.lower().split()}
        heard = " ".join(s.name.lower() for s in cue.speakers)
        return (
            not names.isdisjoint(self.scene.speech.media)
            or heard in self.scene.speech.media
            or "kantor berita" in heard
        )

    def _kind(self, at: int) -> tuple[str | None, int]:
        low = self.low[at]
        if at and capital(self.ws[at]) and self.ws[at - 1].text[:1].isalnum():
            return None, 1  # "the United States", "Denies Claims": a name or a headline
        for rest, kind in self.scene.speech.phrases.get(low, ()):
            if tuple(self.low[at + 1 : at + 1 + len(rest)]) == rest:
                return kind, 1 + len(rest)
        return self.scene.speech.verbs.get(low), 1

    def _read(self, kind: str, at: int, end: int) -> Cue | None:
        if kind in SUBJECT_KINDS:
            return self._with_subject(kind, at, end)
        if kind == "inverted":
            return self._inverted(at, end)
        if kind == "enclitic":
            return self._enclitic(at, end)
        if kind in ("passive", "passive_marks"):
            return self._passive(kind, at, end)
        if kind == "according":
            return self._according(at, end)
        speaker = self._so_far() or self.voices.he(self.sentence)
        return self._cue("own_view", at, end - 1, at, end, (speaker,) if speaker else (), self._around(at, end))

    def _verb_in_marks(self, at: int) -> None:
        """A verb that opens a quotation behind its subject: both leaders "reaffirm that ..."."""
        word = self.ws[at]
        if at < 2 or self.quoted[at - 1] or not word.text[0].islower() or not self.ws[at - 2].text[0].isalnum():
            return
        marks = next((m for m in self.marks if m.start <= word.start < m.end), None)
        kind, length = self._kind(at)
        if marks is None or kind not in SUBJECT_KINDS:
            return
        phrase = phrase_before(self.scene, at - 1, self._floor(at))
        if phrase is not None and not phrase.carried:
            speakers = self._resolve(phrase)
            if speakers:
                self.cues.append(self._cue(kind, phrase.first, at, at, at + length, speakers, marks))

    # one method per kind

    def _inverted(self, at: int, end: int) -> Cue | None:
        """ "...," kata X; Sebab, kata X, ..."""
        if at > 0 and self.ws[at - 1].text not in EDGE_BEFORE and self.low[at - 1] not in PASSES_ON:
            return None
        if self.low[at] in PASSES_ON and end < self.size and self._kind(end)[0] is not None:
            return None
        phrase = phrase_after(self.scene, end, self._limit(end))
        if phrase is None or (at == 0 and not self._opens_sentence(phrase)):
            return None
        speakers = self._resolve(phrase)
        content = None if self._behind_quotation(at) else self._around(at, phrase.last)
        return self._cue("inverted", at, phrase.last - 1, at, end, speakers, content)

    def _opens_sentence(self, phrase: Phrase) -> bool:
        """Whether a cue at the very start is one: "Kata dia, ..." but not "Nilai tukar ..."."""
        return phrase.last < self.size and self.ws[phrase.last].text in ",:" and named(self.scene, *phrase[:2])

    def _enclitic(self, at: int, end: int) -> Cue | None:
        """ "...," katanya"""
        if at == 0 or self.ws[at - 1].text not in EDGE_BEFORE:
            return None
        speaker = self._so_far() or self.voices.again(self.sentence)
        speakers = (speaker.resumed(None),) if speaker else ()
        content = None if self._behind_quotation(at) else self._around(at, end)
        return self._cue("enclitic", at, end - 1, at, end, speakers, content)

    def _with_subject(self, kind: str, at: int, end: int) -> Cue | None:
        """X mengatakan ...; "...," said X; ..., two officials said"""
        if at > 0 and self.ws[at - 1].text in EDGE_BEFORE and kind != "quoted":
            behind = self._turned(at, end)
            if behind is not None:
                return behind
        phrase = phrase_before(self.scene, at, self._floor(at))
        if phrase is None:
            return None
        content = self._said(kind, phrase, at, end)
        if content is None:
            return None
        speakers = self._carried(at) if phrase.carried else self._resolve(phrase)
        first = at if phrase.carried else min(phrase.first, at)
        return self._cue(kind, first, end - 1, at, end, speakers, content)

    def _turned(self, at: int, end: int) -> Cue | None:
        """An English verb before its subject: "...," said X."""
        if not self._behind_quotation(at) or self.low[at].startswith(("me", "ber")):
            return None
        phrase = phrase_after(self.scene, end, self._limit(end))
        if phrase is None:
            return None
        return self._cue("inverted", at, phrase.last - 1, at, end, self._resolve(phrase), None)

    def _passive(self, kind: str, at: int, end: int) -> Cue | None:
        """..., demikian diumumkan X; dikecam X sebagai "..."; Hal itu disampaikan X."""
        phrase = self._agent(at, end)
        if phrase is None:
            return None
        passed_on = at > 0 and (self.ws[at - 1].text in EDGE_BEFORE or self.low[at - 1] in PASSES_ON)
        after = self._quotation_after(self.ws[end - 1].end) or self._as_what(phrase)
        if kind == "passive_marks" and after is None:
            return None
        silent = not passed_on and after is None
        if silent and ANNOUNCED.isdisjoint(self.low[max(0, at - 4) : at]):
            return None
        content = after or (None if self._behind_quotation(at) else self._around(at, phrase.last))
        last = max(phrase.last, end) - 1
        return self._cue("passive", min(at, phrase.first), last, at, end, self._resolve(phrase), content, silent)

    def _agent(self, at: int, end: int) -> Phrase | None:
        """Who acts in a passive: behind the verb, behind "oleh" after a quotation, or "oleh X" before it."""
        phrase = phrase_after(self.scene, end, self._limit(end))
        if phrase is not None:
            return phrase
        for by in (*range(end, min(self.size, end + OPENER_REACH)), *range(max(0, at - AGENT_REACH), at)):
            if self.low[by] in BY and not self.quoted[by]:
                limit = at if by < at else self._limit(by + 1)
                return phrase_after(self.scene, by + 1, limit)
        return None

    def _as_what(self, phrase: Phrase) -> Span | None:
        """The words behind "sebagai" after the agent: "digambarkan X sebagai tanggapan"."""
        if phrase.last < self.size and self.low[phrase.last] in ("sebagai", "as"):
            return self._stretch(phrase.last + 1, self._stop(phrase.last), MIN_CONTENT)
        return None

    def _according(self, at: int, end: int) -> Cue | None:
        """Menurut X, ...; ..., according to X"""
        phrase = phrase_after(self.scene, end, self._limit(end))
        if phrase is None:
            return None
        return self._cue(
            "according", at, phrase.last - 1, at, end, self._resolve(phrase), self._around(at, phrase.last)
        )

    def _unknown_verb(self, at: int) -> Cue | None:
        """Any verb right behind a quotation: "...," desis X; "...," candanya."""
        word, low, speech = self.ws[at], self.low[at], self.scene.speech
        if not low or not word.text.isalpha() or capital(word) or not self._long_quotation_before(at):
            return None
        if low in speech.prepositions or low in speech.conjunctions or low in speech.adverbs or low in speech.silent:
            return None
        if low.endswith(ENCLITIC) and len(low) > 5:
            return self._enclitic(at, at + 1)
        noun = low in speech.people or low in speech.titles or low in speech.quantifiers
        if not noun and at + 1 < self.size and self._may_name(at + 1):
            return self._inverted(at, at + 1)
        return None

    def _may_name(self, at: int) -> bool:
        low, speech = self.low[at], self.scene.speech
        return capital(self.ws[at]) or low in speech.pronouns or low in speech.quantifiers or person_noun(low, speech)

    # what is said

    def _said(self, kind: str, phrase: Phrase, at: int, end: int) -> Span | None:
        """What a verb with its subject before it introduces; None if it is an act without words."""
        quotation = self._quotation_after(self.ws[end - 1].end)
        if kind in ("marks", "quoted"):
            return None if quotation is None or self._title(quotation) else quotation
        stop = self._stop(end)
        opener = next(
            (i for i in range(end, min(stop, end + OPENER_REACH)) if self.low[i] in self.scene.speech.openers),
            None,
        )
        colon = any(self.ws[i].text == ":" for i in range(end, min(self.size, end + OPENER_REACH)))
        if opener is None and quotation is None and end < self.size and self.low[end] in self.scene.speech.objects:
            return None
        behind = self._trailing(phrase, at, end)
        if behind is not None and opener is None and quotation is None:
            return behind
        promised = self.low[at] in self.scene.speech.promises and self._next_low(end) in WILL
        if kind == "clause" and opener is None and quotation is None and not colon and not promised:
            return None
        urges = self.low[at] in self.scene.speech.urging and opener is None and quotation is None
        if urges and not AIMS.isdisjoint(self.low[end : end + AIM_REACH]):
            return None
        start = end if opener is None else opener + 1
        return self._stretch(start, stop, MIN_CONTENT) or quotation

    def _next_low(self, at: int) -> str:
        return self.low[at] if at < self.size else ""

    def _title(self, marks: Span) -> bool:
        """Whether the words in marks are a name: one to three words, all with capitals."""
        inner = [w for w in self.ws if marks.start <= w.start < marks.end and w.text[:1].isalnum()]
        return 0 < len(inner) <= 3 and all(capital(w) for w in inner)

    def _trailing(self, phrase: Phrase, at: int, end: int) -> Span | None:
        """The words before "..., X said" where nothing but a setting follows the verb."""
        if phrase.carried or phrase.first == 0 or self.ws[phrase.first - 1].text not in EDGE_BEFORE:
            return None
        if end < self.size and self.ws[end].text[:1].isalnum():
            speech = self.scene.speech
            if self.low[end] not in speech.prepositions and self.low[end] not in speech.dates:
                return None
        start = phrase.first - 1
        while start > 0 and self.ws[start - 1].text not in HARD:
            start -= 1
        return self._stretch(start, phrase.first - 1, MIN_BEFORE + 1)

    def _around(self, at: int, end: int) -> Span | None:
        """What a cue in mid-sentence or at its border belongs to: the words before it, else behind it."""
        start = at
        while start > 0 and self.ws[start - 1].text not in HARD:
            start -= 1
        if self.cues and start <= self.cues[-1].last < at:
            start = self.cues[-1].last + 1
        return self._stretch(start, at, MIN_BEFORE) or self._stretch(end, self._stop(end), MIN_CONTENT)

    def _stretch(self, start: int, stop: int, least: int) -> Span | None:
        if sum(w.text[:1].isalnum() for w in self.ws[start:stop]) < least:
            return None
        return Span(self.ws[start].start, self.ws[stop - 1].end)

    def _stop(self, at: int) -> int:
        while at < self.size and not (self.ws[at].text == ";" and not self.quoted[at]):
            at += 1
        return at

    def _quotation_after(self, position: int) -> Span | None:
        return next((m for m in self.marks if m.start >= position), None)

    def _behind_quotation(self, at: int) -> bool:
        """Whether only marks and commas stand between a quotation and the word `at`."""
        while at > 0 and not self.quoted[at - 1] and not self.ws[at - 1].text[:1].isalnum():
            if self.ws[at - 1].text in HARD or self.ws[at - 1].text in "()":
                return False
            at -= 1
        return at > 0 and self.quoted[at - 1]

    def _long_quotation_before(self, at: int) -> bool:
        return sum(self.quoted[:at]) >= MIN_QUOTED

    # who says it

    def _floor(self, at: int) -> int:
        while at > 0 and not self.quoted[at - 1]:
            at -= 1
        while at < self.size and at > 0 and not self.ws[at].text[:1].isalnum():
            at += 1
        return at

    def _limit(self, at: int) -> int:
        while at < self.size and not self.quoted[at] and self.ws[at].text not in QUOTES:
            at += 1
        return at

    def _so_far(self) -> Speaker | None:
        return self.cues[-1].speakers[-1] if self.cues else None

    def _carried(self, at: int) -> tuple[Speaker, ...]:
        """The subject of a verb that has none of its own: the last speaker of the sentence or its subject."""
        start = clause_start(self.scene, at)
        if self.cues and (start == 0 or self.cues[-1].last >= start):
            return self.cues[-1].speakers
        phrase = sentence_subject(self.scene, at, start)
        found = self._resolve(phrase) if phrase is not None else ()
        if found:
            return found
        speaker = self._so_far() or self.voices.he(self.sentence)
        return (speaker.resumed(None),) if speaker is not None else ()

    def _resolve(self, phrase: Phrase) -> tuple[Speaker, ...]:
        own = self.scene.ws[phrase.first].low if phrase.first < phrase.last else ""
        if own in self.scene.speech.pronouns and self.cues:
            return tuple(
                s.resumed(Span(self.ws[phrase.first].start, self.ws[phrase.first].end))
                for s in self.cues[-1].speakers[-1:]
            )
        return self.voices.resolve(self.scene, phrase, self.sentence)

    def _cue(
        self, kind: str, first: int, last: int, at: int, end: int,
        speakers: tuple[Speaker, ...], content: Span | None, silent: bool = False,
    ) -> Cue:  # fmt: skip
        span = Span(self.ws[at].start, self.ws[end - 1].end)
        return Cue(kind, first, max(last, end - 1), span, speakers, content, silent)
