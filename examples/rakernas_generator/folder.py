"""Writes the dossier folder, all but the two files people wrote, and the list beside it."""

import shutil
from pathlib import Path
from typing import Any, Final

from examples.rakernas_generator import contents, copies
from examples.rakernas_generator.arrivals import plant_arrivals
from examples.rakernas_generator.filing import Filing, Pool
from examples.rakernas_generator.formation import formation_filings
from examples.rakernas_generator.ledger import Ledger
from examples.rakernas_generator.meeting_papers import proceedings
from examples.rakernas_generator.monthly import clean_filings, told
from examples.rakernas_generator.oddities import with_oddities
from examples.rakernas_generator.receipts import submissions
from examples.rakernas_generator.roll import regencies
from examples.rakernas_generator.roster import bodies, place_edition, successions
from pmi_core.codec import Kind, dump_document
from pmi_core.programme import KINDS as PROGRAMME_KINDS
from pmi_core.programme import BodyId
from pmi_core.reporting import KINDS, Report, WorkPlans, write_index

BY_HAND: Final = ("dossier.toml", "meeting.json")
_KINDS: Final[dict[type, Kind[Any]]] = {kind.shape: kind for kind in (*PROGRAMME_KINDS, *KINDS)}
_README: Final = """\
# DATA REKAAN

Seluruh isi folder ini adalah **data rekaan** untuk contoh: tidak ada laporan, unit, orang, biaya,
atau kekurangan yang nyata. Nama provinsi hanya dipakai sebagai tempat. Kode PP.60 sampai dengan
PP.69 tidak diterbitkan oleh siapa pun dan hanya ada dalam `places/contoh.tsv`.

- Daftar unit (54 kab/kota, 9 provinsi, 23 kepengurusan Perwira PMI, 3 KKBM) adalah rekaan dan
  **lebih kecil daripada kenyataan**.
- Yang nyata hanya `meeting.json`: siaran pers BP2MI tentang Rakernas, 16-18 Desember 2023. Angka
  9 provinsi dan 48 kab/kota di dalamnya adalah kehadiran, bukan jumlah unit.
- Nomor dan tanggal keputusan, nomor surat, serta besaran BOP tidak diketahui dan dibiarkan kosong.
- Semua berkas kecuali `dossier.toml` dan `meeting.json` ditulis oleh
  `python -m examples.generate_rakernas_2023`; kekurangan yang sengaja ditanam tercatat dalam
  `examples/rakernas-2023.planted.toml`, di luar folder ini.

*Everything here is invented, except the facts of the press release in `meeting.json`.*
"""


def monthly_filings() -> tuple[list[Filing], Ledger]:
    """The monthly reports with everything planted, and the list of it."""
    filings = clean_filings()
    by_key = {filing.key: filing for filing in filings}
    arrivals, pool, ledger = Pool(filings), Pool(filings), Ledger()
    plant_arrivals(by_key, arrivals, ledger)
    copies.plant_acting_chair(by_key, pool, ledger)
    copies.plant_scans(arrivals, pool, ledger)
    contents.plant_contents(pool, ledger)
    for filing in filings:
        if filing.report.activities is not None:
            filing.report = told(filing.report)
    copies.plant_copies(by_key, pool, ledger)
    copies.note_shared_texts(ledger)
    copies.plant_revisions(pool, ledger)
    copies.plant_across_units(pool, ledger)
    contents.plant_misprints(pool, ledger)
    return filings, ledger


def write(folder: Path, planted: Path) -> None:
    """Write everything but the files people wrote, then the index, then the planted list."""
    monthly, ledger = monthly_filings()
    filings = [*monthly, *formation_filings()]
    for name in ("bodies", "places", "reports", "work-plans"):
        shutil.rmtree(folder / name, ignore_errors=True)
    for body in with_oddities(bodies(), ledger):
        dump(folder / "bodies" / f"{body.id}.json", body)
    for filing in filings:
        write_filing(folder / "reports", filing)
    for plans in work_plans_of(monthly):
        dump(folder / "work-plans" / f"{plans.body}.json", plans)
    dump(folder / "submissions.json", submissions(filings))
    dump(folder / "successions.json", successions())
    dump(folder / "proceedings.json", proceedings())
    write_file(folder / "places" / "contoh.tsv", place_edition(regencies()))
    write_file(folder / "BACA-SAYA.md", _README.encode())
    write_index(folder)
    write_file(planted, ledger.dump())


def write_filing(folder: Path, filing: Filing) -> None:
    """Write the revisions of a report."""
    monthly = filing.report.kind.value == "bulanan"
    place = folder / (str(filing.report.period) if monthly else "sejak-pembentukan")
    revisions: tuple[Report | None, ...] = (filing.returned, filing.report)
    for report in revisions:
        if report is not None:
            dump(place / f"{report.id}.json", report)


def work_plans_of(filings: list[Filing]) -> list[WorkPlans]:
    """The plans of each unit."""
    units = sorted({filing.unit.id for filing in filings})
    return [
        WorkPlans(
            body=BodyId(unit),
            plans=tuple(plan for f in filings if f.unit.id == unit for plan in f.plans),
        )
        for unit in units
    ]


def dump(path: Path, value: object) -> None:
    """Write a record as the document it is."""
    write_file(path, dump_document(value, _KINDS[type(value)]))


def write_file(path: Path, data: bytes) -> None:
    """Write a file and the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
