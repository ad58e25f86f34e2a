"""Any life, recorded in any order: the laws of every lifecycle against a simple model.

The model knows no more than the table: a history may stand if, at every record, the events known
so far form a path in the order of the days they hold from.
"""

from datetime import date, timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from pmi_core import codec
from pmi_core.programme import (
    CORRECTION,
    Condition,
    Definition,
    Event,
    FaultyHistory,
    History,
    TransitionRefused,
    advance,
    allowed,
    replay,
    shipped_lifecycles,
    state_on,
)
from tests.programme.bodies import event

START = date(2022, 6, 1)
DAYS = st.integers(0, 20).map(lambda days: START + timedelta(days=days))


def path(definition: Definition, events: list[Event]) -> list[str] | None:
    """The states one after the other, or nothing where the events are no path."""
    struck = {step.corrects for step in events}
    standing = [
        step
        for number, step in enumerate(events, start=1)
        if step.corrects is None and number not in struck
    ]
    states = [definition.initial]
    for step in sorted(standing, key=lambda item: item.effective):
        targets = [
            t.target
            for t in definition.transitions
            if t.event == step.name and states[-1] in t.sources
        ]
        if not targets:
            return None
        states += targets
    return states


class Life(RuleBasedStateMachine):
    definition: Definition

    def __init__(self) -> None:
        super().__init__()
        self.history = History()
        self.reasons: tuple[Condition, ...] | None = None

    @property
    def last(self) -> date:
        return self.history.events[-1].recorded if self.history.events else START

    def submit(self, step: Event) -> None:
        before = self.history
        grown = [*before.events, step]
        standing = {n for n, e in enumerate(before.events, 1) if e.corrects is None} - {
            e.corrects for e in before.events
        }
        possible = (
            path(self.definition, grown) is not None
            and step.recorded >= self.last
            and (step.corrects is None or step.corrects in standing)
        )
        try:
            self.history, _ = advance(self.definition, before, step)
        except TransitionRefused as refused:
            self.reasons = refused.unmet
            assert not possible
            assert self.history is before
            with pytest.raises(FaultyHistory):
                replay(self.definition, History(events=tuple(grown)))
        else:
            assert possible
            assert self.history.events == tuple(grown)

    @rule(effective=DAYS, wait=st.integers(-2, 5), data=st.data())
    def record(self, effective: date, wait: int, data: st.DataObject) -> None:
        words = sorted({t.event for t in self.definition.transitions} | {"libur"})
        recorded = max(effective, self.last + timedelta(days=wait))
        name = data.draw(st.sampled_from(words))
        self.submit(event(name, effective, recorded, note="contoh"))

    @rule(effective=DAYS, data=st.data())
    def record_what_is_allowed(self, effective: date, data: st.DataObject) -> None:
        found = allowed(self.definition, self.history, effective)
        if found:
            name = data.draw(st.sampled_from([item.transition.event for item in found]))
            self.submit(event(name, effective, max(effective, self.last), note="contoh"))

    @precondition(lambda self: self.history.events)
    @rule(data=st.data())
    def correct(self, data: st.DataObject) -> None:
        number = data.draw(st.integers(1, len(self.history.events) + 1))
        self.submit(event(CORRECTION, self.last, corrects=number))

    @invariant()
    def a_refusal_gives_reasons(self) -> None:
        assert self.reasons != ()

    @invariant()
    def replay_equals_live(self) -> None:
        replay(self.definition, self.history)
        data = codec.dump_json(self.history)
        assert codec.load(data, History) == self.history

    @invariant()
    def the_state_is_the_models(self) -> None:
        states = path(self.definition, list(self.history.events))
        assert states is not None
        assert state_on(self.definition, self.history, date.max).value == states[-1]
        assert state_on(self.definition, self.history, date.min).value == self.definition.initial

    @invariant()
    def nobody_knows_what_is_recorded_later(self) -> None:
        for known_on in {step.recorded for step in self.history.events}:
            earlier = tuple(e for e in self.history.events if e.recorded <= known_on)
            for day in (START, known_on, date.max):
                seen = state_on(self.definition, self.history, day, known_on)
                assert seen == state_on(self.definition, History(events=earlier), day)

    @invariant()
    def final_is_final(self) -> None:
        timeline = self.history.timeline()
        for number, step in enumerate(timeline, start=1):
            reached = path(self.definition, list(timeline[:number]))
            assert reached is not None
            if self.definition.state(reached[-1]).terminal:
                assert number == len(timeline)
                after = state_on(self.definition, self.history, step.effective)
                assert after == state_on(self.definition, self.history, date.max)
                assert allowed(self.definition, self.history, date.max) == ()


@pytest.mark.parametrize("definition", shipped_lifecycles().values(), ids=lambda item: item.name)
def test_every_lifecycle_keeps_the_laws(definition: Definition) -> None:
    machine = type("Life", (Life,), {"definition": definition})
    run_state_machine_as_test(machine, settings=settings(max_examples=40, stateful_step_count=25))
