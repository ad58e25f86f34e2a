"""The review (rekapitulasi): every report of a dossier judged, and what that adds up to."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Final

import attrs

from pmi_core.codec import Kind, optional
from pmi_core.evaluation.bodies import BODY, body_matters
from pmi_core.evaluation.dossiers import DOSSIER, dossier_matters
from pmi_core.evaluation.frequencies import Frequency, frequencies_of, limits_on, resting_on
from pmi_core.evaluation.matters import Matter, verdicts_on
from pmi_core.evaluation.publications import PUBLICATION, publication_matters
from pmi_core.evaluation.reports import REPORT, evaluation_of, report_matter
from pmi_core.evaluation.results import Evaluation, SubjectVerdicts, Verdicts
from pmi_core.evaluation.rulebook import CheckedRulebook
from pmi_core.evaluation.scoring import Scorecard, ScoringPolicy
from pmi_core.evaluation.turnout import Expected, Turnout, expected_of, turnout_of, units_of
from pmi_core.messages import Text
from pmi_core.programme import Body, BodyId, Programme, ReportKind, inaugurated_on
from pmi_core.regulation import (
    Basis,
    Registry,
    shipped_registry,
)
from pmi_core.reporting import (
    Dossier,
    Judgement,
    ObligationState,
    ObligationStatus,
    Report,
    ReportState,
    effective_plan,
    known,
    newest_revisions,
    owed,
    settle,
)


@attrs.frozen(kw_only=True)
class Used:
    """A rulebook or policy that decided something, pinned by its content hash."""

    id: str
    version: str
    sha256: str


@attrs.frozen(kw_only=True)
class Judged:
    """One evaluation with its scorecard."""

    evaluation: Evaluation
    scorecard: Scorecard
    grade_label: Text | None = optional(absent="none")


@attrs.frozen(kw_only=True)
class Review:
    """Everything a round of evaluation found, ready for a plan and for documents.

    Attributes:
        threshold: Share of bodies from which a kind of note is systemic; absent: not in force.
        least_bodies: And at least so many bodies.
        threshold_basis: What these two rest on.
        unstarted: Units whose start nobody recorded: nothing is expected of them.
        subjects: What was found of bodies, of the dossier as a whole and of publications.
        resting: How many decided results rest on each standing of their basis.
        assumed: How many of them rest on an assumption: their basis, or a parameter they read.
    """

    dossier: str
    title: Text
    invented: bool
    note: Text | None = optional(absent="none")
    as_of: date
    known_on: date | None = optional(absent="none")
    law: Used
    rulebooks: tuple[Used, ...]
    policy: Used
    threshold: Fraction | None = optional(absent="none")
    least_bodies: int
    threshold_basis: tuple[Basis, ...] = ()
    unstarted: int
    turnout: tuple[Turnout, ...] = attrs.field(repr=False)
    expected: tuple[Expected, ...] = attrs.field(repr=False)
    missing: tuple[ObligationState, ...] = attrs.field(repr=False)
    judged: tuple[Judged, ...] = attrs.field(repr=False)
    subjects: tuple[SubjectVerdicts, ...] = attrs.field(default=(), repr=False)
    frequencies: tuple[Frequency, ...] = attrs.field(repr=False)
    resting: Mapping[str, int]
    assumed: int

    @property
    def assumed_share(self) -> Fraction | None:
        """The share of decided results that rest on an assumption; None where none is decided."""
        decided = sum(self.resting.values())
        return Fraction(self.assumed, decided) if decided else None

    @property
    def has_findings(self) -> bool:
        """Whether anything is to be said: a note on a subject, or a report that did not come."""
        noted = bool(self.frequencies) or any(item.notes for item in self.subjects)
        return noted or any(item.obligation.binding for item in self.missing)


REVIEW_KIND: Final = Kind(name="review", shape=Review)


def review(
    dossier: Dossier,
    rulebooks: Sequence[CheckedRulebook],
    policy: ScoringPolicy,
    *,
    registry: Registry | None = None,
    as_of: date | None = None,
    known_on: date | None = None,
) -> Review:
    """Judge every newest revision in a dossier and count what is owed.

    Args:
        dossier: The inputs.
        rulebooks: Each report is judged by those that name its kind and programme, or none; other
            subjects by those that are about them.
        policy: Scores each evaluation.
        registry: Law and parameters; the shipped ones where none is given.
        as_of: Who exists and what is due; the dossier's own day where none is given.
        known_on: Filters law and facts by when they were knowable; `None` filters nothing.
    """
    law = registry or shipped_registry()
    day = as_of or dossier.head.as_of
    seen_on = known_on or dossier.head.known_on
    dossier = known(dossier, seen_on)
    reports = _reports_of(dossier)
    on_reports = _report_matters(dossier, reports, rulebooks, law, seen_on)
    judged = tuple(_judge(matter, policy) for matter in on_reports)
    states = _obligations(dossier, reports, law, day, seen_on)
    limits = limits_on(law, day, seen_on)
    evaluations = tuple(item.evaluation for item in judged)
    others = tuple(map(verdicts_on, _others(dossier, rulebooks, law, day, seen_on)))
    everything: tuple[Verdicts, ...] = (*evaluations, *others)
    return Review(
        dossier=dossier.head.id,
        title=dossier.head.title,
        invented=dossier.head.invented,
        note=dossier.head.note,
        as_of=day,
        known_on=seen_on,
        law=Used(id="+".join(law.layers), version=str(len(law.layers)), sha256=law.digest),
        rulebooks=tuple(_used(book) for book in sorted(rulebooks, key=_rulebook_id)),
        policy=Used(id=policy.id, version=policy.version, sha256=policy.digest),
        threshold=limits.share,
        least_bodies=limits.bodies,
        threshold_basis=limits.basis,
        unstarted=sum(inaugurated_on(body) is None for body in units_of(dossier)),
        turnout=turnout_of(dossier, reports, day),
        expected=expected_of(dossier, states),
        missing=tuple(s for s in states if s.status is ObligationStatus.MISSING),
        judged=judged,
        subjects=others,
        frequencies=frequencies_of(evaluations, rulebooks, limits),
        resting=resting_on(everything),
        assumed=sum(result.on_assumption for item in everything for result in item.results),
    )


MattersOf = Callable[[Dossier, CheckedRulebook, Registry, date, date | None], Iterable[Matter]]
_OTHERS: Final[Mapping[str, MattersOf]] = {
    BODY.name: body_matters,
    DOSSIER.name: dossier_matters,
    PUBLICATION.name: publication_matters,
}


def matters_of(
    dossier: Dossier,
    rulebooks: Sequence[CheckedRulebook],
    *,
    registry: Registry | None = None,
    as_of: date | None = None,
    known_on: date | None = None,
) -> Iterator[Matter]:
    """Everything that `review` judges, each with the facts it judges it by; see there."""
    law, seen_on = registry or shipped_registry(), known_on or dossier.head.known_on
    seen = known(dossier, seen_on)
    yield from _report_matters(seen, _reports_of(seen), rulebooks, law, seen_on)
    yield from _others(seen, rulebooks, law, as_of or dossier.head.as_of, seen_on)


def _reports_of(dossier: Dossier) -> tuple[Report, ...]:
    """The reports that are judged: the newest revision of each that was handed in."""
    newest = newest_revisions(dossier.reports)
    return tuple(report for report in newest if report.state is not ReportState.DRAFT)


def _others(
    dossier: Dossier,
    rulebooks: Sequence[CheckedRulebook],
    law: Registry,
    day: date,
    known_on: date | None,
) -> Iterator[Matter]:
    for book in sorted(rulebooks, key=_rulebook_id):
        matters = _OTHERS.get(book.rulebook.subject)
        if matters is not None:
            yield from matters(dossier, book, law, day, known_on)


def _rulebook_id(book: CheckedRulebook) -> str:
    return book.rulebook.id


def _used(book: CheckedRulebook) -> Used:
    return Used(id=book.rulebook.id, version=book.rulebook.version, sha256=book.digest)


def _judge(matter: Matter, policy: ScoringPolicy) -> Judged:
    evaluation = evaluation_of(matter)
    card = policy.score(evaluation, matter.rulebook)
    named = None if card.grade is None else policy.label(card.grade)
    return Judged(evaluation=evaluation, scorecard=card, grade_label=named)


def _report_matters(
    dossier: Dossier,
    reports: Sequence[Report],
    rulebooks: Sequence[CheckedRulebook],
    law: Registry,
    known_on: date | None,
) -> Iterator[Matter]:
    bodies = {body.id: body for body in dossier.bodies}
    earlier: Mapping[tuple[BodyId, ReportKind], list[Report]] = defaultdict(list)
    answers = _answers(dossier.judgements)
    for report in sorted(reports, key=lambda item: (item.period.last, item.body, item.kind.value)):
        body = bodies[report.body]
        before = earlier[report.body, report.kind]
        for book in _books_for(report, body, rulebooks):
            yield report_matter(
                report,
                book,
                registry=law,
                body=body,
                earlier=tuple(reversed(before)),
                work_plan=effective_plan(dossier.work_plans, report.body, report.period),
                since_formation_until=dossier.head.since_formation_until,
                judgements=answers[report.id],
                known_on=known_on,
            )
        if report.state is ReportState.ACCEPTED:
            before.append(report)


def _books_for(
    report: Report, body: Body, rulebooks: Sequence[CheckedRulebook]
) -> Iterable[CheckedRulebook]:
    on_reports = (book for book in rulebooks if book.rulebook.subject == REPORT.name)
    for book in sorted(on_reports, key=_rulebook_id):
        kinds, programmes = book.rulebook.kinds, book.rulebook.programmes
        if report.kind in (kinds or ReportKind) and body.programme in (programmes or Programme):
            yield book


def _answers(judgements: Iterable[Judgement]) -> Mapping[str, list[Judgement]]:
    found: defaultdict[str, list[Judgement]] = defaultdict(list)
    for judgement in judgements:
        found[judgement.report].append(judgement)
    return found


def _obligations(
    dossier: Dossier, reports: Sequence[Report], law: Registry, day: date, known_on: date | None
) -> tuple[ObligationState, ...]:
    obligations = owed(
        dossier.bodies,
        day,
        registry=law,
        since_formation_until=dossier.head.since_formation_until,
        known_on=known_on,
    )
    return settle(obligations, reports, dossier.waivers)
