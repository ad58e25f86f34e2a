"""Which service office supervises a body on a day, beside what the body wrote of it."""

from datetime import date
from enum import Enum

import attrs

from pmi_core.programme.bodies import Body
from pmi_core.regulation import (
    InstitutionAnswer,
    InstitutionRole,
    Institutions,
    Places,
    institution_for,
    shipped_institutions,
)


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


def supervisor_of(
    body: Body,
    day: date,
    *,
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

    >>> from pmi_core.programme import BodyId, KawanPMI, Level
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


def _agreement(written: str | None, answer: InstitutionAnswer, known: Institutions) -> Agreement:
    told = {item.id for item in (() if written is None else known.named(written))}
    one = answer.institution
    possible = {item.id for item in (*answer.candidates, *(() if one is None else (one,)))}
    if not told or not possible:
        return Agreement.UNKNOWN
    if told.isdisjoint(possible):
        return Agreement.DIFFERENT
    return Agreement.SAME if one is not None else Agreement.UNKNOWN
