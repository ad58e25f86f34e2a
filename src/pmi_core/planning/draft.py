"""From a review to a draft plan: each kind of note goes where it can be mended.

The unit mends and hands in again; the BP3MI follows up in its province; the national plan takes
only what is systemic by the parameter `ambang_sistemik`. Nothing here is an official document.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from fractions import Fraction
from typing import Final

import attrs

from pmi_core.errors import NotFound
from pmi_core.evaluation import (
    CheckedRulebook,
    Criterion,
    Frequency,
    Review,
    Route,
    is_systemic,
)
from pmi_core.messages import Text, label, render
from pmi_core.planning.plan import (
    QUARTERLY,
    Acceptance,
    ActionItem,
    ActionPlan,
    Checkpoint,
    Origin,
    OriginKind,
    Target,
)
from pmi_core.programme import ObstacleKind, Programme
from pmi_core.regulation import Assumption, Basis
from pmi_core.reporting import (
    Dossier,
    Formulation,
    Proceedings,
    adopted,
    known,
    newest_revisions,
    untraced,
)

SUBJECTS: Final = (Programme.KAWAN_PMI, Programme.PERWIRA_PMI)
_WRITTEN: Final = date(2026, 11, 24)


@attrs.frozen(kw_only=True)
class Routed:
    """Where one note goes.

    Attributes:
        answered_by: Code of the plan item that answers it, where it is national.
        excepted_by: Id of the proposed exception that covers it.
    """

    report: str
    rulebook: str
    criterion: str
    route: Route
    answered_by: str | None = None
    excepted_by: str | None = None


def draft_plan(
    review: Review,
    dossier: Dossier,
    rulebooks: Sequence[CheckedRulebook],
    *,
    checkpoints: tuple[Checkpoint, ...] = QUARTERLY,
) -> ActionPlan:
    """A draft action plan for the year the dossier's meeting plans for.

    Items come from kinds of note and obstacles that are systemic, from arrears that are, and
    from the formulations the meeting adopted. Targets close the gap in equal steps; that and the
    proposed owners are assumptions, and the plan says so.

    Args:
        review: What was found.
        dossier: What it was found in.
        rulebooks: Those the review used, for titles and bases.
        checkpoints: When progress is read.

    Raises:
        NotFound: A rulebook the review used is not among those given.
    """
    dossier = known(dossier, review.known_on)
    year = _plan_year(review, dossier)
    drafts: list[ActionItem] = []
    drafts += (
        _finding_item(row, _criterion_of(row, rulebooks), checkpoints) for row in _national(review)
    )
    drafts += _arrears_items(review, checkpoints)
    drafts += _obstacle_items(review, dossier, checkpoints)
    drafts += _meeting_items(dossier, checkpoints)
    return ActionPlan(
        id=f"rencana-aksi-{year}",
        year=year,
        title=render("plan.judul", tahun=year),
        invented=review.invented,
        subjects=SUBJECTS,
        checkpoints=checkpoints,
        items=_coded(drafts),
        exceptions=tuple(_exceptions(review, rulebooks, year)),
        untraced=tuple(p.id for paper in dossier.proceedings for p in untraced(paper)),
        assumption=_assumption(),
    )


def route_notes(review: Review, plan: ActionPlan) -> tuple[Routed, ...]:
    """Where every single note of a review goes; none is left out.

    A note is answered by the plan item that names its kind, or covered by a proposed exception,
    or it goes to the unit or the BP3MI to be mended.
    """
    answers: dict[_Kind, str] = {
        (item.subject, origin.id): item.code for item in plan.items for origin in item.origins
    }
    excepted: dict[_Kind, str] = {
        (e.subject, f"{e.rulebook}/{e.criterion}"): e.id for e in plan.exceptions
    }
    route: dict[_Kind, Route] = {
        (f.programme, f"{f.rulebook}/{f.criterion}"): f.route for f in review.frequencies
    }
    found: list[Routed] = []
    for evaluation in (judged.evaluation for judged in review.judged):
        for result in evaluation.notes:
            key = (evaluation.programme, f"{evaluation.rulebook}/{result.criterion}")
            found.append(
                Routed(
                    report=evaluation.report,
                    rulebook=evaluation.rulebook,
                    criterion=result.criterion,
                    route=route.get(key, result.route),  # a check that failed is no kind of note
                    answered_by=answers.get(key),
                    excepted_by=excepted.get(key),
                )
            )
    return tuple(found)


_Kind = tuple[Programme | None, str]


def _criterion_of(row: Frequency, rulebooks: Iterable[CheckedRulebook]) -> Criterion:
    books: dict[str, CheckedRulebook] = {book.rulebook.id: book for book in rulebooks}
    if row.rulebook not in books:
        raise NotFound("rulebook", row.rulebook, books)
    return books[row.rulebook].criterion(row.criterion)


def _plan_year(review: Review, dossier: Dossier) -> int:
    years = [meeting.plan_year for meeting in dossier.meetings]
    return max(years, default=review.as_of.year + 1)


def _assumption() -> Assumption:
    reason = render("plan.asumsi")
    return Assumption(owner="pmi_core", reason=reason, on=_WRITTEN)


def _national(review: Review) -> Iterator[Frequency]:
    return (row for row in review.frequencies if row.route is Route.NATIONAL)


def _steps(
    baseline: Fraction, checkpoints: Sequence[Checkpoint], goal: int = 1
) -> tuple[Target, ...]:
    """Close the gap to the goal in equal steps."""
    gap = goal - baseline
    return tuple(
        Target(checkpoint=checkpoint, value=baseline + gap * Fraction(number, len(checkpoints)))
        for number, checkpoint in enumerate(checkpoints, start=1)
    )


def _finding_item(
    row: Frequency, criterion: Criterion, checkpoints: Sequence[Checkpoint]
) -> ActionItem:
    return _share_item(
        subject=row.programme,
        outcome=render("plan.hasil.laporan", subjek=row.programme),
        title=render("plan.butir.temuan", syarat=criterion.title),
        measure=render("plan.ukuran.temuan", syarat=criterion.title),
        baseline=1 - row.share,
        checkpoints=checkpoints,
        origin=Origin(
            kind=OriginKind.FINDING,
            id=f"{row.rulebook}/{row.criterion}",
            text=render(
                "plan.asal.temuan",
                kode=row.criterion,
                jumlah=row.notes,
                badan=row.bodies,
                pelapor=row.determined,
                status=row.standing,
            ),
        ),
        basis=criterion.basis,
    )


def _arrears_items(review: Review, checkpoints: Sequence[Checkpoint]) -> Iterator[ActionItem]:
    for subject in SUBJECTS:
        rows = [row for row in review.expected if row.programme is subject]
        expected = sum(row.expected for row in rows)
        missing = expected - sum(row.received + row.waived for row in rows)
        if not missing or not _is_systemic(review, missing, expected):
            continue
        yield _share_item(
            subject=subject,
            outcome=render("plan.hasil.laporan", subjek=subject),
            title=render("plan.butir.tunggakan"),
            measure=render("plan.ukuran.tunggakan"),
            baseline=1 - Fraction(missing, expected),
            checkpoints=checkpoints,
            origin=Origin(
                kind=OriginKind.ARREARS,
                id=f"tunggakan/{subject.value}",
                text=render("plan.asal.tunggakan", kurang=missing, wajib=expected),
            ),
            basis=review.threshold_basis,
        )


def _is_systemic(review: Review, part: int, whole: int) -> bool:
    return is_systemic(part, whole, threshold=review.threshold, least_bodies=review.least_bodies)


def _obstacle_items(
    review: Review, dossier: Dossier, checkpoints: Sequence[Checkpoint]
) -> Iterator[ActionItem]:
    for subject, kind, hindered, reporting in _obstacles(dossier):
        if _is_systemic(review, hindered, reporting):
            yield _share_item(
                subject=subject,
                outcome=render("plan.hasil.kendala", subjek=subject),
                title=render("plan.butir.kendala", kendala=label(kind)),
                measure=render("plan.ukuran.kendala", kendala=label(kind)),
                baseline=1 - Fraction(hindered, reporting),
                checkpoints=checkpoints,
                origin=Origin(
                    kind=OriginKind.OBSTACLE,
                    id=f"kendala/{kind.value}",
                    text=render("plan.asal.kendala", badan=hindered, pelapor=reporting),
                ),
                basis=review.threshold_basis,
            )


def _obstacles(dossier: Dossier) -> Iterator[tuple[Programme, ObstacleKind, int, int]]:
    """Per subject and kind: how many bodies named the obstacle, of those that reported any."""
    programme_of = {body.id: body.programme for body in dossier.bodies}
    named: dict[tuple[Programme, ObstacleKind], set[str]] = defaultdict(set)
    reporting: dict[Programme, set[str]] = defaultdict(set)
    for report in newest_revisions(dossier.reports):
        if report.obstacles is not None:
            reporting[programme_of[report.body]].add(report.body)
            for obstacle in report.obstacles:
                named[programme_of[report.body], obstacle.kind].add(report.body)
    for subject in SUBJECTS:
        for kind in ObstacleKind:
            if bodies := named.get((subject, kind)):
                yield subject, kind, len(bodies), len(reporting[subject])


def _share_item(
    *,
    subject: Programme,
    outcome: Text,
    title: Text,
    measure: Text,
    baseline: Fraction,
    checkpoints: Sequence[Checkpoint],
    origin: Origin,
    basis: tuple[Basis, ...],
) -> ActionItem:
    return ActionItem(
        code="",
        subject=subject,
        outcome=outcome,
        title=title,
        success_measure=measure,
        unit=render("plan.satuan.persen"),
        share=True,
        baseline=baseline,
        targets=_steps(baseline, checkpoints),
        owner=_PROPOSED_OWNER,
        evidence_required=render("plan.data_dukung.rekap"),
        origins=(origin,),
        basis=basis,
    )


_PROPOSED_OWNER: Final = "BP2MI"  # proposed, as the plan says; the meeting appoints


def _meeting_items(dossier: Dossier, checkpoints: Sequence[Checkpoint]) -> Iterator[ActionItem]:
    for paper in dossier.proceedings:
        for formulation in adopted(paper):
            for subject in formulation.subjects:
                yield _formulated(formulation, paper, subject, checkpoints)


def _formulated(
    formulation: Formulation,
    paper: Proceedings,
    subject: Programme,
    checkpoints: Sequence[Checkpoint],
) -> ActionItem:
    texts = {proposal.id: proposal.text for proposal in paper.proposals}
    decisions = tuple(d.id for d in paper.decisions if d.formulation == formulation.id)
    return ActionItem(
        code="",
        subject=subject,
        outcome=render("plan.hasil.pelayanan", subjek=subject),
        title=formulation.text,
        success_measure=formulation.success_measure,
        unit=formulation.unit,
        targets=_steps(Fraction(0), checkpoints, formulation.target),
        owner=formulation.owner,
        phase=formulation.phase,
        aspect=formulation.aspect,
        service_area=formulation.service_area,
        evidence_required=render("plan.data_dukung.pelaksanaan"),
        origins=tuple(
            Origin(
                kind=OriginKind.PENGGIAT,
                id=name,
                text=Text(id=texts[name], en=texts[name]),
                chain=(name, formulation.id, *decisions),
            )
            for name in formulation.proposals
        ),
        basis=(_assumption(),),
    )


def _coded(drafts: Iterable[ActionItem]) -> tuple[ActionItem, ...]:
    numbers: dict[Programme, int] = defaultdict(int)
    coded: list[ActionItem] = []
    for draft in sorted(drafts, key=lambda item: _ORDER.index(item.subject)):
        numbers[draft.subject] += 1
        code = f"{_PREFIX[draft.subject]}-{numbers[draft.subject]:02d}"
        coded.append(attrs.evolve(draft, code=code))
    return tuple(coded)


# A formulation may still name the KKBM, though no plan is drafted for them.
_PREFIX: Final = {
    Programme.KAWAN_PMI: "KWN",
    Programme.PERWIRA_PMI: "PWR",
    Programme.KKBM: "KKB",
}
_ORDER: Final = tuple(_PREFIX)


def _exceptions(
    review: Review, rulebooks: Sequence[CheckedRulebook], year: int
) -> Iterator[Acceptance]:
    """What cannot be mended and no item answers: proposed for acceptance until the year's end."""
    rows = [
        row
        for row in review.frequencies
        if row.route is not Route.NATIONAL and not _criterion_of(row, rulebooks).curable
    ]
    for number, row in enumerate(rows, start=1):
        yield Acceptance(
            id=f"KCL-{number:02d}",
            subject=row.programme,
            rulebook=row.rulebook,
            criterion=row.criterion,
            notes=row.notes,
            reason=render("plan.pengecualian.tidak_dapat_diperbaiki", syarat=row.title),
            until=date(year, 12, 31),
        )
