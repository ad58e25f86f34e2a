"""Facts of bodies and of a round in words: what a witness is, never whose name."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, Final

from pmi_core.documents.redaction import redact
from pmi_core.evaluation import BODY, DOSSIER, Review, SubjectVerdicts
from pmi_core.messages import Text, label, render
from pmi_core.programme import BodyFacts, BusinessFacts, SeatFacts, ServingFacts, body_facts
from pmi_core.regulation import Registry
from pmi_core.reporting import (
    CarriedItem,
    ComplaintFacts,
    Dossier,
    DossierFacts,
    EnvelopeFacts,
    NarrativeFacts,
    PersonFacts,
    PhotoFacts,
    PlaceFacts,
    TypedPlaceFacts,
    dossier_facts,
    known,
)


def fact_texts(dossier: Dossier, review: Review, registry: Registry) -> Mapping[str, Text]:
    """What is said of the witnesses a review names, by the subject's id and the pointer.

    Args:
        dossier: What was reviewed.
        review: Whose witnesses on bodies and on the round are told.
        registry: The law it used.
    """
    found: dict[str, Text] = {}
    seen = known(dossier, review.known_on)
    for verdicts in review.subjects:
        facts = _facts_of(verdicts, seen, registry, review.known_on)
        for pointer in _pointers(verdicts) if facts is not None else ():
            said = witness_text(facts, pointer)
            if said is not None:
                found[f"{verdicts.id}{pointer}"] = said
    return found


def witness_text(facts: BodyFacts | DossierFacts | None, pointer: str) -> Text | None:
    """What a witness is, in words; nothing of a whole body without a vacant seat.

    >>> from pmi_core.programme import BodyId, PersonId
    >>> person = PersonFacts(person=PersonId("orang-1"), bodies=(BodyId("k-1"), BodyId("k-2")))
    >>> facts = DossierFacts(id="contoh", persons=(person,))
    >>> witness_text(facts, "/persons/0").id
    'orang-1: k-1, k-2'
    """
    if not pointer:
        return _vacancies(facts) if isinstance(facts, BodyFacts) else None
    here: Any = facts
    for step in pointer.split("/")[1:]:
        here = here[int(step)] if step.isdecimal() else getattr(here, step)
    return _TELLERS[type(here)](here)


def _pointers(verdicts: SubjectVerdicts) -> Iterator[str]:
    for result in verdicts.results:
        yield from result.witnesses or ("",)


def _facts_of(
    verdicts: SubjectVerdicts, seen: Dossier, registry: Registry, known_on: date | None
) -> BodyFacts | DossierFacts | None:
    on = verdicts.on
    if on is None:
        return None
    if verdicts.subject == DOSSIER.name:
        return redact(dossier_facts(seen, on, registry, known_on=known_on))
    if verdicts.subject == BODY.name:
        body = next(body for body in seen.bodies if body.id == verdicts.id)
        return redact(body_facts(body, on, registry, known_on=known_on))
    return None


def _vacancies(body: BodyFacts) -> Text | None:
    vacant = [_seat(seat) for seat in body.seats if seat.filled is False]
    return _say("kursi_kosong", kursi=_row(vacant)) if vacant else None


def _seat(seat: SeatFacts) -> Text:
    return label(seat.role if seat.division is None else seat.division)


def _serving(person: ServingFacts) -> Text:
    return _say("bertugas", orang=person.person, peran=_row([label(one) for one in person.roles]))


def _business(business: BusinessFacts) -> Text:
    return _plain(business.id)


def _envelope(envelope: EnvelopeFacts) -> Text:
    return _say(
        "penyampaian",
        penyampaian=envelope.submission,
        unit=envelope.body,
        bulan=envelope.months,
    )


def _reports(found: NarrativeFacts | PhotoFacts) -> Text:
    return _plain(", ".join(found.reports))


def _complaint(complaint: ComplaintFacts) -> Text:
    if complaint.number is None:
        return _plain(complaint.report)
    return _say("pengaduan", laporan=complaint.report, nomor=complaint.number)


def _carried(item: CarriedItem) -> Text:
    return _say("bawaan", butir=item.id, tahun=item.first_year, status=item.status)


def _place(place: PlaceFacts) -> Text:
    return _say("wilayah", unit=place.body, kode=place.code)


def _typed(place: TypedPlaceFacts) -> Text:
    candidates = ", ".join(place.candidates) or "-"
    return _say("diketik", laporan=place.report, letak=place.pointer, kandidat=candidates)


def _person(person: PersonFacts) -> Text:
    return _say("orang", orang=person.person, unit=", ".join(person.bodies))


def _plain(said: str) -> Text:
    return Text(id=said, en=said)


def _row(texts: list[Text]) -> Text:
    return Text(id=", ".join(one.id for one in texts), en=", ".join(one.en for one in texts))


def _say(key: str, **arguments: Any) -> Text:
    return render(f"dokumen.fakta.{key}", **arguments)


_TELLERS: Final[Mapping[type, Callable[[Any], Text]]] = MappingProxyType(
    {
        BusinessFacts: _business,
        CarriedItem: _carried,
        ComplaintFacts: _complaint,
        EnvelopeFacts: _envelope,
        NarrativeFacts: _reports,
        PersonFacts: _person,
        PhotoFacts: _reports,
        PlaceFacts: _place,
        ServingFacts: _serving,
        TypedPlaceFacts: _typed,
    }
)
