"""The organisation, media and firm files: well-formed codes, no spelling with two meanings."""

import calendar
import datetime as dt
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

ACTORS = Path(__file__).parents[2] / "src/selaras/knowledge/actors"
FILES = ("organisations.yaml", "media.yaml", "firms.yaml")
LANGS = ("id", "en", "any")
ORGANISATION_KINDS = {
    "igo", "alliance", "court", "bank", "armed-group", "party", "movement", "sport", "ngo", "body",
}  # fmt: skip
SECTORS = {
    "IGO", "NGO", "GOV", "MIL", "LEG", "JUD", "SPY", "COP", "PTY", "REB", "REL", "CRM", "CVL", "BUS", "MED",
    "EDU", "UAF",
}  # fmt: skip
MEDIA_KINDS = {"agency", "broadcaster", "paper", "online", "social"}
CODE = re.compile(r"[A-Z][A-Z0-9]*(-[A-Z]+)?")
STATE = re.compile(r"[A-Z]{3}")
DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
MEMBER_ORGANISATIONS = {"EU", "AU"}  # members of the G20 beside the states


def read(name: str) -> dict[str, dict[str, Any]]:
    return yaml.safe_load((ACTORS / name).read_text(encoding="utf-8"))


ORGANISATIONS, MEDIA, FIRMS = (read(name) for name in FILES)
STATES = set(read("states.yaml"))


def spellings(entry: dict[str, Any]) -> list[str]:
    groups = (entry, entry.get("parts") or {})
    return [name for group in groups for lang in LANGS for name in group.get(lang) or ()]


def members(code: str) -> dict[str, list[str]]:
    """Member -> [joined] or [joined, left], as text; [] where the file only lists the members."""
    found = ORGANISATIONS[code].get("members") or []
    if isinstance(found, list):
        return {member: [] for member in found}
    return {member: [str(d) for d in (term if isinstance(term, list) else [term])] for member, term in found.items()}


def terms() -> Iterator[tuple[str, str, list[str]]]:
    for code in ORGANISATIONS:
        for member, dates in members(code).items():
            yield code, member, dates


def day(date: str, *, last: bool = False) -> dt.date:
    """The first or the last day that a day, month or year can mean."""
    year, *rest = (int(part) for part in date.split("-"))
    month = rest[0] if rest else 12 if last else 1
    return dt.date(year, month, rest[1] if len(rest) > 1 else calendar.monthrange(year, month)[1] if last else 1)


def members_on(code: str, on: str) -> set[str]:
    """Who is surely a member on a day; the day of leaving still counts."""
    return {
        member
        for member, dates in members(code).items()
        if not dates or (day(dates[0], last=True) <= day(on) and (len(dates) < 2 or day(on) <= day(dates[1])))
    }


@pytest.mark.parametrize("name", FILES)
def test_no_key_stands_twice_in_a_file(name: str) -> None:
    keys = re.findall(r"^([^\s#][^#\n]*?): *(?:\{|$|#)", (ACTORS / name).read_text(encoding="utf-8"), re.MULTILINE)
    assert [key for key, n in Counter(keys).items() if n > 1] == []
    assert len(keys) == len(read(name))


def test_every_spelling_is_text() -> None:
    """YAML reads an unquoted NO or ON as a truth value."""
    found = [n for e in ORGANISATIONS.values() for n in spellings(e)]
    found += [n for e in (*MEDIA.values(), *FIRMS.values()) for n in e["names"]]
    assert [n for n in found if not isinstance(n, str) or n != n.strip() or not n] == []


def test_organisation_codes_are_capitals_and_no_state_codes() -> None:
    assert [code for code in ORGANISATIONS if not CODE.fullmatch(code)] == []
    assert sorted(set(ORGANISATIONS) & STATES) == []


def test_codes_are_unique_across_the_files() -> None:
    counted = Counter([*ORGANISATIONS, *MEDIA, *FIRMS, *STATES])
    assert [code for code, n in counted.items() if n > 1] == []


def test_organisation_fields() -> None:
    allowed = {"id", "en", "any", "kind", "sector", "parts", "members", "country", "counts_as", "weak"}
    for code, entry in ORGANISATIONS.items():
        assert set(entry) <= allowed, code
        assert entry["kind"] in ORGANISATION_KINDS, code
        assert entry["sector"] in SECTORS, code
        assert spellings(entry), code
        assert set(entry.get("parts") or {}) <= set(LANGS), code
        assert set(entry.get("weak") or ()) <= set(spellings(entry)), code


def test_organisations_refer_to_known_states() -> None:
    for code, entry in ORGANISATIONS.items():
        listed = list(entry.get("members") or ())
        assert len(listed) == len(set(listed)), code
        for state in (*(set(listed) - MEMBER_ORGANISATIONS), entry.get("country") or "IDN"):
            assert STATE.fullmatch(state), (code, state)
            assert state in STATES, (code, state)
        assert entry.get("counts_as", "IDN") in STATES | set(ORGANISATIONS), code


def test_member_terms_are_dates_in_order() -> None:
    wrong = []
    for code, member, dates in terms():
        if len(dates) > 2 or not all(DATE.fullmatch(date) for date in dates):
            wrong.append((code, member, dates))
        elif len(dates) == 2 and day(dates[0]) > day(dates[1], last=True):
            wrong.append((code, member, "joined after it left"))
    assert wrong == []


# Numbers of members that are common knowledge: a slip in a mapping shows here.
@pytest.mark.parametrize(
    ("code", "on", "count"),
    [
        ("NATO", "1990-01-01", 16), ("NATO", "2000-01-01", 19), ("NATO", "2005-01-01", 26), ("NATO", "2010-01-01", 28),
        ("NATO", "2021-01-01", 30), ("NATO", "2024-04-01", 32), ("EU", "1990-01-01", 12), ("EU", "2000-01-01", 15),
        ("EU", "2005-01-01", 25), ("EU", "2014-01-01", 28), ("EU", "2021-01-01", 27), ("SCO", "2010-01-01", 6),
        ("SCO", "2018-01-01", 8), ("SCO", "2025-01-01", 10), ("BRICS", "2010-01-01", 4), ("BRICS", "2020-01-01", 5),
        ("BRICS", "2025-06-01", 10), ("ASEAN", "1990-01-01", 6), ("ASEAN", "2000-01-01", 10),
        ("ASEAN", "2026-01-01", 11),
        ("G7", "2025-01-01", 7), ("G8", "2010-01-01", 8), ("G8", "2020-01-01", 0), ("G20", "2020-01-01", 20),
        ("G20", "2024-01-01", 21), ("APEC", "2000-01-01", 21), ("GCC", "2000-01-01", 6),
        ("ARABLEAGUE", "2000-01-01", 22),
        ("OIC", "2020-01-01", 57), ("AU", "2020-01-01", 55), ("ECOWAS", "2020-01-01", 15), ("ECOWAS", "2025-06-01", 12),
        ("AES", "2025-06-01", 3), ("CSTO", "2020-01-01", 6), ("CIS", "2020-01-01", 9), ("EAEU", "2020-01-01", 5),
        ("SAARC", "2020-01-01", 8), ("BIMSTEC", "2020-01-01", 7), ("D8", "2020-01-01", 8), ("D8", "2025-06-01", 9),
        ("CELAC", "2020-01-01", 33), ("OAS", "2000-01-01", 34), ("MERCOSUR", "2025-06-01", 5),
        ("OPEC", "2020-06-01", 13),
        ("OPEC", "2025-06-01", 12), ("QUAD", "2020-01-01", 4), ("AUKUS", "2022-01-01", 3),
    ],
)  # fmt: skip
def test_how_many_members(code: str, on: str, count: int) -> None:
    assert len(members_on(code, on)) == count


@pytest.mark.parametrize(
    ("code", "member", "on", "inside"),
    [
        ("EU", "GBR", "2020-01-31", True), ("EU", "GBR", "2020-02-01", False), ("NATO", "SWE", "2024-03-06", False),
        ("NATO", "SWE", "2024-03-07", True), ("SCO", "IRN", "2023-07-03", False), ("SCO", "IRN", "2023-07-04", True),
        ("ASEAN", "TLS", "2025-10-25", False), ("ASEAN", "TLS", "2025-10-26", True),
        ("BRICS", "IDN", "2024-12-31", False),
        ("BRICS", "SAU", "2025-06-01", False), ("ECOWAS", "MLI", "2025-01-30", False),
        ("OPEC", "QAT", "2018-12-31", True),
        ("OPEC", "QAT", "2019-01-02", False), ("G20", "AU", "2023-09-09", True), ("G8", "RUS", "2013-06-17", True),
    ],
)  # fmt: skip
def test_members_on_a_day(code: str, member: str, on: str, inside: bool) -> None:
    assert (member in members_on(code, on)) == inside


def test_bodies_of_states_count_as_something_else() -> None:
    assert [c for c, e in ORGANISATIONS.items() if e["kind"] == "body" and "counts_as" not in e] == []


@pytest.mark.parametrize(
    ("code", "sector"),
    [
        ("UN", "IGO"), ("NATO", "IGO"), ("ICC", "JUD"), ("AMNESTY", "NGO"), ("HAMAS", "REB"), ("SINALOA", "CRM"),
        ("TNI", "MIL"), ("POLRI", "COP"), ("BIN", "SPY"), ("DPR-IDN", "LEG"), ("KEMLU", "GOV"),
        ("BJP", "PTY"), ("NU", "REL"),
    ],
)  # fmt: skip
def test_sectors(code: str, sector: str) -> None:
    assert ORGANISATIONS[code]["sector"] == sector


def test_no_name_is_claimed_by_two_organisations() -> None:
    claims: dict[str, set[str]] = defaultdict(set)
    for code, entry in ORGANISATIONS.items():
        for name in spellings(entry):
            claims[name.casefold()].add(code)
    assert {name: codes for name, codes in claims.items() if len(codes) > 1} == {}


def test_no_name_is_claimed_by_an_organisation_and_a_medium_or_firm() -> None:
    claims: dict[str, set[str]] = defaultdict(set)
    for code, entry in ORGANISATIONS.items():
        for name in spellings(entry):
            claims[name].add(code)
    for code, entry in (*MEDIA.items(), *FIRMS.items()):
        for name in entry["names"]:
            claims[name].add(code)
    assert {name: codes for name, codes in claims.items() if len(codes) > 1} == {}


def test_media_fields() -> None:
    for code, entry in MEDIA.items():
        assert set(entry) <= {"names", "kind", "country", "domains", "weak"}, code
        assert entry["kind"] in MEDIA_KINDS, code
        assert entry["country"] in STATES, code
        assert set(entry.get("weak") or ()) <= set(entry["names"]), code


def test_media_short_names_are_unique() -> None:
    counted = Counter(entry["names"][0].casefold() for entry in MEDIA.values())
    assert [name for name, n in counted.items() if n > 1] == []


def test_media_domains_are_lower_case_and_unique() -> None:
    domains = [domain for entry in MEDIA.values() for domain in entry["domains"]]
    assert [d for d in domains if not re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)+", d)] == []
    assert [d for d, n in Counter(domains).items() if n > 1] == []


def test_firms_fields() -> None:
    for code, entry in FIRMS.items():
        assert set(entry) <= {"names", "state", "owned", "weak"}, code
        assert entry["state"] in STATES, code
        assert isinstance(entry["owned"], bool), code
        assert set(entry.get("weak") or ()) <= set(entry["names"]), code


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("PBB", "UN"), ("DK PBB", "UN"), ("Program Pangan Dunia", "UN"), ("UNIFIL", "UN"),
        ("Organisasi Kerjasama Shanghai", "SCO"), ("Uni Eropa", "EU"), ("Liga Arab", "ARABLEAGUE"),
        ("Brigade Al-Qassam", "HAMAS"), ("Hizbullah", "HEZBOLLAH"), ("Ansarullah", "HOUTHI"),
        ("RSF", "RSF-SDN"), ("KKB", "OPM"), ("TNI", "IDN"), ("Garda Revolusi", "IRN"),
        ("OPEC+", "OPEC"), ("European Central Bank", "EU"), ("Otoritas Palestina", "PSE"),
        ("Partai Komunis Tiongkok", "CHN"),
    ],
)  # fmt: skip
def test_spellings_lead_to_codes(name: str, code: str) -> None:
    owner = next(c for c, e in ORGANISATIONS.items() if name in spellings(e))
    assert ORGANISATIONS[owner].get("counts_as", owner) == code
