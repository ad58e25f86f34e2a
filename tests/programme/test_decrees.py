"""Which decree covers a person on a day, as known on another, and what a roll says of decrees."""

from collections.abc import Callable
from datetime import date, timedelta
from inspect import Parameter, signature
from itertools import pairwise
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmi_core import codec
from pmi_core.programme import (
    AnnexEntry,
    Appointment,
    AppointmentDecree,
    CoverSpan,
    DecreeCover,
    DecreeDetail,
    DecreeId,
    Event,
    History,
    MissingDetail,
    Noted,
    Observation,
    Open,
    Person,
    PersonId,
    Role,
    Unmet,
    check_roll,
    cover_on,
    coverage_of,
    find_lifecycle,
)
from pmi_core.programme.tenures import appointment_tenures
from pmi_core.testing import days, histories
from tests.programme.bodies import INAUGURATED, appointment, event, unit

NEW_YEAR = date(2024, 1, 1)
COVERED, NONE, OPEN = DecreeCover.COVERED, DecreeCover.NONE_KNOWN, DecreeCover.UNDETERMINED


def sk(
    name: str = "439",
    first: date | None = date(2023, 7, 1),
    last: date | None = date(2023, 12, 31),
    *,
    number: str | None = "1",
    day: date | None = date(2023, 7, 1),
    supersedes: str | None = None,
    known_from: date | None = None,
    annex: tuple[tuple[int, Role | None], ...] | None = ((1, Role.CHAIR),),
) -> AppointmentDecree:
    """A decree that covers the second half of 2023, unless told otherwise."""
    return AppointmentDecree(
        id=DecreeId(name),
        issuer="Kepala BP2MI",
        number=number,
        day=day,
        covers_from=first,
        covers_until=last,
        supersedes=None if supersedes is None else DecreeId(supersedes),
        known_from=known_from,
        annex=None
        if annex is None
        else tuple(AnnexEntry(person=PersonId(f"orang-{n}"), role=role) for n, role in annex),
    )


def chair(
    number: int = 1,
    decree: str | None = None,
    *,
    first: date | None = INAUGURATED,
    last: date | None = None,
) -> Appointment:
    one = appointment(number, Role.CHAIR, first=first, last=last)
    return attrs.evolve(one, decree=None if decree is None else DecreeId(decree))


def acting(number: int = 1, decree: str | None = None) -> Appointment:
    return attrs.evolve(chair(number, decree), role=Role.ACTING_CHAIR)


def next_year(name: str = "17", **changed: Any) -> AppointmentDecree:
    """The decree that replaces it from New Year on."""
    base = sk(
        name, NEW_YEAR, date(2024, 12, 31), number="2", day=date(2024, 1, 5), supersedes="439"
    )
    return attrs.evolve(base, **changed)


FIRST = PersonId("orang-1")
# It replaces the first in its course, and lists only somebody else.
PARTIAL = sk(
    "440", date(2023, 10, 1), supersedes="439", annex=((2, Role.CHAIR),), day=date(2023, 10, 1)
)
# Decrees, whose appointment, the day asked for: who covers it, or what is missing.
CASES: list[tuple[str, list[AppointmentDecree], Appointment, date, DecreeCover, list[str]]] = [
    ("no decree", [], chair(), INAUGURATED, NONE, []),
    ("listed", [sk()], chair(), INAUGURATED, COVERED, ["439"]),
    ("the first day", [sk()], chair(), date(2023, 7, 1), COVERED, ["439"]),
    ("the day before", [sk()], chair(), date(2023, 6, 30), NONE, []),
    ("the last day", [sk()], chair(), date(2023, 12, 31), COVERED, ["439"]),
    ("the day after", [sk()], chair(), NEW_YEAR, NONE, []),
    ("another person", [sk()], chair(2), INAUGURATED, NONE, []),
    ("another role", [sk(annex=((1, Role.SECRETARY),))], chair(), INAUGURATED, NONE, []),
    (
        "one of two roles",
        [sk(annex=((1, Role.MEMBER), (1, Role.CHAIR)))],
        chair(),
        INAUGURATED,
        COVERED,
        ["439"],
    ),
    ("role not known", [sk(annex=((1, None),))], chair(), INAUGURATED, OPEN, ["439"]),
    (
        "role not known, but named",
        [sk(annex=((1, None),))],
        chair(1, "439"),
        INAUGURATED,
        COVERED,
        ["439"],
    ),
    ("annex not known", [sk(annex=None)], chair(), INAUGURATED, OPEN, ["439"]),
    (
        "annex not known, but named",
        [sk(annex=None)],
        chair(1, "439"),
        INAUGURATED,
        COVERED,
        ["439"],
    ),
    ("annex empty", [sk(annex=())], chair(), INAUGURATED, NONE, []),
    ("number not known", [sk(number=None)], chair(), INAUGURATED, COVERED, ["439"]),
    ("day of signing not known", [sk(day=None)], chair(), INAUGURATED, COVERED, ["439"]),
    (
        "number not known, annex neither, but named",
        [sk(number=None, annex=None)],
        chair(1, "439"),
        INAUGURATED,
        COVERED,
        ["439"],
    ),
    (
        "listed in another role, now acting chair",
        [sk(annex=((1, Role.SECRETARY),))],
        acting(1, "439"),
        INAUGURATED,
        OPEN,
        ["439"],
    ),
    (
        "listed as acting chair",
        [sk(annex=((1, Role.ACTING_CHAIR),))],
        acting(),
        INAUGURATED,
        COVERED,
        ["439"],
    ),
    ("acting chair, not listed", [sk()], acting(2, "439"), INAUGURATED, NONE, []),
    ("first day not known", [sk(first=None)], chair(), INAUGURATED, OPEN, ["439"]),
    ("first day not known, past its last", [sk(first=None)], chair(), NEW_YEAR, NONE, []),
    ("last day not known", [sk(last=None)], chair(), INAUGURATED, OPEN, ["439"]),
    ("last day not known, before its first", [sk(last=None)], chair(), date(2023, 6, 30), NONE, []),
    ("replaced: the last day", [sk(), next_year()], chair(), date(2023, 12, 31), COVERED, ["439"]),
    ("replaced: the first day", [sk(), next_year()], chair(), NEW_YEAR, COVERED, ["17"]),
    (
        "replaced in its course",
        [sk(), next_year(covers_from=date(2023, 11, 1))],
        chair(),
        date(2023, 11, 1),
        COVERED,
        ["17"],
    ),
    (
        "replaced in its course: the day before",
        [sk(), next_year(covers_from=date(2023, 11, 1))],
        chair(),
        date(2023, 10, 31),
        COVERED,
        ["439"],
    ),
    (
        "replaced without the person, past the last day of the first",
        [sk(), next_year(annex=())],
        chair(),
        NEW_YEAR,
        NONE,
        [],
    ),
    (
        "replaced in its course without the person",
        [sk(), PARTIAL],
        chair(),
        date(2023, 10, 1),
        OPEN,
        ["439"],
    ),
    (
        "replaced in its course without the person: the day before",
        [sk(), PARTIAL],
        chair(),
        date(2023, 9, 30),
        COVERED,
        ["439"],
    ),
    (
        "replaced in its course without the person: the last day of the first",
        [sk(), PARTIAL],
        chair(),
        date(2023, 12, 31),
        OPEN,
        ["439"],
    ),
    (
        "replaced in its course without the person: past that",
        [sk(), PARTIAL],
        chair(),
        NEW_YEAR,
        NONE,
        [],
    ),
    (
        "replaced in its course by one that lists the person in another role",
        [sk(), attrs.evolve(PARTIAL, annex=(AnnexEntry(person=FIRST, role=Role.SECRETARY),))],
        chair(),
        date(2023, 10, 1),
        OPEN,
        ["439"],
    ),
    (
        "replaced in its course by one whose annex nobody knows",
        [sk(), attrs.evolve(PARTIAL, annex=None)],
        chair(),
        date(2023, 10, 1),
        OPEN,
        ["440"],
    ),
    (
        "who never was in the first is not in doubt",
        [sk(), PARTIAL],
        chair(3),
        date(2023, 10, 1),
        NONE,
        [],
    ),
    (
        "who is only in the second",
        [sk(), PARTIAL],
        chair(2),
        date(2023, 10, 1),
        COVERED,
        ["440"],
    ),
    (
        "left out by the second, listed by the third, which is over",
        [
            sk(),
            PARTIAL,
            next_year(
                supersedes=DecreeId("440"),
                covers_from=date(2023, 11, 1),
                covers_until=date(2023, 11, 30),
            ),
        ],
        chair(),
        date(2023, 12, 1),
        NONE,
        [],
    ),
    (
        "left out by the second, listed by the third",
        [sk(), PARTIAL, next_year(supersedes=DecreeId("440"), covers_from=date(2023, 11, 1))],
        chair(),
        date(2023, 11, 1),
        COVERED,
        ["17"],
    ),
    (
        "replaced since nobody knows when",
        [sk(), next_year(covers_from=None)],
        chair(),
        INAUGURATED,
        OPEN,
        ["17", "439"],
    ),
    (
        "a gap",
        [sk(), next_year(covers_from=date(2024, 2, 1))],
        chair(),
        date(2024, 1, 31),
        NONE,
        [],
    ),
    (
        "replaced twice, the middle since nobody knows when",
        [
            sk(last=date(2025, 12, 31)),
            next_year("17", covers_from=None, annex=()),
            next_year("18", supersedes=DecreeId("17"), covers_from=date(2024, 6, 1)),
        ],
        chair(),
        date(2024, 6, 1),
        COVERED,
        ["18"],
    ),
    ("a circle", [sk(supersedes="17"), next_year()], chair(), INAUGURATED, OPEN, ["439"]),
    ("its own replacement", [sk(supersedes="439")], chair(), INAUGURATED, OPEN, ["439"]),
    ("two decrees", [sk(), sk("440")], chair(), INAUGURATED, COVERED, ["439", "440"]),
    (
        "one decree, perhaps another",
        [sk(), sk("440", annex=None)],
        chair(),
        INAUGURATED,
        COVERED,
        ["439"],
    ),
]


@pytest.mark.parametrize(
    ("decrees", "one", "day", "cover", "which"), [c[1:] for c in CASES], ids=[c[0] for c in CASES]
)
def test_which_decree_covers_a_day(
    decrees: list[AppointmentDecree],
    one: Appointment,
    day: date,
    cover: DecreeCover,
    which: list[str],
) -> None:
    for order in (decrees, decrees[::-1]):
        found = cover_on(order, one, day)
        assert (found.coverage, list(found.decrees)) == (cover, which)
        assert bool(found.missing) == (cover is OPEN)


def test_what_is_missing_is_named() -> None:
    blank = AppointmentDecree(id=DecreeId("sk"), issuer="Kepala BP2MI")
    asked = [item.detail for item in cover_on([blank], chair(), INAUGURATED).missing]
    assert asked == [
        DecreeDetail.COVERS_FROM,
        DecreeDetail.COVERS_UNTIL,
        DecreeDetail.ANNEX,
    ]
    late = cover_on([sk(), next_year(covers_from=None)], chair(), INAUGURATED).missing
    assert late == (MissingDetail(decree=DecreeId("17"), detail=DecreeDetail.COVERS_FROM),)
    own = cover_on([sk(supersedes="439")], chair(), INAUGURATED).missing
    assert own == (MissingDetail(decree=DecreeId("439"), detail=DecreeDetail.ORDER),)
    part = cover_on([sk(), PARTIAL], chair(), date(2023, 10, 1)).missing
    assert part == (MissingDetail(decree=DecreeId("440"), detail=DecreeDetail.EXTENT),)


def test_who_is_left_out_by_a_replacement_is_in_doubt_from_its_first_day() -> None:
    body = unit(decrees=(sk(), PARTIAL), appointments=(chair(), chair(2)))
    assert spans(coverage_of(body, INAUGURATED, NEW_YEAR)) == [
        ("orang-1", INAUGURATED, date(2023, 9, 30), COVERED),
        ("orang-1", date(2023, 10, 1), date(2023, 12, 31), OPEN),
        ("orang-1", NEW_YEAR, NEW_YEAR, NONE),
        ("orang-2", INAUGURATED, date(2023, 9, 30), NONE),
        ("orang-2", date(2023, 10, 1), date(2023, 12, 31), COVERED),
        ("orang-2", NEW_YEAR, NEW_YEAR, NONE),
    ]
    seen = [o for o in look(sk(), PARTIAL, on=date(2023, 10, 1)) if o.persons == (FIRST,)]
    assert [(o.rule, o.first, o.last) for o in seen] == [
        ("tercakup_keputusan", date(2023, 10, 1), date(2023, 12, 31))
    ]
    assert "seluruh atau sebagian yang digantikan" in seen[0].verdict.what.id


SIGNED, RECEIVED = date(2023, 9, 1), date(2023, 9, 20)


@pytest.mark.parametrize(
    ("known_from", "known_on", "cover"),
    [
        (RECEIVED, None, COVERED),
        (RECEIVED, RECEIVED, COVERED),
        (RECEIVED, date(2023, 9, 19), NONE),
        (date(2023, 8, 1), date(2023, 8, 31), NONE),
        (None, None, COVERED),
        (None, date(2023, 8, 31), NONE),
        (None, SIGNED, OPEN),
    ],
)
def test_a_retroactive_decree_is_known_from_the_day_it_came_to_hand(
    known_from: date | None, known_on: date | None, cover: DecreeCover
) -> None:
    decree = sk(day=SIGNED, known_from=known_from)
    assert cover_on([decree], chair(), INAUGURATED, known_on=known_on).coverage is cover


def test_a_replacement_counts_from_the_day_it_came_to_hand() -> None:
    old = sk(last=date(2024, 12, 31), known_from=date(2023, 7, 1))
    new = next_year(known_from=date(2024, 1, 20), annex=())
    assert cover_on([old, new], chair(), NEW_YEAR, known_on=date(2024, 1, 19)).coverage is COVERED
    assert cover_on([old, new], chair(), NEW_YEAR, known_on=date(2024, 1, 20)).coverage is OPEN
    perhaps = attrs.evolve(new, known_from=None)
    found = cover_on([old, perhaps], chair(), NEW_YEAR, known_on=date(2024, 1, 20))
    assert found.coverage is OPEN
    assert found.missing == (MissingDetail(decree=DecreeId("17"), detail=DecreeDetail.KNOWN_FROM),)
    before = date(2023, 12, 31)
    assert cover_on([old, perhaps], chair(), before, known_on=date(2024, 1, 20)).coverage is COVERED


def spans(found: tuple[CoverSpan, ...]) -> list[tuple[str, date, date, DecreeCover]]:
    return [(item.person, item.first, item.last, item.covering.coverage) for item in found]


def test_the_spans_of_a_body_tell_covered_days_gaps_and_doubts() -> None:
    late = next_year(covers_from=date(2024, 2, 1), annex=None)
    body = unit(decrees=(late, sk()), appointments=(chair(2), chair(last=date(2024, 2, 15))))
    assert spans(coverage_of(body, date(2023, 1, 1), date(2024, 3, 31))) == [
        ("orang-1", INAUGURATED, date(2023, 12, 31), COVERED),
        ("orang-1", NEW_YEAR, date(2024, 1, 31), NONE),
        ("orang-1", date(2024, 2, 1), date(2024, 2, 15), OPEN),
        ("orang-2", INAUGURATED, date(2024, 1, 31), NONE),
        ("orang-2", date(2024, 2, 1), date(2024, 3, 31), OPEN),
    ]
    assert coverage_of(body, date(2022, 1, 1), date(2023, 7, 21)) == ()
    unknown = unit(decrees=(sk(),), appointments=(chair(first=None),))
    assert spans(coverage_of(unknown, date(2023, 7, 1), date(2023, 7, 2))) == [
        ("orang-1", date(2023, 7, 1), date(2023, 7, 2), COVERED)
    ]
    with pytest.raises(ValueError, match="before the first"):
        coverage_of(body, NEW_YEAR, date(2023, 12, 31))


def lived(*events: Event, first: date | None = INAUGURATED) -> Appointment:
    return attrs.evolve(chair(first=first), history=History(events=events))


APPOINTED = event("pengangkatan", INAUGURATED)
RESIGNED = event("pengunduran_diri", date(2023, 9, 1), date(2023, 11, 5))


@pytest.mark.parametrize(
    ("one", "known_on", "days"),
    [
        (lived(APPOINTED, RESIGNED), None, (INAUGURATED, date(2023, 8, 31))),
        (lived(APPOINTED, RESIGNED), date(2023, 11, 5), (INAUGURATED, date(2023, 8, 31))),
        (lived(APPOINTED, RESIGNED), date(2023, 11, 4), (INAUGURATED, date(2023, 12, 31))),
        (
            lived(event("pencalonan", date(2023, 7, 10)), APPOINTED, first=date(2023, 7, 5)),
            None,
            (INAUGURATED, date(2023, 12, 31)),
        ),
        (
            lived(APPOINTED, event("mulai_bertugas", date(2023, 8, 1))),
            None,
            (INAUGURATED, date(2023, 12, 31)),
        ),
    ],
    ids=["resigned", "resigned, known", "resigned, not known yet", "candidate first", "one state"],
)
def test_only_days_on_which_a_life_tells_that_somebody_serves_are_asked(
    one: Appointment, known_on: date | None, days: tuple[date, date]
) -> None:
    body = unit(decrees=(sk(known_from=INAUGURATED),), appointments=(one,))
    first = date(2023, 7, 10)
    found = coverage_of(body, first, date(2023, 12, 31), known_on=known_on)
    assert spans(found) == [("orang-1", *days, COVERED)]


def test_who_is_not_covered_is_told_as_long_as_the_life_lets_them_serve() -> None:
    body = unit(event("pengukuhan", INAUGURATED), appointments=(lived(APPOINTED, RESIGNED),))
    for on, first in ((INAUGURATED, INAUGURATED), (date(2023, 8, 31), INAUGURATED)):
        (seen,) = check_roll([attrs.evolve(body, decrees=())], on)
        assert (seen.rule, seen.first, seen.last) == ("tanpa_keputusan", first, date(2023, 8, 31))
        twice = attrs.evolve(body, decrees=(sk(), sk("440")))
        (clash,) = check_roll([twice], on)
        assert (clash.rule, clash.last) == ("satu_keputusan", date(2023, 8, 31))
    assert check_roll([attrs.evolve(body, decrees=())], date(2023, 9, 1)) == ()


@given(days(first=date(2023, 6, 1), last=date(2024, 1, 31)), st.none() | days(), st.data())
def test_cover_is_told_of_the_days_on_which_somebody_serves_or_may(
    day: date, known_on: date | None, data: st.DataObject
) -> None:
    near = st.none() | days(first=date(2023, 7, 1), last=date(2023, 12, 1))
    first, last = data.draw(near), data.draw(near)
    if first is not None and last is not None and last < first:
        first, last = last, first
    life = data.draw(histories(find_lifecycle("penggerak")))
    one = attrs.evolve(chair(first=first, last=last), history=life)
    body = unit(decrees=(sk(),), appointments=(one,))
    ((_, tenure),) = appointment_tenures(body)
    told = coverage_of(body, day, day, known_on=known_on)
    assert bool(told) is (tenure.holds(day, known_on=known_on) is not False)
    whole = coverage_of(body, date.min, date.max, known_on=known_on)
    assert [s.covering for s in whole if s.first <= day <= s.last] == [s.covering for s in told]
    joined = [(a, b) for a, b in pairwise(whole) if a.last + timedelta(days=1) == b.first]
    assert all(a.covering != b.covering for a, b in joined)


def test_the_first_and_the_last_day_there_are_do_no_harm() -> None:
    for decree in (
        sk(first=date.min, last=date.max),
        next_year(covers_from=date.min, covers_until=date.max, supersedes=None),
    ):
        body = unit(decrees=(decree,), appointments=(chair(),))
        assert spans(coverage_of(body, date.min, date.max)) == [
            ("orang-1", INAUGURATED, date.max, COVERED)
        ]
    body = unit(decrees=(sk(), next_year(covers_from=date.min)), appointments=(chair(),))
    assert spans(coverage_of(body, INAUGURATED, INAUGURATED)) == [
        ("orang-1", INAUGURATED, INAUGURATED, COVERED)
    ]


@pytest.mark.parametrize("ask", [cover_on, coverage_of, check_roll])
def test_the_day_of_knowing_is_always_named(ask: Callable[..., Any]) -> None:
    assert signature(ask).parameters["known_on"].kind is Parameter.KEYWORD_ONLY


def test_a_decree_without_the_new_fields_still_reads() -> None:
    stored = b'{"id": "sk", "issuer": "Kepala BP2MI"}'
    decree = codec.load(stored, AppointmentDecree, file="sk.json")
    assert (decree.known_from, decree.annex) == (None, None)
    assert codec.load(codec.dump_json(sk()), AppointmentDecree) == sk()


def look(
    *decrees: AppointmentDecree,
    people: tuple[Appointment, ...] = (chair(),),
    on: date = INAUGURATED,
    known_on: date | None = None,
) -> list[Observation]:
    inaugurated = event("pengukuhan", INAUGURATED)
    body = unit(inaugurated, decrees=decrees, appointments=people)
    return list(check_roll([body], on, known_on=known_on))


# What a roll says of one unit's decrees on the day of its inauguration.
ROLL: list[tuple[str, list[AppointmentDecree], tuple[Appointment, ...], list[tuple[str, type]]]] = [
    ("covered", [sk()], (chair(),), []),
    ("nobody serves", [sk(annex=())], (), []),
    ("no decree", [], (chair(),), [("tanpa_keputusan", Open)]),
    ("not listed", [sk()], (chair(), appointment(2)), [("tanpa_keputusan", Open)]),
    ("details missing", [sk(last=None)], (chair(),), [("tercakup_keputusan", Open)]),
    ("two cover", [sk(), sk("440")], (chair(),), [("satu_keputusan", Unmet)]),
    (
        "two cover, one perhaps",
        [sk(), sk("440", annex=None)],
        (chair(),),
        [("satu_keputusan", Open)],
    ),
    (
        "two cover whom nobody knows to serve",
        [sk(), sk("440")],
        (chair(first=None),),
        [("satu_keputusan", Open)],
    ),
    (
        "one replaces the other, nobody knows when",
        [sk(), next_year(covers_from=None)],
        (chair(),),
        [("tercakup_keputusan", Open)],
    ),
    (
        "named by the appointment only",
        [sk(annex=())],
        (chair(1, "439"),),
        [("tanpa_keputusan", Open), ("tercantum_dalam_lampiran", Unmet)],
    ),
    (
        "listed as secretary, named as acting chair",
        [sk(annex=((1, Role.SECRETARY),))],
        (acting(1, "439"),),
        [("tercakup_keputusan", Open)],
    ),
    (
        "not listed at all, named as acting chair",
        [sk()],
        (acting(2, "439"),),
        [("tanpa_keputusan", Open), ("tercantum_dalam_lampiran", Unmet)],
    ),
    (
        "a circle",
        [sk(supersedes="17"), next_year()],
        (chair(),),
        [("penggantian_berputar", Unmet), ("tercakup_keputusan", Open)],
    ),
    (
        "replaces itself",
        [sk(supersedes="439")],
        (chair(),),
        [("penggantian_berputar", Unmet), ("tercakup_keputusan", Open)],
    ),
    (
        "replaces one not on record",
        [sk(supersedes="1")],
        (chair(),),
        [("keputusan_lama_tercatat", Open)],
    ),
    (
        "two replace one",
        [sk(), next_year(), next_year("18")],
        (chair(),),
        [("satu_pengganti", Open)],
    ),
    (
        "signed on the day it begins to cover",
        [sk(day=date(2023, 7, 1))],
        (chair(),),
        [],
    ),
    ("signed a day later", [sk(day=date(2023, 7, 2))], (chair(),), [("berlaku_surut", Noted)]),
    (
        "signed on the day of the inauguration",
        [sk(day=INAUGURATED)],
        (chair(),),
        [("berlaku_surut", Noted)],
    ),
    (
        "signed after the inauguration",
        [sk(day=date(2023, 7, 23))],
        (chair(),),
        [("berlaku_surut", Noted), ("keputusan_setelah_pengukuhan", Noted)],
    ),
    (
        "signed later, another day not known",
        [sk(day=date(2023, 7, 23)), sk("440", day=None, annex=())],
        (chair(),),
        [("berlaku_surut", Noted)],
    ),
]


@pytest.mark.parametrize(
    ("decrees", "people", "said"), [case[1:] for case in ROLL], ids=[case[0] for case in ROLL]
)
def test_what_a_roll_says_of_decrees(
    decrees: list[AppointmentDecree],
    people: tuple[Appointment, ...],
    said: list[tuple[str, type]],
) -> None:
    for order in (decrees, decrees[::-1]):
        found = look(*order, people=people)
        assert [(item.rule, type(item.verdict)) for item in found] == said


def test_a_gap_between_two_decrees_is_open_with_its_days_and_persons() -> None:
    late = next_year(covers_from=date(2024, 2, 1), day=NEW_YEAR)
    people = (appointment(2, last=date(2024, 1, 20)), chair(1))
    found = look(sk(), late, people=people, on=date(2024, 1, 10))
    assert [(item.rule, item.first, item.last, item.persons) for item in found] == [
        ("tanpa_keputusan", NEW_YEAR, date(2024, 1, 31), ("orang-1",)),
        ("tanpa_keputusan", INAUGURATED, date(2024, 1, 20), ("orang-2",)),
    ]
    assert all(isinstance(item.verdict, Open) for item in found)


def test_those_who_are_alike_stand_in_one_observation() -> None:
    people = (chair(1), appointment(2), appointment(3, first=None))
    found = look(sk(last=None, annex=None), people=people)
    assert [item.persons for item in found] == [("orang-1", "orang-2"), ("orang-3",)]
    assert found[0].verdict.what.id == (
        "Belum dapat dipastikan apakah keputusan mencakup 2 orang di kawan-32-60 pada "
        "22 Juli 2023: orang-1, orang-2. Yang belum diketahui dari 439: hari terakhir berlaku, "
        "daftar nama pada lampiran."
    )
    assert (found[1].first, found[1].last) == (date(2023, 7, 1), None)


def test_two_decrees_clash_on_the_days_both_cover() -> None:
    second = sk("440", date(2023, 8, 1), date(2024, 3, 31))
    for on, clash in (
        (date(2023, 7, 31), False),
        (date(2023, 8, 1), True),
        (date(2023, 12, 31), True),
        (NEW_YEAR, False),
    ):
        found = [item for item in look(sk(), second, on=on) if item.rule == "satu_keputusan"]
        days = [(item.first, item.last) for item in found]
        assert days == ([(date(2023, 8, 1), date(2023, 12, 31))] if clash else [])


def test_a_decree_that_reaches_back_is_noted_with_the_days_it_reaches() -> None:
    late = sk(day=date(2023, 9, 1))
    (back, after) = look(late)
    assert (back.first, back.last) == (date(2023, 7, 1), date(2023, 8, 31))
    assert (after.first, after.last) == (INAUGURATED, date(2023, 8, 31))
    assert look(late, on=date(2023, 7, 10)) == []
    assert [item.rule for item in look(late, people=(), on=NEW_YEAR)] == [
        "keputusan_setelah_pengukuhan"
    ]


def test_nothing_is_said_of_a_decree_that_was_not_known_then() -> None:
    late = sk(day=date(2023, 9, 1), known_from=date(2023, 9, 10))
    unsure = attrs.evolve(late, known_from=None)
    assert [item.rule for item in look(late, known_on=date(2023, 9, 9))] == ["tanpa_keputusan"]
    assert [item.rule for item in look(late, known_on=date(2023, 9, 10))] == [
        "berlaku_surut",
        "keputusan_setelah_pengukuhan",
    ]
    assert [item.rule for item in look(unsure, known_on=date(2023, 9, 10))] == [
        "tercakup_keputusan"
    ]
    circle = (sk(supersedes="17"), next_year(annex=()))
    found = look(*circle, people=(chair(1, "17"),), known_on=date(2024, 2, 1))
    assert [(item.rule, type(item.verdict)) for item in found] == [
        ("penggantian_berputar", Open),
        ("tercakup_keputusan", Open),
        ("tercantum_dalam_lampiran", Open),
    ]


def test_a_body_that_was_never_inaugurated_has_no_late_decree() -> None:
    formed = event("pembentukan", INAUGURATED)
    body = unit(formed, decrees=(sk(day=date(2023, 9, 1)),), appointments=())
    assert [item.rule for item in check_roll([body], INAUGURATED)] == ["berlaku_surut"]


def test_a_decree_that_may_go_on_for_somebody_may_clash_with_another() -> None:
    whole = sk(last=date(2024, 12, 31))
    part = attrs.evolve(PARTIAL, covers_until=date(2023, 12, 31))
    other = sk("18", NEW_YEAR, date(2024, 12, 31), day=NEW_YEAR)
    found = [
        [
            (type(o.verdict), o.persons)
            for o in look(*decrees, on=NEW_YEAR)
            if o.rule == "satu_keputusan"
        ]
        for decrees in ((whole, part, other), (sk(), part, other))
    ]
    assert found == [[(Open, (FIRST,))], []]


NEAR = days(first=date(2023, 6, 1), last=date(2024, 6, 1))


@st.composite
def decrees(draw: st.DrawFn) -> list[AppointmentDecree]:
    names = draw(st.lists(st.sampled_from("abcd"), unique=True))
    found: list[AppointmentDecree] = []
    for name in names:
        first, last = draw(st.none() | NEAR), draw(st.none() | NEAR)
        if first is not None and last is not None and last < first:
            first, last = last, first
        entries = st.tuples(st.integers(1, 2), st.sampled_from([Role.CHAIR, None]))
        found.append(
            sk(
                name,
                first,
                last,
                number=draw(st.sampled_from(["1", None])),
                day=draw(st.none() | NEAR),
                supersedes=draw(st.none() | st.sampled_from("abcd")),
                known_from=draw(st.none() | NEAR),
                annex=draw(st.none() | st.lists(entries, max_size=2).map(tuple)),
            )
        )
    return found


@given(decrees(), NEAR, st.none() | NEAR, st.sampled_from([None, "a", "b"]))
def test_the_spans_say_what_each_day_says(
    seen: list[AppointmentDecree], day: date, known_on: date | None, named: str | None
) -> None:
    body = unit(decrees=tuple(seen), appointments=(chair(1, named, first=None),))
    found = coverage_of(body, date(2023, 6, 1), date(2024, 6, 1), known_on=known_on)
    around = [item for item in found if item.first <= day <= item.last]
    assert [item.covering for item in around] == [
        cover_on(seen, body.appointments[0], day, known_on=known_on)
    ]
    ends = [(a.last + timedelta(days=1), b.first) for a, b in pairwise(found)]
    assert all(end == start for end, start in ends)
    assert all(a.covering != b.covering for a, b in pairwise(found))


@given(decrees(), NEAR, NEAR, st.sampled_from([None, "a", "b"]))
def test_what_comes_to_hand_later_is_never_seen(
    seen: list[AppointmentDecree], day: date, known_on: date, named: str | None
) -> None:
    later = [
        item
        for item in seen
        if any(known is not None and known > known_on for known in (item.day, item.known_from))
    ]
    earlier = [item for item in seen if item not in later]
    one = chair(1, named)
    assert cover_on(seen, one, day, known_on=known_on) == cover_on(
        earlier, one, day, known_on=known_on
    )
    # Only what another replaces is looked up among all that is on record.
    told, then = (
        [
            item
            for item in look(*items, people=(one,), on=day, known_on=known_on)
            if item.rule != "keputusan_lama_tercatat"
        ]
        for items in (seen, earlier)
    )
    assert told == then


@given(decrees(), NEAR, st.sampled_from(["number", "day", "covers_from", "covers_until", "annex"]))
def test_forgetting_a_detail_of_every_decree_never_decides_anything(
    seen: list[AppointmentDecree], day: date, detail: str
) -> None:
    unknown: dict[str, Any] = {detail: None}
    forgotten = [attrs.evolve(item, **unknown) for item in seen]
    before, after = (cover_on(items, chair(), day).coverage for items in (seen, forgotten))
    assert after is OPEN or after is before


@given(decrees(), NEAR, st.none() | NEAR, st.permutations(range(4)))
def test_the_order_of_decrees_does_not_matter(
    seen: list[AppointmentDecree], day: date, known_on: date | None, order: list[int]
) -> None:
    shuffled = [seen[number] for number in order if number < len(seen)]
    people = (chair(), appointment(2, first=None))
    found = look(*seen, people=people, on=day, known_on=known_on)
    assert look(*shuffled, people=people, on=day, known_on=known_on) == found


@given(decrees(), NEAR, st.none() | NEAR)
def test_a_decree_that_covers_everybody_is_never_a_gap(
    seen: list[AppointmentDecree], day: date, known_on: date | None
) -> None:
    whole = sk(
        "z", date(2023, 1, 1), date(2024, 12, 31), known_from=date(2023, 1, 1), day=date(2023, 1, 1)
    )
    found = cover_on([*seen, whole], chair(), day, known_on=known_on or date(2024, 1, 1))
    assert found.coverage is COVERED
    assert "z" in found.decrees


def test_a_person_is_found_by_id_and_never_by_name() -> None:
    namesake = attrs.evolve(chair(), person=Person(id=PersonId("orang-9"), name="Orang Contoh 1"))
    assert cover_on([sk()], namesake, INAUGURATED).coverage is NONE
