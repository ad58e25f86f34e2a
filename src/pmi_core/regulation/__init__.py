"""Law as data: instruments, parameters, places and the calendar, each with its provenance."""

from pmi_core.regulation.bases import best_standing, cite_text, standing
from pmi_core.regulation.calendar import (
    Holiday,
    HolidayCategory,
    WorkingCalendar,
    local_day,
    shipped_calendar,
)
from pmi_core.regulation.citation import Assumption, Basis, Cited, InstrumentId, Provision
from pmi_core.regulation.instrument import (
    Clause,
    FieldSource,
    Instrument,
    InstrumentKind,
    Item,
    Relation,
    RelationKind,
)
from pmi_core.regulation.lawpack import LawPack, layer, load_law_pack
from pmi_core.regulation.parameter import Parameter, ParameterKey, ParameterValue
from pmi_core.regulation.period import (
    Period,
    PeriodKind,
    containing,
    covering,
    label,
    next_period,
    previous_period,
    split,
)
from pmi_core.regulation.places import (
    Country,
    PlaceCode,
    PlaceEdition,
    Places,
    Region,
    RegionLevel,
    country,
    load_edition,
    province_of,
    shipped_places,
)
from pmi_core.regulation.provenance import Provenance, ProvenanceStatus
from pmi_core.regulation.registry import (
    Registry,
    calendar_on,
    check_basis,
    check_registry,
    shipped_registry,
)
from pmi_core.regulation.supplement import Supplement, supplemented

__all__ = [
    "Assumption",
    "Basis",
    "Cited",
    "Clause",
    "Country",
    "FieldSource",
    "Holiday",
    "HolidayCategory",
    "Instrument",
    "InstrumentId",
    "InstrumentKind",
    "Item",
    "LawPack",
    "Parameter",
    "ParameterKey",
    "ParameterValue",
    "Period",
    "PeriodKind",
    "PlaceCode",
    "PlaceEdition",
    "Places",
    "Provenance",
    "ProvenanceStatus",
    "Provision",
    "Region",
    "RegionLevel",
    "Registry",
    "Relation",
    "RelationKind",
    "Supplement",
    "WorkingCalendar",
    "best_standing",
    "calendar_on",
    "check_basis",
    "check_registry",
    "cite_text",
    "containing",
    "country",
    "covering",
    "label",
    "layer",
    "load_edition",
    "load_law_pack",
    "local_day",
    "next_period",
    "previous_period",
    "province_of",
    "shipped_calendar",
    "shipped_places",
    "shipped_registry",
    "split",
    "standing",
    "supplemented",
]
