"""The handbook as a record: chapters, headings and lines, each with what it rests on.

What no source says stays in it as an empty heading: `belum ditemukan` is then the right answer.
"""

from datetime import date
from enum import Enum
from typing import Final

import attrs

from pmi_core import codec
from pmi_core.codec import Kind
from pmi_core.evaluation import CriterionId, RulebookId
from pmi_core.messages import Text
from pmi_core.programme import ActivityKind, Aspect, Phase, ReportKind, ServiceArea
from pmi_core.regulation import InstitutionRole, PlaceCode, ProvenanceStatus


class HandbookRole(Enum):
    """Whom the handbook addresses: those the meeting of December 2023 brought together."""

    CHAIR = "ketua"
    SECRETARY = "sekretaris"
    INFORMATION = "penyebarluasan_informasi"
    ASSISTANCE = "pendampingan"
    PREVENTION = "pencegahan"
    PENGURUS = "pengurus"
    PENGGIAT = "penggiat"


class HeadingKind(Enum):
    """What a chapter tells; what is past and topics only where there are any to tell."""

    DEFINITION = "pengertian"
    ROLE = "peran"
    TASKS = "tugas"
    PAST = "tugas_yang_lalu"
    FUNCTIONS = "fungsi"
    ADVICE = "saran"
    TOPICS = "materi_informasi"


@attrs.frozen(kw_only=True)
class Ground:
    """What a line rests on, and what that is worth at this place on this day.

    Attributes:
        cite: As people cite it.
        standing: Its worth here and now; the source keeps its own status.
        place: Where the source applies; absent for an assumption, which has no source.
        day: The day of the source or assumption, if known.
    """

    cite: Text
    standing: ProvenanceStatus
    place: Text | None = codec.optional(absent="none")
    day: date | None = codec.optional()


@attrs.frozen(kw_only=True)
class DerivedWork:
    """What the kind of activity behind a task suggests; a proposal, never a fact.

    Attributes:
        evidence: What shows that it took place (data dukung).
        basis: What the proposal rests on.
    """

    activity: ActivityKind
    phases: tuple[Phase, ...]
    aspects: tuple[Aspect, ...]
    services: tuple[ServiceArea, ...]
    evidence: tuple[Text, ...]
    basis: tuple[Ground, ...]


@attrs.frozen(kw_only=True)
class CheckedBy:
    """A criterion that asks for a task."""

    rulebook: RulebookId
    criterion: CriterionId
    title: Text


@attrs.frozen(kw_only=True)
class HandbookLine:
    """One thing a chapter tells.

    Attributes:
        basis: At least one.
        derived: Of tasks that an activity carries out.
        reports: The kinds of report that hold it.
        about: The kinds of report it speaks of, where it speaks of reports.
        occasion: The one occasion it was asked for.
        checks: The criteria that rest on the item it rests on.
    """

    text: Text
    basis: tuple[Ground, ...] = attrs.field(validator=attrs.validators.min_len(1))
    derived: DerivedWork | None = codec.optional(absent="none")
    reports: tuple[ReportKind, ...] = ()
    about: tuple[ReportKind, ...] = ()
    occasion: Text | None = codec.optional(absent="none")
    checks: tuple[CheckedBy, ...] = ()


@attrs.frozen(kw_only=True)
class SourceSearched:
    """A source that this library itself looked through, or would have, had it the text.

    Attributes:
        status: How its text is known as the library ships, whatever a law pack tells; what is
            not found was not looked through.
        ended: Whether it is no longer in force on the handbook's day.
        ended_on: The first day it was not, where that is known for sure.
    """

    name: Text
    status: ProvenanceStatus
    ended: bool = False
    ended_on: date | None = codec.optional()


@attrs.frozen(kw_only=True)
class TextAdded:
    """What law packs tell of a source; this library did not look through it.

    Attributes:
        name: As `SourceSearched` has it.
        provisions: How many of its provisions and items they enter.
    """

    name: Text
    provisions: int


@attrs.frozen(kw_only=True)
class Heading:
    """A heading and its lines; without any, nothing was found.

    Attributes:
        searched: Where it was looked for.
        added: What law packs tell of those sources.
        note: What a reader must know before its lines.
        checks: The criteria that ask for what stands here as a whole, not for one line of it.
    """

    kind: HeadingKind
    lines: tuple[HandbookLine, ...]
    searched: tuple[SourceSearched, ...]
    added: tuple[TextAdded, ...] = ()
    note: Text | None = codec.optional(absent="none")
    checks: tuple[CheckedBy, ...] = ()


@attrs.frozen(kw_only=True)
class Chapter:
    """All headings for one role."""

    role: HandbookRole
    headings: tuple[Heading, ...]


@attrs.frozen(kw_only=True)
class OfficeNamed:
    """The institution of a role at the handbook's place on its day, or why none is named.

    Attributes:
        name: What people write.
        full_name: Its name in full, with `name`.
    """

    role: InstitutionRole
    name: str | None = codec.optional()
    full_name: Text | None = codec.optional()
    candidates: tuple[str, ...] = ()
    reason: Text


@attrs.frozen(kw_only=True)
class Handbook:
    """Role, tasks and functions at one place on one day.

    Attributes:
        on: The day whose standing of every basis is given.
        place: Its code; absent for no place in particular.
        place_name: Its name.
        law: The layers of law it was made from.
        offices: The agency, and the office that serves the place.
        chapters: One for each role asked for.
    """

    on: date
    place: PlaceCode | None = codec.optional(absent="none")
    place_name: str | None = codec.optional(absent="none")
    law: tuple[str, ...]
    offices: tuple[OfficeNamed, ...]
    chapters: tuple[Chapter, ...]


HANDBOOK_KIND: Final[Kind[Handbook]] = Kind(name="handbook", shape=Handbook)
