"""Reports since formation, to the meeting: 47 units, 8 provinces, 19 associations, all clean."""

from datetime import date, timedelta
from random import Random
from typing import Final

from examples.rakernas_generator import words
from examples.rakernas_generator.filing import Filing, arrival_on, stream
from examples.rakernas_generator.roll import (
    WITHOUT_SINCE_FORMATION,
    Unit,
    associations,
    provinces,
    regencies,
)
from pmi_core.programme import BodyId, ObstacleKind, ReportKind, Role
from pmi_core.reporting import (
    Cover,
    NetworkFacts,
    Numeral,
    Obstacle,
    ProgrammeItem,
    Recommendation,
    Report,
    ReportId,
)

_FIRST_DAY: Final = date(2023, 12, 11)
_UNIT_ITEMS: Final = (
    "Sosialisasi jalur penempatan resmi",
    "Pendampingan keluarga pekerja terkendala",
    "Pencegahan penempatan ilegal di desa",
    "Koordinasi dengan pemerintah desa",
)
_BOARD_ITEMS: Final = (
    "Perluasan jejaring pemasaran anggota",
    "Pelatihan pembukuan usaha anggota",
    "Fasilitasi perizinan usaha anggota",
    "Pameran produk anggota",
)


def formation_filings() -> list[Filing]:
    """The 74 reports since formation that came, between 11 and 16 December 2023."""
    return [
        _filing(unit)
        for unit in (*regencies(), *provinces(), *associations())
        if unit.id not in WITHOUT_SINCE_FORMATION
    ]


def _filing(unit: Unit) -> Filing:
    rng = stream("since formation", unit.id)
    day = _FIRST_DAY + timedelta(days=rng.randint(0, 5))
    return Filing(unit=unit, report=_report(unit, rng), arrival=arrival_on(day, rng))


def _report(unit: Unit, rng: Random) -> Report:
    period = unit.since_formation
    told = _obstacles(rng)
    advice = tuple(Recommendation(text=text) for text in rng.sample(words.RECOMMENDATIONS, 2))
    items = _items(unit, rng)
    return Report(
        id=ReportId(f"lsp-{unit.id}-r1"),
        body=BodyId(unit.id),
        kind=ReportKind("sejak_pembentukan"),
        period=period,
        invented=True,
        cover=Cover(
            period=period,
            signer_role=Role("ketua"),
            unit_as_typed=unit.name,
            place_as_typed=unit.region_name,
        ),
        obstacles=told or _why_missed(unit, items),
        recommendations=advice,
        programme_items=items,
        network=None if unit.province else _network(rng),
    )


def _items(unit: Unit, rng: Random) -> tuple[ProgrammeItem, ...]:
    titles = _UNIT_ITEMS if unit.province else _BOARD_ITEMS
    items: list[ProgrammeItem] = []
    for title in titles[: rng.randint(3, 4)]:
        planned = rng.randint(3, 16)
        done = planned - rng.randint(0, planned // 3)
        percent = _percent(done, planned)
        items.append(ProgrammeItem(title=title, planned=planned, done=done, percent=percent))
    return tuple(items)


def _percent(done: int, planned: int) -> Numeral:
    """Without decimals, rounded half up."""
    return Numeral(str((200 * done + planned) // (2 * planned)))


def _network(rng: Random) -> NetworkFacts:
    members = rng.randint(18, 90)
    active = rng.randint(members // 3, members)
    businesses = rng.randint(active // 2, active)
    return NetworkFacts(
        members=members,
        members_in_business=active,
        businesses=businesses,
        businesses_with_nib=rng.randint(0, businesses),
        trainings=rng.randint(0, 6),
        partners=rng.randint(0, 5),
    )


def _obstacles(rng: Random) -> tuple[Obstacle, ...]:
    return () if rng.randrange(2) else (_obstacle(rng),)


def _why_missed(unit: Unit, items: tuple[ProgrammeItem, ...]) -> tuple[Obstacle, ...]:
    """What stood in the way of a target that was missed: no report is silent about that."""
    missed = any((item.done or 0) < (item.planned or 0) for item in items)
    return (_obstacle(stream("target missed", unit.id)),) if missed else ()


def _obstacle(rng: Random) -> Obstacle:
    kind, description, follow_up = rng.choice(words.OBSTACLES)
    return Obstacle(kind=ObstacleKind(kind), description=description, follow_up=follow_up)
