"""A kind of thing that rules can judge: what they may mention of it, and the day that counts."""

from collections.abc import Iterable, Mapping
from typing import Any

import attrs

from pmi_core.evaluation.functions import Function, builtins, by_name
from pmi_core.evaluation.schema import Schema
from pmi_core.evaluation.walker import reserved_names
from pmi_core.messages import text
from pmi_core.regulation import Registry


@attrs.frozen(kw_only=True, eq=False)
class Subject:
    """What a rulebook names as its `subject`.

    Attributes:
        name: Such as `report`.
        names: Annotation by name of every fact, the subject itself among them; only a plain `T`
            is always given. Each has a label `rules.name.<name>` in the catalogue.
        day: An expression for the day on which a criterion reads parameters, where it names none.
    """

    name: str
    names: Mapping[str, Any]
    day: str

    def schema(self, registry: Registry, functions: Iterable[Function] = ()) -> Schema:
        """The world of a rulebook on this subject, with the parameters of a law.

        Args:
            registry: Whose parameters.
            functions: What plugins add to the built-in functions.

        Raises:
            ValueError: A function has a name of the language itself.
        """
        added = by_name(functions)
        if taken := sorted(reserved_names() & added.keys()):
            raise ValueError(f"the language itself has {', '.join(taken)}")
        labels = {name: text(f"rules.name.{name}") for name in self.names}
        return Schema(
            subject=self.name,
            names=self.names,
            functions={**builtins(), **added},
            parameters=frozenset[str](parameter.key for parameter in registry.parameters),
            day=self.day,
            labels=labels | {str(item.key): item.label for item in registry.parameters},
        )
