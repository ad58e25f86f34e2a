"""What a law pack changes, as text for 80 columns."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Final, cast

import attrs

from pmi_core.documents.layout import heading, paragraph
from pmi_core.evaluation import ReviewDiff, TouchedRule, VerdictChange
from pmi_core.messages import Argument, Language, Text, format_value, label, render
from pmi_core.regulation import (
    Clause,
    InstrumentChange,
    LawDiff,
    ParameterChange,
    ParameterValue,
    ProvenanceStatus,
    Registry,
    Relation,
    best_standing,
    cite_text,
)

_LISTED: Final = 40
_DATES: Final = {
    (False, False): "selamanya",
    (True, False): "sejak",
    (False, True): "sampai",
    (True, True): "antara",
}


@attrs.frozen(kw_only=True)
class PackEffect:
    """What a law pack does, wherever it shows.

    Attributes:
        pack: The pack's title.
        before: The law below it.
        after: The law with it.
        diff: What the law says otherwise.
        rules: Criteria that read or cite what changes.
        dossier: The dossier it was tried on, if any.
        verdicts: What turns there.
    """

    pack: Text
    before: Registry = attrs.field(repr=False)
    after: Registry = attrs.field(repr=False)
    diff: LawDiff
    rules: tuple[TouchedRule, ...] = ()
    dossier: Text | None = None
    verdicts: ReviewDiff = attrs.field(factory=ReviewDiff)

    def __bool__(self) -> bool:
        return bool(self.diff or self.verdicts)


def effect_text(effect: PackEffect, language: Language, *, bodies: Mapping[str, str]) -> str:
    """What a law pack changes, for people.

    Args:
        effect: What it does.
        language: Of the text.
        bodies: Names of bodies by id.

    Returns:
        Lines that end in a line feed, the last one too.
    """
    return "\n".join(_Writer(effect, language, bodies).lines()) + "\n"


class _Writer:
    """What all lines of one text share."""

    def __init__(self, effect: PackEffect, language: Language, bodies: Mapping[str, str]) -> None:
        self.effect = effect
        self.language = language
        self.bodies = bodies

    def lines(self) -> Iterator[str]:
        """All lines."""
        yield from paragraph(self.say("beda.judul", paket=self.effect.pack))
        if not self.effect.diff:
            yield from paragraph(self.say("beda.tidak_ada"))
        yield from self.section("instrumen", map(self.instrument, self.effect.diff.instruments))
        yield from self.section("parameter", map(self.parameter, self.effect.diff.parameters))
        yield from self.section("kriteria", map(self.rule, self.effect.rules))
        if self.effect.dossier is not None:
            yield from self.verdicts(self.effect.dossier)

    def section(self, key: str, blocks: Iterable[Iterator[str]]) -> Iterator[str]:
        """A heading and what stands under it, unless that is nothing."""
        lines = [line for block in blocks for line in block]
        if lines:
            yield from heading(self.say(f"beda.{key}"))
            yield from lines

    def instrument(self, change: InstrumentChange) -> Iterator[str]:
        """One instrument: its fields and provisions that differ."""
        key = "beda.baru" if change.before is None else "beda.berubah"
        line = self.say(key, nama=change.after.name, id=change.instrument)
        yield from paragraph(line, bullet="- ")
        for name in change.fields:
            words: dict[str, Argument] = {
                "bidang": render(f"hukum.bidang.{name}"),
                "semula": self.value(getattr(change.before, name)),
                "menjadi": self.value(getattr(change.after, name)),
            }
            yield from paragraph(self.say("beda.bidang", **words), indent=2)
        for old, new in change.clauses:
            words = {"semula": self.content(old), "menjadi": self.content(new)}
            line = self.say("beda.ketentuan", di=new.at.text, **words)
            yield from paragraph(line, indent=2)

    def content(self, clause: Clause | None) -> str:
        """What a provision says, or that it was not found."""
        if clause is not None and clause.wording is not None:
            return clause.wording
        if clause is not None and clause.gist is not None:
            return clause.gist.in_(self.language)
        return label(ProvenanceStatus.NOT_FOUND).in_(self.language)

    def value(self, value: object) -> str:
        """One field of an instrument."""
        if isinstance(value, tuple):
            parts = [self.value(part) for part in cast("tuple[object, ...]", value)]
            return ", ".join(parts) or self.say("tanpa")
        if isinstance(value, Relation):
            kind = label(value.kind).in_(self.language)
            return kind + " " + self.effect.after.instrument(value.target).name.in_(self.language)
        return format_value(cast("Argument", value), "", self.language)

    def parameter(self, change: ParameterChange) -> Iterator[str]:
        """One parameter: its values before and after, and what the new ones rest on."""
        new = change.after
        line = self.say("beda.parameter_baris", nama=new.label, kunci=new.key, satuan=new.unit)
        yield from paragraph(line, bullet="- ")
        for key, values in (("semula", change.before.values), ("menjadi", new.values)):
            said = "; ".join(self.dated(value) for value in values)
            yield from paragraph(self.say(f"beda.{key}", nilai=said), indent=2)
        known = {basis for value in change.before.values for basis in value.basis}
        told = (basis for value in new.values for basis in value.basis)
        for basis in dict.fromkeys(basis for basis in told if basis not in known):
            words = cite_text(basis, self.effect.after).in_(self.language)
            yield from paragraph(words, indent=2, bullet="- ")

    def dated(self, value: ParameterValue) -> str:
        """A number with its days and the status of its basis."""
        key = _DATES[value.first is not None, value.last is not None]
        day = value.first or value.last or date.max
        status = best_standing(value.basis, self.effect.after, on=day, place=None)
        said = self.say(
            f"nilai.{key}",
            nilai=value.value,
            awal=value.first,
            akhir=value.last,
            status=label(status),
        )
        if value.known_from is None:
            return said
        return self.say("nilai.diketahui", nilai=said, hari=value.known_from)

    def rule(self, rule: TouchedRule) -> Iterator[str]:
        """One criterion that is concerned."""
        words: dict[str, Argument] = {"judul": rule.title, "melalui": ", ".join(rule.through)}
        line = self.say("beda.kriteria_baris", buku=rule.rulebook, kriteria=rule.criterion, **words)
        yield from paragraph(line, bullet="- ")

    def verdicts(self, dossier: Text) -> Iterator[str]:
        """What turns in the dossier."""
        found = self.effect.verdicts
        turned = [change for change in found.verdicts if change.turned]
        yield from heading(self.say("beda.hasil", berkas=dossier))
        line = self.say(
            "beda.hasil_jumlah",
            berbalik=len(turned),
            sandaran=len(found.verdicts) - len(turned),
            nilai=len(found.scores),
            semula=found.missing[0],
            menjadi=found.missing[1],
        )
        yield from paragraph(line)
        for change in turned[:_LISTED]:
            yield from paragraph(self.turn(change), bullet="- ")
        if len(turned) > _LISTED:
            yield from paragraph(self.say("lainnya", jumlah=len(turned) - _LISTED), indent=2)

    def turn(self, change: VerdictChange) -> str:
        """One verdict that turns."""
        return self.say(
            "beda.hasil_baris",
            kriteria=change.criterion,
            badan=self.bodies.get(change.body, change.body),
            laporan=change.report,
            semula=change.before.outcome,
            menjadi=change.after.outcome,
        )

    def say(self, key: str, **arguments: Argument) -> str:
        """A text of the catalogue."""
        return render(f"hukum.{key}", **arguments).in_(self.language)
