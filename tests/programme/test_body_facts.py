"""What a body is on a day, flat: what nobody told is unknown, never no."""

from datetime import date, timedelta
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmi_core.programme import (
    KKBM,
    AnnexEntry,
    Appointment,
    AppointmentDecree,
    BodyId,
    Business,
    BusinessFacts,
    BusinessStage,
    DecreeId,
    Division,
    Event,
    History,
    KawanPMI,
    Level,
    Member,
    MemberFacts,
    MemberKind,
    Person,
    PersonId,
    PerwiraPMI,
    Role,
    Signal,
    SignalKind,
    body_facts,
)
from pmi_core.regulation import shipped_registry

START = date(2023, 7, 22)
DAY = date(2023, 12, 18)
LAW = shipped_registry()
DAYS = [DAY - timedelta(days=1), DAY, DAY + timedelta(days=1)]


def person(number: int) -> Person:
    return Person(id=PersonId(f"orang-{number}"), name=f"Orang Contoh {number}")


def appointed(number: int, role: Role = Role.MEMBER, **more: Any) -> Appointment:
    return Appointment(person=person(number), role=role, **{"first": START, **more})


def unit(*appointments: Appointment, **more: Any) -> KawanPMI:
    return KawanPMI(
        id=BodyId("kawan-1"),
        name="Contoh",
        level=Level.REGENCY,
        appointments=appointments,
        **more,
    )


FIVE = (
    appointed(1, Role.CHAIR),
    appointed(2, Role.SECRETARY),
    *(appointed(3 + n, division=division) for n, division in enumerate(Division)),
)


def association(**more: Any) -> PerwiraPMI:
    return PerwiraPMI(id=BodyId("perwira-1"), name="Contoh", level=Level.PROVINCE, **more)


def step(name: str, day: date, recorded: date | None = None) -> Event:
    return Event(name=name, effective=day, recorded=recorded or day, actor="BP3MI Contoh")


@pytest.mark.parametrize(
    ("appointments", "filled"),
    [
        pytest.param(FIVE, 5, id="five"),
        pytest.param(FIVE[:4], 4, id="a division is vacant"),
        pytest.param((*FIVE, appointed(6, division=Division.PREVENTION)), 5, id="six persons"),
        pytest.param((), None, id="nobody on record"),
        pytest.param((*FIVE[:4], attrs.evolve(FIVE[4], first=None)), None, id="since when unknown"),
    ],
)
def test_seats_are_counted_where_all_of_them_are_known(
    appointments: tuple[Appointment, ...], filled: int | None
) -> None:
    facts = body_facts(unit(*appointments), DAY, LAW)
    assert len(facts.seats) == 5
    assert facts.roles_filled == filled


def test_only_units_of_kawan_pmi_have_seats_and_an_area() -> None:
    community = KKBM(id=BodyId("kkbm-1"), name="Contoh", level=Level.VILLAGE)
    for body in (community, association()):
        facts = body_facts(body, DAY, LAW)
        assert (facts.seats, facts.districts, facts.villages) == ((), None, None)
    facts = body_facts(unit(districts=25, villages=351), DAY, LAW)
    assert (facts.districts, facts.villages) == (25, 351)


@pytest.mark.parametrize(
    ("first", "last", "serving"),
    [
        pytest.param(DAY, None, [True], id="from that day"),
        pytest.param(DAYS[2], None, [], id="from the next"),
        pytest.param(START, DAY, [True], id="until that day"),
        pytest.param(START, DAYS[0], [], id="until the day before"),
        pytest.param(None, None, [None], id="since when unknown"),
    ],
)
def test_who_serves_is_told_and_who_may_is_there_as_unknown(
    first: date | None, last: date | None, serving: list[bool | None]
) -> None:
    facts = body_facts(unit(appointed(1, first=first, last=last)), DAY, LAW)
    assert [one.serving for one in facts.serving] == serving


@pytest.mark.parametrize(
    ("signed_on", "signed", "expected"),
    [
        pytest.param(DAYS[0], None, True, id="before"),
        pytest.param(DAYS[1], None, True, id="that day"),
        pytest.param(DAYS[2], None, False, id="after"),
        pytest.param(DAYS[2], True, False, id="after, and looked at"),
        pytest.param(DAYS[0], False, True, id="before, and not seen"),
        pytest.param(None, True, True, id="signed, day unknown"),
        pytest.param(None, False, False, id="not signed"),
        pytest.param(None, None, None, id="unknown"),
    ],
)
def test_a_pact_counts_from_its_day(
    signed_on: date | None, signed: bool | None, expected: bool | None
) -> None:
    one = appointed(1, pact_signed_on=signed_on, pact_signed=signed)
    assert [p.pact_signed for p in body_facts(unit(one), DAY, LAW).serving] == [expected]


@pytest.mark.parametrize(("day", "expected"), [*zip(DAYS, [True, True, False], strict=True)])
def test_a_briefing_counts_from_its_day(day: date, expected: bool) -> None:
    facts = body_facts(unit(appointed(1, briefed_on=day)), DAY, LAW)
    assert facts.serving[0].briefed is expected


def test_one_person_in_two_roles_is_one_who_signed_once() -> None:
    secretary = appointed(1, Role.SECRETARY, pact_signed_on=START)
    acting = appointed(1, Role.ACTING_CHAIR, pact_signed=False, first=None)
    (facts,) = body_facts(unit(secretary, acting), DAY, LAW).serving
    assert facts.roles == (Role.SECRETARY, Role.ACTING_CHAIR)
    assert (facts.serving, facts.pact_signed) == (True, True)


def test_what_one_role_denies_and_another_leaves_open_is_open() -> None:
    roles = (appointed(1, Role.SECRETARY), appointed(1, Role.ACTING_CHAIR, pact_signed=False))
    assert body_facts(unit(*roles), DAY, LAW).serving[0].pact_signed is None


DECREE = AppointmentDecree(
    id=DecreeId("sk-1"), issuer="Kepala BP2MI", covers_from=START, covers_until=DAY
)


@pytest.mark.parametrize(
    ("decree", "day", "covered"),
    [
        pytest.param(DECREE, DAY, True, id="last day"),
        pytest.param(DECREE, DAYS[2], False, id="after its last day"),
        pytest.param(attrs.evolve(DECREE, covers_until=None), DAY, None, id="end unknown"),
        pytest.param(attrs.evolve(DECREE, annex=()), DAY, False, id="left out of the annex"),
        pytest.param(
            attrs.evolve(DECREE, annex=(), covers_until=None), DAY, None, id="left out, end unknown"
        ),
        pytest.param(
            attrs.evolve(DECREE, covers_from=DAYS[2], covers_until=DAYS[2]),
            DAY,
            False,
            id="later only",
        ),
    ],
)
def test_only_decrees_whose_days_are_known_can_leave_somebody_uncovered(
    decree: AppointmentDecree, day: date, covered: bool | None
) -> None:
    one = unit(appointed(1, Role.CHAIR, decree=decree.id), decrees=(decree,))
    assert body_facts(one, day, LAW).serving[0].covered is covered


def test_without_a_decree_on_record_nobody_can_tell() -> None:
    assert body_facts(unit(appointed(1)), DAY, LAW).serving[0].covered is None


def test_a_decree_not_yet_known_is_none_on_record() -> None:
    decree = attrs.evolve(DECREE, day=DAY)
    one = unit(appointed(1, Role.CHAIR, decree=decree.id), decrees=(decree,))
    assert body_facts(one, DAY, LAW, known_on=DAYS[0]).serving[0].covered is None


def test_one_uncovered_role_leaves_the_person_uncovered() -> None:
    roles = (appointed(1, Role.CHAIR), appointed(1, Role.SECRETARY))
    listed = AnnexEntry(person=PersonId("orang-1"), role=Role.CHAIR)
    body = unit(*roles, decrees=(attrs.evolve(DECREE, annex=(listed,)),))
    assert body_facts(body, DAY, LAW).serving[0].covered is False


def test_members_who_left_are_not_there_and_training_counts_from_its_day() -> None:
    trained = History(
        events=(step("pendaftaran", START), step("verifikasi", START), step("pelatihan", DAY))
    )
    rows = (
        Member(person=person(1), kind=MemberKind.RETURNED, joined=START, history=trained),
        Member(person=person(2), kind=MemberKind.FAMILY, joined=START, left=DAYS[0]),
        Member(person=person(3), kind=MemberKind.FAMILY),
    )
    found = association(members=rows)

    def told(day: date, known_on: date | None = None) -> list[tuple[str, bool | None, bool | None]]:
        members = body_facts(found, day, LAW, known_on=known_on).members or ()
        return [(one.person, one.active, one.trained) for one in members]

    assert told(DAY) == [("orang-1", True, True), ("orang-3", None, None)]
    assert told(DAYS[0])[0] == ("orang-1", True, None)
    assert told(DAY, known_on=DAYS[0])[0] == ("orang-1", True, None)


def test_a_life_without_training_tells_of_none_where_another_life_tells_of_one() -> None:
    verified = (step("pendaftaran", START), step("verifikasi", START))
    rows = tuple(
        Member(person=person(number), kind=MemberKind.RETURNED, joined=START, history=history)
        for number, history in enumerate(
            (
                History(events=(*verified, step("pelatihan", DAY))),
                History(events=verified),
                None,
                History(events=(step("pendaftaran", DAYS[2]),)),
            )
        )
    )

    def trained(day: date, *members: Member) -> list[bool | None]:
        facts = body_facts(association(members=members), day, LAW)
        return [one.trained for one in facts.members or ()]

    assert trained(DAY, *rows) == [True, False, None, None]
    assert trained(DAYS[0], *rows) == [None] * 4
    assert trained(DAY, *rows[1:]) == [None] * 3


def test_what_is_sure_is_counted_whatever_is_unknown() -> None:
    trained = History(
        events=(step("pendaftaran", START), step("verifikasi", START), step("pelatihan", DAY))
    )
    one = Member(person=person(1), kind=MemberKind.RETURNED, joined=START, history=trained)
    two = Member(person=person(2), kind=MemberKind.FAMILY)
    businesses = (
        business(BusinessStage.OPERATING, flagship=True),
        business(BusinessStage.OPERATING),
    )
    facts = body_facts(association(members=(one, two), businesses=businesses), DAY, LAW)
    assert (facts.surely_trained, facts.more_trained) == (1, None)
    assert (facts.sure_flagships, facts.more_flagships) == (1, None)
    told = body_facts(association(members=(one,), businesses=businesses[:1]), DAY, LAW)
    assert (told.surely_trained, told.more_trained) == (1, False)
    assert (told.sure_flagships, told.more_flagships) == (1, False)
    nothing = body_facts(association(), DAY, LAW)
    assert (nothing.surely_trained, nothing.more_trained) == (None, None)
    assert (nothing.sure_flagships, nothing.more_flagships) == (None, None)


@pytest.mark.parametrize(
    ("active", "trained", "counted"),
    [
        (True, True, (1, False)),
        (True, False, (0, False)),
        (False, None, (0, False)),
        (None, True, (0, None)),
        (True, None, (0, None)),
    ],
)
def test_who_may_have_left_or_may_be_trained_may_be_one_more(
    active: bool | None, trained: bool | None, counted: tuple[int, bool | None]
) -> None:
    member = MemberFacts(
        person=PersonId("orang-1"), kind=MemberKind.FAMILY, active=active, trained=trained
    )
    facts = attrs.evolve(body_facts(association(), DAY, LAW), members=(member,))
    assert (facts.surely_trained, facts.more_trained) == counted


def test_lists_that_nobody_keeps_are_unknown_and_empty_ones_are_none() -> None:
    assert body_facts(association(), DAY, LAW).members is None
    assert body_facts(association(), DAY, LAW).businesses is None
    empty = body_facts(association(members=(), businesses=()), DAY, LAW)
    assert (empty.members, empty.businesses) == ((), ())


def business(stage: BusinessStage, **more: Any) -> Business:
    return Business(id="u-1", name="Usaha Contoh", stage=stage, **more)


def facts_of(*businesses: Business, day: date = DAY) -> tuple[BusinessFacts, ...]:
    return body_facts(association(businesses=businesses), day, LAW).businesses or ()


@pytest.mark.parametrize(
    ("stage", "running"),
    [
        (BusinessStage.IDEA, False),
        (BusinessStage.STARTED, False),
        (BusinessStage.OPERATING, True),
        (BusinessStage.FORMALISED, True),
        (BusinessStage.FLAGSHIP, True),
        (BusinessStage.DORMANT, False),
    ],
)
def test_a_business_runs_in_three_of_its_stages(stage: BusinessStage, running: bool) -> None:
    assert [one.running for one in facts_of(business(stage))] == [running]


def test_closed_businesses_are_not_there() -> None:
    assert facts_of(business(BusinessStage.CLOSED)) == ()


def test_the_life_of_a_business_tells_its_stage_where_there_is_one() -> None:
    lived = business(
        BusinessStage.OPERATING,
        history=History(events=(step("perintisan", START), step("penutupan", DAY))),
    )
    assert [one.stage for one in facts_of(lived, day=DAYS[0])] == [BusinessStage.STARTED]
    assert facts_of(lived, day=DAY) == ()
    (before,) = facts_of(lived, day=START - timedelta(days=1))
    assert (before.stage, before.running) == (None, None)


def test_signals_speak_for_a_business_and_what_is_untold_is_unknown() -> None:
    seen = Signal(kind=SignalKind.NIB, day=DAY, recorded=DAY, source="Laporan (rekaan)")
    lived = business(BusinessStage.OPERATING, signals=(seen,), uses_kur=False, flagship=True)
    (found,) = facts_of(lived)
    assert (found.nib, found.in_group, found.kur, found.flagship) == (True, None, False, True)
    assert facts_of(lived, day=DAYS[0])[0].nib is None


@given(st.permutations(FIVE))
def test_the_order_of_appointments_does_not_matter(order: list[Appointment]) -> None:
    assert body_facts(unit(*order), DAY, LAW) == body_facts(unit(*FIVE), DAY, LAW)
