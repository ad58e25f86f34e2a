"""`pmi check`, `pmi plugins`, `pmi schema`, and what all commands share."""

import io
import json
import re
import sys
from contextlib import redirect_stderr
from pathlib import Path

import pytest

from pmi_core import __version__, files
from pmi_core.cli.exits import Exit, worst
from pmi_core.cli.listing import kinds
from pmi_core.cli.outcome import Outcome, outcome_of
from pmi_core.cli.reviewing import STEPS
from pmi_core.cli.show import prepare_streams, progress
from pmi_core.documents import count_statuses
from pmi_core.errors import FaultyPlugins, FaultyRulebook
from pmi_core.messages import Language
from pmi_core.regulation import shipped_registry
from pmi_core.reporting import observe_bodies, read_dossier
from tests.cli.samples import MAIN, dossier, empty_dossier, install, run, run_apart
from tests.reporting.samples import HEAD

ANSI = re.compile(r"\x1b\[")


def raising(problem: BaseException) -> Outcome:
    raise problem


# --- check --------------------------------------------------------------------------------------


def test_check_counts_what_a_dossier_holds(tmp_path: Path) -> None:
    result = run("check", dossier(tmp_path), "--lang", "en")
    assert result.exit_code == Exit.CLEAN
    assert "1 reports (1 revisions), 1 submissions" in result.stdout


@pytest.mark.parametrize(
    ("lang", "said"),
    [("id", "Folder ini paket hukum, bukan berkas"), ("en", "This folder is a law pack, no")],
)
def test_check_sends_a_law_pack_to_the_command_that_checks_it(
    tmp_path: Path, lang: str, said: str
) -> None:
    files.write(tmp_path / "naskah" / "pack.toml", b"")
    result = run("check", tmp_path / "naskah", "--lang", lang)
    assert result.exit_code == Exit.USAGE
    assert said in result.stderr
    assert f"pmi law diff {tmp_path / 'naskah'}" in result.stderr
    assert result.stdout == ""


def test_a_dossier_that_holds_a_file_of_that_name_is_checked_as_one(tmp_path: Path) -> None:
    folder = dossier(tmp_path)
    files.write(folder / "pack.toml", b"")
    assert run("check", folder).exit_code == Exit.UNREADABLE


def test_check_of_a_name_that_is_too_long_is_unreadable(tmp_path: Path) -> None:
    result = run("check", tmp_path / ("n" * 300), "--no-plugins")
    assert result.exit_code == Exit.UNREADABLE
    assert "cannot be read: File name too long" in result.stderr


def test_check_as_json(tmp_path: Path) -> None:
    found = json.loads(run("check", dossier(tmp_path), "--json").stdout)
    assert found["counts"]["bodies"] == 2
    assert (found["command"], found["exit"]) == ("check", 0)


@pytest.mark.parametrize(
    ("lang", "counted", "listed"),
    [
        ("id", "({} tidak terpenuhi, {} belum dapat dipastikan, {} catatan)", "CATATAN"),
        ("en", "({} do not hold, {} undetermined, {} notes)", "NOTES"),
    ],
)
def test_check_counts_what_is_observed_of_bodies_and_lists_it_on_demand(
    tmp_path: Path, lang: str, counted: str, listed: str
) -> None:
    folder = dossier(tmp_path)
    read = read_dossier(folder)
    numbers = count_statuses(observe_bodies(read, read.head.as_of, shipped_registry()))
    counted = counted.format(*numbers.values())
    brief, full = (run("check", folder, "--lang", lang, *more) for more in ((), ("--notes",)))
    assert (brief.exit_code, full.exit_code) == (Exit.CLEAN, Exit.CLEAN)
    assert counted in brief.stdout
    assert counted in full.stdout
    assert "--notes" in brief.stdout
    assert "--notes" not in full.stdout
    assert listed not in brief.stdout
    assert f"\n{listed}\n" in full.stdout


def test_observations_are_as_known_on_the_day_of_the_dossier(tmp_path: Path) -> None:
    """The unit was inaugurated, and that recorded, on 5 August."""
    folder = dossier(tmp_path)
    found: list[bool] = []
    for day in ("2023-08-04", "2023-08-05"):
        head = HEAD.replace("as_of = ", f"known_on = {day}\nas_of = ")
        files.write(folder / "dossier.toml", head.encode())
        result = run("check", folder, "--json", "--notes", "--write-index")
        items = json.loads(result.stdout)["observations"]["items"]
        named = [item for item in items if item["rule"] == "keputusan_tercatat"]
        found.append(any(item["bodies"] == ["kawan-74-60"] for item in named))
    assert found == [False, True]


def test_nothing_observed_needs_no_list(tmp_path: Path) -> None:
    result = run("check", empty_dossier(tmp_path), "--lang", "en")
    assert "Observed of bodies on 18 December 2023: 0 (" in result.stdout
    assert "--notes" not in result.stdout


def test_observations_as_json_have_their_status_and_basis(tmp_path: Path) -> None:
    folder = dossier(tmp_path)
    brief = json.loads(run("check", folder, "--json").stdout)["observations"]
    full = json.loads(run("check", folder, "--json", "--notes").stdout)["observations"]
    assert {"on": brief["on"], "known_on": brief["known_on"]} == {
        "on": "2023-12-18",
        "known_on": None,
    }
    assert "items" not in brief
    assert len(full["items"]) == sum(brief["counts"].values()) > 0
    assert full["counts"] == brief["counts"]
    assert all(item["basis"] and item["status"] in full["counts"] for item in full["items"])


def test_check_refuses_what_the_index_does_not_list(tmp_path: Path) -> None:
    folder = dossier(tmp_path)
    files.write(folder / "sisipan.txt", b"baru")
    result = run("check", folder)
    assert result.exit_code == Exit.UNREADABLE
    assert "sisipan.txt" in result.stderr


def test_check_writes_the_index_anew(tmp_path: Path) -> None:
    folder = dossier(tmp_path)
    files.write(folder / "sisipan.txt", b"baru")
    assert run("check", folder, "--write-index").exit_code == Exit.CLEAN
    assert run("check", folder).exit_code == Exit.CLEAN


def test_check_writes_no_index_over_a_damaged_file(tmp_path: Path) -> None:
    folder = dossier(tmp_path)
    before = (folder / "index.json").read_bytes()
    path = folder / "reports" / "lap-08.json"
    path.write_bytes(path.read_bytes()[:-10])
    result = run("check", folder, "--write-index", "--lang", "en")
    assert result.exit_code == Exit.UNREADABLE
    assert "no output was touched" in result.stderr
    assert "reports/lap-08.json line" in result.stderr
    assert "the file may be cut off" in result.stderr
    assert (folder / "index.json").read_bytes() == before


@pytest.mark.parametrize("command", ["check", "review"])
def test_a_folder_that_is_not_there_is_called_by_its_name(tmp_path: Path, command: str) -> None:
    result = run(command, tmp_path / "rakernas-2099")
    assert result.exit_code == Exit.UNREADABLE
    assert "  rakernas-2099: there is no such folder" in result.stderr


def test_an_index_that_cannot_be_written_is_not_unreadable_input(tmp_path: Path) -> None:
    folder = dossier(tmp_path)
    (folder / "index.json").unlink()
    (folder / "index.json").mkdir()
    assert run("check", folder, "--write-index").exit_code == Exit.NOT_WRITTEN


# --- plugins ------------------------------------------------------------------------------------


def test_plugins_lists_what_is_built_in() -> None:
    result = run("plugins", "--no-plugins")
    assert result.exit_code == Exit.CLEAN
    assert "daftar-periksa" in result.stdout
    assert "csv-excel" in result.stdout


def test_plugins_as_json_names_distributions() -> None:
    found = json.loads(run("plugins", "--no-plugins", "--json").stdout)
    assert {item["distribution"] for item in found["contributions"]} == {"pmi-core"}


def test_plugins_reports_what_is_at_fault(tmp_path: Path) -> None:
    install(tmp_path, "pmi-uji", "raise ImportError('rusak')")
    result = run_apart(["plugins", "--json"], env={"PYTHONPATH": str(tmp_path)})
    assert result.returncode == Exit.PLUGIN
    assert json.loads(result.stdout)["faults"][0]["code"] == "import"


# --- schema -------------------------------------------------------------------------------------


def test_schema_lists_every_kind() -> None:
    result = run("schema")
    assert [line.split()[0] for line in result.stdout.splitlines()] == list(kinds())
    assert {"dossier", "report", "review", "action-plan", "manifest", "kawan-pmi"} <= set(kinds())


@pytest.mark.parametrize("kind", kinds())
def test_schema_prints_the_json_schema_of_a_kind(kind: str) -> None:
    found = json.loads(run("schema", kind).stdout)
    assert found["properties"]["schema"]["const"].startswith(f"pmi-core/{kind}/")


def test_an_unknown_kind_is_a_matter_of_usage() -> None:
    result = run("schema", "reprot")
    assert result.exit_code == Exit.USAGE
    assert "did you mean 'report'" in result.stderr


# --- what all share -----------------------------------------------------------------------------


def test_the_version_and_the_help_are_no_errors() -> None:
    assert run("--version").stdout.strip().endswith(__version__)
    assert run("-h").exit_code == Exit.CLEAN
    assert run("review", "--help").exit_code == Exit.CLEAN
    assert run("tidak-ada").exit_code == Exit.USAGE


def test_codes_win_in_the_order_of_what_to_do_first() -> None:
    order = [Exit.USAGE, Exit.UNREADABLE, Exit.NOT_WRITTEN, Exit.PLUGIN, Exit.FINDINGS, Exit.CLEAN]
    for position, code in enumerate(order):
        assert worst(reversed(order[position:])) is code
    assert worst([]) is Exit.CLEAN


@pytest.mark.parametrize(
    ("problem", "code"),
    [
        (FaultyPlugins([]), Exit.PLUGIN),
        (FaultyRulebook([]), Exit.UNREADABLE),
        (KeyboardInterrupt(), Exit.INTERRUPTED),
        (ZeroDivisionError("rahasia"), Exit.BUG),
        (MemoryError(), Exit.BUG),
    ],
)
def test_whatever_is_raised_becomes_a_code(problem: BaseException, code: Exit) -> None:
    outcome = outcome_of(lambda: raising(problem))
    assert outcome.exit is code
    assert "rahasia" not in str(outcome)


def test_a_bar_is_drawn_on_a_terminal_only() -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    pipe, terminal = io.StringIO(), Terminal()
    for stream in (pipe, terminal):
        with redirect_stderr(stream), progress(len(STEPS), Language.ID) as step:
            for name in STEPS:
                step(name)
    assert pipe.getvalue() == ""
    assert "Menyusun dokumen" in terminal.getvalue()


def test_in_a_pipe_there_is_no_colour_and_no_bar(tmp_path: Path) -> None:
    result = run_apart(["review", dossier(tmp_path), "--no-plugins"])
    assert not ANSI.search(result.stdout.decode())
    assert result.stderr == b""


@pytest.mark.parametrize("encoding", ["cp1252", "ascii", "utf-8"])
def test_no_console_encoding_can_stop_it(tmp_path: Path, encoding: str) -> None:
    folder = dossier(tmp_path)
    head = HEAD.replace("Dosir contoh", "Dosir 漢字 🙂")
    files.write(folder / "dossier.toml", head.encode())
    run("check", folder, "--write-index")
    result = run_apart(["check", folder], env={"PYTHONIOENCODING": encoding})
    assert result.returncode == Exit.CLEAN
    assert "Dosir 漢字 🙂" in result.stdout.decode("utf-8")


def test_a_terminal_keeps_its_encoding_and_shows_what_it_can(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Console(io.TextIOWrapper):
        def isatty(self) -> bool:
            return True

    raw = io.BytesIO()
    console = Console(raw, encoding="cp1252")
    monkeypatch.setattr(sys, "stdout", console)
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    prepare_streams()
    console.write("漢 é")
    console.flush()
    assert raw.getvalue() == b"? \xe9"


def test_a_stream_without_an_encoding_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = io.StringIO()
    monkeypatch.setattr(sys, "stdout", plain)
    monkeypatch.setattr(sys, "stderr", plain)
    prepare_streams()
    assert sys.stdout is sys.stderr is plain


@pytest.mark.parametrize("module", ["click", "rich"])
def test_a_missing_extra_says_how_to_install_it(module: str) -> None:
    absent = f"import sys; sys.modules[{module!r}] = None; " + MAIN
    result = run_apart(["review", "x"] if module == "rich" else [], main=absent)
    if module == "click":
        assert result.returncode == Exit.USAGE
        assert b"pmi-core[cli]" in result.stderr
    else:
        assert result.returncode == Exit.UNREADABLE  # a bar is the only thing rich is for


def test_a_fault_of_the_library_itself_is_not_blamed_on_an_extra() -> None:
    broken = "import sys; sys.modules['pmi_core.messages'] = None; " + MAIN
    result = run_apart([], main=broken)
    assert b"ModuleNotFoundError" in result.stderr
