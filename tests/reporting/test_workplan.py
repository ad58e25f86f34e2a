"""Which version of a work plan counts."""

from datetime import date

from pmi_core.programme import BodyId
from pmi_core.regulation import Period
from pmi_core.reporting import PlanItem, WorkPlan, approved_plan

BODY = BodyId("kawan-74-60")
AUGUST = Period.parse("2023-08")


def plan(version: int, approved_on: date | None, *days: date) -> WorkPlan:
    items = tuple(PlanItem(id=str(number), day=day) for number, day in enumerate(days))
    return WorkPlan(body=BODY, period=AUGUST, version=version, items=items, approved_on=approved_on)


def test_the_newest_approved_version_counts() -> None:
    plans = (plan(1, date(2023, 7, 30)), plan(2, date(2023, 8, 10)), plan(3, None))
    assert approved_plan(plans, BODY, AUGUST) == plans[1]


def test_without_an_approved_version_there_is_no_plan() -> None:
    assert approved_plan((plan(1, None),), BODY, AUGUST) is None


def test_a_plan_of_another_month_or_body_does_not_count() -> None:
    plans = (plan(1, date(2023, 7, 30)),)
    assert approved_plan(plans, BodyId("other"), AUGUST) is None
    assert approved_plan(plans, BODY, Period.parse("2023-09")) is None


def test_the_days_of_a_plan_are_in_order_and_each_once() -> None:
    days = (date(2023, 8, 9), date(2023, 8, 2), date(2023, 8, 9))
    assert plan(1, None, *days).days == (date(2023, 8, 2), date(2023, 8, 9))
