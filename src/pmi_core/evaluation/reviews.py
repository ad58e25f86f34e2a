"""The review (rekapitulasi): every report of a dossier judged, and what that adds up to."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from itertools import product
from typing import Final

import attrs

from pmi_core.codec import Kind, optional
from pmi_core.evaluation.criteria import Criterion, Route
from pmi_core.evaluation.outcome import Outcome
from pmi_core.evaluation.results import Evaluation, Result, evaluate
from pmi_core.evaluation.rulebook import CheckedRulebook
from pmi_core.evaluation.scoring import Scorecard, ScoringPolicy
from pmi_core.messages import Text
from pmi_core.programme import Body, BodyId, Level, Programme, ReportKind, exists_on
from pmi_core.regulation import (
    Basis,
    ParameterKey,
    PlaceCode,
    ProvenanceStatus,
    Registry,
    province_of,
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

SYSTEMIC: Final = ParameterKey("ambang_sistemik")
LEAST_BODIES: Final = ParameterKey("badan_minimum_sistemik")


@attrs.frozen(kw_only=True)
class Used:
    """A rulebook or policy that decided something, pinned by its content hash."""

    id: str
    version: str
    sha256: str


@attrs.frozen(kw_only=True)
class Turnout:
    """Three different sets of one programme and level, never each other's denominator.

    Attributes:
        roll: Bodies that exist on the day asked about.
        attending: Of them at the meeting; absent where nobody of this level was written down.
        reporting: Of them with a report since formation.
    """

    programme: Programme
    level: Level
    roll: int
    attending: int | None = optional()
    reporting: int


@attrs.frozen(kw_only=True)
class Expected:
    """Reports expected against received, for a province (or none), level, programme and kind.

    Attributes:
        binding: False where only an assumption expects the report: a missing one is a note.
    """

    province: PlaceCode | None = optional(absent="none")
    programme: Programme
    level: Level
    kind: ReportKind
    binding: bool
    expected: int
    received: int
    waived: int


@attrs.frozen(kw_only=True)
class Judged:
    """One evaluation with its scorecard."""

    evaluation: Evaluation
    scorecard: Scorecard
    grade_label: Text | None = optional(absent="none")


@attrs.frozen(kw_only=True)
class Frequency:
    """How often one criterion was written down for one programme.

    Attributes:
        notes: Witnesses, or reports where the criterion has none.
        bodies: How many bodies have at least one.
        determined: How many bodies were determined at least once; the rest could not be judged.
        share: `bodies` of `determined`.
        systemic: Whether share and number reach the systemic thresholds: only then is it national.
        route: Where this kind goes, after that test.
        standing: The best standing any of its notes had.
    """

    rulebook: str
    programme: Programme
    criterion: str
    title: Text
    notes: int
    reports: int
    bodies: int
    determined: int
    share: Fraction
    systemic: bool
    route: Route
    standing: ProvenanceStatus


@attrs.frozen(kw_only=True)
class Review:
    """Everything a round of evaluation found, ready for a plan and for documents.

    Attributes:
        threshold: Share of bodies from which a kind of note is systemic; absent: not in force.
        least_bodies: And at least so many bodies.
        threshold_basis: What these two rest on.
        unstarted: Units whose start nobody recorded: nothing is expected of them.
        resting: How many decided results rest on each standing of their basis.
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
    frequencies: tuple[Frequency, ...] = attrs.field(repr=False)
    resting: Mapping[str, int]

    @property
    def has_findings(self) -> bool:
        """Whether anything is to be said: a note on a report, or a report that did not come."""
        return bool(self.frequencies) or any(item.obligation.binding for item in self.missing)


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
        rulebooks: Each report is judged by those that name its kind and programme.
        policy: Scores each evaluation.
        registry: Law and parameters; the shipped ones where none is given.
        as_of: Who exists and what is due; the dossier's own day where none is given.
        known_on: Filters law and facts by when they were knowable; `None` filters nothing.
    """
    law = registry or shipped_registry()
    day = as_of or dossier.head.as_of
    seen_on = known_on or dossier.head.known_on
    dossier = known(dossier, seen_on)
    reports = tuple(
        r for r in newest_revisions(dossier.reports) if r.state is not ReportState.DRAFT
    )
    judged = tuple(_judge(dossier, reports, rulebooks, policy, law, seen_on))
    states = _obligations(dossier, reports, law, day, seen_on)
    limits = _limits(law, day, seen_on)
    evaluations = tuple(item.evaluation for item in judged)
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
        unstarted=sum(body.inaugurated_on is None for body in _units(dossier)),
        turnout=_turnout(dossier, reports, day),
        expected=_expected(dossier, states),
        missing=tuple(s for s in states if s.status is ObligationStatus.MISSING),
        judged=judged,
        frequencies=_frequencies(evaluations, rulebooks, limits),
        resting=_resting(evaluations),
    )


def _units(dossier: Dossier) -> tuple[Body, ...]:
    return tuple(body for body in dossier.bodies if body.programme is not Programme.KKBM)


def _rulebook_id(book: CheckedRulebook) -> str:
    return book.rulebook.id


def _used(book: CheckedRulebook) -> Used:
    return Used(id=book.rulebook.id, version=book.rulebook.version, sha256=book.digest)


def _judge(
    dossier: Dossier,
    reports: Sequence[Report],
    rulebooks: Sequence[CheckedRulebook],
    policy: ScoringPolicy,
    law: Registry,
    known_on: date | None,
) -> Iterable[Judged]:
    bodies = {body.id: body for body in dossier.bodies}
    earlier: Mapping[tuple[BodyId, ReportKind], list[Report]] = defaultdict(list)
    answers = _answers(dossier.judgements)
    for report in sorted(reports, key=lambda item: (item.period.last, item.body, item.kind.value)):
        body = bodies[report.body]
        before = earlier[report.body, report.kind]
        for book in _books_for(report, body, rulebooks):
            evaluation = evaluate(
                report,
                book,
                registry=law,
                body=body,
                earlier=tuple(reversed(before)),
                work_plan=effective_plan(dossier.work_plans, report.body, report.period),
                judgements=answers[report.id],
                known_on=known_on,
            )
            card = policy.score(evaluation, book)
            named = None if card.grade is None else policy.label(card.grade)
            yield Judged(evaluation=evaluation, scorecard=card, grade_label=named)
        if report.state is ReportState.ACCEPTED:
            before.append(report)


def _books_for(
    report: Report, body: Body, rulebooks: Sequence[CheckedRulebook]
) -> Iterable[CheckedRulebook]:
    for book in sorted(rulebooks, key=_rulebook_id):
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


def _turnout(dossier: Dossier, reports: Iterable[Report], day: date) -> tuple[Turnout, ...]:
    attending = {body for paper in dossier.proceedings for body in paper.attending}
    reporting = {r.body for r in reports if r.kind is ReportKind.SINCE_FORMATION}
    roll: dict[tuple[Programme, Level], list[BodyId]] = defaultdict(list)
    for body in _units(dossier):
        if exists_on(body, day):
            roll[body.programme, body.level].append(body.id)
    return tuple(
        Turnout(
            programme=programme,
            level=level,
            roll=len(bodies),
            # A level of which nobody was written down may have been there: unknown, not zero.
            attending=len(attending.intersection(bodies)) or None,
            reporting=len(reporting.intersection(bodies)),
        )
        for (programme, level), bodies in sorted(roll.items(), key=lambda item: _order(item[0]))
    )


def _order(key: tuple[Programme, Level]) -> tuple[str, int]:
    return key[0].value, list(Level).index(key[1])


def _expected(dossier: Dossier, states: Iterable[ObligationState]) -> tuple[Expected, ...]:
    bodies = {body.id: body for body in dossier.bodies}
    groups: dict[tuple[str, str, int, str, bool], list[ObligationState]] = defaultdict(list)
    for state in states:
        body = bodies[state.obligation.body]
        province = "" if body.place is None else province_of(body.place)
        key = (*_order((body.programme, body.level)), state.obligation.kind.value)
        groups[province, *key, state.obligation.binding].append(state)
    return tuple(
        _expected_row(bodies[members[0].obligation.body], members)
        for _, members in sorted(groups.items())
    )


def _expected_row(body: Body, states: Sequence[ObligationState]) -> Expected:
    received = [s for s in states if s.status not in _ABSENT]
    return Expected(
        province=None if body.place is None else province_of(body.place),
        programme=body.programme,
        level=body.level,
        kind=states[0].obligation.kind,
        binding=states[0].obligation.binding,
        expected=len(states),
        received=len(received),
        waived=sum(s.status is ObligationStatus.WAIVED for s in states),
    )


_ABSENT: Final = frozenset({ObligationStatus.MISSING, ObligationStatus.WAIVED})


@attrs.frozen(kw_only=True)
class _Limits:
    share: Fraction | None
    bodies: int
    basis: tuple[Basis, ...]


def _limits(law: Registry, day: date, known_on: date | None) -> _Limits:
    dated = [law.value(key, on=day, known_on=known_on) for key in (SYSTEMIC, LEAST_BODIES)]
    share, bodies = dated
    return _Limits(
        share=None if share is None else share.value,
        bodies=1 if bodies is None else int(bodies.value),
        basis=tuple(basis for found in dated if found is not None for basis in found.basis),
    )


def is_systemic(bodies: int, of: int, *, threshold: Fraction | None, least_bodies: int) -> bool:
    """Whether so many of so many bodies make a matter national.

    >>> is_systemic(2, 8, threshold=Fraction(1, 4), least_bodies=2)
    True
    >>> is_systemic(1, 1, threshold=Fraction(1, 4), least_bodies=2)
    False
    """
    return threshold is not None and bodies >= least_bodies and Fraction(bodies, of) >= threshold


def _frequencies(
    evaluations: Sequence[Evaluation],
    rulebooks: Sequence[CheckedRulebook],
    limits: _Limits,
) -> tuple[Frequency, ...]:
    rows: list[Frequency] = []
    for book, programme in product(rulebooks, Programme):
        mine = [
            e for e in evaluations if (e.rulebook, e.programme) == (book.rulebook.id, programme)
        ]
        for position, criterion in enumerate(book.rulebook.criteria):
            found = [(e, e.results[position]) for e in mine]
            if any(result.is_note for _, result in found):
                rows.append(_frequency(book.rulebook.id, programme, criterion, found, limits))
    return tuple(
        sorted(rows, key=lambda row: (-row.notes, row.rulebook, row.programme.value, row.criterion))
    )


def _frequency(
    rulebook: str,
    programme: Programme,
    criterion: Criterion,
    found: Sequence[tuple[Evaluation, Result]],
    limits: _Limits,
) -> Frequency:
    noted = [(e, r) for e, r in found if r.is_note]
    bodies = {e.body for e, _ in noted}
    determined = bodies | {e.body for e, r in found if r.outcome is Outcome.MET}
    share = Fraction(len(bodies), len(determined))
    systemic = is_systemic(
        len(bodies), len(determined), threshold=limits.share, least_bodies=limits.bodies
    )
    return Frequency(
        rulebook=rulebook,
        programme=programme,
        criterion=criterion.id,
        title=criterion.title,
        notes=sum(max(1, len(r.witnesses)) for _, r in noted),
        reports=len(noted),
        bodies=len(bodies),
        determined=len(determined),
        share=share,
        systemic=systemic,
        route=Route.NATIONAL if systemic else criterion.route,
        standing=min((r.standing for _, r in noted), key=list(ProvenanceStatus).index),
    )


def _resting(evaluations: Iterable[Evaluation]) -> dict[str, int]:
    counts = Counter(
        result.standing.value
        for evaluation in evaluations
        for result in evaluation.results
        if result.outcome in (Outcome.MET, Outcome.NOT_MET)
    )
    return {
        status.value: counts[status.value] for status in ProvenanceStatus if counts[status.value]
    }
