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
from pmi_core.regulation import (
    Assumption,
    PlaceCode,
    Provenance,
    ProvenanceStatus,
    load_edition,
    shipped_places,
    shipped_registry,
)
from pmi_core.reporting import Dossier, DossierHead, observe_bodies
from tests.reporting.samples import EDITION, association, unit

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
    recorded=ON,
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


@pytest.mark.parametrize(
    ("rule", "recorded"),
    [
        pytest.param("tanda_usaha", ON, id="a signal"),
        pytest.param("pendahulu_masih_tercatat", ON, id="a succession"),
        pytest.param("berakhir_saat_pembubaran", DISSOLVED, id="a dissolution"),
        pytest.param("kursi_terisi", DISSOLVED, id="a unit that stands no longer"),
    ],
)
def test_what_was_recorded_later_is_not_told(rule: str, recorded: date) -> None:
    before, then = (look(known_on=recorded - timedelta(days=days)) for days in (1, 0))
    whole = {one for one in then if one.rule == rule}
    assert whole
    assert whole != {one for one in before if one.rule == rule}


@pytest.mark.parametrize(("days", "told"), [(0, False), (1, True)])
def test_who_serves_after_a_dissolution_is_told_from_the_day_after(days: int, told: bool) -> None:
    found = {one.rule for one in look(on=DISSOLVED + timedelta(days=days))}
    assert ("berakhir_saat_pembubaran" in found) is told


def test_places_of_the_dossier_count() -> None:
    """A code that only the dossier's own edition has is a place; without that it is none."""
    edition = load_edition(
        EDITION.encode(),
        id="contoh",
        title=Text(id="Kode contoh", en="Example codes"),
        provenance=Provenance(status=ProvenanceStatus.ASSUMED, source="rekaan"),
        file="contoh.tsv",
    )
    bare = dossier(unit())
    brought = attrs.evolve(bare, places=shipped_places().with_edition(edition))
    rules = [{one.rule for one in observe_bodies(item, ON, LAW)} for item in (bare, brought)]
    assert ["tempat_tercatat" in found for found in rules] == [True, False]


def test_offices_written_at_one_place_are_each_compared() -> None:
    right, wrong = (
        attrs.evolve(unit(name, "18.01"), supervisor=office)
        for name, office in (("kawan-1", "BP3MI Lampung"), ("kawan-3", "BP3MI Jawa Barat"))
    )
    for bodies in ((right, wrong), (wrong, right)):
        found = [one for one in observe_bodies(dossier(*bodies), ON, LAW) if one.rule == "pembina"]
        assert [one.bodies for one in found] == [("kawan-3",)]
