"""The office holders in knowledge/actors/people/*.yaml keep the form of knowledge/README.md.

Always true here: every file of the folder is read, so that a new file is held to the same rules.
Dates may be days, months or years; a comparison fails only where the dates leave no doubt.
"""

import calendar
import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from importlib import resources
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
import yaml

ACTORS = Path(str(resources.files("selaras.knowledge"))) / "actors"
PEOPLE = ACTORS / "people"
FILES = sorted(PEOPLE.glob("*.yaml"))
KINDS = {"head-of-state", "head-of-government", "foreign-minister", "defence-minister", "other"}
ENTRY_KEYS = {"name", "state", "org", "also", "short", "offices"}
OFFICE_KEYS = {"office", "title", "from", "until", "state", "org"}  # state or org: held for another than the entry's
DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
ALPHA_3 = re.compile(r"[A-Z]{3}")

# States where more than one person may be head of state at a time, and why.
SHARED_HEADSHIP = {
    "AND": "two co-princes",
    "BIH": "presidency of three members",
    "CHE": "the Federal Council is the head of state",
    "CIV": "two presidents sworn in after the vote of 2010",
    "IRN": "Supreme Leader above the President",
    "LBY": "rival governments and presidency council",
    "SDN": "rival councils since 2023",
    "SMR": "two captains regent",
    "YEM": "rival governments and presidential council",
}


@cache
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


def test_states_and_organisations_are_known() -> None:
    states = yaml.load((ACTORS / "states.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    organisations = yaml.load((ACTORS / "organisations.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    wrong = []
    for _, entry in everyone():
        for owner in (entry, *entry["offices"]):
            state, org = owner.get("state"), owner.get("org")
            if state is not None and not (ALPHA_3.fullmatch(state) and state in states):
                wrong.append((entry["name"], state))
            if org is not None and org not in organisations:
                wrong.append((entry["name"], org))
    assert not wrong


def test_a_full_name_belongs_to_one_entry() -> None:
    # The name is the key of a person: one life, one entry, whatever the offices.
    owners = Counter(name for _, entry in everyone() for name in {entry["name"], *entry.get("also", [])})
    assert [name for name, times in owners.items() if times > 1] == []


def test_no_state_has_two_heads_of_state_at_a_time() -> None:
    terms: dict[str, list[tuple[str, dict[str, str]]]] = {}
    for _, entry in everyone():
        for office in entry["offices"]:
            state = office.get("state") or entry.get("state")
            if office["office"] == "head-of-state" and state and "org" not in office:
                terms.setdefault(state, []).append((entry["name"], office))
    wrong = [
        (state, one, other)
        for state, held in terms.items()
        if state not in SHARED_HEADSHIP
        for (one, first), (other, second) in combinations(held, 2)
        if surely_overlap(first, second)
    ]
    assert not wrong
