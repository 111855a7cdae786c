"""Who said what: direct quotations and reported statements with their speakers.

Invariants: at most one quote per speaker and sentence; every span lies inside the article's text; the
headline gives no quotes. Words stand in knowledge/events/speech.yaml: change them there. Paragraphs are
read in order, because "-nya" and a quotation without cue lean on the speaker before.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from selaras.events.quote_cues import Cue, find_cues, medium
from selaras.events.quote_marks import marked
from selaras.events.quote_phrases import Scene
from selaras.events.quote_speakers import Speaker, Voices, scene_of
from selaras.events.quote_speech import Speech, load_speech
from selaras.model import Quote, Reading, Span, digest

__all__ = ["Speech", "load_speech", "quotes"]

SENTENCE_LIKE = 3  # words in marks from which a quotation may stand without a cue
WHOLE_SHARE = 0.75  # share of a sentence in marks from which it is itself a quotation
EDGES = " \t\n\r\u00a0,.;:-–—\"“”„«»'‘’"  # not part of what was said
SPACES = str.maketrans(dict.fromkeys(",.;:!?()[]\"“”„«»'‘’–—…", " "))


class Owner(NamedTuple):
    """Who speaks a quotation, the cue that says so (None if taken over), and the medium."""

    speakers: tuple[Speaker, ...]
    cue: Span | None
    medium: str | None


@dataclass(slots=True)
class Draft:
    """What one article has given so far, by (sentence, speaker)."""

    reading: Reading
    found: dict[tuple[int, str], Quote] = field(default_factory=dict)

    def add(self, at: int, span: Span, speaker: Speaker, direct: bool, cue: Span | None, medium: str | None) -> None:
        """Keep a quote unless the speaker has one in the sentence; words in marks win over other words."""
        article = self.reading.article
        span = _trim(article.text, span)
        key = (at, speaker.name.casefold())
        known = self.found.get(key)
        if span.start >= span.end:
            return
        if known is not None and (known.direct or not direct or known.span.start <= span.start < known.span.end):
            return
        if known is not None:
            cue, medium = cue or known.cue, medium or known.medium
        name_span = speaker.span
        self.found[key] = Quote(
            id=digest(article.id, str(span.start), str(span.end), speaker.name),
            article=article.id,
            sentence=self.reading.sentences[at].index,
            span=span,
            speaker=speaker.name,
            code=speaker.code,
            direct=direct,
            speaker_span=name_span,
            cue=cue,
            medium=medium,
        )  # fmt: skip


def quotes(reading: Reading, speech: Speech) -> tuple[Quote, ...]:
    """Return the quotes of one article in the order of their sentences.

    Uses the article's text, its sentences and mentions (mentions may be missing: names are then read
    from capitals). `speech` comes from load_speech. Never raises for any text.
    """
    voices = Voices(reading, speech)
    draft = Draft(reading)
    start = 0
    sentences = reading.sentences
    while start < len(sentences):
        end = start
        while end < len(sentences) and sentences[end].paragraph == sentences[start].paragraph:
            end += 1
        if sentences[start].headline:
            for at in range(start, end):
                voices.about(at)
        else:
            _paragraph(draft, voices, start, end, speech)
        start = end
    return tuple(quote for _, quote in sorted(draft.found.items(), key=lambda item: (item[0][0], item[1].span.start)))


def _paragraph(draft: Draft, voices: Voices, start: int, end: int, speech: Speech) -> None:
    """Read the sentences [start, end) of one paragraph."""
    text = draft.reading.article.text
    sentences = draft.reading.sentences[start:end]
    spans = [s.span for s in sentences]
    ranges = marked(text, Span(spans[0].start, max(s.end for s in spans)), spans)
    voices.paragraph = start
    owners: dict[int, Owner] = {}
    before: dict[int, Speaker | None] = {}
    for at, span in enumerate(spans, start):
        inside = [n for n, r in enumerate(ranges) if r.start < span.end and span.start < r.end]
        if not inside and not _may_speak(text, span, speech):
            voices.about(at)
            continue
        for n in inside:
            before.setdefault(n, voices.again(at))
        if any(ranges[n].start <= span.start and span.end <= ranges[n].end + 1 for n in inside):
            continue  # wholly in quotation marks: no cue of its own
        scene = scene_of(voices.by_sentence.get(at, ()), text, span, speech)
        cues = find_cues(scene, [ranges[n] for n in inside], voices, at)
        for cue in cues:
            _keep(draft, cue, ranges, at, scene)
        for n in inside:
            owner = _owner(scene, ranges[n], cues)
            if owner is not None:
                owners.setdefault(n, Owner(owner.speakers, owner.span, medium(scene, owner)))
        if cues:
            voices.spoke(cues[-1].speakers[-1], at)
        elif not inside:
            voices.about(at)
    _quotations(draft, voices, start, spans, ranges, owners, before)


def _may_speak(text: str, span: Span, speech: Speech) -> bool:
    """Whether a sentence has any word that opens a cue; spares the others the tokeniser."""
    return not speech.starts.isdisjoint(text[span.start : span.end].lower().translate(SPACES).split())


def _keep(draft: Draft, cue: Cue, ranges: Sequence[Span], at: int, scene: Scene) -> None:
    if cue.silent or cue.content is None:
        return
    content = _trim(draft.reading.article.text, cue.content)
    direct = any(r.start <= content.start and content.end <= r.end for r in ranges)
    for speaker in cue.speakers:
        draft.add(at, content, speaker, direct, cue.span, medium(scene, cue))


def _owner(scene: Scene, marks: Span, cues: Sequence[Cue]) -> Cue | None:
    """Return the cue that a quotation belongs to: the one right behind it, else the last before it."""
    behind = next((i for i, w in enumerate(scene.ws) if w.start >= marks.end and w.text[:1].isalnum()), None)
    if behind is not None:
        for cue in cues:
            if cue.first <= behind <= cue.last and cue.span.start >= marks.end:
                return cue
    earlier = [cue for cue in cues if cue.span.end <= marks.start]
    return earlier[-1] if earlier else None


def _quotations(
    draft: Draft,
    voices: Voices,
    start: int,
    spans: Sequence[Span],
    ranges: Sequence[Span],
    owners: dict[int, Owner],
    before: dict[int, Speaker | None],
) -> None:
    """Give each sentence inside quotation marks to the quotation's speaker."""
    text = draft.reading.article.text
    for n, marks in enumerate(ranges):
        owner = owners.get(n) or _inherited(n, marks, spans, ranges, owners, before)
        if owner is None:
            continue
        for at, span in enumerate(spans, start):
            part = Span(max(marks.start, span.start), min(marks.end, span.end))
            if part.start >= part.end or not (n in owners or _stands_alone(text, part, span)):
                continue
            for speaker in owner.speakers:
                draft.add(at, part, speaker, True, owner.cue, owner.medium)
            if n not in owners:
                voices.spoke(owner.speakers[-1], at)


def _inherited(
    n: int,
    marks: Span,
    spans: Sequence[Span],
    ranges: Sequence[Span],
    owners: dict[int, Owner],
    before: dict[int, Speaker | None],
) -> Owner | None:
    """The owner of a quotation without cue: that of the paragraph's quotation before or behind it,
    else the last speaker."""
    near = [m for m in owners if m < n and _whole(ranges[m], spans)] or [m for m in owners if m > n]
    if near:
        owner = owners[max(near) if near[0] < n else min(near)]
        return Owner(tuple(s.resumed(None) for s in owner.speakers), None, owner.medium)
    last = before.get(n)
    return Owner((last.resumed(None),), None, None) if last else None


def _whole(marks: Span, spans: Sequence[Span]) -> bool:
    return any(abs(marks.start - span.start) <= 2 or marks.start < span.start < marks.end for span in spans)


def _stands_alone(text: str, part: Span, sentence: Span) -> bool:
    """Whether the words in marks are a sentence of their own, not a name or a phrase within one."""
    if len(text[part.start : part.end].split()) < SENTENCE_LIKE:
        return False
    return part.end - part.start >= WHOLE_SHARE * (sentence.end - sentence.start)


def _trim(text: str, span: Span) -> Span:
    start, end = span.start, span.end
    while start < end and text[start] in EDGES:
        start += 1
    while end > start and text[end - 1] in EDGES:
        end -= 1
    return Span(start, end)
