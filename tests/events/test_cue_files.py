"""What must hold in the cue files, grammar.yaml and modes.yaml, whoever edits them."""

from collections import defaultdict
from pathlib import Path

import pytest

import selaras.knowledge
from selaras.events.cues import FRAMES, KINDS, Cue, Match, load_cues, matches
from selaras.events.grammar import load_grammar
from selaras.events.modes import load_modes
from selaras.knowledge.plover import plover
from selaras.knowledge.yaml_files import read_yaml
from selaras.model import UsageRefused, words

EVENTS = Path(selaras.knowledge.__file__).parent / "events"
ODD = EVENTS / "irregular.yaml"
FILES = sorted((EVENTS / "cues").glob("*.yaml"))
TYPES = plover().types
KEYS = {"frame", "mode", "p", "needs", "takes", "swap", *KINDS}
NEEDS = {"actor", "recipient", "both"}

# Cues that stand under two meanings on purpose: where they begin at one word, the surer one that has its
# parties is taken.
SHARED_CUES = {
    ("id", "verb", "blokade"): "by a navy it is coercion, by a crowd on a road a protest",
    ("id", "verb", "caplok"): "with both parties told it is conquest, else annexation",
    ("id", "verb", "hadang"): "by a crowd it is a protest, by a coast guard coercion",
    ("id", "verb", "pindahkan ~ pasukan"): "out of a place or into one",
    ("id", "verb", "memperluas kerja sama"): "done, or agreed to be done",
    ("id", "verb", "blokir"): "a site or network is censored, ships and aid are held up",
    ("id", "verb", "kepung"): "a siege where both parties are told, else merely surrounded",
    ("en", "verb", "ban"): "a ban on trade is a sanction, a ban on people coercion",
    ("en", "verb", "detain"): "people are arrested, ships held",
    ("en", "verb", "restrict"): "rights, or ways",
    ("en", "verb", "protest"): "to another state it is an accusation, else a demonstration",
    ("en", "verb", "raid"): "by police it is coercion, by troops an assault",
    ("en", "verb", "appealed for"): "for help, or for a change",
}


def groups() -> list[tuple[str, str, dict[str, object]]]:
    found = []
    for path in FILES:
        data = read_yaml(path)
        found += [(path.stem, data["event"], group) for group in data["cues"]]
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_a_file_is_one_known_type(path: Path) -> None:
    data = read_yaml(path)
    assert set(data) == {"event", "cues"}
    assert data["event"] in TYPES
    assert path.stem == data["event"].lower()


def test_every_type_has_a_file() -> None:
    assert {path.stem.upper() for path in FILES} == set(TYPES)


@pytest.mark.parametrize(("name", "event", "group"), groups())
def test_a_group_is_well_formed(name: str, event: str, group: dict[str, object]) -> None:
    assert set(group) <= KEYS
    assert group["frame"] in FRAMES
    assert 0 < float(str(group["p"])) <= 1
    assert group.get("mode") is None or group["mode"] in TYPES[event].modes
    assert group.get("needs") is None or group["needs"] in NEEDS
    assert group.get("takes") in (None, True)
    assert group.get("swap") is None or group["frame"] == "undergo"
    texts = [text for key in KINDS for text in group.get(key) or ()]  # type: ignore[attr-defined]
    assert texts
    for text in texts:
        assert isinstance(text, str)
        assert text == " ".join(text.split())
        assert not text.startswith(("~", "/"))
        assert not text.endswith(("~", "/"))


def cues() -> set[Cue]:
    return {form.cue for forms in load_cues(EVENTS / "cues", ODD).values() for form in forms}


def test_no_cue_has_two_meanings_unless_listed() -> None:
    meanings = defaultdict(set)
    for cue in cues():
        meanings[cue.lang, cue.part, cue.text].add((cue.event, cue.mode, cue.frame))
    twice = {key: found for key, found in meanings.items() if len(found) > 1 and key not in SHARED_CUES}
    assert set(twice) - {("id", "verb", "salahkan")} == set()


def test_salahkan_has_one_meaning() -> None:
    assert len({(cue.event, cue.mode) for cue in cues() if cue.text == "salahkan"}) == 1


def test_shared_cues_are_still_shared() -> None:
    meanings = defaultdict(set)
    for cue in cues():
        meanings[cue.lang, cue.part, cue.text].add((cue.event, cue.mode, cue.frame))
    assert [key for key in SHARED_CUES if len(meanings[key]) < 2] == []


def test_modes_are_those_of_their_type() -> None:
    for event, modes in load_modes(EVENTS / "modes.yaml").items():
        assert set(modes) <= set(TYPES[event].modes), event
        for whole, beginnings in modes.values():
            assert whole or beginnings
            assert all(word == word.lower() for word in (*whole, *beginnings))


def test_the_grammar_loads() -> None:
    grammar = load_grammar(EVENTS / "grammar.yaml")
    assert {"yang", "who"} <= grammar.relatives
    assert ("no",) in grammar.negations["en"]["no"]
    assert "on" in grammar.targets
    for phrases in (grammar.negations, grammar.futures, grammar.hypotheticals, grammar.pasts, grammar.earlier):
        assert set(phrases) == {"id", "en"}
        assert all(
            word == word.lower()
            for group in phrases.values()
            for listed in group.values()
            for phrase in listed
            for word in phrase
        )


@pytest.mark.parametrize(
    ("text", "says"),
    [("event: AID\ncues: [{frame: sideways, p: 0.5}]", "unknown frame 'sideways'"), ("event: [", "not valid YAML")],
)
def test_a_bad_cue_file_is_refused_by_name(tmp_path: Path, text: str, says: str) -> None:
    (tmp_path / "aid.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(UsageRefused, match=r"aid\.yaml") as refused:
        load_cues(tmp_path, ODD)
    assert says in str(refused.value)


BROKEN = {
    "no cues": "event: AID\n",
    "no confidence": "event: AID\ncues: [{frame: directed, verbs: [bantu]}]",
    "no type": "cues: [{frame: directed, p: 0.5, verbs: [bantu]}]",
    "unknown type": "event: HELP\ncues: [{frame: directed, p: 0.5, verbs: [bantu]}]",
    "unknown mode": "event: AID\ncues: [{frame: directed, mode: nicely, p: 0.5, verbs: [bantu]}]",
    "unknown key": "event: AID\ncues: [{frame: directed, p: 0.5, verb: [bantu]}]",
    "confidence over 1": "event: AID\ncues: [{frame: directed, p: 5, verbs: [bantu]}]",
    "a list": "[AID]",
    "begins with a gap": "event: AID\ncues: [{frame: directed, p: 0.5, verbs: ['~ bantu']}]",
}


@pytest.mark.parametrize("text", BROKEN.values(), ids=BROKEN)
def test_a_cue_file_of_the_wrong_form_is_refused_by_name(tmp_path: Path, text: str) -> None:
    (tmp_path / "aid.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(UsageRefused, match=r"aid\.yaml"):
        load_cues(tmp_path, ODD)


SMALL = """
event: AID
cues:
  - {frame: directed, p: 0.8, verbs: [kirim/salurkan ~ bantuan/obat], nouns: [hibah], en_verbs: [send ~ aid]}
  - {frame: directed, p: 0.5, verbs: [kirim], fixed: [memberi]}
"""


def found_in(
    folder: Path, text: str, lang: str = "id", headline: bool = False, taken: frozenset[int] = frozenset()
) -> list[tuple[Match, ...]]:
    return matches(words(text), load_cues(folder, ODD), lang, headline, taken, load_grammar(EVENTS / "grammar.yaml"))


@pytest.mark.parametrize(
    ("text", "lang", "headline", "expected"),
    [
        ("Ia mengirim bantuan.", "id", False, ["mengirim bantuan"]),
        ("Ia mengirim satu dua tiga bantuan.", "id", False, ["mengirim satu dua tiga bantuan"]),
        ("Ia mengirim satu dua tiga empat bantuan.", "id", False, ["mengirim"]),
        ("Ia mengirim surat, bantuan menyusul.", "id", False, ["mengirim"]),
        ("Obat disalurkan bantuan.", "id", False, ["disalurkan bantuan"]),
        ("Ia menyalurkan beras.", "id", False, []),
        ("Hibahnya tiba; memberi itu baik.", "id", False, ["Hibahnya", "memberi"]),
        ("Fiji Kirim Obat", "id", True, ["Kirim Obat"]),
        ("Fiji kirim obat", "id", False, []),
        ("Fiji akan kirim obat", "id", False, ["kirim obat"]),
        ("They sent much aid.", "en", False, ["sent much aid"]),
        ("They sent much aid.", "id", False, []),
        ("They send aid.", "en", False, ["send aid"]),
        ("The send aid form.", "en", False, []),
        ("Mereka mengirim bantuan.", "en", False, []),
    ],
)
def test_cues_are_found(tmp_path: Path, text: str, lang: str, headline: bool, expected: list[str]) -> None:
    (tmp_path / "aid.yaml").write_text(SMALL, encoding="utf-8")
    tokens = words(text)
    found = found_in(tmp_path, text, lang, headline)
    assert [text[tokens[m[0].start].start : tokens[m[0].end - 1].end] for m in found] == expected


def test_of_cues_at_one_word_the_longest_comes_first(tmp_path: Path) -> None:
    (tmp_path / "aid.yaml").write_text(SMALL, encoding="utf-8")
    (found,) = found_in(tmp_path, "Ia mengirim bantuan.")
    assert [m.form.cue.text for m in found] == ["kirim/salurkan ~ bantuan/obat", "kirim"]


def test_a_cue_never_begins_inside_a_name(tmp_path: Path) -> None:
    (tmp_path / "aid.yaml").write_text(SMALL, encoding="utf-8")
    assert found_in(tmp_path, "Ia mengirim bantuan.", taken=frozenset([1])) == []
