"""Rules of the house that no linter knows. They read the source, so they run in the tree only."""

import ast
import os
import pkgutil
import re
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import pmi_core

ROOT = Path(__file__).parents[2]
SOURCE = sorted((ROOT / "src").rglob("*.py"))
BELOW_CLI = [path for path in SOURCE if "cli" not in path.parts]
CLOCKS_AND_ENVIRONMENT = re.compile(
    r"\b(datetime|date|pendulum|dt)\.(now|today|utcnow)\b|\btime\.(time|monotonic|perf_counter)"
    r"|\bos\.(environ|getenv)\b|\b(random|socket|urllib|http|requests)\.\w+\("
)
# Spelt in parts, so that this file does not match itself.
FORBIDDEN_TEXT = {
    "an absolute path of a machine": r"(^|[^\w.])/(wo" + r"rk|ro" + r"ot|ho" + r"me|Us" + r"ers)/",
    "an address of a package index": r"https?://[^ )\"'>]*/(si"
    r"mple/|pack"
    r"ages/[0-9a-f]{2})",
    "a suppression of coverage": r"pragma: no " + r"cover",
    "a postponed annotation": r"from __fut" + r"ure__ import annotations",
}


def places(path: Path, lines: Iterator[int]) -> list[str]:
    return [f"{path.relative_to(ROOT)}:{line}" for line in lines]


def test_every_module_imports_alone_without_a_warning() -> None:
    names = [m.name for m in pkgutil.walk_packages(pmi_core.__path__, "pmi_core.")]
    clean = {key: text for key, text in os.environ.items() if not key.startswith("COVERAGE")}

    def alone(name: str) -> str:
        command = [sys.executable, "-W", "error", "-c", f"import {name}"]
        done = subprocess.run(command, env=clean, capture_output=True, text=True, check=False)
        return f"{name}: {done.stderr}" if done.returncode or done.stderr else ""

    with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        assert [problem for problem in pool.map(alone, names) if problem] == []


@pytest.mark.parametrize("path", SOURCE, ids=lambda path: str(path.relative_to(ROOT / "src")))
def test_no_number_is_a_float(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    lines = (
        node.lineno
        for node in ast.walk(tree)
        if (isinstance(node, ast.Name) and node.id == "float")
        or (isinstance(node, ast.Constant) and isinstance(node.value, float))
    )
    assert places(path, lines) == []


@pytest.mark.parametrize("path", BELOW_CLI, ids=lambda path: str(path.relative_to(ROOT / "src")))
def test_no_clock_environment_or_network_below_the_command(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    found = [match.group() for match in CLOCKS_AND_ENVIRONMENT.finditer(text)]
    assert found == []


@pytest.mark.parametrize("path", SOURCE, ids=lambda path: str(path.relative_to(ROOT / "src")))
def test_a_file_holds_one_idea(path: Path) -> None:
    assert path.stem not in {"utils", "helpers", "common", "managers", "services", "interfaces"}
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400


def test_the_init_of_a_package_is_its_api_and_nothing_else() -> None:
    for path in SOURCE:
        if path.name == "__init__.py" and path.parent.name != "pmi_core":
            tree = ast.parse(path.read_text(encoding="utf-8"))
            others = (node.lineno for node in tree.body if not _belongs_in_an_init(node))
            assert places(path, others) == []


def _belongs_in_an_init(node: ast.stmt) -> bool:
    docstring = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    names = isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) in ("__all__", "KINDS")
    return docstring or names or isinstance(node, ast.ImportFrom)


def tracked() -> list[Path]:
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [path for name in listed.split("\0") if name and (path := ROOT / name).is_file()]


@pytest.mark.parametrize("what", FORBIDDEN_TEXT)
def test_no_tracked_file_holds(what: str) -> None:
    pattern = re.compile(FORBIDDEN_TEXT[what], re.MULTILINE)
    texts = ((path, path.read_bytes().decode("utf-8", "ignore")) for path in tracked())
    assert [str(path.relative_to(ROOT)) for path, text in texts if pattern.search(text)] == []


def test_the_pinned_requirements_have_hashes_and_no_address() -> None:
    for path in (ROOT / "requirements").glob("*.txt"):
        text = path.read_text(encoding="utf-8")
        assert "://" not in text
        pins = re.findall(r"^\S+==\S+.*\\$", text, re.MULTILINE)
        assert len(pins) == len(re.findall(r"^\S.*$", text, re.MULTILINE)) > 0


def test_no_module_imports_another_of_its_package_late_which_would_hide_a_cycle() -> None:
    found = [
        place
        for path in BELOW_CLI
        if path.parent.name != "pmi_core"
        for place in places(path, _late_imports(path))
    ]
    assert found == []


def _late_imports(path: Path) -> Iterator[int]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef):
            for node in ast.walk(function):
                if isinstance(node, ast.ImportFrom) and f"{node.module}".startswith("pmi_core"):
                    yield node.lineno
