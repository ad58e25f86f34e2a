"""The words that stand beside bases: which of them a page uses, as keys of the legend's texts."""

from collections.abc import Collection, Iterable, Iterator

from pmi_core.messages import Text, render, text
from pmi_core.regulation import ProvenanceStatus


def standing_words(used: Collection[ProvenanceStatus]) -> Iterator[str]:
    """The statuses used, best first.

    >>> list(standing_words({ProvenanceStatus.ASSUMED, ProvenanceStatus.REPORTED}))
    ['diberitakan', 'asumsi']
    """
    return (status.value for status in ProvenanceStatus if status in used)


def numbering_words(cites: Iterable[Text]) -> Iterator[str]:
    """The word of the numbering, where a citation holds a letter or number that is the library's.

    >>> list(numbering_words([Text(id="Berita, butir d (penomoran pustaka ini)", en="")]))
    ['penomoran']
    """
    mark = text("legenda.tanda.penomoran").id
    if any(mark in cite.id for cite in cites):
        yield "penomoran"


def criterion_words(ids: Iterable[str]) -> Iterator[Text]:
    """The word of criteria, with what their ids begin with, where any are named.

    >>> [word.id for word in criterion_words(["SPB-04", "LAP-15", "LAP-13"])]
    ['LAP-, SPB-: nomor kriteria dalam buku aturan.']
    """
    prefixes = sorted({one.rstrip("0123456789") for one in ids})
    if prefixes:
        yield render("legenda.kriteria", awalan=", ".join(prefixes))
