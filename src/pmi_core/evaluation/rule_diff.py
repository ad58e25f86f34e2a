"""What differs between two rulebooks, or between two days of the parameters that one reads."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

import attrs

from pmi_core.codec import optional, unstructure
from pmi_core.evaluation.rulebook import CheckedRulebook
from pmi_core.messages import Text
from pmi_core.regulation import ParameterKey, Registry


@attrs.frozen(kw_only=True)
class RuleChange:
    """A part of a rulebook that is not the same.

    Attributes:
        what: `criterion`, `measure`, `component` or `parameter`.
        id: Which one.
        fields: Those of its fields that differ; empty where it is only on one side.
        before: As it was; None where it was not there.
        after: As it is; None where it is gone.
    """

    what: str
    id: str
    fields: tuple[str, ...] = ()
    before: Text | None = optional(absent="none")
    after: Text | None = optional(absent="none")


def diff_rulebooks(before: CheckedRulebook, after: CheckedRulebook) -> tuple[RuleChange, ...]:
    """The criteria, measures and components that differ, by id; order does not count."""
    return tuple(_parts(before, after))


def _parts(before: CheckedRulebook, after: CheckedRulebook) -> Iterator[RuleChange]:
    for what, name in (
        ("component", "components"),
        ("measure", "measures"),
        ("criterion", "criteria"),
    ):
        old, new = (
            {str(item.id): unstructure(item) for item in getattr(book.rulebook, name)}
            for book in (before, after)
        )
        for key in dict.fromkeys((*old, *new)):
            one, other = old.get(key), new.get(key)
            if one is None or other is None:
                yield RuleChange(what=what, id=key, before=_title(one), after=_title(other))
            elif one != other:
                names = dict.fromkeys((*one, *other))
                fields = tuple(name for name in names if one.get(name) != other.get(name))
                yield RuleChange(
                    what=what, id=key, fields=fields, before=_title(one), after=_title(other)
                )


def _title(item: dict[str, dict[str, str]] | None) -> Text | None:
    return None if item is None else Text(**(item.get("title") or item["label"]))


def diff_days(
    book: CheckedRulebook, registry: Registry, first: date, second: date
) -> tuple[RuleChange, ...]:
    """The parameters a rulebook reads, those behind its functions included, that differ by day."""
    keys = sorted({key for rule in book.rules for key in book.reads(rule.id)})
    return tuple(
        RuleChange(what="parameter", id=key, before=_said(one), after=_said(other))
        for key in keys
        for one, other in ((_value(registry, key, first), _value(registry, key, second)),)
        if one != other
    )


def _value(registry: Registry, key: str, day: date) -> Fraction | None:
    dated = registry.value(ParameterKey(key), on=day)
    return None if dated is None else dated.value


def _said(value: Fraction | None) -> Text | None:
    return None if value is None else Text(id=str(value), en=str(value))
