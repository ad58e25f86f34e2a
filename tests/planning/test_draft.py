"""From a review to a draft plan: every note goes somewhere, and nothing is invented."""

from datetime import date
from fractions import Fraction

import attrs
import pytest

from pmi_core import codec
from pmi_core.errors import NotFound
from pmi_core.evaluation import Review, Route, review, shipped_policies, shipped_rulebooks
from pmi_core.messages import Text
from pmi_core.planning import (
    FOUR_MONTHLY,
    PLAN_KIND,
    ActionPlan,
    FundSource,
    OriginKind,
    PlanState,
    draft_plan,
    route_notes,
)
from pmi_core.programme import (
    Aspect,
    Body,
    ObstacleKind,
    Phase,
    Programme,
    ReportKind,
    ServiceArea,
)
from pmi_core.regulation import (
    LawPack,
    ParameterKey,
    Period,
    Provenance,
    ProvenanceStatus,
    Registry,
    layer,
    shipped_places,
    shipped_registry,
)
from pmi_core.reporting import (
    Cover,
    Decision,
    DecisionOutcome,
    Dossier,
    DossierHead,
    Formulation,
    Meeting,
    MeetingKind,
    Obstacle,
    ParticipantCategory,
    Proceedings,
    Proposal,
    Report,
)
from tests.reporting.samples import association, monthly, unit

BOOKS = shipped_rulebooks()
(POLICY,) = shipped_policies()
WORDS = Text(id="kata", en="words")
UNITS: tuple[Body, ...] = tuple(unit(f"kawan-74-6{n}", "74.71") for n in range(5))


def dossier(*reports: Report, **parts: object) -> Dossier:
    head = DossierHead(id="contoh", title=WORDS, as_of=date(2023, 9, 1), invented=True)
    bare = Dossier(head=head, places=shipped_places(), bodies=(*UNITS, association()))
    return attrs.evolve(bare, reports=reports, **parts)  # type: ignore[arg-type]


def report(number: int, *, late: bool = False, wrong_cover: bool = False) -> Report:
    day = date(2023, 9, 20) if late else date(2023, 9, 5)
    cover = Cover(period=Period.parse("2023-09" if wrong_cover else "2023-08"))
    return attrs.evolve(
        monthly(f"lap-{number}", body=f"kawan-74-6{number}"), first_received_on=day, cover=cover
    )


def drafted(given: Dossier, law: Registry | None = None) -> tuple[Review, ActionPlan]:
    found = review(given, BOOKS, POLICY, registry=law)
    return found, draft_plan(found, given, BOOKS)


def test_what_is_systemic_becomes_an_item_and_the_rest_goes_where_it_can_be_mended() -> None:
    given = dossier(
        report(0, late=True),
        report(1, late=True),
        report(2, wrong_cover=True),
        report(3),
        report(4),
    )
    found, plan = drafted(given)
    assert [(item.code, item.subject, item.origins[0].id) for item in plan.items] == [
        ("KWN-01", Programme.KAWAN_PMI, "kawan-bulanan/LAP-03")
    ]
    routed = {(r.report, r.criterion, r.route, r.answered_by) for r in route_notes(found, plan)}
    assert routed == {
        ("lap-0", "LAP-03", Route.NATIONAL, "KWN-01"),
        ("lap-1", "LAP-03", Route.NATIONAL, "KWN-01"),
        ("lap-2", "LAP-02", Route.UNIT, None),
    }


def test_every_note_is_routed_answered_or_excepted() -> None:
    given = dossier(report(0, late=True), *(report(n) for n in range(1, 5)))
    found, plan = drafted(given)
    notes = [note for item in found.judged for note in item.evaluation.notes]
    routed = route_notes(found, plan)
    assert len(routed) == len(notes) == 1
    assert (routed[0].route, routed[0].answered_by, routed[0].excepted_by) == (
        Route.UNIT,
        None,
        "KCL-01",
    )
    (exception,) = plan.exceptions
    assert (exception.notes, exception.until, exception.approver) == (1, date(2024, 12, 31), None)
    assert exception.reason.id
    assert exception.reason.en


def test_targets_close_the_gap_in_equal_steps() -> None:
    given = dossier(report(0, late=True), report(1, late=True), *(report(n) for n in (2, 3, 4)))
    found = review(given, BOOKS, POLICY)
    plan = draft_plan(found, given, BOOKS, checkpoints=FOUR_MONTHLY)
    (item,) = plan.items
    assert item.baseline == Fraction(3, 5)
    assert [(str(t.checkpoint), t.value) for t in item.targets] == [
        ("B04", Fraction(11, 15)),
        ("B08", Fraction(13, 15)),
        ("B12", Fraction(1)),
    ]
    assert item.source_of_funds is FundSource.UNBUDGETED


@pytest.mark.parametrize(("named", "items"), [(1, 0), (2, 1)])
def test_an_obstacle_is_national_when_enough_bodies_name_it(named: int, items: int) -> None:
    hindered = (Obstacle(kind=ObstacleKind.FUNDS, follow_up="diusulkan"),)
    reports = [attrs.evolve(report(n), obstacles=hindered if n < named else ()) for n in range(5)]
    _, plan = drafted(dossier(*reports))
    found = [item for item in plan.items if item.origins[0].kind is OriginKind.OBSTACLE]
    assert len(found) == items


def test_reports_that_say_nothing_of_obstacles_are_no_denominator() -> None:
    hindered = (Obstacle(kind=ObstacleKind.OFFICE, follow_up="diusulkan"),)
    named = [attrs.evolve(report(n), obstacles=hindered) for n in (0, 1)]
    _, plan = drafted(dossier(*named, report(2), report(3)))
    (item,) = plan.items
    assert item.baseline == 0


def test_one_body_alone_is_no_national_matter() -> None:
    _, plan = drafted(dossier(report(0, late=True)))
    assert plan.items == ()


def test_arrears_are_national_when_enough_reports_are_missing() -> None:
    head = attrs.evolve(dossier().head, as_of=date(2023, 9, 7))
    _, some = drafted(dossier(*(report(n) for n in range(4)), head=head))
    _, many = drafted(dossier(*(report(n) for n in range(3)), head=head))
    assert [item.origins[0].kind for item in some.items] == []
    assert [item.origins[0].kind for item in many.items] == [OriginKind.ARREARS]


def test_without_a_threshold_in_force_nothing_is_systemic() -> None:
    registry = shipped_registry()
    limit = registry.parameter(ParameterKey("ambang_sistemik"))
    gone = attrs.evolve(limit, values=(attrs.evolve(limit.values[0], first=date(2030, 1, 1)),))
    others = tuple(p for p in registry.parameters if p.key != limit.key)
    law = attrs.evolve(registry, parameters=(*others, gone))
    hindered = (Obstacle(kind=ObstacleKind.FUNDS),)
    head = attrs.evolve(dossier().head, as_of=date(2023, 12, 18))
    _, plan = drafted(
        dossier(attrs.evolve(report(0, late=True), obstacles=hindered), head=head), law
    )
    assert plan.items == ()


PAPERS = Proceedings(
    meeting="rakernas",
    proposals=tuple(
        Proposal(id=f"u{n}", category=ParticipantCategory.PENGGIAT, country="HK", text=f"usul {n}")
        for n in (1, 2, 3)
    ),
    formulations=(
        Formulation(
            id="r1",
            proposals=("u1", "u2"),
            subjects=(Programme.KAWAN_PMI, Programme.PERWIRA_PMI),
            text=WORDS,
            success_measure=WORDS,
            unit=WORDS,
            target=8,
            owner="Direktorat Contoh",
            service_area=ServiceArea.PROTECTION,
            phase=Phase.DURING,
            aspect=Aspect.SOCIAL,
        ),
    ),
    decisions=(Decision(id="k1", formulation="r1", outcome=DecisionOutcome.ADOPTED),),
)
MEETING = Meeting(
    id="rakernas",
    kind=MeetingKind.RAKERNAS,
    title=WORDS,
    first=date(2023, 12, 16),
    last=date(2023, 12, 18),
    venue="Jakarta",
    plan_year=2026,
    provenance=Provenance(status=ProvenanceStatus.REPORTED, source="uji"),
)


def test_an_adopted_formulation_becomes_an_item_for_each_of_its_subjects() -> None:
    _, plan = drafted(dossier(meetings=(MEETING,), proceedings=(PAPERS,)))
    assert [(item.code, item.owner) for item in plan.items] == [
        ("KWN-01", "Direktorat Contoh"),
        ("PWR-01", "Direktorat Contoh"),
    ]
    assert [origin.chain for origin in plan.items[0].origins] == [
        ("u1", "r1", "k1"),
        ("u2", "r1", "k1"),
    ]
    assert plan.untraced == ("u3",)
    assert [str(target.value) for target in plan.items[0].targets] == ["2", "4", "6", "8"]
    assert not plan.items[0].share


def test_the_year_is_the_meetings_or_the_next_one() -> None:
    assert drafted(dossier(meetings=(MEETING,)))[1].year == 2026
    assert drafted(dossier())[1].year == 2024


def test_a_draft_says_in_its_title_that_it_is_no_official_document() -> None:
    _, plan = drafted(dossier())
    assert "KONSEP, bukan dokumen resmi" in plan.title.id
    assert plan.state is PlanState.DRAFT
    assert plan.invented
    assert plan.assumption.owner == "pmi_core"


def test_a_plan_survives_its_stored_form() -> None:
    _, plan = drafted(dossier(report(0, late=True), proceedings=(PAPERS,)))
    assert codec.load_document(codec.dump_document(plan, PLAN_KIND), PLAN_KIND) == plan


def test_every_item_has_a_basis_that_the_registry_can_cite() -> None:
    _, plan = drafted(dossier(report(0, late=True), proceedings=(PAPERS,)))
    assert all(item.basis for item in plan.items)


def test_a_pack_that_raises_the_threshold_takes_items_out_of_the_national_plan() -> None:
    registry = shipped_registry()
    limit = registry.parameter(ParameterKey("ambang_sistemik"))
    raised = attrs.evolve(limit, values=(attrs.evolve(limit.values[0], value=Fraction(1, 2)),))
    law = layer(registry, LawPack(id="uji", title=limit.label, parameters=(raised,)))
    given = dossier(report(0, late=True), report(1, late=True), *(report(n) for n in (2, 3, 4)))
    assert len(drafted(given)[1].items) == 1
    assert drafted(given, law)[1].items == ()


def test_a_review_of_unknown_rulebooks_cannot_be_planned() -> None:
    given = dossier(report(0, late=True))
    found = review(given, BOOKS, POLICY)
    with pytest.raises(NotFound, match="kawan-bulanan"):
        draft_plan(found, given, [book for book in BOOKS if book.rulebook.id != "kawan-bulanan"])
    assert ReportKind.MONTHLY in {item.evaluation.kind for item in found.judged}
