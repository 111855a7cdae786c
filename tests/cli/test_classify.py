"""selaras classify: one line in, one line out; bad lines are named and the rest goes on."""

import json

import pytest

from selaras.cli.text import CONTROL
from selaras.knowledge.plover import plover

NAMES = list(plover().types)
RUSSIA = "Kementerian Luar Negeri <s>Rusia</s> mengecam <t>China</t>."
CHINA = "<s>China</s> condemned the <t>United States</t> on Monday."
MET = "Presiden <s>Rusia</s> Vladimir Putin bertemu Presiden <t>China</t> Xi Jinping di Beijing."
FAR = "<s>Rusia</s> " + "mengecam Belarus dan " * 300 + "<t>China</t>."


@pytest.fixture
def classify(selaras, tmp_path):
    """Write the lines of pairs.tsv and classify them; return how the command ended and its rows."""

    def run(*rows, end="\n", options=(), encoding="utf-8"):
        content = "".join(row + end for row in rows)
        (tmp_path / "pairs.tsv").write_bytes(content.encode(encoding))
        done = selaras("classify", "--marked", "pairs.tsv", *options)
        assert "Traceback" not in done.stderr
        return done, [line.split("\t") for line in done.stdout.splitlines()]

    return run


def types(rows):
    """Return id and type of printed rows behind the heading."""
    heading, *found = rows
    assert heading == ["id", "type", *NAMES]
    return [tuple(row[:2]) for row in found]


def test_heading_and_lines(classify):
    done, rows = classify("id\tsentence", f"a\t{RUSSIA}", f"b 2\t{CHINA}", f"a\t{MET}")
    assert (done.returncode, done.stderr) == (0, "")
    assert types(rows) == [("a", "ACCUSE"), ("b 2", "ACCUSE"), ("a", "CONSULT")]
    for _, event, *columns in rows[1:]:
        found = dict(zip(NAMES, map(float, columns), strict=True))
        assert found[event] == max(found.values())
        assert sum(found.values()) == pytest.approx(1, abs=0.002)


def test_without_a_heading_the_first_line_is_read(classify):
    done, rows = classify(f"a\t{RUSSIA}", f"b\t{MET}")
    assert done.returncode == 0
    assert types(rows) == [("a", "ACCUSE"), ("b", "CONSULT")]


def test_a_line_named_id_further_down_is_a_line(classify):
    done, rows = classify(f"a\t{RUSSIA}", f"id\t{MET}")
    assert done.returncode == 0
    assert types(rows) == [("a", "ACCUSE"), ("id", "CONSULT")]


BAD = [
    ("b", "no words are marked as <s>...</s>"),
    ("b\t", "no words are marked as <s>...</s>"),
    ("b\tRusia mengecam China.", "no words are marked as <s>...</s>"),
    ("b\t<s>Rusia</s> mengecam <t>China.", "no words are marked as <t>...</t>"),
    ("b\t<s>Rusia</s> dan <s>Belarus</s> mengecam <t>China</t>.", "<s> must be opened once and closed once"),
    ("b\t<s>Rusia</s> mengecam\t<t>China</t>.", "no words are marked as <t>...</t>"),
    (f"b\t{RUSSIA}" + "." * 20_000, "the sentence is longer than 20000 characters"),
    (f"b\t{FAR}", "a party stands too far behind in the sentence"),
]


@pytest.mark.parametrize(("row", "said"), BAD, ids=[said[:30] + f" {n}" for n, (_, said) in enumerate(BAD)])
@pytest.mark.parametrize("options", [(), ("--json",)], ids=["table", "json"])
def test_a_bad_line_is_named_and_the_rest_goes_on(classify, row, said, options):
    done, rows = classify("id\tsentence", f"a\t{RUSSIA}", "", row, f"c\t{MET}", options=options)
    assert done.returncode == 3
    assert done.stderr.splitlines() == [f"selaras: refused: pairs.tsv line 4: {said}"]
    names = [json.loads(row[0])["id"] for row in rows] if options else [name for name, _ in types(rows)]
    assert names == ["a", "c"]


def test_every_bad_line_is_named(classify):
    done, rows = classify("a\tx", f"b\t{RUSSIA}", "c\ty", "d")
    assert done.returncode == 3
    assert [line.split(": ")[2] for line in done.stderr.splitlines()] == [f"pairs.tsv line {n}" for n in (1, 3, 4)]
    assert types(rows) == [("b", "ACCUSE")]


def test_json_lines_tell_the_same(classify):
    written = ("id\tsentence", f"a\t{RUSSIA}", f"b\t{MET}")
    _, rows = classify(*written)
    done, _ = classify(*written, options=("--json",))
    assert done.returncode == 0
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(each["id"], each["type"]) for each in found] == types(rows)
    for each, (_, _, *columns) in zip(found, rows[1:], strict=True):
        assert list(each) == ["id", "type", "probabilities"]
        assert list(each["probabilities"]) == NAMES
        assert [f"{p:.4f}" for p in each["probabilities"].values()] == columns


@pytest.mark.parametrize("options", [(), ("--json",)], ids=["table", "json"])
@pytest.mark.parametrize("rows", [(), ("id\tsentence",), ("", "")], ids=["nothing", "heading", "blank"])
def test_a_file_without_sentences_gives_no_lines(classify, rows, options):
    done, printed = classify(*rows, options=options)
    assert (done.returncode, done.stderr) == (0, "")
    assert printed == ([] if options else [["id", "type", *NAMES]])


@pytest.mark.parametrize("name", ["none.tsv", "."])
def test_a_file_that_cannot_be_opened_ends_with_2_and_a_sentence(selaras, name):
    done = selaras("classify", "--marked", name)
    assert done.returncode == 2
    (said,) = done.stderr.splitlines()
    assert said.startswith(f"selaras: {name}: cannot be read (")


def test_a_file_must_be_named(selaras):
    done = selaras("classify")
    assert done.returncode == 2
    assert "--marked" in done.stderr


def test_other_bytes_than_utf_8_end_with_2_and_a_sentence(classify):
    done, _ = classify(f"a\t{RUSSIA}", "b\t<s>Türkiye</s> mengecam <t>China</t>.", encoding="latin-1")
    assert done.returncode == 2
    (said,) = done.stderr.splitlines()
    assert said.startswith("selaras: pairs.tsv: cannot be read (")


@pytest.mark.parametrize("first", ["id\tsentence", f"a\t{RUSSIA}"], ids=["heading", "line"])
def test_a_byte_order_mark_is_no_part_of_the_id(classify, first):
    done, rows = classify(first, f"b\t{MET}", encoding="utf-8-sig")
    assert done.returncode == 0
    assert types(rows) == [*([("a", "ACCUSE")] if first.startswith("a") else []), ("b", "CONSULT")]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=repr)
def test_line_ends_of_any_system(classify, end):
    done, rows = classify("id\tsentence", f"a\t{RUSSIA}", f"b\t{MET}", end=end)
    assert done.returncode == 0
    assert types(rows) == [("a", "ACCUSE"), ("b", "CONSULT")]


def test_quotation_marks_are_words_and_hold_no_lines_together(classify):
    rows = [f'a\t"{RUSSIA}', f'"b\t"Kami siap," kata Moskow. {MET}', f'c\t\'{CHINA}""', f"d\t{RUSSIA}"]
    done, printed = classify(*rows)
    assert (done.returncode, done.stderr) == (0, "")
    assert [name for name, _ in types(printed)] == ["a", '"b', "c", "d"]
    _, plain = classify(f"d\t{RUSSIA}")
    assert printed[-1] == plain[-1]


def test_further_columns_are_left_alone(classify):
    _, plain = classify(f"a\t{RUSSIA}")
    done, rows = classify(f"a\t{RUSSIA}\tACCUSE\t1\t")
    assert done.returncode == 0
    assert rows == plain


def test_characters_of_any_script_pass(classify):
    rows = [
        f"ид-\U0001f600\t{RUSSIA}",
        "b\t<s>\U0001f1f7\U0001f1fa</s>\u2028\x0c<t>中国</t>",
        "c\t<s>a\x00</s><t>b</t>",
    ]
    done, _ = classify(*rows, options=("--json",))
    assert done.returncode == 0
    found = [json.loads(line)["id"] for line in done.stdout.splitlines()]
    assert found == ["ид-\U0001f600", "b", "c"]


@pytest.mark.parametrize(
    "options",
    [
        (),
        ("--json",),
    ],
    ids=["table", "json"],
)
def test_an_id_cannot_steer_the_terminal(classify, options):
    done, _ = classify(f"a\x1b[31m\x1b]0;t\x07b\t{RUSSIA}", options=options)
    assert done.returncode == 0
    assert not CONTROL.search(done.stdout)


def test_a_line_of_any_length_is_refused_alone(classify):
    done, rows = classify(f"a\t{RUSSIA}", "b\t" + "x" * 140_000, f"c\t{MET}")
    assert done.returncode == 3
    assert types(rows) == [("a", "ACCUSE"), ("c", "CONSULT")]


def test_nothing_is_printed_of_a_missing_file(selaras):
    assert selaras("classify", "--marked", "none.tsv").stdout == ""
