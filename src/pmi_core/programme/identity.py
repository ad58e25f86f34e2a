"""Which records are of one person: dated decisions, each of which can be withdrawn.

Nobody is ever made one with another by a name. Two ids are one person because somebody decided
so, on a day, with a reason; until then namesakes stay apart.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from enum import Enum
from typing import Final

import attrs

from pmi_core.codec import Kind, optional
from pmi_core.errors import Fault, FaultyInput
from pmi_core.privacy import free_text
from pmi_core.programme.people import PersonId
from pmi_core.programme.shapes import a_day, a_set


class IdentityKind(Enum):
    """What was decided about persons."""

    MERGE = "penyatuan"
    DISTINCTION = "pembedaan"
    WITHDRAWAL = "pembatalan"


@attrs.frozen(kw_only=True)
class IdentityEvent:
    """One recorded decision about who is who. It names ids only, never names.

    Attributes:
        persons: Two or more that are one person (merge), or are each somebody else
            (distinction); none for a withdrawal.
        withdraws: For a withdrawal, the number (from 1) of the decision that no longer stands.
        effective: The day it was decided. Who somebody is has no first day: the decision
            answers for all days.
        recorded: The day it was written down; never before it was decided.
        actor: The office that decided, never a person.
        reason: Why, in the recorder's words.
        evidence: Where the evidence lies, such as the name of a file or its sha256.
    """

    kind: IdentityKind = attrs.field(validator=attrs.validators.instance_of(IdentityKind))
    persons: frozenset[PersonId] = attrs.field(default=frozenset[PersonId](), validator=a_set)
    withdraws: int | None = optional(absent="none")
    effective: date = attrs.field(validator=a_day)
    recorded: date = attrs.field(validator=a_day)
    actor: str = free_text()
    reason: str = free_text()
    evidence: str | None = free_text(default=None)

    def __attrs_post_init__(self) -> None:
        if self.recorded < self.effective:
            raise ValueError("a decision is recorded on or after the day it was taken")
        if self.kind is IdentityKind.WITHDRAWAL:
            if self.withdraws is None or self.persons:
                raise ValueError("a withdrawal names the decision it withdraws, and no persons")
        elif self.withdraws is not None or len(self.persons) < _FEWEST:
            raise ValueError("a merge or distinction names two persons or more, and no decision")
        if not self.reason.strip():
            raise ValueError("a decision says why: its reason is blank")


@attrs.frozen(kw_only=True)
class Identities:
    """The decisions in the order they were recorded, as one stored document.

    New ones are added by `record_identity`, none is ever changed. What came from a file is
    checked by `check_identities`.
    """

    events: tuple[IdentityEvent, ...] = ()


class FaultyIdentities(FaultyInput):
    """Decisions that cannot stand beside each other; each fault names its event."""


IDENTITY_KIND: Final = Kind(name="identities", shape=Identities)
NO_IDENTITIES: Final = Identities()
_FEWEST: Final = 2
_LATE: Final = "record-order"


def same_person(
    identities: Identities, one: PersonId, other: PersonId, *, known_on: date | None = None
) -> bool | None:
    """Whether two ids are of one person, as decided and recorded by `known_on`.

    Returns:
        True by a merge (or the same id), False by a distinction, None where nobody decided.

    >>> day = date(2026, 11, 24)
    >>> a, b, c = (PersonId(f"orang-{n}") for n in "abc")
    >>> merge = IdentityEvent(
    ...     kind=IdentityKind.MERGE,
    ...     persons=frozenset({a, b}),
    ...     effective=day,
    ...     recorded=day,
    ...     actor="BP3MI Contoh",
    ...     reason="tanggal lahir dan alamat sama",
    ... )
    >>> decided = record_identity(NO_IDENTITIES, merge)
    >>> same_person(decided, a, b), same_person(decided, a, c)
    (True, None)
    >>> print(same_person(decided, a, b, known_on=date(2026, 11, 23)))
    None
    """
    standing = standing_decisions(identities, known_on=known_on)
    group = standing.group(one)
    if other in group:
        return True
    return None if standing.others(group).isdisjoint(standing.group(other)) else False


def identity_of(
    identities: Identities, person: PersonId, *, known_on: date | None = None
) -> PersonId:
    """The one id that stands for a person: the first in order of all that were merged with it."""
    return min(standing_decisions(identities, known_on=known_on).group(person))


def record_identity(identities: Identities, event: IdentityEvent) -> Identities:
    """Add a decision, if it can stand beside those that were recorded.

    Raises:
        FaultyIdentities: As `check_identities` says, of the event alone: those before it were
            checked when they were added or read.
    """
    last = identities.events[-1].recorded if identities.events else date.min
    standing = standing_decisions(identities)
    faults = tuple(_event_faults(standing, last, len(identities.events), event))
    if faults:
        raise FaultyIdentities(faults)
    return Identities(events=(*identities.events, event))


def check_identities(identities: Identities, *, file: str = "") -> None:
    """Check recorded decisions.

    Raises:
        FaultyIdentities: With one fault for each event out of recorded order, for a merge of
            persons recorded as different, a distinction of persons recorded as one, and a
            withdrawal of what does not stand; the pointer names the event and its field. What
            has a fault counts as not decided for the events after it.
    """
    faults = tuple(_faults(identities, file))
    if faults:
        raise FaultyIdentities(faults)


@attrs.define(eq=False)
class _Group:
    """Ids that are one person, and the numbers of the distinctions that name one of them."""

    persons: set[PersonId]
    apart: set[int]


@attrs.define
class Standing:
    """The decisions that stand, by number and by person; for many questions at once."""

    decisions: dict[int, IdentityEvent] = attrs.field(factory=dict[int, IdentityEvent])
    _groups: dict[PersonId, _Group] = attrs.field(factory=dict[PersonId, _Group])

    def group(self, person: PersonId) -> frozenset[PersonId]:
        """All ids that are one person with this one, itself among them."""
        return frozenset(self._of(person).persons)

    def distinctions(self, group: Iterable[PersonId]) -> frozenset[int]:
        """The numbers of the distinctions that name one of a group, or one who is one with them."""
        return frozenset[int]().union(*(one.apart for one in self._all(group)))

    def others(self, group: frozenset[PersonId]) -> frozenset[PersonId]:
        """The ids that a distinction sets apart from one of a group."""
        named = (self.decisions[number].persons for number in self.distinctions(group))
        return frozenset[PersonId]().union(*named) - group

    def clash(self, persons: Iterable[PersonId]) -> tuple[int, list[PersonId]] | None:
        """The first distinction of two or more who would be one if these were; them too."""
        # Each group is sound, so it names two of them; that of most numbers is not gone through.
        groups = sorted(self._all(persons), key=lambda one: len(one.apart))
        shared = {
            number
            for place, one in enumerate(groups, start=1)
            for number in (one.apart if place < len(groups) else ())
            if any(number in other.apart for other in groups[place:])
        }
        if not shared:
            return None
        named = sorted(self.decisions[min(shared)].persons)
        return min(shared), [one for one in named if any(one in g.persons for g in groups)]

    def together(self, persons: Iterable[PersonId]) -> Iterator[list[PersonId]]:
        """The ids, those of one person in one list, in order."""
        found: dict[_Group | PersonId, list[PersonId]] = {}
        for person in sorted(persons):
            found.setdefault(self._groups.get(person, person), []).append(person)
        yield from found.values()

    def take(self, number: int, event: IdentityEvent) -> None:
        """Let an event have its effect."""
        if event.withdraws is None:
            self.decisions[number] = event
            self._let(number, event)
        elif event.withdraws in self.decisions:
            self._part(event.withdraws, self.decisions.pop(event.withdraws))

    def _of(self, person: PersonId) -> _Group:
        found = self._groups.get(person)
        # Of almost everybody nothing was decided.
        return _Group(persons={person}, apart=set()) if found is None else found

    def _all(self, persons: Iterable[PersonId]) -> list[_Group]:
        return list({id(one): one for one in map(self._of, persons)}.values())

    def _let(self, number: int, event: IdentityEvent) -> None:
        for person in event.persons:
            self._groups.setdefault(person, _Group(persons={person}, apart=set()))
        groups = self._all(event.persons)
        if event.kind is IdentityKind.DISTINCTION:
            for one in groups:
                one.apart.add(number)
            return
        # The largest takes in the others, so nobody moves more often than its size doubles.
        largest = max(groups, key=lambda one: len(one.persons))
        for one in groups:
            if one is not largest:
                largest.persons |= one.persons
                largest.apart |= one.apart
                self._groups.update(dict.fromkeys(one.persons, largest))

    def _part(self, number: int, event: IdentityEvent) -> None:
        """Take a decision back: who was one by it is put together anew from what still stands."""
        if event.kind is IdentityKind.DISTINCTION:
            for one in self._all(event.persons):
                one.apart.discard(number)
            return
        loose = self.group(min(event.persons))
        for person in loose:
            del self._groups[person]
        for other, decision in self.decisions.items():
            if not loose.isdisjoint(decision.persons):
                self._let(other, decision)


def standing_decisions(identities: Identities, *, known_on: date | None = None) -> Standing:
    """What stands of the decisions recorded by a day; `None` knows all that ever were."""
    standing = Standing()
    for number, event in enumerate(identities.events, start=1):
        if known_on is None or event.recorded <= known_on:
            standing.take(number, event)
    return standing


def _faults(identities: Identities, file: str) -> Iterator[Fault]:
    standing = Standing()
    last = date.min
    for index, event in enumerate(identities.events):
        faults = tuple(_event_faults(standing, last, index, event))
        yield from (attrs.evolve(fault, file=file) for fault in faults)
        last = max(last, event.recorded)
        if all(fault.code == _LATE for fault in faults):
            standing.take(index + 1, event)


def _event_faults(
    standing: Standing, last: date, index: int, event: IdentityEvent
) -> Iterator[Fault]:
    """What is wrong with an event after those that stand, the last of them recorded on a day."""
    pointer = f"/events/{index}"
    if event.recorded < last:
        message = f"recorded on {event.recorded}, before the event above it ({last})"
        yield Fault(code=_LATE, message=message, pointer=f"{pointer}/recorded")
    code, field, problem = _CLASHES[event.kind]
    message = problem(standing, event)
    if message:
        yield Fault(code=code, message=message, pointer=f"{pointer}/{field}")


def _apart(standing: Standing, event: IdentityEvent) -> str:
    """Why persons cannot be merged: two of those that would be one were told apart."""
    clash = standing.clash(event.persons)
    if clash is None:
        return ""
    number, told = clash
    return f"{told[0]!r} and {told[1]!r} are recorded as different persons (event {number})"


def _together(standing: Standing, event: IdentityEvent) -> str:
    """Why persons cannot be told apart: two of them are recorded as one."""
    for same in standing.together(event.persons):
        if len(same) >= _FEWEST:
            return f"{same[0]!r} and {same[1]!r} are recorded as one person"
    return ""


def _absent(standing: Standing, event: IdentityEvent) -> str:
    """Why a withdrawal is void: what it names does not stand."""
    if event.withdraws in standing.decisions:
        return ""
    return f"there is no decision {event.withdraws} above it that still stands"


_CLASHES: Final[dict[IdentityKind, tuple[str, str, Callable[[Standing, IdentityEvent], str]]]] = {
    IdentityKind.MERGE: ("recorded-as-different", "persons", _apart),
    IdentityKind.DISTINCTION: ("recorded-as-same", "persons", _together),
    IdentityKind.WITHDRAWAL: ("nothing-to-withdraw", "withdraws", _absent),
}
