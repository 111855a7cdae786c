"""The PLOVER ontology: event types with quadrant and modes, contexts, aux; read from events/plover.yaml.

Always true: 16 types, each in one quadrant; names are upper case for types, lower case for the rest.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

import yaml


@dataclass(frozen=True, slots=True)
class EventType:
    """An event type: `quad` is 1 to 4 (see Plover.quads), `means` one line for people."""

    name: str
    quad: int
    means: str
    modes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plover:
    """The ontology. `types` by name in PLOVER's order, `quads` names by number."""

    types: Mapping[str, EventType]
    quads: Mapping[int, str]
    contexts: tuple[str, ...]
    aux: tuple[str, ...]

    def in_quad(self, quad: int) -> tuple[str, ...]:
        """Return the names of the types in a quadrant, in PLOVER's order."""
        return tuple(entry.name for entry in self.types.values() if entry.quad == quad)


@cache
def plover() -> Plover:
    """Return the ontology that ships with the package; read once, never changed."""
    text = (files("selaras.knowledge") / "events" / "plover.yaml").read_text(encoding="utf-8")
    data: dict[str, Any] = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    types = {
        name: EventType(name, entry["quad"], entry["means"], tuple(entry["modes"]))
        for name, entry in data["types"].items()
    }
    return Plover(
        types=MappingProxyType(types),
        quads=MappingProxyType(dict(data["quads"])),
        contexts=tuple(data["contexts"]),
        aux=tuple(data["aux"]),
    )
