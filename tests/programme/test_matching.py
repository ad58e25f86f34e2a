"""Matches are proposals with reasons; namesakes stay apart until somebody decides."""

import random
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmi_core.programme import (
    Board,
    BoardMember,
    BodyId,
    Identities,
    IdentityEvent,
    IdentityKind,
    Level,
    Match,
    MatchReason,
    Member,
    MemberKind,
    Person,
    PersonId,
    PerwiraPMI,
    Role,
    Sighting,
    plain_name,
    propose_matches,
    same_person,
    sightings_of,
)
from tests.programme.bodies import unit

DAY = date(2026, 11, 24)
BODY, ELSEWHERE = BodyId("kawan-32-60"), BodyId("kawan-32-61")
STRONG = {
    MatchReason.SAME_NAME,
    MatchReason.TITLES,
    MatchReason.SPELLING,
    MatchReason.BLANKS,
    MatchReason.ORDER,
}


def seen(person: str, name: str, body: BodyId | None = None, role: Role | None = None) -> Sighting:
    return Sighting(person=Person(id=PersonId(person), name=name), body=body, role=role)


def decided(kind: IdentityKind, *persons: str, recorded: date = DAY) -> Identities:
    event = IdentityEvent(
        kind=kind,
        persons=frozenset(map(PersonId, persons)),
        effective=DAY,
        recorded=recorded,
        actor="BP3MI Contoh 32",
        reason="berkas dibandingkan",
    )
    return Identities(events=(event,))


# One pair of names; the reason wherever they were seen, and the reason within one body.
AGREE = {
    "the same": ("Contoh Misalnya", "contoh  MISALNYA", MatchReason.SAME_NAME),
    "the same with a title": ("H. Contoh Misalnya", "h contoh misalnya", MatchReason.SAME_NAME),
    "titles": ("Hj. Contoh Misalnya, S.Pd.", "Contoh Misalnya", MatchReason.TITLES),
    "a father's link": ("Contoh bin Misalnya", "Contoh Misalnya", MatchReason.TITLES),
    "a nickname beside": ("Contoh Misalnya (Umpama)", "Contoh Misalnya", MatchReason.TITLES),
    "a short form": ("Moh. Contoh", "Muhammad Contoh", MatchReason.SPELLING),
    "M.": ("M. Contoh", "Drs. Mochammad Contoh", MatchReason.SPELLING),
    "blanks": ("Nur Hidayah Contoh", "Nurhidayah Contoh", MatchReason.BLANKS),
    "another order": ("Misalnya Contoh", "Contoh Misalnya", MatchReason.ORDER),
}
ALIKE = {
    "one word, the same": ("Contoh", "H. Contoh", MatchReason.ONE_WORD),
    "one word of two": ("Contoh", "Contoh Misalnya", MatchReason.ONE_WORD),
    "one word, the last": ("Misalnya", "Contoh Misalnya", MatchReason.ONE_WORD),
    "one word without the blank": ("Nurhidayah", "Nur Hidayah", MatchReason.ONE_WORD),
    "longer at the end": ("Contoh Misalnya", "Contoh Misalnya Umpama", MatchReason.LONGER),
    "longer inside": ("Contoh Misalnya", "Contoh Umpama Misalnya", MatchReason.LONGER),
    "an initial at the end": ("Contoh M.", "Contoh Misalnya", MatchReason.INITIAL),
    "an initial in front": ("C. Misalnya", "Contoh Misalnya", MatchReason.INITIAL),
    "M. that is not Muhammad": ("M. Contoh", "Misalnya Contoh", MatchReason.INITIAL),
    "a nickname": ("Contoh Misalnya (Umpama)", "Umpama", MatchReason.NICKNAME),
    "another name": ("Contoh alias Umpama Dua", "Umpama Dua", MatchReason.NICKNAME),
}
DIFFER = {
    "other names": ("Contoh Misalnya", "Umpama Misalnya"),
    "two words longer": ("Contoh Misalnya", "Contoh Misalnya Umpama Dua"),
    "two initials": ("C. M.", "Contoh Misalnya"),
    "two initials and one": ("C. M.", "Contoh M."),
    "another initial": ("Contoh U.", "Contoh Misalnya"),
    "an initial of a number": ("Contoh 1", "Contoh 12"),
    "an initial alone": ("C.", "Contoh Misalnya C."),
    "two of one nickname": ("Contoh Misalnya (Umpama)", "Wibawanto Dua (Umpama)"),
    "no name at all": ("", "\U0001f600"),
    "nothing and a name": ("", "Contoh"),
    "an order of other letters": ("Contoh Misalnya", "Misalnya Contohan"),
}


@pytest.mark.parametrize(("one", "other", "reason"), list(AGREE.values()), ids=list(AGREE))
def test_whole_names_match_wherever_they_were_seen(
    one: str, other: str, reason: MatchReason
) -> None:
    wanted = Match(persons=(PersonId("a"), PersonId("b")), reasons=(reason,), weak=False)
    assert propose_matches([seen("a", one), seen("b", other)]) == (wanted,)
    assert propose_matches([seen("b", one, BODY), seen("a", other, ELSEWHERE)]) == (wanted,)
    within = propose_matches([seen("a", one, BODY), seen("b", other, BODY)])
    assert [(m.reasons, m.weak) for m in within] == [((reason, MatchReason.SAME_BODY), False)]


@pytest.mark.parametrize(("one", "other", "reason"), list(ALIKE.values()), ids=list(ALIKE))
def test_names_that_agree_in_part_match_only_in_one_body_and_are_weak(
    one: str, other: str, reason: MatchReason
) -> None:
    reasons = (reason, MatchReason.SAME_BODY)
    wanted = Match(persons=(PersonId("a"), PersonId("b")), reasons=reasons, weak=True)
    assert propose_matches([seen("a", one, BODY), seen("b", other, BODY)]) == (wanted,)
    assert propose_matches([seen("b", one, BODY), seen("a", other, BODY)]) == (wanted,)
    assert propose_matches([seen("a", one, BODY), seen("b", other, ELSEWHERE)]) == ()
    assert propose_matches([seen("a", one), seen("b", other)]) == ()


@pytest.mark.parametrize(("one", "other"), list(DIFFER.values()), ids=list(DIFFER))
def test_other_names_do_not_match_even_in_one_body(one: str, other: str) -> None:
    assert propose_matches([seen("a", one, BODY), seen("b", other, BODY)]) == ()


@pytest.mark.parametrize(
    ("role", "other_role", "shared"),
    [
        (Role.CHAIR, Role.CHAIR, (MatchReason.SAME_BODY, MatchReason.SAME_ROLE)),
        (Role.CHAIR, Role.MEMBER, (MatchReason.SAME_BODY,)),
        (Role.CHAIR, None, (MatchReason.SAME_BODY,)),
        (None, None, (MatchReason.SAME_BODY,)),
    ],
    ids=["one role", "two roles", "one unknown", "both unknown"],
)
def test_what_both_share_is_a_reason_more(
    role: Role | None, other_role: Role | None, shared: tuple[MatchReason, ...]
) -> None:
    rows = [seen("a", "Contoh Dua", BODY, role), seen("b", "Contoh Dua", BODY, other_role)]
    assert propose_matches(rows)[0].reasons == (MatchReason.SAME_NAME, *shared)


def test_one_role_in_two_bodies_is_no_reason() -> None:
    chairs = [seen("a", "Contoh Dua", BODY, Role.CHAIR), seen("b", "Contoh Dua", None, Role.CHAIR)]
    assert propose_matches(chairs)[0].reasons == (MatchReason.SAME_NAME,)


def test_one_id_is_never_matched_with_itself_under_any_of_its_names() -> None:
    rows = [seen("a", "H. Contoh Misalnya", BODY), seen("a", "Contoh Misalnya", BODY)]
    assert propose_matches(rows) == ()
    found = propose_matches([*rows, seen("b", "Contoh Misalnya")])
    assert [match.persons for match in found] == [("a", "b")]
    assert found[0].reasons == (MatchReason.SAME_NAME, MatchReason.TITLES)


# --- what was decided ---------------------------------------------------------------------------

NAMESAKES = (seen("a", "Contoh Dua"), seen("b", "Contoh Dua"), seen("c", "Contoh Dua"))


def pairs(found: tuple[Match, ...]) -> list[tuple[str, str]]:
    return [match.persons for match in found]


def test_namesakes_are_proposed_pair_by_pair_and_stay_apart() -> None:
    assert pairs(propose_matches(NAMESAKES)) == [("a", "b"), ("a", "c"), ("b", "c")]
    assert same_person(Identities(), PersonId("a"), PersonId("b")) is None


def test_who_was_merged_is_proposed_as_one() -> None:
    merged = decided(IdentityKind.MERGE, "b", "c")
    assert pairs(propose_matches(NAMESAKES, merged)) == [("a", "b")]
    unseen = decided(IdentityKind.MERGE, "0", "c")
    assert pairs(propose_matches(NAMESAKES, unseen)) == [("0", "a"), ("0", "b"), ("a", "b")]


def test_who_was_told_apart_is_not_proposed_again() -> None:
    assert pairs(propose_matches(NAMESAKES, decided(IdentityKind.DISTINCTION, "a", "b"))) == [
        ("a", "c"),
        ("b", "c"),
    ]
    assert propose_matches(NAMESAKES, decided(IdentityKind.DISTINCTION, "a", "b", "c")) == ()


def test_telling_apart_holds_for_all_that_were_merged() -> None:
    both = Identities(
        events=(
            *decided(IdentityKind.DISTINCTION, "a", "b").events,
            *decided(IdentityKind.MERGE, "b", "c").events,
        )
    )
    assert propose_matches(NAMESAKES, both) == ()


@pytest.mark.parametrize(
    ("known_on", "count"),
    [(DAY, 3), (DAY + timedelta(days=1), 0), (None, 0)],
    ids=["before", "the day itself", "all"],
)
def test_a_proposal_is_as_known_on_a_day(known_on: date | None, count: int) -> None:
    told = decided(IdentityKind.DISTINCTION, "a", "b", "c", recorded=DAY + timedelta(days=1))
    assert len(propose_matches(NAMESAKES, told, known_on=known_on)) == count


# --- many of one name ---------------------------------------------------------------------------


@pytest.mark.parametrize(("size", "count"), [(50, 1225), (51, 50), (400, 399)])
@pytest.mark.parametrize("name", ["Contoh Dua", "Contoh"], ids=["whole", "one word"])
def test_a_crowd_of_one_name_is_proposed_along_a_chain(name: str, size: int, count: int) -> None:
    found = propose_matches([seen(f"{n:03d}", name, BODY) for n in range(size)])
    assert len(found) == count
    assert {match.persons[0] for match in found} == {f"{n:03d}" for n in range(size - 1)}


def test_two_of_a_crowd_in_one_body_are_always_proposed() -> None:
    rows = [seen(f"{n:03d}", "Contoh Dua", BodyId(f"badan-{n % 30:02d}")) for n in range(60)]
    found = propose_matches(rows)
    together = [m for m in found if MatchReason.SAME_BODY in m.reasons]
    assert pairs(tuple(together)) == [(f"{n:03d}", f"{n + 30:03d}") for n in range(30)]
    assert all(match.crowd for match in found)


def test_a_proposal_says_whether_all_of_its_name_were_compared() -> None:
    rows = [seen(f"{n:03d}", "Contoh Dua", BODY) for n in range(51)]
    assert all(match.crowd for match in propose_matches(rows))
    assert not any(match.crowd for match in propose_matches(rows[:50]))


def test_the_chain_of_a_crowd_steps_over_what_was_decided() -> None:
    rows = [seen(f"{n:03d}", "Contoh Dua") for n in range(60)]
    told = Identities()
    for one, other in pairs(propose_matches(rows)):
        told = Identities(
            events=(*told.events, *decided(IdentityKind.DISTINCTION, one, other).events)
        )
    left = propose_matches(rows, told)
    assert len(left) == 58
    assert not set(pairs(left)) & set(pairs(propose_matches(rows)))


@pytest.mark.parametrize(("longer", "count"), [(1, 50), (50, 2500), (51, 51)])
def test_a_crowd_that_agrees_in_part_is_compared_with_its_first(longer: int, count: int) -> None:
    rows = [seen(f"a{n:02d}", "Contoh", BODY) for n in range(50)]
    rows += [seen(f"b{n:02d}", f"Contoh Misal{n}", BODY) for n in range(longer)]
    found = [m for m in propose_matches(rows) if m.persons[1].startswith("b")]
    assert len(found) == count


# --- laws ---------------------------------------------------------------------------------------

WORDS = st.sampled_from(["Contoh", "Misalnya", "Umpama", "C.", "M.", "Moh.", "Muhammad"])
NAMES = st.lists(WORDS, min_size=1, max_size=3).map(" ".join)
SIGHTINGS = st.lists(
    st.builds(
        seen,
        st.sampled_from("abcdefgh"),
        NAMES,
        st.sampled_from([None, BODY, ELSEWHERE]),
        st.none() | st.sampled_from(Role),
    ),
    max_size=12,
)


@given(SIGHTINGS, st.randoms(use_true_random=False))
def test_the_order_of_records_makes_no_difference(
    rows: list[Sighting], shuffled: random.Random
) -> None:
    other = rows.copy()
    shuffled.shuffle(other)
    assert propose_matches(other) == propose_matches(rows)
    assert propose_matches([*rows, *rows]) == propose_matches(rows)


@given(SIGHTINGS)
def test_every_match_is_a_pair_in_order_with_reasons_the_strongest_first(
    rows: list[Sighting],
) -> None:
    found = propose_matches(rows)
    assert pairs(found) == sorted(set(pairs(found)))
    words = list(MatchReason)
    for match in found:
        assert match.persons[0] < match.persons[1]
        assert list(match.reasons) == sorted(match.reasons, key=words.index)
        assert match.weak is STRONG.isdisjoint(match.reasons)
        assert not match.weak or MatchReason.SAME_BODY in match.reasons


@given(SIGHTINGS, st.data())
def test_a_title_never_changes_who_is_proposed(rows: list[Sighting], data: st.DataObject) -> None:
    titles = data.draw(
        st.lists(
            st.sampled_from(["{}", "Hj. {}", "{}, S.Pd."]), min_size=len(rows), max_size=len(rows)
        )
    )
    titled = [
        seen(row.person.id, title.format(row.person.name), row.body, row.role)
        for row, title in zip(rows, titles, strict=True)
    ]
    before, after = propose_matches(rows), propose_matches(titled)
    assert [(m.persons, m.weak) for m in after] == [(m.persons, m.weak) for m in before]


@given(SIGHTINGS)
def test_all_who_have_one_whole_name_are_proposed(rows: list[Sighting]) -> None:
    found = set(pairs(propose_matches(rows)))
    for one in rows:
        for other in rows:
            words = plain_name(one.person.name).words
            same = len(words) > 1 and words == plain_name(other.person.name).words
            if same and one.person.id < other.person.id:
                assert (one.person.id, other.person.id) in found


def test_no_name_shows_in_a_match() -> None:
    assert "Contoh" not in repr(propose_matches(NAMESAKES))


# --- where people are seen ----------------------------------------------------------------------


def test_people_are_seen_in_roles_on_boards_and_as_members() -> None:
    a, b = (Person(id=PersonId(letter), name="Contoh Dua") for letter in "ab")
    association = PerwiraPMI(
        id=BodyId("perwira"),
        name="Perwira PMI Contoh 01",
        level=Level.PROVINCE,
        boards=(Board(pengurus=(BoardMember(person=a, role=Role.CHAIR),)),),
        members=(Member(person=b, kind=MemberKind.RETURNED),),
    )
    kawan = unit()
    rows = sightings_of([kawan, association])
    assert rows == (
        *(
            Sighting(person=item.person, body=kawan.id, role=item.role)
            for item in kawan.appointments
        ),
        Sighting(person=a, body=association.id, role=Role.CHAIR),
        Sighting(person=b, body=association.id),
    )
    assert pairs(propose_matches(rows)) == [("a", "b")]


def test_an_association_whose_members_are_unknown_shows_none() -> None:
    association = PerwiraPMI(id=BodyId("perwira"), name="Perwira PMI Contoh", level=Level.NATIONAL)
    assert sightings_of([association]) == ()


def test_a_person_is_no_sighting() -> None:
    with pytest.raises(TypeError, match=r"Sighting\(person=…\), not Person"):
        propose_matches([Person(id=PersonId("a"), name="Orang Contoh")])  # type: ignore[list-item]
