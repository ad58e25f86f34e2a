"""The shipped rulebooks, case by case: facts in, results out. The cases are data."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pmi_core import codec
from pmi_core.evaluation import Outcome, evaluate, shipped_rulebook, shipped_rulebooks
from pmi_core.programme import Body, BodyId, KawanPMI, Level, PerwiraPMI
from pmi_core.reporting import Report, WorkPlan

FOLDER = Path(__file__).parent.parent / "cases"
BOOKS = ("kawan-bulanan", "sejak-pembentukan")
BODIES: dict[str, Body | None] = {
    "kawan": KawanPMI(id=BodyId("badan-contoh"), name="Kawan PMI Contoh", level=Level.REGENCY),
    "perwira": PerwiraPMI(
        id=BodyId("badan-contoh"), name="Perwira PMI Contoh", level=Level.PROVINCE
    ),
    "tidak_diketahui": None,
}


def read_cases(book: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / f"{book}.toml").read_text(encoding="utf-8"))


def all_cases() -> Iterator[Any]:
    for book in BOOKS:
        content = read_cases(book)
        for case in content["kasus"]:
            name = f"{case['kriteria']}: {case['judul']}"
            yield pytest.param(book, content, case, id=name)


def merged(
    content: dict[str, Any], case: dict[str, Any], base: str, changes: str
) -> dict[str, Any]:
    left_out = case.get("tanpa", [])
    fields = {**content[base], **case.get(changes, {})}
    return {name: value for name, value in fields.items() if name not in left_out}


def facts(content: dict[str, Any], case: dict[str, Any]) -> dict[str, Any]:
    without = case.get("tanpa", [])
    found: dict[str, Any] = {"body": BODIES[case.get("badan", "kawan")]}
    if "rencana" in content and "rencana" not in without:
        plan = merged(content, case, "rencana", "rencana")
        found["work_plan"] = codec.structure(plan, WorkPlan)
    if "semua_lampau" not in without:
        found["earlier"] = ()
        if "lampau" in content and "lampau" not in without:
            past = codec.structure(
                merged(content, {**case, "tanpa": []}, "lampau", "lampau"), Report
            )
            found["earlier"] = (past,)
    return found


@pytest.mark.parametrize(("book", "content", "case"), [*all_cases()])
def test_case(book: str, content: dict[str, Any], case: dict[str, Any]) -> None:
    report = codec.structure(merged(content, case, "dasar", "laporan"), Report)
    evaluation = evaluate(report, shipped_rulebook(book), **facts(content, case))
    (result,) = [found for found in evaluation.results if found.criterion == case["kriteria"]]
    assert (result.outcome.value, list(result.witnesses)) == (case["hasil"], case.get("saksi", []))
    assert bool(result.missing) == (result.outcome is Outcome.UNDETERMINED)


@pytest.mark.parametrize("book", BOOKS)
def test_every_criterion_has_a_case_that_passes_one_that_fails_and_one_that_is_open(
    book: str,
) -> None:
    shown: dict[str, set[str]] = {}
    for case in read_cases(book)["kasus"]:
        shown.setdefault(case["kriteria"], set()).add(case["hasil"])
    for criterion in shipped_rulebook(book).rulebook.criteria:
        assert shown[criterion.id] >= {"terpenuhi", "tidak_terpenuhi", "belum_dapat_dinilai"}


def test_every_rulebook_that_ships_has_cases() -> None:
    assert {book.rulebook.id for book in shipped_rulebooks()} == set(BOOKS)
