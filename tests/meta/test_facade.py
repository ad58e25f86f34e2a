"""`import pmi_core` costs nothing and finds every public name when it is asked for."""

import ast
import importlib
import json
import pkgutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

import pmi_core

HEAVY = {
    "attrs",
    "attr",
    "cattrs",
    "msgspec",
    "pendulum",
    "pluggy",
    "hypothesis",
    "pytest",
    "click",
}
PACKAGES = sorted(module.name for module in pkgutil.iter_modules(pmi_core.__path__))


def loaded_by(statement: str) -> set[str]:
    code = f"import json, sys; {statement}; print(json.dumps(sorted(sys.modules)))"
    command = [sys.executable, "-I", "-W", "error", "-c", code]
    result = subprocess.run(command, capture_output=True, text=True, check=True)
    return set(json.loads(result.stdout))


def package(name: str) -> ModuleType:
    return importlib.import_module(f"pmi_core.{name}")


def test_importing_the_library_loads_none_of_its_dependencies() -> None:
    assert loaded_by("import pmi_core") & HEAVY == set()


def test_every_name_of_the_facade_is_the_one_of_its_package() -> None:
    for name in pmi_core.__all__:
        assert getattr(pmi_core, name) is not None
    assert pmi_core.PMIError is package("errors").PMIError
    assert dir(pmi_core) == sorted(pmi_core.__all__)


def test_the_facade_knows_no_other_name() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'Manager'"):
        _ = pmi_core.Manager


def test_the_types_of_the_facade_are_imported_for_type_checkers_too() -> None:
    tree = ast.parse(Path(pmi_core.__file__).read_text(encoding="utf-8"))
    typed = {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("pmi_core.")
        for alias in node.names
    }
    assert typed == set(pmi_core.__all__) - {"__version__"}


@pytest.mark.parametrize("name", PACKAGES)
def test_every_public_name_exists_once_and_is_documented(name: str) -> None:
    module = package(name)
    names = getattr(module, "__all__", [])
    assert len(set(names)) == len(names)
    assert (module.__doc__ or "").strip()
    bare = [n for n in names if _needs_words(getattr(module, n))]
    assert bare == [], "these have no docstring of their own"


def _needs_words(member: object) -> bool:
    if not isinstance(member, type) and not callable(member):
        return False
    own = vars(member).get("__doc__") if isinstance(member, type) else member.__doc__
    return not (own or "").strip()


def test_each_result_carries_the_installed_version() -> None:
    from importlib.metadata import version

    assert pmi_core.__version__ == version("pmi-core")
