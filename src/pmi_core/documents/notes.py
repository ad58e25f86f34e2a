"""The notes of a review as rows, one per witness, and the plan as the rows of its matrix."""

from collections.abc import Iterator

import attrs

from pmi_core.documents.exporter import Bundle
from pmi_core.documents.summary import number_form
from pmi_core.evaluation import Evaluation, Outcome, Result, Route, Severity
from pmi_core.messages import Argument, format_value, text
from pmi_core.planning import ActionItem, Routed, route_notes
from pmi_core.programme import BodyId
from pmi_core.regulation import Period, ProvenanceStatus
from pmi_core.reporting import ReportId


@attrs.frozen(kw_only=True)
class Note:
    """One witness of a criterion that was not met, or whose check failed.

    Attributes:
        pointer: Into the report, as RFC 6901 writes it; empty for the report as a whole.
        basis: What the criterion rests on, as people cite it.
        standing: What the best of its bases is worth for this body on that day.
        route: Where notes of this kind go.
        remedy: What mends it.
        invented: Where the report or the review as a whole is made up.
    """

    rulebook: str
    criterion: str
    title: str
    body: BodyId
    report: ReportId
    period: Period
    pointer: str
    outcome: Outcome
    severity: Severity
    basis: str
    standing: ProvenanceStatus
    route: Route
    remedy: str
    answered_by: str | None
    invented: bool


def notes_of(bundle: Bundle) -> tuple[Note, ...]:
    """Every note of a review, in the order of its evaluations."""
    routed = iter(route_notes(bundle.review, bundle.plan))
    return tuple(
        note
        for judged in bundle.review.judged
        for result in judged.evaluation.notes
        for note in _witnesses(bundle, judged.evaluation, result, next(routed))
    )


def _witnesses(
    bundle: Bundle, evaluation: Evaluation, result: Result, routed: Routed
) -> Iterator[Note]:
    criterion = bundle.criterion(evaluation.rulebook, result.criterion)
    remedy = criterion.remedy if criterion else None
    for pointer in result.witnesses or ("",):
        yield Note(
            rulebook=evaluation.rulebook,
            criterion=result.criterion,
            title=criterion.title.in_(bundle.language) if criterion else result.criterion,
            body=evaluation.body,
            report=evaluation.report,
            period=evaluation.period,
            pointer=pointer,
            outcome=result.outcome,
            severity=result.severity,
            basis=bundle.basis(criterion) if criterion else "",
            standing=result.standing,
            route=routed.route,
            remedy=remedy.in_(bundle.language) if remedy else "",
            answered_by=routed.answered_by,
            invented=evaluation.invented or bundle.review.invented,
        )


def matrix_of(bundle: Bundle) -> tuple[tuple[str, ...], ...]:
    """The action plan as the rows of a matriks renaksi; the first row names the columns.

    Column names are Indonesian and stable; cells are in the bundle's language. What follow-up
    will fill in (achievement, obstacles, status) is there and empty.
    """
    head = tuple(_COLUMNS)
    rows = (_item(bundle, number, item) for number, item in enumerate(bundle.plan.items, start=1))
    targets = tuple(f"target_{checkpoint}".lower() for checkpoint in bundle.plan.checkpoints)
    at = head.index("capaian")
    return ((*head[:at], *targets, *head[at:]), *rows)


_COLUMNS = (
    "no",
    "kode",
    "subjek",
    "outcome",
    "butir",
    "tahap",
    "aspek",
    "pelayanan",
    "ukuran_keberhasilan",
    "satuan",
    "baseline",
    "capaian",
    "persen",
    "penanggung_jawab",
    "instansi_terkait",
    "lokasi",
    "anggaran",
    "sumber_dana",
    "data_dukung",
    "kendala",
    "tindak_lanjut",
    "status",
    "asal",
    "rekaan",
)


def _item(bundle: Bundle, number: int, item: ActionItem) -> tuple[str, ...]:
    def say(value: Argument, form: str = "") -> str:
        return "" if value is None else format_value(value, form, bundle.language)

    form = number_form(item)
    targets = {target.checkpoint: target.value for target in item.targets}
    place = None if item.place is None else bundle.places.get(item.place, item.place)
    return (
        str(number),
        item.code,
        say(item.subject),
        say(item.outcome),
        say(item.title),
        say(item.phase),
        say(item.aspect),
        say(item.service_area),
        say(item.success_measure),
        say(item.unit),
        say(item.baseline, form),
        *(say(targets.get(checkpoint), form) for checkpoint in bundle.plan.checkpoints),
        "",
        "",
        item.owner,
        "; ".join(item.partners),
        place or say(text("dokumen.seluruh_indonesia")),
        say(item.budget, "rupiah"),
        say(item.source_of_funds),
        say(item.evidence_required),
        "",
        "",
        say(bundle.plan.state),
        "; ".join(f"{say(origin.kind)}: {origin.id}" for origin in item.origins),
        say(bundle.plan.invented or bundle.review.invented),
    )
