"""The work of `pmi explain`."""

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Final

import attrs

from pmi_core.cli.choosing import checked_rulebooks, choose_books
from pmi_core.cli.exits import Exit
from pmi_core.cli.inputs import read_case, with_host
from pmi_core.cli.outcome import Outcome, failed
from pmi_core.codec import unstructure
from pmi_core.documents import explanation_text, item_texts, verdicts_text
from pmi_core.errors import Fault, NotFound
from pmi_core.evaluation import TRACE_KIND, Matter, VerdictTrace, matters_of, trace_verdict
from pmi_core.messages import Language
from pmi_core.plugins import PluginHost

_REPORT: Final = "report"


@attrs.frozen(kw_only=True)
class ExplainRequest:
    """Which verdict was asked for.

    Attributes:
        criterion: None for one line of every criterion.
        report: Id of a report; None where another subject is meant.
        subject: Id of a body, a publication or the dossier.
    """

    criterion: str | None
    report: str | None
    subject: str | None
    dossier: Path
    as_of: date | None
    known_on: date | None
    law: tuple[Path, ...]
    rulebooks: tuple[str, ...]
    plugins: bool
    language: Language


def explain_verdict(request: ExplainRequest) -> Outcome:
    """One verdict with all behind it, or all verdicts on a subject; faults are in the outcome."""
    return with_host(request.plugins, lambda host: _explained(request, host))


def _explained(request: ExplainRequest, host: PluginHost) -> Outcome:
    named = choose_books(request.rulebooks, host)
    dossier, law = read_case(host, request.dossier, request.law)
    books = checked_rulebooks(host, named, law.registry)
    every = matters_of(
        dossier, books, registry=law.registry, as_of=request.as_of, known_on=request.known_on
    )
    try:
        matters = _asked_of(request, tuple(every))
        if request.criterion is None:
            return _overview(matters, request.language)
        return _traced(matters, request.criterion, request.language)
    except NotFound as problem:
        return failed(Exit.USAGE, [Fault(code="unknown-name", message=str(problem))])


def _asked_of(request: ExplainRequest, every: Sequence[Matter]) -> Sequence[Matter]:
    """The matters of the subject that was named; a report and another may share an id."""
    on_report = request.report is not None
    what, name = (_REPORT, request.report) if on_report else ("subject", request.subject)
    alike = [matter for matter in every if (matter.subject == _REPORT) is on_report]
    found = [matter for matter in alike if matter.id == name]
    if not found:
        raise NotFound(what, str(name), {matter.id for matter in alike})
    return found


def _overview(matters: Iterable[Matter], language: Language) -> Outcome:
    rows = [
        (result, matter.rulebook.criterion(result.criterion).title)
        for matter in matters
        for result in matter.results()
    ]
    results = [result for result, _ in rows]
    return Outcome(
        exits=(Exit.FINDINGS,) if any(result.is_note for result in results) else (),
        text=verdicts_text(rows, language),
        facts={"results": results},
    )


def _traced(matters: Sequence[Matter], criterion: str, language: Language) -> Outcome:
    known = {c.id: c for matter in matters for c in matter.rulebook.rulebook.criteria}
    if criterion not in known:
        raise NotFound("criterion", criterion, known)
    traces = [
        (matter, trace_verdict(matter, criterion))
        for matter in matters
        if any(one.id == criterion for one in matter.rulebook.rulebook.criteria)
    ]
    pages = [
        explanation_text(trace, language, item_texts(matter, trace)) for matter, trace in traces
    ]
    return Outcome(
        exits=(Exit.FINDINGS,) if any(trace.result.is_note for _, trace in traces) else (),
        text="\n".join(pages),
        facts={"traces": [_stored(trace) for _, trace in traces]},
    )


def _stored(trace: VerdictTrace) -> dict[str, object]:
    """The document, as `pmi schema trace` describes it."""
    return {"schema": TRACE_KIND.schema, **unstructure(trace)}
