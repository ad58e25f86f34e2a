"""Lifecycles are checked when loaded: every fault at once, nothing of a faulty one is used."""

from collections.abc import Callable
from typing import Any

import attrs
import pytest

from pmi_core.errors import FaultyDefinition, NotFound
from pmi_core.messages import Text
from pmi_core.programme import (
    Definition,
    State,
    Transition,
    check_definition,
    find_lifecycle,
    load_definition,
    shipped_lifecycles,
    shipped_guards,
)
from pmi_core.regulation import Assumption, Cited, shipped_registry

SHIPPED = tuple(shipped_lifecycles().values())
KAWAN = find_lifecycle("kawan-pmi")
WORD = Text(id="contoh", en="example")


def faults_of(definition: Definition) -> set[tuple[str, str]]:
    with pytest.raises(FaultyDefinition) as caught:
        check_definition(definition, file="contoh.toml")
    assert {fault.file for fault in caught.value.faults} == {"contoh.toml"}
    return {(fault.code, fault.pointer) for fault in caught.value.faults}


def with_transition(**changes: Any) -> Definition:
    first, *others = KAWAN.transitions
    return attrs.evolve(KAWAN, transitions=(attrs.evolve(first, **changes), *others))


def test_the_lifecycles_that_ship_are_these() -> None:
    assert list(shipped_lifecycles()) == ["kawan-pmi", "kkbm", "penggerak", "perwira-pmi", "usaha"]


@pytest.mark.parametrize("definition", SHIPPED, ids=lambda item: item.name)
def test_every_step_of_a_shipped_lifecycle_rests_on_something_in_the_registry(
    definition: Definition,
) -> None:
    registry = shipped_registry()
    for transition in definition.transitions:
        for basis in (*transition.basis, *transition.decider_basis):
            if isinstance(basis, Cited):
                instrument = registry.instrument(basis.cite)
                assert basis.item in (None, *(item.key for item in instrument.items))
                assert basis.at is None, "no article text is known to us"


@pytest.mark.parametrize("definition", SHIPPED, ids=lambda item: item.name)
def test_nothing_is_on_record_in_the_initial_state(definition: Definition) -> None:
    assert definition.initial == "belum_tercatat"
    assert all(t.target != definition.initial for t in definition.transitions)


def test_no_step_pretends_to_rest_on_the_two_texts_nobody_has_seen() -> None:
    unseen = {"perban-bp2mi-1-2022", "kepka-bp2mi-83-2022"}
    cited = {
        basis.cite
        for definition in SHIPPED
        for transition in definition.transitions
        for basis in (*transition.basis, *transition.decider_basis)
        if isinstance(basis, Cited)
    }
    assert not unseen & cited


def test_every_guard_rests_on_an_assumption_as_no_source_requires_it() -> None:
    for guard in shipped_guards().values():
        assert any(isinstance(basis, Assumption) for basis in guard.basis), guard.name


def test_every_shipped_guard_is_asked_somewhere() -> None:
    asked = {name for d in SHIPPED for t in d.transitions for name in t.guards}
    assert asked == set(shipped_guards())


def test_a_hyphen_and_an_underscore_are_equal_in_names() -> None:
    assert find_lifecycle("kawan_pmi") is find_lifecycle("kawan-pmi")
    with pytest.raises(NotFound, match="did you mean 'kawan-pmi'"):
        find_lifecycle("kawan-pm")


def test_an_unknown_state_is_not_found_with_the_nearest_word() -> None:
    with pytest.raises(NotFound, match="did you mean 'aktif'"):
        KAWAN.state("aktip")


@pytest.mark.parametrize(
    ("definition", "fault"),
    [
        (attrs.evolve(KAWAN, initial="asal"), ("unknown-state", "/initial")),
        (with_transition(target="tujuan"), ("unknown-state", "/transitions/0/target")),
        (with_transition(sources=("asal",)), ("unknown-state", "/transitions/0/sources")),
        (with_transition(basis=()), ("no-basis", "/transitions/0/basis")),
        (with_transition(decider_basis=()), ("no-basis", "/transitions/0/decider_basis")),
        (with_transition(guards=("jaga",)), ("unknown-guard", "/transitions/0/guards")),
        (with_transition(event="koreksi"), ("reserved", "/transitions/0/event")),
        (with_transition(event="pengukuhan"), ("ambiguous", "/transitions")),
        (with_transition(target="dikukuhkan"), ("unreachable", "/states/1")),
        (with_transition(sources=("dibubarkan",)), ("not-final", "/states/6")),
        (
            attrs.evolve(KAWAN, states=(*KAWAN.states, KAWAN.states[0])),
            ("duplicate", "/states/7"),
        ),
        (attrs.evolve(KAWAN, transitions=KAWAN.transitions[:-1]), ("trap", "/states/0")),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_a_fault_is_named_with_its_place(definition: Definition, fault: tuple[str, str]) -> None:
    assert fault in faults_of(definition)


def test_all_faults_come_at_once() -> None:
    broken = with_transition(target="tujuan", basis=(), guards=("jaga",))
    assert len({code for code, _ in faults_of(broken)}) >= 3


def test_a_ring_that_nothing_ends_is_a_trap() -> None:
    def step(source: str, target: str) -> Transition:
        return attrs.evolve(
            KAWAN.transitions[0], event=target, sources=(source,), target=target, guards=()
        )

    ring = Definition(
        name="lingkaran",
        title=WORD,
        initial="a",
        states=tuple(
            State(value=value, label=WORD, terminal=value == "akhir")
            for value in ("a", "b", "c", "akhir")
        ),
        transitions=(step("a", "b"), step("b", "c"), step("c", "b"), step("a", "akhir")),
    )
    assert faults_of(ring) == {("trap", "/states/1"), ("trap", "/states/2")}


FILE = """
name = "contoh"
title = { id = "contoh", en = "example" }
initial = "a"

[bases.praktik]
cite = "pengukuhan-soreang-2023-07-22"

[[states]]
value = "a"
label = { id = "A", en = "a" }

[[states]]
value = "z"
label = { id = "Z", en = "z" }
terminal = true

[[transitions]]
event = "selesai"
label = { id = "selesai", en = "end" }
sources = ["a"]
target = "z"
decider = { id = "BP2MI", en = "BP2MI" }
decider_basis = ["praktik"]
basis = ["praktik"]
"""


def test_a_file_names_each_basis_once_and_refers_to_it() -> None:
    definition = load_definition(FILE.encode(), file="contoh.toml")
    (transition,) = definition.transitions
    assert transition.basis == transition.decider_basis
    assert isinstance(transition.basis[0], Cited)


@pytest.mark.parametrize(
    ("change", "code", "pointer"),
    [
        (
            lambda text: text.replace('decider_basis = ["praktik"]', 'decider_basis = ["prakti"]'),
            "unknown-basis",
            "/transitions/0/decider_basis/0",
        ),
        (lambda text: text.replace('target = "z"\n', ""), "missing", "/transitions/0/target"),
        (lambda text: "[" + text, "syntax", "line 1, column 2"),
        (lambda text: text.replace('target = "z"', 'target = "y"'), "trap", "/states/0"),
    ],
    ids=["basis", "shape", "syntax", "check"],
)
def test_a_faulty_file_is_refused_whole(
    change: Callable[[str], str], code: str, pointer: str
) -> None:
    with pytest.raises(FaultyDefinition) as caught:
        load_definition(change(FILE).encode(), file="contoh.toml")
    found = {(fault.code, fault.pointer) for fault in caught.value.faults}
    assert (code, pointer) in found
    assert {fault.file for fault in caught.value.faults} == {"contoh.toml"}


def test_a_stranger_may_bring_guards_of_their_own() -> None:
    text = FILE.replace('target = "z"', 'target = "z"\nguards = ["milik_sendiri"]')
    own = {"milik_sendiri": shipped_guards()["alasan_dicatat"]}
    assert load_definition(text.encode(), own, file="contoh.toml").transitions[0].guards
    with pytest.raises(FaultyDefinition, match="no guard is called"):
        load_definition(text.encode(), file="contoh.toml")
