"""Errors carry fields, survive pickling, and say what to do next."""

import pickle
from builtins import LookupError as BuiltinLookupError

import pytest

from pmi_core.errors import (
    Ambiguous,
    Fault,
    FaultyDefinition,
    FaultyDossier,
    FaultyInput,
    FaultyLaw,
    FaultyPlugins,
    FaultyRulebook,
    NotFound,
    OutputNotWritten,
    PMIError,
    did_you_mean,
)

TYPE = Fault(code="type", message="expected text", file="b.json", pointer="/id")
MISSING = Fault(code="missing", message="this field is required", file="a.json")
HINTED = Fault(code="schema", message="too new", suggestion="update pmi_core")
EVERY_ERROR: list[PMIError] = [
    *(
        kind([TYPE, MISSING])
        for kind in (
            FaultyInput,
            FaultyDossier,
            FaultyRulebook,
            FaultyLaw,
            FaultyDefinition,
            FaultyPlugins,
        )
    ),
    NotFound("parameter", "batas_hari_kerj", ["batas_hari_kerja"]),
    Ambiguous("region", "Bandung", ["32.73", "32.04"]),
    OutputNotWritten("build/a.md", "No space left on device"),
]


@pytest.mark.parametrize("error", EVERY_ERROR, ids=lambda error: type(error).__name__)
def test_every_error_survives_pickling(error: PMIError) -> None:
    copy = pickle.loads(pickle.dumps(error))
    assert type(copy) is type(error)
    assert str(copy) == str(error)
    assert copy.args == error.args


@pytest.mark.parametrize(
    ("error", "builtin"),
    [
        (FaultyInput, ValueError),
        (FaultyPlugins, RuntimeError),
        (NotFound, BuiltinLookupError),
        (Ambiguous, BuiltinLookupError),
        (OutputNotWritten, OSError),
    ],
)
def test_each_leaf_is_also_the_nearest_builtin(error: type, builtin: type) -> None:
    assert issubclass(error, PMIError)
    assert issubclass(error, builtin)


def test_a_fault_names_its_place_its_code_and_the_next_step() -> None:
    assert str(TYPE) == "b.json /id: expected text [type]"
    assert str(MISSING) == "a.json: this field is required [missing]"
    assert str(HINTED) == "too new; update pmi_core [schema]"


def test_faults_come_once_each_in_the_order_of_files() -> None:
    error = FaultyInput([TYPE, MISSING, TYPE])
    assert error.faults == (MISSING, TYPE)
    assert str(error) == f"{MISSING}\n{TYPE}"


def test_faults_of_a_list_come_in_the_order_of_the_list() -> None:
    tenth, second = (
        Fault(code="type", message="expected text", pointer=f"/units/{n}") for n in (10, 2)
    )
    assert FaultyInput([tenth, second]).faults == (second, tenth)


def test_an_unknown_name_offers_the_nearest_known_one() -> None:
    assert str(EVERY_ERROR[6]) == (
        "no parameter is called 'batas_hari_kerj'; did you mean 'batas_hari_kerja'?"
    )
    assert did_you_mean("zzz", ["bulanan"]) == ""


def test_an_ambiguous_name_lists_every_candidate() -> None:
    assert str(EVERY_ERROR[7]) == "'Bandung' is the name of more than one region: 32.04, 32.73"


def test_an_unwritten_file_says_why_and_that_the_old_one_stands() -> None:
    assert str(EVERY_ERROR[8]) == (
        "build/a.md was not written: No space left on device; nothing there was changed"
    )


HOSTILE = "a\x1b[31mb\rc\nd\u2028e\u202ef\u0000"


def test_a_fault_is_one_line_whatever_it_quotes() -> None:
    text = str(Fault(code="x", message=HOSTILE, file=HOSTILE, pointer=HOSTILE))
    assert text.isprintable()
    assert text.splitlines() == [text]
    assert r"a\x1b[31mb\rc\nd\u2028e\u202ef\x00" in text


def test_a_fault_in_plain_words_is_left_as_it_is() -> None:
    assert str(Fault(code="x", message="“Pasal 9” – é")) == "“Pasal 9” – é [x]"


@pytest.mark.parametrize(("length", "cut"), [(120, False), (121, True)])
def test_a_long_name_is_not_repeated_whole(length: int, cut: bool) -> None:
    text = str(NotFound("place", "x" * length))
    assert ("…" in text) == cut
    assert len(text) < 160
