"""What comes out of one criterion, and why something could not be determined."""

from enum import Enum

import attrs


class Outcome(Enum):
    """The five outcomes of a criterion; only `terpenuhi` is a pass."""

    MET = "terpenuhi"
    NOT_MET = "tidak_terpenuhi"
    UNDETERMINED = "belum_dapat_dinilai"
    NOT_APPLICABLE = "tidak_berlaku"
    ERRORED = "gagal_diperiksa"


class MissingReason(Enum):
    """Why a value is unknown."""

    NOT_FILLED = "tidak_diisi"
    OUTSIDE_COVERAGE = "di_luar_cakupan"
    NOT_IN_FORCE = "tidak_berlaku"
    UNANSWERED = "belum_dijawab"
    NOT_COMPUTABLE = "tidak_dapat_dihitung"


@attrs.frozen(kw_only=True)
class RawResult:
    """The bare result of a criterion.

    Attributes:
        outcome: What came out.
        witnesses: JSON pointers, from the subject, of the items that fail; where nothing fails,
            of those that could not be determined. Empty for a criterion without `each`.
    """

    outcome: Outcome
    witnesses: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class Missing:
    """An unknown value that kept a criterion from being determined.

    Attributes:
        source: What is missing, such as `report.expenses.day` or `batas_hari_kerja`.
        reason: Why it is unknown.
        pointer: Where it belongs, as a JSON pointer from the subject; empty where the value does
            not lie in the subject.
    """

    source: str
    reason: MissingReason
    pointer: str = ""
