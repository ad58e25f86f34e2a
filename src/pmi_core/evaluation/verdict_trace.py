"""One verdict with everything behind it, as a document that can be kept: `pmi-core/trace/1`."""

from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction
from typing import Final

import attrs

from pmi_core.codec import Kind, optional
from pmi_core.evaluation.day_law import parameters_on
from pmi_core.evaluation.explain import Explanation, explain
from pmi_core.evaluation.judging import context_on
from pmi_core.evaluation.matters import Matter
from pmi_core.evaluation.results import NoteKind, Result, note_kind
from pmi_core.messages import Text
from pmi_core.regulation import (
    Basis,
    ParameterKey,
    ProvenanceStatus,
    cite_text,
    standing,
)


@attrs.frozen(kw_only=True)
class StandingBasis:
    """A citation or assumption, in words, and what it is worth for the subject on that day."""

    basis: Basis
    text: Text
    standing: ProvenanceStatus


@attrs.frozen(kw_only=True)
class UsedParameter:
    """A threshold as it was read.

    Attributes:
        on: The day as of which it was read; absent where that is not known.
        value: Absent where none was in force, or the day is not known.
        first: The first day of that value; absent means since always.
    """

    key: str
    label: Text
    unit: Text
    on: date | None = optional()
    value: Fraction | None = optional()
    first: date | None = optional(absent="none")
    basis: tuple[StandingBasis, ...] = ()


@attrs.frozen(kw_only=True)
class VerdictTrace:
    """What one criterion says of one subject, and why.

    Attributes:
        subject: Which kind, such as `report`.
        id: The subject's.
        name: What people call it.
        rulebook: Id of the rulebook.
        digest: Content hash of the rulebook.
        criterion: Id of the criterion.
        title: What it asks, in short.
        note_kind: What it is called where it is written down.
        on: The day as of which the criterion read law and parameters; absent where not known.
        known_on: Only law knowable on this day counted; absent where nothing was filtered.
        law: Content hash of the law.
        remedy: What mends it; absent where nothing does.
    """

    subject: str
    id: str
    name: Text
    invented: bool
    rulebook: str
    version: str
    digest: str
    law: str
    criterion: str
    title: Text
    note_kind: NoteKind
    on: date | None = optional()
    known_on: date | None = optional(absent="none")
    result: Result
    explanation: Explanation
    parameters: tuple[UsedParameter, ...]
    basis: tuple[StandingBasis, ...]
    remedy: Text | None = optional(absent="none")


TRACE_KIND: Final = Kind(name="trace", shape=VerdictTrace)


def trace_verdict(matter: Matter, criterion: str) -> VerdictTrace:
    """What a criterion says of a subject, with the values, parameters and bases behind it.

    Raises:
        NotFound: The rulebook has no such criterion.
    """
    book, by = matter.rulebook, matter.judging
    asked = book.criterion(criterion)
    day = book.day_of(criterion, matter.facts)
    named = book.named(criterion)
    values = {} if day is None else parameters_on(by.registry, named, day, by.known_on)
    (result,) = (found for found in matter.results() if found.criterion == criterion)
    return VerdictTrace(
        subject=matter.subject,
        id=matter.id,
        name=matter.title,
        invented=matter.invented,
        rulebook=book.rulebook.id,
        version=book.rulebook.version,
        digest=book.digest,
        law=by.registry.digest,
        criterion=criterion,
        title=asked.title,
        note_kind=note_kind(book.rulebook.level),
        on=day,
        known_on=by.known_on,
        result=result,
        explanation=explain(book, criterion, matter.facts, values, context_on(by, matter.on)),
        parameters=tuple(_parameters(matter, criterion, day)),
        basis=tuple(_standing(matter, asked.basis, day)),
        remedy=asked.remedy,
    )


def _parameters(matter: Matter, criterion: str, day: date | None) -> Iterator[UsedParameter]:
    """Those it names, then those behind the working calendar, each with the day it was read on."""
    book = matter.rulebook
    behind = () if matter.judging.calendar is not None else book.behind(criterion)
    for key in sorted(book.named(criterion)):
        yield _parameter(matter, key, day)
    for key in sorted(behind):
        yield _parameter(matter, key, matter.on)


def _parameter(matter: Matter, key: str, day: date | None) -> UsedParameter:
    law, known_on = matter.judging.registry, matter.judging.known_on
    parameter = law.parameter(ParameterKey(key))
    dated = None if day is None else parameter.value(on=day, known_on=known_on)
    return UsedParameter(
        key=key,
        label=parameter.label,
        unit=parameter.unit,
        on=day,
        value=None if dated is None else dated.value,
        first=None if dated is None else dated.first,
        basis=() if dated is None else tuple(_standing(matter, dated.basis, day)),
    )


def _standing(matter: Matter, bases: Iterable[Basis], day: date | None) -> Iterator[StandingBasis]:
    by = matter.judging
    for basis in bases:
        worth = (
            ProvenanceStatus.NOT_FOUND
            if day is None
            else standing(basis, by.registry, on=day, place=by.place, known_on=by.known_on)
        )
        yield StandingBasis(basis=basis, text=cite_text(basis, by.registry), standing=worth)
