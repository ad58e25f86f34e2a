"""Who is who is decided by people, dated, and can be withdrawn; nothing merges by itself."""

import time
from datetime import date, timedelta
from itertools import product

import attrs
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from pmi_core import codec
from pmi_core.errors import FaultyInput
from pmi_core.programme import (
    IDENTITY_KIND,
    NO_IDENTITIES,
    FaultyIdentities,
    Identities,
    IdentityEvent,
    IdentityKind,
    PersonId,
    check_identities,
    identity_of,
    record_identity,
    same_person,
)
from pmi_core.programme.identity import standing_decisions

DAY = date(2026, 11, 24)
LATER = DAY + timedelta(days=1)
PEOPLE = [PersonId(name) for name in "abcdef"]
A, B, C, D, *_ = PEOPLE
SOMEBODY = st.sampled_from(PEOPLE)


def event(
    kind: IdentityKind, persons: str = "", withdraws: int | None = None, recorded: date = DAY
) -> IdentityEvent:
    return IdentityEvent(
        kind=kind,
        persons=frozenset(map(PersonId, persons)),
        withdraws=withdraws,
        effective=DAY,
        recorded=recorded,
        actor="BP3MI Contoh 32",
        reason="berkas dibandingkan",
    )


def merge(persons: str, recorded: date = DAY) -> IdentityEvent:
    return event(IdentityKind.MERGE, persons, recorded=recorded)


def distinction(persons: str, recorded: date = DAY) -> IdentityEvent:
    return event(IdentityKind.DISTINCTION, persons, recorded=recorded)


def withdrawal(number: int, recorded: date = DAY) -> IdentityEvent:
    return event(IdentityKind.WITHDRAWAL, withdraws=number, recorded=recorded)


def decided(*events: IdentityEvent) -> Identities:
    return Identities(events=events)


DAYS = st.integers(0, 5).map(lambda days: DAY + timedelta(days=days))
GROUPS = st.sets(SOMEBODY, min_size=2, max_size=3).map(lambda some: "".join(sorted(some)))
ANY_EVENT = (
    st.builds(merge, GROUPS, DAYS)
    | st.builds(distinction, GROUPS, DAYS)
    | st.builds(withdrawal, st.integers(0, 9), DAYS)
)


def kept(events: list[IdentityEvent]) -> Identities:
    """As many of the events as can be recorded one after the other."""
    identities = NO_IDENTITIES
    for one in sorted(events, key=lambda item: item.recorded):
        try:
            identities = record_identity(identities, one)
        except FaultyIdentities:
            continue
    return identities


SOUND = st.lists(ANY_EVENT, max_size=12).map(kept)


def answers(identities: Identities, known_on: date | None = None) -> list[bool | None]:
    pairs = product(PEOPLE, repeat=2)
    return [same_person(identities, a, b, known_on=known_on) for a, b in pairs]


# --- laws ---------------------------------------------------------------------------------------


@given(SOMEBODY, SOMEBODY)
def test_nobody_is_merged_without_a_decision(one: PersonId, other: PersonId) -> None:
    assert same_person(NO_IDENTITIES, one, other) is (True if one == other else None)
    assert identity_of(NO_IDENTITIES, one) == one


@given(SOUND, SOMEBODY, SOMEBODY, SOMEBODY)
def test_being_one_person_is_an_equivalence(
    identities: Identities, a: PersonId, b: PersonId, c: PersonId
) -> None:
    assert same_person(identities, a, a) is True
    assert same_person(identities, a, b) is same_person(identities, b, a)
    if same_person(identities, a, b):
        assert same_person(identities, b, c) is same_person(identities, a, c)


@given(SOUND, SOMEBODY, SOMEBODY)
def test_one_id_stands_for_all_that_were_merged(
    identities: Identities, a: PersonId, b: PersonId
) -> None:
    one = identity_of(identities, a)
    assert one <= a
    assert same_person(identities, one, a) is True
    assert (one == identity_of(identities, b)) is (same_person(identities, a, b) is True)


@given(SOUND, ANY_EVENT)
def test_a_decision_withdrawn_leaves_every_answer_as_it_was(
    identities: Identities, one: IdentityEvent
) -> None:
    last = DAY + timedelta(days=9)
    try:
        grown = record_identity(identities, attrs.evolve(one, recorded=last))
    except FaultyIdentities:
        assume(one.withdraws is not None)
        return
    assume(one.withdraws is None)
    undone = record_identity(grown, withdrawal(len(grown.events), last))
    assert answers(undone) == answers(identities)
    again = record_identity(undone, attrs.evolve(one, recorded=last))
    assert answers(again) == answers(grown)


@given(SOUND, DAYS)
def test_what_was_recorded_later_is_not_known(identities: Identities, day: date) -> None:
    early = decided(*(one for one in identities.events if one.recorded <= day))
    check_identities(early)
    assert answers(identities, day) == answers(early)
    assert answers(identities, None) == answers(identities, date.max)


@given(st.lists(ANY_EVENT, max_size=8), SOMEBODY, SOMEBODY)
def test_questions_are_answered_whatever_a_file_holds(
    events: list[IdentityEvent], a: PersonId, b: PersonId
) -> None:
    assert same_person(decided(*events), a, b) in (True, False, None)
    assert identity_of(decided(*events), a) <= a


@given(SOUND)
def test_sound_decisions_never_say_both(identities: Identities) -> None:
    check_identities(identities)
    for number, one in enumerate(identities.events, start=1):
        stands = number not in {other.withdraws for other in identities.events}
        if stands and one.kind is not IdentityKind.WITHDRAWAL:
            wanted = one.kind is IdentityKind.MERGE
            pairs = ((a, b) for a, b in product(one.persons, repeat=2) if a != b)
            assert {same_person(identities, a, b) for a, b in pairs} == {wanted}


@given(SOUND, st.lists(ANY_EVENT, min_size=1, max_size=1))
def test_recording_never_changes_what_was_recorded(
    identities: Identities, more: list[IdentityEvent]
) -> None:
    grown = kept([*identities.events, attrs.evolve(more[0], recorded=DAY + timedelta(days=9))])
    assert grown.events[: len(identities.events)] == identities.events


# --- cases --------------------------------------------------------------------------------------

TOLD = {
    "merged": ((merge("ab"),), "ab", True),
    "merged through a third": ((merge("ab"), merge("bc")), "ac", True),
    "merged by three in one": ((merge("abc"),), "ac", True),
    "nobody decided": ((merge("ab"),), "ac", None),
    "told apart": ((distinction("ab"),), "ab", False),
    "told apart through a merge": ((merge("ab"), merge("cd"), distinction("bc")), "ad", False),
    "told apart by three in one": ((distinction("abc"),), "ca", False),
    "not told apart through a third": ((distinction("ab"), distinction("bc")), "ac", None),
    "merge withdrawn": ((merge("ab"), withdrawal(1)), "ab", None),
    "distinction withdrawn": ((distinction("ab"), withdrawal(1)), "ab", None),
    "one of two merges withdrawn": ((merge("ab"), merge("ab"), withdrawal(1)), "ab", True),
    "merged again": ((merge("ab"), withdrawal(1), merge("ab")), "ab", True),
    "decided the other way": ((merge("ab"), withdrawal(1), distinction("ab")), "ab", False),
}


@pytest.mark.parametrize(("events", "pair", "answer"), list(TOLD.values()), ids=list(TOLD))
def test_who_is_one_person(
    events: tuple[IdentityEvent, ...], pair: str, answer: bool | None
) -> None:
    check_identities(decided(*events))
    assert same_person(decided(*events), PersonId(pair[0]), PersonId(pair[1])) is answer


@pytest.mark.parametrize(
    ("known_on", "answer"),
    [(DAY, None), (LATER, True), (LATER + timedelta(days=1), None), (None, None)],
    ids=["before", "the day itself", "withdrawn", "all"],
)
def test_an_answer_is_as_known_on_a_day(known_on: date | None, answer: bool | None) -> None:
    events = (merge("bc", LATER), withdrawal(1, LATER + timedelta(days=1)))
    assert same_person(decided(*events), B, C, known_on=known_on) is answer
    assert identity_of(decided(*events), C, known_on=known_on) == (B if answer else C)


CLASHES = {
    "merge of a pair recorded as different": (
        (distinction("ab"), merge("ab")),
        [("recorded-as-different", "/events/1/persons", "'a' and 'b'", "(event 1)")],
    ),
    "merge of a chain of different ones": (
        (merge("bc"), distinction("ac"), merge("ab")),
        [("recorded-as-different", "/events/2/persons", "'a' and 'c'", "(event 2)")],
    ),
    "merge beside those who are different": (
        (distinction("ab"), merge("ac"), merge("cb")),
        [("recorded-as-different", "/events/2/persons", "'a' and 'b'", "(event 1)")],
    ),
    "distinction of one person": (
        (merge("ab"), merge("bc"), distinction("cad")),
        [("recorded-as-same", "/events/2/persons", "'a' and 'c'", "one person")],
    ),
    "withdrawal of nothing": (
        (withdrawal(1),),
        [("nothing-to-withdraw", "/events/0/withdraws", "decision 1", "above it")],
    ),
    "withdrawal of what comes later": (
        (merge("ab"), withdrawal(3), merge("cd")),
        [("nothing-to-withdraw", "/events/1/withdraws", "decision 3", "above it")],
    ),
    "withdrawal twice": (
        (merge("ab"), withdrawal(1), withdrawal(1)),
        [("nothing-to-withdraw", "/events/2/withdraws", "decision 1", "still stands")],
    ),
    "withdrawal of a withdrawal": (
        (merge("ab"), withdrawal(1), withdrawal(2)),
        [("nothing-to-withdraw", "/events/2/withdraws", "decision 2", "still stands")],
    ),
    "out of recorded order": (
        (merge("ab", LATER), merge("cd", DAY), merge("ef", LATER)),
        [("record-order", "/events/1/recorded", "2026-11-24", "2026-11-25")],
    ),
    "everything at once": (
        (merge("ab", LATER), distinction("ab", DAY), withdrawal(2, DAY)),
        [
            ("record-order", "/events/1/recorded", "2026-11-24", "2026-11-25"),
            ("recorded-as-same", "/events/1/persons", "'a' and 'b'", ""),
            ("record-order", "/events/2/recorded", "2026-11-24", "2026-11-25"),
            ("nothing-to-withdraw", "/events/2/withdraws", "decision 2", ""),
        ],
    ),
}


@pytest.mark.parametrize(("events", "wanted"), list(CLASHES.values()), ids=list(CLASHES))
def test_what_cannot_stand_is_a_fault_of_its_event(
    events: tuple[IdentityEvent, ...], wanted: list[tuple[str, str, str, str]]
) -> None:
    with pytest.raises(FaultyIdentities) as caught:
        check_identities(decided(*events), file="orang.json")
    faults = caught.value.faults
    assert {(f.code, f.pointer) for f in faults} == {(code, at) for code, at, _, _ in wanted}
    by_place = {(fault.code, fault.pointer): fault for fault in faults}
    for code, pointer, first, second in wanted:
        fault = by_place[code, pointer]
        assert fault.file == "orang.json"
        assert first in fault.message
        assert second in fault.message


def test_a_distinction_beside_a_merge_is_no_clash() -> None:
    check_identities(decided(distinction("ab"), merge("ac"), merge("bd"), distinction("cd")))


def test_a_refused_decision_changes_nothing() -> None:
    before = record_identity(NO_IDENTITIES, distinction("ab"))
    with pytest.raises(FaultyIdentities, match="recorded as different persons"):
        record_identity(before, merge("ab"))
    assert before == decided(distinction("ab"))


@pytest.mark.parametrize(
    ("kind", "persons", "withdraws"),
    [
        (IdentityKind.MERGE, "", None),
        (IdentityKind.MERGE, "a", None),
        (IdentityKind.MERGE, "ab", 1),
        (IdentityKind.DISTINCTION, "a", None),
        (IdentityKind.DISTINCTION, "ab", 1),
        (IdentityKind.WITHDRAWAL, "", None),
        (IdentityKind.WITHDRAWAL, "ab", 1),
    ],
    ids=lambda value: str(getattr(value, "value", value)) or "nobody",
)
def test_a_decision_names_persons_or_what_it_withdraws(
    kind: IdentityKind, persons: str, withdraws: int | None
) -> None:
    with pytest.raises(ValueError, match="names"):
        event(kind, persons, withdraws)


@pytest.mark.parametrize("reason", ["", " \n"], ids=["empty", "blank"])
def test_a_decision_says_why(reason: str) -> None:
    with pytest.raises(ValueError, match="its reason is blank"):
        attrs.evolve(merge("ab"), reason=reason)


def test_a_decision_is_not_recorded_before_it_was_taken() -> None:
    assert merge("ab", DAY).recorded == DAY
    with pytest.raises(ValueError, match="on or after"):
        merge("ab", DAY - timedelta(days=1))


# --- the stored form ----------------------------------------------------------------------------


@given(SOUND)
def test_decisions_survive_their_file(identities: Identities) -> None:
    data = codec.dump_document(identities, IDENTITY_KIND)
    assert codec.load_document(data, IDENTITY_KIND) == identities


def test_the_file_names_persons_in_order() -> None:
    stored = codec.unstructure(decided(merge("cba")))
    assert stored["events"][0]["persons"] == ["a", "b", "c"]


def test_a_person_listed_twice_is_a_fault_of_the_file() -> None:
    stored = codec.unstructure(decided(merge("ab")))
    stored["events"][0]["persons"] = ["a", "a"]
    with pytest.raises(FaultyInput) as caught:
        codec.structure(stored, Identities)
    assert [fault.pointer for fault in caught.value.faults] == ["/events/0/persons"]


def test_free_text_of_a_decision_is_masked_where_it_is_shown() -> None:
    shown = repr(attrs.evolve(merge("ab"), reason="NIK 3171011708450001", evidence="081234567890"))
    assert "3171011708450001" not in shown
    assert "081234567890" not in shown


@given(st.lists(ANY_EVENT, max_size=12))
def test_who_is_one_is_put_together_from_the_merges_that_stand(events: list[IdentityEvent]) -> None:
    standing = standing_decisions(Identities(events=tuple(events)))
    merges = [one.persons for one in standing.decisions.values() if one.kind is IdentityKind.MERGE]
    for person in PEOPLE:
        group = {person}
        for _ in merges:
            group |= {other for merged in merges if merged & group for other in merged}
        assert standing.group(person) == group
        assert standing.distinctions(group) == {
            number
            for number, one in standing.decisions.items()
            if one.kind is IdentityKind.DISTINCTION and one.persons & group
        }


def crowd(kind: IdentityKind, *persons: str) -> IdentityEvent:
    return attrs.evolve(merge("ab"), kind=kind, persons=frozenset(map(PersonId, persons)))


CROWDS = {
    "merged with one": [crowd(IdentityKind.MERGE, "x", f"o{n}") for n in range(6_000)],
    "merged in a chain": [crowd(IdentityKind.MERGE, f"o{n}", f"o{n + 1}") for n in range(6_000)],
    "apart from many and merged with many": [
        *(crowd(IdentityKind.DISTINCTION, "x", f"p{n}") for n in range(3_000)),
        *(crowd(IdentityKind.MERGE, "x", f"o{n}") for n in range(3_000)),
    ],
}


@pytest.mark.parametrize("events", CROWDS.values(), ids=list(CROWDS))
def test_many_decisions_about_one_person_are_checked_in_time(events: list[IdentityEvent]) -> None:
    before = time.process_time_ns()
    check_identities(Identities(events=tuple(events)))
    assert time.process_time_ns() - before < 4 * 10**9
