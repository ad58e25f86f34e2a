"""What the rules of one subject may mention: names with their types, functions, parameters."""

from collections.abc import Mapping
from typing import Any

import attrs

from pmi_core.evaluation.functions import Function, builtins
from pmi_core.messages import Text


def _no_labels() -> Mapping[str, Text]:
    return {}


@attrs.frozen(kw_only=True, eq=False)
class Schema:
    """The world of a rulebook. The language knows no other; it has never heard of reports.

    Attributes:
        subject: The name of what is judged; pointers of witnesses start there.
        names: Annotation by name of every fact. `T | None` may be missing, which makes what reads
            it undetermined; a plain `T` is always given.
        functions: By name; plugins add theirs to the built-in ones.
        parameters: Every known parameter.
        answers: Every question a person may answer, or None where any may be asked.
        day: An expression for the day on which a criterion reads parameters, where it names none.
        labels: What people call the names and parameters.

    Raises:
        ValueError: The subject is not among the names.
    """

    subject: str
    names: Mapping[str, Any]
    functions: Mapping[str, Function] = attrs.field(factory=builtins)
    parameters: frozenset[str] = frozenset()
    answers: frozenset[str] | None = None
    day: str | None = None
    labels: Mapping[str, Text] = attrs.field(factory=_no_labels)

    def __attrs_post_init__(self) -> None:
        if self.subject not in self.names:
            raise ValueError(f"the subject {self.subject!r} is not among the names")
