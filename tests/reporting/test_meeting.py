"""From usulan to rumusan to keputusan: nothing gets lost on the way."""

from pmi_core.messages import Text
from pmi_core.programme import Aspect, Phase, Programme, ServiceArea
from pmi_core.reporting import (
    Decision,
    DecisionOutcome,
    Formulation,
    ParticipantCategory,
    Proceedings,
    Proposal,
    adopted,
    untraced,
)


def proposal(name: str) -> Proposal:
    return Proposal(
        id=name, category=ParticipantCategory.PENGGIAT, country="HK", text="usulan", invented=True
    )


def formulation(name: str, *proposals: str) -> Formulation:
    return Formulation(
        id=name,
        proposals=proposals,
        subjects=(Programme.KAWAN_PMI,),
        text=Text(id="rumusan", en="formulation"),
        success_measure=Text(id="jumlah", en="number"),
        unit=Text(id="unit", en="unit"),
        target=8,
        owner="BP2MI",
        service_area=ServiceArea.PROTECTION,
        phase=Phase.DURING,
        aspect=Aspect.LEGAL,
    )


PAPERS = Proceedings(
    meeting="rakernas-2023",
    proposals=(proposal("u1"), proposal("u2"), proposal("u3")),
    formulations=(formulation("r1", "u1", "u2"), formulation("r2", "u1"), formulation("r3", "u1")),
    decisions=(
        Decision(id="k1", formulation="r1", outcome=DecisionOutcome.ADOPTED),
        Decision(id="k2", formulation="r2", outcome=DecisionOutcome.DEFERRED),
    ),
)


def test_only_what_the_plenary_adopted_becomes_an_item() -> None:
    assert [found.id for found in adopted(PAPERS)] == ["r1"]


def test_a_proposal_merged_into_a_formulation_is_traced_and_one_without_is_shown() -> None:
    assert [found.id for found in untraced(PAPERS)] == ["u3"]
