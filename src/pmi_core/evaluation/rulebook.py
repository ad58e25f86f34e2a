"""Reading a rulebook: everything in it is checked before any of it is used."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from itertools import accumulate
from typing import Any, Final

import attrs

from pmi_core import codec, files
from pmi_core.errors import Fault, FaultyInput, FaultyRulebook, NotFound
from pmi_core.evaluation import tree
from pmi_core.evaluation.check import check, check_each
from pmi_core.evaluation.compile import Run, compile_rules
from pmi_core.evaluation.criteria import (
    Component,
    Criterion,
    Measure,
    Route,
    Rulebook,
    Severity,
)
from pmi_core.evaluation.functions import Context, Values
from pmi_core.evaluation.grammar import Source
from pmi_core.evaluation.measures import check_measures
from pmi_core.evaluation.observe import Observer
from pmi_core.evaluation.outcome import Bits, Outcome, RawResult, results_of
from pmi_core.evaluation.references import rows, structured
from pmi_core.evaluation.schema import Schema
from pmi_core.evaluation.shapes import BOOL, DAY, shape_of
from pmi_core.evaluation.tree import Node, Origin
from pmi_core.evaluation.walker import Scope
from pmi_core.regulation import Registry

__all__ = [
    "CheckedRulebook",
    "Component",
    "Criterion",
    "Measure",
    "Outcome",
    "Route",
    "Rulebook",
    "Severity",
    "load_rulebook",
]
_NOTHING: Final[Values] = {}
_MET: Final = RawResult(outcome=Outcome.MET)


@attrs.frozen(kw_only=True, eq=False, repr=False)
class CheckedRulebook:
    """A rulebook whose every expression is checked and compiled.

    Attributes:
        rulebook: As written.
        digest: sha256 of its canonical JSON; equal rulebooks have equal digests.
        schema: The world it was checked against.
        measures: Checked measures by id.
        rules: The trees of the criteria, in their order.
        days: By criterion, the expression for the day as of which it reads parameters.
        verdicts: The compiled function: the outcomes of all criteria in their shortest form. It is
            given what `evaluate` is given, and never raises for data.
    """

    rulebook: Rulebook
    digest: str
    schema: Schema
    measures: Mapping[str, Node]
    rules: tuple[tree.Rule, ...]
    days: Mapping[str, Node]
    verdicts: Run

    def __repr__(self) -> str:
        book = self.rulebook
        return f"<CheckedRulebook {book.id} {book.version} {self.digest[:12]}>"

    @property
    def parameters(self) -> frozenset[str]:
        """Every parameter that an expression names: those `evaluate` is to be given."""
        return frozenset[str]().union(*self._named.values())

    def criterion(self, criterion: str) -> Criterion:
        """A criterion as written.

        Raises:
            NotFound: There is no such criterion.
        """
        for found in self.rulebook.criteria:
            if found.id == criterion:
                return found
        raise NotFound("criterion", criterion, (item.id for item in self.rulebook.criteria))

    def rule(self, criterion: str) -> tree.Rule:
        """The trees of a criterion.

        Raises:
            NotFound: There is no such criterion.
        """
        for rule in self.rules:
            if rule.id == criterion:
                return rule
        raise NotFound("criterion", criterion, (rule.id for rule in self.rules))

    def reads(self, criterion: str) -> frozenset[str]:
        """The parameters a criterion is decided with: those it names, and those behind it.

        Raises:
            NotFound: There is no such criterion.
        """
        return self.named(criterion) | self.behind(criterion)

    def named(self, criterion: str) -> frozenset[str]:
        """The parameters a criterion names, itself or through measures.

        Raises:
            NotFound: There is no such criterion.
        """
        return self._named[self.rule(criterion).id]

    def behind(self, criterion: str) -> frozenset[str]:
        """The parameters that what its functions ask the context was made with.

        `working_days` counts by a calendar, and parameters say which days close the offices.

        Raises:
            NotFound: There is no such criterion.
        """
        return self._behind[self.rule(criterion).id]

    def evaluate(
        self, facts: Mapping[str, object], parameters: Values, context: Context
    ) -> tuple[RawResult, ...]:
        """The results of all criteria, in their order; it never raises for data.

        Args:
            facts: By the schema's names; one that may be missing may be left out.
            parameters: By key; None or absent is not in force.
            context: What functions may ask.

        Raises:
            KeyError: A fact that is always given is not; that is a bug of the caller.
        """
        return self.results(self.verdicts(facts, parameters, context))

    def results(self, verdicts: Bits) -> tuple[RawResult, ...]:
        """The results that verdicts stand for, one per criterion, in their order."""
        found = [_MET] * len(self.rules)
        for place, result in self.noted(verdicts):
            found[place] = result
        return tuple(found)

    def noted(self, verdicts: Bits) -> list[tuple[int, RawResult]]:
        """The results of the criteria that are not met, by place in the rulebook.

        Those of one outcome stand together: not met, undetermined, not applicable, failed.
        """
        return results_of(verdicts, self._patterns)

    @cached_property
    def _patterns(self) -> tuple[tuple[str, ...], ...]:
        """By place: the pointers to an item of the first loop, and to one of the loop inside."""
        return tuple(
            tuple(accumulate(f"{tree.path_of(loop.collection)}/%d" for loop in rule.loops))
            for rule in self.rules
        )

    def evaluate_dated(
        self,
        facts: Mapping[str, object],
        parameters_on: Callable[[date], Values],
        context: Context,
    ) -> tuple[RawResult, ...]:
        """Like `evaluate`, each criterion with the parameters of its own day.

        Where the day is unknown, no parameter is known to be in force.
        """
        days = self.days_of(facts)
        runs: dict[date | None, tuple[RawResult, ...]] = {}
        for day in dict.fromkeys(days):
            values = _NOTHING if day is None else parameters_on(day)
            runs[day] = self.evaluate(facts, values, context)
        return tuple(runs[day][place] for place, day in enumerate(days))

    def day_of(self, criterion: str, facts: Mapping[str, object]) -> date | None:
        """The day as of which a criterion reads parameters; None where it is not known."""
        return self._seen_days(facts, (criterion,))[0]

    def days_of(self, facts: Mapping[str, object]) -> tuple[date | None, ...]:
        """That day for every criterion, in their order."""
        return self._seen_days(facts, (rule.id for rule in self.rules))

    def _seen_days(
        self, facts: Mapping[str, object], criteria: Iterable[str]
    ) -> tuple[date | None, ...]:
        observer = Observer(
            subject=self.schema.subject,
            measures={},
            facts=facts,
            parameters={},
            context=Context(),
        )
        seen: dict[Node | None, date | None] = {None: None}
        nodes = [self.days.get(criterion) for criterion in criteria]
        for node in nodes:
            if node is not None and node not in seen:
                seen[node] = observer.see(node, {}).value
        return tuple(seen[node] for node in nodes)

    @cached_property
    def _named(self) -> Mapping[str, frozenset[str]]:
        return {
            rule.id: frozenset(
                part.name
                for part in self._parts(*rule.nodes)
                if isinstance(part, tree.Name) and part.origin is Origin.PARAMETER
            )
            for rule in self.rules
        }

    @cached_property
    def _behind(self) -> Mapping[str, frozenset[str]]:
        return {
            rule.id: frozenset(
                key
                for part in self._parts(*rule.nodes)
                if isinstance(part, tree.Call)
                for key in part.function.rests_on & self.schema.parameters
            )
            for rule in self.rules
        }

    def _parts(self, *roots: tree.Part) -> Iterator[tree.Part]:
        """Everything under some parts, each measure they name once included."""
        return tree.under(roots, self.measures)


def load_rulebook(
    data: bytes, *, file: str, schema: Schema, registry: Registry | None = None
) -> CheckedRulebook:
    """Read a rulebook from TOML and check all of it.

    Args:
        data: UTF-8 TOML.
        file: Its name in faults.
        schema: What its expressions may mention.
        registry: The law that its bases may cite; None leaves citations unchecked.

    Raises:
        FaultyRulebook: With every fault of its form, its references and its expressions.
    """
    try:
        raw: dict[str, Any] = codec.parse_toml(data, file=file)
    except FaultyInput as problem:
        raise FaultyRulebook(problem.faults) from None
    return check_rulebook(raw, file=file, schema=schema, registry=registry)


def check_rulebook(
    raw: Mapping[str, Any], *, file: str, schema: Schema, registry: Registry | None
) -> CheckedRulebook:
    """Check all of a rulebook that has been parsed; what it takes and raises, `load_rulebook` does.

    Args:
        raw: What the TOML holds.
        file: Its name in faults.
        schema: What its expressions may mention.
        registry: The law that its bases may cite; None leaves citations unchecked.
    """
    written, faults = structured(raw, file, registry)
    if written is not None and written.subject != schema.subject:
        message = f"a rulebook about {schema.subject!r} is needed, not about {written.subject!r}"
        faults.append(Fault(code="subject", message=message, file=file, pointer="/subject"))
    trees = _Trees(raw, file, schema)
    faults += trees.faults
    if written is None or faults:
        raise FaultyRulebook(faults)
    rulebook = written.rulebook
    return CheckedRulebook(
        rulebook=rulebook,
        digest=files.sha256(codec.dump_json(rulebook)),
        schema=schema,
        measures=trees.measures,
        rules=tuple(trees.rules),
        days=trees.days,
        verdicts=compile_rules(trees.rules, trees.measures, _facts(schema), name=rulebook.id),
    )


def _facts(schema: Schema) -> dict[str, bool]:
    return {name: shape_of(annotation)[1] for name, annotation in schema.names.items()}


class _Trees:
    """The trees of all expressions, read from the plain values.

    So that a rulebook whose form is at fault has the faults of its expressions told as well.
    """

    def __init__(self, raw: Mapping[str, Any], file: str, schema: Schema) -> None:
        self.file = file
        self.faults = list[Fault]()
        self.rules = list[tree.Rule]()
        self.days = dict[str, Node]()
        measures = check_measures(self._measures(raw), schema)
        self.faults += measures.faults
        self.measures = {name: node for name, node in measures.nodes.items() if node is not None}
        self._scope = Scope(schema=schema, measures=measures.nodes)
        self._day = self._default_day(schema)
        for place, row in rows(raw, "criterion"):
            self._criterion(place, row)

    def _measures(self, raw: Mapping[str, Any]) -> dict[str, Source]:
        found: dict[str, Source] = {}
        for place, row in rows(raw, "measure"):
            source = self._source(row, "value", f"/measure/{place}")
            if source is not None and isinstance(row.get("id"), str):
                found.setdefault(row["id"], source)
        return found

    def _source(self, row: Mapping[str, Any], key: str, pointer: str) -> Source | None:
        text = row.get(key)
        if not isinstance(text, str):
            return None
        return Source(text=text, file=self.file, pointer=f"{pointer}/{key}")

    def _default_day(self, schema: Schema) -> Node | None:
        if schema.day is None:
            return None
        source = Source(text=schema.day, file=self.file, pointer="(day of the schema)")
        checked = check(source, self._undated(), wanted=DAY)
        self.faults += checked.faults
        return checked.node

    def _undated(self) -> Scope:
        return attrs.evolve(self._scope, dated=False)

    def _criterion(self, place: int, row: Mapping[str, Any]) -> None:
        pointer = f"/criterion/{place}"
        name = str(row.get("id", ""))
        when = self._checked(self._source(row, "when", pointer), self._scope)
        each = self._source(row, "each", pointer)
        loops: tuple[tree.Loop, ...] = ()
        scope = self._scope
        if each is not None:
            checked = check_each(each, self._scope)
            loops, scope = checked.loops, checked.scope
            self.faults += checked.faults
        require = self._checked(self._source(row, "require", pointer), scope)
        if require is not None:
            self.rules.append(tree.Rule(id=name, when=when, loops=loops, require=require))
        self._dated(name, self._source(row, "on", pointer))

    def _checked(self, source: Source | None, scope: Scope) -> Node | None:
        if source is None:
            return None
        checked = check(source, scope, wanted=BOOL)
        self.faults += checked.faults
        return checked.node

    def _dated(self, name: str, source: Source | None) -> None:
        day = self._day
        if source is not None:
            checked = check(source, self._undated(), wanted=DAY)
            self.faults += checked.faults
            day = checked.node
        if day is not None:
            self.days[name] = day
