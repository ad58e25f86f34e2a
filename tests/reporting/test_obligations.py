"""Who owes which report by when."""

from datetime import date
from fractions import Fraction

import attrs
import pytest
from hypothesis import given, settings

from pmi_core.programme import (
    KKBM,
    Body,
    BodyId,
    Event,
    History,
    KawanPMI,
    Level,
    ReportKind,
    as_known,
)
from pmi_core.regulation import (
    LawPack,
    ParameterKey,
    Period,
    layer,
    shipped_registry,
)
from pmi_core.reporting import (
    Obligation,
    ObligationStatus,
    ReportState,
    Waiver,
    owed,
    settle,
)
from pmi_core.testing import laws
from tests.programme.sound import DAYS, sound_units
from tests.reporting.samples import AUGUST, association, monthly, province_unit, unit

REGISTRY = shipped_registry()


def owed_on(as_of: date, *bodies: Body, until: date | None = None) -> tuple[Obligation, ...]:
    return owed(bodies, as_of, registry=REGISTRY, since_formation_until=until)


def test_the_due_days_of_2023_at_five_working_days() -> None:
    found = owed_on(date(2023, 12, 18), unit(day=date(2023, 7, 22)))
    assert [(str(item.period), str(item.due)) for item in found] == [
        ("2023-07", "2023-08-07"),
        ("2023-08", "2023-09-07"),
        ("2023-09", "2023-10-06"),
        ("2023-10", "2023-11-07"),
        ("2023-11", "2023-12-07"),
    ]


@pytest.mark.parametrize(
    ("as_of", "months"), [(date(2023, 9, 6), 0), (date(2023, 9, 7), 1), (date(2023, 10, 5), 1)]
)
def test_a_report_is_owed_from_its_due_day_on(as_of: date, months: int) -> None:
    assert len(owed_on(as_of, unit())) == months


def test_the_month_of_inauguration_is_the_first() -> None:
    assert owed_on(date(2023, 10, 1), unit(day=date(2023, 8, 31)))[0].period == AUGUST


def test_a_body_without_inauguration_owes_nothing() -> None:
    assert (
        owed_on(date(2023, 12, 18), attrs.evolve(unit(), history=unit().history.__class__())) == ()
    )


def test_monthly_reports_are_owed_by_regency_units_alone() -> None:
    found = owed_on(date(2023, 12, 18), province_unit(), association())
    assert found == ()


def test_a_meeting_asks_every_body_but_only_regency_units_are_bound() -> None:
    until = date(2023, 12, 16)
    found = owed_on(until, unit(), province_unit(), association(), until=until)
    since = [item for item in found if item.kind is ReportKind.SINCE_FORMATION]
    assert {(item.body, item.binding) for item in since} == {
        ("kawan-74-60", True),
        ("kawan-74", False),
        ("perwira-01", False),
    }
    assert {str(item.period) for item in since} == {
        "2023-08-05/2023-12-16",
        "2023-07-22/2023-12-16",
    }


def test_before_the_cut_off_nothing_since_formation_is_owed() -> None:
    found = owed_on(date(2023, 12, 15), association(), until=date(2023, 12, 16))
    assert found == ()


def test_a_predecessor_community_owes_nothing() -> None:
    day = date(2018, 3, 14)
    formed = Event(name="pembentukan", effective=day, recorded=day, actor="BP3TKI Contoh")
    community = KKBM(
        id=BodyId("kkbm-18-60"),
        name="KKBM Desa Contoh",
        level=Level.VILLAGE,
        history=History(events=(formed,)),
    )
    assert owed_on(date(2023, 12, 18), community, until=date(2023, 12, 16)) == ()


def test_outside_the_calendar_the_due_day_is_unknown_and_the_report_still_owed() -> None:
    found = owed_on(date(2016, 3, 1), unit(day=date(2016, 1, 5)))
    assert [(str(item.period), item.due) for item in found] == [
        ("2016-01", None),
        ("2016-02", None),
    ]


def test_every_obligation_says_what_it_rests_on() -> None:
    found = owed_on(date(2023, 12, 18), unit(), association(), until=date(2023, 12, 16))
    assert all(item.basis for item in found)


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (ReportState.SUBMITTED, ObligationStatus.RECEIVED),
        (ReportState.VERIFIED, ObligationStatus.RECEIVED),
        (ReportState.RETURNED, ObligationStatus.RETURNED),
        (ReportState.ACCEPTED, ObligationStatus.ACCEPTED),
    ],
)
def test_the_state_of_the_newest_revision_settles_an_obligation(
    state: ReportState, expected: ObligationStatus
) -> None:
    obligations = owed_on(date(2023, 9, 7), unit())
    (settled,) = settle(obligations, [attrs.evolve(monthly(), state=state)])
    assert settled.status is expected


def test_what_did_not_come_is_missing_unless_it_was_waived() -> None:
    obligations = owed_on(date(2023, 9, 7), unit())
    waiver = Waiver(
        body=BodyId("kawan-74-60"),
        kind=ReportKind.MONTHLY,
        period=AUGUST,
        approver="BP3MI Contoh 74",
        reason="banjir",
        on=date(2023, 9, 1),
    )
    assert settle(obligations, [])[0].status is ObligationStatus.MISSING
    assert settle(obligations, [], [waiver])[0].status is ObligationStatus.WAIVED
    other = attrs.evolve(waiver, period=Period.parse("2023-07"))
    assert settle(obligations, [], [other])[0].status is ObligationStatus.MISSING


def test_a_law_pack_that_binds_province_units_makes_them_owe_monthly_reports() -> None:
    duty = REGISTRY.parameter(ParameterKey("wajib_lapor_provinsi"))
    bound = attrs.evolve(duty, values=(attrs.evolve(duty.values[0], value=Fraction(1)),))
    pack = LawPack(id="uji", title=duty.label, parameters=(bound,))
    law = layer(REGISTRY, pack)
    found = owed((province_unit(),), date(2023, 9, 7), registry=law)
    assert [(str(item.period), item.binding) for item in found] == [("2023-08", True)]


def test_a_dissolved_unit_owes_nothing_for_later_months() -> None:
    ended = Event(
        name="pembubaran",
        effective=date(2023, 9, 10),
        recorded=date(2023, 9, 12),
        actor="BP2MI",
        note="uji",
    )
    gone = attrs.evolve(unit(), history=History(events=(*unit().history.events, ended)))
    found = owed_on(date(2023, 12, 18), gone, until=date(2023, 12, 16))
    assert [str(item.period) for item in found] == ["2023-08"]


@pytest.mark.parametrize("value", [0, 1])
def test_a_law_pack_can_say_that_no_report_since_formation_is_owed(value: int) -> None:
    asked = REGISTRY.parameter(ParameterKey("laporan_sejak_pembentukan"))
    changed = attrs.evolve(asked, values=(attrs.evolve(asked.values[0], value=Fraction(value)),))
    law = layer(REGISTRY, LawPack(id="uji", title=asked.label, parameters=(changed,)))
    until = date(2023, 12, 16)
    found = owed((association(),), until, registry=law, since_formation_until=until)
    assert len(found) == value


def test_a_draft_was_not_handed_in() -> None:
    obligations = owed_on(date(2023, 9, 7), unit())
    draft = attrs.evolve(monthly(), state=ReportState.DRAFT)
    assert settle(obligations, [draft])[0].status is ObligationStatus.MISSING


def test_the_newest_revision_settles_an_obligation_in_any_order() -> None:
    obligations = owed_on(date(2023, 9, 7), unit())
    returned = attrs.evolve(monthly(), state=ReportState.RETURNED)
    accepted = attrs.evolve(monthly("lap-2", revision=2), state=ReportState.ACCEPTED)
    for order in ([returned, accepted], [accepted, returned]):
        assert settle(obligations, order)[0].status is ObligationStatus.ACCEPTED


def test_a_law_pack_can_let_the_duty_begin_the_month_after() -> None:
    first = REGISTRY.parameter(ParameterKey("laporan_pertama_bulan_pengukuhan"))
    changed = attrs.evolve(first, values=(attrs.evolve(first.values[0], value=Fraction(0)),))
    law = layer(REGISTRY, LawPack(id="uji", title=first.label, parameters=(changed,)))
    found = owed((unit(),), date(2023, 10, 6), registry=law)
    assert [str(item.period) for item in found] == ["2023-09"]


@settings(laws, max_examples=100)
@given(unit=sound_units(), known_on=DAYS)
def test_what_is_owed_as_known_is_what_the_body_as_known_owes(
    unit: KawanPMI, known_on: date
) -> None:
    on, until = date(2022, 4, 30), date(2022, 1, 31)

    def asked(*bodies: Body) -> tuple[Obligation, ...]:
        return owed(
            bodies,
            on,
            registry=REGISTRY,
            since_formation_until=until,
            known_on=known_on,
        )

    seen = as_known(unit, known_on)
    assert asked(unit) == (() if seen is None else asked(seen))


JULY, CORRECTED = date(2023, 7, 22), date(2023, 10, 1)


def moved(name: str) -> Body:
    """A unit whose step was recorded as of July, and corrected to September on 1 October."""

    def event(name: str, on: date, recorded: date, corrects: int | None = None) -> Event:
        return Event(name=name, effective=on, recorded=recorded, actor="BP2MI", corrects=corrects)

    life = (
        event(name, JULY, JULY),
        event("koreksi", CORRECTED, CORRECTED, 1),
        event(name, date(2023, 9, 19), CORRECTED),
    )
    return attrs.evolve(unit(), history=History(events=life))


@pytest.mark.parametrize(
    ("known_on", "months"),
    [(date(2023, 9, 30), ["2023-07", "2023-08"]), (CORRECTED, ["2023-09"])],
)
def test_the_first_month_is_that_of_the_inauguration_as_known(
    known_on: date, months: list[str]
) -> None:
    body = moved("pengukuhan")
    found = owed([body], date(2023, 10, 6), registry=REGISTRY, known_on=known_on)
    assert [str(item.period) for item in found][: len(months)] == months


@pytest.mark.parametrize(
    ("known_on", "first"), [(date(2023, 9, 30), JULY), (CORRECTED, date(2023, 9, 19))]
)
@pytest.mark.parametrize("step", ["pembentukan", "pengukuhan"])
def test_a_report_since_formation_begins_with_it_as_known(
    step: str, known_on: date, first: date
) -> None:
    until = date(2023, 12, 16)
    found = owed(
        [moved(step)], until, registry=REGISTRY, since_formation_until=until, known_on=known_on
    )
    (since,) = (item.period for item in found if item.kind is ReportKind.SINCE_FORMATION)
    assert since.first == first
