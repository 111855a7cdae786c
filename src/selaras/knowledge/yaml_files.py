"""Read YAML data files, with one clear sentence for a file that is none."""

from pathlib import Path
from typing import Any, ClassVar

import yaml

from selaras.model import UsageRefused


class YamlLoader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """YAML 1.1 without its traps: only true and false are truth values, so "no", "on" and "NO" stay words."""

    yaml_implicit_resolvers: ClassVar[dict[str, list[Any]]] = {
        first: [(tag, regex) for tag, regex in resolvers if first in "tTfF" or tag != "tag:yaml.org,2002:bool"]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


def read_yaml(path: Path) -> Any:
    """Parse one knowledge file; raises UsageRefused naming the file and the place of the error."""
    try:
        return yaml.load(path.read_bytes(), Loader=YamlLoader)
    except OSError as error:
        raise UsageRefused(f"{path}: cannot be read ({error.strerror})") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f", line {mark.line + 1}" if mark else ""
        raise UsageRefused(f"{path}{where}: not valid YAML") from error
