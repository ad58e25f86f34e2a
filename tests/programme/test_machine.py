"""Every lifecycle that ships, one whose table changed, and succession keep the public laws."""

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import run_state_machine_as_test

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
