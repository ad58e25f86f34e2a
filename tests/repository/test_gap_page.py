"""The page for lawyers shows a whole law pack, and what it says of it is so."""

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pmi_core import files
from pmi_core.cli.commands import pmi
from pmi_core.cli.exits import Exit
from pmi_core.regulation import InstrumentKind, ProvenanceStatus, RelationKind

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/how-to/fill-a-gap.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
BLOCKS = BLOCK.findall(PAGE)
PACK, NEW = [text for language, text in BLOCKS if language == "toml"]
COMMANDS = [text.strip() for language, text in BLOCKS if language == "sh"]
PRINTED = [text.strip() for language, text in BLOCKS if language == "text"]


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    files.write(tmp_path / "naskah-rekaan" / "pack.toml", PACK.encode())
    files.write(tmp_path / "permen-rekaan" / "pack.toml", NEW.encode())
    return tmp_path / "naskah-rekaan"


def run(command: str, pack: Path) -> Result:
    """A command of the page, with its folders where they are."""
    places = {
        "naskah-rekaan": str(pack),
        "examples/rakernas-2023": str(ROOT / "examples/rakernas-2023"),
        "hasil": str(pack.parent / "hasil"),
        "permen-rekaan": str(pack.parent / "permen-rekaan"),
    }
    program, *words = shlex.split(command)
    assert program == "pmi"
    return CliRunner().invoke(pmi, [places.get(word, word) for word in words] + ["--no-plugins"])


def lines_in(text: str, printed: str) -> bool:
    """Whether each line of the page is a whole line of a text, in the order of the page."""
    lines = iter(text.splitlines())
    return all(line in lines for line in printed.splitlines())


def test_the_page_has_the_commands_it_tells_of() -> None:
    assert [command.split()[1] for command in COMMANDS] == ["law", "law", "law", "review", "law"]
    assert len(PRINTED) == 6


def test_the_gap_is_as_the_page_shows_it(pack: Path) -> None:
    result = run(COMMANDS[0], pack)
    assert result.exit_code == Exit.CLEAN
    assert lines_in(result.stdout, PRINTED[0])
    assert lines_in(result.stdout, PRINTED[1])
    assert "Pasal 99" not in result.stdout


def test_what_the_pack_changes_is_what_the_page_prints(pack: Path) -> None:
    result = run(COMMANDS[1], pack)
    assert result.exit_code == Exit.FINDINGS
    assert lines_in(result.stdout, PRINTED[2])


def test_as_known_at_the_meeting_nothing_turns(pack: Path) -> None:
    result = run(COMMANDS[2], pack)
    assert result.exit_code == Exit.CLEAN
    assert lines_in(result.stdout, PRINTED[3])


def test_a_review_by_the_pack_names_it_in_the_manifest(pack: Path) -> None:
    assert run(COMMANDS[3], pack).exit_code == Exit.FINDINGS
    manifest = (pack.parent / "hasil" / "manifest.json").read_text(encoding="utf-8")
    assert '"naskah-rekaan/pack.toml"' in manifest


def test_an_article_that_no_entry_shows_is_refused_as_the_page_says(pack: Path) -> None:
    head, rest = PACK.split("# One entry for each provision.\n")
    _, numbers = rest.split("# A number that the provision sets.\n")
    files.write(pack / "pack.toml", (head + numbers).encode())
    result = run(COMMANDS[1], pack)
    assert result.exit_code == Exit.UNREADABLE
    assert PRINTED[5] in result.stderr
    assert result.stdout == ""


def test_a_new_instrument_ends_what_the_page_says_it_ends(pack: Path) -> None:
    result = run(COMMANDS[4], pack)
    assert result.exit_code == Exit.CLEAN
    assert lines_in(result.stdout, PRINTED[4])


def test_the_page_lists_every_word_a_lawyer_may_write() -> None:
    words = [*InstrumentKind, *RelationKind, ProvenanceStatus.TEXT_SEEN, ProvenanceStatus.REPORTED]
    assert [word.value for word in words if f"`{word.value}`" not in PAGE] == []


def test_the_page_on_verdicts_shows_what_differs_between_two_days(pack: Path) -> None:
    page = (ROOT / "docs/how-to/explain-a-verdict.md").read_text(encoding="utf-8")
    days = "pmi rules --diff 2023-06-30 2023-07-03"
    assert f"{days}    #" in page
    assert f"`{days} --law naskah-rekaan`" in page
    assert run(days, pack).stdout == "Tidak ada yang berbeda.\n"
    printed = run(f"{days} --law naskah-rekaan", pack).stdout
    assert f"```text\n{printed}```" in page
