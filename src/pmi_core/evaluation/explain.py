"""Why a criterion came out as it did, in words: the condition, the values, what would settle it."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction
from typing import Final

import attrs

from pmi_core.codec import optional, unstructure
from pmi_core.evaluation import tree
from pmi_core.evaluation.functions import Context
from pmi_core.evaluation.outcome import Missing, Outcome
from pmi_core.evaluation.rulebook import CheckedRulebook
from pmi_core.evaluation.satisfying import Asked, satisfying
from pmi_core.evaluation.trace import Trace, Valued, trace
from pmi_core.evaluation.tree import Node, Origin
from pmi_core.evaluation.words import describe, describe_rule, value_text
from pmi_core.messages import Language, Text, label, render

_TOLD: Final = (
    tree.Aggregate,
    tree.Answer,
    tree.Call,
    tree.Field,
    tree.IsNone,
    tree.Name,
    tree.Size,
)


@attrs.frozen(kw_only=True)
class ToldValue:
    """One value behind an outcome.

    Attributes:
        source: The part as written.
        label: The part in words.
        value: Its value in words; personal values are masked.
        raw: The same as files write it; absent where it is unknown.
        at: JSON pointer of the item it belongs to; empty for what depends on no item.
    """

    source: str
    label: Text
    value: Text
    raw: str | None = optional()
    at: str = ""


@attrs.frozen(kw_only=True)
class Explanation:
    """A criterion's outcome in words.

    Attributes:
        condition: What the criterion asks.
        outcome: What came out.
        witnesses: JSON pointers of the items that fail or are undetermined.
        values: What was seen on the way; of items only the witnesses.
        missing: The unknown values, where it is undetermined.
        satisfied_by: What would make it met: the parts that fail, or the facts to fill in; empty
            where there is nothing to mend.
        failed: The function that failed, and whose it is, where the check could not be made.
    """

    condition: Text
    outcome: Outcome
    witnesses: tuple[str, ...]
    values: tuple[ToldValue, ...]
    missing: tuple[Missing, ...]
    satisfied_by: Text
    failed: str | None = optional(absent="none")


def explain(
    checked: CheckedRulebook,
    criterion: str,
    facts: Mapping[str, object],
    parameters: Mapping[str, int | Fraction | None],
    context: Context,
) -> Explanation:
    """Put the outcome of one criterion into words.

    Raises:
        NotFound: The rulebook has no such criterion.
        KeyError: A fact that is always given is not; that is a bug of the caller.
    """
    rule = checked.rule(criterion)
    traced = trace(checked, criterion, facts, parameters, context)
    labels = labels_of(checked)
    nodes = _nodes(checked, rule)
    asked = Asked(
        checked=checked,
        rule=rule,
        facts=facts,
        parameters=parameters,
        context=context,
        labels=labels,
    )
    return Explanation(
        condition=condition_of(checked, criterion),
        outcome=traced.outcome,
        witnesses=traced.witnesses,
        values=tuple(_told(traced.values, nodes, labels)),
        missing=traced.missing,
        satisfied_by=_satisfied_by(traced, asked, nodes),
        failed=traced.failed,
    )


def labels_of(checked: CheckedRulebook) -> dict[str, Text]:
    """What people call the facts, parameters and measures of a rulebook."""
    measures = {str(measure.id): measure.label for measure in checked.rulebook.measures}
    return {**checked.schema.labels, **measures}


def condition_of(checked: CheckedRulebook, criterion: str) -> Text:
    """What a criterion asks, in words.

    Raises:
        NotFound: There is no such criterion.

    >>> from pmi_core.evaluation import shipped_rulebook
    >>> condition_of(shipped_rulebook("kawan-bulanan"), "LAP-03").id
    'Hari kerja terlambat sama dengan 0'
    """
    rule, labels = checked.rule(criterion), labels_of(checked)
    return _both(lambda language: describe_rule(rule, language, labels))


def _both(say: Callable[[Language], str]) -> Text:
    return Text(id=say(Language.ID), en=say(Language.EN))


def _nodes(checked: CheckedRulebook, rule: tree.Rule) -> dict[str, Node]:
    """The nodes worth telling, by source text and by the path that `Missing` gives."""
    parts = list(tree.under(rule.nodes, checked.measures))
    loops = {part.binder: part.collection for part in parts if isinstance(part, tree.Loop)}
    nodes = [part for part in parts if isinstance(part, _TOLD) and not _repeats(part)]
    named: dict[str, Node] = {_path(node, loops): node for node in nodes}
    return named | {node.source: node for node in nodes}


def _repeats(node: Node) -> bool:
    """Whether a value would only say again what the outcome or the value beside it says."""
    if isinstance(node, tree.Call):
        return node.function.name == "lower"
    return isinstance(node, tree.Aggregate) and node.name in ("all", "any")


def _path(node: Node, loops: Mapping[str, Node]) -> str:
    """What a node is called whatever the item: an item goes by its collection."""
    if isinstance(node, tree.Field):
        return f"{_path(node.base, loops)}.{node.name}"
    if isinstance(node, tree.Name) and node.origin is Origin.BINDER:
        return _path(loops[node.name], loops)
    return node.source


def _told(
    values: Iterable[Valued], nodes: Mapping[str, Node], labels: Mapping[str, Text]
) -> Iterator[ToldValue]:
    for valued in values:
        node = nodes.get(valued.source)
        if node is not None:
            yield ToldValue(
                source=valued.source,
                label=_said(node, labels),
                value=_value(valued),
                raw=_raw(valued.value),
                at=valued.at,
            )


def _raw(value: object) -> str | None:
    plain = unstructure(value)
    return plain if plain is None or isinstance(plain, str) else json.dumps(plain)


def _said(node: Node, labels: Mapping[str, Text]) -> Text:
    return _both(lambda language: describe(node, language, labels))


def _value(valued: Valued) -> Text:
    return _both(lambda language: value_text(valued.value, language))


def _satisfied_by(traced: Trace, asked: Asked, nodes: Mapping[str, Node]) -> Text:
    if traced.outcome is Outcome.ERRORED:
        return render("rules.explain.failed", function=traced.failed)
    if traced.outcome is Outcome.UNDETERMINED:
        lacks = (_lack(missing, nodes, asked.labels) for missing in traced.missing)
        return render("rules.explain.fill", list=_listed(lacks))
    if traced.outcome is not Outcome.NOT_MET:
        return Text(id="", en="")
    wanted = tuple(satisfying(asked))
    if not wanted:  # nothing can be said but the condition, which stands above
        return Text(id="", en="")
    return render("rules.explain.becomes", list=_listed(wanted))


def _lack(missing: Missing, nodes: Mapping[str, Node], labels: Mapping[str, Text]) -> Text:
    node = nodes.get(missing.source)
    what = missing.source if node is None else _said(node, labels)
    return render("rules.explain.lacks", what=what, reason=label(missing.reason))


def _listed(texts: Iterable[Text]) -> Text:
    found = tuple(dict.fromkeys(texts))
    return _both(lambda language: "; ".join(item.in_(language) for item in found))
