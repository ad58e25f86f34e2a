"""Where a fact comes from, and how much that source is worth."""

from datetime import date
from enum import Enum

import attrs

from pmi_core import codec


class ProvenanceStatus(Enum):
    """How well a fact is known; printed wherever the fact is used. Best first."""

    TEXT_SEEN = "naskah_dilihat"
    REPORTED = "diberitakan"
    SECONDARY = "sekunder"
    ASSUMED = "asumsi"
    ANALOGY = "analogi"
    NOT_FOUND = "belum_ditemukan"


@attrs.frozen(kw_only=True)
class Provenance:
    """The source of a fact.

    Attributes:
        status: How well the source shows the fact.
        source: The source as people would name it, such as `tintahukum, Juli 2024`.
        known_from: The day the fact became knowable (gazette, publication, receipt), if known;
            a fact without it is taken as always knowable.
        entered: The day somebody typed it in: for audit, never for a verdict.
    """

    status: ProvenanceStatus
    source: str
    known_from: date | None = codec.optional()
    entered: date | None = codec.optional()

    def known(self, known_on: date | None) -> bool:
        """Whether one could know the fact on a day; None asks nothing.

        >>> later = Provenance(
        ...     status=ProvenanceStatus.REPORTED, source="berita", known_from=date(2024, 7, 1)
        ... )
        >>> later.known(date(2024, 6, 30)), later.known(date(2024, 7, 1)), later.known(None)
        (False, True, True)
        """
        return known_on is None or self.known_from is None or self.known_from <= known_on
