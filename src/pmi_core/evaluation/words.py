"""Conditions in words, in both languages, from the tree that is evaluated."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from enum import Enum
from fractions import Fraction
from typing import Any, Final

from pmi_core.errors import NotFound
from pmi_core.evaluation import tree
from pmi_core.evaluation.schema import Schema
from pmi_core.evaluation.shapes import DAY, Shape, Sort, members_of, shape_of
from pmi_core.evaluation.tree import Node, Origin
from pmi_core.messages import Language, Text, catalogue, format_value, text
from pmi_core.regulation import Period, label

Labels = Mapping[str, Text]


def describe(node: Node, language: Language, labels: Labels) -> str:
    """A condition or value in words.

    Args:
        node: A checked expression.
        language: One of the two.
        labels: What people call measures, parameters and facts; where a label is missing, here or
            in the catalogue (`field.<Class>.<name>`), the identifier stands with blanks.
    """
    return _Speaker(language, labels).say(node)


def describe_condition(node: Node, language: Language, labels: Labels) -> str:
    """A condition in words; what is only true or false is a sentence, not the name of a field."""
    return _Speaker(language, labels).holds(node)


def describe_rule(rule: tree.Rule, language: Language, labels: Labels) -> str:
    """What a criterion asks, in words: to what it applies, of which items, and what must hold."""
    speaker = _Speaker(language, labels)
    said = speaker.holds(rule.require)
    if rule.loops:
        said = speaker.words("each", many=speaker.loops(rule.loops), rest=said)
    if rule.when is not None:
        said = speaker.words("when", when=speaker.part(rule.when), rest=said)
    return said[:1].upper() + said[1:]


def describe_source(source: str, schema: Schema) -> Text:
    """What people call a fact that is missing, such as `report.activities.participants`.

    A path into items names their collection; what is no path keeps its own text.

    >>> from pmi_core.evaluation import shipped_rulebook
    >>> describe_source("report.cover.signer_role", shipped_rulebook("kawan-bulanan").schema).id
    'penanda tangan sampul laporan'
    """
    return Text(
        id=_said_source(source, schema, Language.ID), en=_said_source(source, schema, Language.EN)
    )


def describe_pointer(pointer: str, schema: Schema) -> Text:
    """Which item a pointer into the subject of a schema means: its collection and its number.

    >>> from pmi_core.evaluation import shipped_rulebook
    >>> describe_pointer("/expenses/0", shipped_rulebook("kawan-bulanan").schema).id
    'biaya ke-1'
    """
    return Text(
        id=_said_pointer(pointer, schema, Language.ID),
        en=_said_pointer(pointer, schema, Language.EN),
    )


def _said_pointer(pointer: str, schema: Schema, language: Language) -> str:
    speaker = _Speaker(language, schema.labels)
    kind = _record_in(shape_of(schema.names[schema.subject])[0])
    said: list[str] = []
    for step in pointer.split("/")[1:]:
        if step.isdecimal() and said:
            said[-1] = speaker.words("numbered", many=said[-1], number=str(int(step) + 1))
        elif kind is None or step not in members_of(kind):
            return pointer
        else:
            said.append(speaker.field_label(kind, step))
            kind = _record_in(members_of(kind)[step].shape)
    return ", ".join(said)


def _said_source(source: str, schema: Schema, language: Language) -> str:
    speaker = _Speaker(language, schema.labels)
    first, *rest = source.split(".")
    if first not in schema.labels:
        return source
    said = schema.labels[first].in_(language)
    kind = _record_in(shape_of(schema.names[first])[0]) if first in schema.names else None
    for name in rest:
        if kind is None or name not in members_of(kind):
            return source
        said = speaker.words("field", field=speaker.field_label(kind, name), base=said)
        kind = _record_in(members_of(kind)[name].shape)
    return said


def _record_in(shape: Shape) -> type | None:
    return shape.of if shape.item is None else shape.item.of


def value_text(value: object, language: Language) -> str:
    """A value as people read it; what nobody knows says so.

    >>> value_text(1250000, Language.ID)
    '1.250.000'
    """
    if isinstance(value, bool) or value is None:
        return format_value(value, "", language)
    if isinstance(value, int):
        return format_value(value, "angka", language)
    if isinstance(value, Enum):
        return _word(value, language)
    if isinstance(value, (date, Fraction)):
        return format_value(value, "", language)
    return label(value).in_(language) if isinstance(value, Period) else str(value)


def _word(member: Enum, language: Language) -> str:
    try:
        return format_value(member, "", language)
    except NotFound:  # a plugin's own enum may have no labels
        return str(member.value)


_SHORT: Final = (tree.Answer, tree.Const, tree.Field, tree.Name, tree.Size)


class _Speaker:
    """Says nodes in one language."""

    def __init__(self, language: Language, labels: Labels) -> None:
        self.language = language
        self.labels = labels

    def say(self, node: Node) -> str:
        """A node in words."""
        return _SAYERS[type(node)](self, node)

    def holds(self, node: Node) -> str:
        """A condition in words: a sentence where the catalogue has one for a field."""
        return self.sentence(node) or self.say(node)

    def sentence(self, node: Node, *, joined: bool = False) -> str | None:
        """What is said where a field of yes or no, or its denial, is all that is asked.

        Behind "that" it may differ: a sentence that stands apart needs a subject of its own.
        """
        denied = isinstance(node, tree.Not)
        field = node.operand if isinstance(node, tree.Not) else node
        if not isinstance(field, tree.Field) or field.shape.sort is not Sort.BOOL:
            return None
        kind = field.base.shape.of
        key = f"sentence.{kind.__name__ if kind else ''}.{field.name}.{'no' if denied else 'yes'}"
        both = catalogue().get(key)
        known = both if joined else catalogue().get(f"{key}_apart", both)
        return None if known is None else known.in_(self.language)

    def inner(self, node: Node) -> str:
        """A node in words, in brackets where it would run into its surroundings."""
        said = self.say(node)
        short = isinstance(node, tree.Call) and len(node.arguments) == 1
        return said if short or isinstance(node, _SHORT) else self.words("brackets", inner=said)

    def part(self, node: Node) -> str:
        """A condition beside others; what holds of all or some items ends with its brackets."""
        if isinstance(node, tree.Aggregate) and node.name in ("all", "any"):
            return self.inner(node)
        return self.holds(node)

    def words(self, key: str, **parts: str) -> str:
        """A phrase of the catalogue with its parts."""
        return text(f"rules.words.{key}").in_(self.language).format(**parts)

    def label(self, key: str, name: str) -> str:
        """A label of the catalogue, or the identifier with blanks."""
        found = catalogue().get(key)
        return found.in_(self.language) if found is not None else name.replace("_", " ")

    def name(self, node: tree.Name) -> str:
        """A fact, measure or parameter; what an item of a loop is called, the loop has said."""
        if node.origin is Origin.BINDER:
            return self.words("item")
        given = self.labels.get(node.name)
        said = given.in_(self.language) if given is not None else node.name.replace("_", " ")
        return said[:1].lower() + said[1:] if said[1:2].islower() else said

    def field(self, node: tree.Field) -> str:
        """A field; that it belongs to the item at hand is understood."""
        said = self.field_label(node.base.shape.of, node.name)
        if isinstance(node.base, tree.Name) and node.base.origin is Origin.BINDER:
            return said
        return self.words("field", field=said, base=self.say(node.base))

    def field_label(self, kind: type | None, name: str) -> str:
        """What a field of a type is called; a base type may have named it."""
        kinds = () if kind is None else kind.__mro__
        keys = (f"field.{item.__name__}.{name}" for item in kinds)
        return self.label(next((key for key in keys if key in catalogue()), ""), name)

    def loops(self, loops: Sequence[tree.Loop]) -> str:
        """The collections of loops, the innermost first, with their conditions."""
        said = ""
        for loop in loops:
            many = self.say(loop.collection)
            if loop.condition is not None:
                many = self.where(many, loop.condition)
            said = self.words("inside", inner=many, outer=said) if said else many
        return said

    def where(self, many: str, condition: Node) -> str:
        """A collection with what its items are asked to be."""
        said = self.sentence(condition, joined=True)
        if said is not None:
            return self.words("that", many=many, condition=said)
        return self.words("where", many=many, condition=self.inner(condition))

    def values(self, generator: tree.Generator) -> str:
        """The elements of a generator."""
        many = self.loops(generator.loops)
        if isinstance(generator.element, tree.Name):
            return many
        return self.words("values", element=self.inner(generator.element), many=many)


def _const(speaker: _Speaker, node: tree.Const) -> str:
    said = value_text(node.value, speaker.language)
    if not isinstance(node.value, str):
        return said
    return speaker.words("text" if said else "empty", value=said)


def _constants(speaker: _Speaker, node: tree.Constants) -> str:
    values = [value_text(value, speaker.language) for value in node.values]
    return ", ".join(values[:-1]) + speaker.words("or") * (len(values) > 1) + values[-1]


_COMPARED: Final = {"==": "eq", "!=": "ne", "<": "lt", "<=": "le", ">": "gt", ">=": "ge"}
_COMPUTED: Final = {"+": "plus", "-": "minus", "*": "times", "//": "floor", "%": "modulo"}


def _compare(speaker: _Speaker, node: tree.Compare) -> str:
    left, right = speaker.inner(node.left), speaker.inner(node.right)
    return compared(node.op, left, right, speaker.language, days=node.left.shape == DAY)


def compared(op: str, left: str, right: str, language: Language, *, days: bool) -> str:
    """A comparison of two things that are already in words."""
    key = _COMPARED[op] + ("_day" if days and op not in ("==", "!=") else "")
    return text(f"rules.words.{key}").in_(language).format(left=left, right=right)


def shown(value: object, language: Language) -> str:
    """A value as a sentence names it: a day with its weekday.

    >>> shown(date(2024, 8, 7), Language.ID)
    'Rabu, 7 Agustus 2024'
    """
    if isinstance(value, date):
        return format_value(value, "hari", language)
    return value_text(value, language)


def _arithmetic(speaker: _Speaker, node: tree.Arithmetic) -> str:
    left, right = speaker.inner(node.left), speaker.inner(node.right)
    return speaker.words(_COMPUTED[node.op], left=left, right=right)


def _is_none(speaker: _Speaker, node: tree.IsNone) -> str:
    return speaker.words("present" if node.negated else "absent", operand=speaker.say(node.operand))


def _membership(speaker: _Speaker, node: tree.Membership) -> str:
    key = "not_in" if node.negated else "in"
    return speaker.words(key, left=speaker.inner(node.left), right=speaker.say(node.right))


def _logic(speaker: _Speaker, node: tree.Logic) -> str:
    parts = (
        speaker.inner(operand) if isinstance(operand, tree.Logic) else speaker.part(operand)
        for operand in node.operands
    )
    return speaker.words(node.op).join(parts)


def _near(speaker: _Speaker, node: tree.Near) -> str:
    left, tolerance = speaker.inner(node.left), speaker.inner(node.tolerance)
    return speaker.words("near", left=left, right=speaker.say(node.right), tolerance=tolerance)


_ASKED: Final = frozenset({"all", "any", "count"})


def _counted(speaker: _Speaker, node: tree.Aggregate) -> str:
    """The phrase for items of which a sentence is said; the collection may have one already."""
    condition = node.generator.loops[-1].condition
    told = condition is not None and speaker.sentence(condition) is not None
    return "count_also" if told else "count_that"


def _aggregate(speaker: _Speaker, node: tree.Aggregate) -> str:
    element = node.generator.element
    joined = node.name == "count"
    sentence = speaker.sentence(element, joined=joined) if node.name in _ASKED else None
    counted = joined and sentence is not None
    return speaker.words(
        _counted(speaker, node) if counted else node.name,
        element=speaker.say(element) if sentence is None else sentence,
        many=speaker.loops(node.generator.loops),
        values=speaker.values(node.generator),
    )


def _call(speaker: _Speaker, node: tree.Call) -> str:
    doc = node.function.doc.in_(speaker.language)
    return doc.format(*(speaker.inner(argument) for argument in node.arguments))


def _operand(key: str) -> Callable[[_Speaker, Any], str]:
    return lambda speaker, node: speaker.words(key, operand=speaker.inner(node.operand))


def _not(speaker: _Speaker, node: tree.Not) -> str:
    return speaker.sentence(node) or speaker.words("not", operand=speaker.inner(node.operand))


_SAYERS: Final[Mapping[type[Node], Callable[[_Speaker, Any], str]]] = {
    tree.Aggregate: _aggregate,
    tree.Answer: lambda speaker, node: speaker.words("answer", id=node.id),
    tree.Arithmetic: _arithmetic,
    tree.Call: _call,
    tree.Compare: _compare,
    tree.Const: _const,
    tree.Constants: _constants,
    tree.Field: _Speaker.field,
    tree.Gathered: lambda speaker, node: speaker.values(node.generator),
    tree.IsNone: _is_none,
    tree.Logic: _logic,
    tree.Membership: _membership,
    tree.Name: _Speaker.name,
    tree.Near: _near,
    tree.Negative: _operand("negative"),
    tree.Not: _not,
    tree.Size: lambda speaker, node: speaker.words("size", many=speaker.say(node.collection)),
}
