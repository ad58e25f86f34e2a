"""Each guard: a case that passes, one that fails, one that nobody can decide, the boundary day."""

from datetime import date, timedelta
from typing import Any

import attrs
import pytest

from pmi_core.messages import Language
from pmi_core.programme import (
    MET,
    AnnexEntry,
    AppointmentDecree,
    Board,
    BodyId,
    Business,
    BusinessStage,
    DecreeId,
    Event,
    Facts,
    History,
    Level,
    Member,
    MemberKind,
    Met,
    Open,
    PerwiraPMI,
    Role,
    Signal,
    SignalKind,
    Unmet,
    Verdict,
    shipped_guards,
)
from tests.programme.bodies import DECREE, INAUGURATED, appointment, decree, event, person, unit

BEFORE, AFTER = INAUGURATED - timedelta(days=1), INAUGURATED + timedelta(days=1)
PACT, INAUGURATION = "pakta_ditandatangani", event("pengukuhan", INAUGURATED)


def verdict(name: str, event: Event, facts: Facts) -> Verdict:
    return shipped_guards()[name].check(facts, event)


def signalled(
    day: date, *, recorded: date | None = None, holds: bool = True, nib_held: bool | None = None
) -> Facts:
    told = recorded or day
    seen = Signal(kind=SignalKind.NIB, day=day, recorded=told, source="uji", holds=holds)
    thing = business(nib_held=nib_held).business
    assert thing is not None
    return Facts(business=attrs.evolve(thing, signals=(seen,)))


def business(*, nib_held: bool | None) -> Facts:
    thing = Business(
        id="usaha-1", name="Warung Contoh", stage=BusinessStage.OPERATING, nib_held=nib_held
    )
    return Facts(business=thing)


def member(kind: MemberKind) -> Facts:
    return Facts(member=Member(person=person(1), kind=kind))


def association(*others: Board, asked: Board | None = None) -> Facts:
    board = asked or Board(first=date(2026, 1, 1))
    body = PerwiraPMI(
        id=BodyId("perwira-32"),
        name="Perwira Contoh",
        level=Level.PROVINCE,
        boards=(board, *others),
    )
    return Facts(body=body, board=board)


def association_body(*decrees: AppointmentDecree) -> PerwiraPMI:
    return PerwiraPMI(
        id=BodyId("perwira-32"), name="Perwira Contoh", level=Level.PROVINCE, decrees=decrees
    )


def decreed(**fields: Any) -> Facts:
    return Facts(body=unit(decrees=(attrs.evolve(decree("17"), **fields),)))


def appointed(*listed: int, **fields: Any) -> Facts:
    """The first person's appointment, and a decree whose annex lists those persons."""
    annex = tuple(AnnexEntry(person=person(n).id, role=Role.MEMBER) for n in listed)
    body = unit(decrees=(attrs.evolve(decree("17"), **{"annex": annex, **fields}),))
    return Facts(body=body, appointment=appointment(1))


def in_office(*then: str) -> History:
    """A board's life: in office since 2020, and what came until the day before."""
    steps = (event("pengukuhan", date(2020, 1, 1)), *(event(name, BEFORE) for name in then))
    return History(events=steps)


def handing_over(day: date) -> History:
    """A board's life: in office since 2020, until the day before the day on which it hands over."""
    return History(
        events=(event("pengukuhan", date(2020, 1, 1)), event("serah_terima", day)),
    )


def copied(facts: Facts) -> Facts:
    """The same facts with the board as an equal value, not the same object."""
    assert facts.board is not None
    return attrs.evolve(facts, board=attrs.evolve(facts.board))


def naming(facts: Facts, name: str | None) -> Facts:
    """The same facts, the appointment naming another decree, or none."""
    assert facts.appointment is not None
    named = None if name is None else DecreeId(name)
    return attrs.evolve(facts, appointment=attrs.evolve(facts.appointment, decree=named))


def as_known_on(facts: Facts, day: date) -> Facts:
    return attrs.evolve(facts, known_on=day)


def interest(told: bool | None) -> Facts:
    return Facts(appointment=attrs.evolve(appointment(1), placement_interest=told))


STEP = event("langkah", INAUGURATED)
GIVEN = attrs.evolve(STEP, evidence="berita-acara.pdf")
Case = tuple[Facts, Event, type[Verdict]]
# Every condition that ships: where it holds, where it does not, where nobody can tell. What was
# only observed is open where it does not hold, and never refuses.
CASES: dict[str, list[Case]] = {
    "keputusan_tercatat": [
        (Facts(body=unit()), STEP, Met),
        (Facts(body=unit(decrees=(decree(None),))), STEP, Open),
        (decreed(covers_from=INAUGURATED, covers_until=INAUGURATED), STEP, Met),
        (decreed(covers_from=AFTER), STEP, Open),
        (decreed(covers_until=BEFORE), STEP, Open),
        (decreed(day=AFTER), STEP, Open),
        (decreed(day=AFTER, covers_from=BEFORE), STEP, Met),
        (appointed(1, 2), STEP, Met),
        (appointed(2), STEP, Open),
        (appointed(), STEP, Open),
        (appointed(1, covers_until=BEFORE), STEP, Open),
        (appointed(1, annex=None), STEP, Met),
        (naming(appointed(1, annex=None), None), STEP, Met),
        (appointed(1, annex=(AnnexEntry(person=person(1).id, role=None),)), STEP, Met),
        (appointed(1, annex=(AnnexEntry(person=person(1).id, role=Role.CHAIR),)), STEP, Open),
        (naming(appointed(1), "sk-lain"), STEP, Open),
        (naming(appointed(1), None), STEP, Met),
        (naming(appointed(2), None), STEP, Open),
        (appointed(1), attrs.evolve(STEP, decree=DecreeId("sk-lain")), Open),
        (naming(appointed(1), "sk-lain"), attrs.evolve(STEP, decree=DECREE), Met),
        (as_known_on(decreed(known_from=AFTER), AFTER), STEP, Met),
        (as_known_on(decreed(known_from=AFTER), INAUGURATED), STEP, Open),
        (as_known_on(decreed(), INAUGURATED), STEP, Open),
        (Facts(), STEP, Open),
    ],
    "keputusan_pengesahan_tercatat": [
        (Facts(body=association_body(decree("17"))), STEP, Met),
        (Facts(body=association_body()), STEP, Open),
        (Facts(), STEP, Open),
    ],
    "keputusan_pengganti_tercatat": [
        (decreed(supersedes=DecreeId("sk-lama")), STEP, Met),
        (decreed(supersedes=DecreeId("sk-lama"), day=AFTER), STEP, Open),
        (naming(appointed(1, supersedes=DecreeId("sk-lama")), "sk-lama"), STEP, Met),
        (naming(appointed(2, supersedes=DecreeId("sk-lama")), "sk-lama"), STEP, Open),
        (Facts(body=unit()), STEP, Open),
        (Facts(), STEP, Open),
    ],
    "pakta_ditandatangani": [
        (Facts(appointment=appointment(1, pact=INAUGURATED)), STEP, Met),
        (Facts(appointment=appointment(1, pact=AFTER)), STEP, Open),
        (Facts(appointment=appointment(1, pact=None)), STEP, Open),
        (Facts(), STEP, Open),
    ],
    "tanpa_kepentingan_penempatan": [
        (interest(False), STEP, Met),
        (interest(True), STEP, Unmet),
        (interest(None), STEP, Open),
        (Facts(), STEP, Open),
    ],
    "alasan_dicatat": [
        (Facts(), attrs.evolve(STEP, note="mundur"), Met),
        (Facts(), STEP, Unmet),
        (Facts(), attrs.evolve(STEP, note="  "), Unmet),
    ],
    "bukti_dicatat": [
        (Facts(), GIVEN, Met),
        (Facts(), attrs.evolve(STEP, decree=DecreeId("sk-ini")), Met),
        (Facts(), attrs.evolve(STEP, evidence="  "), Open),
        (Facts(), STEP, Open),
    ],
    "tanpa_kepengurusan_lain": [
        (association(), STEP, Met),
        (association(Board(first=date(2020, 1, 1), last=BEFORE)), STEP, Met),
        (association(Board(first=AFTER)), STEP, Met),
        (association(Board(first=date(2020, 1, 1))), STEP, Unmet),
        (association(Board(), Board(first=date(2020, 1, 1))), STEP, Unmet),
        (association(Board()), STEP, Open),
        (association(Board(last=INAUGURATED)), STEP, Met),
        (association(Board(first=date(2020, 1, 1), last=INAUGURATED)), STEP, Met),
        (association(Board(first=date(2020, 1, 1), last=AFTER)), STEP, Unmet),
        (association(Board(history=in_office())), STEP, Unmet),
        (association(Board(history=handing_over(AFTER))), STEP, Met),
        (association(Board(history=handing_over(AFTER + timedelta(days=1)))), STEP, Unmet),
        (
            association(
                Board(first=date(2020, 1, 1), last=INAUGURATED), asked=Board(first=INAUGURATED)
            ),
            STEP,
            Met,
        ),
        (
            association(Board(first=date(2020, 1, 1), last=INAUGURATED), asked=Board(first=BEFORE)),
            STEP,
            Unmet,
        ),
        (association(Board(history=in_office("serah_terima"))), STEP, Met),
        (association(Board(history=in_office("demisioner"))), STEP, Met),
        (copied(association()), STEP, Met),
        (association(Board(last=BEFORE)), STEP, Met),
        (Facts(body=unit()), STEP, Open),
        (attrs.evolve(association(), board=None), STEP, Open),
        (Facts(), STEP, Open),
    ],
    "pmi_atau_keluarga": [
        (member(MemberKind.PROSPECTIVE), STEP, Met),
        (member(MemberKind.WORKING), STEP, Met),
        (member(MemberKind.RETURNED), STEP, Met),
        (member(MemberKind.FAMILY), STEP, Met),
        (member(MemberKind.FAMILY_OF_RETURNED), STEP, Met),
        (member(MemberKind.PARALEGAL), STEP, Open),
        (member(MemberKind.ACTIVIST), STEP, Open),
        (member(MemberKind.ORGANISER), STEP, Open),
        (Facts(), STEP, Open),
    ],
    "nib_dimiliki": [
        (business(nib_held=True), STEP, Met),
        (business(nib_held=False), STEP, Unmet),
        (business(nib_held=None), STEP, Open),
        (Facts(), STEP, Open),
        (signalled(STEP.effective), STEP, Met),
        (signalled(STEP.effective, recorded=STEP.recorded + timedelta(days=9)), STEP, Met),
        (signalled(STEP.effective + timedelta(days=1)), STEP, Open),
        (signalled(STEP.effective, holds=False), STEP, Unmet),
        (signalled(STEP.effective, nib_held=False), STEP, Met),
        (signalled(STEP.effective, holds=False, nib_held=True), STEP, Open),
    ],
    "tidak_sebelum_2022": [
        (Facts(), event("langkah", date(2022, 1, 1)), Met),
        (Facts(), event("langkah", date(2021, 12, 31)), Unmet),
    ],
}
# Those that ask the day: the last or first day on which the condition holds, and the day beside it.
DAYS: dict[str, tuple[Facts, date, date]] = {
    "pakta_ditandatangani": (
        Facts(appointment=appointment(1, pact=INAUGURATED)),
        INAUGURATED,
        BEFORE,
    ),
    "keputusan_tercatat": (decreed(covers_from=INAUGURATED), INAUGURATED, BEFORE),
    "keputusan_pengesahan_tercatat": (
        Facts(body=association_body(attrs.evolve(decree("17"), covers_from=INAUGURATED))),
        INAUGURATED,
        BEFORE,
    ),
    "keputusan_pengganti_tercatat": (
        decreed(covers_until=INAUGURATED, supersedes=DecreeId("sk-lama")),
        INAUGURATED,
        AFTER,
    ),
    "nib_dimiliki": (signalled(INAUGURATED), INAUGURATED, BEFORE),
    "tanpa_kepengurusan_lain": (
        association(Board(first=date(2020, 1, 1), last=INAUGURATED)),
        INAUGURATED,
        BEFORE,
    ),
    "tidak_sebelum_2022": (Facts(), date(2022, 1, 1), date(2021, 12, 31)),
}
NAMED = [(name, number) for name, cases in CASES.items() for number in range(len(cases))]


def test_every_condition_that_ships_stands_in_the_table_with_both_answers() -> None:
    assert set(CASES) == set(shipped_guards())
    for name, cases in CASES.items():
        answers = {answer for _, _, answer in cases}
        assert Met in answers, name
        assert answers - {Met}, name


@pytest.mark.parametrize(("name", "number"), NAMED)
def test_a_condition_answers_as_the_table_says_and_helps_where_it_does_not_hold(
    name: str, number: int
) -> None:
    facts, step, answer = CASES[name][number]
    found = verdict(name, step, facts)
    assert type(found) is answer
    if not isinstance(found, Met):
        for language in Language:
            assert found.what.in_(language)
            assert found.remedy.in_(language)


@pytest.mark.parametrize("name", list(DAYS))
def test_a_condition_that_asks_the_day_changes_on_its_boundary_day(name: str) -> None:
    facts, holding, failing = DAYS[name]
    assert abs(holding - failing) == timedelta(days=1)
    assert verdict(name, event("langkah", holding), facts) is MET
    assert verdict(name, event("langkah", failing), facts) is not MET


@pytest.mark.parametrize("name", [name for name in CASES if name not in DAYS])
def test_every_other_condition_asks_no_day(name: str) -> None:
    for facts, step, _ in CASES[name]:
        found = [
            verdict(name, attrs.evolve(step, effective=day, recorded=day), facts)
            for day in (date.min, date(2021, 12, 31), date(2022, 1, 1), INAUGURATED, date.max)
        ]
        assert len(set(map(type, found))) == 1


def test_a_recorded_decree_with_a_number_is_enough() -> None:
    body = unit(decrees=(decree(None, "sk-lama"), decree("17")))
    assert verdict("keputusan_tercatat", INAUGURATION, Facts(body=body)) is MET


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        (Facts(), "No decree that may cover"),
        (Facts(body=unit(decrees=())), "The decree 'sk-ini', which this event names"),
        (Facts(body=unit(decrees=(decree(None, "sk-ini"),))), "number"),
        (Facts(body=unit(decrees=(decree(None, "sk-ini"), decree("17")))), "number"),
        (Facts(body=unit(decrees=(decree("17"),))), "The decree 'sk-ini', which"),
        (Facts(body=unit(decrees=(decree("17", "sk-ini"),)), known_on=AFTER), "known by then"),
        (
            Facts(
                body=unit(decrees=(attrs.evolve(decree("17", "sk-ini"), annex=()),)),
                appointment=appointment(1),
            ),
            "does not list",
        ),
    ],
    ids=["no body", "none", "no number", "another has one", "another", "perhaps", "not listed"],
)
def test_a_decree_that_is_not_known_is_open_and_never_refuses(facts: Facts, words: str) -> None:
    step = event("pengukuhan", INAUGURATED, decree=DecreeId("sk-ini"))
    found = verdict("keputusan_tercatat", step, facts)
    assert isinstance(found, Open)
    assert words in found.what.en


@pytest.mark.parametrize(("days", "met"), [(-1, True), (0, True), (1, False)])
def test_a_pact_signed_on_the_day_of_the_inauguration_is_in_time(days: int, met: bool) -> None:
    signed = INAUGURATED + timedelta(days=days)
    found = verdict(PACT, INAUGURATION, Facts(appointment=appointment(1, pact=signed)))
    assert (found is MET) is met


def test_a_late_pact_is_a_note_that_says_how_many_and_until_when() -> None:
    late = INAUGURATED + timedelta(days=1)
    body = unit(appointments=(appointment(1), appointment(2, pact=late), appointment(3, pact=None)))
    found = verdict(PACT, INAUGURATION, Facts(body=body))
    assert isinstance(found, Open)
    assert found.what.id == (
        "Pakta integritas baru ditandatangani sesudah 22 Juli 2023 oleh 1 dari 3 Penggerak: "
        "orang-2. Tanggal penandatanganan pakta integritas belum diketahui untuk 1 dari 3 "
        "Penggerak: orang-3."
    )
    assert found.remedy.in_(Language.ID).startswith(
        "Pakta integritas ditandatangani paling lambat Sabtu, 22 Juli 2023; apabila memang"
    )


@pytest.mark.parametrize(
    "facts",
    [
        Facts(),
        Facts(body=unit(appointments=())),
        Facts(body=unit(appointments=(appointment(1), appointment(2, pact=None)))),
    ],
    ids=["no body", "nobody", "one day unknown"],
)
def test_a_pact_of_which_nothing_is_known_is_open(facts: Facts) -> None:
    assert isinstance(verdict(PACT, INAUGURATION, facts), Open)


def test_a_pact_is_asked_only_of_those_who_serve() -> None:
    left = appointment(2, first=date(2023, 1, 1), last=date(2023, 7, 21), pact=None)
    body = unit(appointments=(appointment(1), left))
    assert verdict(PACT, INAUGURATION, Facts(body=body)) is MET


@pytest.mark.parametrize(
    ("resigned", "answer"), [(INAUGURATED, Met), (AFTER, Open)], ids=["that day", "the day after"]
)
def test_a_pact_is_not_asked_of_one_who_resigned_as_the_life_tells(
    resigned: date, answer: type[Verdict]
) -> None:
    life = (event("pengangkatan", date(2023, 7, 1)), event("pengunduran_diri", resigned))
    left = attrs.evolve(appointment(2, pact=None), history=History(events=life), first=None)
    body = unit(appointments=(appointment(1), left))
    assert type(verdict(PACT, INAUGURATION, Facts(body=body))) is answer
