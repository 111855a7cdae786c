"""What the linker must never do, whatever the day, the state and the words.

An office without a name stands for someone who holds that office that day, or for no person at all.
"""

from collections.abc import Callable
from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from selaras.knowledge import Knowledge, load
from selaras.model import Mention, Reading

Linked = Callable[..., Reading]

PHRASES = {  # title -> office, by language; the state stands behind an Indonesian title, before an English one
    "id": {
        "Presiden": "head-of-state", "Raja": "head-of-state", "Ratu": "head-of-state", "Pemimpin": None,
        "Perdana Menteri": "head-of-government", "PM": "head-of-government", "Kanselir": "head-of-government",
        "Menlu": "foreign-minister", "Menteri Luar Negeri": "foreign-minister", "Menhan": "defence-minister",
    },
    "en": {
        "president": "head-of-state", "king": "head-of-state", "leader": None, "prime minister": "head-of-government",
        "chancellor": "head-of-government", "foreign minister": "foreign-minister",
        "defence minister": "defence-minister",
    },
}  # fmt: skip
FIRST, LAST = date(1990, 1, 1), date(2026, 12, 31)
KNOWLEDGE = load()
STATES = sorted(code for code, actor in KNOWLEDGE.actors.items() if actor.kind == "state")
HELD = sorted({code for code, _ in KNOWLEDGE.offices} & set(STATES))
HEADS = {"head-of-state", "head-of-government"}
NAMES = sorted({spelling for person in KNOWLEDGE.people.values() for spelling in person.names})
MARKS = "|\n|\n\n| |, |. |-| - |(|)|\"|'s |: |; |…|’|“|”|/|\u200b".split("|")
LEADING = {"head-of-state", "head-of-government"}
days = st.dates(FIRST, LAST).map(str)
quick = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def fault(mention: Mention, knowledge: Knowledge, day: str, leader: bool = False) -> str | None:
    """Say what is wrong with a link to a person by an office; None if a term of that office covers the day.

    A `leader` may be the head of state or of government, whichever of the two the record shows.
    """
    person = knowledge.people.get(mention.actor or "")
    if person is None:
        return None  # linked to the state alone: nothing is claimed about a person
    offices = LEADING if leader else {mention.office}
    if any(o.office in offices and o.code in mention.codes for o in person.offices_on(day)):
        return None
    return f"{person.name} is no {mention.office} of {mention.codes} on {day}: {person.offices_on(day)}"


@st.composite
def offices(draw: st.DrawFn) -> tuple[str, str, str, str | None]:
    """A sentence with an office without a name, its language, the state's code and the office."""
    lang = draw(st.sampled_from(["id", "en"]))
    title, office = draw(st.sampled_from(sorted(PHRASES[lang].items())))
    code = draw(st.sampled_from(HELD) | st.sampled_from(STATES))
    names = (*KNOWLEDGE.actors[code].names.get(lang, ()), *KNOWLEDGE.actors[code].names.get("any", ()))
    name = draw(st.sampled_from(names or (code,)))
    text = f"Kemarin {title} {name} tiba." if lang == "id" else f"Yesterday {name}'s {title} arrived."
    return text, lang, code, office


@quick
@given(offices(), days)
def test_an_office_names_only_whoever_holds_it_that_day(
    linked: Linked, knowledge: Knowledge, case: tuple[str, str, str, str | None], day: str
) -> None:
    text, lang, code, office = case
    for mention in linked(text, lang, day).mentions:
        if mention.how == "office":
            assert fault(mention, knowledge, day, leader=office is None) is None
            assert mention.codes == (code,)
            # the president of Iran is its head of government: a title decides before the kind of office it mostly is
            assert office is None or mention.office == office or {mention.office, office} == HEADS


@quick
@given(st.data(), st.sampled_from(["id", "en"]))
def test_no_office_is_linked_to_its_holder_after_the_end_of_the_term(
    linked: Linked, knowledge: Knowledge, data: st.DataObject, lang: str
) -> None:
    """Each term of the files, asked for on days around its edges: never its holder outside of it."""
    key = data.draw(st.sampled_from(sorted(k for k in knowledge.offices if k[0] in STATES and k[1] != "other")))
    term, person = data.draw(st.sampled_from(knowledge.offices[key]))
    edges = [edge for edge in (term.start, term.end) if edge is not None and len(edge) == 10]
    day = data.draw(st.sampled_from(edges) if edges else days)
    shifted = date.fromordinal(date.fromisoformat(day).toordinal() + data.draw(st.sampled_from([-400, -1, 0, 1, 400])))
    title = data.draw(st.sampled_from([t for t, o in PHRASES[lang].items() if o == key[1]]))
    name = knowledge.label(key[0], lang)
    text = f"Kemarin {title} {name} tiba." if lang == "id" else f"Yesterday {name}'s {title} arrived."
    for mention in linked(text, lang, str(shifted)).mentions:
        if mention.how == "office":
            assert fault(mention, knowledge, str(shifted)) is None
        if mention.actor == person.name and not person.offices_on(str(shifted)):
            raise AssertionError(f"{person.name} is linked on {shifted} by {mention.how}")


@quick
@given(st.sampled_from(sorted(KNOWLEDGE.people)), days)
def test_a_person_bears_no_office_outside_of_its_term(
    linked: Linked, knowledge: Knowledge, name: str, day: str
) -> None:
    """Named in full, a person may be meant on any day; the office shown must be held that day."""
    for mention in linked(f"Kemarin {name} tiba.", published=day).mentions:
        person = knowledge.people.get(mention.actor or "")
        if person is not None and mention.office is not None:
            assert mention.office in {o.office for o in person.offices_on(day)}


@quick
@given(
    st.lists(st.sampled_from(NAMES) | st.sampled_from(MARKS) | st.text(max_size=3), max_size=14).map("".join),
    st.sampled_from(["id", "en", "ms", "und"]),
    st.none() | days,
)
def test_names_and_punctuation_never_break_it(linked: Linked, text: str, lang: str, day: str | None) -> None:
    for mention in linked(text, lang, day).mentions:
        assert 0 <= mention.head.start < mention.head.end <= len(text)
        assert 0 < mention.confidence <= 1
