"""The 27 invented units of Jawa Barat and the six months they report on."""

from datetime import date
from typing import Final

from examples.rakernas_generator.roll import Province, Unit
from pmi_core.regulation import Period, PeriodKind, covering

FIRST_DAY: Final = date(2024, 7, 1)
LAST_DAY: Final = date(2024, 12, 31)
MONTHS: Final[tuple[Period, ...]] = covering(PeriodKind.MONTH, FIRST_DAY, LAST_DAY)
_FIRST_CODE: Final = 43  # the codes 32.43 to 32.69 belong to nobody
_PROVINCE: Final = Province(code="32", cohort=0, attending=27)


def units() -> tuple[Unit, ...]:
    """Kab. Contoh 32-01 to 32-27, in order."""
    return tuple(_unit(number) for number in range(1, _PROVINCE.attending + 1))


def _unit(number: int) -> Unit:
    code = _FIRST_CODE + number - 1
    return Unit(
        id=f"kawan-32-{code}",
        name=f"Kawan PMI Kab. Contoh 32-{number:02}",
        place=f"32.{code}",
        province=_PROVINCE,
        letter=f"{number:02}",
        attending=True,
        inaugurated=FIRST_DAY,  # invented, so that the first month owed is that of July
    )
