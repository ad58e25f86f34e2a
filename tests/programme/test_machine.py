"""Every lifecycle that ships, one whose table changed, and succession keep the public laws."""

from datetime import date

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import run_state_machine_as_test

from pmi_core.messages import Text
from pmi_core.programme import Succession
from pmi_core.regulation import Assumption
from pmi_core.reporting import known_lifecycles
from pmi_core.testing import LifecycleSuite, SuccessionMachine
from tests.programme.contoh import CONTOH, Readiness

LAWS = [name for name in dir(LifecycleSuite) if name.startswith("test_")]


class TestContoh(LifecycleSuite):
    lifecycle = CONTOH
    facts = st.builds(Readiness, ready=st.none() | st.booleans())


@pytest.mark.parametrize("law", LAWS)
@pytest.mark.parametrize("name", list(known_lifecycles()))
def test_what_ships_passes_the_suite_of_lifecycles(name: str, law: str) -> None:
    case = type("Case", (LifecycleSuite,), {"lifecycle": known_lifecycles()[name]})()
    getattr(case, law)()


def test_succession_loses_nothing() -> None:
    run_state_machine_as_test(SuccessionMachine, settings=settings(max_examples=40))


def test_of_a_line_without_an_end_the_machine_wants_a_refusal() -> None:
    day = date(2023, 1, 1)
    basis = (Assumption(owner="uji", on=day, reason=Text(id="Contoh.", en="An example.")),)
    machine = SuccessionMachine()
    machine.recorded += [
        Succession(id=old + new, predecessors=(old,), successors=(new,), on=day, basis=basis)
        for old, new in (("a", "b"), ("b", "a"))
    ]
    machine.ask_who_carries_on(of="a", day=day, known_on=None)
    machine.recorded.pop()
    machine.ask_who_carries_on(of="a", day=day, known_on=None)
