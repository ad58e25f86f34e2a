"""A body as it was known on a day: what was recorded or issued later is not there."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, Final, TypeVar, cast

import attrs

from pmi_core.programme.bodies import Body, is_on_record
from pmi_core.programme.decrees import is_known
from pmi_core.programme.history import DecreeId, Event, History
from pmi_core.programme.identity import Identities, IdentityEvent
from pmi_core.programme.outcomes import OutcomeCount
from pmi_core.programme.people import Appointment
from pmi_core.programme.tenures import (
    Tenure,
    appointment_tenures,
    board_tenures,
    member_tenures,
)

B = TypeVar("B", bound=Body)
E = TypeVar("E", Event, IdentityEvent)
T = TypeVar("T")


def as_known(body: B, known_on: date) -> B | None:
    """The body less all that was recorded after a day.

    An event, a signal and a development are known from the day they were recorded; a count too,
    but never before the days it covers were over; a decree from the day it could be known, never
    before it was signed; a written last day from the record of that end, where its life tells it.
    What carries no such day was always known. What names a decree nobody knew names none.

    Returns:
        It, or nothing where events are on record but none of them was: nobody knew of the body.

    >>> from pmi_core.programme import BodyId, Event, KawanPMI, Level
    >>> day = date(2023, 7, 22)
    >>> event = Event(name="pengukuhan", effective=day, recorded=date(2023, 7, 25), actor="BP2MI")
    >>> unit = KawanPMI(
    ...     id=BodyId("kawan-1"),
    ...     name="Contoh",
    ...     level=Level.REGENCY,
    ...     history=History(events=(event,)),
    ... )
    >>> [as_known(unit, date(2023, 7, n)) == unit for n in (24, 25)]
    [False, True]
    >>> print(as_known(unit, date(2023, 7, 24)))
    None
    """
    return _cut(body, known_on) if is_on_record(body, known_on=known_on) else None


def history_as_known(history: History, known_on: date) -> History:
    """The events recorded by a day; a correction recorded later strikes nothing yet.

    A correction follows what it strikes to its new place, and is left out with it: in whatever
    order the events lie, `timeline` tells what it told of the whole history as known that day.
    """
    return History(events=_recorded(history.events, "corrects", known_on))


def identities_as_known(identities: Identities, known_on: date) -> Identities:
    """The decisions recorded by a day; a withdrawal recorded later withdraws nothing yet.

    A withdrawal follows what it withdraws to its new place, and is left out with it.
    """
    return Identities(events=_recorded(identities.events, "withdraws", known_on))


def _recorded(events: tuple[E, ...], refers: str, known_on: date) -> tuple[E, ...]:
    """The events recorded by a day; those that refer to one by its number keep to that one."""
    numbered = dict(enumerate(events, start=1))
    kept = {number for number, event in numbered.items() if event.recorded <= known_on}
    named: dict[int, int | None] = {n: getattr(event, refers) for n, event in numbered.items()}
    while void := {number for number in kept if named[number] in numbered.keys() - kept}:
        kept -= void
    places: dict[int | None, int] = {n: place for place, n in enumerate(sorted(kept), start=1)}
    return tuple(_referring(numbered[n], refers, places.get(named[n])) for n in sorted(kept))


def _referring(event: E, refers: str, number: int | None) -> E:
    # Where the number is none it names nothing, or no event there ever was: it goes on doing so.
    changes: dict[str, Any] = {refers: number}
    return event if number in {None, getattr(event, refers)} else attrs.evolve(event, **changes)


def _cut(body: B, known_on: date) -> B:
    seen = tuple(one for one in body.decrees if is_known(one, known_on=known_on) is not False)
    unseen = {one.id for one in body.decrees} - {one.id for one in seen}
    part = _Part(known_on=known_on, unseen=frozenset(unseen))
    changes: dict[str, Any] = {"decrees": tuple(part.of(one) for one in seen)}
    for name, last, tenures in _TENURES:
        things = tuple(part.ended(one, last, tenure) for one, tenure in tenures(body))
        changes |= {name: things} if things else {}
    for name in _OTHERS:
        others: tuple[Any, ...] | None = getattr(body, name, None)
        if others is not None:
            changes[name] = tuple(part.of(one) for one in others if part.shows(one))
    return attrs.evolve(part.of(body), **changes)


@attrs.frozen(kw_only=True)
class _Part:
    """What is left of a part of a body.

    Attributes:
        unseen: The decrees nobody knew.
    """

    known_on: date
    unseen: frozenset[DecreeId]

    def of(self, thing: T) -> T:
        """A thing without the events and signals recorded later, and the decrees they name."""
        changes: dict[str, Any] = {}
        for name in _NAMING_DECREES:
            if getattr(thing, name, None) in self.unseen:
                changes[name] = None
        history: History | None = getattr(thing, "history", None)
        if history is not None:
            events = history_as_known(history, self.known_on).events
            changes["history"] = History(events=tuple(map(self.of, events)))
        signals: tuple[Any, ...] = getattr(thing, "signals", ())
        if signals:
            changes["signals"] = tuple(one for one in signals if self.shows(one))
        # Any thing that is a record; `attrs.evolve` asks for more than this knows of it.
        return attrs.evolve(cast("Any", thing), **changes) if changes else thing

    def ended(self, thing: Any, last: str, tenure: Tenure) -> Any:
        """Likewise, and without a last day that only what is told later made known."""
        found: Any = self.of(thing)
        if tenure.last is None or tenure.last_known(self.known_on) is not None:
            return found
        reason = {"end_reason": None} if isinstance(thing, Appointment) else {}
        return attrs.evolve(found, **{last: None}, **reason)

    def shows(self, thing: Any) -> bool:
        """Whether a thing that has a day of its own was known."""
        if isinstance(thing, OutcomeCount):
            return thing.known(self.known_on)
        day: date | None = getattr(thing, "recorded", None)
        return day is None or day <= self.known_on


_NAMING_DECREES: Final = ("decree", "supersedes")
_OTHERS: Final = ("businesses", "developments", "outcomes")
# What has a last day of its own that its life may tell too: field, last day, days.
_TENURES: Final[tuple[tuple[str, str, Callable[[Body], Iterable[tuple[Any, Tenure]]]], ...]] = (
    ("appointments", "last", appointment_tenures),
    ("boards", "last", board_tenures),
    ("members", "left", member_tenures),
)
