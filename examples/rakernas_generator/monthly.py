"""A clean monthly report and its work plan: nothing in it is amiss yet."""

from collections.abc import Sequence
from datetime import date, timedelta
from hashlib import sha256
from random import Random
from typing import Final

import attrs

from examples.rakernas_generator import words
from examples.rakernas_generator.filing import Filing, report_id, stream, usual_arrival
from examples.rakernas_generator.roll import LAST_MONTH, MISSED_MONTHS, SILENT, Unit, regencies
from pmi_core.programme import (
    ActivityKind,
    BodyId,
    Division,
    ObstacleKind,
    ReportKind,
    Role,
    proposed_division,
)
from pmi_core.regulation import Period
from pmi_core.reporting import (
    Activity,
    ActivityId,
    Complaint,
    Cover,
    Evidence,
    EvidenceKind,
    Expense,
    ExpenseKind,
    ExpenseProof,
    Narrative,
    Obstacle,
    Participants,
    PlanItem,
    Recommendation,
    Report,
    ReportState,
    WorkPlan,
)

DIVISION_OF: Final = {
    "penyebarluasan": Division("penyebarluasan_informasi"),
    "pendampingan": Division("pendampingan"),
    "pencegahan": Division("pencegahan"),
    "koordinasi": Division("penyebarluasan_informasi"),
    "pemberdayaan": Division("pendampingan"),
}
PAPER: Final = (ExpenseKind.STATIONERY, ExpenseKind.BINDING, ExpenseKind.PHOTOCOPY)
LOGO: Final = Evidence(
    kind=EvidenceKind.LOGO, sha256=sha256(b"logo rekaan").hexdigest(), name="logo.png"
)
_EVERY_MONTH: Final = ("penyebarluasan", "pendampingan", "pencegahan")  # one for each division


def clean_filings() -> list[Filing]:
    """The 222 monthly reports that came, before anything is planted."""
    return [
        clean_filing(unit, period)
        for unit in regencies()
        if unit.id not in SILENT
        for period in unit.months
        if (unit.id, str(period)) not in MISSED_MONTHS
    ]


def told(report: Report) -> Report:
    """The report with a paragraph about its own activities."""
    titles = tuple(activity.title or "" for activity in report.activities or ())
    narrative = Narrative(
        foreword=words.FOREWORD,
        background=words.BACKGROUND,
        activities=words.narrative(titles, stream("narrative", report.body, report.period)),
    )
    return attrs.evolve(report, narrative=narrative)


def possible_days(unit: Unit, period: Period) -> tuple[date, ...]:
    """The days on which a unit can have worked: in the month, after its inauguration."""
    first = max(period.first, unit.inaugurated + timedelta(days=1))
    return tuple(first + timedelta(days=n) for n in range((period.last - first).days + 1))


def stated_division(kind: ActivityKind) -> Division | None:
    """The division as a unit writes it: left out where the kind already proposes it."""
    division = DIVISION_OF[kind.value]
    return None if proposed_division(kind) is division else division


def amount(rng: Random, low: int, high: int) -> int:
    """An amount in rupiah, in steps of five thousand."""
    return rng.randint(low // 5_000, high // 5_000) * 5_000


def chance(rng: Random, percent: int) -> bool:
    """Whether something of that likelihood happens this time."""
    return rng.randrange(100) < percent


def clean_filing(unit: Unit, period: Period) -> Filing:
    """The report of a unit about a month, before anything is planted."""
    rng = stream("month", unit.id, period)
    plan = _plan(unit, period, rng)
    report = _report(unit, period, plan.items, rng)
    return Filing(unit=unit, report=report, plans=(plan,), arrival=usual_arrival(unit, period))


def _plan(unit: Unit, period: Period, rng: Random) -> WorkPlan:
    kinds = _EVERY_MONTH + tuple(rng.choices(tuple(DIVISION_OF), k=rng.randint(0, 2)))
    days = sorted(rng.sample(possible_days(unit, period), len(kinds)))
    items: list[PlanItem] = []
    for day, kind in zip(days, rng.sample(kinds, len(kinds)), strict=True):
        title = words.deed(kind, rng, [item.title or "" for item in items])
        name = f"rk-{period}-{len(items) + 1}"
        items.append(PlanItem(id=name, day=day, kind=ActivityKind(kind), title=title))
    first = max(unit.inaugurated, period.first - timedelta(days=rng.randint(3, 8)))
    return WorkPlan(
        body=BodyId(unit.id),
        period=period,
        items=tuple(items),
        approved_on=first,
        approved_by=f"BP3MI Contoh {(unit.place or '')[:2]}",
    )


def _report(unit: Unit, period: Period, items: Sequence[PlanItem], rng: Random) -> Report:
    activities = tuple(
        _activity(unit, period, number, item, rng) for number, item in enumerate(items, start=1)
    )
    if chance(rng, 12):  # few count women and men, and those who do count them always
        activities = tuple(counted(activity, rng) for activity in activities)
    expenses = _expenses(activities, rng)
    accepted = period.last < LAST_MONTH
    open_state = rng.choice((ReportState.SUBMITTED, ReportState.VERIFIED))
    return Report(
        id=report_id(unit, period),
        body=BodyId(unit.id),
        kind=ReportKind("bulanan"),
        period=period,
        state=ReportState.ACCEPTED if accepted else open_state,
        invented=True,
        cover=Cover(
            period=period,
            signer_role=Role("ketua"),
            signed_on=period.last,
            unit_as_typed=unit.name,
            place_as_typed=unit.region_name,
        ),
        activities=activities,
        expenses=expenses,
        total_expenses=sum(expense.amount for expense in expenses),
        complaints=_complaints(unit, period, rng),
        obstacles=_obstacles(rng),
        recommendations=tuple(
            Recommendation(text=text)
            for text in rng.sample(words.RECOMMENDATIONS, rng.choice((1, 1, 2)))
        ),
    )


def _activity(unit: Unit, period: Period, number: int, item: PlanItem, rng: Random) -> Activity:
    if item.kind is None:
        raise ValueError("every planned item has a kind here")
    return Activity(
        id=ActivityId(f"k{number}"),
        day=item.day,
        kind=item.kind,
        division=stated_division(item.kind),
        title=item.title,
        place_as_typed=words.place(rng),
        participants=Participants(total=rng.randint(8, 60)),
        plan_item=item.id,
        evidence=_evidence(unit, period, number, rng),
    )


def counted(activity: Activity, rng: Random) -> Activity:
    """The activity with women and men counted, who make up the total."""
    total = (activity.participants or Participants()).total or 0
    female = rng.randint(3, total - 3)
    people = Participants(total=total, female=female, male=total - female)
    return attrs.evolve(activity, participants=people)


def _evidence(unit: Unit, period: Period, number: int, rng: Random) -> tuple[Evidence, ...]:
    photos = tuple(
        Evidence(
            kind=EvidenceKind.PHOTO,
            sha256=_hash(unit.id, period, "foto", number, photo),
            name=f"foto-{number}-{photo}.jpg",
        )
        for photo in range(1, rng.choice((1, 1, 2)) + 1)
    )
    extra: tuple[Evidence, ...] = ()
    if chance(rng, 25):
        digest = _hash(unit.id, period, "daftar hadir", number)
        extra += (Evidence(kind=EvidenceKind.ATTENDANCE, sha256=digest),)
    return (*photos, *extra, LOGO) if chance(rng, 15) else (*photos, *extra)


def _hash(*names: object) -> str:
    return sha256("/".join(str(name) for name in names).encode()).hexdigest()


def _expenses(activities: Sequence[Activity], rng: Random) -> tuple[Expense, ...]:
    spent = rng.sample(activities, rng.randint(2, min(4, len(activities))))
    lines = [_line(activity, rng) for activity in spent]
    last = activities[-1]
    lines.append(
        Expense(
            kind=rng.choice(PAPER),
            amount=amount(rng, 25_000, 90_000),
            day=last.day,
            proof=ExpenseProof.RECEIPT,
            itemised=True,
            activity=last.id,
        )
    )
    return tuple(sorted(lines, key=lambda line: (str(line.day), line.kind.value)))


def _line(activity: Activity, rng: Random) -> Expense:
    return Expense(
        kind=rng.choice((ExpenseKind.TRANSPORT, ExpenseKind.CONSUMPTION, ExpenseKind.RENT)),
        amount=amount(rng, 50_000, 400_000),
        day=activity.day,
        proof=rng.choice((ExpenseProof.RECEIPT, ExpenseProof.RECEIPT, ExpenseProof.OTHER)),
        activity=activity.id,
    )


def _complaints(unit: Unit, period: Period, rng: Random) -> tuple[Complaint, ...]:
    if not chance(rng, 15):
        return ()
    days = sorted(rng.sample(possible_days(unit, period)[:-4], rng.choice((1, 2))))
    return tuple(
        Complaint(received_on=day, forwarded_on=day + timedelta(days=rng.randint(0, 4)))
        for day in days
    )


def _obstacles(rng: Random) -> tuple[Obstacle, ...]:
    if not chance(rng, 25):
        return ()
    kind, description, follow_up = rng.choice(words.OBSTACLES)
    return (Obstacle(kind=ObstacleKind(kind), description=description, follow_up=follow_up),)
