"""What witnesses on bodies and on a round are, in words: ids and codes, never names or texts."""

from datetime import date
from typing import Any

import attrs
import pytest

from pmi_core.documents import bundle_of, summary
from pmi_core.documents.fact_text import fact_texts, witness_text
from pmi_core.evaluation import review, shipped_policies, shipped_rulebooks
from pmi_core.messages import Language, Text
from pmi_core.planning import draft_plan
from pmi_core.programme import (
    Appointment,
    BodyFacts,
    BodyId,
    BusinessFacts,
    Division,
    KawanPMI,
    Level,
    Person,
    PersonId,
    Programme,
    Role,
    SeatFacts,
    ServingFacts,
)
from pmi_core.regulation import Period, PlaceCode, shipped_places, shipped_registry
from pmi_core.reporting import (
    CarriedItem,
    CarriedKind,
    ComplaintFacts,
    Cover,
    Dossier,
    DossierFacts,
    DossierHead,
    EnvelopeFacts,
    PersonFacts,
    PhotoFacts,
    PlaceFacts,
    ReportId,
    SubmissionId,
    TypedPlaceFacts,
)
from tests.reporting.samples import monthly

UNIT, REPORT = BodyId("kawan-1"), ReportId("lap-1")
OF: Any = {"report": REPORT, "body": UNIT, "period": Period.parse("2023-11")}
TYPED = TypedPlaceFacts(
    **OF, pointer="/cover/place_as_typed", text="Bandung", clear=False, candidates=("32.04",)
)
ROUND = DossierFacts(
    id="contoh",
    envelopes=(EnvelopeFacts(submission=SubmissionId("s-1"), body=UNIT, months=3),),
    photos=(PhotoFacts(reports=(REPORT, ReportId("lap-2"))),),
    complaints=(ComplaintFacts(**OF, number=2), ComplaintFacts(**OF)),
    carried=(
        CarriedItem(id="r-1", kind=CarriedKind.RECOMMENDATION, text="Contoh", first_year=2022),
    ),
    places=(PlaceFacts(body=UNIT, code=PlaceCode("91.01")),),
    typed_places=(TYPED, attrs.evolve(TYPED, candidates=())),
    persons=(PersonFacts(person=PersonId("orang-1"), bodies=(UNIT, BodyId("kawan-2"))),),
)
BODY = BodyFacts(
    id=UNIT,
    programme=Programme.KAWAN_PMI,
    level=Level.REGENCY,
    seats=(
        SeatFacts(role=Role.CHAIR, filled=False),
        SeatFacts(role=Role.SECRETARY, filled=True),
        SeatFacts(role=Role.MEMBER, division=Division.PREVENTION, filled=False),
        SeatFacts(role=Role.MEMBER, division=Division.ASSISTANCE),
    ),
    serving=(ServingFacts(person=PersonId("orang-1"), roles=(Role.CHAIR, Role.MEMBER)),),
    businesses=(BusinessFacts(id="u-1"),),
)
TOLD = {
    "/envelopes/0": "s-1 dari kawan-1: 3 bulan",
    "/photos/0": "lap-1, lap-2",
    "/complaints/0": "lap-1, pengaduan ke-2",
    "/complaints/1": "lap-1",
    "/carried/0": "r-1, sejak 2022, Belum ditindaklanjuti",
    "/places/0": "kawan-1: 91.01",
    "/typed_places/0": "lap-1/cover/place_as_typed; kandidat 32.04",
    "/typed_places/1": "lap-1/cover/place_as_typed; kandidat -",
    "/persons/0": "orang-1: kawan-1, kawan-2",
}


@pytest.mark.parametrize(("pointer", "said"), [*TOLD.items()])
def test_a_witness_of_the_round_says_where_to_look(pointer: str, said: str) -> None:
    found = witness_text(ROUND, pointer)
    assert found is not None
    assert found.id == said


@pytest.mark.parametrize(
    ("pointer", "said"),
    [
        ("", "kosong: Ketua, Divisi Pencegahan Penempatan Ilegal PMI"),
        ("/serving/0", "orang-1 (Ketua, Anggota)"),
        ("/businesses/0", "u-1"),
    ],
)
def test_a_witness_of_a_body_says_what_it_is(pointer: str, said: str) -> None:
    found = witness_text(BODY, pointer)
    assert found is not None
    assert found.id == said


def test_of_a_whole_that_lacks_no_seat_nothing_is_said() -> None:
    assert witness_text(attrs.evolve(BODY, seats=()), "") is None
    assert witness_text(ROUND, "") is None


def test_a_review_tells_its_witnesses_and_names_nobody() -> None:
    chair = Appointment(
        person=Person(id=PersonId("orang-1"), name="Orang Contoh"),
        role=Role.CHAIR,
        first=date(2023, 7, 22),
        pact_signed=False,
    )
    unit = KawanPMI(
        id=UNIT,
        name="Kawan PMI Contoh",
        level=Level.REGENCY,
        place=PlaceCode("32.04"),
        appointments=(chair,),
    )
    typed = attrs.evolve(monthly(body="kawan-1"), cover=Cover(place_as_typed="Bandung"))
    head = DossierHead(id="contoh", title=Text(id="Contoh", en="Example"), as_of=date(2023, 12, 18))
    dossier = Dossier(head=head, places=shipped_places(), bodies=(unit,), reports=(typed,))
    books, law = shipped_rulebooks(), shipped_registry()
    found = review(dossier, books, shipped_policies()[0])
    plan = draft_plan(found, dossier, books)
    made = bundle_of(dossier, found, plan, books, registry=law, language=Language.ID)
    assert made.claims["kawan-1/serving/0"] == "orang-1 (Ketua)"
    text = summary(made)
    assert "- Kawan PMI Contoh: orang-1 (Ketua)" in text
    assert "kandidat 32.04, 32.73" in text
    assert "Orang Contoh" not in text
    undated = tuple(attrs.evolve(one, on=None) for one in found.subjects)
    assert fact_texts(dossier, attrs.evolve(found, subjects=undated), law) == {}
