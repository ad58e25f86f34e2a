"""`pmi law diff` and `pmi law coverage`."""

import json
from pathlib import Path

import pytest

from pmi_core import files
from pmi_core.cli.exits import Exit
from tests.cli.samples import (
    FAULTY_RULEBOOK,
    PLUGIN,
    SOUND,
    contents,
    dossier,
    empty_dossier,
    install,
    run,
    run_apart,
)

HEAD = 'id = "{name}"\ntitle = {{ id = "Paket rekaan", en = "Invented pack" }}\n'
LIMIT = """
[[parameter]]
key = "batas_hari_kerja"
label = {{ id = "Batas waktu", en = "Time limit" }}
unit = {{ id = "hari kerja", en = "working days" }}

[[parameter.values]]
value = {number}
basis = [{{ owner = "uji", on = 2026-11-24, reason = {{ id = "rekaan", en = "invented" }} }}]
"""


def pack(folder: Path, number: int | None = None, name: str = "rekaan") -> Path:
    """A law pack that sets the time limit of the monthly report, or nothing."""
    text = HEAD.format(name=name) + ("" if number is None else LIMIT.format(number=number))
    files.write(folder / name / "pack.toml", text.encode())
    return folder / name


# --- diff ---------------------------------------------------------------------------------------


def test_a_pack_that_changes_nothing_is_clean(tmp_path: Path) -> None:
    result = run("law", "diff", pack(tmp_path), "--no-plugins")
    assert result.exit_code == Exit.CLEAN
    assert "Paket ini tidak mengubah apa pun." in result.stdout


def test_a_pack_that_changes_a_number_is_a_finding(tmp_path: Path) -> None:
    result = run("law", "diff", pack(tmp_path, 9), "--no-plugins", "--lang", "en")
    assert result.exit_code == Exit.FINDINGS
    assert "After: 9 [assumed]" in result.stdout
    assert "(through batas_hari_kerja)" in " ".join(result.stdout.split())
    assert "Verdicts of the dossier" not in result.stdout


@pytest.mark.parametrize(("number", "turned"), [(4, 1), (5, 0), (6, 0)])
def test_a_dossier_shows_which_verdicts_turn(tmp_path: Path, number: int, turned: int) -> None:
    # The report came on the fifth working day.
    found = run(
        "law", "diff", pack(tmp_path, number), "--dossier", dossier(tmp_path / "d"), "--json"
    )
    facts = json.loads(found.stdout)
    outcomes = [
        (one["before"]["outcome"], one["after"]["outcome"]) for one in facts["verdicts"]["verdicts"]
    ]
    assert [one for one in outcomes if one[0] != one[1]] == [
        ("terpenuhi", "tidak_terpenuhi")
    ] * turned


def test_packs_below_are_not_counted_as_a_change(tmp_path: Path) -> None:
    below, above = pack(tmp_path, 9, "bawah"), pack(tmp_path, None, "atas")
    result = run("law", "diff", above, "--law", below, "--no-plugins")
    assert result.exit_code == Exit.CLEAN


def test_a_pack_laid_over_itself_is_refused(tmp_path: Path) -> None:
    folder = pack(tmp_path, 9)
    result = run("law", "diff", folder, "--law", folder)
    assert result.exit_code == Exit.UNREADABLE
    assert "laid over twice" in result.stderr


def test_every_fault_of_every_pack_and_of_the_dossier_is_listed(tmp_path: Path) -> None:
    one, other = pack(tmp_path, 9, "satu"), pack(tmp_path, 9, "dua")
    files.write(one / "lain.toml", b"[[parameter")
    files.write(other / "pack.toml", b"id = 3")
    case = dossier(tmp_path / "d")
    files.write(case / "submissions.json", b"{")
    result = run("law", "diff", one, "--law", other, "--dossier", case)
    assert result.exit_code == Exit.UNREADABLE
    for place in ("satu/lain.toml", "dua/pack.toml", "submissions.json"):
        assert f"  {place}" in result.stderr
    assert result.stdout == ""


def test_a_folder_that_is_no_pack_is_named(tmp_path: Path) -> None:
    result = run("law", "diff", tmp_path / "tidak-ada")
    assert result.exit_code == Exit.UNREADABLE
    assert "tidak-ada/pack.toml" in result.stderr


def test_a_diff_writes_nothing(tmp_path: Path) -> None:
    folder, case = pack(tmp_path, 9), dossier(tmp_path / "d")
    before = contents(tmp_path)
    run("law", "diff", folder, "--dossier", case)
    assert contents(tmp_path) == before


# --- coverage -----------------------------------------------------------------------------------


def test_coverage_is_told_and_is_no_finding() -> None:
    result = run("law", "coverage", "--no-plugins")
    assert result.exit_code == Exit.CLEAN
    assert "Butir b [diberitakan]: kriteria kawan-bulanan/LAP-11" in result.stdout


def test_coverage_of_a_dossier_counts_its_verdicts(tmp_path: Path) -> None:
    result = run("law", "coverage", "--dossier", dossier(tmp_path), "--json")
    found = json.loads(result.stdout)["coverage"]
    assert 0 < found["assumed"] <= found["decided"]


def test_an_empty_dossier_has_no_share(tmp_path: Path) -> None:
    result = run("law", "coverage", "--dossier", empty_dossier(tmp_path), "--lang", "en")
    assert "No verdict is decided." in result.stdout


def test_coverage_reads_the_law_packs(tmp_path: Path) -> None:
    result = run("law", "coverage", "--law", pack(tmp_path, 9))
    assert "Lapisan hukum: pmi_core, rekaan." in result.stdout
    assert "Asumsi uji (24 November 2026): rekaan" in result.stdout


def test_a_rulebook_that_is_not_there_is_absent() -> None:
    result = run("law", "coverage", "--rulebook", "tidak-ada")
    assert result.exit_code == Exit.PLUGIN


def test_a_faulty_plugin_is_named_and_the_rest_is_shown(tmp_path: Path) -> None:
    install(tmp_path, "pmi-uji", PLUGIN.format(export=SOUND, more="") + "\nraise RuntimeError\n")
    result = run_apart(["law", "coverage"], env={"PYTHONPATH": str(tmp_path)})
    assert result.returncode == Exit.PLUGIN
    assert b"pmi-uji" in result.stderr
    assert b"LAP-11" in result.stdout


def test_a_rulebook_of_a_plugin_with_faults_is_unreadable(tmp_path: Path) -> None:
    install(tmp_path, "pmi-uji", PLUGIN.format(export=SOUND, more=FAULTY_RULEBOOK))
    result = run_apart(["law", "coverage"], env={"PYTHONPATH": str(tmp_path)})
    assert result.returncode == Exit.UNREADABLE


@pytest.mark.parametrize(
    "environment", [{"LC_ALL": "C", "TZ": "America/Lima", "PYTHONHASHSEED": "7"}, {}]
)
def test_coverage_is_the_same_bytes_everywhere(environment: dict[str, str]) -> None:
    ours = run("law", "coverage", "--no-plugins").stdout
    theirs = run_apart(["law", "coverage", "--no-plugins"], env=environment)
    assert theirs.stdout.decode() == ours


# --- check --------------------------------------------------------------------------------------


def test_check_reads_a_dossier_by_the_law_of_a_pack(tmp_path: Path) -> None:
    case, broken = dossier(tmp_path / "d"), pack(tmp_path, 9)
    assert run("check", case, "--law", broken, "--no-plugins").exit_code == Exit.CLEAN
    files.write(broken / "pack.toml", b"id = 3")
    result = run("check", case, "--law", broken, "--write-index", "--no-plugins")
    assert result.exit_code == Exit.UNREADABLE
    assert "rekaan/pack.toml" in result.stderr
