"""What a plan must be."""

from fractions import Fraction
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmi_core.messages import text
from pmi_core.planning import (
    FOUR_MONTHLY,
    QUARTERLY,
    ActionItem,
    Checkpoint,
    Origin,
    OriginKind,
    Target,
)
from pmi_core.programme import Programme
from pmi_core.regulation import Cited, InstrumentId

WORDS = text("plan.satuan.persen")
ITEM = ActionItem(
    code="KWN-01",
    subject=Programme.KAWAN_PMI,
    outcome=WORDS,
    title=WORDS,
    success_measure=WORDS,
    unit=WORDS,
    targets=(Target(checkpoint=Checkpoint(3), value=Fraction(1, 2)),),
    owner="BP2MI",
    evidence_required=WORDS,
    origins=(Origin(kind=OriginKind.FINDING, id="kawan-bulanan/LAP-03", text=WORDS),),
    basis=(Cited(cite=InstrumentId("siaran-pers-rakernas-2023")),),
)


@given(st.integers(1, 60))
def test_a_checkpoint_is_read_as_it_is_written(month: int) -> None:
    assert Checkpoint.parse(str(Checkpoint(month))) == Checkpoint(month)


@pytest.mark.parametrize("written", ["B00", "B61", "B3", "b03", "B003", "03", "B٠٣", ""])
def test_any_other_form_of_a_checkpoint_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match=r"B01|must be"):
        Checkpoint.parse(written)


def test_the_two_sets_of_checkpoints_seen_in_practice() -> None:
    assert [str(item) for item in QUARTERLY] == ["B03", "B06", "B09", "B12"]
    assert [str(item) for item in FOUR_MONTHLY] == ["B04", "B08", "B12"]


@pytest.mark.parametrize(
    "targets",
    [
        [(3, "1/2"), (6, "1/4")],
        [(6, "1/4"), (3, "1/2")],
        [(3, "1/4"), (3, "1/2")],
    ],
)
def test_targets_never_fall_and_checkpoints_rise(targets: list[tuple[int, str]]) -> None:
    wrong = tuple(Target(checkpoint=Checkpoint(m), value=Fraction(v)) for m, v in targets)
    with pytest.raises(ValueError, match="must not fall"):
        attrs.evolve(ITEM, targets=wrong)


@pytest.mark.parametrize("field", ["targets", "origins", "basis"])
def test_an_item_has_a_target_an_origin_and_a_basis(field: str) -> None:
    nothing: dict[str, Any] = {field: ()}
    with pytest.raises(ValueError, match=field):
        attrs.evolve(ITEM, **nothing)
