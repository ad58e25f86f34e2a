"""Tasks as sources name them; roles and functions are mostly not found, and then nothing ships."""

from functools import cache
from importlib import resources

import attrs

from pmi_core import codec
from pmi_core.messages import Text
from pmi_core.programme.vocabulary import Division, Programme
from pmi_core.regulation import Basis


@attrs.frozen(kw_only=True)
class Task:
    """A task (tugas) of a programme, or of one of its divisions.

    Attributes:
        division: The division it belongs to; absent where it belongs to the whole unit.
        basis: At least one; a meeting in one province is no national rule, and its standing
            elsewhere is computed as analogy.
    """

    id: str
    programme: Programme
    division: Division | None = codec.optional(absent="none")
    text: Text
    basis: tuple[Basis, ...] = attrs.field(validator=attrs.validators.min_len(1))


@cache
def shipped_tasks() -> tuple[Task, ...]:
    """The tasks that ship, in the order of their source.

    >>> len({task.division for task in shipped_tasks()})
    3
    """
    file = "tasks.toml"
    data = resources.files("pmi_core").joinpath("data", file).read_bytes()
    return codec.load(data, _Sheet, file=file).tasks


@attrs.frozen(kw_only=True)
class _Sheet:
    tasks: tuple[Task, ...]
