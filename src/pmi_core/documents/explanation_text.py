"""Verdicts with what is behind them, as text for 80 columns."""

from collections.abc import Iterable, Iterator

from pmi_core.documents.item_text import ItemTexts
from pmi_core.documents.layout import Wording, heading, paragraph, table
from pmi_core.evaluation import (
    Outcome,
    Result,
    StandingBasis,
    ToldValue,
    UsedParameter,
    VerdictTrace,
)
from pmi_core.messages import Language, Text
from pmi_core.messages import label as label_of


def explanation_text(
    trace: VerdictTrace, language: Language, items: ItemTexts | None = None
) -> str:
    """One verdict: the condition, the values, what would make it pass, what it rests on.

    Args:
        trace: The verdict.
        language: Of the text.
        items: What its items are called; without them their pointers stand.
    """
    return "\n".join(_Page(language, items or ItemTexts()).lines(trace)).lstrip("\n") + "\n"


def verdicts_text(rows: Iterable[tuple[Result, Text]], language: Language) -> str:
    """One line for each result, with the title of its criterion."""
    cells = [(r.criterion, label_of(r.outcome).in_(language), t.in_(language)) for r, t in rows]
    words = Wording("dokumen.penjelasan", language)
    head = [words.say(f"kolom.{name}") for name in ("kriteria", "hasil", "judul")]
    return "\n".join(table(head, cells)) + "\n"


class _Page(Wording):
    def __init__(self, language: Language, items: ItemTexts) -> None:
        super().__init__("dokumen.penjelasan", language)
        self._items = items

    def lines(self, trace: VerdictTrace) -> Iterator[str]:
        """All lines."""
        yield from heading(f"{trace.criterion} {self.word(trace.title)}")
        marked = "perihal_rekaan" if trace.invented else "perihal"
        book = f"{trace.rulebook} {trace.version}"
        yield from paragraph(self.say(marked, nama=trace.name, buku=book))
        yield ""
        yield from paragraph(self._outcome(trace))
        yield from paragraph(self.say("syarat", syarat=trace.explanation.condition))
        if trace.explanation.satisfied_by.id:
            yield from paragraph(self.word(trace.explanation.satisfied_by))
        if trace.remedy is not None and trace.result.outcome is Outcome.NOT_MET:
            yield from paragraph(self.say("perbaikan", teks=trace.remedy))
        yield from self._values(trace.explanation.values)
        yield from self._listed("butir", map(self._witness, trace.result.witnesses))
        yield from self._listed("parameter", map(self._parameter, trace.parameters))
        yield from self._listed("dasar", map(self._basis, trace.basis))

    def _outcome(self, trace: VerdictTrace) -> str:
        result = trace.result
        if not result.is_note:
            return self.say("hasil", hasil=result.outcome)
        kind = self.word(trace.note_kind).lower()
        if result.by_analogy:
            status = self.word(label_of(result.standing)).lower()
            return self.say("hasil_ringan", hasil=result.outcome, jenis=kind, status=status)
        return self.say(
            "hasil_dicatat",
            hasil=result.outcome,
            jenis=kind,
            bobot=self.word(result.severity).lower(),
        )

    def _listed(self, key: str, items: Iterable[str]) -> Iterator[str]:
        found = tuple(items)
        if found:
            yield from ("", *paragraph(self.say(key)))
        for item in found:
            yield from paragraph(item, indent=2, bullet="- ")

    def _named(self, pointer: str) -> str:
        name = self._items.names.get(pointer)
        return pointer if name is None else self.word(name)

    def _witness(self, pointer: str) -> str:
        said = self._items.said.get(pointer)
        name = self._named(pointer)
        if said is None:
            return self.say("satu_butir", butir=name, letak=pointer) if name != pointer else name
        return self.say("satu_nilai", apa=name, nilai=self.word(said))

    def _values(self, told: Iterable[ToldValue]) -> Iterator[str]:
        """What was read: first what belongs to no item, then item by item."""
        of_items: dict[str, list[ToldValue]] = {"": []}
        for one in told:
            of_items.setdefault(one.at, []).append(one)
        whole = [self._value(one) for one in of_items.pop("")]
        yield from self._listed("nilai", whole)
        if of_items and not whole:
            yield from ("", *paragraph(self.say("nilai")))
        for at, values in of_items.items():
            yield from paragraph(
                self.say("nilai_butir", butir=self._named(at)), indent=2, bullet="- "
            )
            for one in values:
                yield from paragraph(self._value(one), indent=4, bullet="- ")

    def _value(self, told: ToldValue) -> str:
        return self.say("satu_nilai", apa=told.label, nilai=told.value)

    def _parameter(self, used: UsedParameter) -> str:
        if used.on is None or used.value is None:
            return self.say("parameter_tidak_berlaku", nama=used.label)
        rests = "; ".join(map(self._basis, used.basis))
        number = str(used.value) if used.value.denominator > 1 else used.value.numerator
        return self.say(
            "satu_parameter",
            nama=used.label,
            nilai=number,
            satuan=used.unit,
            hari=used.on,
            dasar=rests,
        )

    def _basis(self, basis: StandingBasis) -> str:
        return self.say("satu_dasar", dasar=basis.text, kedudukan=self.word(basis.standing).lower())
