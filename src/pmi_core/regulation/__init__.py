"""Law as data: instruments, parameters, places and the calendar, each with its provenance."""

from pmi_core.regulation.bases import best_standing, cite_text, standing
from pmi_core.regulation.calendar import (
    Holiday,
    HolidayCategory,
    WorkingCalendar,
    local_day,
)
from pmi_core.regulation.citation import Assumption, Basis, Cited, InstrumentId, Provision
from pmi_core.regulation.dates import WrongWeekday, read_day
from pmi_core.regulation.holidays import load_calendar, shipped_calendar
from pmi_core.regulation.institution import (
    Institution,
    InstitutionId,
    InstitutionRole,
    Institutions,
)
from pmi_core.regulation.institutions import (
    InstitutionAnswer,
    institution_for,
    load_institutions,
    shipped_institutions,
)
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
from pmi_core.regulation.months import MonthRounding, add_months
from pmi_core.regulation.parameter import Parameter, ParameterKey, ParameterValue
from pmi_core.regulation.period import (
    LONGEST_PLAN,
    Period,
    PeriodKind,
    containing,
    covering,
    label,
    next_period,
    previous_period,
    split,
    up_to_checkpoint,
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
    "LONGEST_PLAN",
    "Assumption",
    "Basis",
    "Cited",
    "Clause",
    "Country",
    "FieldSource",
    "Holiday",
    "HolidayCategory",
    "Institution",
    "InstitutionAnswer",
    "InstitutionId",
    "InstitutionRole",
    "Institutions",
    "Instrument",
    "InstrumentId",
    "InstrumentKind",
    "Item",
    "LawPack",
    "MonthRounding",
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
    "WrongWeekday",
    "add_months",
    "best_standing",
    "calendar_on",
    "check_basis",
    "check_registry",
    "cite_text",
    "containing",
    "country",
    "covering",
    "institution_for",
    "label",
    "layer",
    "load_calendar",
    "load_edition",
    "load_institutions",
    "load_law_pack",
    "local_day",
    "next_period",
    "previous_period",
    "province_of",
    "read_day",
    "shipped_calendar",
    "shipped_institutions",
    "shipped_places",
    "shipped_registry",
    "split",
    "standing",
    "supplemented",
    "up_to_checkpoint",
]
