"""What must hold in actors/states.yaml and actors/places.yaml, whoever edits them.

The list of UN members stands here in full, so that dropping a state by accident shows.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

import selaras.knowledge

ACTORS = Path(selaras.knowledge.__file__).parent / "actors"
STATES: dict[str, dict[str, Any]] = yaml.safe_load((ACTORS / "states.yaml").read_text("utf-8"))
PLACES: list[dict[str, Any]] = yaml.safe_load((ACTORS / "places.yaml").read_text("utf-8"))

MEMBER_CODES = """
AFG ALB DZA AND AGO ATG ARG ARM AUS AUT AZE BHS BHR BGD BRB BLR BEL BLZ BEN BTN BOL BIH BWA BRA BRN BGR
BFA BDI CPV KHM CMR CAN CAF TCD CHL CHN COL COM COG COD CRI CIV HRV CUB CYP CZE DNK DJI DMA DOM ECU EGY
SLV GNQ ERI EST SWZ ETH FJI FIN FRA GAB GMB GEO DEU GHA GRC GRD GTM GIN GNB GUY HTI HND HUN ISL IND IDN
IRN IRQ IRL ISR ITA JAM JPN JOR KAZ KEN KIR PRK KOR KWT KGZ LAO LVA LBN LSO LBR LBY LIE LTU LUX MDG MWI
MYS MDV MLI MLT MHL MRT MUS MEX FSM MDA MCO MNG MNE MAR MOZ MMR NAM NRU NPL NLD NZL NIC NER NGA MKD NOR
OMN PAK PLW PAN PNG PRY PER PHL POL PRT QAT ROU RUS RWA KNA LCA VCT WSM SMR STP SAU SEN SRB SYC SLE SGP
SVK SVN SLB SOM ZAF SSD ESP LKA SDN SUR SWE CHE SYR TJK THA TLS TGO TON TTO TUN TUR TKM TUV UGA UKR ARE
GBR TZA USA URY UZB VUT VEN VNM YEM ZMB ZWE
"""
OTHER_CODES = "VAT PSE TWN XKX HKG MAC ESH SOL GRL PRI SUN YUG SCG CSK DDR WEST"
UN_MEMBERS, OTHERS = MEMBER_CODES.split(), OTHER_CODES.split()
PSEUDO = {"WEST"}  # no state: neither code of three letters, nor capital
KINDS = {"city", "region", "sea", "strait", "island", "site", "camp"}
GROUPS = ("people", "capital", "seats", "nicknames")
KEYS = {"iso2", "id", "en", *GROUPS, "capital_at", "region", "since", "until", "weak"}


def names_of(state: dict[str, Any]) -> Iterator[str]:
    for language in ("id", "en"):
        yield from state[language]
    for group in GROUPS:
        for names in state.get(group, {}).values():
            yield from names


def in_range(at: list[float]) -> bool:
    latitude, longitude = at
    return -90 <= latitude <= 90 and -180 <= longitude <= 180


def test_every_un_member_is_present() -> None:
    assert len(UN_MEMBERS) == len(set(UN_MEMBERS)) == 193
    assert set(UN_MEMBERS) | set(OTHERS) <= set(STATES)


def test_no_code_is_written_twice() -> None:
    # PyYAML keeps the last of two equal keys without a word, so the text itself is read.
    text = (ACTORS / "states.yaml").read_text("utf-8")
    codes = [line.split(":")[0] for line in text.splitlines() if line[:1].isalpha()]
    assert [code for code, times in Counter(codes).items() if times > 1] == []
    assert codes == list(STATES)


def test_iso2_is_unique() -> None:
    iso2 = [state["iso2"] for state in STATES.values() if "iso2" in state]
    assert len(iso2) == len(set(iso2))
    assert all(isinstance(code, str) and len(code) == 2 and code.isupper() for code in iso2)
    assert all("iso2" in STATES[code] for code in UN_MEMBERS)


@pytest.mark.parametrize("code", STATES)
def test_state_is_complete(code: str) -> None:
    state = STATES[code]
    assert set(state) <= KEYS
    assert state["id"]
    assert state["en"]
    if code not in PSEUDO:
        assert len(code) == 3
        assert code.isupper()
        assert state["region"]
        assert in_range(state["capital_at"])
    if code not in PSEUDO and "until" not in state:  # the capitals of former states have gone over
        assert any(state["capital"].values())


@pytest.mark.parametrize("code", STATES)
def test_names_are_text_and_weak_ones_are_names(code: str) -> None:
    names = list(names_of(STATES[code]))
    assert all(isinstance(name, str) and name == name.strip() and name for name in names)
    assert set(STATES[code].get("weak", [])) <= set(names)


def test_no_name_belongs_to_two_states() -> None:
    owners: dict[str, set[str]] = defaultdict(set)
    for code, state in STATES.items():
        for name in set(names_of(state)) - set(state.get("weak", [])):
            owners[name].add(code)
    assert {name: codes for name, codes in owners.items() if len(codes) > 1} == {}


def test_places_are_complete() -> None:
    for place in PLACES:
        assert set(place) == {"id", "en", "country", "at", "kind"}, place
        assert place["kind"] in KINDS, place
        assert place["country"] is None or place["country"] in STATES, place
        assert in_range(place["at"]), place
        assert place["id"], place
        assert place["en"], place
        assert all(isinstance(name, str) and name for name in place["id"] + place["en"]), place


def test_no_place_name_stands_twice() -> None:
    times = Counter(name for place in PLACES for name in {*place["id"], *place["en"]})
    assert [name for name, count in times.items() if count > 1] == []


def test_no_place_takes_the_name_of_a_state() -> None:
    strong = {name for state in STATES.values() for name in set(names_of(state)) - set(state.get("weak", []))}
    assert [name for place in PLACES for name in place["id"] + place["en"] if name in strong] == []


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("Samarkand", "UZB"),
        ("Jalur Gaza", "PSE"),
        ("Tepi Barat", "PSE"),
        ("Krimea", "UKR"),
        ("Laut China Selatan", None),
        ("Den Haag", "NLD"),
        ("Jenewa", "CHE"),
        ("Jawa Barat", "IDN"),
    ],
)
def test_well_known_places(name: str, country: str | None) -> None:
    assert [place["country"] for place in PLACES if name in place["id"]] == [country]
