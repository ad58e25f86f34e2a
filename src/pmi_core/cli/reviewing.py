"""The work of `pmi review`: everything is read and judged before anything is written."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from pmi_core.cli.choosing import Request, checked_rulebooks, choose, used
from pmi_core.cli.exits import Exit
from pmi_core.cli.inputs import read_case, with_host
from pmi_core.cli.outcome import Outcome
from pmi_core.cli.show import Step
from pmi_core.documents import (
    Bundle,
    Exporter,
    Rendering,
    bundle_of,
    left_over,
    manifest_of,
    paragraph,
    subject_notes_of,
    summary,
    write,
)
from pmi_core.documents import render as render_documents
from pmi_core.errors import Fault
from pmi_core.evaluation import Review, review
from pmi_core.messages import render
from pmi_core.planning import draft_plan
from pmi_core.plugins import PluginHost, Registered, guard_policy

STEPS: Final = ("plugin", "berkas", "aturan", "evaluasi", "rencana", "dokumen")


def review_folder(request: Request, step: Step) -> Outcome:
    """Review a dossier folder and, where an output folder is named, write the documents.

    What goes wrong comes out in the outcome, with the plugins that were quarantined.
    """
    step("plugin")
    return with_host(request.plugins, lambda host: _reviewed(request, host, step))


def _reviewed(request: Request, host: PluginHost, step: Step) -> Outcome:
    chosen = choose(request, host, request.formats)
    step("berkas")
    dossier, law = read_case(host, request.dossier, request.law)
    registry = law.registry
    step("aturan")
    rulebooks = checked_rulebooks(host, chosen.books, registry)
    step("evaluasi")
    found = review(
        dossier,
        rulebooks,
        guard_policy(host.policy(chosen.policy)),
        registry=registry,
        as_of=request.as_of,
        known_on=request.known_on,
    )
    step("rencana")
    plan = draft_plan(found, dossier, rulebooks)
    bundle = bundle_of(
        dossier, found, plan, rulebooks, registry=registry, language=request.language
    )
    step("dokumen")
    rendering = _rendering(request, bundle, chosen.exporters)
    manifest = manifest_of(
        bundle, rendering, inputs=dossier.files, plugins=used(host, chosen), law=law.files()
    )
    names = () if request.out is None else write(request.out, rendering, manifest)
    rest = () if request.out is None else left_over(request.out, names)
    exits = [Exit.FINDINGS] if found.has_findings else []
    faults = (*rendering.faults, *_failed(found))
    exits += [Exit.PLUGIN] if faults else []
    return Outcome(
        exits=tuple(exits),
        text=summary(bundle) + _documents(request, names),
        facts={**_facts(request, bundle, names), "not_of_this_run": list(rest)},
        faults=faults,
        warnings=_warnings(request, rest),
    )


def _failed(found: Review) -> Iterator[Fault]:
    """The functions of plugins that failed, each once, with how many checks they stopped."""
    verdicts = (*(item.evaluation for item in found.judged), *found.subjects)
    names = Counter(r.failed for item in verdicts for r in item.results if r.failed is not None)
    for name, number in sorted(names.items()):
        message = f"the function {name} failed; checks that could not be made: {number}"
        yield Fault(code="function", message=message)


def _rendering(
    request: Request, bundle: Bundle, exporters: Iterable[Registered[Exporter]]
) -> Rendering:
    wanted = {item.id: item.value for item in exporters} if request.out is not None else {}
    return render_documents(bundle, wanted)


def _warnings(request: Request, rest: Sequence[str]) -> tuple[str, ...]:
    if not rest:
        return ()
    return (render("cli.peringatan.sisa", berkas=", ".join(rest)).in_(request.language),)


def _documents(request: Request, names: Iterable[str]) -> str:
    if request.out is None:
        return ""
    text = render("cli.dokumen", folder=request.out.as_posix(), berkas=", ".join(names))
    return "\n".join(("", *paragraph(text.in_(request.language)), ""))


def _facts(request: Request, bundle: Bundle, names: Iterable[str]) -> Mapping[str, object]:
    found = bundle.review
    return {
        "dossier": found.dossier,
        "invented": found.invented,
        "as_of": found.as_of,
        "counts": {
            "expected": sum(row.expected for row in found.expected),
            "received": sum(row.received for row in found.expected),
            "missing": len(found.missing),
            "judged": len(found.judged),
            "withheld": sum(item.scorecard.withheld for item in found.judged),
            "notes": sum(row.notes for row in found.frequencies),
            "subjects": len(found.subjects),
            "subject_notes": len(subject_notes_of(bundle)),
            "plan_items": len(bundle.plan.items),
        },
        "out": None if request.out is None else request.out.as_posix(),
        "outputs": list(names),
    }
