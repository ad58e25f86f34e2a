"""On which days somebody or something stands somewhere: as written, and as its life tells."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any, Final

import attrs

from pmi_core.programme.bodies import Body, BodyId, PerwiraPMI
from pmi_core.programme.course import between, state_on
from pmi_core.programme.definition import Lifecycle, State
from pmi_core.programme.definition_files import shipped_table
from pmi_core.programme.history import History
from pmi_core.programme.membership import Board, Member
from pmi_core.programme.people import Appointment, Person, PersonId


@attrs.frozen(kw_only=True)
class Tenure:
    """Days on which a body, an appointment or a board stands.

    The days written beside it count as always known; a life counts as far as it was recorded.

    Attributes:
        first: The first day; absent is unknown.
        last: The last day; absent where none is written.
    """

    body: BodyId
    persons: tuple[PersonId, ...] = ()
    first: date | None = None
    last: date | None = None
    lifecycle: Lifecycle[Any]
    history: History

    def holds(self, day: date, *, known_on: date | None = None) -> bool | None:
        """Whether it stands on a day; None where nobody can tell.

        Raises:
            FaultyHistory: Its events cannot follow one another.
        """
        if (self.last is not None and self.last < day) or (
            self.first is not None and day < self.first
        ):
            return False
        state = self.state_on(day, known_on=known_on)
        if state is None:
            return None if self.first is None else True
        # What may not be active yet stands all the same: it is not known to be at rest.
        return is_active(state) is not False

    def days_around(
        self, day: date, *, known_on: date | None = None
    ) -> tuple[date | None, date | None]:
        """The first and last of the days around one on which it stands, where they can be told.

        Raises:
            FaultyHistory: Its events cannot follow one another.
        """
        begin, end = self.first or date.min, self.last or date.max
        for stay in between(self.lifecycle, self.history, date.min, date.max, known_on=known_on):
            untold = stay.state.value == self.lifecycle.on(stay.first).initial
            # Of days before its life begins the written first day speaks, where there is one.
            if is_active(stay.state) is not False and not (untold and self.first is None):
                continue
            if stay.last < day:
                begin = max(begin, day_after(stay.last))
            elif day < stay.first:
                end = min(end, day_before(stay.first))
        return (begin if begin > date.min else None), (end if end < date.max else None)

    def lasts_beyond(self, day: date) -> bool:
        """Whether what is written gives it no end by a day."""
        return self.last is None or day < self.last

    def has_ended(self, day: date, *, known_on: date | None = None) -> bool:
        """Whether its life tells that it ended by a day."""
        state = self.state_on(day, known_on=known_on)
        return state is not None and state.terminal

    def state_on(self, day: date, *, known_on: date | None = None) -> State | None:
        """Where its life stands on a day; none where it tells nothing of that day."""
        if not self.history.events:
            return None
        state = state_on(self.lifecycle, self.history, day, known_on=known_on)
        return None if state.value == self.lifecycle.on(day).initial else state


Days = tuple[date | None, date | None]


def hand_over(day: date, one: Days, other: Days) -> bool:
    """Whether two that stand on a day meet there only, the last day of one being the other's first.

    No source says on which of the two days one hands over to another, so the rules on what may
    stand but once assume that one day in common is none too many.

    >>> day = date(2024, 1, 1)
    >>> hand_over(day, (None, day), (day, None)), hand_over(day, (None, day), (None, None))
    (True, False)
    """
    return one[1] == day == other[0] or other[1] == day == one[0]


def is_active(state: State) -> bool | None:
    """Whether a thing in this state is, now, what its name says; None where nobody can tell."""
    return False if state.terminal else state.active


def tenure_of(body: Body) -> Tenure:
    """The days on which a body is active."""
    lifecycle = shipped_table(body.programme.value.replace("_", "-"))
    return Tenure(body=body.id, lifecycle=lifecycle, history=body.history)


def appointment_tenures(body: Body) -> Iterator[tuple[Appointment, Tenure]]:
    """A body's appointments, each with the days on which it runs."""
    for one in body.appointments:
        yield one, _tenure(body, "penggerak", one, [one.person], one.first, one.last)


def board_tenures(body: Body) -> Iterator[tuple[Board, Tenure]]:
    """The boards of an association, each with the days on which it is in office."""
    for board in body.boards if isinstance(body, PerwiraPMI) else ():
        people = [one.person for one in board.pengurus]
        yield board, _tenure(body, "kepengurusan", board, people, board.first, board.last)


def member_tenures(body: Body) -> Iterator[tuple[Member, Tenure]]:
    """The members of an association, each with the days of the membership."""
    for one in (body.members or ()) if isinstance(body, PerwiraPMI) else ():
        yield one, _tenure(body, "anggota", one, [one.person], one.joined, one.left)


def _tenure(
    body: Body,
    lifecycle: str,
    thing: Appointment | Board | Member,
    people: Iterable[Person],
    first: date | None,
    last: date | None,
) -> Tenure:
    return Tenure(
        body=body.id,
        persons=tuple(sorted(person.id for person in people)),
        first=first,
        last=last,
        lifecycle=shipped_table(lifecycle),
        history=thing.history or History(),
    )


def day_before(day: date) -> date:
    """The day before one; the first day there is stands before itself."""
    return max(day, date.min + _ONE_DAY) - _ONE_DAY


def day_after(day: date) -> date:
    """The day after one; the last day there is stands after itself."""
    return min(day, date.max - _ONE_DAY) + _ONE_DAY


_ONE_DAY: Final = timedelta(days=1)
