"""What a body is on a day, flat, as rules read it: seats, people, members, businesses."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Final

import attrs

from pmi_core.codec import optional
from pmi_core.programme.bodies import Body, BodyId, KawanPMI, PerwiraPMI
from pmi_core.programme.businesses import Business, BusinessStage, SignalKind, signals_on
from pmi_core.programme.course import between
from pmi_core.programme.decrees import DecreeCover, cover_by, forces, listed_by
from pmi_core.programme.lifecycle_files import find_lifecycle
from pmi_core.programme.people import Appointment, PersonId
from pmi_core.programme.structure import Filling, structure_of
from pmi_core.programme.tenures import Tenure, appointment_tenures, member_tenures
from pmi_core.programme.vocabulary import Division, Level, MemberKind, Programme, Role
from pmi_core.regulation import PlaceCode, Registry


@attrs.frozen(kw_only=True)
class SeatFacts:
    """One seat of a unit of Kawan PMI.

    Attributes:
        division: Of which division; none for chair and secretary.
        filled: Whether somebody holds it; absent where nobody can tell.
    """

    role: Role
    division: Division | None = optional(absent="none")
    filled: bool | None = optional()


@attrs.frozen(kw_only=True)
class ServingFacts:
    """Somebody who serves in a body, or may, in whichever roles.

    Attributes:
        serving: Whether the person surely serves on the day; absent where that cannot be told.
        pact_signed: Whether the integrity pact was signed by the day.
        briefed: Whether the briefing was received by the day.
        covered: Whether a decree covers every role of the person on the day: false only where
            decrees are on record whose days are all known, and none of them does. Where none is on
            record it is absent: decrees come late, reach back, and lie on other desks.
    """

    person: PersonId
    roles: tuple[Role, ...]
    serving: bool | None = optional()
    pact_signed: bool | None = optional()
    briefed: bool | None = optional()
    covered: bool | None = optional()


@attrs.frozen(kw_only=True)
class MemberFacts:
    """A member of an association who has not left it.

    Attributes:
        active: Whether the membership surely holds on the day.
        trained: Whether a training is on record by the day. A life without one tells that there was
            none only where trainings are written down: that of another member has one. A life
            nobody wrote down does not tell.
    """

    person: PersonId
    kind: MemberKind
    active: bool | None = optional()
    trained: bool | None = optional()


@attrs.frozen(kw_only=True)
class BusinessFacts:
    """A business that was not closed by the day, with what its signals say of that day.

    Attributes:
        stage: On the day, by its life where there is one, else as declared.
        running: Whether that is a stage in which a business runs.
    """

    id: str
    stage: BusinessStage | None = optional()
    running: bool | None = optional()
    nib: bool | None = optional()
    in_group: bool | None = optional()
    kur: bool | None = optional()
    flagship: bool | None = optional()


@attrs.frozen(kw_only=True)
class BodyFacts:
    """A body on a day.

    Attributes:
        place: Region code; absent for a body of the whole country or without a region.
        seats: The seats that were observed in units of Kawan PMI; none for other bodies.
        serving: Everybody who serves or may, by id.
        districts: Number of kecamatan in the working area.
        villages: Number of desa and kelurahan in it.
        members: Of an association; absent where nobody keeps a list.
        businesses: Likewise.
    """

    id: BodyId
    programme: Programme
    level: Level
    place: PlaceCode | None = optional(absent="none")
    seats: tuple[SeatFacts, ...] = ()
    serving: tuple[ServingFacts, ...] = ()
    districts: int | None = optional()
    villages: int | None = optional()
    members: tuple[MemberFacts, ...] | None = optional()
    businesses: tuple[BusinessFacts, ...] | None = optional()

    @property
    def roles_filled(self) -> int | None:
        """How many of the seats are filled; unknown where one of them is."""
        filled = [seat.filled for seat in self.seats]
        return None if None in filled else filled.count(True)

    @property
    def surely_trained(self) -> int | None:
        """How many surely belong to it and surely were trained, whatever is known of others."""
        return _sure(self._trained)

    @property
    def more_trained(self) -> bool | None:
        """Whether more than the sure ones were: no where all is told, else nobody can tell."""
        return _more(self._trained)

    @property
    def sure_flagships(self) -> int | None:
        """How many businesses surely are flagships, whatever is known of others."""
        return _sure(self._flagships)

    @property
    def more_flagships(self) -> bool | None:
        """Whether more than the sure ones are: no where all is told, else nobody can tell."""
        return _more(self._flagships)

    @property
    def _trained(self) -> list[bool | None] | None:
        if self.members is None:
            return None
        return [_both(one.active, one.trained) for one in self.members]

    @property
    def _flagships(self) -> list[bool | None] | None:
        return None if self.businesses is None else [one.flagship for one in self.businesses]


def _both(one: bool | None, other: bool | None) -> bool | None:
    if one is False or other is False:
        return False
    return None if one is None or other is None else True


def _sure(told: list[bool | None] | None) -> int | None:
    return None if told is None else told.count(True)


def _more(told: list[bool | None] | None) -> bool | None:
    return None if told is None or None in told else False


def body_facts(
    body: Body, day: date, registry: Registry, *, known_on: date | None = None
) -> BodyFacts:
    """What a body is on a day.

    Args:
        body: Which body.
        day: The day asked about.
        registry: Where the size of a unit is looked up.
        known_on: Lives and decrees as known on that day; None for all that was ever recorded.

    Raises:
        FaultyHistory: A life that cannot have been.

    >>> from pmi_core.programme import Person
    >>> from pmi_core.regulation import shipped_registry
    >>> chair = Appointment(
    ...     person=Person(id=PersonId("orang-1"), name="Orang Contoh"),
    ...     role=Role.CHAIR,
    ...     first=date(2023, 7, 22),
    ...     pact_signed_on=date(2023, 7, 22),
    ... )
    >>> unit = KawanPMI(
    ...     id=BodyId("kawan-1"), name="Contoh", level=Level.REGENCY, appointments=(chair,)
    ... )
    >>> facts = body_facts(unit, date(2023, 12, 16), shipped_registry())
    >>> facts.roles_filled, facts.serving[0].pact_signed, facts.serving[0].covered is None
    (1, True, True)
    """
    association = body if isinstance(body, PerwiraPMI) else None
    unit = body if isinstance(body, KawanPMI) else None
    told = () if unit is None else structure_of(unit, day, registry, known_on=known_on).seats
    return BodyFacts(
        id=body.id,
        programme=body.programme,
        level=body.level,
        place=body.place,
        seats=tuple(
            SeatFacts(role=seat.role, division=seat.division, filled=_FILLED[seat.filling])
            for seat in told
        ),
        serving=tuple(_serving(body, day, known_on)),
        districts=None if unit is None else unit.districts,
        villages=None if unit is None else unit.villages,
        members=_members(association, day, known_on),
        businesses=_businesses(getattr(body, "businesses", None), day, known_on),
    )


_FILLED: Final = {Filling.FILLED: True, Filling.VACANT: False, Filling.UNKNOWN: None}
_Served = list[tuple[Appointment, bool | None]]


def _serving(body: Body, day: date, known_on: date | None) -> Iterator[ServingFacts]:
    people: dict[PersonId, _Served] = {}
    for one, tenure in appointment_tenures(body):
        holds = tenure.holds(day, known_on=known_on)
        if holds is not False:
            people.setdefault(one.person.id, []).append((one, holds))
    for person, served in sorted(people.items()):
        roles = [one for one, _ in served]
        yield ServingFacts(
            person=person,
            roles=tuple(one.role for one in roles),
            serving=True if any(holds for _, holds in served) else None,
            pact_signed=_any(_signed(one, day) for one in roles),
            briefed=_any(_by(one.briefed_on, day) for one in roles),
            covered=_covered(body, roles, day, known_on),
        )


def _covered(body: Body, roles: list[Appointment], day: date, known_on: date | None) -> bool | None:
    seen = forces(body.decrees, roles, known_on=known_on)
    covers = {cover_by(seen, listed_by(seen, one), day).coverage for one in roles}
    if covers == {DecreeCover.COVERED}:
        return True
    complete = bool(seen) and not any(force.missing(day, listed=True) for force in seen)
    return False if complete and DecreeCover.NONE_KNOWN in covers else None


def _signed(one: Appointment, day: date) -> bool | None:
    return one.pact_signed if one.pact_signed_on is None else _by(one.pact_signed_on, day)


def _by(done: date | None, day: date) -> bool | None:
    return None if done is None else done <= day


def _any(answers: Iterable[bool | None]) -> bool | None:
    given = set(answers)
    return True if True in given else None if None in given else False


def _members(
    association: PerwiraPMI | None, day: date, known_on: date | None
) -> tuple[MemberFacts, ...] | None:
    if association is None or association.members is None:
        return None
    tenures = list(member_tenures(association))
    trained = [_trained(tenure, day, known_on) for _, tenure in tenures]
    held = [tenure.holds(day, known_on=known_on) for _, tenure in tenures]
    kept = True in trained
    return tuple(
        MemberFacts(
            person=one.person.id,
            kind=one.kind,
            active=holds,
            trained=told if kept else told or None,
        )
        for (one, _), told, holds in zip(tenures, trained, held, strict=True)
        if holds is not False
    )


_TRAINED: Final = "terlatih"


def _trained(tenure: Tenure, day: date, known_on: date | None) -> bool | None:
    stays = between(tenure.lifecycle, tenure.history, date.min, day, known_on=known_on)
    if any(stay.state.value == _TRAINED for stay in stays):
        return True
    return None if tenure.state_on(day, known_on=known_on) is None else False


def _businesses(
    businesses: Iterable[Business] | None, day: date, known_on: date | None
) -> tuple[BusinessFacts, ...] | None:
    if businesses is None:
        return None
    staged = [(one, _stage(one, day, known_on)) for one in businesses]
    return tuple(
        _business(one, stage, day, known_on)
        for one, stage in staged
        if stage is not BusinessStage.CLOSED
    )


def _stage(business: Business, day: date, known_on: date | None) -> BusinessStage | None:
    if business.history is None:
        return business.stage
    lifecycle = find_lifecycle("usaha")
    stay = between(lifecycle, business.history, day, day, known_on=known_on)[-1]
    words: Mapping[str, BusinessStage] = {stage.value: stage for stage in BusinessStage}
    return words.get(stay.state.value)


_RUNNING: Final = frozenset(
    {BusinessStage.OPERATING, BusinessStage.FORMALISED, BusinessStage.FLAGSHIP}
)


def _business(
    one: Business, stage: BusinessStage | None, day: date, known_on: date | None
) -> BusinessFacts:
    says = {answer.kind: answer.holds for answer in signals_on(one, day, known_on=known_on)}
    return BusinessFacts(
        id=one.id,
        stage=stage,
        running=None if stage is None else stage in _RUNNING,
        nib=says[SignalKind.NIB],
        in_group=says[SignalKind.GROUP],
        kur=says[SignalKind.KUR],
        flagship=says[SignalKind.FLAGSHIP],
    )
