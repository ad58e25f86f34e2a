"""The shipped rulebooks, case by case: facts in, results out. The cases are data."""

from functools import cache
from pathlib import Path

import pytest

from pmi_core.evaluation import (
    CaseFile,
    CaseResult,
    Outcome,
    false_boundaries,
    lacking_kinds,
    read_cases,
    run_cases,
    shipped_rulebook,
    shipped_rulebooks,
)

FOLDER = Path(__file__).parent.parent / "cases"
BOOKS = [str(book.rulebook.id) for book in shipped_rulebooks()]


@cache
def cases_of(book: str) -> CaseFile:
    path = FOLDER / f"{book}.toml"
    return read_cases(path.read_bytes(), shipped_rulebook(book), file=path.name)


def shown(result: CaseResult) -> str:
    said = result.explanation
    values = {told.source: told.value.id for told in said.values} if said is not None else {}
    return (
        f"{result.criterion}: {result.title}: {result.expected.value} {result.expected_witnesses} "
        f"{result.expected_missing} expected, came out {result.outcome.value} {result.witnesses} "
        f"{result.missing} from {values}"
    )


def test_every_rulebook_that_ships_has_cases_and_every_file_of_cases_a_rulebook() -> None:
    assert sorted(path.stem for path in FOLDER.glob("*.toml")) == BOOKS


@pytest.mark.parametrize("book", BOOKS)
def test_every_case_comes_out_as_it_says(book: str) -> None:
    results = run_cases(shipped_rulebook(book), cases_of(book).cases)
    assert [shown(result) for result in results if not result.holds] == []
    assert all(bool(r.missing) == (r.outcome is Outcome.UNDETERMINED) for r in results)


@pytest.mark.parametrize("book", BOOKS)
def test_every_criterion_has_a_case_of_each_kind(book: str) -> None:
    assert dict(lacking_kinds(shipped_rulebook(book), cases_of(book).cases)) == {}


@pytest.mark.parametrize("book", BOOKS)
def test_every_case_called_a_boundary_lies_at_one(book: str) -> None:
    found = false_boundaries(shipped_rulebook(book), cases_of(book).cases)
    assert [f"{case.criterion}: {case.title}" for case in found] == []
