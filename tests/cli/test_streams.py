"""What the command does when its streams are full, closed, unbuffered or spoken over."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from pmi_core.cli.exits import Exit
from tests.cli.samples import MAIN, PLUGIN, SOUND, dossier, install, run_apart

TABLE = ["lifecycle", "kawan-pmi", "--no-plugins"]
LIMITED = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096)); {MAIN}"
STARTING = f"""
import sys


class Interrupt:
    def find_spec(self, name, path=None, target=None):
        if name == "pmi_core.cli.commands":
            raise KeyboardInterrupt


sys.meta_path.insert(0, Interrupt())
{MAIN}
"""
READING = f"""
import pmi_core.cli.options


def interrupt(*_):
    raise KeyboardInterrupt


pmi_core.cli.options.structure = interrupt
{MAIN}
"""


def into(target: Any, arguments: list[str], *, main: str = MAIN, **env: str) -> tuple[int, bytes]:
    command = [sys.executable, "-c", main, *arguments]
    found = subprocess.run(
        command,
        stdout=target,
        stderr=subprocess.PIPE,
        check=False,
        env={**os.environ, **env},
        preexec_fn=lambda: signal.signal(signal.SIGXFSZ, signal.SIG_IGN),
    )
    return found.returncode, found.stderr


@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize("more", [[], ["--json"]], ids=["text", "json"])
def test_a_disk_that_takes_a_part_of_the_output_is_no_success(
    tmp_path: Path, unbuffered: str, more: list[str]
) -> None:
    with (tmp_path / "keluaran").open("wb") as target:
        code, said = into(target, [*TABLE, *more], main=LIMITED, PYTHONUNBUFFERED=unbuffered)
    assert (code, said.decode()) == (Exit.NOT_WRITTEN, "Keluaran tidak tertulis:\n")


def test_unbuffered_output_is_whole_where_there_is_room(tmp_path: Path) -> None:
    apart = run_apart(TABLE, env={"PYTHONUNBUFFERED": "1"})
    assert apart.stdout == run_apart(TABLE).stdout
    assert apart.stdout.endswith(b"\n")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [(["--help"], 5), (["--version"], 5), (["lifecycle", "--help"], 5), (TABLE, 5)],
    ids=["help", "version", "help of a command", "a table"],
)
def test_a_full_stdout_is_exit_5_without_a_traceback(arguments: list[str], code: int) -> None:
    full = Path("/dev/full")
    if not full.exists():
        return  # this system has no file that is always full
    with full.open("wb") as target:
        found, said = into(target, arguments)
    assert found == code
    assert b"Traceback" not in said


def test_a_full_stderr_keeps_the_code_of_a_usage_error() -> None:
    full = Path("/dev/full")
    if not full.exists():
        return  # this system has no file that is always full
    with full.open("wb") as target:
        command = [sys.executable, "-c", MAIN, "lifecycle", "--bukan-pilihan"]
        found = subprocess.run(command, stdout=subprocess.PIPE, stderr=target, check=False)
    assert (found.returncode, found.stdout) == (Exit.USAGE, b"")


def test_a_closed_stdout_is_exit_5() -> None:
    command = [sys.executable, "-c", MAIN, *TABLE]
    closed = f"import os; os.close(1); os.execv({sys.executable!r}, {command!r})"
    found = run_apart([], main=closed)
    assert (found.returncode, found.stderr) == (Exit.NOT_WRITTEN, b"Keluaran tidak tertulis:\n")


def test_a_closed_stderr_changes_neither_code_nor_output(tmp_path: Path) -> None:
    folder = dossier(tmp_path / "dosir")
    asked = ["review", str(folder), "--no-plugins"]
    command = [sys.executable, "-c", MAIN, *asked]
    closed = f"import os; os.close(2); os.execv({sys.executable!r}, {command!r})"
    found, plain = run_apart([], main=closed), run_apart(asked)
    assert (found.returncode, found.stdout) == (plain.returncode, plain.stdout)
    assert found.returncode == Exit.FINDINGS


@pytest.mark.parametrize("main", [STARTING, READING], ids=["starting", "reading arguments"])
def test_an_interrupt_before_any_work_is_exit_130_without_a_traceback(main: str) -> None:
    found = run_apart(["lifecycle", "--on", "2024-01-01"], main=main)
    said = found.stdout + found.stderr
    assert (found.returncode, said.strip()) == (Exit.INTERRUPTED, b"")


def test_what_a_plugin_prints_never_gets_into_the_output(tmp_path: Path) -> None:
    install(tmp_path, "pmi-bicara", "print('HALO')\n" + PLUGIN.format(export=SOUND, more=""))
    found = run_apart(["plugins", "--json"], env={"PYTHONPATH": str(tmp_path)})
    assert (found.returncode, found.stderr) == (Exit.CLEAN, b"HALO\n")
    assert found.stdout.startswith(b"{")
