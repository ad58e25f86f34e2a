"""The dossier as a folder: `dossier.toml` by people, `index.json` by the library, the rest data."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final, TypeVar, cast

import attrs

from pmi_core import codec, files
from pmi_core.codec import Kind
from pmi_core.errors import Fault, FaultyDossier, FaultyInput, did_you_mean
from pmi_core.programme import KINDS as PROGRAMME_KINDS
from pmi_core.programme import NO_IDENTITIES, Body, check_body
from pmi_core.regulation import (
    PlaceEdition,
    Places,
    Provenance,
    ProvenanceStatus,
    Registry,
    load_edition,
    shipped_places,
    shipped_registry,
)
from pmi_core.reporting.dossier import Dossier, DossierHead, InputFile, with_receipts
from pmi_core.reporting.integrity import faults_of
from pmi_core.reporting.judgement import CarriedItems, Judgements
from pmi_core.reporting.meeting import Meeting, Proceedings
from pmi_core.reporting.publication import PUBLICATION_KIND
from pmi_core.reporting.report_lines import REPORT_KIND
from pmi_core.reporting.sources import Documents, Placed, Sources, sources_of
from pmi_core.reporting.submission import Submissions, Waivers
from pmi_core.reporting.workplan import WorkPlans

HEAD: Final = "dossier.toml"
INDEX: Final = "index.json"
PREVIOUS: Final = "previous/"  # results of the last round: hashed here, decoded by their owners


_LINE: Final = re.compile(r"line (\d+), column (\d+)", re.ASCII)
_END: Final = re.compile(r"[a-z-]*\s*")  # nothing, or the beginning of a bare word or number


@attrs.frozen(kw_only=True)
class Index:
    """What `index.json` lists: every other file with its size and hash, and how many there are."""

    count: int
    files: tuple[InputFile, ...]


HEAD_KIND: Final = Kind(name="dossier", shape=DossierHead)
INDEX_KIND: Final = Kind(name="index", shape=Index)
KINDS: Final[tuple[Kind[Any], ...]] = (
    HEAD_KIND,
    REPORT_KIND,
    Kind(name="submissions", shape=Submissions),
    Kind(name="waivers", shape=Waivers),
    Kind(name="work-plans", shape=WorkPlans),
    Kind(name="judgements", shape=Judgements),
    Kind(name="carried", shape=CarriedItems),
    Kind(name="meeting", shape=Meeting),
    Kind(name="proceedings", shape=Proceedings),
    PUBLICATION_KIND,
    INDEX_KIND,
)
# What lies anywhere in the folder; head and index have their own names and are read only there.
_BY_NAME: Final[Mapping[str, Kind[Any]]] = {
    kind.name: kind
    for kind in (*PROGRAMME_KINDS, *KINDS)
    if kind is not HEAD_KIND and kind is not INDEX_KIND
}


def read_dossier(folder: Path, *, registry: Registry | None = None) -> Dossier:
    """Read a dossier folder whole.

    Args:
        folder: Holds `dossier.toml`, `index.json` and the files the index lists.
        registry: Where citations are looked up; the shipped one by default.

    Returns:
        The dossier, with the facts of receipt computed.

    Raises:
        FaultyDossier: With every fault of every file that parses, and one for each that does not.
    """
    contents = _read_all(folder)
    index = contents.pop(INDEX, None)
    return with_receipts(_whole(contents, _index_faults(index, contents), registry))


def write_index(folder: Path, *, registry: Registry | None = None) -> Index:
    """Write `index.json` anew from what the folder holds now, if all of that is sound.

    Args:
        folder: Holds everything but a right index.
        registry: Where citations are looked up; the shipped one by default.

    Raises:
        FaultyDossier: A file is damaged or does not fit the others; the old index still stands.
        OutputNotWritten: The index could not be written; the old one still stands.
    """
    contents = _read_all(folder)
    contents.pop(INDEX, None)
    entries = _whole(contents, (), registry).files
    index = Index(count=len(entries), files=entries)
    files.write(folder / INDEX, codec.dump_document(index, INDEX_KIND))
    return index


def _whole(
    contents: Mapping[str, bytes], found: Iterable[Fault], registry: Registry | None
) -> Dossier:
    """The dossier in these files, unless they or the index they came with have a fault."""
    faults = list(found)
    head = _collect(faults, _load_head, contents)
    as_of = None if head is None else head.as_of
    sources = sources_of(_decode(contents, faults, as_of))
    if head is None:
        raise FaultyDossier(faults)
    places = shipped_places()
    for edition in _editions(head, contents, faults):
        places = places.with_edition(edition)
    # References into a file that did not parse would be reported as dangling: noise, not faults.
    faults += () if faults else faults_of(sources, places, registry or shipped_registry(), as_of)
    if faults:
        raise FaultyDossier(faults)
    return _assembled(head, places, sources, contents)


def _read_all(folder: Path) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    faults: list[Fault] = []
    _refuse_no_folder(folder)
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if any(part.startswith(".") for part in Path(name).parts):
            continue
        try:
            if not path.is_dir():
                found[name] = files.read(path)
        except OSError as problem:
            faults.append(_unreadable(name, problem))
    if faults:
        raise FaultyDossier(faults)
    return found


def _refuse_no_folder(folder: Path) -> None:
    name = folder.name or str(folder)
    try:
        there = folder.is_dir()
    except OSError as problem:  # such as a name too long, or a folder that lets nobody look
        raise FaultyDossier([_unreadable(name, problem)]) from problem
    if not there:
        message = "there is no such folder"
        raise FaultyDossier([Fault(code="missing-file", message=message, file=name)])


def _unreadable(name: str, problem: OSError) -> Fault:
    reason = problem.strerror or str(problem)
    return Fault(code="unreadable", message=f"cannot be read: {reason}", file=name)


def _index_faults(data: bytes | None, contents: Mapping[str, bytes]) -> Iterable[Fault]:
    if data is None:
        hint = "write it with `pmi check --write-index`"
        return [Fault(code="missing-file", message="is missing", file=INDEX, suggestion=hint)]
    try:
        index = codec.load_document(data, INDEX_KIND, file=INDEX)
    except FaultyInput as problem:
        return _told(problem, data)
    return _differences(index, contents)


def _differences(index: Index, contents: Mapping[str, bytes]) -> list[Fault]:
    listed = {entry.path: entry for entry in index.files}
    faults = [
        Fault(code="missing-file", message="is listed in index.json but missing", file=path)
        for path in sorted(listed.keys() - contents.keys())
    ]
    faults += [
        Fault(code="unlisted-file", message="is not listed in index.json", file=path)
        for path in sorted(contents.keys() - listed.keys())
    ]
    for path in sorted(listed.keys() & contents.keys()):
        entry, data = listed[path], contents[path]
        if entry.sha256 != files.sha256(data):
            message = f"differs from index.json: {len(data)} bytes here, {entry.size} listed"
            hint = "restore it, or check it and run `pmi check --write-index`"
            faults.append(Fault(code="changed-file", message=message, file=path, suggestion=hint))
    if index.count != len(index.files):
        message = f"says {index.count} files but lists {len(index.files)}"
        faults.append(Fault(code="count", message=message, file=INDEX, pointer="/count"))
    return faults


def _load_head(contents: Mapping[str, bytes]) -> DossierHead:
    if HEAD not in contents:
        raise FaultyInput([Fault(code="missing-file", message="is missing", file=HEAD)])
    return codec.load_document(contents[HEAD], HEAD_KIND, file=HEAD)


T = TypeVar("T")


def _collect(
    faults: list[Fault], read: Callable[[Mapping[str, bytes]], T], contents: Mapping[str, bytes]
) -> T | None:
    try:
        return read(contents)
    except FaultyInput as problem:
        faults += problem.faults
        return None


def _decode(contents: Mapping[str, bytes], faults: list[Fault], as_of: date | None) -> Documents:
    documents: dict[str, list[Placed[Any]]] = defaultdict(list)
    for path, data in contents.items():
        if path.endswith(".json") and not path.startswith(PREVIOUS):
            try:
                kind = _kind_of(data, path)
                document = codec.load_document(data, kind, file=path)
                if isinstance(document, Body):
                    check_body(document, as_of=as_of, file=path)
                documents[kind.name].append(Placed(file=path, value=document))
            except FaultyInput as problem:
                faults += _told(problem, data)
    return documents


def _told(problem: FaultyInput, data: bytes) -> Iterator[Fault]:
    """The faults of a JSON file; where its text just ends, they say what that may mean."""
    for fault in problem.faults:
        place = _LINE.fullmatch(fault.pointer) if fault.code == "syntax" else None
        if place is None:
            yield fault
            continue
        lines = data.decode().split("\n")[int(place[1]) - 1 :]
        rest = "\n".join(lines)[int(place[2]) - 1 :]
        cut = fault.message.startswith("Unterminated") or _END.fullmatch(rest) is not None
        yield attrs.evolve(fault, suggestion="the file may be cut off") if cut else fault


def _kind_of(data: bytes, path: str) -> Kind[Any]:
    value: object = codec.parse_json(data, file=path)
    stated = cast("dict[str, object]", value).get("schema") if isinstance(value, dict) else None
    name = stated.split("/")[1] if isinstance(stated, str) and stated.count("/") == 2 else ""
    if name not in _BY_NAME:
        message = f"no kind of dossier file is called {name!r}{did_you_mean(name, _BY_NAME)}"
        hint = "known are " + ", ".join(sorted(_BY_NAME))
        raise FaultyInput(
            [Fault(code="schema", message=message, file=path, pointer="/schema", suggestion=hint)]
        )
    return _BY_NAME[name]


def _editions(
    head: DossierHead, contents: Mapping[str, bytes], faults: list[Fault]
) -> Iterator[PlaceEdition]:
    for number, entry in enumerate(head.editions):
        if entry.file not in contents:
            message = f"the place edition {entry.file!r} is missing"
            place = f"/editions/{number}/file"
            faults.append(Fault(code="missing-file", message=message, file=HEAD, pointer=place))
            continue
        provenance = Provenance(status=ProvenanceStatus.ASSUMED, source=entry.source)
        try:
            yield load_edition(
                contents[entry.file],
                id=entry.id,
                title=entry.title,
                provenance=provenance,
                file=entry.file,
            )
        except FaultyInput as problem:
            faults += problem.faults


def _assembled(
    head: DossierHead, places: Places, sources: Sources, contents: Mapping[str, bytes]
) -> Dossier:
    return Dossier(
        head=head,
        places=places,
        bodies=tuple(sorted(_values(sources.bodies), key=lambda body: body.id)),
        successions=_values(sources.successions),
        identities=next(iter(_values(sources.identities)), NO_IDENTITIES),
        reports=tuple(sorted(_values(sources.reports), key=lambda report: report.id)),
        submissions=_values(sources.submissions),
        waivers=_values(sources.waivers),
        work_plans=_values(sources.work_plans),
        judgements=_values(sources.judgements),
        carried=_values(sources.carried),
        meetings=_values(sources.meetings),
        proceedings=_values(sources.proceedings),
        publications=tuple(sorted(_values(sources.publications), key=lambda page: page.id)),
        files=tuple(
            InputFile(path=path, sha256=files.sha256(data), size=len(data))
            for path, data in contents.items()
        ),
    )


def _values(placed: Iterable[Placed[T]]) -> tuple[T, ...]:
    return tuple(item.value for item in placed)
