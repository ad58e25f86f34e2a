"""A publication and what it claims: recorded as printed, with where it was seen."""

from collections.abc import Iterator
from datetime import date
from typing import Final, NewType

import attrs

from pmi_core.codec import Kind, optional
from pmi_core.messages import Text
from pmi_core.privacy import free_text
from pmi_core.regulation import Provenance
from pmi_core.reporting.claims import (
    Attainment,
    CitedLaw,
    Claim,
    Comparison,
    Count,
    DatedWeekday,
    Growth,
    Ranking,
    Series,
    Share,
    Sum,
)

PublicationId = NewType("PublicationId", str)


@attrs.frozen(kw_only=True)
class Publication:
    """A page, speech, table or press release, with those of its claims that somebody recorded.

    Attributes:
        title: What people call it.
        publisher: Who published it.
        published_on: The day, where it is known.
        as_of: The day all of it describes, where it says so.
        source: Where it was seen, and how well that shows what it claims.
        invented: Whether it is made up ("rekaan").
    """

    id: PublicationId
    title: Text
    publisher: str = free_text()
    published_on: date | None = optional()
    as_of: date | None = optional()
    source: Provenance
    invented: bool = False
    sums: tuple[Sum, ...] = ()
    shares: tuple[Share, ...] = ()
    growths: tuple[Growth, ...] = ()
    rankings: tuple[Ranking, ...] = ()
    counts: tuple[Count, ...] = ()
    weekdays: tuple[DatedWeekday, ...] = ()
    citations: tuple[CitedLaw, ...] = ()
    comparisons: tuple[Comparison, ...] = ()
    attainments: tuple[Attainment, ...] = ()
    series: tuple[Series, ...] = ()

    def known(self, known_on: date | None) -> bool:
        """Whether one could know it on a day: from when it was seen, else from its own day.

        What carries no day is taken as always knowable.
        """
        from_day = self.source.known_from or self.published_on
        return known_on is None or from_day is None or from_day <= known_on


CLAIM_LISTS: Final = (
    "sums",
    "shares",
    "growths",
    "rankings",
    "counts",
    "weekdays",
    "citations",
    "comparisons",
    "attainments",
    "series",
)
PUBLICATION_KIND: Final = Kind(name="publication", shape=Publication)


def claims_of(publication: Publication) -> Iterator[tuple[str, Claim]]:
    """Every claim of a publication with the JSON pointer to it, kind by kind."""
    for name in CLAIM_LISTS:
        for number, claim in enumerate(getattr(publication, name)):
            yield f"/{name}/{number}", claim
