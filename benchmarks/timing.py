"""Timing cases against each other, interleaved in one run: medians and ratios, never assertions."""

import gc
import statistics
import timeit
from collections.abc import Callable, Mapping

Case = Callable[[], object]


def interleave(cases: Mapping[str, Case], *, rounds: int) -> dict[str, float]:
    """The median seconds of one call of each case; a short one is called often in each round."""
    repeats = {name: _repeats(work) for name, work in cases.items()}
    seconds: dict[str, list[float]] = {name: [] for name in cases}
    for _ in range(rounds):
        for name, work in cases.items():
            gc.collect()
            seconds[name].append(_once(work, repeats[name]))
    return {name: statistics.median(found) for name, found in seconds.items()}


def _repeats(work: Case) -> int:
    """How many calls take about a fiftieth of a second; the first call warms up."""
    work()
    quick = _once(work, 1)
    seconds = _once(work, 500) if quick < 1e-4 else quick
    return max(1, min(100_000, int(0.02 / seconds)))


def _once(work: Case, repeat: int) -> float:
    return timeit.timeit(work, number=repeat) / repeat


def show(title: str, medians: Mapping[str, float], floor: str, unit: tuple[str, float]) -> None:
    """Print medians in a unit, and ratios to one case."""
    name, factor = unit
    print(f"\n{title}\n{'case':52} {'median ' + name:>12} {'x floor':>9}")
    for case, median in medians.items():
        print(f"{case:52} {median * factor:12.3f} {median / medians[floor]:9.2f}")


MILLI = ("ms", 1e3)
MICRO = ("us", 1e6)
