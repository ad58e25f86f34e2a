"""Printing: people's text and machine JSON on stdout, faults and progress on stderr."""

import errno
import io
import json
import os
import sys
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager, suppress
from typing import Any

import click

from pmi_core import codec
from pmi_core.cli.outcome import ABSENT, Outcome
from pmi_core.errors import Fault
from pmi_core.messages import Language, render

Step = Callable[[str], None]


def show(outcome: Outcome, *, command: str, language: Language, as_json: bool) -> None:
    """Print an outcome: the text or one JSON object on stdout, every fault on stderr.

    Raises:
        OSError: Something is to be printed, and stdout is closed or takes no more.
    """
    said = _machine(outcome, command) if as_json else outcome.text
    if said and sys.stdout is None:
        raise OSError(errno.EBADF, "stdout is closed")
    if said:
        click.echo(said, nl=not said.endswith("\n"))
    for key, faults in _groups(outcome).items():
        click.echo(render(f"cli.galat.{key}").in_(language), err=True)
        for fault in faults:
            click.echo(f"  {fault}", err=True)
    for warning in outcome.warnings:
        click.echo(warning, err=True)


def _groups(outcome: Outcome) -> Mapping[str, list[Fault]]:
    """Faults by heading: what was named and is not there, then the rest."""
    groups: dict[str, list[Fault]] = {}
    for fault in sorted(outcome.faults, key=lambda fault: fault.code != ABSENT):
        key = ABSENT if fault.code == ABSENT else outcome.exit.name.lower()
        groups.setdefault(key, []).append(fault)
    return groups


def _machine(outcome: Outcome, command: str) -> str:
    value: dict[str, Any] = {
        "schema": "pmi-core/outcome/1",
        "command": command,
        "exit": int(outcome.exit),
        **codec.unstructure(outcome.facts),
        "faults": codec.unstructure(outcome.faults),
    }
    return json.dumps(value, ensure_ascii=False, indent=2)


@contextmanager
def progress(steps: int, language: Language) -> Generator[Step]:
    """A bar on stderr while work is done; nothing at all where stderr is no terminal or closed.

    Yields:
        A function to call with the key of each step as it begins.
    """
    if sys.stderr is None or not sys.stderr.isatty():
        yield _silent
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f}%"),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=steps)

        def step(key: str) -> None:
            name = render(f"cli.langkah.{key}").in_(language)
            bar.update(task, advance=1, description=name, refresh=True)

        yield step


def _silent(_: str) -> None:
    pass


def prepare_streams() -> None:
    """Make stdout and stderr unable to fail on a character, or to lose one.

    A pipe or file gets UTF-8, whatever the locale says; a terminal keeps its encoding and shows a
    question mark for what it cannot draw. Where Python runs unbuffered, a disk that takes only a
    part of a text would go unnoticed: there a buffer is put in between.
    """
    sys.stdout, sys.stderr = _prepared(sys.stdout), _prepared(sys.stderr)


def _prepared(stream: Any) -> Any:
    if not hasattr(stream, "reconfigure"):
        return stream
    encoding = stream.encoding if stream.isatty() else "utf-8"
    if isinstance(stream.buffer, io.RawIOBase):
        buffer = io.BufferedWriter(stream.detach())
        return io.TextIOWrapper(buffer, encoding=encoding, errors="replace", write_through=True)
    stream.reconfigure(encoding=encoding, errors="replace")
    return stream


def say_unwritten(language: Language) -> None:
    """Say on stderr that stdout took no more, if stderr takes it."""
    with suppress(OSError):
        click.echo(render("cli.galat.not_written").in_(language), err=True)


def abandon_streams() -> None:
    """Send what is left to nowhere: a stream that failed would fail again when Python ends."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError, AttributeError):  # no stream at all, or none of a file
            stream.flush()
        with suppress(OSError, ValueError, AttributeError):
            os.dup2(nowhere, stream.fileno())
