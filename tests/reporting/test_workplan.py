"""Which version of a work plan counts."""

from datetime import date, timedelta

import pytest

from pmi_core.programme import BodyId
from pmi_core.regulation import Period
from pmi_core.reporting import PlanItem, WorkPlan, effective_plan

BODY = BodyId("kawan-74-60")
AUGUST = Period.parse("2023-08")


def plan(version: int, approved_on: date | None, *days: date) -> WorkPlan:
    items = tuple(PlanItem(id=str(number), day=day) for number, day in enumerate(days))
    return WorkPlan(body=BODY, period=AUGUST, version=version, items=items, approved_on=approved_on)


EARLY, LATE = date(2023, 8, 2), date(2023, 8, 20)


def test_for_each_day_the_newest_version_approved_by_then_counts() -> None:
    plans = (
        plan(1, date(2023, 7, 30), EARLY, LATE),
        plan(2, date(2023, 8, 10), date(2023, 8, 9), date(2023, 8, 24)),
        plan(3, None, date(2023, 8, 25)),
    )
    found = effective_plan(plans, BODY, AUGUST)
    assert found is not None
    assert (found.version, found.days) == (2, (EARLY, date(2023, 8, 24)))


@pytest.mark.parametrize(
    ("approved_on", "planned"), [(EARLY, True), (EARLY + timedelta(days=1), False)]
)
def test_an_approval_counts_from_its_own_day_and_never_reaches_back(
    approved_on: date, planned: bool
) -> None:
    found = effective_plan((plan(1, approved_on, EARLY),), BODY, AUGUST)
    assert found is not None
    assert (EARLY in found.days) is planned


def test_without_an_approved_version_there_is_no_plan() -> None:
    assert effective_plan((plan(1, None),), BODY, AUGUST) is None


def test_a_plan_of_another_month_or_body_does_not_count() -> None:
    plans = (plan(1, date(2023, 7, 30)),)
    assert effective_plan(plans, BodyId("other"), AUGUST) is None
    assert effective_plan(plans, BODY, Period.parse("2023-09")) is None


def test_the_days_of_a_plan_are_in_order_and_each_once() -> None:
    days = (date(2023, 8, 9), date(2023, 8, 2), date(2023, 8, 9))
    assert plan(1, None, *days).days == (date(2023, 8, 2), date(2023, 8, 9))
