"""What another law does: which rules it touches, and which verdicts of a dossier it turns."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import attrs

from pmi_core.evaluation.criteria import Criterion
from pmi_core.evaluation.results import Result
from pmi_core.evaluation.reviews import Judged, Review
from pmi_core.evaluation.rulebook import CheckedRulebook
from pmi_core.evaluation.scoring import Scorecard
from pmi_core.messages import Text
from pmi_core.programme import BodyId
from pmi_core.regulation import Cited, LawDiff
from pmi_core.reporting import ReportId


@attrs.frozen(kw_only=True)
class TouchedRule:
    """A criterion that reads or cites something a change concerns.

    Attributes:
        through: Keys of the parameters it reads and ids of the instruments it cites that change,
            or that another one now ends.
    """

    rulebook: str
    criterion: str
    title: Text
    through: tuple[str, ...]


@attrs.frozen(kw_only=True)
class VerdictChange:
    """One criterion of one report, judged by two laws."""

    report: ReportId
    body: BodyId
    rulebook: str
    before: Result
    after: Result

    @property
    def criterion(self) -> str:
        """The criterion's id."""
        return self.after.criterion

    @property
    def turned(self) -> bool:
        """Whether the outcome itself differs, and not only what it rests on."""
        return self.before.outcome is not self.after.outcome


@attrs.frozen(kw_only=True)
class ScoreChange:
    """The scorecard of one report under two laws."""

    report: ReportId
    body: BodyId
    rulebook: str
    before: Scorecard
    after: Scorecard


@attrs.frozen(kw_only=True)
class ReviewDiff:
    """What differs between two reviews of one dossier.

    Attributes:
        verdicts: Results that differ in any respect.
        scores: Scorecards that differ in any respect.
        missing: How many reports are missing, before and after.
    """

    verdicts: tuple[VerdictChange, ...] = ()
    scores: tuple[ScoreChange, ...] = ()
    missing: tuple[int, int] = (0, 0)

    def __bool__(self) -> bool:
        return bool(self.verdicts or self.scores or self.missing[0] != self.missing[1])


def rules_touched(rulebooks: Iterable[CheckedRulebook], diff: LawDiff) -> tuple[TouchedRule, ...]:
    """The criteria that read a changed parameter or cite an instrument whose worth may change.

    That is one of which something else is known, and one that a changed instrument replaces or
    repeals: what cites it may then hold by analogy only.

    >>> from pmi_core.evaluation import shipped_rulebooks
    >>> rules_touched(shipped_rulebooks(), LawDiff())
    ()
    """
    changed = {str(item.parameter) for item in diff.parameters}
    changed |= {str(item.instrument) for item in diff.instruments}
    changed |= {str(name) for item in diff.instruments for name in item.ended}
    found = (
        TouchedRule(
            rulebook=book.rulebook.id,
            criterion=criterion.id,
            title=criterion.title,
            through=tuple(sorted(changed & _rests_on(book, criterion))),
        )
        for book in rulebooks
        for criterion in book.rulebook.criteria
    )
    return tuple(rule for rule in found if rule.through)


def diff_reviews(before: Review, after: Review) -> ReviewDiff:
    """What turns between two reviews of one dossier by the same rulebooks and policy.

    Raises:
        ValueError: They judged different reports, or by different rules.
    """
    pairs = tuple(zip(before.judged, after.judged, strict=False))
    if [_key(item) for item in before.judged] != [_key(item) for item in after.judged]:
        raise ValueError("the reviews judged different reports, or by different rules")
    return ReviewDiff(
        verdicts=tuple(change for pair in pairs for change in _verdicts(*pair)),
        scores=tuple(
            ScoreChange(**_where(new), before=old.scorecard, after=new.scorecard)
            for old, new in pairs
            if old.scorecard != new.scorecard
        ),
        missing=(len(before.missing), len(after.missing)),
    )


def _rests_on(book: CheckedRulebook, criterion: Criterion) -> frozenset[str]:
    cited = {str(basis.cite) for basis in criterion.basis if isinstance(basis, Cited)}
    return book.reads(criterion.id) | cited


def _key(judged: Judged) -> tuple[object, ...]:
    found = judged.evaluation
    results = tuple(result.criterion for result in found.results)
    return found.report, found.revision, found.rulebook, results


def _verdicts(before: Judged, after: Judged) -> Iterator[VerdictChange]:
    results = zip(before.evaluation.results, after.evaluation.results, strict=True)
    for old, new in results:
        if old != new:
            yield VerdictChange(**_where(after), before=old, after=new)


def _where(judged: Judged) -> Mapping[str, Any]:
    found = judged.evaluation
    return {"report": found.report, "body": found.body, "rulebook": found.rulebook}
