"""What shows only over a round: envelopes, photos, complaints, places as typed, people."""

from datetime import date, timedelta
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmi_core.messages import Text
from pmi_core.programme import (
    Appointment,
    Body,
    BodyId,
    Event,
    History,
    Identities,
    IdentityEvent,
    IdentityKind,
    KawanPMI,
    Level,
    Person,
    PersonId,
    ReportKind,
    Role,
)
from pmi_core.regulation import Period, PlaceCode, shipped_places, shipped_registry
from pmi_core.reporting import (
    Activity,
    ActivityId,
    CarriedItem,
    CarriedKind,
    Channel,
    Complaint,
    Cover,
    Dossier,
    DossierFacts,
    DossierHead,
    Evidence,
    EvidenceKind,
    Narrative,
    Report,
    ReportId,
    ReportState,
    Submission,
    SubmissionId,
    dossier_facts,
)
from pmi_core.reporting.dossier import with_receipts

START = date(2023, 7, 22)
DAY = date(2023, 12, 18)
ONE, TWO = BodyId("kawan-1"), BodyId("kawan-2")
MONTHS = tuple(Period.parse(f"2023-{month:02}") for month in range(8, 12))


def serving(number: int, first: date | None = START) -> Appointment:
    person = Person(id=PersonId(f"orang-{number}"), name="Orang Contoh")
    return Appointment(person=person, role=Role.MEMBER, first=first)


def unit(name: BodyId, *people: Appointment, place: str | None = "32.04") -> KawanPMI:
    return KawanPMI(
        id=name,
        name="Contoh",
        level=Level.REGENCY,
        place=None if place is None else PlaceCode(place),
        appointments=people,
    )


def report(body: BodyId, month: int, **more: Any) -> Report:
    return Report(
        id=ReportId(f"lap-{body}-{month}-r{more.get('revision', 1)}"),
        body=body,
        kind=ReportKind.MONTHLY,
        period=MONTHS[month],
        **more,
    )


def received(name: str, day: date, *reports: Report) -> Submission:
    return Submission(
        id=SubmissionId(name),
        channel=Channel.POST,
        reports=tuple(one.id for one in reports),
        received_on=day,
    )


def round_of(
    *reports: Report, on: date = DAY, bodies: tuple[Body, ...] = (), **more: Any
) -> Dossier:
    head = DossierHead(id="contoh", title=Text(id="Contoh", en="Example"), as_of=on)
    dossier = Dossier(
        head=head,
        places=shipped_places(),
        bodies=bodies or (unit(ONE), unit(TWO)),
        reports=reports,
        **more,
    )
    return with_receipts(dossier)


def facts(*reports: Report, on: date = DAY, **more: Any) -> DossierFacts:
    return dossier_facts(round_of(*reports, on=on, **more), on, shipped_registry())


def photographed(body: BodyId, month: int, *hashes: str, kind: EvidenceKind) -> Report:
    files = tuple(Evidence(kind=kind, sha256=digest) for digest in hashes)
    return report(body, month, activities=(Activity(id=ActivityId("k1"), evidence=files),))


def photos(*reports: Report) -> list[tuple[str | None, int | None, int | None]]:
    return [(one.sha256, one.units, one.months) for one in facts(*reports).photos]


def test_an_envelope_counts_the_months_of_each_unit() -> None:
    three = [report(ONE, month) for month in range(3)]
    pair = [report(ONE, 3), report(TWO, 3)]
    submissions = (
        received("s-1", date(2023, 11, 3), *three),
        received("s-2", date(2023, 12, 4), *pair),
    )
    rows = facts(*three, *pair, submissions=submissions).envelopes
    assert [(one.submission, one.body, one.months) for one in rows] == [
        ("s-1", ONE, 3),
        ("s-2", ONE, 1),
        ("s-2", TWO, 1),
    ]


def test_revisions_that_come_together_are_no_new_months() -> None:
    first = [report(ONE, month) for month in range(2)]
    again = [report(ONE, month, revision=2) for month in range(2)]
    submissions = (
        received("s-1", date(2023, 9, 4), first[0]),
        received("s-2", date(2023, 10, 4), first[1]),
        received("s-3", date(2023, 10, 20), *again),
    )
    rows = facts(*first, *again, submissions=submissions).envelopes
    assert [(one.submission, one.months) for one in rows] == [("s-1", 1), ("s-2", 1)]


def test_a_revision_in_an_envelope_is_no_month_more_of_the_envelope_or_of_its_reports() -> None:
    august, september = report(ONE, 0), report(ONE, 1)
    again = report(ONE, 0, revision=2)
    submissions = (
        received("s-1", date(2023, 9, 4), august),
        received("s-2", date(2023, 10, 4), again, september),
    )
    dossier = round_of(august, again, september, submissions=submissions)
    rows = dossier_facts(dossier, DAY, shipped_registry()).envelopes
    assert [(one.submission, one.months) for one in rows] == [("s-1", 1), ("s-2", 1)]
    assert {one.months_in_envelope for one in dossier.reports} == {1}


def test_reports_of_other_kinds_are_no_months_of_an_envelope() -> None:
    other = attrs.evolve(report(ONE, 0), kind=ReportKind.SINCE_FORMATION)
    assert facts(other, submissions=(received("s-1", DAY, other),)).envelopes == ()


def told(body: BodyId, month: int, activities: str | None, **more: Any) -> Report:
    return report(body, month, narrative=Narrative(activities=activities, **more))


def test_narratives_of_one_period_are_one_where_their_words_are() -> None:
    reports = (
        told(ONE, 0, "Sosialisasi di desa."),
        told(TWO, 0, " sosialisasi  di\nDesa. "),
        told(ONE, 1, "Sosialisasi di desa."),
        told(TWO, 1, "Pendampingan."),
        told(ONE, 2, None, foreword="Kata pengantar"),
        told(TWO, 2, " ", foreword="Kata pengantar"),
        report(ONE, 3),
    )
    rows = facts(*reports).narratives
    assert sorted((str(one.period), len(one.reports), one.units or 0) for one in rows) == [
        ("2023-08", 2, 2),
        ("2023-09", 1, 1),
        ("2023-09", 1, 1),
        ("2023-10", 1, 0),
        ("2023-10", 1, 0),
        ("2023-11", 1, 0),
    ]
    assert {one.units for one in rows if str(one.period) in {"2023-10", "2023-11"}} == {None}


PHOTO, LOGO = EvidenceKind.PHOTO, EvidenceKind.LOGO


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        pytest.param((ONE, 0), (1, 1), id="the same report alone"),
        pytest.param((ONE, 1), (1, 2), id="another month"),
        pytest.param((TWO, 0), (2, 1), id="another unit"),
        pytest.param((TWO, 1), (2, 1), id="another unit, another month"),
    ],
)
def test_a_photo_counts_units_and_the_months_of_one_unit(
    second: tuple[BodyId, int], expected: tuple[int, int]
) -> None:
    first = photographed(ONE, 0, "aa", kind=PHOTO)
    other = photographed(*second, "aa", kind=PHOTO)
    reports = {one.id: one for one in (first, other)}
    assert photos(*reports.values()) == [("aa", *expected)]


def test_logos_do_not_count_nor_does_a_photo_without_a_hash() -> None:
    logos = [photographed(body, 0, "aa", kind=LOGO) for body in (ONE, TWO)]
    assert photos(*logos) == []
    bare = Activity(id=ActivityId("k1"), evidence=(Evidence(kind=PHOTO),))
    assert photos(report(ONE, 0, activities=(bare,))) == []


def test_a_report_that_tells_no_photos_is_a_row_of_its_own() -> None:
    assert photos(report(ONE, 0)) == [(None, None, None)]


def test_only_the_newest_revision_that_was_handed_in_counts() -> None:
    old = photographed(ONE, 0, "aa", kind=PHOTO)
    new = attrs.evolve(report(ONE, 0, revision=2), activities=())
    draft = attrs.evolve(photographed(ONE, 1, "aa", kind=PHOTO), state=ReportState.DRAFT)
    assert photos(old, new, draft) == []


def test_monthly_reports_alone_are_asked_for_photos_and_complaints() -> None:
    other = attrs.evolve(report(ONE, 0), kind=ReportKind.SEMESTER)
    found = facts(other)
    assert (found.photos, found.complaints) == ((), ())


def test_complaints_are_told_one_by_one() -> None:
    days = (date(2023, 8, 1), date(2023, 8, 8))
    told = report(
        ONE,
        0,
        complaints=(
            Complaint(received_on=days[0], forwarded_on=days[1]),
            Complaint(received_on=days[0]),
            Complaint(forwarded_on=days[1]),
        ),
    )
    rows = facts(told, report(TWO, 0), report(TWO, 1, complaints=())).complaints
    assert [(one.body, one.number, one.forwarded, one.days) for one in rows] == [
        (ONE, 1, True, 7),
        (ONE, 2, False, None),
        (ONE, 3, True, None),
        (TWO, None, None, None),
    ]


def test_what_the_last_round_left_open_is_there_as_it_was_carried() -> None:
    item = CarriedItem(id="r-1", kind=CarriedKind.RECOMMENDATION, text="Contoh", first_year=2022)
    assert facts(carried=(item,)).carried == (item,)


@pytest.mark.parametrize(
    ("place", "day", "valid"),
    [
        pytest.param("32.04", DAY, [True], id="in force"),
        pytest.param("91.01", date(2022, 6, 1), [True], id="before Papua was parted"),
        pytest.param("91.01", DAY, [False], id="after"),
        pytest.param("32.04", date(2022, 2, 13), [None], id="before the first edition"),
        pytest.param(None, DAY, [], id="no place"),
    ],
)
def test_a_place_is_valid_by_the_edition_of_the_day(
    place: str | None, day: date, valid: list[bool | None]
) -> None:
    rows = facts(on=day, bodies=(unit(ONE, place=place),)).places
    assert [one.valid for one in rows] == valid


def test_a_body_that_does_not_exist_that_day_is_not_there() -> None:
    formed = Event(name="pengukuhan", effective=DAY, recorded=DAY, actor="BP2MI")
    later = attrs.evolve(unit(ONE, serving(1)), history=History(events=(formed,)))
    before = facts(on=DAY - timedelta(days=1), bodies=(later,))
    assert (before.places, before.persons) == ((), ())
    assert len(facts(bodies=(later,)).places) == 1


TYPED: list[tuple[str, bool | None, tuple[str, ...]]] = [
    ("Kab. Bandung", True, ("32.04",)),
    (" Kab. Pangkep ", True, ("73.10",)),
    ("Bandung", False, ("32.04", "32.73")),
    ("73.10", True, ("73.10",)),
    ("73.1", False, ("73.10",)),
    ("91.01", False, ("93.01",)),
]


@pytest.mark.parametrize(("text", "clear", "candidates"), TYPED, ids=[row[0] for row in TYPED])
def test_a_place_as_typed_is_told_with_candidates_and_never_resolved(
    text: str, clear: bool | None, candidates: tuple[str, ...]
) -> None:
    rows = facts(report(ONE, 0, cover=Cover(place_as_typed=text))).typed_places
    (row,) = rows
    assert (row.pointer, row.text) == ("/cover/place_as_typed", text)
    assert row.clear is clear
    assert set(candidates) <= set(row.candidates)


def test_a_hall_is_no_region_and_activities_are_read_too() -> None:
    activities = (
        Activity(id=ActivityId("k1"), place_as_typed="Balai desa Contoh 12 (rekaan)"),
        Activity(id=ActivityId("k2"), place_as_typed="Bandung"),
        Activity(id=ActivityId("k3")),
    )
    rows = facts(report(ONE, 0, activities=activities)).typed_places
    assert [one.pointer for one in rows] == ["/activities/1/place_as_typed"]


def test_outside_the_editions_no_code_is_right_or_wrong() -> None:
    period = Period.parse("2022-01")
    old = attrs.evolve(report(ONE, 0, cover=Cover(place_as_typed="32.04")), period=period)
    assert [one.clear for one in facts(old).typed_places] == [None]


def persons(*bodies: Body, **more: Any) -> list[tuple[str, int | None]]:
    return [(one.person, one.units) for one in facts(bodies=bodies, **more).persons]


def test_one_person_in_two_units_is_counted_and_namesakes_stay_apart() -> None:
    assert persons(unit(ONE, serving(1)), unit(TWO, serving(1), serving(2))) == [
        ("orang-1", 2),
        ("orang-2", 1),
    ]


def test_persons_who_were_found_to_be_one_are_one() -> None:
    event = IdentityEvent(
        kind=IdentityKind.MERGE,
        persons=frozenset({PersonId("orang-1"), PersonId("orang-2")}),
        effective=START,
        recorded=START,
        actor="BP3MI Contoh",
        reason="alamat sama",
    )
    bodies = unit(ONE, serving(1)), unit(TWO, serving(2))
    assert persons(*bodies, identities=Identities(events=(event,))) == [("orang-1", 2)]
    both = (unit(ONE, serving(1, None), serving(2)),)
    assert persons(*both, identities=Identities(events=(event,))) == [("orang-1", 1)]


@pytest.mark.parametrize(
    ("firsts", "units"),
    [
        pytest.param((START, START), 2, id="surely in both"),
        pytest.param((START, None), None, id="perhaps in the second"),
        pytest.param((None, START), None, id="perhaps in the first"),
        pytest.param((None,), 1, id="perhaps in the only one"),
    ],
)
def test_whoever_may_serve_elsewhere_is_not_counted_twice(
    firsts: tuple[date | None, ...], units: int | None
) -> None:
    names = (ONE, TWO)
    bodies = (unit(name, serving(1, first)) for name, first in zip(names, firsts, strict=False))
    assert persons(*bodies) == [("orang-1", units)]


def test_an_empty_round_says_nothing() -> None:
    head = DossierHead(id="contoh", title=Text(id="Contoh", en="Example"), as_of=DAY)
    empty = Dossier(head=head, places=shipped_places())
    assert dossier_facts(empty, DAY, shipped_registry()) == DossierFacts(id="contoh")


@given(st.permutations([photographed(ONE, month, "aa", "bb", kind=PHOTO) for month in range(3)]))
def test_the_order_of_reports_does_not_matter(order: list[Report]) -> None:
    assert facts(*order) == facts(*sorted(order, key=lambda one: one.id))
