"""Bodies and the round as subjects: who is judged, on which day, by which law."""

from datetime import date, timedelta
from typing import Any

import attrs
import pytest

from pmi_core.evaluation import (
    CheckedRulebook,
    Outcome,
    Severity,
    review,
    shipped_policies,
    shipped_rulebook,
)
from pmi_core.evaluation.bodies import body_matters
from pmi_core.evaluation.dossiers import dossier_matters
from pmi_core.evaluation.matters import Matter
from pmi_core.messages import Text
from pmi_core.programme import (
    KKBM,
    Appointment,
    AppointmentDecree,
    Body,
    BodyId,
    Business,
    BusinessStage,
    DecreeId,
    Event,
    History,
    KawanPMI,
    Level,
    Member,
    MemberKind,
    Person,
    PersonId,
    PerwiraPMI,
    Programme,
    Role,
)
from pmi_core.regulation import (
    Assumption,
    PlaceCode,
    ProvenanceStatus,
    shipped_places,
    shipped_registry,
)
from pmi_core.reporting import CarriedItem, CarriedKind, Dossier, DossierHead

DAY = date(2024, 12, 1)
LAW = shipped_registry()
BODIES, ROUND = shipped_rulebook("badan"), shipped_rulebook("dossier")
CHAIR = Appointment(
    person=Person(id=PersonId("orang-1"), name="Orang Contoh"),
    role=Role.CHAIR,
    first=date(2023, 7, 22),
    pact_signed=False,
)


def unit(name: str = "kawan-1", place: str = "32.04", **more: Any) -> KawanPMI:
    return KawanPMI(
        id=BodyId(name),
        name=f"Kawan {name}",
        level=Level.REGENCY,
        place=PlaceCode(place),
        invented=True,
        appointments=(CHAIR,),
        **more,
    )


def round_of(*bodies: Body, **more: Any) -> Dossier:
    title = Text(id="Putaran contoh", en="Example round")
    head = DossierHead(id="putaran", title=title, as_of=DAY, invented=True)
    return Dossier(head=head, places=shipped_places(), bodies=bodies, **more)


def matters(
    *bodies: Body,
    book: CheckedRulebook = BODIES,
    on: date = DAY,
    known_on: date | None = None,
    **more: Any,
) -> list[Matter]:
    found = body_matters if book is BODIES else dossier_matters
    return list(found(round_of(*bodies, **more), book, LAW, on, known_on))


def outcomes(matter: Matter) -> dict[str, Outcome]:
    return {result.criterion: result.outcome for result in matter.results()}


def test_a_body_is_judged_by_its_place_and_says_what_it_is() -> None:
    (found,) = matters(unit())
    assert (found.subject, found.id, found.title.id) == ("body", "kawan-1", "Kawan kawan-1")
    assert (found.invented, found.programme) == (True, Programme.KAWAN_PMI)
    assert (found.judging.place, found.on) == ("32.04", DAY)
    assert outcomes(found)["BAD-01"] is Outcome.NOT_MET
    assert outcomes(found)["BAD-03"] is Outcome.NOT_MET


def event(day: date) -> History:
    return History(events=(Event(name="pengukuhan", effective=day, recorded=day, actor="BP2MI"),))


@pytest.mark.parametrize(
    ("days", "there"), [pytest.param(0, True, id="that day"), pytest.param(1, False, id="later")]
)
def test_only_bodies_that_exist_on_the_day_are_judged(days: int, there: bool) -> None:
    one = unit(history=event(DAY + timedelta(days=days)))
    assert bool(matters(one)) is there


def test_a_body_nobody_had_recorded_is_not_there_yet() -> None:
    one = unit(history=event(DAY))
    assert matters(one, known_on=DAY - timedelta(days=1)) == []


def test_a_rulebook_passes_over_partners_it_does_not_name() -> None:
    community = KKBM(id=BodyId("kkbm-1"), name="Contoh", level=Level.VILLAGE)
    assert matters(community) == []
    everyone = attrs.evolve(BODIES, rulebook=attrs.evolve(BODIES.rulebook, programmes=()))
    found = list(body_matters(round_of(community), everyone, LAW, DAY, None))
    assert set(outcomes(found[0]).values()) == {Outcome.NOT_APPLICABLE}


def association(place: str | None) -> PerwiraPMI:
    code = None if place is None else PlaceCode(place)
    return PerwiraPMI(
        id=BodyId("perwira-1"),
        name="Contoh",
        level=Level.PROVINCE,
        place=code,
        businesses=(),
    )


@pytest.mark.parametrize(
    ("place", "standing"),
    [
        pytest.param("32", ProvenanceStatus.REPORTED, id="Jawa Barat"),
        pytest.param("33", ProvenanceStatus.ANALOGY, id="elsewhere"),
        pytest.param(None, ProvenanceStatus.ANALOGY, id="nowhere told"),
    ],
)
def test_the_advice_on_a_flagship_product_is_at_home_in_jawa_barat(
    place: str | None, standing: ProvenanceStatus
) -> None:
    (found,) = matters(association(place))
    (advice,) = (one for one in found.results() if one.criterion == "BAD-10")
    assert (advice.outcome, advice.standing) == (Outcome.NOT_MET, standing)


@pytest.mark.parametrize("book", [BODIES, ROUND])
def test_no_assumption_lifts_a_rule_above_the_analogy_it_has(book: CheckedRulebook) -> None:
    """Where only an assumption is added, a citation outside its home would count as assumed."""
    for criterion in book.rulebook.criteria:
        kinds = {isinstance(basis, Assumption) for basis in criterion.basis}
        assert len(kinds) == 1, criterion.id


@pytest.mark.parametrize(
    ("covers_until", "outcome"),
    [
        pytest.param(DAY, Outcome.MET, id="covered"),
        pytest.param(DAY - timedelta(days=1), Outcome.NOT_MET, id="ended the day before"),
        pytest.param(None, Outcome.UNDETERMINED, id="its last day is not known"),
    ],
)
def test_a_decree_on_record_covers_who_serves_or_does_not(
    covers_until: date | None, outcome: Outcome
) -> None:
    decree = AppointmentDecree(
        id=DecreeId("sk-1"), issuer="contoh", covers_from=CHAIR.first, covers_until=covers_until
    )
    named = attrs.evolve(CHAIR, decree=decree.id)
    (found,) = matters(attrs.evolve(unit(decrees=(decree,)), appointments=(named,)))
    (told,) = (one for one in found.results() if one.criterion == "BAD-02")
    assert (told.outcome, told.severity) == (outcome, Severity.NOTE)


def test_without_any_decree_on_record_nothing_is_said_of_who_serves() -> None:
    (found,) = matters(unit())
    assert outcomes(found)["BAD-02"] is Outcome.UNDETERMINED


def test_each_rule_on_an_association_fails_on_what_its_own_file_says() -> None:
    trained, untrained = (
        Member(
            person=Person(id=PersonId(f"orang-{name}"), name="Orang Contoh"),
            kind=MemberKind.RETURNED,
            joined=date(2023, 7, 22),
            history=History(events=tuple(map(lived, names))),
        )
        for name, names in (
            ("a", ("pendaftaran", "verifikasi", "pelatihan")),
            ("b", ("pendaftaran", "verifikasi")),
        )
    )
    idle = Business(
        id="u-1",
        name="Usaha Contoh",
        stage=BusinessStage.DORMANT,
        nib_held=False,
        in_group=False,
        uses_kur=False,
        flagship=False,
    )
    licensed = attrs.evolve(idle, id="u-2", stage=BusinessStage.FORMALISED)
    body = PerwiraPMI(
        id=BodyId("perwira-1"),
        name="Perwira Contoh",
        level=Level.PROVINCE,
        place=PlaceCode("32"),
        members=(trained, untrained, attrs.evolve(untrained, person=CHAIR.person)),
        businesses=(idle, licensed, attrs.evolve(idle, id="u-3")),
        invented=True,
    )
    (found,) = matters(body)
    failing = {name for name, outcome in outcomes(found).items() if outcome is Outcome.NOT_MET}
    assert failing == {f"BAD-{number:02}" for number in range(4, 11)}


def lived(name: str) -> Event:
    day = date(2023, 7, 22)
    return Event(name=name, effective=day, recorded=day, actor="BP3MI")


def test_a_round_is_one_subject_of_its_own_name() -> None:
    (found,) = matters(unit(), book=ROUND)
    assert (found.subject, found.id, found.title.id) == ("dossier", "putaran", "Putaran contoh")
    assert (found.invented, found.on) == (True, DAY)


@pytest.mark.parametrize(
    ("places", "province"),
    [
        pytest.param(["32.04", "32.73"], "32", id="one province"),
        pytest.param(["32.04", "33.01"], None, id="two"),
    ],
)
def test_the_law_of_a_province_is_at_home_where_the_whole_round_lies_in_it(
    places: list[str], province: str | None
) -> None:
    bodies = [unit(f"kawan-{number}", place) for number, place in enumerate(places)]
    (found,) = matters(*bodies, association(None), book=ROUND)
    assert found.judging.place == province


def test_where_there_is_no_round_nothing_is_said_of_it() -> None:
    assert matters(book=ROUND) == []
    item = CarriedItem(id="r-1", kind=CarriedKind.RECOMMENDATION, text="Contoh", first_year=2022)
    (found,) = matters(book=ROUND, carried=(item,))
    assert outcomes(found)["DOS-06"] is Outcome.NOT_MET


def test_a_review_tells_of_bodies_and_of_the_round() -> None:
    found = review(round_of(unit()), (BODIES, ROUND), shipped_policies()[0])
    assert [(one.subject, one.id) for one in found.subjects] == [
        ("body", "kawan-1"),
        ("dossier", "putaran"),
    ]
