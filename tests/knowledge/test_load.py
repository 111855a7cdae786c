"""Loading the knowledge files: a person's own file on top, clear refusals, a digest of every byte."""

import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from selaras.knowledge import Knowledge, load
from selaras.knowledge.build import Compiled
from selaras.knowledge.load import HERE
from selaras.knowledge.store import KEEP, cached, keep
from selaras.knowledge.yaml_files import read_yaml
from selaras.model import UsageRefused

OWN = """
states:
  ATL: {iso2: AX, id: [Atlantis Raya], en: [Greater Atlantis], capital: {id: [Poseidonia]}, region: Southern Europe}
  FJI: {id: [Viti Raya], en: [Fiji], region: Melanesia}
organisations:
  PAKTA: {id: [Pakta Samudra], en: [Ocean Pact], kind: alliance, members: {ATL: 2001, FJI: [2001, 2010-05]}}
media:
  KABAR: {names: [Kabar Samudra], kind: agency, country: ATL}
firms:
  Garam Jaya: {names: [PT Garam Jaya], state: ATL, owned: true}
places:
  - {id: [Teluk Biru], en: [Blue Bay], country: ATL, at: [1.0, 2.0], kind: sea}
people:
  - name: Nerissa Okeanos
    state: ATL
    short: [Okeanos]
    offices:
      - {office: head-of-state, title: {id: Ratu, en: Queen}, from: 2020-02}
  - name: Vladimir Putin
    state: ATL
    short: [Putin]
"""


@pytest.fixture(scope="module", autouse=True)
def _parsed_once() -> Iterator[None]:
    """Parse the shipped files once for all own files of this module, and leave the user's cache alone."""
    shipped_file = cache(read_yaml)
    with pytest.MonkeyPatch.context() as patch:
        module = sys.modules["selaras.knowledge.load"]  # the package's own `load` is the function
        patch.setattr(module, "read_yaml", lambda p: shipped_file(p) if p.is_relative_to(HERE) else read_yaml(p))
        patch.setattr(module, "keep", lambda compiled, digest: None)
        yield


@pytest.fixture(scope="module")
def shipped() -> Knowledge:
    return load()


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Knowledge:
    path = tmp_path_factory.mktemp("own") / "mine.yaml"
    path.write_text(OWN, encoding="utf-8")
    return load(path)


def codes(knowledge: Knowledge, *words: str) -> set[str | None]:
    return {name.code for name in knowledge.names.get(words[0], ()) if name.words == words}


def test_the_shipped_files_load(shipped: Knowledge) -> None:
    assert shipped.actors["RUS"].kind == "state"
    assert shipped.actors["WEST"].kind == "bloc"
    assert shipped.actors["SUN"].kind == "former-state"
    assert shipped.actors["AFP"].counts_as is None
    assert shipped.people["Vladimir Putin"].code == "RUS"
    assert shipped.places["Samarkand"].country == "UZB"
    assert shipped.label("RUS", "id") == "Rusia"
    assert shipped.label("RUS", "en") == "Russia"
    assert shipped.label("QQQ") == "QQQ"
    assert shipped.actor("QQQ") is None


def test_it_is_loaded_once(shipped: Knowledge) -> None:
    assert load() is shipped


def test_every_name_leads_to_something_known(shipped: Knowledge) -> None:
    known = {*shipped.actors, *shipped.people, *shipped.places}
    for first, names in shipped.names.items():
        for name in names:
            assert name.words[0] == first
            assert name.target in known
            assert name.code is None or name.code in shipped.actors


def test_names_are_tried_longest_first(shipped: Knowledge) -> None:
    for names in shipped.names.values():
        lengths = [len(name.words) for name in names]
        assert lengths == sorted(lengths, reverse=True)


@pytest.mark.parametrize(
    ("spelling", "code"),
    [
        (("Atlantis", "Raya"), "ATL"),
        (("Greater", "Atlantis"), "ATL"),
        (("Poseidonia",), "ATL"),
        (("Pakta", "Samudra"), "PAKTA"),
        (("Kabar", "Samudra"), None),
        (("PT", "Garam", "Jaya"), "ATL"),
        (("Teluk", "Biru"), "ATL"),
        (("Nerissa", "Okeanos"), "ATL"),
        (("Okeanos",), "ATL"),
    ],
)
def test_an_own_file_adds_every_kind(own: Knowledge, spelling: tuple[str, ...], code: str | None) -> None:
    assert codes(own, *spelling) == {code}


def test_an_own_file_overrides_the_entry_as_a_whole(own: Knowledge, shipped: Knowledge) -> None:
    assert codes(shipped, "Suva") == {"FJI"}
    assert codes(own, "Viti", "Raya") == {"FJI"}
    assert codes(own, "Suva") == set()  # the own entry names no capital
    assert own.people["Vladimir Putin"].code == "ATL"
    assert codes(own, "Putin") == {"ATL"}
    holder = own.holder("RUS", "head-of-state", "2024-05-15")
    assert holder is None or holder.name != "Vladimir Putin"


def test_an_own_file_leaves_the_rest_alone(own: Knowledge, shipped: Knowledge) -> None:
    assert own.actors["RUS"] == shipped.actors["RUS"]
    assert own.people["Xi Jinping"] == shipped.people["Xi Jinping"]
    assert own.holder("ATL", "head-of-state", "2024-05-15") == own.people["Nerissa Okeanos"]
    assert own.holder("ATL", "head-of-state", "2020-01-31") is None
    assert "ATL" not in shipped.actors


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("states: [1, 2", "not valid YAML"),
        ("states: {ATL: {id: [Atlantis]}\npeople: [", "line 2"),
        ("nations: {}", "expected a mapping with the keys states"),
        ("[states]", "expected a mapping"),
        ("", "expected a mapping"),
        ("states: [ATL]", "states has the wrong form"),
        ("people: {name: Nerissa}", "people has the wrong form"),
        ("places: null", "places has the wrong form"),
    ],
)
def test_a_file_of_the_wrong_form_is_refused_by_name(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageRefused, match=r"mine\.yaml") as refused:
        load(path)
    assert says in str(refused.value)


def test_a_missing_file_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(UsageRefused, match=r"mine\.yaml: cannot be read"):
        load(tmp_path / "mine.yaml")


BROKEN_ENTRIES = {
    "an entry that is no mapping": "states: {ATL: Atlantis}",
    "a person without a name": "people: [{state: ATL}]",
    "a person that is a word": "people: [Nerissa]",
    "a place without a name": "places: [{country: ATL, kind: city}]",
    "an office without its kind": "people: [{name: Nerissa Okeanos, state: ATL, offices: [{from: 2020-02}]}]",
    "a medium without a kind": "media: {KABAR: {names: [Kabar]}}",
}


@pytest.mark.parametrize("text", BROKEN_ENTRIES.values(), ids=BROKEN_ENTRIES)
def test_a_broken_entry_is_refused_by_name(tmp_path: Path, text: str) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageRefused, match=r"mine\.yaml"):
        load(path)


@pytest.mark.parametrize("word", ["no", "NO", "No", "on", "ON", "off", "yes", "Yes", "y", "n"])
def test_words_stay_words(tmp_path: Path, word: str) -> None:
    path = tmp_path / "words.yaml"
    path.write_text(f"key: [{word}]\n{word}: 1\n", encoding="utf-8")
    assert read_yaml(path) == {"key": [word], word: 1}


def test_truth_values_and_numbers_are_read(tmp_path: Path) -> None:
    path = tmp_path / "values.yaml"
    path.write_text("a: true\nb: false\nc: 0.5\nd: null\n", encoding="utf-8")
    assert read_yaml(path) == {"a": True, "b": False, "c": 0.5, "d": None}


def test_norway_is_found_by_its_two_letters() -> None:
    assert read_yaml(HERE / "actors/states.yaml")["NOR"]["iso2"] == "NO"


def test_the_digest_depends_on_every_byte_and_on_nothing_else(tmp_path: Path, shipped: Knowledge) -> None:
    def loaded(folder: str, text: str) -> str:
        path = tmp_path / folder / "mine.yaml"
        path.parent.mkdir()
        path.write_text(text, encoding="utf-8")
        return load(path).digest

    first, again, noted = (loaded(*each) for each in (("a", "media: {}"), ("b", "media: {}"), ("c", "media: {} #")))
    assert first == again
    assert len({shipped.digest, first, noted}) == 3


HOLDERS = [
    ("USA", "head-of-state", "2008-06-01", "George W. Bush"),
    ("USA", "head-of-state", "2010-06-01", "Barack Obama"),
    ("USA", "head-of-state", "2018-06-01", "Donald Trump"),
    ("USA", "head-of-state", "2022-06-01", "Joe Biden"),
    ("USA", "head-of-state", "2025-06-01", "Donald Trump"),
    ("RUS", "head-of-state", "2010-06-01", "Dmitry Medvedev"),
    ("RUS", "head-of-state", "2013-06-01", "Vladimir Putin"),
    ("RUS", "head-of-government", "2010-06-01", "Vladimir Putin"),
    ("GBR", "head-of-government", "2022-10-01", "Liz Truss"),
    ("GBR", "head-of-government", "2023-10-01", "Rishi Sunak"),
    ("GBR", "head-of-government", "2024-10-01", "Keir Starmer"),
    ("GBR", "head-of-state", "2020-01-01", "Ratu Elizabeth II"),
    ("IDN", "head-of-state", "2012-01-01", "Susilo Bambang Yudhoyono"),
    ("IDN", "head-of-state", "2024-05-15", "Joko Widodo"),
    ("IDN", "head-of-state", "2025-05-15", "Prabowo Subianto"),
    ("IDN", "foreign-minister", "2022-05-15", "Retno Marsudi"),
    ("DEU", "head-of-government", "2021-01-15", "Angela Merkel"),
    ("JPN", "head-of-government", "2022-01-15", "Fumio Kishida"),
    ("CHN", "head-of-state", "2024-05-15", "Xi Jinping"),
    ("QQQ", "head-of-state", "2024-05-15", None),
    ("RUS", "no-such-office", "2024-05-15", None),
    ("USA", "head-of-state", "1850-01-01", None),
]


@pytest.mark.parametrize(("code", "office", "day", "name"), HOLDERS)
def test_who_held_an_office(shipped: Knowledge, code: str, office: str, day: str, name: str | None) -> None:
    holder = shipped.holder(code, office, day)
    assert (holder.name if holder else None) == name


def test_no_two_hold_the_highest_offices_on_one_day(shipped: Knowledge) -> None:
    for code in ("USA", "RUS", "CHN", "IDN", "GBR", "FRA", "JPN", "IND", "TUR", "BRA"):
        for year in range(2012, 2026):
            day = f"{year}-06-15"
            office = "head-of-government" if code in ("GBR", "JPN", "IND") else "head-of-state"
            held = shipped.offices[code, office]
            assert len({person.name for term, person in held if term.held_on(day)}) <= 1, (code, day)


def test_a_person_speaks_for_the_body_whose_office_was_held(shipped: Knowledge) -> None:
    rutte = shipped.people["Mark Rutte"]
    assert [rutte.code_on(day) for day in ("2015-01-01", "2025-01-01", None)] == ["NLD", "NATO", "NATO"]


NOTHING = Compiled({}, {}, {}, {})


@pytest.fixture
def cache_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "selaras"


def test_compiled_knowledge_is_kept_and_found_again(cache_folder: Path) -> None:
    assert cached(Compiled, "d1") is None
    keep(NOTHING, "d1")
    assert cached(Compiled, "d1") == NOTHING
    assert cached(Compiled, "d2") is None


def test_a_spoilt_cache_is_as_none(cache_folder: Path) -> None:
    keep(NOTHING, "d1")
    (kept,) = cache_folder.iterdir()
    for data in (b"", b"\x93\x01", b"no msgpack at all"):
        kept.write_bytes(data)
        assert cached(Compiled, "d1") is None


def test_only_the_newest_are_kept(cache_folder: Path) -> None:
    for number in range(KEEP + 3):
        keep(NOTHING, f"d{number}")
    assert len(list(cache_folder.iterdir())) == KEEP


def test_a_cache_that_cannot_be_written_is_no_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    keep(NOTHING, "d1")
    assert cached(Compiled, "d1") is None


@pytest.mark.parametrize(
    ("day", "members"),
    [("2000-12-31", ()), ("2001-06-01", ("ATL", "FJI")), ("2010-05-31", ("ATL", "FJI")), ("2011-01-01", ("ATL",))],
)
def test_members_on_a_day(own: Knowledge, day: str, members: tuple[str, ...]) -> None:
    assert own.members("PAKTA", day) == members
    assert own.members("PAKTA", None) == ("ATL",)
    assert own.members("QQQ", day) == ()
