"""The organisation, media and firm files: well-formed codes, no spelling with two meanings."""

import re
from collections import Counter, defaultdict
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
MEDIA_KINDS = {"agency", "broadcaster", "paper", "online", "social"}
CODE = re.compile(r"[A-Z][A-Z0-9]*(-[A-Z]+)?")
STATE = re.compile(r"[A-Z]{3}")


def read(name: str) -> dict[str, dict[str, Any]]:
    return yaml.safe_load((ACTORS / name).read_text(encoding="utf-8"))


ORGANISATIONS, MEDIA, FIRMS = (read(name) for name in FILES)
STATES = set(read("states.yaml"))


def spellings(entry: dict[str, Any]) -> list[str]:
    groups = (entry, entry.get("parts") or {})
    return [name for group in groups for lang in LANGS for name in group.get(lang) or ()]


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
    allowed = {"id", "en", "any", "kind", "parts", "members", "country", "counts_as", "weak"}
    for code, entry in ORGANISATIONS.items():
        assert set(entry) <= allowed, code
        assert entry["kind"] in ORGANISATION_KINDS, code
        assert spellings(entry), code
        assert set(entry.get("parts") or {}) <= set(LANGS), code
        assert set(entry.get("weak") or ()) <= set(spellings(entry)), code


def test_organisations_refer_to_known_states() -> None:
    for code, entry in ORGANISATIONS.items():
        members = entry.get("members") or []
        assert len(members) == len(set(members)), code
        for state in (*members, entry.get("country") or "IDN"):
            assert STATE.fullmatch(state), (code, state)
            assert state in STATES, (code, state)
        assert entry.get("counts_as", "IDN") in STATES | set(ORGANISATIONS), code


def test_bodies_of_states_count_as_something_else() -> None:
    assert [c for c, e in ORGANISATIONS.items() if e["kind"] == "body" and "counts_as" not in e] == []


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
        ("European Central Bank", "EU"), ("Otoritas Palestina", "PSE"), ("Partai Komunis Tiongkok", "CHN"),
    ],
)  # fmt: skip
def test_spellings_lead_to_codes(name: str, code: str) -> None:
    owner = next(c for c, e in ORGANISATIONS.items() if name in spellings(e))
    assert ORGANISATIONS[owner].get("counts_as", owner) == code
