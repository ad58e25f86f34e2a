"""What attrs takes in silence and nobody means: a text for a tuple of texts, a text for a day."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    import attrs


def texts(_: object, field: "attrs.Attribute[Any]", value: object) -> None:
    """An attrs validator: the value is a tuple of texts; each letter of a text would pass for one.

    Raises:
        TypeError: It is none.
    """
    items = cast("tuple[object, ...]", value) if isinstance(value, tuple) else (None,)
    if not all(isinstance(item, str) for item in items):
        raise TypeError(f"{field.name} is a tuple of texts, such as ('a',); not {value!r}")


def a_set(_: object, field: "attrs.Attribute[Any]", value: object) -> None:
    """An attrs validator: the value is a frozenset.

    Raises:
        TypeError: It is none.
    """
    if not isinstance(value, frozenset):
        raise TypeError(f"{field.name} is a frozenset, not {type(value).__name__}")


def a_day(_: object, field: "attrs.Attribute[Any]", value: object) -> None:
    """An attrs validator: the value is a day."""
    check_day(field.name, value)


def check_day(name: str, value: object) -> None:
    """Refuse what is no day.

    Raises:
        TypeError: It is of another type, or has a time of day.
    """
    if not isinstance(value, date) or isinstance(value, datetime):
        raise TypeError(f"{name} is a date, not {type(value).__name__}")
