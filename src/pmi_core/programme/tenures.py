"""On which days somebody or something stands somewhere: as written, and as its life tells."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any, Final

import attrs

from pmi_core.programme.bodies import Body, BodyId, KawanPMI, PerwiraPMI
from pmi_core.programme.course import between, state_on
from pmi_core.programme.definition import Lifecycle, State
from pmi_core.programme.definition_files import shipped_table
from pmi_core.programme.history import History
from pmi_core.programme.membership import Board, Member
from pmi_core.programme.people import Appointment, Person, PersonId


@attrs.frozen(kw_only=True)
class Tenure:
    """Days on which a body, an appointment or a board stands.

    A life counts as far as it was recorded. The days written beside it count as always known, but
    for the last one where its life tells that end too: they were written down together.

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
        last = self.last_known(known_on)
        if (last is not None and last < day) or (self.first is not None and day < self.first):
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
        begin, end = self.first or date.min, self.last_known(known_on) or date.max
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

    def last_known(self, known_on: date | None) -> date | None:
        """The last day as written and known on a day; `None` knows it."""
        if self.last is None or known_on is None or not self.history.events:
            return self.last
        around = (self.last, day_after(self.last))
        names = self.lifecycle.endings
        told = [e for e in self.history.events if e.effective in around and e.name in names]
        if not told or any(event.recorded <= known_on for event in told):
            return self.last
        return None

    def lasts_beyond(self, day: date, *, known_on: date | None = None) -> bool:
        """Whether what is written gives it no end by a day."""
        last = self.last_known(known_on)
        return last is None or day < last

    def has_ended(self, day: date, *, known_on: date | None = None) -> bool:
        """Whether its life tells that it ended by a day."""
        state = self.state_on(day, known_on=known_on)
        return state is not None and state.terminal

    def spans(
        self, first: date, last: date, *, known_on: date | None = None
    ) -> Iterator[tuple[date, date]]:
        """The days from a first to a last one on which it stands or may stand, in order.

        Raises:
            FaultyHistory: Its events cannot follow one another.
        """
        begin = first if self.first is None else max(first, self.first)
        written = self.last_known(known_on)
        end = last if written is None else min(last, written)
        if end < begin:
            return
        found: list[tuple[date, date]] = []
        for stay in between(self.lifecycle, self.history, begin, end, known_on=known_on):
            untold = stay.state.value == self.lifecycle.on(stay.first).initial
            if untold or is_active(stay.state) is not False:
                goes_on = bool(found) and day_after(found[-1][1]) == stay.first
                start = found.pop()[0] if goes_on else stay.first
                found.append((start, stay.last))
        yield from found

    def told(self, *, known_on: date | None = None) -> "Told | None":
        """The days that its life tells; none where it tells nothing.

        Raises:
            FaultyHistory: Its events cannot follow one another.
        """
        stays = [
            stay
            for stay in between(self.lifecycle, self.history, date.min, date.max, known_on=known_on)
            if stay.state.value != self.lifecycle.on(stay.first).initial
        ]
        if not stays:
            return None
        counting = [stay.first for stay in stays if is_active(stay.state) is not False]
        return Told(
            since=stays[0].first,
            begun=min(counting, default=None),
            ended=next((stay.first for stay in stays if stay.state.terminal), None),
            resumed=max(counting, default=None),
        )

    def state_on(self, day: date, *, known_on: date | None = None) -> State | None:
        """Where its life stands on a day; none where it tells nothing of that day."""
        if not self.history.events:
            return None
        state = state_on(self.lifecycle, self.history, day, known_on=known_on)
        return None if state.value == self.lifecycle.on(day).initial else state


@attrs.frozen(kw_only=True)
class Told:
    """The days that a life tells.

    Attributes:
        since: The first of which it tells anything.
        begun: The first on which the thing was what its name says.
        ended: The first on which it had ended.
        resumed: The last on which it began to be so, or went on to be so in another state.
    """

    since: date
    begun: date | None
    ended: date | None
    resumed: date | None


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


def appointed_under(body: Body) -> str:
    """The name of the lifecycle of a body's appointments.

    Decrees and pacts of organisers are known of Kawan PMI only; elsewhere nothing rests on them.
    """
    return "penggerak" if isinstance(body, KawanPMI) else "penugasan"


def appointment_tenures(body: Body) -> Iterator[tuple[Appointment, Tenure]]:
    """A body's appointments, each with the days on which it runs."""
    for one in body.appointments:
        yield one, _tenure(body, appointed_under(body), one, [one.person], one.first, one.last)


def appointed_on(body: Body, day: date) -> tuple[Appointment, ...]:
    """A body's appointments that run on a day, or may; conditions ask this at every step."""
    return tuple(
        one
        for one in body.appointments
        if (one.last is None or day <= one.last)
        and (one.first is None or one.first <= day)
        and (one.history is None or _runs(body, one, day))
    )


def _runs(body: Body, one: Appointment, day: date) -> bool:
    tenure = _tenure(body, appointed_under(body), one, [one.person], one.first, one.last)
    return tenure.holds(day) is not False


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
