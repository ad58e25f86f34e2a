"""`pmi law diff` and `pmi law coverage`."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from pmi_core import files
from pmi_core.cli.exits import Exit
from pmi_core.cli.inputs import read_law
from pmi_core.plugins import PluginHost
from tests.cli.samples import (
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


LATER = """
[[supplement]]
instrument = "perban-bp2mi-1-2022"
effective = 2022-03-01
relations = [{ kind = "mencabut", target = "perban-bp2mi-5-2024" }]
text_status = "naskah_dilihat"
provenance = { status = "naskah_dilihat", source = "rekaan", known_from = 2025-01-01 }
[[supplement.clauses]]
at = "Pasal 99"
wording = "Rekaan."

[[parameter]]
key = "batas_hari_kerja"
label = { id = "Batas waktu laporan bulanan", en = "Time limit for the monthly report" }
unit = { id = "hari kerja", en = "working days" }
[[parameter.values]]
value = 9
first = 2022-03-01
known_from = 2025-01-02
basis = [{ cite = "perban-bp2mi-1-2022", at = "Pasal 99" }]
"""


@pytest.mark.parametrize(
    ("known_on", "instruments", "parameters", "rules", "exit_code"),
    [
        ("2024-12-31", 0, 0, 0, Exit.CLEAN),
        ("2025-01-01", 1, 0, 0, Exit.FINDINGS),
        ("2025-01-02", 1, 1, 1, Exit.FINDINGS),
        (None, 1, 1, 1, Exit.FINDINGS),
    ],
)
def test_a_diff_is_of_what_one_could_know(
    tmp_path: Path,
    known_on: str | None,
    instruments: int,
    parameters: int,
    rules: int,
    exit_code: Exit,
) -> None:
    files.write(tmp_path / "a" / "pack.toml", (HEAD.format(name="a") + LATER).encode())
    asked = () if known_on is None else ("--known-on", known_on)
    result = run("law", "diff", tmp_path / "a", "--no-plugins", "--json", *asked)
    assert result.exit_code == exit_code
    facts = json.loads(result.stdout)
    counts = [len(facts[key]) for key in ("instruments", "parameters", "rules")]
    assert counts == [instruments, parameters, rules]


def test_a_diff_says_since_when_things_are_known(tmp_path: Path) -> None:
    files.write(tmp_path / "a" / "pack.toml", (HEAD.format(name="a") + LATER).encode())
    printed = " ".join(run("law", "diff", tmp_path / "a", "--no-plugins").stdout.split())
    for said in (
        "-> 1 Maret 2022 [naskah dilihat], diketahui sejak 1 Januari 2025",
        "belum ditemukan -> naskah dilihat, diketahui sejak 1 Januari 2025",
        "mencabut Peraturan BP2MI Nomor 5 Tahun 2024, diketahui sejak 1 Januari 2025",
        "-> Rekaan. [naskah dilihat], diketahui sejak 1 Januari 2025",
    ):
        assert said in printed
    known = run("law", "diff", tmp_path / "a", "--no-plugins", "--known-on", "2024-12-31")
    assert "Sejauh dapat diketahui pada 31 Desember 2024, paket ini tidak" in known.stdout


TOMORROWS = [
    ("a supplement", 'provenance = { status = "asumsi", source = "a", entered = 9999-12-31 }'),
    (
        "a provision",
        """provenance = { status = "asumsi", source = "a" }
[[supplement.clauses]]
at = "Pasal 99"
wording = "Rekaan."
provenance = { status = "asumsi", source = "a", entered = 9999-12-31 }""",
    ),
]


@pytest.mark.parametrize("told", [one[1] for one in TOMORROWS], ids=[one[0] for one in TOMORROWS])
def test_what_was_typed_in_on_a_day_to_come_is_refused(tmp_path: Path, told: str) -> None:
    text = HEAD.format(name="a") + '[[supplement]]\ninstrument = "perban-bp2mi-1-2022"\n' + told
    files.write(tmp_path / "a" / "pack.toml", text.encode())
    result = run("law", "diff", tmp_path / "a", "--no-plugins")
    assert result.exit_code == Exit.UNREADABLE
    assert (
        "a/pack.toml /perban-bp2mi-1-2022: entered on 9999-12-31, which is later than"
        in result.stderr
    )


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


PERBAN = """
[[supplement]]
instrument = "perban-bp2mi-1-2022"
provenance = { status = "naskah_dilihat", source = "naskah rekaan" }
"""
UNCERTAIN = """
[[supplement]]
instrument = "permen-p2mi-33-2025"
relations = [{ kind = "mencabut", target = "perban-bp2mi-5-2024" }]
provenance = { status = "naskah_dilihat", source = "naskah rekaan" }
"""
AGAIN = """
[[supplement]]
instrument = "pp-39-2006"
provenance = { status = "sekunder", source = "ringkasan rekaan" }
[[supplement.clauses]]
at = "Pasal 4 ayat (6)"
gist = { id = "Rekaan.", en = "Invented." }
"""
SERIES = """
[[designator]]
short = "Perban Rekaan"
kind = "peraturan"
issuer = "Badan Rekaan"
"""
JOINT_LEAVE = """
[[parameter]]
key = "cuti_bersama_libur"
label = { id = "Cuti bersama bukan hari kerja", en = "Joint leave is no working day" }
unit = { id = "1 ya, 0 tidak", en = "1 yes, 0 no" }

[[parameter.values]]
value = 0
basis = [{ owner = "uji", on = 2026-11-24, reason = { id = "rekaan", en = "invented" } }]
"""
REPEAL = (
    PERBAN
    + """
relations = [{ kind = "mencabut", target = "arahan-bp3mi-jabar-2024-07-23" }]
"""
)
SHOWN = [
    ("a repeal confirmed", UNCERTAIN, ["(belum diketahui apakah benar demikian) -> mencabut"]),
    ("a status alone", AGAIN, ["Pasal 4 ayat (6): ", "-> Rekaan. [sekunder]"]),
    ("a series alone", SERIES, ["- Perban Rekaan, terbitan Badan Rekaan; sebutan lain: tidak ada"]),
    ("a holiday parameter", JOINT_LEAVE, ["LAP-03 ", "(melalui cuti_bersama_libur)"]),
    (
        "a repeal of what rules cite",
        REPEAL,
        ["-> mencabut Arahan rapat", "LAP-12 ", "(melalui arahan-bp3mi-jabar-2024-07-23)"],
    ),
]


@pytest.mark.parametrize(
    ("more", "said"), [case[1:] for case in SHOWN], ids=[case[0] for case in SHOWN]
)
def test_what_a_pack_changes_is_shown(tmp_path: Path, more: str, said: list[str]) -> None:
    folder = pack(tmp_path)
    files.write(folder / "lain.toml", more.encode())
    result = run("law", "diff", folder, "--no-plugins")
    assert result.exit_code == Exit.FINDINGS, result.stderr
    text = " ".join(result.stdout.split())
    assert [part for part in said if part not in text] == []


def test_a_series_alone_is_told_to_machines(tmp_path: Path) -> None:
    folder = pack(tmp_path)
    files.write(folder / "lain.toml", SERIES.encode())
    found = json.loads(run("law", "diff", folder, "--no-plugins", "--json").stdout)
    assert found["exit"] == Exit.FINDINGS
    assert [one["short"] for one in found["designators"]] == ["Perban Rekaan"]


def test_the_files_of_a_pack_are_those_that_were_read(tmp_path: Path) -> None:
    folder = pack(tmp_path, 9)
    read = {}
    for name in ("pack.toml", "Z.toml", "a.toml"):
        if name != "pack.toml":
            files.write(folder / name, b"")
        read[f"rekaan/{name}"] = (folder / name).read_bytes()
    law = read_law(PluginHost.load(entry_points=False), [folder])
    files.write(folder / "pack.toml", b"id = 3")
    files.write(folder / "later.toml", b"")
    found = [(one.path, one.sha256, one.size) for one in law.files()]
    assert found == [(name, files.sha256(data), len(data)) for name, data in sorted(read.items())]


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
    assert (
        "Butir b [diberitakan]: kriteria dossier/DOS-10, kriteria kawan-bulanan/LAP-11"
        in result.stdout
    )


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


# --- streams ------------------------------------------------------------------------------------


def closed_pipe() -> int:
    """The writing end of a pipe that nobody reads any more."""
    reader, writer = os.pipe()
    os.close(reader)
    return writer


@pytest.mark.parametrize(("number", "code"), [(None, Exit.CLEAN), (9, Exit.FINDINGS)])
def test_a_reader_that_goes_away_changes_no_exit_code(
    tmp_path: Path, number: int | None, code: Exit
) -> None:
    writer = closed_pipe()
    command = [
        sys.executable,
        "-c",
        MAIN,
        "law",
        "diff",
        str(pack(tmp_path, number)),
        "--no-plugins",
    ]
    result = subprocess.run(command, stdout=writer, stderr=subprocess.PIPE, check=False)
    os.close(writer)
    assert (result.returncode, result.stderr) == (code, b"")


@pytest.mark.parametrize("stream", ["stdout", "stderr"])
def test_a_stream_that_cannot_be_written_is_an_exit_code_of_its_own(
    tmp_path: Path, stream: str
) -> None:
    full = Path("/dev/full")
    if not full.exists():
        return  # this system has no file that is always full
    folder = pack(tmp_path, 9) if stream == "stdout" else tmp_path / "tidak-ada"
    command = [sys.executable, "-c", MAIN, "law", "diff", str(folder), "--no-plugins"]
    with full.open("wb") as target:
        streams: dict[str, Any] = {
            "stdout": subprocess.PIPE,
            "stderr": subprocess.PIPE,
            stream: target,
        }
        result: subprocess.CompletedProcess[bytes] = subprocess.run(command, check=False, **streams)
    expected = Exit.NOT_WRITTEN if stream == "stdout" else Exit.UNREADABLE
    assert result.returncode == expected
    assert b"Traceback" not in b"".join(filter(None, (result.stdout, result.stderr)))


def test_a_day_has_one_form(tmp_path: Path) -> None:
    for day in ("20240101", "2024-W01-1", "2024-1-1"):
        result = run("law", "diff", pack(tmp_path), "--as-of", day)
        assert result.exit_code == Exit.USAGE
        assert "is not a day written YYYY-MM-DD" in result.stderr


def test_documents_are_not_written_into_a_law_pack(tmp_path: Path) -> None:
    folder, case = pack(tmp_path, 9), dossier(tmp_path / "d")
    result = run("review", case, "--law", folder, "--out", folder / "hasil")
    assert result.exit_code == Exit.USAGE
    assert "which is input only" in result.stderr


def test_a_folder_is_called_by_its_name_however_it_is_given(tmp_path: Path) -> None:
    folder = pack(tmp_path)
    files.write(folder / "pack.toml", b"id = 3")
    result = run_apart(["law", "diff", "."], cwd=folder)
    assert b"  rekaan/pack.toml" in result.stderr


# --- show ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["perban-bp2mi-5-2024", "Perban BP2MI 5/2024", "perban  bp2mi no. 5 tahun 2024"]
)
def test_an_instrument_is_shown_by_its_id_or_as_people_cite_it(name: str) -> None:
    result = run("law", "show", name, "--on", "2023-12-31", "--no-plugins")
    assert result.exit_code == Exit.CLEAN
    assert "Per 31 Desember 2023: belum berlaku" in result.stdout
    assert "- parameter pmi_purna_jendela_sosial_perban_5_2024" in result.stdout


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("UU 18/2018", "known is 'UU 18/2017'"),
        ("perban-bp2mi-1-2202", "did you mean 'perban-bp2mi-1-2022'"),
        ("perban-bp2mi-1-2023", "did you mean 'perban-bp2mi-1-2022'"),
        ("Perban BP2MI 1/2023 Pasal 9", "known is 'Perban BP2MI 1/2022'"),
    ],
)
def test_an_instrument_that_is_not_known_is_a_fault_of_usage(name: str, said: str) -> None:
    result = run("law", "show", name)
    assert result.exit_code == Exit.USAGE
    assert said in result.stderr
    assert result.stdout == ""


PROVISIONS = [
    (
        "its parts",
        "UU 18/2017 Pasal 24 ayat (1)",
        [f"Pasal 24 ayat (1) huruf {letter}" for letter in "abcde"],
    ),
    ("the article around all", "UU 18/2017 Pasal 22", ["Pasal 22"]),
    ("what it lies in", "UU 18/2017 Pasal 7 huruf b", ["Pasal 7", "Pasal 7 huruf b"]),
    ("one sought in vain", "UU 18/2017 Pasal 33", ["Pasal 33"]),
]


@pytest.mark.parametrize(
    ("name", "places"), [case[1:] for case in PROVISIONS], ids=[case[0] for case in PROVISIONS]
)
def test_a_provision_is_shown_with_its_parts_and_what_it_lies_in(
    name: str, places: list[str]
) -> None:
    result = run("law", "show", name, "--no-plugins")
    assert result.exit_code == Exit.CLEAN
    listed = [line for line in result.stdout.splitlines() if line.startswith("- Pasal")]
    assert [line[2:].partition(" [")[0] for line in listed] == places
    assert f"Hanya ketentuan ini: {name.removeprefix('UU 18/2017 ')}" in result.stdout
    sheet = json.loads(run("law", "show", name, "--json").stdout)["sheet"]
    assert sheet["at"] == name.removeprefix("UU 18/2017 ")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (
            "Perban BP2MI 1/2022 Pasal 99",
            "no source shows Pasal 99 of perban-bp2mi-1-2022; no provision of it is shown",
        ),
        (
            "PP 39/2006 Pasal 5",
            "no source shows Pasal 5 of pp-39-2006; shown are Pasal 1 angka 1, Pasal 1 angka 2",
        ),
        ("Pasal 24 ayat (9) UU 18/2017", "no source shows Pasal 24 ayat (9) of uu-18-2017"),
    ],
)
def test_a_provision_that_no_source_shows_is_refused(name: str, said: str) -> None:
    result = run("law", "show", name, "--no-plugins")
    assert result.exit_code == Exit.USAGE
    assert said in result.stderr
    assert "[[supplement.clauses]]" in result.stderr
    assert "Pasal 33" not in result.stderr  # it was sought and not found
    assert result.stdout == ""


@pytest.mark.parametrize(
    ("provision", "resting"),
    [
        (
            "Pasal 4",
            [
                "kriteria kawan-bulanan/LAP-16",
                "kriteria kawan-bulanan/LAP-23",
                "kriteria kawan-semester/SMT-09",
                "kriteria perwira/PRW-08",
                "kriteria sejak-pembentukan/SPB-05",
            ],
        ),
        (
            "Pasal 1 angka 3",
            [
                "kriteria kawan-semester/SMT-06",
                "kriteria perwira/PRW-06",
                "kriteria sejak-pembentukan/SPB-04",
            ],
        ),
        ("Pasal 1 angka 2", []),
        ("Pasal 4 ayat (7)", []),
    ],
)
def test_only_what_rests_on_a_provision_is_listed_with_it(
    provision: str, resting: list[str]
) -> None:
    found = run("law", "show", f"PP 39/2006 {provision}", "--no-plugins", "--json")
    assert json.loads(found.stdout)["sheet"].get("resting", []) == resting


def test_an_instrument_is_shown_with_what_a_pack_tells(tmp_path: Path) -> None:
    told = """
[[supplement]]
instrument = "perban-bp2mi-1-2022"
effective = 2022-03-01
provenance = { status = "naskah_dilihat", source = "rekaan", known_from = 2025-01-01 }
"""
    folder = pack(tmp_path)
    files.write(folder / "lain.toml", told.encode())
    asked = ("law", "show", "perban-bp2mi-1-2022", "--on", "2022-06-01", "--law", folder, "--json")
    since = json.loads(run(*asked).stdout)["sheet"]
    before = json.loads(run(*asked, "--known-on", "2024-12-31").stdout)["sheet"]
    assert (since["force"], before["force"]) == ("berlaku", "belum_diketahui")


def test_without_a_day_the_instrument_is_shown_as_of_today() -> None:
    result = run("law", "show", "perpres-90-2019", "--lang", "en")
    assert "As of " in result.stdout
    assert "no longer in force" in result.stdout
