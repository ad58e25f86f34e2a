"""The work of `pmi rulebook check`, `pmi rulebook test` and `pmi rulebook mutate`."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

import attrs

from pmi_core.cli.choosing import checked_rulebooks, choose_books
from pmi_core.cli.exits import Exit
from pmi_core.cli.inputs import read_law, read_toml, with_host
from pmi_core.cli.outcome import Outcome, failed
from pmi_core.documents import paragraph
from pmi_core.errors import Fault
from pmi_core.evaluation import (
    Case,
    CaseKind,
    CaseResult,
    CheckedRulebook,
    CriterionId,
    Explanation,
    Mutant,
    MutantRun,
    false_boundaries,
    lacking_kinds,
    read_cases,
    run_cases,
    try_mutants,
)
from pmi_core.messages import Argument, Language, label, render
from pmi_core.plugins import PluginHost
from pmi_core.regulation import Registry

_FILE: Final = ".toml"
_CASES: Final = ".kasus.toml"
_KEYS: Final = "cli.buku_aturan"


@attrs.frozen(kw_only=True)
class RulebookRequest:
    """Which rulebook was asked for, and which cases.

    Attributes:
        path: A file that ends in `.toml`, or the id of a rulebook that the host has.
        cases: None for the file beside the rulebook.
    """

    path: str
    cases: Path | None = None
    law: tuple[Path, ...]
    plugins: bool
    language: Language


@attrs.frozen(kw_only=True)
class _Given:
    """A rulebook, its cases, and the law they are judged by."""

    book: CheckedRulebook
    cases: tuple[Case, ...]
    registry: Registry


def check_rulebook(request: RulebookRequest) -> Outcome:
    """Whether a rulebook is sound, and what it holds; every fault comes out in the outcome."""
    return with_host(request.plugins, lambda host: _checked(request, host))


def run_rulebook_cases(request: RulebookRequest) -> Outcome:
    """Whether its cases come out as they say, and whether each criterion has the kinds it needs."""
    return _with_cases(request, _tested)


def mutate_rulebook(request: RulebookRequest) -> Outcome:
    """Which of its mutants no case notices."""
    return _with_cases(request, _mutated)


def _checked(request: RulebookRequest, host: PluginHost) -> Outcome:
    book, _ = _read(request, host)
    counts = {"criteria": len(book.rules), "measures": len(book.measures)}
    listed = ", ".join(sorted(book.parameters)) or _said(request.language, "tidak_ada")
    text = _said(
        request.language,
        "sah",
        judul=book.rulebook.title,
        subjek=book.schema.labels[book.schema.subject],
        parameter=listed,
        **_named(book),
        **counts,
    )
    return Outcome(
        text="\n".join(paragraph(text)),
        facts={
            **_facts(book),
            "subject": book.schema.subject,
            "digest": book.digest,
            "counts": counts,
            "parameters": sorted(book.parameters),
        },
    )


def _with_cases(
    request: RulebookRequest, work: Callable[[RulebookRequest, _Given], Outcome]
) -> Outcome:
    beside = Path(request.path).with_suffix(_CASES) if request.path.endswith(_FILE) else None
    path = request.cases or beside

    def read(host: PluginHost) -> Outcome:
        book, registry = _read(request, host)
        if path is None:
            message = f"no file of cases lies beside {request.path!r}, which is an id"
            fault = Fault(code="cases", message=message, suggestion="name it with --cases")
            return failed(Exit.USAGE, [fault])
        cases = read_cases(read_toml(path), book, file=path.as_posix()).cases
        return work(request, _Given(book=book, cases=cases, registry=registry))

    return with_host(request.plugins, read)


def _read(request: RulebookRequest, host: PluginHost) -> tuple[CheckedRulebook, Registry]:
    named = choose_books((request.path,), host)
    registry = read_law(host, request.law).registry
    (book,) = checked_rulebooks(host, named, registry)
    return book, registry


def _tested(request: RulebookRequest, given: _Given) -> Outcome:
    book, language = given.book, request.language
    results = run_cases(book, given.cases, registry=given.registry)
    differing = [result for result in results if not result.holds]
    lacking = lacking_kinds(book, given.cases, registry=given.registry)
    false = false_boundaries(book, given.cases, registry=given.registry)
    counts = {"kasus": len(results), "sesuai": len(results) - len(differing)}
    lines = [*paragraph(_said(language, "kasus", **_named(book), **counts))]
    for result in results:
        if result.explanation is not None:
            lines += ["", *_difference(result, result.explanation, language)]
    lines += ["", *_far_off(false, language)] if false else []
    lines += ["", *_lacking(lacking, language)] if lacking else []
    return Outcome(
        exits=(Exit.FINDINGS,) if differing or false or lacking else (),
        text="\n".join(lines),
        facts={
            **_facts(book),
            "counts": {"cases": counts["kasus"], "held": counts["sesuai"]},
            "differing": differing,
            "lacking": lacking,
            "no_boundary": [{"criterion": c.criterion, "title": c.title} for c in false],
        },
    )


def _difference(result: CaseResult, explanation: Explanation, language: Language) -> Iterator[str]:
    head = _said(language, "berbeda", kriteria=result.criterion, judul=result.title)
    yield from paragraph(head)
    pairs: dict[str, tuple[tuple[str, ...] | None, tuple[str, ...]]] = {
        "hasil": ((result.expected.value,), (result.outcome.value,)),
        "saksi": (result.expected_witnesses, result.witnesses),
        "kurang": (result.expected_missing, result.missing),
    }
    for key, (written, found) in pairs.items():
        if written not in (None, found):
            sides = {"tertulis": _listed(written, language), "keluar": _listed(found, language)}
            yield from paragraph(_said(language, key, **sides), indent=2)
    yield from _explained(explanation, language)


def _explained(found: Explanation, language: Language) -> Iterator[str]:
    yield from paragraph(_said(language, "syarat", syarat=found.condition), indent=2)
    for told in found.values:
        key = "nilai_butir" if told.at else "nilai"
        said = _said(language, key, apa=told.label, butir=told.at, nilai=told.value)
        yield from paragraph(said, indent=4, bullet="- ")
    yield from paragraph(found.satisfied_by.in_(language), indent=2)


def _listed(items: Iterable[str] | None, language: Language) -> str:
    return ", ".join(items or ()) or _said(language, "tidak_ada")


def _far_off(cases: Iterable[Case], language: Language) -> Iterator[str]:
    """The cases called a boundary that lie at none."""
    for case in cases:
        said = _said(language, "bukan_batas", kriteria=case.criterion, judul=case.title)
        yield from paragraph(said)


def _lacking(
    lacking: Mapping[CriterionId, Iterable[CaseKind]], language: Language
) -> Iterator[str]:
    for criterion, kinds in lacking.items():
        listed = ", ".join(label(kind).in_(language) for kind in kinds)
        yield from paragraph(_said(language, "tanpa_kasus", kriteria=criterion, jenis=listed))


def _mutated(request: RulebookRequest, given: _Given) -> Outcome:
    book, language = given.book, request.language
    found = try_mutants(book, given.cases, registry=given.registry)
    return Outcome(
        exits=(Exit.FINDINGS,) if found.survivors or found.passed_over else (),
        text="\n".join(_mutants(book, found, language)),
        facts={
            **_facts(book),
            "counts": {
                "tried": found.tried,
                "equivalent": found.equivalent,
                "cases_passed_over": found.passed_over,
                "survivors": len(found.survivors),
            },
            "survivors": found.survivors,
        },
    )


def _mutants(book: CheckedRulebook, found: MutantRun, language: Language) -> Iterator[str]:
    counts = {"mutan": found.tried, "lolos": len(found.survivors), "setara": found.equivalent}
    yield from paragraph(_said(language, "mutan", **_named(book), **counts))
    if found.passed_over:
        yield from paragraph(_said(language, "dilewati", jumlah=found.passed_over))
    for mutant in found.survivors:
        yield ""
        yield from _survivor(mutant, language)


def _survivor(mutant: Mutant, language: Language) -> Iterator[str]:
    place: dict[str, Argument] = {
        "pemilik": mutant.owner,
        "tempat": mutant.place,
        "jenis": mutant.kind,
    }
    if mutant.column:
        yield from paragraph(_said(language, "lolos", **place, kolom=mutant.column))
    else:
        yield from paragraph(_said(language, "lolos_seluruhnya", **place))
    after = mutant.after or _said(language, "tidak_ada")
    for key, text in (("semula", mutant.before), ("menjadi", after)):
        yield from paragraph(_said(language, key, teks=text), indent=2)


def _named(book: CheckedRulebook) -> dict[str, str]:
    return {"buku": book.rulebook.id, "versi": book.rulebook.version}


def _facts(book: CheckedRulebook) -> dict[str, object]:
    return {"rulebook": book.rulebook.id, "version": book.rulebook.version}


def _said(language: Language, key: str, **arguments: Argument) -> str:
    return render(f"{_KEYS}.{key}", **arguments).in_(language)
