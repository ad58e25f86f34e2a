"""`pmi review`: what it writes, what it prints, and every way it can end."""

import json
import sys
from collections.abc import Callable
from importlib import resources
from pathlib import Path

import pytest

from pmi_core import codec, files
from pmi_core.cli.exits import Exit
from pmi_core.documents import MANIFEST_KIND
from pmi_core.evaluation import REVIEW_KIND
from pmi_core.planning import PLAN_KIND
from tests.cli.samples import (
    BROKEN,
    FAULTY_RULEBOOK,
    MAIN,
    PLUGIN,
    SOUND,
    contents,
    dossier,
    empty_dossier,
    install,
    run,
    run_apart,
)

USUAL = [
    "catatan.csv",
    "manifest.json",
    "rencana-aksi-2024.csv",
    "rencana-aksi-2024.json",
    "review.json",
    "ringkasan.txt",
]
PACK = 'id = "uji"\ntitle = { id = "Uji", en = "Trial" }\n'
PARAMETERS = """
[[parameter]]
key = "batas_hari_kerja"
label = { id = "Batas hari kerja", en = "Working-day limit" }
unit = { id = "hari kerja", en = "working days" }
[[parameter.values]]
value = 20
first = 2023-01-01
[[parameter.values.basis]]
owner = "uji"
on = 2026-11-24
reason = { id = "Untuk uji.", en = "For a test." }
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return dossier(tmp_path / "dosir")


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """An output folder with something of the last run in it."""
    files.write(tmp_path / "keluaran" / "review.json", b"lama")
    return tmp_path / "keluaran"


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where plugins are installed, for this process too."""
    monkeypatch.syspath_prepend(tmp_path / "situs")
    monkeypatch.delitem(sys.modules, "pmi_uji", raising=False)
    monkeypatch.setattr(sys, "dont_write_bytecode", True)  # importing one must touch nothing
    return tmp_path / "situs"


def law_pack(folder: Path, parameters: str = PARAMETERS) -> Path:
    files.write(folder / "pack.toml", PACK.encode())
    files.write(folder / "parameters.toml", parameters.encode())
    return folder


def test_it_writes_every_document_and_the_manifest(folder: Path, out: Path) -> None:
    result = run("review", folder, "--out", out, "--no-plugins")
    assert result.exit_code == Exit.FINDINGS, result.stderr
    assert sorted(contents(out)) == USUAL
    assert all(name in result.stdout for name in USUAL)


def test_the_documents_are_read_back(folder: Path, out: Path) -> None:
    run("review", folder, "--out", out, "--no-plugins")
    written = contents(out)
    review = codec.load_document(written["review.json"], REVIEW_KIND)
    plan = codec.load_document(written["rencana-aksi-2024.json"], PLAN_KIND)
    assert review.dossier == "contoh"
    assert plan.year == 2024
    assert codec.dump_document(review, REVIEW_KIND) == written["review.json"]


def test_the_manifest_pins_inputs_and_outputs(folder: Path, out: Path) -> None:
    run("review", folder, "--out", out, "--no-plugins", "--known-on", "2024-01-31")
    written = contents(out)
    manifest = codec.load_document(written.pop("manifest.json"), MANIFEST_KIND)
    read = contents(folder)
    assert {file.path: file.sha256 for file in manifest.inputs} == {
        path: files.sha256(data) for path, data in read.items() if path != "index.json"
    }
    assert {file.name: file.sha256 for file in manifest.outputs} == {
        name: files.sha256(data) for name, data in written.items()
    }
    assert str(manifest.known_on) == "2024-01-31"
    assert manifest.law.layers == ("pmi_core",)
    assert {part.distribution for part in manifest.plugins} == {"pmi-core"}
    assert {part.id for part in manifest.plugins} >= {"json", "csv", "text", "daftar-periksa"}


def test_a_second_run_writes_the_same_bytes(folder: Path, out: Path, tmp_path: Path) -> None:
    run("review", folder, "--out", out, "--no-plugins")
    other = tmp_path / "lain"
    run_apart(
        ["review", folder, "--out", other, "--no-plugins"],
        env={"PYTHONHASHSEED": "7", "TZ": "Pacific/Auckland", "LC_ALL": "C"},
    )
    assert contents(out) == contents(other)


def test_without_an_output_folder_it_only_prints(folder: Path, tmp_path: Path) -> None:
    before = contents(tmp_path)
    result = run("review", folder, "--no-plugins")
    assert result.exit_code == Exit.FINDINGS
    assert "REKAPITULASI" in result.stdout
    assert "Dokumen di" not in result.stdout
    assert contents(tmp_path) == before


def test_the_summary_is_the_text_document(folder: Path, out: Path) -> None:
    result = run("review", folder, "--out", out, "--no-plugins")
    assert result.stdout.startswith(contents(out)["ringkasan.txt"].decode())


def test_texts_are_english_when_asked(folder: Path) -> None:
    result = run("review", folder, "--no-plugins", "--lang", "en")
    assert "REVIEW OF EVALUATIONS" in result.stdout
    assert "INVENTED DATA" in result.stdout


def test_json_is_one_object_with_counts_outputs_and_faults(folder: Path, out: Path) -> None:
    result = run("review", folder, "--out", out, "--no-plugins", "--json")
    found = json.loads(result.stdout)
    assert found["exit"] == result.exit_code == Exit.FINDINGS
    assert sorted(found["outputs"]) == USUAL
    assert found["counts"]["judged"] == 1
    assert found["faults"] == []
    assert found["invented"] is True


def test_formats_are_those_named(folder: Path, out: Path) -> None:
    result = run("review", folder, "--out", out, "--format", "csv_excel", "--format", "csv-excel")
    assert result.exit_code == Exit.FINDINGS, result.stderr
    names = {"catatan-excel.csv", "rencana-aksi-2024-excel.csv", "manifest.json", "review.json"}
    assert set(contents(out)) == names
    assert contents(out)["review.json"] == b"lama"


def test_every_installed_exporter_runs_that_does_not_wait_to_be_asked(
    folder: Path, out: Path, site: Path
) -> None:
    install(site, "pmi-uji", PLUGIN.format(export=SOUND, more=""))
    result = run("review", folder, "--out", out)
    assert result.exit_code == Exit.FINDINGS, result.stderr
    assert set(contents(out)) >= {*USUAL, "uji.txt"}
    assert "catatan-excel.csv" not in contents(out)


def test_what_an_earlier_run_left_is_named_and_kept(folder: Path, out: Path) -> None:
    result = run("review", folder, "--out", out, "--format", "csv", "--no-plugins")
    assert result.stderr == "Tidak termasuk hasil ini: review.json\n"
    assert contents(out)["review.json"] == b"lama"
    found = json.loads(
        run("review", folder, "--out", out, "--format", "csv", "--no-plugins", "--json").stdout
    )
    assert found["not_of_this_run"] == ["review.json"]


def own_rulebook(folder: Path, text: str | None = None) -> Path:
    """A rulebook of somebody's own, in a file."""
    path = folder / "aturan saya.toml"
    shipped = resources.files("pmi_core").joinpath("data/rulebooks/sejak-pembentukan.toml")
    made = shipped.read_text(encoding="utf-8").replace('"sejak-pembentukan"', '"coba"', 1)
    files.write(folder / "aturan-saya.toml", (made if text is None else text).encode())
    return path.with_name("aturan-saya.toml")


def test_a_rulebook_may_be_a_file_and_says_that_it_judged_nothing(
    folder: Path, out: Path, tmp_path: Path
) -> None:
    path = own_rulebook(tmp_path)
    result = run("review", folder, "--out", out, "--rulebook", path, "--no-plugins")
    assert result.exit_code == Exit.FINDINGS, result.stderr
    assert "coba 2026.1: menilai 0 laporan" in result.stdout
    manifest = codec.load_document(contents(out)["manifest.json"], MANIFEST_KIND)
    assert [book.id for book in manifest.rulebooks] == ["coba"]
    assert "coba" not in {part.id for part in manifest.plugins}


def test_files_and_names_of_rulebooks_judge_together(folder: Path, tmp_path: Path) -> None:
    path = own_rulebook(tmp_path)
    result = run("review", folder, "--rulebook", path, "--rulebook", "kawan-bulanan")
    assert "Buku aturan: coba 2026.1, kawan-bulanan 2026.1" in result.stdout


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("id = 1", "aturan-saya.toml"),
        ("", "aturan-saya.toml"),
        (None, "another rulebook that judges is called 'kawan-bulanan' too"),
    ],
)
def test_a_faulty_rulebook_file_is_unreadable_input(
    folder: Path, tmp_path: Path, text: str | None, said: str
) -> None:
    if text is None:
        shipped = resources.files("pmi_core").joinpath("data/rulebooks/kawan-bulanan.toml")
        text = shipped.read_text(encoding="utf-8")
    path = own_rulebook(tmp_path, text)
    result = run("review", folder, "--rulebook", path, "--rulebook", "kawan-bulanan")
    assert result.exit_code == Exit.UNREADABLE
    assert said in result.stderr


def test_a_rulebook_file_that_is_not_there_is_unreadable_input(
    folder: Path, tmp_path: Path
) -> None:
    result = run("review", folder, "--rulebook", tmp_path / "tidak-ada.toml")
    assert result.exit_code == Exit.UNREADABLE
    assert "cannot be read" in result.stderr


def test_faults_of_every_rulebook_come_at_once(folder: Path, tmp_path: Path, site: Path) -> None:
    install(site, "pmi-uji", PLUGIN.format(export=SOUND, more=FAULTY_RULEBOOK))
    path = own_rulebook(tmp_path, "id = 1")
    result = run("review", folder, "--rulebook", path, "--rulebook", "rusak")
    assert "pmi-uji 1.0: rusak.toml" in result.stderr
    assert "aturan-saya.toml" in result.stderr


def test_what_is_named_and_absent_has_a_heading_of_its_own(folder: Path) -> None:
    result = run("review", folder, "--policy", "daftar-perisa", "--no-plugins")
    assert result.exit_code == Exit.PLUGIN
    assert result.stderr.startswith("Tidak ditemukan:\n")
    assert "Plugin bermasalah" not in result.stderr


def test_an_output_that_is_a_file_is_called_a_file(folder: Path, out: Path) -> None:
    result = run("review", *unwritable(folder, out, out), "--no-plugins")
    assert "it is a file, and a folder is needed" in result.stderr


def test_only_the_rulebooks_named_judge(folder: Path, out: Path) -> None:
    run("review", folder, "--out", out, "--no-plugins", "--rulebook", "sejak-pembentukan")
    review = codec.load_document(contents(out)["review.json"], REVIEW_KIND)
    assert [book.id for book in review.rulebooks] == ["sejak-pembentukan"]
    assert review.judged == ()


def test_a_day_decides_what_is_due(folder: Path) -> None:
    early = json.loads(run("review", folder, "--as-of", "2023-08-01", "--json").stdout)
    assert early["counts"]["expected"] == 0
    assert early["as_of"] == "2023-08-01"


def test_a_law_pack_is_named_and_changes_what_reads_it(
    folder: Path, out: Path, tmp_path: Path
) -> None:
    run("review", folder, "--out", out, "--no-plugins")
    before = contents(out)
    result = run("review", folder, "--out", out, "--no-plugins", "--law", law_pack(tmp_path / "p"))
    assert result.exit_code == Exit.FINDINGS, result.stderr
    manifest = codec.load_document(contents(out)["manifest.json"], MANIFEST_KIND)
    assert manifest.law.layers == ("pmi_core", "uji")
    assert {file.path: file.sha256 for file in manifest.law.files} == {
        f"uji/{name}": files.sha256(data) for name, data in contents(tmp_path / "p").items()
    }
    assert contents(out)["review.json"] != before["review.json"]
    assert "uji" in result.stdout


def test_an_installed_plugin_takes_part_and_is_named(folder: Path, out: Path, site: Path) -> None:
    install(site, "pmi-uji", PLUGIN.format(export=SOUND, more=""))
    result = run("review", folder, "--out", out, "--format", "uji")
    assert result.exit_code == Exit.FINDINGS, result.stderr
    manifest = codec.load_document(contents(out)["manifest.json"], MANIFEST_KIND)
    assert ("uji", "pmi-uji", "1.0") in {
        (part.id, part.distribution, part.version) for part in manifest.plugins
    }


# --- every way to end --------------------------------------------------------------------------

Prepare = Callable[[Path, Path, Path], list[str | Path]]


def clean(folder: Path, out: Path, site: Path) -> list[str | Path]:
    return [empty_dossier(folder.parent / "kosong"), "--out", out]


def findings(folder: Path, out: Path, site: Path) -> list[str | Path]:
    return [folder, "--out", out]


def bad_day(folder: Path, out: Path, site: Path) -> list[str | Path]:
    return [folder, "--out", out, "--as-of", "18-12-2023"]


def output_in_dossier(folder: Path, out: Path, site: Path) -> list[str | Path]:
    return [folder, "--out", folder / "keluaran"]


def format_without_output(folder: Path, out: Path, site: Path) -> list[str | Path]:
    return [folder, "--format", "json"]


def missing_dossier(folder: Path, out: Path, site: Path) -> list[str | Path]:
    return [folder.parent / "tidak-ada", "--out", out]


def broken_dossier(folder: Path, out: Path, site: Path) -> list[str | Path]:
    path = next((folder / "reports").iterdir())
    path.write_bytes(path.read_bytes()[:-20])
    return [folder, "--out", out]


def missing_law(folder: Path, out: Path, site: Path) -> list[str | Path]:
    return [folder, "--out", out, "--law", folder.parent / "tidak-ada"]


def broken_law(folder: Path, out: Path, site: Path) -> list[str | Path]:
    return [
        folder,
        "--out",
        out,
        "--law",
        law_pack(site / "hukum", PARAMETERS.replace("20", '"x"')),
    ]


def faulty_rulebook(folder: Path, out: Path, site: Path) -> list[str | Path]:
    install(site, "pmi-uji", PLUGIN.format(export=SOUND, more=FAULTY_RULEBOOK))
    return [folder, "--out", out]


def absent_exporter(folder: Path, out: Path, site: Path) -> list[str | Path]:
    return [folder, "--out", out, "--format", "markdwn"]


def absent_policy(folder: Path, out: Path, site: Path) -> list[str | Path]:
    return [folder, "--out", out, "--policy", "tidak-ada"]


def absent_rulebook(folder: Path, out: Path, site: Path) -> list[str | Path]:
    return [folder, "--out", out, "--rulebook", "tidak-ada"]


def unwritable(folder: Path, out: Path, site: Path) -> list[str | Path]:
    (folder.parent / "berkas").write_bytes(b"bukan folder")
    return [folder, "--out", folder.parent / "berkas"]


ENDS: dict[str, tuple[Prepare, Exit]] = {
    prepare.__name__: (prepare, code)
    for prepare, code in (
        (clean, Exit.CLEAN),
        (findings, Exit.FINDINGS),
        (bad_day, Exit.USAGE),
        (output_in_dossier, Exit.USAGE),
        (format_without_output, Exit.USAGE),
        (missing_dossier, Exit.UNREADABLE),
        (broken_dossier, Exit.UNREADABLE),
        (missing_law, Exit.UNREADABLE),
        (broken_law, Exit.UNREADABLE),
        (faulty_rulebook, Exit.UNREADABLE),
        (absent_exporter, Exit.PLUGIN),
        (absent_policy, Exit.PLUGIN),
        (absent_rulebook, Exit.PLUGIN),
        (unwritable, Exit.NOT_WRITTEN),
    )
}


@pytest.mark.parametrize("end", ENDS)
def test_every_end_has_its_code_here_and_in_a_process_of_its_own(
    end: str, folder: Path, out: Path, tmp_path: Path, site: Path
) -> None:
    prepare, code = ENDS[end]
    arguments = ["review", *prepare(folder, out, site)]
    before = contents(tmp_path)
    result = run(*arguments)
    assert result.exit_code == code, result.output
    if code not in (Exit.CLEAN, Exit.FINDINGS):
        assert contents(tmp_path) == before, "something was touched"
        assert result.stderr
    apart = run_apart(arguments, env={"PYTHONPATH": str(site)})
    assert apart.returncode == code, apart.stderr


@pytest.mark.parametrize("end", ["missing_dossier", "absent_exporter", "unwritable"])
def test_every_failure_is_one_json_object_too(
    end: str, folder: Path, out: Path, tmp_path: Path
) -> None:
    prepare, code = ENDS[end]
    result = run("review", *prepare(folder, out, tmp_path / "situs"), "--json", "--no-plugins")
    found = json.loads(result.stdout)
    assert found["exit"] == code
    assert len(found["faults"]) >= 1


def test_a_fault_names_file_place_and_what_to_do(folder: Path, out: Path, tmp_path: Path) -> None:
    result = run("review", *broken_dossier(folder, out, tmp_path), "--no-plugins")
    assert "reports/lap-08.json" in result.stderr
    assert "pmi check --write-index" in result.stderr


def test_every_fault_of_law_and_dossier_comes_at_once(
    folder: Path, out: Path, tmp_path: Path
) -> None:
    arguments = broken_dossier(folder, out, tmp_path)
    result = run("review", *arguments, "--law", tmp_path / "tidak-ada", "--no-plugins")
    assert "reports/lap-08.json" in result.stderr
    assert "tidak-ada" in result.stderr


def test_a_misspelt_exporter_is_met_with_a_suggestion(folder: Path, out: Path) -> None:
    result = run("review", folder, "--out", out, "--format", "jsn", "--no-plugins")
    assert "did you mean 'json'" in result.stderr


def test_an_exporter_that_fails_costs_only_its_own_documents(
    folder: Path, out: Path, site: Path
) -> None:
    install(site, "pmi-uji", PLUGIN.format(export=BROKEN, more=""))
    result = run("review", folder, "--out", out, "--format", "uji", "--format", "json")
    assert result.exit_code == Exit.PLUGIN
    assert sorted(contents(out)) == ["manifest.json", "rencana-aksi-2024.json", "review.json"]
    assert "ValueError: tidak bisa" in result.stderr
    assert "REKAPITULASI" in result.stdout


def test_a_plugin_that_cannot_load_is_left_out_and_reported(
    folder: Path, out: Path, tmp_path: Path
) -> None:
    install(tmp_path / "situs", "pmi-uji", "raise SystemExit(0)")
    arguments = ["review", folder, "--out", out, "--format", "json"]
    result = run_apart(arguments, env={"PYTHONPATH": str(tmp_path / "situs")})
    assert result.returncode == Exit.PLUGIN
    assert b"SystemExit" in result.stderr
    assert "review.json" in contents(out)
    plain = contents(out)
    run("review", folder, "--out", out, "--format", "json", "--no-plugins")
    assert contents(out) == plain


def test_a_named_part_of_a_plugin_at_fault_is_absent(
    folder: Path, out: Path, tmp_path: Path
) -> None:
    install(tmp_path / "situs", "pmi-uji", "raise ImportError('rusak')")
    arguments = ["review", folder, "--out", out, "--format", "uji"]
    result = run_apart(arguments, env={"PYTHONPATH": str(tmp_path / "situs")})
    assert result.returncode == Exit.PLUGIN
    assert b"no exporter is called 'uji'" in result.stderr
    assert result.stderr.index(b"Tidak ditemukan:") < result.stderr.index(b"Plugin bermasalah:")
    assert b"rusak" in result.stderr
    assert contents(out) == {"review.json": b"lama"}


def test_unreadable_input_outweighs_a_faulty_plugin(tmp_path: Path) -> None:
    install(tmp_path / "situs", "pmi-uji", "raise ImportError('rusak')")
    arguments = ["review", tmp_path / "tidak-ada"]
    result = run_apart(arguments, env={"PYTHONPATH": str(tmp_path / "situs")})
    assert result.returncode == Exit.UNREADABLE
    assert b"rusak" in result.stderr


def test_a_bug_is_one_line_without_a_traceback_or_data(folder: Path, out: Path) -> None:
    bug = (
        "from pmi_core.cli import inputs\n"
        "def fail(*_, **__):\n    secret = 'RAHASIA'\n    return {}[secret]\n"
        "inputs.read_dossier = fail\n" + MAIN
    )
    result = run_apart(["check", folder], main=bug)
    assert result.returncode == Exit.BUG
    assert b"a bug in pmi_core: KeyError at pmi_core/cli/inputs.py:" in result.stderr
    assert b"Traceback" not in result.stderr
    assert b"RAHASIA" not in result.stderr


@pytest.mark.parametrize("name", ["n" * 300, "putaran"])
def test_a_folder_that_cannot_be_made_is_output_not_written(folder: Path, name: str) -> None:
    out = folder.parent / name
    if name == "putaran":
        out.symlink_to(out)
    result = run("review", folder, "--out", out, "--no-plugins")
    assert result.exit_code == Exit.NOT_WRITTEN
    assert "was not written" in result.stderr


def test_a_link_that_leads_to_itself_is_no_law_pack(folder: Path) -> None:
    loop = folder.parent / "putaran"
    loop.symlink_to(loop)
    result = run("review", folder, "--law", loop, "--no-plugins")
    assert result.exit_code == Exit.UNREADABLE
    assert "putaran/pack.toml: cannot be read" in result.stderr


FUNCTION = """
from pmi_core.evaluation import Function
from pmi_core.messages import Text


@hookimpl
def pmi_rule_functions():
    yield Function(
        name="gagal", parameters=(int,), result=bool, call=lambda n: 1 // 0,
        doc=Text(id="gagal {0}", en="fails {0}"),
    )
"""
BOOK = """
id = "uji"
version = "2026.1"
title = { id = "Uji", en = "Trial" }
subject = "report"

[[criterion]]
id = "UJI-01"
title = { id = "Uji", en = "Trial" }
require = "gagal(report.revision)"
severity = "catatan"
curable = true

[[criterion.basis]]
owner = "uji"
on = 2026-11-24
reason = { id = "Untuk uji.", en = "For a test." }
"""


def test_a_function_of_a_plugin_that_fails_is_named_with_it(folder: Path, tmp_path: Path) -> None:
    install(tmp_path / "site", "pmi-gagal", PLUGIN.format(export=SOUND, more=FUNCTION))
    files.write(tmp_path / "uji.toml", BOOK.encode())
    result = run_apart(
        ["review", folder, "--rulebook", tmp_path / "uji.toml", "--json"],
        env={"PYTHONPATH": str(tmp_path / "site")},
    )
    assert result.returncode == Exit.PLUGIN
    (fault,) = json.loads(result.stdout)["faults"]
    assert fault["code"] == "function"
    assert fault["message"] == (
        "the function gagal (pmi-gagal 1.0) failed; checks that could not be made: 1"
    )
