"""Thresholds as dated data: a number, from when, until when, on what basis."""

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from typing import NewType

import attrs

from pmi_core import codec
from pmi_core.errors import Fault
from pmi_core.messages import Text
from pmi_core.regulation.citation import Basis, Cited, InstrumentId

ParameterKey = NewType("ParameterKey", str)


@attrs.frozen(kw_only=True)
class ParameterValue:
    """The value of a parameter over a span of days.

    Attributes:
        value: Exact; booleans are 1 and 0.
        first: The first day it is in force; absent means since always.
        last: The last day it is in force; absent means until further notice.
        known_from: The day it became knowable, if known; absent means always knowable.
        basis: At least one citation or assumption.
        gap: Why nothing is in force between its last day and the next value; absent where the
            next one follows at once, or there is none.
    """

    value: Fraction
    first: date | None = codec.optional(absent="none")
    last: date | None = codec.optional(absent="none")
    known_from: date | None = codec.optional()
    basis: tuple[Basis, ...]
    gap: Text | None = codec.optional(absent="none")

    def __attrs_post_init__(self) -> None:
        if not self.basis:
            raise ValueError("a value needs a basis: a citation or an assumption")
        if self.first and self.last and self.last < self.first:
            raise ValueError("the last day is before the first")

    def known(self, known_on: date | None) -> bool:
        """Whether one could know the value on a day; `None` asks nothing."""
        return known_on is None or self.known_from is None or self.known_from <= known_on

    @cached_property
    def set_by(self) -> tuple[InstrumentId, ...]:
        """The instruments that alone set it; none where it is assumed, or only suggested."""
        cited = [basis for basis in self.basis if isinstance(basis, Cited) and not basis.analogy]
        return tuple(basis.cite for basis in cited) if len(cited) == len(self.basis) else ()

    def begun(self, day: date) -> bool:
        """Whether the value's first day is reached."""
        return self.first is None or self.first <= day

    def ended(self, day: date) -> bool:
        """Whether the value's last day is past."""
        return self.last is not None and self.last < day


@attrs.frozen(kw_only=True)
class Parameter:
    """A threshold by name, with all its values.

    Attributes:
        key: As rule expressions write it, such as `batas_hari_kerja`.
        label: What people call it.
        unit: What the number counts.
        values: In order. A later one wins from its first day on, as soon as it is knowable.
        least: The smallest number that makes sense; absent where any does.
        most: The largest.
        whole: Whether it must be an integer.
    """

    key: ParameterKey
    label: Text
    unit: Text
    values: tuple[ParameterValue, ...]
    least: Fraction | None = codec.optional(absent="none")
    most: Fraction | None = codec.optional(absent="none")
    whole: bool = False

    def value(self, *, on: date, known_on: date | None = None) -> ParameterValue | None:
        """The value in force on a day, as one could know it on another; None if there is none."""
        for value in reversed(self.values):
            if value.known(known_on) and value.begun(on):
                return None if value.ended(on) else value
        return None


def parameter_faults(parameters: Sequence[Parameter], *, file: str) -> Iterator[Fault]:
    """Parameters given twice, and values that overlap, leave a gap or are out of order."""
    keys = [parameter.key for parameter in parameters]
    for key in sorted({key for key in keys if keys.count(key) > 1}):
        yield parameter_fault("duplicate", "the parameter is given twice", file, key)
    for parameter in parameters:
        if not parameter.values:
            yield parameter_fault("missing", "the parameter has no value", file, parameter.key)
        if any(_senseless(parameter, value.value) for value in parameter.values):
            message, hint = "the number makes no sense here", _domain(parameter)
            yield parameter_fault("number", message, file, parameter.key, hint)
        for one, other in pairwise(parameter.values):
            for code, message, hint in _seam(one, other):
                yield parameter_fault(code, message, file, parameter.key, hint)


def _senseless(parameter: Parameter, number: Fraction) -> bool:
    least, most = parameter.least, parameter.most
    return (
        (least is not None and number < least)
        or (most is not None and number > most)
        or (parameter.whole and number.denominator != 1)
    )


def _domain(parameter: Parameter) -> str:
    bounds = (("at least", parameter.least), ("at most", parameter.most))
    parts = [f"{word} {bound}" for word, bound in bounds if bound is not None]
    return "it is " + " and ".join([*parts, *(["whole"] if parameter.whole else [])])


def _seam(one: ParameterValue, other: ParameterValue) -> Iterator[tuple[str, str, str]]:
    """What is wrong between a value and the next."""
    days = None if other.first is None or one.last is None else (other.first - one.last).days
    # Over what was knowable earlier it is laid; the older stays for who asks as known before.
    laid = other.known_from is not None and other.known_from != one.known_from
    if (days is None or days < 1) and not laid:
        message = "a value begins before the one listed above it has ended"
        yield "overlap", message, "state the last day of the older value"
    elif days is not None and days > 1 and one.gap is None:
        message = "between two values nothing is in force, and nobody says why"
        yield "gap", message, "state the gap of the older value, or its true last day"


def parameter_fault(code: str, message: str, file: str, key: str, suggestion: str = "") -> Fault:
    """A fault of the parameter of a key."""
    return Fault(
        code=code, message=message, file=file, pointer=codec.join("", key), suggestion=suggestion
    )
