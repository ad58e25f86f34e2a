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
from pmi_core.testing import laws, valid
from tests.programme.bodies import appointment

DAY = date(2024, 3, 5)
EARLIER = date(2024, 3, 1)
HISTORY = History(events=(Event(name="pengukuhan", effective=EARLIER, recorded=DAY, actor="x"),))
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
    history=HISTORY,
)
UNIT = KawanPMI(
    id=BodyId("kawan"),
    name="Contoh",
    level=Level.REGENCY,
    appointments=(attrs.evolve(appointment(1), history=HISTORY),),
    decrees=(AppointmentDecree(id=DecreeId("sk"), issuer="x", known_from=DAY),),
    outcomes=(OutcomeCount(outcome=ProblemOutcome.SOLVED, number=1, recorded=DAY, source="x"),),
    history=HISTORY,
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


@pytest.mark.parametrize(("body", "parts"), [(ASSOCIATION, 5), (UNIT, 4)], ids=["perwira", "kawan"])
@pytest.mark.parametrize("days", [-1, 0, 1])
def test_what_was_recorded_on_the_day_is_known_and_the_day_before_not(
    body: PerwiraPMI | KawanPMI, parts: int, days: int
) -> None:
    assert dated(as_known(body, DAY + timedelta(days=days))) == (parts if days >= 0 else 0)


BODIES = st.one_of(valid(KawanPMI), valid(PerwiraPMI), valid(KKBM))
few = settings(laws, max_examples=15)


@few
@given(body=BODIES, one=st.dates(), other=st.dates())
def test_knowing_twice_is_knowing_on_the_earlier_day(body: Any, one: date, other: date) -> None:
    twice = as_known(as_known(body, one), other)
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
    assert (as_known(body, DAY + timedelta(days=days)).decrees == (decree,)) is shown
