"""What reading reports costs, from JSON to records and on to verdicts, against named peers.

Invented reports of about 2.5 kB with ten activities, as in `rules`. What decides is the number of
objects in them: a frozen attrs record takes longer to make than its JSON takes to parse. So what is
only judged is read as rows. Rounds are paired. The last table holds what a stream of a million
reports needs, in processes of its own.

pydantic and cattrs get less to do: a period is a mere text there, and no key that is given twice,
no float written for a number and no character that is forbidden is looked for.
"""

import io
import itertools
import json
import resource
import subprocess
import sys
import time
import tracemalloc
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from enum import Enum
from functools import cache
from importlib import import_module
from typing import Any, Literal, cast, get_args, get_origin, get_type_hints

import attrs
import cattrs

from benchmarks.drawn_reports import PARAMETERS, draw_reports, rulebook
from benchmarks.timing import Case, measure, ratio, show_paired
from pmi_core import codec
from pmi_core.evaluation import CheckedRulebook, Context, shipped_policies
from pmi_core.regulation import Period
from pmi_core.reporting import (
    REPORT_KIND,
    Report,
    read_rows,
    write_reports,
)

ROUNDS = 41
REPORTS = 40
STREAMED = (100_000, 1_000_000)
CONTEXT = Context()
FLOOR = "orjson.loads"
PYDANTIC = "pydantic model_validate_json, forbid extra"
QUICK = "strict decode to records"
ROWS = "strict decode to rows"
VERDICTS = "line to verdicts and grade"
FOUND = "line to verdicts, grade and findings"
# The case, what it is compared with, and what it should be at most.
GOALS = (
    (QUICK, FLOOR, 1.5),
    (QUICK, PYDANTIC, 0.45),
    (VERDICTS, FLOOR, 1.7),
    (FOUND, FLOOR, 2.3),
    (FOUND, PYDANTIC, 0.75),
)


def grades() -> Callable[[int, int], str]:
    """A grade of how many criteria are met and how many are not, by the bands that ship."""
    bands = shipped_policies()[0].bands

    @cache
    def grade(met: int, not_met: int) -> str:
        for band in bands:
            least = band.least
            if met * least.denominator >= least.numerator * (met + not_met):
                return band.grade
        raise AssertionError

    return grade


def judged(book: CheckedRulebook, *, findings: bool) -> Callable[[Report], str]:
    """The grade of a report and, if wanted, its findings on the way."""
    grade, criteria = grades(), len(book.rulebook.criteria)

    def judge(report: Report) -> str:
        facts = {"report": report, "body": None, "earlier": None, "work_plan": None}
        bits = book.verdicts(facts, PARAMETERS, CONTEXT)
        if findings:
            book.noted(bits)
        not_met = bits.not_met.bit_count()
        open_ones = (bits.undetermined | bits.not_applicable | bits.errored).bit_count()
        return grade(criteria - not_met - open_ones, not_met)

    return judge


def pydantic_model() -> Callable[[bytes], object]:
    """A pydantic model with the fields of a report."""
    pydantic: Any = import_module("pydantic")
    made: dict[Any, Any] = {}

    def model(shape: Any) -> Any:
        if shape not in made:
            hints = get_type_hints(shape)
            fields = {one.name: (kind(hints[one.name]), _default(one)) for one in _fields(shape)}
            if shape is Report:
                fields["schema_"] = (Literal[REPORT_KIND.schema], pydantic.Field(alias="schema"))
            config = pydantic.ConfigDict(extra="forbid", frozen=True)
            made[shape] = pydantic.create_model(shape.__name__, __config__=config, **fields)
        return made[shape]

    def kind(hint: Any) -> Any:
        if get_origin(hint) is tuple:
            inner: Any = kind(get_args(hint)[0])
            return tuple[inner, ...]
        if type(None) in get_args(hint):
            return kind(get_args(hint)[0]) | None
        if hint is Period:
            return str
        return model(hint) if attrs.has(hint) else hint

    validate: Callable[[bytes], object] = model(Report).model_validate_json
    return validate


def _fields(shape: Any) -> Iterator["attrs.Attribute[Any]"]:
    yield from attrs.fields(shape)


def _default(field: "attrs.Attribute[Any]") -> Any:
    return ... if field.default is attrs.NOTHING else field.default


def with_cattrs(loads: Callable[[bytes], Any]) -> Callable[[bytes], Report]:
    """The default converter, which coerces, on parsed values."""
    converter = cattrs.Converter()
    converter.register_structure_hook(date, lambda value, _: date.fromisoformat(value))
    converter.register_structure_hook(Period, lambda value, _: Period.parse(value))
    converter.register_structure_hook_func(
        lambda hint: isinstance(hint, type) and issubclass(hint, Enum),
        lambda value, hint: hint(value),
    )
    return lambda text: converter.structure(_bare(loads(text)), Report)


def strictly(text: bytes) -> Report:
    """The strict lane alone."""
    return codec.structure(_bare(codec.parse_json(text)), Report)


def _bare(members: Any) -> Any:
    del members["schema"]
    return members


def cases(texts: list[bytes]) -> dict[str, Callable[[bytes], object]]:
    """How one report is read; those of peers that are not installed are left out."""
    book = rulebook()
    bare, full = judged(book, findings=False), judged(book, findings=True)
    found: dict[str, Callable[[bytes], object]] = {
        "json.loads": json.loads,
        QUICK: lambda text: codec.load_document(text, REPORT_KIND),
        ROWS: lambda text: codec.load_row(text, REPORT_KIND),
        VERDICTS: lambda text: bare(codec.load_row(text, REPORT_KIND)),
        FOUND: lambda text: full(codec.load_row(text, REPORT_KIND)),
        "strict lane alone": strictly,
    }
    try:
        loads = import_module("orjson").loads
        found = {FLOOR: loads, **found, "orjson.loads, cattrs default": with_cattrs(loads)}
        found[PYDANTIC] = pydantic_model()
    except ImportError as problem:
        print(f"not installed: {problem.name}")
    for text in texts:
        if codec.load_document(text, REPORT_KIND) != strictly(text):
            raise AssertionError("the lanes disagree")
        if isinstance(codec.load_row(text, REPORT_KIND), Report):
            raise AssertionError("no row")  # noqa: TRY004 - our own fault
    return found


def against_peers(reports: tuple[Report, ...]) -> None:
    """The table, and the goals under it."""
    texts = [line.rstrip() for line in write_reports(reports)]
    readers = cases(texts)
    works: dict[str, Case] = {name: _all(read, texts) for name, read in readers.items()}
    seconds = measure(works, rounds=ROUNDS, timer=time.process_time)
    floor = FLOOR if FLOOR in seconds else "json.loads"
    size = sum(map(len, texts)) / len(texts)
    show_paired(
        f"Reports of {size:.0f} bytes and {_objects(reports)} objects", seconds, floor, REPORTS
    )
    for case, other, most in GOALS:
        if other in seconds:
            print(f"{case} / {other}: {ratio(seconds, case, other):.2f} (aim: {most})")


def _all(read: Callable[[bytes], object], texts: list[bytes]) -> Case:
    def work() -> None:
        for text in texts:
            read(text)

    return work


def _objects(reports: tuple[Report, ...]) -> int:
    """How many records a report has within it, on average."""

    def count(value: object) -> int:
        if isinstance(value, tuple):
            return sum(map(count, cast("tuple[object, ...]", value)))
        if not attrs.has(type(value)) or isinstance(value, Period):
            return 0
        return 1 + sum(count(getattr(value, one.name)) for one in _fields(type(value)))

    return round(count(reports) / len(reports))


class Stream(io.RawIOBase):
    """So many lines, the same few again and again, so that nothing but reading needs memory."""

    def __init__(self, lines: list[bytes], count: int) -> None:
        self._lines = itertools.islice(itertools.cycle(lines), count)

    def readline(self, size: int | None = -1, /) -> bytes:
        """The next of them, which is never too long."""
        del size
        return next(self._lines, b"")


def stream(count: int) -> None:
    """Read and judge so many reports; print what that took."""
    lines = list(write_reports(draw_reports(200)))
    judge = judged(rulebook(), findings=False)
    before = time.process_time()
    graded = Counter(map(judge, read_rows(Stream(lines, count))))  # type: ignore[arg-type]
    seconds = time.process_time() - before
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    told = ", ".join(f"{grade} {times:,}" for grade, times in sorted(graded.items()))
    print(f"{count:>9,} {count / seconds:10,.0f}/s {peak:8.1f} MB   {told}")


def memory_held(reports: tuple[Report, ...]) -> None:
    """What records that are kept weigh, against their JSON."""
    texts = [line.rstrip() for line in write_reports(reports)]
    codec.load_document(texts[0], REPORT_KIND)
    tracemalloc.start()
    kept = [codec.load_document(text, REPORT_KIND) for text in texts]
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    size = sum(map(len, texts))
    print(f"{held / len(kept):,.0f} bytes a report kept, {held / size:.2f} x its JSON")


def main() -> None:
    """Print the tables, each with its goals; each stream runs in a process of its own."""
    against_peers(draw_reports(REPORTS))
    memory_held(draw_reports(500))
    print("\nStreamed from lines to grades: reports, speed, peak memory (at most 120 MB), grades")
    for count in STREAMED:
        command = [sys.executable, "-m", "benchmarks.decoding", str(count)]
        subprocess.run(command, check=True)


if __name__ == "__main__":
    stream(int(sys.argv[1])) if sys.argv[1:] else main()
