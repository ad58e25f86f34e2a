"""The registry: every instrument and parameter the library knows, as one value."""

from collections.abc import Mapping
from datetime import date
from functools import cache, cached_property

import attrs

from pmi_core import codec
from pmi_core.errors import NotFound
from pmi_core.files import sha256
from pmi_core.regulation.citation import InstrumentId
from pmi_core.regulation.instrument import Instrument
from pmi_core.regulation.parameter import Parameter, ParameterKey, ParameterValue


@attrs.frozen(kw_only=True)
class Registry:
    """Instruments and parameters, with the layers they came from.

    Attributes:
        instruments: Sorted by id.
        parameters: Sorted by key.
        layers: `pmi_core`, then the id of each law pack laid over it.
    """

    instruments: tuple[Instrument, ...]
    parameters: tuple[Parameter, ...]
    layers: tuple[str, ...]

    def instrument(self, name: str) -> Instrument:
        """The instrument of an id.

        Raises:
            NotFound: With the nearest known id.
        """
        found = self._instruments.get(name)
        if found is None:
            raise NotFound("instrument", name, self._instruments)
        return found

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
        return self.parameter(name).value(on=on, known_on=known_on)

    @cached_property
    def digest(self) -> str:
        """The sha256 of the registry's canonical JSON: equal law, equal digest."""
        return sha256(codec.dump_json(self))

    @cached_property
    def _instruments(self) -> Mapping[str, Instrument]:
        return {item.id: item for item in self.instruments}

    @cached_property
    def _parameters(self) -> Mapping[str, Parameter]:
        return {item.key: item for item in self.parameters}


@cache
def shipped_registry() -> Registry:
    """The registry the library ships."""
    raise NotImplementedError
