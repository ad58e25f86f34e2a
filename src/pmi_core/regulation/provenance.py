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
