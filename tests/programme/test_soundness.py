"""Lifecycles are checked before anything lives under them: every fault at once, with its place."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import attrs
import pytest

from pmi_core.errors import FaultyDefinition
from pmi_core.messages import Text
from pmi_core.programme import (
    Definition,
    Lifecycle,
    check_lifecycle,
    citation_faults,
    find_lifecycle,
    shipped_guards,
)
from pmi_core.regulation import Assumption, Cited, InstrumentId, shipped_registry
from pmi_core.reporting import known_lifecycles
from tests.programme.contoh import CHANGED, CONTOH, FIRST, GUARDS, SECOND, state, step

KAWAN = find_lifecycle("kawan-pmi")
TABLE = KAWAN.versions[0]
SHIPPED = list(known_lifecycles())
FILES = ("satu.toml", "dua.toml", "tiga.toml")

Faults = set[tuple[str, str, str]]


def faults_of(lifecycle: Lifecycle[Any]) -> Faults:
    with pytest.raises(FaultyDefinition) as caught:
        check_lifecycle(lifecycle, files=FILES[: len(lifecycle.versions)])
    return {(fault.code, fault.file, fault.pointer) for fault in caught.value.faults}


def kawan(**changes: Any) -> Lifecycle[Any]:
    return attrs.evolve(KAWAN, versions=(attrs.evolve(TABLE, **changes),))


def with_transition(**changes: Any) -> Lifecycle[Any]:
    first, *others = TABLE.transitions
    return kawan(transitions=(attrs.evolve(first, **changes), *others))


@pytest.mark.parametrize("name", SHIPPED)
def test_every_step_of_a_shipped_lifecycle_rests_on_something_in_the_registry(name: str) -> None:
    registry = shipped_registry()
    steps = [t for v in known_lifecycles()[name].versions for t in v.transitions]
    for basis in [basis for t in steps for basis in (*t.basis, *t.decider_basis)]:
        if isinstance(basis, Cited):
            instrument = registry.instrument(basis.cite)
            assert basis.item in (None, *(item.key for item in instrument.items))
            assert basis.at is None, "no article text is known to us"


@pytest.mark.parametrize("name", SHIPPED)
def test_nothing_is_on_record_in_the_initial_state(name: str) -> None:
    for version in known_lifecycles()[name].versions:
        assert version.initial == "belum_tercatat"
        assert all(t.target != version.initial for t in version.transitions)


def test_no_step_pretends_to_rest_on_the_two_texts_nobody_has_seen() -> None:
    unseen = {"perban-bp2mi-1-2022", "kepka-bp2mi-83-2022"}
    cited = {
        basis.cite
        for lifecycle in known_lifecycles().values()
        for version in lifecycle.versions
        for transition in version.transitions
        for basis in (*transition.basis, *transition.decider_basis)
        if isinstance(basis, Cited)
    }
    assert not unseen & cited


@pytest.mark.parametrize("name", SHIPPED)
def test_every_condition_rests_on_an_assumption_as_no_source_requires_it(name: str) -> None:
    for guard in known_lifecycles()[name].guards.values():
        assert any(isinstance(basis, Assumption) for basis in guard.basis), guard.name


def test_every_shipped_guard_is_asked_somewhere() -> None:
    lives = [life for life in known_lifecycles().values() if life.guards == shipped_guards()]
    steps = [t for life in lives for version in life.versions for t in version.transitions]
    assert {name for t in steps for name in t.guards} == set(shipped_guards())


def test_a_sound_lifecycle_is_given_back_itself() -> None:
    assert check_lifecycle(CONTOH) is CONTOH


# --- one version --------------------------------------------------------------------------------

NOBODY = "/transitions/0/decider"
ONE: dict[str, tuple[Lifecycle[Any], str, str]] = {
    "initial": (kawan(initial="asal"), "unknown-state", "/initial"),
    "target": (with_transition(target="tujuan"), "unknown-state", "/transitions/0/target"),
    "source": (with_transition(sources=("asal",)), "unknown-state", "/transitions/0/sources"),
    "basis": (with_transition(basis=()), "no-basis", "/transitions/0/basis"),
    "decider's": (with_transition(decider_basis=()), "no-basis", "/transitions/0/decider_basis"),
    "guard": (with_transition(guards=("jaga",)), "unknown-guard", "/transitions/0/guards"),
    "correction": (with_transition(event="koreksi"), "reserved", "/transitions/0/event"),
    "unreachable": (with_transition(target="dikukuhkan"), "unreachable", "/states/1"),
    "left": (with_transition(sources=("dibubarkan",)), "not-final", "/states/6"),
    "listed twice": (kawan(states=(*TABLE.states, TABLE.states[0])), "duplicate", "/states/7"),
    "trap": (kawan(transitions=TABLE.transitions[:-1]), "trap", "/states/0"),
    "nobody": (with_transition(decider=Text(id="  ", en="  ")), "no-decider", NOBODY),
    "nobody in English": (with_transition(decider=Text(id="x", en=" ")), "no-decider", NOBODY),
    "nobody in Indonesian": (with_transition(decider=Text(id="", en="x")), "no-decider", NOBODY),
    "no source": (with_transition(sources=()), "no-source", "/transitions/0/sources"),
    "source twice": (
        with_transition(sources=("belum_tercatat", "belum_tercatat")),
        "duplicate",
        "/transitions/0/sources",
    ),
    "guard twice": (
        with_transition(guards=("alasan_dicatat", "bukti_dicatat", "alasan_dicatat")),
        "duplicate",
        "/transitions/0/guards",
    ),
    "blank event": (with_transition(event=" "), "blank", "/transitions/0/event"),
    "blank state": (
        kawan(states=(*TABLE.states, state("\t"))),
        "blank",
        f"/states/{len(TABLE.states)}/value",
    ),
    "starts twice": (with_transition(event="pengukuhan"), "ambiguous", "/transitions"),
    "first day": (kawan(effective=date(2020, 1, 1)), "version-order", "/effective"),
    "misnamed guard": (
        attrs.evolve(KAWAN, guards={**KAWAN.guards, "lain": KAWAN.guards["alasan_dicatat"]}),
        "unknown-guard",
        "/guards",
    ),
}


@pytest.mark.parametrize("name", list(ONE))
def test_a_fault_is_named_with_its_place(name: str) -> None:
    lifecycle, code, pointer = ONE[name]
    assert (code, "satu.toml", pointer) in faults_of(lifecycle)


def test_an_unknown_state_hides_what_only_follows_from_it() -> None:
    last = len(TABLE.transitions) - 1
    lost = attrs.evolve(TABLE.transitions[last], target="dibubarkann")
    assert faults_of(kawan(transitions=(*TABLE.transitions[:last], lost))) == {
        ("unknown-state", "satu.toml", f"/transitions/{last}/target")
    }
    assert faults_of(kawan(initial="asal")) == {
        ("unknown-state", "satu.toml", "/initial"),
    }


def test_where_no_state_is_terminal_that_is_one_fault() -> None:
    open_ = tuple(attrs.evolve(one, terminal=False) for one in TABLE.states)
    assert faults_of(kawan(states=open_)) == {("trap", "satu.toml", "/states")}


def test_what_the_law_has_not_got_is_named_with_the_place_of_its_citation() -> None:
    lost = Cited(cite=InstrumentId("uu-99-2099"))
    first, *others = TABLE.transitions
    reason = KAWAN.guards["alasan_dicatat"]
    cited = attrs.evolve(
        KAWAN,
        versions=(
            attrs.evolve(
                TABLE,
                transitions=(attrs.evolve(first, basis=(lost,), decider_basis=(lost,)), *others),
            ),
        ),
        guards={**KAWAN.guards, "alasan_dicatat": attrs.evolve(reason, basis=(lost,))},
    )
    found = citation_faults(cited, shipped_registry(), file="koperasi")
    assert [(fault.code, fault.file, fault.pointer) for fault in found] == [
        ("unknown-instrument", "koperasi", "/transitions/0/basis"),
        ("unknown-instrument", "koperasi", "/transitions/0/decider_basis"),
        ("unknown-instrument", "koperasi", "/guards/alasan_dicatat/basis"),
    ]
    assert citation_faults(KAWAN, shipped_registry()) == ()


LABELLED: dict[str, tuple[Callable[[Text], Lifecycle[Any]], str]] = {
    "title": (lambda label: kawan(title=label), "/title"),
    "state": (
        lambda label: kawan(
            states=(attrs.evolve(TABLE.states[0], label=label), *TABLE.states[1:]),
        ),
        "/states/0/label",
    ),
    "transition": (lambda label: with_transition(label=label), "/transitions/0/label"),
    "guard": (
        lambda label: attrs.evolve(
            KAWAN,
            guards={
                **KAWAN.guards,
                "alasan_dicatat": attrs.evolve(KAWAN.guards["alasan_dicatat"], label=label),
            },
        ),
        "/guards",
    ),
}


@pytest.mark.parametrize("label", [("", "x"), ("x", " "), ("\n", "")], ids=["id", "en", "both"])
@pytest.mark.parametrize("where", list(LABELLED))
def test_what_has_no_name_in_a_language_is_a_fault(where: str, label: tuple[str, str]) -> None:
    build, pointer = LABELLED[where]
    broken = build(Text(id=label[0], en=label[1]))
    assert faults_of(broken) == {("blank", "satu.toml", pointer)}
    check_lifecycle(build(Text(id="x", en="y")))


def test_a_source_listed_twice_is_one_fault_and_no_ambiguity() -> None:
    twice = with_transition(sources=("belum_tercatat", "belum_tercatat"))
    with pytest.raises(FaultyDefinition, match="'pengusulan' names 'belum_tercatat' twice") as told:
        check_lifecycle(twice)
    assert [fault.code for fault in told.value.faults] == ["duplicate"]


def test_all_faults_come_at_once() -> None:
    broken = with_transition(target="tujuan", basis=(), guards=("jaga",))
    assert {code for code, _, _ in faults_of(broken)} >= {
        "unknown-state",
        "no-basis",
        "unknown-guard",
    }


def test_faults_of_a_lifecycle_without_files_name_none() -> None:
    with pytest.raises(FaultyDefinition) as caught:
        check_lifecycle(attrs.evolve(CONTOH, versions=(FIRST, FIRST)))
    assert {fault.file for fault in caught.value.faults} == {""}


def test_two_steps_of_one_event_from_one_state_are_ambiguous_whatever_their_conditions() -> None:
    other = step("pembentukan", "asal", "aktif", "siap")
    doubled = attrs.evolve(FIRST, transitions=(*FIRST.transitions, other))
    with pytest.raises(FaultyDefinition, match="the conditions of both could hold"):
        check_lifecycle(attrs.evolve(CONTOH, versions=(doubled,)))


def test_a_ring_that_nothing_ends_is_a_trap() -> None:
    ring = attrs.evolve(
        FIRST,
        states=(state("asal"), state("b"), state("c"), state("akhir", terminal=True)),
        transitions=(
            step("ke-b", "asal", "b"),
            step("ke-c", "b", "c"),
            step("kembali", "c", "b"),
            step("selesai", "asal", "akhir"),
        ),
    )
    faults = faults_of(attrs.evolve(CONTOH, versions=(ring,)))
    assert faults == {("trap", "satu.toml", "/states/1"), ("trap", "satu.toml", "/states/2")}


# --- one version after the other ----------------------------------------------------------------


def versions(*later: Definition) -> Lifecycle[Any]:
    return attrs.evolve(CONTOH, versions=(FIRST, *later))


def second(**changes: Any) -> Lifecycle[Any]:
    return versions(attrs.evolve(SECOND, **changes))


def carries(**words: str) -> dict[str, str]:
    return {**SECOND.carries, **words}


THIRD = attrs.evolve(SECOND, version="3", effective=date(2025, 1, 1), carries={})
NOT_SOONER = attrs.evolve(THIRD, effective=CHANGED)
TWO: dict[str, tuple[Lifecycle[Any], Faults]] = {
    "no day": (second(effective=None), {("version-order", "dua.toml", "/effective")}),
    "same day": (
        versions(SECOND, NOT_SOONER),
        {("version-order", "tiga.toml", "/effective")},
    ),
    "another's": (second(name="lain"), {("version-order", "dua.toml", "/name")}),
    "same word": (second(version="1"), {("duplicate", "dua.toml", "/version")}),
    "word of old": (
        versions(SECOND, attrs.evolve(THIRD, version="1")),
        {("duplicate", "tiga.toml", "/version")},
    ),
    "not carried": (
        second(carries={"aktif": "berjalan"}),
        {("not-carried", "dua.toml", "/carries")},
    ),
    "carried to nothing": (
        second(carries=carries(aktif="berjalam")),
        {("not-carried", "dua.toml", "/carries")},
    ),
    "no such state before": (
        second(carries=carries(aktip="berjalan")),
        {("unknown-state", "dua.toml", "/carries/aktip")},
    ),
    "the end goes on": (
        second(carries=carries(selesai="berjalan")),
        {("not-final", "dua.toml", "/carries")},
    ),
    "another beginning": (second(initial="dibentuk"), {("not-initial", "dua.toml", "/initial")}),
    "the beginning is carried away": (
        second(carries=carries(asal="berjalan")),
        {("not-initial", "dua.toml", "/initial")},
    ),
    "unreachable": (
        second(
            states=(*SECOND.states, state("baru")),
            transitions=(
                *SECOND.transitions,
                step("baru", "baru", "selesai"),
            ),
        ),
        {("unreachable", "dua.toml", "/states/6")},
    ),
    "both versions": (
        versions(attrs.evolve(SECOND, effective=None, initial="dibentuk")),
        {("version-order", "dua.toml", "/effective"), ("not-initial", "dua.toml", "/initial")},
    ),
}


@pytest.mark.parametrize("name", list(TWO))
def test_a_fault_of_a_version_is_named_with_its_file(name: str) -> None:
    lifecycle, faults = TWO[name]
    assert faults_of(lifecycle) == faults


def test_a_later_version_begins_a_day_later_at_the_earliest() -> None:
    day_after = attrs.evolve(THIRD, effective=CHANGED + timedelta(days=1))
    check_lifecycle(versions(SECOND, day_after))


def test_what_only_older_lives_can_be_in_is_reached() -> None:
    targets = {item.target for item in SECOND.transitions}
    assert "dibentuk" not in targets
    check_lifecycle(CONTOH)


def test_what_is_not_final_may_be_carried_to_an_end() -> None:
    check_lifecycle(second(carries=carries(istirahat="selesai")))


@pytest.mark.parametrize(
    ("word", "told"),
    [("berjalam", "did you mean 'berjalan'"), ("xyz", "which is none here")],
)
def test_a_state_carried_to_nothing_offers_the_nearest_word(word: str, told: str) -> None:
    with pytest.raises(FaultyDefinition, match=told):
        check_lifecycle(second(carries=carries(aktif=word)))


def test_a_condition_of_a_later_version_is_known_too() -> None:
    first, *others = SECOND.transitions
    lifecycle = second(transitions=(attrs.evolve(first, guards=("siyap",)), *others))
    assert faults_of(lifecycle) == {("unknown-guard", "dua.toml", "/transitions/0/guards")}
    with pytest.raises(FaultyDefinition, match="did you mean 'siap'"):
        check_lifecycle(lifecycle)


def test_a_lifecycle_has_a_version_and_a_condition_a_basis() -> None:
    with pytest.raises(ValueError, match="must be >= 1"):
        attrs.evolve(CONTOH, versions=())
    with pytest.raises(ValueError, match="must be >= 1"):
        attrs.evolve(GUARDS["siap"], basis=())
