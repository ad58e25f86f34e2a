"""How a unit is filled on a day, who supervises it, and what is odd about that."""

from datetime import date, timedelta
from fractions import Fraction

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmi_core.messages import Text
from pmi_core.programme import (
    Agreement,
    Appointment,
    Body,
    BodyId,
    DistrictCode,
    Division,
    Event,
    FaultyHistory,
    Filling,
    History,
    KawanPMI,
    Level,
    Noted,
    Open,
    PerwiraPMI,
    Role,
    VillageCode,
    check_structure,
    structure_of,
    supervisor_of,
)
from pmi_core.regulation import (
    PlaceCode,
    Provenance,
    ProvenanceStatus,
    Registry,
    load_edition,
    shipped_institutions,
    shipped_places,
    shipped_registry,
)
from tests.programme.bodies import INAUGURATED, appointment, event, unit

LAW = shipped_registry()
PLACES = shipped_places().with_edition(
    load_edition(
        b"code\tname\n32.60\tKab. Contoh 32-A\n",
        id="contoh",
        title=Text(id="Contoh", en="Example"),
        provenance=Provenance(status=ProvenanceStatus.ASSUMED, source="data rekaan"),
        file="contoh.tsv",
    )
)
NO_LAW = Registry(
    instruments=(),
    parameters=(
        attrs.evolve(
            LAW.parameter("jumlah_penggerak"),
            values=tuple(
                attrs.evolve(value, last=INAUGURATED - timedelta(days=1))
                for value in LAW.parameter("jumlah_penggerak").values
            ),
        ),
    ),
    layers=("contoh",),
)
DAY = date(2023, 12, 16)
CHAIR = appointment(1, Role.CHAIR)
SECRETARY = appointment(2, Role.SECRETARY)
DIVISIONS = tuple(
    appointment(number, division=division) for number, division in enumerate(Division, start=3)
)
FIVE = (CHAIR, SECRETARY, *DIVISIONS)
F, V, U = Filling.FILLED, Filling.VACANT, Filling.UNKNOWN
LEFT = attrs.evolve(CHAIR, last=DAY - timedelta(days=1))
ACTING = appointment(2, Role.ACTING_CHAIR, first=DAY)
UNDATED = attrs.evolve(CHAIR, first=None)


def filled(*appointments: Appointment) -> KawanPMI:
    return unit(appointments=appointments)


@pytest.mark.parametrize(
    ("appointments", "seats", "persons", "sized"),
    [
        (FIVE, (F, F, F, F, F), (5, 5), True),
        ((), (U, U, U, U, U), (0, None), None),
        ((CHAIR, SECRETARY), (F, F, V, V, V), (2, 2), False),
        ((LEFT, *FIVE[1:]), (V, F, F, F, F), (4, 4), False),
        ((LEFT, *FIVE[1:], ACTING), (F, F, F, F, F), (4, 4), False),
        ((attrs.evolve(CHAIR, last=DAY), *FIVE[1:]), (F, F, F, F, F), (5, 5), True),
        ((UNDATED, *FIVE[1:]), (U, F, F, F, F), (4, 5), None),
        ((UNDATED, *FIVE[1:], appointment(9, Role.ACTING_CHAIR)), (F, F, F, F, F), (5, 6), None),
        ((*FIVE, appointment(6)), (F, F, F, F, F), (6, 6), False),
        ((CHAIR, SECRETARY, appointment(6)), (F, F, U, U, U), (3, 3), False),
        ((CHAIR, DIVISIONS[0], appointment(6)), (F, V, F, U, U), (3, 3), False),
        ((CHAIR, appointment(6, last=DAY - timedelta(days=1))), (F, V, V, V, V), (1, 1), False),
    ],
    ids=[
        "five persons",
        "nobody on record",
        "chair and secretary only",
        "chair left the day before",
        "secretary acts as chair",
        "chair leaves that day",
        "chair since nobody knows when",
        "an acting chair beside one",
        "six persons",
        "one in a division nobody wrote down",
        "one of three divisions is told",
        "a member of no written division left",
    ],
)
def test_seats_are_filled_vacant_or_unknown(
    appointments: tuple[Appointment, ...],
    seats: tuple[Filling, ...],
    persons: tuple[int, int | None],
    sized: bool | None,
) -> None:
    found = structure_of(filled(*appointments), DAY, LAW)
    assert tuple(seat.filling for seat in found.seats) == seats
    assert (found.least, found.most) == persons
    assert found.sized_as_expected is sized
    assert found.seats_that_are(V) == tuple(s for s in found.seats if s.filling is V)


def test_a_structure_names_who_sits_where_by_id() -> None:
    found = structure_of(filled(UNDATED, *FIVE[1:], ACTING), DAY, LAW)
    chair, secretary, *divisions = found.seats
    assert (chair.role, chair.holders, chair.perhaps) == (Role.CHAIR, ("orang-2",), ("orang-1",))
    assert secretary.holders == ("orang-2",)
    assert [(one.division, one.holders) for one in divisions] == [
        (Division.INFORMATION, ("orang-3",)),
        (Division.ASSISTANCE, ("orang-4",)),
        (Division.PREVENTION, ("orang-5",)),
    ]


def test_who_serves_in_a_division_nobody_wrote_down_may_hold_any_empty_one() -> None:
    three = (appointment(6), appointment(7, first=None), DIVISIONS[0])
    seats = structure_of(filled(CHAIR, *three), DAY, LAW).seats
    assert [(seat.holders, seat.perhaps) for seat in seats[1:]] == [
        ((), ()),
        (("orang-3",), ()),
        ((), ("orang-6", "orang-7")),
        ((), ("orang-6", "orang-7")),
    ]


LIVES = {
    "none is told": ((), None),
    "active": ((event("pembentukan", INAUGURATED),), True),
    "dissolved": ((event("pembentukan", INAUGURATED), event("pembubaran", DAY, note="x")), False),
    "the day before": (
        (
            event("pembentukan", INAUGURATED),
            event("pembubaran", DAY + timedelta(days=1), note="x"),
        ),
        True,
    ),
}


@pytest.mark.parametrize(("events", "stands"), list(LIVES.values()), ids=list(LIVES))
def test_a_structure_says_whether_the_unit_stands(
    events: tuple[Event, ...], stands: bool | None
) -> None:
    found = structure_of(unit(*events, appointments=(CHAIR,)), DAY, LAW)
    assert found.stands is stands
    assert found.seats[0].filling is F, "seats are told as the appointments are"


def test_a_dissolution_nobody_knew_of_yet_does_not_count() -> None:
    late = DAY + timedelta(days=10)
    events = (event("pembentukan", INAUGURATED), event("pembubaran", DAY, late, note="x"))
    assert structure_of(unit(*events), DAY, LAW, known_on=DAY).stands is True
    assert structure_of(unit(*events), DAY, LAW, known_on=late).stands is False


def test_the_expected_size_is_the_parameter_s_on_that_day() -> None:
    found = structure_of(filled(*FIVE), DAY, LAW)
    assert found.expected is not None
    assert found.expected.value == Fraction(5)
    assert structure_of(filled(*FIVE), DAY, NO_LAW).sized_as_expected is None


def test_a_structure_is_read_from_lives_as_known_on_a_day() -> None:
    late = DAY + timedelta(days=10)
    history = History(
        events=(
            event("pengangkatan", INAUGURATED, note="x"),
            event("mulai_bertugas", INAUGURATED),
            event("pengunduran_diri", DAY, late, note="mengundurkan diri"),
        )
    )
    body = filled(attrs.evolve(CHAIR, history=history), *FIVE[1:])
    assert structure_of(body, DAY, LAW, known_on=DAY).seats[0].filling is F
    assert structure_of(body, DAY, LAW, known_on=late).seats[0].filling is V


@given(st.sets(st.sampled_from(FIVE)), st.sets(st.sampled_from(FIVE)))
def test_what_is_not_known_is_never_called_vacant(
    known: set[Appointment], undated: set[Appointment]
) -> None:
    some = (*known, *(attrs.evolve(one, first=None) for one in undated - known))
    found = structure_of(filled(*some), DAY, LAW)
    for seat, one in zip(found.seats, FIVE, strict=True):
        expected = F if one in known else U if one in undated or not some else V
        assert seat.filling is expected


def at(place: str | None, written: str | None) -> KawanPMI:
    code = None if place is None else PlaceCode(place)
    return attrs.evolve(unit(), place=code, supervisor=written)


SPRING = date(2024, 5, 13)


@pytest.mark.parametrize(
    ("place", "written", "agreement"),
    [
        ("18.01", "BP3MI Lampung", Agreement.SAME),
        ("18", "bp3mi lampung", Agreement.SAME),
        ("18.01", "BP3MI Banten", Agreement.DIFFERENT),
        ("18.01", "BP3MI Contoh 18", Agreement.UNKNOWN),
        ("18.01", None, Agreement.UNKNOWN),
        (None, "BP3MI Lampung", Agreement.UNKNOWN),
    ],
    ids=["same", "other case", "another office", "unknown name", "not written", "no place"],
)
def test_what_a_unit_wrote_is_compared_with_the_office_of_its_place(
    place: str | None, written: str | None, agreement: Agreement
) -> None:
    found = supervisor_of(at(place, written), SPRING)
    assert (found.agreement, found.written) == (agreement, written)
    office = None if found.answer.institution is None else found.answer.institution.id
    assert office == (None if place is None else "bp3mi-lampung")


def test_where_the_office_is_not_determined_only_another_can_be_told_apart() -> None:
    shipped = shipped_institutions()
    unsure = attrs.evolve(
        shipped,
        items=tuple(
            attrs.evolve(item, territory=None, seat=PlaceCode("18"))
            if item.id == "bp3mi-lampung"
            else item
            for item in shipped.items
        ),
    )
    own = supervisor_of(at("18.01", "BP3MI Lampung"), SPRING, institutions=unsure)
    assert own.agreement is Agreement.UNKNOWN
    other = supervisor_of(at("18.01", "BP3MI Banten"), SPRING, institutions=unsure)
    assert other.answer.institution is None
    assert other.agreement is Agreement.DIFFERENT
    (seen,) = [
        item
        for item in check_structure([at("18.01", "BP3MI Banten")], SPRING, LAW, institutions=unsure)
        if item.rule == "pembina"
    ]
    assert "BP3MI Lampung" in seen.verdict.what.id


def seen(*bodies: Body) -> list[tuple[str, str]]:
    found = check_structure(bodies, DAY, LAW, places=PLACES)
    return [(item.rule, type(item.verdict).__name__) for item in found]


SOUND = filled(*FIVE)


def areas(
    districts: int | None,
    villages: int | None,
    district_codes: str | None,
    village_codes: str | None,
) -> KawanPMI:
    return attrs.evolve(
        SOUND,
        districts=districts,
        villages=villages,
        district_codes=None
        if district_codes is None
        else tuple(map(DistrictCode, district_codes.split())),
        village_codes=None
        if village_codes is None
        else tuple(map(VillageCode, village_codes.split())),
    )


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (SOUND, []),
        (filled(), [("kursi_terisi", "Open")]),
        (
            filled(UNDATED, SECRETARY),
            [
                ("jumlah_penggerak", "Noted"),
                ("kursi_terisi", "Noted"),
                ("kursi_terisi", "Open"),
            ],
        ),
        (attrs.evolve(SOUND, place=None), [("tempat_tercatat", "Open")]),
        (attrs.evolve(SOUND, place=None, level=Level.NATIONAL), []),
        (attrs.evolve(SOUND, supervisor="BP3MI Lampung"), [("pembina", "Noted")]),
        (attrs.evolve(SOUND, supervisor="BP3MI Jawa Barat"), []),
        (areas(1, 2, "32.60.01", "32.60.01.2001 32.60.01.2002"), []),
        (areas(2, None, "32.60.01", None), [("jumlah_kecamatan", "Noted")]),
        (areas(None, 1, None, ""), [("jumlah_desa_kelurahan", "Noted")]),
        (areas(25, 351, None, None), []),
        (areas(None, None, "32.60.01", "32.60.02.2001"), [("desa_di_luar_kecamatan", "Noted")]),
    ],
    ids=[
        "sound",
        "nobody on record",
        "two persons, one undated",
        "no place",
        "national",
        "another supervisor",
        "its supervisor",
        "lists and counts agree",
        "more kecamatan than listed",
        "more desa than listed",
        "counts only",
        "a desa elsewhere",
    ],
)
def test_what_is_odd_is_noted_or_open_never_a_failing(
    body: Body, expected: list[tuple[str, str]]
) -> None:
    assert seen(body) == expected


def test_another_size_rests_on_the_parameter_s_basis() -> None:
    (note,) = [
        item
        for item in check_structure([filled(UNDATED, SECRETARY)], DAY, LAW)
        if item.rule == "jumlah_penggerak"
    ]
    assert note.basis == LAW.parameter("jumlah_penggerak").values[0].basis
    assert "1-2" in note.verdict.what.id
    (exact,) = [
        item
        for item in check_structure([filled(*FIVE, appointment(6))], DAY, LAW)
        if item.rule == "jumlah_penggerak"
    ]
    assert "memiliki 6 Penggerak" in exact.verdict.what.id


def perwira(name: str, level: Level, parent: str | None = None) -> PerwiraPMI:
    above = None if parent is None else BodyId(parent)
    place = None if level is Level.NATIONAL else PlaceCode("32")
    return PerwiraPMI(id=BodyId(name), name="Contoh", level=level, parent=above, place=place)


NATIONAL = perwira("nasional", Level.NATIONAL)


@pytest.mark.parametrize(
    ("bodies", "expected"),
    [
        ([NATIONAL, perwira("p", Level.PROVINCE, "nasional")], []),
        ([NATIONAL, perwira("p", Level.PROVINCE)], [("induk_perwira", ("p",))]),
        (
            [perwira("q", Level.PROVINCE), perwira("p", Level.PROVINCE)],
            [("induk_perwira", ("p", "q")), ("perwira_nasional", ("p", "q"))],
        ),
        ([NATIONAL], []),
        ([], []),
    ],
    ids=["under the national one", "under none", "no national one", "national only", "none"],
)
def test_a_missing_association_above_is_a_mere_note(
    bodies: list[PerwiraPMI], expected: list[tuple[str, tuple[str, ...]]]
) -> None:
    found = check_structure(bodies, DAY, LAW, places=PLACES)
    assert [(item.rule, item.bodies) for item in found] == expected
    assert all(isinstance(item.verdict, Noted) for item in found)


def test_who_no_longer_stands_is_not_looked_at() -> None:
    gone = unit(
        event("pembentukan", INAUGURATED), event("pembubaran", DAY, note="x"), appointments=()
    )
    assert check_structure([gone], DAY, LAW, places=PLACES) == ()
    (there,) = check_structure([gone], DAY - timedelta(days=1), LAW, places=PLACES)
    assert isinstance(there.verdict, Open)


@given(st.permutations([SOUND, NATIONAL, filled(), areas(2, None, "32.60.01", None)]))
def test_the_order_of_the_roll_does_not_matter(bodies: list[Body]) -> None:
    named = [attrs.evolve(body, id=BodyId(f"{seen(body)}")) for body in bodies]
    assert check_structure(named, DAY, LAW) == check_structure(named[::-1], DAY, LAW)


IMPOSSIBLE = (event("pembubaran", INAUGURATED, note="x"), event("pembubaran", DAY, note="x"))


def test_lives_that_cannot_have_been_are_named_all_at_once() -> None:
    bad = attrs.evolve(unit(*IMPOSSIBLE), id=BodyId("rusak-1"))
    served = attrs.evolve(CHAIR, history=History(events=IMPOSSIBLE))
    worse = attrs.evolve(filled(served), id=BodyId("rusak-2"))
    with pytest.raises(FaultyHistory) as problem:
        check_structure([bad, SOUND, worse], DAY, LAW, places=PLACES)
    named = [fault.message.partition(": ")[0] for fault in problem.value.faults]
    assert sorted(named) == ["rusak-1", "rusak-2"]


@pytest.mark.parametrize("place", ["99.99", "32.61", "bukan kode"])
def test_an_unknown_place_is_open_and_the_others_are_looked_at(place: str) -> None:
    lost = attrs.evolve(SOUND, id=BodyId("hilang"), place=PlaceCode(place))
    found = check_structure([lost, filled(CHAIR)], DAY, LAW, places=PLACES)
    (unknown,) = [item for item in found if item.rule == "tempat_tercatat"]
    assert (unknown.bodies, type(unknown.verdict)) == (("hilang",), Open)
    assert place in unknown.verdict.what.id
    assert {item.rule for item in found if item.bodies == (unit().id,)} == {
        "jumlah_penggerak",
        "kursi_terisi",
    }


def test_before_the_first_edition_nobody_can_say_that_a_place_is_none() -> None:
    found = check_structure([SOUND], date(2010, 1, 1), LAW)
    assert "tempat_tercatat" not in {item.rule for item in found}
