"""The work of `pmi review`: everything is read and judged before anything is written."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final, TypeVar

import attrs

from pmi_core import files
from pmi_core.cli.choosing import Request, checked_rulebooks, choose, used
from pmi_core.cli.exits import Exit
from pmi_core.cli.outcome import Outcome, outcome_of
from pmi_core.cli.show import Step
from pmi_core.documents import (
    Bundle,
    Exporter,
    Rendering,
    bundle_of,
    left_over,
    manifest_of,
    paragraph,
    summary,
    write,
)
from pmi_core.documents import render as render_documents
from pmi_core.errors import Fault, FaultyInput
from pmi_core.evaluation import review
from pmi_core.messages import render
from pmi_core.planning import draft_plan
from pmi_core.plugins import PluginHost, Registered, guard_policy, law_of
from pmi_core.regulation import LawPack, load_law_pack
from pmi_core.reporting import Dossier, InputFile, read_dossier

T = TypeVar("T")
STEPS: Final = ("plugin", "berkas", "aturan", "evaluasi", "rencana", "dokumen")


def review_folder(request: Request, step: Step) -> Outcome:
    """Review a dossier folder and, where an output folder is named, write the documents.

    What goes wrong comes out in the outcome, with the plugins that were quarantined.
    """
    step("plugin")
    host = PluginHost.load(entry_points=request.plugins, strict=False)
    outcome = outcome_of(lambda: _reviewed(request, host, step))
    if not host.faults:
        return outcome
    exits, faults = (*outcome.exits, Exit.PLUGIN), (*outcome.faults, *host.faults)
    return attrs.evolve(outcome, exits=exits, faults=faults)


def _reviewed(request: Request, host: PluginHost, step: Step) -> Outcome:
    chosen = choose(request, host)
    step("berkas")
    dossier, law = _read(request)
    step("aturan")
    registry = law_of(host, (pack for _, pack in law))
    rulebooks = checked_rulebooks(host, chosen, registry)
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
        bundle, rendering, inputs=dossier.files, plugins=used(host, chosen), law=_law_files(law)
    )
    names = () if request.out is None else write(request.out, rendering, manifest)
    rest = () if request.out is None else left_over(request.out, names)
    exits = [Exit.FINDINGS] if found.has_findings else []
    exits += [Exit.PLUGIN] if rendering.faults else []
    return Outcome(
        exits=tuple(exits),
        text=summary(bundle) + _documents(request, names),
        facts={**_facts(request, bundle, names), "not_of_this_run": list(rest)},
        faults=rendering.faults,
        warnings=_warnings(request, rest),
    )


def _read(request: Request) -> tuple[Dossier, Sequence[tuple[Path, LawPack]]]:
    faults: list[Fault] = []
    packs = [
        (folder, _collect(faults, load_law_pack, folder, f"{folder.name}/"))
        for folder in request.law
    ]
    dossier = _collect(faults, read_dossier, request.dossier)
    if dossier is None or faults:
        raise FaultyInput(faults)
    return dossier, [(folder, pack) for folder, pack in packs if pack is not None]


def _collect(
    faults: list[Fault], read: Callable[[Path], T], folder: Path, prefix: str = ""
) -> T | None:
    try:
        return read(folder)
    except FaultyInput as problem:
        faults += (attrs.evolve(fault, file=prefix + fault.file) for fault in problem.faults)
        return None


def _rendering(
    request: Request, bundle: Bundle, exporters: Iterable[Registered[Exporter]]
) -> Rendering:
    wanted = {item.id: item.value for item in exporters} if request.out is not None else {}
    return render_documents(bundle, wanted)


def _law_files(law: Iterable[tuple[Path, LawPack]]) -> Iterator[InputFile]:
    for folder, pack in law:
        for path in sorted(folder.glob("*.toml")):
            data = path.read_bytes()
            name = f"{pack.id}/{path.name}"
            yield InputFile(path=name, sha256=files.sha256(data), size=len(data))


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
            "plan_items": len(bundle.plan.items),
        },
        "out": None if request.out is None else request.out.as_posix(),
        "outputs": list(names),
    }
