"""What attrs would take in silence: a text for a tuple of texts, a word for its enum, for a day."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import Any

import pytest

from pmi_core.messages import Text
from pmi_core.programme import (
    Bequest,
    Business,
    BusinessStage,
    Development,
    DevelopmentKind,
    Event,
    Heritage,
    IdentityEvent,
    IdentityKind,
    OutcomeCount,
    ProblemOutcome,
    Purpose,
    Signal,
    SignalKind,
    Succession,
    SuccessionForm,
)
from pmi_core.regulation import Assumption

DAY = date(2023, 7, 22)
NOON = datetime(2023, 7, 22, 12, tzinfo=UTC)
REASON = Text(id="contoh", en="example")
SOUND: Mapping[type[Any], Mapping[str, object]] = {
    Event: {"name": "pengukuhan", "effective": DAY, "recorded": DAY, "actor": "BP2MI"},
    Bequest: {"item": Heritage.AREA, "to": ("kawan-1",)},
    Succession: {
        "id": "peralihan-1",
        "predecessors": ("kkbm-1",),
        "successors": ("kawan-1",),
        "on": DAY,
        "form": SuccessionForm.TRANSFORMATION,
        "inherits": (Bequest(item=Heritage.AREA, to=("kawan-1",)),),
        "basis": (Assumption(owner="uji", reason=REASON, on=DAY),),
    },
    Development: {
        "id": "kembang-1",
        "purpose": Purpose.NETWORK,
        "kind": DevelopmentKind.TRAINING,
        "first": DAY,
        "recorded": DAY,
        "what": "Temu usaha contoh",
        "businesses": ("usaha-1",),
    },
    IdentityEvent: {
        "kind": IdentityKind.MERGE,
        "persons": frozenset({"orang-1", "orang-2"}),
        "effective": DAY,
        "recorded": DAY,
        "actor": "BP3MI Contoh",
        "reason": "alamat sama",
    },
    OutcomeCount: {"outcome": ProblemOutcome.SOLVED, "number": 1, "source": "Laporan Juli 2023"},
    Signal: {"kind": SignalKind.NIB, "day": DAY, "recorded": DAY, "source": "Laporan Juli 2023"},
    Business: {"id": "usaha-1", "name": "Warung Contoh", "stage": BusinessStage.OPERATING},
}
MISTAKEN: list[tuple[type[Any], Mapping[str, object], str]] = [
    (Event, {"effective": "2023-07-22"}, "effective is a date, not str"),
    (Event, {"recorded": "2023-07-22"}, "recorded is a date, not str"),
    (Event, {"effective": NOON, "recorded": NOON}, "effective is a date, not datetime"),
    (Bequest, {"item": "wilayah"}, "item"),
    (Bequest, {"to": "kawan-1"}, "to"),
    (Succession, {"predecessors": "kkbm-1"}, "predecessors"),
    (Succession, {"predecessors": (1,)}, "predecessors"),
    (Succession, {"successors": "kawan-1"}, "successors"),
    (Succession, {"successors": ["kawan-1"]}, "successors"),
    (Succession, {"on": "2023-07-22"}, "on is a date, not str"),
    (Succession, {"form": "transformasi"}, "form"),
    (Succession, {"inherits": "wilayah"}, "inherits"),
    (Development, {"purpose": "memperluas_jejaring"}, "purpose"),
    (Development, {"kind": "pelatihan"}, "kind"),
    (Development, {"businesses": "usaha-1"}, "businesses"),
    (Development, {"first": "2023-07-22", "recorded": "2023-07-22"}, "first is a date"),
    (IdentityEvent, {"kind": "penyatuan"}, "kind"),
    (IdentityEvent, {"persons": {"orang-1", "orang-2"}}, "persons"),
    (IdentityEvent, {"effective": "2023-07-22", "recorded": "2023-07-22"}, "effective is a date"),
    (IdentityEvent, {"recorded": NOON}, "recorded is a date, not datetime"),
    (OutcomeCount, {"outcome": "dicegah"}, "outcome"),
    (Signal, {"kind": "nib"}, "kind"),
    (Signal, {"day": "2023-07-22", "recorded": "2023-07-22"}, "day is a date"),
    (Business, {"stage": "berjalan"}, "stage"),
]


@pytest.mark.parametrize("shape", list(SOUND), ids=lambda shape: shape.__name__)
def test_what_is_meant_is_taken(shape: Callable[..., object]) -> None:
    assert shape(**SOUND[shape]) == shape(**SOUND[shape])  # type: ignore[index]


@pytest.mark.parametrize(
    ("shape", "change", "message"),
    MISTAKEN,
    ids=[f"{shape.__name__}-{number}" for number, (shape, _, _) in enumerate(MISTAKEN)],
)
def test_what_is_of_another_type_is_refused_where_it_is_made(
    shape: type[Any], change: Mapping[str, object], message: str
) -> None:
    with pytest.raises(TypeError, match=message):
        shape(**{**SOUND[shape], **change})


@pytest.mark.parametrize(
    ("shape", "change", "message"),
    [
        (Event, {"name": ""}, "an event has a name"),
        (Event, {"name": " \t"}, "an event has a name"),
        (IdentityEvent, {"reason": " "}, "a decision says why"),
        (Succession, {"successors": ("kawan-1", "kkbm-1")}, "'kkbm-1' cannot succeed itself"),
    ],
    ids=["no name", "a blank name", "no reason", "its own heir"],
)
def test_what_says_nothing_is_refused_where_it_is_made(
    shape: type[Any], change: Mapping[str, object], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        shape(**{**SOUND[shape], **change})


def test_a_day_may_be_of_a_finer_type() -> None:
    class Holiday(date):
        """A day as another library has it."""

    day = Holiday(2023, 7, 22)
    assert Event(name="pengukuhan", effective=day, recorded=DAY, actor="BP2MI").effective == DAY
