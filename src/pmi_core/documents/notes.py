"""The notes of a review as rows, one per witness, and the plan as the rows of its matrix."""

import attrs

from pmi_core.documents.exporter import Bundle
from pmi_core.documents.summary import number_form
from pmi_core.documents.witnesses import Witnessed, witnesses_of
from pmi_core.messages import Argument, format_value, text
from pmi_core.planning import ActionItem, route_notes
from pmi_core.programme import BodyId
from pmi_core.regulation import Period
from pmi_core.reporting import ReportId


@attrs.frozen(kw_only=True)
class Note(Witnessed):
    """A note on a report.

    Attributes:
        answered_by: The item of the plan that answers it.
    """

    body: BodyId
    report: ReportId
    period: Period
    answered_by: str | None


def notes_of(bundle: Bundle) -> tuple[Note, ...]:
    """Every note of a review on a report, in the order of its evaluations."""
    routed = iter(route_notes(bundle.review, bundle.plan))
    return tuple(
        Note(
            **common,
            body=judged.evaluation.body,
            report=judged.evaluation.report,
            period=judged.evaluation.period,
            answered_by=way.answered_by,
        )
        for judged in bundle.review.judged
        for result in judged.evaluation.notes
        for way in (next(routed),)
        for common in witnesses_of(bundle, judged.evaluation, result, way.route)
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
