"""Rules, verdicts, scores and the review: what reports are judged by and how it comes out."""

from pmi_core.evaluation.bodies import BODY
from pmi_core.evaluation.boundaries import false_boundaries, lacking_kinds
from pmi_core.evaluation.case_runs import CaseKind, CaseResult, run_cases
from pmi_core.evaluation.cases import Case, CaseFile, read_cases
from pmi_core.evaluation.criteria import (
    Component,
    ComponentId,
    Criterion,
    CriterionId,
    Measure,
    MeasureId,
    Route,
    Rulebook,
    RulebookId,
    Severity,
)
from pmi_core.evaluation.day_law import parameters_on
from pmi_core.evaluation.dossiers import DOSSIER
from pmi_core.evaluation.explain import Explanation, ToldValue, condition_of, explain, labels_of
from pmi_core.evaluation.frequencies import Frequency, is_systemic
from pmi_core.evaluation.functions import Context, Function, FunctionFailed, builtins, by_name
from pmi_core.evaluation.judging import Judging, judge
from pmi_core.evaluation.law_effects import (
    ReviewDiff,
    ScoreChange,
    TouchedRule,
    VerdictChange,
    diff_reviews,
    rules_touched,
)
from pmi_core.evaluation.matters import Matter
from pmi_core.evaluation.mutants import Mutant, MutantRun, try_mutants
from pmi_core.evaluation.mutations import MutantKind
from pmi_core.evaluation.outcome import Bits, Missing, MissingReason, Outcome, RawResult
from pmi_core.evaluation.publications import PUBLICATION
from pmi_core.evaluation.reports import REPORT, evaluate
from pmi_core.evaluation.results import (
    Evaluation,
    NoteKind,
    Result,
    SubjectVerdicts,
    Verdicts,
    note_kind,
    settling_fields,
)
from pmi_core.evaluation.reviews import REVIEW_KIND, Judged, Review, Used, matters_of, review
from pmi_core.evaluation.rule_diff import (
    CONDITION,
    FieldChange,
    RuleChange,
    diff_days,
    diff_rulebooks,
)
from pmi_core.evaluation.rulebook import CheckedRulebook, load_rulebook
from pmi_core.evaluation.schema import Schema
from pmi_core.evaluation.scoring import (
    Band,
    ChecklistPolicy,
    ComponentScore,
    Scorecard,
    ScoringPolicy,
    load_policy,
    shipped_policies,
)
from pmi_core.evaluation.shipped import (
    SUBJECTS,
    read_rulebook,
    shipped_rulebook,
    shipped_rulebooks,
)
from pmi_core.evaluation.subject import Subject
from pmi_core.evaluation.trace import Trace, Valued, trace
from pmi_core.evaluation.turnout import Expected, Turnout
from pmi_core.evaluation.verdict_trace import (
    TRACE_KIND,
    StandingBasis,
    UsedParameter,
    VerdictTrace,
    trace_verdict,
)
from pmi_core.evaluation.walker import reserved_names
from pmi_core.evaluation.words import describe_pointer, describe_rule, describe_source

KINDS = (REVIEW_KIND, TRACE_KIND)

__all__ = [
    "BODY",
    "CONDITION",
    "DOSSIER",
    "KINDS",
    "PUBLICATION",
    "REPORT",
    "REVIEW_KIND",
    "SUBJECTS",
    "TRACE_KIND",
    "Band",
    "Bits",
    "Case",
    "CaseFile",
    "CaseKind",
    "CaseResult",
    "CheckedRulebook",
    "ChecklistPolicy",
    "Component",
    "ComponentId",
    "ComponentScore",
    "Context",
    "Criterion",
    "CriterionId",
    "Evaluation",
    "Expected",
    "Explanation",
    "FieldChange",
    "Frequency",
    "Function",
    "FunctionFailed",
    "Judged",
    "Judging",
    "Matter",
    "Measure",
    "MeasureId",
    "Missing",
    "MissingReason",
    "Mutant",
    "MutantKind",
    "MutantRun",
    "NoteKind",
    "Outcome",
    "RawResult",
    "Result",
    "Review",
    "ReviewDiff",
    "Route",
    "RuleChange",
    "Rulebook",
    "RulebookId",
    "Schema",
    "ScoreChange",
    "Scorecard",
    "ScoringPolicy",
    "Severity",
    "StandingBasis",
    "Subject",
    "SubjectVerdicts",
    "ToldValue",
    "TouchedRule",
    "Trace",
    "Turnout",
    "Used",
    "UsedParameter",
    "Valued",
    "VerdictChange",
    "VerdictTrace",
    "Verdicts",
    "builtins",
    "by_name",
    "condition_of",
    "describe_pointer",
    "describe_rule",
    "describe_source",
    "diff_days",
    "diff_reviews",
    "diff_rulebooks",
    "evaluate",
    "explain",
    "false_boundaries",
    "is_systemic",
    "judge",
    "labels_of",
    "lacking_kinds",
    "load_policy",
    "load_rulebook",
    "matters_of",
    "note_kind",
    "parameters_on",
    "read_cases",
    "read_rulebook",
    "reserved_names",
    "review",
    "rules_touched",
    "run_cases",
    "settling_fields",
    "shipped_policies",
    "shipped_rulebook",
    "shipped_rulebooks",
    "trace",
    "trace_verdict",
    "try_mutants",
]
