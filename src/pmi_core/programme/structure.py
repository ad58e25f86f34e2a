"""How a unit of Kawan PMI is filled on a day, and who supervises a body."""

from collections.abc import Iterable
from datetime import date
from enum import Enum
from typing import Final

import attrs

from pmi_core.programme.bodies import Body, BodyId, KawanPMI
from pmi_core.programme.people import Appointment, PersonId
from pmi_core.programme.tenures import appointment_tenures
from pmi_core.programme.vocabulary import Division, Role
from pmi_core.regulation import (
    InstitutionAnswer,
    InstitutionRole,
    Institutions,
    ParameterKey,
    ParameterValue,
    Places,
    Registry,
    institution_for,
    shipped_institutions,
)

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
        perhaps: Who may hold it; their first day is not known.
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
        seats: All five, chair first; `filling` says which are empty.
        least: How many persons surely serve.
        most: How many may serve; absent where nobody is on record at all.
        expected: The size parameter's value in force that day; absent where none is.
    """

    body: BodyId
    on: date
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


class Agreement(Enum):
    """Whether what a body wrote of itself is what the record says."""

    SAME = "sama"
    DIFFERENT = "berbeda"
    UNKNOWN = "belum_dapat_dipastikan"


@attrs.frozen(kw_only=True)
class Supervision:
    """The service office that supervises a body on a day.

    Attributes:
        answer: The office of its place on the day, or why none can be named.
        written: What the body itself wrote; absent is unknown.
        agreement: Whether the two are one office. A name that no institution carries cannot be
            told from another spelling.
    """

    answer: InstitutionAnswer
    written: str | None
    agreement: Agreement


def structure_of(
    unit: KawanPMI, day: date, registry: Registry, known_on: date | None = None
) -> Structure:
    """Who holds the seats of a unit on a day, and whether it is as large as others are.

    Args:
        unit: With its appointments; where it has none on record, nothing is known.
        day: The day.
        registry: Where the size parameter is looked up.
        known_on: Histories and parameter as known on that day; None for all.

    Raises:
        FaultyHistory: The events of an appointment cannot follow one another.

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
        if (holds := tenure.holds(day, known_on)) is not False
    ]
    sure = {one.person.id for one, holds in serving if holds}
    told = bool(unit.appointments)
    return Structure(
        body=unit.id,
        on=day,
        seats=tuple(_seat(role, division, serving, told=told) for role, division in _SEATS),
        least=len(sure),
        most=len({one.person.id for one, _ in serving}) if told else None,
        expected=registry.value(EXPECTED_SIZE, on=day, known_on=known_on),
    )


def supervisor_of(
    body: Body,
    day: date,
    known_on: date | None = None,
    institutions: Institutions | None = None,
    places: Places | None = None,
) -> Supervision:
    """The BP3MI that supervises a body by its place on a day, beside what the body wrote.

    Args:
        body: Of any kind; without a place no office can be named.
        day: The day.
        known_on: Only what was knowable on that day counts; None filters nothing.
        institutions: Among these; the shipped ones by default.
        places: Whose codes are places; the shipped ones by default.

    Raises:
        NotFound: The place lies in no province.

    >>> from pmi_core.programme import Level
    >>> from pmi_core.regulation import PlaceCode
    >>> unit = KawanPMI(
    ...     id=BodyId("kawan-1"),
    ...     name="Contoh",
    ...     level=Level.REGENCY,
    ...     place=PlaceCode("18.01"),
    ...     supervisor="BP3MI Lampung",
    ... )
    >>> supervisor_of(unit, date(2024, 5, 13)).agreement
    <Agreement.SAME: 'sama'>
    """
    known = shipped_institutions() if institutions is None else institutions
    answer = institution_for(
        InstitutionRole.BP3MI,
        body.place,
        on=day,
        known_on=known_on,
        institutions=known,
        places=places,
    )
    agreement = _agreement(body.supervisor, answer, known)
    return Supervision(answer=answer, written=body.supervisor, agreement=agreement)


_Served = tuple[Appointment, bool | None]
_SEATS: Final = (
    (Role.CHAIR, None),
    (Role.SECRETARY, None),
    *((Role.MEMBER, division) for division in Division),
)


def _seat(role: Role, division: Division | None, serving: Iterable[_Served], *, told: bool) -> Seat:
    held = [(one.person.id, holds) for one, holds in serving if _sits(one, role, division)]
    holders = tuple(sorted({person for person, holds in held if holds}))
    perhaps = tuple(sorted({person for person, holds in held if holds is None} - {*holders}))
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


def _agreement(written: str | None, answer: InstitutionAnswer, known: Institutions) -> Agreement:
    told = {item.id for item in (() if written is None else known.named(written))}
    one = answer.institution
    possible = {item.id for item in (*answer.candidates, *(() if one is None else (one,)))}
    if not told or not possible:
        return Agreement.UNKNOWN
    if told.isdisjoint(possible):
        return Agreement.DIFFERENT
    return Agreement.SAME if one is not None else Agreement.UNKNOWN
