"""The page of the rule language names every function, limit and outcome there is."""

import re
from pathlib import Path

import attrs
import pytest

from pmi_core.evaluation import Outcome, builtins, reserved_names
from pmi_core.evaluation.criteria import (
    Component,
    Criterion,
    Measure,
    Route,
    RulebookFile,
    Severity,
)
from pmi_core.evaluation.grammar import DEEPEST, LONGEST
from pmi_core.evaluation.loops import MOST_LOOPS
from pmi_core.reporting import EvaluationLevel

PAGE = (Path(__file__).parents[2] / "docs/reference/rule-language.md").read_text(encoding="utf-8")


def table(heading: str) -> str:
    """The section under a heading."""
    return PAGE.split(f"\n## {heading}\n")[1].split("\n## ")[0]


def test_the_table_of_functions_has_each_and_no_other() -> None:
    rows = [line.split(" | ")[0] for line in table("Functions").splitlines() if line[:3] == "| `"]
    assert {name for row in rows for name in re.findall(r"`([a-z_]+)\(", row)} == reserved_names()
    assert builtins().keys() < reserved_names()


def test_the_limits_are_those_of_the_checker() -> None:
    grammar = table("Grammar")
    assert f"| {LONGEST} characters" in grammar
    assert f"| nesting | {DEEPEST} |" in grammar
    assert f"| loops inside each other | {MOST_LOOPS}," in grammar


@pytest.mark.parametrize("outcome", Outcome)
def test_every_outcome_is_told(outcome: Outcome) -> None:
    assert f"| `{outcome.value}` |" in table("Outcomes")


@pytest.mark.parametrize(
    ("heading", "shape"),
    [
        ("rulebook", RulebookFile),
        ("measure", Measure),
        ("component", Component),
        ("criterion", Criterion),
    ],
)
def test_the_tables_of_keys_have_each_and_no_other(heading: str, shape: type) -> None:
    rows = table("Keys").split(f"| {heading} | |\n")[1].split("\n\n")[0].splitlines()[1:]
    named = [key for row in rows for key in re.findall(r"`(\w+)`", row.split(" | ")[0])]
    assert sorted(named) == sorted(field.name for field in attrs.fields(shape))


@pytest.mark.parametrize("word", [*Severity, *Route, *EvaluationLevel])
def test_the_tables_of_keys_have_every_word(word: Severity | Route | EvaluationLevel) -> None:
    assert f"`{word.value}`" in table("Keys")
