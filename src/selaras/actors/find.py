"""Explain who a name or office stands for on a day: what `selaras actor` shows."""

from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from selaras.actors.names import Index, Matcher
from selaras.actors.phrases import Reader
from selaras.actors.spelling import plain
from selaras.knowledge import Knowledge, Name, Office, Person
from selaras.model import UsageRefused, words

LIKE = 80.0  # of 100: how much a name must be spelled like a query that nobody bears


@dataclass(frozen=True, slots=True)
class Answer:
    """One reading of a query: the code it counts as, its name, kind, and why, in words."""

    code: str | None
    name: str
    kind: str
    reason: str
    names: tuple[str, ...] = ()
    offices: tuple[Office, ...] = ()


def find(knowledge: Knowledge, text: str, on: str | None = None, lang: str = "id") -> list[Answer]:
    """Return the readings of a code, name, or phrase ("presiden Rusia") on an ISO day (None: today).

    Raises UsageRefused for an empty query. An unknown name gives an empty list.
    """
    query = text.strip()
    if not query:
        raise UsageRefused("the query is empty")
    answers = [
        *_by_code(knowledge, query, lang),
        *_by_phrase(knowledge, query, on, lang),
        *_by_name(knowledge, query, lang),
    ]
    answers = answers or list(_by_likeness(knowledge, query, lang))
    first: dict[tuple[str | None, str, str], Answer] = {}
    for answer in answers:
        first.setdefault((answer.code, answer.name, answer.kind), answer)
    return list(first.values())


def _by_code(knowledge: Knowledge, query: str, lang: str) -> Iterator[Answer]:
    actor = knowledge.actor(query.upper())
    if actor is not None:
        names = tuple(n for group in actor.names.values() for n in group)
        yield Answer(actor.counts_as, actor.label(lang), actor.kind, f"{actor.code} is its code", names)


def _by_phrase(knowledge: Knowledge, query: str, on: str | None, lang: str) -> Iterator[Answer]:
    """An office and a state: who held it that day."""
    tokens = words(query)
    for reading_lang in dict.fromkeys((lang, "en", "id")):
        matcher = Matcher(
            (Index(knowledge.names),), reading_lang, knowledge.roles, lambda name: (0,), lambda name: True
        )
        found = matcher.hits(tokens)
        for phrase in Reader(tokens, found, knowledge.roles, frozenset(), False).phrases():
            if not phrase.role or phrase.state is None or phrase.state.name.code is None:
                continue
            code = phrase.state.name.code
            spelled = [t.low for i, t in enumerate(tokens) if not phrase.state.start <= i < phrase.state.end]
            titled = knowledge.titled(code, query, on) or knowledge.titled(code, " ".join(spelled), on)
            holder = titled[1] if titled else knowledge.holder(code, phrase.role, on)
            if holder is not None:
                office = (
                    titled[0]
                    if titled
                    else next(o for o in holder.offices if o.office == phrase.role and o.held_on(on))
                )
                until = office.end or "today"
                reason = f"held the office {office.office} of {code} from {office.start or 'unknown'} until {until}"
                yield Answer(code, holder.name, "person", reason, holder.names, holder.offices)
            elif phrase.role not in ("body", "people", "press"):
                reason = f"{query!r} counts as {code}; no holder is on file for that day"
                yield Answer(code, knowledge.label(code, lang), "state", reason)
            else:
                yield Answer(code, knowledge.label(code, lang), "body", f"a body of {code}")
        if found:
            return


def _by_likeness(knowledge: Knowledge, query: str, lang: str) -> Iterator[Answer]:
    """Names that are spelled much like the query, the likest first."""
    spelled = {plain(" ".join(name.words)): name for group in knowledge.names.values() for name in group}
    for likeness, _, _ in process.extract(plain(query), spelled.keys(), scorer=fuzz.ratio, score_cutoff=LIKE, limit=3):
        yield _answer(knowledge, spelled[likeness], lang, "is spelled much like")


def _by_name(knowledge: Knowledge, query: str, lang: str) -> Iterator[Answer]:
    """Exact spellings first, then names that contain the query as a word."""
    wanted = tuple(w.low for w in words(query))
    exact, part = [], []
    for group in knowledge.names.values():
        for name in group:
            lower = tuple(w.lower() for w in name.words)
            if lower == wanted:
                exact.append(name)
            elif len(wanted) < len(lower) and any(lower[i : i + len(wanted)] == wanted for i in range(len(lower))):
                part.append(name)
    for name in (*exact, *part[:20]):
        yield _answer(knowledge, name, lang, f"is a {name.how} of")


def _answer(knowledge: Knowledge, name: Name, lang: str, relation: str) -> Answer:
    person: Person | None = knowledge.people.get(name.target) if name.label == "PER" else None
    actor = knowledge.actor(name.target)
    shown = person.name if person else actor.label(lang) if actor else name.target
    spellings = person.names if person else tuple(n for g in actor.names.values() for n in g) if actor else ()
    reason = f"{' '.join(name.words)!r} {relation} {name.target}"
    return Answer(name.code, shown, name.kind, reason, spellings, person.offices if person else ())
