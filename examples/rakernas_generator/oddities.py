"""Plants what is odd about bodies and their people, and the decoys beside it."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

import attrs

from examples.rakernas_generator.ledger import Ledger
from pmi_core.messages import Text
from pmi_core.programme import (
    Appointment,
    Body,
    Business,
    BusinessStage,
    Division,
    Person,
    PersonId,
    PerwiraPMI,
)

VACANT: Final = ("four members", "BAD-01")
PACT: Final = ("pact unsigned", "BAD-03")
NIB: Final = ("formalised without NIB", "BAD-09")
TWICE: Final = ("one person in two units", "DOS-09")

# unit, and which of its divisions nobody serves in
_VACANCIES: Final = (
    ("kawan-18-61", Division.PREVENTION),
    ("kawan-33-62", Division.ASSISTANCE),
    ("kawan-35-63", Division.PREVENTION),
    ("kawan-71-61", Division.INFORMATION),
)
_SIX: Final = "kawan-32-60"
# unit, and which of its five have not signed
_UNSIGNED: Final = (
    ("kawan-18-60", (3,)),
    ("kawan-36-60", (1, 4)),
    ("kawan-53-60", (2,)),
    ("kawan-74-60", (4,)),
)
_TWICE: Final = ("kawan-35-61", "kawan-35-62")
_NAMESAKES: Final = ("kawan-33-60", "kawan-33-61")
_WITHOUT_NIB: Final = ("perwira-02", "perwira-07", "perwira-13")
_NEWCOMER: Final = Person(id=PersonId("orang-9001"), name="Orang Contoh 9001")

Change = Callable[[Sequence[Appointment]], Sequence[Appointment]]


def with_oddities(bodies: Sequence[Body], ledger: Ledger) -> tuple[Body, ...]:
    """The bodies with everything planted, each noted."""
    known: dict[str, Body] = {body.id: body for body in bodies}
    changed: dict[str, Body] = {}

    def unit(name: str, change: Change) -> None:
        found = next(body for body in bodies if body.id == name)
        serving = tuple(change(found.appointments))
        changed[name] = attrs.evolve(found, appointments=serving)

    _vacancies(unit, ledger)
    _unsigned(unit, ledger)
    _twice(unit, known, ledger)
    _businesses(bodies, changed, ledger)
    return tuple(changed.get(body.id, body) for body in bodies)


def _without(division: Division, served: Sequence[Appointment]) -> Sequence[Appointment]:
    return [one for one in served if one.division != division]


def _vacancies(unit: Callable[[str, Change], None], ledger: Ledger) -> None:
    for name, division in _VACANCIES:
        unit(name, partial(_without, division))
        ledger.plant_elsewhere(*VACANT, name)

    def with_newcomer(served: Sequence[Appointment]) -> Sequence[Appointment]:
        return (*served, attrs.evolve(served[3], person=_NEWCOMER))

    unit(_SIX, with_newcomer)
    reason = Text(
        id="Enam orang, sebab satu divisi dipegang dua orang: semua peran terisi.",
        en="Six persons, for two share a division: all roles are filled.",
    )
    ledger.decoy_elsewhere(*VACANT, _SIX, reason)


def _unsigned(unit: Callable[[str, Change], None], ledger: Ledger) -> None:
    for name, which in _UNSIGNED:

        def unsigned(
            served: Sequence[Appointment], which: Sequence[int] = which
        ) -> Sequence[Appointment]:
            return [
                attrs.evolve(one, pact_signed_on=None, pact_signed=False) if n in which else one
                for n, one in enumerate(served)
            ]

        unit(name, unsigned)
        for number in which:
            ledger.plant_elsewhere(*PACT, name, f"/appointments/{number}")


def _twice(unit: Callable[[str, Change], None], known: dict[str, Body], ledger: Ledger) -> None:
    first, second = (known[name].appointments[2].person for name in _TWICE)
    same = attrs.evolve(second, id=first.id, name=first.name)
    unit(_TWICE[1], lambda served: _replaced(served, 2, same))
    ledger.plant_elsewhere(*TWICE, first.id)
    one, other = (known[name].appointments[3].person for name in _NAMESAKES)
    unit(_NAMESAKES[1], lambda served: _replaced(served, 3, attrs.evolve(other, name=one.name)))
    reason = Text(
        id="Dua orang yang namanya sama; tidak seorang pun memutuskan bahwa mereka satu orang.",
        en="Two persons of one name; nobody decided that they are one.",
    )
    ledger.decoy_elsewhere(*TWICE, other.id, reason)


def _replaced(served: Sequence[Appointment], number: int, person: Person) -> Sequence[Appointment]:
    return [
        attrs.evolve(one, person=person) if n == number else one for n, one in enumerate(served)
    ]


def _businesses(bodies: Sequence[Body], changed: dict[str, Body], ledger: Ledger) -> None:
    for name in _WITHOUT_NIB:
        found = next(body for body in bodies if body.id == name)
        if not isinstance(found, PerwiraPMI):
            raise TypeError(f"{name} is no association")
        changed[name] = attrs.evolve(found, businesses=_shops(name))
        ledger.plant_elsewhere(*NIB, name, "/businesses/2")
    reason = Text(
        id="Usaha yang berjalan tanpa NIB tidak dinyatakan berizin.",
        en="A running business without a NIB is not declared formalised.",
    )
    ledger.decoy_elsewhere(*NIB, _WITHOUT_NIB[0], reason)


def _shops(association: str) -> tuple[Business, ...]:
    """Five of an association: most run and hold a NIB, one is the flagship; KUR is not known."""
    rows = (
        (BusinessStage.FLAGSHIP, True),
        (BusinessStage.FORMALISED, True),
        (BusinessStage.FORMALISED, False),
        (BusinessStage.OPERATING, False),
        (BusinessStage.FORMALISED, True),
    )
    return tuple(
        Business(
            id=f"{association}-usaha-{number}",
            name=f"Usaha Contoh {number} (rekaan)",
            stage=stage,
            nib_held=nib,
            in_group=number != 4,
            flagship=stage is BusinessStage.FLAGSHIP,
        )
        for number, (stage, nib) in enumerate(rows, start=1)
    )
