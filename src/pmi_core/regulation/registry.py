"""The registry: every instrument and parameter the library knows, as one value."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from functools import cache, cached_property, reduce
from importlib import resources
from typing import Final

import attrs

from pmi_core import codec
from pmi_core.errors import Fault, FaultyInput, FaultyLaw, NotFound
from pmi_core.files import sha256
from pmi_core.regulation.calendar import HolidayCategory, WorkingCalendar
from pmi_core.regulation.citation import Assumption, Basis, InstrumentId, nearest_ids
from pmi_core.regulation.designator import Designator, folded
from pmi_core.regulation.force import Force, in_force
from pmi_core.regulation.holidays import shipped_calendar
from pmi_core.regulation.instrument import Instrument
from pmi_core.regulation.lint import designator_faults, instrument_faults
from pmi_core.regulation.parameter import (
    Parameter,
    ParameterKey,
    ParameterValue,
    parameter_faults,
)
from pmi_core.regulation.places import Places
from pmi_core.regulation.supplement import Supplement, supplemented


@attrs.frozen(kw_only=True)
class Registry:
    """Instruments and parameters, with the layers they came from.

    Attributes:
        instruments: Sorted by id, with all that the layers know of them.
        parameters: Sorted by key.
        layers: `pmi_core`, then the id of each law pack laid over it.
        supplements: What law packs told more of instruments, in the order of the layers.
        bare: Those instruments as they are without any supplement.
        designators: What people call the series of instruments.
    """

    instruments: tuple[Instrument, ...]
    parameters: tuple[Parameter, ...]
    layers: tuple[str, ...]
    supplements: tuple[Supplement, ...] = ()
    bare: tuple[Instrument, ...] = ()
    designators: tuple[Designator, ...] = ()

    def instrument(self, name: str, *, known_on: date | None = None) -> Instrument:
        """The instrument of an id, as one could know it on a day; None filters nothing.

        Raises:
            NotFound: With the nearest known id.
        """
        found = self._instruments.get(name)
        if found is None:
            raise NotFound("instrument", name, nearest_ids(name, self._instruments))
        if known_on is None or name not in self._states:
            return found
        days, states = self._states[name]
        return states[bisect_right(days, known_on)]

    def parameter(self, name: str) -> Parameter:
        """The parameter of a key.

        Raises:
            NotFound: With the nearest known key.
        """
        found = self._parameters.get(name)
        if found is None:
            raise NotFound("parameter", name, self._parameters)
        return found

    def value(self, name: str, *, on: date, known_on: date | None = None) -> ParameterValue | None:
        """The value of a parameter on a day, or None where none is in force.

        A value that instruments alone set is not in force while none of them can be, unless its
        own first or last day is stated.

        Args:
            name: The parameter's key.
            on: The day whose rule is asked for.
            known_on: Only what was knowable on that day counts; None filters nothing.

        Raises:
            NotFound: With the nearest known key.

        >>> found = shipped_registry().value("batas_hari_kerja", on=date(2023, 8, 31))
        >>> found.value
        Fraction(5, 1)
        """
        found = self.parameter(name).value(on=on, known_on=known_on)
        if found is None or not found.set_by or self._is_set(found, on, known_on):
            return found
        return None

    def designator(self, name: str) -> Designator | None:
        """The series of instruments that people call by a name; None for a name of none.

        >>> shipped_registry().designator("peraturan  Kepala BNP2TKI").short
        'Perka BNP2TKI'
        """
        return self._designators.get(folded(name))

    def relating_to(self, name: InstrumentId) -> tuple[InstrumentId, ...]:
        """The instruments that hold a relation to one, in order of id."""
        return self._relating.get(name, ())

    @cached_property
    def _relating(self) -> Mapping[InstrumentId, tuple[InstrumentId, ...]]:
        found: dict[InstrumentId, dict[InstrumentId, None]] = {}
        for item in self.instruments:
            for relation in item.relations:
                found.setdefault(relation.target, {})[item.id] = None
        return {target: tuple(holders) for target, holders in found.items()}

    @cached_property
    def digest(self) -> str:
        """The sha256 of the registry's canonical JSON: equal law, equal digest."""
        return sha256(codec.dump_json(self))

    def _is_set(self, value: ParameterValue, on: date, known_on: date | None) -> bool:
        """Whether an instrument that sets a value can be in force; stated days are beyond doubt."""
        stated = {
            Force.NOT_YET: value.first is not None,
            Force.UNKNOWABLE: value.first is not None,
            Force.NO_LONGER: value.last is not None,
        }
        forces = (in_force(self, name, on=on, known_on=known_on) for name in value.set_by)
        return any(stated.get(force, True) for force in forces)

    @cached_property
    def _instruments(self) -> Mapping[str, Instrument]:
        return {item.id: item for item in self.instruments}

    @cached_property
    def _states(self) -> Mapping[str, tuple[tuple[date, ...], tuple[Instrument, ...]]]:
        """By instrument that was told of over time: the days, and how it was known up to each."""
        bare = {item.id: item for item in self.bare}
        found = (self._history(item, bare.get(item.id, item)) for item in self.instruments)
        return {states[0].id: (days, states) for days, states in found if days}

    def _history(
        self, item: Instrument, bare: Instrument
    ) -> tuple[tuple[date, ...], tuple[Instrument, ...]]:
        more = [one for one in self.supplements if one.instrument == item.id]
        told = {one.provenance.known_from for one in more} | {*item.told_on, *bare.told_on}
        days = sorted(day for day in told if day is not None)
        # Before the first of them nothing was known that one of them tells.
        seen = (days[0] - timedelta(days=1), *days) if days else ()
        states = (
            reduce(supplemented, (one for one in more if one.provenance.known(day)), bare).as_known(
                day
            )
            for day in seen
        )
        return tuple(days), tuple(states)

    @cached_property
    def _designators(self) -> Mapping[str, Designator]:
        return {name: series for series in self.designators for name in series.written}

    @cached_property
    def _parameters(self) -> Mapping[str, Parameter]:
        return {item.key: item for item in self.parameters}


@cache
def shipped_registry() -> Registry:
    """The registry the library ships."""
    data = resources.files("pmi_core").joinpath("data")
    tables = (data.joinpath(name) for name in ("designators.toml", "parameters.toml"))
    files = [*data.joinpath("instruments").iterdir(), *tables]
    return load_registry({file.name: file.read_bytes() for file in files})


def load_registry(files: Mapping[str, bytes]) -> Registry:
    """Read a registry from TOML files, each of `instrument`, `parameter` or `designator` tables.

    Args:
        files: What the files hold, by name.

    Raises:
        FaultyLaw: With every fault of every file; nothing of it is loaded.

    >>> load_registry({"laws.toml": b"[[instrument]]"})
    Traceback (most recent call last):
        ...
    pmi_core.errors.FaultyLaw: laws.toml /instrument/0/id: this field is required [missing]
    ...
    """
    faults: list[Fault] = []
    parts: dict[str, _Part] = {}
    for name, data in sorted(files.items()):
        try:
            parts[name] = codec.load(data, _Part, file=name)
        except FaultyInput as problem:
            faults += problem.faults
    found = Registry(
        instruments=tuple(
            sorted((i for p in parts.values() for i in p.instrument), key=lambda i: i.id)
        ),
        parameters=tuple(
            sorted((i for p in parts.values() for i in p.parameter), key=lambda i: i.key)
        ),
        layers=("pmi_core",),
        designators=tuple(one for part in parts.values() for one in part.designator),
    )
    # References into a file that did not parse would be reported as dangling: noise, not faults.
    faults += () if faults else _located(check_registry(found), parts)
    if faults:
        raise FaultyLaw(faults)
    return found


def _located(faults: Iterable[Fault], parts: Mapping[str, "_Part"]) -> Iterator[Fault]:
    """The faults, with the file in which the record that has them stands."""
    names = {
        codec.join("", name): file
        for file, part in parts.items()
        for name in (
            *(item.id for item in part.instrument),
            *(item.key for item in part.parameter),
            *(item.short for item in part.designator),
        )
    }
    for fault in faults:
        record = "/".join(fault.pointer.split("/", 2)[:2])
        yield attrs.evolve(fault, file=names.get(record, ""))


def check_registry(registry: Registry, *, places: Places | None = None) -> tuple[Fault, ...]:
    """What a registry gets wrong about itself: its graph, its days, its bases, its values.

    Args:
        registry: What is checked.
        places: That territories must name; without them only the form of their codes counts.

    >>> check_registry(shipped_registry())
    ()
    """
    faults = [*parameter_faults(registry.parameters, file="")]
    faults += instrument_faults(registry.instruments, places)
    faults += designator_faults(registry.designators, registry.instruments)
    for parameter in registry.parameters:
        for value in parameter.values:
            for basis in value.basis:
                faults += check_basis(basis, registry, pointer=f"/{parameter.key}")
    return tuple(faults)


def check_basis(
    basis: Basis, registry: Registry, *, file: str = "", pointer: str = ""
) -> tuple[Fault, ...]:
    """The faults of a basis: an unknown instrument or item, or an article nobody showed us.

    An invented article is the worst thing a rule can rest on; shipped rules cite those alone
    whose content a source showed (`Instrument.clauses`).
    """
    found = dangling(basis, registry, file=file, pointer=pointer)
    if found or isinstance(basis, Assumption) or basis.at is None:
        return found
    if registry.instrument(basis.cite).shows(basis.at):
        return ()
    message = f"no source shows {basis.at} of {basis.cite}"
    hint = "enter the provision, cite the instrument alone, or state an assumption"
    return (
        Fault(code="unseen-article", message=message, file=file, pointer=pointer, suggestion=hint),
    )


def dangling(
    basis: Basis, registry: Registry, *, file: str = "", pointer: str = ""
) -> tuple[Fault, ...]:
    """A basis that names an instrument or an item the registry does not have."""
    if isinstance(basis, Assumption):
        return ()
    if faults := _unknown(basis.cite, registry, file=file, pointer=pointer):
        return faults
    try:
        if basis.item is not None:
            registry.instrument(basis.cite).item(basis.item)
    except NotFound as problem:
        return (Fault(code="unknown-item", message=str(problem), file=file, pointer=pointer),)
    return ()


_CLOSING: Final = {
    HolidayCategory.NATIONAL: ParameterKey("libur_nasional_libur"),
    HolidayCategory.JOINT_LEAVE: ParameterKey("cuti_bersama_libur"),
}


def calendar_on(registry: Registry, on: date, known_on: date | None = None) -> WorkingCalendar:
    """The shipped calendar, with offices closed as the registry's parameters say for that day.

    A category whose parameter has no value in force that day closes them.

    >>> calendar_on(shipped_registry(), date(2024, 3, 31)).due_day(date(2024, 4, 1), 5)
    datetime.date(2024, 4, 5)
    """
    said = {
        category: registry.value(key, on=on, known_on=known_on)
        for category, key in _CLOSING.items()
    }
    closed = (category for category, value in said.items() if value is None or value.value != 0)
    return shipped_calendar(frozenset(closed))


@attrs.frozen(kw_only=True)
class _Part:
    instrument: tuple[Instrument, ...] = ()
    parameter: tuple[Parameter, ...] = ()
    designator: tuple[Designator, ...] = ()


def _unknown(name: str, registry: Registry, *, file: str, pointer: str) -> tuple[Fault, ...]:
    try:
        registry.instrument(name)
    except NotFound as problem:
        fault = Fault(code="unknown-instrument", message=str(problem), file=file, pointer=pointer)
        return (fault,)
    return ()
