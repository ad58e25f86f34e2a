"""The suite of lifecycles catches what it is for, and histories are records of the lifecycle."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

import attrs
import pytest
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import run_state_machine_as_test

from pmi_core.errors import FaultyDefinition, NotFound
from pmi_core.programme import (
    MET,
    Definition,
    Event,
    FaultyHistory,
    History,
    Lifecycle,
    Transition,
    Unmet,
    Verdict,
    find_lifecycle,
    replay,
    states_reached,
)
from pmi_core.regulation import Cited, InstrumentId, Registry
from pmi_core.reporting import known_lifecycles
from pmi_core.testing import LifecycleSuite, histories, lifecycle_machine
from tests.programme.contoh import CONTOH, FIRST, GUARDS, SECOND, WORD, Readiness, state, step

# A failure is not made small here: what is asked is only that there is one.
ONCE = settings(
    max_examples=200, phases=[Phase.generate], database=None, report_multiple_bugs=False
)
READY = st.just(Readiness(ready=True))


class Forgetful(Lifecycle[Any]):
    """It does not know what a state is called in a newer version."""

    def carried(self, state: str, before: Definition, after: Definition) -> str:
        return state


class Late(Lifecycle[Any]):
    """Each version comes a day late."""

    def on(self, day: date) -> Definition:
        return super().on(max(day, date(2000, 1, 1)) - timedelta(days=1))


class Reeling(Lifecycle[Any]):
    """A life goes back under a version that was replaced."""

    def precedes(self, one: Definition, other: Definition) -> bool:
        return False


class Lax(Lifecycle[Any]):
    """Any version may be named on any day."""

    def version_of(self, event: Event) -> Definition:
        return next((v for v in self.versions if v.version == event.under), self.versions[0])


class Silent(Definition):
    """It does not tell the last step that is possible."""

    def leaving(self, source: str) -> tuple[Transition, ...]:
        return super().leaving(source)[:-1]


def as_a(kind: Callable[..., Any], of: Any, **changes: Any) -> Any:
    """The same value as one of another class."""
    fields = {field.name: getattr(of, field.name) for field in attrs.fields(type(of))}
    return kind(**{**fields, **changes})


def fickle() -> Lifecycle[Any]:
    """A condition that answers differently every time."""
    turns = iter(range(10**9))

    def check(_: object, __: Event) -> Verdict:
        return MET if next(turns) % 2 else Unmet(what=WORD, remedy=WORD)

    guards = {**GUARDS, "siap": attrs.evolve(GUARDS["siap"], check=check)}
    return attrs.evolve(CONTOH, guards=guards)


def reopened() -> Lifecycle[Any]:
    again = (*FIRST.transitions, step("buka", "selesai", "aktif"))
    return attrs.evolve(CONTOH, versions=(attrs.evolve(FIRST, transitions=again),))


WRONG: Mapping[str, Lifecycle[Any]] = {
    "a name forgotten": as_a(Forgetful, CONTOH),
    "a version that comes late": as_a(Late, CONTOH),
    "a life that goes back": as_a(Reeling, CONTOH),
    "a version of another day": as_a(Lax, CONTOH),
    "a step that is not told": attrs.evolve(CONTOH, versions=(as_a(Silent, FIRST), SECOND)),
    "a condition that changes its mind": fickle(),
    "an end that is left": reopened(),
}


@pytest.mark.parametrize("wrong", list(WRONG))
def test_the_machine_of_lifecycles_catches(wrong: str) -> None:
    machine = lifecycle_machine(WRONG[wrong], READY)
    with pytest.raises((AssertionError, FaultyHistory, NotFound)):
        run_state_machine_as_test(machine, settings=ONCE)


def suite(lifecycle: Lifecycle[Any]) -> LifecycleSuite:
    case: LifecycleSuite = type("Case", (LifecycleSuite,), {"lifecycle": lifecycle})()
    return case


def test_the_suite_of_lifecycles_catches_a_table_that_is_not_sound() -> None:
    with pytest.raises(FaultyDefinition, match="not-final"):
        suite(reopened()).test_it_is_sound()


def answering(check: Callable[[Any, Event], Any]) -> LifecycleSuite:
    guards = {**GUARDS, "siap": attrs.evolve(GUARDS["siap"], check=check)}
    return suite(attrs.evolve(CONTOH, guards=guards))


def test_the_suite_of_lifecycles_catches_what_the_law_has_not_got() -> None:
    lost = Cited(cite=InstrumentId("uu-99-2099"))
    steps = (attrs.evolve(FIRST.transitions[0], basis=(lost,)), *FIRST.transitions[1:])
    case = suite(attrs.evolve(CONTOH, versions=(attrs.evolve(FIRST, transitions=steps),)))
    with pytest.raises(AssertionError, match="uu-99-2099"):
        case.test_it_rests_on_what_the_law_has()
    case = suite(attrs.evolve(CONTOH, versions=(attrs.evolve(FIRST, transitions=steps[1:]),)))
    case.test_it_rests_on_what_the_law_has()
    bare = Registry(instruments=(), parameters=(), layers=())
    shipped = type("Case", (LifecycleSuite,), {"lifecycle": find_lifecycle("kkbm"), "law": bare})()
    with pytest.raises(AssertionError, match="unknown-instrument"):
        shipped.test_it_rests_on_what_the_law_has()


def test_a_condition_that_changes_its_mind_is_named() -> None:
    machine = lifecycle_machine(fickle(), READY)
    with pytest.raises(AssertionError, match="another answer of the conditions \\['siap'\\]"):
        run_state_machine_as_test(machine, settings=ONCE)


def test_a_condition_that_raises_is_named() -> None:
    def check(facts: Any, _: Event) -> Verdict:
        answer: Verdict = facts.nobody_has_this
        return answer

    case = answering(check)
    with pytest.raises(AttributeError) as asked:
        case.test_every_condition_answers_met_unmet_or_open()
    assert "the condition 'siap' is asked" in asked.value.__notes__
    with pytest.raises(AttributeError) as lived:
        run_state_machine_as_test(lifecycle_machine(case.lifecycle), settings=ONCE)
    assert any("the condition 'siap' of 'contoh'" in told for told in lived.value.__notes__)


def test_the_suite_of_lifecycles_catches_a_condition_that_gives_no_verdict() -> None:
    with pytest.raises(AssertionError, match="'siap' answers False"):
        answering(lambda _, __: False).test_every_condition_answers_met_unmet_or_open()


def test_the_suite_of_lifecycles_asks_conditions_with_the_facts_it_is_given() -> None:
    case = answering(lambda facts, _: MET if facts.ready is None else facts.ready)
    case.test_every_condition_answers_met_unmet_or_open()
    given_facts = type("Case", (type(case),), {"facts": READY})()
    with pytest.raises(AssertionError, match="'siap' answers True"):
        given_facts.test_every_condition_answers_met_unmet_or_open()


def test_the_suite_of_lifecycles_asks_a_condition_about_an_event_that_asks_it() -> None:
    asked: list[str] = []

    def check(_: Any, event: Event) -> Verdict:
        asked.append(event.name)
        return MET

    answering(check).test_every_condition_answers_met_unmet_or_open()
    assert set(asked) == {"mulai"}


def test_the_suite_of_lifecycles_catches_what_nothing_leads_to() -> None:
    lonely = attrs.evolve(
        SECOND,
        states=(*SECOND.states, state("sepi")),
        transitions=(*SECOND.transitions, step("pulang", "sepi", "selesai")),
    )
    with pytest.raises(AssertionError, match="a state is not reached"):
        suite(
            attrs.evolve(CONTOH, versions=(FIRST, lonely))
        ).test_every_state_and_step_of_every_version_is_reached()
    silent = attrs.evolve(CONTOH, versions=(as_a(Silent, FIRST),))
    with pytest.raises(AssertionError, match="is not reached"):
        suite(silent).test_every_state_and_step_of_every_version_is_reached()


def test_facts_are_optional() -> None:
    run_state_machine_as_test(
        lifecycle_machine(find_lifecycle("kkbm")), settings=settings(ONCE, max_examples=5)
    )


# --- histories -----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [*known_lifecycles(), "contoh"])
def test_histories_are_records_of_their_lifecycle(name: str) -> None:
    lifecycle = {**known_lifecycles(), "contoh": CONTOH}[name]

    @settings(max_examples=30)
    @given(history=histories(lifecycle))
    def law(history: History) -> None:
        replay(lifecycle, history)
        assert all(event.note == "contoh" for event in history.events)

    law()


REACHED: dict[str, Callable[[History], bool]] = {
    "nothing": lambda life: not life.events,
    "an end": lambda life: "selesai" in states_reached(CONTOH, life),
    "a correction": lambda life: any(e.corrects is not None for e in life.events),
    "both versions": lambda life: {e.under for e in life.events} >= {"1", "2"},
    "no version named": lambda life: any(
        e.under is None and e.corrects is None for e in life.events
    ),
    "an older version named": lambda life: any(
        e.under == "1" and e.effective >= date(2024, 1, 1) for e in life.events
    ),
    "a day that lies back": lambda life: (
        list(life.timeline()) != list(life.events) and all(e.corrects is None for e in life.events)
    ),
    "a record made later": lambda life: any(e.recorded > e.effective for e in life.events),
    "a condition that was skipped": lambda life: any(
        note.name == "dibuka" for note in replay(CONTOH, life)
    ),
}


@pytest.mark.parametrize("wanted", list(REACHED))
def test_histories_of_every_kind_are_drawn(wanted: str) -> None:
    quick = settings(max_examples=2_000, phases=[Phase.generate], database=None, derandomize=True)
    assert find(histories(CONTOH), REACHED[wanted], settings=quick) is not None


def test_histories_are_as_long_as_asked_and_say_what_is_asked() -> None:
    @settings(max_examples=50)
    @given(history=histories(CONTOH, longest=2, note=None))
    def law(history: History) -> None:
        assert len(history.events) <= 2
        assert all(event.note is None for event in history.events)

    law()
