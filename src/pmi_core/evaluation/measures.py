"""The measures of a rulebook: checked in the order in which they depend on each other."""

import ast
import keyword
from collections.abc import Mapping
from graphlib import CycleError, TopologicalSorter
from typing import Final

import attrs

from pmi_core.errors import Fault
from pmi_core.evaluation.check import check
from pmi_core.evaluation.grammar import Source, read
from pmi_core.evaluation.schema import Schema
from pmi_core.evaluation.tree import Node
from pmi_core.evaluation.walker import Scope

_DEEPEST: Final = 8  # keeps a measure of measures within Python's own recursion limit


@attrs.frozen(kw_only=True, eq=False)
class CheckedMeasures:
    """Measures by id, None for one with a fault, and all the faults."""

    nodes: Mapping[str, Node | None]
    faults: tuple[Fault, ...]


def check_measures(sources: Mapping[str, Source], schema: Schema) -> CheckedMeasures:
    """Check all measures; one that depends on a faulty one is passed over in silence."""
    needs = {name: _mentioned(source, sources) for name, source in sources.items()}
    faults = [fault for name in sources for fault in _name_faults(name, sources[name], schema)]
    nodes: dict[str, Node | None] = {}
    depths: dict[str, int] = {}
    for name in _ordered(needs, sources, nodes, faults):
        depths[name] = 1 + max((depths.get(other, 0) for other in needs[name]), default=0)
        if depths[name] > _DEEPEST:
            message = f"measures build on each other more than {_DEEPEST} deep"
            faults.append(sources[name].fault("depth", message, 1))
        checked = check(sources[name], Scope(schema=schema, measures=dict(nodes)))
        nodes[name] = checked.node
        faults += checked.faults
    return CheckedMeasures(nodes=nodes, faults=tuple(faults))


def _mentioned(source: Source, measures: Mapping[str, Source]) -> tuple[str, ...]:
    parsed, _ = read(source)
    nodes = ast.walk(parsed) if parsed is not None else ()
    names = (node.id for node in nodes if isinstance(node, ast.Name))
    return tuple(dict.fromkeys(name for name in names if name in measures))


def _name_faults(name: str, source: Source, schema: Schema) -> tuple[Fault, ...]:
    if name not in Scope(schema=schema).taken() and not keyword.iskeyword(name):
        return ()
    message = f"{name!r} is already the name of something"
    return (Fault(code="name-taken", message=message, file=source.file, pointer=source.pointer),)


def _ordered(
    needs: Mapping[str, tuple[str, ...]],
    sources: Mapping[str, Source],
    nodes: dict[str, Node | None],
    faults: list[Fault],
) -> tuple[str, ...]:
    """Each measure after those it needs; one in a circle is a fault and left out."""
    rest = dict(needs)
    while True:
        try:
            return tuple(TopologicalSorter(rest).static_order())
        except CycleError as problem:
            circle: list[str] = problem.args[1]
            message = f"measures depend on each other: {' → '.join(reversed(circle))}"
            faults.append(sources[circle[0]].fault("cycle", message, 1))
            nodes |= dict.fromkeys(circle)
            left = {name: others for name, others in rest.items() if name not in circle}
            rest = {n: tuple(o for o in left[n] if o not in circle) for n in left}
