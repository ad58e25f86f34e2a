"""Cases of a rulebook as data: facts in, results out, in a file that an official can add to."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction
from typing import Any, Final, TypeVar, cast

import attrs

from pmi_core import codec
from pmi_core.errors import Fault, FaultyInput, did_you_mean
from pmi_core.evaluation import tree
from pmi_core.evaluation.case_facts import NowhereToPut, Plain, build, changed, left_out, tried
from pmi_core.evaluation.criteria import CriterionId
from pmi_core.evaluation.day_law import exact
from pmi_core.evaluation.outcome import Outcome
from pmi_core.evaluation.rulebook import CheckedRulebook

T = TypeVar("T")
_BASE: Final = "dasar"
_ROWS: Final = "kasus"
_PARAMETERS: Final = "parameter"
_ANSWERS: Final = "jawaban"


@attrs.frozen(kw_only=True)
class Case:
    """What one criterion is to say of some facts.

    Attributes:
        title: What the case is about; with the criterion it names the case.
        outcome: What is to come out.
        witnesses: JSON pointers, from the subject, of the items to be named; None where the case
            does not ask.
        missing: The values to be told as missing; None where the case does not ask.
        boundary: Whether one step more would give another outcome.
        facts: By the names of the rulebook's schema.
        parameters: Values that stand in place of the law's; None is not in force.
        answers: What people answer, by question.
    """

    criterion: CriterionId
    title: str
    outcome: Outcome
    witnesses: tuple[str, ...] | None = None
    missing: tuple[str, ...] | None = None
    boundary: bool = False
    facts: Mapping[str, object] = attrs.field(repr=False)
    parameters: Mapping[str, int | Fraction | None] = attrs.field(factory=dict[str, int])
    answers: Mapping[str, str] = attrs.field(factory=dict[str, str])


@attrs.frozen(kw_only=True)
class CaseFile:
    """The cases of one rulebook.

    Attributes:
        file: The name of the file, as the reader gave it.
        rulebook: The id of the rulebook whose criteria they are about.
    """

    file: str
    rulebook: str
    cases: tuple[Case, ...]


@attrs.frozen(kw_only=True)
class _Written:
    """The keys of `[[kasus]]` besides the facts."""

    kriteria: str
    judul: str
    hasil: Outcome
    saksi: tuple[str, ...] | None = None
    kurang: tuple[str, ...] | None = None
    batas: bool = False
    tanpa: tuple[str, ...] = ()


_KEYS: Final = tuple(attrs.fields_dict(_Written))


def read_cases(data: bytes, rulebook: CheckedRulebook, *, file: str = "") -> CaseFile:
    """Cases from TOML, checked whole.

    `[dasar]` holds the facts from which each `[[kasus]]` starts, named as rules name them, and may
    hold values of parameters and answers of people: `parameter.<key>`, `jawaban.<question>`. What a
    case writes under the same names is laid over them; `tanpa` lists dotted paths to leave out.

    Args:
        data: UTF-8 TOML.
        rulebook: Whose criteria the cases are about; its schema says what facts there are.
        file: Its name in faults.

    Raises:
        FaultyInput: With every fault. A fault of a fact points to where the case has it once its
            changes are made.
    """
    raw = codec.parse_toml(data, file=file)
    reading = _Reading(rulebook, file)
    cases = tuple(reading.cases(raw))
    if reading.faults:
        raise FaultyInput(dict.fromkeys(reading.faults))
    return CaseFile(file=file, rulebook=rulebook.rulebook.id, cases=cases)


class _Reading:
    """One file being read; every fault is kept."""

    def __init__(self, rulebook: CheckedRulebook, file: str) -> None:
        self.faults: list[Fault] = []
        self._file = file
        self._names = rulebook.schema.names
        self._roots = (*self._names, _PARAMETERS, _ANSWERS)
        self._criteria = [str(rule.id) for rule in rulebook.rules]
        self._known = {_PARAMETERS: rulebook.parameters, _ANSWERS: questions_of(rulebook)}

    def cases(self, raw: Mapping[str, Any]) -> Iterator[Case]:
        """Each case that has no fault of its own."""
        self._refuse_unknown(raw, (_BASE, _ROWS), "")
        base = self._base(raw.get(_BASE, {}))
        rows = raw.get(_ROWS)
        if not isinstance(rows, list) or not rows:
            self._refuse("missing", "at least one [[kasus]] is needed", f"/{_ROWS}")
            return
        titles = set[tuple[object, object]]()
        for place, row in enumerate(cast("list[object]", rows)):
            pointer = f"/{_ROWS}/{place}"
            fields = self._table(row, pointer)
            title = (repr(fields.get("kriteria")), repr(fields.get("judul")))
            if title in titles:
                message = "another case of this criterion has the same title"
                self._refuse("duplicate", message, f"{pointer}/judul")
            titles.add(title)
            yield from self._case(fields, base, pointer)

    def _base(self, value: object) -> Plain | None:
        """What every case starts from; None where it has a fault, which is told but once."""
        before, pointer = len(self.faults), f"/{_BASE}"
        base = self._table(value, pointer)
        self._refuse_unknown(base, self._roots, pointer)
        given = {name: note for name, note in self._names.items() if name in base}
        self._tried(pointer, lambda: build(base, given, self._file))
        return base if len(self.faults) == before else None

    def _case(self, row: Plain, base: Plain | None, pointer: str) -> Iterator[Case]:
        self._refuse_unknown(row, (*_KEYS, *self._roots), pointer)
        own = {key: row[key] for key in _KEYS if key in row}
        written = self._tried(pointer, lambda: codec.structure(own, _Written, file=self._file))
        if written is None:
            return
        if written.kriteria not in self._criteria:
            guess = did_you_mean(written.kriteria, self._criteria)
            message = f"no criterion is called {written.kriteria!r}{guess}"
            self._refuse("dangling", message, f"{pointer}/kriteria")
        plain = None if base is None else self._plain(row, base, written.tanpa, pointer)
        if plain is None:
            return
        parameters = self._parameters(plain, written.tanpa, pointer)
        answers = self._answers(plain, pointer)
        facts = self._tried(pointer, lambda: build(plain, self._names, self._file))
        if facts is not None:
            yield _case(written, facts, parameters, answers)

    def _plain(
        self, row: Plain, base: Plain, without: tuple[str, ...], pointer: str
    ) -> Plain | None:
        """What the case says once its changes are made; None where one cannot be."""
        try:
            plain = changed(base, {key: row[key] for key in self._roots if key in row})
        except NowhereToPut as problem:
            self._refuse("dangling", problem.message, f"{pointer}/{_pointer(problem.path)}")
            return None
        before = len(self.faults)
        for place, path in enumerate(without):
            try:
                plain = left_out(plain, path) if not _is_parameter(path) else plain
            except NowhereToPut as problem:
                self._refuse("dangling", problem.message, f"{pointer}/tanpa/{place}")
        return plain if len(self.faults) == before else None

    def _parameters(
        self, plain: Plain, without: tuple[str, ...], pointer: str
    ) -> dict[str, int | Fraction | None]:
        inside = f"{pointer}/{_PARAMETERS}"
        given = self._table(plain.get(_PARAMETERS, {}), inside)
        absent = [path.removeprefix(f"{_PARAMETERS}.") for path in without if _is_parameter(path)]
        self._refuse_unknown(dict.fromkeys([*given, *absent]), self._known[_PARAMETERS], inside)
        shape = dict[str, Fraction]
        found = self._tried(inside, lambda: codec.structure(given, shape, file=self._file)) or {}
        values = {key: exact(value) for key, value in found.items()}
        return {**values, **dict.fromkeys(absent)}

    def _answers(self, plain: Plain, pointer: str) -> dict[str, str]:
        inside = f"{pointer}/{_ANSWERS}"
        given = self._table(plain.get(_ANSWERS, {}), inside)
        self._refuse_unknown(given, self._known[_ANSWERS], inside)
        shape = dict[str, str]
        return self._tried(inside, lambda: codec.structure(given, shape, file=self._file)) or {}

    def _table(self, value: object, pointer: str) -> Plain:
        if isinstance(value, dict):
            return cast("Plain", value)
        self._refuse("type", "expected an object", pointer)
        return {}

    def _tried(self, pointer: str, read: Callable[[], T]) -> T | None:
        return tried(self.faults, pointer, read)

    def _refuse_unknown(self, table: Mapping[str, Any], known: Iterable[str], pointer: str) -> None:
        names = sorted(known)
        for key in table:
            if key not in names:
                listed = f"; known are {', '.join(names)}" if names else ""
                message = f"unknown key {key!r}{did_you_mean(key, names)}{listed}"
                self._refuse("unknown-key", message, pointer)

    def _refuse(self, code: str, message: str, pointer: str) -> None:
        fault = Fault(code=code, message=message, file=self._file, pointer=pointer)
        self.faults.append(fault)


def _case(
    written: _Written,
    facts: Mapping[str, object],
    parameters: Mapping[str, int | Fraction | None],
    answers: Mapping[str, str],
) -> Case:
    return Case(
        criterion=CriterionId(written.kriteria),
        title=written.judul,
        outcome=written.hasil,
        witnesses=written.saksi,
        missing=written.kurang,
        boundary=written.batas,
        facts=facts,
        parameters=parameters,
        answers=answers,
    )


def questions_of(rulebook: CheckedRulebook) -> frozenset[str]:
    """The questions of judgement that a rulebook's expressions ask."""
    trees = [*rulebook.measures.values(), *(part for rule in rulebook.rules for part in rule.nodes)]
    parts = (part for one in trees for part in tree.walk(one))
    return frozenset(part.id for part in parts if isinstance(part, tree.Answer))


def _is_parameter(path: str) -> bool:
    return path.startswith(f"{_PARAMETERS}.")


def _pointer(path: str) -> str:
    return path.replace(".", "/")
