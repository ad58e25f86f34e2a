"""The invented dossier holds what its list says was planted, and nothing else."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from fractions import Fraction
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

import attrs
import pytest

from pmi_core import codec
from pmi_core.documents import observations_text
from pmi_core.documents.layout import WIDTH
from pmi_core.evaluation import Outcome, Review, review, shipped_policies, shipped_rulebooks
from pmi_core.messages import Language
from pmi_core.programme import (
    KKBM,
    Body,
    BodyId,
    Division,
    Facts,
    KawanPMI,
    Level,
    Noted,
    Open,
    PerwiraPMI,
    ReportKind,
    Role,
    body_facts,
    inaugurated_on,
    replay,
    shipped_lifecycles,
    state_on,
)
from pmi_core.regulation import (
    Period,
    ProvenanceStatus,
    WorkingCalendar,
    shipped_calendar,
    shipped_places,
    shipped_registry,
)
from pmi_core.reporting import (
    Dossier,
    DossierFacts,
    EvidenceKind,
    ExpenseKind,
    ExpenseProof,
    Obligation,
    Report,
    ReportMedium,
    ReportState,
    Submission,
    adopted,
    body_of,
    dossier_facts,
    effective_plan,
    newest_revisions,
    observe_bodies,
    owed,
    read_dossier,
    received_day,
    settle,
    untraced,
    zone_of,
)

EXAMPLES = Path(__file__).parents[2] / "examples"
FOLDER = EXAMPLES / "rakernas-2023"
PLANTED = EXAMPLES / "rakernas-2023.planted.toml"
CUT_OFF = date(2023, 12, 16)
DUE_DAYS = {
    "2023-07": date(2023, 8, 7),
    "2023-08": date(2023, 9, 7),
    "2023-09": date(2023, 10, 6),
    "2023-10": date(2023, 11, 7),
    "2023-11": date(2023, 12, 7),
}
PAPER = {ExpenseKind.STATIONERY, ExpenseKind.BINDING, ExpenseKind.PHOTOCOPY}
Witness = tuple[str, str, str]


@cache
def dossier() -> Dossier:
    return read_dossier(FOLDER)


@cache
def newest() -> tuple[Report, ...]:
    return newest_revisions(dossier().reports)


@cache
def monthly() -> tuple[Report, ...]:
    return tuple(report for report in newest() if report.kind is ReportKind.MONTHLY)


@cache
def since_formation() -> tuple[Report, ...]:
    return tuple(report for report in newest() if report.kind is ReportKind.SINCE_FORMATION)


@cache
def listed() -> dict[str, Any]:
    return tomllib.loads(PLANTED.read_text(encoding="utf-8"))


@cache
def calendar() -> WorkingCalendar:
    return shipped_calendar()


@cache
def obligations() -> tuple[Obligation, ...]:
    return owed(
        dossier().bodies,
        dossier().head.as_of,
        registry=shipped_registry(),
        since_formation_until=dossier().head.since_formation_until,
    )


def by_id(name: str) -> Report:
    return next(report for report in newest() if report.id == name)


def decoys(kind: str) -> list[Report]:
    found = [item["subject"] for item in listed()["decoy"] if item["kind"] == kind]
    return [by_id(name) for name in found if name]


def receipts(report: Report) -> list[Submission]:
    """All receipts of a report and its revisions, first ones first."""
    family = {
        other.id
        for other in dossier().reports
        if (other.body, other.kind, other.period) == (report.body, report.kind, report.period)
    }
    zone = zone_of(body_of(dossier(), report.body), dossier().places)
    found = [item for item in dossier().submissions if family & set(item.reports)]
    return sorted(found, key=lambda item: (received_day(item, zone), item.id))


def shingles(text: str) -> frozenset[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return frozenset(zip(words, words[1:], words[2:], words[3:], strict=False))


@cache
def paragraphs() -> dict[str, frozenset[tuple[str, ...]]]:
    return {
        report.id: shingles(report.narrative.activities or "")
        for report in monthly()
        if report.narrative is not None
    }


def alike(first: Report, second: Report) -> Fraction:
    if first.narrative is None:
        return Fraction(0)
    a, b = paragraphs()[first.id], paragraphs()[second.id]
    return Fraction(len(a & b), len(a | b))


def earlier(report: Report) -> list[Report]:
    return [
        other
        for other in monthly()
        if other.body == report.body
        and other.period.last < report.period.last
        and other.medium is ReportMedium.DATA
    ]


# Each criterion once more, written out by hand: what is met by unknown data is not asked here.
def signer(report: Report) -> Iterator[str]:
    if report.cover and report.cover.signer_role not in {Role.CHAIR, Role.ACTING_CHAIR}:
        yield ""


def unnamed_cover(report: Report) -> Iterator[str]:
    if report.cover and not (report.cover.unit_as_typed and report.cover.place_as_typed):
        yield ""


def cover_period(report: Report) -> Iterator[str]:
    if report.cover and report.cover.period != report.period:
        yield ""


def lateness(report: Report) -> Iterator[str]:
    assert report.first_received_on is not None
    days = calendar().working_days(report.period.end, report.first_received_on)
    assert days is not None
    if days > 5:
        yield ""


def envelope(report: Report) -> Iterator[str]:
    if report.months_in_envelope != 1:
        yield ""


def outside_plan(report: Report) -> Iterator[str]:
    plan = effective_plan(dossier().work_plans, report.body, report.period)
    assert plan is not None
    for index, activity in enumerate(report.activities or ()):
        if activity.day not in plan.days:
            yield f"/activities/{index}"


def stray_cost(report: Report) -> Iterator[str]:
    days = {activity.day for activity in report.activities or ()}
    for index, line in enumerate(report.expenses or ()):
        if line.kind is not ExpenseKind.REPORT_MAKING and line.day not in days:
            yield f"/expenses/{index}"


def cost_of_another_day(report: Report) -> Iterator[str]:
    days = {activity.id: activity.day for activity in report.activities or ()}
    linked = [(line.day, line.activity) for line in report.expenses or () if line.activity]
    for index, (day, activity) in enumerate(linked):
        if day in days.values() and day != days[activity]:
            yield f"/linked_costs/{index}"


def unproved(report: Report) -> Iterator[str]:
    for index, line in enumerate(report.expenses or ()):
        if line.proof is None:
            yield f"/expenses/{index}"


def not_itemised(report: Report) -> Iterator[str]:
    for index, line in enumerate(report.expenses or ()):
        if line.kind in PAPER and not line.itemised:
            yield f"/expenses/{index}"


def wrong_sum(report: Report) -> Iterator[str]:
    lines = report.expenses
    if lines is not None and report.total_expenses != sum(line.amount for line in lines):
        yield ""


def copied(report: Report) -> Iterator[str]:
    if any(alike(report, other) >= Fraction(17, 20) for other in earlier(report)):
        yield ""


def reused_photo(report: Report) -> Iterator[str]:
    old = {digest for other in earlier(report) for digest in other.photo_hashes or ()}
    for index, activity in enumerate(report.activities or ()):
        for place, file in enumerate(activity.evidence or ()):
            if file.kind is EvidenceKind.PHOTO and file.sha256 in old:
                yield f"/activities/{index}/evidence/{place}"


def idle_division(report: Report) -> Iterator[str]:
    items = report.activities
    if items is not None and {item.assigned_division for item in items} != set(Division):
        yield ""


def wrong_parts(report: Report) -> Iterator[str]:
    for index, activity in enumerate(report.activities or ()):
        people = activity.participants
        assert people is not None
        assert people.total is not None
        assert (people.female is None) is (people.male is None)
        if people.female is None or people.male is None or people.partial:
            continue
        if people.female + people.male != people.total:
            yield f"/activities/{index}"


def too_many_parts(report: Report) -> Iterator[str]:
    for index, activity in enumerate(report.activities or ()):
        people = activity.participants
        assert people is not None
        if people.partial and (people.female or 0) + (people.male or 0) > (people.total or 0):
            yield f"/activities/{index}"


def kept_complaint(report: Report) -> Iterator[str]:
    for index, complaint in enumerate(report.complaints or ()):
        if complaint.forwarded_on is None:
            yield f"/complaints/{index}"


def no_follow_up(report: Report) -> Iterator[str]:
    for index, obstacle in enumerate(report.obstacles or ()):
        if obstacle.follow_up is None:
            yield f"/obstacles/{index}"


def outside_period(report: Report) -> Iterator[str]:
    for index, activity in enumerate(report.activities or ()):
        assert activity.day is not None
        if not report.period.contains(activity.day):
            yield f"/activities/{index}"


def no_recommendation(report: Report) -> Iterator[str]:
    if report.recommendations == ():
        yield ""


def wrong_weekday(report: Report) -> Iterator[str]:
    names = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
    for index, activity in enumerate(report.activities or ()):
        if activity.weekday is not None:
            assert activity.day is not None
            if activity.weekday.value.capitalize() != names[activity.day.weekday()]:
                yield f"/activities/{index}"


def wrong_year(report: Report) -> Iterator[str]:
    for index, citation in enumerate(report.citations or ()):
        if citation == "UU 18/2018":
            yield f"/citations/{index}"


CRITERIA: dict[str, Callable[[Report], Iterator[str]]] = {
    "LAP-01": signer,
    "LAP-02": cover_period,
    "LAP-03": lateness,
    "LAP-04": envelope,
    "LAP-05": outside_plan,
    "LAP-06": stray_cost,
    "LAP-07": unproved,
    "LAP-08": not_itemised,
    "LAP-09": wrong_sum,
    "LAP-11": copied,
    "LAP-12": reused_photo,
    "LAP-13": idle_division,
    "LAP-14": wrong_parts,
    "LAP-15": kept_complaint,
    "LAP-16": no_follow_up,
    "LAP-17": outside_period,
    "LAP-18": no_recommendation,
    "LAP-19": wrong_weekday,
    "LAP-20": wrong_year,
    "LAP-21": unnamed_cover,
    "LAP-22": cost_of_another_day,
    "LAP-24": too_many_parts,
}


@cache
def witnesses() -> frozenset[Witness]:
    return frozenset(
        (criterion, report.id, pointer)
        for criterion, find in CRITERIA.items()
        for report in monthly()
        for pointer in find(report)
    )


@pytest.mark.parametrize("seed", ["0", "1"])
def test_the_generator_writes_the_same_bytes_again(tmp_path: Path, seed: str) -> None:
    folder, planted = tmp_path / "dossier", tmp_path / "planted.toml"
    folder.mkdir()
    for name in ("dossier.toml", "meeting.json"):
        shutil.copy(FOLDER / name, folder / name)
    program = (
        "import sys; from pathlib import Path; "
        "from examples.rakernas_generator.folder import write; "
        "write(Path(sys.argv[1]), Path(sys.argv[2]))"
    )
    subprocess.run(
        [sys.executable, "-c", program, str(folder), str(planted)],
        check=True,
        cwd=EXAMPLES.parent,
        env={**os.environ, "PYTHONHASHSEED": seed, "TZ": "Asia/Jayapura"},
    )
    assert planted.read_bytes() == PLANTED.read_bytes()
    assert contents_of(folder) == contents_of(FOLDER)


def contents_of(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_the_folder_is_small() -> None:
    assert sum(len(data) for data in contents_of(FOLDER).values()) < 3_000_000


def test_the_roll_is_the_one_of_the_table() -> None:
    units = Counter(
        body.place[:2]
        for body in dossier().bodies
        if isinstance(body, KawanPMI) and body.level is Level.REGENCY and body.place
    )
    assert units == {
        "18": 4, "36": 2, "32": 7, "33": 8, "35": 10, "73": 7, "74": 5, "71": 4, "53": 7,
    }  # fmt: skip
    kinds = Counter((type(body), body.level) for body in dossier().bodies)
    assert kinds == {
        (KawanPMI, Level.REGENCY): 54,
        (KawanPMI, Level.PROVINCE): 9,
        (PerwiraPMI, Level.NATIONAL): 1,
        (PerwiraPMI, Level.PROVINCE): 22,
        (KKBM, Level.VILLAGE): 3,
    }


def test_roll_attendance_and_reports_are_three_different_sets() -> None:
    (papers,) = dossier().proceedings
    came = set(papers.attending)
    units = {
        body.id
        for body in dossier().bodies
        if isinstance(body, KawanPMI) and body.level is Level.REGENCY
    }
    reported = {report.body for report in since_formation()}
    assert (len(units), len(came & units), len(reported & units)) == (54, 48, 47)
    assert len(came - units) == 23
    assert came & units != reported & units
    assert "perwira-nasional" in reported


def test_what_is_owed_and_what_came() -> None:
    kinds = Counter(item.kind for item in obligations())
    assert kinds == {ReportKind.MONTHLY: 240, ReportKind.SINCE_FORMATION: 86}
    states = settle(obligations(), newest(), dossier().waivers)
    came = Counter(s.obligation.kind for s in states if s.first_received_on is not None)
    assert came == {ReportKind.MONTHLY: 222, ReportKind.SINCE_FORMATION: 74}
    due = {str(o.period): o.due for o in obligations() if o.kind is ReportKind.MONTHLY}
    assert due == DUE_DAYS


def test_fifteen_months_of_four_silent_units_and_three_single_ones_are_missing() -> None:
    states = settle(obligations(), newest())
    missing = Counter(
        state.obligation.body
        for state in states
        if state.first_received_on is None and state.obligation.kind is ReportKind.MONTHLY
    )
    assert sorted(missing.values()) == [1, 1, 1, 3, 3, 4, 5]


def test_documents_are_counted_with_their_revisions() -> None:
    assert len(monthly()) == 222
    assert len(since_formation()) == 74
    assert len(dossier().reports) == 320
    revised = [report for report in monthly() if report.revision == 2]
    assert len(revised) == 24
    assert {report.revision for report in monthly()} == {1, 2}


def test_reports_since_formation_are_by_47_units_8_provinces_and_19_boards() -> None:
    owners = (body_of(dossier(), report.body) for report in since_formation())
    kinds = Counter((type(body), body.level is Level.REGENCY) for body in owners)
    assert kinds == {(KawanPMI, True): 47, (KawanPMI, False): 8, (PerwiraPMI, False): 19}


def test_reports_since_formation_are_clean() -> None:
    for report in since_formation():
        assert report.first_received_on is not None
        assert date(2023, 12, 11) <= report.first_received_on <= CUT_OFF == report.period.last
        assert report.period.first == inaugurated_on(body_of(dossier(), report.body))
        assert not list(signer(report))
        assert not list(unnamed_cover(report))
        assert not list(cover_period(report))
        assert not list(no_follow_up(report))
        assert report.recommendations
        assert report.programme_items
        assert all(i.planned and i.done is not None and i.percent for i in report.programme_items)
        missed = any((i.done or 0) < (i.planned or 0) for i in report.programme_items)
        assert report.obstacles or not missed
        board = isinstance(body_of(dossier(), report.body), PerwiraPMI)
        assert (report.network is not None) is board
        if report.network is not None:
            facts = {k: v for k, v in attrs.asdict(report.network).items() if v is not None}
            assert facts["members_in_business"] <= facts["members"]
            assert facts["businesses_with_nib"] <= facts["businesses"]


def test_the_planted_counts_are_those_of_the_list() -> None:
    assert listed()["counts"] == {
        "late": 20,
        "envelope": 12,
        "cover and period differ": 3,
        "activity outside the plan": 7,
        "cost not on an activity day": 6,
        "no proof": 8,
        "stationery/binding/photocopy not itemised": 5,
        "sum wrong": 3,
        "copied narrative": 4,
        "photo reused over months": 3,
        "division without activity": 6,
        "F+M wrong": 3,
        "complaint not forwarded": 5,
        "wrong signer": 3,
        "obstacle without follow-up": 9,
        "weekday wrong": 2,
        "UU 18/2018": 2,
        "identical resubmission": 2,
        "scan only": 12,
        "four members": 4,
        "pact unsigned": 5,
        "formalised without NIB": 3,
        "one person in two units": 1,
        "photo reused over units": 1,
        "place code without its last zero": 2,
        "bare place name": 1,
    }
    assert Counter(item["kind"] for item in listed()["planted"]) == listed()["counts"]


def test_every_witness_was_planted_and_every_planted_fault_is_one() -> None:
    planted = [
        (item["criterion"], item["subject"], item["pointer"])
        for item in listed()["planted"]
        if item["criterion"].startswith("LAP-")
    ]
    assert len(planted) == len(set(planted))
    assert set(planted) == witnesses()


@cache
def reviewed() -> Review:
    return review(dossier(), shipped_rulebooks(), shipped_policies()[0])


def test_the_shipped_rulebooks_find_what_was_planted_and_nothing_else() -> None:
    found = {
        (result.criterion, judged.evaluation.report, pointer)
        for judged in reviewed().judged
        for result in judged.evaluation.results
        if result.outcome is Outcome.NOT_MET
        for pointer in result.witnesses or ("",)
    }
    assert found == witnesses()
    assert len(found) == 101


def planted_of(criterion: str) -> list[str]:
    return sorted(i["subject"] for i in listed()["planted"] if i["criterion"] == criterion)


def noted(criterion: str) -> list[tuple[str, str]]:
    """The ids and pointers of what is not met, of subjects other than reports."""
    return [
        (one.id, pointer)
        for one in reviewed().subjects
        for result in one.results
        if result.outcome is Outcome.NOT_MET and result.criterion == criterion
        for pointer in result.witnesses or ("",)
    ]


@cache
def whole() -> DossierFacts:
    head = dossier().head
    return dossier_facts(dossier(), head.as_of, shipped_registry(), known_on=head.known_on)


def witness(pointer: str) -> Any:
    """The item of the round's facts a pointer leads to."""
    name, number = pointer.strip("/").split("/")
    return getattr(whole(), name)[int(number)]


def test_every_body_that_stands_is_judged_and_so_is_the_round() -> None:
    kinds = Counter(one.subject for one in reviewed().subjects)
    assert kinds == {"body": 54 + 9 + 23, "dossier": 1}


def test_nothing_is_not_met_of_bodies_and_the_round_but_what_was_planted() -> None:
    found = Counter(
        result.criterion
        for one in reviewed().subjects
        for result in one.results
        if result.outcome is Outcome.NOT_MET
        for _ in result.witnesses or ("",)
    )
    assert found == {
        "BAD-01": 4,
        "BAD-03": 5,
        "BAD-09": 3,
        "DOS-01": 4,
        "DOS-02": 1,
        "DOS-08": 3,
        "DOS-09": 1,
    }


def test_units_with_an_empty_role_are_those_of_the_list_and_six_persons_are_no_fault() -> None:
    assert sorted(name for name, _ in noted("BAD-01")) == planted_of("BAD-01")
    sizes = Counter(
        len(body.appointments) for body in dossier().bodies if isinstance(body, KawanPMI)
    )
    assert sizes == {4: 4, 5: 57, 6: 2}  # in one of the two the secretary acts for the chair


def test_who_has_not_signed_the_pact_is_on_the_list() -> None:
    planted = {
        body_of(dossier(), BodyId(item["subject"]))
        .appointments[int(item["pointer"].rsplit("/", 1)[1])]
        .person.id
        for item in listed()["planted"]
        if item["criterion"] == "BAD-03"
    }
    told = {
        body_facts(body_of(dossier(), BodyId(name)), dossier().head.as_of, shipped_registry())
        .serving[int(pointer.rsplit("/", 1)[1])]
        .person
        for name, pointer in noted("BAD-03")
    }
    assert len(planted) == 5
    assert told == planted


def test_businesses_declared_formalised_without_a_nib_are_those_of_the_list() -> None:
    planted = [item for item in listed()["planted"] if item["criterion"] == "BAD-09"]
    assert sorted(noted("BAD-09")) == [(item["subject"], item["pointer"]) for item in planted]


def test_decrees_that_nobody_knows_are_undetermined_and_no_failing() -> None:
    found = Counter(
        result.outcome
        for one in reviewed().subjects
        for result in one.results
        if result.criterion == "BAD-02"
    )
    assert found == {Outcome.UNDETERMINED: 63, Outcome.NOT_APPLICABLE: 23}


def test_one_person_is_in_two_units_and_the_namesakes_are_two() -> None:
    (pointer,) = (pointer for _, pointer in noted("DOS-09"))
    assert [witness(pointer).person] == planted_of("DOS-09")
    assert len(witness(pointer).bodies) == 2
    people = {(a.person.id, a.person.name) for body in dossier().bodies for a in body.appointments}
    assert Counter(Counter(name for _, name in people).values())[2] == 1


def test_what_the_round_shows_is_what_was_planted_in_its_reports() -> None:
    (over_units,) = (witness(pointer) for _, pointer in noted("DOS-02"))
    assert set(planted_of("DOS-02")) < set(over_units.reports)
    over_months = [
        one.reports for one in whole().photos if one.months is not None and one.months > 1
    ]
    assert sorted(max(reports) for reports in over_months) == planted_of("LAP-12")
    kept = [one.report for one in whole().complaints if one.forwarded is False]
    assert sorted(kept) == planted_of("LAP-15")
    envelopes = [witness(pointer) for _, pointer in noted("DOS-01")]
    assert {one.months for one in envelopes} == {3}
    assert {one.body for one in envelopes} == {by_id(name).body for name in planted_of("LAP-04")}


def test_places_nobody_can_tell_come_with_their_candidates() -> None:
    found = [witness(pointer) for _, pointer in noted("DOS-08")]
    assert sorted(one.report for one in found) == planted_of("DOS-08")
    told = {one.text: one.candidates for one in found}
    assert told == {
        "Contoh 35-A": ("35.60", "35.69"),
        "33.6": ("33.60",),
        "73.6": ("73.60",),
    }


def test_scans_are_judged_on_their_arrival_alone_and_get_no_grade() -> None:
    for judged in reviewed().judged:
        if judged.evaluation.medium is ReportMedium.SCAN:
            told = {r.criterion for r in judged.evaluation.results if r.outcome is Outcome.MET}
            assert told <= {"LAP-03", "LAP-04"}
            assert judged.grade_label is None


def test_decoys_raise_no_note() -> None:
    seen = {(criterion, subject) for criterion, subject, _ in witnesses()}
    for item in listed()["decoy"]:
        assert (item["criterion"], item["subject"]) not in seen
        assert item["reason"]["id"]
        assert item["reason"]["en"]


def test_every_kind_of_decoy_is_there() -> None:
    counts = Counter(item["kind"] for item in listed()["decoy"])
    assert counts == {
        "late": 7,
        "envelope": 4,
        "activity outside the plan": 2,
        "cost not on an activity day": 5,
        "no proof": 3,
        "copied narrative": 1,
        "photo reused over months": 1,
        "F+M wrong": 2,
        "wrong signer": 1,
        "mended in a revision": 22,
        "four members": 1,
        "formalised without NIB": 1,
        "one person in two units": 1,
        "bare place name": 1,
    }


def test_late_reports_came_on_working_days() -> None:
    for _, subject, _ in (item for item in witnesses() if item[0] == "LAP-03"):
        day = by_id(subject).first_received_on
        assert day is not None
        assert calendar().is_working(day)


def test_two_late_reports_came_the_morning_after_still_the_due_day_in_utc() -> None:
    late = [by_id(subject) for criterion, subject, _ in witnesses() if criterion == "LAP-03"]
    found = []
    for report in late:
        instant = receipts(report)[0].received
        if instant is not None and instant.date() == DUE_DAYS[str(report.period)]:
            assert zone_of(body_of(dossier(), report.body), dossier().places) == "Asia/Makassar"
            assert instant.strftime("%H:%M %Z") == "22:30 UTC"
            found.append(str(report.period))
    assert len(found) == 2
    assert "2023-09" not in found


def test_borderline_receipts_are_not_late() -> None:
    days = [(str(report.period), report.first_received_on) for report in decoys("late")]
    on_the_day = [day == DUE_DAYS[period] for period, day in days]
    assert Counter(on_the_day) == {True: 6, False: 1}
    assert ("2023-09", date(2023, 10, 7)) in days
    instants = [receipts(report)[0].received for report in decoys("late")]
    assert any(instant and instant.strftime("%M") == "50" for instant in instants)


def test_everything_else_came_within_four_working_days() -> None:
    special = {item["subject"] for item in listed()["planted"] if item["criterion"] == "LAP-03"}
    special |= {report.id for report in decoys("late")}
    for report in monthly():
        assert report.first_received_on is not None
        count = calendar().working_days(report.period.end, report.first_received_on)
        assert count is not None
        assert report.id in special or 1 <= count <= 4
        assert report.id in special or calendar().is_working(report.first_received_on)


def test_four_envelopes_hold_three_months_each_and_the_newest_is_on_time() -> None:
    envelopes = [item for item in dossier().submissions if len(item.reports) == 3]
    assert len(envelopes) == 4
    late = {subject for criterion, subject, _ in witnesses() if criterion == "LAP-03"}
    for item in envelopes:
        reports = sorted(
            (report for report in dossier().reports if report.id in item.reports),
            key=lambda report: report.period.last,
        )
        assert len({report.body for report in reports}) == 1
        assert [report.id in late for report in reports] == [True, True, False]


def test_two_envelopes_hold_one_month_of_two_units_each() -> None:
    pairs = [item for item in dossier().submissions if len(item.reports) == 2]
    assert len(pairs) == 2
    for item in pairs:
        reports = [report for report in dossier().reports if report.id in item.reports]
        assert len({report.body for report in reports}) == 2
        assert len({report.period for report in reports}) == 1


def test_approved_changes_of_the_plan_came_before_the_activity() -> None:
    for report in decoys("activity outside the plan"):
        plans = [
            plan
            for plan in dossier().work_plans
            if (plan.body, plan.period) == (report.body, report.period)
        ]
        first, second = sorted(plans, key=lambda plan: plan.version)
        (new,) = {activity.day for activity in report.activities or ()} - set(first.days)
        assert new in second.days
        assert new is not None
        assert first.approved_on
        assert second.approved_on
        assert first.approved_on <= second.approved_on < new


def test_five_report_making_costs_and_three_other_proofs_stay_silent() -> None:
    lines = [line for report in monthly() for line in report.expenses or ()]
    making = [line for line in lines if line.kind is ExpenseKind.REPORT_MAKING]
    assert len(making) == 5
    proofs = Counter(line.proof for line in lines)
    assert proofs[ExpenseProof.SALES_NOTE] + proofs[ExpenseProof.SIGNED_RECEIPT] == 3
    assert proofs[None] == 8


def test_two_partial_counts_do_not_add_up() -> None:
    people = [a.participants for r in monthly() for a in r.activities or () if a.participants]
    partial = [item for item in people if item.partial]
    assert len(partial) == 2
    assert all((p.female or 0) + (p.male or 0) < (p.total or 0) for p in partial)
    assert sum(item.female is None for item in people) * 2 > len(people)


def test_one_acting_chair_signs() -> None:
    signers = Counter(report.cover.signer_role for report in monthly() if report.cover)
    assert signers[Role.ACTING_CHAIR] == 1


def test_narratives_of_different_months_differ_unless_copied() -> None:
    copies = {subject for criterion, subject, _ in witnesses() if criterion == "LAP-11"}
    told = [report for report in monthly() if report.narrative is not None]
    for first, second in combinations(told, 2):
        if not copies & {first.id, second.id}:
            assert alike(first, second) < Fraction(1, 2), (first.id, second.id)
    forewords = {r.narrative.foreword for r in told if r.narrative is not None}
    assert len(forewords) == 1


def test_photos_are_told_apart_and_the_logo_is_shared() -> None:
    files = [f for r in monthly() for a in r.activities or () for f in a.evidence or ()]
    photos = Counter(file.sha256 for file in files if file.kind is EvidenceKind.PHOTO)
    assert Counter(photos.values())[2] == 3 + 1  # over months and over units
    assert max(photos.values()) == 2
    logos = [file.sha256 for file in files if file.kind is EvidenceKind.LOGO]
    assert len(logos) > 20
    assert len(set(logos)) == 1
    assert not set(logos) & set(photos)


def test_every_monthly_report_has_three_to_five_activities() -> None:
    counts = Counter(len(r.activities) for r in monthly() if r.activities is not None)
    assert sum(counts.values()) == 210
    assert set(counts) == {3, 4, 5}


def test_scans_say_nothing_but_what_they_are() -> None:
    scans = [report for report in monthly() if report.medium is ReportMedium.SCAN]
    assert {report.id for report in scans} == {
        item["subject"] for item in listed()["planted"] if item["kind"] == "scan only"
    }
    given = {"id", "body", "kind", "period", "revision", "state", "medium", "invented"}
    derived = {"first_received_on", "months_in_envelope"}
    assert len(scans) == 12
    for report in scans:
        assert set(codec.unstructure(report)) == given | derived | {"external_ids"}
    assert not {report.id for report in scans} & {subject for _, subject, _ in witnesses()}


def test_returned_revisions_are_mended_but_two_came_back_unchanged() -> None:
    first = {
        (report.body, report.period): report
        for report in dossier().reports
        if report.kind is ReportKind.MONTHLY and report.revision == 1
    }
    same = {
        item["subject"] for item in listed()["planted"] if item["kind"] == "identical resubmission"
    }
    mended = {report.id for report in decoys("mended in a revision")}
    revised = [report for report in monthly() if report.revision == 2]
    assert (len(same), len(mended)) == (2, 22)
    assert {report.id for report in revised} == same | mended
    for report in revised:
        old = first[report.body, report.period]
        assert old.state is ReportState.RETURNED
        if report.id in same:
            assert attrs.evolve(report, id=old.id, revision=1) == old
        else:
            assert report.state is ReportState.ACCEPTED
            assert contents_faults(old)
            assert not contents_faults(report)


def contents_faults(report: Report) -> set[tuple[str, str]]:
    """What the report itself shows, without its arrival."""
    checks = ("LAP-01", "LAP-02", "LAP-07", "LAP-08", "LAP-09", "LAP-16")
    return {(name, pointer) for name in checks for pointer in CRITERIA[name](report)}


def test_ceilings_are_unknown_everywhere() -> None:
    assert {plan.ceiling for plan in dossier().work_plans} == {None}


def test_everything_says_that_it_is_invented() -> None:
    assert dossier().head.invented
    assert all(report.invented for report in dossier().reports)
    assert all(body.invented for body in dossier().bodies)
    (papers,) = dossier().proceedings
    assert all(item.invented for item in papers.proposals)
    assert all(item.invented for item in papers.formulations)
    assert all(item.invented for item in papers.decisions)
    text = (FOLDER / "BACA-SAYA.md").read_text(encoding="utf-8")
    assert "DATA REKAAN" in text
    assert "lebih kecil daripada kenyataan" in text
    assert PLANTED.read_text(encoding="utf-8").startswith("# DATA REKAAN")


def test_no_real_region_below_a_province_is_named() -> None:
    real = {region.code for region in shipped_places().editions[0].regions if "." in region.code}
    real |= {region.code for edition in shipped_places().editions for region in edition.regions}
    text = b"\n".join(contents_of(FOLDER).values()).decode()
    codes = set(re.findall(r"(?<![\d.])\d\d\.\d\d(?![\d.])", text))
    assert codes
    assert not codes & real
    assert all(re.fullmatch(r"\d\d\.6\d", code) for code in codes)
    places = {body.place for body in dossier().bodies if body.place}
    assert {place for place in places if "." not in place} == {
        "18", "32", "33", "35", "36", "53", "71", "73", "74",
    }  # fmt: skip


def test_one_bare_name_belongs_to_a_kabupaten_and_a_kota() -> None:
    assert dossier().places.find("35.60").name == "Kabupaten Contoh 35-A"
    assert dossier().places.find("35.69").name == "Kota Contoh 35-A"
    found = dossier().places.candidates("Contoh 35-A")
    assert {region.code for region in found} == {"35.60", "35.69"}


def test_decrees_are_recorded_and_their_numbers_and_days_are_not_known() -> None:
    decrees = [decree for body in dossier().bodies for decree in body.decrees]
    assert len(decrees) == 86
    assert {(d.number, d.year, d.day) for d in decrees} == {(None, None, None)}


def test_each_unit_has_five_people_with_a_signed_pact_but_those_of_the_list() -> None:
    six = {item["subject"] for item in listed()["decoy"] if item["criterion"] == "BAD-01"}
    odd = {*planted_of("BAD-01"), *planted_of("BAD-03"), *six}
    for body in dossier().bodies:
        if isinstance(body, KawanPMI) and body.id not in odd:
            assert len({item.person.id for item in body.appointments}) == 5
            assert all(item.pact_signed_on for item in body.appointments)
    people = [person for body in dossier().bodies for person in names(body)]
    assert all(re.fullmatch(r"Orang Contoh \d{4}", name) for name in people)


def names(body: Body) -> set[str]:
    found = {item.person.name for item in body.appointments}
    if isinstance(body, PerwiraPMI):
        found |= {item.person.name for board in body.boards for item in board.pengurus}
    return found


def test_inaugurations_are_those_of_the_three_cohorts() -> None:
    days = Counter(
        inaugurated_on(body)
        for body in dossier().bodies
        if isinstance(body, KawanPMI) and body.level is Level.REGENCY
    )
    assert days == {date(2023, 7, 22): 31, date(2023, 8, 5): 16, date(2023, 9, 19): 7}


def test_every_history_can_be_replayed_to_the_state_of_the_cut_off_day() -> None:
    states: Counter[tuple[str, str]] = Counter()
    for body in dossier().bodies:
        definition = shipped_lifecycles()[body.programme.value.replace("_", "-")]
        replay(definition, body.history, Facts(body=body))
        states[definition.name, state_on(definition, body.history, CUT_OFF).value] += 1
    assert states == {
        ("kawan-pmi", "aktif"): 63,
        ("perwira-pmi", "aktif"): 23,
        ("kkbm", "bertransformasi"): 3,
    }


def test_kkbm_activity_went_over_into_no_unit_in_particular() -> None:
    assert len(dossier().successions) == 3
    assert all(not item.successors for item in dossier().successions)


def test_the_meeting_is_the_one_of_the_press_release() -> None:
    (meeting,) = dossier().meetings
    assert (meeting.first, meeting.last) == (date(2023, 12, 16), date(2023, 12, 18))
    assert meeting.provenance.status is ProvenanceStatus.TEXT_SEEN
    assert meeting.legal_bases == ("perban-bp2mi-1-2022", "kepka-bp2mi-83-2022")
    for cite in meeting.legal_bases:
        assert shipped_registry().instrument(cite).id == cite
    counts = {(p.provinces, p.regencies, p.countries) for p in meeting.participants}
    assert counts == {
        (9, 48, ()),
        (None, None, ()),
        (22, None, ()),
        (None, None, ("HK", "MY", "JP", "KR", "SG")),
    }


def test_of_ten_proposals_eight_are_traced_one_is_merged_and_one_is_lost() -> None:
    (papers,) = dossier().proceedings
    assert Counter(p.country for p in papers.proposals) == {
        "HK": 2, "MY": 2, "JP": 2, "KR": 2, "SG": 2,
    }  # fmt: skip
    assert len(adopted(papers)) == 8
    assert sorted(len(f.proposals) for f in papers.formulations) == [1] * 7 + [2]
    assert [proposal.id for proposal in untraced(papers)] == ["usulan-06"]


def test_december_is_not_yet_owed() -> None:
    december = Period.parse("2023-12")
    assert december not in {item.period for item in obligations()}
    assert december not in {report.period for report in dossier().reports}


def test_what_is_observed_of_the_bodies_is_what_was_planted_and_the_gaps_of_the_decrees() -> None:
    """Decrees without number and days, associations without a place, sizes, and who is odd."""
    head = dossier().head
    found = observe_bodies(dossier(), head.as_of, shipped_registry(), known_on=head.known_on)
    kinds = Counter((one.rule, type(one.verdict)) for one in found)
    units = sum(isinstance(body, KawanPMI) for body in dossier().bodies)
    associations = [body for body in dossier().bodies if isinstance(body, PerwiraPMI)]
    below = sum(body.level is not Level.NATIONAL for body in associations)
    assert kinds == {
        ("keputusan_tercatat", Open): units,
        ("keputusan_pengesahan_tercatat", Open): len(associations),
        ("tercakup_keputusan", Open): units + 1,  # one unit took in its acting chair later
        ("tempat_tercatat", Open): below,
        ("jumlah_penggerak", Noted): 4 + 1 + 1,  # four persons, six, and where the secretary acts
        ("kursi_terisi", Noted): 4,
        ("orang_di_dua_unit", Noted): 1,
        ("pakta_ditandatangani", Open): 4,  # units, not persons
        ("rangkap_plt_ketua", Noted): 1,
    }
    text = observations_text(found, shipped_registry(), Language.ID)
    assert max(map(len, text.splitlines())) <= WIDTH
    assert all(body.name not in text for body in dossier().bodies)
    assert "  - kawan-33-65 (sejak 13 November 2023): Pada 18 Desember 2023 Plt. Ketua" in text
    assert text.count("  Dasar: ") >= len(kinds)
