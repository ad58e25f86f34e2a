"""Law as data: instruments, parameters, places and the calendar, each with its provenance."""

from pmi_core.regulation.aliases import Alias
from pmi_core.regulation.bases import best_standing, cite_text, standing
from pmi_core.regulation.calendar import (
    Holiday,
    HolidayCategory,
    WorkingCalendar,
    local_day,
)
from pmi_core.regulation.citation import Assumption, Basis, Cited, InstrumentId, Provision
from pmi_core.regulation.codes import (
    CodeEntry,
    CodeSystem,
    CodeTable,
    Unmatched,
    code_tables,
    convert_code,
)
from pmi_core.regulation.countries import Country, CountryKind, countries, country
from pmi_core.regulation.dates import WrongWeekday, read_day
from pmi_core.regulation.designator import (
    Designator,
)
from pmi_core.regulation.editions import PlaceEdition, UnchangedBy, load_edition
from pmi_core.regulation.force import Force, Span, ended_on, in_force, start_of
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
from pmi_core.regulation.law_diff import InstrumentChange, LawDiff, ParameterChange, diff_law
from pmi_core.regulation.lawpack import LawPack, PackFile, entered_after, load_law_pack
from pmi_core.regulation.layering import layer
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
from pmi_core.regulation.places import Places, shipped_places
from pmi_core.regulation.provenance import Provenance, ProvenanceStatus
from pmi_core.regulation.queries import (
    Mention,
    MentionKind,
    citing,
    foundations,
    in_force_on,
    replaced_by,
    replaces,
)
from pmi_core.regulation.references import (
    Citation,
    CitationStyle,
    FoundCitation,
    UnknownInstrument,
    citation_of,
    find_citations,
    resolve,
)
from pmi_core.regulation.region_changes import ChangeKind, RegionChange, changes
from pmi_core.regulation.regions import PlaceCode, Region, RegionLevel, province_of
from pmi_core.regulation.registry import (
    Registry,
    calendar_on,
    check_basis,
    check_registry,
    load_registry,
    shipped_registry,
)
from pmi_core.regulation.supplement import Supplement, supplemented

__all__ = [
    "LONGEST_PLAN",
    "Alias",
    "Assumption",
    "Basis",
    "ChangeKind",
    "Citation",
    "CitationStyle",
    "Cited",
    "Clause",
    "CodeEntry",
    "CodeSystem",
    "CodeTable",
    "Country",
    "CountryKind",
    "Designator",
    "FieldSource",
    "Force",
    "FoundCitation",
    "Holiday",
    "HolidayCategory",
    "Institution",
    "InstitutionAnswer",
    "InstitutionId",
    "InstitutionRole",
    "Institutions",
    "Instrument",
    "InstrumentChange",
    "InstrumentId",
    "InstrumentKind",
    "Item",
    "LawDiff",
    "LawPack",
    "Mention",
    "MentionKind",
    "MonthRounding",
    "PackFile",
    "Parameter",
    "ParameterChange",
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
    "RegionChange",
    "RegionLevel",
    "Registry",
    "Relation",
    "RelationKind",
    "Span",
    "Supplement",
    "UnchangedBy",
    "UnknownInstrument",
    "Unmatched",
    "WorkingCalendar",
    "WrongWeekday",
    "add_months",
    "best_standing",
    "calendar_on",
    "changes",
    "check_basis",
    "check_registry",
    "citation_of",
    "cite_text",
    "citing",
    "code_tables",
    "containing",
    "convert_code",
    "countries",
    "country",
    "covering",
    "diff_law",
    "ended_on",
    "entered_after",
    "find_citations",
    "foundations",
    "in_force",
    "in_force_on",
    "institution_for",
    "label",
    "layer",
    "load_calendar",
    "load_edition",
    "load_institutions",
    "load_law_pack",
    "load_registry",
    "local_day",
    "next_period",
    "previous_period",
    "province_of",
    "read_day",
    "replaced_by",
    "replaces",
    "resolve",
    "shipped_calendar",
    "shipped_institutions",
    "shipped_places",
    "shipped_registry",
    "split",
    "standing",
    "start_of",
    "supplemented",
    "up_to_checkpoint",
]
