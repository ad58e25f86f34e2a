"""How a criterion came to its outcome: each value on the way, and what was missing."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import date
from enum import Enum
from fractions import Fraction
from typing import Any, Final

import attrs

from pmi_core.evaluation import tree
from pmi_core.evaluation.functions import Context, FunctionFailed
from pmi_core.evaluation.observe import Env, Observer, Seen, Turn, union
from pmi_core.evaluation.outcome import Missing, Outcome
from pmi_core.evaluation.rulebook import CheckedRulebook
from pmi_core.evaluation.shapes import SCALARS
from pmi_core.evaluation.tree import Node
from pmi_core.privacy import MASK, FieldClass, mask_text
from pmi_core.regulation import Period

Scalar = bool | int | Fraction | str | date | Enum | Period | None
_PERSONAL: Final = frozenset({FieldClass.GENERAL, FieldClass.SPECIFIC})


@attrs.frozen(kw_only=True)
class Valued:
    """The value of a part of a criterion.

    Attributes:
        source: The part as written.
        value: None where it is unknown; personal values are masked.
        at: JSON pointer of the item it belongs to; empty for what depends on no item.
    """

    source: str
    value: Scalar
    at: str = ""


@attrs.frozen(kw_only=True)
class Trace:
    """The way of one criterion to its outcome.

    Attributes:
        criterion: Its id.
        outcome: As the compiled rulebook gives it.
        witnesses: Likewise.
        values: Every part that was looked at, first seen first; of items only the witnesses.
        missing: The unknown values that kept it from being determined.
        failed: The function that failed, and whose it is, where the check could not be made.
    """

    criterion: str
    outcome: Outcome
    witnesses: tuple[str, ...]
    values: tuple[Valued, ...]
    missing: tuple[Missing, ...]
    failed: str | None = None


def trace(
    checked: CheckedRulebook,
    criterion: str,
    facts: Mapping[str, object],
    parameters: Mapping[str, int | Fraction | None],
    context: Context,
) -> Trace:
    """Evaluate one criterion the slow way, keeping what was seen.

    Raises:
        NotFound: The rulebook has no such criterion.
        KeyError: A fact that is always given is not; that is a bug of the caller.
    """
    rule = checked.rule(criterion)
    return _Tracing(checked, rule, facts, parameters, context).trace()


@attrs.frozen(kw_only=True)
class _Judged:
    outcome: Outcome
    witnesses: tuple[str, ...] = ()
    missing: tuple[Missing, ...] = ()
    failed: str | None = None


class _Tracing:
    """One trace under way."""

    def __init__(
        self,
        checked: CheckedRulebook,
        rule: tree.Rule,
        facts: Mapping[str, object],
        parameters: Mapping[str, int | Fraction | None],
        context: Context,
    ) -> None:
        self._checked = checked
        self._rule = rule
        self._values = dict[Valued, None]()
        self._opened = dict[str, None]()
        given: dict[str, Any] = {
            "subject": checked.schema.subject,
            "measures": checked.measures,
            "facts": facts,
            "parameters": parameters,
            "context": context,
        }
        self._observer = Observer(**given, log=self._note)
        self._quiet = Observer(**given)  # to find what is worth a look

    def trace(self) -> Trace:
        """The whole trace."""
        try:
            judged = self._judge()
        except FunctionFailed as problem:  # never a pass
            judged = _Judged(outcome=Outcome.ERRORED, failed=problem.function)
        except Exception:  # noqa: BLE001 - a property may raise anything; no pass either
            judged = _Judged(outcome=Outcome.ERRORED)
        shown = (*judged.witnesses, *self._opened)
        return Trace(
            criterion=self._rule.id,
            outcome=judged.outcome,
            witnesses=judged.witnesses,
            values=tuple(one for one in self._values if _leads_to(one.at, shown)),
            missing=judged.missing,
            failed=judged.failed,
        )

    def _note(self, node: Node, value: object, env: Env) -> None:
        if node.shape.sort in SCALARS and not isinstance(node, (tree.Const, tree.Gathered)):
            shown = masked(node, value, self._checked.measures)
            at = max(
                (env[name].path.pointer or "" for name in node.free_binders), key=len, default=""
            )
            self._values[Valued(source=node.source, value=shown, at=at)] = None

    def _judge(self) -> _Judged:
        if self._rule.when is not None:
            applies = self._observer.see(self._rule.when, {})
            if applies.value is None:
                return _Judged(outcome=Outcome.UNDETERMINED, missing=applies.missing)
            if not applies.value:
                return _Judged(outcome=Outcome.NOT_APPLICABLE)
        if self._rule.loops:
            return self._judge_items()
        holds = self._seen({})
        return _Judged(outcome=_OUTCOMES[holds.value], missing=holds.missing)

    def _judge_items(self) -> _Judged:
        found: dict[bool | None, list[tuple[str, Seen]]] = {True: [], False: [], None: []}
        for turn in self._observer.turns(self._rule.loops, {}):
            holds = self._holds(turn)
            found[holds.value].append((_pointer(turn.env), holds))
        if found[False]:
            return _Judged(outcome=Outcome.NOT_MET, witnesses=_pointers(found[False]))
        if found[None]:
            missing = union(seen for _, seen in found[None])
            witnesses = _pointers(found[None])
            return _Judged(outcome=Outcome.UNDETERMINED, witnesses=witnesses, missing=missing)
        return _Judged(outcome=Outcome.MET if found[True] else Outcome.NOT_APPLICABLE)

    def _holds(self, turn: Turn) -> Seen:
        if turn.unknown:
            return Seen(value=None, missing=turn.missing)
        return self._seen(turn.env)

    def _seen(self, env: Env) -> Seen:
        """Whether the criterion holds; where it does not, all its parts are looked at."""
        holds = self._observer.see(self._rule.require, env)
        for part in () if holds.value else conjuncts(self._rule.require):
            with suppress(Exception):  # what was not needed for the outcome cannot spoil it
                if holds.value is False:
                    self._observer.see(part, env)
                self._open(part, env, holds.value)
        return holds

    def _open(self, part: Node, env: Env, outcome: bool | None) -> None:
        """Look at the items that make a part come out so that is asked of all of them."""
        for item, element, inner in items_that(self._quiet, part, env, outcome):
            self._opened[item] = None
            self._observer.see(element, inner)


_OUTCOMES: Final = {True: Outcome.MET, False: Outcome.NOT_MET, None: Outcome.UNDETERMINED}


def conjuncts(node: Node) -> Iterator[Node]:
    """The parts of which each must hold for the whole to hold."""
    if isinstance(node, tree.Logic) and node.op == "and":
        for operand in node.operands:
            yield from conjuncts(operand)
    else:
        yield node


def items_that(
    observer: Observer, part: Node, env: Env, outcome: bool | None
) -> Iterator[tuple[str, Node, Env]]:
    """Of `all`: each item for which it comes out so, by its pointer, with what is asked of it."""
    if not isinstance(part, tree.Aggregate) or part.name != "all":
        return
    element = part.generator.element
    for turn in observer.turns(part.generator.loops, env):
        if not turn.unknown and observer.see(element, turn.env).value is outcome:
            yield _pointer(turn.env), element, turn.env


def _pointer(env: Env) -> str:
    """Where the innermost item lies; empty where there is none yet."""
    items = list(env.values())
    return (items[-1].path.pointer or "") if items else ""


def _leads_to(at: str, witnesses: tuple[str, ...]) -> bool:
    """Whether a value belongs to the whole, to a witness or to an item around one."""
    return not at or any(f"{one}/".startswith(f"{at}/") for one in witnesses)


def _pointers(found: list[tuple[str, Seen]]) -> tuple[str, ...]:
    return tuple(pointer for pointer, _ in found if pointer)


def masked(node: Node, value: object, measures: Mapping[str, Node]) -> Scalar:
    """A value as it may be shown: what a personal field gave is masked, a condition is not."""
    if value is None or (isinstance(value, bool) and not isinstance(node, tree.Field)):
        return value
    classes = _classes(node, measures)
    if classes & _PERSONAL:
        return MASK
    if isinstance(value, str):
        return mask_text(value) if FieldClass.FREE_TEXT in classes else value
    return value if isinstance(value, (int, Fraction, date, Enum, Period)) else str(value)


def _classes(node: tree.Part, measures: Mapping[str, Node]) -> frozenset[FieldClass]:
    """The classes of all that a value is made of; what a person answered is free text."""
    parts = list(tree.under([node], measures))
    answered = any(isinstance(part, tree.Answer) for part in parts)
    found = {part.privacy for part in parts if isinstance(part, tree.Field)}
    return frozenset(found | {FieldClass.FREE_TEXT} if answered else found)
