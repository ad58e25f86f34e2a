"""Invented bodies, people and events for the tests of this folder."""

from datetime import date

from pmi_core.programme import (
    Appointment,
    AppointmentDecree,
    BodyId,
    DecreeId,
    Division,
    Event,
    History,
    KawanPMI,
    Level,
    Person,
    PersonId,
    Role,
)
from pmi_core.regulation import PlaceCode

INAUGURATED = date(2023, 7, 22)
DECREE = DecreeId("sk-contoh")


def person(number: int) -> Person:
    return Person(id=PersonId(f"orang-{number}"), name=f"Orang Contoh {number}")


def appointment(
    number: int,
    role: Role = Role.MEMBER,
    *,
    division: Division | None = None,
    first: date | None = INAUGURATED,
    last: date | None = None,
    pact: date | None = INAUGURATED,
) -> Appointment:
    return Appointment(
        person=person(number),
        role=role,
        division=division,
        decree=DECREE,
        first=first,
        last=last,
        pact_signed_on=pact,
    )


def decree(number: str | None = "1", name: str = DECREE) -> AppointmentDecree:
    return AppointmentDecree(id=DecreeId(name), issuer="Kepala BP2MI", number=number)


def unit(
    *events: Event,
    decrees: tuple[AppointmentDecree, ...] = (decree(),),
    appointments: tuple[Appointment, ...] = (
        appointment(1, Role.CHAIR),
        appointment(2, Role.SECRETARY),
        appointment(3, division=Division.INFORMATION),
    ),
) -> KawanPMI:
    return KawanPMI(
        id=BodyId("kawan-32-60"),
        name="Kawan PMI Kab. Contoh 32-A",
        level=Level.REGENCY,
        place=PlaceCode("32.60"),
        supervisor="BP3MI Contoh 32",
        invented=True,
        decrees=decrees,
        appointments=appointments,
        history=History(events=events),
    )


def event(
    name: str,
    effective: date,
    recorded: date | None = None,
    *,
    decree: DecreeId | None = None,
    corrects: int | None = None,
    under: str | None = None,
    note: str | None = None,
) -> Event:
    return Event(
        name=name,
        effective=effective,
        recorded=recorded or effective,
        actor="BP2MI",
        decree=decree,
        corrects=corrects,
        under=under,
        note=note,
    )
