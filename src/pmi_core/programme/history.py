"""What happened to a body, in the order it was recorded.

Two days belong to every event: the day it holds from, and the day somebody wrote it down. The
second gives the order of the file; the first gives the order of what happened.
"""

from datetime import date
from typing import Any, ClassVar, Final, NewType

import attrs

from pmi_core.codec import optional
from pmi_core.privacy import free_text
from pmi_core.programme.shapes import check_day

DecreeId = NewType("DecreeId", str)
CORRECTION: Final = "koreksi"


@attrs.frozen(kw_only=True)
class Event:
    """One recorded step of a lifecycle, or the correction of an earlier one.

    Attributes:
        name: The transition's word, such as `pengukuhan`; `koreksi` for a correction.
        effective: The day it holds from; it may lie back. Of a correction it is the day on which
            somebody decided it: what it strikes out is struck for all days.
        recorded: The day it was written down; never before the day it holds from.
        actor: The office or institution that acted, never a person.
        decree: The decree it rests on, if one is known.
        evidence: Where the evidence lies, such as the name of a file or its sha256.
        under: The version of the lifecycle it happened under; absent where nobody wrote it down,
            and then it is the one in force on its effective day.
        corrects: For a correction, the number (from 1) of the event it strikes out. What should
            have been recorded instead follows as an event of its own.
        note: Why, in the recorder's words.
    """

    name: str
    effective: date
    recorded: date
    actor: str = free_text()
    decree: DecreeId | None = optional()
    evidence: str | None = free_text(default=None)
    under: str | None = optional()
    corrects: int | None = optional(absent="none")
    note: str | None = free_text(default=None)

    def __attrs_post_init__(self) -> None:
        # No validators of fields: events are made by the million.
        if type(self.effective) is not date or type(self.recorded) is not date:
            check_day("effective", self.effective)
            check_day("recorded", self.recorded)
        if self.recorded < self.effective:
            raise ValueError("an event is recorded on or after the day it holds from")
        if (self.name == CORRECTION) != (self.corrects is not None):
            raise ValueError(_corrects_problem(self.name))
        if not self.name.strip():
            raise ValueError("an event has a name: the word of a transition, such as 'pengukuhan'")

    def stamped(self, under: str) -> "Event":
        """The same event with the version it happened under."""
        # Spelled out: `attrs.evolve` asks the class for its fields each time.
        return Event(
            name=self.name,
            effective=self.effective,
            recorded=self.recorded,
            actor=self.actor,
            decree=self.decree,
            evidence=self.evidence,
            under=under,
            corrects=self.corrects,
            note=self.note,
        )


def _corrects_problem(name: str) -> str:
    if name == CORRECTION:
        return f"a {CORRECTION} needs corrects=, the number (from 1) of the event it strikes out"
    return f"only a {CORRECTION} has corrects=; {name!r} is recorded without"


# Not slotted: what it remembers lies beside its only field, and is no part of the value.
@attrs.frozen(kw_only=True, slots=False)
class History:
    """Events in the order they were recorded; new ones are added, none is ever changed."""

    events: tuple[Event, ...] = ()

    # Where a lifecycle led when it was last asked: a memory of `advance`, no part of the value.
    end: ClassVar[tuple[Any, ...] | None] = None

    def remember(self, end: tuple[Any, ...]) -> None:
        """Keep where a lifecycle leads; its first item is that lifecycle."""
        self.__dict__["end"] = end

    def grown(self, event: Event, end: tuple[Any, ...]) -> "History":
        """This and one event more, with where that leads; for `advance`, which has checked it."""
        history = object.__new__(History)
        # Past the frozen class's own way, which takes as long as all the rest of a step.
        members = history.__dict__
        members["events"] = self.events + (event,)  # noqa: RUF005 - quicker
        members["end"] = end
        return history

    def __getstate__(self) -> dict[str, Any]:
        return {"events": self.events}

    def standing(self, *, known_on: date | None = None) -> tuple[tuple[int, Event], ...]:
        """The events that are not struck as known on a day, each with its number from 1."""
        # Numbered before anything is left out: corrections name places in the whole record.
        known = [
            (number, event)
            for number, event in enumerate(self.events, start=1)
            if known_on is None or event.recorded <= known_on
        ]
        struck = {event.corrects for _, event in known}
        return tuple((n, e) for n, e in known if e.corrects is None and n not in struck)

    def timeline(self, *, known_on: date | None = None) -> tuple[Event, ...]:
        """What happened as known on a day, in the order of the days it holds from.

        Struck events and their corrections are left out; events of one day keep the order in
        which they were recorded. `None` knows everything that was ever recorded.
        """
        happened = (event for _, event in self.standing(known_on=known_on))
        return tuple(sorted(happened, key=lambda event: event.effective))

    def effective_day(self, name: str, *, known_on: date | None = None) -> date | None:
        """The day the first event of this name holds from, or nothing.

        >>> day = date(2023, 7, 22)
        >>> event = Event(name="pengukuhan", effective=day, recorded=day, actor="BP2MI")
        >>> History(events=(event,)).effective_day("pengukuhan")
        datetime.date(2023, 7, 22)
        """
        days = (event.effective for event in self.timeline(known_on=known_on) if event.name == name)
        return next(days, None)
