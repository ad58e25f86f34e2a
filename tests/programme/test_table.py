"""A lifecycle in print: every state a row, every basis with its status in the cell."""

from datetime import date, timedelta

import pytest

from pmi_core.messages import Language
from pmi_core.programme import (
    ActivityKind,
    find_lifecycle,
    proposal_for,
    proposed_division,
    shipped_tasks,
    table,
    table_head,
)
from pmi_core.regulation import (
    Assumption,
    PlaceCode,
    ProvenanceStatus,
    best_standing,
    check_basis,
    shipped_registry,
)
from pmi_core.reporting import known_lifecycles
from tests.programme.contoh import CHANGED, CONTOH

ON = date(2024, 3, 1)


@pytest.mark.parametrize("name", list(known_lifecycles()))
@pytest.mark.parametrize("language", Language)
def test_every_state_has_a_row_and_every_step_its_basis(name: str, language: Language) -> None:
    lifecycle = known_lifecycles()[name]
    definition = lifecycle.on(ON)
    rows = table(lifecycle, shipped_registry(), on=ON, language=language)
    assert {row[0].split(" (")[0] for row in rows} >= {
        state.label.in_(language).split(" (")[0] for state in definition.states
    }
    assert len(rows) == sum(len(t.sources) for t in definition.transitions) + sum(
        state.terminal for state in definition.states
    )
    for row in rows:
        assert len(row) == len(table_head(language))
        assert all(row)
        assert row[1:] == ("—",) * 5 or (row[4].endswith("]") and row[5])


def test_a_cell_says_what_its_basis_is_worth() -> None:
    rows = table(find_lifecycle("kawan-pmi"), shipped_registry(), on=ON)
    (inauguration,) = [row for row in rows if row[:2] == ("Dibentuk", "Pengukuhan (pengukuhan)")]
    assert inauguration[2] == (
        "Keputusan tercatat [asumsi; dicatat saja];"
        " Pakta integritas ditandatangani [asumsi; dicatat saja]"
    )
    assert inauguration[4] == "BP2MI [asumsi]"
    assert inauguration[5].endswith("22 Juli 2023 [diberitakan]")
    assert rows[-1] == ("Dibubarkan (keadaan akhir)", *("—",) * 5)


def test_what_an_assumption_completes_is_not_taken_for_what_a_source_says() -> None:
    rows = table(find_lifecycle("anggota"), shipped_registry(), on=ON)
    (joining,) = [row for row in rows if row[1] == "Pendaftaran (pendaftaran)"]
    assert joining[2] == "PMI atau keluarganya [naskah dilihat + asumsi; dicatat saja]"
    assert joining[4] == "Calon anggota [asumsi]"


def test_a_cell_says_whether_a_condition_refuses() -> None:
    rows = table(find_lifecycle("kawan-pmi"), shipped_registry(), on=ON, language=Language.EN)
    (suspended,) = [row for row in rows if row[:2] == ("active", "suspension (penangguhan)")]
    assert suspended[2] == "a reason is recorded [assumed; refuses]"


def test_a_basis_is_worth_less_before_its_day() -> None:
    before = table(find_lifecycle("kawan-pmi"), shipped_registry(), on=date(2023, 1, 1))
    (inauguration,) = [row for row in before if row[:2] == ("Dibentuk", "Pengukuhan (pengukuhan)")]
    assert inauguration[5].endswith("[analogi]")


@pytest.mark.parametrize(
    ("day", "states"),
    [
        (CHANGED - timedelta(days=1), {"asal", "dibentuk", "aktif", "istirahat", "teruji"}),
        (CHANGED, {"asal", "dibentuk", "berjalan", "tertunda", "teruji"}),
    ],
    ids=["the day before", "the day"],
)
def test_the_version_of_the_day_is_printed(day: date, states: set[str]) -> None:
    rows = table(CONTOH, shipped_registry(), on=day)
    assert {row[0] for row in rows} == {*states, "selesai (keadaan akhir)"}


def test_the_conditions_of_a_step_are_those_of_its_own_lifecycle() -> None:
    rows = table(CONTOH, shipped_registry(), on=CHANGED - timedelta(days=1))
    (resumed,) = [row for row in rows if row[:2] == ("istirahat", "lanjut (lanjut)")]
    assert resumed[2] == "contoh [asumsi; menolak]; contoh [asumsi; menolak]"


def test_tasks_of_divisions_come_from_one_meeting_and_hold_elsewhere_by_analogy() -> None:
    registry = shipped_registry()
    tasks = [task for task in shipped_tasks() if task.division is not None]
    assert len({task.id for task in shipped_tasks()}) == len(shipped_tasks())
    for task in tasks:
        day = date(2024, 6, 1)
        at_home = best_standing(task.basis, registry, on=day, place=PlaceCode("18"))
        elsewhere = best_standing(task.basis, registry, on=day, place=PlaceCode("32"))
        assert at_home is ProvenanceStatus.REPORTED
        assert elsewhere is ProvenanceStatus.ANALOGY


def test_a_task_of_a_division_says_what_its_source_says() -> None:
    meeting = shipped_registry().instrument("rakernis-lampung-2024-05-13")
    words = {f"tugas-kawan-{item.key}": item.text for item in meeting.items}
    assert all(words[task.id] == task.text for task in shipped_tasks() if task.division)


def test_every_basis_of_tasks_and_proposals_can_be_cited() -> None:
    registry = shipped_registry()
    bases = [basis for task in shipped_tasks() for basis in task.basis]
    bases += [basis for kind in ActivityKind for basis in proposal_for(kind).basis]
    assert [fault for basis in bases for fault in check_basis(basis, registry)] == []


@pytest.mark.parametrize("kind", list(ActivityKind))
def test_what_a_kind_of_activity_suggests_rests_on_an_assumption(kind: ActivityKind) -> None:
    proposal = proposal_for(kind)
    assert proposal.kind is kind
    assert any(isinstance(basis, Assumption) for basis in proposal.basis)
    assert proposal.evidence
    assert bool(proposal.phases) == bool(proposal.aspects) == bool(proposal.services)


def test_the_activity_of_a_task_belongs_to_its_division_or_to_none() -> None:
    for task in shipped_tasks():
        if task.activity is not None:
            assert proposed_division(task.activity) in (None, task.division)
