"""What the knowledge holds and lacks: names, people and offices per state, periods without a known holder.

Always true: a month or year stands for all its days, so that only a sure gap is one; the changes of
government of up to SHORT days are none. Safe to change: the tables, each line with its reason.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations
from typing import TYPE_CHECKING

from selaras.knowledge.check_form import MEDIA_KINDS, earliest, latest
from selaras.knowledge.records import Name

if TYPE_CHECKING:
    from selaras.knowledge.load import Knowledge

SHORT = 31  # days: vacancies and handovers up to a month are part of political life
STATE, GOVERNMENT, FOREIGN, DEFENCE = "head-of-state", "head-of-government", "foreign-minister", "defence-minister"
G20 = "ARG AUS BRA CAN CHN DEU FRA GBR IDN IND ITA JPN KOR MEX RUS SAU TUR USA ZAF".split()  # EU and AU: no states
ASEAN = "BRN IDN KHM LAO MMR MYS PHL SGP THA TLS VNM".split()
WATCHED = tuple(sorted({*G20, *ASEAN}))
MINISTERS = {FOREIGN: "1990-01-01", DEFENCE: "2000-01-01"}  # known from when on, for the watched states


@dataclass(frozen=True, slots=True)
class Head:
    """An office of a watched state that must have a known holder, on all days or between two."""

    code: str
    office: str
    why: str
    since: str = "0001-01-01"
    until: str = "9999-12-31"


HEADS = (
    Head("ARG", STATE, "the president governs"),
    Head("AUS", GOVERNMENT, "realm of the British monarch; the prime minister governs"),
    Head("BRA", STATE, "the president governs"),
    Head("BRN", STATE, "the sultan governs and is his own prime minister"),
    Head("CAN", GOVERNMENT, "realm of the British monarch; the prime minister governs"),
    Head("CHN", STATE, "the president stands for the state abroad"),
    Head("CHN", GOVERNMENT, "the premier leads the State Council"),
    Head("DEU", GOVERNMENT, "the chancellor governs, the president represents"),
    Head("FRA", STATE, "the president leads foreign policy"),
    Head("FRA", GOVERNMENT, "the prime minister leads the government"),
    Head("GBR", GOVERNMENT, "the prime minister governs, the monarch represents"),
    Head("IDN", STATE, "the president governs"),
    Head("IND", GOVERNMENT, "the prime minister governs, the president represents"),
    Head("ITA", GOVERNMENT, "the prime minister governs, the president represents"),
    Head("JPN", GOVERNMENT, "the prime minister governs; the emperor has no powers"),
    Head("KHM", GOVERNMENT, "the prime minister governs, the king represents"),
    Head("KOR", STATE, "the president governs; the prime minister assists"),
    Head("LAO", STATE, "the president, since 1991 also the party's leader"),
    Head("LAO", GOVERNMENT, "the prime minister leads the government"),
    Head("MEX", STATE, "the president governs"),
    Head("MMR", STATE, "the president, or the chairman of the ruling junta"),
    Head("MYS", GOVERNMENT, "the prime minister governs; the king is elected for five years"),
    Head("PHL", STATE, "the president governs"),
    Head("RUS", STATE, "the president leads foreign policy", since="1991-12-26"),
    Head("SAU", STATE, "the king governs and was his own prime minister until 2022"),
    Head("SGP", GOVERNMENT, "the prime minister governs, the president represents"),
    Head("THA", GOVERNMENT, "the prime minister governs, the king represents"),
    Head("TLS", GOVERNMENT, "the prime minister governs", since="2002-05-20"),
    Head("TLS", STATE, "the president commands the forces and may veto", since="2002-05-20"),
    Head("TUR", GOVERNMENT, "the prime minister governed until the office was abolished", until="2018-07-09"),
    Head("TUR", STATE, "the president governs since the constitution of 2017", since="2018-07-09"),
    Head("USA", STATE, "the president governs"),
    Head("VNM", GOVERNMENT, "the prime minister leads the government"),
    Head("VNM", STATE, "the president stands for the state abroad"),
    Head("ZAF", STATE, "the president governs"),
)
# States that began, or began anew, after 1990; heads are expected from then on.
FOUNDED = {
    "NAM": "1990-03-21", "LTU": "1990-03-11", "YEM": "1990-05-22", "PMR": "1990-09-02", "GEO": "1991-04-09",
    "SOL": "1991-05-18", "HRV": "1991-06-25", "SVN": "1991-06-25", "EST": "1991-08-20", "LVA": "1991-08-21",
    "UKR": "1991-08-24", "BLR": "1991-08-25", "MDA": "1991-08-27", "KGZ": "1991-08-31", "UZB": "1991-09-01",
    "MKD": "1991-09-08", "TJK": "1991-09-09", "ARM": "1991-09-21", "AZE": "1991-10-18", "TKM": "1991-10-27",
    "KAZ": "1991-12-16", "OSS": "1991-12-21", "RUS": "1991-12-26", "BIH": "1992-03-03", "ABK": "1992-07-23",
    "CZE": "1993-01-01", "SVK": "1993-01-01", "ERI": "1993-05-24", "PSE": "1994-07-05", "PLW": "1994-10-01",
    "TLS": "2002-05-20", "MNE": "2006-06-03", "SRB": "2006-06-05", "XKX": "2008-02-17", "SSD": "2011-07-09",
}  # fmt: skip
# No heads of their own are expected: dependent and special territories, and the West, which is no state.
DEPENDENT = frozenset(
    "ABW ASM BMU COK CUW CYM FLK FRO GIB GRL GUF GUM HKG IMN MAC MNP NCL NIU PRI PYF SHN TCA VGB VIR WEST".split()
)


@dataclass(frozen=True, slots=True)
class Gap:
    """A period without a known holder of `office` ("head" for either head), both days included."""

    code: str
    office: str
    start: str
    end: str
    days: int


@dataclass(frozen=True, slots=True)
class Clash:
    """A spelling with more than one owner, "Name (kind)" each, that the text alone must tell apart."""

    name: str
    owners: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StateCoverage:
    """What is known of one state: names per language, people, terms per office, periods without any head."""

    code: str
    name: str
    names: Mapping[str, int]
    people: int
    offices: Mapping[str, int]
    gaps: tuple[Gap, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """What the knowledge holds between two ISO days.

    `heads`: gaps of the offices in HEADS, which must not be; `ministers`: gaps of foreign and defence
    ministers of the G20 and ASEAN; `counts`: number of entries of each kind.
    """

    since: str
    until: str
    counts: Mapping[str, int]
    states: tuple[StateCoverage, ...]
    heads: tuple[Gap, ...]
    ministers: tuple[Gap, ...]
    clashes: tuple[Clash, ...]


def coverage(knowledge: "Knowledge", since: str = "1990-01-01", today: date | None = None) -> Coverage:
    """Return what the knowledge holds and lacks from an ISO day, month or year on until today.

    States come by code, gaps by state and date, clashes by name. Raises ValueError for a date that is none.
    """
    first, last = earliest(since), today or date.today()
    heads = (
        _gaps(knowledge, h.code, (h.office,), max(first, earliest(h.since)), min(last, latest(h.until)))
        for h in HEADS
    )  # fmt: skip
    ministers = (
        _gaps(knowledge, code, (office,), max(first, earliest(known), _begun(knowledge, code)), last)
        for code in WATCHED
        for office, known in MINISTERS.items()
    )
    return Coverage(
        since=first.isoformat(),
        until=last.isoformat(),
        counts=_counts(knowledge),
        states=tuple(_states(knowledge, first, last)),
        heads=tuple(gap for found in heads for gap in found),
        ministers=tuple(gap for found in ministers for gap in found),
        clashes=tuple(_clashes(knowledge)),
    )


def _counts(knowledge: "Knowledge") -> dict[str, int]:
    counts = Counter(_group(actor.kind) for actor in knowledge.actors.values())
    terms = dict.fromkeys((STATE, GOVERNMENT, FOREIGN, DEFENCE, "other"), 0)
    for (_, office), held in knowledge.offices.items():
        terms[office] = terms.get(office, 0) + len(held)
    return {
        **{group: counts[group] for group in ("states", "organisations", "media", "firms")},
        "places": len(knowledge.places),
        "people": len(knowledge.people),
        **{f"terms as {office}": number for office, number in terms.items()},
        "spellings": sum(map(len, knowledge.names.values())),
    }


def _group(kind: str) -> str:
    if kind in ("state", "former-state", "bloc"):
        return "states"
    return "media" if kind in MEDIA_KINDS else "firms" if kind == "firm" else "organisations"


def _begun(knowledge: "Knowledge", code: str) -> date:
    actor = knowledge.actors.get(code)
    return earliest((actor.since if actor else None) or FOUNDED.get(code, "0001-01-01"))


def _states(knowledge: "Knowledge", first: date, last: date) -> Iterator[StateCoverage]:
    people: Counter[str] = Counter()
    for person in knowledge.people.values():
        people.update({person.code, *(office.code for office in person.offices)})
    for code, actor in sorted(knowledge.actors.items()):
        if _group(actor.kind) != "states":
            continue
        offices = {o: len(knowledge.offices.get((code, o), ())) for o in (STATE, GOVERNMENT, FOREIGN, DEFENCE)}
        begun, ended = max(first, _begun(knowledge, code)), min(last, latest(actor.until or "9999-12-31"))
        gaps = () if code in DEPENDENT else tuple(_gaps(knowledge, code, (STATE, GOVERNMENT), begun, ended))
        names = {lang: len(spellings) for lang, spellings in actor.names.items()}
        yield StateCoverage(code, actor.label("en"), names, people[code], offices, gaps)


def _gaps(
    knowledge: "Knowledge", code: str, offices: tuple[str, ...], first: date, last: date
) -> Iterator[Gap]:  # fmt: skip
    """Yield the periods of more than SHORT days in which none of the offices has a known holder."""
    held = [term for office in offices for term, _ in knowledge.offices.get((code, office), ())]
    spans = sorted(
        (earliest(term.start) if term.start else date.min, latest(term.end) if term.end else date.max)
        for term in held
    )  # fmt: skip
    open_since = first
    for start, end in (*spans, (last + timedelta(1), date.max)):
        begins = min(start, last + timedelta(1))
        if (days := (begins - open_since).days) > SHORT:
            until = begins - timedelta(1)
            yield Gap(code, offices[0] if len(offices) == 1 else "head", str(open_since), str(until), days)
        if end >= last:
            return
        open_since = max(open_since, end + timedelta(1))


def _clashes(knowledge: "Knowledge") -> Iterator[Clash]:
    """Yield the spellings that more than one actor claims and that are weak in none of them."""
    owners: dict[tuple[str, ...], dict[str, Name]] = defaultdict(dict)
    for names in knowledge.names.values():
        for name in names:
            if not name.weak:
                owners[name.words].setdefault(f"{_owner(knowledge, name)} ({name.kind})", name)
    for spelling, by in sorted(owners.items()):
        if any(_differ(one, other) for one, other in combinations(by.values(), 2)):
            yield Clash(" ".join(spelling), tuple(by))


def _owner(knowledge: "Knowledge", name: Name) -> str:
    return name.target if name.kind in ("person", "place") else knowledge.label(name.target)


def _differ(one: Name, other: Name) -> bool:
    """Return whether two meanings of a name lead apart; a body and its state do not, two people do."""
    return "person" in (one.kind, other.kind) or one.code is None or one.code != other.code


def by_state(gaps: Iterable[Gap]) -> dict[tuple[str, str], tuple[Gap, ...]]:
    """Return gaps by state and office."""
    grouped: dict[tuple[str, str], list[Gap]] = defaultdict(list)
    for gap in gaps:
        grouped[gap.code, gap.office].append(gap)
    return {key: tuple(found) for key, found in grouped.items()}
