"""What the commands share: help in two languages, the options, and how one ends."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, Final

import click

from pmi_core.cli.exits import Exit, worst
from pmi_core.cli.outcome import Outcome, outcome_of
from pmi_core.cli.show import abandon_streams, say_unwritten, show
from pmi_core.codec import structure
from pmi_core.errors import FaultyInput
from pmi_core.messages import Language, text

_LANGUAGES: Final = tuple(language.value for language in Language)


class Day(click.ParamType[date]):
    """A day as the library writes it."""

    name = "YYYY-MM-DD"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day that a text gives."""
        try:
            return structure(value, date)
        except FaultyInput:
            self.fail(f"{value!r} is not a day written YYYY-MM-DD", param, ctx)


def both(key: str) -> str:
    """A help text, Indonesian first."""
    help_ = text(f"cli.bantuan.{key}")
    return f"{help_.id} / {help_.en}"


def finish(command: str, lang: str, as_json: bool, work: Callable[[], Outcome]) -> None:
    """Do a command's work, print what came of it, and exit with its code."""
    outcome = outcome_of(work)
    try:
        show(outcome, command=command, language=Language(lang), as_json=as_json)
    except BrokenPipeError:  # whoever read has seen enough; what was found stands
        abandon_streams()
    except OSError:
        say_unwritten(Language(lang))
        abandon_streams()
        raise click.exceptions.Exit(worst((outcome.exit, Exit.NOT_WRITTEN))) from None
    raise click.exceptions.Exit(outcome.exit)


lang_option = click.option(
    "--lang", type=click.Choice(_LANGUAGES), default="id", show_default=True, help=both("lang")
)
json_option = click.option("--json", "as_json", is_flag=True, help=both("json"))
no_plugins_option = click.option("--no-plugins", is_flag=True, help=both("no_plugins"))
FOLDER: Final = click.Path(path_type=Path)
law_option = click.option("--law", type=FOLDER, metavar="DIR", multiple=True, help=both("law"))


def judging(command: Callable[..., None]) -> Callable[..., None]:
    """The options that say by what is judged, in the order they are listed."""
    for option in reversed(
        (
            click.option("--as-of", type=Day(), help=both("as_of")),
            click.option("--known-on", type=Day(), help=both("known_on")),
            law_option,
            click.option("--policy", metavar="ID", help=both("policy")),
            click.option(
                "--rulebook",
                "rulebooks",
                metavar="ID|FILE",
                multiple=True,
                help=both("rulebook"),
            ),
            no_plugins_option,
            lang_option,
            json_option,
        )
    ):
        command = option(command)
    return command
