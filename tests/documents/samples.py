"""A small round for the tests of this folder: two units, an association, notes of several kinds."""

from datetime import date
from typing import Any

import attrs

from pmi_core.documents import Bundle, Exporter, bundle_of
from pmi_core.evaluation import review, shipped_policies, shipped_rulebooks
from pmi_core.messages import Language, Text
from pmi_core.planning import draft_plan
from pmi_core.programme import Aspect, Phase, Programme, ReportKind, Role, ServiceArea
from pmi_core.regulation import (
    Period,
    Places,
    Provenance,
    ProvenanceStatus,
    load_edition,
    shipped_places,
    shipped_registry,
)
from pmi_core.reporting import (
    Cover,
    Decision,
    DecisionOutcome,
    Dossier,
    DossierHead,
    Expense,
    ExpenseKind,
    Formulation,
    Meeting,
    MeetingKind,
    ParticipantCategory,
    Proceedings,
    Proposal,
    Recommendation,
    Report,
    ReportMedium,
    Waiver,
)
from tests.reporting.samples import AUGUST, EDITION, association, monthly, province_unit, unit

NOTE = Text(id="Daftar badan rekaan.", en="The roll is invented.")


def edition_places() -> Places:
    edition = load_edition(
        EDITION.encode(),
        id="contoh",
        title=Text(id="Contoh", en="Example"),
        provenance=Provenance(status=ProvenanceStatus.ASSUMED, source="rekaan"),
        file="contoh.tsv",
    )
    return shipped_places().with_edition(edition)


def august() -> Report:
    """Late, with a cost nobody proved and a sum that is wrong."""
    cost = Expense(kind=ExpenseKind.TRANSPORT, amount=50_000)
    return attrs.evolve(
        monthly("lap-08"),
        cover=Cover(period=AUGUST, signer_role=Role.SECRETARY),
        expenses=(cost, cost),
        total_expenses=90_000,
        recommendations=(Recommendation(text="Agar dibina"),),
        first_received_on=date(2023, 9, 20),
    )


def scanned() -> Report:
    report = monthly("lap-09", body="kawan-74-61")
    return attrs.evolve(report, medium=ReportMedium.SCAN)


def papers() -> Proceedings:
    proposals = tuple(
        Proposal(id=f"usulan-{number}", category=ParticipantCategory.PENGGIAT, text="Mohon dibantu")
        for number in (1, 2)
    )
    formulation = Formulation(
        id="rumusan-1",
        proposals=("usulan-1",),
        subjects=(Programme.PERWIRA_PMI,),
        text=Text(id="=Pendampingan usaha", en="=Business mentoring"),
        success_measure=Text(id="Jumlah usaha", en="Number of businesses"),
        unit=Text(id="usaha", en="businesses"),
        target=40,
        owner="BP2MI",
        service_area=ServiceArea.PROTECTION,
        phase=Phase.AFTER,
        aspect=Aspect.ECONOMIC,
    )
    decided = Decision(id="kep-1", formulation="rumusan-1", outcome=DecisionOutcome.ADOPTED)
    return Proceedings(
        meeting="rapat",
        attending=(unit().id,),
        proposals=proposals,
        formulations=(formulation,),
        decisions=(decided,),
    )


def meeting() -> Meeting:
    return Meeting(
        id="rapat",
        kind=MeetingKind.RAKERNAS,
        title=Text(id="Rapat", en="Meeting"),
        first=date(2023, 12, 16),
        last=date(2023, 12, 18),
        venue="Jakarta",
        plan_year=2024,
        provenance=Provenance(status=ProvenanceStatus.REPORTED, source="siaran pers"),
    )


def dossier(**changes: Any) -> Dossier:
    head = DossierHead(
        id="contoh",
        title=Text(id="Putaran contoh", en="Example round"),
        as_of=date(2023, 12, 18),
        since_formation_until=date(2023, 12, 16),
        invented=True,
        note=NOTE,
    )
    other = attrs.evolve(unit("kawan-74-61", "74.61"), name="Kawan PMI Kab. Contoh 74-B")
    waiver = Waiver(
        body=other.id,
        kind=ReportKind.MONTHLY,
        period=Period.parse("2023-09"),
        approver="BP3MI Contoh 74",
        reason="Bencana",
        on=date(2023, 9, 30),
    )
    given: dict[str, Any] = {
        "head": head,
        "places": edition_places(),
        "bodies": (unit(), other, province_unit(), association()),
        "reports": (august(), scanned()),
        "waivers": (waiver,),
        "meetings": (meeting(),),
        "proceedings": (papers(),),
    }
    return Dossier(**{**given, **changes})


def bundle(language: Language = Language.ID, **changes: Any) -> Bundle:
    """The bundle of the dossier, with changes to its fields."""
    given = dossier(**changes)
    books, law = shipped_rulebooks(), shipped_registry()
    found = review(given, books, shipped_policies()[0], registry=law)
    plan = draft_plan(found, given, books)
    return bundle_of(given, found, plan, books, registry=law, language=language)


def outputs(exporter: Exporter, made: Bundle) -> dict[str, str]:
    """An exporter's files as text, by name."""
    return {output.name: output.data.decode() for output in exporter.export(made)}
