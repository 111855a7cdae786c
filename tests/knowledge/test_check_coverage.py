"""What the knowledge holds and lacks, counted to the day, and the command that shows it."""

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from selaras.cli import app
from selaras.knowledge import Actor, Knowledge, Name, Office, Person, load
from selaras.knowledge.check import Coverage, Gap, Problem, coverage, shipped_codes
from selaras.knowledge.check_coverage import ASEAN, DEPENDENT, FOUNDED, G20, HEADS, MINISTERS
from selaras.model import UsageRefused

TODAY = date(2026, 6, 15)


def world(*terms: tuple[str, str, str | None, str | None], actors: Iterable[Actor] = ()) -> Knowledge:
    """Knowledge of nothing but terms of office: code, office, first day, last day."""
    people = [
        Person(f"Person {n}", code, (f"Person {n}",), (), (Office(office, code, {}, start, end),))
        for n, (code, office, start, end) in enumerate(terms)
    ]
    offices: dict[tuple[str, str], tuple[tuple[Office, Person], ...]] = {}
    for person in people:
        key = person.code, person.offices[0].office
        offices[key] = (*offices.get(key, ()), (person.offices[0], person))
    states = {actor.code: actor for actor in actors}
    by_name = {person.name: person for person in people}
    return replace(load(), actors=states, people=by_name, places={}, names={}, offices=offices)


ATL = Actor("ATL", "state", {"id": ("Atlantis Raya",), "en": ("Atlantis", "Greater Atlantis")}, "ATL")


def gaps(covered: Coverage, code: str) -> list[tuple[str, str]]:
    return [(gap.start, gap.end) for state in covered.states if state.code == code for gap in state.gaps]


@pytest.mark.parametrize(
    ("terms", "expected"),
    [
        ([], [("1990-01-01", "2026-06-15")]),
        ([("1980", None)], []),
        ([(None, None)], []),
        ([("1990-02-01", None)], []),  # 31 days are a vacancy
        ([("1990-02-02", None)], [("1990-01-01", "1990-02-01")]),
        ([("1980", "2000-01-31"), ("2000-03-04", None)], [("2000-02-01", "2000-03-03")]),
        ([("1980", "2000"), ("2002", None)], [("2001-01-01", "2001-12-31")]),
        ([("1980", "2000-05"), ("2000-06", None)], []),
        ([("1980", "2010"), ("1995", "1996"), ("2010-06", "2026-05-15")], []),
        ([("1980", "2026-05-14")], [("2026-05-15", "2026-06-15")]),
        ([("2026-05-02", None)], [("1990-01-01", "2026-05-01")]),
        ([("2027", None)], [("1990-01-01", "2026-06-15")]),
    ],
)
def test_gaps_are_the_days_without_a_head(
    terms: list[tuple[str | None, str | None]], expected: list[tuple[str, str]]
) -> None:
    known = world(*(("ATL", "head-of-state", start, end) for start, end in terms), actors=[ATL])
    assert gaps(coverage(known, today=TODAY), "ATL") == expected


def test_either_head_fills_a_state_s_gap() -> None:
    known = world(("ATL", "head-of-state", "1980", "1999-12-31"), ("ATL", "head-of-government", "2000-01-01", None),
                  actors=[ATL])  # fmt: skip
    assert gaps(coverage(known, today=TODAY), "ATL") == []
    state = coverage(known, today=TODAY).states[0]
    assert (state.name, dict(state.names), state.people) == ("Atlantis", {"id": 1, "en": 2}, 2)
    assert state.offices["head-of-state"] == state.offices["head-of-government"] == 1


def test_states_are_asked_for_heads_only_while_they_are_there() -> None:
    former = Actor("SUN", "former-state", {}, "SUN", until="1991-12-26")
    young, island = Actor("SSD", "state", {}, "SSD"), Actor("BMU", "state", {}, "BMU")
    covered = coverage(world(actors=[former, young, island]), today=TODAY)
    assert gaps(covered, "SUN") == [("1990-01-01", "1991-12-26")]
    assert gaps(covered, "SSD") == [("2011-07-09", "2026-06-15")]
    assert gaps(covered, "BMU") == []


def test_the_office_that_counts_must_be_filled() -> None:
    terms = [(h.code, h.office, "1980", None) for h in HEADS if h.code != "JPN"]
    known = world(*terms, ("JPN", "head-of-state", "1980", None), ("JPN", "head-of-government", "1980", "2026-04"))
    (gap,) = coverage(known, today=TODAY).heads
    assert gap == Gap("JPN", "head-of-government", "2026-05-01", "2026-06-15", 46)


def test_an_office_is_asked_for_only_while_it_counts() -> None:
    terms = [(h.code, h.office, "1980", None) for h in HEADS if h.code != "TUR"]
    known = world(
        *terms, ("TUR", "head-of-government", "1980", "2018-07-09"), ("TUR", "head-of-state", "2018-07", None)
    )
    assert coverage(known, today=TODAY).heads == ()


def test_coverage_may_begin_later() -> None:
    known = world(("ATL", "head-of-state", "2005", None), actors=[ATL])
    assert gaps(coverage(known, "2000-06", TODAY), "ATL") == [("2000-06-01", "2004-12-31")]
    with pytest.raises(ValueError):
        coverage(known, "2000-13")


def test_ministers_are_asked_for_in_watched_states() -> None:
    known = world(("IDN", "foreign-minister", "1988", None), ("ATL", "foreign-minister", "2000", None), actors=[ATL])
    found = {(gap.code, gap.office): gap.start for gap in coverage(known, today=TODAY).ministers}
    assert ("IDN", "foreign-minister") not in found
    assert ("ATL", "foreign-minister") not in found
    assert found["IDN", "defence-minister"] == MINISTERS["defence-minister"]
    assert found["TLS", "defence-minister"] == FOUNDED["TLS"]


def test_names_of_two_actors_clash() -> None:
    def name(target: str, code: str | None, kind: str, *, weak: bool = False) -> Name:
        return Name(("Samudra",), target, code, "ORG", "name", kind, weak)

    def clashing(*names: Name) -> list[tuple[str, ...]]:
        known = replace(world(actors=[ATL]), names={"Samudra": names})
        return [clash.owners for clash in coverage(known, today=TODAY).clashes]

    state, body = name("ATL", "ATL", "state"), name("ARMADA", "ATL", "body")
    assert clashing(state, body) == []
    assert clashing(state, name("K", None, "medium")) == [("Atlantis (state)", "K (medium)")]
    assert clashing(state, name("K", None, "medium", weak=True)) == []
    assert clashing(name("N", "ATL", "person"), name("T", "ATL", "person")) == [("N (person)", "T (person)")]


def test_every_watched_state_has_an_office_that_counts() -> None:
    assert {head.code for head in HEADS} == {*G20, *ASEAN}
    assert len(G20) == 19
    assert len(ASEAN) == 11
    assert all(head.why for head in HEADS)
    states = shipped_codes()["states"]
    assert {*FOUNDED, *DEPENDENT} <= states
    assert not set(FOUNDED) & DEPENDENT


def test_counts_are_those_of_the_knowledge() -> None:
    known = load()
    covered = coverage(known, today=TODAY)
    counts = covered.counts
    assert sum(counts[kind] for kind in ("states", "organisations", "media", "firms")) == len(known.actors)
    assert counts["people"] == len(known.people)
    assert counts["places"] == len(known.places)
    assert counts["states"] == len(covered.states)
    assert [state.code for state in covered.states] == sorted(state.code for state in covered.states)


def test_no_head_of_the_g20_and_asean_is_unknown() -> None:
    assert coverage(load()).heads == ()


# --- The command -----------------------------------------------------------------------------------


def run(*args: str) -> tuple[int, str, str]:
    done = CliRunner().invoke(app, ["knowledge", "check", *args], env={"COLUMNS": "100", "PYTHONUTF8": "1"})
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.exit_code, done.stdout, done.stderr


def test_the_command_shows_a_table_and_an_own_file_s_errors(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text("people:\n  - {name: N, state: QQQ}\n", encoding="utf-8")
    code, shown, said = run("--actors", str(path))
    assert code == 1
    flat = " ".join(shown.split())
    assert "mine.yaml, line 2: N: state: unknown state code 'QQQ'" in flat
    assert "IDN Indonesia" in flat
    assert "Names that more than one actor claims" in flat
    assert "left out of the figures, because of its errors" in said


def test_the_command_speaks_json(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text("states:\n  ATL: {id: [Atlantis], x: 1}\n", encoding="utf-8")
    code, shown, _ = run("--json", "--actors", str(path))
    assert code == 1
    records = [json.loads(line) for line in shown.splitlines()]
    found = [r for r in records if r["record"] == "problem" and r["file"] == str(path)]
    assert [(r["line"], r["severity"]) for r in found] == [(2, "error")]
    assert {r["code"] for r in records if r["record"] == "state"} == shipped_codes()["states"]
    assert records[-1]["record"] == "counts"


@pytest.mark.parametrize(
    ("found", "heads", "code", "says"),
    [
        ([], (), 0, ""),
        ([Problem("a.yaml", 3, "the name is claimed", "warning")], (), 0, ""),
        ([Problem("a.yaml", 3, "unknown key")], (), 1, "1 error, 0 gaps"),
        ([], (Gap("JPN", "head-of-government", "2026-04-01", "2026-06-15", 76),), 1, "0 errors, 1 gap"),
    ],
)
def test_the_command_fails_on_errors_and_on_heads_that_must_be_known(
    monkeypatch: pytest.MonkeyPatch, found: list[Problem], heads: tuple[Gap, ...], code: int, says: str
) -> None:
    covered = replace(coverage(load(), today=TODAY), heads=heads)
    monkeypatch.setattr("selaras.knowledge.check.problems", lambda *_: found)
    monkeypatch.setattr("selaras.knowledge.check.coverage", lambda *_: covered)
    ended, shown, said = run()
    assert ended == code
    assert says in said
    assert all(str(problem) in " ".join(shown.split()) for problem in found)
    assert ("JPN head-of-government: 2026-04-01/2026-06-15" in shown) is bool(heads)


def test_the_command_names_the_file_that_cannot_be_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(extra: Path | None = None) -> Knowledge:
        raise UsageRefused("asia.yaml, line 7: not valid YAML")

    monkeypatch.setattr("selaras.knowledge.check.problems", lambda *_: [Problem("asia.yaml", 3, "not valid YAML")])
    monkeypatch.setattr("selaras.knowledge.load", refuse)
    code, shown, said = run()
    assert code == 1
    assert "asia.yaml, line 3: not valid YAML" in shown
    assert "nothing can be counted" in said


def test_a_missing_file_is_wrong_usage(tmp_path: Path) -> None:
    code, _, said = run("--actors", str(tmp_path / "mine.yaml"))
    assert code == 2
    assert "cannot be read" in said


def test_the_command_helps() -> None:
    shown = CliRunner().invoke(app, ["knowledge", "check", "--help"], env={"COLUMNS": "80"})
    assert shown.exit_code == 0
    assert "Example:\n    selaras knowledge check" in shown.output
    assert "--json" in shown.output
    assert max(map(len, shown.output.splitlines())) <= 80
