"""A body as it was known on a day: what was recorded or issued later is not there."""

from datetime import date
from typing import Any

import attrs

from pmi_core.programme.bodies import Body
from pmi_core.programme.decrees import is_known
from pmi_core.programme.history import History
from pmi_core.programme.people import AppointmentDecree


def as_known(body: Body, known_on: date) -> Body:
    """The body less all that was recorded after a day.

    An event, a signal, a development and a count are known from the day they were recorded, a
    decree from the day it could be known, never before it was signed; what carries no such day was
    always known.

    >>> from pmi_core.programme import BodyId, Event, KawanPMI, Level
    >>> day = date(2023, 7, 22)
    >>> event = Event(name="pengukuhan", effective=day, recorded=date(2023, 7, 25), actor="BP2MI")
    >>> unit = KawanPMI(
    ...     id=BodyId("kawan-1"),
    ...     name="Contoh",
    ...     level=Level.REGENCY,
    ...     history=History(events=(event,)),
    ... )
    >>> [len(as_known(unit, date(2023, 7, n)).history.events) for n in (24, 25)]
    [0, 1]
    """
    changes: dict[str, Any] = {"history": history_as_known(body.history, known_on)}
    for name in ("decrees", "appointments", "boards", "members", "businesses", *_RECORDED):
        things: Any = getattr(body, name, None)
        if things is not None and not isinstance(things, int):  # the members of a KKBM are a number
            changes[name] = tuple(_part(one, known_on) for one in things if _seen(one, known_on))
    return attrs.evolve(body, **changes)


def history_as_known(history: History, known_on: date) -> History:
    """The events recorded by a day; a correction recorded later strikes nothing yet."""
    return History(events=tuple(event for event in history.events if event.recorded <= known_on))


_RECORDED = ("developments", "outcomes")


def _seen(thing: Any, known_on: date) -> bool:
    if isinstance(thing, AppointmentDecree):
        return is_known(thing, known_on=known_on) is not False
    day: date | None = getattr(thing, "recorded", None)
    return day is None or day <= known_on


def _part(thing: Any, known_on: date) -> Any:
    changes: dict[str, Any] = {}
    history: History | None = getattr(thing, "history", None)
    if history is not None:
        changes["history"] = history_as_known(history, known_on)
    signals: tuple[Any, ...] = getattr(thing, "signals", ())
    if signals:
        changes["signals"] = tuple(one for one in signals if _seen(one, known_on))
    return attrs.evolve(thing, **changes) if changes else thing
