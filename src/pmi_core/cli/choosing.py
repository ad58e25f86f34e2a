"""What a review was asked for, and the parts of plugins and files that answer it."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Final, TypeVar

import attrs

from pmi_core.cli.inputs import read_toml
from pmi_core.cli.outcome import ABSENT
from pmi_core.documents import Contribution, Exporter
from pmi_core.errors import Fault, FaultyInput, FaultyPlugins, FaultyRulebook, NotFound
from pmi_core.evaluation import CheckedRulebook, read_rulebook
from pmi_core.messages import Language
from pmi_core.plugins import PluginHost, Registered, check_rulebooks
from pmi_core.regulation import Registry

T = TypeVar("T")
_POLICY: Final = "daftar-periksa"
_FILE: Final = ".toml"


@attrs.frozen(kw_only=True)
class Asked:
    """By what to judge, as asked for on the command line.

    Attributes:
        rulebooks: Ids, and paths that end in `.toml`; all the host has where there is none.
    """

    as_of: date | None
    known_on: date | None
    law: tuple[Path, ...]
    policy: str | None
    rulebooks: tuple[str, ...]
    plugins: bool
    language: Language


@attrs.frozen(kw_only=True)
class Request(Asked):
    """A dossier to judge, and where its documents go."""

    dossier: Path
    out: Path | None
    formats: tuple[str, ...]


@attrs.frozen(kw_only=True)
class Books:
    """Rulebooks that were named and are there.

    Attributes:
        ids: Of the host's rulebooks.
        files: Rulebooks given as files, not read yet.
    """

    ids: tuple[str, ...]
    files: tuple[Path, ...]


@attrs.frozen(kw_only=True)
class Chosen:
    """The named parts of a request, found before anything is read."""

    exporters: tuple[Registered[Exporter], ...]
    policy: str
    books: Books


def choose(asked: Asked, host: PluginHost, formats: Iterable[str] = ()) -> Chosen:
    """Find what was named, or the usual parts; `formats` are ids of exporters.

    Raises:
        FaultyPlugins: Something named is not there.
    """
    named = [_named(host.exporter, name) for name in formats]
    return Chosen(
        exporters=_distinct(named or host.usual_exporters),
        policy=_named(host.policy, asked.policy or _POLICY).id,
        books=choose_books(asked.rulebooks, host),
    )


def choose_books(names: Sequence[str], host: PluginHost) -> Books:
    """Find the rulebooks that were named, by id or by a path ending in `.toml`, or all there are.

    Raises:
        FaultyPlugins: One that was named by id is not there.
    """
    ids = [name for name in names if not name.endswith(_FILE)]
    found = [_named(host.rulebook, name) for name in ids] if names else host.rulebooks
    return Books(
        ids=tuple(dict.fromkeys(book.id for book in found)),
        files=tuple(dict.fromkeys(Path(name) for name in names if name.endswith(_FILE))),
    )


def used(host: PluginHost, chosen: Chosen) -> tuple[Contribution, ...]:
    """Whose parts decide the result; what is given as a file is nobody's contribution."""
    return (
        *(item.contribution for item in chosen.exporters),
        *(host.rulebook(name).contribution for name in chosen.books.ids),
        *(item.contribution for item in host.law),
        host.policy(chosen.policy).contribution,
    )


def checked_rulebooks(
    host: PluginHost, named: Books, registry: Registry
) -> tuple[CheckedRulebook, ...]:
    """The rulebooks that judge, those of plugins and those given as files.

    Raises:
        FaultyRulebook: With every fault of every rulebook.
    """
    faults: list[Fault] = []
    books: list[CheckedRulebook] = []
    try:
        if named.ids:
            books += check_rulebooks(host, registry, only=named.ids)
    except FaultyRulebook as problem:
        faults += problem.faults
    for path in named.files:
        try:
            books.append(_from_file(path, host, registry, books))
        except FaultyInput as problem:
            faults += problem.faults
    if faults:
        raise FaultyRulebook(faults)
    return tuple(books)


def _from_file(
    path: Path, host: PluginHost, registry: Registry, others: Sequence[CheckedRulebook]
) -> CheckedRulebook:
    book = read_rulebook(
        read_toml(path), file=path.as_posix(), registry=registry, functions=host.rule_functions
    )
    if book.rulebook.id in [other.rulebook.id for other in others]:
        message = f"another rulebook that judges is called {book.rulebook.id!r} too"
        fault = Fault(code="duplicate-id", message=message, file=path.as_posix(), pointer="/id")
        raise FaultyRulebook([fault])
    return book


def _named(find: Callable[[str], T], name: str) -> T:
    try:
        return find(name)
    except NotFound as problem:
        fault = Fault(code=ABSENT, message=str(problem), suggestion="see `pmi plugins`")
        raise FaultyPlugins([fault]) from problem


def _distinct(exporters: Iterable[Registered[Exporter]]) -> tuple[Registered[Exporter], ...]:
    """Each once, what is built in first: a stranger never takes the name of a built-in's file."""
    by_id = {item.id: item for item in exporters}
    ordered = sorted(by_id.values(), key=lambda item: (not item.contribution.built_in, item.id))
    return tuple(ordered)
