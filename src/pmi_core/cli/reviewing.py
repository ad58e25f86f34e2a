"""The work of `pmi review`: everything is read and judged before anything is written."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Final, TypeVar

import attrs

from pmi_core.cli.exits import Exit
from pmi_core.cli.outcome import Outcome, outcome_of
from pmi_core.cli.show import Step
from pmi_core.documents import (
    Bundle,
    Contribution,
    Exporter,
    Rendering,
    bundle_of,
    manifest_of,
    paragraph,
    summary,
    write,
)
from pmi_core.documents import render as render_documents
from pmi_core.errors import Fault, FaultyInput, FaultyPlugins, NotFound
from pmi_core.evaluation import CheckedRulebook, review
from pmi_core.messages import Language, render
from pmi_core.planning import draft_plan
from pmi_core.plugins import PluginHost, Registered, check_rulebooks, guard_policy, law_of
from pmi_core.regulation import LawPack, load_law_pack
from pmi_core.reporting import Dossier, read_dossier

T = TypeVar("T")
STEPS: Final = ("plugin", "berkas", "aturan", "evaluasi", "rencana", "dokumen")
_USUAL: Final = ("json", "csv", "text", "markdown")
_POLICY: Final = "daftar-periksa"


@attrs.frozen(kw_only=True)
class Request:
    """What was asked for on the command line."""

    dossier: Path
    out: Path | None
    as_of: date | None
    known_on: date | None
    law: tuple[Path, ...]
    formats: tuple[str, ...]
    policy: str | None
    rulebooks: tuple[str, ...]
    plugins: bool
    language: Language


@attrs.frozen(kw_only=True)
class _Chosen:
    """The named plugin parts of a request, found before anything is read."""

    exporters: tuple[Registered[Exporter], ...]
    policy: str
    rulebooks: tuple[str, ...]


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
    chosen = _choose(request, host)
    step("berkas")
    dossier, packs = _read(request)
    step("aturan")
    registry = law_of(host, packs)
    rulebooks = check_rulebooks(host, registry, only=chosen.rulebooks)
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
    plan = draft_plan(found, dossier, rulebooks, registry=registry)
    bundle = bundle_of(
        dossier, found, plan, rulebooks, registry=registry, language=request.language
    )
    step("dokumen")
    rendering = _rendering(request, bundle, chosen.exporters)
    names = _write(request, bundle, rendering, dossier, _used(host, chosen, rulebooks))
    exits = [Exit.FINDINGS] if found.has_findings else []
    exits += [Exit.PLUGIN] if rendering.faults else []
    return Outcome(
        exits=tuple(exits),
        text=summary(bundle) + _documents(request, names),
        facts=_facts(request, bundle, names),
        faults=rendering.faults,
    )


def _choose(request: Request, host: PluginHost) -> _Chosen:
    available = {item.id for item in host.exporters}
    formats = request.formats or tuple(name for name in _USUAL if name in available)
    return _Chosen(
        exporters=_distinct(_named(host.exporter, name) for name in formats),
        policy=_named(host.policy, request.policy or _POLICY).id,
        rulebooks=tuple(_named(host.rulebook, name).id for name in request.rulebooks),
    )


def _named(find: Callable[[str], T], name: str) -> T:
    try:
        return find(name)
    except NotFound as problem:
        fault = Fault(code="absent", message=str(problem), suggestion="see `pmi plugins`")
        raise FaultyPlugins([fault]) from problem


def _distinct(exporters: Iterable[Registered[Exporter]]) -> tuple[Registered[Exporter], ...]:
    """Each once, what is built in first: a stranger never takes the name of a built-in's file."""
    by_id = {item.id: item for item in exporters}
    ordered = sorted(by_id.values(), key=lambda item: (not item.contribution.built_in, item.id))
    return tuple(ordered)


def _read(request: Request) -> tuple[Dossier, tuple[LawPack, ...]]:
    faults: list[Fault] = []
    packs = [_collect(faults, load_law_pack, folder, f"{folder.name}/") for folder in request.law]
    dossier = _collect(faults, read_dossier, request.dossier)
    if dossier is None or faults:
        raise FaultyInput(faults)
    return dossier, tuple(pack for pack in packs if pack is not None)


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


def _used(
    host: PluginHost, chosen: _Chosen, rulebooks: Iterable[CheckedRulebook]
) -> tuple[Contribution, ...]:
    return (
        *(item.contribution for item in chosen.exporters),
        *(host.rulebook(book.rulebook.id).contribution for book in rulebooks),
        *(item.contribution for item in host.law),
        host.policy(chosen.policy).contribution,
    )


def _write(
    request: Request,
    bundle: Bundle,
    rendering: Rendering,
    dossier: Dossier,
    used: Iterable[Contribution],
) -> tuple[str, ...]:
    if request.out is None:
        return ()
    manifest = manifest_of(bundle, rendering, inputs=dossier.files, plugins=used)
    return write(request.out, rendering, manifest)


def _documents(request: Request, names: Iterable[str]) -> str:
    if request.out is None:
        return ""
    files = ", ".join(names)
    text = render("cli.dokumen", folder=request.out.as_posix(), berkas=files)
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
