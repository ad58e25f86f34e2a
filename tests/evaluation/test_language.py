"""What can be written in a rule, and where the limits are."""

import warnings

import pytest

from pmi_core.evaluation.grammar import DEEPEST, LONGEST, Source, read
from tests.evaluation.world import criterion, fault, faults, holds


@pytest.mark.parametrize(
    "text",
    [
        "True",
        "not False",
        "1 + 2 == 3",
        "1 < 2 < 3",
        "7 // 2 == 3 and 7 % 2 == 1",
        "-1 < 0",
        "2 * 3 - 6 == 0",
        "1_000 == 1000",
        "(1 ==\n 1)",
        "1 == 1\n and 2 == 2",
        "'a' in ('a', 'b') and 'c' not in ('a', 'b') and 1 in (1, -1)",
        "thing.kind == 'bulanan'",
        "'bulanan' == thing.kind",
        "thing.last >= '2023-01-01'",
        "thing.code == '2023' and thing.code.year == 2023",
        "thing.mark == 'a' and thing.mark.length == 1",
        'thing.title == "judul" or True',
        "'é' == 'é'",
    ],
)
def test_the_subset_of_python_means_what_python_means(text: str) -> None:
    assert holds(text) is True


@pytest.mark.parametrize(
    ("text", "code", "part"),
    [
        ("", "syntax", "column 1: nothing"),
        ("   ", "syntax", "nothing"),
        ("1 / 2 == 1", "character", "column 3: the character '/'"),
        ("1 = 1", "character", "'='"),
        ("True # yes", "character", "'#'"),
        ("True & True", "character", "'&'"),
        ("'a\\n' == 'a'", "character", "column 1"),
        ("ｔhing.total == 1", "character", "column 1: the character U+FF54"),
        ("thing.total == 1\u202e", "character", "U+202E"),
        ("1.5 < 2", "syntax", "column 2: a number has no decimals"),
        ("1or True", "syntax", "column 2: a number runs into a name"),
        ("0x10 == 16", "syntax", "a number runs into a name"),
        ("f'a' == 'a'", "syntax", "a name runs into a text"),
        ("'a' 'b' == 'ab'", "syntax", "two texts"),
        ("'''a''' == 'a'", "syntax", "two texts"),
        ("True)", "syntax", "a bracket is closed that was not opened"),
        ("(True", "syntax", "a bracket is not closed"),
        ("True) or (True", "syntax", "a bracket is closed"),
        ("(True]", "syntax", "not an expression"),
        ("True True", "syntax", "not an expression"),
        ("007 == 7", "syntax", "not an expression"),
        ("thing.total ==", "syntax", "not an expression"),
        ("thing.class == 1", "syntax", "not an expression"),
        ("2 ** 2 == 4", "grammar", "operator"),
        ("+1 == 1", "grammar", "sign"),
        ("True if True else False", "grammar", "`if … else`"),
        ("thing.items[0].amount == 1", "grammar", "picking"),
        ("len([item for item in thing.items]) == 1", "grammar", "a list in brackets"),
        ("[True]", "grammar", "a list that does not follow"),
        ("True, True", "grammar", "a list that does not follow"),
        ("(item.sure for item in thing.items)", "grammar", "a loop outside a function"),
        ("{'a': 1} == 1", "character", "':'"),
        ("{**thing}", "grammar", "`Dict`"),
        ("None == 1", "grammar", "None stands only after"),
        ("thing.total is 1", "grammar", "`is` stands only before None"),
        ("thing.total is not thing", "grammar", "`is` stands only before None"),
        ("99999999999999999 == 1", "constant", "column 1: a whole number is below 10^16"),
        (
            "thing.title == '\u200b'",
            "constant",
            "column 16: a text may not hold the character U+200B",
        ),
        ("thing.title == 'a\u00a0b'", "constant", "the character U+00A0"),
        ("... == 1", "grammar", "column 1: `...` is not part of the rule language"),
        ("thing.kind in ['bulanan']", "grammar", "column 15: constants after `in` stand in round"),
        ("1 not in {1, 2}", "grammar", "column 10: constants after `in` stand in round brackets"),
        ("item.sure for item in thing.items", "grammar", "column 1: a loop outside a function"),
        ("item async for item in past", "grammar", "column 1: a loop outside a function"),
        ("any(True for item.amount in thing.items)", "grammar", "a loop names one item"),
        ("any(True for a, b in thing.items)", "grammar", "a loop names one item"),
        ("any(True async for a in thing.items)", "grammar", "column 20: `async` is not part"),
        ("abs(*thing.items) == 1", "grammar", "one by one"),
        ("thing.items.count(1) == 1", "grammar", "only a function's name"),
        ("await thing", "grammar", "`Await`"),
    ],
)
def test_everything_else_is_refused_with_its_place(text: str, code: str, part: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        first, *others = faults(criterion(text))
    assert (first.code, part in first.message) == (code, True)
    assert {found.pointer for found in (first, *others)} == {"/criterion/0/require"}


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        ("1 / 2 == 1", "write ratio(a, b)"),
        ("True & True", "write and"),
        ("thing.total != 1 | True", "write or"),
        ("thing.last - thing.last == 0", "write days(a, b) for the days between two days"),
        ("thing.total is 1", "write =="),
        ("thing.kind in ['bulanan']", "write ('bulanan',)"),
        ("thing.total in {1, -1}", "write (1, -1)"),
        ("thing.total in [1, [2]]", ""),
        ("thing.title == 'a\u00a0b'", "write a plain space"),
    ],
)
def test_a_refusal_says_what_to_write_instead(text: str, suggestion: str) -> None:
    assert suggestion in {found.suggestion for found in faults(criterion(text))}


def test_length_and_depth_are_bounded_before_anything_is_parsed() -> None:
    assert fault("1 == 1 " + " " * LONGEST).code == "length"
    assert fault("(" * 400 + "True" + ")" * 90).code == "depth"
    assert fault("not " * 100 + "True").code == "depth"
    assert fault("1 + " * 100 + "1 == 1").code == "depth"
    assert fault("thing" + ".a" * 50 + " == 1").code == "depth"
    assert holds("(" * DEEPEST + "True" + ")" * DEEPEST)
    assert holds("True and " * 50 + "True")


@pytest.mark.parametrize(
    ("text", "code"), [("'\ud800' == 'a'", "syntax"), ("1 == 1\x00", "character")]
)
def test_what_no_file_can_hold_is_a_fault_all_the_same(text: str, code: str) -> None:
    parsed, (found,) = read(Source(text=text))
    assert parsed is None
    assert found.code == code


def test_columns_count_characters_over_all_lines() -> None:
    assert fault("'é' == 'é' and thing.totl == 1").message.startswith("column 16: Thing has")
    assert fault("True\nand thing.totl == 1").message.startswith("column 10: Thing has")
