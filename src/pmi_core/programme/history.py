"""What happened to a body, in the order it was recorded."""

from datetime import date

import attrs

from pmi_core.codec import optional
from pmi_core.privacy import free_text
from pmi_core.programme.people import DecreeId


@attrs.frozen(kw_only=True)
class Event:
    """One recorded step of a lifecycle.

    Attributes:
        name: The transition's word, such as `pengukuhan`.
        effective: The day it holds from; may lie back.
        recorded: The day it was written down; never before it holds.
        actor: The office or institution that acted, never a person.
        corrects: Name of an event this one takes back (the newest of that name so far).
    """

    name: str
    effective: date
    recorded: date
    actor: str
    decree: DecreeId | None = optional()
    corrects: str | None = optional(absent="none")
    note: str | None = free_text(default=None)

    def __attrs_post_init__(self) -> None:
        if self.recorded < self.effective:
            raise ValueError("an event is recorded on or after the day it holds from")


@attrs.frozen(kw_only=True)
class History:
    """Events in the order they were recorded; new ones are added, none is ever changed."""

    events: tuple[Event, ...] = ()

    def known(self, known_on: date | None = None) -> tuple[Event, ...]:
        """The events recorded by a day, less those corrected by then."""
        seen: list[Event] = []
        for event in self.events:
            if known_on is not None and event.recorded > known_on:
                continue
            if event.corrects is None:
                seen.append(event)
            else:
                _take_back(seen, event.corrects)
        return tuple(seen)

    def effective_day(self, name: str, known_on: date | None = None) -> date | None:
        """The day the first event of this name holds from, or nothing."""
        days = [event.effective for event in self.known(known_on) if event.name == name]
        return min(days, default=None)


def _take_back(seen: list[Event], name: str) -> None:
    for position in range(len(seen) - 1, -1, -1):
        if seen[position].name == name:
            del seen[position]
            return
