"""Problems prevented, handled, solved and forwarded, as counts with a definition; never persons.

The press release of the Rakernas 2023 calls KKBM fairly effective in preventing, reducing and
solving problems. No source defines these words or gives a number, so a count says under which
definition it was made: counts of different definitions are neither compared nor added, and what
cannot be told is undetermined, never zero.
"""

from calendar import monthrange
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from difflib import get_close_matches
from enum import Enum
from functools import cache
from itertools import accumulate, pairwise
from typing import Final, NewType, cast

import attrs

from pmi_core import codec
from pmi_core.errors import NotFound
from pmi_core.messages import Argument, Text, render, text
from pmi_core.privacy import free_text
from pmi_core.programme.conditions import Open
from pmi_core.programme.people import check_span
from pmi_core.regulation import Basis

OutcomeDefinitionId = NewType("OutcomeDefinitionId", str)


class ProblemOutcome(Enum):
    """What became of a problem; one may be handled, forwarded and solved, so never add them."""

    PREVENTED = "dicegah"
    HANDLED = "ditangani"
    SOLVED = "diselesaikan"
    FORWARDED = "diteruskan"


@attrs.frozen(kw_only=True)
class OutcomeDefinition:
    """What is counted under the name of an outcome; a changed wording is another definition.

    Attributes:
        id: With its edition, such as `dicegah-1`.
        text: What counts, and per what.
        basis: At least one.
    """

    id: OutcomeDefinitionId
    outcome: ProblemOutcome
    text: Text
    basis: tuple[Basis, ...] = attrs.field(validator=attrs.validators.min_len(1))


@attrs.frozen(kw_only=True)
class ClaimedEffect:
    """A word of the press release's claim about KKBM, and the outcome we count for it.

    Attributes:
        outcome: Absent where the word names nothing that can be counted.
        note: Why so.
    """

    word: Text
    outcome: ProblemOutcome | None = codec.optional(absent="none")
    note: Text
    basis: tuple[Basis, ...] = attrs.field(validator=attrs.validators.min_len(1))


@attrs.frozen(kw_only=True)
class OutcomeCount:
    """How many problems a body counted under one outcome; an aggregate, no list of persons.

    It covers the days from `first` to `last`, or everything up to `as_of` from an unknown start;
    where neither is given, nobody told us what it covers.

    Attributes:
        definition: Under which it was counted; absent where nobody told us.
        recorded: The day it was written down, on or after the last day it covers; absent: known
            when that day is over, at the earliest.
        source: Who or what gives the number.
        partial: Whether it does not claim to be complete ("antara lain"): a lower bound.
    """

    outcome: ProblemOutcome = attrs.field(validator=attrs.validators.instance_of(ProblemOutcome))
    number: int = attrs.field(validator=attrs.validators.ge(0))
    first: date | None = codec.optional()
    last: date | None = codec.optional()
    as_of: date | None = codec.optional()
    definition: OutcomeDefinitionId | None = codec.optional()
    recorded: date | None = codec.optional()
    source: str = free_text()
    partial: bool = False

    def __attrs_post_init__(self) -> None:
        check_span(self.first, self.last)
        if self.as_of is not None and (self.first, self.last) != (None, None):
            raise ValueError("give first and last, or as_of, not both")
        covered = self.last or self.as_of or self.first
        if self.recorded is not None and covered is not None and self.recorded < covered:
            raise ValueError("a count is recorded on or after the last day it covers")

    def known(self, known_on: date | None) -> bool:
        """Whether one could know of it on a day (`None` asks nothing); without any day, always."""
        since = self.recorded or self.last or self.as_of or self.first
        return known_on is None or since is None or since <= known_on


@attrs.frozen(kw_only=True)
class OutcomeTally:
    """The sum of counts of one outcome and definition.

    Attributes:
        first: The first day that a count covers; absent for one count up to a day.
        last: The last day that one covers.
        lower_bound: Whether there may be more: a count is partial, or days between are not covered.
        counts: What was added, in the order of their days.
        doubt: Where the definition has nearly the name of one that ships: a slip of the pen, or
            one of somebody's own.
    """

    outcome: ProblemOutcome
    definition: OutcomeDefinitionId
    number: int
    first: date | None = codec.optional()
    last: date
    lower_bound: bool
    counts: tuple[OutcomeCount, ...]
    doubt: Open | None = codec.optional(absent="none")


@attrs.frozen(kw_only=True)
class OutcomeChange:
    """What changed from one count to another of the same definition.

    Attributes:
        difference: The second number less the first.
    """

    outcome: ProblemOutcome
    definition: OutcomeDefinitionId
    difference: int
    counts: tuple[OutcomeCount, OutcomeCount]


@attrs.frozen(kw_only=True)
class Undetermined:
    """Counts that give no answer together, with every reason and what would settle it."""

    reasons: tuple[Open, ...] = attrs.field(validator=attrs.validators.min_len(1))


def outcome_definitions() -> tuple[OutcomeDefinition, ...]:
    """The definitions that ship, one for each outcome; all of them rest on assumptions.

    >>> [str(one.id) for one in outcome_definitions()]
    ['dicegah-1', 'ditangani-1', 'diselesaikan-1', 'diteruskan-1']
    """
    return _outcome_file().definitions


def find_outcome_definition(name: str) -> OutcomeDefinition:
    """A shipped definition by its id.

    Raises:
        NotFound: None has this id; a body may count under a definition of its own.

    >>> find_outcome_definition("diteruskan-1").outcome
    <ProblemOutcome.FORWARDED: 'diteruskan'>
    """
    known = {str(one.id): one for one in outcome_definitions()}
    if name not in known:
        raise NotFound("outcome definition", name, known)
    return known[name]


def claimed_effects() -> tuple[ClaimedEffect, ...]:
    """The three words of the claim; "mengurangi" stays without an outcome.

    >>> [(one.word.id, one.outcome is None) for one in claimed_effects()]
    [('mencegah', False), ('mengurangi', True), ('menyelesaikan', False)]
    """
    return _outcome_file().claims


def tally_outcomes(
    counts: Iterable[OutcomeCount], *, known_on: date | None = None
) -> OutcomeTally | Undetermined:
    """Add up counts of one body that share outcome and definition and cover different days.

    Counts of different bodies are tallied body by body: a problem that a unit forwards may be
    counted by the next one too. A count up to a day stands alone: another may lie within it.

    Args:
        counts: Of one body.
        known_on: The day as known on which is asked; None knows all that was recorded.

    >>> first = OutcomeCount(outcome=ProblemOutcome.SOLVED, number=3, first=date(2023, 7, 1),
    ...     last=date(2023, 7, 31), definition=OutcomeDefinitionId("diselesaikan-1"),
    ...     source="Laporan Juli 2023")
    >>> second = attrs.evolve(first, number=2, first=date(2023, 8, 1), last=date(2023, 8, 31))
    >>> both = tally_outcomes([second, first])
    >>> both.number, both.lower_bound
    (5, False)
    >>> tally_outcomes([first, first]).reasons[0].what.en
    'Two counts cover 1 July 2023: the same problem may be in both.'
    >>> tally_outcomes([]).reasons[0].what.id
    'Belum ada jumlah yang dicatat.'
    """
    given = tuple(one for one in counts if one.known(known_on))
    spans = tuple(sorted(filter(_known, given), key=_days))
    reasons = (*_unlike(given), *_up_to_a_day(given), *_dayless(given), *_overlaps(spans))
    if reasons:
        return Undetermined(reasons=reasons)
    added = spans or given
    return OutcomeTally(
        outcome=added[0].outcome,
        definition=_definition(added[0]),
        number=sum(one.number for one in added),
        first=added[0].first,
        last=cast("date", added[-1].last or added[-1].as_of),
        lower_bound=any(one.partial for one in added) or _gaps(spans),
        counts=added,
        doubt=_doubt(_definition(added[0])),
    )


def compare_outcomes(before: OutcomeCount, after: OutcomeCount) -> OutcomeChange | Undetermined:
    """What changed from one count to another, where they can be held against each other.

    Both must have the same known definition and be complete, and cover the same days (two sources
    of one figure) or periods of one length that do not overlap: the same number of whole months,
    or the same number of days.

    >>> july = OutcomeCount(outcome=ProblemOutcome.SOLVED, number=3, first=date(2023, 7, 1),
    ...     last=date(2023, 7, 31), definition=OutcomeDefinitionId("diselesaikan-1"),
    ...     source="Laporan Juli 2023")
    >>> june = attrs.evolve(july, number=5, first=date(2023, 6, 1), last=date(2023, 6, 30))
    >>> compare_outcomes(june, july).difference
    -2
    >>> other = attrs.evolve(june, definition=OutcomeDefinitionId("contoh-1"))
    >>> compare_outcomes(other, july).reasons[0].what.en
    'The counts follow different definitions.'
    """
    pair = (before, after)
    reasons = (*_unlike(pair), *_partial(pair), *_unequal(before, after))
    if reasons:
        return Undetermined(reasons=reasons)
    return OutcomeChange(
        outcome=after.outcome,
        definition=_definition(after),
        difference=after.number - before.number,
        counts=pair,
    )


_DAY: Final = timedelta(days=1)


def _known(count: OutcomeCount) -> bool:
    return count.first is not None and count.last is not None


def _days(count: OutcomeCount) -> tuple[date, date]:
    """The first and last day of a count of which both are known."""
    return cast("date", count.first), cast("date", count.last)


def _definition(count: OutcomeCount) -> OutcomeDefinitionId:
    """The definition of a count that names one."""
    return cast("OutcomeDefinitionId", count.definition)


def _unlike(counts: tuple[OutcomeCount, ...]) -> Iterator[Open]:
    if not counts:
        yield _reason("kosong")
    if len({one.outcome for one in counts}) > 1:
        yield _reason("hasil_berbeda")
    definitions = {one.definition for one in counts}
    if None in definitions:
        yield _reason("tanpa_definisi")
    if len(definitions - {None}) > 1:
        yield _reason("definisi_berbeda")

    for name in sorted({_definition(one) for one in counts if _names_another_outcome(one)}):
        yield _reason("definisi_hasil_lain", definisi=name)


def _doubt(definition: OutcomeDefinitionId) -> Open | None:
    shipped = {str(one.id) for one in outcome_definitions()}
    stem, _, _ = definition.rpartition("-")
    if stem in {name.rpartition("-")[0] for name in shipped}:  # that, or another edition of it
        return None
    for near in get_close_matches(definition, sorted(shipped), n=1):
        return _reason("definisi_mirip", definisi=definition, mirip=near)
    return None


def _names_another_outcome(count: OutcomeCount) -> bool:
    shipped = {one.id: one.outcome for one in outcome_definitions()}
    return shipped.get(_definition(count), count.outcome) is not count.outcome


def _up_to_a_day(counts: tuple[OutcomeCount, ...]) -> Iterator[Open]:
    if len(counts) > 1 and any(one.as_of is not None for one in counts):
        yield _reason("sampai_hari")


def _dayless(counts: tuple[OutcomeCount, ...]) -> Iterator[Open]:
    if not all(_known(one) or one.as_of is not None for one in counts):
        yield _reason("tanpa_hari")


def _overlaps(spans: tuple[OutcomeCount, ...]) -> Iterator[Open]:
    """One reason for each count that begins before an earlier one has ended."""
    ends = accumulate((_days(one)[1] for one in spans), max)
    for ended, later in zip(ends, spans[1:], strict=False):
        if _days(later)[0] <= ended:
            yield _reason("bertumpang_tindih", hari=_days(later)[0])


def _gaps(spans: tuple[OutcomeCount, ...]) -> bool:
    return any(_days(later)[0] - _days(one)[1] > _DAY for one, later in pairwise(spans))


def _partial(counts: tuple[OutcomeCount, ...]) -> Iterator[Open]:
    if any(one.partial for one in counts):
        yield _reason("sebagian")


def _unequal(before: OutcomeCount, after: OutcomeCount) -> Iterator[Open]:
    if before.as_of is not None and before.as_of == after.as_of:
        return
    if not (_known(before) and _known(after)):
        yield _reason("tanpa_hari")
    if not (_known(before) and _known(after)) or _days(before) == _days(after):
        return
    yield from _overlaps(tuple(sorted((before, after), key=_days)))
    if not _lengths(before) & _lengths(after):
        yield _reason("panjang_berbeda")


def _lengths(count: OutcomeCount) -> set[tuple[str, int]]:
    """The length in days, and in months where it covers whole ones."""
    first, last = _days(count)
    lengths = {("hari", (last - first).days)}
    if first.day == 1 and last.day == monthrange(last.year, last.month)[1]:
        lengths.add(("bulan", (last.year - first.year) * 12 + last.month - first.month))
    return lengths


def _reason(name: str, **arguments: Argument) -> Open:
    key = f"masalah.{name}"
    what = render(f"{key}.apa", **arguments)
    return Open(what=what, remedy=text(f"{key}.agar"))


@attrs.frozen(kw_only=True)
class _Outcomes:
    definitions: tuple[OutcomeDefinition, ...]
    claims: tuple[ClaimedEffect, ...]


@cache
def _outcome_file() -> _Outcomes:
    return codec.load_shipped("outcomes.toml", _Outcomes)
