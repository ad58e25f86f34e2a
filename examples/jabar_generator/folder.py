"""Writes the dossier folder, all but `dossier.toml`, and the list of what was planted."""

import shutil
from pathlib import Path
from typing import Final

import attrs

from examples.jabar_generator.planting import plant_arrivals, plant_contents, plant_copies
from examples.jabar_generator.roll import LAST_DAY, MONTHS, units
from examples.rakernas_generator.filing import Filing, Pool
from examples.rakernas_generator.folder import dump, work_plans_of, write_file, write_filing
from examples.rakernas_generator.ledger import Ledger
from examples.rakernas_generator.monthly import clean_filing, told
from examples.rakernas_generator.receipts import submissions
from examples.rakernas_generator.roster import invented_people, place_edition, unit_body
from pmi_core.reporting import ReportState, write_index

NAME: Final = "jabar-semester-2-2024"
PROGRAM: Final = "generate_jabar_semester_2_2024"
_README: Final = """\
# DATA REKAAN

Seluruh isi folder ini adalah **data rekaan** untuk contoh: tidak ada laporan, unit, orang, biaya,
atau kekurangan yang nyata. Jawa Barat hanya dipakai sebagai tempat. Kode 32.43 sampai dengan 32.69
tidak diterbitkan oleh siapa pun dan hanya ada dalam `places/contoh.tsv`.

- 27 unit "Kab. Contoh 32-01" sampai dengan "32-27", enam bulan (Juli-Desember 2024): 162 laporan.
  Hari pengukuhan, 1 Juli 2024, adalah rekaan, agar bulan pertama yang dilaporkan adalah Juli.
- Yang nyata hanya hukumnya: arahan lisan BP3MI Jawa Barat pada rapat evaluasi, 23 Juli 2024,
  sebagaimana diberitakan; bukan surat, dan huruf butirnya adalah penomoran pustaka ini. Di sini
  arahan itu berlaku langsung: laporan Juli dinilai menurut hukum pada 31 Juli 2024.
- Batas lima hari kerja adalah asumsi. Besaran BOP tidak diketahui dan dibiarkan kosong.
- Semua berkas kecuali `dossier.toml` ditulis oleh
  `python -m examples.generate_jabar_semester_2_2024`; kekurangan yang sengaja ditanam tercatat
  dalam `examples/jabar-semester-2-2024.planted.toml`, di luar folder ini.

*Everything here is invented; only the law it is judged by is not.*
"""


def monthly_filings() -> tuple[list[Filing], Ledger]:
    """The 162 reports with everything planted, and the list of it."""
    filings = [clean_filing(unit, month) for unit in units() for month in MONTHS]
    by_key = {filing.key: filing for filing in filings}
    pool, ledger = Pool(filings), Ledger()
    plant_arrivals(by_key, pool, ledger)
    plant_contents(pool, ledger)
    for filing in filings:
        state = ReportState.ACCEPTED if filing.report.period.last < LAST_DAY else None
        report = told(filing.report)
        filing.report = attrs.evolve(report, state=state or ReportState.VERIFIED)
    plant_copies(by_key, pool, ledger)
    return filings, ledger


def write(folder: Path, planted: Path) -> None:
    """Write everything but `dossier.toml`, then the index, then the planted list."""
    filings, ledger = monthly_filings()
    for name in ("bodies", "places", "reports", "work-plans"):
        shutil.rmtree(folder / name, ignore_errors=True)
    people = invented_people()
    for unit in units():
        dump(folder / "bodies" / f"{unit.id}.json", unit_body(unit, people))
    for filing in filings:
        write_filing(folder / "reports", filing)
    for plans in work_plans_of(filings):
        dump(folder / "work-plans" / f"{plans.body}.json", plans)
    dump(folder / "submissions.json", submissions(filings, 2024))
    write_file(folder / "places" / "contoh.tsv", place_edition(units()))
    write_file(folder / "BACA-SAYA.md", _README.encode())
    write_index(folder)
    write_file(planted, ledger.dump(NAME, PROGRAM))
