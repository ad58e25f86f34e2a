"""The page on dossiers shows a whole dossier, and what it says of it is so."""

import re
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from pmi_core import files
from pmi_core.cli.commands import pmi
from pmi_core.cli.exits import Exit
from pmi_core.reporting import read_dossier, write_index

PAGE = Path(__file__).parents[2] / "docs/how-to/write-a-dossier.md"
FILE = re.compile(r"^`([^`\n]+)`:\n\n```\w+\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, content in FILE.findall(PAGE.read_text(encoding="utf-8")):
        files.write(tmp_path / "contoh" / name, content.encode())
    return tmp_path / "contoh"


def test_the_page_lists_the_files_it_shows(folder: Path) -> None:
    page = PAGE.read_text(encoding="utf-8")
    shown = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert shown == set(re.findall(r"^  (\S+)$", page.split("```")[1], re.MULTILINE))


def test_the_dossier_of_the_page_is_read_whole(folder: Path) -> None:
    write_index(folder)
    received = {report.id: report.first_received_on for report in read_dossier(folder).reports}
    assert received == {"lap-2023-08": date(2023, 9, 5), "lap-2023-09": date(2023, 10, 20)}


def test_the_commands_of_the_page_do_what_it_says(folder: Path) -> None:
    runner, out = CliRunner(), folder.parent / "hasil"
    assert runner.invoke(pmi, ["check", str(folder)]).exit_code == Exit.UNREADABLE
    assert runner.invoke(pmi, ["check", str(folder), "--write-index"]).exit_code == Exit.CLEAN
    assert runner.invoke(pmi, ["check", str(folder)]).exit_code == Exit.CLEAN
    result = runner.invoke(pmi, ["review", str(folder), "--out", str(out), "--no-plugins"])
    assert result.exit_code == Exit.FINDINGS
    assert '"LAP-03","lap-2023-09"' in _notes(out)
    assert '"LAP-03","lap-2023-08"' not in _notes(out)


def test_the_fault_of_the_page_is_the_one_that_is_told(folder: Path) -> None:
    path = folder / "submissions.json"
    path.write_bytes(path.read_bytes().replace(b"lap-2023-09", b"lap-2023-9"))
    result = CliRunner().invoke(pmi, ["check", str(folder), "--write-index"])
    (line,) = [line for line in result.stderr.splitlines() if "dangling" in line]
    assert line.strip() in PAGE.read_text(encoding="utf-8")
    assert not (folder / "index.json").exists()


def _notes(out: Path) -> str:
    return (out / "catatan.csv").read_text(encoding="utf-8")
