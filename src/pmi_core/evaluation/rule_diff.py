"""What differs between two rulebooks, or between two days of the parameters that one reads."""

import json
from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import Any, Final, cast

import attrs

from pmi_core.codec import optional, unstructure
from pmi_core.evaluation.explain import condition_of
from pmi_core.evaluation.rulebook import CheckedRulebook
from pmi_core.messages import Language, Text
from pmi_core.regulation import ParameterKey, Registry

CONDITION: Final = "condition"


@attrs.frozen(kw_only=True)
class FieldChange:
    """A field that is not the same.

    Attributes:
        name: As in the TOML; `condition` is what the expressions of a criterion ask, in words.
        before: What it says; None where it was not filled in.
        after: What it says now; None where it is no longer filled in.
    """

    name: str
    before: Text | None = optional(absent="none")
    after: Text | None = optional(absent="none")


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
    fields: tuple[FieldChange, ...] = ()
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
                fields = (*_fields(one, other), *_conditions(what, key, before, after))
                yield RuleChange(
                    what=what, id=key, fields=fields, before=_title(one), after=_title(other)
                )


_Item = Mapping[str, Any]


def _title(item: _Item | None) -> Text | None:
    return None if item is None else Text(**(item.get("title") or item["label"]))


def _fields(one: _Item, other: _Item) -> Iterator[FieldChange]:
    for name in dict.fromkeys((*one, *other)):
        before, after = one.get(name), other.get(name)
        if before != after:
            yield FieldChange(name=name, before=_told(before), after=_told(after))


def _conditions(what: str, key: str, *books: CheckedRulebook) -> Iterator[FieldChange]:
    if what == "criterion":
        before, after = (condition_of(book, key) for book in books)
        if before != after:
            yield FieldChange(name=CONDITION, before=before, after=after)


def _told(value: object) -> Text | None:
    if value is None:
        return None
    return Text(id=_plain(value, Language.ID), en=_plain(value, Language.EN))


def _plain(value: object, language: Language) -> str:
    """What a field says, on one line."""
    if isinstance(value, dict):
        members = cast("dict[str, object]", value)
        if members.keys() == {"id", "en"}:
            return str(members[language.value])
        return ", ".join(f"{key}: {_plain(item, language)}" for key, item in members.items())
    if isinstance(value, list):
        return "; ".join(_plain(item, language) for item in cast("list[object]", value))
    return value if isinstance(value, str) else json.dumps(value)


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
