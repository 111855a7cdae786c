"""The rule coder: reports of a sentence from its cues, their frames, and the words around.

Each frame of the cue files is one small function that says who acts and who receives. What a cue
means stands in knowledge/events/cues, function words in grammar.yaml; nothing here names an event.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, TypeVar

from selaras.events.aux import PLANNED, around, has_phrase, is_future, is_past_background, tells_of_past
from selaras.events.circumstances import VERBAL, place_of, sources_of, time_of
from selaras.events.cues import Cue, Cues, Match, matches
from selaras.events.dates import place_words
from selaras.events.grammar import Grammar, Phrases
from selaras.events.scene import HARD, Scene
from selaras.knowledge.yaml_files import read_yaml
from selaras.model import Mention, Quote, Reading, Report, Sentence, Span, Time, Word, digest, reference_day, words

T = TypeVar("T", Mention, Time, Quote)
NEEDS_ACTOR = frozenset(
    ["AGREE", "AID", "COOPERATE", "SANCTION", "THREATEN"]
)  # told without an actor they are rarely events
DEEP = frozenset(["AGREE", "THREATEN"])  # whom they concern may stand in their complement
ANSWERS = frozenset(["REJECT"])  # types that answer what another has just asked or alleged
ANSWER_BACK = 2  # sentences back that an answer reaches
POINTER_REACH = 4  # words behind a verb within which its object points back
PURPOSE = frozenset(["untuk", "guna", "demi", "to"])
SHAPE = {(True, True): 1.0, (True, False): 0.85, (False, True): 0.65}  # confidence by who is known: actor, recipient
REACHES_PLACES = frozenset(["ASSAULT", "MOBILIZE", "AID"])  # a place may stand for the state it is done to
TRAVELLERS = frozenset(["delegasi", "rombongan", "tim", "utusan", "misi", "delegation", "team", "mission", "envoys"])
SUMMIT_SENTENCES = 6  # an article that names a summit so early is about meetings at it
COMPLEMENT = 12  # words behind a trigger that may decide its mode
BEFORE = {"ASSAULT": 4}  # types whose mode is told around the trigger: so many words on both sides
HEAD = 3  # a noun among so many first words may have its subject behind the comma ("Dalam kunjungannya ke X, Y ...")
LIGHT_REACH = 4  # words between a light verb and its noun

Modes = Mapping[str, Mapping[str, tuple[frozenset[str], tuple[str, ...]]]]


def load_modes(path: Path) -> Modes:
    """Read the modes file: event -> mode -> (whole words, beginnings of words)."""
    return {
        event: {
            mode: (
                frozenset(w for w in words_ if not w.endswith("…")),
                tuple(w[:-1] for w in words_ if w.endswith("…")),
            )
            for mode, words_ in modes.items()
        }
        for event, modes in read_yaml(path).items()
    }


@dataclass(frozen=True, slots=True)
class Rules:
    """The knowledge of the rule coder."""

    cues: Cues
    grammar: Grammar
    modes: Modes


class Parties(NamedTuple):
    """Mentions that act and receive, by their number in the scene."""

    actors: list[int]
    recipients: list[int]


def reports(reading: Reading, rules: Rules, quotes: Sequence[Quote]) -> list[Report]:
    """Return every report that the sentences of an article tell, in order of position."""
    coder = _Coder(reading, rules, quotes)
    for sentence in reading.sentences:
        coder.told.extend(coder.sentence(sentence))
    return coder.told


class _Coder:
    def __init__(self, reading: Reading, rules: Rules, quotes: Sequence[Quote]) -> None:
        self.reading = reading
        self.rules = rules
        self.lang = reading.article.lang if reading.article.lang in ("id", "en", "ms") else "id"
        self.lang = "id" if self.lang == "ms" else self.lang
        self.day = reference_day(reading)
        self.mentions = _grouped(reading.mentions)
        self.times = _grouped(reading.times)
        self.quotes = _grouped(quotes)
        self.told: list[Report] = []

        self.summit = any(
            _tells([t.low for t in words(reading.article.text, s.span.start, s.span.end)], rules.grammar.summits)
            for s in reading.sentences[:SUMMIT_SENTENCES]
        )

    def at_summit(self, aux: set[str]) -> bool:
        """Is the article about a summit, and the meeting no background?"""
        return self.summit and "historical" not in aux

    def sentence(self, sentence: Sentence) -> list[Report]:
        text = self.reading.article.text
        tokens = words(text, sentence.span.start, sentence.span.end)
        mentions = self.mentions.get(sentence.index, [])
        quotes = self.quotes.get(sentence.index, [])
        mentions = _with_first_persons(tokens, mentions, quotes, self.rules.grammar, sentence)
        scene = Scene(tokens, mentions, self.rules.grammar)
        found = matches(tokens, self.rules.cues, self.lang, sentence.headline, scene.named(), self.rules.grammar)
        out: list[Report] = []
        closed = -1
        for candidates in found:
            if candidates[0].start < closed:
                continue
            for match in candidates:
                told = self._reports(scene, sentence, match, quotes)
                if told:
                    out.extend(told)
                    closed = max(closed, _complement(scene, match.end) if match.form.cue.takes else match.end)
                    break
        return out

    def _reports(self, scene: Scene, sentence: Sentence, match: Match, quotes: Sequence[Quote]) -> list[Report]:
        """The reports of one cue: one, or one for each partner that a single party met in turn."""
        parties = FRAMES[match.form.cue.frame](scene, match, self.lang)
        each = [parties]
        if match.form.cue.frame == "reciprocal" and len(parties.actors) == 1 and len(parties.recipients) > 1:
            each = [Parties(parties.actors, [n]) for n in parties.recipients]
        found = [self._report(scene, sentence, match, p, quotes) for p in each]
        return [report for report in found if report is not None]

    def _report(
        self, scene: Scene, sentence: Sentence, match: Match, parties: Parties, quotes: Sequence[Quote]
    ) -> Report | None:
        cue = match.form.cue
        quoted = _quoted(scene, match.start, quotes)
        actors = _codes(scene, parties.actors)
        recipients = _codes(scene, parties.recipients)
        if not recipients and actors and _points_back(scene, match):
            recipients = self._answered(sentence, cue, actors)
        if not _complete(cue, actors, recipients) or _is_purpose(scene, match, cue):
            return None
        if quoted and not any(scene.mentions[n].how == "first-person" for n in parties.actors):
            return None
        aux = around(scene, match.start, cue.part, self.rules.grammar, self.lang)
        time = time_of(scene, self.times.get(sentence.index, []), match.start, cue.event, self.day)
        event, mode = self._standing(cue, aux, time, scene)
        if event == "AGREE" and cue.event != "AGREE":
            mode = None
        if event == "CONSULT" and mode is None and cue.frame == "reciprocal":
            mode = "multilateral" if len({*actors, *recipients}) >= 3 or self.at_summit(aux) else None
        mode = mode_by_words(scene.low, match, event, self.rules.modes) or mode
        place = place_of(scene, match.start)
        if event == "AGREE" and time is not None and is_future(time, self.day):
            time = None
        span = Span(scene.tokens[match.start].start, scene.tokens[match.end - 1].end)
        if cue.frame == "reciprocal":
            actors, recipients = sorted({*actors, *recipients}), []
        return self._make(
            scene, sentence, cue, span, event, mode, aux, actors, recipients, parties, time, place, quotes
        )

    def _answered(self, sentence: Sentence, cue: Cue, actors: Sequence[str]) -> list[str]:
        """Whose words or deed "membantahnya", "menolak permintaan itu" answers: of a report shortly before."""
        if cue.event not in ANSWERS:
            return []
        for report in reversed(self.told):
            if sentence.index - report.sentence > ANSWER_BACK:
                break
            others = sorted(set(report.actors) - set(actors))
            if others and (cue.event != "REJECT" or set(actors) & set(report.recipients)):
                return others
        return []

    def _standing(self, cue: Cue, aux: set[str], time: Time | None, scene: Scene) -> tuple[str, str | None]:
        """Settle the aux labels against the time; planned cooperation becomes AGREE."""
        past = (
            "historical" in aux
            or is_past_background(time, self.day)
            or (time is None and tells_of_past(scene, self.rules.grammar, self.lang))
        )
        if past:
            aux.add("historical")
            aux.discard("future")
        elif is_future(time, self.day) and cue.event not in VERBAL:
            aux.add("future")
        if "future" in aux and cue.event in PLANNED:
            aux.discard("future")
            return PLANNED[cue.event], None
        if cue.event == "AGREE" or cue.event == "THREATEN":
            aux.discard("future")
            aux.discard("hypothetical")
        if cue.event == "REJECT":
            aux.discard("future")
        return cue.event, cue.mode

    def _make(
        self, scene: Scene, sentence: Sentence, cue: Cue, span: Span, event: str, mode: str | None, aux: set[str],
        actors: list[str], recipients: list[str], parties: Parties, time: Time | None, place: Mention | None,
        quotes: Sequence[Quote],
    ) -> Report:  # fmt: skip
        article = self.reading.article
        key = (event, str(span.start), str(span.end), ",".join(actors), ",".join(recipients))
        return Report(
            id=digest(article.id, *key),
            article=article.id,
            sentence=sentence.index,
            event=event,
            mode=mode,
            aux=tuple(sorted(aux)),
            actors=tuple(sorted(actors)),
            recipients=tuple(sorted(recipients)),
            trigger=span,
            actor_spans=tuple(scene.mentions[n].head for n in parties.actors),
            recipient_spans=tuple(scene.mentions[n].head for n in parties.recipients),
            confidence=round(cue.confidence * _known(cue, actors, recipients), 2),
            coder="rules",
            cue=f"{cue.event.lower()}: {cue.text}",
            place=place_words(self.reading, place) if place else None,
            place_span=place.span if place else None,
            time=time.iso if time else None,
            time_span=time.span if time else None,
            sources=sources_of(quotes, scene.mentions, actors, self.reading),
        )


# -- frames: who acts, who receives


def _directed(scene: Scene, match: Match, lang: str) -> Parties:
    cue = match.form.cue
    if cue.part == "noun":
        return _of_noun(scene, match, lang)
    if _is_passive(scene, match):
        agent = scene.agent(match.end)
        return Parties(agent, [n for n in scene.subject(match.start, places=True) if n not in agent])
    actors = scene.subject(match.start)
    own = frozenset(_codes(scene, actors))
    wide = cue.event in REACHES_PLACES
    recipients = scene.target(match.end, skip=own) if match.form.has_gap else []
    recipients = (
        recipients
        or scene.objects(match.start, match.end, places=wide, skip=own, deep=cue.event in DEEP)
        or scene.objects(match.start, match.end)
    )
    return Parties(actors, [n for n in recipients if n not in actors])


def _of_noun(scene: Scene, match: Match, lang: str) -> Parties:
    """A noun with its own possessor and target, or with a light verb that lends them."""
    actors = scene.possessor(match.start, match.end, lang)
    recipients = [n for n in scene.target(match.end) if n not in actors]
    light = _light(scene, match.start, lang)
    if light >= 0 and not actors:
        actors = scene.subject(light)
    if not actors and match.form.voice == "noun-nya":
        actors = scene.subject(match.start)
    if not recipients and match.form.cue.event == "ASSAULT":
        recipients = [
            n for n in scene.locations()
            if scene.first[n] >= match.end and not set(scene.mentions[n].codes) & set(_codes(scene, actors))
        ][:1]  # fmt: skip
    return Parties(actors, [n for n in recipients if n not in actors])


def _undergo(scene: Scene, match: Match, lang: str) -> Parties:
    subject = scene.subject(match.start)
    agent = scene.agent(match.end) or scene._by(match.end)
    if match.form.cue.swap:
        return Parties(subject, [n for n in agent if n not in subject])
    return Parties([n for n in agent if n not in subject], subject)


def _reciprocal(scene: Scene, match: Match, lang: str) -> Parties:
    if match.form.cue.part == "noun":
        parties = scene.possessor(match.start, match.end, lang)
        parties += [n for n in scene.partners(match.end) if n not in parties]
        light = _light(scene, match.start, lang)
        if light >= 0:
            parties += [n for n in scene.subject(light) if n not in parties]
        elif match.start <= HEAD:
            parties += [n for n in scene.following(match.end) if n not in parties]
        return Parties(parties, [])
    if _is_passive(scene, match):
        return Parties(scene.agent(match.end) or scene.partners(match.end), [])
    actors = scene.subject(match.start)
    return Parties(actors, [n for n in scene.with_partner(match.start, match.end) if n not in actors])


def _visit(scene: Scene, match: Match, lang: str) -> Parties:
    if match.form.cue.part == "noun":
        actors = scene.possessor(match.start, match.end, lang)
        light = _light(scene, match.start, lang)
        if not actors and (light >= 0 or match.form.voice == "noun-nya"):
            actors = scene.subject(light if light >= 0 else match.start)
        if not actors and match.start <= HEAD:
            actors = scene.following(match.end)
        hosts = scene.target(match.end)
    else:
        actors = scene.subject(match.start)
        hosts = scene.objects(match.start, match.end, places=True)
    actors = [n for n in actors if _travels(scene.mentions[n])]
    home = set(_codes(scene, actors))
    return Parties(actors, [n for n in hosts if not set(scene.mentions[n].codes) <= home])


def _host(scene: Scene, match: Match, lang: str) -> Parties:
    hosts = scene.subject(match.start)
    guests = [n for n in scene.objects(match.start, match.end) if n not in hosts]
    if _is_passive(scene, match):
        return Parties(hosts, scene.agent(match.end))
    return Parties([n for n in guests if _travels(scene.mentions[n])], hosts)


def _travels(mention: Mention) -> bool:
    """Is this a person, or a body that travels (a delegation)?"""
    return mention.label == "PER" or any(w in TRAVELLERS for w in mention.name.lower().split()[:2])


def _self(scene: Scene, match: Match, lang: str) -> Parties:
    if match.form.cue.part == "noun":
        actors = scene.possessor(match.start, match.end, lang)
        light = _light(scene, match.start, lang)
        return Parties(actors or (scene.subject(light) if light >= 0 else []), [])
    if _is_passive(scene, match):
        return Parties(scene.agent(match.end), [])
    return Parties(scene.subject(match.start), [])


FRAMES: Mapping[str, Callable[[Scene, Match, str], Parties]] = {
    "directed": _directed,
    "undergo": _undergo,
    "reciprocal": _reciprocal,
    "visit": _visit,
    "host": _host,
    "self": _self,
}


# -- small questions


def _is_passive(scene: Scene, match: Match) -> bool:
    voice = match.form.voice
    if voice == "past":
        return scene.passive_by_form(match.start, match.start + 1)
    return voice.startswith("passive")


def _light(scene: Scene, start: int, lang: str) -> int:
    """Return where a light verb stands right before a noun, -1 if there is none."""
    for at in range(start - 1, max(-1, start - 1 - LIGHT_REACH), -1):
        if scene.owner[at] >= 0 or scene.low[at] in HARD or scene.low[at] == ",":
            return -1
        if scene.low[at] in scene.grammar.light.get(lang, ()):
            return at
    return -1


def _codes(scene: Scene, numbers: Sequence[int]) -> list[str]:
    return sorted({code for n in numbers for code in scene.mentions[n].codes})


def _known(cue: Cue, actors: Sequence[str], recipients: Sequence[str]) -> float:
    """The share of a cue's confidence that its known parties leave."""
    if cue.frame in ("reciprocal", "self"):
        return 1.0
    return SHAPE.get((bool(actors), bool(recipients)), 0.5)


def _points_back(scene: Scene, match: Match) -> bool:
    """Does the object point back: "-nya" on the verb, or "... itu", "... tersebut" right behind it?"""
    if match.form.voice.endswith("-nya"):
        return True
    behind = scene.low[match.end : match.end + POINTER_REACH]
    return any(word in scene.grammar.pointers for word in behind)


def _is_purpose(scene: Scene, match: Match, cue: Cue) -> bool:
    """Is the act only what something is for ("rencana untuk menyerang Ukraina")?"""
    at = match.start - 1
    plain = at >= 0 and scene.owner[at] < 0 and scene.low[at] in PURPOSE
    return plain and cue.event not in PLANNED and not _planned(scene, at)


def _planned(scene: Scene, at: int) -> bool:
    return at > 0 and scene.low[at - 1] in scene.grammar.auxiliaries


def _complete(cue: Cue, actors: Sequence[str], recipients: Sequence[str]) -> bool:
    """Does the cue have the parties it needs?"""
    if cue.event in NEEDS_ACTOR and not actors:
        return False
    everyone = {*actors, *recipients}
    if cue.frame == "reciprocal":
        return len(everyone) >= 2
    if cue.frame in ("visit", "host"):
        return bool(actors) and bool(recipients) and len(everyone) >= 2
    if cue.needs == "both":
        return bool(actors) and bool(recipients)
    if cue.needs == "recipient":
        return bool(recipients) and (bool(actors) or cue.frame != "undergo")
    return bool(actors) or bool(recipients)


def _tells(low: Sequence[str], phrases: Phrases) -> bool:
    return has_phrase(low, range(len(low)), phrases)


def mode_by_words(low: Sequence[str], match: Match, event: str, modes: Modes) -> str | None:
    """Return the mode that the words of a trigger and behind it decide (knowledge/events/modes.yaml), if any."""
    start = max(0, match.start - BEFORE.get(event, 0))
    window = low[start : match.end + BEFORE.get(event, COMPLEMENT)]
    text = f" {' '.join(window)} "
    for mode, (whole, beginnings) in modes.get(event, {}).items():
        if any(f" {phrase} " in text for phrase in whole):
            return mode
        if beginnings and any(word.startswith(beginnings) for word in window):
            return mode
    return None


def _complement(scene: Scene, end: int) -> int:
    """Return where the complement of a taking verb ends: at a new circumstance, or with the sentence."""
    for at in range(end, len(scene.low)):
        if scene.owner[at] < 0 and (scene.low[at] in scene.grammar.ends_complement or scene.low[at] in (";", '"')):
            return at
    return len(scene.low)


def _quoted(scene: Scene, start: int, quotes: Sequence[Quote]) -> bool:
    at = scene.tokens[start].start
    return any(q.direct and q.span.start <= at < q.span.end for q in quotes)


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
