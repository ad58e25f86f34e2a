"""A condition answers met, unmet or open: one that answers a bare bool does not type-check."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CHECKERS = {
    "mypy": ("mypy", "--no-error-summary"),
    "pyright": ("basedpyright", "--pythonpath", sys.executable),
}
MODULE = """
from pmi_core.messages import text
from pmi_core.programme import MET, Event, Facts, Guard, Unmet, Verdict, shipped_guards

BASIS = shipped_guards()["alasan_dicatat"].basis
WORD = text("siklus.koreksi.agar")


def says_what_is_missing(facts: Facts, event: Event) -> Verdict:
    if facts.body is None and event.note is None:
        return Unmet(what=WORD, remedy=WORD)
    return MET


def answers_yes_or_no(facts: Facts, event: Event) -> bool:
    return facts.body is not None and event.note is not None


def pretends(facts: Facts, event: Event) -> Verdict:
    return facts.body is not None and event.note is not None  # wrong


Guard(name="satu", label=WORD, basis=BASIS, check=says_what_is_missing)
Guard(name="dua", label=WORD, basis=BASIS, check=answers_yes_or_no)  # wrong
"""


@pytest.mark.parametrize("checker", list(CHECKERS))
def test_only_a_condition_that_says_what_is_missing_type_checks(
    checker: str, tmp_path: Path
) -> None:
    file = tmp_path / "conditions.py"
    file.write_text(MODULE, encoding="utf-8")
    name, *options = CHECKERS[checker]
    command = [sys.executable, "-m", name, *options, str(file)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    found = re.findall(r"conditions\.py:(\d+)(?::\d+)?[: -]+error", done.stdout)
    lines = MODULE.splitlines()
    wrong = [number for number, line in enumerate(lines, start=1) if line.endswith("# wrong")]
    assert [int(number) for number in found] == wrong, done.stdout + done.stderr
    assert done.stdout.count('"bool"') >= 1
