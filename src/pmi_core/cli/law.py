"""The work of `pmi law diff`, `pmi law coverage` and `pmi law show`."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Final

import attrs

from pmi_core.cli.choosing import Asked, Chosen, checked_rulebooks, choose
from pmi_core.cli.exits import Exit
from pmi_core.cli.inputs import Law, read_case, read_law, with_host
from pmi_core.cli.outcome import Outcome, failed
from pmi_core.documents import (
    PackEffect,
    cover,
    coverage_text,
    effect_text,
    resting_on_law,
    sheet_of,
    sheet_text,
)
from pmi_core.errors import Fault, FaultyLaw, NotFound
from pmi_core.evaluation import CheckedRulebook, Review, diff_reviews, review, rules_touched
from pmi_core.messages import Language
from pmi_core.plugins import PluginHost, check_rulebooks, guard_policy
from pmi_core.regulation import (
    Citation,
    Cited,
    Instrument,
    Registry,
    diff_law,
    entered_after,
    resolve,
)
from pmi_core.reporting import Dossier

_NOTHING: Final[Mapping[str, str]] = {}


def diff_pack(asked: Asked, pack: Path, dossier: Path | None, *, today: date) -> Outcome:
    """What a law pack changes: the law, the rules it touches, a dossier's verdicts.

    Args:
        asked: By what to judge; its law packs lie below the one that is tried.
        pack: The folder of the pack.
        dossier: Where its verdicts are tried, if anywhere.
        today: Nothing of the pack can have been typed in after it.
    """

    def work(host: PluginHost) -> Outcome:
        given, law = _read(host, dossier, (*asked.law, pack))
        if early := tuple(entered_after(law.packs[-1], today)):
            raise FaultyLaw(early)
        return _diffed(asked, host, given, law)

    return with_host(asked.plugins, work)


def show_coverage(asked: Asked, dossier: Path | None) -> Outcome:
    """What rests on what, and how many verdicts of a dossier rest on assumptions."""
    return with_host(asked.plugins, lambda host: _covered(asked, host, dossier))


def _diffed(asked: Asked, host: PluginHost, given: Dossier | None, law: Law) -> Outcome:
    chosen = choose(asked, host)
    above, below = law.registry, read_law(host, asked.law).registry
    # What is checked against the law below holds under both.
    rulebooks = checked_rulebooks(host, chosen.books, below)
    diff = diff_law(below, above, known_on=asked.known_on)
    rules = rules_touched(rulebooks, diff)
    effect = PackEffect(
        pack=law.packs[-1].title,
        before=below,
        after=above,
        known_on=asked.known_on,
        diff=diff,
        rules=rules,
    )
    if given is None:
        return _told(asked, effect, _NOTHING)
    old = _review(asked, host, chosen, rulebooks, given, below)
    new = _review(asked, host, chosen, rulebooks, given, above)
    effect = attrs.evolve(effect, dossier=old.title, verdicts=diff_reviews(old, new))
    return _told(asked, effect, {str(body.id): body.name for body in given.bodies})


def _told(asked: Asked, effect: PackEffect, bodies: Mapping[str, str]) -> Outcome:
    return Outcome(
        exits=(Exit.FINDINGS,) if effect else (),
        text=effect_text(effect, asked.language, bodies=bodies),
        facts={
            "instruments": effect.diff.instruments,
            "parameters": effect.diff.parameters,
            "designators": effect.diff.designators,
            "rules": effect.rules,
            "verdicts": effect.verdicts,
        },
    )


def _covered(asked: Asked, host: PluginHost, dossier: Path | None) -> Outcome:
    chosen = choose(asked, host)
    given, law = _read(host, dossier, asked.law)
    registry = law.registry
    rulebooks = checked_rulebooks(host, chosen.books, registry)
    found = None if given is None else _review(asked, host, chosen, rulebooks, given, registry)
    coverage = cover(registry, resting_on_law(registry, rulebooks), found)
    return Outcome(
        text=coverage_text(coverage, registry, asked.language),
        facts={"coverage": coverage},
    )


def _read(
    host: PluginHost, dossier: Path | None, packs: Sequence[Path]
) -> tuple[Dossier | None, Law]:
    return (None, read_law(host, packs)) if dossier is None else read_case(host, dossier, packs)


def _review(
    asked: Asked,
    host: PluginHost,
    chosen: Chosen,
    rulebooks: Sequence[CheckedRulebook],
    dossier: Dossier,
    registry: Registry,
) -> Review:
    return review(
        dossier,
        rulebooks,
        guard_policy(host.policy(chosen.policy)),
        registry=registry,
        as_of=asked.as_of,
        known_on=asked.known_on,
    )


@attrs.frozen(kw_only=True)
class SheetRequest:
    """Which instrument was asked for, and as of when.

    Attributes:
        name: Its id, or a citation as people write it, with a provision or without.
        on: The day whose law is asked for.
    """

    name: str
    on: date
    known_on: date | None
    law: tuple[Path, ...]
    plugins: bool
    language: Language


def show_instrument(request: SheetRequest) -> Outcome:
    """What is known of one instrument, and whether it is in force.

    Raises:
        NotFound: No instrument is called so; that is a fault of usage.
    """
    return with_host(request.plugins, lambda host: _shown(request, host))


def _shown(request: SheetRequest, host: PluginHost) -> Outcome:
    registry = read_law(host, request.law).registry
    try:
        asked = _asked(request.name, registry)
    except NotFound as problem:
        fault = Fault(code="unknown-instrument", message=str(problem))
        return failed(Exit.USAGE, [fault])
    coverage = cover(registry, resting_on_law(registry, check_rulebooks(host, registry)))
    on, known_on = request.on, request.known_on
    try:
        sheet = sheet_of(registry, asked.cite, coverage, on=on, known_on=known_on, at=asked.at)
    except NotFound:
        known = registry.instrument(asked.cite, known_on=known_on)
        return failed(Exit.USAGE, [_unseen(asked, known)])
    return Outcome(text=sheet_text(sheet, registry, request.language), facts={"sheet": sheet})


def _asked(name: str, registry: Registry) -> Cited:
    """An instrument named by its id, or cited as people do, with the provision of the citation."""
    try:
        citation = Citation.parse(name)
    except ValueError:
        return Cited(cite=registry.instrument(name).id)
    return resolve(citation, registry)


def _unseen(asked: Cited, known: Instrument) -> Fault:
    """No source shows a provision; those that one shows are named."""
    message = f"no source shows {asked.at} of {asked.cite}"
    shown = ", ".join(str(one.at) for one in known.clauses if one.seen)
    listed = f"shown are {shown}" if shown else "no provision of it is shown"
    hint = f"{listed}; a law pack can enter it in [[supplement.clauses]]"
    return Fault(code="unseen-article", message=message, suggestion=hint)
