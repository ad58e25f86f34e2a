"""All observations of the bodies of a dossier: one look, one order, nothing lost."""

from datetime import date, timedelta

import attrs
import pytest

from pmi_core.messages import Text
from pmi_core.programme import (
    Appointment,
    Body,
    Business,
    BusinessStage,
    Event,
    History,
    Noted,
    Observation,
    Open,
    Person,
    PersonId,
    Role,
    Signal,
    SignalKind,
    Succession,
    Unmet,
    check_body,
    check_roll,
    check_structure,
    check_successions,
    in_order,
)
from pmi_core.regulation import Assumption, PlaceCode, shipped_places, shipped_registry
from pmi_core.reporting import Dossier, DossierHead, observe_bodies
from tests.reporting.samples import association, unit

INAUGURATED, ON, DISSOLVED = date(2023, 8, 5), date(2023, 12, 18), date(2023, 11, 1)
LAW = shipped_registry()


def chair(number: int, first: date | None = INAUGURATED) -> Appointment:
    person = Person(id=PersonId(f"orang-{number}"), name="Orang Contoh")
    return Appointment(person=person, role=Role.CHAIR, first=first)


def dissolved(body: Body) -> Body:
    end = Event(
        name="pembubaran", effective=DISSOLVED, recorded=DISSOLVED, actor="BP2MI", note="contoh"
    )
    history = History(events=(*body.history.events, end))
    return attrs.evolve(body, history=history, appointments=(chair(3),))


SHOP = Business(
    id="usaha-1",
    name="Warung Contoh",
    stage=BusinessStage.STARTED,
    nib_held=False,
    signals=(Signal(kind=SignalKind.NIB, day=INAUGURATED, recorded=ON, source="uji"),),
)
BODIES = (
    attrs.evolve(unit("kawan-1", "32.04"), appointments=(chair(1), chair(2))),
    attrs.evolve(association(), businesses=(SHOP,), place=PlaceCode("32")),
    dissolved(unit("kawan-2", "32.05")),
)
SUCCESSION = Succession(
    id="alih",
    predecessors=("kawan-1",),
    on=ON,
    basis=(Assumption(owner="uji", reason=Text(id="uji", en="test"), on=ON),),
)


def dossier(*bodies: Body) -> Dossier:
    return Dossier(
        head=DossierHead(id="contoh", title=Text(id="Contoh", en="Example"), as_of=ON),
        places=shipped_places(),
        bodies=bodies,
        successions=(SUCCESSION,),
    )


def look(on: date = ON, known_on: date | None = None) -> tuple[Observation, ...]:
    return observe_bodies(dossier(*BODIES), on, LAW, known_on=known_on)


@pytest.mark.parametrize(
    ("rule", "kind"),
    [
        pytest.param("satu_ketua", Unmet, id="across people"),
        pytest.param("berakhir_saat_pembubaran", Unmet, id="after a dissolution"),
        pytest.param("kursi_terisi", Noted, id="structure"),
        pytest.param("pendahulu_masih_tercatat", Noted, id="successions"),
        pytest.param("keputusan_tercatat", Open, id="notes of lives"),
        pytest.param("tanda_usaha", Noted, id="signals"),
    ],
)
def test_every_kind_of_check_is_told(rule: str, kind: type) -> None:
    found = [one for one in look() if one.rule == rule]
    assert found
    assert {type(one.verdict) for one in found} == {kind}
    assert all(one.basis for one in found)


def test_nothing_that_one_check_tells_is_lost() -> None:
    apart = (
        *check_roll(BODIES, ON),
        *check_structure(BODIES, ON, LAW),
        *check_successions((SUCCESSION,), BODIES, ON),
    )
    notes = [note for body in BODIES for note in check_body(body)]
    assert notes
    assert {*apart} <= {*look()}
    bases = {(one.rule, one.basis) for one in look()}
    assert {(note.name, note.basis) for note in notes} <= bases


def test_the_order_of_bodies_does_not_matter() -> None:
    assert look() == observe_bodies(dossier(*BODIES[::-1]), ON, LAW)
    assert list(look()) == sorted(look(), key=in_order)


@pytest.mark.parametrize(("days", "told"), [(-1, False), (0, True)])
def test_what_was_recorded_later_is_not_told(days: int, told: bool) -> None:
    found = {one.rule for one in look(known_on=ON + timedelta(days=days))}
    assert ("tanda_usaha" in found) is told


@pytest.mark.parametrize(("days", "told"), [(0, False), (1, True)])
def test_who_serves_after_a_dissolution_is_told_from_the_day_after(days: int, told: bool) -> None:
    found = {one.rule for one in look(on=DISSOLVED + timedelta(days=days))}
    assert ("berakhir_saat_pembubaran" in found) is told


def test_places_of_the_dossier_count() -> None:
    odd = attrs.evolve(BODIES[0], place=PlaceCode("99.99"))
    bare = Dossier(head=dossier().head, places=shipped_places(), bodies=(odd,))
    assert "tempat_tercatat" in {one.rule for one in observe_bodies(bare, ON, LAW)}
