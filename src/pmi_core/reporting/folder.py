"""The dossier as a folder: `dossier.toml` by people, `index.json` by the library, the rest data."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final, TypeVar, cast

import attrs

from pmi_core import codec, files
from pmi_core.codec import Kind
from pmi_core.errors import Fault, FaultyDossier, FaultyInput, did_you_mean
from pmi_core.programme import KINDS as PROGRAMME_KINDS
from pmi_core.programme import Body, check_body
from pmi_core.regulation import (
    PlaceEdition,
    Places,
    Provenance,
    ProvenanceStatus,
    load_edition,
    shipped_places,
)
from pmi_core.reporting.dossier import Dossier, DossierHead, InputFile, faults_of, with_receipts
from pmi_core.reporting.judgement import CarriedItems, Judgements
from pmi_core.reporting.meeting import Meeting, Proceedings
from pmi_core.reporting.report import Report
from pmi_core.reporting.submission import Submissions, Waivers
from pmi_core.reporting.workplan import WorkPlans

HEAD: Final = "dossier.toml"
INDEX: Final = "index.json"
PREVIOUS: Final = "previous/"  # results of the last round: hashed here, decoded by their owners


@attrs.frozen(kw_only=True)
class Index:
    """What `index.json` lists: every other file with its size and hash, and how many there are."""

    count: int
    files: tuple[InputFile, ...]


INDEX_KIND: Final = Kind(name="index", shape=Index)
KINDS: Final[tuple[Kind[Any], ...]] = (
    Kind(name="report", shape=Report),
    Kind(name="submissions", shape=Submissions),
    Kind(name="waivers", shape=Waivers),
    Kind(name="work-plans", shape=WorkPlans),
    Kind(name="judgements", shape=Judgements),
    Kind(name="carried", shape=CarriedItems),
    Kind(name="meeting", shape=Meeting),
    Kind(name="proceedings", shape=Proceedings),
    INDEX_KIND,
)
_BY_NAME: Final[Mapping[str, Kind[Any]]] = {
    kind.name: kind for kind in (*PROGRAMME_KINDS, *KINDS) if kind is not INDEX_KIND
}


def read_dossier(folder: Path) -> Dossier:
    """Read a dossier folder whole.

    Args:
        folder: Holds `dossier.toml`, `index.json` and the files the index lists.

    Returns:
        The dossier, with the facts of receipt computed.

    Raises:
        FaultyDossier: With every fault of every file that parses, and one for each that does not.
    """
    contents, faults = _read_indexed(folder)
    head = _collect(faults, _load_head, contents)
    documents = _decode(contents, faults)
    if head is None:
        raise FaultyDossier(faults)
    places = shipped_places()
    for edition in _editions(head, contents, faults):
        places = places.with_edition(edition)
    dossier = _assembled(head, places, documents, contents)
    # References into a file that did not parse would be reported as dangling: noise, not faults.
    faults += () if faults else faults_of(dossier)
    if faults:
        raise FaultyDossier(faults)
    return with_receipts(dossier)


def write_index(folder: Path) -> Index:
    """Write `index.json` anew from what the folder holds now.

    Raises:
        FaultyDossier: The folder cannot be read.
        OutputNotWritten: The index could not be written; the old one still stands.
    """
    entries = tuple(
        InputFile(path=path, sha256=files.sha256(data), size=len(data))
        for path, data in _read_all(folder).items()
        if path != INDEX
    )
    index = Index(count=len(entries), files=entries)
    files.write(folder / INDEX, codec.dump_document(index, INDEX_KIND))
    return index


def _read_all(folder: Path) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    faults: list[Fault] = []
    if not folder.is_dir():
        message = "there is no such folder"
        raise FaultyDossier([Fault(code="missing-file", message=message, file=str(folder))])
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if any(part.startswith(".") for part in Path(name).parts) or path.is_dir():
            continue
        try:
            found[name] = path.read_bytes()
        except OSError as problem:
            faults.append(_unreadable(name, problem))
    if faults:
        raise FaultyDossier(faults)
    return found


def _unreadable(name: str, problem: OSError) -> Fault:
    reason = problem.strerror or str(problem)
    return Fault(code="unreadable", message=f"cannot be read: {reason}", file=name)


def _read_indexed(folder: Path) -> tuple[dict[str, bytes], list[Fault]]:
    contents = _read_all(folder)
    data = contents.pop(INDEX, None)
    if data is None:
        hint = "write it with `pmi check --write-index`"
        fault = Fault(code="missing-file", message="is missing", file=INDEX, suggestion=hint)
        return contents, [fault]
    try:
        index = codec.load_document(data, INDEX_KIND, file=INDEX)
    except FaultyInput as problem:
        return contents, list(problem.faults)
    return contents, _index_faults(index, contents)


def _index_faults(index: Index, contents: Mapping[str, bytes]) -> list[Fault]:
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
    return codec.load_document(contents[HEAD], Kind(name="dossier", shape=DossierHead), file=HEAD)


Documents = dict[str, list[Any]]
T = TypeVar("T")


def _collect(
    faults: list[Fault], read: Callable[[Mapping[str, bytes]], T], contents: Mapping[str, bytes]
) -> T | None:
    try:
        return read(contents)
    except FaultyInput as problem:
        faults += problem.faults
        return None


def _decode(contents: Mapping[str, bytes], faults: list[Fault]) -> Documents:
    documents: Documents = defaultdict(list)
    for path, data in contents.items():
        if path.endswith(".json") and not path.startswith(PREVIOUS):
            try:
                kind = _kind_of(data, path)
                document = codec.load_document(data, kind, file=path)
                if isinstance(document, Body):
                    check_body(document, file=path)
                documents[kind.name].append(document)
            except FaultyInput as problem:
                faults += problem.faults
    return documents


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
    head: DossierHead,
    places: Places,
    documents: Documents,
    contents: Mapping[str, bytes],
) -> Dossier:
    def items(kind: str) -> tuple[Any, ...]:
        return tuple(item for document in documents[kind] for item in document.items)

    bodies: list[Body] = [
        body for kind in ("kkbm", "kawan-pmi", "perwira-pmi") for body in documents[kind]
    ]
    return Dossier(
        head=head,
        places=places,
        bodies=tuple(sorted(bodies, key=lambda body: body.id)),
        successions=items("successions"),
        reports=tuple(sorted(documents["report"], key=lambda report: str(report.id))),
        submissions=items("submissions"),
        waivers=items("waivers"),
        work_plans=tuple(plan for document in documents["work-plans"] for plan in document.plans),
        judgements=items("judgements"),
        carried=items("carried"),
        meetings=tuple(documents["meeting"]),
        proceedings=tuple(documents["proceedings"]),
        files=tuple(
            InputFile(path=path, sha256=files.sha256(data), size=len(data))
            for path, data in contents.items()
        ),
    )
