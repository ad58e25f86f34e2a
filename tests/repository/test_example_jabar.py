"""The oral directions at home: in Jawa Barat from 23 July 2024 they have their full effect."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections import Counter
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import attrs
import pytest

from pmi_core.evaluation import (
    Outcome,
    Review,
    Severity,
    review,
    shipped_policies,
    shipped_rulebook,
    shipped_rulebooks,
)
from pmi_core.programme import KawanPMI
from pmi_core.regulation import PlaceCode, ProvenanceStatus, shipped_places, shipped_registry
from pmi_core.reporting import Dossier, owed, read_dossier

EXAMPLES = Path(__file__).parents[2] / "examples"
FOLDER = EXAMPLES / "jabar-semester-2-2024"
PLANTED = EXAMPLES / "jabar-semester-2-2024.planted.toml"
DIRECTION = "arahan-bp3mi-jabar-2024-07-23"
BOOK = shipped_rulebook("kawan-bulanan")
DIRECTED = {
    criterion.id
    for criterion in BOOK.rulebook.criteria
    if DIRECTION in {getattr(basis, "cite", None) for basis in criterion.basis}
}
DUE_DAYS = {
    "2024-07": date(2024, 8, 7),
    "2024-08": date(2024, 9, 6),
    "2024-09": date(2024, 10, 7),
    "2024-10": date(2024, 11, 7),
    "2024-11": date(2024, 12, 6),
    "2024-12": date(2025, 1, 8),
}


@cache
def dossier() -> Dossier:
    return read_dossier(FOLDER)


@cache
def reviewed() -> Review:
    return review(dossier(), shipped_rulebooks(), shipped_policies()[0])


@cache
def elsewhere() -> Review:
    """The same reports, from units of another province."""
    moved = tuple(attrs.evolve(body, place=PlaceCode("33")) for body in dossier().bodies)
    same = attrs.evolve(dossier(), bodies=moved)
    return review(same, shipped_rulebooks(), shipped_policies()[0])


@cache
def listed() -> dict[str, Any]:
    return tomllib.loads(PLANTED.read_text(encoding="utf-8"))


def not_met(found: Review) -> set[tuple[str, str, str]]:
    return {
        (result.criterion, judged.evaluation.report, pointer)
        for judged in found.judged
        for result in judged.evaluation.results
        if result.outcome is Outcome.NOT_MET
        for pointer in result.witnesses or ("",)
    }


def contents_of(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.mark.parametrize("seed", ["0", "1"])
def test_the_generator_writes_the_same_bytes_again(tmp_path: Path, seed: str) -> None:
    folder, planted = tmp_path / "dossier", tmp_path / "planted.toml"
    folder.mkdir()
    shutil.copy(FOLDER / "dossier.toml", folder / "dossier.toml")
    program = (
        "import sys; from pathlib import Path; "
        "from examples.jabar_generator.folder import write; "
        "write(Path(sys.argv[1]), Path(sys.argv[2]))"
    )
    subprocess.run(
        [sys.executable, "-c", program, str(folder), str(planted)],
        check=True,
        cwd=EXAMPLES.parent,
        env={**os.environ, "PYTHONHASHSEED": seed, "TZ": "Asia/Jayapura"},
    )
    assert planted.read_bytes() == PLANTED.read_bytes()
    assert contents_of(folder) == contents_of(FOLDER)


def test_27_units_report_on_six_months() -> None:
    assert [(body.place, body.name) for body in dossier().bodies] == [
        (f"32.{42 + number}", f"Kawan PMI Kab. Contoh 32-{number:02}") for number in range(1, 28)
    ]
    assert all(isinstance(body, KawanPMI) for body in dossier().bodies)
    assert Counter(str(report.period) for report in dossier().reports) == dict.fromkeys(
        DUE_DAYS, 27
    )


def test_all_that_is_owed_came_and_is_due_on_the_known_days() -> None:
    obligations = owed(dossier().bodies, dossier().head.as_of, registry=shipped_registry())
    assert len(obligations) == 162
    assert {str(item.period): item.due for item in obligations} == DUE_DAYS
    assert reviewed().missing == ()


def test_every_report_is_judged_once_by_the_law_of_its_last_day() -> None:
    assert len(reviewed().judged) == len({j.evaluation.report for j in reviewed().judged}) == 162
    assert {judged.evaluation.rulebook for judged in reviewed().judged} == {"kawan-bulanan"}
    days = {str(judged.evaluation.period): judged.evaluation.on for judged in reviewed().judged}
    assert days["2024-07"] == date(2024, 7, 31)
    assert set(days) == set(DUE_DAYS)


def test_exactly_what_was_planted_comes_out() -> None:
    planted = [
        (item["criterion"], item["subject"], item["pointer"]) for item in listed()["planted"]
    ]
    assert len(planted) == len(set(planted))
    assert not_met(reviewed()) == set(planted)
    assert Counter(item["kind"] for item in listed()["planted"]) == listed()["counts"]
    assert {item["criterion"] for item in listed()["planted"]} == DIRECTED


def test_decoys_raise_no_note() -> None:
    seen = {(criterion, subject) for criterion, subject, _ in not_met(reviewed())}
    assert len(listed()["decoy"]) >= 15
    for item in listed()["decoy"]:
        assert (item["criterion"], item["subject"]) not in seen
        assert item["reason"]["id"]
        assert item["reason"]["en"]


def test_the_directions_have_their_full_effect_at_home_and_none_elsewhere() -> None:
    assert len(DIRECTED) == 9
    for found, at_home in ((reviewed(), True), (elsewhere(), False)):
        results = [
            result
            for judged in found.judged
            for result in judged.evaluation.results
            if result.criterion in DIRECTED
        ]
        assert len(results) == 162 * len(DIRECTED)
        for result in results:
            criterion = BOOK.criterion(result.criterion)
            assert (result.severity, result.weight) == (
                (criterion.severity, criterion.weight) if at_home else (Severity.NOTE, Fraction(0))
            )
            assert (result.standing is ProvenanceStatus.REPORTED) is at_home


def test_the_same_notes_come_out_elsewhere_but_only_at_home_do_they_move_grades() -> None:
    assert not_met(elsewhere()) == not_met(reviewed())
    points = {j.evaluation.report: j.scorecard.point for j in elsewhere().judged}
    assert set(points.values()) == {100}
    noted = {subject for _, subject, _ in not_met(reviewed())}
    for judged in reviewed().judged:
        point = judged.scorecard.point
        assert point is not None
        assert (point < 100) is (judged.evaluation.report in noted)
    grades = Counter(judged.scorecard.grade for judged in reviewed().judged)
    assert grades == {"lengkap_dan_sesuai": 156, "sebagian_besar_sesuai": 6}
    assert {judged.scorecard.grade for judged in elsewhere().judged} == {"lengkap_dan_sesuai"}


def test_everything_says_that_it_is_invented_and_no_real_region_is_named() -> None:
    assert dossier().head.invented
    assert all(report.invented for report in dossier().reports)
    assert all(body.invented for body in dossier().bodies)
    assert (FOLDER / "BACA-SAYA.md").read_text(encoding="utf-8").startswith("# DATA REKAAN")
    assert PLANTED.read_text(encoding="utf-8").startswith("# DATA REKAAN")
    real = {region.code for edition in shipped_places().editions for region in edition.regions}
    text = b"\n".join(contents_of(FOLDER).values()).decode()
    codes = set(re.findall(r"(?<![\d.])\d\d\.\d\d(?![\d.])", text))
    assert codes == {f"32.{number}" for number in range(43, 70)}
    assert not codes & real


def test_ceilings_and_the_numbers_of_decrees_are_not_known() -> None:
    assert {plan.ceiling for plan in dossier().work_plans} == {None}
    decrees = [decree for body in dossier().bodies for decree in body.decrees]
    assert {(decree.number, decree.year, decree.day) for decree in decrees} == {(None, None, None)}
