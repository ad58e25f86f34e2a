"""A dossier whose files all parse fits together, or every fault names its file and its place."""

import json
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import attrs
import pytest

from pmi_core.errors import FaultyDossier
from pmi_core.programme import KINDS as PROGRAMME_KINDS
from pmi_core.programme import (
    Appointment,
    History,
    Identities,
    Person,
    PersonId,
    Role,
    same_person,
)
from pmi_core.regulation import shipped_registry
from pmi_core.reporting import KINDS, known, read_dossier
from tests.reporting.samples import JULY, association, bless, monthly, unit, write_folder

VERSIONS = {kind.name: kind.schema for kind in (*PROGRAMME_KINDS, *KINDS)}
DAY = "2023-09-06"
TWO = {"id": "Rapat", "en": "Meeting"}
SENT: Mapping[str, Any] = {"id": "s", "channel": "surel", "reports": ["lap-08"], "received_on": DAY}
PLAN: Mapping[str, Any] = {
    "body": "kawan-74-60",
    "period": "2023-08",
    "items": [{"id": "b1", "day": "2023-08-09"}],
}
CARRIED: Mapping[str, Any] = {"id": "c", "kind": "temuan", "text": "rekaan", "first_year": 2022}
JUDGED: Mapping[str, Any] = {
    "criterion": "LAP-15",
    "report": "lap-08",
    "answer": "ya",
    "evaluator": "BP3MI",
    "level": "bp3mi",
    "on": DAY,
}
WAIVED: Mapping[str, Any] = {
    "body": "kawan-74-60",
    "kind": "bulanan",
    "period": "2023-08",
    "approver": "BP3MI",
    "reason": "rekaan",
    "on": DAY,
}
MEETING: Mapping[str, Any] = {
    "id": "rapat",
    "kind": "rakernas",
    "title": TWO,
    "first": "2023-12-16",
    "last": "2023-12-18",
    "venue": "Gedung contoh",
    "plan_year": 2024,
    "provenance": {"status": "asumsi", "source": "rekaan"},
}
PRESS = {"cite": "siaran-pers-rakernas-2023"}
FORMULATION: Mapping[str, Any] = {
    "id": "r1",
    "proposals": [],
    "subjects": ["kawan_pmi"],
    "text": TWO,
    "success_measure": TWO,
    "unit": TWO,
    "target": 1,
    "owner": "BP3MI",
    "service_area": "pelindungan",
    "phase": "sebelum_bekerja",
    "aspect": "hukum",
}
SUCCESSION: Mapping[str, Any] = {
    "id": "alih",
    "predecessors": ["kawan-74-60"],
    "on": DAY,
    "basis": [PRESS],
}

ASSOCIATION: Mapping[str, Any] = {"id": "perwira-99", "name": "Contoh", "level": "kabkota"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    reports = (monthly("lap-07", period=JULY), monthly("lap-08"))
    return write_folder(tmp_path / "dosir", (unit(), association()), reports)


def put(folder: Path, name: str, kind: str, value: Mapping[str, Any]) -> None:
    text = json.dumps({"schema": VERSIONS[kind], **value})
    (folder / name).write_text(text, encoding="utf-8")


def items(*values: Mapping[str, Any]) -> dict[str, Any]:
    return {"items": list(values)}


def places_of(folder: Path) -> list[tuple[str, str, str]]:
    bless(folder)
    with pytest.raises(FaultyDossier) as caught:
        read_dossier(folder)
    return [(fault.file, fault.pointer, fault.code) for fault in caught.value.faults]


def refused(folder: Path) -> str:
    bless(folder)
    with pytest.raises(FaultyDossier) as caught:
        read_dossier(folder)
    return str(caught.value)


def change(folder: Path, name: str, **fields: Any) -> None:
    value = json.loads((folder / name).read_text(encoding="utf-8"))
    (folder / name).write_text(json.dumps({**value, **fields}), encoding="utf-8")


@pytest.mark.parametrize(
    ("fields", "pointer", "code"),
    [
        ({"body": "kawan-74-99"}, "/body", "dangling"),
        ({"revision": 3}, "/revision", "revision-gap"),
        ({"first_received_on": DAY}, "/first_received_on", "stated-receipt"),
        ({"months_in_envelope": 1}, "/months_in_envelope", "stated-receipt"),
        ({"period": "2023-Q3"}, "/period", "period-kind"),
        ({"activities": [{"id": "a"}, {"id": "a"}]}, "/activities/1/id", "duplicate-id"),
        (
            {
                "activities": [{"id": "a"}],
                "expenses": [
                    {"kind": "lainnya", "amount": 0},
                    {"kind": "lainnya", "amount": 1, "activity": "a"},
                    {"kind": "lainnya", "amount": 1, "activity": "b"},
                ],
            },
            "/expenses/2/activity",
            "dangling",
        ),
    ],
)
def test_a_report_names_its_fault(
    folder: Path, fields: dict[str, Any], pointer: str, code: str
) -> None:
    change(folder, "reports/lap-07.json", **fields)
    assert places_of(folder) == [("reports/lap-07.json", pointer, code)]


def test_an_expense_of_a_report_that_lists_no_activity_dangles(folder: Path) -> None:
    line = {"kind": "lainnya", "amount": 1, "activity": "a"}
    change(folder, "reports/lap-07.json", expenses=[line])
    assert places_of(folder) == [("reports/lap-07.json", "/expenses/0/activity", "dangling")]


def test_an_id_given_again_names_both_places(folder: Path) -> None:
    change(folder, "reports/lap-07.json", id="lap-08")
    told = refused(folder)
    assert "reports/lap-08.json /id: report 'lap-08' is given again" in told
    assert "already stands in reports/lap-07.json /id" in told


@pytest.mark.parametrize(
    ("kind", "value", "pointer", "code"),
    [
        ("submissions", items({**SENT, "reports": ["lap-08", "x"]}), "/items/0/reports/1", ""),
        ("submissions", items(SENT, SENT), "/items/1/id", "duplicate-id"),
        ("waivers", items({**WAIVED, "body": "x"}), "/items/0/body", ""),
        ("judgements", items(JUDGED, {**JUDGED, "report": "x"}), "/items/1/report", ""),
        ("carried", items({**CARRIED, "body": "x"}), "/items/0/body", ""),
        ("carried", items(CARRIED, CARRIED), "/items/1/id", "duplicate-id"),
        (
            "successions",
            items({**SUCCESSION, "predecessors": ["x"]}),
            "/items/0/predecessors/0",
            "",
        ),
        ("successions", items({**SUCCESSION, "successors": ["x"]}), "/items/0/successors/0", ""),
        ("successions", items(SUCCESSION, SUCCESSION), "/items/1/id", "duplicate-id"),
        (
            "perwira-pmi",
            {**ASSOCIATION, "boards": [{}, {"id": "papan-1"}, {"id": "kawan-74-60"}]},
            "/boards/2/id",
            "duplicate-id",
        ),
        ("perwira-pmi", {**ASSOCIATION, "parent": "x"}, "/parent", "dangling"),
        ("perwira-pmi", {**ASSOCIATION, "place": "74"}, "/place", "level-place"),
        (
            "successions",
            items({**SUCCESSION, "basis": [PRESS, {"cite": "uu-99-2099"}]}),
            "/items/0/basis/1",
            "unknown-instrument",
        ),
        (
            "successions",
            items({**SUCCESSION, "basis": [{"cite": "perban-bp2mi-1-2022", "at": "Pasal 999"}]}),
            "/items/0/basis/0",
            "unseen-article",
        ),
        (
            "work-plans",
            {"body": "kawan-74-60", "plans": [PLAN, {**PLAN, "body": "x"}]},
            "/plans/1/body",
            "",
        ),
        (
            "work-plans",
            {"body": "kawan-74-60", "plans": [PLAN, PLAN]},
            "/plans/1/version",
            "duplicate-id",
        ),
        ("meeting", {**MEETING, "place": "31.99"}, "/place", "unknown-place"),
        (
            "meeting",
            {**MEETING, "legal_bases": ["perban-bp2mi-1-2022", "perban-bp2mi-1-2021"]},
            "/legal_bases/1",
            "unknown-instrument",
        ),
        (
            "meeting",
            {**MEETING, "participants": [{"category": "penggiat", "basis": [{"cite": "x"}]}]},
            "/participants/0/basis/0",
            "unknown-instrument",
        ),
        (
            "meeting",
            {
                **MEETING,
                "participants": [
                    {"category": "penggiat", "countries": ["HK", "QQ"], "basis": [PRESS]}
                ],
            },
            "/participants/0/countries/1",
            "unknown-country",
        ),
        ("proceedings", {"meeting": "x"}, "/meeting", ""),
    ],
)
def test_every_other_document_names_its_fault(
    folder: Path, kind: str, value: Mapping[str, Any], pointer: str, code: str
) -> None:
    name = "submissions.json" if kind == "submissions" else "lain.json"
    put(folder, name, kind, value)
    assert places_of(folder) == [(name, pointer, code or "dangling")]


def test_the_papers_of_a_meeting_refer_to_each_other(folder: Path) -> None:
    put(folder, "rapat.json", "meeting", MEETING)
    proposal = {"id": "u1", "category": "penggiat", "text": "rekaan"}
    paper = {
        "meeting": "rapat",
        "attending": ["kawan-74-60", "x"],
        "proposals": [proposal, {**proposal, "id": "u2", "country": "Atlantis"}],
        "formulations": [{**FORMULATION, "proposals": ["u1", "u9"]}],
        "decisions": [
            {"id": "k1", "formulation": "r1", "outcome": "disetujui"},
            {"id": "k2", "formulation": "r9", "outcome": "ditunda"},
        ],
    }
    put(folder, "kertas.json", "proceedings", paper)
    assert places_of(folder) == [
        ("kertas.json", "/attending/1", "dangling"),
        ("kertas.json", "/decisions/1/formulation", "dangling"),
        ("kertas.json", "/formulations/0/proposals/1", "dangling"),
        ("kertas.json", "/proposals/1/country", "unknown-country"),
    ]


def test_two_meetings_of_one_id_are_refused(folder: Path) -> None:
    put(folder, "a.json", "meeting", MEETING)
    put(folder, "b.json", "meeting", MEETING)
    assert places_of(folder) == [("b.json", "/id", "duplicate-id")]


def test_a_planned_activity_names_an_item_of_any_version_where_there_is_a_plan(
    folder: Path,
) -> None:
    later = {**PLAN, "version": 2, "items": [{"id": "b2", "day": "2023-08-10"}]}
    put(folder, "rencana.json", "work-plans", {"body": "kawan-74-60", "plans": [PLAN, later]})
    done = [{"id": "a"}, *({"id": name, "plan_item": name} for name in ("b1", "b2", "b3"))]
    change(folder, "reports/lap-08.json", activities=done)
    change(folder, "reports/lap-07.json", activities=done)  # nobody brought the plan of July
    assert places_of(folder) == [("reports/lap-08.json", "/activities/3/plan_item", "dangling")]


def test_an_unknown_place_offers_every_candidate(folder: Path) -> None:
    change(folder, "bodies/kawan-74-60.json", place="74.1")
    told = refused(folder)
    assert told.startswith("bodies/kawan-74-60.json /place: no edition of the place codes has")
    assert "candidates: 74.10 [unknown-place]" in told
    change(folder, "bodies/kawan-74-60.json", place="32.99")
    assert "candidates: 32, 32.01, 32.02, 32.03, 32.04" in refused(folder)


def test_a_name_nearly_right_is_offered(folder: Path) -> None:
    change(folder, "reports/lap-07.json", body="kawan-74-6O")
    assert "did you mean 'kawan-74-60'?" in refused(folder)


def test_a_succession_may_name_boards(folder: Path) -> None:
    boards = [{"id": "kepengurusan-1", "last": DAY}, {"id": "kepengurusan-2"}]
    put(folder, "perwira.json", "perwira-pmi", {**ASSOCIATION, "boards": boards})
    named = {"predecessors": ["kepengurusan-1"], "successors": ["kepengurusan-2"]}
    put(folder, "alih.json", "successions", items({**SUCCESSION, **named}))
    bless(folder)
    (read,) = read_dossier(folder).successions
    assert read.successors == ("kepengurusan-2",)


def test_a_receipt_that_is_stated_says_where_it_belongs(folder: Path) -> None:
    change(folder, "reports/lap-07.json", first_received_on=DAY)
    assert "leave first_received_on out: it is computed from submissions.json" in refused(folder)


def test_citations_are_looked_up_in_the_registry_that_is_given(folder: Path) -> None:
    put(folder, "alih.json", "successions", items(SUCCESSION))
    bless(folder)
    law = shipped_registry()
    without = attrs.evolve(
        law, instruments=tuple(item for item in law.instruments if item.id != PRESS["cite"])
    )
    assert read_dossier(folder).successions
    with pytest.raises(FaultyDossier, match="unknown-instrument"):
        read_dossier(folder, registry=without)


KNOWN: Mapping[str, Any] = {
    "kind": "penyatuan",
    "persons": ["orang-1", "orang-2"],
    "effective": DAY,
    "recorded": DAY,
    "actor": "BP3MI",
    "reason": "rekaan",
}
DECISION: Mapping[str, Any] = {
    "kind": "penyatuan",
    "persons": ["orang-1", "orang-x"],
    "effective": DAY,
    "recorded": DAY,
    "actor": "BP3MI",
    "reason": "rekaan",
}


@pytest.fixture
def served(tmp_path: Path) -> Path:
    """A folder whose unit has two persons."""
    people = tuple(
        Appointment(person=Person(id=PersonId(f"orang-{n}"), name="Contoh"), role=Role.MEMBER)
        for n in (1, 2)
    )
    bodies = (attrs.evolve(unit(), appointments=people), association())
    return write_folder(tmp_path / "dosir", bodies, ())


@pytest.mark.parametrize(
    ("events", "pointer", "code"),
    [
        ([DECISION], "/events/0/persons", "dangling"),
        (
            [{**KNOWN, "kind": "pembatalan", "persons": [], "withdraws": 1}],
            "/events/0/withdraws",
            "nothing-to-withdraw",
        ),
    ],
    ids=["a stranger", "nothing to withdraw"],
)
def test_a_decision_on_persons_fits_the_dossier(
    served: Path, events: list[Mapping[str, Any]], pointer: str, code: str
) -> None:
    put(served, "identities.json", "identities", {"events": events})
    assert places_of(served) == [("identities.json", pointer, code)]


def test_decisions_on_persons_lie_in_one_file_and_are_read(served: Path) -> None:
    put(served, "identities.json", "identities", {"events": [KNOWN]})
    bless(served)
    read = read_dossier(served)
    assert same_person(read.identities, PersonId("orang-1"), PersonId("orang-2"))
    day = date.fromisoformat(DAY)
    assert known(read, day).identities == read.identities
    assert known(read, day - timedelta(days=1)).identities == Identities()
    put(served, "more.json", "identities", {"events": []})
    assert places_of(served) == [("more.json", "", "duplicate")]


@pytest.mark.parametrize(("day", "late"), [("2023-12-18", False), ("2023-12-19", True)])
def test_nothing_is_recorded_after_the_day_of_the_dossier(
    folder: Path, day: str, late: bool
) -> None:
    step = {"name": "penyampaian", "effective": DAY, "recorded": day, "actor": "Ketua"}
    change(folder, "reports/lap-08.json", history={"events": [step]})
    bodies = f"bodies/{unit().id}.json"
    steps = json.loads((folder / bodies).read_text(encoding="utf-8"))["history"]["events"]
    more = {"name": "penangguhan", "effective": day, "recorded": day, "actor": "x", "note": "x"}
    change(folder, bodies, history={"events": [*steps, more]})
    if late:
        # A file that cannot be read whole keeps the others from being held against each other.
        assert [code for _, _, code in places_of(folder)] == ["recorded-later"]
    else:
        bless(folder)
        read = read_dossier(folder)
        report = next(one for one in read.reports if one.id == "lap-08")
        before = known(read, date(2023, 12, 17))
        assert report.history is not None
        assert all(one.history in (None, History()) for one in before.reports)


@pytest.mark.parametrize(
    ("fields", "pointer", "code"),
    [
        ({"businesses": ["u-2"]}, "/developments/0/businesses/0", "dangling"),
        ({}, "/developments/1/id", "duplicate-id"),
    ],
    ids=["business", "twice"],
)
def test_a_development_names_a_business_of_its_association_and_itself_once(
    folder: Path, fields: Mapping[str, Any], pointer: str, code: str
) -> None:
    done = {
        "id": "kb-1",
        "purpose": "memperluas_jejaring",
        "first": DAY,
        "recorded": DAY,
        "what": "rekaan",
    }
    business = {"id": "u-1", "name": "Contoh", "stage": "gagasan"}
    file = f"bodies/{association().id}.json"
    twice = [{**done, "businesses": ["u-1"], **fields}, *([done] if code == "duplicate-id" else [])]
    change(folder, file, businesses=[business], developments=twice)
    assert places_of(folder) == [(file, pointer, code)]
