"""Plants what only shows against other months and revisions: copies, resubmissions, scans."""

from datetime import timedelta
from functools import partial
from typing import Final

import attrs

from examples.rakernas_generator import contents, words
from examples.rakernas_generator.filing import (
    CALENDAR,
    Filing,
    Pool,
    arrival_on,
    report_id,
    stream,
)
from examples.rakernas_generator.ledger import Ledger
from examples.rakernas_generator.roll import ACTING_CHAIR, LAST_MONTH
from pmi_core.messages import Text
from pmi_core.reporting import EvidenceKind, Narrative, Report, ReportMedium, ReportState

Filings = dict[tuple[str, str], Filing]

COPIED: Final = ("copied narrative", "LAP-11")
REUSED: Final = ("photo reused over months", "LAP-12")
SHARED: Final = ("photo reused over units", "DOS-02")
TYPED_CODE: Final = ("place code without its last zero", "DOS-08")
TYPED_NAME: Final = ("bare place name", "DOS-08")
# unit, month, the earlier month it takes from
_WEAK_COPIES: Final = (
    ("kawan-18-62", "2023-08", "2023-07"),
    ("kawan-74-62", "2023-10", "2023-09"),
)
_WEAK_REUSE: Final = ("kawan-35-66", "2023-10", "2023-08")
_MENDED: Final = (
    (contents.no_proof, "bukti pengeluaran dilengkapi."),
    (contents.wrong_sum, "jumlah biaya diperbaiki."),
    (contents.wrong_cover, "periode pada sampul diperbaiki."),
    (contents.not_itemised, "rincian pembelian dilampirkan."),
    (contents.wrong_signer, "laporan ditandatangani Ketua."),
    (contents.no_follow_up, "tindak lanjut kendala dijelaskan."),
)


def plant_scans(arrivals: Pool, pool: Pool, ledger: Ledger) -> None:
    """Twelve reports came as pictures of paper; nothing of their content is known."""
    for filing in arrivals.take("scan only", 12, pool.has):
        pool.claim([filing])
        filing.report = Report(
            id=filing.report.id,
            body=filing.report.body,
            kind=filing.report.kind,
            period=filing.report.period,
            medium=ReportMedium.SCAN,
            invented=True,
        )
        ledger.plant("scan only", "", filing)


def plant_acting_chair(filings: Filings, pool: Pool, ledger: Ledger) -> None:
    """One report is signed by an acting chair, as it may be."""
    filing = filings[ACTING_CHAIR]
    pool.claim([filing])
    filing.report = contents.signed_by(filing.report, "plt_ketua")
    reason = Text(
        id="Pelaksana Tugas Ketua berwenang menandatangani.", en="An acting chair may sign."
    )
    ledger.decoy("wrong signer", "LAP-01", filing, reason)


def plant_copies(filings: Filings, pool: Pool, ledger: Ledger) -> None:
    """Paragraphs and photos of an earlier month handed in again."""
    pairs = [(filings[unit, month], filings[unit, old]) for unit, month, old in _WEAK_COPIES]
    pairs += [(filing, before(filings, filing)) for filing in _later(filings, pool, "copied", 2)]
    for number, (filing, source) in enumerate(pairs):
        text = narrative_of(source).activities or ""
        if number % 2:  # a word changed by hand
            text = text.replace("hasilnya", "hasil", 1)
        narrative = attrs.evolve(narrative_of(filing), activities=text)
        filing.report = attrs.evolve(filing.report, narrative=narrative)
        ledger.plant(*COPIED, filing)
    unit, month, old = _WEAK_REUSE
    pairs = [(filings[unit, month], filings[unit, old])]
    pairs += [(filing, before(filings, filing)) for filing in _later(filings, pool, "reused", 2)]
    for filing, source in pairs:
        filing.report, pointer = with_photo_of(filing.report, source.report)
        ledger.plant(*REUSED, filing, pointer)


def note_shared_texts(ledger: Ledger) -> None:
    """The same foreword and the same logo everywhere are no copies."""
    foreword = Text(
        id="Kata pengantar dan latar belakang memang sama setiap bulan.",
        en="Foreword and background are the same every month by design.",
    )
    logo = Text(
        id="Logo yang sama bukan foto kegiatan.", en="A shared logo is no photo of an activity."
    )
    ledger.decoy(*COPIED, None, foreword)
    ledger.decoy(*REUSED, None, logo)


def plant_revisions(pool: Pool, ledger: Ledger) -> None:
    """Twenty-two returned and mended, two returned and handed in again unchanged."""
    reason = Text(
        id="Kekurangan revisi pertama sudah diperbaiki dalam revisi terbaru.",
        en="The fault of the first revision is mended in the newest.",
    )
    mendable = contents.has_both_lines
    for number, filing in enumerate(pool.take("mended", 22, lambda f: _early(f) and mendable(f))):
        change, note = _MENDED[number % len(_MENDED)]
        faulty, _ = change(filing)
        _return(filing, faulty)
        filing.report = attrs.evolve(
            filing.report,
            state=ReportState.ACCEPTED,
            revision_reason=f"{words.MENDED}{note}",
        )
        ledger.decoy("mended in a revision", "", filing, reason)
    for kind in (contents.NO_PROOF, contents.NOT_ITEMISED):
        filing = next(
            item.filing
            for item in ledger.planted
            if item.kind == kind and _early(item.filing) and not item.filing.arrival.envelope
        )
        filing.report = attrs.evolve(filing.report, state=ReportState.RETURNED)
        _return(filing, filing.report)
        ledger.plant("identical resubmission", "", filing)


def plant_across_units(pool: Pool, ledger: Ledger) -> None:
    """One photo in reports of two units for one month; and places typed so that nobody can tell."""

    def in_month(filing: Filing) -> bool:
        return str(filing.report.period) == "2023-10"

    source, filing = pool.take("photo over units", 2, in_month)
    filing.report, pointer = with_photo_of(filing.report, source.report)
    ledger.plant(*SHARED, filing, pointer)
    for place in ("33.60", "73.60"):
        (filing,) = pool.take(f"typed code {place}", 1, partial(_in_place, place))
        _type_place(filing, place.rstrip("0"))
        ledger.plant(*TYPED_CODE, filing, "/cover/place_as_typed")
    (filing,) = pool.take("typed name", 1, lambda f: f.unit.place == "35.60")
    _type_place(filing, "Contoh 35-A")
    ledger.plant(*TYPED_NAME, filing, "/cover/place_as_typed")
    reason = Text(
        id="Nama lengkap dengan kabupaten atau kota menunjuk satu wilayah.",
        en="A full name with kabupaten or kota means one region.",
    )
    ledger.decoy(*TYPED_NAME, None, reason)


def _type_place(filing: Filing, text: str) -> None:
    cover = filing.report.cover
    if cover is None:
        raise ValueError(f"{filing.report.id} has no cover")
    filing.report = attrs.evolve(filing.report, cover=attrs.evolve(cover, place_as_typed=text))


def _return(filing: Filing, faulty: Report) -> None:
    rng = stream("revision", *filing.key)
    number = rng.randint(4, 8)
    day = CALENDAR.due_day(filing.arrival.day + timedelta(days=1), number)
    if day is None:
        raise ValueError("a revision lies outside the calendar")
    filing.returned = attrs.evolve(faulty, state=ReportState.RETURNED)
    filing.returned_arrival = filing.arrival
    filing.arrival = arrival_on(day, rng)
    newest = report_id(filing.unit, filing.report.period, 2)
    filing.report = attrs.evolve(filing.report, id=newest, revision=2)


def _in_place(place: str, filing: Filing) -> bool:
    return filing.unit.place == place


def _early(filing: Filing) -> bool:
    return filing.report.period.last < LAST_MONTH


def _later(filings: Filings, pool: Pool, what: str, count: int) -> list[Filing]:
    """Filings with an earlier month of data, of units without any scan."""
    scanned = {key[0] for key, f in filings.items() if f.report.medium is ReportMedium.SCAN}

    def fits(filing: Filing) -> bool:
        first = min(key[1] for key in filings if key[0] == filing.unit.id)
        return filing.key[1] != first and filing.unit.id not in scanned

    return pool.take(what, count, fits)


def before(filings: Filings, filing: Filing) -> Filing:
    """The report of the same unit about the month before it that came."""
    earlier = [key for key in filings if key[0] == filing.unit.id and key[1] < filing.key[1]]
    return filings[max(earlier)]


def narrative_of(filing: Filing) -> Narrative:
    """The running text of a report that has one."""
    if filing.report.narrative is None:
        raise ValueError(f"{filing.report.id} has no narrative")
    return filing.report.narrative


def with_photo_of(report: Report, source: Report) -> tuple[Report, str]:
    """The report with a photo of another in it, and where it stands."""
    photo = next(digest for digest in source.photo_hashes or ())
    activities = list(report.activities or ())
    evidence = list(activities[0].evidence or ())
    index = next(i for i, file in enumerate(evidence) if file.kind is EvidenceKind.PHOTO)
    evidence[index] = attrs.evolve(evidence[index], sha256=photo)
    activities[0] = attrs.evolve(activities[0], evidence=tuple(evidence))
    return attrs.evolve(report, activities=tuple(activities)), f"/activities/0/evidence/{index}"
