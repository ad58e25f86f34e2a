"""What was known on a day: nothing that came, was said or was recorded later."""

from datetime import date, timedelta

import attrs
import pytest
from hypothesis import given, settings

from pmi_core.messages import Text
from pmi_core.programme import (
    BodyId,
    Event,
    History,
    PerwiraPMI,
    ReportKind,
    Succession,
    inaugurated_on,
)
from pmi_core.regulation import Assumption, Provenance, ProvenanceStatus
from pmi_core.reporting import (
    CarriedItem,
    CarriedKind,
    Channel,
    Dossier,
    EvaluationLevel,
    Judgement,
    Meeting,
    MeetingKind,
    PlanItem,
    Proceedings,
    ReportId,
    ReportState,
    Submission,
    SubmissionId,
    Waiver,
    WorkPlan,
    known,
    read_dossier,
    report_life_faults,
)
from pmi_core.testing import days, dossiers, laws
from tests.reporting.samples import AUGUST, association, monthly, unit, write_folder

FIRST, SECOND = date(2023, 9, 6), date(2023, 9, 20)


def sent(name: str, day: date, report: str) -> Submission:
    return Submission(
        id=SubmissionId(name), channel=Channel.POST, received_on=day, reports=(ReportId(report),)
    )


@pytest.fixture(scope="module")
def dossier(tmp_path_factory: pytest.TempPathFactory) -> Dossier:
    folder = tmp_path_factory.mktemp("dosir")
    reports = (monthly("r1"), monthly("r2", revision=2), monthly("x", body="kawan-74-61"))
    submissions = (sent("s1", FIRST, "r1"), sent("s2", SECOND, "r2"))
    bodies = (unit(), unit("kawan-74-61", "74.61", date(2023, 9, 15)))
    read = read_dossier(write_folder(folder, bodies, reports, submissions))
    return attrs.evolve(
        read,
        waivers=(
            Waiver(
                body=BodyId("kawan-74-60"),
                kind=ReportKind.MONTHLY,
                period=AUGUST,
                approver="BP3MI",
                reason="uji",
                on=SECOND,
            ),
        ),
        work_plans=(
            WorkPlan(body=BodyId("kawan-74-60"), period=AUGUST, items=(), approved_on=SECOND),
            WorkPlan(
                body=BodyId("kawan-74-60"),
                period=AUGUST,
                version=2,
                items=(PlanItem(id="1", day=FIRST),),
            ),
        ),
        judgements=(
            Judgement(
                criterion="LAP-12",
                report=ReportId("r1"),
                answer="ya",
                evaluator="Tim",
                level=EvaluationLevel.BP3MI,
                on=SECOND,
            ),
        ),
        meetings=(
            Meeting(
                id="m",
                kind=MeetingKind.RAKERNAS,
                title=Text(id="m", en="m"),
                first=SECOND,
                last=SECOND,
                venue="Jakarta",
                plan_year=2024,
                provenance=Provenance(status=ProvenanceStatus.ASSUMED, source="uji"),
            ),
        ),
        proceedings=(Proceedings(meeting="m", attending=(BodyId("kawan-74-60"),)),),
    )


def test_without_a_day_nothing_is_filtered(dossier: Dossier) -> None:
    assert known(dossier, None) is dossier


def test_a_revision_is_known_from_its_own_receipt(dossier: Dossier) -> None:
    before = {report.id for report in known(dossier, date(2023, 9, 19)).reports}
    after = {report.id for report in known(dossier, SECOND).reports}
    assert before == {"r1", "x"}  # nobody says how x came, so no day hides it
    assert after == {"r1", "r2", "x"}


def test_plans_answers_waivers_and_meetings_are_known_from_their_day(dossier: Dossier) -> None:
    def sizes(day: date) -> tuple[int, ...]:
        found = known(dossier, day)
        many = (
            found.waivers,
            found.work_plans,
            found.judgements,
            found.meetings,
            found.proceedings,
        )
        return tuple(len(items) for items in many)

    assert sizes(date(2023, 9, 19)) == (0, 1, 0, 0, 0)
    assert sizes(SECOND) == (1, 2, 1, 1, 1)


def test_an_event_is_known_from_its_recording(dossier: Dossier) -> None:
    def starts(day: date) -> list[date | None]:
        return [inaugurated_on(body) for body in known(dossier, day).bodies]

    assert starts(date(2023, 9, 14)) == [date(2023, 8, 5)]
    assert starts(date(2023, 9, 15)) == [date(2023, 8, 5), date(2023, 9, 15)]


def test_a_receipt_of_a_later_revision_is_no_receipt_before_it_came(dossier: Dossier) -> None:
    """The first revision came, nobody says how; when the second came is not known before."""
    came = {"r1": SECOND, "r2": SECOND, "x": None}
    later = attrs.evolve(
        dossier,
        reports=tuple(attrs.evolve(r, first_received_on=came[r.id]) for r in dossier.reports),
        submissions=(sent("s2", SECOND, "r2"),),
    )

    def receipts(day: date) -> dict[str, date | None]:
        return {report.id: report.first_received_on for report in known(later, day).reports}

    assert receipts(date(2023, 9, 19)) == {"r1": None, "x": None}
    assert receipts(SECOND) == came


@pytest.mark.parametrize(
    ("day", "told"), [(date(2023, 9, 19), (None, None)), (SECOND, (SECOND, 1))]
)
def test_a_receipt_that_nobody_can_compute_again_is_known_from_its_day(
    dossier: Dossier, day: date, told: tuple[date | None, int | None]
) -> None:
    report = attrs.evolve(dossier.reports[0], first_received_on=SECOND, months_in_envelope=1)
    (found,) = known(attrs.evolve(dossier, reports=(report,), submissions=()), day).reports
    assert (found.first_received_on, found.months_in_envelope) == told


@settings(laws, max_examples=20)
@given(one=days(), other=days(), whole=dossiers(least_bodies=1))
def test_knowing_twice_is_knowing_on_the_earlier_day(
    one: date, other: date, whole: Dossier
) -> None:
    assert known(known(whole, one), other) == known(whole, min(one, other))


@settings(laws, max_examples=20)
@given(day=days(), whole=dossiers(least_bodies=1))
def test_nothing_received_or_recorded_later_shows(day: date, whole: Dossier) -> None:
    found = known(whole, day)
    received = [report.first_received_on for report in found.reports]
    assert all(came is None or came <= day for came in received)
    assert all(event.recorded <= day for body in found.bodies for event in body.history.events)
    lives = [report.history for report in found.reports if report.history is not None]
    assert all(event.recorded <= day for life in lives for event in life.events)
    assert not [fault for one in found.reports for fault in report_life_faults(one, file="x")]


ACCEPTED = History(
    events=tuple(
        Event(name=name, effective=FIRST, recorded=on, actor="BP3MI Contoh")
        for name, on in (("penyampaian", FIRST), ("penerimaan", SECOND))
    )
)


@pytest.mark.parametrize(
    ("day", "came", "state"),
    [
        pytest.param(SECOND, True, ReportState.ACCEPTED, id="all recorded"),
        pytest.param(date(2023, 9, 19), True, ReportState.SUBMITTED, id="not accepted yet"),
        pytest.param(date(2023, 9, 19), False, ReportState.SUBMITTED, id="and no receipt"),
        pytest.param(date(2023, 9, 5), False, None, id="nothing recorded, and no receipt"),
    ],
)
def test_a_report_is_in_the_state_to_which_its_life_led(
    dossier: Dossier, day: date, came: bool, state: ReportState | None
) -> None:
    report = attrs.evolve(dossier.reports[0], state=ReportState.ACCEPTED, history=ACCEPTED)
    submissions = dossier.submissions[:1] if came else ()
    found = known(attrs.evolve(dossier, reports=(report,), submissions=submissions), day).reports
    assert [one.state for one in found] == [state] * (state is not None)
    assert not [fault for one in found for fault in report_life_faults(one, file="x")]


def test_a_report_that_came_is_known_though_its_life_was_recorded_later(dossier: Dossier) -> None:
    late = tuple(attrs.evolve(event, recorded=SECOND) for event in ACCEPTED.events)
    report = attrs.evolve(
        dossier.reports[0], state=ReportState.ACCEPTED, history=History(events=late)
    )
    whole = attrs.evolve(dossier, reports=(report,), submissions=dossier.submissions[:1])
    (found,) = known(whole, FIRST).reports
    assert (found.state, found.history) == (ReportState.SUBMITTED, History())


def test_what_names_a_body_nobody_knew_is_not_there_either(dossier: Dossier) -> None:
    """Not its reports, though nobody says how they came, nor any other paper on it."""
    lost = BodyId("kawan-74-61")
    both = sent("s3", FIRST, "r1")
    basis = (Assumption(owner="uji", reason=Text(id="uji", en="test"), on=FIRST),)
    whole = attrs.evolve(
        dossier,
        submissions=(
            attrs.evolve(both, reports=(ReportId("r1"), ReportId("x"))),
            sent("s4", FIRST, "x"),
        ),
        successions=(Succession(id="alih", predecessors=(lost,), on=FIRST, basis=basis),),
        waivers=tuple(attrs.evolve(one, body=lost, on=FIRST) for one in dossier.waivers),
        work_plans=tuple(attrs.evolve(one, body=lost) for one in dossier.work_plans),
        judgements=tuple(
            attrs.evolve(one, report=ReportId("x"), on=FIRST) for one in dossier.judgements
        ),
        carried=(
            CarriedItem(id="1", kind=CarriedKind.FINDING, body=lost, text="x", first_year=2022),
        ),
        meetings=tuple(attrs.evolve(one, first=FIRST) for one in dossier.meetings),
        proceedings=(Proceedings(meeting="m", attending=(BodyId("kawan-74-60"), lost)),),
    )
    found = known(whole, date(2023, 9, 14))
    assert [body.id for body in found.bodies] == ["kawan-74-60"]
    assert [(item.id, item.reports) for item in found.submissions] == [("s3", ("r1",))]
    assert {report.body for report in found.reports} == {"kawan-74-60"}
    assert not (*found.successions, *found.waivers, *found.work_plans, *found.judgements)
    assert not found.carried
    assert [paper.attending for paper in found.proceedings] == [("kawan-74-60",)]
    assert len(known(whole, date(2023, 9, 15)).carried) == 1


@pytest.mark.parametrize(("days", "parent"), [(-1, None), (0, "nasional")])
def test_an_association_stands_under_one_that_was_known(
    dossier: Dossier, days: int, parent: str | None
) -> None:
    told = Event(name="pembentukan", effective=FIRST, recorded=SECOND, actor="x")
    national = attrs.evolve(association(), id=BodyId("nasional"), history=History(events=(told,)))
    below = attrs.evolve(association(), parent=national.id, history=History())
    whole = attrs.evolve(dossier, bodies=(national, below), reports=(), submissions=())
    found = known(attrs.evolve(whole, work_plans=()), SECOND + timedelta(days=days))
    (last,) = (body for body in found.bodies if body.id == below.id)
    assert isinstance(last, PerwiraPMI)
    assert last.parent == parent


@pytest.mark.parametrize(
    ("recorded", "day", "shown"),
    [
        pytest.param(None, date(2023, 9, 5), False, id="before it holds"),
        pytest.param(None, FIRST, True, id="nobody says when it was recorded"),
        pytest.param(SECOND, date(2023, 9, 19), False, id="not recorded yet"),
        pytest.param(SECOND, SECOND, True, id="recorded"),
    ],
)
def test_a_succession_is_known_once_it_is_recorded(
    dossier: Dossier, recorded: date | None, day: date, shown: bool
) -> None:
    basis = (Assumption(owner="uji", reason=Text(id="uji", en="test"), on=FIRST),)
    one = Succession(
        id="alih", predecessors=("kawan-74-60",), on=FIRST, recorded=recorded, basis=basis
    )
    found = known(attrs.evolve(dossier, successions=(one,)), day)
    assert (found.successions == (one,)) is shown
