"""What leaves: the exporter's contract, what it is given and what it returns."""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, Protocol

import attrs

from pmi_core.documents.claim_text import claim_text
from pmi_core.documents.fact_text import fact_texts
from pmi_core.documents.redaction import redact
from pmi_core.evaluation import (
    CheckedRulebook,
    Criterion,
    NoteKind,
    Review,
    Rulebook,
    describe_source,
    note_kind,
)
from pmi_core.messages import Language
from pmi_core.planning import ActionPlan
from pmi_core.regulation import Registry, cite_text
from pmi_core.reporting import Dossier, claims_of


@attrs.frozen(kw_only=True)
class Output:
    """One file to be written: the core makes sure of its name and writes it.

    Attributes:
        name: A plain file name, without a folder.
        data: The whole content.
    """

    name: str
    data: bytes = attrs.field(repr=False)


def _frozen(names: Mapping[str, str]) -> Mapping[str, str]:
    return MappingProxyType(dict(names))


def _names() -> Any:
    return attrs.field(factory=dict[str, str], converter=_frozen, repr=False)


@attrs.frozen(kw_only=True)
class Bundle:
    """Everything an exporter may look at; made by `bundle_of`, frozen all the way down.

    Attributes:
        language: The language of texts for people; stored values never change with it.
        rulebooks: For titles, remedies and bases of criteria.
        bodies: Names of units and associations by id.
        places: Names of provinces, kabupaten and kota by code.
        facts: What people call the facts that are missing, by their paths.
        claims: What publications claim, with what follows from it, and what other witnesses are;
            by the subject's id and the pointer.
    """

    review: Review = attrs.field(repr=False)
    plan: ActionPlan = attrs.field(repr=False)
    language: Language = Language.ID
    rulebooks: tuple[Rulebook, ...] = attrs.field(default=(), repr=False)
    registry: Registry = attrs.field(repr=False)
    bodies: Mapping[str, str] = _names()
    places: Mapping[str, str] = _names()
    facts: Mapping[str, str] = _names()
    claims: Mapping[str, str] = _names()

    def criterion(self, rulebook: str, criterion: str) -> Criterion | None:
        """A criterion of a rulebook, or nothing where the rulebook is not at hand."""
        for book in self.rulebooks:
            for candidate in book.criteria if book.id == rulebook else ():
                if candidate.id == criterion:
                    return candidate
        return None

    def note_kind(self, rulebook: str) -> NoteKind:
        """What is written down by a rulebook: a note, unless it is at hand and says otherwise."""
        levels = [book.level for book in self.rulebooks if book.id == rulebook]
        return note_kind(levels[0]) if levels else NoteKind.NOTE

    def basis(self, criterion: Criterion) -> str:
        """What a criterion rests on, as people cite it."""
        texts = (cite_text(basis, self.registry) for basis in criterion.basis)
        return "; ".join(text.in_(self.language) for text in texts)

    def _repr_pretty_(self, printer: Any, _: bool) -> None:
        """IPython and Hypothesis print every field unless told otherwise."""
        printer.text(repr(self))


class Exporter(Protocol):
    """How a review and its plan become files; `pmi_core.testing` ships the laws it must pass.

    An exporter returns bytes, opens no file, reads no clock, and gives equal bytes for equal
    bundles. What it is given is already redacted.

    Every installed exporter runs where none is asked for by name. One that has an attribute
    `optional` which is true runs only when it is asked for.
    """

    @property
    def id(self) -> str:
        """Stable name, such as `markdown`."""
        ...

    @property
    def media_type(self) -> str:
        """Of its files, such as `text/markdown`."""
        ...

    def export(self, bundle: Bundle) -> tuple[Output, ...]:
        """The files of one review, in any order, with distinct names."""
        ...


def bundle_of(
    dossier: Dossier,
    review: Review,
    plan: ActionPlan,
    rulebooks: Iterable[CheckedRulebook],
    *,
    registry: Registry,
    language: Language = Language.ID,
) -> Bundle:
    """What exporters are given: the results redacted, with the names they need for print.

    Args:
        dossier: For names of bodies and places.
        review: What was found.
        plan: What is proposed.
        rulebooks: Those the review used.
        registry: The law it used.
        language: Of texts for people.
    """
    bodies = redact(dossier.bodies)
    books: dict[str, CheckedRulebook] = {book.rulebook.id: book for book in rulebooks}
    codes = {item.province for item in review.expected}
    codes |= {judged.evaluation.place for judged in review.judged}
    codes |= {item.place for item in plan.items}
    return Bundle(
        review=redact(review),
        plan=redact(plan),
        language=language,
        rulebooks=tuple(book.rulebook for book in books.values()),
        registry=registry,
        bodies={body.id: body.name for body in bodies},
        places={code: dossier.places.find(code).name for code in sorted(filter(None, codes))},
        facts={
            source: describe_source(source, books[book].schema).in_(language)
            for book, source in _lacking(review)
            if book in books
        },
        claims={
            name: said.in_(language) for name, said in fact_texts(dossier, review, registry).items()
        }
        | {
            f"{page.id}{pointer}": claim_text(claim, registry).in_(language)
            for page in redact(dossier.publications)
            for pointer, claim in claims_of(page)
        },
    )


def _lacking(review: Review) -> Iterator[tuple[str, str]]:
    """Facts that are missing, each with the rulebook that asks for it."""
    for judged in review.judged:
        for source in judged.scorecard.settled_by:
            yield judged.evaluation.rulebook, source
    for verdicts in review.subjects:
        for result in verdicts.results:
            for source in result.missing:
                yield verdicts.rulebook, source
