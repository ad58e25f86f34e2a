"""What is built in passes the suite every plugin must pass, and keeps laws of its own."""

import csv
import io
import re

import attrs
import pytest
from hypothesis import given

from pmi_core import codec
from pmi_core.documents import (
    Bundle,
    CsvExporter,
    JsonExporter,
    TextExporter,
    guard_formula,
    matrix_of,
    notes_of,
)
from pmi_core.evaluation import REVIEW_KIND, Outcome
from pmi_core.messages import Language
from pmi_core.planning import PLAN_KIND
from pmi_core.regulation import PlaceCode, ProvenanceStatus
from pmi_core.testing import ExporterSuite, bundles, laws, texts
from tests.documents.samples import bundle, outputs

EXCEL = CsvExporter(id="csv-excel", suffix="-excel", delimiter=";", bom=True)
NOTE_HEAD = [
    "kriteria",
    "subjek",
    "penunjuk",
    "hasil",
    "bobot",
    "dasar",
    "status",
    "tujuan",
    "jenis",
    "rekaan",
]


class TestJson(ExporterSuite):
    exporter = JsonExporter()


class TestCsv(ExporterSuite):
    exporter = CsvExporter()


class TestCsvForExcel(ExporterSuite):
    exporter = EXCEL


class TestText(ExporterSuite):
    exporter = TextExporter()


def rows(text: str, delimiter: str = ",") -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))


# --- json ---------------------------------------------------------------------------------------


@laws
@given(made=bundles(least_bodies=1))
def test_json_is_read_back_as_what_it_was(made: Bundle) -> None:
    review, plan = JsonExporter().export(made)
    assert codec.load_document(review.data, REVIEW_KIND) == made.review
    assert codec.load_document(plan.data, PLAN_KIND) == made.plan
    assert plan.name == f"rencana-aksi-{made.plan.year}.json"


# --- csv ----------------------------------------------------------------------------------------


def test_every_cell_is_quoted_and_lines_end_as_rfc_4180_says() -> None:
    for text in outputs(CsvExporter(), bundle()).values():
        lines = text.split("\r\n")
        assert lines.pop() == ""
        assert all(re.fullmatch(r'"(?:[^"]|"")*"(?:,"(?:[^"]|"")*")*', line) for line in lines)


def test_notes_have_one_row_per_witness() -> None:
    made = bundle()
    head, *body = rows(outputs(CsvExporter(), made)["catatan.csv"])
    assert head == NOTE_HEAD
    assert len(body) == len(notes_of(made)) == sum(row.notes for row in made.review.frequencies)
    proofs = [row for row in body if row[0] == "LAP-07"]
    assert [row[2] for row in proofs] == ["/expenses/0", "/expenses/1"]
    assert {row[1] for row in proofs} == {"lap-08"}
    assert {row[8] for row in body} == {"catatan"}
    assert {row[9] for row in body} == {"ya"}


def test_a_note_by_analogy_says_so_and_is_only_a_note() -> None:
    (late,) = [note for note in notes_of(bundle()) if note.criterion == "LAP-03"]
    assert late.outcome is Outcome.NOT_MET
    proof = next(note for note in notes_of(bundle()) if note.criterion == "LAP-07")
    assert proof.standing is ProvenanceStatus.ANALOGY
    row = next(r for r in rows(outputs(CsvExporter(), bundle())["catatan.csv"]) if r[0] == "LAP-07")
    assert (row[4], row[6]) == ("catatan", "analogi")
    assert "Arahan rapat BP3MI Jawa Barat" in row[5]


def test_real_data_are_not_called_invented() -> None:
    made = bundle(reports=())
    plan = attrs.evolve(made.plan, invented=False)
    real = attrs.evolve(made, plan=plan, review=attrs.evolve(made.review, invented=False))
    assert {row[-1] for row in matrix_of(real)[1:]} == {"tidak"}


def test_in_an_invented_review_everything_is_invented() -> None:
    made = bundle()
    judged = tuple(
        attrs.evolve(item, evaluation=attrs.evolve(item.evaluation, invented=False))
        for item in made.review.judged
    )
    mixed = attrs.evolve(
        made,
        plan=attrs.evolve(made.plan, invented=False),
        review=attrs.evolve(made.review, judged=judged),
    )
    assert {note.invented for note in notes_of(mixed)} == {True}
    assert {row[-1] for row in matrix_of(mixed)[1:]} == {"ya"}


def test_for_excel_it_begins_with_a_mark_and_uses_semicolons() -> None:
    written = outputs(EXCEL, bundle())
    assert sorted(written) == ["catatan-excel.csv", "rencana-aksi-2024-excel.csv"]
    for text in written.values():
        assert text.startswith('\ufeff"')
        assert len({len(row) for row in rows(text, ";")}) == 1


@pytest.mark.parametrize("cell", ["=1", "+1", "-1", "@x", "\t=1", "\r=1", "\n=1", "＝1", "＠x"])
def test_no_cell_is_a_formula(cell: str) -> None:
    assert guard_formula(cell) == f"'{cell}"


@given(text=texts())
def test_other_cells_stay_as_they_are(text: str) -> None:
    assert guard_formula(f"x{text}") == f"x{text}"


@laws
@given(made=bundles(least_bodies=1))
def test_tables_are_rectangular_and_hold_no_formula(made: Bundle) -> None:
    for text in outputs(CsvExporter(), made).values():
        table = rows(text)
        assert len({len(row) for row in table}) == 1
        assert not [cell for row in table for cell in row if cell[:1] in ("=", "+", "-", "@")]


# --- the matrix of the plan ---------------------------------------------------------------------


def test_the_matrix_names_every_column_of_practice_and_every_checkpoint() -> None:
    head = matrix_of(bundle())[0]
    assert [name for name in head if name.startswith("target_")] == [
        "target_b03",
        "target_b06",
        "target_b09",
        "target_b12",
    ]
    assert {"no", "outcome", "butir", "ukuran_keberhasilan", "asal", "rekaan"} <= set(head)


def test_shares_are_percentages_and_other_measures_are_numbers() -> None:
    made = bundle()
    item = made.plan.items[0]
    other = next(item for item in made.plan.items if not item.share)
    place = attrs.evolve(item, place=PlaceCode("74"), budget=1_250_000)
    plan = attrs.evolve(made.plan, items=(item, other, place))
    head, *found = matrix_of(attrs.evolve(made, plan=plan))
    cells = [dict(zip(head, row, strict=True)) for row in found]
    assert cells[0]["target_b12"] == "100%"
    assert (cells[1]["baseline"], cells[1]["target_b12"]) == ("", "40")
    assert (cells[0]["lokasi"], cells[2]["lokasi"]) == ("seluruh Indonesia", "Sulawesi Tenggara")
    assert (cells[0]["anggaran"], cells[2]["anggaran"]) == ("", "Rp1.250.000")


def test_cells_are_in_the_language_and_column_names_are_not() -> None:
    indonesian, english = matrix_of(bundle()), matrix_of(bundle(Language.EN))
    assert indonesian[0] == english[0]
    assert indonesian[1:] != english[1:]


def test_a_review_without_its_rulebooks_still_has_its_notes() -> None:
    bare = attrs.evolve(bundle(), rulebooks=())
    assert {note.title for note in notes_of(bare)} >= {"LAP-07"}
    assert {(note.basis, note.remedy) for note in notes_of(bare)} == {("", "")}
    assert "LAP-07" in outputs(TextExporter(), bare)["ringkasan.txt"]


def test_a_bundle_is_printed_by_its_short_form() -> None:
    printed: list[str] = []

    class Printer:
        text = printed.append

    bundle()._repr_pretty_(Printer(), False)
    assert printed[0].startswith("Bundle(")
    assert len(printed[0]) < 500
