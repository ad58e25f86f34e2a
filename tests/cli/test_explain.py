"""`pmi explain`: a verdict with all behind it, from the facts that the review uses."""

import json
from datetime import date
from fractions import Fraction
from pathlib import Path

import attrs
import pytest
from jsonschema import Draft202012Validator

from pmi_core import codec
from pmi_core.cli.exits import Exit
from pmi_core.documents import explanation_text
from pmi_core.evaluation import (
    TRACE_KIND,
    NoteKind,
    VerdictTrace,
    matters_of,
    shipped_rulebook,
    shipped_rulebooks,
    trace_verdict,
)
from pmi_core.evaluation.reports import report_matter
from pmi_core.messages import Language
from pmi_core.regulation import Cited, Period
from pmi_core.reporting import read_dossier
from tests.cli.samples import dossier, run
from tests.reporting.samples import monthly, unit

PUBLISHED = Path(__file__).parents[2] / "examples" / "published-figures"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return dossier(tmp_path_factory.mktemp("dosir"))


def test_what_is_written_down_exits_with_findings_and_says_all_behind_it(folder: Path) -> None:
    found = run("explain", "LAP-07", "--report", "lap-08", "--dossier", folder)
    assert found.exit_code == Exit.FINDINGS
    for line in (
        "LAP-07 SETIAP BIAYA DISERTAI BUKTI PENGELUARAN",
        "Syarat: Untuk setiap biaya laporan: bukti pengeluaran ada.",
        "Terpenuhi apabila bukti pengeluaran ada.",
        "  - biaya ke-1 (/expenses/0)",
    ):
        assert line in found.stdout
    assert "[analogi]" in found.stdout


def test_what_is_met_exits_clean_and_reads_in_english(folder: Path) -> None:
    arguments = ("explain", "LAP-03", "--report", "lap-08", "--dossier", folder, "--lang", "en")
    found = run(*arguments)
    assert found.exit_code == Exit.CLEAN
    assert "Outcome: met." in found.stdout
    assert "Time limit for the monthly report: 5 (working days)" in found.stdout
    assert "as of Thursday, 31 August" in " ".join(found.stdout.split())


def test_without_a_criterion_each_has_one_line(folder: Path) -> None:
    found = run("explain", "--report", "lap-08", "--dossier", folder)
    lines = found.stdout.splitlines()
    assert found.exit_code == Exit.FINDINGS
    assert lines[0].split() == ["Kriteria", "Hasil", "Judul"]
    (book,) = (b for b in shipped_rulebooks() if b.rulebook.id == "kawan-bulanan")
    assert [line.split()[0] for line in lines[1:]] == [c.id for c in book.rulebook.criteria]


def test_json_holds_documents_of_the_kind_trace(folder: Path) -> None:
    found = run("explain", "LAP-07", "--report", "lap-08", "--dossier", folder, "--json")
    told = json.loads(found.stdout)
    assert (told["schema"], told["exit"]) == ("pmi-core/outcome/1", 1)
    (document,) = told["traces"]
    read = codec.load_document(json.dumps(document).encode(), TRACE_KIND)
    assert read.result.witnesses == ("/expenses/0",)
    assert read.criterion == "LAP-07"


def test_other_subjects_go_by_their_id() -> None:
    given = read_dossier(PUBLISHED)
    name = given.publications[0].id
    found = run("explain", "--subject", name, "--dossier", PUBLISHED, "--rulebook", "angka-terbit")
    assert found.exit_code in (Exit.CLEAN, Exit.FINDINGS)
    assert "ANG-01" in found.stdout


def test_a_claim_is_worded_as_the_review_words_it() -> None:
    arguments = ("--subject", "antaranews-makassar-2023", "--dossier", PUBLISHED)
    said = " ".join(run("explain", "ANG-17", *arguments).stdout.split())
    assert "- perbandingan ke-1: 255 orang; sumber lain menyebut 252; dibandingkan 255" in said
    assert "- perbandingan ke-1, pasangan angka ke-1: - nilai angka yang satu: 255" in said
    assert "Terpenuhi apabila pada perbandingan ke-1, pasangan angka ke-1: nilai" in said


def test_a_person_is_told_by_id_and_role() -> None:
    rakernas = PUBLISHED.with_name("rakernas-2023")
    found = run("explain", "BAD-03", "--subject", "kawan-18-60", "--dossier", rakernas)
    assert "  - personel ke-4: orang-0004 (Anggota)" in found.stdout


def test_a_whole_body_needs_no_item() -> None:
    rakernas = PUBLISHED.with_name("rakernas-2023")
    found = run("explain", "BAD-01", "--subject", "kawan-18-61", "--dossier", rakernas)
    assert found.exit_code == Exit.FINDINGS
    assert "Butir" not in found.stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("LAP-99", "--report", "lap-08"), "no criterion is called 'LAP-99'; did you mean"),
        (("LAP-07", "--report", "lap-09"), "no report is called 'lap-09'; did you mean 'lap-08'"),
        (("LAP-07", "--subject", "lap-08"), "no subject is called 'lap-08'"),
        (("LAP-07",), "--report ID or --subject ID"),
        (("LAP-07", "--report", "a", "--subject", "b"), "--report ID or --subject ID"),
    ],
    ids=["criterion", "report", "subject", "neither", "both"],
)
def test_unknown_names_are_faults_of_usage(
    folder: Path, arguments: tuple[str, ...], message: str
) -> None:
    found = run("explain", *arguments, "--dossier", folder)
    assert found.exit_code == Exit.USAGE
    assert message in found.stderr


@pytest.mark.parametrize("name", ["n" * 300, "tidak-ada"])
def test_a_folder_that_cannot_be_there_is_unreadable(tmp_path: Path, name: str) -> None:
    asked = ("--report", "lap-08", "--dossier", tmp_path / name, "--no-plugins")
    result = run("explain", "LAP-01", *asked)
    assert result.exit_code == Exit.UNREADABLE
    assert result.stderr.splitlines()[1].startswith(f"  {name}: ")


def test_every_trace_is_a_document_that_fits_its_schema_and_reads_back_as_it_was(
    folder: Path,
) -> None:
    schema = Draft202012Validator(codec.json_schema(TRACE_KIND))
    for given in (read_dossier(folder), read_dossier(PUBLISHED)):
        for matter in matters_of(given, shipped_rulebooks()):
            for criterion, result in zip(
                matter.rulebook.rulebook.criteria, matter.results(), strict=True
            ):
                traced = trace_verdict(matter, criterion.id)
                assert traced.result == result
                assert traced.explanation.outcome is result.outcome
                data = codec.dump_document(traced, TRACE_KIND)
                schema.validate(json.loads(data))
                assert codec.load_document(data, TRACE_KIND) == traced


def test_the_kind_trace_has_a_schema() -> None:
    found = json.loads(run("schema", "trace").stdout)
    assert found["properties"]["schema"] == {"const": "pmi-core/trace/1"}


def late() -> VerdictTrace:
    report = attrs.evolve(
        monthly("lap-07", period=Period.parse("2024-07")), first_received_on=date(2024, 8, 9)
    )
    book = shipped_rulebook("kawan-bulanan")
    return trace_verdict(report_matter(report, book, body=unit()), "LAP-03")


def test_a_late_report_is_told_its_due_day_in_both_languages() -> None:
    asked = late().explanation.satisfied_by
    assert asked.id == (
        "Terpenuhi apabila hari kerja terlambat sama dengan 0, sekarang 2 (yaitu apabila hari "
        "penerimaan pertama laporan paling lambat Rabu, 7 Agustus 2024, sekarang Jumat, 9 Agustus "
        "2024)."
    )
    assert "is no later than Wednesday, 7 August 2024, now Friday, 9 August 2024" in asked.en


def test_what_was_read_has_its_day_its_source_and_its_status() -> None:
    (limit, *calendar) = late().parameters
    assert (limit.key, limit.value, limit.on) == (
        "batas_hari_kerja",
        Fraction(5),
        date(2024, 7, 31),
    )
    assert [one.standing.value for one in limit.basis] == ["analogi", "asumsi"]
    assert [one.key for one in calendar] == ["cuti_bersama_libur", "libur_nasional_libur"]
    assert [one.basis.cite for one in late().basis if isinstance(one.basis, Cited)] == [
        "arahan-bp3mi-jabar-2024-07-23"
    ]


def test_without_names_the_pointers_of_items_stand(folder: Path) -> None:
    given = read_dossier(folder)
    for matter in matters_of(given, [shipped_rulebook("kawan-bulanan")]):
        if matter.id == "lap-08":
            traced = trace_verdict(matter, "LAP-07")
            assert "  - /expenses/0:" in explanation_text(traced, Language.ID)


def test_a_parameter_that_is_not_in_force_says_so() -> None:
    traced = late()
    without = attrs.evolve(traced, parameters=(attrs.evolve(traced.parameters[0], value=None),))
    said = explanation_text(without, Language.ID)
    assert "Batas waktu laporan bulanan: tidak ada nilai yang berlaku" in said
    assert "7 Agustus 2024" in said


def test_a_monthly_check_writes_notes_and_the_team_findings() -> None:
    traced = late()
    said = explanation_text(traced, Language.ID)
    assert "(catatan" in said
    team = explanation_text(attrs.evolve(traced, note_kind=NoteKind.FINDING), Language.ID)
    assert "(temuan" in team
