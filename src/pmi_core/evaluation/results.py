"""What comes out of judging: a result per criterion, always, of a report or another subject."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from enum import Enum
from fractions import Fraction
from typing import Final

import attrs

from pmi_core.codec import optional
from pmi_core.evaluation.criteria import Route, Severity
from pmi_core.evaluation.outcome import Outcome
from pmi_core.messages import Text
from pmi_core.programme import BodyId, Programme, ReportKind
from pmi_core.regulation import Period, PlaceCode, ProvenanceStatus
from pmi_core.reporting import EvaluationLevel, ReportId, ReportMedium

BY_ANALOGY: Final = frozenset({ProvenanceStatus.ANALOGY, ProvenanceStatus.NOT_FOUND})


@attrs.frozen(kw_only=True)
class Result:
    """What one criterion says of one report.

    Attributes:
        witnesses: JSON pointers into the report, one per failing (or undetermined) item.
        standing: How the best of its bases applies to this place on this day.
        severity: As the rulebook says, but `catatan` where only analogy carries it.
        weight: As the rulebook says, but 0 where only analogy carries it.
        missing: What would have to be known to decide it.
        failed: The function that failed, with the distribution it comes from, where the check
            could not be made.
        assumed: The parameters it was decided with whose value is an assumption, those behind
            the working calendar included.
        fingerprints: Where it is written down, one per witness or one for the whole: what tells
            the finding from all others, and stays from round to round.
    """

    criterion: str
    outcome: Outcome
    witnesses: tuple[str, ...] = ()
    standing: ProvenanceStatus
    severity: Severity
    weight: Fraction
    route: Route
    missing: tuple[str, ...] = ()
    failed: str | None = optional(absent="none")
    assumed: tuple[str, ...] = ()
    fingerprints: tuple[str, ...] = ()

    @property
    def is_decided(self) -> bool:
        """Whether it says yes or no."""
        return self.outcome in (Outcome.MET, Outcome.NOT_MET)

    @property
    def on_assumption(self) -> bool:
        """Whether it is decided, and its basis or a parameter it reads is an assumption."""
        carried = self.standing is ProvenanceStatus.ASSUMED or bool(self.assumed)
        return self.is_decided and carried

    @property
    def by_analogy(self) -> bool:
        """Whether no basis applies directly: then it moves no grade and no payment fact."""
        return self.standing in BY_ANALOGY

    @property
    def is_note(self) -> bool:
        """Whether it is written down: not met, or its check failed."""
        return is_noted(self.outcome)


def is_noted(outcome: Outcome) -> bool:
    """Whether an outcome is written down: not met, or its check failed."""
    return outcome in (Outcome.NOT_MET, Outcome.ERRORED)


class NoteKind(Enum):
    """What that which is written down is called, by who evaluates."""

    NOTE = "catatan"
    FINDING = "temuan"


_KINDS: Final = {
    EvaluationLevel.BP3MI: NoteKind.NOTE,
    EvaluationLevel.BP2MI_TEAM: NoteKind.FINDING,
}


def note_kind(level: EvaluationLevel) -> NoteKind:
    """What that which is written down is called at a level."""
    return _KINDS[level]


@attrs.frozen(kw_only=True)
class Verdicts:
    """All results of one rulebook on one subject; never used by itself.

    Attributes:
        on: The day whose law and parameters were read where a criterion names no other; absent
            where the subject does not tell it.
        place: Province or regency code of the subject; absent where it has none.
        level: Who evaluates: what a monthly check writes down is a note (catatan), what the
            agency's team writes down a finding (temuan).
    """

    invented: bool
    place: PlaceCode | None = optional(absent="none")
    on: date | None = optional()
    level: EvaluationLevel
    rulebook: str
    version: str
    results: tuple[Result, ...]

    @property
    def note_kind(self) -> NoteKind:
        """What its notes are called."""
        return note_kind(self.level)

    @property
    def notes(self) -> tuple[Result, ...]:
        """The results that are written down, in the rulebook's order."""
        return tuple(result for result in self.results if result.is_note)


@attrs.frozen(kw_only=True)
class Evaluation(Verdicts):
    """All results of one report.

    Attributes:
        programme: The body's; absent where no body was given.
    """

    report: ReportId
    body: BodyId
    kind: ReportKind
    period: Period
    revision: int
    medium: ReportMedium
    programme: Programme | None = optional()


@attrs.frozen(kw_only=True)
class SubjectVerdicts(Verdicts):
    """All results of one subject that is no report: a body, a dossier, a publication.

    Attributes:
        subject: Which kind, such as `body`.
        id: Its id.
        title: What people call it.
        programme: The body's, where it is one.
    """

    subject: str
    id: str
    title: Text
    programme: Programme | None = optional(absent="none")


def settling_fields(results: Iterable[Result], *, limit: int = 3) -> tuple[str, ...]:
    """The fewest missing facts that would settle most undetermined criteria, best first.

    Greedy: the fact that is the last one most criteria lack comes first; among equals the one
    that most criteria lack, then the alphabet.

    >>> settling_fields(())
    ()
    """
    lacking = [frozenset(result.missing) for result in results if result.missing]
    chosen: list[str] = []
    while len(chosen) < limit and (rest := [item.difference(chosen) for item in lacking]):
        settles = Counter(source for item in rest if len(item) == 1 for source in item)
        mentions = Counter(source for item in rest for source in item)
        if not mentions:
            break
        chosen.append(min(mentions, key=lambda name: (-settles[name], -mentions[name], name)))
    return tuple(chosen)
