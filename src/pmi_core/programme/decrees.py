"""Which decree covers a person on a day, as far as was known: it does, none does, nobody can tell.

A gap is never a failing: decrees come late, reach back, and lie on other desks.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from enum import Enum

import attrs

from pmi_core.programme.bodies import Body
from pmi_core.programme.history import DecreeId
from pmi_core.programme.people import Appointment, AppointmentDecree, PersonId
from pmi_core.programme.tenures import appointment_tenures, day_after, day_before
from pmi_core.programme.vocabulary import Role


class DecreeCover(Enum):
    """Whether a decree covers a person on a day."""

    COVERED = "tercakup"
    NONE_KNOWN = "tidak_ada_keputusan"
    UNDETERMINED = "belum_dapat_dipastikan"


class DecreeDetail(Enum):
    """What one must know of a decree to say whom it covers on which days.

    Its number and the day it was signed say neither.
    """

    COVERS_FROM = "hari_pertama"
    COVERS_UNTIL = "hari_terakhir"
    ANNEX = "lampiran"
    KNOWN_FROM = "hari_diterima"
    ORDER = "urutan_penggantian"
    EXTENT = "luas_penggantian"


@attrs.frozen(kw_only=True)
class MissingDetail:
    """A detail of a decree that nobody wrote down, so that its cover cannot be told."""

    decree: DecreeId
    detail: DecreeDetail


@attrs.frozen(kw_only=True)
class Covering:
    """Which decrees cover a person on a day.

    Attributes:
        decrees: Those that do, in order of id; where that is undetermined, those that may.
        missing: What would settle it, where it is undetermined.
    """

    coverage: DecreeCover
    decrees: tuple[DecreeId, ...] = ()
    missing: tuple[MissingDetail, ...] = ()


@attrs.frozen(kw_only=True)
class CoverSpan:
    """The days, both ends included, on which a person's cover in a role is the same."""

    person: PersonId
    role: Role
    first: date
    last: date
    covering: Covering


@attrs.frozen(kw_only=True)
class Force:
    """A decree as it could be seen: whom and which days it covers, and what is in doubt.

    Attributes:
        decree: The decree.
        chain: The first decree of its line of replacements.
        last: The last day it covers, its own or the one before another takes its place; absent
            is unknown.
        replaced: The decrees that take its place, each with the first day it covers.
        roles: The roles its annex gives to each person asked for; absent where it is unknown.
        doubts: What is not known, each with the first day on which that matters.
    """

    decree: AppointmentDecree
    chain: DecreeId
    last: date | None
    replaced: tuple[tuple[date, DecreeId], ...]
    roles: Mapping[PersonId, tuple[Role | None, ...]] | None
    doubts: tuple[tuple[date, MissingDetail], ...]

    def runs(self, day: date) -> bool:
        """Whether a day may lie within those it covers."""
        first = self.decree.covers_from
        return (first is None or first <= day) and (self.last is None or day <= self.last)

    def missing(self, day: date, *, listed: bool | None) -> tuple[MissingDetail, ...]:
        """What leaves its cover of a day in doubt."""
        doubts = tuple(item for since, item in self.doubts if since <= day)
        if listed is None:
            return (*doubts, MissingDetail(decree=self.decree.id, detail=DecreeDetail.ANNEX))
        return doubts

    def lists(self, appointment: Appointment) -> bool | None:
        """Whether it appoints this person to this role.

        An acting chair keeps the role held before: an annex that lists the person in any may well
        mean the acting chair too, and nobody can tell.
        """
        named = appointment.decree == self.decree.id
        if self.roles is None:
            return True if named else None
        roles = self.roles.get(appointment.person.id, ())
        if appointment.role in roles:
            return True
        if None in roles:
            return named or None
        return None if roles and appointment.role is Role.ACTING_CHAIR else False

    def covers(self, day: date, *, listed: bool | None) -> bool | None:
        """Whether it covers somebody on a day whom it lists, or does not, or nobody can tell."""
        if listed is False or not self.runs(day):
            return False
        return None if self.missing(day, listed=listed) else True


# For each decree seen, whether it lists somebody: all that cover depends on, besides the day.
Listed = tuple[bool | None, ...]


def concerning(seen: Sequence[Force], listed: Listed) -> tuple[Force, ...]:
    """The decrees as they are for somebody: one that leaves them out may replace only a part."""
    pairs = zip(seen, listed, strict=True)
    left_out = frozenset(force.decree.id for force, told in pairs if told is False)
    return tuple(_for_whom(force, left_out) for force in seen)


def _for_whom(force: Force, left_out: frozenset[DecreeId]) -> Force:
    if all(later not in left_out for _, later in force.replaced):
        return force
    ends = [day_before(day) for day, later in force.replaced if later not in left_out]
    doubts = (
        (day, MissingDetail(decree=later, detail=DecreeDetail.EXTENT))
        for day, later in force.replaced
        if later in left_out
    )
    return attrs.evolve(
        force,
        last=_first_of(force.decree.covers_until, ends),
        doubts=(*force.doubts, *doubts),
    )


def cover_on(
    decrees: Iterable[AppointmentDecree],
    appointment: Appointment,
    day: date,
    *,
    known_on: date | None = None,
) -> Covering:
    """Which decree covers an appointment on a day, as known on another (`None`: all that is known).

    A decree covers whom its annex lists in that role, or, where the annex is not known, whose
    appointment names it; until its last day, or until another that replaces it begins to cover.
    One whose annex leaves that person out may replace the whole decree or a part of it: from then
    on nobody can tell.

    >>> from pmi_core.programme import Person
    >>> decree = AppointmentDecree(
    ...     id=DecreeId("sk-1"), issuer="Kepala BP2MI", number="1", day=date(2023, 8, 1),
    ...     covers_from=date(2023, 7, 1), covers_until=date(2023, 12, 31),
    ... )
    >>> chair = Appointment(
    ...     person=Person(id=PersonId("orang-1"), name="Orang Contoh"), role=Role.CHAIR,
    ...     decree=decree.id,
    ... )
    >>> cover_on([decree], chair, date(2023, 12, 31)).coverage
    <DecreeCover.COVERED: 'tercakup'>
    >>> cover_on([decree], chair, date(2024, 1, 1)).coverage
    <DecreeCover.NONE_KNOWN: 'tidak_ada_keputusan'>
    >>> cover_on([decree], chair, date(2023, 7, 1), known_on=date(2023, 7, 31)).coverage
    <DecreeCover.NONE_KNOWN: 'tidak_ada_keputusan'>
    """
    seen = forces(decrees, (appointment,), known_on=known_on)
    return cover_by(seen, listed_by(seen, appointment), day)


def coverage_of(
    body: Body, first: date, last: date, *, known_on: date | None = None
) -> tuple[CoverSpan, ...]:
    """How each appointment of a body is covered from a first day to a last one.

    Only days on which the appointment runs count, as written and as its life tells; where its first
    day is not known, all before its last do. In order of person, role and day.

    Raises:
        FaultyHistory: The events of an appointment cannot follow one another.
        ValueError: The last day is before the first.
    """
    if last < first:
        raise ValueError("the last day is before the first")
    seen = forces(body.decrees, body.appointments, known_on=known_on)
    spans = [
        span
        for item, tenure in appointment_tenures(body)
        for days in tenure.spans(first, last, known_on=known_on)
        for span in _spans_of(seen, item, *days)
    ]
    return tuple(sorted(spans, key=lambda span: (span.person, span.role.value, span.first)))


def forces(
    decrees: Iterable[AppointmentDecree],
    appointments: Iterable[Appointment],
    *,
    known_on: date | None = None,
) -> tuple[Force, ...]:
    """The decrees that could be seen on a day, in order of id; not those surely unknown then.

    Args:
        decrees: The decrees of a body, in any order.
        appointments: Those that will be asked for; of an annex nothing else is kept.
        known_on: As known on which day.
    """
    persons = frozenset(item.person.id for item in appointments)
    seen = _seen(tuple(decrees), known_on)
    after: dict[DecreeId, list[AppointmentDecree]] = {}
    for item in seen:
        if item.supersedes is not None:
            after.setdefault(item.supersedes, []).append(item)
    before = {item.id: item.supersedes for item in seen}
    return tuple(_force(item, before, after, persons, known_on) for item in seen)


def _seen(decrees: Sequence[AppointmentDecree], known_on: date | None) -> list[AppointmentDecree]:
    seen = [item for item in decrees if is_known(item, known_on=known_on) is not False]
    # What replaces a decree nobody knew begins a line of its own.
    unseen = {item.id for item in decrees} - {item.id for item in seen}
    shown = (attrs.evolve(i, supersedes=None) if i.supersedes in unseen else i for i in seen)
    return sorted(shown, key=lambda item: item.id)


def is_known(decree: AppointmentDecree, *, known_on: date | None) -> bool | None:
    """Whether a decree was known on a day; never before it was signed."""
    if known_on is None:
        return True
    if any(day is not None and day > known_on for day in (decree.day, decree.known_from)):
        return False
    return None if decree.known_from is None else True


def listed_by(seen: Iterable[Force], appointment: Appointment) -> Listed:
    """Which of the decrees seen appoint this person to this role."""
    return tuple(force.lists(appointment) for force in seen)


def cover_by(seen: Sequence[Force], listed: Listed, day: date) -> Covering:
    """Which of the decrees seen cover somebody on a day; see `cover_on`."""
    pairs = tuple(zip(concerning(seen, listed), listed, strict=True))
    answers = [(force, told, force.covers(day, listed=told)) for force, told in pairs]
    sure = tuple(force.decree.id for force, _, answer in answers if answer)
    if sure:
        return Covering(coverage=DecreeCover.COVERED, decrees=sure)
    possible = [(force, told) for force, told, answer in answers if answer is None]
    if not possible:
        return Covering(coverage=DecreeCover.NONE_KNOWN)
    missing = (item for force, told in possible for item in force.missing(day, listed=told))
    return Covering(
        coverage=DecreeCover.UNDETERMINED,
        decrees=tuple(force.decree.id for force, _ in possible),
        missing=tuple(dict.fromkeys(missing)),
    )


def spans_by(
    seen: Sequence[Force], listed: Listed, first: date, last: date
) -> list[tuple[date, date, Covering]]:
    """The days from a first to a last, as far as cover stays the same."""
    changes = {
        day for force in concerning(seen, listed) for day in _changes(force) if first < day <= last
    }
    starts = sorted({first, *changes})
    ends = [*(day_before(day) for day in starts[1:]), last]
    spans: list[tuple[date, date, Covering]] = []
    for start, end in zip(starts, ends, strict=True):
        found = cover_by(seen, listed, start)
        goes_on = bool(spans) and spans[-1][2] == found
        begin = spans.pop()[0] if goes_on else start
        spans.append((begin, end, found))
    return spans


def _spans_of(
    seen: Sequence[Force], item: Appointment, first: date, last: date
) -> Iterator[CoverSpan]:
    for start, stop, found in spans_by(seen, listed_by(seen, item), first, last):
        yield CoverSpan(
            person=item.person.id, role=item.role, first=start, last=stop, covering=found
        )


def _changes(force: Force) -> Iterator[date]:
    if force.decree.covers_from is not None:
        yield force.decree.covers_from
    if force.last is not None:
        yield day_after(force.last)
    yield from (since for since, _ in force.doubts)


def _force(
    decree: AppointmentDecree,
    before: dict[DecreeId, DecreeId | None],
    after: dict[DecreeId, list[AppointmentDecree]],
    persons: frozenset[PersonId],
    known_on: date | None,
) -> Force:
    doubts = [(date.min, item) for item in _missing(decree, known_on)]
    replaced: list[tuple[date, DecreeId]] = []
    followers = tuple(_followers(decree, after))
    if decree.id in (later.id for later in followers):
        doubts.append((date.min, MissingDetail(decree=decree.id, detail=DecreeDetail.ORDER)))
        followers = ()
    for later in followers:
        if later.covers_from is None:
            lacking = MissingDetail(decree=later.id, detail=DecreeDetail.COVERS_FROM)
            doubts.append((date.min, lacking))
        elif is_known(later, known_on=known_on) is None:
            lacking = MissingDetail(decree=later.id, detail=DecreeDetail.KNOWN_FROM)
            doubts.append((later.covers_from, lacking))
        else:
            replaced.append((later.covers_from, later.id))
    ends = [day_before(day) for day, _ in replaced]
    return Force(
        decree=decree,
        chain=_chain(decree.id, before),
        last=_first_of(decree.covers_until, ends),
        replaced=tuple(replaced),
        roles=_roles(decree, persons),
        doubts=tuple(doubts),
    )


def _first_of(own: date | None, ends: Iterable[date]) -> date | None:
    return min([*ends, *([] if own is None else [own])], default=None)


def _roles(
    decree: AppointmentDecree, persons: frozenset[PersonId]
) -> Mapping[PersonId, tuple[Role | None, ...]] | None:
    if decree.annex is None:
        return None
    roles: dict[PersonId, tuple[Role | None, ...]] = {}
    for entry in decree.annex:
        if entry.person in persons:
            roles[entry.person] = (*roles.get(entry.person, ()), entry.role)
    return roles


def _missing(decree: AppointmentDecree, known_on: date | None) -> Iterator[MissingDetail]:
    details = (
        (DecreeDetail.COVERS_FROM, decree.covers_from),
        (DecreeDetail.COVERS_UNTIL, decree.covers_until),
        (DecreeDetail.KNOWN_FROM, is_known(decree, known_on=known_on)),
    )
    for detail, value in details:
        if value is None:
            yield MissingDetail(decree=decree.id, detail=detail)


def _followers(
    decree: AppointmentDecree, after: dict[DecreeId, list[AppointmentDecree]]
) -> Iterator[AppointmentDecree]:
    """Whatever replaces it, and what replaces that; itself too where the line runs in a circle."""
    reached: set[DecreeId] = set()
    waiting = [decree.id]
    while waiting:
        for later in after.get(waiting.pop(), ()):
            if later.id not in reached:
                reached.add(later.id)
                waiting.append(later.id)
                yield later


def _chain(decree: DecreeId, before: dict[DecreeId, DecreeId | None]) -> DecreeId:
    line = {decree: None}
    here = decree
    while (earlier := before.get(here)) is not None:
        if earlier in line:
            # Of a circle no decree is the first: the least id stands for it.
            passed = list(line)
            return min(passed[passed.index(earlier) :])
        line[earlier] = None
        here = earlier
    return here
