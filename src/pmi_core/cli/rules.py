"""The work of `pmi rules`: rulebooks in words, and what differs between two."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import attrs

from pmi_core.cli.choosing import checked_rulebooks, choose_books
from pmi_core.cli.exits import Exit
from pmi_core.cli.inputs import read_law, with_host
from pmi_core.cli.outcome import Outcome, failed
from pmi_core.codec import structure
from pmi_core.documents import heading, paragraph
from pmi_core.errors import Fault, FaultyInput
from pmi_core.evaluation import (
    CONDITION,
    CheckedRulebook,
    Criterion,
    FieldChange,
    RuleChange,
    condition_of,
    diff_days,
    diff_rulebooks,
)
from pmi_core.messages import Argument, Language, render
from pmi_core.plugins import PluginHost
from pmi_core.regulation import ParameterKey, ParameterValue, Registry, cite_text


@attrs.frozen(kw_only=True)
class RulesRequest:
    """Which rules were asked for.

    Attributes:
        rulebook: An id or a file; None for all the host has.
        on: The day as of which parameters are shown.
        diff: Two days, or two rulebooks by id or file; None to show the rules.
    """

    rulebook: str | None
    on: date
    diff: tuple[str, str] | None
    law: tuple[Path, ...]
    plugins: bool
    language: Language


def show_rules(request: RulesRequest) -> Outcome:
    """The rules in words, or what differs; every fault comes out in the outcome."""
    return with_host(request.plugins, lambda host: _shown(request, host))


def _shown(request: RulesRequest, host: PluginHost) -> Outcome:
    registry = read_law(host, request.law).registry
    if request.diff is not None:
        return _compared(request, host, registry, request.diff)
    books = _books(host, registry, request.rulebook)
    lines = (line for book in books for line in _lines(book, registry, request))
    facts = [_facts(book, registry, request) for book in books]
    return Outcome(text="\n".join(lines).lstrip("\n"), facts={"on": request.on, "rulebooks": facts})


def _facts(book: CheckedRulebook, registry: Registry, request: RulesRequest) -> dict[str, object]:
    """What is shown, for a program."""
    head = book.rulebook
    return {
        "id": head.id,
        "version": head.version,
        "digest": book.digest,
        "criteria": [
            {
                "id": criterion.id,
                "title": criterion.title,
                "condition": condition_of(book, criterion.id),
                "parameters": {
                    key: dated.value if dated else None
                    for key, dated in _values(book, criterion, registry, request)
                },
                "basis": [cite_text(basis, registry) for basis in criterion.basis],
            }
            for criterion in head.criteria
        ],
    }


def _values(
    book: CheckedRulebook, criterion: Criterion, registry: Registry, request: RulesRequest
) -> Iterator[tuple[ParameterKey, ParameterValue | None]]:
    """What the parameters are that day with which a criterion is decided."""
    for key in map(ParameterKey, sorted(book.reads(criterion.id))):
        yield key, registry.value(key, on=request.on)


def _books(host: PluginHost, registry: Registry, name: str | None) -> tuple[CheckedRulebook, ...]:
    named = choose_books(() if name is None else (name,), host)
    return checked_rulebooks(host, named, registry)


def _compared(
    request: RulesRequest, host: PluginHost, registry: Registry, sides: tuple[str, str]
) -> Outcome:
    first, second = (_day(side) for side in sides)
    if first is not None and second is not None:
        books = _books(host, registry, request.rulebook)
        every = (diff_days(book, registry, first, second) for book in books)
        changes = tuple(dict.fromkeys(change for found in every for change in found))
    elif first is None and second is None and request.rulebook is None:
        one, other = (_books(host, registry, side)[0] for side in sides)
        changes = diff_rulebooks(one, other)
    else:
        message = "--diff takes two days, with a rulebook or for all, or two rulebooks alone"
        return failed(Exit.USAGE, [Fault(code="diff", message=message)])
    lines = [line for change in changes for line in _change(change, request.language)]
    return Outcome(
        exits=(Exit.FINDINGS,) if changes else (),
        text="\n".join(lines) or _said(request.language, "sama"),
        facts={"changes": changes},
    )


def _day(text: str) -> date | None:
    try:
        return structure(text, date)
    except FaultyInput:
        return None


def _change(change: RuleChange, language: Language) -> Iterator[str]:
    said = _said(
        language,
        "isian_berubah" if change.fields else "berubah",
        apa=_said(language, change.what),
        id=change.id,
        **_sides(change, language),
        isian=", ".join(field.name for field in change.fields if field.name != CONDITION),
    )
    yield from paragraph(said, bullet="- ")
    for field in change.fields:
        yield from paragraph(_field(field, language), indent=2)


def _field(field: FieldChange, language: Language) -> str:
    """What a field said and says; in the other language where only that differs."""
    own_first = sorted(Language, key=lambda one: one is not language)
    differing = (one for one in own_first if len({*_sides(field, one).values()}) > 1)
    shown = next(differing, language)
    name = _said(language, CONDITION) if field.name == CONDITION else field.name
    name = name if shown is language else f"{name} ({shown.value})"
    return _said(language, "isian_satu", isian=name, **_sides(field, shown))


def _sides(change: RuleChange | FieldChange, language: Language) -> dict[str, str]:
    nothing = _said(language, "tidak_ada")
    before, after = (
        nothing if side is None else side.in_(language) for side in (change.before, change.after)
    )
    return {"semula": before, "menjadi": after}


def _lines(book: CheckedRulebook, registry: Registry, request: RulesRequest) -> Iterator[str]:
    head, language = book.rulebook, request.language
    yield from heading(f"{head.title.in_(language)} ({head.id} {head.version})")
    for criterion in head.criteria:
        yield from _criterion(book, criterion, registry, request)


def _criterion(
    book: CheckedRulebook, criterion: Criterion, registry: Registry, request: RulesRequest
) -> Iterator[str]:
    language = request.language
    yield from ("", *paragraph(f"{criterion.id} {criterion.title.in_(language)}"))
    condition = condition_of(book, criterion.id)
    yield from paragraph(_said(language, "syarat", syarat=condition), indent=2)
    for key, dated in _values(book, criterion, registry, request):
        parameter = registry.parameter(key)
        said = _said(
            language,
            "parameter_satu" if dated else "parameter_tanpa_nilai",
            nama=parameter.label,
            nilai=str(dated.value) if dated else "",
            satuan=parameter.unit,
            hari=request.on,
        )
        yield from paragraph(said, indent=2)
    for basis in criterion.basis:
        said = _said(language, "dasar", dasar=cite_text(basis, registry))
        yield from paragraph(said, indent=2)


def _said(language: Language, key: str, **arguments: Argument) -> str:
    return render(f"cli.aturan.{key}", **arguments).in_(language)
