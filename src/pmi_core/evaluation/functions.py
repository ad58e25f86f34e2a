"""Functions a rule may call: the built-in ones, and the form a plugin's function takes."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from functools import cache
from string import Formatter
from types import MappingProxyType
from typing import Any, Final, Literal

import attrs

from pmi_core.codec.parse import checked
from pmi_core.errors import FaultyInput, PMIError
from pmi_core.evaluation.outcome import MissingReason
from pmi_core.evaluation.shapes import BOOL, DAY, NUMBER, SCALARS, TEXT, Shape, Sort, shape_of
from pmi_core.messages import Text, text

_SHINGLE: Final = 4
_WORD: Final = re.compile(r"\w+")
_NAME: Final = re.compile(r"[a-z][a-z0-9_]*", re.ASCII)
_NUMBER: Final = int | Fraction


class FunctionFailed(PMIError, RuntimeError):
    """A function that rules call raised, or gave a value of another type than it declares.

    The text names the function and whose it is, never a value: values may be people's data.
    """

    def __init__(self, function: str, why: str) -> None:
        self.function = function
        self.why = why
        super().__init__(f"the function {function} {why}")

    def __reduce__(self) -> tuple[type["FunctionFailed"], tuple[str, str]]:
        return type(self), (self.function, self.why)


Values = Mapping[str, int | Fraction | None]
"""Parameters by key, exact; None is not in force."""


def _no_days(_first: date, _last: date) -> int | None:
    return None


def no_answer(_question: str) -> str | None:
    """What nobody has been asked."""
    return None


def _no_law(_citation: str) -> bool | None:
    return None


@attrs.frozen(kw_only=True)
class Context:
    """What functions may ask besides their arguments; the default knows nothing.

    Attributes:
        working_days: The working days from one day to another, both inclusive; None outside the
            calendar's coverage.
        answer: A person's answer to the question of a criterion; None while unanswered.
        law_exists: Whether a cited law exists; None where that cannot be told.
    """

    working_days: Callable[[date, date], int | None] = _no_days
    answer: Callable[[str], str | None] = no_answer
    law_exists: Callable[[str], bool | None] = _no_law


def _shapes(function: "Function") -> tuple[Shape, ...]:
    return tuple(shape_of(parameter)[0] for parameter in function.parameters)


def _result_shape(function: "Function") -> Shape:
    return shape_of(function.result)[0]


def _nullable(function: "Function") -> bool:
    return shape_of(function.result)[1]


@attrs.frozen(kw_only=True)
class Function:
    """A named, typed, pure function.

    Attributes:
        name: How rules call it.
        parameters: Annotations of the arguments; `tuple[X, ...]` takes a whole collection.
        result: Annotation of the value, a scalar; with `| None` it may be unknown.
        call: The function; it never sees an unknown argument.
        doc: What it is in words, with plain `{0}`, `{1}` … for its arguments and nothing else in
            braces.
        needs_context: Whether `call` takes the `Context` before the arguments.
        rests_on: Keys of the parameters that what its context answers was made with.
        because: Why the value is unknown where all arguments are known.
        owner: The distribution that brings it, with its version; empty for a built-in one.
        shapes: The arguments' types as rules know them.
        result_shape: The value's type as rules know it.
        nullable: Whether the value may be unknown though all arguments are known.

    >>> double = Function(
    ...     name="double", parameters=(int,), result=int, call=lambda n: 2 * n,
    ...     doc=Text(id="dua kali {0}", en="twice {0}"),
    ... )
    >>> double.apply(Context(), 4)
    8
    """

    name: str = attrs.field(validator=attrs.validators.matches_re(_NAME))
    parameters: tuple[Any, ...]
    result: Any
    call: Callable[..., object]
    doc: Text
    needs_context: bool = False
    rests_on: frozenset[str] = frozenset()
    because: MissingReason = MissingReason.NOT_COMPUTABLE
    owner: str = ""
    shapes: tuple[Shape, ...] = attrs.field(init=False, default=attrs.Factory(_shapes, True))
    result_shape: Shape = attrs.field(init=False, default=attrs.Factory(_result_shape, True))
    nullable: bool = attrs.field(init=False, default=attrs.Factory(_nullable, True))

    def __attrs_post_init__(self) -> None:
        if self.result_shape.sort not in SCALARS:
            raise ValueError(f"the result of {self.name!r} has no type that rules know")
        if any(not _is_argument(shape) for shape in self.shapes):
            raise ValueError(f"an argument of {self.name!r} has no type that rules know")
        if not all(_is_plain(words, len(self.shapes)) for words in (self.doc.id, self.doc.en)):
            message = f"the words of {self.name!r} name an argument that it does not take"
            raise ValueError(f"{message}, or hold more than {{0}}, {{1}} … in braces")

    @property
    def title(self) -> str:
        """Its name, and whose it is."""
        return f"{self.name} ({self.owner})" if self.owner else self.name

    def apply(self, context: Context, *arguments: object) -> object:
        """The value for known arguments.

        Raises:
            FunctionFailed: It raised, gave a value of another type than it declares, or is a
                plugin's and gave a text that no file may hold.
        """
        try:
            value = self.call(context, *arguments) if self.needs_context else self.call(*arguments)
        except KeyboardInterrupt:  # the person at the desk, not the function
            raise
        except BaseException as problem:
            raise FunctionFailed(self.title, f"raised {type(problem).__name__}") from problem
        if value is None and self.nullable:
            return None
        if not _fits(value, self.result_shape):
            raise FunctionFailed(self.title, f"gave a {type(value).__name__}")
        if self.owner and self.result_shape == TEXT:
            _refuse_unwritable(self.title, value)
        return value


def _is_plain(words: str, arguments: int) -> bool:
    """Whether words name only arguments there are: an attribute or a width is no word."""
    known = {str(place) for place in range(arguments)}
    try:
        parts = list(Formatter().parse(words))
    except ValueError:
        return False
    return all(
        name is None or (name in known and not width and form is None)
        for _, name, width, form in parts
    )


def _refuse_unwritable(title: str, value: object) -> None:
    try:
        checked(value)
    except FaultyInput as problem:
        why = ", ".join(fault.message for fault in problem.faults)
        raise FunctionFailed(title, f"gave a text that no file may hold: {why}") from problem


def _is_argument(shape: Shape) -> bool:
    inner = shape.item if shape.sort is Sort.MANY and shape.item is not None else shape
    return inner.sort in SCALARS


_PYTHON: Final = {BOOL: (bool,), NUMBER: (int, Fraction), TEXT: (str,), DAY: (date,)}


def _fits(value: object, shape: Shape) -> bool:
    if shape.of is not None:
        return isinstance(value, shape.of)
    return type(value) in _PYTHON[shape]


def _working_days(context: Context, first: date, last: date) -> int | None:
    return context.working_days(first, last)


def _law_exists(context: Context, citation: str) -> bool | None:
    return context.law_exists(citation)


def _days(first: date, last: date) -> int:
    return (last - first).days


def _same_month(one: date, other: date) -> bool:
    return (one.year, one.month) == (other.year, other.month)


def _ratio(part: int | Fraction, whole: int | Fraction) -> Fraction | None:
    return Fraction(part) / whole if whole else None


def _whole(value: int | Fraction) -> bool:
    return value.denominator == 1


def place_of(value: int | Fraction | date) -> int | Fraction:
    """Where a number or day lies; one day is one step."""
    return value.toordinal() if isinstance(value, date) else value


def sorted_places(values: Iterable[int | Fraction | date]) -> tuple[int | Fraction, ...]:
    """The places of numbers or days, in order."""
    return tuple(sorted(place_of(value) for value in values))


def near(
    value: int | Fraction | date, places: Sequence[int | Fraction], tolerance: int | Fraction
) -> bool:
    """Whether one of the sorted places lies within the tolerance, itself included.

    >>> near(date(2023, 8, 7), sorted_places([date(2023, 8, 1), date(2023, 8, 9)]), 2)
    True
    """
    place = place_of(value)
    first = bisect_left(places, place - tolerance)
    return first < len(places) and places[first] <= place + tolerance


def similarity(one: str, other: str) -> Fraction | None:
    """How much two texts share: the common part of their runs of four words, as a fraction.

    Case, punctuation and spacing do not count; a text of fewer words is one run. Unknown for two
    texts without a word.

    >>> similarity("Sosialisasi di balai desa Contoh", "sosialisasi di balai desa Lain")
    Fraction(1, 3)
    """
    first, second = _shingles(one), _shingles(other)
    either = first | second
    return Fraction(len(first & second), len(either)) if either else None


def _shingles(given: str) -> frozenset[tuple[str, ...]]:
    words = _WORD.findall(given.casefold())
    runs = range(max(1, len(words) - _SHINGLE + 1)) if words else ()
    return frozenset(tuple(words[start : start + _SHINGLE]) for start in runs)


# What `calendar_on` reads: whether offices are closed is a number of the law too.
_CALENDAR: Final = frozenset({"cuti_bersama_libur", "libur_nasional_libur"})
_Row = tuple[str, tuple[Any, ...], Any, Callable[..., object]]
_ROWS: Final[tuple[_Row, ...]] = (
    ("abs", (_NUMBER,), _NUMBER, abs),
    ("days", (date, date), int, _days),
    ("law_exists", (str,), bool | None, _law_exists),
    ("lower", (str,), str, str.casefold),
    ("ratio", (_NUMBER, _NUMBER), Fraction | None, _ratio),
    ("same_month", (date, date), bool, _same_month),
    ("similarity", (str, str), Fraction | None, similarity),
    ("whole", (_NUMBER,), bool, _whole),
    ("working_days", (date, date), int | None, _working_days),
)


@cache
def builtins() -> Mapping[str, Function]:
    """The built-in functions of known arguments, by name.

    `count`, `sum`, `any` and their like belong to the grammar, as do `near` and `answer`.
    """
    found = by_name(_builtin(*row) for row in _ROWS)
    found["law_exists"] = attrs.evolve(
        found["law_exists"], needs_context=True, because=MissingReason.OUTSIDE_COVERAGE
    )
    found["working_days"] = attrs.evolve(
        found["working_days"],
        needs_context=True,
        rests_on=_CALENDAR,
        because=MissingReason.OUTSIDE_COVERAGE,
    )
    return MappingProxyType(found)


def _builtin(
    name: str, parameters: tuple[Any, ...], result: Any, call: Callable[..., object]
) -> Function:
    doc = text(f"rules.function.{name}")
    return Function(name=name, parameters=parameters, result=result, call=call, doc=doc)


def extreme(name: Literal["min", "max"], kind: Any, count: int) -> Function:
    """`min` or `max` of so many numbers or days."""
    listed = ", ".join(f"{{{place}}}" for place in range(count))
    doc = text(f"rules.function.{name}")
    return Function(
        name=name,
        parameters=(kind,) * count,
        result=kind,
        call=min if name == "min" else max,
        doc=Text(id=f"{doc.id} {listed}", en=f"{doc.en} {listed}"),
    )


def by_name(functions: Iterable[Function]) -> dict[str, Function]:
    """Functions by the name rules call them by."""
    return {function.name: function for function in functions}
