"""People and their appointments: what cannot be is refused, and names stay hidden."""

from datetime import date

import attrs
import pytest

from pmi_core.programme import (
    AppointmentDecree,
    DecreeId,
)
from tests.programme.bodies import appointment, person

FIRST, LAST = date(2023, 7, 22), date(2023, 12, 31)


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
