"""What only shows over a whole round, flat, as rules read it: envelopes, photos, places, people.

Where a report does not tell something, a row stands for it that says only whose it is: then nobody
can tell that all is well.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final

import attrs

from pmi_core.codec import optional
from pmi_core.errors import NotFound
from pmi_core.privacy import free_text
from pmi_core.programme import (
    Body,
    BodyId,
    KawanPMI,
    PersonId,
    ReportKind,
    body_facts,
    exists_on,
    identity_of,
)
from pmi_core.regulation import Period, PlaceCode, Places, Registry
from pmi_core.reporting.dossier import Dossier, months_brought, newest_revisions
from pmi_core.reporting.judgement import CarriedItem
from pmi_core.reporting.report import Complaint, Report, ReportId, ReportState
from pmi_core.reporting.submission import SubmissionId

_CODE: Final = re.compile(r"\d[\d.]*", re.ASCII)


@attrs.frozen(kw_only=True)
class EnvelopeFacts:
    """What one submission brought of one body for the first time.

    Attributes:
        months: For how many months.
    """

    submission: SubmissionId
    body: BodyId
    months: int


@attrs.frozen(kw_only=True)
class PhotoFacts:
    """One photo by its hash; without one, the photos of a report that are not known.

    An equal hash proves that a photo was used again, a different one proves nothing.

    Attributes:
        reports: The monthly reports that have it.
        units: Of how many bodies.
        months: In how many months of one body, where it was used most.
    """

    sha256: str | None = optional()
    reports: tuple[ReportId, ...]
    units: int | None = optional()
    months: int | None = optional()


@attrs.frozen(kw_only=True)
class NarrativeFacts:
    """One narrative of activities, word for word, in one period; or one that is not known.

    Foreword, background and legal basis are equal by design and are not compared.

    Attributes:
        period: Of all its reports.
        reports: The monthly reports that have it.
        units: Of how many bodies.
    """

    period: Period
    reports: tuple[ReportId, ...]
    units: int | None = optional()


@attrs.frozen(kw_only=True)
class ComplaintFacts:
    """One complaint in a monthly report; without a number, those of a report that are not known.

    Attributes:
        number: Which of the report's, from 1.
        forwarded: Whether it went to the BP3MI.
        days: From its receipt until then.
    """

    report: ReportId
    body: BodyId
    period: Period
    number: int | None = optional()
    received_on: date | None = optional()
    forwarded: bool | None = optional()
    days: int | None = optional()


@attrs.frozen(kw_only=True)
class PlaceFacts:
    """The place of a body.

    Attributes:
        valid: Whether the edition in force on the day has the code; absent outside the editions.
    """

    body: BodyId
    code: PlaceCode
    valid: bool | None = optional()


@attrs.frozen(kw_only=True)
class TypedPlaceFacts:
    """A place as somebody typed it, where it is a code or the name of a region; never resolved.

    Attributes:
        text: As typed.
        pointer: Where in the report.
        clear: Whether it means one region; absent outside the editions.
        candidates: The codes it may mean.
    """

    report: ReportId
    body: BodyId
    period: Period
    pointer: str
    text: str = free_text()
    clear: bool | None = optional()
    candidates: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class PersonFacts:
    """Somebody who serves in units of Kawan PMI, or may; namesakes stay apart.

    Attributes:
        units: In how many; absent where nobody can tell whether the person serves in all of them.
    """

    person: PersonId
    bodies: tuple[BodyId, ...]
    units: int | None = optional()


@attrs.frozen(kw_only=True)
class DossierFacts:
    """A round on a day."""

    id: str
    envelopes: tuple[EnvelopeFacts, ...] = ()
    photos: tuple[PhotoFacts, ...] = ()
    narratives: tuple[NarrativeFacts, ...] = ()
    complaints: tuple[ComplaintFacts, ...] = ()
    carried: tuple[CarriedItem, ...] = ()
    places: tuple[PlaceFacts, ...] = ()
    typed_places: tuple[TypedPlaceFacts, ...] = ()
    persons: tuple[PersonFacts, ...] = ()


def dossier_facts(
    dossier: Dossier, day: date, registry: Registry, *, known_on: date | None = None
) -> DossierFacts:
    """What a whole round shows on a day, of the newest revisions that were handed in.

    Args:
        dossier: The round, as known on the day; see `known`.
        day: The day asked about.
        registry: Law and parameters.
        known_on: Lives as known on that day; None for all that was ever recorded.

    Raises:
        FaultyHistory: A life that cannot have been; `read_dossier` refuses such a dossier.
    """
    roll = sorted(dossier.bodies, key=lambda one: one.id)
    bodies = [body for body in roll if exists_on(body, day, known_on=known_on)]
    newest = newest_revisions(dossier.reports)
    reports = [one for one in newest if one.state is not ReportState.DRAFT]
    monthly = [one for one in reports if one.kind is ReportKind.MONTHLY]
    return DossierFacts(
        id=dossier.head.id,
        envelopes=tuple(_envelopes(dossier)),
        photos=tuple(_photos(monthly)),
        narratives=tuple(_narratives(monthly)),
        complaints=tuple(row for one in monthly for row in _complaints(one)),
        carried=tuple(sorted(dossier.carried, key=lambda item: item.id)),
        places=tuple(_places(bodies, dossier.places, day)),
        typed_places=tuple(row for one in reports for row in _typed(one, dossier.places)),
        persons=tuple(_persons(dossier, bodies, day, registry, known_on)),
    )


def _envelopes(dossier: Dossier) -> Iterator[EnvelopeFacts]:
    for (submission, body), months in sorted(months_brought(dossier).items()):
        yield EnvelopeFacts(submission=submission, body=body, months=months)


def _photos(reports: Sequence[Report]) -> Iterator[PhotoFacts]:
    used: dict[str, dict[ReportId, Report]] = defaultdict(dict)
    for report in reports:
        if report.photo_hashes is None:
            yield PhotoFacts(reports=(report.id,))
        for digest in report.photo_hashes or ():
            used[digest][report.id] = report
    for digest, found in sorted(used.items()):
        months: dict[BodyId, set[date]] = defaultdict(set)
        for report in found.values():
            months[report.body].add(report.period.last)
        yield PhotoFacts(
            sha256=digest,
            reports=tuple(found),
            units=len(months),
            months=max(map(len, months.values())),
        )


def _narratives(reports: Iterable[Report]) -> Iterator[NarrativeFacts]:
    alike: dict[tuple[date, str], list[Report]] = defaultdict(list)
    for report in reports:
        told = None if report.narrative is None else report.narrative.activities
        words = " ".join((told or "").casefold().split())
        if words:
            alike[report.period.last, words].append(report)
        else:
            yield NarrativeFacts(period=report.period, reports=(report.id,))
    for found in alike.values():
        yield NarrativeFacts(
            period=found[0].period,
            reports=tuple(one.id for one in found),
            units=len({one.body for one in found}),
        )


def _complaints(report: Report) -> Iterator[ComplaintFacts]:
    if report.complaints is None:
        yield ComplaintFacts(**_of(report))
    for number, complaint in enumerate(report.complaints or (), start=1):
        yield ComplaintFacts(
            **_of(report),
            number=number,
            received_on=complaint.received_on,
            forwarded=complaint.forwarded_on is not None,
            days=_days(complaint),
        )


def _of(report: Report) -> dict[str, Any]:
    return {"report": report.id, "body": report.body, "period": report.period}


def _days(complaint: Complaint) -> int | None:
    first, last = complaint.received_on, complaint.forwarded_on
    return None if first is None or last is None else (last - first).days


def _places(bodies: Iterable[Body], places: Places, day: date) -> Iterator[PlaceFacts]:
    for body in bodies:
        if body.place is not None:
            valid = places.valid(body.place, day)
            yield PlaceFacts(body=body.id, code=body.place, valid=valid)


def _typed(report: Report, places: Places) -> Iterator[TypedPlaceFacts]:
    cover = None if report.cover is None else report.cover.place_as_typed
    written = {"/cover/place_as_typed": cover}
    for number, activity in enumerate(report.activities or ()):
        written[f"/activities/{number}/place_as_typed"] = activity.place_as_typed
    for pointer, text in written.items():
        meant = None if text is None else _meant(text.strip(), report.period.last, places)
        if text is not None and meant is not None:
            clear, candidates = meant
            yield TypedPlaceFacts(
                **_of(report), pointer=pointer, text=text, clear=clear, candidates=candidates
            )


def _meant(text: str, day: date, places: Places) -> tuple[bool | None, tuple[str, ...]] | None:
    """Whether a text means one region, and which it may mean; none where it names no region."""
    if _CODE.fullmatch(text):
        valid = places.valid(text, day)
        return valid, _near(text, day, places) if valid is False else (text,)
    found = tuple(region.code for region in places.candidates(text, day))
    return (len(found) == 1, found) if found else None


def _near(code: str, day: date, places: Places) -> tuple[str, ...]:
    try:
        return (places.find(code, day).code,)
    except NotFound as problem:
        return tuple(sorted(problem.known))


def _persons(
    dossier: Dossier, bodies: Iterable[Body], day: date, registry: Registry, known_on: date | None
) -> Iterator[PersonFacts]:
    found: dict[PersonId, dict[BodyId, bool | None]] = defaultdict(dict)
    for unit in (body for body in bodies if isinstance(body, KawanPMI)):
        for one in body_facts(unit, day, registry, known_on=known_on).serving:
            person = identity_of(dossier.identities, one.person, known_on=known_on)
            found[person][unit.id] = found[person].get(unit.id) or one.serving
    for person, units in sorted(found.items()):
        yield PersonFacts(person=person, bodies=tuple(sorted(units)), units=_sure(units))


def _sure(units: Mapping[BodyId, bool | None]) -> int | None:
    """How many units surely; one alone is one, however unsure it is."""
    sure = list(units.values()).count(True)
    return len(units) if len(units) == 1 or sure == len(units) else None
