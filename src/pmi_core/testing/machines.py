# ruff: noqa: S101 - laws are stated as assertions
"""The laws of lifecycles as a state machine: any life, recorded in any order, against a model.

Subclass `LifecycleSuite` in a test module and set its attribute; pytest collects the laws. What
ships passes the same suite.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from typing import Any, ClassVar, Final

import attrs
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from hypothesis.strategies import SearchStrategy

from pmi_core import codec
from pmi_core.programme import (
    CORRECTION,
    Condition,
    Event,
    FaultyHistory,
    History,
    Lifecycle,
    Met,
    Open,
    Stay,
    TransitionRefused,
    Unmet,
    advance,
    allowed,
    between,
    check_lifecycle,
    citation_faults,
    replay,
    state_on,
    states_reached,
)
from pmi_core.regulation import Registry, shipped_registry
from pmi_core.testing.histories import (
    Place,
    called,
    days_of_change,
    histories,
    model_path,
    model_state,
    possible_steps,
    version_on,
)

_RUN: Final = settings(
    deadline=None,
    max_examples=20,
    stateful_step_count=20,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
_STRANGE: Final = "bukan-apa-apa"  # no event and no version is called so
_ACTOR: Final = "BP3MI Contoh"


def lifecycle_machine(
    lifecycle: Lifecycle[Any], facts: SearchStrategy[Any] | None = None
) -> type[RuleBasedStateMachine]:
    """A machine that lives lives under a lifecycle and compares each with a simple model.

    What is final stays final, replay equals what was lived, nobody knows what is recorded later,
    a refused event changes nothing, `between` agrees with `state_on`.

    Args:
        lifecycle: One that is sound.
        facts: What conditions may look at; nothing is known where none is given.

    >>> from hypothesis.stateful import run_state_machine_as_test
    >>> from pmi_core.programme import find_lifecycle
    >>> machine = lifecycle_machine(find_lifecycle("anggota"))
    >>> run_state_machine_as_test(machine, settings=settings(max_examples=2, database=None))
    """
    known = st.none() if facts is None else facts
    return type("Machine", (_Life,), {"lifecycle": lifecycle, "facts": known})


class LifecycleSuite:
    """The laws of a lifecycle.

    Attributes:
        lifecycle: The lifecycle.
        facts: A strategy for what its conditions may look at; nothing is known where none is set.
        law: What it may cite: what ships where none is set, and `layer` lays a pack over it.

    Example:
        A module::

            class TestKawan(LifecycleSuite):
                lifecycle = find_lifecycle("kawan-pmi")
    """

    lifecycle: ClassVar[Lifecycle[Any]]
    facts: ClassVar[SearchStrategy[Any] | None] = None
    law: ClassVar[Registry | None] = None

    def test_it_rests_on_what_the_law_has(self) -> None:
        """Every citation of a step, a decider or a condition names something in it."""
        faults = citation_faults(self.lifecycle, self.law or shipped_registry())
        assert not faults, "; ".join(map(str, faults))

    def test_it_is_sound(self) -> None:
        """No trap, nothing unreachable, everything with a basis."""
        check_lifecycle(self.lifecycle)

    def test_every_state_and_step_of_every_version_is_reached(self) -> None:
        """By a recorded life that leads there and that `replay` takes."""
        taken: set[tuple[int, str, str]] = set()
        seen: set[tuple[int, str]] = set()
        lives: list[tuple[int, str, tuple[Event, ...]]] = [
            (0, self.lifecycle.versions[0].initial, ())
        ]
        while lives:
            number, state, events = lives.pop(0)
            if (number, state) not in seen:
                seen.add((number, state))
                lives += self._onward(number, state, events, taken)
        for number, version in enumerate(self.lifecycle.versions):
            reached = {state for seen_in, state in seen if seen_in == number}
            assert {state.value for state in version.states} <= reached, "a state is not reached"
            steps = {(number, source, t.event) for t in version.transitions for source in t.sources}
            assert steps <= taken, "a step is not reached"

    def test_every_condition_answers_met_unmet_or_open(self) -> None:
        """Whatever is known: a bare bool is no answer."""

        @settings(_RUN)
        @given(facts=st.none() if self.facts is None else st.none() | self.facts)
        def law(facts: Any) -> None:
            known = self.lifecycle.nothing_known if facts is None else facts
            for name, guard in self.lifecycle.guards.items():
                note(f"the condition {name!r} is asked")  # shown where it raises
                answer: object = guard.check(known, self._event_asked(name))
                assert isinstance(answer, (Met, Unmet, Open)), f"{name!r} answers {answer!r}"

        law()

    def test_any_life_keeps_the_laws(self) -> None:
        """See `lifecycle_machine`."""
        run_state_machine_as_test(lifecycle_machine(self.lifecycle, self.facts), settings=_RUN)

    def _event_asked(self, guard: str) -> Event:
        """An event that a condition is asked about; any, where no step asks it."""
        steps = [step for version in self.lifecycle.versions for step in version.transitions]
        asking = [step for step in steps if guard in step.guards] or steps
        day = date(2024, 1, 1)
        return Event(name=asking[0].event, effective=day, recorded=day, actor=_ACTOR, note="contoh")

    def _onward(
        self, number: int, state: str, events: tuple[Event, ...], taken: set[tuple[int, str, str]]
    ) -> list[tuple[int, str, tuple[Event, ...]]]:
        """The lives that one step, or the coming of the next version, makes of a life."""
        version = self.lifecycle.versions[number]
        later = self.lifecycle.versions[number + 1 : number + 2]
        found = [(number + 1, item.carries.get(state, state), events) for item in later]
        for step in version.leaving(state):
            day = version.effective or date(2022, 1, 1)
            event = Event(
                name=step.event,
                effective=day,
                recorded=day,
                actor=_ACTOR,
                under=version.version,
                note="contoh",
            )
            lived = History(events=(*events, event))
            replay(self.lifecycle, lived)
            assert states_reached(self.lifecycle, lived)[-1] == step.target
            taken.add((number, state, step.event))
            found.append((number, step.target, lived.events))
        return found


class _Life(RuleBasedStateMachine):
    """One life: what was recorded, and what the last refusal said."""

    lifecycle: ClassVar[Lifecycle[Any]]
    facts: ClassVar[SearchStrategy[Any]]

    def __init__(self) -> None:
        super().__init__()
        self.history = History()

    @initialize(data=st.data())
    def begin(self, data: st.DataObject) -> None:
        """Begin with a life that was recorded before, or with nothing."""
        self.history = data.draw(histories(self.lifecycle, longest=4))

    @rule(wait=st.integers(-2, 5), data=st.data())
    def record(self, wait: int, data: st.DataObject) -> None:
        """Record anything: a word of the tables or none, on any day, under any version."""
        effective = data.draw(days_of_change(self.lifecycle))
        words = {t.event for version in self.lifecycle.versions for t in version.transitions}
        versions = [version.version for version in self.lifecycle.versions]
        name = data.draw(st.sampled_from(sorted({*words, _STRANGE})))
        self._submit(
            Event(
                name=name,
                effective=effective,
                recorded=max(effective, self._last() + timedelta(days=wait)),
                actor=_ACTOR,
                under=data.draw(st.sampled_from([None, *versions, _STRANGE])),
                note=data.draw(st.sampled_from([None, "contoh"])),
            ),
            data,
        )

    @rule(wait=st.integers(-1, 3), stay=st.booleans(), data=st.data())
    def record_what_is_allowed(self, wait: int, stay: bool, data: st.DataObject) -> None:
        """What `allowed` lists is what the table says; most of it may be recorded."""
        here = self._path()[-1].since
        drawn = data.draw(days_of_change(self.lifecycle))
        day = here if stay and self.history.events else max(drawn, here)
        number = version_on(self.lifecycle, day)
        found = [item.transition.event for item in allowed(self.lifecycle, self.history, day)]
        told = possible_steps(self.lifecycle, self._path(), number)
        assert found == told, "what is allowed is not what the table says"
        if found:
            event = Event(
                name=data.draw(st.sampled_from(found)),
                effective=day,
                recorded=max(day, self._last() + timedelta(days=wait)),
                actor=_ACTOR,
                note="contoh",
            )
            self._submit(event, data)

    @precondition(lambda self: len(self.lifecycle.versions) > 1)
    @rule(data=st.data())
    def record_under_any_version(self, data: st.DataObject) -> None:
        """What a table says of a state of that name, though it may not hold yet or any more."""
        version = data.draw(st.sampled_from(self.lifecycle.versions))
        place = self._path()[-1]
        day = max(data.draw(days_of_change(self.lifecycle)), place.since)
        words = [t.event for t in version.transitions if place.state in t.sources]
        if words:
            event = Event(
                name=data.draw(st.sampled_from(words)),
                effective=day,
                recorded=max(day, self._last()),
                actor=_ACTOR,
                under=version.version,
                note="contoh",
            )
            self._submit(event, data)

    @precondition(lambda self: self.history.events)
    @rule(data=st.data())
    def correct(self, data: st.DataObject) -> None:
        """Strike an event out, or one that is not there."""
        number = data.draw(st.integers(1, len(self.history.events) + 1))
        day = self._last()
        correction = Event(
            name=CORRECTION, effective=day, recorded=day, actor=_ACTOR, corrects=number
        )
        self._submit(correction, data)

    @rule(data=st.data(), days=st.integers(0, 40))
    def look_back(self, data: st.DataObject, days: int) -> None:
        """Both days asked: states are the model's, and stays tile the days."""
        first = data.draw(days_of_change(self.lifecycle))
        known_on = data.draw(st.none() | days_of_change(self.lifecycle))
        known = [e for e in self.history.events if known_on is None or e.recorded <= known_on]
        path = model_path(self.lifecycle, known)
        assert path is not None, "what was known on a day is no path"
        asked = [first + timedelta(days=number) for number in range(days + 1)]
        stays = between(self.lifecycle, self.history, first, asked[-1], known_on=known_on)
        told = [(day, stay.state.value) for stay in stays for day in _days_of(stay)]
        states = [(day, model_state(self.lifecycle, path, day)) for day in asked]
        assert told == states, "stays are not what each day says"
        assert all(one.state != other.state for one, other in pairwise(stays))
        for day in {first, asked[-1]}:
            state = state_on(self.lifecycle, self.history, day, known_on=known_on)
            assert state.value == model_state(self.lifecycle, path, day), "not the model's state"

    @rule()
    def read_again(self) -> None:
        """What was lived can be stored, read and replayed."""
        stored = codec.load(codec.dump_json(self.history), History)
        assert stored == self.history
        replay(self.lifecycle, stored)

    @invariant()
    def the_state_is_the_models(self) -> None:
        """At the end of all days, and before the first."""
        path = self._path()
        for day in (date.min, date.max):
            state = state_on(self.lifecycle, self.history, day)
            assert state.value == model_state(self.lifecycle, path, day), "not the model's state"

    @invariant()
    def final_is_final(self) -> None:
        """Nothing follows an end, and nothing is allowed after it."""
        *passed, reached = self._path()
        for place in passed:
            assert not self._ended(place), "something follows an end"
        if self._ended(reached):
            assert allowed(self.lifecycle, self.history, date.max) == ()
            assert state_on(self.lifecycle, self.history, date.max).terminal

    def _ended(self, place: Place) -> bool:
        return self.lifecycle.versions[place.version].state(place.state).terminal

    def _last(self) -> date:
        events = self.history.events
        return events[-1].recorded if events else date(2022, 1, 1)

    def _path(self) -> tuple[Place, ...]:
        path = model_path(self.lifecycle, self.history.events)
        assert path is not None, "what was recorded is no path"
        return path

    def _submit(self, event: Event, data: st.DataObject) -> None:
        facts = data.draw(self.facts)
        before, events = self.history, self.history.events
        grown, found = _answer(self.lifecycle, before, event, facts)
        assert before.events == events, "an event changed what was recorded before"
        fresh = _answer(self.lifecycle, History(events=events), event, facts)
        changed = sorted({condition.name for condition in {*found} ^ {*fresh[1]}})
        told = f"of the conditions {changed}" if changed else "by what is remembered of a history"
        assert (grown, found) == fresh, f"asked again, another answer {told}"
        orderly = self._is_orderly(event)
        assert orderly == self._replays(event), "replay and table differ"
        if grown is None:
            assert found, "a refusal without a reason"
            assert not (orderly and self._may(event, facts)), "what the table allows was refused"
        else:
            assert orderly, "what the table does not allow was taken"
            assert self._may(event, facts), "what a condition forbids was taken"
            assert grown.events[:-1] == events
            assert grown.events[-1] == self._stamped(event)
            self.history = grown

    def _is_orderly(self, event: Event) -> bool:
        """Whether an event follows by its day of recording, corrects what stands, and fits."""
        events = self.history.events
        struck = {item.corrects for item in events}
        standing = {n for n, e in enumerate(events, 1) if e.corrects is None and n not in struck}
        return (
            event.recorded >= (events[-1].recorded if events else date.min)
            and (event.corrects is None or event.corrects in standing)
            and model_path(self.lifecycle, (*events, event)) is not None
        )

    def _replays(self, event: Event) -> bool:
        try:
            replay(self.lifecycle, History(events=(*self.history.events, event)))
        except FaultyHistory:
            return False
        return True

    def _may(self, event: Event, facts: Any) -> bool:
        """Whether no condition of the step an orderly event takes is unmet."""
        known = self.lifecycle.nothing_known if facts is None else facts
        guards = [self.lifecycle.guards[name] for name in self._guards_of(event)]
        return not any(isinstance(guard.check(known, event), Unmet) for guard in guards)

    def _guards_of(self, event: Event) -> tuple[str, ...]:
        if event.corrects is not None:
            return ()
        before = [place for place in self._path() if place.since <= event.effective][-1]
        named = self._stamped(event).under
        (number,) = [n for n, v in enumerate(self.lifecycle.versions) if v.version == named]
        state = called(self.lifecycle, before, number)
        steps = self.lifecycle.versions[number].transitions
        asked = [t.guards for t in steps if t.event == event.name and state in t.sources]
        return asked[0]

    def _stamped(self, event: Event) -> Event:
        if event.corrects is not None or event.under is not None:
            return event
        held = version_on(self.lifecycle, event.effective)
        return attrs.evolve(event, under=self.lifecycle.versions[held].version)


def _answer(
    lifecycle: Lifecycle[Any], history: History, event: Event, facts: Any
) -> tuple[History | None, tuple[Condition, ...]]:
    try:
        return advance(lifecycle, history, event, facts)
    except TransitionRefused as refused:
        return None, refused.unmet


def _days_of(stay: Stay) -> Iterator[date]:
    return (stay.first + timedelta(days=n) for n in range((stay.last - stay.first).days + 1))
