"""What a law pack changes, as text for 80 columns."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, Final

import attrs

from pmi_core.documents.layout import Wording, heading, paragraph
from pmi_core.evaluation import ReviewDiff, TouchedRule, VerdictChange
from pmi_core.messages import Argument, Language, Text
from pmi_core.regulation import (
    Basis,
    Cited,
    Clause,
    Designator,
    Instrument,
    InstrumentChange,
    InstrumentId,
    LawDiff,
    Parameter,
    ParameterChange,
    ParameterValue,
    Provenance,
    ProvenanceStatus,
    Registry,
    Relation,
    cite_text,
    in_force,
    standing,
    start_of,
)

_GIVEN: Final = ("title", "gazette", "enacted", "effective", "repealed", "text_status", "relations")
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
        known_on: The day as known on which is asked; None filters nothing.
        diff: What the law says otherwise.
        rules: Criteria that read or cite what changes.
        dossier: The dossier it was tried on, if any.
        verdicts: What turns there.
    """

    pack: Text
    before: Registry = attrs.field(repr=False)
    after: Registry = attrs.field(repr=False)
    known_on: date | None = None
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


class _Writer(Wording):
    """What all lines of one text share."""

    def __init__(self, effect: PackEffect, language: Language, bodies: Mapping[str, str]) -> None:
        super().__init__("hukum", language)
        self.effect = effect
        self.bodies = bodies

    def lines(self) -> Iterator[str]:
        """All lines."""
        yield from paragraph(self.say("beda.judul", paket=self.effect.pack))
        if not self.effect.diff:
            day = self.effect.known_on
            key = "beda.tidak_ada" if day is None else "beda.tidak_ada_diketahui"
            yield from paragraph(self.say(key, hari=day))
        yield from self.section("instrumen", map(self.instrument, self.effect.diff.instruments))
        yield from self.section("parameter", map(self.parameter, self.effect.diff.parameters))
        yield from self.section("sebutan", map(self.series, self.effect.diff.designators))
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
        """One instrument: its fields, their sources, and its provisions that differ."""
        key = "beda.baru" if change.before is None else "beda.berubah"
        line = self.say(key, nama=change.after.name, id=change.instrument)
        yield from paragraph(line, bullet="- ")
        if change.before is None:
            yield from self.given(change.after)
        else:
            yield from self.fields(change, change.before, change.after)
        for old, new in change.clauses:
            yield from paragraph(self.provision(old, new, change.after.provenance), indent=2)
        for target in sorted(change.ended):
            yield from self.ended(target, start_of(change.after).latest)

    def given(self, new: Instrument) -> Iterator[str]:
        """What an instrument that the pack brings says of itself, and since when it is known."""
        exists, origin = self.say("lembar.keberadaan"), self.origin(new.provenance)
        line = self.say("beda.bidang_baru", bidang=exists, nilai=origin)
        yield from paragraph(line, indent=2)
        for name in _GIVEN:
            value: Any = getattr(new, name)
            if value not in (None, ()):
                said = self.related(new) if name == "relations" else self.word(value)
                line = self.say("beda.bidang_baru", bidang=self.say(f"bidang.{name}"), nilai=said)
                yield from paragraph(line, indent=2)

    def related(self, instrument: Instrument) -> str:
        """All relations of an instrument."""
        return ", ".join(map(self.relation, instrument.relations))

    def ended(self, target: InstrumentId, day: date) -> Iterator[str]:
        """Whether another instrument is in force from then on, where that changes."""
        laws = (self.effect.before, self.effect.after)
        was, now = (in_force(law, target, on=day, known_on=self.effect.known_on) for law in laws)
        if was is not now:
            name = self.effect.after.instrument(target).name
            line = self.say("beda.akibat", nama=name, hari=day, semula=was, menjadi=now)
            yield from paragraph(line, indent=2)

    def fields(self, change: InstrumentChange, old: Instrument, new: Instrument) -> Iterator[str]:
        """The fields that say something else, then those with another source."""
        for name in change.fields:
            was, now = self.told(name, old, new), self.told(name, new, old)
            field = self.say(f"bidang.{name}")
            line = self.say("beda.bidang", bidang=field, semula=was, menjadi=now)
            yield from paragraph(line, indent=2)
        for name in change.sources:
            was, now = self.origin(old.source_of(name)), self.origin(new.source_of(name))
            field = self.say(f"bidang.{name}")
            line = self.say("beda.asal_bidang", bidang=field, semula=was, menjadi=now)
            yield from paragraph(line, indent=2)

    def told(self, name: str, instrument: Instrument, other: Instrument) -> str:
        """What a field says; of relations those alone that the other side does not have."""
        source = instrument.source_of(name)
        if name == "relations":
            own = ", ".join(
                self.relation(one) for one in instrument.relations if one not in other.relations
            )
            return self.since(own, source) if own else self.say("tanpa")
        value: Any = getattr(instrument, name)
        if value is None:
            return self.word(value)
        if name == "text_status":
            return self.since(self.word(value), source)
        return self.since(self.marked(self.word(value), source.status), source)

    def since(self, said: str, source: Provenance) -> str:
        """Something with the day it became knowable, where its source has one."""
        if source.known_from is None:
            return said
        return self.say("nilai.diketahui", nilai=said, hari=source.known_from)

    def relation(self, relation: Relation) -> str:
        """A relation, and whether any source states it."""
        target = self.effect.after.instrument(relation.target).name
        key = "hubungan" if relation.stated else "hubungan_tak_tentu"
        return self.say(f"beda.{key}", jenis=relation.kind, nama=target)

    def provision(self, old: Clause | None, new: Clause, source: Provenance) -> str:
        """A provision on both sides; where they say the same, with all that is known of it."""
        was, now = self.content(old, source), self.content(new, source)
        if was == now:
            was, now = self.everything(old, source), self.everything(new, source)
        elif new.seen:
            now = self.since(now, new.provenance or source)
        return self.say("beda.ketentuan", di=new.at.text, semula=was, menjadi=now)

    def content(self, clause: Clause | None, source: Provenance) -> str:
        """What a provision says, with its status; or that it was not found."""
        if clause is None or not clause.seen:
            return self.word(ProvenanceStatus.NOT_FOUND)
        said = self.word(clause.wording or clause.gist)
        return self.marked(said, (clause.provenance or source).status)

    def everything(self, clause: Clause | None, source: Provenance) -> str:
        """Wording, gist and source of a provision."""
        if clause is None:
            return self.say("tanpa")
        said = (part for part in (clause.wording, clause.gist) if part is not None)
        return " / ".join((*map(self.word, said), self.origin(clause.provenance or source)))

    def origin(self, source: Provenance) -> str:
        """A source with its status and its days."""
        said = self.since(self.marked(source.source, source.status), source)
        if source.entered is not None:
            said = self.say("nilai.dimasukkan", nilai=said, hari=source.entered)
        return said

    def marked(self, said: str, status: ProvenanceStatus) -> str:
        """Something with its status."""
        return f"{said} [{self.word(status)}]"

    def parameter(self, change: ParameterChange) -> Iterator[str]:
        """One parameter: its values before and after, and what they rest on or no longer do."""
        old, new = change.before, change.after
        line = self.say("beda.parameter_baris", nama=new.label, kunci=new.key, satuan=new.unit)
        yield from paragraph(line, bullet="- ")
        if old.label != new.label:
            yield from paragraph(self.say("beda.nama_semula", nama=old.label), indent=2)
        for key, side, law in (
            ("semula", old, self.effect.before),
            ("menjadi", new, self.effect.after),
        ):
            said = "; ".join(self.dated(value, law) for value in side.values)
            yield from paragraph(self.say(f"beda.{key}", nilai=said), indent=2)
        was, now = _bases(old), _bases(new)
        for key, bases, law in (
            ("dasar", [basis for basis in now if basis not in was], self.effect.after),
            ("dasar_lepas", [basis for basis in was if basis not in now], self.effect.before),
        ):
            for basis in bases:
                line = self.say(f"beda.{key}", dasar=cite_text(basis, law))
                yield from paragraph(line, indent=2, bullet="- ")

    def dated(self, value: ParameterValue, law: Registry) -> str:
        """A number with its days and the status of its best basis."""
        found = (_worth(basis, value, law) for basis in value.basis)
        status = min(found, key=list(ProvenanceStatus).index)
        said = self.say(
            f"nilai.{_DATES[value.first is not None, value.last is not None]}",
            nilai=value.value,
            awal=value.first,
            akhir=value.last,
            status=status,
        )
        if value.known_from is None:
            return said
        return self.say("nilai.diketahui", nilai=said, hari=value.known_from)

    def series(self, series: Designator) -> Iterator[str]:
        """The name of a series, and the other ways people write it."""
        names = ", ".join(series.names) or self.say("tanpa")
        line = self.say("beda.sebutan_baris", nama=series.short, penerbit=series.issuer, lain=names)
        yield from paragraph(line, bullet="- ")

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


def _bases(parameter: Parameter) -> tuple[Basis, ...]:
    return tuple(dict.fromkeys(basis for value in parameter.values for basis in value.basis))


def _worth(basis: Basis, value: ParameterValue, law: Registry) -> ProvenanceStatus:
    """What a basis is worth where its source applies, once the value and the source both do."""
    if not isinstance(basis, Cited):
        return ProvenanceStatus.ASSUMED
    source = law.instrument(basis.cite)
    day = max(source.earliest, value.first or source.earliest)
    return standing(basis, law, on=day, place=min(source.territory, default=None))
