"""What coders share about an article: its scenes, times and quotes by sentence, its day, how a report is made."""

from collections.abc import Sequence
from typing import TypeVar

from selaras.events.aux import has_phrase
from selaras.events.circumstances import sources_of
from selaras.events.dates import place_words
from selaras.events.grammar import Grammar, Phrases
from selaras.events.scene import Scene
from selaras.model import Mention, Quote, Reading, Report, Sentence, Span, Time, Word, digest, reference_day, words

T = TypeVar("T", Mention, Time, Quote)
SUMMIT_SENTENCES = 6  # an article that names a summit so early is about meetings at it


class Setting:
    """One article as its coders see it. `lang` is a language that the grammar has."""

    def __init__(self, reading: Reading, grammar: Grammar, quotes: Sequence[Quote]) -> None:
        self.reading = reading
        self.grammar = grammar
        self.lang = reading.article.lang if reading.article.lang in ("id", "en") else "id"
        self.day = reference_day(reading)
        self._mentions = _grouped(reading.mentions)
        self._times = _grouped(reading.times)
        self._quotes = _grouped(quotes)
        self._scenes: dict[int, Scene] = {}
        self._summit = any(
            _tells([t.low for t in words(reading.article.text, s.span.start, s.span.end)], grammar.summits)
            for s in reading.sentences[:SUMMIT_SENTENCES]
        )

    def at_summit(self, aux: set[str]) -> bool:
        """Is the article about a summit, and the meeting no background?"""
        return self._summit and "historical" not in aux

    def times(self, sentence: Sentence) -> list[Time]:
        """Return the time expressions of a sentence."""
        return self._times.get(sentence.index, [])

    def quotes(self, sentence: Sentence) -> list[Quote]:
        """Return the quotes of a sentence."""
        return self._quotes.get(sentence.index, [])

    def scene(self, sentence: Sentence) -> Scene:
        """Return a sentence's words and parties, "kami" and "saya" in a quotation among them; made once."""
        if sentence.index not in self._scenes:
            self._scenes[sentence.index] = self._scene(sentence)
        return self._scenes[sentence.index]

    def _scene(self, sentence: Sentence) -> Scene:
        tokens = words(self.reading.article.text, sentence.span.start, sentence.span.end)
        mentions = self._mentions.get(sentence.index, [])
        mentions = _with_first_persons(tokens, mentions, self.quotes(sentence), self.grammar, sentence)
        return Scene(tokens, mentions, self.grammar)

    def report(
        self, scene: Scene, sentence: Sentence, trigger: Span, event: str, mode: str | None, aux: set[str],
        actors: Sequence[str], recipients: Sequence[str], spans: tuple[Sequence[Span], Sequence[Span]],
        time: Time | None, place: Mention | None, confidence: float, coder: str, cue: str,
    ) -> Report:  # fmt: skip
        """Make a report of what was found; `spans` are the words of actors and of recipients.

        An attack on a state or a city without a place of its own took place there.
        """
        article = self.reading.article
        if place is None and event == "ASSAULT":
            place = next((m for m in scene.mentions if m.head in spans[1] and m.label == "GPE"), None)
        key = (event, str(trigger.start), str(trigger.end), ",".join(sorted(actors)), ",".join(sorted(recipients)))
        return Report(
            id=digest(article.id, *key),
            article=article.id,
            sentence=sentence.index,
            event=event,
            mode=mode,
            aux=tuple(sorted(aux)),
            actors=tuple(sorted(actors)),
            recipients=tuple(sorted(recipients)),
            trigger=trigger,
            actor_spans=tuple(spans[0]),
            recipient_spans=tuple(spans[1]),
            confidence=round(confidence, 2),
            coder=coder,
            cue=cue,
            place=place_words(self.reading, place) if place else None,
            place_span=place.span if place else None,
            time=time.iso if time else None,
            time_span=time.span if time else None,
            sources=sources_of(self.quotes(sentence), scene.mentions, actors, self.reading),
        )


def _tells(low: Sequence[str], phrases: Phrases) -> bool:
    return has_phrase(low, range(len(low)), phrases)


def _with_first_persons(
    tokens: Sequence[Word], mentions: list[Mention], quotes: Sequence[Quote], grammar: Grammar, sentence: Sentence
) -> list[Mention]:
    """Add mentions for "kami", "saya", "we" inside a direct quotation: they are its speaker."""
    direct = [q for q in quotes if q.direct and q.code]
    if not direct:
        return mentions
    out = list(mentions)
    for token in tokens:
        if token.low not in grammar.first_persons:
            continue
        for quote in direct:
            if quote.span.start <= token.start < quote.span.end:
                span = Span(token.start, token.end)
                code = quote.code or ""
                out.append(Mention(span, sentence.index, "PER", quote.speaker, (code,), "first-person", span, code))
                break
    return sorted(out, key=lambda m: m.head.start)


def _grouped(records: Sequence[T]) -> dict[int, list[T]]:
    groups: dict[int, list[T]] = {}
    for record in records:
        groups.setdefault(record.sentence, []).append(record)
    return groups
