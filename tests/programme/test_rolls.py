"""Across bodies: who or what stands where only one may stand, on which days, and what is open."""

import re
import tomllib
from collections.abc import Iterable
from datetime import date, timedelta
from importlib import resources

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmi_core.messages import Language
from pmi_core.programme import (
    KKBM,
    MET,
    Appointment,
    AppointmentDecree,
    Board,
    BoardMember,
    Body,
    BodyId,
    DecreeId,
    Division,
    Event,
    Facts,
    FaultyHistory,
    History,
    KawanPMI,
    Level,
    Noted,
    Observation,
    Open,
    Person,
    PersonId,
    PerwiraPMI,
    Role,
    Unmet,
    check_lifecycle,
    check_roll,
    find_lifecycle,
    shipped_guards,
)
from pmi_core.programme.tenures import tenure_of
from pmi_core.regulation import Assumption, PlaceCode
from pmi_core.testing import days, valid
from tests.programme.bodies import INAUGURATED, appointment, event
from tests.programme.spans import spans

ON, LAST = date(2023, 10, 1), date(2023, 9, 30)
ACTIVE = (event("pengukuhan", INAUGURATED), event("mulai_bertugas", INAUGURATED))
# What decrees have to say is the subject of test_decrees.
ABOUT_DECREES = {"tanpa_keputusan", "tercakup_keputusan"}


def kawan(
    name: str = "a",
    *people: Appointment,
    events: tuple[Event, ...] = ACTIVE,
    place: str | None = "32.60",
    level: Level = Level.REGENCY,
) -> KawanPMI:
    return KawanPMI(
        id=BodyId(f"kawan-{name}"),
        name="Kawan PMI Contoh",
        level=level,
        place=None if place is None else PlaceCode(place),
        appointments=people,
        history=History(events=events),
    )


def kkbm(name: str = "a", level: Level = Level.VILLAGE) -> KKBM:
    return KKBM(
        id=BodyId(f"kkbm-{name}"),
        name="KKBM Contoh",
        level=level,
        place=PlaceCode("32.60"),
        history=History(events=(event("pengukuhan", INAUGURATED),)),
    )


def perwira(
    name: str = "a",
    *boards: Board,
    events: tuple[Event, ...] = (event("pengukuhan", INAUGURATED),),
    level: Level = Level.PROVINCE,
    people: tuple[Appointment, ...] = (),
) -> PerwiraPMI:
    return PerwiraPMI(
        id=BodyId(f"perwira-{name}"),
        name="Perwira PMI Contoh",
        level=level,
        boards=boards,
        appointments=people,
        history=History(events=events),
    )


def board(
    first: date | None = INAUGURATED,
    last: date | None = None,
    *people: tuple[int, Role],
    events: tuple[Event, ...] = (),
) -> Board:
    pengurus = tuple(
        BoardMember(person=Person(id=PersonId(f"orang-{n}"), name="Orang Contoh"), role=role)
        for n, role in people
    )
    return Board(first=first, last=last, pengurus=pengurus, history=History(events=events))


def look(*bodies: Body, on: date = ON, known_on: date | None = None) -> list[Observation]:
    return [o for o in check_roll(bodies, on, known_on=known_on) if o.rule not in ABOUT_DECREES]


def told(found: Iterable[Observation]) -> list[tuple[str, str]]:
    return [(item.rule, type(item.verdict).__name__) for item in found]


CHAIR, ACTING, SECRETARY = Role.CHAIR, Role.ACTING_CHAIR, Role.SECRETARY
LATER = date(2023, 8, 15)
SUSPENDED = (*ACTIVE, event("penangguhan", LATER, note="contoh"))
DISSOLVED = (*ACTIVE, event("pembubaran", LATER, note="contoh"))

# What is on record on 1 October 2023, and what an official is told.
CASES: list[tuple[str, tuple[Body, ...], list[tuple[str, str]]]] = [
    ("one unit in a region", (kawan("a"),), []),
    ("two in one region", (kawan("a"), kawan("b")), [("satu_unit_aktif", "Unmet")]),
    ("two regions", (kawan("a"), kawan("b", place="32.61")), []),
    ("two levels", (kawan("a"), kawan("b", level=Level.PROVINCE)), []),
    (
        "another kind of body",
        (kawan("a"), attrs.evolve(perwira("a"), place=PlaceCode("32.60"))),
        [],
    ),
    (
        "two villages in one kabupaten",
        (kkbm("a"), kkbm("b")),
        [],
    ),
    (
        "two kecamatan in one kabupaten",
        (kkbm("a", Level.DISTRICT), kkbm("b", Level.DISTRICT)),
        [],
    ),
    (
        "two of a kabupaten itself",
        (kkbm("a", Level.REGENCY), kkbm("b", Level.REGENCY)),
        [("satu_unit_aktif", "Unmet")],
    ),
    (
        "two of a province",
        (
            kawan("a", place="32", level=Level.PROVINCE),
            kawan("b", place="32", level=Level.PROVINCE),
        ),
        [("satu_unit_aktif", "Unmet")],
    ),
    ("no region on record", (kawan("a", place=None), kawan("b", place=None)), []),
    (
        "two for the whole country",
        (perwira("a", level=Level.NATIONAL), perwira("b", level=Level.NATIONAL)),
        [("satu_unit_aktif", "Unmet")],
    ),
    (
        "the other is only proposed",
        (kawan("a"), kawan("b", events=(event("pengusulan", LATER),))),
        [],
    ),
    ("the other is suspended", (kawan("a"), kawan("b", events=SUSPENDED)), []),
    ("the other is dissolved", (kawan("a"), kawan("b", events=DISSOLVED)), []),
    (
        "the other begins later",
        (kawan("a"), kawan("b", events=(event("pengukuhan", date(2023, 10, 2)),))),
        [],
    ),
    (
        "nothing told of the other",
        (kawan("a"), kawan("b", events=())),
        [("satu_unit_aktif", "Open")],
    ),
    (
        "nothing told of a third",
        (kawan("a"), kawan("b"), kawan("c", events=())),
        [("satu_unit_aktif", "Unmet"), ("satu_unit_aktif", "Open")],
    ),
    (
        "two chairs",
        (kawan("a", appointment(1, CHAIR), appointment(2, CHAIR)),),
        [("satu_ketua", "Unmet")],
    ),
    (
        "an acting chair beside the chair",
        (kawan("a", appointment(1, CHAIR), appointment(2, ACTING)),),
        [("satu_ketua", "Unmet")],
    ),
    (
        "an acting chair after the chair left",
        (kawan("a", appointment(1, CHAIR, last=LAST), appointment(2, ACTING, first=ON)),),
        [],
    ),
    (
        "the chair's first day is not known",
        (kawan("a", appointment(1, CHAIR, first=None), appointment(2, ACTING)),),
        [("satu_ketua", "Open")],
    ),
    (
        "chairs of two units",
        (kawan("a", appointment(1, CHAIR)), kawan("b", appointment(2, CHAIR), place="32.61")),
        [],
    ),
    ("one chair on record twice", (kawan("a", appointment(1, CHAIR), appointment(1, CHAIR)),), []),
    (
        "two secretaries",
        (kawan("a", appointment(1, SECRETARY), appointment(2, SECRETARY)),),
        [("satu_sekretaris", "Unmet")],
    ),
    (
        "a secretary in a division",
        (kawan("a", appointment(1, SECRETARY), appointment(1, division=Division.INFORMATION)),),
        [("satu_peran", "Unmet")],
    ),
    (
        "in two divisions, one since nobody knows when",
        (
            kawan(
                "a",
                appointment(1, division=Division.INFORMATION, first=None),
                appointment(1, division=Division.PREVENTION),
            ),
        ),
        [("satu_peran", "Open")],
    ),
    (
        "the secretary acts as chair",
        (kawan("a", appointment(1, SECRETARY), appointment(1, ACTING)),),
        [("rangkap_plt_ketua", "Noted")],
    ),
    (
        "one person in two units",
        (kawan("a", appointment(1)), kawan("b", appointment(1), place="32.61")),
        [("orang_di_dua_unit", "Noted")],
    ),
    (
        "one person in two units, since nobody knows when",
        (kawan("a", appointment(1)), kawan("b", appointment(1, first=None), place="32.61")),
        [("orang_di_dua_unit", "Open")],
    ),
    (
        "one person in a unit and on a board",
        (kawan("a", appointment(1)), perwira("a", board(INAUGURATED, None, (1, Role.MEMBER)))),
        [],
    ),
    (
        "two boards in office",
        (perwira("a", board(), board(LATER)),),
        [("satu_kepengurusan", "Unmet")],
    ),
    ("a board after another", (perwira("a", board(last=LAST), board(ON)),), []),
    ("a board hands over to another", (perwira("a", board(last=ON), board(ON)),), []),
    (
        "a board hands over to another the day before",
        (perwira("a", board(last=LAST), board(LAST)),),
        [],
    ),
    (
        "a board hands over, as its life tells",
        (
            perwira(
                "a",
                board(
                    events=(
                        event("pengukuhan", INAUGURATED),
                        event("serah_terima", date(2023, 10, 2)),
                    )
                ),
                board(None, events=(event("pengukuhan", ON),)),
            ),
        ),
        [],
    ),
    (
        "one chair hands over to two",
        (
            kawan(
                "a",
                appointment(1, CHAIR, last=ON),
                appointment(2, CHAIR, first=ON),
                appointment(3, CHAIR, first=ON),
            ),
        ),
        [("satu_ketua", "Unmet")],
    ),
    (
        "a chair hands over beside one whose days nobody knows",
        (
            kawan(
                "a",
                appointment(1, CHAIR, last=ON),
                appointment(2, CHAIR, first=ON),
                appointment(3, CHAIR, first=None),
            ),
        ),
        [("satu_ketua", "Open")],
    ),
    (
        "a chair whose first day nobody knows hands over",
        (kawan("a", appointment(1, CHAIR, first=None, last=ON), appointment(2, CHAIR, first=ON)),),
        [],
    ),
    (
        "a chair takes over on a day nobody knows",
        (kawan("a", appointment(1, CHAIR, last=ON), appointment(2, CHAIR, first=None)),),
        [("satu_ketua", "Open")],
    ),
    (
        "a chair for one day between two others",
        (
            kawan(
                "a",
                appointment(1, CHAIR, last=ON),
                appointment(2, CHAIR, first=ON, last=ON),
                appointment(3, CHAIR, first=ON),
            ),
        ),
        [],
    ),
    (
        "a chair who comes back on the last day",
        (
            kawan(
                "a",
                appointment(1, CHAIR, last=ON),
                appointment(1, CHAIR, first=ON),
                appointment(2, CHAIR, first=ON),
            ),
        ),
        [("satu_ketua", "Unmet")],
    ),
    (
        "one role given up on the day another begins",
        (
            kawan(
                "a",
                appointment(1, SECRETARY, last=ON),
                appointment(1, division=Division.INFORMATION, first=ON),
            ),
        ),
        [],
    ),
    (
        "two units, one of them only formed",
        (kawan("a"), kawan("b", events=(event("pembentukan", LATER),))),
        [("satu_unit_aktif", "Open")],
    ),
    (
        "two units, one of them only proposed",
        (kawan("a"), kawan("b", events=(event("pengusulan", LATER),))),
        [],
    ),
    (
        "two units, one of them formed, then inaugurated",
        (kawan("a"), kawan("b", events=(event("pembentukan", LATER), event("pengukuhan", ON)))),
        [("satu_unit_aktif", "Unmet")],
    ),
    (
        "two units, one of them formed, inaugurated the day after",
        (
            kawan("a"),
            kawan(
                "b", events=(event("pembentukan", LATER), event("pengukuhan", date(2023, 10, 2)))
            ),
        ),
        [("satu_unit_aktif", "Open")],
    ),
    (
        "a board of which no day is known",
        (perwira("a", board(), board(None)),),
        [("satu_kepengurusan", "Open")],
    ),
    (
        "a board that is only designated",
        (perwira("a", board(), board(LATER, events=(event("penetapan", LATER),))),),
        [],
    ),
    (
        "two chairs on one board",
        (perwira("a", board(INAUGURATED, None, (1, CHAIR), (2, CHAIR))),),
        [("satu_ketua", "Unmet")],
    ),
    (
        "two boards with a chair each",
        (perwira("a", board(INAUGURATED, None, (1, CHAIR)), board(LATER, None, (2, CHAIR))),),
        [("satu_kepengurusan", "Unmet")],
    ),
    (
        "on the board and in an office beside it",
        (
            perwira(
                "a",
                board(INAUGURATED, None, (1, SECRETARY)),
                people=(appointment(1, division=Division.INFORMATION),),
            ),
        ),
        [("satu_peran", "Unmet")],
    ),
    (
        "a province before the national one",
        (
            perwira("ntb", events=(event("pembentukan", date(2023, 2, 8)),)),
            perwira("pusat", level=Level.NATIONAL),
        ),
        [("perwira_sebelum_nasional", "Noted")],
    ),
    (
        "a province on the day of the national one",
        (perwira("ntb"), perwira("pusat", level=Level.NATIONAL)),
        [],
    ),
    (
        "a province, the national one since nobody knows when",
        (
            perwira("ntb", events=(event("pembentukan", date(2023, 2, 8)),)),
            perwira("pusat", level=Level.NATIONAL, events=()),
        ),
        [],
    ),
    (
        "provinces of which no day is known",
        (
            perwira("ntb", events=()),
            perwira("bali", events=(event("prakarsa", INAUGURATED),)),
            perwira("pusat", level=Level.NATIONAL),
        ),
        [],
    ),
    (
        "a kabupaten before the national one",
        (
            perwira("kab", level=Level.REGENCY, events=(event("pembentukan", date(2023, 2, 8)),)),
            perwira("pusat", level=Level.NATIONAL),
        ),
        [],
    ),
    (
        "two chairs of a dissolved unit that both ended with it",
        (
            kawan(
                "a",
                appointment(1, CHAIR, last=LATER),
                appointment(2, CHAIR, last=LATER),
                events=DISSOLVED,
            ),
        ),
        [],
    ),
    (
        "two chairs, one of whom resigned as the life tells",
        (
            kawan(
                "a",
                attrs.evolve(
                    appointment(1, CHAIR),
                    history=History(
                        events=(
                            event("pengukuhan", INAUGURATED),
                            event("pengunduran_diri", LATER),
                        )
                    ),
                ),
                appointment(2, CHAIR),
            ),
        ),
        [],
    ),
    (
        "two chairs, the first day of one told by the life only",
        (
            kawan(
                "a",
                attrs.evolve(
                    appointment(1, CHAIR, first=None),
                    history=History(events=(event("pengukuhan", INAUGURATED),)),
                ),
                appointment(2, CHAIR),
            ),
        ),
        [("satu_ketua", "Unmet")],
    ),
    (
        "two chairs, the life of one told from a later day on",
        (
            kawan(
                "a",
                attrs.evolve(
                    appointment(1, CHAIR),
                    history=History(events=(event("pengukuhan", date(2023, 10, 2)),)),
                ),
                appointment(2, CHAIR),
            ),
        ),
        [("satu_ketua", "Unmet")],
    ),
]


@pytest.mark.parametrize(
    ("bodies", "said"), [case[1:] for case in CASES], ids=[c[0] for c in CASES]
)
def test_what_is_on_record_on_a_day(bodies: tuple[Body, ...], said: list[tuple[str, str]]) -> None:
    assert told(look(*bodies)) == said


def test_an_observation_names_ids_and_says_what_would_mend_it_in_both_languages() -> None:
    (seen,) = look(kawan("a", appointment(2, CHAIR), appointment(1, ACTING)))
    assert seen.bodies == ("kawan-a",)
    assert seen.persons == ("orang-1", "orang-2")
    assert seen.verdict.what.id == (
        "Pada 1 Oktober 2023 terdapat 2 orang sebagai Ketua atau Plt. Ketua di kawan-a: "
        "orang-1, orang-2."
    )
    assert "2 persons" in seen.verdict.what.in_(Language.EN)
    assert "dicatat" in seen.verdict.remedy.id
    assert [type(item) for item in seen.basis] == [Assumption]


TEXTS = tomllib.loads(
    resources.files("pmi_core").joinpath("data/messages/rolls.toml").read_text(encoding="utf-8")
)["daftar"]


@pytest.mark.parametrize("rule", list(TEXTS))
def test_what_a_rule_says_names_the_body(rule: str) -> None:
    said = [TEXTS[rule][key] for key in ("apa", "terbuka") if key in TEXTS[rule]]
    assert said
    assert all("{unit}" in words for text in said for words in text.values())


@pytest.mark.parametrize("rule", list(TEXTS))
def test_a_unit_is_a_kawan_pmi_and_any_of_the_three_is_a_body(rule: str) -> None:
    words = " ".join(text["id"] for text in TEXTS[rule].values()).replace("{unit}", "")
    assert re.findall(r"\b[Uu]nit (?!Kawan PMI)|\b[Ll]embaga\b", words) == []


def test_no_rule_claims_to_be_stated_by_what_only_shows_it() -> None:
    late = AppointmentDecree(id=DecreeId("sk"), issuer="Kepala BP2MI")
    people = (attrs.evolve(appointment(1, CHAIR), decree=late.id),)
    body = attrs.evolve(kawan("a", *people), decrees=(late,))
    (seen,) = check_roll([body], ON)
    assert seen.rule == "tercakup_keputusan"
    (basis,) = seen.basis
    assert isinstance(basis, Assumption)
    assert "439/2023" in basis.reason.id


def test_a_province_before_the_national_one_is_noted_as_it_happened_in_ntb() -> None:
    formed = date(2023, 2, 8)
    bodies = (
        perwira("ntb", events=(event("pembentukan", formed),)),
        perwira("pusat", level=Level.NATIONAL),
    )
    for on in (formed, ON):
        (seen,) = look(*bodies, on=on)
        assert isinstance(seen.verdict, Noted)
        (basis,) = seen.basis
        assert isinstance(basis, Assumption)
        assert "NTB" in basis.reason.id
        assert (seen.first, seen.last) == (formed, INAUGURATED - timedelta(days=1))
    assert look(*bodies, on=formed - timedelta(days=1)) == []


@pytest.mark.parametrize(
    ("on", "clash"),
    [
        (date(2023, 7, 31), False),
        (date(2023, 8, 1), True),
        (date(2023, 8, 31), True),
        (date(2023, 9, 1), False),
    ],
)
def test_a_clash_lasts_from_the_day_the_second_came_to_the_day_one_leaves(
    on: date, *, clash: bool
) -> None:
    first, last = date(2023, 8, 1), date(2023, 8, 31)
    body = kawan("a", appointment(1, CHAIR, last=last), appointment(2, CHAIR, first=first))
    seen = [item for item in look(body, on=on) if item.rule == "satu_ketua"]
    assert [(item.first, item.last) for item in seen] == ([(first, last)] if clash else [])


def test_of_three_the_days_run_from_the_second_to_the_last_but_one() -> None:
    people = (
        appointment(1, CHAIR, first=date(2023, 8, 1)),
        appointment(2, CHAIR, first=date(2023, 8, 2), last=date(2023, 12, 1)),
        appointment(3, CHAIR, first=date(2023, 8, 3), last=date(2023, 12, 2)),
    )
    (seen,) = look(kawan("a", *people))
    assert (seen.first, seen.last) == (date(2023, 8, 2), date(2023, 12, 2))
    assert seen.persons == ("orang-1", "orang-2", "orang-3")


def test_the_days_of_units_are_those_their_lives_tell() -> None:
    came = (event("pengukuhan", LATER), event("penangguhan", date(2023, 11, 1), note="contoh"))
    back = (*came, event("pemulihan", date(2023, 12, 1)))
    (seen,) = look(kawan("a"), kawan("b", events=back))
    assert (seen.first, seen.last) == (LATER, date(2023, 10, 31))
    (again,) = look(kawan("a"), kawan("b", events=back), on=date(2023, 12, 1))
    assert (again.first, again.last) == (date(2023, 12, 1), None)
    (fresh,) = look(kawan("a"), kawan("b", events=()))
    assert (fresh.first, fresh.last) == (None, None)


def test_a_first_day_that_is_written_holds_where_the_life_is_told_from_a_later_one() -> None:
    told_later = History(events=(event("pengukuhan", LATER),))
    one = attrs.evolve(appointment(1, CHAIR), history=told_later)
    (seen,) = look(kawan("a", one, appointment(2, CHAIR)))
    assert seen.first == INAUGURATED
    (only_told,) = look(kawan("a", attrs.evolve(one, first=None), appointment(2, CHAIR)))
    assert only_told.first == LATER


def test_what_was_recorded_later_is_not_seen() -> None:
    late = (event("pengukuhan", INAUGURATED, date(2023, 12, 1)),)
    bodies = (kawan("a"), kawan("b", events=late))
    assert told(look(*bodies, known_on=date(2023, 12, 1))) == [("satu_unit_aktif", "Unmet")]
    assert look(*bodies, known_on=date(2023, 11, 30)) == []


def test_a_state_that_a_newer_version_renames_is_at_rest_by_its_own_field() -> None:
    shipped = find_lifecycle("kawan-pmi")
    (first,) = shipped.versions

    def renamed(value: str) -> str:
        return "dihentikan_sementara" if value == "ditangguhkan" else value

    second = attrs.evolve(
        first,
        version="2",
        effective=ON,
        states=tuple(attrs.evolve(s, value=renamed(s.value)) for s in first.states),
        transitions=tuple(
            attrs.evolve(t, sources=tuple(map(renamed, t.sources)), target=renamed(t.target))
            for t in first.transitions
        ),
        carries={"ditangguhkan": "dihentikan_sementara"},
    )
    life = check_lifecycle(attrs.evolve(shipped, versions=(first, second)))
    paused = History(events=(*ACTIVE, event("penangguhan", LATER, note="contoh")))
    tenure = attrs.evolve(tenure_of(kawan()), lifecycle=life, history=paused)
    before = LATER - timedelta(days=1)
    assert [tenure.holds(day) for day in (before, LATER, ON)] == [True, False, False]


def test_a_life_that_cannot_have_been_is_a_fault_that_names_its_body() -> None:
    never = (event("pengukuhan", INAUGURATED), event("pengukuhan", date(2024, 1, 1)))
    with pytest.raises(FaultyHistory) as caught:
        check_roll((kawan("a", events=never), kawan("b"), kawan("c", events=never)), ON)
    assert [fault.message.split(":")[0] for fault in caught.value.faults] == ["kawan-a", "kawan-c"]


def test_a_kkbm_that_became_another_is_no_longer_looked_at() -> None:
    gone = KKBM(
        id=BodyId("kkbm-1"),
        name="KKBM Contoh",
        level=Level.VILLAGE,
        appointments=(appointment(1, CHAIR), appointment(2, CHAIR)),
        history=History(events=(event("pembentukan", INAUGURATED), event("transformasi", LATER))),
    )
    assert told(look(gone, on=INAUGURATED)) == [("satu_ketua", "Unmet")]
    assert look(gone) == []


ROLES = st.sampled_from(Role)
NEAR = days(first=date(2023, 9, 1), last=date(2023, 11, 1))


def people(*, known: bool = False) -> st.SearchStrategy[tuple[Appointment, ...]]:
    first = NEAR if known else st.none() | NEAR
    one = st.builds(
        lambda n, role, division, span: appointment(
            n, role, division=division, first=span[0], last=span[1]
        ),
        st.integers(1, 4),
        ROLES,
        st.none() | st.sampled_from(Division),
        spans(first, NEAR),
    )
    return st.lists(one, max_size=5).map(tuple)


@st.composite
def rolls(draw: st.DrawFn) -> list[Body]:
    lives = st.sampled_from([(), ACTIVE, SUSPENDED, DISSOLVED])
    found: list[Body] = [
        kawan(name, *draw(people()), events=draw(lives), place=draw(st.sampled_from(PLACES)))
        for name in draw(st.lists(st.sampled_from("abcd"), unique=True))
    ]
    terms = st.lists(st.builds(board, st.none() | NEAR), max_size=3)
    return [*found, *(perwira(name, *draw(terms)) for name in draw(st.sampled_from(["", "x"])))]


PLACES = ["32.60", "32.61", None]


@given(rolls(), NEAR, st.data())
def test_the_order_of_bodies_and_appointments_does_not_matter(
    roll: list[Body], on: date, data: st.DataObject
) -> None:
    shuffled = [
        attrs.evolve(body, appointments=tuple(data.draw(st.permutations(body.appointments))))
        for body in data.draw(st.permutations(roll))
    ]
    assert check_roll(shuffled, on) == check_roll(roll, on)


@given(rolls(), NEAR)
def test_what_is_not_known_never_fails_anybody(roll: list[Body], on: date) -> None:
    unknown = [
        attrs.evolve(
            body,
            appointments=tuple(attrs.evolve(one, first=None) for one in body.appointments),
            history=History(),
        )
        for body in roll
        if isinstance(body, KawanPMI)
    ]
    assert all(isinstance(item.verdict, Open) for item in check_roll(unknown, on))
    # Nor does forgetting a day make anything fail that did not fail before.
    forgotten = [
        attrs.evolve(
            body, appointments=tuple(attrs.evolve(one, first=None) for one in body.appointments)
        )
        for body in roll
    ]
    failing = {
        (item.rule, item.bodies) for item in check_roll(roll, on) if isinstance(item.verdict, Unmet)
    }
    assert {
        (item.rule, item.bodies)
        for item in check_roll(forgotten, on)
        if isinstance(item.verdict, Unmet)
    } <= failing


@given(NEAR, st.sampled_from([CHAIR, ACTING]), st.sampled_from([CHAIR, ACTING]))
def test_a_clash_is_gone_when_one_ends_by_the_day_on_which_the_other_begins(
    day: date, before: Role, after: Role
) -> None:
    def seen(last: date) -> list[Observation]:
        chairs = (
            appointment(1, before, last=last),
            appointment(2, after, first=day),
        )
        return [o for on in (last, day) for o in look(kawan("a", *chairs), on=on)]

    assert seen(day - timedelta(days=1)) == []
    assert seen(day) == []
    assert told(seen(day + timedelta(days=1))) == [("satu_ketua", "Unmet")] * 2


def test_who_hands_over_is_not_among_those_who_clash() -> None:
    chairs = (
        appointment(1, CHAIR, last=ON),
        appointment(2, CHAIR, first=ON),
        appointment(3, CHAIR, first=ON),
    )
    (seen,) = look(kawan("a", *chairs))
    assert (seen.persons, seen.first, seen.last) == (("orang-2", "orang-3"), ON, None)


@given(st.none() | NEAR, NEAR, st.none() | NEAR, NEAR)
def test_whether_another_board_is_in_office_is_answered_alike_before_and_after(
    first: date | None, last: date, begun: date | None, day: date
) -> None:
    """The condition of taking office, and the roll of that day."""
    other = Board(first=None if first is None else min(first, last), last=last)
    new = Board(first=day if begun is None else min(begun, day))
    body = perwira("a", other, new)
    step = event("pengukuhan", day)
    asked = shipped_guards()["tanpa_kepengurusan_lain"].check(Facts(body=body, board=new), step)
    clashes = [type(one.verdict) for one in look(body, on=day)]
    assert clashes == ([] if asked is MET else [type(asked)])


@given(people(known=True), NEAR)
def test_the_chairs_are_those_who_serve(people: tuple[Appointment, ...], on: date) -> None:
    chairs = {
        one.person.id
        for one in people
        if one.role in (CHAIR, ACTING)
        and one.first is not None
        and one.first <= on
        and (one.last is None or on <= one.last)
    }
    seen = [item for item in look(kawan("a", *people), on=on) if item.rule == "satu_ketua"]
    # Those who come or leave that day may hand over; with a third who does neither, all clash.
    steady = {
        one.person.id
        for one in people
        if one.person.id in chairs and one.role in (CHAIR, ACTING)
        if on not in (one.first, one.last)
    }
    if steady or len(chairs) < 2:
        expected = [tuple(sorted(chairs))] if len(chairs) > 1 else []
        assert [item.persons for item in seen] == expected
    for item in seen:
        assert item.first is not None
        assert item.first <= on
        assert item.last is None or on <= item.last


@given(rolls(), NEAR, NEAR)
def test_what_is_known_later_changes_nothing_that_was_known(
    roll: list[Body], on: date, known_on: date
) -> None:
    """Events recorded after the day asked for may as well not be there, if the body was known."""
    later = event("penangguhan", known_on, known_on + timedelta(days=1), note="contoh")
    grown = [
        attrs.evolve(body, history=History(events=(*body.history.events, later)))
        if body.history.events == ACTIVE
        else body
        for body in roll
    ]
    assert check_roll(grown, on, known_on=known_on) == check_roll(roll, on, known_on=known_on)


@given(valid(KawanPMI, history=st.just(History())), days())
def test_any_body_of_which_no_life_is_told_can_be_looked_at(body: KawanPMI, on: date) -> None:
    quiet = tuple(attrs.evolve(one, history=History()) for one in body.appointments)
    seen = check_roll([attrs.evolve(body, appointments=quiet)], on)
    assert all(item.bodies == (body.id,) for item in seen)
