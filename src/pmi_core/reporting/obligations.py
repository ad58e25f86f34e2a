"""Which reports are owed by when, and what became of each."""

from collections.abc import Iterable, Iterator
from datetime import date
from enum import Enum

import attrs

from pmi_core.codec import optional
from pmi_core.programme import (
    KKBM,
    Body,
    BodyId,
    KawanPMI,
    Level,
    ReportKind,
    exists_on,
    formed_on,
    inaugurated_on,
)
from pmi_core.regulation import (
    Basis,
    ParameterKey,
    Period,
    PeriodKind,
    Registry,
    calendar_on,
    containing,
    next_period,
)
from pmi_core.reporting.dossier import newest_revisions
from pmi_core.reporting.report import Report, ReportState
from pmi_core.reporting.submission import Waiver

DAYS: ParameterKey = ParameterKey("batas_hari_kerja")
FIRST_MONTH: ParameterKey = ParameterKey("laporan_pertama_bulan_pengukuhan")
PROVINCE_DUTY: ParameterKey = ParameterKey("wajib_lapor_provinsi")
PERWIRA_DUTY: ParameterKey = ParameterKey("wajib_lapor_perwira")
SINCE_FORMATION: ParameterKey = ParameterKey("laporan_sejak_pembentukan")


class ObligationStatus(Enum):
    """What became of a report that is owed."""

    NOT_YET_DUE = "belum_jatuh_tempo"
    MISSING = "belum_masuk"
    RECEIVED = "masuk"
    RETURNED = "dikembalikan"
    ACCEPTED = "diterima"
    WAIVED = "dispensasi"


@attrs.frozen(kw_only=True)
class Obligation:
    """One report a body owes.

    Attributes:
        due: Last day to hand it in; unknown outside the calendar's or the parameter's dates.
        binding: False where only an assumption expects it: then a missing report is a note.
        basis: What the obligation and its due day rest on.
    """

    body: BodyId
    kind: ReportKind
    period: Period
    due: date | None = optional()
    binding: bool
    basis: tuple[Basis, ...]


@attrs.frozen(kw_only=True)
class ObligationState:
    """An obligation and what became of it on a day."""

    obligation: Obligation
    status: ObligationStatus
    first_received_on: date | None = optional()


def owed(
    bodies: Iterable[Body],
    as_of: date,
    *,
    registry: Registry,
    since_formation_until: date | None = None,
    known_on: date | None = None,
) -> tuple[Obligation, ...]:
    """All reports owed whose due day has come, ordered by body, kind and period.

    Monthly reports are owed by kabupaten and kota units of Kawan PMI, from the month of their
    inauguration: that is where the duty was observed (for others a parameter says so). A report
    since formation is expected of every unit and association when a meeting asks for one, due on
    the data's cut-off day; that is assumed.

    Args:
        bodies: The roll.
        as_of: The day asked about.
        registry: Law and parameters; each period is judged by those of its own last day.
        since_formation_until: The cut-off day a meeting set, or nothing.
        known_on: Only parameters and events of bodies knowable on this day count; `None` filters
            nothing.
    """
    found: list[Obligation] = []
    for body in sorted(bodies, key=lambda item: item.id):
        found += _monthly(body, as_of, registry, known_on)
        if since_formation_until is not None and since_formation_until <= as_of:
            found += _since_formation(body, since_formation_until, registry, known_on)
    return tuple(found)


def settle(
    obligations: Iterable[Obligation], reports: Iterable[Report], waivers: Iterable[Waiver] = ()
) -> tuple[ObligationState, ...]:
    """What became of each obligation, from the newest revision of the report that answers it."""
    filed = {
        (report.body, report.kind, report.period.last): report
        for report in newest_revisions(reports)
        if report.state is not ReportState.DRAFT
    }
    excused = {(waiver.body, waiver.kind, waiver.period.last) for waiver in waivers}
    return tuple(_settled(item, filed, excused) for item in obligations)


def _settled(
    item: Obligation,
    filed: dict[tuple[BodyId, ReportKind, date], Report],
    excused: set[tuple[BodyId, ReportKind, date]],
) -> ObligationState:
    key = (item.body, item.kind, item.period.last)
    report = filed.get(key)
    if report is None:
        status = ObligationStatus.WAIVED if key in excused else ObligationStatus.MISSING
        return ObligationState(obligation=item, status=status)
    return ObligationState(
        obligation=item,
        status=_STATUS_OF.get(report.state, ObligationStatus.RECEIVED),
        first_received_on=report.first_received_on,
    )


_STATUS_OF = {
    ReportState.RETURNED: ObligationStatus.RETURNED,
    ReportState.ACCEPTED: ObligationStatus.ACCEPTED,
}


def _monthly(
    body: Body, as_of: date, registry: Registry, known_on: date | None
) -> Iterator[Obligation]:
    start = inaugurated_on(body, known_on=known_on)
    if (
        start is None
        or not isinstance(body, KawanPMI)
        or not _bound(body, as_of, registry, known_on)
    ):
        return
    period = containing(PeriodKind.MONTH, start)
    first_month = registry.value(FIRST_MONTH, on=period.last, known_on=known_on)
    if first_month is None or first_month.value == 0:
        period = next_period(period)
    while period.last < as_of:
        limit = registry.value(DAYS, on=period.last, known_on=known_on)
        calendar = calendar_on(registry, period.last, known_on)
        due = calendar.due_day(period.end, int(limit.value)) if limit else None
        if exists_on(body, period.last, known_on=known_on) and (due is None or due <= as_of):
            yield Obligation(
                body=body.id,
                kind=ReportKind.MONTHLY,
                period=period,
                due=due,
                binding=True,
                basis=limit.basis if limit else (),
            )
        period = next_period(period)


def _bound(body: Body, on: date, registry: Registry, known_on: date | None) -> bool:
    """Whether a missing report of this body is a failing; the duty was observed for regencies."""
    if isinstance(body, KawanPMI) and body.level is Level.REGENCY:
        return True
    key = PROVINCE_DUTY if isinstance(body, KawanPMI) else PERWIRA_DUTY
    duty = registry.value(key, on=on, known_on=known_on)
    return duty is not None and duty.value != 0


def _since_formation(
    body: Body, until: date, registry: Registry, known_on: date | None
) -> Iterator[Obligation]:
    start = inaugurated_on(body, known_on=known_on) or formed_on(body, known_on=known_on)
    asked = registry.value(SINCE_FORMATION, on=until, known_on=known_on)
    if start is None or start > until or asked is None or asked.value == 0:
        return  # what was formed after the cut-off day has nothing to report by then
    if isinstance(body, KKBM) or not exists_on(
        body, until, known_on=known_on
    ):  # they came before the rest
        return
    period = Period(kind=PeriodKind.SINCE_FORMATION, first=start, last=until)
    yield Obligation(
        body=body.id,
        kind=ReportKind.SINCE_FORMATION,
        period=period,
        due=until,
        binding=_bound(body, until, registry, known_on),
        basis=asked.basis,
    )
