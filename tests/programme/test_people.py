"""Who holds which role on which day, as far as that is known."""

from datetime import date

import attrs
import pytest

from pmi_core.programme import (
    AppointmentDecree,
    DecreeId,
    PersonId,
    Role,
    chair_on,
    holds,
    serves,
    serving_on,
)
from tests.programme.bodies import appointment, person

FIRST, LAST = date(2023, 7, 22), date(2023, 12, 31)


@pytest.mark.parametrize(
    ("first", "last", "day", "answer"),
    [
        (FIRST, LAST, date(2023, 7, 21), False),
        (FIRST, LAST, FIRST, True),
        (FIRST, LAST, LAST, True),
        (FIRST, LAST, date(2024, 1, 1), False),
        (FIRST, None, date(2030, 1, 1), True),
        (None, LAST, LAST, None),
        (None, LAST, date(2024, 1, 1), False),
        (None, None, FIRST, None),
    ],
)
def test_an_appointment_runs_from_its_first_to_its_last_day_both_included(
    first: date | None, last: date | None, day: date, answer: bool | None
) -> None:
    assert serves(appointment(1, first=first, last=last), day) is answer


def test_an_unknown_first_day_counts_as_begun_among_those_that_serve() -> None:
    unknown, known, past = appointment(1, first=None), appointment(2), appointment(3, last=FIRST)
    assert serving_on((unknown, known, past), LAST) == (unknown, known)


@pytest.mark.parametrize(
    ("number", "role", "answer"),
    [
        (1, Role.CHAIR, True),
        (1, Role.ACTING_CHAIR, True),
        (1, Role.SECRETARY, None),
        (2, Role.CHAIR, True),
        (2, Role.ACTING_CHAIR, False),
        (3, Role.MEMBER, False),
        (9, Role.MEMBER, False),
    ],
)
def test_an_acting_chair_is_a_chair_but_a_chair_does_not_act(
    number: int, role: Role, answer: bool | None
) -> None:
    appointments = (
        appointment(1, Role.ACTING_CHAIR),
        appointment(1, Role.SECRETARY, first=None),
        appointment(2, Role.CHAIR),
        appointment(3, last=date(2023, 8, 1)),
    )
    assert holds(appointments, PersonId(f"orang-{number}"), role, LAST) is answer


def test_the_chair_signs_before_the_acting_chair() -> None:
    acting, chair = appointment(1, Role.ACTING_CHAIR), appointment(2, Role.CHAIR, last=LAST)
    assert chair_on((acting, chair), LAST) == chair
    assert chair_on((acting, chair), date(2024, 1, 1)) == acting
    assert chair_on((appointment(3),), LAST) is None


def test_a_span_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(ValueError, match="last day is before the first"):
        appointment(1, first=LAST, last=FIRST)
    with pytest.raises(ValueError, match="last day is before the first"):
        AppointmentDecree(
            id=DecreeId("sk"), issuer="Kepala BP2MI", covers_from=LAST, covers_until=FIRST
        )


def test_a_name_never_shows_in_a_repr() -> None:
    someone = person(7)
    assert someone.name not in repr(someone)
    assert someone.name not in repr(appointment(7))
    assert attrs.evolve(someone, name="Orang Contoh Lain") != someone
