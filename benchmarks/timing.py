"""Timing cases against each other, interleaved in one run: medians and ratios, never assertions."""

import gc
import statistics
import time
import timeit
from collections.abc import Callable, Mapping, Sequence

Case = Callable[[], object]
Timer = Callable[[], float]


def interleave(cases: Mapping[str, Case], *, rounds: int) -> dict[str, float]:
    """The median seconds of one call of each case; a short one is called often in each round."""
    found = measure(cases, rounds=rounds)
    return {name: statistics.median(seconds) for name, seconds in found.items()}


def measure(
    cases: Mapping[str, Case], *, rounds: int, timer: Timer = time.perf_counter
) -> dict[str, list[float]]:
    """The seconds of one call of each case, round by round; nothing is collected meanwhile.

    With `time.process_time` as the timer, what others do on the machine meanwhile counts less.
    """
    repeats = {name: _repeats(work) for name, work in cases.items()}
    seconds: dict[str, list[float]] = {name: [] for name in cases}
    for _ in range(rounds):
        for name, work in cases.items():
            gc.collect()
            seconds[name].append(_once(work, repeats[name], timer))
    return seconds


def ratio(seconds: Mapping[str, Sequence[float]], case: str, floor: str) -> float:
    """How much longer a case takes than another: the median of the ratios within a round."""
    pairs = zip(seconds[case], seconds[floor], strict=True)
    return statistics.median(one / other for one, other in pairs)


def show_paired(
    title: str, seconds: Mapping[str, Sequence[float]], floor: str, each: int = 1
) -> None:
    """Print medians in microseconds for each of so many items, and paired ratios to one case."""
    print(f"\n{title}\n{'case':52} {'median us':>12} {'x floor':>9}")
    for case, found in seconds.items():
        median = statistics.median(found) / each * 1e6
        print(f"{case:52} {median:12.2f} {ratio(seconds, case, floor):9.2f}")


def _repeats(work: Case) -> int:
    """How many calls take about a fiftieth of a second; the first call warms up."""
    work()
    quick = _once(work, 1)
    seconds = _once(work, 500) if quick < 1e-4 else quick
    return max(1, min(100_000, int(0.02 / seconds)))


def _once(work: Case, repeat: int, timer: Timer = time.perf_counter) -> float:
    return timeit.timeit(work, number=repeat, timer=timer) / repeat


def show(title: str, medians: Mapping[str, float], floor: str, unit: tuple[str, float]) -> None:
    """Print medians in a unit, and ratios to one case."""
    name, factor = unit
    print(f"\n{title}\n{'case':52} {'median ' + name:>12} {'x floor':>9}")
    for case, median in medians.items():
        print(f"{case:52} {median * factor:12.3f} {median / medians[floor]:9.2f}")


MILLI = ("ms", 1e3)
MICRO = ("us", 1e6)
