"""Plants what is amiss inside reports, one kind at a time, and the decoys beside it."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Final

import attrs

from examples.rakernas_generator import words
from examples.rakernas_generator.filing import Filing, Pool, stream
from examples.rakernas_generator.ledger import Ledger
from examples.rakernas_generator.monthly import (
    PAPER,
    amount,
    counted,
    possible_days,
    stated_division,
)
from pmi_core.messages import Text
from pmi_core.programme import ActivityKind, ObstacleKind, Role
from pmi_core.regulation import next_period, previous_period
from pmi_core.reporting import (
    Activity,
    Complaint,
    Cover,
    Expense,
    ExpenseKind,
    ExpenseProof,
    Obstacle,
    Participants,
    PlanItem,
    Report,
    WorkPlan,
)

NO_PROOF: Final = "no proof"
NOT_ITEMISED: Final = "stationery/binding/photocopy not itemised"
SUM_WRONG: Final = "sum wrong"
COVER: Final = "cover and period differ"
SIGNER: Final = "wrong signer"
OBSTACLE: Final = "obstacle without follow-up"

Change = Callable[[Filing], tuple[Report, str]]


def plant_contents(pool: Pool, ledger: Ledger) -> None:
    """Change reports in place and note each change."""
    for kind, criterion, count, change, fits in _FAULTS:
        for filing in _mostly_weak(pool, kind, count, fits):
            filing.report, pointer = change(filing)
            ledger.plant(kind, criterion, filing, pointer)
    plant_outside_plan(pool, ledger)
    plant_decoys(pool, ledger)


def wrong_cover(filing: Filing) -> tuple[Report, str]:
    """Last month's cover on this month's report, as templates reused by hand bring about."""
    report = filing.report
    cover = attrs.evolve(_cover(report), period=previous_period(report.period))
    return attrs.evolve(report, cover=cover), ""


def next_cover(filing: Filing) -> tuple[Report, str]:
    """Next month's cover, as on the one public report of 2023."""
    report = filing.report
    cover = attrs.evolve(_cover(report), period=next_period(report.period))
    return attrs.evolve(report, cover=cover), ""


def wrong_signer(filing: Filing) -> tuple[Report, str]:
    """Signed by the secretary."""
    return signed_by(filing.report, "sekretaris"), ""


def signed_by(report: Report, role: str) -> Report:
    """The report signed under another role."""
    return attrs.evolve(report, cover=attrs.evolve(_cover(report), signer_role=Role(role)))


def wrong_sum(filing: Filing) -> tuple[Report, str]:
    """A total that is not the sum of its lines."""
    rng = stream("sum", *filing.key)
    total = sum(line.amount for line in filing.report.expenses or ())
    return attrs.evolve(filing.report, total_expenses=total + amount(rng, 10_000, 90_000)), ""


def no_proof(filing: Filing) -> tuple[Report, str]:
    """A cost without any proof."""
    index = _line(filing.report, paper=False)
    return _line_changed(filing.report, index, proof=None), f"/expenses/{index}"


def not_itemised(filing: Filing) -> tuple[Report, str]:
    """A receipt for stationery, binding or photocopies that does not list what was bought."""
    index = _line(filing.report, paper=True)
    return _line_changed(filing.report, index, itemised=False), f"/expenses/{index}"


def stray_cost(filing: Filing) -> tuple[Report, str]:
    """A cost on a day without any activity."""
    report = filing.report
    index = _line(report, paper=False)
    day = stream("stray", *filing.key).choice(_idle_days(filing))
    return _line_changed(report, index, day=day), f"/expenses/{index}"


def anothers_day(filing: Filing) -> tuple[Report, str]:
    """A cost of one activity on the day of another."""
    report = filing.report
    index = _line(report, paper=False)
    named = (report.expenses or ())[index].activity
    days = {activity.id: activity.day for activity in _activities(report)}
    day = next(day for day in days.values() if named is not None and day != days[named])
    linked = sum(line.activity is not None for line in (report.expenses or ())[:index])
    return _line_changed(report, index, day=day), f"/linked_costs/{linked}"


def no_follow_up(filing: Filing) -> tuple[Report, str]:
    """An obstacle after which nothing is said to have been done."""
    kind, description, _ = stream("obstacle", *filing.key).choice(words.OBSTACLES)
    known = filing.report.obstacles or ()
    obstacle = Obstacle(kind=ObstacleKind(kind), description=description)
    report = attrs.evolve(filing.report, obstacles=(*known, obstacle))
    return report, f"/obstacles/{len(known)}"


def unforwarded(filing: Filing) -> tuple[Report, str]:
    """A complaint that stayed with the unit."""
    days = possible_days(filing.unit, filing.report.period)
    known = filing.report.complaints or ()
    complaint = Complaint(received_on=stream("complaint", *filing.key).choice(days[:-4]))
    report = attrs.evolve(filing.report, complaints=(*known, complaint))
    return report, f"/complaints/{len(known)}"


def wrong_parts(filing: Filing) -> tuple[Report, str]:
    """Women and men that do not make up the total."""
    report, index = _parts(filing, partial=False)
    return report, f"/activities/{index}"


def wrong_weekday(filing: Filing) -> tuple[Report, str]:
    """Two days with their names, of which the second is that of the day after."""
    activities = list(_activities(filing.report))
    for index, off in enumerate((0, 1)):
        day = activities[index].day
        assert day is not None
        named = attrs.evolve(activities[index], day=day + timedelta(days=off)).true_weekday
        activities[index] = attrs.evolve(activities[index], weekday=named)
    return attrs.evolve(filing.report, activities=tuple(activities)), "/activities/1"


def wrong_year(filing: Filing) -> tuple[Report, str]:
    """The law on protection, once as it is and once with another year."""
    return attrs.evolve(filing.report, citations=("UU 18/2017", "UU 18/2018")), "/citations/1"


def idle_division(filing: Filing) -> tuple[Report, str]:
    """Nothing done by one division: what it planned became outreach."""
    other = ActivityKind("penyebarluasan")
    rng = stream("division", *filing.key)
    idle = rng.choice((("pencegahan",), ("pendampingan", "pemberdayaan")))
    activities = list(_activities(filing.report))
    for index, activity in enumerate(activities):
        if activity.kind is not None and activity.kind.value in idle:
            title = words.deed(other.value, rng, [item.title or "" for item in activities])
            division = stated_division(other)
            activities[index] = attrs.evolve(activity, kind=other, division=division, title=title)
    return attrs.evolve(filing.report, activities=tuple(activities)), ""


def _mostly_weak(pool: Pool, kind: str, count: int, fits: Callable[[Filing], bool]) -> list[Filing]:
    """One from the units that send several months at once, the rest from anywhere."""

    def weak(filing: Filing) -> bool:
        return lumped(filing) and fits(filing)

    return [*pool.take(f"{kind}, weak", 1, weak), *pool.take(kind, count - 1, fits)]


def lumped(filing: Filing) -> bool:
    """Whether it came together with other months of its unit."""
    return filing.arrival.envelope.startswith(f"{filing.unit.id} 2023-")


def _any(_: Filing) -> bool:
    return True


def has_line(*, paper: bool) -> Callable[[Filing], bool]:
    """A test for reports with a cost for paper, or with another one."""
    return lambda filing: any(
        (line.kind in PAPER) is paper for line in filing.report.expenses or ()
    )


def has_both_lines(filing: Filing) -> bool:
    """Whether it has a cost for paper and another one."""
    return has_line(paper=True)(filing) and has_line(paper=False)(filing)


_FAULTS: Final[Sequence[tuple[str, str, int, Change, Callable[[Filing], bool]]]] = (
    (COVER, "LAP-02", 2, wrong_cover, _any),
    (COVER, "LAP-02", 1, next_cover, _any),
    ("cost not on an activity day", "LAP-06", 6, stray_cost, has_line(paper=False)),
    (NO_PROOF, "LAP-07", 8, no_proof, has_line(paper=False)),
    (NOT_ITEMISED, "LAP-08", 5, not_itemised, has_line(paper=True)),
    (SUM_WRONG, "LAP-09", 3, wrong_sum, _any),
    ("division without activity", "LAP-13", 6, idle_division, _any),
    ("F+M wrong", "LAP-14", 3, wrong_parts, _any),
    ("complaint not forwarded", "LAP-15", 5, unforwarded, _any),
    (SIGNER, "LAP-01", 3, wrong_signer, _any),
    (OBSTACLE, "LAP-16", 9, no_follow_up, _any),
)


_MISPRINTS: Final[Sequence[tuple[str, str, Change]]] = (
    ("weekday wrong", "LAP-19", wrong_weekday),
    ("UU 18/2018", "LAP-20", wrong_year),
)


def plant_misprints(pool: Pool, ledger: Ledger, count: int = 2) -> None:
    """Days and laws that are printed wrongly, each beside one that is right."""

    def is_told(filing: Filing) -> bool:
        return not lumped(filing) and len(filing.report.activities or ()) > 1

    for kind, criterion, change in _MISPRINTS:
        for filing in pool.take(kind, count, is_told):
            filing.report, pointer = change(filing)
            ledger.plant(kind, criterion, filing, pointer)


def plant_outside_plan(pool: Pool, ledger: Ledger, count: int = 7) -> None:
    """Activities on days that no approved plan has, and two that an approved change has."""
    for filing in pool.take("activity outside the plan", count):
        filing.report, index, _ = _moved(filing)
        ledger.plant("activity outside the plan", "LAP-05", filing, f"/activities/{index}")
    reason = Text(
        id="Hari kegiatan ada dalam perubahan rencana kerja yang disetujui sebelum kegiatan.",
        en="The day is in a change of the plan that was approved before the activity.",
    )
    for filing in pool.take("approved change", 2):
        filing.report, index, day = _moved(filing)
        filing.plans = (*filing.plans, _changed_plan(filing.plans[-1], index, day))
        ledger.decoy("activity outside the plan", "LAP-05", filing, reason)


def plant_decoys(pool: Pool, ledger: Ledger) -> None:
    """What looks like a fault of costs or participants and is none."""
    reason = Text(
        id="Biaya pembuatan laporan tidak harus jatuh pada hari kegiatan.",
        en="The cost of making the report need not fall on an activity day.",
    )
    for filing in pool.take("report making", 5):
        filing.report = _with_report_making(filing)
        ledger.decoy("cost not on an activity day", "LAP-06", filing, reason)
    reason = Text(
        id="Nota atau kuitansi adalah bukti, bukan hanya struk.",
        en="A sales note or a signed receipt is proof, not only a till receipt.",
    )
    kinds = (ExpenseProof.SALES_NOTE, ExpenseProof.SIGNED_RECEIPT, ExpenseProof.SALES_NOTE)
    for filing, proof in zip(pool.take("other proof", 3), kinds, strict=True):
        filing.report = _line_changed(filing.report, _line(filing.report, paper=False), proof=proof)
        ledger.decoy(NO_PROOF, "LAP-07", filing, reason)
    reason = Text(
        id="Rincian perempuan dan laki-laki dinyatakan tidak lengkap.",
        en="The parts are flagged as partial.",
    )
    for filing in pool.take("partial", 2):
        filing.report, _ = _parts(filing, partial=True)
        ledger.decoy("F+M wrong", "LAP-14", filing, reason)


def _cover(report: Report) -> Cover:
    if report.cover is None:
        raise ValueError(f"{report.id} has no cover")
    return report.cover


def _activities(report: Report) -> tuple[Activity, ...]:
    return report.activities or ()


def _line(report: Report, *, paper: bool) -> int:
    lines = report.expenses or ()
    return next(i for i, line in enumerate(lines) if (line.kind in PAPER) is paper)


def _line_changed(report: Report, index: int, **changes: object) -> Report:
    lines = list[Expense](report.expenses or ())
    lines[index] = attrs.evolve(lines[index], **changes)  # type: ignore[arg-type]
    return attrs.evolve(report, expenses=tuple(lines))


def _idle_days(filing: Filing) -> list[date]:
    busy = {activity.day for activity in _activities(filing.report)}
    busy |= {item.day for plan in filing.plans for item in plan.items}
    return [day for day in possible_days(filing.unit, filing.report.period) if day not in busy]


def _moved(filing: Filing) -> tuple[Report, int, date]:
    """The last activity on a later or earlier free day, and its costs with it."""
    activities = list(_activities(filing.report))
    index = len(activities) - 1
    day = max(_idle_days(filing))
    moved = attrs.evolve(activities[index], day=day)
    expenses = tuple(
        attrs.evolve(line, day=day) if line.activity == moved.id else line
        for line in filing.report.expenses or ()
    )
    activities[index] = moved
    report = attrs.evolve(filing.report, activities=tuple(activities), expenses=expenses)
    return report, index, day


def _changed_plan(plan: WorkPlan, index: int, day: date) -> WorkPlan:
    items = list[PlanItem](plan.items)
    items[index] = attrs.evolve(items[index], day=day)
    approved = day - timedelta(days=2)
    return attrs.evolve(plan, items=tuple(items), version=2, approved_on=approved)


def _parts(filing: Filing, *, partial: bool) -> tuple[Report, int]:
    rng = stream("parts", *filing.key)
    activities = [counted(activity, rng) for activity in _activities(filing.report)]
    index = rng.randrange(len(activities))
    total = rng.randint(20, 50)
    female = rng.randint(5, total - 8)
    people = Participants(
        total=total, female=female, male=total - female - rng.randint(1, 5), partial=partial
    )
    activities[index] = attrs.evolve(activities[index], participants=people)
    return attrs.evolve(filing.report, activities=tuple(activities)), index


def _with_report_making(filing: Filing) -> Report:
    rng = stream("report making", *filing.key)
    report = filing.report
    line = Expense(
        kind=ExpenseKind.REPORT_MAKING,
        amount=amount(rng, 30_000, 100_000),
        day=report.period.end,
        proof=ExpenseProof.RECEIPT,
        itemised=True,
    )
    expenses = (*(report.expenses or ()), line)
    total = sum(item.amount for item in expenses)
    return attrs.evolve(report, expenses=expenses, total_expenses=total)
