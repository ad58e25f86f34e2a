"""A rulebook as data: measures, criteria and components, each with what it rests on."""

import re
from collections.abc import Callable
from enum import Enum
from fractions import Fraction
from typing import Any, Final, NewType

import attrs

from pmi_core.codec import optional
from pmi_core.messages import Text
from pmi_core.programme import Programme, ReportKind
from pmi_core.regulation import Basis
from pmi_core.reporting import EvaluationLevel

RulebookId = NewType("RulebookId", str)
CriterionId = NewType("CriterionId", str)
MeasureId = NewType("MeasureId", str)
ComponentId = NewType("ComponentId", str)

_BOOK: Final = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", re.ASCII)
_CRITERION: Final = re.compile(r"[A-Z][A-Z0-9]*(-[A-Z0-9]+)*", re.ASCII)
_IDENTIFIER: Final = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", re.ASCII)
_VERSION: Final = re.compile(r"\d{4}(\.\d{1,2}){1,2}", re.ASCII)


class Severity(Enum):
    """How much a criterion that is not met matters, gravest first."""

    BLOCKING = "menghalangi"
    MUST_FIX = "wajib_diperbaiki"
    ATTENTION = "perlu_perhatian"
    NOTE = "catatan"


class Route(Enum):
    """Who can mend what a criterion finds."""

    UNIT = "unit"
    BP3MI = "bp3mi"
    NATIONAL = "nasional"


def _written(pattern: re.Pattern[str], form: str) -> Callable[[object, Any, Any], None]:
    def check(_record: object, _field: object, value: str) -> None:
        if not pattern.fullmatch(value):
            raise ValueError(f"{value!r} is not written {form}")

    return check


def _positive(_record: object, field: "attrs.Attribute[Fraction]", value: Fraction) -> None:
    if value <= 0:
        raise ValueError(f"the {field.name} must be more than 0")


@attrs.frozen(kw_only=True)
class Measure:
    """A value with a name: what people ask for, and what criteria share.

    Attributes:
        id: How expressions call it.
        label: What people call it.
        value: An expression.
    """

    id: MeasureId = attrs.field(validator=_written(_IDENTIFIER, "like_this"))
    label: Text
    value: str


@attrs.frozen(kw_only=True)
class Component:
    """A part of the score; its weight says how much of the whole it is."""

    id: ComponentId = attrs.field(validator=_written(_IDENTIFIER, "like_this"))
    label: Text
    weight: Fraction = attrs.field(validator=_positive)


@attrs.frozen(kw_only=True)
class Criterion:
    """One thing that must hold, what it rests on, and what follows where it does not.

    Attributes:
        id: Stable, such as `LAP-03`.
        implements: The requirements it carries out.
        when: To what it applies; to all where it is not said.
        each: Loops over the subject; `require` then holds for each item.
        require: What must hold.
        on: A day: parameters are read as of it; where it is not said, the schema's day.
        curable: Whether a corrected report can mend it.
        remedy: What mends it.
        basis: Citations and assumptions, at least one.
        component: The part of the score it counts for.
        weight: Its weight within the component.
    """

    id: CriterionId = attrs.field(validator=_written(_CRITERION, "LIKE-01"))
    implements: tuple[str, ...] = ()
    title: Text
    when: str | None = optional(absent="none")
    each: str | None = optional(absent="none")
    require: str
    on: str | None = optional(absent="none")
    severity: Severity
    curable: bool
    route: Route = Route.UNIT
    remedy: Text | None = optional(absent="none")
    basis: tuple[Basis, ...]
    component: ComponentId | None = optional(absent="none")
    weight: Fraction = attrs.field(default=Fraction(1), validator=_positive)
    note: Text | None = optional(absent="none")


@attrs.frozen(kw_only=True)
class RulebookHead:
    """What a rulebook is and what it judges.

    Attributes:
        id: Such as `kawan-bulanan`.
        version: Dated, such as `2026.1`.
        subject: The name of what is judged.
        level: Who evaluates with it: the office's checks give notes, the team's give findings.
        programmes: To which partners it applies; empty where that is no question.
        kinds: To which kinds of report it applies; likewise.
    """

    id: RulebookId = attrs.field(validator=_written(_BOOK, "like-this"))
    version: str = attrs.field(validator=_written(_VERSION, "like 2026.1"))
    title: Text
    subject: str
    level: EvaluationLevel = EvaluationLevel.BP3MI
    programmes: tuple[Programme, ...] = ()
    kinds: tuple[ReportKind, ...] = ()


@attrs.frozen(kw_only=True)
class Rulebook(RulebookHead):
    """What one kind of subject is judged by, in one version."""

    measures: tuple[Measure, ...]
    criteria: tuple[Criterion, ...]
    components: tuple[Component, ...]


@attrs.frozen(kw_only=True)
class RulebookFile(RulebookHead):
    """A rulebook as its TOML file has it: `[[measure]]`, `[[criterion]]`, `[[component]]`."""

    measure: tuple[Measure, ...] = ()
    criterion: tuple[Criterion, ...]
    component: tuple[Component, ...] = ()

    @property
    def rulebook(self) -> Rulebook:
        """The rulebook."""
        return Rulebook(
            id=self.id,
            version=self.version,
            title=self.title,
            subject=self.subject,
            level=self.level,
            programmes=self.programmes,
            kinds=self.kinds,
            measures=self.measure,
            criteria=self.criterion,
            components=self.component,
        )
