"""The tagger's coder: reports of what the trained model proposed, with the parties, times and places that are known.

The model says what happened and which words play which part; who those words are, and on which day, the
linked mentions and resolved times say. Everything likelier than LEAST becomes a report: joined.py decides
what stands. A party that nobody knows leaves its list empty; an event of nobody known is none.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from selaras.events.aux import PLANNED, is_future, is_past_background, tells_of_past
from selaras.events.circumstances import VERBAL, is_place, place_of, time_of
from selaras.events.modes import Modes, mode_by_words
from selaras.events.scene import Scene
from selaras.events.setting import Setting
from selaras.model import Argument, Mention, Proposal, Report, Sentence, Source, Span, Time

QUOTE = "QUOTE"
LEAST = 0.1  # probability of an event below which nothing is made of it
PLAYS = 0.45  # probability from which words play a part
CLEAR = 0.5  # probability from which an aux label holds
AT_PLACE = frozenset(["ASSAULT"])  # where nobody is named as hit, the state in which it happened is
SETTLED = frozenset(["AGREE", "THREATEN"])  # these speak of the future by their nature


@dataclass(frozen=True, slots=True)
class Proposed:
    """A report made of a proposal. `parties` is the probability of the least likely of its parties; `quoted`: the
    trigger stands in a direct quotation."""

    report: Report
    proposal: Proposal
    parties: float
    quoted: bool

    @property
    def event(self) -> float:
        """How likely the type is."""
        return self.proposal.probability

    def claims(self, role: str, span: Span) -> float:
        """How likely the model held words to play a role, however unlikely; 0 where it did not think of it."""
        return max(
            (a.probability for a in self.proposal.arguments if a.role == role and _shared(a.span, span)), default=0
        )


def reports(setting: Setting, modes: Modes) -> list[Proposed]:
    """Return a report for each likely proposal of an article that has a known party, in order of position."""
    sentences = {s.index: s for s in setting.reading.sentences}
    told: list[Proposed] = []
    for proposal in setting.reading.proposals:
        if proposal.event == QUOTE or proposal.probability < LEAST:
            continue
        sentence = sentences[proposal.sentence]
        report = _report(setting, modes, setting.scene(sentence), sentence, proposal)
        if report is not None:
            at = proposal.trigger.start
            quoted = any(q.direct and q.span.start <= at < q.span.end for q in setting.quotes(sentence))
            told.append(Proposed(report, proposal, _sure(proposal), quoted))
    return told


def _sure(proposal: Proposal) -> float:
    parties = [*_of(proposal, "actor"), *_of(proposal, "recipient")]
    return min((a.probability for a in parties), default=0.0)


def _report(setting: Setting, modes: Modes, scene: Scene, sentence: Sentence, proposal: Proposal) -> Report | None:
    actors = _parties(scene, _of(proposal, "actor"))
    recipients = [m for m in _parties(scene, _of(proposal, "recipient")) if m not in actors]
    doing, done = _codes(actors), _codes(recipients)
    if proposal.event in AT_PLACE and not done and doing:
        done = [
            c
            for c in _countries(scene, [a for a in _of(proposal, "place") if a.probability >= CLEAR])
            if c not in doing
        ][:1]
    if len(doing) > 1 and set(done) <= set(doing):
        recipients, done = [], []
    if not doing and not done:
        return None
    start = next(n for n, t in enumerate(scene.tokens) if t.start >= proposal.trigger.start)
    end = next((n for n, t in enumerate(scene.tokens) if t.start >= proposal.trigger.end), len(scene.tokens))
    event, mode = proposal.event, proposal.mode
    time = _time(setting, scene, sentence, proposal, start)
    aux = {name for name, probability in proposal.aux if probability >= CLEAR}
    if is_past_background(time, setting.day) or (time is None and tells_of_past(scene, setting.grammar, setting.lang)):
        aux.add("historical")
        aux.discard("future")
    if "future" in aux and event in PLANNED:
        event, mode = PLANNED[event], None
    if event in PLANNED.values() or event in SETTLED:
        aux.discard("future")
    if event == "CONSULT" and mode is None and len({*doing, *done}) > 1 and setting.at_summit(aux) and not done:
        mode = "multilateral"
    if event != "AGREE":
        mode = mode_by_words(scene.low, start, end, event, modes) or mode
    if event == "AGREE" and is_future(time, setting.day):
        time = None
    if is_mutual(event, mode):
        actors, recipients = [*actors, *recipients], []
        doing, done = sorted({*doing, *done}), []
    place = _place(scene, proposal) or place_of(scene, start)
    report = setting.report(
        scene, sentence, proposal.trigger, event, mode, aux, doing, done,
        ([m.head for m in actors], [m.head for m in recipients]), time, place,
        proposal.probability, proposal.coder, "",
    )  # fmt: skip
    return replace(report, sources=(*report.sources, *_credited(setting, scene, proposal, report)))


def _credited(setting: Setting, scene: Scene, proposal: Proposal, report: Report) -> Iterator[Source]:
    """Yield whom the model's words for a source name, unless it is known already or acts itself."""
    known = {source.span for source in report.sources}
    for argument in _of(proposal, "source"):
        mention = next(iter(_parties(scene, [argument])), None)
        code = next(iter(mention.codes), None) if mention else None
        if code in report.actors or any(_shared(span, argument.span) for span in known):
            continue
        text = setting.reading.article.text[argument.span.start : argument.span.end]
        yield Source(mention.name if mention else " ".join(text.split()), code, argument.span)


def is_mutual(event: str, mode: str | None) -> bool:
    """Do all parties act: is this a meeting in which nobody visits?"""
    return event == "CONSULT" and mode != "visit"


def _of(proposal: Proposal, role: str) -> list[Argument]:
    return [a for a in proposal.arguments if a.role == role and a.probability >= PLAYS]


def _parties(scene: Scene, arguments: Iterable[Argument]) -> list[Mention]:
    """The mentions that the arguments' words stand for, in order.

    Of several in the same words the one that covers most counts, the first of equals, with those that a list
    joins to it ("pemerintah Indonesia dan Australia").
    """
    found: list[Mention] = []
    for argument in arguments:
        inside = [n for n, m in enumerate(scene.mentions) if m.codes and _shared(m.head, argument.span)]
        if inside:
            best = max(inside, key=lambda n: (_shared(scene.mentions[n].head, argument.span), -n))
            joined = {*scene.left_group(best), *scene.right_group(best)}
            found += [scene.mentions[n] for n in inside if n in joined and scene.mentions[n] not in found]
    return found


def _countries(scene: Scene, arguments: Iterable[Argument]) -> list[str]:
    """The states in which the places of arguments lie."""
    inside = [m for a in arguments for m in scene.mentions if m.country and _shared(m.head, a.span)]
    return [m.country for m in inside if m.country]


def _shared(one: Span, other: Span) -> int:
    """How many characters two spans share."""
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def _codes(mentions: Sequence[Mention]) -> list[str]:
    return sorted({code for m in mentions for code in m.codes})


def _time(setting: Setting, scene: Scene, sentence: Sentence, proposal: Proposal, start: int) -> Time | None:
    """The resolved time among the words that the model gives, else the nearest by the rules."""
    times = setting.times(sentence)
    said = [t for t in times for a in _of(proposal, "time") if t.iso and _shared(t.span, a.span)]
    if said and not (proposal.event in VERBAL and is_future(said[0], setting.day)):
        return said[0]
    return time_of(scene, times, start, proposal.event, setting.day)


def _place(scene: Scene, proposal: Proposal) -> Mention | None:
    spots = [m for a in _of(proposal, "place") for m in scene.mentions if _shared(m.head, a.span) and is_place(m)]
    return spots[0] if spots else None
