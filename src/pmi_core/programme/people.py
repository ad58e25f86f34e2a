"""People and appointments: who holds which role, by which decree, from when to when.

Persons are never merged automatically; namesakes stay apart. Names are personal data.
"""

from datetime import date
from typing import NewType

import attrs

from pmi_core.codec import optional
from pmi_core.privacy import free_text, personal
from pmi_core.programme.history import DecreeId, History
from pmi_core.programme.vocabulary import Division, Role

PersonId = NewType("PersonId", str)


@attrs.frozen(kw_only=True)
class Person:
    """A person as a role holder; nothing more than the role needs."""

    id: PersonId
    name: str = personal()


@attrs.frozen(kw_only=True)
class AnnexEntry:
    """A person whom the annex (lampiran) of a decree lists.

    Attributes:
        role: The role it gives the person; absent is unknown.
    """

    person: PersonId
    role: Role | None = optional()


@attrs.frozen(kw_only=True)
class AppointmentDecree:
    """A decree (SK) that appoints, usually one for a whole cohort, often late.

    It may be recorded while its number and day are not known yet; then whatever asks for them is
    undetermined, never failing.

    Attributes:
        covers_from: First day it covers; decrees reach back.
        covers_until: Last day it covers; absent is unknown, usually the budget year's end.
        supersedes: The decree this one replaces.
        known_from: Day it came to hand, by publication or receipt; absent is unknown.
        annex: Whom it appoints, all of this body; absent is unknown.
    """

    id: DecreeId
    issuer: str
    number: str | None = optional()
    year: int | None = optional()
    day: date | None = optional()
    covers_from: date | None = optional()
    covers_until: date | None = optional()
    supersedes: DecreeId | None = optional(absent="none")
    known_from: date | None = optional()
    annex: tuple[AnnexEntry, ...] | None = optional()

    def __attrs_post_init__(self) -> None:
        check_span(self.covers_from, self.covers_until)


@attrs.frozen(kw_only=True)
class Appointment:
    """One person's role in one body.

    Attributes:
        first: First day; absent is unknown.
        last: Last day; absent means it has not ended.
        pact_signed_on: Day the integrity pact was signed; absent is unknown.
        pact_signed: Whether it is signed, where somebody looked; a day that is given says more.
        briefed_on: Day of the briefing (pembekalan); absent is unknown.
        placement_interest: Whether the person works for a placement firm or broker.
        history: The steps of the appointment, where somebody wrote them down.
    """

    person: Person
    role: Role
    division: Division | None = optional(absent="none")
    decree: DecreeId | None = optional()
    first: date | None = optional()
    last: date | None = optional(absent="none")
    pact_signed_on: date | None = optional()
    pact_signed: bool | None = optional()
    briefed_on: date | None = optional()
    placement_interest: bool | None = optional()
    end_reason: str | None = free_text(default=None)
    history: History | None = optional()

    def __attrs_post_init__(self) -> None:
        check_span(self.first, self.last)


def check_span(first: date | None, last: date | None) -> None:
    """Refuse a span of days that ends before it begins; an unknown end is no fault.

    Raises:
        ValueError: Both days are known and in the wrong order.
    """
    if first is not None and last is not None and last < first:
        raise ValueError("the last day is before the first")
