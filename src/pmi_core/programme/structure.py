"""How a unit of Kawan PMI is filled on a day."""

from collections.abc import Sequence
from datetime import date
from enum import Enum
from typing import Final

import attrs

from pmi_core.programme.bodies import BodyId, KawanPMI
from pmi_core.programme.people import Appointment, PersonId
from pmi_core.programme.tenures import appointment_tenures, tenure_of
from pmi_core.programme.vocabulary import Division, Role
from pmi_core.regulation import ParameterKey, ParameterValue, Registry

EXPECTED_SIZE: Final = ParameterKey("jumlah_penggerak")


class Filling(Enum):
    """Whether somebody holds a seat."""

    FILLED = "terisi"
    VACANT = "kosong"
    UNKNOWN = "belum_diketahui"


@attrs.frozen(kw_only=True)
class Seat:
    """One seat of a unit: its chair, its secretary, or one of its divisions.

    Attributes:
        division: Of which division; none for chair and secretary.
        filling: Whether it is held; unknown where nobody told since when, or nobody is on record.
        holders: Who surely holds it, by id: an acting chair holds the chair.
        perhaps: Who may hold it: their first day is not known, or nobody wrote down in which of the
            divisions they serve.
    """

    role: Role
    division: Division | None = None
    filling: Filling
    holders: tuple[PersonId, ...] = ()
    perhaps: tuple[PersonId, ...] = ()


@attrs.frozen(kw_only=True)
class Structure:
    """A unit on a day, as it was observed that units are: chair, secretary, three divisions.

    Attributes:
        stands: Whether the unit itself is active that day; None where its life does not tell.
        seats: All five, chair first; `filling` says which are empty. They are told as the
            appointments are, whether the unit stands or not: one that was dissolved or suspended
            may still have its chair on record.
        least: How many persons surely serve.
        most: How many may serve; absent where nobody is on record at all.
        expected: The size parameter's value in force that day; absent where none is.
    """

    body: BodyId
    on: date
    stands: bool | None
    seats: tuple[Seat, ...]
    least: int
    most: int | None
    expected: ParameterValue | None

    def seats_that_are(self, filling: Filling) -> tuple[Seat, ...]:
        """The seats that are filled, vacant or unknown."""
        return tuple(seat for seat in self.seats if seat.filling is filling)

    @property
    def sized_as_expected(self) -> bool | None:
        """Whether as many persons serve as was observed elsewhere; None where nobody can tell.

        Another size is no failing: Bali and NTB reported 81 persons.
        """
        if self.expected is None or self.most is None:
            return None
        if not self.least <= self.expected.value <= self.most:
            return False
        return True if self.least == self.most else None


def structure_of(
    unit: KawanPMI, day: date, registry: Registry, *, known_on: date | None = None
) -> Structure:
    """Who holds the seats of a unit on a day, and whether it is as large as others are.

    The seats do not say whether the unit stands: `stands` does.

    Args:
        unit: With its appointments; where it has none on record, nothing is known.
        day: The day.
        registry: Where the size parameter is looked up.
        known_on: Histories and parameter as known on that day; None for all.

    Raises:
        FaultyHistory: The events of the unit or an appointment cannot follow one another.

    >>> from pmi_core.programme import Level, Person
    >>> from pmi_core.regulation import shipped_registry
    >>> chair = Appointment(
    ...     person=Person(id=PersonId("orang-1"), name="Orang Contoh"),
    ...     role=Role.ACTING_CHAIR,
    ...     first=date(2023, 7, 22),
    ... )
    >>> unit = KawanPMI(
    ...     id=BodyId("kawan-1"), name="Contoh", level=Level.REGENCY, appointments=(chair,)
    ... )
    >>> found = structure_of(unit, date(2023, 12, 16), shipped_registry())
    >>> [seat.filling.value for seat in found.seats]
    ['terisi', 'kosong', 'kosong', 'kosong', 'kosong']
    >>> found.sized_as_expected
    False
    """
    serving = [
        (one, holds)
        for one, tenure in appointment_tenures(unit)
        if (holds := tenure.holds(day, known_on=known_on)) is not False
    ]
    sure = {one.person.id for one, holds in serving if holds}
    told = bool(unit.appointments)
    return Structure(
        body=unit.id,
        on=day,
        stands=tenure_of(unit).holds(day, known_on=known_on),
        seats=tuple(_seat(role, division, serving, told=told) for role, division in _SEATS),
        least=len(sure),
        most=len({one.person.id for one, _ in serving}) if told else None,
        expected=registry.value(EXPECTED_SIZE, on=day, known_on=known_on),
    )


_Served = tuple[Appointment, bool | None]
_SEATS: Final = (
    (Role.CHAIR, None),
    (Role.SECRETARY, None),
    *((Role.MEMBER, division) for division in Division),
)


def _seat(role: Role, division: Division | None, serving: Sequence[_Served], *, told: bool) -> Seat:
    held = [(one.person.id, holds) for one, holds in serving if _sits(one, role, division)]
    holders = tuple(sorted({person for person, holds in held if holds}))
    unsure = {person for person, holds in held if holds is None}
    if division is not None and not holders:
        unsure |= {one.person.id for one, _ in serving if _of_untold_division(one)}
    perhaps = tuple(sorted(unsure - {*holders}))
    vacant = Filling.UNKNOWN if perhaps or not told else Filling.VACANT
    return Seat(
        role=role,
        division=division,
        filling=Filling.FILLED if holders else vacant,
        holders=holders,
        perhaps=perhaps,
    )


def _sits(one: Appointment, role: Role, division: Division | None) -> bool:
    """A division is staffed by whoever is assigned to it; the chair also by an acting one."""
    if division is not None:
        return one.division is division
    return one.role is role or (role is Role.CHAIR and one.role is Role.ACTING_CHAIR)


def _of_untold_division(one: Appointment) -> bool:
    """Whether it serves in one of the divisions, and nobody wrote down in which."""
    return one.role is Role.MEMBER and one.division is None
