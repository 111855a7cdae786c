"""The frames of the cue files: who acts and who receives. Each is one small function.

A frame gets the scene of a sentence and a match, and returns numbers of mentions; nothing here names what
a cue means but for the few types whose parties stand elsewhere than in other types (the constants).
"""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from selaras.events.cues import Match
from selaras.events.scene import HARD, Scene
from selaras.model import Mention

DEEP = frozenset(["AGREE", "THREATEN"])  # whom they concern may stand in their complement
REACHES_PLACES = frozenset(["ASSAULT", "MOBILIZE", "AID"])  # a place may stand for the state it is done to
TRAVELLERS = frozenset(["delegasi", "rombongan", "tim", "utusan", "misi", "delegation", "team", "mission", "envoys"])
HEAD = 3  # a noun among so many first words may have its subject behind the comma ("Dalam kunjungannya ke X, Y ...")
LIGHT_REACH = 4  # words between a light verb and its noun


class Parties(NamedTuple):
    """Mentions that act and receive, by their number in the scene."""

    actors: list[int]
    recipients: list[int]


def _directed(scene: Scene, match: Match, lang: str) -> Parties:
    cue = match.form.cue
    if cue.part == "noun":
        return _of_noun(scene, match, lang)
    if is_passive(scene, match):
        agent = scene.agent(match.end)
        return Parties(agent, [n for n in scene.subject(match.start, places=True) if n not in agent])
    actors = scene.subject(match.start)
    own = frozenset(codes_of(scene, actors))
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
    light = light_verb(scene, match.start, lang)
    if light >= 0 and not actors:
        actors = scene.subject(light)
    if not actors and match.form.voice == "noun-nya":
        actors = scene.subject(match.start)
    if not recipients and match.form.cue.event == "ASSAULT":
        recipients = [
            n for n in scene.locations()
            if scene.first[n] >= match.end and not set(scene.mentions[n].codes) & set(codes_of(scene, actors))
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
        light = light_verb(scene, match.start, lang)
        if light >= 0:
            parties += [n for n in scene.subject(light) if n not in parties]
        elif match.start <= HEAD:
            parties += [n for n in scene.following(match.end) if n not in parties]
        return Parties(parties, [])
    if is_passive(scene, match):
        return Parties(scene.agent(match.end) or scene.partners(match.end), [])
    actors = scene.subject(match.start)
    return Parties(actors, [n for n in scene.with_partner(match.start, match.end) if n not in actors])


def _visit(scene: Scene, match: Match, lang: str) -> Parties:
    if match.form.cue.part == "noun":
        actors = scene.possessor(match.start, match.end, lang)
        light = light_verb(scene, match.start, lang)
        if not actors and (light >= 0 or match.form.voice == "noun-nya"):
            actors = scene.subject(light if light >= 0 else match.start)
        if not actors and match.start <= HEAD:
            actors = scene.following(match.end)
        hosts = scene.target(match.end)
    else:
        actors = scene.subject(match.start)
        hosts = scene.objects(match.start, match.end, places=True)
    actors = [n for n in actors if _travels(scene.mentions[n])]
    home = set(codes_of(scene, actors))
    return Parties(actors, [n for n in hosts if not set(scene.mentions[n].codes) <= home])


def _host(scene: Scene, match: Match, lang: str) -> Parties:
    hosts = scene.subject(match.start)
    guests = [n for n in scene.objects(match.start, match.end) if n not in hosts]
    if is_passive(scene, match):
        return Parties(hosts, scene.agent(match.end))
    return Parties([n for n in guests if _travels(scene.mentions[n])], hosts)


def _travels(mention: Mention) -> bool:
    """Is this a person, or a body that travels (a delegation)?"""
    return mention.label == "PER" or any(w in TRAVELLERS for w in mention.name.lower().split()[:2])


def _self(scene: Scene, match: Match, lang: str) -> Parties:
    if match.form.cue.part == "noun":
        actors = scene.possessor(match.start, match.end, lang)
        light = light_verb(scene, match.start, lang)
        return Parties(actors or (scene.subject(light) if light >= 0 else []), [])
    if is_passive(scene, match):
        return Parties(scene.agent(match.end), [])
    return Parties(scene.subject(match.start), [])


def is_passive(scene: Scene, match: Match) -> bool:
    """Is the trigger passive: by its form, or for an English past form by the auxiliary before it?"""
    voice = match.form.voice
    if voice == "past":
        return scene.passive_by_form(match.start, match.start + 1)
    return voice.startswith("passive")


def light_verb(scene: Scene, start: int, lang: str) -> int:
    """Return where a light verb stands right before a noun, -1 if there is none."""
    for at in range(start - 1, max(-1, start - 1 - LIGHT_REACH), -1):
        if scene.owner[at] >= 0 or scene.low[at] in HARD or scene.low[at] == ",":
            return -1
        if scene.low[at] in scene.grammar.light.get(lang, ()):
            return at
    return -1


def codes_of(scene: Scene, numbers: Sequence[int]) -> list[str]:
    """Return the different codes of mentions, sorted."""
    return sorted({code for n in numbers for code in scene.mentions[n].codes})


FRAMES: Mapping[str, Callable[[Scene, Match, str], Parties]] = {
    "directed": _directed,
    "undergo": _undergo,
    "reciprocal": _reciprocal,
    "visit": _visit,
    "host": _host,
    "self": _self,
}
