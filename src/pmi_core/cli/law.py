"""The work of `pmi law diff` and `pmi law coverage`."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

import attrs

from pmi_core.cli.choosing import Chosen, Judging, checked_rulebooks, choose
from pmi_core.cli.exits import Exit
from pmi_core.cli.inputs import Law, read_case, read_law, with_host
from pmi_core.cli.outcome import Outcome
from pmi_core.documents import (
    PackEffect,
    cover,
    coverage_text,
    effect_text,
    resting_on_law,
)
from pmi_core.evaluation import CheckedRulebook, Review, diff_reviews, review, rules_touched
from pmi_core.plugins import PluginHost, guard_policy
from pmi_core.regulation import Registry, diff_law
from pmi_core.reporting import Dossier

_NOTHING: Final[Mapping[str, str]] = {}


def diff_pack(asked: Judging, pack: Path, dossier: Path | None) -> Outcome:
    """What a law pack changes: the law, the rules it touches, a dossier's verdicts.

    Args:
        asked: By what to judge; its law packs lie below the one that is tried.
        pack: The folder of the pack.
        dossier: Where its verdicts are tried, if anywhere.
    """
    return with_host(asked.plugins, lambda host: _diffed(asked, host, pack, dossier))


def show_coverage(asked: Judging, dossier: Path | None) -> Outcome:
    """What rests on what, and how many verdicts of a dossier rest on assumptions."""
    return with_host(asked.plugins, lambda host: _covered(asked, host, dossier))


def _diffed(asked: Judging, host: PluginHost, pack: Path, dossier: Path | None) -> Outcome:
    chosen = choose(asked, host)
    given, law = _read(host, dossier, (*asked.law, pack))
    above, below = law.registry, read_law(host, asked.law).registry
    # What is checked against the law below holds under both.
    rulebooks = checked_rulebooks(host, chosen, below)
    diff = diff_law(below, above)
    rules = rules_touched(rulebooks, diff)
    effect = PackEffect(pack=law.packs[-1].title, before=below, after=above, diff=diff, rules=rules)
    if given is None:
        return _told(asked, effect, _NOTHING)
    old = _review(asked, host, chosen, rulebooks, given, below)
    new = _review(asked, host, chosen, rulebooks, given, above)
    effect = attrs.evolve(effect, dossier=old.title, verdicts=diff_reviews(old, new))
    return _told(asked, effect, {str(body.id): body.name for body in given.bodies})


def _told(asked: Judging, effect: PackEffect, bodies: Mapping[str, str]) -> Outcome:
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


def _covered(asked: Judging, host: PluginHost, dossier: Path | None) -> Outcome:
    chosen = choose(asked, host)
    given, law = _read(host, dossier, asked.law)
    registry = law.registry
    rulebooks = checked_rulebooks(host, chosen, registry)
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
    asked: Judging,
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
