"""Who is on the invented roll, who came to the meeting, who reported: three different sets."""

from datetime import date
from typing import Final

import attrs

from pmi_core.regulation import Period, PeriodKind, covering

CUT_OFF: Final = date(2023, 12, 16)
LAST_MONTH: Final = date(2023, 11, 30)
COHORTS: Final = (date(2023, 7, 22), date(2023, 8, 5), date(2023, 9, 19))
CITY_CODE: Final = "35.69"  # the one kota; it shares its bare name with 35.60


@attrs.frozen(kw_only=True)
class Province:
    """A real province, as a place only, with an invented number of units.

    Attributes:
        code: Kemendagri code.
        cohort: 0, 1 or 2, an index of `COHORTS`.
        attending: Units at the meeting.
        absent: Units on the roll that did not come; they have the last letters.
        wita: Whether it keeps central Indonesian time.
    """

    code: str
    cohort: int
    attending: int
    absent: int = 0
    wita: bool = False


PROVINCES: Final = (
    Province(code="18", cohort=0, attending=4),
    Province(code="36", cohort=0, attending=2),
    Province(code="32", cohort=0, attending=6, absent=1),
    Province(code="33", cohort=0, attending=8),
    Province(code="35", cohort=0, attending=9, absent=1),
    Province(code="73", cohort=1, attending=6, absent=1, wita=True),
    Province(code="74", cohort=1, attending=4, absent=1, wita=True),
    Province(code="71", cohort=1, attending=4, wita=True),
    Province(code="53", cohort=2, attending=5, absent=2, wita=True),
)


@attrs.frozen(kw_only=True)
class Unit:
    """A body of the roll, before it is written as one.

    Attributes:
        place: Province code, invented kabupaten or kota code, or nothing for Perwira boards.
        letter: The letter that tells units of a province apart; empty for province units.
    """

    id: str
    name: str
    place: str | None
    province: Province | None
    letter: str = ""
    attending: bool
    inaugurated: date

    @property
    def months(self) -> tuple[Period, ...]:
        """The months a kabupaten or kota unit owes a report for."""
        return covering(PeriodKind.MONTH, self.inaugurated, LAST_MONTH)

    @property
    def region_name(self) -> str:
        """What the cover says the place is."""
        if self.place is None or self.province is None:
            return "Contoh (rekaan)"
        if not self.letter:
            return f"Provinsi Contoh {self.province.code}"
        return f"{_kind(self.place)} Contoh {self.province.code}-{self.letter}"

    @property
    def since_formation(self) -> Period:
        """The period of its report since formation."""
        return Period(kind=PeriodKind.SINCE_FORMATION, first=self.inaugurated, last=CUT_OFF)


def regencies() -> tuple[Unit, ...]:
    """The kabupaten and kota units of the roll, in order of their codes as the table lists them."""
    return tuple(
        _regency(province, number)
        for province in PROVINCES
        for number in range(province.attending + province.absent)
    )


def provinces() -> tuple[Unit, ...]:
    """The province units."""
    return tuple(
        Unit(
            id=f"kawan-{province.code}",
            name=f"Kawan PMI Provinsi Contoh {province.code}",
            place=province.code,
            province=province,
            attending=False,
            inaugurated=COHORTS[province.cohort],
        )
        for province in PROVINCES
    )


def associations() -> tuple[Unit, ...]:
    """The national board of Perwira PMI and the 22 invented ones without a real province."""
    boards = (
        _association(f"perwira-{number:02}", f"Contoh {number:02}", COHORTS[number % 2])
        for number in range(1, 23)
    )
    return (_association("perwira-nasional", "Nasional Contoh", COHORTS[0]), *boards)


# One unit of each cohort, two of the last, never report monthly; three more miss one month.
SILENT: Final = frozenset({"kawan-32-66", "kawan-73-66", "kawan-53-65", "kawan-53-66"})
MISSED_MONTHS: Final = frozenset(
    {("kawan-33-62", "2023-10"), ("kawan-35-64", "2023-08"), ("kawan-74-61", "2023-11")}
)
ACTING_CHAIR: Final = ("kawan-33-65", "2023-11")  # signs this month's report
WITHOUT_SINCE_FORMATION: Final = SILENT | {
    "kawan-35-69",
    "kawan-74-64",
    "kawan-33-67",  # it came to the meeting without a report
    "kawan-71",
    "perwira-05",
    "perwira-11",
    "perwira-16",
    "perwira-21",
}


def _regency(province: Province, number: int) -> Unit:
    place = f"{province.code}.{60 + number}"
    letter = "A" if place == CITY_CODE else "ABCDEFGHIJ"[number]
    kind = "Kota" if place == CITY_CODE else "Kab."
    return Unit(
        id=f"kawan-{place.replace('.', '-')}",
        name=f"Kawan PMI {kind} Contoh {province.code}-{letter}",
        place=place,
        province=province,
        letter=letter,
        attending=number < province.attending,
        inaugurated=COHORTS[province.cohort],
    )


def _association(identity: str, name: str, inaugurated: date) -> Unit:
    return Unit(
        id=identity,
        name=f"Perwira PMI {name}",
        place=None,
        province=None,
        attending=True,
        inaugurated=inaugurated,
    )


def _kind(place: str) -> str:
    return "Kota" if place == CITY_CODE else "Kabupaten"
