"""The coverage of the law as text for 80 columns."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import groupby
from typing import Final

from pmi_core.documents.coverage import Coverage, Resting, Support, count_worth
from pmi_core.documents.layout import Wording, heading, paragraph, table
from pmi_core.messages import Language, render
from pmi_core.regulation import Cited, Registry, cite_text

_COLUMNS: Final = ("jenis", "jumlah", "kutipan", "analogi", "asumsi")


def coverage_text(coverage: Coverage, registry: Registry, language: Language) -> str:
    """What rests on what, for people.

    Args:
        coverage: Made by `cover`.
        registry: The law it was made with.
        language: Of the text.

    Returns:
        Lines that end in a line feed, the last one too.
    """
    writer = _Writer(coverage, registry, language)
    return "\n".join(writer.lines()) + "\n"


class _Writer(Wording):
    """What all lines of one text share."""

    def __init__(self, coverage: Coverage, registry: Registry, language: Language) -> None:
        super().__init__("hukum.cakupan", language)
        self.coverage = coverage
        self.registry = registry

    def lines(self) -> Iterator[str]:
        """All lines."""
        yield self.say("judul")
        yield from paragraph(self.say("lapisan", lapisan=", ".join(self.coverage.layers)))
        yield from self.counts()
        yield from self.verdicts()
        yield from heading(self.say("ketentuan"))
        yield from paragraph(self.say("keterangan"))
        for _, group in groupby(self.coverage.supports, key=lambda one: one.cite):
            yield ""
            for number, support in enumerate(group):
                yield from self.support(support, indent=2 if number else 0)
        yield from heading(self.say("rinci"))
        for thing in self.coverage.resting:
            yield from self.resting(thing)

    def counts(self) -> Iterator[str]:
        """How many of each kind rest on what."""
        yield from heading(self.say("sandaran"))
        head = [render(f"hukum.kolom.{name}").in_(self.language) for name in _COLUMNS]
        yield from table(
            head,
            (
                [self.word(kind), *(str(found[word]) for word in _COLUMNS[1:])]
                for kind, found in count_worth(self.coverage.resting).items()
            ),
        )

    def verdicts(self) -> Iterator[str]:
        """The share of a dossier's verdicts that rest on an assumption."""
        found = self.coverage
        if found.dossier is None:
            return
        yield from heading(self.say("hasil", berkas=found.dossier))
        if not found.decided:
            yield from paragraph(self.say("hasil_kosong"))
            return
        share = Fraction(found.assumed, found.decided)
        line = self.say("hasil_jumlah", semua=found.decided, jumlah=found.assumed, bagian=share)
        yield from paragraph(line)

    def support(self, support: Support, *, indent: int) -> Iterator[str]:
        """One instrument, provision or item."""
        name = support.name if not indent else self.place(support)
        said = name if isinstance(name, str) else name.in_(self.language)
        resting = ", ".join(support.resting) or "-"
        yield from paragraph(f"{said} [{self.word(support.status)}]: {resting}", indent=indent)

    def place(self, support: Support) -> str:
        """A provision or item within its instrument."""
        if support.at is not None:
            return support.at.text.in_(self.language)
        return render("hukum.butir", butir=support.item).in_(self.language)

    def resting(self, thing: Resting) -> Iterator[str]:
        """One thing and everything it rests on."""
        title = thing.title.in_(self.language)
        yield ""
        yield from paragraph(f"{self.word(thing.kind)} {thing.id}: {title}")
        for basis in thing.basis:
            said = cite_text(basis, self.registry).in_(self.language)
            yield from paragraph(f"{said}{self.mark(basis)}", indent=2, bullet="- ")
        for key in thing.reads:
            yield from paragraph(self.say("membaca", parameter=key), indent=2, bullet="- ")

    def mark(self, basis: object) -> str:
        """The status of a citation; an assumption's own text says that it is one."""
        if not isinstance(basis, Cited):
            return ""
        instrument = self.registry.instrument(basis.cite)
        plain = instrument.provenance.status
        return f" [{self.word(plain if basis.at is None else instrument.status_at(basis.at))}]"
