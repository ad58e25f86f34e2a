"""Dossiers, plugins and ways to run the command for the tests of this folder."""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import attrs
from click.testing import CliRunner, Result

from pmi_core.cli.commands import pmi
from pmi_core.reporting import Channel, Expense, ExpenseKind, Submission, SubmissionId
from tests.reporting.samples import AUGUST, association, monthly, unit, write_folder

MAIN = "from pmi_core.cli import main; main()"
PLUGIN = """
from pmi_core.documents import Output
from pmi_core.plugins import hookimpl, RulebookSource


class Exporter:
    id = "uji"
    media_type = "text/plain"

    def export(self, bundle):
        {export}


@hookimpl
def pmi_exporters():
    return [Exporter()]
{more}
"""
SOUND = 'return (Output(name="uji.txt", data=b"DATA REKAAN"),)'
BROKEN = 'raise ValueError("tidak bisa")'
FAULTY_RULEBOOK = """
@hookimpl
def pmi_rulebooks():
    return [RulebookSource(id="rusak", data=b"id = 1", file="rusak.toml")]
"""


def dossier(folder: Path) -> Path:
    """A unit, an association, and one report with a cost nobody proved."""
    cost = Expense(kind=ExpenseKind.TRANSPORT, amount=50_000)
    report = attrs.evolve(monthly("lap-08", period=AUGUST), expenses=(cost,))
    receipt = Submission(
        id=SubmissionId("s1"),
        channel=Channel.EMAIL,
        received_on=date(2023, 9, 7),
        reports=(report.id,),
    )
    return write_folder(folder, (unit(), association()), (report,), (receipt,))


def empty_dossier(folder: Path) -> Path:
    """A dossier with nothing in it: there is nothing to find."""
    return write_folder(folder, (), ())


def install(site: Path, name: str, source: str) -> None:
    """A plugin distribution as an installer leaves it."""
    module = name.replace("-", "_")
    info = site / f"{module}-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(f"[pmi_core.plugins.v1]\nuji = {module}\n")
    (site / f"{module}.py").write_text(source)


def run(*arguments: str | Path) -> Result:
    """The command in this process."""
    return CliRunner().invoke(pmi, [str(argument) for argument in arguments])


def run_apart(
    arguments: Sequence[object],
    *,
    main: str = MAIN,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
) -> subprocess.CompletedProcess[bytes]:
    """The command in a process of its own; what it is to find comes before what this one finds."""
    changed = dict(env or {})
    if "PYTHONPATH" in changed:
        inherited = os.environ.get("PYTHONPATH")
        changed["PYTHONPATH"] += f"{os.pathsep}{inherited}" if inherited else ""
    return subprocess.run(
        [sys.executable, "-c", main, *map(str, arguments)],
        capture_output=True,
        check=False,
        cwd=cwd,
        env={**os.environ, **changed},
    )


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
