"""On which days an appointment runs: the quick answer for conditions is that of its tenure."""

from datetime import date

from hypothesis import given

from pmi_core.programme import Body
from pmi_core.programme.tenures import appointed_on, appointment_tenures
from pmi_core.testing import laws
from tests.programme.sound import DAYS, sound_bodies


@given(sound_bodies(1), DAYS)
@laws
def test_who_runs_on_a_day_is_whom_the_tenures_do_not_rule_out(body: Body, day: date) -> None:
    running = [one for one, held in appointment_tenures(body) if held.holds(day) is not False]
    assert list(appointed_on(body, day)) == running
