"""The page of hooks and the hook specifications hold each other; every hook has a test."""

import ast
import inspect
from pathlib import Path

import pytest

from tools import generate_hooks

PLUGIN_TESTS = Path(__file__).parent.parent / "plugins"


def test_the_page_is_what_the_specifications_say() -> None:
    page = generate_hooks.PAGE.read_text(encoding="utf-8")
    assert page == generate_hooks.hooks_page(), "run `python tools/generate_hooks.py`"


@pytest.mark.parametrize("name", generate_hooks.hooks())
def test_every_hook_has_a_complete_example_of_itself(name: str) -> None:
    module = ast.parse(generate_hooks.example(name))
    functions = {node.name: node for node in module.body if isinstance(node, ast.FunctionDef)}
    assert [ast.unparse(mark) for mark in functions[name].decorator_list] == ["hookimpl"]


@pytest.mark.parametrize("name", generate_hooks.hooks())
def test_every_hook_is_documented_with_its_exact_arguments(name: str) -> None:
    hook = generate_hooks.hooks()[name]
    arguments = ", ".join(inspect.signature(hook).parameters)
    assert f"Signature: `{name}({arguments})" in generate_hooks.hooks_page()


@pytest.mark.parametrize("name", generate_hooks.hooks())
def test_every_hook_has_a_test(name: str) -> None:
    names = {
        node.name
        for file in PLUGIN_TESTS.glob("test_*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef)
    }
    assert f"test_hook_{name}" in names
