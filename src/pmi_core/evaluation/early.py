"""What is computed before the first criterion, and in which order.

Sums and their like over one collection are computed in one loop, together with the criteria that
go through its items. A stage holds the loops that read nothing but what earlier stages give. Only
what is cheap comes early, because it is computed whether or not a criterion will need it.
"""

from collections.abc import Iterable, Mapping
from typing import Final

from pmi_core.evaluation import tree
from pmi_core.evaluation.functions import builtins
from pmi_core.evaluation.tree import Node, Origin, Part

_CHEAP: Final = frozenset({"abs", "days", "lower", "ratio", "same_month"})


class Early:
    """The stages of a rulebook.

    Attributes:
        values: The stage of each value that is computed early, inner values first.
        rules: The stage of each criterion, by place, whose items are gone through early.
    """

    def __init__(self, rules: Iterable[tree.Rule], measures: Mapping[str, Node]) -> None:
        self.values = dict[Part, int]()
        self.rules = dict[int, int]()
        self._measures = measures
        self._cheap = dict[str, bool]()
        self._measured = dict[str, int]()
        for place, rule in enumerate(rules):
            stages = [self._stage(part) for part in rule.nodes]
            if rule.loops and all(self.is_cheap(part) for part in (*rule.loops, rule.require)):
                self.rules[place] = max(stages)

    @property
    def stages(self) -> range:
        """All stages, in order."""
        return range(1 + max((*self.values.values(), *self.rules.values()), default=-1))

    def is_cheap(self, part: Part) -> bool:
        """Whether a part may be computed though nobody may need it."""
        return all(self._is_cheap(inner) for inner in tree.walk(part))

    def _is_cheap(self, part: Part) -> bool:
        if isinstance(part, tree.Name) and part.origin is Origin.MEASURE:
            if part.name not in self._cheap:
                self._cheap[part.name] = self.is_cheap(self._measures[part.name])
            return self._cheap[part.name]
        return not (isinstance(part, tree.Call) and is_costly(part))

    def _stage(self, part: Part) -> int:
        """The stage in which everything a part reads has been computed; that of a loop is later."""
        if part in self.values:
            return self.values[part] + (not isinstance(part, tree.Name))
        if isinstance(part, tree.Name) and part.origin is Origin.MEASURE:
            if part.name not in self._measured:
                self._measured[part.name] = self._stage(self._measures[part.name])
            stage = self._measured[part.name]
        else:
            stage = max(map(self._stage, tree.evaluated(part)), default=0)
        if tree.is_shared(part) and not part.free_items and self.is_cheap(part):
            self.values[part] = stage
            return self._stage(part)
        return stage


def is_costly(call: tree.Call) -> bool:
    """Whether a call is of a plugin's function, or of one that looks at much."""
    name = call.function.name
    return name not in ("min", "max") and not (
        name in _CHEAP and builtins().get(name) == call.function
    )
