"""The 25 criteria as 25 functions, as one would write them by hand, with their findings.

They give what the rulebook gives: nothing where a criterion is met, else the outcome and where the
failing (or else the unknown) items lie.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from pmi_core.evaluation import Outcome, RawResult
from pmi_core.programme import ActivityKind, Division, ReportKind, Role
from pmi_core.reporting import Activity, EvidenceKind, Expense, ExpenseKind, Report

Values = Mapping[str, Any]
Check = Callable[[Report, Values], RawResult | None]
NOT_MET = RawResult(outcome=Outcome.NOT_MET)
UNKNOWN = RawResult(outcome=Outcome.UNDETERMINED)
NONE = RawResult(outcome=Outcome.NOT_APPLICABLE)


def found(holds: bool | None) -> RawResult | None:
    if holds is None:
        return UNKNOWN
    return None if holds else NOT_MET


def asked(
    path: str, items: Iterable[Any] | None, holds: Callable[[Any], bool | None]
) -> RawResult | None:
    """A finding about the items of which something does not hold, each with its place."""
    if items is None:
        return UNKNOWN
    failing, unknown, some = [], [], False
    for number, item in enumerate(items):
        some = True
        answer = holds(item)
        if answer is None:
            unknown.append(f"{path}/{number}")
        elif not answer:
            failing.append(f"{path}/{number}")
    if failing:
        return RawResult(outcome=Outcome.NOT_MET, witnesses=tuple(failing))
    if unknown:
        return RawResult(outcome=Outcome.UNDETERMINED, witnesses=tuple(unknown))
    return None if some else NONE


def r01(report: Report, _: Values) -> RawResult | None:
    return found(report.kind is ReportKind.MONTHLY)


def r02(report: Report, _: Values) -> RawResult | None:
    if report.cover is None or report.cover.signer_role is None:
        return UNKNOWN
    return found(report.cover.signer_role in (Role.CHAIR, Role.ACTING_CHAIR))


def r03(report: Report, _: Values) -> RawResult | None:
    if report.cover is None or report.cover.period is None:
        return UNKNOWN
    return found(report.cover.period == report.period)


def r04(report: Report, _: Values) -> RawResult | None:
    if report.cover is None or report.cover.signed_on is None:
        return UNKNOWN
    return found(report.cover.signed_on >= report.period.last)


def r05(report: Report, values: Values) -> RawResult | None:
    if report.first_received_on is None or values["hari_batas"] is None:
        return UNKNOWN
    return found((report.first_received_on - report.period.last).days <= values["hari_batas"])


def r06(report: Report, _: Values) -> RawResult | None:
    return found(report.revision == 1)


def r07(report: Report, values: Values) -> RawResult | None:
    if report.total_expenses is None or values["pagu"] is None:
        return UNKNOWN
    return found(report.total_expenses <= values["pagu"])


def r08(report: Report, _: Values) -> RawResult | None:
    if report.months_in_envelope is None:
        return UNKNOWN
    return found(report.months_in_envelope == 1)


def r09(report: Report, _: Values) -> RawResult | None:
    if report.recommendations is None:
        return UNKNOWN
    return found(len(report.recommendations) > 0)


def r10(report: Report, _: Values) -> RawResult | None:
    if report.cover is None or report.cover.signed_on is None or report.first_received_on is None:
        return UNKNOWN
    return found(report.cover.signed_on <= report.first_received_on)


def r11(report: Report, values: Values) -> RawResult | None:
    if report.activities is None or values["kegiatan"] is None:
        return UNKNOWN
    return found(len(report.activities) >= values["kegiatan"])


def of_division(report: Report, values: Values, division: Division) -> RawResult | None:
    if report.activities is None or values["per_divisi"] is None:
        return UNKNOWN
    count = 0
    for activity in report.activities:
        if activity.division is None:
            return UNKNOWN
        if activity.division is division:
            count += 1
    return found(count >= values["per_divisi"])


def r12(report: Report, values: Values) -> RawResult | None:
    return of_division(report, values, Division.INFORMATION)


def r13(report: Report, values: Values) -> RawResult | None:
    return of_division(report, values, Division.ASSISTANCE)


def r14(report: Report, values: Values) -> RawResult | None:
    return of_division(report, values, Division.PREVENTION)


def r15(report: Report, values: Values) -> RawResult | None:
    if report.activities is None or values["peserta"] is None:
        return UNKNOWN
    total = 0
    for activity in report.activities:
        if activity.participants is None or activity.participants.total is None:
            return UNKNOWN
        total += activity.participants.total
    return found(total >= values["peserta"])


def r16(report: Report, values: Values) -> RawResult | None:
    if report.activities is None or values["hari_kegiatan"] is None:
        return UNKNOWN
    days = {activity.day for activity in report.activities}
    return UNKNOWN if None in days else found(len(days) >= values["hari_kegiatan"])


def r17(report: Report, _: Values) -> RawResult | None:
    if report.activities is None:
        return UNKNOWN
    return found(len({activity.id for activity in report.activities}) == len(report.activities))


def r18(report: Report, _: Values) -> RawResult | None:
    first, last = report.period.first, report.period.last

    def holds(activity: Activity) -> bool | None:
        return None if activity.day is None else first <= activity.day <= last

    return asked("/activities", report.activities, holds)


def adds_up(activity: Activity) -> bool | None:
    counted = activity.participants
    if counted is None:
        return None
    if counted.partial:
        return True
    if counted.female is None or counted.male is None or counted.total is None:
        return None
    return counted.female + counted.male == counted.total


def r19(report: Report, _: Values) -> RawResult | None:
    return asked("/activities", report.activities, adds_up)


def r20(report: Report, _: Values) -> RawResult | None:
    def holds(activity: Activity) -> bool | None:
        return None if activity.evidence is None else len(activity.evidence) > 0

    return asked("/activities", report.activities, holds)


def r21(report: Report, _: Values) -> RawResult | None:
    if report.activities is None:
        return UNKNOWN
    failing, unknown, some = [], [], False
    for number, activity in enumerate(report.activities):
        if activity.kind is None:
            unknown.append(f"/activities/{number}")
        elif activity.kind is ActivityKind.OUTREACH:
            some = True
            if activity.evidence is None:
                unknown.append(f"/activities/{number}")
            elif not any(file.kind is EvidenceKind.PHOTO for file in activity.evidence):
                failing.append(f"/activities/{number}")
    return settled(failing, unknown, some)


def settled(failing: list[str], unknown: list[str], some: bool) -> RawResult | None:
    if failing:
        return RawResult(outcome=Outcome.NOT_MET, witnesses=tuple(failing))
    if unknown:
        return RawResult(outcome=Outcome.UNDETERMINED, witnesses=tuple(unknown))
    return None if some else NONE


def r22(report: Report, _: Values) -> RawResult | None:
    if report.expenses is None or report.total_expenses is None:
        return UNKNOWN
    return found(sum(expense.amount for expense in report.expenses) == report.total_expenses)


def r23(report: Report, _: Values) -> RawResult | None:
    return asked("/expenses", report.expenses, lambda expense: expense.proof is not None)


def r24(report: Report, values: Values) -> RawResult | None:
    limit = values["tanpa_rincian"]

    def holds(expense: Expense) -> bool | None:
        if limit is not None and expense.amount <= limit:
            return True
        if expense.itemised:
            return True
        return None if limit is None or expense.itemised is None else False

    return asked("/expenses", report.expenses, holds)


def r25(report: Report, _: Values) -> RawResult | None:
    if report.expenses is None:
        return UNKNOWN
    days = None
    if report.activities is not None:
        days = {activity.day for activity in report.activities}
    failing, unknown, some = [], [], False
    for number, expense in enumerate(report.expenses):
        if expense.kind is ExpenseKind.REPORT_MAKING:
            continue
        some = True
        if expense.day is None or days is None:
            unknown.append(f"/expenses/{number}")
        elif expense.day not in days:
            (unknown if None in days else failing).append(f"/expenses/{number}")
    return settled(failing, unknown, some)


CHECKS: tuple[Check, ...] = (
    *(r01, r02, r03, r04, r05, r06, r07, r08, r09, r10, r11, r12, r13),
    *(r14, r15, r16, r17, r18, r19, r20, r21, r22, r23, r24, r25),
)


def judge(report: Report, values: Values) -> list[tuple[int, RawResult]]:
    """What all 25 find, by the place of each."""
    findings = []
    for place, check in enumerate(CHECKS):
        finding = check(report, values)
        if finding is not None:
            findings.append((place, finding))
    return findings
