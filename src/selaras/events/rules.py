"""The rule coder: reports of a sentence from its cues, their frames, and the words around.

Who acts and who receives is decided by the cue's frame (frames.py). What a cue means stands in
knowledge/events/cues, function words in grammar.yaml.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from selaras.events.aux import PLANNED, around, is_future, is_past_background, tells_of_past
from selaras.events.circumstances import VERBAL, place_of, time_of
from selaras.events.cues import Cue, Cues, Match, matches
from selaras.events.frames import FRAMES, Parties, codes_of
from selaras.events.grammar import Grammar
from selaras.events.modes import Modes, mode_by_words
from selaras.events.scene import Scene
from selaras.events.setting import Setting
from selaras.model import Quote, Report, Sentence, Span, Time

NEEDS_ACTOR = frozenset(
    ["AGREE", "AID", "COOPERATE", "SANCTION", "THREATEN"]
)  # told without an actor they are rarely events
ANSWERS = frozenset(["REJECT"])  # types that answer what another has just asked or alleged
ANSWER_BACK = 2  # sentences back that an answer reaches
POINTER_REACH = 4  # words behind a verb within which its object points back
PURPOSE = frozenset(["untuk", "guna", "demi", "to"])
SHAPE = {(True, True): 1.0, (True, False): 0.85, (False, True): 0.65}  # confidence by who is known: actor, recipient


@dataclass(frozen=True, slots=True)
class Rules:
    """The knowledge of the rule coder."""

    cues: Cues
    grammar: Grammar
    modes: Modes


def reports(setting: Setting, rules: Rules) -> list[Report]:
    """Return every report that the sentences of an article tell, in order of position."""
    coder = _Coder(setting, rules)
    for sentence in setting.reading.sentences:
        coder.told.extend(coder.sentence(sentence))
    return coder.told


class _Coder:
    def __init__(self, setting: Setting, rules: Rules) -> None:
        self.setting = setting
        self.rules = rules
        self.lang = setting.lang
        self.day = setting.day
        self.told: list[Report] = []

    def sentence(self, sentence: Sentence) -> list[Report]:
        scene, quotes = self.setting.scene(sentence), self.setting.quotes(sentence)
        found = matches(scene.tokens, self.rules.cues, self.lang, sentence.headline, scene.named(), self.rules.grammar)
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
        actors = codes_of(scene, parties.actors)
        recipients = codes_of(scene, parties.recipients)
        if not recipients and actors and _points_back(scene, match):
            recipients = self._answered(sentence, cue, actors)
        if not _complete(cue, actors, recipients) or _is_purpose(scene, match, cue):
            return None
        if quoted and not any(scene.mentions[n].how == "first-person" for n in parties.actors):
            return None
        aux = around(scene, match.start, cue.part, self.rules.grammar, self.lang)
        time = time_of(scene, self.setting.times(sentence), match.start, cue.event, self.day)
        event, mode = self._standing(cue, aux, time, scene)
        if event == "AGREE" and cue.event != "AGREE":
            mode = None
        if event == "CONSULT" and mode is None and cue.frame == "reciprocal":
            mode = "multilateral" if len({*actors, *recipients}) >= 3 or self.setting.at_summit(aux) else None
        mode = mode_by_words(scene.low, match.start, match.end, event, self.rules.modes) or mode
        place = place_of(scene, match.start)
        if event == "AGREE" and time is not None and is_future(time, self.day):
            time = None
        span = Span(scene.tokens[match.start].start, scene.tokens[match.end - 1].end)
        if cue.frame == "reciprocal":
            actors, recipients = sorted({*actors, *recipients}), []
        heads = tuple([scene.mentions[n].head for n in ns] for ns in (parties.actors, parties.recipients))
        return self.setting.report(
            scene, sentence, span, event, mode, aux, actors, recipients, (heads[0], heads[1]), time, place,
            cue.confidence * _known(cue, actors, recipients), "rules", f"{cue.event.lower()}: {cue.text}",
        )  # fmt: skip

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


# -- small questions


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


def _complement(scene: Scene, end: int) -> int:
    """Return where the complement of a taking verb ends: at a new circumstance, or with the sentence."""
    for at in range(end, len(scene.low)):
        if scene.owner[at] < 0 and (scene.low[at] in scene.grammar.ends_complement or scene.low[at] in (";", '"')):
            return at
    return len(scene.low)


def _quoted(scene: Scene, start: int, quotes: Sequence[Quote]) -> bool:
    at = scene.tokens[start].start
    return any(q.direct and q.span.start <= at < q.span.end for q in quotes)
