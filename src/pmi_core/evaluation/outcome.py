"""What comes out of one criterion, and why something could not be determined."""

from collections.abc import Mapping, Sequence
from enum import Enum
from typing import Final, NamedTuple

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


class Bits(NamedTuple):
    """The outcomes of all criteria as few numbers, one bit for each by its place in the rulebook.

    A criterion without a bit is met. It is a tuple because one is made for each of a million
    reports, and most of them are only counted.

    Attributes:
        not_met: Bits of the criteria that are not met; likewise the other three.
        places: By the place of a criterion that goes through items: where the failing items lie,
            or those that could not be determined, as a number per loop.
    """

    not_met: int
    undetermined: int
    not_applicable: int
    errored: int
    places: Mapping[int, Sequence[tuple[int, ...]]]


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


_NOT_MET: Final = RawResult(outcome=Outcome.NOT_MET)
_UNDETERMINED: Final = RawResult(outcome=Outcome.UNDETERMINED)
_NOT_APPLICABLE: Final = RawResult(outcome=Outcome.NOT_APPLICABLE)
_ERRORED: Final = RawResult(outcome=Outcome.ERRORED)


def results_of(verdicts: Bits, patterns: Sequence[Sequence[str]]) -> list[tuple[int, RawResult]]:
    """The results of the criteria that have a bit, by place, those of one outcome together.

    Args:
        verdicts: The bits.
        patterns: By place, how the numbers of an item become a JSON pointer, for one number and
            for two.
    """
    found: list[tuple[int, RawResult]] = []
    not_met, undetermined, not_applicable, errored, places = verdicts
    for plain, bits in (
        (_NOT_MET, not_met),
        (_UNDETERMINED, undetermined),
        (_NOT_APPLICABLE, not_applicable),
        (_ERRORED, errored),
    ):
        rest = bits
        while rest:
            lowest = rest & -rest
            rest ^= lowest
            place = lowest.bit_length() - 1
            if (lies := places.get(place)) is None:
                found.append((place, plain))
            else:
                pattern = patterns[place]
                pointers = tuple([pattern[len(at) - 1] % at for at in lies])
                found.append((place, RawResult(outcome=plain.outcome, witnesses=pointers)))
    return found


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
