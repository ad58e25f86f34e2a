"""The published figures are judged as the list beside them says, and what is right stays silent."""

import json
import tomllib
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import attrs
import pytest
from click.testing import CliRunner

from pmi_core.cli.commands import pmi
from pmi_core.cli.exits import Exit
from pmi_core.documents.layout import WIDTH
from pmi_core.evaluation import (
    Outcome,
    Severity,
    SubjectVerdicts,
    review,
    shipped_policies,
    shipped_rulebook,
)
from pmi_core.reporting import Dossier, Figure, Numeral, Publication, claims_of, read_dossier

EXAMPLES = Path(__file__).parents[2] / "examples"
FOLDER = EXAMPLES / "published-figures"
ROWS = ("K1", "K2", "K3", "K4", "K5", "K6", "K7", "P1", "P2", "P3", "P4", "P5", "P7", "P8", "P9")
Verdict = tuple[str, tuple[str, ...]]
RANK = (Outcome.NOT_MET, Outcome.UNDETERMINED, Outcome.MET)


@cache
def dossier() -> Dossier:
    return read_dossier(FOLDER)


@cache
def listed() -> list[dict[str, Any]]:
    path = EXAMPLES / "published-figures.expected.toml"
    found: list[dict[str, Any]] = tomllib.loads(path.read_text(encoding="utf-8"))["klaim"]
    return found


def judged(given: Dossier) -> tuple[SubjectVerdicts, ...]:
    return review(given, [shipped_rulebook("angka-terbit")], shipped_policies()[0]).subjects


def verdicts(given: Dossier) -> dict[tuple[str, str], Verdict]:
    return {
        (str(one.id), result.criterion): (result.outcome.value, result.witnesses)
        for one in judged(given)
        for result in one.results
        if result.outcome is not Outcome.NOT_APPLICABLE
    }


def pointers(given: Dossier) -> dict[tuple[str, str], str]:
    return {
        (page.id, claim.id): pointer
        for page in given.publications
        for pointer, claim in claims_of(page)
    }


def expected() -> dict[tuple[str, str], Verdict]:
    """One verdict per publication and criterion, out of those of its claims."""
    where = pointers(dossier())
    found: dict[tuple[str, str], dict[str, list[str]]] = {}
    for row in listed():
        for criterion, outcome in row["hasil"].items():
            claims = found.setdefault((row["publikasi"], criterion), {})
            claims.setdefault(outcome, []).append(where[row["publikasi"], row["klaim"]])
    worst = {key: next(o.value for o in RANK if o.value in claims) for key, claims in found.items()}
    return {
        key: (worst[key], () if worst[key] == "terpenuhi" else tuple(claims[worst[key]]))
        for key, claims in found.items()
    }


def test_every_claim_is_judged_as_the_list_says_and_nothing_else_is_said() -> None:
    assert verdicts(dossier()) == expected()


def test_the_list_names_every_claim_once_and_every_row() -> None:
    named = [(row["publikasi"], row["klaim"]) for row in listed()]
    assert sorted(named) == sorted(pointers(dossier()))
    assert {row["baris"] for row in listed()} == {*ROWS, "P10"}


def test_the_figures_are_real_and_each_names_its_source() -> None:
    assert not dossier().head.invented
    assert not any(page.invented for page in dossier().publications)
    assert all(page.publisher and page.source.source for page in dossier().publications)


def changed(page: str, change: Callable[[Publication], Publication]) -> Dossier:
    pages = tuple(change(one) if one.id == page else one for one in dossier().publications)
    return attrs.evolve(dossier(), publications=pages)


@pytest.mark.parametrize("page", ["penempatan-2023", "penempatan-2024-10", "pengaduan-2021-08"])
def test_a_list_that_no_longer_says_that_it_is_partial_is_not_met(page: str) -> None:
    def claim_all(given: Publication) -> Publication:
        return attrs.evolve(
            given, sums=tuple(attrs.evolve(claim, partial=False) for claim in given.sums)
        )

    outcome, witnesses = verdicts(changed(page, claim_all))[page, "ANG-01"]
    (before,) = (one for one in dossier().publications if one.id == page)
    partial = [f"/sums/{number}" for number, claim in enumerate(before.sums) if claim.partial]
    assert (outcome, list(witnesses)) == ("tidak_terpenuhi", partial)


@pytest.mark.parametrize(
    ("day", "outcome"),
    [
        pytest.param(date(2023, 12, 31), "tidak_terpenuhi", id="the same day"),
        pytest.param(date(2024, 1, 16), "terpenuhi", id="another day: a revision"),
        pytest.param(None, "belum_dapat_dinilai", id="no day"),
    ],
)
def test_the_totals_of_2023_conflict_only_if_both_are_of_one_day(
    day: date | None, outcome: str
) -> None:
    def dated(given: Publication) -> Publication:
        first, *rest = given.comparisons
        others = tuple(attrs.evolve(other, as_of=day) for other in first.others)
        return attrs.evolve(given, comparisons=(attrs.evolve(first, others=others), *rest))

    witnesses = () if outcome == "terpenuhi" else ("/comparisons/0",)
    found = verdicts(changed("penempatan-2023", dated))["penempatan-2023", "ANG-17"]
    assert found == (outcome, witnesses)


def test_a_country_that_is_missing_from_a_list_is_not_zero() -> None:
    def zero(given: Publication) -> Publication:
        *rest, last = given.series
        first, missing = last.items
        none = Figure(printed=Numeral.parse("0"), span=missing.span)
        return attrs.evolve(given, series=(*rest, attrs.evolve(last, items=(first, none))))

    assert verdicts(dossier())["penempatan-2023", "ANG-10"][0] == "belum_dapat_dinilai"
    found = verdicts(changed("penempatan-2023", zero))["penempatan-2023", "ANG-10"]
    assert found == ("tidak_terpenuhi", ("/series/9",))


def test_what_is_only_a_hint_is_a_note() -> None:
    severities = {
        result.criterion: result.severity for one in judged(dossier()) for result in one.notes
    }
    assert {key for key, severity in severities.items() if severity is Severity.NOTE} == {
        "ANG-03",
        "ANG-04",
    }


def run(*arguments: object) -> str:
    result = CliRunner().invoke(pmi, [*map(str, arguments), "--no-plugins"])
    assert result.exit_code == Exit.FINDINGS, result.output
    return result.stdout


SAID = {
    "id": (
        "PEMERIKSAAN: PUBLIKASI",
        'informal tercetak "58.44"; 2 bagian berjumlah 77.408,44; total tercetak 135.791',
        "total dikurangi bagian lain adalah 58.441",
        "tercetak Selasa; menurut kalender Rabu, 2 Oktober 2024",
        "147 dibagi 39 bersisa 30",
        "selebihnya berjumlah 1.071; total tercetak 1.250",
        "297.434 dari target 300.000 adalah 99,14%",
        "Belum diketahui: tanggal keadaan angka yang lain",
        "Belum diketahui: nilai pembilang persentase publikasi.",
    ),
    "en": (
        "CHECKED: PUBLICATIONS",
        "printed Tuesday; by the calendar Wednesday, 2 October 2024",
        "297,434 of the target 300,000 is 99.14%",
        "Not known: as-of day of the other figure",
    ),
}


@pytest.mark.parametrize("language", SAID)
def test_the_review_tells_each_note_with_its_figures_and_no_empty_table_of_reports(
    language: str,
) -> None:
    text = run("review", FOLDER, "--lang", language)
    assert max(map(len, text.splitlines())) <= WIDTH
    said = " ".join(text.split())
    assert [words for words in SAID[language] if words not in said] == []
    silent = ("KABUPATEN", "DAFTAR BADAN", "ROLL", "PREDIKAT", "GRADES", "RENCANA AKSI", "Minggu")
    assert [words for words in silent if words in text] == []


def test_the_tables_hold_the_notes_on_publications(tmp_path: Path) -> None:
    found = json.loads(run("review", FOLDER, "--out", tmp_path, "--format", "csv", "--json"))
    rows = (tmp_path / "catatan.csv").read_text(encoding="utf-8").splitlines()[1:]
    assert found["counts"]["subjects"] == len(dossier().publications)
    assert found["counts"]["subject_notes"] == len(rows) == 9
    assert rows[-1].startswith('"ANG-04","xposetv-makassar-2023","/counts/0","tidak_terpenuhi"')
