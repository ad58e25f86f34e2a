"""The summary people read first: what came, what was noted on what basis, what is proposed."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from pmi_core.documents.exporter import Bundle
from pmi_core.documents.layout import heading, paragraph, table
from pmi_core.documents.subjects_text import subjects_lines
from pmi_core.evaluation import REPORT, Frequency, Judged, Outcome, Route, Scorecard, Turnout, Used
from pmi_core.messages import Argument, format_value, label, render
from pmi_core.planning import ActionItem
from pmi_core.programme import Level, Programme, ReportKind
from pmi_core.regulation import ProvenanceStatus

_MOST_FREQUENT: Final = 10
_FIRST_ITEMS: Final = 3
_SETTLING: Final = 3


def summary(bundle: Bundle) -> str:
    """The summary of a review and its draft plan, for 80 columns.

    Args:
        bundle: Made by `bundle_of`.

    Returns:
        Lines that end in a line feed, the last one too.
    """
    on_reports = _is_on_reports(bundle)
    before, after = (_BEFORE, _AFTER) if on_reports else ((), ())
    sections = (_head, *before, subjects_lines, _resting, *after, _foot)
    lines = [line for section in sections for line in section(bundle)]
    return "\n".join(lines) + "\n"


def short(bundle: Bundle, member: Programme | Level | ReportKind) -> str:
    """A programme, level or kind of report in the few words a table has room for."""
    return say(bundle, f"singkat.{member.value}")


def say(bundle: Bundle, key: str, **arguments: Argument) -> str:
    """A text of the documents' catalogue in the bundle's language."""
    return render(f"dokumen.{key}", **arguments).in_(bundle.language)


def province_name(bundle: Bundle, code: str | None) -> str:
    """A province by name, or that a body belongs to none."""
    return say(bundle, "tanpa_provinsi") if code is None else bundle.places.get(code, code)


def _head(bundle: Bundle) -> Iterator[str]:
    review = bundle.review
    if review.invented:
        yield from paragraph(say(bundle, "rekaan.judul"))
        yield ""
    yield from paragraph(say(bundle, "judul"))
    yield from paragraph(review.title.in_(bundle.language))
    yield from paragraph(say(bundle, "keadaan", hari=review.as_of))
    if review.known_on is not None:
        yield from paragraph(say(bundle, "diketahui", hari=review.known_on))
    if not _is_on_reports(bundle):
        yield from _data_note(bundle)


def _is_on_reports(bundle: Bundle) -> bool:
    """Whether the sections on reports are printed: not where only other things were judged."""
    review = bundle.review
    asked = (review.judged, review.expected, review.turnout, review.missing, bundle.plan.items)
    return any(asked) or not review.subjects


def _data_note(bundle: Bundle) -> Iterator[str]:
    if bundle.review.note is not None:
        yield from paragraph(bundle.review.note.in_(bundle.language))


def _turnout(bundle: Bundle) -> Iterator[str]:
    yield from heading(say(bundle, "kehadiran.judul"))
    yield from paragraph(say(bundle, "kehadiran.keterangan"))
    names = ("program", "tingkat", "daftar", "hadir", "sejak_awal")
    mark = _mark(bundle)
    yield from table(
        [say(bundle, f"kolom.{name}") for name in names] + [""] * len(mark),
        (
            [
                short(bundle, row.programme),
                short(bundle, row.level),
                str(row.roll),
                attendance(bundle, row),
                str(row.reporting),
                *mark,
            ]
            for row in bundle.review.turnout
        ),
    )
    if bundle.review.unstarted:
        bodies = counted(bundle, "badan", bundle.review.unstarted)
        yield from paragraph(say(bundle, "kehadiran.tanpa_awal", jumlah=bodies))
    yield from _data_note(bundle)


def attendance(bundle: Bundle, row: Turnout) -> str:
    """How many attended, or that no attendance list is at hand."""
    return say(bundle, "tidak_diketahui") if row.attending is None else str(row.attending)


def _mark(bundle: Bundle) -> list[str]:
    return [say(bundle, "rekaan.baris")] if bundle.review.invented else []


def _expected(bundle: Bundle) -> Iterator[str]:
    yield from heading(say(bundle, "penerimaan.judul"))
    yield from paragraph(say(bundle, "penerimaan.keterangan"))
    names = ("provinsi", "program", "tingkat", "jenis", "semestinya", "masuk")
    invented = _mark(bundle)
    yield from table(
        [say(bundle, f"kolom.{name}") for name in names] + [""] * len(invented),
        (
            [
                province_name(bundle, row.province),
                short(bundle, row.programme),
                short(bundle, row.level),
                short(bundle, row.kind) + ("" if row.binding else " *"),
                str(row.expected),
                str(row.received),
                *invented,
            ]
            for row in bundle.review.expected
        ),
        gap=1,
    )
    if any(not row.binding for row in bundle.review.expected):
        yield from paragraph(say(bundle, "penerimaan.bintang"))
    yield from _missing(bundle)


def _missing(bundle: Bundle) -> Iterator[str]:
    binding = sum(state.obligation.binding for state in bundle.review.missing)
    notes = len(bundle.review.missing) - binding
    waived = sum(row.waived for row in bundle.review.expected)
    yield ""
    for key, number in (("wajib", binding), ("catatan", notes), ("dispensasi", waived)):
        if number or key != "dispensasi":
            reports = counted(bundle, "laporan", number)
            yield from paragraph(say(bundle, f"belum_masuk.{key}", jumlah=reports))


def _grades(bundle: Bundle) -> Iterator[str]:
    yield from heading(say(bundle, "predikat.judul"))
    yield from paragraph(say(bundle, "predikat.keterangan", kebijakan=bundle.review.policy.id))
    groups: dict[tuple[str, str], list[Judged]] = defaultdict(list)
    for judged in bundle.review.judged:
        evaluation = judged.evaluation
        groups[evaluation.rulebook, short(bundle, evaluation.kind)].append(judged)
    for (rulebook, kind), members in sorted(groups.items()):
        yield from paragraph(
            say(bundle, "predikat.kelompok", jenis=kind, buku=rulebook, jumlah=len(members))
        )
        yield from _grade_lines(bundle, members)
    for book in idle_rulebooks(bundle):
        yield from paragraph(
            say(bundle, "predikat.tanpa_laporan", buku=f"{book.id} {book.version}")
        )


def idle_rulebooks(bundle: Bundle) -> tuple[Used, ...]:
    """Rulebooks on reports that judged none of this dossier."""
    busy = {judged.evaluation.rulebook for judged in bundle.review.judged}
    busy |= {book.id for book in bundle.rulebooks if book.subject != REPORT.name}
    return tuple(book for book in bundle.review.rulebooks if book.id not in busy)


def _grade_lines(bundle: Bundle, members: Sequence[Judged]) -> Iterator[str]:
    named = Counter(
        m.grade_label.in_(bundle.language) for m in members if m.grade_label is not None
    )
    for grade, number in sorted(named.items(), key=lambda item: (-item[1], item[0])):
        yield from paragraph(f"{grade}: {number}", indent=2, bullet="- ")
    weightless = sum(m.scorecard.withheld and not m.scorecard.components for m in members)
    if weightless:
        line = say(bundle, "predikat.tanpa_bobot", jumlah=weightless)
        yield from paragraph(line, indent=2, bullet="- ")
    withheld = [m.scorecard for m in members if m.scorecard.withheld and m.scorecard.components]
    if withheld:
        yield from _withheld(bundle, withheld)


def _withheld(bundle: Bundle, withheld: Sequence[Scorecard]) -> Iterator[str]:
    determined = sorted((card.determinable, card.applicable) for card in withheld)
    least, most = determined[0], determined[-1]
    line = say(
        bundle,
        "predikat.ditahan" if least == most else "predikat.ditahan_rentang",
        jumlah=len(withheld),
        terperiksa=least[0],
        kriteria=least[1],
        terperiksa_terbanyak=most[0],
        kriteria_terbanyak=most[1],
    )
    yield from paragraph(line, indent=2, bullet="- ")
    lacking = Counter(source for card in withheld for source in card.settled_by)
    common = sorted(lacking.items(), key=lambda item: (-item[1], item[0]))[:_SETTLING]
    if common:
        names = ", ".join(f"{bundle.facts.get(name, name)} ({number})" for name, number in common)
        yield from paragraph(say(bundle, "predikat.penentu", isian=names), indent=4)


def _notes(bundle: Bundle) -> Iterator[str]:
    yield from heading(say(bundle, "catatan.judul"))
    rows = bundle.review.frequencies
    if not rows:
        yield from paragraph(say(bundle, "catatan.tidak_ada"))
    for row in rows[:_MOST_FREQUENT]:
        yield from _frequency(bundle, row)
    if len(rows) > _MOST_FREQUENT:
        others = counted(bundle, "jenis", len(rows) - _MOST_FREQUENT)
        yield from paragraph(say(bundle, "catatan.lainnya", jumlah=others))
    yield from _failed(bundle)


def _failed(bundle: Bundle) -> Iterator[str]:
    """Criteria that could not be checked, and the functions that failed."""
    failed = Counter(
        (judged.evaluation.rulebook, result.criterion, result.failed or "")
        for judged in bundle.review.judged
        for result in judged.evaluation.results
        if result.outcome is Outcome.ERRORED
    )
    for (_, criterion, function), number in sorted(failed.items()):
        key = "catatan.gagal_fungsi" if function else "catatan.gagal"
        reports = counted(bundle, "laporan", number)
        line = say(bundle, key, kriteria=criterion, laporan=reports, fungsi=function)
        yield from ("", *paragraph(line))


def _resting(bundle: Bundle) -> Iterator[str]:
    review, share = bundle.review, bundle.review.assumed_share
    if share is None:
        return
    resting = ", ".join(
        f"{label(ProvenanceStatus(word)).in_(bundle.language)} {number}"
        for word, number in review.resting.items()
    )
    total = sum(review.resting.values())
    line = say(
        bundle,
        "catatan.sandaran",
        rincian=resting,
        jumlah=review.assumed,
        semua=total,
        bagian=share,
    )
    yield from ("", *paragraph(line))


def _frequency(bundle: Bundle, row: Frequency) -> Iterator[str]:
    title = row.title.in_(bundle.language)
    count = say(
        bundle,
        "catatan.jumlah",
        catatan=counted(bundle, bundle.note_kind(row.rulebook).value, row.notes),
        laporan=counted(bundle, "laporan", row.reports),
        badan=counted(bundle, "badan", row.bodies),
    )
    yield from paragraph(
        f"{row.criterion} ({short(bundle, row.programme)}) {title}: {count}", bullet="- "
    )
    criterion = bundle.criterion(row.rulebook, row.criterion)
    basis = bundle.basis(criterion) if criterion else row.rulebook
    key = "catatan.analogi" if row.standing is ProvenanceStatus.ANALOGY else "catatan.dasar"
    yield from paragraph(say(bundle, key, dasar=basis, status=label(row.standing)), indent=2)


def _routes(bundle: Bundle) -> Iterator[str]:
    yield from heading(say(bundle, "tujuan.judul"))
    groups: dict[str, list[Frequency]] = {"unit": [], "pengingat": [], "bp3mi": [], "nasional": []}
    for row in bundle.review.frequencies:
        only_reminds = row.route is Route.UNIT and not _curable(bundle, row)
        groups["pengingat" if only_reminds else row.route.value].append(row)
    for key, rows in groups.items():
        names = ", ".join(sorted({row.criterion for row in rows})) or "-"
        total = counted(bundle, "catatan", sum(row.notes for row in rows))
        whom = say(bundle, f"tujuan.{key}", ambang=_threshold(bundle))
        line = say(bundle, "tujuan.baris", kepada=whom, jumlah=total, kriteria=names)
        yield from paragraph(line, bullet="- ")


def _curable(bundle: Bundle, row: Frequency) -> bool:
    criterion = bundle.criterion(row.rulebook, row.criterion)
    return criterion is None or criterion.curable


def _threshold(bundle: Bundle) -> str:
    threshold = bundle.review.threshold
    if threshold is None:
        return say(bundle, "tujuan.tanpa_ambang")
    bodies = counted(bundle, "badan", bundle.review.least_bodies)
    return say(bundle, "tujuan.ambang", bagian=threshold, badan=bodies)


def _plan(bundle: Bundle) -> Iterator[str]:
    yield from heading(bundle.plan.title.in_(bundle.language))
    for subject in bundle.plan.subjects:
        items = [item for item in bundle.plan.items if item.subject is subject]
        name = label(subject).in_(bundle.language)
        key = "rencana.subjek" if items else "rencana.kosong"
        yield from paragraph(
            say(bundle, key, subjek=name, jumlah=counted(bundle, "butir", len(items)))
        )
        for item in items[:_FIRST_ITEMS]:
            yield from _item(bundle, item)
    yield ""
    yield from paragraph(bundle.plan.assumption.text.in_(bundle.language))
    if bundle.plan.exceptions:
        yield from paragraph(
            say(bundle, "rencana.pengecualian", jumlah=len(bundle.plan.exceptions))
        )
    if bundle.plan.untraced:
        names = ", ".join(bundle.plan.untraced)
        yield from paragraph(say(bundle, "rencana.tak_tertelusur", usulan=names))


def _item(bundle: Bundle, item: ActionItem) -> Iterator[str]:
    yield from paragraph(f"{item.code} {item.title.in_(bundle.language)}", bullet="- ")
    yield from paragraph(item.success_measure.in_(bundle.language), indent=2)
    form = number_form(item)
    baseline = format_value(item.baseline, form, bundle.language)
    targets = ", ".join(
        f"{target.checkpoint} {format_value(target.value, form, bundle.language)}"
        for target in item.targets
    )
    yield from paragraph(
        say(bundle, "rencana.sasaran", awal=baseline, sasaran=targets, pj=item.owner), indent=2
    )
    origins = "; ".join(dict.fromkeys(o.text.in_(bundle.language) for o in item.origins))
    yield from paragraph(say(bundle, "rencana.asal", asal=origins), indent=2)


def counted(bundle: Bundle, noun: str, number: int) -> str:
    """A number of things, in English with the plural where it belongs."""
    form = "satu" if number == 1 else "banyak"
    return say(bundle, f"hitung.{noun}.{form}", jumlah=number)


def number_form(item: ActionItem) -> str:
    """How the numbers of an item are written: a measure in percent is stored as a share of one."""
    return "persen" if item.share else ""


def _foot(bundle: Bundle) -> Iterator[str]:
    review = bundle.review
    yield from heading(say(bundle, "perangkat.judul"))
    books = ", ".join(f"{book.id} {book.version}" for book in review.rulebooks)
    yield from paragraph(say(bundle, "perangkat.buku", buku=books))
    yield from paragraph(
        say(bundle, "perangkat.kebijakan", id=review.policy.id, versi=review.policy.version)
    )
    yield from paragraph(say(bundle, "perangkat.hukum", lapisan=", ".join(bundle.registry.layers)))


_BEFORE: Final = (_turnout, _expected, _grades, _notes)
_AFTER: Final = (_routes, _plan)
