"""The office holders in knowledge/actors/people/*.yaml keep the form of knowledge/README.md.

Always true here: every file of the folder is read, so that a new file is held to the same rules.
Dates may be days, months or years; a comparison fails only where the dates leave no doubt.
"""

import calendar
import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator
from importlib import resources
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
import yaml

PEOPLE = Path(str(resources.files("selaras.knowledge"))) / "actors" / "people"
FILES = sorted(PEOPLE.glob("*.yaml"))
KINDS = {"head-of-state", "head-of-government", "foreign-minister", "defence-minister", "other"}
ENTRY_KEYS = {"name", "state", "org", "also", "short", "offices"}
OFFICE_KEYS = {"office", "title", "from", "until"}
DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")

ISO_ALPHA_3 = set(
    """
    ABW AFG AGO AIA ALA ALB AND ARE ARG ARM ASM ATA ATF ATG AUS AUT AZE BDI BEL BEN BES BFA BGD BGR BHR
    BHS BIH BLM BLR BLZ BMU BOL BRA BRB BRN BTN BVT BWA CAF CAN CCK CHE CHL CHN CIV CMR COD COG COK COL
    COM CPV CRI CUB CUW CXR CYM CYP CZE DEU DJI DMA DNK DOM DZA ECU EGY ERI ESH ESP EST ETH FIN FJI FLK
    FRA FRO FSM GAB GBR GEO GGY GHA GIB GIN GLP GMB GNB GNQ GRC GRD GRL GTM GUF GUM GUY HKG HMD HND HRV
    HTI HUN IDN IMN IND IOT IRL IRN IRQ ISL ISR ITA JAM JEY JOR JPN KAZ KEN KGZ KHM KIR KNA KOR KWT LAO
    LBN LBR LBY LCA LIE LKA LSO LTU LUX LVA MAC MAF MAR MCO MDA MDG MDV MEX MHL MKD MLI MLT MMR MNE MNG
    MNP MOZ MRT MSR MTQ MUS MWI MYS MYT NAM NCL NER NFK NGA NIC NIU NLD NOR NPL NRU NZL OMN PAK PAN PCN
    PER PHL PLW PNG POL PRI PRK PRT PRY PSE PYF QAT REU ROU RUS RWA SAU SDN SEN SGP SGS SHN SJM SLB SLE
    SLV SMR SOM SPM SRB SSD STP SUR SVK SVN SWE SWZ SXM SYC SYR TCA TCD TGO THA TJK TKL TKM TLS TON TTO
    TUN TUR TUV TWN TZA UGA UKR UMI URY USA UZB VAT VCT VEN VGB VIR VNM VUT WLF WSM YEM ZAF ZMB ZWE
    """.split()
)
# Kosovo and states that are no more (predecessors keep their old ISO code).
OTHER_CODES = {"XKX", "SUN", "YUG", "SCG", "CSK", "DDR"}

# States where more than one person may be head of state at a time, and why.
SHARED_HEADSHIP = {
    "AND": "two co-princes",
    "BIH": "presidency of three members",
    "CHE": "the Federal Council is the head of state",
    "IRN": "Supreme Leader above the President",
    "LBY": "rival governments and presidency council",
    "SDN": "rival councils since 2023",
    "SMR": "two captains regent",
    "YEM": "rival governments and presidential council",
}


def load(path: Path) -> list[dict[str, Any]]:
    # BaseLoader leaves every scalar as text: quoted and bare dates, and codes such as NO, look alike.
    entries: list[dict[str, Any]] = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    return entries


def everyone() -> Iterator[tuple[str, dict[str, Any]]]:
    for path in FILES:
        for entry in load(path):
            yield path.name, entry


def earliest(date: str) -> dt.date:
    year, month, day = ([int(part) for part in date.split("-")] + [1, 1])[:3]
    return dt.date(year, month, day)


def latest(date: str) -> dt.date:
    parts = [int(part) for part in date.split("-")]
    year = parts[0]
    month = parts[1] if len(parts) > 1 else 12
    day = parts[2] if len(parts) > 2 else calendar.monthrange(year, month)[1]
    return dt.date(year, month, day)


def surely_overlap(one: dict[str, str], other: dict[str, str]) -> bool:
    """Whether two terms share a day however their unsure dates are read; `until` is the day of leaving."""
    start = max(latest(one["from"]), latest(other["from"]))
    end = min(earliest(term.get("until", "9999-12-31")) for term in (one, other))
    return start < end


def test_there_are_files() -> None:
    assert FILES


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_file_parses_with_the_safe_loader(path: Path) -> None:
    entries = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert isinstance(entries, list)
    assert entries
    assert all(isinstance(entry, dict) for entry in entries)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_entries_have_the_documented_form(path: Path) -> None:
    wrong = []
    for entry in load(path):
        name = entry.get("name")
        names = [name, *entry.get("also", []), *entry.get("short", [])]
        if set(entry) - ENTRY_KEYS or ("state" in entry) == ("org" in entry):
            wrong.append((name, "keys"))
        if not all(isinstance(text, str) and text.strip() == text and text for text in names):
            wrong.append((name, "names"))
        if len(set(names)) != len(names):
            wrong.append((name, "one name twice in the entry"))
        if "state" in entry and entry["state"] not in ISO_ALPHA_3 | OTHER_CODES:
            wrong.append((name, entry["state"]))
        if not entry.get("offices"):
            wrong.append((name, "offices"))
    assert not wrong


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_offices_have_a_kind_titles_and_ordered_dates(path: Path) -> None:
    wrong = []
    for entry in load(path):
        for office in entry["offices"]:
            dates = [office[key] for key in ("from", "until") if key in office]
            if set(office) - OFFICE_KEYS or office.get("office") not in KINDS or "from" not in office:
                wrong.append((entry["name"], office, "form"))
            elif not {"id", "en"} <= set(office["title"]) or not all(office["title"].values()):
                wrong.append((entry["name"], office, "title"))
            elif not all(DATE.fullmatch(date) for date in dates):
                wrong.append((entry["name"], office, "date"))
            elif earliest(dates[0]) > latest(dates[-1]):
                wrong.append((entry["name"], office, "from after until"))
    assert not wrong


def test_nobody_stands_twice() -> None:
    names = Counter((entry["name"], entry.get("state") or entry.get("org")) for _, entry in everyone())
    assert [name for name, times in names.items() if times > 1] == []


def test_a_full_name_belongs_to_one_person_of_a_state() -> None:
    owners = Counter(
        (name, entry["state"])
        for _, entry in everyone()
        if "state" in entry
        for name in {entry["name"], *entry.get("also", [])}
    )
    assert [name for name, times in owners.items() if times > 1] == []


def test_no_state_has_two_heads_of_state_at_a_time() -> None:
    terms: dict[str, list[tuple[str, dict[str, str]]]] = {}
    for _, entry in everyone():
        for office in entry["offices"]:
            if office["office"] == "head-of-state" and "state" in entry:
                terms.setdefault(entry["state"], []).append((entry["name"], office))
    wrong = [
        (state, one, other)
        for state, held in terms.items()
        if state not in SHARED_HEADSHIP
        for (one, first), (other, second) in combinations(held, 2)
        if surely_overlap(first, second)
    ]
    assert not wrong
