"""The page on cases shows a rulebook, its cases and what the commands print, and it is so."""

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pmi_core import files
from pmi_core.cli.commands import pmi
from pmi_core.cli.exits import Exit
from pmi_core.evaluation import Outcome

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/how-to/test-a-rule.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
BLOCKS: list[tuple[str, str]] = BLOCK.findall(PAGE)
BOOK, CASES, MENDED, ADDED = [text for language, text in BLOCKS if language == "toml"]
TEST, MUTATE, AGAIN = [text.strip() for language, text in BLOCKS if language == "sh"]
DIFFERS, SURVIVES, NONE_LEFT = [text.strip() for language, text in BLOCKS if language == "text"]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    files.write(tmp_path / "coba.toml", BOOK.encode())
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(command: str, cases: str) -> Result:
    files.write(Path("coba.kasus.toml"), cases.encode())
    program, *words = shlex.split(command)
    assert program == "pmi"
    return CliRunner().invoke(pmi, [*words, "--no-plugins"])


def mended() -> str:
    """The cases with the second as the page mends it."""
    wrong = next(part for part in CASES.split("[[kasus]]") if "satu orang" in part)
    return CASES.replace(wrong, f"{MENDED.removeprefix('[[kasus]]')}\n")


def is_whole(text: str, printed: str) -> bool:
    """Whether a text is what the page shows, but for what the page marks as left out (`…`)."""
    form = re.escape(printed).replace("…\\\n", r"(?:.+\n)+")
    return re.fullmatch(form, text.strip()) is not None


def test_a_case_that_comes_out_otherwise_is_told_as_the_page_says() -> None:
    result = run(TEST, CASES)
    assert result.exit_code == Exit.FINDINGS
    assert is_whole(result.stdout, DIFFERS)


def test_the_case_as_mended_comes_out_as_it_says() -> None:
    assert run(TEST, mended()).exit_code == Exit.CLEAN


def test_the_mutant_that_survives_is_the_one_of_the_page() -> None:
    result = run(MUTATE, mended())
    assert result.exit_code == Exit.FINDINGS
    assert is_whole(result.stdout, SURVIVES)
    assert result.stdout.count("kolom") == 1


def test_with_the_case_added_none_survives() -> None:
    result = run(AGAIN, f"{mended()}\n{ADDED}")
    assert result.exit_code == Exit.CLEAN
    assert is_whole(result.stdout, NONE_LEFT)


def test_the_page_names_every_key_and_every_outcome() -> None:
    for word in ("kriteria", "judul", "hasil", "saksi", "kurang", "batas", "tanpa", "jawaban"):
        assert f"`{word}" in PAGE
    assert all(f"`{outcome.value}`" in PAGE for outcome in Outcome)
