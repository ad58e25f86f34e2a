# ruff: noqa: S101 - laws are stated as assertions
"""The laws of succession as a state machine: whatever went over into whatever, nothing is lost."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Final

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule

from pmi_core.errors import FaultyInput
from pmi_core.messages import Text
from pmi_core.programme import (
    Bequest,
    Heritage,
    Succession,
    heirs_to,
    inherited,
    lineage,
    successor_on,
)
from pmi_core.regulation import Assumption

_NAMES: Final = tuple("abcdef")
_DAYS: Final = st.integers(0, 12).map(lambda days: date(2023, 7, 16) + timedelta(days=days))
_KNOWN: Final = st.none() | _DAYS
_SOME: Final = st.lists(st.sampled_from(_NAMES), max_size=3, unique=True).map(tuple)
_BASIS: Final = Assumption(
    owner="uji", reason=Text(id="contoh", en="example"), on=date(2026, 11, 24)
)
_Ends = Callable[[Succession], tuple[str, ...]]


class SuccessionMachine(RuleBasedStateMachine):
    """Successions recorded in any order, rings among them, against a simple model.

    Lines run both ways, an end carries on whatever came before it, what is stated passes to
    exactly those who are stated, nobody knows what is recorded later.

    >>> from hypothesis import settings
    >>> from hypothesis.stateful import run_state_machine_as_test
    >>> quick = settings(max_examples=2, database=None)
    >>> run_state_machine_as_test(SuccessionMachine, settings=quick)
    """

    def __init__(self) -> None:
        super().__init__()
        self.recorded: list[Succession] = []

    @rule(
        before=_SOME.filter(bool),
        after=_SOME,
        on=_DAYS,
        wait=st.none() | st.integers(0, 3),
        items=st.none() | st.lists(st.sampled_from(Heritage), max_size=3, unique=True),
        data=st.data(),
    )
    def succeed(
        self,
        before: tuple[str, ...],
        after: tuple[str, ...],
        on: date,
        wait: int | None,
        items: list[Heritage] | None,
        data: st.DataObject,
    ) -> None:
        """Some go over into others, or into nobody, and something of what passes on is stated."""
        after = tuple(name for name in after if name not in before)  # nobody succeeds itself
        heirs = st.lists(st.sampled_from(after), unique=True) if after else st.just([])
        stated = [Bequest(item=item, to=tuple(data.draw(heirs))) for item in items or ()]
        self.recorded.append(
            Succession(
                id=f"peralihan-{len(self.recorded)}",
                predecessors=before,
                successors=after,
                on=on,
                recorded=None if wait is None else on + timedelta(days=wait),
                inherits=None if items is None else tuple(stated),
                basis=(_BASIS,),
            )
        )

    @rule(of=st.sampled_from(_NAMES), day=_DAYS, known_on=_KNOWN)
    def ask_who_carries_on(self, of: str, day: date, known_on: date | None) -> None:
        """Everybody whom a line reaches and nothing followed, whatever the order of the file."""
        held = [item for item in self._known(known_on) if item.on <= day]
        reached = {of, *_reached(of, held, _before, _after)}
        followed = {name for item in held for name in item.predecessors}
        given_up = any(not s.successors and reached & set(s.predecessors) for s in held)
        try:
            ends = successor_on(of, self.recorded, day, known_on=known_on)
        except FaultyInput:
            assert reached <= followed, "a line that ends is refused"
            assert not given_up, "a programme that went on in no unit is refused"
            return
        assert ends or given_up, "a ring has an end"
        assert len(ends) == len(set(ends))
        assert set(ends) == reached - followed, "who carries on is not the end of the line"
        assert successor_on(of, reversed(self.recorded), day, known_on=known_on) == ends

    @rule(of=st.sampled_from(_NAMES), known_on=_KNOWN)
    def ask_for_the_line(self, of: str, known_on: date | None) -> None:
        """It holds everybody and every succession, each once, and runs both ways."""
        known = self._known(known_on)
        line = lineage(of, self.recorded, known_on=known_on)
        assert line == lineage(of, known), "a line knows what was recorded later"
        for found, steps, near, far in (
            (line.descendants, line.after, _before, _after),
            (line.ancestors, line.before, _after, _before),
        ):
            reached = _reached(of, known, near, far)
            assert sorted(found) == sorted(reached - {of}), "a line loses somebody"
            told = [item.id for step in steps for item in step.successions]
            touched = [s.id for s in known if {of, *reached} & set(near(s))]
            assert sorted(told) == sorted(touched), "a line loses a succession"
        for heir in line.descendants:
            assert of in lineage(heir, self.recorded, known_on=known_on).ancestors, "no way back"

    @rule(heir=st.sampled_from(_NAMES), day=_DAYS, known_on=_KNOWN)
    def ask_what_was_inherited(self, heir: str, day: date, known_on: date | None) -> None:
        """Every kind of thing of every succession is told: it passes, it does not, or unknown."""
        told = {
            (i.succession, i.item): i
            for i in inherited(heir, self.recorded, day, known_on=known_on)
        }
        held = [s for s in self._known(known_on) if s.on <= day and heir in s.successors]
        assert set(told) == {(s.id, item) for s in held for item in Heritage}
        for succession in held:
            stated = {bequest.item: bequest.to for bequest in succession.inherits or ()}
            for item in Heritage:
                answer = told[succession.id, item]
                unknown = succession.inherits is None
                passes = None if unknown else heir in stated.get(item, ())
                assert (answer.arrives, answer.origins) == (passes, succession.predecessors)
                heirs = heirs_to(succession, item)
                assert heirs == (None if unknown else stated.get(item, ()))

    def _known(self, known_on: date | None) -> list[Succession]:
        if known_on is None:
            return self.recorded
        told = ((s, s.on if s.recorded is None else s.recorded) for s in self.recorded)
        return [succession for succession, day in told if day <= known_on]


def _before(succession: Succession) -> tuple[str, ...]:
    return succession.predecessors


def _after(succession: Succession) -> tuple[str, ...]:
    return succession.successors


def _reached(of: str, successions: Iterable[Succession], near: _Ends, far: _Ends) -> set[str]:
    edges = {(one, other) for s in successions for one in near(s) for other in far(s)}
    reached: set[str] = set()
    while new := {far_end for near_end, far_end in edges if near_end in {of, *reached}} - reached:
        reached |= new
    return reached
