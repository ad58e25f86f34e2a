"""What attrs takes in silence and nobody means: a text for a tuple of texts, a text for a day."""

from datetime import date, datetime
from typing import Any, Final

import attrs

# A text is iterable: where a tuple of texts is meant, each of its letters would pass for one.
texts: Final = attrs.validators.deep_iterable(
    attrs.validators.instance_of(str), attrs.validators.instance_of(tuple)
)


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
