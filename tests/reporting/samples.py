"""Invented bodies and reports for the tests of this folder."""

from datetime import date
from pathlib import Path

from pmi_core import codec, files
from pmi_core.programme import KINDS as PROGRAMME_KINDS
from pmi_core.programme import (
    AppointmentDecree,
    Body,
    BodyId,
    DecreeId,
    Event,
    History,
    KawanPMI,
    Level,
    PerwiraPMI,
    ReportKind,
)
from pmi_core.regulation import Period, PlaceCode
from pmi_core.reporting import (
    INDEX_KIND,
    KINDS,
    Index,
    InputFile,
    Report,
    ReportId,
    Submission,
    Submissions,
)

JULY = Period.parse("2023-07")
AUGUST = Period.parse("2023-08")


def inaugurated(day: date) -> History:
    event = Event(name="pengukuhan", effective=day, recorded=day, actor="BP2MI")
    return History(events=(event,))


def unit(name: str = "kawan-74-60", place: str = "74.60", day: date = date(2023, 8, 5)) -> KawanPMI:
    return KawanPMI(
        id=BodyId(name),
        name="Kawan PMI Kab. Contoh 74-A",
        level=Level.REGENCY,
        place=PlaceCode(place),
        invented=True,
        decrees=(AppointmentDecree(id=DecreeId("sk-contoh"), issuer="Kepala BP2MI"),),
        history=inaugurated(day),
    )


def province_unit(day: date = date(2023, 8, 5)) -> KawanPMI:
    return KawanPMI(
        id=BodyId("kawan-74"),
        name="Kawan PMI Provinsi Contoh 74",
        level=Level.PROVINCE,
        place=PlaceCode("74"),
        invented=True,
        history=inaugurated(day),
    )


def association() -> PerwiraPMI:
    return PerwiraPMI(
        id=BodyId("perwira-01"),
        name="Perwira PMI Contoh 01",
        level=Level.PROVINCE,
        invented=True,
        history=inaugurated(date(2023, 7, 22)),
    )


def monthly(
    name: str = "lap-1", *, body: str = "kawan-74-60", period: Period = AUGUST, revision: int = 1
) -> Report:
    return Report(
        id=ReportId(name),
        body=BodyId(body),
        kind=ReportKind.MONTHLY,
        period=period,
        revision=revision,
        invented=True,
    )


HEAD = """schema = "pmi-core/dossier/1"
id = "contoh"
title = { id = "Dosir contoh", en = "Example dossier" }
as_of = 2023-12-18
since_formation_until = 2023-12-16
invented = true

[[editions]]
id = "contoh"
title = { id = "Kode contoh", en = "Example codes" }
file = "places/contoh.tsv"
source = "rekaan"
"""
EDITION = "code\tname\n74.60\tKabupaten Contoh 74-A\n74.61\tKabupaten Contoh 74-B\n"


def write_folder(
    folder: Path,
    bodies: tuple[Body, ...],
    reports: tuple[Report, ...],
    submissions: tuple[Submission, ...] = (),
) -> Path:
    """A small dossier folder, indexed."""
    kinds = {kind.shape: kind for kind in (*PROGRAMME_KINDS, *KINDS)}
    content: dict[str, bytes] = {
        "dossier.toml": HEAD.encode(),
        "places/contoh.tsv": EDITION.encode(),
    }
    for body in bodies:
        content[f"bodies/{body.id}.json"] = codec.dump_document(body, kinds[type(body)])
    for report in reports:
        content[f"reports/{report.id}.json"] = codec.dump_document(report, kinds[Report])
    papers = Submissions(items=submissions)
    content["submissions.json"] = codec.dump_document(papers, kinds[Submissions])
    for name, data in content.items():
        files.write(folder / name, data)
    bless(folder)
    return folder


def bless(folder: Path) -> None:
    """An index that fits what is there, faults and all; the library refuses to write such a one."""
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    entries = tuple(
        InputFile(
            path=path.relative_to(folder).as_posix(),
            sha256=files.sha256(path.read_bytes()),
            size=path.stat().st_size,
        )
        for path in found
        if path.name != "index.json"
    )
    index = Index(count=len(entries), files=entries)
    files.write(folder / "index.json", codec.dump_document(index, INDEX_KIND))
