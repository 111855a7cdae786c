"""The corpus: every fault is found, what lies in training/corpus has none, nothing of the tests is in it."""

import copy
import json
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from training.corpus import CORPUS, LABELS, ROLES, SOURCE, TEST, locate, main, occurrences, passages, problems

from selaras.knowledge.plover import plover
from selaras.model import words
from selaras.tagger import labels

FILES = [*sorted(CORPUS.glob("*.jsonl")), *sorted(TEST.glob("*.jsonl"))]
UNSEEN = (SOURCE.parent / "gold" / "dev" / "text", SOURCE.parent / "seeds")
GRAM = 8  # words
NO_TEXT = {"juru bicara kementerian luar negeri china mao ning"}  # an office and its holder, in any news

TEXT = "Rusia dan Rusia-Belarus menuding China. Prusia, kata Rusia."

PLACES = [
    ("Rusia", [0, 10, 53]),
    ("Rusia-Belarus", [10]),
    ("Rusia.", [53]),
    ("usia", []),
    ("Prusia", [40]),
    ("Rus", []),
    ("rusia", []),
    ("dan Rusia", [6]),
    ("China. Prusia", [33]),
    ("R.sia", []),
    (".*", []),
]


@pytest.mark.parametrize(("bare", "starts"), PLACES)
def test_occurrences_are_whole_words(bare, starts):
    assert occurrences(TEXT, bare) == [(at, at + len(bare)) for at in starts]


@pytest.mark.parametrize(
    ("needle", "start"),
    [
        ("Rusia", 0),
        ("Rusia§1", 0),
        ("Rusia§2", 10),
        ("Rusia§3", 53),
        ("Rusia§4", None),
        ("Rusia§0", None),
        ("Rusia§-1", None),
        ("Rusia§", 0),
        ("China§2", None),
        ("usia§1", None),
    ],
)
def test_words_are_located_by_their_number(needle, start):
    found = locate(TEXT, needle)
    assert found == (None if start is None else (start, start + len(needle.partition("§")[0])))


@given(st.lists(st.sampled_from(["Rusia", "China", "Prusia", " ", "-", ".", "§", "\n", "é"]), max_size=20).map("".join))
def test_located_words_are_what_was_asked(text):
    found = occurrences(text, "Rusia")
    assert [text[a:b] for a, b in found] == ["Rusia"] * len(found)
    assert [locate(text, f"Rusia§{n}") for n in range(1, len(found) + 2)] == [*found, None]


# -- faults

GOOD = {
    "id": "t-1",
    "lang": "id",
    "genre": "lede",
    "text": 'Rusia menuding China di Kyiv pada Senin, kata Lavrov. "Kami siap," kata Lavrov kepada Rusia.',
    "entities": [["Rusia", "GPE"], ["Rusia§2", "GPE"], ["Lavrov", "PER"], ["Senin", "DATE"]],
    "events": [
        {"event": "ACCUSE", "mode": "allege", "aux": ["historical"], "trigger": "menuding", "actor": ["Rusia"],
         "recipient": ["China"], "place": ["Kyiv"], "time": ["Senin"], "source": ["Lavrov"]},
        {"event": "AGREE", "mode": None, "aux": [], "trigger": "siap", "actor": ["Kami"], "recipient": [],
         "place": [], "time": [], "source": []},
    ],
    "quotes": [
        {"span": "Kami siap", "speaker": "Lavrov§2", "cue": "kata§2"},
        {"span": "Kami siap", "speaker": None, "cue": None},
    ],
}  # fmt: skip


def changed(*path, value):
    """Return the good passage with one thing changed."""
    passage = copy.deepcopy(GOOD)
    at = passage
    for step in path[:-1]:
        at = at[step]
    at[path[-1]] = value
    return passage


def test_a_good_passage_has_no_problems():
    assert list(problems(GOOD)) == []


EVENT, QUOTE = ("events", 0), ("quotes", 0)
FAULTS = [
    (("entities", 0, 1), "COUNTRY", "COUNTRY is no entity label"),
    (("entities", 0, 1), "gpe", "gpe is no entity label"),
    (("entities", 0, 0), "Belarus", "entity 'Belarus' is not in the text"),
    (("entities", 0, 0), "Rus", "entity 'Rus' is not in the text"),
    (("entities", 0, 0), "Rusia§3", "entity 'Rusia§3' is not in the text"),
    ((*EVENT, "event"), "MEET", "MEET is no event type"),
    ((*EVENT, "event"), "accuse", "accuse is no event type"),
    ((*EVENT, "event"), labels.QUOTE, "QUOTE is no event type"),
    ((*EVENT, "mode"), "shout", "shout is no mode of ACCUSE"),
    ((*EVENT, "mode"), "visit", "visit is no mode of ACCUSE"),
    ((*EVENT, "mode"), "", " is no mode of ACCUSE"),
    ((*EVENT, "aux"), ["future", "perhaps"], "aux ['future', 'perhaps']"),
    ((*EVENT, "trigger"), "menuduh", "'menuduh' is not in the text"),
    ((*EVENT, "trigger"), "tuding", "'tuding' is not in the text"),
    ((*EVENT, "trigger"), "menuding§2", "'menuding§2' is not in the text"),
    *(((*EVENT, role), ["Rusia", "Belarus"], "'Belarus' is not in the text") for role in ROLES),
    (("events", 1, "actor"), [], "event without party: siap"),
    ((*QUOTE, "span"), "Kami tidak siap", "quote 'Kami tidak siap' is not in the text"),
    ((*QUOTE, "speaker"), "Putin", "quote 'Putin' is not in the text"),
    ((*QUOTE, "cue"), "ujar", "quote 'ujar' is not in the text"),
    ((*QUOTE, "span"), "x" * 90, f"quote {'x' * 60!r} is not in the text"),
]


@pytest.mark.parametrize(("path", "value", "said"), FAULTS, ids=[said[:40] for *_, said in FAULTS])
def test_each_fault_is_found(path, value, said):
    assert list(problems(changed(*path, value=value))) == [said]


@pytest.mark.parametrize("path", [("entities", 0, 0), (*EVENT, "trigger"), (*EVENT, "actor", 0)], ids=str)
def test_empty_words_are_a_fault(path):
    assert len(list(problems(changed(*path, value="")))) == 1


@pytest.mark.parametrize(
    ("part", "value"), [("span", "ami sia"), ("speaker", "Lavr"), ("cue", "kat"), ("cue", "kata§3")]
)
def test_parts_of_words_are_a_fault_in_quotations_too(part, value):
    assert len(list(problems(changed(*QUOTE, part, value=value)))) == 1


def test_every_fault_of_a_passage_is_told():
    passage = changed(*EVENT, "event", value="MEET")
    passage["entities"][0] = ["Belarus", "COUNTRY"]
    passage["quotes"][0]["cue"] = "ujar"
    assert len(list(problems(passage))) == 4


# -- files


@pytest.fixture
def folders(tmp_path, monkeypatch):
    """An empty source and an empty corpus instead of the true ones."""
    made = (tmp_path / "source", tmp_path / "corpus")
    for name, folder in zip(("SOURCE", "CORPUS"), made, strict=True):
        folder.mkdir()
        monkeypatch.setattr(f"training.corpus.{name}", folder)
    monkeypatch.setattr("training.corpus.TEST", tmp_path / "test")
    return made


def write(path, *records):
    lines = [each if isinstance(each, str) else json.dumps(each, ensure_ascii=False) for each in records]
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def test_passages_come_in_order_of_file_and_line(tmp_path):
    write(tmp_path / "b.jsonl", {"id": 3}, "", " ", {"id": 4})
    write(tmp_path / "a.jsonl", {"id": 1}, {"id": 2})
    write(tmp_path / "a.txt", {"id": 0})
    assert [passage["id"] for passage in passages(tmp_path)] == [1, 2, 3, 4]


def test_main_copies_counts_and_ends_well(folders, capsys):
    source, to = folders
    write(source / "a1.jsonl", GOOD)
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 0
    assert capsys.readouterr().out == "events 2, passages id 1, passages without event 0\n"
    assert (to / "a1.jsonl").read_bytes() == (source / "a1.jsonl").read_bytes()


@pytest.mark.parametrize(
    ("second", "said"),
    [
        (GOOD, "same text twice"),
        ({**changed("entities", 0, value=["Rusia", "COUNTRY"]), "text": GOOD["text"] + " "}, "COUNTRY is no entity"),
        ("{", "JSONDecodeError"),
        ("[]", "TypeError"),
        ({"id": "t-2", "lang": "id", "text": "Rusia."}, "KeyError: 'entities'"),
    ],
    ids=["twice", "fault", "no JSON", "no passage", "no key"],
)
def test_main_names_file_and_line_of_a_fault(folders, capsys, second, said):
    _, to = folders
    write(to / "a1.jsonl", GOOD, second)
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 1
    assert capsys.readouterr().out.startswith(f"a1.jsonl:2: {said}")


# -- the corpus that ships


@pytest.fixture(scope="module")
def shipped():
    return [*passages(CORPUS), *passages(TEST)]


def test_labels_and_roles_are_the_taggers():
    assert set(LABELS) == set(labels.ENTITIES)
    assert {*ROLES, "content"} == set(labels.ROLES)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_file_is_free_of_problems(path):
    lines = path.read_text(encoding="utf-8").splitlines()
    assert [(n, told) for n, line in enumerate(lines, 1) for told in problems(json.loads(line))] == []


def test_quotations_too_are_whole_words(shipped):
    parts = [(p, q[part]) for p in shipped for q in p["quotes"] for part in ("span", "speaker", "cue") if q[part]]
    assert [(p["id"], said) for p, said in parts if locate(p["text"], said) is None] == []


def test_no_words_of_an_annotation_are_empty(shipped):
    said = {(p["id"], words) for p in shipped for words, _ in p["entities"]}
    said |= {(p["id"], e["trigger"]) for p in shipped for e in p["events"]}
    said |= {(p["id"], words) for p in shipped for e in p["events"] for role in ROLES for words in e[role]}
    assert [each for each in said if not each[1].partition("§")[0].strip()] == []


@pytest.mark.parametrize("key", ["id", "text"])
def test_no_passage_stands_twice(shipped, key):
    assert [value for value, count in Counter(p[key] for p in shipped).items() if count > 1] == []


def test_passages_have_the_agreed_form(shipped):
    keys = {"id", "lang", "genre", "text", "entities", "events", "quotes"}
    assert {
        p["id"] for p in shipped if set(p) != keys or p["lang"] not in ("id", "en") or not p["text"].strip()
    } == set()
    assert {"lede", "article", "headline"} <= {p["genre"] for p in shipped}


def test_every_type_is_told_in_both_languages(shipped):
    told = {(p["lang"], e["event"]) for p in shipped for e in p["events"]}
    assert told == {(lang, name) for lang in ("id", "en") for name in plover().types}


def grams(text):
    """Return all runs of eight words, punctuation aside."""
    low = [word.low for word in words(text) if word.text[0].isalnum()]
    return {" ".join(low[at : at + GRAM]) for at in range(len(low) - GRAM + 1)}


@pytest.mark.parametrize("folder", UNSEEN, ids=["gold", "seeds"])
def test_nothing_that_is_measured_on_is_learnt_from(shipped, folder):
    if not folder.is_dir():
        pytest.skip(f"{folder} does not lie beside this checkout")
    files = sorted(folder.glob("*.txt"))
    assert files
    measured = {gram: path.name for path in files for gram in grams(path.read_text(encoding="utf-8"))}
    shared = {(p["id"], gram, measured[gram]) for p in shipped for gram in grams(p["text"]) & measured.keys() - NO_TEXT}
    assert shared == set()
