"""`pmi rules`: the rules in words as of a day, and what differs."""

import json
from pathlib import Path

import pytest
from click.testing import Result

from pmi_core import files
from pmi_core.cli.exits import Exit
from tests.cli.samples import run
from tests.cli.test_law import pack
from tests.cli.test_rulebook import BOOK


def test_each_criterion_stands_in_words_with_parameters_and_basis() -> None:
    found = run("rules", "kawan-bulanan", "--on", "2024-07-31")
    assert found.exit_code == Exit.CLEAN
    assert found.stdout.startswith("LAPORAN BULANAN KAWAN PMI (KAWAN-BULANAN 2026.1)\n")
    assert "  Syarat: Hari kerja terlambat sama dengan 0." in found.stdout
    assert (
        "Parameter: Batas waktu laporan bulanan: 5 (hari kerja) per 31 Juli 2024." in found.stdout
    )
    assert "Dasar: Arahan rapat BP3MI Jawa Barat" in found.stdout


def test_without_a_name_all_rulebooks_stand_there() -> None:
    found = json.loads(run("rules", "--json").stdout)
    assert {"kawan-bulanan", "angka-terbit"} <= {book["id"] for book in found["rulebooks"]}


def test_a_program_gets_the_words_the_parameters_and_the_basis_too() -> None:
    found = json.loads(run("rules", "kawan-bulanan", "--on", "2024-07-31", "--json").stdout)
    (book,) = found["rulebooks"]
    late = next(one for one in book["criteria"] if one["id"] == "LAP-03")
    assert late["title"]["en"] == "The report was received on time"
    assert late["condition"]["id"] == "Hari kerja terlambat sama dengan 0"
    assert late["parameters"]["batas_hari_kerja"] == "5"
    assert any(basis["id"].startswith("Arahan rapat BP3MI") for basis in late["basis"])


def test_a_parameter_without_a_value_is_null_for_a_program(tmp_path: Path) -> None:
    folder = pack(tmp_path)
    files.write(folder / "lain.toml", LATER_LIMIT.format(first="2024-01-01", last=ENDED).encode())
    arguments = ("kawan-bulanan", "--on", "2024-07-31", "--law", folder, "--json")
    found = json.loads(run("rules", *arguments).stdout)
    late = next(one for one in found["rulebooks"][0]["criteria"] if one["id"] == "LAP-03")
    assert late["parameters"]["batas_hari_kerja"] is None


def compared(folder: Path, changed: str, *options: str) -> Result:
    """A rulebook against what became of it."""
    one, other = folder / "satu.toml", folder / "dua.toml"
    one.write_text(BOOK)
    other.write_text(changed)
    return run("rules", "--diff", one, other, *options)


def test_two_files_differ_by_criterion_measure_and_component(tmp_path: Path) -> None:
    changed = BOOK.replace("jumlah < 100", "jumlah < 99").replace("COBA-02", "COBA-03")
    found = compared(tmp_path, changed.replace('en = "sum of costs"', 'en = "costs"'))
    assert found.exit_code == Exit.FINDINGS
    assert found.stdout.splitlines() == [
        "- ukuran jumlah (jumlah biaya): berbeda pada label",
        "  label (en): semula sum of costs, menjadi costs",
        "- kriteria COBA-01 (Biaya di bawah seratus): berbeda pada require",
        "  require: semula jumlah < 100, menjadi jumlah < 99",
        "  syarat: semula Apabila banyaknya biaya laporan lebih dari 0: jumlah biaya",
        "  kurang dari 100, menjadi Apabila banyaknya biaya laporan lebih dari 0: jumlah",
        "  biaya kurang dari 99",
        "- kriteria COBA-02: semula Setiap biaya berbukti, menjadi tidak ada",
        "- kriteria COBA-03: semula tidak ada, menjadi Setiap biaya berbukti",
    ]


def test_what_is_made_of_several_things_is_told_on_a_line(tmp_path: Path) -> None:
    changed = BOOK.replace('owner = "Tim Contoh"', 'owner = "Tim Lain"', 1)
    changed = changed.replace("curable = true", "curable = false", 1)
    assert compared(tmp_path, changed, "--lang", "en").stdout.splitlines() == [
        "- criterion COBA-01 (Costs below a hundred): differs in curable, basis",
        "  curable: was true, becomes false",
        "  basis: was owner: Tim Contoh, reason: An example., on: 2026-11-24, becomes",
        "  owner: Tim Lain, reason: An example., on: 2026-11-24",
    ]


def test_what_was_not_filled_in_is_told_as_nothing(tmp_path: Path) -> None:
    changed = BOOK.replace('when = "len(report.expenses) > 0"\n', "")
    told = compared(tmp_path, changed, "--lang", "en").stdout
    assert "  when: was len(report.expenses) > 0, becomes none\n" in told


def test_equal_rulebooks_and_equal_days_differ_in_nothing() -> None:
    for sides in (("kawan-bulanan", "kawan-bulanan"), ("2023-01-01", "2024-01-01")):
        found = run("rules", "--diff", *sides, "--lang", "en")
        assert (found.exit_code, found.stdout) == (Exit.CLEAN, "Nothing differs.\n")


@pytest.mark.parametrize(
    "arguments",
    [("2023-01-01", "kawan-bulanan"), ("kawan-bulanan", "angka-terbit", "kawan-bulanan")],
    ids=["a day and a book", "two books and a third"],
)
def test_what_cannot_be_compared_is_a_fault_of_usage(arguments: tuple[str, ...]) -> None:
    found = run("rules", *arguments[2:], "--diff", *arguments[:2])
    assert found.exit_code == Exit.USAGE
    assert "two days" in found.stderr


def test_two_days_differ_where_a_parameter_does(tmp_path: Path) -> None:
    folder = pack(tmp_path)
    text = LATER_LIMIT.format(first="2024-01-01", last="")
    files.write(folder / "lain.toml", text.encode())
    arguments = ("rules", "kawan-bulanan", "--diff", "2023-12-31", "2024-01-01", "--law", folder)
    found = run(*arguments)
    assert found.exit_code == Exit.FINDINGS
    assert found.stdout == "- parameter batas_hari_kerja: semula 5, menjadi 9\n"


def test_a_parameter_that_is_no_longer_in_force_says_so(tmp_path: Path) -> None:
    folder = pack(tmp_path)
    text = LATER_LIMIT.format(first="2024-01-01", last=ENDED)
    files.write(folder / "lain.toml", text.encode())
    found = run("rules", "kawan-bulanan", "--on", "2024-07-31", "--law", folder)
    said = " ".join(found.stdout.split())
    assert "Batas waktu laporan bulanan: tidak ada nilai yang berlaku per 31 Juli 2024." in said
    days = ("--diff", "2024-06-30", "2024-07-01")
    told = run("rules", "kawan-bulanan", *days, "--law", folder).stdout
    assert told == "- parameter batas_hari_kerja: semula 9, menjadi tidak ada\n"


ENDED = 'last = 2024-06-30\ngap = { id = "Rekaan.", en = "Invented." }'
LATER_LIMIT = """
[[parameter]]
key = "batas_hari_kerja"
label = {{ id = "Batas waktu laporan bulanan", en = "Time limit for the monthly report" }}
unit = {{ id = "hari kerja", en = "working days" }}
[[parameter.values]]
value = 9
first = {first}
{last}
[[parameter.values.basis]]
owner = "Tim Contoh"
on = 2026-11-24
reason = {{ id = "Rekaan.", en = "Invented." }}
"""
