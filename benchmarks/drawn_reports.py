"""Drawn monthly reports and a rulebook of 25 criteria on them: what the benchmarks run on.

All of it is invented. A report has seven to thirteen activities, ten on average, and about 2.5 kB
of JSON; about four criteria fail, and now and then something is not filled in.
"""

import json
import random
from calendar import monthrange
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from fractions import Fraction

import attrs

from pmi_core import codec
from pmi_core.evaluation import REPORT, CheckedRulebook, Schema, builtins, load_rulebook
from pmi_core.programme import ActivityKind, BodyId, Division, ReportKind, Role
from pmi_core.regulation import Period
from pmi_core.reporting import (
    Activity,
    ActivityId,
    Cover,
    Evidence,
    EvidenceKind,
    Expense,
    ExpenseKind,
    ExpenseProof,
    Participants,
    Recommendation,
    Report,
    ReportId,
)

ACTIVITIES = "for activity in report.activities"
EXPENSES = "for expense in report.expenses"
ADDS_UP = (
    "activity.participants.partial or "
    "activity.participants.female + activity.participants.male == activity.participants.total"
)
# Each criterion: what it asks of the report, or of each item of a loop.
CRITERIA: tuple[tuple[str, ...], ...] = (
    ("report.kind == 'bulanan'",),
    ("report.cover.signer_role in ('ketua', 'plt_ketua')",),
    ("report.cover.period == report.period",),
    ("report.cover.signed_on >= report.period.last",),
    ("days(report.period.last, report.first_received_on) <= hari_batas",),
    ("report.revision == 1",),
    ("report.total_expenses <= pagu",),
    ("report.months_in_envelope == 1",),
    ("len(report.recommendations) > 0",),
    ("report.cover.signed_on <= report.first_received_on",),
    ("len(report.activities) >= kegiatan",),
    (f"count(activity.division == 'penyebarluasan_informasi' {ACTIVITIES}) >= per_divisi",),
    (f"count(activity.division == 'pendampingan' {ACTIVITIES}) >= per_divisi",),
    (f"count(activity.division == 'pencegahan' {ACTIVITIES}) >= per_divisi",),
    (f"sum(activity.participants.total {ACTIVITIES}) >= peserta",),
    (f"distinct(activity.day {ACTIVITIES}) >= hari_kegiatan",),
    (f"duplicates(activity.id {ACTIVITIES}) == 0",),
    ("report.period.first <= activity.day <= report.period.last", ACTIVITIES),
    (
        ADDS_UP,
        ACTIVITIES,
    ),
    ("len(activity.evidence) > 0", ACTIVITIES),
    (
        "any(file.kind == 'foto' for file in activity.evidence)",
        f"{ACTIVITIES} if activity.kind == 'penyebarluasan'",
    ),
    (f"sum(expense.amount {EXPENSES}) == report.total_expenses",),
    ("expense.proof is not None", EXPENSES),
    ("expense.amount <= tanpa_rincian or expense.itemised", EXPENSES),
    (
        f"expense.day in (activity.day {ACTIVITIES})",
        f"{EXPENSES} if expense.kind != 'pembuatan_laporan'",
    ),
)
IDS = tuple(f"R{number:02}" for number in range(1, len(CRITERIA) + 1))
PARAMETERS: Mapping[str, int | Fraction | None] = {
    "hari_batas": 7,
    "pagu": 1_100_000,
    "kegiatan": 8,
    "per_divisi": 2,
    "peserta": 350,
    "hari_kegiatan": 8,
    "tanpa_rincian": 250_000,
}
_HEAD = """
id = "rekaan"
version = "2026.1"
title = { id = "Rekaan", en = "Invented" }
subject = "report"
"""
_REST = """
title = { id = "Rekaan", en = "Invented" }
severity = "catatan"
curable = true
[[criterion.basis]]
owner = "pmi_core"
on = 2026-11-24
reason = { id = "Rekaan.", en = "Invented." }
"""


def rulebook(criteria: tuple[tuple[str, ...], ...] = CRITERIA) -> CheckedRulebook:
    """Criteria as a rulebook on reports."""
    schema = Schema(
        subject="report",
        names=REPORT.names,
        functions=builtins(),
        parameters=frozenset(PARAMETERS),
        day=REPORT.day,
    )
    return load_rulebook(written(criteria), file="rekaan.toml", schema=schema)


def written(criteria: tuple[tuple[str, ...], ...]) -> bytes:
    """Criteria as the TOML of a rulebook."""
    parts = [_HEAD]
    for number, criterion in enumerate(criteria, start=1):
        keys = zip(("require", "each"), criterion, strict=False)
        lines = "".join(f"{key} = {json.dumps(text)}\n" for key, text in keys)
        parts.append(f'[[criterion]]\nid = "R{number:02}"\n{lines}{_REST}')
    return "".join(parts).encode()


def many(count: int) -> tuple[tuple[str, ...], ...]:
    """So many criteria over the same data: the 25, and others with other limits and words.

    As in a grown rulebook most of the others set further limits on what is counted already; one
    in eight asks something new of each item.
    """
    found = [*CRITERIA]
    while len(found) < count:
        number = len(found)
        found.append(_OTHERS[number % len(_OTHERS)](number // len(_OTHERS) + 2))
    return tuple(found)


_OTHERS = (
    lambda n: (f"len(report.activities) >= {n}",),
    lambda n: (f"sum(activity.participants.total {ACTIVITIES}) >= {50 + n}",),
    lambda n: (f"count(activity.division == 'pencegahan' {ACTIVITIES}) <= {n}",),
    lambda n: (f"sum(expense.amount {EXPENSES}) <= {3_000_000 - 1000 * n}",),
    lambda n: (f"distinct(activity.day {ACTIVITIES}) + {n} > per_divisi",),
    lambda n: (f"report.total_expenses >= {n}",),
    lambda n: (f"days(report.cover.signed_on, report.first_received_on) < {n}",),
    lambda n: (f"expense.amount >= {100 * n}", EXPENSES),
)


def draw_reports(count: int, *, seed: int = 1) -> tuple[Report, ...]:
    """Invented reports, the same ones for the same seed."""
    return tuple(_report(random.Random(f"{seed}-{number}"), number) for number in range(count))


def texts_of(reports: tuple[Report, ...]) -> list[bytes]:
    """Each report as compact JSON."""
    return [json.dumps(codec.unstructure(r), separators=(",", ":")).encode() for r in reports]


def _report(dice: random.Random, number: int) -> Report:
    month = dice.randint(1, 12)
    period = Period.parse(f"2023-{month:02}")
    activities = tuple(_activities(dice, period))
    days = [activity.day for activity in activities if activity.day is not None]
    expenses = tuple(_expense(dice, days) for _ in range(dice.randint(3, 5)))
    received = period.last + timedelta(days=dice.randint(2, 9))
    return Report(
        id=ReportId(f"laporan-{number:06}"),
        body=BodyId(f"kawan-{dice.randint(1, 500):04}"),
        kind=ReportKind.MONTHLY if _mostly(dice) else ReportKind.SEMESTER,
        period=period,
        revision=1 if _mostly(dice) else 2,
        invented=True,
        cover=_cover(dice, period),
        activities=activities,
        expenses=expenses,
        total_expenses=sum(e.amount for e in expenses) + (0 if _mostly(dice) else 50_000),
        recommendations=(Recommendation(text="Rekaan."),) if _mostly(dice) else (),
        first_received_on=received,
        months_in_envelope=1 if _mostly(dice) else 3,
    )


def _cover(dice: random.Random, period: Period) -> Cover:
    return Cover(
        period=period if _mostly(dice) else Period.parse("2022-12"),
        signer_role=dice.choice([Role.CHAIR] * 8 + [Role.ACTING_CHAIR, Role.SECRETARY]),
        signed_on=period.last + timedelta(days=dice.randint(-1, 5)),
    )


def _activities(dice: random.Random, period: Period) -> Iterator[Activity]:
    for number in range(dice.randint(7, 13)):
        female, male = dice.randint(5, 40), dice.randint(5, 40)
        total = female + male + (0 if _nearly_always(dice) else 1)
        yield Activity(
            id=ActivityId(f"k-{number:02}"),
            day=_day(dice, period) if _nearly_always(dice) else None,
            kind=dice.choice(list(ActivityKind)),
            division=dice.choice(list(Division)),
            participants=Participants(total=total, female=female, male=male),
            evidence=tuple(
                _evidence(dice) for _ in range(dice.choice([1, 2]) if _nearly_always(dice) else 0)
            ),
        )


def _evidence(dice: random.Random) -> Evidence:
    kind = EvidenceKind.PHOTO if _mostly(dice) else EvidenceKind.LETTER
    return Evidence(kind=kind, sha256=None)


def _expense(dice: random.Random, days: list[date]) -> Expense:
    return Expense(
        kind=dice.choice(list(ExpenseKind)),
        amount=dice.randint(1, 16) * 25_000,
        day=dice.choice(days) + timedelta(days=0 if _mostly(dice) else 40),
        proof=dice.choice(list(ExpenseProof)) if _mostly(dice) else None,
        itemised=_mostly(dice),
    )


def _day(dice: random.Random, period: Period) -> date:
    last = monthrange(period.first.year, period.first.month)[1]
    stray = 0 if _nearly_always(dice) else 31
    return period.first + timedelta(days=dice.randrange(last) + stray)


def _mostly(dice: random.Random) -> bool:
    return dice.random() < 0.9


def _nearly_always(dice: random.Random) -> bool:
    return dice.random() < 0.995


@attrs.frozen(kw_only=True)
class Sample:
    """Reports in every form a case may want, and how many there are."""

    reports: tuple[Report, ...]
    texts: list[bytes]
    facts: list[dict[str, object]]


def sample(count: int) -> Sample:
    """So many reports."""
    reports = draw_reports(count)
    facts: list[dict[str, object]] = [
        {"report": report, "body": None, "earlier": None, "work_plan": None} for report in reports
    ]
    return Sample(reports=reports, texts=texts_of(reports), facts=facts)
