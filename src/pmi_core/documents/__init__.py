"""What leaves: summaries, tables, stored documents, the manifest; and the exporters' contract."""

from pmi_core.documents.claim_text import claim_text
from pmi_core.documents.contribution import (
    BUILT_IN,
    Contribution,
    ContributionKind,
    PluginRaised,
    isolated,
)
from pmi_core.documents.coverage import (
    Coverage,
    Resting,
    RestingKind,
    Support,
    count_worth,
    cover,
    resting_on_law,
)
from pmi_core.documents.coverage_text import coverage_text
from pmi_core.documents.csv_exporter import CsvExporter, guard_formula
from pmi_core.documents.explanation_text import explanation_text, verdicts_text
from pmi_core.documents.exporter import Bundle, Exporter, Output, bundle_of
from pmi_core.documents.handbook import (
    HANDBOOK_KIND,
    Chapter,
    CheckedBy,
    DerivedWork,
    Ground,
    Handbook,
    HandbookLine,
    HandbookRole,
    Heading,
    HeadingKind,
    OfficeNamed,
    SourceSearched,
    TextAdded,
)
from pmi_core.documents.handbook_chapters import handbook
from pmi_core.documents.handbook_text import handbook_markdown, handbook_text
from pmi_core.documents.instrument_sheet import InstrumentSheet, sheet_of, sheet_text
from pmi_core.documents.item_text import ItemTexts, item_texts
from pmi_core.documents.json_exporter import JsonExporter
from pmi_core.documents.law_changes import PackEffect, effect_text
from pmi_core.documents.layout import heading, paragraph, printable, table
from pmi_core.documents.lifecycle_pictures import (
    lifecycle_dot,
    lifecycle_markdown,
    lifecycle_mermaid,
    lifecycle_text,
)
from pmi_core.documents.manifest import (
    MANIFEST_KIND,
    LawUsed,
    Manifest,
    OutputFile,
    left_over,
    manifest_of,
    write,
)
from pmi_core.documents.notes import Note, matrix_of, notes_of
from pmi_core.documents.observation_text import (
    count_statuses,
    observation_value,
    observations_text,
)
from pmi_core.documents.redaction import redact
from pmi_core.documents.rendering import MANIFEST, Produced, Rendering, render, run_exporter
from pmi_core.documents.summary import (
    attendance,
    idle_rulebooks,
    number_form,
    province_name,
    short,
    summary,
)
from pmi_core.documents.text_exporter import TextExporter
from pmi_core.documents.witnesses import SubjectNote, Witnessed, subject_notes_of

KINDS = (HANDBOOK_KIND, MANIFEST_KIND)

__all__ = [
    "BUILT_IN",
    "HANDBOOK_KIND",
    "KINDS",
    "MANIFEST",
    "MANIFEST_KIND",
    "Bundle",
    "Chapter",
    "CheckedBy",
    "Contribution",
    "ContributionKind",
    "Coverage",
    "CsvExporter",
    "DerivedWork",
    "Exporter",
    "Ground",
    "Handbook",
    "HandbookLine",
    "HandbookRole",
    "Heading",
    "HeadingKind",
    "InstrumentSheet",
    "ItemTexts",
    "JsonExporter",
    "LawUsed",
    "Manifest",
    "Note",
    "OfficeNamed",
    "Output",
    "OutputFile",
    "PackEffect",
    "PluginRaised",
    "Produced",
    "Rendering",
    "Resting",
    "RestingKind",
    "SourceSearched",
    "SubjectNote",
    "Support",
    "TextAdded",
    "TextExporter",
    "Witnessed",
    "attendance",
    "bundle_of",
    "claim_text",
    "count_statuses",
    "count_worth",
    "cover",
    "coverage_text",
    "effect_text",
    "explanation_text",
    "guard_formula",
    "handbook",
    "handbook_markdown",
    "handbook_text",
    "heading",
    "idle_rulebooks",
    "isolated",
    "item_texts",
    "left_over",
    "lifecycle_dot",
    "lifecycle_markdown",
    "lifecycle_mermaid",
    "lifecycle_text",
    "manifest_of",
    "matrix_of",
    "notes_of",
    "number_form",
    "observation_value",
    "observations_text",
    "paragraph",
    "printable",
    "province_name",
    "redact",
    "render",
    "resting_on_law",
    "run_exporter",
    "sheet_of",
    "sheet_text",
    "short",
    "subject_notes_of",
    "summary",
    "table",
    "verdicts_text",
    "write",
]
