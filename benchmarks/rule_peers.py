"""The 25 criteria in the languages of other engines, on reports digested for them beforehand.

That is an advantage to them: days are numbers, words are texts, and parameters lie in the report.
They answer yes or no; none of them gives witnesses or tells the unknown from the false, so they
get reports in which all is known. What a language cannot say is `true` there and not compared.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import Any

import attrs

from benchmarks.drawn_reports import IDS, PARAMETERS
from benchmarks.hand_rules import CHECKS
from pmi_core.evaluation import Outcome
from pmi_core.reporting import Activity, Expense, Report

Digest = Mapping[str, Any]
Judge = Callable[[Any], Sequence[bool]]


@attrs.frozen(kw_only=True)
class Peer:
    """An engine with the criteria loaded.

    Attributes:
        name: The engine and the form it is used in.
        judge: Whether each criterion is met.
        given: What it judges, made of a report before the time is taken.
        unsaid: The criteria its language cannot express.
    """

    name: str
    judge: Judge
    given: Callable[[Report], Any]
    unsaid: frozenset[str] = frozenset()


def digest(report: Report) -> dict[str, Any]:
    """A report as plain values; all of it is known."""
    cover: Any = report.cover
    received: Any = report.first_received_on
    return {
        "kind": report.kind.value,
        "revision": report.revision,
        "months": report.months_in_envelope,
        "total": report.total_expenses,
        "recommendations": len(report.recommendations or ()),
        "period": str(report.period),
        "first": report.period.first.toordinal(),
        "last": report.period.last.toordinal(),
        "received": received.toordinal(),
        "cover": {
            "period": str(cover.period),
            "role": cover.signer_role.value,
            "signed": cover.signed_on.toordinal(),
        },
        "activities": [_activity(activity) for activity in report.activities or ()],
        "expenses": [_expense(expense) for expense in report.expenses or ()],
        "days": [_day(activity) for activity in report.activities or ()],
        **PARAMETERS,
    }


def _activity(activity: Activity) -> dict[str, Any]:
    counted: Any = activity.participants
    kind: Any = activity.kind
    division: Any = activity.division
    return {
        "id": activity.id,
        "day": _day(activity),
        "kind": kind.value,
        "division": division.value,
        "total": counted.total,
        "female": counted.female,
        "male": counted.male,
        "partial": counted.partial,
        "evidence": [{"kind": file.kind.value} for file in activity.evidence or ()],
    }


def _day(item: Activity | Expense) -> int:
    day: Any = item.day
    return int(day.toordinal())


def _expense(expense: Expense) -> dict[str, Any]:
    return {
        "kind": expense.kind.value,
        "amount": expense.amount,
        "day": _day(expense),
        "proof": "" if expense.proof is None else expense.proof.value,
        "itemised": bool(expense.itemised),
    }


# Alike in every language with infix operators.
_PLAIN = (
    "kind == 'bulanan'",
    "cover.role == 'ketua' or cover.role == 'plt_ketua'",
    "cover.period == period",
    "cover.signed >= last",
    "received - last <= hari_batas",
    "revision == 1",
    "total <= pagu",
    "months == 1",
    "recommendations > 0",
    "cover.signed <= received",
)
_ZEN = (
    *_PLAIN,
    "len(activities) >= kegiatan",
    "count(activities, #.division == 'penyebarluasan_informasi') >= per_divisi",
    "count(activities, #.division == 'pendampingan') >= per_divisi",
    "count(activities, #.division == 'pencegahan') >= per_divisi",
    "sum(map(activities, #.total)) >= peserta",
    "true",
    "true",
    "all(activities, #.day >= first and #.day <= last)",
    "all(activities, #.partial or #.female + #.male == #.total)",
    "all(activities, len(#.evidence) > 0)",
    "all(filter(activities, #.kind == 'penyebarluasan'), some(#.evidence, #.kind == 'foto'))",
    "sum(map(expenses, #.amount)) == total",
    "all(expenses, #.proof != '')",
    "all(expenses, #.amount <= tanpa_rincian or #.itemised)",
    "all(filter(expenses, #.kind != 'pembuatan_laporan'), #.day in days)",
)
_CEL = (
    *(text.replace(" or ", " || ") for text in _PLAIN),
    "size(activities) >= kegiatan",
    "size(activities.filter(a, a.division == 'penyebarluasan_informasi')) >= per_divisi",
    "size(activities.filter(a, a.division == 'pendampingan')) >= per_divisi",
    "size(activities.filter(a, a.division == 'pencegahan')) >= per_divisi",
    "true",
    "true",
    "activities.all(a, size(activities.filter(b, b.id == a.id)) == 1)",
    "activities.all(a, a.day >= first && a.day <= last)",
    "activities.all(a, a.partial || a.female + a.male == a.total)",
    "activities.all(a, size(a.evidence) > 0)",
    "activities.all(a, a.kind != 'penyebarluasan' || a.evidence.exists(f, f.kind == 'foto'))",
    "true",
    "expenses.all(e, e.proof != '')",
    "expenses.all(e, e.amount <= tanpa_rincian || e.itemised)",
    "expenses.all(e, e.kind == 'pembuatan_laporan' || e.day in days)",
)
_OF = "for a in activities if"
_BY = "for e in expenses if"
_NO_PHOTO = "[f for f in a['evidence'] if f['kind'] == 'foto'].is_empty"
_RULE_ENGINE = (
    *_PLAIN,
    "activities.length >= kegiatan",
    f"[a {_OF} a['division'] == 'penyebarluasan_informasi'].length >= per_divisi",
    f"[a {_OF} a['division'] == 'pendampingan'].length >= per_divisi",
    f"[a {_OF} a['division'] == 'pencegahan'].length >= per_divisi",
    "$sum([a['total'] for a in activities]) >= peserta",
    "[a['day'] for a in activities].to_set.length >= hari_kegiatan",
    "[a['id'] for a in activities].to_set.length == activities.length",
    f"[a {_OF} a['day'] < first or a['day'] > last].is_empty",
    f"[a {_OF} not a['partial'] and a['female'] + a['male'] != a['total']].is_empty",
    f"[a {_OF} a['evidence'].is_empty].is_empty",
    f"[a {_OF} a['kind'] == 'penyebarluasan' and {_NO_PHOTO}].is_empty",
    "$sum([e['amount'] for e in expenses]) == total",
    f"[e {_BY} e['proof'] == ''].is_empty",
    f"[e {_BY} e['amount'] > tanpa_rincian and not e['itemised']].is_empty",
    f"[e {_BY} e['kind'] != 'pembuatan_laporan' and not (e['day'] in days)].is_empty",
)


def _var(name: str) -> dict[str, Any]:
    return {"var": name}


def _outer(name: str) -> dict[str, Any]:
    return {"val": [[1], name]}


def _no(items: str, test: Any) -> dict[str, Any]:
    return {"none": [_var(items), test]}


def _sum(items: str, field: str) -> dict[str, Any]:
    added = {"+": [_var("accumulator"), _var(f"current.{field}")]}
    return {"reduce": [_var(items), added, 0]}


def _division(word: str) -> dict[str, Any]:
    found = {"filter": [_var("activities"), {"===": [_var("division"), word]}]}
    return {">=": [{"length": found}, _var("per_divisi")]}


def _distinct(field: str) -> dict[str, Any]:
    return {"length": {"distinct": [{"map": [_var("activities"), _var(field)]}]}}


_JSON_LOGIC = (
    {"===": [_var("kind"), "bulanan"]},
    {"in": [_var("cover.role"), ["ketua", "plt_ketua"]]},
    {"===": [_var("cover.period"), _var("period")]},
    {">=": [_var("cover.signed"), _var("last")]},
    {"<=": [{"-": [_var("received"), _var("last")]}, _var("hari_batas")]},
    {"===": [_var("revision"), 1]},
    {"<=": [_var("total"), _var("pagu")]},
    {"===": [_var("months"), 1]},
    {">": [_var("recommendations"), 0]},
    {"<=": [_var("cover.signed"), _var("received")]},
    {">=": [{"length": _var("activities")}, _var("kegiatan")]},
    _division("penyebarluasan_informasi"),
    _division("pendampingan"),
    _division("pencegahan"),
    {">=": [_sum("activities", "total"), _var("peserta")]},
    {">=": [_distinct("day"), _var("hari_kegiatan")]},
    {"===": [_distinct("id"), {"length": _var("activities")}]},
    _no("activities", {"!": [{"<=": [_outer("first"), _var("day"), _outer("last")]}]}),
    _no(
        "activities",
        {
            "!": [
                {
                    "or": [
                        _var("partial"),
                        {"===": [{"+": [_var("female"), _var("male")]}, _var("total")]},
                    ]
                }
            ]
        },
    ),
    _no("activities", {"===": [{"length": _var("evidence")}, 0]}),
    _no(
        "activities",
        {
            "and": [
                {"===": [_var("kind"), "penyebarluasan"]},
                {"none": [_var("evidence"), {"===": [_var("kind"), "foto"]}]},
            ]
        },
    ),
    {"===": [_sum("expenses", "amount"), _var("total")]},
    _no("expenses", {"===": [_var("proof"), ""]}),
    _no(
        "expenses",
        {"!": [{"or": [{"<=": [_var("amount"), _outer("tanpa_rincian")]}, _var("itemised")]}]},
    ),
    _no(
        "expenses",
        {
            "and": [
                {"!==": [_var("kind"), "pembuatan_laporan"]},
                {"!": [{"in": [_var("day"), _outer("days")]}]},
            ]
        },
    ),
)


def _unsaid(texts: Sequence[object]) -> frozenset[str]:
    return frozenset(name for name, text in zip(IDS, texts, strict=True) if text == "true")


def zen_table() -> Peer:
    """A decision table: a column for each criterion, a row for each that fails."""
    inputs = [
        {"id": f"i{place}", "name": f"i{place}", "field": text} for place, text in enumerate(_ZEN)
    ]
    rows = [
        {
            "_id": f"r{place}",
            **{item["id"]: "" for item in inputs},
            f"i{place}": "false",
            "o": str(place),
        }
        for place in range(len(_ZEN))
    ]
    table = {
        "hitPolicy": "collect",
        "inputs": inputs,
        "outputs": [{"id": "o", "name": "o", "field": "place"}],
        "rules": rows,
    }
    content = {
        "nodes": [
            {"id": "a", "name": "a", "type": "inputNode"},
            {"id": "b", "name": "b", "type": "decisionTableNode", "content": table},
            {"id": "c", "name": "c", "type": "outputNode"},
        ],
        "edges": [
            {"id": "1", "sourceId": "a", "targetId": "b"},
            {"id": "2", "sourceId": "b", "targetId": "c"},
        ],
    }
    zen: Any = import_module("zen")
    decision = zen.ZenEngine().create_decision(json.dumps(content))

    def judge(given: Digest) -> list[bool]:
        failing = {int(row["place"]) for row in decision.evaluate(given)["result"]}
        return [place not in failing for place in range(len(_ZEN))]

    return Peer(name="zen-engine, decision table", judge=judge, given=digest, unsaid=_unsaid(_ZEN))


def zen_expression() -> Peer:
    """One compiled expression that gives all 25 answers: its best form."""
    zen: Any = import_module("zen")
    judge = zen.compile_expression(f"[{', '.join(_ZEN)}]").evaluate
    return Peer(name="zen-engine, one expression", judge=judge, given=digest, unsaid=_unsaid(_ZEN))


def cel() -> Peer:
    """One expression that gives all 25 answers, in the C++ implementation."""
    engine: Any = import_module("cel_expr_python.cel")
    names = digest_names()
    env = engine.NewEnv(variables=dict.fromkeys(names, engine.Type.DYN))
    program = env.compile(f"[{', '.join(_CEL)}]")

    def judge(given: Digest) -> list[bool]:
        return program.eval(env.Activation(given)).plain_value()  # type: ignore[no-any-return]

    return Peer(
        name="cel-expr-python, one expression", judge=judge, given=digest, unsaid=_unsaid(_CEL)
    )


def digest_names() -> list[str]:
    """The names at the top of a digest."""
    top = "kind revision months total recommendations period first last received cover"
    return [*top.split(), "activities", "expenses", "days", *PARAMETERS]


def datalogic() -> Peer:
    """JSONLogic in Rust, rule and data parsed beforehand."""
    engine: Any = import_module("datalogic_py")
    judge = engine.Engine().compile(list(_JSON_LOGIC)).evaluate_data
    return Peer(
        name="datalogic-py, data parsed beforehand",
        judge=judge,
        given=lambda report: engine.DataHandle(json.dumps(digest(report))),
    )


def rule_engine() -> Peer:
    """A rule for each criterion."""
    engine: Any = import_module("rule_engine")
    rules = [engine.Rule(text) for text in _RULE_ENGINE]
    return Peer(
        name="rule-engine, 25 rules",
        judge=lambda given: [rule.matches(given) for rule in rules],
        given=digest,
    )


def business_rules() -> Peer:
    """A rule for each criterion; it has no loops, so its variables call the hand-written checks.

    What is timed is the framework around them.
    """
    engine: Any = import_module("business_rules")
    variables: Any = import_module("business_rules.variables")
    actions: Any = import_module("business_rules.actions")

    def variable(place: int) -> Any:
        def fails(self: Any) -> bool:
            found = CHECKS[place](self.report, PARAMETERS)
            return found is not None and found.outcome is Outcome.NOT_MET

        fails.__name__ = IDS[place]
        return variables.boolean_rule_variable()(fails)

    made = type("Made", (variables.BaseVariables,), {n: variable(p) for p, n in enumerate(IDS)})

    class Noting(actions.BaseActions):  # type: ignore[misc]
        def __init__(self) -> None:
            self.met = [True] * len(IDS)

        @actions.rule_action(params={"place": engine.fields.FIELD_NUMERIC})  # type: ignore[untyped-decorator]
        def note(self, place: int) -> None:
            self.met[place] = False

    rules = [
        {
            "conditions": {"all": [{"name": name, "operator": "is_true", "value": True}]},
            "actions": [{"name": "note", "params": {"place": place}}],
        }
        for place, name in enumerate(IDS)
    ]

    def judge(report: Report) -> list[bool]:
        world = made()
        world.report = report
        noting = Noting()
        engine.run_all(rule_list=rules, defined_variables=world, defined_actions=noting)
        return noting.met

    return Peer(name="business-rules, checks in Python", judge=judge, given=lambda report: report)


PEERS = (zen_table, zen_expression, cel, business_rules, datalogic, rule_engine)
