"""What successions get wrong: faults of the file, and oddities that are only observed."""

from datetime import date, timedelta

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmi_core.messages import Language
from pmi_core.programme import (
    KKBM,
    Bequest,
    Board,
    BoardId,
    Body,
    BodyId,
    Event,
    FaultyHistory,
    Heritage,
    History,
    KawanPMI,
    Level,
    Noted,
    Open,
    PerwiraPMI,
    Succession,
    SuccessionForm,
    Unmet,
    check_successions,
    succession_faults,
)
from pmi_core.programme.guards import Facts, shipped_guards
from pmi_core.programme.succession import FIRST_DAY_OF_KAWAN_PMI
from tests.programme.bodies import event
from tests.programme.test_succession import DAY, LINES, succession

FORMED = date(2018, 3, 14)
LATER = date(2024, 1, 1)
ONE_DAY = timedelta(days=1)


def community(name: str, *, ended: date | None = DAY) -> KKBM:
    end = () if ended is None else (event("transformasi", ended),)
    events: tuple[Event, ...] = (event("pembentukan", FORMED), *end)
    history = History(events=events)
    return KKBM(id=BodyId(name), name="Contoh", level=Level.VILLAGE, history=history)


def unit(name: str) -> KawanPMI:
    return KawanPMI(id=BodyId(name), name="Contoh", level=Level.REGENCY)


def association(*boards: Board) -> PerwiraPMI:
    return PerwiraPMI(id=BodyId("perwira"), name="Contoh", level=Level.PROVINCE, boards=boards)


def board(name: str, first: date | None, last: date | None) -> Board:
    return Board(id=BoardId(name), first=first, last=last)


OLD = board("kepengurusan-1", date(2023, 1, 1), DAY - ONE_DAY)
NEW = board("kepengurusan-2", DAY, None)
ROLL: tuple[Body, ...] = (
    community("kkbm-a"),
    community("kkbm-b"),
    community("kkbm-hidup", ended=None),
    unit("kawan-a"),
    unit("kawan-b"),
    association(OLD, NEW, Board()),
)


def faults(*successions: Succession) -> list[tuple[int, str, str]]:
    found = succession_faults(successions, ROLL)
    return [(number, fault.code, fault.pointer) for number, fault in found]


def seen(
    *successions: Succession, roll: tuple[Body, ...] = ROLL, on: date = date.max
) -> list[tuple[str, str]]:
    found = check_successions(successions, roll, on)
    assert list(found) == sorted(found, key=lambda item: item.rule)
    return [(item.rule, type(item.verdict).__name__) for item in found]


def formed(before: str, after: str, form: SuccessionForm, on: date = DAY) -> Succession:
    return attrs.evolve(succession(before, after, on), form=form)


@pytest.mark.parametrize(
    ("successions", "expected"),
    [
        ([succession("kkbm-a kkbm-b", "kawan-a")], []),
        ([succession("kkbm-a", "")], []),
        ([succession("kepengurusan-1", "kepengurusan-2")], []),
        (
            [succession("kkbm-x", "kawan-a kawan-x")],
            [(0, "dangling", "/predecessors/0"), (0, "dangling", "/successors/1")],
        ),
        (
            [succession("kkbm-a", "kawan-a"), succession("kawan-a", "kkbm-a")],
            [(0, "cycle", "/successors"), (1, "cycle", "/successors")],
        ),
        (
            [
                succession("kkbm-a", "kawan-a"),
                succession("kawan-a", "kawan-b"),
                succession("kawan-b", "kawan-a"),
                succession("kawan-b", "kkbm-b"),
            ],
            [(1, "cycle", "/successors"), (2, "cycle", "/successors")],
        ),
        (
            [succession("kkbm-a", "kawan-a"), succession("kkbm-a", "kawan-a")],
            [(1, "duplicate-id", "/id")],
        ),
        (
            [succession("kkbm-a", "kawan-a", recorded=DAY - ONE_DAY)],
            [(0, "record-order", "/recorded")],
        ),
        ([succession("kkbm-a", "kawan-a", recorded=DAY)], []),
        (
            [
                succession(
                    "kkbm-a",
                    "kawan-a",
                    inherits=(
                        Bequest(item=Heritage.AREA, to=("kawan-b", "kawan-a")),
                        Bequest(item=Heritage.AREA),
                    ),
                )
            ],
            [(0, "no-successor", "/inherits/0/to/0"), (0, "duplicate", "/inherits/1/item")],
        ),
        (
            [succession("kkbm-a kkbm-b kkbm-a", "kawan-a kawan-a kawan-a")],
            [
                (0, "duplicate", "/predecessors/2"),
                (0, "duplicate", "/successors/1"),
                (0, "duplicate", "/successors/2"),
            ],
        ),
        (
            [succession("kkbm-x", "kawan-y", recorded=DAY - ONE_DAY)],
            [
                (0, "dangling", "/predecessors/0"),
                (0, "dangling", "/successors/0"),
                (0, "record-order", "/recorded"),
            ],
        ),
    ],
    ids=[
        "three to one",
        "one to none",
        "board to board",
        "unknown names",
        "a ring",
        "only who lies on the ring",
        "the same id",
        "recorded before its day",
        "recorded on its day",
        "heirs that are none",
        "listed twice",
        "all at once",
    ],
)
def test_what_no_succession_can_be_is_a_fault_with_its_place(
    successions: list[Succession], expected: list[tuple[int, str, str]]
) -> None:
    assert faults(*successions) == expected


def test_a_name_that_is_nearly_right_is_offered() -> None:
    ((_, fault),) = succession_faults([succession("kkbm-hidu", "")], ROLL)
    assert "kkbm-hidup" in fault.message


EARLY = date(2021, 12, 31)
FIRST = date(2022, 1, 1)


@pytest.mark.parametrize(
    ("given_", "expected"),
    [
        (succession("kkbm-a", "kawan-a"), []),
        (succession("kkbm-a", "kawan-a", EARLY), ["peralihan_sebelum_2022"]),
        (succession("kkbm-a", "", EARLY), ["peralihan_sebelum_2022"]),
        (succession("kkbm-a", "kawan-a", FIRST), []),
        (succession("kkbm-a", "kkbm-b", EARLY), []),
        (formed("kkbm-a", "kawan-a", SuccessionForm.TRANSFORMATION), []),
        (formed("kkbm-a", "", SuccessionForm.TRANSFORMATION), []),
        (formed("kawan-a", "kawan-b", SuccessionForm.TRANSFORMATION), ["bentuk_peralihan"]),
        (formed("kkbm-a", "kkbm-b", SuccessionForm.CONTINUATION), []),
        (formed("kkbm-a", "", SuccessionForm.CONTINUATION), ["bentuk_peralihan"]),
        (formed("kkbm-a kkbm-b", "kawan-a", SuccessionForm.MERGER), []),
        (formed("kkbm-a kkbm-b kkbm-hidup", "kawan-a", SuccessionForm.MERGER), []),
        (formed("kkbm-a", "kawan-a kawan-b kkbm-b", SuccessionForm.SPLIT), []),
        (formed("kkbm-a kkbm-b", "kawan-a kawan-b", SuccessionForm.MERGER), ["bentuk_peralihan"]),
        (formed("kkbm-a", "kawan-a", SuccessionForm.MERGER), ["bentuk_peralihan"]),
        (formed("kkbm-a", "kawan-a kawan-b", SuccessionForm.SPLIT), []),
        (formed("kkbm-a kkbm-b", "kawan-a kawan-b", SuccessionForm.SPLIT), ["bentuk_peralihan"]),
        (formed("kepengurusan-1", "kepengurusan-2", SuccessionForm.NEW_BOARD), []),
        (formed("kepengurusan-1", "", SuccessionForm.NEW_BOARD), ["bentuk_peralihan"]),
        (formed("kkbm-a", "kawan-a", SuccessionForm.NEW_BOARD), ["bentuk_peralihan"]),
        (
            formed("kepengurusan-1", "kepengurusan-2", SuccessionForm.CONTINUATION),
            ["bentuk_peralihan"],
        ),
        (formed("hilang", "kawan-a", SuccessionForm.CONTINUATION), []),
    ],
    ids=lambda value: (
        f"{value.id} {value.form and value.form.value} {value.on}"
        if isinstance(value, Succession)
        else str(len(value))
    ),
)
def test_forms_and_days_that_do_not_fit_are_observed(
    given_: Succession, expected: list[str]
) -> None:
    found = check_successions([given_], ROLL, date.max)
    rules = [item.rule for item in found if item.rule in _FORM_RULES]
    assert rules == expected
    assert all(isinstance(item.verdict, Unmet) for item in found if item.rule in _FORM_RULES)
    assert all(item.first == given_.on for item in found)


@pytest.mark.parametrize("on", [EARLY, FIRST], ids=str)
def test_a_succession_is_early_where_the_unit_s_own_life_would_be_too(on: date) -> None:
    guard = shipped_guards()["tidak_sebelum_2022"]
    refused = isinstance(guard.check(Facts(), event("pembentukan", on)), Unmet)
    rules = [rule for rule, _ in seen(succession("kkbm-a", "kawan-a", on))]
    assert ("peralihan_sebelum_2022" in rules) is refused is (on < FIRST_DAY_OF_KAWAN_PMI)


_FORM_RULES = {"peralihan_sebelum_2022", "bentuk_peralihan"}


@pytest.mark.parametrize(
    ("name", "on", "rule"),
    [
        ("kkbm-a", DAY, None),
        ("kkbm-a", DAY + ONE_DAY, "pendahulu_sudah_berakhir"),
        ("kkbm-a", DAY - ONE_DAY, "pendahulu_masih_tercatat"),
        ("kkbm-a", FORMED - ONE_DAY, "pendahulu_belum_ada"),
        ("kkbm-a", FORMED, "pendahulu_masih_tercatat"),
        ("kkbm-hidup", DAY, "pendahulu_masih_tercatat"),
        ("kawan-a", DAY, "pendahulu_masih_tercatat"),
        ("kepengurusan-1", DAY, None),
        ("kepengurusan-1", DAY + ONE_DAY, "pendahulu_sudah_berakhir"),
        ("kepengurusan-2", DAY, "pendahulu_masih_tercatat"),
        ("hilang", DAY, None),
    ],
    ids=str,
)
def test_a_predecessor_is_there_until_the_succession_and_not_after(
    name: str, on: date, rule: str | None
) -> None:
    found = check_successions([succession(name, "", on)], ROLL, date.max)
    rules = [item.rule for item in found if item.rule.startswith("pendahulu")]
    assert rules == ([] if rule is None else [rule])


@pytest.mark.parametrize(
    ("name", "on", "rule"),
    [
        ("kkbm-b", FORMED, None),
        ("kkbm-b", FORMED - ONE_DAY, "penerus_belum_ada"),
        ("kkbm-b", DAY - ONE_DAY, None),
        ("kkbm-b", DAY, "penerus_sudah_berakhir"),
        ("kkbm-b", DAY + ONE_DAY, "penerus_sudah_berakhir"),
        ("kawan-a", date.min, None),
        ("kepengurusan-2", DAY, None),
        ("kepengurusan-2", DAY - ONE_DAY, "penerus_belum_ada"),
        ("kepengurusan-1", DAY - ONE_DAY, None),
        ("kepengurusan-1", DAY, "penerus_sudah_berakhir"),
        ("hilang", DAY, None),
    ],
    ids=str,
)
def test_an_heir_is_there_on_the_day_of_the_succession(
    name: str, on: date, rule: str | None
) -> None:
    found = check_successions([succession("kkbm-a", name, on)], ROLL, date.max)
    seen_ = [item for item in found if item.rule.startswith("penerus_")]
    assert [item.rule for item in seen_] == ([] if rule is None else [rule])
    assert all(isinstance(item.verdict, Unmet) and item.first == on for item in seen_)


def test_an_heir_that_is_not_there_yet_is_awaited_until_the_day_before_it_is() -> None:
    told = [succession("kkbm-a", "kepengurusan-2", DAY - timedelta(days=3))]
    (seen_,) = [i for i in check_successions(told, ROLL, DAY) if i.rule == "penerus_belum_ada"]
    assert (seen_.bodies, seen_.last) == (("perwira",), DAY - ONE_DAY)


PROPOSED = event("pengusulan", date(2023, 1, 1))
DESIGNATED = event("penetapan", date(2023, 1, 1))


def planned(*events: Event) -> KawanPMI:
    return attrs.evolve(unit("kawan-baru"), history=History(events=events))


def designated(first: date | None, *events: Event) -> PerwiraPMI:
    life = History(events=(DESIGNATED, *events))
    return association(Board(id=BoardId("kawan-baru"), first=first, history=life))


@pytest.mark.parametrize(
    ("heir", "verdict", "last"),
    [
        (planned(PROPOSED), Open, None),
        (planned(PROPOSED, event("pembentukan", DAY)), None, None),
        (planned(PROPOSED, event("pembentukan", DAY + ONE_DAY)), Unmet, DAY),
        (planned(PROPOSED, event("pengukuhan", LATER)), Unmet, LATER - ONE_DAY),
        (planned(event("pembentukan", DAY, DAY + 2 * ONE_DAY)), None, None),
        (designated(None), Open, None),
        (designated(DAY - ONE_DAY), Open, None),
        (designated(date(2022, 1, 1)), None, None),
        (designated(None, event("pengukuhan", DAY)), None, None),
        (designated(None, event("pengukuhan", DAY + ONE_DAY)), Unmet, DAY),
        (designated(date(2023, 1, 1), event("pengukuhan", DAY + ONE_DAY)), Unmet, DAY),
        (designated(LATER, event("pengukuhan", DAY)), Unmet, LATER - ONE_DAY),
    ],
    ids=[
        "only proposed",
        "proposed, formed that day",
        "proposed, formed the day after",
        "proposed, inaugurated later",
        "formed that day, recorded later",
        "only designated",
        "only designated, a first day written",
        "a first day written long before it was designated",
        "designated, in office that day",
        "designated, in office the day after",
        "designated, a first day written, in office the day after",
        "designated, in office that day, written from later on",
    ],
)
def test_an_heir_that_is_only_planned_is_not_there_yet(
    heir: Body, verdict: type[Unmet] | type[Open] | None, last: date | None
) -> None:
    told = [succession("kkbm-a", "kawan-baru", DAY)]
    found = check_successions(told, [*ROLL, heir], date.max)
    seen_ = [item for item in found if item.rule.startswith("penerus_")]
    assert [(item.rule, type(item.verdict)) for item in seen_] == (
        [] if verdict is None else [("penerus_belum_ada", verdict)]
    )
    assert [item.last for item in seen_] == ([] if verdict is None else [last])


@pytest.mark.parametrize(
    ("known_on", "verdict"), [(DAY + ONE_DAY, Open), (DAY + 2 * ONE_DAY, None), (None, None)]
)
def test_an_heir_counts_as_planned_until_its_formation_was_recorded(
    known_on: date | None, verdict: type[Open] | None
) -> None:
    heir = planned(PROPOSED, event("pembentukan", DAY, DAY + 2 * ONE_DAY))
    told = [attrs.evolve(succession("kkbm-a", "kawan-baru", DAY), recorded=DAY)]
    found = check_successions(told, [*ROLL, heir], date.max, known_on=known_on)
    kinds = [type(item.verdict) for item in found if item.rule == "penerus_belum_ada"]
    assert kinds == ([] if verdict is None else [verdict])


def test_a_predecessor_that_is_only_planned_is_not_there_either() -> None:
    roll = [*ROLL, planned(PROPOSED)]
    found = check_successions([succession("kawan-baru", "", DAY)], roll, date.max)
    (seen_,) = [item for item in found if item.rule.startswith("pendahulu_")]
    assert (seen_.rule, type(seen_.verdict)) == ("pendahulu_belum_ada", Open)
    for language in Language:
        assert "kawan-baru" in seen_.verdict.what.in_(language)


BOARD_LIFE = (
    event("pengukuhan", DAY),
    event("serah_terima", LATER, LATER + timedelta(days=9)),
)


def board_rules(told: Board, on: date, known_on: date | None) -> list[str]:
    roll = [association(attrs.evolve(told, id=BoardId("k")))]
    found = check_successions([succession("k", "", on)], roll, date.max, known_on=known_on)
    return [item.rule for item in found if item.rule.startswith("pendahulu")]


@pytest.mark.parametrize(
    ("last", "on", "known_on", "rule"),
    [
        (None, DAY - ONE_DAY, None, "pendahulu_belum_ada"),
        (None, LATER, None, None),
        (None, LATER + ONE_DAY, None, "pendahulu_sudah_berakhir"),
        (None, LATER + ONE_DAY, LATER + ONE_DAY, "pendahulu_masih_tercatat"),
        (None, LATER + ONE_DAY, LATER + timedelta(days=9), "pendahulu_sudah_berakhir"),
        (LATER, LATER, LATER, "pendahulu_masih_tercatat"),
        (DAY, DAY + ONE_DAY, None, None),
        (DAY, DAY + timedelta(days=2), None, "pendahulu_sudah_berakhir"),
        (date.max, DAY, LATER, "pendahulu_masih_tercatat"),
    ],
    ids=str,
)
def test_a_board_is_there_as_its_life_and_its_written_days_tell(
    last: date | None, on: date, known_on: date | None, rule: str | None
) -> None:
    told = Board(last=last, history=History(events=BOARD_LIFE))
    assert board_rules(told, on, known_on) == ([] if rule is None else [rule])


def test_a_written_first_day_counts_for_a_board_before_its_life_does() -> None:
    told = Board(first=FORMED, history=History(events=BOARD_LIFE))
    assert board_rules(told, FORMED, None) == ["pendahulu_masih_tercatat"]
    assert board_rules(told, FORMED - ONE_DAY, None) == ["pendahulu_belum_ada"]


IMPOSSIBLE = History(events=(event("transformasi", DAY), event("transformasi", LATER)))


def test_lives_that_cannot_have_been_are_named_and_only_those_that_were_asked_for() -> None:
    bad = [attrs.evolve(community(name), history=IMPOSSIBLE) for name in ("rusak-1", "rusak-2")]
    worse = attrs.evolve(
        association(Board(id=BoardId("kepengurusan-x"), history=IMPOSSIBLE)),
        id=BodyId("rusak-3"),
    )
    roll = [*ROLL, *bad, worse]
    sound = [succession("kkbm-a", "kawan-a")]
    assert check_successions(sound, roll, LATER) == check_successions(sound, ROLL, LATER)
    assert list(succession_faults([succession("rusak-1", "kawan-a")], roll)) == []
    later = succession("rusak-1", "", LATER + ONE_DAY)
    assert check_successions([*sound, later], roll, LATER) == check_successions(sound, ROLL, LATER)
    with pytest.raises(FaultyHistory) as problem:
        check_successions([succession("rusak-1 kkbm-a", "kepengurusan-x")], roll, LATER)
    named = {fault.message.partition(": ")[0] for fault in problem.value.faults}
    assert named == {"rusak-1", "rusak-3"}


def test_a_predecessor_that_lives_on_is_a_note_with_its_days() -> None:
    (note,) = check_successions(
        [succession("kkbm-a", "kkbm-b", LATER - ONE_DAY)],
        (community("kkbm-a", ended=LATER),),
        LATER,
    )
    assert isinstance(note.verdict, Noted)
    assert (note.bodies, note.first, note.last) == (("kkbm-a",), LATER - ONE_DAY, LATER - ONE_DAY)


def test_as_known_before_its_end_was_recorded_a_predecessor_still_lives() -> None:
    late = attrs.evolve(
        community("kkbm-a", ended=None),
        history=History(events=(event("pembentukan", FORMED), event("transformasi", DAY, LATER))),
    )
    told = [succession("kkbm-a", "kkbm-b")]
    assert [item.rule for item in check_successions(told, [late], LATER, known_on=DAY)] == [
        "pendahulu_masih_tercatat"
    ]
    assert check_successions(told, [late], LATER, known_on=LATER) == ()
    assert check_successions(told, [late], LATER) == ()


def test_a_succession_is_looked_at_from_its_day_on() -> None:
    late = succession("kkbm-a", "", DAY + ONE_DAY)
    assert seen(late, on=DAY) == []
    assert seen(late, on=DAY + ONE_DAY) == [("pendahulu_sudah_berakhir", "Unmet")]


AREA = Bequest(item=Heritage.AREA, to=("kawan-a", "kawan-b"))
MEMBERS = Bequest(item=Heritage.MEMBERS, to=("kawan-a", "kawan-b"))
NO_AREA = Bequest(item=Heritage.AREA)


@pytest.mark.parametrize(
    ("one", "other", "verdict"),
    [
        ((AREA,), (AREA, MEMBERS), Unmet),
        ((AREA,), (MEMBERS,), None),
        ((AREA,), (NO_AREA,), None),
        ((AREA,), None, Open),
        (None, None, Open),
        (None, (), None),
        ((), (), None),
        ((NO_AREA,), None, None),
        (None, (NO_AREA, MEMBERS), Open),
    ],
    ids=[
        "one thing twice",
        "other things",
        "given up",
        "one open",
        "both open",
        "nothing",
        "none",
        "expressly nothing",
        "one thing given up, one handed on",
    ],
)
def test_a_predecessor_hands_on_each_thing_only_once(
    one: tuple[Bequest, ...] | None,
    other: tuple[Bequest, ...] | None,
    verdict: type[Unmet] | type[Open] | None,
) -> None:
    twice = [
        attrs.evolve(succession("kkbm-a", "kawan-a kawan-b", inherits=told), id=name)
        for name, told in (("satu", one), ("dua", other))
    ]
    found = check_successions(twice, ROLL, DAY)
    assert [type(item.verdict) for item in found] == ([] if verdict is None else [verdict])
    assert {item.rule for item in found} <= {"peralihan_berganda"}
    elsewhere = [attrs.evolve(item, predecessors=("hilang",)) for item in twice]
    assert check_successions(elsewhere, ROLL, DAY) == ()


@given(LINES, st.data())
def test_observations_do_not_depend_on_the_order_and_nothing_is_refused(
    successions: list[Succession], data: st.DataObject
) -> None:
    roll = [unit(name) for name in "abc"] + [community(name) for name in "de"]
    found = check_successions(successions, roll, date.max)
    shuffled = data.draw(st.permutations(successions))
    assert check_successions(shuffled, data.draw(st.permutations(roll)), date.max) == found
    assert all(item.basis for item in found)


def reaching(successions: list[Succession]) -> dict[int, set[int]]:
    """By number of a succession: those that come after it, by any number of steps."""
    steps = {
        number: {
            other
            for other, later in enumerate(successions)
            if {*item.successors}.intersection(later.predecessors)
        }
        for number, item in enumerate(successions)
    }
    for _ in successions:
        for number, after in steps.items():
            steps[number] = after.union(*(steps[other] for other in after))
    return steps


@given(LINES)
def test_a_ring_is_found_with_all_that_lies_on_it_or_between_two(
    successions: list[Succession],
) -> None:
    after = reaching(successions)
    rings = {number for number, later in after.items() if number in later}
    blocked = {
        number
        for number, later in after.items()
        if number in rings or (later & rings and any(number in after[ring] for ring in rings))
    }
    found = succession_faults(successions, ROLL)
    assert {number for number, fault in found if fault.code == "cycle"} == blocked
