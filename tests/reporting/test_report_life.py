"""The report's own life: from draft to acceptance, what is advice, and what is no state."""

from datetime import date, timedelta

import attrs
import pytest

from pmi_core.messages import Language
from pmi_core.programme import (
    MET,
    Definition,
    Event,
    History,
    Open,
    Role,
    TransitionRefused,
    Unmet,
    Verdict,
    advance,
    allowed,
    check_lifecycle,
    shipped_lifecycles,
    state_on,
)
from pmi_core.regulation import Assumption, ProvenanceStatus, best_standing, shipped_registry
from pmi_core.reporting import (
    Cover,
    Report,
    ReportFacts,
    ReportState,
    flat_state,
    known_lifecycles,
    report_life_faults,
    report_lifecycle,
)
from tests.reporting.samples import monthly

DUE = date(2024, 8, 7)
LIFE = report_lifecycle()
TABLE: Definition = LIFE.versions[0]


def step(name: str, day: date = DUE, *, note: str | None = None) -> Event:
    return Event(name=name, effective=day, recorded=day, actor="BP3MI Contoh 32", note=note)


def life(*names: str) -> History:
    steps = (step(name, DUE + timedelta(days=n), note="uji") for n, name in enumerate(names))
    return History(events=tuple(steps))


def verdict(name: str, facts: ReportFacts, event: Event | None = None) -> Verdict:
    return LIFE.guards[name].check(facts, event or step("penyampaian"))


def test_every_lifecycle_is_known_by_its_name() -> None:
    assert list(known_lifecycles()) == sorted([*shipped_lifecycles(), "laporan"])
    assert len(known_lifecycles()) == 9  # the eight, and that of an appointment elsewhere
    assert known_lifecycles()["laporan"] is report_lifecycle()
    assert check_lifecycle(LIFE) is LIFE


def test_a_report_goes_from_draft_to_evaluation() -> None:
    way = ("penyusunan", "penyampaian", "verifikasi", "penerimaan", "evaluasi")
    states = ("konsep", "disampaikan", "diverifikasi", "diterima", "dinilai")
    history = History()
    for number, (name, state) in enumerate(zip(way, states, strict=True)):
        day = DUE + timedelta(days=number)
        history, _ = advance(LIFE, history, step(name, day))
        assert state_on(LIFE, history, day).value == state


def test_talking_it_over_with_the_team_is_advice_and_no_duty() -> None:
    possible = {item.transition.event for item in allowed(LIFE, life("penyusunan"), DUE)}
    assert possible == {"pembahasan", "penyampaian"}
    discussion = TABLE.transition("pembahasan", "konsep")
    assert discussion is not None
    assert "(saran)" in discussion.label.id
    law = shipped_registry()
    worth = best_standing(discussion.basis, law, on=date(2023, 12, 16), place=None)
    assert worth is ProvenanceStatus.ANALOGY


def test_being_late_or_payable_is_no_state() -> None:
    assert not {"terlambat", "dapat_dibayar"} & {state.value for state in TABLE.states}


@pytest.mark.parametrize("state", ["dikembalikan", "diterima"])
def test_what_was_returned_or_accepted_is_mended_by_the_next_revision_only(state: str) -> None:
    leaving = {item.event for item in TABLE.leaving(state)}
    assert leaving == {"perbaikan"} | ({"evaluasi"} if state == "diterima" else set())


def test_a_return_gives_its_reason() -> None:
    with pytest.raises(TransitionRefused) as caught:
        advance(LIFE, life("penyampaian"), step("pengembalian", DUE + timedelta(days=1)))
    assert [condition.name for condition in caught.value.unmet] == ["alasan_dicatat"]


@pytest.mark.parametrize(
    ("received", "met"),
    [(DUE - timedelta(days=1), True), (DUE, True), (DUE + timedelta(days=1), False)],
    ids=["the day before", "the day itself", "the day after"],
)
def test_what_is_submitted_was_received_by_that_day(received: date, met: bool) -> None:
    facts = ReportFacts(report=attrs.evolve(monthly(), first_received_on=received))
    found = verdict("penerimaan_tercatat", facts)
    assert (found is MET) is met
    assert met or isinstance(found, Unmet)


@pytest.mark.parametrize(
    ("cover", "words"),
    [
        (Cover(signer_role=Role.CHAIR), None),
        (Cover(signer_role=Role.ACTING_CHAIR), None),
        (Cover(signer_role=Role.SECRETARY), "Laporan ditandatangani oleh Sekretaris."),
        (Cover(), "Penanda tangan laporan belum diketahui."),
        (None, "Penanda tangan laporan belum diketahui."),
    ],
    ids=["chair", "acting chair", "secretary", "nobody named", "no cover"],
)
def test_another_signer_than_the_chair_is_a_note_and_no_refusal(
    cover: Cover | None, words: str | None
) -> None:
    found = verdict(
        "ditandatangani_ketua", ReportFacts(report=attrs.evolve(monthly(), cover=cover))
    )
    if words is None:
        assert found is MET
    else:
        assert isinstance(found, Open)
        assert found.what.in_(Language.ID) == words


@pytest.mark.parametrize(
    ("revisions", "met"), [((1,), False), ((1, 2), True), ((), False)], ids=str
)
def test_a_report_is_replaced_by_a_later_revision(revisions: tuple[int, ...], met: bool) -> None:
    found = verdict(
        "revisi_berikutnya_tercatat", ReportFacts(report=monthly(), revisions=revisions)
    )
    assert (found is MET) is met
    assert met or isinstance(found, Unmet)


@pytest.mark.parametrize(
    "name", ["penerimaan_tercatat", "ditandatangani_ketua", "revisi_berikutnya_tercatat"]
)
@pytest.mark.parametrize("facts", [ReportFacts(), ReportFacts(report=monthly())], ids=["", "bare"])
def test_what_nobody_knows_is_open(name: str, facts: ReportFacts) -> None:
    bare = facts.report
    unknown = None if bare is None else attrs.evolve(bare, first_received_on=None, cover=None)
    assert isinstance(verdict(name, ReportFacts(report=unknown)), Open)


def test_every_condition_is_asked_and_rests_on_an_assumption() -> None:
    asked = {name for item in TABLE.transitions for name in item.guards}
    assert asked == set(LIFE.guards)
    for guard in LIFE.guards.values():
        assert any(isinstance(basis, Assumption) for basis in guard.basis)


@pytest.mark.parametrize(
    ("names", "state"),
    [
        ((), None),
        (("penyusunan",), ReportState.DRAFT),
        (("penyusunan", "pembahasan"), ReportState.DRAFT),
        (("penyampaian",), ReportState.SUBMITTED),
        (("penyampaian", "pengembalian"), ReportState.RETURNED),
        (("penyampaian", "pengembalian", "perbaikan"), ReportState.RETURNED),
        (("penyampaian", "verifikasi"), ReportState.VERIFIED),
        (("penyampaian", "penerimaan"), ReportState.ACCEPTED),
        (("penyampaian", "penerimaan", "perbaikan"), ReportState.ACCEPTED),
        (("penyampaian", "penerimaan", "evaluasi"), ReportState.ACCEPTED),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, tuple) else "",
)
def test_the_desks_word_follows_from_the_history(
    names: tuple[str, ...], state: ReportState | None
) -> None:
    assert flat_state(life(*names)) is state


def faults(made: Report) -> list[tuple[str, str]]:
    found = report_life_faults(made, file="laporan.json")
    return [(fault.code, f"{fault.file} {fault.pointer}") for fault in found]


def test_a_state_that_the_history_contradicts_is_a_fault() -> None:
    accepted = attrs.evolve(
        monthly(), state=ReportState.ACCEPTED, history=life("penyampaian", "penerimaan")
    )
    assert faults(accepted) == []
    assert faults(attrs.evolve(accepted, state=ReportState.VERIFIED)) == [
        ("state-differs", "laporan.json /state")
    ]
    assert faults(attrs.evolve(accepted, history=History())) == []


def test_a_history_no_report_can_have_is_a_fault() -> None:
    broken = attrs.evolve(monthly(), history=life("penerimaan"))
    assert faults(broken) == [("impossible-event", "laporan.json /history/events/0/name")]
