"""Days as people write them, read strictly: `Minggu, 17 Desember 2023`."""

import re
from datetime import date
from functools import cache
from typing import Final

from pmi_core.errors import PMIError, did_you_mean
from pmi_core.messages import Language, text

_WRITTEN: Final = re.compile(
    r"(?:(?P<weekday>[^\d\s,]+), )?(?P<day>[1-9][0-9]?) (?P<month>[^\d\s,]+) (?P<year>[0-9]{4})"
)
_EXAMPLES: Final = {
    Language.ID: "Minggu, 17 Desember 2023 or 17 Desember 2023",
    Language.EN: "Sunday, 17 December 2023 or 17 December 2023",
}
_COUNTS: Final = {"bulan": 12, "hari": 7}


class WrongWeekday(PMIError, ValueError):
    """A day written with the name of another weekday.

    Attributes:
        written: The weekday as it was written.
        actual: The weekday that day has.
        day: The day without its weekday.
    """

    def __init__(self, written: str, actual: str, day: date) -> None:
        self.written = written
        self.actual = actual
        self.day = day
        super().__init__(written, actual, day)

    def __str__(self) -> str:
        return f"{self.day} is a {self.actual}, not a {self.written}: check both with the writer"


def read_day(written: str, language: Language = Language.ID) -> date:
    """The day that a text names as the library itself writes days, and in no other form.

    The day of the month without a leading zero, the name of the month and four digits of the year,
    one space between them; before them, if one likes, the weekday, a comma and a space. Names are
    those of the message catalogue, with its capitals: no abbreviation, no other spelling.

    Raises:
        WrongWeekday: That day has another weekday; which of the two is meant, nobody knows.
        ValueError: Another form, an unknown name, or no such day.

    >>> read_day("Minggu, 17 Desember 2023")
    datetime.date(2023, 12, 17)
    >>> read_day("Selasa, 2 Oktober 2024")
    Traceback (most recent call last):
    pmi_core.regulation.dates.WrongWeekday: 2024-10-02 is a Rabu, not a Selasa: ...
    """
    match = _WRITTEN.fullmatch(written)
    if match is None:
        raise ValueError(_expected(language))
    months = _names("bulan", language)
    month = _number(match["month"], "month", months)
    try:
        day = date(int(match["year"]), month, int(match["day"]))
    except ValueError:
        raise ValueError(f"the calendar has no such day; {_expected(language)}") from None
    if match["weekday"] is None:
        return day
    weekdays = _names("hari", language)
    if _number(match["weekday"], "day of the week", weekdays) != day.isoweekday():
        raise WrongWeekday(match["weekday"], weekdays[day.isoweekday() - 1], day)
    return day


def _expected(language: Language) -> str:
    return f"expected a day such as {_EXAMPLES[language]}"


@cache
def _names(kind: str, language: Language) -> tuple[str, ...]:
    return tuple(text(f"format.{kind}.{n + 1}").in_(language) for n in range(_COUNTS[kind]))


def _number(name: str, what: str, known: tuple[str, ...]) -> int:
    if name not in known:
        hint = did_you_mean(name, known) or f"; use one of {', '.join(known)}"
        raise ValueError(f"no {what} is called that{hint}")
    return known.index(name) + 1
