"""People and appointments: who holds which role, by which decree, from when to when.

Persons are never merged automatically; namesakes stay apart. Names are personal data.
"""

from collections.abc import Iterable
from datetime import date
from typing import NewType

import attrs

from pmi_core.codec import optional
from pmi_core.privacy import free_text, personal
from pmi_core.programme.vocabulary import Division, Role

PersonId = NewType("PersonId", str)
DecreeId = NewType("DecreeId", str)


@attrs.frozen(kw_only=True)
class Person:
    """A person as a role holder; nothing more than the role needs."""

    id: PersonId
    name: str = personal()


@attrs.frozen(kw_only=True)
class AppointmentDecree:
    """A decree (SK) that appoints, usually one for a whole cohort, often late.

    It may be recorded while its number and day are not known yet; then whatever asks for them is
    undetermined, never failing.

    Attributes:
        covers_from: First day it covers; decrees reach back.
        covers_until: Last day it covers; absent is unknown, usually the budget year's end.
        supersedes: The decree this one replaces.
    """

    id: DecreeId
    issuer: str
    number: str | None = optional()
    year: int | None = optional()
    day: date | None = optional()
    covers_from: date | None = optional()
    covers_until: date | None = optional()
    supersedes: DecreeId | None = optional(absent="none")


@attrs.frozen(kw_only=True)
class Appointment:
    """One person's role in one body.

    Attributes:
        last: Last day; absent means it has not ended.
        pact_signed_on: Day the integrity pact was signed; absent is unknown.
        briefed_on: Day of the briefing (pembekalan); absent is unknown.
    """

    person: Person
    role: Role
    division: Division | None = optional(absent="none")
    decree: DecreeId | None = optional()
    first: date | None = optional()
    last: date | None = optional(absent="none")
    pact_signed_on: date | None = optional()
    briefed_on: date | None = optional()
    end_reason: str | None = free_text(default=None)


def serving_on(appointments: Iterable[Appointment], day: date) -> tuple[Appointment, ...]:
    """The appointments that run on a day; an unknown first day counts as begun."""
    return tuple(
        item
        for item in appointments
        if (item.first is None or item.first <= day) and (item.last is None or day <= item.last)
    )


def chair_on(appointments: Iterable[Appointment], day: date) -> Appointment | None:
    """Who chairs on a day: the chair, else the acting chair, else nobody."""
    serving = serving_on(appointments, day)
    for role in (Role.CHAIR, Role.ACTING_CHAIR):
        for appointment in serving:
            if appointment.role is role:
                return appointment
    return None
