"""Named arguments into texts: days, months, rupiah and percentages as each language writes them."""

import string
from collections.abc import Callable
from datetime import date
from enum import Enum
from fractions import Fraction
from typing import Final, TypeVar

from pmi_core.messages.catalogue import Language, Text, label, text

T = TypeVar("T")
Argument = str | int | date | Fraction | Enum | Text | None


def render(key: str, **arguments: Argument) -> Text:
    """A catalogue text with its arguments filled in, in both languages.

    A placeholder is `{name}` or `{name:form}`; forms are `hari` (weekday and date), `tanggal`
    (date), `bulan` (month and year), `rupiah`, `persen` (a fraction as percentage) and `angka`
    (with thousands marks).

    Raises:
        NotFound: No such message.
        KeyError: An argument is missing; that is a bug of the caller.
    """
    return fill(text(key), **arguments)


def fill(template: Text, **arguments: Argument) -> Text:
    """A text with its arguments filled in; see `render`.

    >>> fill(Text(id="{d:hari}: {n:rupiah}", en="{d:hari}: {n:rupiah}"),
    ...      d=date(2024, 6, 7), n=1_250_000).id
    'Jumat, 7 Juni 2024: Rp1.250.000'
    """
    return Text(
        id=_fill(template.id, Language.ID, arguments), en=_fill(template.en, Language.EN, arguments)
    )


def format_value(value: Argument, form: str, language: Language) -> str:
    """One value as text; `form` as in `render`, or empty for the value's usual form."""
    if value is None:
        return text("format.tidak_diketahui").in_(language)
    if form:
        return _FORMS[form](value, language)
    return _usual(value, language)


def _usual(value: Argument, language: Language) -> str:
    if isinstance(value, Text):
        return value.in_(language)
    if isinstance(value, Enum):
        return label(value).in_(language)
    if isinstance(value, bool):
        return text(f"format.{'ya' if value else 'tidak'}").in_(language)
    if isinstance(value, date):
        return _long_day(value, language)
    if isinstance(value, Fraction):
        return _decimal(value, 2, language)
    return str(value)


def _fill(template: str, language: Language, arguments: dict[str, Argument]) -> str:
    parts: list[str] = []
    for literal, name, form, _ in string.Formatter().parse(template):
        parts.append(literal)
        if name is not None:
            parts.append(format_value(arguments[name], form or "", language))
    return "".join(parts)


def _long_day(value: Argument, language: Language) -> str:
    day = _expect(value, date)
    return f"{day.day} {_name('bulan', day.month, language)} {day.year}"


def _weekday(value: Argument, language: Language) -> str:
    day = _expect(value, date)
    return f"{_name('hari', day.isoweekday(), language)}, {_long_day(day, language)}"


def _month(value: Argument, language: Language) -> str:
    day = _expect(value, date)
    return f"{_name('bulan', day.month, language)} {day.year}"


def _rupiah(value: Argument, language: Language) -> str:
    amount = _expect(value, int)
    return f"{'-' if amount < 0 else ''}Rp{_thousands(abs(amount), language)}"


def _count(value: Argument, language: Language) -> str:
    return _thousands(_expect(value, int), language)


def _percent(value: Argument, language: Language) -> str:
    share = value if isinstance(value, int) else _expect(value, Fraction)
    return f"{_decimal(Fraction(share) * 100, 2, language)}%"


def _decimal(value: Fraction, places: int, language: Language) -> str:
    """Half away from zero, the way Indonesian offices round; trailing zeros go."""
    scaled = abs(value) * 10**places
    units = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    whole, rest = divmod(units, 10**places)
    tail = str(rest).rjust(places, "0").rstrip("0")
    mark = "," if language is Language.ID else "."
    sign = "-" if value < 0 and units else ""
    return f"{sign}{_thousands(whole, language)}{mark + tail if tail else ''}"


def _thousands(number: int, language: Language) -> str:
    grouped = f"{number:,}"
    return grouped.replace(",", ".") if language is Language.ID else grouped


def _name(kind: str, number: int, language: Language) -> str:
    return text(f"format.{kind}.{number}").in_(language)


def _expect(value: object, kind: type[T]) -> T:
    if not isinstance(value, kind):
        raise TypeError(f"a {kind.__name__} is needed here, not {type(value).__name__}")
    return value


_FORMS: Final[dict[str, Callable[[Argument, Language], str]]] = {
    "angka": _count,
    "bulan": _month,
    "hari": _weekday,
    "persen": _percent,
    "rupiah": _rupiah,
    "tanggal": _long_day,
}
