"""Read actor files as YAML nodes, which know their lines, instead of as values.

Always true: nothing is built from a node here, so that a file of any form is read without an error of
Python's; what is no entry at all becomes a Problem, everything else an Entry.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from selaras.knowledge.yaml_files import YamlLoader
from selaras.model import UsageRefused

ACTORS = Path(__file__).parent / "actors"
KEYED = ("states", "organisations", "media", "firms")  # mappings of code to entry
LISTED = ("places", "people")  # lists of entries that carry their names
KINDS = (*KEYED, *LISTED)
PLAIN = frozenset({"map", "seq", "str", "int", "float", "bool", "null", "timestamp"})  # what YAML finds by itself
SEE = "see knowledge/README.md"


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong in an actor file: the file, the line (from 1), the reason in one sentence.

    An error stops the file from being used; a warning asks for a second look.
    """

    file: str
    line: int
    reason: str
    severity: Literal["error", "warning"] = "error"

    def __str__(self) -> str:
        return f"{self.file}, line {self.line}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of an actor file: its code or name, the node where it begins, its mapping and the values in it."""

    file: str
    kind: str
    label: str
    head: Node
    node: MappingNode
    fields: Mapping[str, Node]

    def problem(self, node: Node, reason: str, severity: Literal["error", "warning"] = "error") -> Problem:
        """Return a problem of this entry, at the line of a node of it."""
        where = self.head if node is self.node else node
        return Problem(self.file, line(where), f"{self.label}: {reason}", severity)


def line(node: Node) -> int:
    """Return the line, from 1, on which a node begins."""
    return int(node.start_mark.line) + 1


def tag(node: Node) -> str:
    """Return what YAML takes a node for: str, int, float, bool, null, timestamp, seq, map ..."""
    return str(node.tag).rpartition(":")[2]


def said(node: Node) -> str:
    """Return what a node says, fit for a message."""
    return repr(node.value) if isinstance(node, ScalarNode) else "this"


def is_null(node: Node) -> bool:
    """Return whether a node stands for nothing."""
    return tag(node) == "null"


def fields(node: MappingNode) -> dict[str, Node]:
    """Return the values of a mapping by the text of their keys; of two equal keys the last."""
    return {str(key.value): value for key, value in node.value if isinstance(key, ScalarNode)}


def texts(node: Node | None) -> Iterator[ScalarNode]:
    """Yield the scalars of a text, a list of texts, or a mapping of language to either."""
    if isinstance(node, ScalarNode) and not is_null(node):
        yield node
    elif isinstance(node, SequenceNode):
        yield from (item for item in node.value if isinstance(item, ScalarNode))
    elif isinstance(node, MappingNode):
        for _, value in node.value:
            if not isinstance(value, MappingNode):
                yield from texts(value)


def read_entries(path: Path) -> Iterator[Entry | Problem]:
    """Yield the entries of an actor file of this package or of a user's own, and what is none.

    Raises UsageRefused for a file that cannot be read.
    """
    file = str(path)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UsageRefused(f"{path}: cannot be read ({error.strerror})") from error
    try:
        root = yaml.compose(data, Loader=YamlLoader)
    except yaml.YAMLError as error:
        yield Problem(file, _line_of(error, data), _why(error))
        return
    kind = _kind_of(path)
    yield from (Problem(file, line(node), f"the tag {node.tag} has no meaning here") for node in _tagged(root))
    if kind is not None:
        yield from _section(file, kind, root)
    elif not isinstance(root, MappingNode):
        yield Problem(file, line(root) if root else 1, f"expected a mapping with the keys {', '.join(KINDS)}")
    else:
        yield from _own(file, root)


def _kind_of(path: Path) -> str | None:
    """Return which one kind of entry a file of this package holds, None for a user's own file."""
    full = path.resolve()
    if full.parent == ACTORS.resolve() and full.stem in KINDS:
        return full.stem
    return "people" if full.parent == (ACTORS / "people").resolve() else None


def _tagged(root: Node | None) -> Iterator[Node]:
    """Yield the nodes with a tag of YAML that actor files do not use, as !!set or !!python/object."""
    left, seen = [root] if root else [], set[int]()
    while left:
        node = left.pop()
        if id(node) in seen:  # an alias, perhaps of what it stands in
            continue
        seen.add(id(node))
        if tag(node) not in PLAIN:
            yield node
        if isinstance(node, SequenceNode):
            left.extend(node.value)
        elif isinstance(node, MappingNode):
            left.extend(part for pair in node.value for part in pair)


def _line_of(error: yaml.YAMLError, data: bytes) -> int:
    at_end = "end of stream" in str(getattr(error, "problem", ""))  # then what was left open says more
    mark = getattr(error, "context_mark", None) if at_end else getattr(error, "problem_mark", None)
    if mark is not None:
        return int(mark.line) + 1
    return data[: getattr(error, "position", 0)].count(b"\n") + 1  # bytes that are no text have no mark


def _why(error: yaml.YAMLError) -> str:
    why = getattr(error, "problem", None) or getattr(error, "reason", None)
    return f"not valid YAML ({why})" if why else "not valid YAML"


def _own(file: str, root: MappingNode) -> Iterator[Entry | Problem]:
    seen: dict[str, int] = {}
    for key, value in root.value:
        kind = key.value if isinstance(key, ScalarNode) else ""
        if kind not in KINDS:
            reason = f"unknown key {said(key)}; expected a mapping with the keys {', '.join(KINDS)}"
            yield Problem(file, line(key), reason)
        elif kind in seen:
            yield Problem(file, line(key), f"{kind} stands twice, first in line {seen[kind]}")
        else:
            yield from _section(file, kind, value)
        seen.setdefault(kind, line(key))


def _section(file: str, kind: str, node: Node | None) -> Iterator[Entry | Problem]:
    if kind in KEYED and isinstance(node, MappingNode):
        for key, value in node.value:
            label = str(key.value) if isinstance(key, ScalarNode) else f"an entry of {kind}"
            yield from _entry(file, kind, label, value, key)
    elif kind in LISTED and isinstance(node, SequenceNode):
        for value in node.value:
            yield from _entry(file, kind, _name_of(kind, value), value, value)
    else:
        form = "a mapping of codes to entries" if kind in KEYED else "a list of entries"
        yield Problem(file, line(node) if node else 1, f"{kind} has the wrong form: expected {form} ({SEE})")


def _entry(file: str, kind: str, label: str, node: Node, key: Node) -> Iterator[Entry | Problem]:
    if not isinstance(node, MappingNode):
        yield Problem(file, line(node), f"{label}: expected a mapping of keys to values ({SEE})")
        return
    if kind in KEYED and tag(key) != "str":
        yield Problem(file, line(key), f"{label}: expected a code that is text; put it in quotes")
    yield Entry(file, kind, label, key, node, fields(node))


def _name_of(kind: str, node: Node) -> str:
    known = fields(node) if isinstance(node, MappingNode) else {}
    for key in ("name",) if kind == "people" else ("id", "en", "any"):
        for name in texts(known.get(key)):
            return str(name.value)
    return f"an entry of {kind}"
