"""A part of what `make fuzz` tries, and that trying would find something."""

import attrs
import pytest

from pmi_core.evaluation import trace
from tests.evaluation import fuzzing


@pytest.mark.parametrize("seed", range(4))
def test_a_text_is_refused_with_faults_or_is_a_total_and_linear_function(seed: int) -> None:
    accepted = sum(fuzzing.try_text(text) for text in fuzzing.texts(seed, 250))
    assert 10 < accepted < 200  # enough on both sides


def test_the_same_seed_gives_the_same_texts() -> None:
    assert list(fuzzing.texts(7, 50)) == list(fuzzing.texts(7, 50))
    assert list(fuzzing.texts(7, 50)) != list(fuzzing.texts(8, 50))


@pytest.mark.parametrize(
    ("text", "rate"),
    [("any(item.sure for item in thing.items)", 1), ("thing.total in thing.amounts", 1)],
)
def test_what_is_looked_at_is_counted(text: str, rate: int) -> None:
    fuzzing.Counted.looked = 0
    subject = fuzzing.thing(5)
    assert sum(1 for _ in subject.items or ()) == fuzzing.Counted.looked == 5 * rate
    assert fuzzing.try_text(text)


def test_looking_at_every_item_for_every_item_would_be_noticed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    looks = {fuzzing.SMALL: fuzzing.SMALL**2, 2 * fuzzing.SMALL: 4 * fuzzing.SMALL**2}
    monkeypatch.setattr(fuzzing, "_looks", lambda _book, size: looks[size])
    with pytest.raises(AssertionError, match="thing"):
        fuzzing.try_text("thing.total > 3")


def test_a_difference_between_the_evaluators_would_be_noticed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def other(*given: object) -> object:
        return attrs.evolve(real(*given), witnesses=("/elsewhere",))  # type: ignore[arg-type]

    real = trace
    monkeypatch.setattr(fuzzing, "trace", other)
    with pytest.raises(AssertionError):
        fuzzing.try_text("thing.total > 3")


def test_the_command_says_what_it_tried(capsys: pytest.CaptureFixture[str]) -> None:
    fuzzing.main(20, 1)
    assert capsys.readouterr().out.startswith("seed 1: 20 texts tried, ")
