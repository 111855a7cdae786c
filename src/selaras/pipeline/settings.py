"""Settings of a run: one frozen record, checked when it is made, kept with every run in the archive."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any, Self

from selaras.llm import LlmOptions
from selaras.model import UsageRefused
from selaras.pages import ReadOptions
from selaras.pipeline.order import CODERS

MOST_JOBS = 256
LANGUAGE = re.compile(r"[a-z]{2,3}")


@dataclass(frozen=True, slots=True)
class Settings:
    """What may be chosen. Raises UsageRefused for a value that makes no sense.

    `reading` says how inputs are found and decoded. `jobs`: number of processes, 0 for one per core
    once the input is large. `actors`: a person's own actor file, on top of those that ship.
    `languages`: read articles in these languages only (ISO 639-1); empty for all. `coder`: who codes
    events, one of order.CODERS. `llm`: which language model the coder of that name asks.
    """

    reading: ReadOptions = field(default_factory=ReadOptions)
    jobs: int = 1
    actors: Path | None = None
    languages: tuple[str, ...] = ()
    coder: str = "both"
    llm: LlmOptions = field(default_factory=LlmOptions)

    def __post_init__(self) -> None:
        if not 0 <= self.jobs <= MOST_JOBS:
            raise UsageRefused(f"jobs must be between 0 and {MOST_JOBS}, not {self.jobs}")
        if self.actors is not None and not self.actors.is_file():
            raise UsageRefused(f"{self.actors}: there is no such actor file")
        if self.coder not in CODERS:
            raise UsageRefused(f"there is no coder {self.coder!r}; there are {', '.join(CODERS)}")
        for language in self.languages:
            if not LANGUAGE.fullmatch(language):
                raise UsageRefused(f"{language!r} is no language code; write id or en, for example")

    @classmethod
    def from_toml(cls, path: Path, **over: Any) -> Self:
        """Read settings from a TOML file with the names of the fields; `over` wins over the file.

        A relative `actors` or `llm.cache` is taken from the file's folder. Raises UsageRefused, naming the file, for
        one that cannot be read, a name that is no setting, or a value of the wrong kind.
        """
        try:
            data = tomllib.loads(path.read_text(encoding="utf-8"))
        except OSError as error:
            raise UsageRefused(f"{path}: cannot be read ({error.strerror})") from error
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise UsageRefused(f"{path}: is no TOML ({error})") from error
        try:
            values = _checked(cls, data)
            if "reading" in values:
                values["reading"] = ReadOptions(**_checked(ReadOptions, values["reading"]))
            if "llm" in values:
                asked = _checked(LlmOptions, values["llm"])
                if asked.get("cache"):
                    asked["cache"] = str(path.parent / asked["cache"])
                values["llm"] = LlmOptions(**asked)
            if "actors" in values:
                values["actors"] = path.parent / values["actors"]
            if "languages" in values:
                values["languages"] = tuple(values["languages"])
            return cls(**{**values, **over})
        except (TypeError, UsageRefused) as error:
            raise UsageRefused(f"{path}: {error}") from error

    def as_json(self) -> dict[str, Any]:
        """Return all settings as plain JSON values."""
        values = asdict(self)
        return {
            **values,
            "actors": str(self.actors) if self.actors else None,
            "languages": list(self.languages),
        }


# The kinds of values that TOML may give for a field's annotation; numbers are no booleans.
KINDS: Mapping[str, tuple[type, ...]] = {
    "int": (int,),
    "float": (int, float),
    "bool": (bool,),
    "str": (str,),
    "Path": (str,),
    "ReadOptions": (dict,),
    "LlmOptions": (dict,),
    "Mapping": (dict,),
    "tuple": (list,),
}


def _checked(record: type, data: Any) -> dict[str, Any]:
    known = {entry.name: entry for entry in fields(record)}
    for name, value in data.items():
        if name not in known:
            raise UsageRefused(f"{name} is no setting; there are {', '.join(known)}")
        annotation = str(getattr(known[name].type, "__name__", known[name].type))
        annotation = str(known[name].type) if "|" in str(known[name].type) else annotation
        kind = annotation.split("[")[0].split("|")[0].strip().rsplit(".")[-1]
        allowed = KINDS[kind]
        if not isinstance(value, allowed) or (isinstance(value, bool) and bool not in allowed):
            raise UsageRefused(f"{name} must be a {' or '.join(each.__name__ for each in allowed)}")
    return dict(data)
