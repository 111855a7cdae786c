"""Checking actor files: each kind of problem at its exact line, and none in the files that ship.

In the cases the comment "# !" marks the line that the problem must name.
"""

import time
from collections.abc import Iterable
from dataclasses import FrozenInstanceError
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from selaras.knowledge import Office, Person, load
from selaras.knowledge.check import Problem, problems, require_valid, shipped_codes, shipped_files
from selaras.model import UsageRefused

TODAY = date(2026, 6, 15)
HEAD = "office: head-of-state"
FULL = """
states:
  ATL: {iso2: QA, id: [Atlantis Raya], en: [Greater Atlantis], people: {en: [Atlantean]}, capital: [Poseidonia],
    capital_at: [1.5, -20], region: Atlantic, since: 1975-03, weak: [Atlantean]}
organisations:
  PAKTA: {id: Pakta Samudra, kind: alliance, members: {ATL: 2001-06, IDN: [2001, 2004-05-01], NATO: null}}
  ARMADA: {en: [Tidal Fleet], kind: body, counts_as: ATL, sector: MIL, country: ATL, parts: {id: Armada Biru}}
media:
  KABAR: {names: [Kabar Samudra], kind: agency, country: ATL, domains: [kabar-samudra.example]}
firms:
  Garam Jaya: {names: [PT Garam Jaya], state: ATL, owned: true}
  Ombak: {names: [Ombak], state: null}
places:
  - {id: [Teluk Biru], en: [Blue Bay], country: null, at: [90, -180.0], kind: sea}
people:
  - name: Nerissa Okeanos
    state: ATL
    also: null
    short: [Okeanos]
    offices:
      - {office: head-of-state, title: {id: Ratu, en: Queen}, from: 2001, until: 2010-05}
      - {office: other, org: PAKTA, from: "2011-01-01", until: null}
  - name: Triton Pelagos
    state: ATL
    offices:
      - {office: head-of-state, from: 2010-05-31}
  - {name: Doris Thalassa, org: PAKTA}
"""
STATE = "states: {ATL: {id: [Atlantis]}}\n"
TWO = f"""{STATE}people:
  - name: Nerissa Okeanos
    state: ATL
    offices:
      - {{{HEAD}, from: 2001-02-03, until: 2010-05-31}}
  - name: Triton Pelagos
    state: ATL
    offices:
"""
# name of the case: (the file, what the reason says)
ERRORS = {
    "no YAML": ("states:\n  ATL: {id: [Atlantis]\npeople: [] # !\n", "not valid YAML"),
    "a quote left open": ("states:\n  # two lines on\n  ATL: {id: ['Atlantis]} # !\n\n\n", "not valid YAML"),
    "no text": ("states: {}\n\x01 # !\n", "not valid YAML"),
    "two documents": ("states: {}\n--- # !\nmedia: {}\n", "not valid YAML"),
    "an unknown alias": ("states: {}\npeople: *all # !\n", "not valid YAML"),
    "a tag": ("states:\n  ATL:\n    id: !!python/name:os.sep [Atlantis] # !\n", "has no meaning here"),
    "a list of pairs": (
        "people: !!omap [{name: N, state: IDN}] # !\n",
        "the tag tag:yaml.org,2002:omap has no meaning",
    ),
    "an empty file": ("# !\n", "expected a mapping with the keys states, organisations"),
    "a list": ("\n- states # !\n", "expected a mapping with the keys states"),
    "an unknown section": ("states: {}\nnations: {} # !\n", "unknown key 'nations'; expected a mapping"),
    "a section twice": ("media: {}\nmedia: {} # !\n", "media stands twice, first in line 1"),
    "a mapping for a list": ("states: {}\npeople: {name: Nerissa} # !\n", "people has the wrong form"),
    "a list for a mapping": ("\nstates: [ATL] # !\n", "states has the wrong form"),
    "a section of nothing": ("places: null # !\n", "places has the wrong form"),
    "an entry that is a word": ("states:\n  ATL: Atlantis # !\n", "ATL: expected a mapping"),
    "a person that is a word": ("people:\n  - Nerissa # !\n", "expected a mapping"),
    "a code that is a number": ("firms:\n  # Ombak\n  2031: {names: [Ombak]} # !\n", "2031: expected a code that is"),
    "a code that is a list": ("firms:\n  ? [a, b] # !\n  : {names: [Ombak]}\n", "expected a code that is text"),
    "a code in small letters": ("states:\n  atlantis: # !\n    id: [Atlantis]\n", "a code is written in capitals"),
    "an unknown key": ("states:\n  ATL:\n    id: [Atlantis]\n    capitl: [X] # !\n", "did you mean capital?"),
    "a key that is a list": ("states:\n  ATL:\n    id: [Atlantis]\n    ? [a] # !\n    : 1\n", "unknown key this"),
    "an unknown key of an office": (
        TWO + f"      - {{{HEAD}, from: 2011,\n         fro: 2012}} # !\n",
        "offices: unknown key 'fro' (did you mean from",
    ),
    "a key twice": ("media:\n  KABAR:\n    names: [K]\n    kind: paper\n    names: [B] # !\n", "'names' stands twice"),
    "a state without a name": ("states:\n  ATL: # !\n    region: Atlantic\n", "ATL: missing key id or en or any"),
    "a name left empty": ("states:\n  ATL: {id: [], en: null} # !\n", "ATL: missing key id or en or any"),
    "an organisation without a kind": ("organisations:\n  PAKTA: {id: [Pakta]} # !\n", "PAKTA: missing key kind"),
    "a medium without a kind": ("media:\n  KABAR: {names: [Kabar]} # !\n", "KABAR: missing key kind"),
    "a firm without names": ("firms:\n\n  Ombak: {state: IDN} # !\n", "Ombak: missing key names"),
    "a place without a name": ("places:\n  - {country: IDN, kind: city} # !\n", "missing key id or en or any"),
    "a person without a name": ("people:\n  - {state: IDN} # !\n", "an entry of people: missing key name"),
    "a person of nobody": ("people:\n  - name: Nerissa # !\n    also: [N]\n", "missing key state or org"),
    "a person of two": ("people:\n  - {name: N, state: IDN, org: UN} # !\n", "has both state and org"),
    "an office without its kind": (TWO + "      - {from: 2020-02} # !\n", "offices: missing key office"),
    "an office without its beginning": (TWO + "      -\n        office: other # !\n", "offices: missing key from"),
    "an unknown office": (TWO + "      - {office: queen, from: 2020} # !\n", "unknown office 'queen': one of"),
    "an unknown kind": ("organisations:\n  P: {id: P,\n    kind: aliance} # !\n", "did you mean alliance?"),
    "an unknown kind of place": ("places:\n  - {id: P, kind: hill} # !\n", "unknown kind 'hill'"),
    "an unknown state": ("people:\n  - name: Nerissa\n    state: QQQ # !\n", "state: unknown state code 'QQQ'"),
    "an unknown state of an office": (
        TWO + "      - office: other\n        from: 2020\n        state: QQQ # !\n",
        "unknown state code 'QQQ'",
    ),
    "an unknown organisation": ("people:\n  - {name: N,\n     org: QQQ} # !\n", "unknown organisation code 'QQQ'"),
    "a state for an organisation": ("people:\n  - {name: N,\n     org: IDN} # !\n", "unknown organisation code 'IDN'"),
    "an unknown country": ("places:\n  - id: P\n    kind: city\n    country: QQQ # !\n", "country: unknown state"),
    "an unknown member": (
        "organisations:\n  P: {id: P, kind: igo, members: [IDN,\n    QQ]} # !\n",
        "organisation code 'QQ'",
    ),
    "an unknown dated member": ("organisations:\n  P: {id: P, kind: igo, members: {QQ: 2001}} # !\n", "code 'QQ'"),
    "a member of one day": ("organisations:\n  P: {id: P, kind: igo, members: {IDN: [2001]}} # !\n", "[joined, left]"),
    "a member that left before": (
        "organisations:\n  P:\n    id: P\n    kind: igo\n    members:\n      IDN: [2004, 2001-05] # !\n",
        "after its end",
    ),
    "a body of an unknown state": ("organisations:\n  P: {id: P, kind: body, counts_as: QQ} # !\n", "code 'QQ'"),
    "a firm of an unknown state": ("firms:\n  Ombak: {names: [Ombak], state: QQQ} # !\n", "unknown state code 'QQQ'"),
    "a name that is a number": (
        "states:\n  ATL:\n    id:\n      - Atlantis\n      - 1984 # !\n",
        "'1984' is read as a number",
    ),
    "a name that is a truth value": ("people:\n  - name: true # !\n    state: IDN\n", "is read as a truth value"),
    "a name with a blank": ("states:\n  ATL: {id: ['Atlantis ']} # !\n", "begins or ends with a blank"),
    "a name without a letter": ("states:\n  ATL: {id: ['--']} # !\n", "'--' is empty"),
    "a name that is a mapping": ("media:\n  K: {kind: paper, names: [{a: b}]} # !\n", "expected a text"),
    "names that are a text": ("media:\n  K: {kind: paper,\n    names: Kabar} # !\n", "expected a list"),
    "a language that is none": ("states:\n  ATL: {id: A, capital: {Indonesia: [P]}} # !\n", "is no language code"),
    "a title that is a text": (
        TWO + f"      - {{{HEAD}, title: Raja, from: 2020}} # !\n",
        "mapping of language to title",
    ),
    "offices that are a mapping": (
        "people:\n  - {name: N, state: IDN,\n     offices: {office: other}} # !\n",
        "list of off",
    ),
    "an office that is a word": (TWO + "      - head-of-state # !\n", "expected an office"),
    "owned by a word": ("firms:\n  Ombak: {names: [Ombak], owned: yes} # !\n", "owned: expected true or false"),
    "two letters that are three": ("states:\n  ATL: {id: A,\n    iso2: ATL} # !\n", "'ATL' is no code of two capitals"),
    "a domain that is an address": (
        "media:\n  K: {names: [K], kind: paper, domains: ['https://k.example']} # !\n",
        "domain",
    ),
    "a sector in words": ("organisations:\n  P: {id: P, kind: ngo, sector: army} # !\n", "no sector"),
    "a weak name of another": (
        "states:\n  ATL:\n    id: [Atlantis]\n    weak: [Atlantes] # !\n",
        "did you mean Atlantis?",
    ),
    "one coordinate": ("places:\n  - {id: P, kind: city, at: [1.5]} # !\n", "expected [latitude, longitude]"),
    "coordinates in words": ("places:\n  - {id: P, kind: city, at: [a, b]} # !\n", "expected [latitude, longitude]"),
    "latitude out of range": ("places:\n  - {id: P, kind: city, at: [\n     90.5,  10]} # !\n", "latitude 90.5 lies"),
    "longitude out of range": ("states:\n  ATL: {id: A, capital_at: [1,\n    -181]} # !\n", "longitude -181 lies"),
    "no number at all": ("places:\n  - {id: P, kind: city, at: [.inf, 1]} # !\n", "latitude .inf lies outside"),
    "a month that is none": (TWO + f"      - {{{HEAD}, from: 2020-13}} # !\n", "from: '2020-13' is no date"),
    "a day that is none": (TWO + f"      - {{{HEAD}, from: 2021-02-29}} # !\n", "'2021-02-29' is no date"),
    "a date the other way round": (TWO + f"      - {{{HEAD}, from: 31/05/2012}} # !\n", "is no date"),
    "a date with its time": (TWO + f"      - {{{HEAD}, from: 2020-05-01 10:00:00}} # !\n", "is no date"),
    "a date that is a list": (TWO + f"      - {{{HEAD}, from: [2020]}} # !\n", "this is no date"),
    "an end before the beginning": (
        TWO + f"      - {{{HEAD}, from: 2021-06, until: 2021-05-31}} # !\n",
        "after its end",
    ),
    "a date in the future": (TWO + f"      - {{{HEAD}, from: 2028-01-01}} # !\n", "lies in the future, after 2027"),
    "a year far off": (TWO + f"      - {{{HEAD}, from: 2020, until: 9999}} # !\n", "lies in the future"),
    "a state that ends before": ("states:\n  ATL: {id: A, since: 1990, until: 1980} # !\n", "begins on 1990, after"),
    "overlapping terms": (
        TWO + f"      - {{{HEAD}, from: 2010-05-30}} # !\n",
        "Triton Pelagos (2010-05-30 to today) overlaps with Nerissa Okeanos (2001-02-03 to 2010-05-31) in line 6 "
        "as head-of-state of ATL",
    ),
    "overlapping terms, the earlier one below": (
        TWO.replace("2010-05-31}", "2010-05-31} # !") + f"      - {{{HEAD}, from: 2000-01-01, until: 2002}}\n",
        "Nerissa Okeanos (2001-02-03 to 2010-05-31) overlaps with Triton Pelagos (2000-01-01 to 2002) in line 10",
    ),
    "overlapping ministers for another state": (
        "people:\n  - name: A\n    state: IDN\n    offices:\n"
        "      - {office: defence-minister, state: FJI, from: 1950, until: 1952}\n"
        "  - {name: B, state: FJI, offices: [\n"
        "      {office: defence-minister, from: 1951-01-01, until: 1955}]} # !\n",
        "B (1951-01-01 to 1955) overlaps with A (1950 to 1952) in line 5 as defence-minister of FJI",
    ),
    "a code twice": (
        "states:\n  ATL: {id: A}\n  BBA: {id: B}\n  ATL: {id: C} # !\n",
        "ATL: stands twice, first in line 2",
    ),
    "a code of two kinds": (
        "states:\n  ATL: {id: A}\norganisations:\n  ATL: {id: B, kind: igo} # !\n",
        "first in line 2 under states",
    ),
    "a code that ships as another kind": (
        "organisations:\n  IDN: {id: Buku, kind: igo} # !\n",
        "IDN: this code ships under states",
    ),
    "a person twice": (
        "people:\n  - {name: N, state: IDN}\n  - name: N # !\n    org: UN\n",
        "N: stands twice, first in line 2",
    ),
    "a place twice": (
        "places:\n  - {id: P, kind: sea}\n  - {id: [P], kind: city} # !\n",
        "P: stands twice, first in line 2",
    ),
}
# Files that look like the ones above and are right.
RIGHT = {
    "everything": FULL,
    "nothing of a kind": "states: {}\npeople: []\n",
    "the day of handing over": TWO + f"      - {{{HEAD}, from: 2010-05-31}}\n",
    "dates that may fit": TWO + f"      - {{{HEAD}, from: 2010-05}}\n",
    "another office": TWO + "      - {office: head-of-government, from: 2005-01-01}\n",
    "a shared office": TWO + f"      - {{{HEAD}, from: 2009-01-01, collective: true}}\n",
    "an office that many hold": TWO.replace("head-of-state", "other") + "      - {office: other, from: 2005-01-01}\n",
    "a presidency of several": TWO.replace("state: ATL", "state: BIH") + f"      - {{{HEAD}, from: 2009}}\n",
    "next year": TWO + f"      - {{{HEAD}, from: 2027-12-31}}\n",
    "an entry that replaces one that ships": "states:\n  FJI: {id: [Viti Raya]}\n",
    "words that YAML 1.1 takes for truth values": "states:\n  ATL: {iso2: NO, id: [No, On, Yes]}\n",
    "an anchor": "media:\n  K: &k {names: [K], kind: paper}\nfirms: {Ombak: {names: &n [Ombak]}}\n",
}


def check(tmp_path: Path, text: str, people: Iterable[Person] = ()) -> list[Problem]:
    path = tmp_path / "mine.yaml"
    path.write_text(text, encoding="utf-8")
    return list(problems([path], people, TODAY))


@pytest.mark.parametrize(("text", "says"), ERRORS.values(), ids=ERRORS)
def test_each_problem_is_named_with_its_line(tmp_path: Path, text: str, says: str) -> None:
    (marked,) = (number for number, line in enumerate(text.splitlines(), 1) if line.endswith("# !"))
    (found,) = check(tmp_path, text)
    assert (found.file, found.line, found.severity) == (str(tmp_path / "mine.yaml"), marked, "error")
    assert says in found.reason
    assert "\n" not in str(found)
    assert str(found).startswith(f"{tmp_path}/mine.yaml, line {marked}: ")


@pytest.mark.parametrize("text", RIGHT.values(), ids=RIGHT)
def test_what_is_right_passes(tmp_path: Path, text: str) -> None:
    assert check(tmp_path, text) == []


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_bytes(b"states:\n  ATL: {id: [Atl\xff\xfentis]}\n")
    (found,) = problems([path])
    assert found.line == 2
    assert "not valid YAML" in found.reason


@pytest.mark.parametrize("text", ["[" * 100_000, "people: &p [*p]\n", "states: &s {ATL: *s}\n", "a: &a {<<: *a}\n"])
def test_knots_and_depths_end_in_a_problem(tmp_path: Path, text: str) -> None:
    assert all(p.severity == "error" for p in check(tmp_path, text))
    assert check(tmp_path, text)


def test_a_name_of_two_is_a_warning(tmp_path: Path) -> None:
    text = "states:\n  ATL: {id: [Samudra]}\nfirms:\n  Ombak:\n    names: [Ombak, Samudra]\n"
    (found,) = check(tmp_path, text)
    assert (found.line, found.severity) == (5, "warning")
    assert found.reason == "Ombak: the name 'Samudra' is claimed by ATL too (line 2)"
    require_valid(tmp_path / "mine.yaml")


@pytest.mark.parametrize(
    "text",
    [
        "states:\n  ATL: {id: [Samudra]}\nfirms:\n  Ombak: {names: [Samudra], weak: [Samudra]}\n",
        "states:\n  ATL: {id: [A], seats: [Armada]}\norganisations:\n  P: {id: Armada, kind: body, counts_as: ATL}\n",
    ],
    ids=["weak in one", "a body and its state"],
)
def test_a_name_that_needs_help_is_no_clash(tmp_path: Path, text: str) -> None:
    assert check(tmp_path, text) == []


def test_problems_come_by_file_and_line(tmp_path: Path) -> None:
    one, other = tmp_path / "z.yaml", tmp_path / "a.yaml"
    one.write_text("people:\n  - {name: N, state: QQQ}\n  - {name: N, org: UN, nick: N}\n", encoding="utf-8")
    other.write_text("people:\n  - {name: N, state: IDN}\n", encoding="utf-8")
    found = [(Path(p.file).name, p.line) for p in problems([one, other, one])]
    assert found == [("z.yaml", 2), ("z.yaml", 3), ("z.yaml", 3), ("a.yaml", 2)]


def test_terms_must_fit_to_those_that_are_known(tmp_path: Path) -> None:
    known = Person(
        "Triton Pelagos", "ATL", ("Triton Pelagos",), (), (Office("head-of-state", "ATL", {}, "2001", None),)
    )
    text = f"{STATE}people:\n  - name: Nerissa\n    state: ATL\n    offices: [{{{HEAD}, from: 2010}}]\n"
    (found,) = check(tmp_path, text, [known])
    assert found.line == 5
    assert "overlaps with Triton Pelagos (2001 to today) of the files that ship as head-of-state of ATL" in found.reason
    assert "give that person an entry of your own" in found.reason
    replaced = f"  - {{name: Triton Pelagos, state: ATL, offices: [{{{HEAD}, from: 2001, until: 2010}}]}}\n"
    assert check(tmp_path, text + replaced, [known]) == []


def test_a_refusal_names_five_problems_and_counts_the_rest(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text("states:\n" + "".join(f"  A{n}: {{id: [A{n}], x: 1}}\n" for n in range(7)), encoding="utf-8")
    with pytest.raises(UsageRefused) as refused:
        require_valid(path)
    assert [f"line {n}: " in str(refused.value) for n in range(2, 9)] == [True] * 5 + [False] * 2
    assert str(refused.value).endswith("; and 2 more problems")
    path.write_text(FULL, encoding="utf-8")
    require_valid(path)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageRefused, match=r"mine\.yaml: cannot be read \(No such file or directory\)"):
        require_valid(tmp_path / "mine.yaml")


def test_a_problem_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        Problem("mine.yaml", 1, "why").line = 2  # type: ignore[misc]


def test_a_user_s_file_is_checked_at_once(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    office = "offices: [{office: other, from: 1990}]"
    people = "".join(f"  - {{name: Nama {n}, state: IDN, {office}}}\n" for n in range(300))
    path.write_text("people:\n" + people, encoding="utf-8")
    require_valid(path)
    best = min(_seconds(path) for _ in range(3))
    assert best < 0.2  # 0.03 s on an idle machine


def _seconds(path: Path) -> float:
    started = time.perf_counter()
    require_valid(path)
    return time.perf_counter() - started


# --- The files that ship ---------------------------------------------------------------------------


@cache
def shipped_problems() -> tuple[Problem, ...]:
    return tuple(problems(shipped_files()))


def test_the_files_that_ship_have_no_errors() -> None:
    assert [str(p) for p in shipped_problems() if p.severity == "error"] == []


def test_codes_are_read_from_the_lines_beginnings() -> None:
    codes = shipped_codes()
    assert frozenset().union(*codes.values()) == set(load().actors)
    assert {"IDN", "XKX", "WEST"} <= codes["states"]
    assert "ASEAN" in codes["organisations"]


def test_every_file_of_people_is_checked() -> None:
    assert {path.name for path in shipped_files()} >= {"states.yaml", "firms.yaml", "indonesia.yaml", "europe.yaml"}
    assert all(path.is_file() for path in shipped_files())
