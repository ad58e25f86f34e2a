"""What a rulebook of 25 criteria costs, against parsing, hand-written functions and peers.

Reports are records of the library, about 2.5 kB of JSON with ten activities; `drawn_reports` makes
them. A case judges each report of a sample once. Rounds are paired: a ratio is the median of the
ratios within a round, so that a machine that swings does not decide.
"""

import statistics
import time
from collections.abc import Iterable
from functools import partial
from importlib import import_module
from typing import Any

from benchmarks import hand_rules
from benchmarks.drawn_reports import IDS, PARAMETERS, Sample, many, rulebook, sample
from benchmarks.rule_peers import PEERS, Peer
from benchmarks.timing import Case, measure, ratio, show_paired
from pmi_core.evaluation import CheckedRulebook, Context

ROUNDS = 41
CONTEXT = Context()
REPORTS = 40
VERDICTS = "verdicts of 25 criteria"
FOUND = "verdicts and findings"
PARSE = "orjson.loads of the same reports"
LOADED = "all shipped rulebooks, read, checked and compiled"
HAND = "25 hand-written functions, findings"


def judged(book: CheckedRulebook, facts: list[dict[str, object]]) -> Case:
    """Verdicts alone."""
    return lambda: [book.verdicts(given, PARAMETERS, CONTEXT) for given in facts]


def found(book: CheckedRulebook, facts: list[dict[str, object]]) -> Case:
    """Verdicts, and a finding for each criterion that is not met."""
    return lambda: [book.noted(book.verdicts(given, PARAMETERS, CONTEXT)) for given in facts]


def all_known(drawn: Sample, book: CheckedRulebook) -> Sample:
    """The reports of which nothing is undetermined: the peers know no other."""
    kept = [
        place
        for place, given in enumerate(drawn.facts)
        if not book.verdicts(given, PARAMETERS, CONTEXT).undetermined
    ]
    return Sample(
        reports=tuple(drawn.reports[place] for place in kept),
        texts=[drawn.texts[place] for place in kept],
        facts=[drawn.facts[place] for place in kept],
    )


def installed() -> tuple[list[Peer], list[str]]:
    """The peers that are there, and the names of those that are not."""
    there, missing = list[Peer](), list[str]()
    for make in PEERS:
        try:
            there.append(make())
        except ImportError as problem:
            missing.append(f"{make.__name__}: not installed ({problem.name})")
    return there, missing


def main() -> None:
    """Print medians, paired ratios and what must be reached."""
    book, drawn = rulebook(), sample(REPORTS)
    _show_sample(drawn, book)
    there, missing = installed()
    against_python(book, drawn)
    against_peers(book, all_known(sample(400), book), there)
    for name in missing:
        print(name)
    many_criteria(book, drawn)
    loading()


def _show_sample(drawn: Sample, book: CheckedRulebook) -> None:
    size = statistics.mean(map(len, drawn.texts))
    activities = statistics.mean(len(report.activities or ()) for report in drawn.reports)
    bits = [book.verdicts(given, PARAMETERS, CONTEXT) for given in drawn.facts]
    failing = statistics.mean(found.not_met.bit_count() for found in bits)
    print(f"{len(bits)} reports: {size:.0f} bytes, {activities:.1f} activities, {failing:.1f} fail")


def against_python(book: CheckedRulebook, drawn: Sample) -> None:
    """Parsing, and the same criteria written by hand."""
    for given, report in zip(drawn.facts, drawn.reports, strict=True):
        ours = sorted(
            book.noted(book.verdicts(given, PARAMETERS, CONTEXT)), key=lambda pair: pair[0]
        )
        if ours != hand_rules.judge(report, PARAMETERS):
            raise AssertionError(f"the hand-written functions find other things in {report.id}")
    cases: dict[str, Case] = {
        VERDICTS: judged(book, drawn.facts),
        FOUND: found(book, drawn.facts),
        HAND: lambda: [hand_rules.judge(report, PARAMETERS) for report in drawn.reports],
    }
    try:
        loads = import_module("orjson").loads
        cases[PARSE] = lambda: [loads(text) for text in drawn.texts]
    except ImportError:
        print("orjson: not installed")
    seconds = measure(cases, rounds=ROUNDS, timer=time.process_time)
    show_paired("A report, per report", seconds, VERDICTS, each=len(drawn.reports))
    if PARSE in seconds:
        print(f"verdicts / orjson.loads {ratio(seconds, VERDICTS, PARSE):.2f} (at most 0.6)")
    print(f"by hand / with findings {ratio(seconds, HAND, FOUND):.2f} (at least 1.5)")


def against_peers(book: CheckedRulebook, drawn: Sample, peers: Iterable[Peer]) -> None:
    """Other engines, on the answers alone."""
    cases: dict[str, Case] = {}
    counts: dict[str, int] = {VERDICTS: REPORTS}
    cases[VERDICTS] = judged(book, drawn.facts[:REPORTS])
    for peer in peers:
        _agree(peer, book, drawn)
        count = 2 if peer.name.startswith("rule-engine") else REPORTS
        given = [peer.given(report) for report in drawn.reports[:count]]
        cases[peer.name] = partial(_all_judged, peer, given)
        counts[peer.name] = count
    seconds = measure(cases, rounds=11, timer=time.process_time)
    each = {name: [one / counts[name] for one in found] for name, found in seconds.items()}
    show_paired("Other engines, per report", each, VERDICTS)


def _all_judged(peer: Peer, given: Iterable[Any]) -> list[object]:
    return [peer.judge(one) for one in given]


def _agree(peer: Peer, book: CheckedRulebook, drawn: Sample) -> None:
    """Refuse a peer that judges otherwise, and say what it cannot judge."""
    for given, report in zip(drawn.facts[:100], drawn.reports, strict=False):
        not_met = book.verdicts(given, PARAMETERS, CONTEXT).not_met
        answers = peer.judge(peer.given(report))
        for place, (name, met) in enumerate(zip(IDS, answers, strict=True)):
            if name not in peer.unsaid and bool(met) == bool(not_met >> place & 1):
                raise AssertionError(f"{peer.name} judges {name} of {report.id} otherwise")
    if peer.unsaid:
        print(f"{peer.name}: cannot say {', '.join(sorted(peer.unsaid))}")


def many_criteria(book: CheckedRulebook, drawn: Sample) -> None:
    """A grown rulebook."""
    cases = {VERDICTS: judged(book, drawn.facts)}
    for count in (100, 400):
        cases[f"verdicts of {count}"] = judged(rulebook(many(count)), drawn.facts)
    seconds = measure(cases, rounds=ROUNDS, timer=time.process_time)
    show_paired("More criteria, per report (400: at most 5)", seconds, VERDICTS, each=REPORTS)


def loading() -> None:
    """Everything that ships, from TOML to functions, as the first use of a process pays for it."""
    shipped: Any = import_module("pmi_core.evaluation.shipped")

    def load() -> object:
        shipped._read.cache_clear()
        return shipped.shipped_rulebooks.__wrapped__()

    seconds = measure({LOADED: load}, rounds=7, timer=time.process_time)
    print(f"\n{LOADED}: {statistics.median(seconds[LOADED]) * 1e3:.0f} ms (at most 200)")


if __name__ == "__main__":
    main()
