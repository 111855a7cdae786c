"""DESIGN's import table, held: which package may import which, who may use the network, who may print."""

import ast
from pathlib import Path

import pytest

import selaras

ROOT = Path(selaras.__file__).parent
STAGES = {"pages", "language", "tagger", "llm", "actors", "events", "stories", "relations"}
MAY_IMPORT = {
    "model": set(),
    "knowledge": {"model"},
    **{stage: {"model", "knowledge"} for stage in STAGES},
    "archive": {"model", "knowledge"},
    "export": {"model", "knowledge", "archive"},
    "pipeline": {"model", "knowledge", "archive"} | STAGES,
    "web": {"model", "knowledge", "archive", "export", "pipeline"},
    "cli": {"model", "knowledge", "archive", "export", "pipeline", "web"} | STAGES,
}
NETWORK = {"httpx", "urllib.request", "socket", "http.client", "requests", "aiohttp"}
SOURCES = sorted(ROOT.rglob("*.py"))


def package_of(path: Path) -> str:
    """Return the package under selaras that a file belongs to, "" for selaras itself."""
    inside = path.relative_to(ROOT).parts
    return inside[0] if len(inside) > 1 else ""


def imports(path: Path) -> set[str]:
    """Return the full names of all modules a file imports, also within functions, and as strings
    given to import_module in the form "selaras.package:function"."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            found |= {node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names)}
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            module, colon, name = node.value.partition(":")
            if colon and module.startswith("selaras.") and name.isidentifier():
                found.add(module)
    return found


def ours(modules: set[str]) -> set[str]:
    """Return the packages of selaras among imported modules."""
    return {name.split(".")[1] for name in modules if name.startswith("selaras.") and name.count(".")}


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_follow_the_table(path):
    package = package_of(path)
    if not package:
        assert not ours(imports(path))
        return
    reached = {name for name in ours(imports(path)) if (ROOT / name).is_dir()}
    assert reached - {package} <= MAY_IMPORT[package]


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_only_pages_and_llm_reach_the_network(path):
    used = {name for name in imports(path) if any(name == each or name.startswith(f"{each}.") for each in NETWORK)}
    assert not used or package_of(path) in ("pages", "llm")


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_only_cli_prints_and_exits(path):
    if package_of(path) == "cli":
        return
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            name = ast.unparse(node.func)
            assert name not in {"print", "sys.exit", "exit", "quit", "input"}, f"line {node.lineno}: {name}"


def test_model_needs_the_standard_library_only():
    import sys

    for path in (ROOT / "model").glob("*.py"):
        outside = {name.split(".")[0] for name in imports(path)} - {"selaras"}
        assert outside <= set(sys.stdlib_module_names), path
