"""A body as known on a day shows nothing that was recorded later, and nothing else is lost."""

from datetime import date, timedelta
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmi_core.programme import (
    KKBM,
    AppointmentDecree,
    Board,
    BodyId,
    Business,
    BusinessStage,
    DecreeId,
    Development,
    DevelopmentId,
    Event,
    History,
    KawanPMI,
    Level,
    OutcomeCount,
    PerwiraPMI,
    ProblemOutcome,
    Purpose,
    Signal,
    SignalKind,
    as_known,
)
from pmi_core.programme.tenures import appointment_tenures
from pmi_core.testing import laws, valid
from tests.programme.bodies import appointment

DAY = date(2024, 3, 5)
EARLIER = date(2024, 3, 1)
HISTORY = History(events=(Event(name="pengukuhan", effective=EARLIER, recorded=DAY, actor="x"),))
# One thing was known of the bodies before.
FORMED = Event(name="pembentukan", effective=EARLIER, recorded=EARLIER, actor="x")
WHOLE = History(events=(FORMED, *HISTORY.events))
BUSINESS = Business(
    id="u",
    name="Warung Contoh",
    stage=BusinessStage.IDEA,
    signals=(Signal(kind=SignalKind.NIB, day=EARLIER, recorded=DAY, source="x"),),
    history=HISTORY,
)
ASSOCIATION = PerwiraPMI(
    id=BodyId("perwira"),
    name="Contoh",
    level=Level.NATIONAL,
    boards=(Board(history=HISTORY),),
    businesses=(BUSINESS,),
    developments=(
        Development(
            id=DevelopmentId("d"), purpose=Purpose.NETWORK, first=EARLIER, recorded=DAY, what="x"
        ),
    ),
    history=WHOLE,
)
UNIT = KawanPMI(
    id=BodyId("kawan"),
    name="Contoh",
    level=Level.REGENCY,
    appointments=(attrs.evolve(appointment(1), history=HISTORY),),
    decrees=(AppointmentDecree(id=DecreeId("sk"), issuer="x", known_from=DAY),),
    outcomes=(OutcomeCount(outcome=ProblemOutcome.SOLVED, number=1, recorded=DAY, source="x"),),
    history=WHOLE,
)


def dated(value: Any) -> int:
    """How many parts with a day of their own record a body shows."""
    if isinstance(value, tuple):
        return sum(map(dated, value))
    if not attrs.has(type(value)):
        return 0
    own = getattr(value, "recorded", None) or getattr(value, "known_from", None)
    return (own is not None) + sum(
        dated(getattr(value, field.name)) for field in attrs.fields(type(value))
    )


@pytest.mark.parametrize(("body", "parts"), [(ASSOCIATION, 6), (UNIT, 5)], ids=["perwira", "kawan"])
@pytest.mark.parametrize("days", [-1, 0, 1])
def test_what_was_recorded_on_the_day_is_known_and_the_day_before_not(
    body: PerwiraPMI | KawanPMI, parts: int, days: int
) -> None:
    assert dated(as_known(body, DAY + timedelta(days=days))) == (parts if days >= 0 else 1)


BODIES = st.one_of(valid(KawanPMI), valid(PerwiraPMI), valid(KKBM))
few = settings(laws, max_examples=15)


@few
@given(body=BODIES, one=st.dates(), other=st.dates())
def test_knowing_twice_is_knowing_on_the_earlier_day(body: Any, one: date, other: date) -> None:
    once = as_known(body, one)
    twice = None if once is None else as_known(once, other)
    assert twice == as_known(body, min(one, other))
    assert dated(twice) <= dated(body)


@few
@given(body=BODIES)
def test_all_is_known_in_the_end(body: Any) -> None:
    assert as_known(body, date.max) == body


@pytest.mark.parametrize(
    ("signed", "received", "days", "shown"),
    [
        pytest.param(DAY, None, -1, False, id="not signed yet"),
        pytest.param(DAY, None, 0, True, id="signed; nobody says when it came"),
        pytest.param(EARLIER, DAY, -1, False, id="not received yet"),
        pytest.param(EARLIER, DAY, 0, True, id="received"),
        pytest.param(None, None, -1, True, id="without any day"),
    ],
)
def test_a_decree_is_known_once_signed_and_received(
    signed: date | None, received: date | None, days: int, shown: bool
) -> None:
    decree = AppointmentDecree(id=DecreeId("sk"), issuer="x", day=signed, known_from=received)
    body = attrs.evolve(UNIT, decrees=(decree,))
    found = as_known(body, DAY + timedelta(days=days))
    assert found is not None
    assert (found.decrees == (decree,)) is shown


@pytest.mark.parametrize(("days", "shown"), [(-1, False), (0, True)])
def test_nobody_knows_of_a_body_before_its_first_record(days: int, shown: bool) -> None:
    body = attrs.evolve(UNIT, history=HISTORY)
    assert (as_known(body, DAY + timedelta(days=days)) is not None) is shown
    bare = attrs.evolve(UNIT, history=History())
    assert as_known(bare, date.min) is not None


def test_what_names_a_decree_nobody_knew_names_none() -> None:
    named = attrs.evolve(FORMED, decree=DecreeId("sk"))
    later = AppointmentDecree(id=DecreeId("sk-2"), issuer="x", supersedes=DecreeId("sk"))
    body = attrs.evolve(
        UNIT,
        decrees=(*UNIT.decrees, later),
        appointments=(attrs.evolve(appointment(1), decree=DecreeId("sk")), appointment(2)),
        history=History(events=(named,)),
    )
    before, after = as_known(body, EARLIER), as_known(body, DAY)
    assert before is not None
    assert after == body
    assert before.decrees == (attrs.evolve(later, supersedes=None),)
    # What names a decree that is on no record goes on doing so: that is a fault of the file.
    assert [one.decree for one in before.appointments] == [None, appointment(2).decree]
    assert before.history.events == (FORMED,)


@pytest.mark.parametrize(
    ("last", "days", "known"),
    [
        pytest.param(EARLIER, -1, None, id="told that day, not recorded yet"),
        pytest.param(EARLIER - timedelta(days=1), -1, None, id="told the day after"),
        pytest.param(EARLIER, 0, EARLIER, id="recorded"),
        pytest.param(date(2024, 2, 28), -1, date(2024, 2, 28), id="another end than its life's"),
        pytest.param(date(2024, 3, 2), -1, date(2024, 3, 2), id="a later one"),
    ],
)
def test_a_last_day_that_a_life_tells_is_known_with_that_record(
    last: date, days: int, known: date | None
) -> None:
    end = Event(name="pemberhentian", effective=EARLIER, recorded=DAY, actor="x", note="x")
    one = attrs.evolve(
        appointment(1, first=None, last=last), history=History(events=(end,)), end_reason="x"
    )
    body = attrs.evolve(UNIT, appointments=(one,))
    found = as_known(body, DAY + timedelta(days=days))
    assert found is not None
    (seen,) = found.appointments
    assert (seen.last, seen.end_reason) == (known, None if known is None else "x")
    ((_, tenure),) = appointment_tenures(body)
    assert tenure.last_known(DAY + timedelta(days=days)) == known
    assert tenure.last_known(None) == last
