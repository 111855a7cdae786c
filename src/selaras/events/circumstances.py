"""When, where, and according to whom: what a report takes from around its trigger.

Time: the expression nearest to the trigger in its sentence; one that dates a credit ("dilansir AFP,
Selasa (16/9)") dates statements only. Without one, a report that is no background takes the day that the
article last told, else the publication day where the lede speaks of it. Place: the nearest place
governed by a locative. Sources: the speakers and media of the quotes of the sentence.
"""

from collections.abc import Sequence

from selaras.events.scene import Scene
from selaras.model import Mention, Quote, Reading, Source, Time

CREDIT_REACH = 6  # words between a credit and its date
VERBAL = frozenset(["AGREE", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"])


def time_of(scene: Scene, times: Sequence[Time], start: int, event: str, published: str | None) -> Time | None:
    """Return the time that dates a trigger, None if its sentence tells none."""
    trigger = scene.tokens[start].start
    usable = [t for t in times if t.iso is not None and (event in VERBAL or not _dates_credit(scene, t))]
    if event in VERBAL and published is not None:
        usable = [t for t in usable if t.start <= published]  # words are dated by when they were said
    return min(usable, key=lambda t: (_crossed(scene, t, trigger), abs(t.span.start - trigger)), default=None)


def _crossed(scene: Scene, time: Time, trigger: int) -> int:
    """How many clause borders lie between a time and a trigger."""
    low, high = sorted((time.span.start, trigger))
    borders = scene.grammar.conjunctions | scene.grammar.relatives
    return sum(
        1 for i, t in enumerate(scene.tokens) if low < t.start < high and scene.owner[i] < 0 and t.low in borders
    )


def _dates_credit(scene: Scene, time: Time) -> bool:
    """Does a credit word stand shortly before the time, with no verb of its own between?"""
    before = [i for i, t in enumerate(scene.tokens) if t.start < time.span.start][-CREDIT_REACH:]
    return any(scene.low[i] in scene.grammar.credits | scene.grammar.credit_nouns for i in before)


def place_of(scene: Scene, start: int) -> Mention | None:
    """Return the place nearest to a trigger that a locative governs; in one clause if there is one."""
    spots = [m for m in (scene.mentions[n] for n in scene.locations()) if is_place(m)]
    trigger = scene.tokens[start].start
    return min(spots, key=lambda m: (_between(scene, m, trigger), abs(m.span.start - trigger)), default=None)


def is_place(mention: Mention) -> bool:
    """Can this mention say where something happened?"""
    return mention.label in ("GPE", "LOC", "FAC", "ORG") and mention.how in ("place", "capital", "name", "seat")


def _between(scene: Scene, mention: Mention, trigger: int) -> int:
    low, high = sorted((mention.span.start, trigger))
    borders = scene.grammar.conjunctions | scene.grammar.relatives
    return sum(
        1 for i, t in enumerate(scene.tokens) if low < t.start < high and scene.owner[i] < 0 and t.low in borders
    )


def sources_of(
    quotes: Sequence[Quote], mentions: Sequence[Mention], actors: Sequence[str], reading: Reading
) -> tuple[Source, ...]:
    """Return who the sentence credits: its speakers unless they are the actors, and the media."""
    found: dict[str, Source] = {}
    for quote in quotes:
        if quote.code is not None and quote.code in actors:
            pass
        elif quote.speaker_span is not None:
            found.setdefault(quote.speaker, Source(quote.speaker, quote.code, quote.speaker_span))
        if quote.medium:
            found.setdefault(quote.medium, Source(quote.medium, None, quote.cue or quote.span))
    return tuple(found.values())
