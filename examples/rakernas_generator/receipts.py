"""The receipts: one for each envelope, message or parcel, in order of their days."""

from collections.abc import Iterable
from datetime import timedelta
from hashlib import sha256

import attrs

from examples.rakernas_generator.filing import Arrival, Filing, stream
from examples.rakernas_generator.roll import CUT_OFF, Unit
from pmi_core.reporting import Channel, ReportId, Submission, SubmissionId, Submissions


@attrs.frozen(kw_only=True)
class _Piece:
    unit: Unit
    report: ReportId
    arrival: Arrival

    @property
    def order(self) -> tuple[str, str]:
        return str(self.arrival.day), self.report


def submissions(filings: Iterable[Filing], year: int = 2023) -> Submissions:
    """All receipts of these filings and of the revisions before them."""
    envelopes: dict[str, list[_Piece]] = {}
    for piece in sorted(_pieces(filings), key=lambda piece: piece.order):
        envelopes.setdefault(piece.arrival.envelope or piece.report, []).append(piece)
    return Submissions(
        items=tuple(
            _submission(year, number, pieces)
            for number, pieces in enumerate(envelopes.values(), start=1)
        )
    )


def _pieces(filings: Iterable[Filing]) -> Iterable[_Piece]:
    for filing in filings:
        if filing.returned is not None and filing.returned_arrival is not None:
            first = filing.returned
            yield _Piece(unit=filing.unit, report=first.id, arrival=filing.returned_arrival)
        yield _Piece(unit=filing.unit, report=filing.report.id, arrival=filing.arrival)


def _submission(year: int, number: int, pieces: list[_Piece]) -> Submission:
    unit, arrival = pieces[0].unit, pieces[0].arrival
    instant = arrival.instant(unit)
    rng = stream("receipt", pieces[0].report)
    paper = arrival.day + timedelta(days=rng.randint(2, 9))
    follows = arrival.channel is Channel.MESSENGER and rng.randrange(3) == 0 and paper <= CUT_OFF
    mailed = arrival.channel is Channel.EMAIL
    digest = sha256("/".join(piece.report for piece in pieces).encode()).hexdigest()
    return Submission(
        id=SubmissionId(f"tt-{year}-{number:04}"),
        channel=arrival.channel,
        reports=tuple(piece.report for piece in pieces),
        received=instant,
        received_on=None if instant else arrival.day,
        physical_on=paper if follows else None,
        sha256=digest if mailed else None,
    )
