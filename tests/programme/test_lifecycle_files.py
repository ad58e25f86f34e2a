"""A lifecycle is read from files, one a version; a faulty one is refused whole."""

from collections.abc import Callable
from datetime import date
from typing import Any

import attrs
import pytest

from pmi_core.errors import FaultyDefinition, NotFound
from pmi_core.programme import (
    KKBM,
    BodyId,
    Event,
    Facts,
    History,
    KawanPMI,
    Level,
    Lifecycle,
    PerwiraPMI,
    advance,
    check_body,
    find_lifecycle,
    lifecycle_data,
    lives_of,
    load_definition,
    load_lifecycle,
    shipped_guards,
    shipped_lifecycles,
    state_on,
)
from pmi_core.regulation import Assumption, Cited, InstrumentId
from tests.programme.bodies import INAUGURATED, appointment, event

FIRST = """
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
HEAD = """
version = "2"
effective = 2024-01-01
carries = { a = "b" }
"""
SECOND = HEAD + FIRST.replace('"a"', '"b"').replace('en = "example"', 'en = "newer"')


def load(*sheets: str) -> Lifecycle[Facts]:
    files = {f"{number}.toml": sheet.encode() for number, sheet in enumerate(sheets, start=1)}
    return load_lifecycle(files, shipped_guards(), Facts())


def test_the_lifecycles_that_ship_for_bodies_and_their_people_are_these() -> None:
    names = ["anggota", "kawan-pmi", "kepengurusan", "kkbm"]
    names += ["penggerak", "penugasan", "perwira-pmi", "usaha"]
    assert list(shipped_lifecycles()) == names
    assert [life.name for life in shipped_lifecycles().values()] == names
    assert list(lifecycle_data("usaha")) == ["usaha.toml"]


@pytest.mark.parametrize("name", ["kawan_pmi", "Kawan PMI", " kawan  pmi ", "KAWAN-PMI"])
def test_hyphens_underscores_and_blanks_are_equal_in_names(name: str) -> None:
    assert find_lifecycle(name) is find_lifecycle("kawan-pmi")
    with pytest.raises(NotFound, match="did you mean 'kawan-pmi'"):
        find_lifecycle("kawan-pm")


def test_a_name_that_is_not_found_says_which_there_are_and_where_that_of_reports_lies() -> None:
    with pytest.raises(NotFound) as caught:
        find_lifecycle("laporan")
    told = " ".join(caught.value.__notes__)
    assert all(name in told for name in shipped_lifecycles())
    assert "pmi_core.reporting.report_lifecycle()" in told


def test_lifecycles_that_are_no_mapping_are_refused_with_what_to_do() -> None:
    given: Any = tuple(shipped_lifecycles().values())
    with pytest.raises(TypeError, match=r"host\.lifecycle\(name\)\.value"):
        find_lifecycle("kawan-pmi", given)


def test_a_file_names_each_basis_once_and_refers_to_it() -> None:
    definition = load_definition(FIRST.encode(), file="contoh.toml")
    (transition,) = definition.transitions
    assert transition.basis == transition.decider_basis
    assert isinstance(transition.basis[0], Cited)
    assert (definition.version, definition.effective, definition.carries) == ("1", None, {})


def test_files_are_versions_one_after_the_other() -> None:
    life = load(FIRST, SECOND)
    assert [version.version for version in life.versions] == ["1", "2"]
    assert life.versions[1].effective == date(2024, 1, 1)
    assert life.carried("a", *life.versions) == "b"
    assert (life.name, life.title.en) == ("contoh", "newer")
    assert (life.guards, life.nothing_known) == (shipped_guards(), Facts())


def test_a_life_read_from_two_files_can_be_lived() -> None:
    life = load(FIRST, SECOND)
    day = date(2024, 1, 1)
    assert state_on(life, History(), day).value == "b"
    step = Event(name="selesai", effective=day, recorded=day, actor="BP2MI")
    history, _ = advance(life, History(), step)
    assert history.events == (attrs.evolve(step, under="2"),)


@pytest.mark.parametrize(
    ("change", "code", "pointer"),
    [
        (
            lambda text: text.replace('decider_basis = ["praktik"]', 'decider_basis = ["prakti"]'),
            "unknown-basis",
            "/transitions/0/decider_basis/0",
        ),
        (
            lambda text: text.replace('\nbasis = ["praktik"]', '\nbasis = ["praktik", "x"]'),
            "unknown-basis",
            "/transitions/0/basis/1",
        ),
        (lambda text: text.replace('target = "z"\n', ""), "missing", "/transitions/0/target"),
        (lambda text: "[" + text, "syntax", "line 1, column 2"),
        (lambda text: text.replace('target = "z"', 'target = "a"'), "trap", "/states/0"),
    ],
    ids=["decider's basis", "basis", "shape", "syntax", "check"],
)
def test_a_faulty_file_is_refused_whole(
    change: Callable[[str], str], code: str, pointer: str
) -> None:
    with pytest.raises(FaultyDefinition) as caught:
        load(change(FIRST))
    found = {(fault.code, fault.file, fault.pointer) for fault in caught.value.faults}
    assert (code, "1.toml", pointer) in found
    assert {fault.file for fault in caught.value.faults} == {"1.toml"}


def test_the_faults_of_all_files_come_at_once() -> None:
    with pytest.raises(FaultyDefinition) as caught:
        load("[" + FIRST, SECOND.replace('target = "z"\n', ""))
    assert [fault.file for fault in caught.value.faults] == ["1.toml", "2.toml"]


def test_versions_out_of_order_are_refused_with_the_file_of_the_later() -> None:
    with pytest.raises(FaultyDefinition) as caught:
        load(FIRST, SECOND.replace("effective = 2024-01-01\n", ""))
    assert [(f.code, f.file) for f in caught.value.faults] == [("version-order", "2.toml")]


def test_a_stranger_may_bring_conditions_of_their_own() -> None:
    text = FIRST.replace('target = "z"', 'target = "z"\nguards = ["alasan_dicatat"]')
    own = {"alasan_dicatat": shipped_guards()["alasan_dicatat"]}
    life = load_lifecycle({"contoh.toml": text.encode()}, own, Facts())
    assert life.versions[0].transitions[0].guards == ("alasan_dicatat",)
    with pytest.raises(FaultyDefinition, match="no guard is called"):
        load_lifecycle({"contoh.toml": text.encode()}, {}, Facts())


# States in which a thing is, now, not what its name says, and those of which nobody can tell.
AT_REST = {
    "anggota": (set[str](), set[str]()),
    "kawan-pmi": ({"diusulkan", "ditangguhkan"}, {"dibentuk"}),
    "kepengurusan": ({"ditetapkan", "demisioner"}, set[str]()),
    "kkbm": ({"direncanakan", "tidak_aktif"}, {"dibentuk"}),
    "penggerak": ({"dicalonkan"}, set[str]()),
    "penugasan": ({"dicalonkan"}, set[str]()),
    "perwira-pmi": ({"diprakarsai", "tidak_aktif"}, set[str]()),
    "usaha": ({"gagasan", "tidak_aktif"}, {"dirintis"}),
}


@pytest.mark.parametrize("name", list(shipped_lifecycles()))
def test_each_lifecycle_says_itself_in_which_states_a_thing_is_at_rest(name: str) -> None:
    (version,) = shipped_lifecycles()[name].versions
    lived = [s for s in version.states if s.value != version.initial and not s.terminal]
    assert (
        {state.value for state in lived if state.active is False},
        {state.value for state in lived if state.active is None},
    ) == AT_REST[name]
    assert all(state.active is None for state in version.states if state not in lived)
    assert all(state.active is False for state in version.states if state.planned)


STEPS = ("pencalonan", "pengangkatan", "pengukuhan", "mulai_bertugas")
SERVED = History(events=tuple(event(name, INAUGURATED) for name in STEPS))


@pytest.mark.parametrize("make", [KKBM, PerwiraPMI])
def test_who_serves_outside_kawan_pmi_is_not_asked_for_its_decrees_and_pacts(make: Any) -> None:
    served = attrs.evolve(appointment(1), decree=None, history=SERVED)
    body = make(id=BodyId("badan-1"), name="Contoh", level=Level.VILLAGE, appointments=(served,))
    assert check_body(body) == ()
    (_, life) = lives_of(body)
    cited = [one for step in life.lifecycle.versions[0].transitions for one in step.basis]
    assert life.lifecycle.name == "penugasan"
    assert not [one for one in cited if isinstance(one, Cited)]
    own = KawanPMI(id=BodyId("kawan-1"), name="Contoh", level=Level.REGENCY, appointments=(served,))
    assert {note.name for note in check_body(own)} >= {"keputusan_tercatat"}


def test_that_a_renewal_ends_a_service_or_reaches_a_unit_at_rest_is_an_assumption() -> None:
    renewal = InstrumentId("kepka-bp2mi-17-2024")
    found = {
        (life.name, step.event, step.sources): step.basis
        for life in shipped_lifecycles().values()
        for step in life.versions[0].transitions
        if renewal in [one.cite for one in step.basis if isinstance(one, Cited)]
    }
    alone = [key for key, basis in found.items() if len(basis) == 1]
    assert alone == [("kawan-pmi", "pembaruan", ("aktif",))]
    assert all(
        isinstance(basis[0], Assumption)
        for (_, name, _), basis in found.items()
        if name == "penggantian"
    )
