"""The witnesses of what was written down, on whatever subject: one row each."""

from collections.abc import Iterator
from typing import Any

import attrs

from pmi_core.documents.exporter import Bundle
from pmi_core.evaluation import NoteKind, Outcome, Result, Route, Severity, Verdicts
from pmi_core.regulation import ProvenanceStatus


@attrs.frozen(kw_only=True)
class Witnessed:
    """One witness of a criterion that was not met, or whose check failed.

    Attributes:
        kind: Whether it is a note or a finding.
        pointer: Into what was judged, as RFC 6901 writes it; empty for all of it.
        basis: What the criterion rests on, as people cite it.
        standing: What the best of its bases is worth for this subject on that day.
        route: Where notes of this kind go.
        remedy: What mends it.
        invented: Where what was judged or the review as a whole is made up.
    """

    rulebook: str
    kind: NoteKind
    criterion: str
    title: str
    pointer: str
    outcome: Outcome
    severity: Severity
    basis: str
    standing: ProvenanceStatus
    route: Route
    remedy: str
    invented: bool


@attrs.frozen(kw_only=True)
class SubjectNote(Witnessed):
    """A note on a subject that is no report.

    Attributes:
        subject: Which kind of subject, such as `publication`.
        id: Whose note it is.
        name: What people call it.
        said: What the witness says, where it is a claim; otherwise empty.
    """

    subject: str
    id: str
    name: str
    said: str


def subject_notes_of(bundle: Bundle) -> tuple[SubjectNote, ...]:
    """Every note of a review on what is no report, in the order of its verdicts."""
    return tuple(
        SubjectNote(
            **common,
            subject=verdicts.subject,
            id=verdicts.id,
            name=verdicts.title.in_(bundle.language),
            said=bundle.claims.get(f"{verdicts.id}{common['pointer']}", ""),
        )
        for verdicts in bundle.review.subjects
        for result in verdicts.notes
        for common in witnesses_of(bundle, verdicts, result, result.route)
    )


def witnesses_of(
    bundle: Bundle, verdicts: Verdicts, result: Result, route: Route
) -> Iterator[dict[str, Any]]:
    """What notes on any subject say, one per witness."""
    criterion = bundle.criterion(verdicts.rulebook, result.criterion)
    remedy = criterion.remedy if criterion else None
    for pointer in result.witnesses or ("",):
        yield {
            "rulebook": verdicts.rulebook,
            "kind": verdicts.note_kind,
            "criterion": result.criterion,
            "title": criterion.title.in_(bundle.language) if criterion else result.criterion,
            "pointer": pointer,
            "outcome": result.outcome,
            "severity": result.severity,
            "basis": bundle.basis(criterion) if criterion else "",
            "standing": result.standing,
            "route": route,
            "remedy": remedy.in_(bundle.language) if remedy else "",
            "invented": verdicts.invented or bundle.review.invented,
        }
