"""The docs cannot drift: what the code has, they name; what they tell people to type, works."""

import ast
import os
import re
import shlex
import subprocess
import sys
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest
import typer.main

import selaras.model
from selaras.cli import app
from selaras.events.quote_speech import KINDS as SPEECH_KINDS
from selaras.knowledge.plover import plover
from selaras.language import flags as language_flags
from selaras.llm import LlmOptions
from selaras.pages import ReadOptions, load_knowledge
from selaras.pipeline import CODERS, READ, Settings

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "selaras"
DOCS = ROOT / "docs"
REFERENCE = DOCS / "reference"
MARKDOWN = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md"), *SOURCE.rglob("*.md")])
RUN = [ROOT / "README.md", DOCS / "tutorial.md"]  # whose ```console blocks are run
LINK = re.compile(r"\]\(([^)\s]+)\)")
CODE = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)
CONSOLE = re.compile(r"^```console\n(.*?)^```", re.DOTALL | re.MULTILINE)

GROUP = typer.main.get_command(app)


def leaves(group, prefix=()):
    """Return the commands of a group and of the groups within, by full name."""
    found = {}
    for name, each in group.commands.items():
        full = (*prefix, name)
        found |= leaves(each, full) if hasattr(each, "commands") else {" ".join(full): each}
    return found


COMMANDS = leaves(GROUP)


def text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def section(page: str, heading: str) -> str:
    """Return what stands under a heading, up to the next of its level."""
    found = re.search(rf"^## {re.escape(heading)}\n(.*?)(?=^## |\Z)", page, re.DOTALL | re.MULTILINE)
    assert found, f"there is no section {heading}"
    return found[1]


def named(page: str, *names: str) -> list[str]:
    """Return the names that a page does not have in code marks."""
    return [name for name in names if not re.search(rf"`[^`\n]*(?<![\w-]){re.escape(name)}(?![\w-])[^`\n]*`", page)]


# -- commands


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_command_and_option_is_in_the_reference(command):
    page = section(text(REFERENCE / "commands.md"), f"selaras {command}")
    options = [name for each in COMMANDS[command].params for name in each.opts if name.startswith("--")]
    assert not named(page, *(name for name in options if name != "--help"))


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_the_reference_has_no_option_that_is_gone(command):
    page = section(text(REFERENCE / "commands.md"), f"selaras {command}")
    options = {name for each in COMMANDS[command].params for name in each.opts}
    assert set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", page)) <= options | {"--help"}


def test_options_of_the_whole_program_are_in_the_reference():
    options = [name for each in GROUP.params for name in each.opts if name.startswith("--")]
    assert not named(text(REFERENCE / "commands.md"), *options)


def test_the_reference_has_no_command_that_is_gone():
    headings = re.findall(r"^## selaras (.+)$", text(REFERENCE / "commands.md"), re.MULTILINE)
    assert sorted(headings) == sorted(COMMANDS)


def test_exit_codes_are_in_the_reference():
    from selaras.cli import ends

    page = text(REFERENCE / "exit-codes.md")
    for code in (0, ends.UNSOUND, ends.USAGE, ends.REFUSED):
        assert re.search(rf"^\| {code} \|", page, re.MULTILINE), code


# -- settings, stages, records


def test_every_setting_is_in_the_reference():
    page = text(REFERENCE / "settings.md")
    for record in (Settings, ReadOptions, LlmOptions):
        for each in fields(record):
            assert re.search(rf"^\| [^|]*`{each.name}`[^|]* \|", page, re.MULTILINE), each.name


def test_every_stage_is_in_the_docs():
    page = text(DOCS / "how-to" / "from-python.md")
    methods = "\n".join(text(path) for path in (DOCS / "methods").glob("*.md"))
    for stage in (READ, *(stage for stages in CODERS.values() for stage in stages)):
        assert f"| `{stage.name}` | `{stage.where}` |" in page, stage.name
        assert f"`{stage.name}`" in methods, stage.name


RECORDS = [each for each in vars(selaras.model).values() if is_dataclass(each)]


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.__name__)
def test_every_field_of_the_records_is_in_the_reference(record):
    page = text(REFERENCE / "records.md")
    body = page if record.__name__ == "Span" else section(page, record.__name__)
    assert not named(body, *(each.name for each in fields(record)))


def test_what_code_prints_is_in_the_reference():
    from selaras.export import record
    from selaras.model import Article, Mention, Quote, Reading, Report, Sentence, Span

    span = Span(0, 1)
    report = Report("r", "a", 0, "AID", None, (), ("A",), (), span, (span,), (), 1.0, "rules", "c")
    reading = Reading(
        Article("a", "p", "x", "x", "A.", (Span(0, 2),)),
        (Sentence("a", 0, Span(0, 2), 0),),
        (),
        (Mention(span, 0, "GPE", "A", ("A",), "name", span),),
        reports=(report,),
        quotes=(Quote("q", "a", 0, span, "A", "A", True),),
    )
    printed = record(reading)
    page = section(text(REFERENCE / "records.md"), "What `selaras code` prints")
    event, quote = printed["events"][0], printed["quotes"][0]
    assert not named(page, *printed, *event, *event["spans"], *quote)


# -- ontology, flags, reasons, words


def test_every_type_mode_aux_and_context_is_in_the_reference():
    page = text(REFERENCE / "event-types.md")
    for name, each in plover().types.items():
        row = re.search(rf"^\| `{name}` \| {each.quad} \| (.*)$", page, re.MULTILINE)
        assert row, name
        assert re.findall(r"`([\w-]+)`", row[1]) == list(each.modes), name
    assert not named(page, *plover().aux, *plover().contexts)
    for number, name in plover().quads.items():
        assert f"| {number} | {name} |" in page


def emitted_flags() -> set[str]:
    """Return the flags of articles: those that pages/articles.py lists, and those of the language stage."""
    tree = ast.parse(text(SOURCE / "pages" / "articles.py"))
    lists = [
        node for node in ast.walk(tree) if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "flags"
    ]
    assert len(lists) == 1
    pairs = [node for node in ast.walk(lists[0]) if isinstance(node, ast.Tuple) and len(node.elts) == 2]
    names = {pair.elts[0].value for pair in pairs if isinstance(pair.elts[0], ast.Constant)}
    assert len(names) >= 6
    return names | {language_flags.CONTRADICTS, language_flags.TRANSLATED}


def test_every_flag_is_in_the_reference():
    rows = re.findall(
        r"^\| `([\w-]+)` \|", section(text(REFERENCE / "flags-and-reasons.md"), "Flags of an article"), re.MULTILINE
    )
    assert set(rows) == emitted_flags()


def emitted_reasons() -> set[str]:
    """Return the reasons for which lines are dropped: those of junk.yaml and those in the code of pages."""
    junk = load_knowledge().junk
    phrases = [each for group in (*junk.starts.values(), *junk.contains.values()) for each in group]
    reasons = {phrase.reason for phrase in phrases} | {reason for reason, _ in junk.patterns}
    for path in (SOURCE / "pages").glob("*.py"):
        tree = ast.parse(text(path))
        constants = {
            node.targets[0].id: node.value.value
            for node in tree.body
            if isinstance(node, ast.Assign)
            and isinstance(node.targets[0], ast.Name)
            and isinstance(node.value, ast.Constant)
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Assign):
                given = dict(_pairs(node.targets[0], node.value)).get("reason")
                for part in ast.walk(given) if given is not None else ():
                    if isinstance(part, ast.Constant) and isinstance(part.value, str):
                        reasons.add(part.value)
                    elif isinstance(part, ast.Name) and isinstance(constants.get(part.id), str):
                        reasons.add(constants[part.id])
    return reasons


def _pairs(target: ast.expr, value: ast.expr):
    """Yield attribute and value of assignments such as `line.reason, line.kind = METADATA, "author"`."""
    if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
        for one, other in zip(target.elts, value.elts, strict=True):
            yield from _pairs(one, other)
    elif isinstance(target, ast.Attribute):
        # a test such as `len(...) <= LOOSE_WORDS` is not what is assigned
        yield target.attr, ast.List([value.body, value.orelse], ast.Load()) if isinstance(value, ast.IfExp) else value


def test_every_reason_for_a_dropped_line_is_in_the_reference():
    rows = re.findall(
        r"^\| `([\w -]+)` \|",
        section(text(REFERENCE / "flags-and-reasons.md"), "Reasons for dropped lines"),
        re.MULTILINE,
    )
    found = emitted_reasons()
    assert {"metadata", "menu", "gambling spam", "loose line below the end", "photo caption"} <= found
    assert set(rows) == found


def test_every_knowledge_file_is_described():
    page = text(SOURCE / "knowledge" / "README.md")
    folder = SOURCE / "knowledge"
    for path in (*folder.rglob("*.yaml"), *folder.rglob("*.tsv")):
        assert path.relative_to(folder).as_posix() in page, path


@pytest.mark.parametrize("name", ["actors/roles.yaml", "events/grammar.yaml"])
def test_every_key_of_the_word_files_is_described(name):
    keys = re.findall(r"^(\w+):", text(SOURCE / "knowledge" / name), re.MULTILINE)
    assert len(keys) > 5
    assert not named(section(text(SOURCE / "knowledge" / "README.md"), name), *keys)


def test_every_kind_of_speech_verb_is_described():
    assert not named(text(DOCS / "methods" / "quotes.md"), *SPEECH_KINDS)


THRESHOLD = re.compile(r"^\| `([A-Z_0-9]+)` \(`([\w/]+\.py)`\) \| ([\d.,]+) \|", re.MULTILINE)
PACKAGES = {
    "pages": "pages", "language": "language", "actors": "actors", "events": "events", "quotes": "events", "llm": "llm",
    "tagger": "tagger",
}  # fmt: skip


def constants(path: Path) -> dict[str, object]:
    """Return the numbers that a module sets at its top."""
    found = {}
    for node in ast.parse(text(path)).body:
        if isinstance(node, ast.Assign):
            pairs = [(node.targets[0], node.value)]
            if isinstance(node.targets[0], ast.Tuple) and isinstance(node.value, ast.Tuple):
                pairs = list(zip(node.targets[0].elts, node.value.elts, strict=True))
            for target, value in pairs:
                if isinstance(target, ast.Name) and isinstance(value, ast.Constant):
                    found[target.id] = value.value
    return found


@pytest.mark.parametrize("page", sorted(PACKAGES))
def test_thresholds_in_the_methods_are_those_of_the_code(page):
    rows = THRESHOLD.findall(text(DOCS / "methods" / f"{page}.md"))
    assert len(rows) >= 3
    for name, file, value in rows:
        known = constants(SOURCE / file if "/" in file else SOURCE / PACKAGES[page] / file)
        assert known.get(name) == float(value.replace(",", "")), f"{file}: {name}"


def test_points_of_junk_lines_are_those_of_the_code():
    from selaras.pages.lines import POINTS

    rows = dict(re.findall(r"^\| `(\w+)`: [^|]* \| ([\d.]+) \|", text(DOCS / "methods" / "pages.md"), re.MULTILINE))
    assert {name: float(points) for name, points in rows.items()} == POINTS


def test_confidence_of_mentions_is_that_of_the_code():
    from selaras.actors.context import CONFIDENCE

    told = {}
    for cells in re.findall(r"^\| (.*) \|$", section(text(DOCS / "methods" / "actors.md"), "Confidence"), re.MULTILINE):
        parts = [part.strip() for part in cells.split("|")]
        for names, value in zip(parts[::2], parts[1::2], strict=True):
            if ":" not in names and value.replace(".", "").isdigit():
                told |= {name: float(value) for name in re.findall(r"`(\w+)`", names)}
    assert {name: value for name, value in CONFIDENCE.items() if told.get(name, value) != value} == {}
    assert len(told) >= 10


def test_every_frame_of_the_cues_is_described():
    from selaras.events.cues import FRAMES

    assert not named(text(DOCS / "methods" / "events.md"), *FRAMES)


# -- links and commands


@pytest.mark.parametrize("path", MARKDOWN, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_link_leads_nowhere(path):
    for target in LINK.findall(CODE.sub("", text(path))):
        if re.match(r"[a-z]+:", target):
            continue
        file, _, anchor = target.partition("#")
        page = (path.parent / file).resolve() if file else path
        assert page.exists(), target
        if anchor:
            heads = [
                re.sub(r"[^\w -]", "", head).strip().lower().replace(" ", "-")
                for head in re.findall(r"^#+ (.*)$", text(page), re.MULTILINE)
            ]
            assert anchor in heads, target


def test_every_page_of_the_docs_can_be_reached_from_the_readme():
    seen, queue = set(), [ROOT / "README.md"]
    while queue:
        path = queue.pop()
        if path in seen or path.suffix != ".md":
            continue
        seen.add(path)
        for target in LINK.findall(CODE.sub("", text(path))):
            if not re.match(r"[a-z]+:|#", target):
                queue.append((path.parent / target.partition("#")[0]).resolve())
    assert set(DOCS.rglob("*.md")) <= seen


def console_commands(path: Path) -> list[str]:
    """Return the commands of a page's console blocks: the lines that begin with "$ "."""
    blocks = CONSOLE.findall(text(path))
    return [line[2:] for block in blocks for line in block.splitlines() if line.startswith("$ ")]


@pytest.mark.parametrize("path", RUN, ids=lambda path: path.name)
def test_the_commands_of_the_docs_run(path, tmp_path):
    commands = console_commands(path)
    assert len(commands) >= 5
    (tmp_path / "src").symlink_to(ROOT / "src")
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    for command in commands:
        done = subprocess.run(
            ["bash", "-c", f"set -o pipefail; {command}"],
            cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=120, check=False,
        )  # fmt: skip
        assert done.returncode == 0, f"{command}: {done.stderr}"
        assert shlex.split(command)[0] == "cat" or done.stdout.strip(), f"{command}: shows nothing"


def test_python_of_the_docs_runs(tmp_path):
    (tmp_path / "src").symlink_to(ROOT / "src")
    blocks = re.findall(r"^```python\n(.*?)^```", text(DOCS / "how-to" / "from-python.md"), re.DOTALL | re.MULTILINE)
    assert len(blocks) >= 2
    for block in blocks:
        done = subprocess.run(
            [sys.executable, "-c", block], cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False
        )
        assert done.returncode == 0, done.stderr
        assert done.stdout.strip()
