"""`pmi rulebook`: whether a rulebook is sound, its cases, and its mutants."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from pmi_core import codec, files
from pmi_core.cli.exits import Exit
from tests.cli.samples import install, run, run_apart

BOOK = """
id = "coba"
version = "2026.1"
title = { id = "Buku percobaan", en = "A book to try" }
subject = "report"

[[measure]]
id = "jumlah"
label = { id = "jumlah biaya", en = "sum of costs" }
value = "sum(expense.amount for expense in report.expenses)"

[[criterion]]
id = "COBA-01"
title = { id = "Biaya di bawah seratus", en = "Costs below a hundred" }
when = "len(report.expenses) > 0"
require = "jumlah < 100"
severity = "catatan"
curable = true
[[criterion.basis]]
owner = "Tim Contoh"
on = 2026-11-24
reason = { id = "Contoh.", en = "An example." }

[[criterion]]
id = "COBA-02"
title = { id = "Setiap biaya berbukti", en = "Every cost has a proof" }
each = "for expense in report.expenses"
require = "expense.proof is not None"
severity = "catatan"
curable = true
[[criterion.basis]]
owner = "Tim Contoh"
on = 2026-11-24
reason = { id = "Contoh.", en = "An example." }
"""
CASES = """
[dasar.report]
id = "r"
body = "b"
kind = "bulanan"
period = "2023-08"
expenses = [{ kind = "konsumsi", amount = 99, proof = "nota" }]

[[kasus]]
kriteria = "COBA-01"
judul = "Sembilan puluh sembilan"
batas = true
hasil = "terpenuhi"

[[kasus]]
kriteria = "COBA-01"
judul = "Seratus"
report.expenses.0.amount = 100
hasil = "tidak_terpenuhi"

[[kasus]]
kriteria = "COBA-01"
judul = "Seratus satu"
report.expenses.0.amount = 101
hasil = "tidak_terpenuhi"

[[kasus]]
kriteria = "COBA-01"
judul = "Tanpa biaya"
report.expenses = []
hasil = "tidak_berlaku"

[[kasus]]
kriteria = "COBA-01"
judul = "Biaya tidak diisi"
tanpa = ["report.expenses"]
kurang = ["report.expenses"]
hasil = "belum_dapat_dinilai"

[[kasus]]
kriteria = "COBA-02"
judul = "Berbukti"
batas = true
hasil = "terpenuhi"

[[kasus]]
kriteria = "COBA-02"
judul = "Tanpa bukti"
tanpa = ["report.expenses.0.proof"]
saksi = ["/expenses/0"]
hasil = "tidak_terpenuhi"

[[kasus]]
kriteria = "COBA-02"
judul = "Biaya tidak diisi"
tanpa = ["report.expenses"]
hasil = "belum_dapat_dinilai"
"""
HUNDRED = CASES.index('[[kasus]]\nkriteria = "COBA-01"\njudul = "Seratus"')
ALONE = "--no-plugins"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    files.write(tmp_path / "coba.toml", BOOK.encode())
    files.write(tmp_path / "coba.kasus.toml", CASES.encode())
    return tmp_path / "coba.toml"


def rewrite(book: Path, old: str, new: str, *, start: int = 0) -> None:
    """The cases beside a rulebook with one thing written otherwise."""
    text = CASES[:start] + CASES[start:].replace(old, new, 1)
    assert text != CASES
    files.write(book.with_suffix(".kasus.toml"), text.encode())


def as_json(*arguments: str | Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run(*arguments, "--json").stdout)
    return found


def flat(text: str) -> str:
    return " ".join(text.split())


def test_a_sound_rulebook_says_what_it_holds(book: Path) -> None:
    found = run("rulebook", "check", book, ALONE)
    assert (found.exit_code, found.stderr) == (Exit.CLEAN, "")
    assert "Buku percobaan (coba 2026.1): sah. 2 kriteria dan 1 ukuran" in flat(found.stdout)
    assert "tentang laporan; parameter: tidak ada." in flat(found.stdout)
    told = as_json("rulebook", "check", "kawan-bulanan", ALONE)
    assert (told["rulebook"], told["subject"]) == ("kawan-bulanan", "report")
    assert "batas_hari_kerja" in told["parameters"]
    assert len(told["digest"]) == 64


@pytest.mark.parametrize("command", ["check", "test", "mutate"])
def test_a_faulty_rulebook_cannot_be_read(book: Path, command: str) -> None:
    files.write(book, BOOK.replace("expense.proof", "expense.prof").encode())
    found = run("rulebook", command, book, ALONE)
    assert found.exit_code == Exit.UNREADABLE
    assert "did you mean 'proof'?" in found.stderr


@pytest.mark.parametrize("command", ["check", "test", "mutate"])
def test_an_id_that_no_rulebook_has_is_a_missing_plugin(command: str) -> None:
    found = run("rulebook", command, "tidak-ada", ALONE)
    assert found.exit_code == Exit.PLUGIN
    assert "no rulebook is called 'tidak-ada'" in found.stderr


@pytest.mark.parametrize("command", ["test", "mutate"])
def test_an_id_has_no_cases_beside_it(command: str) -> None:
    found = run("rulebook", command, "kawan-bulanan", ALONE)
    assert found.exit_code == Exit.USAGE
    assert "name it with --cases" in found.stderr


def test_cases_that_come_out_as_they_say(book: Path) -> None:
    found = run("rulebook", "test", book, ALONE)
    assert (found.exit_code, found.stderr) == (Exit.CLEAN, "")
    assert found.stdout == "coba 2026.1: 8 kasus, 8 sesuai.\n"
    told = as_json("rulebook", "test", book, ALONE)
    assert told["counts"] == {"cases": 8, "held": 8}
    assert (told["differing"], told["lacking"]) == ([], {})


def test_cases_may_lie_elsewhere(book: Path, tmp_path: Path) -> None:
    other = tmp_path / "lain.toml"
    book.with_suffix(".kasus.toml").rename(other)
    assert run("rulebook", "test", book, ALONE).exit_code == Exit.UNREADABLE
    assert run("rulebook", "test", book, "--cases", other, ALONE).exit_code == Exit.CLEAN
    assert run("rulebook", "mutate", book, "--cases", other, ALONE).exit_code == Exit.CLEAN


def test_a_case_that_comes_out_otherwise_is_explained(book: Path) -> None:
    rewrite(book, "tidak_terpenuhi", "terpenuhi", start=HUNDRED)
    found = run("rulebook", "test", book, ALONE)
    assert found.exit_code == Exit.FINDINGS
    said = flat(found.stdout)
    assert "coba 2026.1: 8 kasus, 7 sesuai." in said
    assert "COBA-01: Seratus hasil: tertulis terpenuhi, keluar tidak_terpenuhi" in said
    assert "Syarat: Apabila banyaknya biaya laporan lebih dari 0" in said
    assert "jumlah biaya: 100 Terpenuhi apabila jumlah biaya kurang dari 100, sekarang 100." in said
    (differing,) = as_json("rulebook", "test", book, ALONE)["differing"]
    assert (differing["expected"], differing["outcome"]) == ("terpenuhi", "tidak_terpenuhi")


def test_witnesses_and_missing_values_that_differ_are_told(book: Path) -> None:
    rewrite(book, 'saksi = ["/expenses/0"]', "saksi = []")
    said = flat(run("rulebook", "test", book, ALONE).stdout)
    assert "saksi: tertulis tidak ada, keluar /expenses/0" in said
    assert "(/expenses/0): tidak" in said
    rewrite(book, 'kurang = ["report.expenses"]', 'kurang = ["jumlah"]')
    said = flat(run("rulebook", "test", book, ALONE, "--lang", "en").stdout)
    assert "kurang: written jumlah, came out report.expenses" in said


def test_kinds_of_case_that_lack_are_named(book: Path) -> None:
    rewrite(book, "batas = true\n", "")
    found = run("rulebook", "test", book, ALONE)
    assert found.exit_code == Exit.FINDINGS
    assert "COBA-01: belum ada kasus batas" in found.stdout
    assert as_json("rulebook", "test", book, ALONE)["lacking"] == {"COBA-01": ["batas"]}


def test_a_case_that_only_says_that_it_is_a_boundary_is_named(book: Path) -> None:
    rewrite(book, "amount = 99", "amount = 50")
    found = run("rulebook", "test", book, ALONE)
    assert found.exit_code == Exit.FINDINGS
    said = flat(found.stdout)
    assert "COBA-01: Sembilan puluh sembilan: ditandai batas, tetapi hasilnya tetap sama" in said
    assert "COBA-01: belum ada kasus batas" in said
    told = as_json("rulebook", "test", book, ALONE)["no_boundary"]
    assert told == [{"criterion": "COBA-01", "title": "Sembilan puluh sembilan"}]


@pytest.mark.parametrize("command", ["test", "mutate"])
def test_faulty_cases_cannot_be_read(book: Path, command: str) -> None:
    rewrite(book, "report.expenses.0.amount = 100", "report.expenses.4.amount = 100")
    found = run("rulebook", command, book, ALONE)
    assert found.exit_code == Exit.UNREADABLE
    assert "coba.kasus.toml" in found.stderr
    assert "/kasus/1/report/expenses/4" in found.stderr


@pytest.mark.parametrize("kind", ["device", "pipe", "folder", "too large"])
def test_what_may_never_end_is_not_read(book: Path, tmp_path: Path, kind: str) -> None:
    odd = tmp_path / "aneh.toml"
    make: dict[str, Any] = {
        "device": lambda: odd.symlink_to("/dev/zero"),
        "pipe": lambda: os.mkfifo(odd),
        "folder": odd.mkdir,
        "too large": lambda: files.write(odd, b"#" * (codec.LARGEST_TOML + 1)),
    }
    make[kind]()
    asks: list[list[str | Path]] = [["check", odd], ["test", book, "--cases", odd], ["mutate", odd]]
    for asked in asks:
        found = run("rulebook", *asked, ALONE)
        assert found.exit_code == Exit.UNREADABLE
        said = f"larger than {codec.LARGEST_TOML} bytes" if kind == "too large" else "not a regular"
        assert said in found.stderr


def test_a_number_of_thousands_of_digits_is_no_item(book: Path) -> None:
    rewrite(book, "report.expenses.0.proof", f"report.expenses.{'9' * 5_000}.proof")
    found = run("rulebook", "test", book, ALONE)
    assert found.exit_code == Exit.UNREADABLE
    assert "the list of 1 has no item" in found.stderr


def test_mutants_that_cases_notice(book: Path) -> None:
    found = run("rulebook", "mutate", book, ALONE)
    assert (found.exit_code, found.stderr) == (Exit.CLEAN, "")
    assert "0 tidak ketahuan oleh kasus mana pun" in flat(found.stdout)
    counts = as_json("rulebook", "mutate", book, ALONE)["counts"]
    assert counts["survivors"] == counts["cases_passed_over"] == 0
    assert counts["tried"] > counts["equivalent"] > 0


def test_mutants_that_no_case_notices_are_listed(book: Path) -> None:
    rewrite(book, "amount = 100", "amount = 102")
    found = run("rulebook", "mutate", book, ALONE)
    assert found.exit_code == Exit.FINDINGS
    said = flat(found.stdout)
    assert "COBA-01, require, kolom 1: pembanding lain" in said
    assert "semula: jumlah < 100 menjadi: jumlah <= 100" in said
    told = as_json("rulebook", "mutate", book, ALONE)
    assert {one["owner"] for one in told["survivors"]} == {"COBA-01"}
    assert all(set(one) >= {"id", "kind", "before", "after"} for one in told["survivors"])


def test_a_condition_that_nobody_misses_is_listed_without_a_column(book: Path) -> None:
    rewrite(book, '"tidak_berlaku"', '"terpenuhi"')
    said = flat(run("rulebook", "mutate", book, ALONE).stdout)
    assert "1 kasus tidak sesuai dan tidak dipakai" in said
    assert "COBA-01, when: bagian dihapus semula: len(report.expenses) > 0" in said
    assert "menjadi: tidak ada" in said


def test_a_plugin_brings_a_rulebook_and_its_cases_lie_anywhere(book: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    source = (
        "from pmi_core.plugins import RulebookSource, hookimpl\n"
        f"DATA = {BOOK!r}.encode()\n"
        "@hookimpl\n"
        "def pmi_rulebooks():\n"
        '    return [RulebookSource(id="coba", data=DATA, file="coba.toml")]\n'
    )
    install(site, "pmi-coba", source)
    path = os.pathsep.join([str(site), *filter(None, [os.environ.get("PYTHONPATH")])])
    cases = book.with_suffix(".kasus.toml")
    for command, options in [
        ("check", []),
        ("test", ["--cases", cases]),
        ("mutate", ["--cases", cases]),
    ]:
        found = run_apart(["rulebook", command, "coba", *options], env={"PYTHONPATH": path})
        assert found.returncode == Exit.CLEAN, found.stderr


def test_a_law_pack_counts(book: Path, tmp_path: Path) -> None:
    found = run("rulebook", "test", book, "--law", tmp_path / "tidak-ada", ALONE)
    assert found.exit_code == Exit.UNREADABLE
