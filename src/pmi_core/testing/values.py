"""Strategies of plain values: days, texts, ids, periods, places, bases. Texts are hostile."""

from datetime import UTC, date, datetime
from fractions import Fraction
from functools import cache
from typing import Final

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from pmi_core.messages import Text
from pmi_core.regulation import (
    LONGEST_PLAN,
    Assumption,
    Basis,
    Cited,
    Period,
    PeriodKind,
    PlaceCode,
    containing,
    shipped_places,
    shipped_registry,
    up_to_checkpoint,
)

FIRST: Final = date(2022, 1, 1)
LAST: Final = date(2026, 12, 31)
_HOSTILE: Final = (
    "",
    "=1+1",
    "@SUM(A1)",
    "+62",
    "-2",
    "a|b\nc",
    "# judul",
    "```",
    "<script>alert(1)</script>",
    "[tautan](javascript:alert(1))",
    "*tebal* _miring_ `kode`",
    "../../rahasia",
    'koma, "kutip"; titik koma',
    "ﾊﾝｶｸ é 🙂 \u200b",
)


def days(*, first: date = FIRST, last: date = LAST) -> SearchStrategy[date]:
    """Days within the shipped calendar."""
    return st.dates(first, last)


def instants(*, first: date = FIRST, last: date = LAST) -> SearchStrategy[datetime]:
    """Aware instants, in UTC."""
    earliest, latest = (datetime(d.year, d.month, d.day) for d in (first, last))  # noqa: DTZ001 - Hypothesis adds the zone
    return st.datetimes(earliest, latest, timezones=st.just(UTC))


def texts(*, longest: int = 40) -> SearchStrategy[str]:
    """Texts the codec accepts, hostile ones among them."""
    plain = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=longest)
    return st.sampled_from([item for item in _HOSTILE if len(item) <= longest]) | plain


def bilingual() -> SearchStrategy[Text]:
    """Texts in both languages."""
    return st.builds(Text, id=texts(), en=texts())


def ids(*, prefix: str = "x") -> SearchStrategy[str]:
    """Stable ids: ASCII letters, digits and hyphens."""
    return st.integers(0, 999).map(lambda number: f"{prefix}-{number:03d}")


def shares() -> SearchStrategy[Fraction]:
    """Exact shares from 0 to 1."""
    return st.fractions(0, 1, max_denominator=100)


def place_codes() -> SearchStrategy[PlaceCode]:
    """Codes of shipped provinces, kabupaten and kota."""
    return st.sampled_from(_codes())


def periods(
    *, kind: PeriodKind | None = None, first: date = FIRST, last: date = LAST
) -> SearchStrategy[Period]:
    """Periods of one kind, or of any."""
    if kind is None:
        return st.sampled_from(PeriodKind).flatmap(
            lambda chosen: periods(kind=chosen, first=first, last=last)
        )
    if kind is PeriodKind.SINCE_FORMATION:
        spans = st.tuples(days(first=first, last=last), days(first=first, last=last)).map(sorted)
        return spans.map(lambda span: Period(kind=kind, first=span[0], last=span[1]))
    if kind is PeriodKind.CHECKPOINT:
        return st.builds(
            up_to_checkpoint, days(first=first, last=last), st.integers(1, LONGEST_PLAN)
        )
    return days(first=first, last=last).map(lambda day: containing(kind, day))


def bases() -> SearchStrategy[Basis]:
    """Citations of shipped instruments, and assumptions."""
    assumed = st.builds(Assumption, owner=texts(), reason=bilingual(), on=days())
    cited = st.builds(
        Cited,
        cite=st.sampled_from([item.id for item in shipped_registry().instruments]),
        analogy=st.booleans(),
    )
    return assumed | cited


@cache
def _codes() -> tuple[PlaceCode, ...]:
    return tuple(sorted(region.code for region in shipped_places().editions[0].regions))
