"""Rules across bodies: who or what stands where only one may stand.

Nothing is refused: all that is seen on a day comes out at once, as observations.
"""

from collections.abc import Hashable, Iterable, Iterator
from datetime import date
from typing import Final

import attrs

from pmi_core.programme.bodies import Body, BodyId, is_on_record
from pmi_core.programme.conditions import Open, Unmet
from pmi_core.programme.course import read_each
from pmi_core.programme.decree_rolls import check_decrees
from pmi_core.programme.dissolution import check_dissolution
from pmi_core.programme.observations import Noted, Observation, in_order, observe
from pmi_core.programme.people import Appointment, PersonId
from pmi_core.programme.tenures import (
    Days,
    Tenure,
    appointment_tenures,
    board_tenures,
    day_before,
    hand_over,
    is_active,
    tenure_of,
)
from pmi_core.programme.vocabulary import Division, Level, Programme, Role

_ONE_HOLDER: Final = {
    Role.CHAIR: "satu_ketua",
    Role.ACTING_CHAIR: "satu_ketua",
    Role.SECRETARY: "satu_sekretaris",
}
# The levels whose bodies are placed by their own territory, not by the one it lies in.
_OWN_PLACE: Final = frozenset({Level.REGENCY, Level.PROVINCE})
_MERE_NOTES: Final = frozenset({"orang_di_dua_unit", "rangkap_plt_ketua"})


def check_roll(
    bodies: Iterable[Body], on: date, *, known_on: date | None = None
) -> tuple[Observation, ...]:
    """All that can be observed on a day across bodies, their people, boards and decrees.

    A body counts once it is on record and until it has ended. The days written on an appointment
    or a board count as always known, but for a last one that its life tells too; lives and decrees
    as far as they were known.

    A dissolution ends appointments and boards; who still serves after it is observed. Nothing is
    said of members after it, nor of those who served in a community that became another.

    Where only one may stand, one that leaves on the day on which another comes hands over to it:
    that day in common is no clash. Villages and kecamatan are placed by the kabupaten or kota they
    lie in, so their bodies are never compared by place. All this is assumed.

    What came in an unusual order is history and stays told: `perwira_sebelum_nasional` and
    `keputusan_setelah_pengukuhan` on any later day, `berlaku_surut` as long as the decree covers
    the day. Each observation says itself from when to when it was so.

    Args:
        bodies: The roll, in any order.
        on: The day that is looked at.
        known_on: As known on which day; `None` for all that was ever recorded.

    Raises:
        FaultyHistory: A life that cannot have been, with the body named; see `check_body`.

    >>> from pmi_core.programme import Appointment, BodyId, KawanPMI, Person
    >>> chairs = tuple(
    ...     Appointment(
    ...         person=Person(id=PersonId(f"orang-{number}"), name="Orang Contoh"),
    ...         role=role,
    ...         first=date(2023, 7, 22),
    ...     )
    ...     for number, role in enumerate((Role.CHAIR, Role.ACTING_CHAIR))
    ... )
    >>> unit = KawanPMI(
    ...     id=BodyId("kawan-1"), name="Contoh", level=Level.REGENCY, appointments=chairs
    ... )
    >>> [item.rule for item in check_roll([unit], date(2023, 8, 1))]
    ['satu_ketua', 'tanpa_keputusan']
    """
    look = _Look(on=on, known_on=known_on)
    read_each(((body.id, body) for body in bodies), look.at)
    return tuple(sorted(look.observations(), key=in_order))


@attrs.frozen(kw_only=True)
class _Claim:
    """Somebody or something that stands where a rule lets only one holder stand.

    Attributes:
        sure: Whether it surely stands there on the day; else nobody can tell.
    """

    holder: Hashable
    tenure: Tenure
    sure: bool


@attrs.frozen(kw_only=True)
class _Seat:
    """A role that a person has in a unit, or on a board of it."""

    role: Role
    division: Division | None
    tenure: Tenure
    sure: bool


@attrs.define(kw_only=True)
class _Look:
    """What one look at many bodies has gathered so far.

    Attributes:
        claims: Who or what stands where one may stand, by rule and place.
        seats: The roles of each person, by kind of body.
        national: The national associations, and since when each is on record.
        provinces: The province associations there are, likewise.
        found: What one body shows by itself.
    """

    on: date
    known_on: date | None
    claims: dict[tuple[str, Hashable], list[_Claim]] = attrs.field(factory=dict)
    seats: dict[tuple[Programme, PersonId], list[_Seat]] = attrs.field(factory=dict)
    national: list[tuple[date | None, BodyId]] = attrs.field(factory=list)
    provinces: list[tuple[date | None, BodyId]] = attrs.field(factory=list)
    found: list[Observation] = attrs.field(factory=list)

    def at(self, body: Body) -> None:
        """Take in what one body holds."""
        if not is_on_record(body, known_on=self.known_on):
            return
        association = body.programme is Programme.PERWIRA_PMI
        if association and body.level is Level.NATIONAL:
            self.national.append((_begun(body, self.known_on), body.id))
        unit = tenure_of(body)
        state = unit.state_on(self.on, known_on=self.known_on)
        if any(self.on < event.effective for event in body.history.events):
            # Read to its end: a life that cannot have been is a fault whatever day is asked for.
            unit.state_on(date.max, known_on=self.known_on)
        if state is None and body.history.events:
            return  # it is not on record yet
        if state is not None and state.terminal:
            self.found += check_dissolution(body, self.on, known_on=self.known_on)
            return
        active = None if state is None else is_active(state)
        if active is not False:
            self._unit(body, unit, sure=bool(active))
        if association and body.level is Level.PROVINCE:
            self.provinces.append((_begun(body, self.known_on), body.id))
        self._boards(body)
        serving: list[tuple[Appointment, Tenure, bool]] = []
        for one, tenure in appointment_tenures(body):
            holds = tenure.holds(self.on, known_on=self.known_on)
            if holds is not False:
                serving.append((one, tenure, holds is True))
                seat = _Seat(role=one.role, division=one.division, tenure=tenure, sure=bool(holds))
                self._seat(body, None, one.person.id, seat)
        self.found += check_decrees(body, serving, self.on, known_on=self.known_on)

    def observations(self) -> Iterator[Observation]:
        """All that was seen, in no order yet."""
        yield from self.found
        several = (seats for seats in self.seats.values() if len(seats) > 1)
        for claims in (self.claims, *map(_claims_of_person, several)):
            for (rule, _), group in claims.items():
                if len(group) > 1:
                    yield from _clashes(rule, group, self.on, self.known_on)
        yield from _before_the_national_one(self.provinces, self.national, self.on)

    def _unit(self, body: Body, tenure: Tenure, *, sure: bool) -> None:
        if body.level is Level.NATIONAL or (body.place is not None and body.level in _OWN_PLACE):
            region = (body.programme, body.level, body.place)
            claim = _Claim(holder=body.id, tenure=tenure, sure=sure)
            self.claims.setdefault(("satu_unit_aktif", region), []).append(claim)

    def _boards(self, body: Body) -> None:
        for number, (board, tenure) in enumerate(board_tenures(body)):
            holds = tenure.holds(self.on, known_on=self.known_on)
            if holds is False:
                continue
            claim = _Claim(holder=number, tenure=tenure, sure=bool(holds))
            self.claims.setdefault(("satu_kepengurusan", body.id), []).append(claim)
            for one in board.pengurus:
                own = attrs.evolve(tenure, persons=(one.person.id,))
                seat = _Seat(role=one.role, division=None, tenure=own, sure=bool(holds))
                self._seat(body, number, one.person.id, seat)

    def _seat(self, body: Body, board: int | None, person: PersonId, seat: _Seat) -> None:
        self.seats.setdefault((body.programme, person), []).append(seat)
        rule = _ONE_HOLDER.get(seat.role)
        if rule is not None:
            claim = _Claim(holder=person, tenure=seat.tenure, sure=seat.sure)
            self.claims.setdefault((rule, (body.id, board)), []).append(claim)


def _claims_of_person(seats: list[_Seat]) -> dict[tuple[str, Hashable], list[_Claim]]:
    """What the rules on one person ask, where the person has several roles."""
    claims: dict[tuple[str, Hashable], list[_Claim]] = {}
    for seat in seats:
        unit, acts = seat.tenure.body, seat.role is Role.ACTING_CHAIR
        asked: list[tuple[str, Hashable, Hashable]] = [
            ("orang_di_dua_unit", None, unit),
            ("rangkap_plt_ketua", unit, acts),
        ]
        if not acts:  # an acting chair keeps the role held before
            asked.append(("satu_peran", unit, (seat.role, seat.division)))
        for rule, place, holder in asked:
            claim = _Claim(holder=holder, tenure=seat.tenure, sure=seat.sure)
            claims.setdefault((rule, place), []).append(claim)
    return claims


def _clashes(
    rule: str, claims: list[_Claim], on: date, known_on: date | None
) -> Iterator[Observation]:
    sure = _clashing([claim for claim in claims if claim.sure], on, known_on)
    perhaps = _clashing(claims, on, known_on)
    if sure:
        yield _clash(Noted if rule in _MERE_NOTES else Unmet, rule, sure, on, known_on)
    if len(_holders(perhaps)) > len(_holders(sure)):
        yield _clash(Open, rule, perhaps, on, known_on)


def _holders(claims: Iterable[_Claim]) -> set[Hashable]:
    return {claim.holder for claim in claims}


def _clashing(claims: list[_Claim], on: date, known_on: date | None) -> list[_Claim]:
    """Those that stand beside another holder, and neither hand over to it nor take over."""
    if len(_holders(claims)) < 2:
        return []
    days = _days_by_holder(claims, on, known_on)
    beside = {
        one
        for one in days
        if any(not hand_over(on, days[one], days[other]) for other in days if other != one)
    }
    return [claim for claim in claims if claim.holder in beside]


def _clash(
    kind: type[Unmet] | type[Open] | type[Noted],
    rule: str,
    claims: list[_Claim],
    on: date,
    known_on: date | None,
) -> Observation:
    first, last = _days_of(claims, on, known_on)
    return observe(
        kind,
        rule,
        on,
        bodies=(claim.tenure.body for claim in claims),
        persons=(person for claim in claims for person in claim.tenure.persons),
        first=first,
        last=last,
    )


def _days_of(
    claims: list[_Claim], on: date, known_on: date | None
) -> tuple[date | None, date | None]:
    """From the day a second holder stood there until the day the last but one leaves."""
    days = _days_by_holder(claims, on, known_on).values()
    firsts = sorted(first or date.min for first, _ in days)
    lasts = sorted(last or date.max for _, last in days)
    # An unknown first day may be any: then nobody can tell when a second one came.
    first = None if firsts[0] == date.min else firsts[1]
    return first, (None if lasts[-2] == date.max else lasts[-2])


def _days_by_holder(
    claims: Iterable[_Claim], on: date, known_on: date | None
) -> dict[Hashable, Days]:
    """From the first day of any claim of a holder to the last; an absent one is unknown or none."""
    found: dict[Hashable, Days] = {}
    for claim in claims:
        first, last = claim.tenure.days_around(on, known_on=known_on)
        if claim.holder in found:
            begun, ended = found[claim.holder]
            first = None if first is None or begun is None else min(first, begun)
            last = None if last is None or ended is None else max(last, ended)
        found[claim.holder] = first, last
    return found


def _before_the_national_one(
    provinces: list[tuple[date | None, BodyId]],
    national: list[tuple[date | None, BodyId]],
    on: date,
) -> Iterator[Observation]:
    known = [(day, name) for day, name in national if day is not None]
    if not known or len(known) < len(national):
        return
    day, above = min(known)
    for first, name in provinces:
        if first is not None and first < day:
            yield observe(
                Noted,
                "perwira_sebelum_nasional",
                on,
                bodies=(above, name),
                first=first,
                last=day_before(day),
                mulai=first,
                nasional=day,
            )


def _begun(body: Body, known_on: date | None) -> date | None:
    formed = body.history.effective_day("pembentukan", known_on=known_on)
    return formed or body.history.effective_day("pengukuhan", known_on=known_on)
