"""How large a number can become: what keeps a rule linear in its subject.

Numbers are exact, so a product of many has as many digits as all of them together, and so has the
denominator of a sum of ratios. Both are bounded when an expression is checked.
"""

from collections.abc import Iterator, Mapping
from typing import Final, TypeGuard

import attrs

from pmi_core.evaluation import tree
from pmi_core.evaluation.tree import Node, Origin, Part

MOST_FACTORS: Final = 64


@attrs.frozen
class Growth:
    """What a number is made of.

    Attributes:
        factors: How many numbers are multiplied in it, at most.
        is_ratio: Whether its denominator depends on the subject.
    """

    factors: int = 1
    is_ratio: bool = False


def too_large(part: Part, measures: Mapping[str, Node | None]) -> Iterator[tuple[str, str, Node]]:
    """The places of an expression where numbers may grow without bound: code, message, node."""
    seeing = _Seeing(measures)
    for inner in filter(_is_node, tree.walk(part)):
        factors = [seeing.growth(one).factors for one in inner.parts]
        if max(factors, default=0) <= MOST_FACTORS < seeing.growth(inner).factors:
            message = f"more than {MOST_FACTORS} numbers are multiplied, measures spelled out"
            yield "too-many-factors", message, inner
        if _is_sum(inner) and seeing.growth(inner.generator.element).is_ratio:
            yield "sum-of-ratios", "a sum of ratios has no bound; write ratio(sum(…), …)", inner


def _is_node(part: Part) -> TypeGuard[Node]:
    return isinstance(part, Node)


def _is_sum(part: Part) -> TypeGuard[tree.Aggregate]:
    return isinstance(part, tree.Aggregate) and part.name == "sum"


class _Seeing:
    """Each part and each measure is looked at once."""

    def __init__(self, measures: Mapping[str, Node | None]) -> None:
        self._measures = measures
        self._seen = dict[Part | str, Growth]()

    def growth(self, part: Part) -> Growth:
        is_measure = isinstance(part, tree.Name) and part.origin is Origin.MEASURE
        key: Part | str = part.name if isinstance(part, tree.Name) and is_measure else part
        if key not in self._seen:
            named = self._measures.get(key) if isinstance(key, str) else part
            self._seen[key] = Growth() if named is None else self._of(named)
        return self._seen[key]

    def _of(self, part: Part) -> Growth:
        parts = [self.growth(inner) for inner in part.parts]
        together = sum(one.factors for one in parts)
        largest = max((one.factors for one in parts), default=1)
        is_ratio = any(one.is_ratio for one in parts)
        if isinstance(part, tree.Arithmetic) and part.op in ("//", "%"):
            return Growth(largest, is_ratio and part.op == "%")
        if isinstance(part, tree.Arithmetic) and (part.op == "*" or is_ratio):
            return Growth(together, is_ratio)
        if isinstance(part, tree.Call) and part.function.name == "ratio":
            return Growth(together, is_ratio=True)
        return Growth(largest, is_ratio)
