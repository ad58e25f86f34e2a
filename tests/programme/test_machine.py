"""Every lifecycle that ships, and an invented one whose table changed, keep the public laws."""

import pytest
from hypothesis import strategies as st

from pmi_core.reporting import known_lifecycles
from pmi_core.testing import LifecycleSuite
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
