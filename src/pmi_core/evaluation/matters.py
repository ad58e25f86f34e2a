"""What is judged: a subject with its facts, its day and its law, before any rule is applied."""

from collections.abc import Mapping
from datetime import date

import attrs

from pmi_core.evaluation.judging import Judging, judge
from pmi_core.evaluation.results import Result, SubjectVerdicts
from pmi_core.evaluation.rulebook import CheckedRulebook
from pmi_core.messages import Text
from pmi_core.programme import Programme


@attrs.frozen(kw_only=True)
class Matter:
    """One subject before one rulebook.

    Attributes:
        id: The subject's.
        title: What people call it.
        facts: By the names of the rulebook's schema.
        on: The day of its law and parameters; absent where it does not tell it.
        judging: By what else.
        programme: The body's, where it is one.
    """

    rulebook: CheckedRulebook
    id: str
    title: Text
    invented: bool
    facts: Mapping[str, object] = attrs.field(repr=False)
    on: date | None
    judging: Judging = attrs.field(repr=False)
    programme: Programme | None = None

    @property
    def subject(self) -> str:
        """Which kind of subject it is, such as `publication`."""
        return self.rulebook.schema.subject

    def results(self) -> tuple[Result, ...]:
        """A result per criterion, in the rulebook's order."""
        return judge(self.rulebook, self.facts, on=self.on, judging=self.judging)


def verdicts_on(matter: Matter) -> SubjectVerdicts:
    """The verdicts on a subject that is no report."""
    head = matter.rulebook.rulebook
    return SubjectVerdicts(
        subject=matter.subject,
        id=matter.id,
        title=matter.title,
        invented=matter.invented,
        programme=matter.programme,
        place=matter.judging.place,
        on=matter.on,
        level=head.level,
        rulebook=head.id,
        version=head.version,
        results=matter.results(),
    )
