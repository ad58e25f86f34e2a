"""The commands: they parse and print, the work is elsewhere."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from pmi_core import __version__
from pmi_core.cli.exits import Exit, worst
from pmi_core.cli.outcome import Outcome, outcome_of
from pmi_core.cli.show import abandon_streams, progress, say_unwritten, show
from pmi_core.codec import structure
from pmi_core.errors import FaultyInput
from pmi_core.messages import Language, text

if TYPE_CHECKING:
    from pmi_core.cli.rulebook import RulebookRequest

_LANGUAGES: Final = tuple(language.value for language in Language)


class _Day(click.ParamType[date]):
    name = "YYYY-MM-DD"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        try:
            return structure(value, date)
        except FaultyInput:
            self.fail(f"{value!r} is not a day written YYYY-MM-DD", param, ctx)


def _both(key: str) -> str:
    """A help text, Indonesian first."""
    help_ = text(f"cli.bantuan.{key}")
    return f"{help_.id} / {help_.en}"


def _finish(command: str, lang: str, as_json: bool, work: Callable[[], Outcome]) -> None:
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


_lang = click.option(
    "--lang", type=click.Choice(_LANGUAGES), default="id", show_default=True, help=_both("lang")
)
_json = click.option("--json", "as_json", is_flag=True, help=_both("json"))
_no_plugins = click.option("--no-plugins", is_flag=True, help=_both("no_plugins"))
_folder = click.Path(path_type=Path)
_law = click.option("--law", type=_folder, metavar="DIR", multiple=True, help=_both("law"))


def _judging(command: Callable[..., None]) -> Callable[..., None]:
    """The options that say by what is judged, in the order they are listed."""
    for option in reversed(
        (
            click.option("--as-of", type=_Day(), help=_both("as_of")),
            click.option("--known-on", type=_Day(), help=_both("known_on")),
            _law,
            click.option("--policy", metavar="ID", help=_both("policy")),
            click.option(
                "--rulebook",
                "rulebooks",
                metavar="ID|FILE",
                multiple=True,
                help=_both("rulebook"),
            ),
            _no_plugins,
            _lang,
            _json,
        )
    ):
        command = option(command)
    return command


@click.group(help=_both("pmi"), context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="pmi")
def pmi() -> None:
    """The `pmi` command."""


@pmi.command("review", help=_both("review"))
@click.argument("dossier", type=_folder)
@click.option("--out", type=_folder, metavar="DIR", help=_both("out"))
@click.option("--format", "formats", metavar="EXPORTER", multiple=True, help=_both("format"))
@_judging
def review_command(*, no_plugins: bool, lang: str, as_json: bool, **options: Any) -> None:
    """Review a dossier."""
    _refuse_misplaced(options)
    language = Language(lang)

    def work() -> Outcome:
        from pmi_core.cli.choosing import Request
        from pmi_core.cli.reviewing import STEPS, review_folder

        request = Request(plugins=not no_plugins, language=language, **options)
        with progress(len(STEPS), language) as step:
            return review_folder(request, step)

    _finish("review", lang, as_json, work)


def _refuse_misplaced(options: Mapping[str, Any]) -> None:
    out = options["out"]
    if out is None and options["formats"]:
        raise click.UsageError("--format needs --out")
    for folder in (options["dossier"], *options["law"]):
        if out is not None and out.resolve().is_relative_to(folder.resolve()):
            raise click.UsageError(f"--out lies inside {folder.name}, which is input only")


@pmi.command("check", help=_both("check"))
@click.argument("dossier", type=_folder)
@click.option("--write-index", is_flag=True, help=_both("write_index"))
@click.option("--notes", is_flag=True, help=_both("notes"))
@_law
@_no_plugins
@_lang
@_json
def check_command(
    *, dossier: Path, no_plugins: bool, lang: str, as_json: bool, **options: Any
) -> None:
    """Check that a dossier can be read whole."""

    def work() -> Outcome:
        from pmi_core.cli.checking import check_folder

        return check_folder(dossier, Language(lang), plugins=not no_plugins, **options)

    _finish("check", lang, as_json, work)


@pmi.command("explain", help=_both("explain"))
@click.argument("criterion", metavar="ID", required=False)
@click.option("--report", metavar="ID", help=_both("explain_report"))
@click.option("--subject", metavar="ID", help=_both("explain_subject"))
@click.option(
    "--dossier", type=_folder, metavar="DIR", default=Path(), help=_both("explain_dossier")
)
@click.option("--as-of", type=_Day(), help=_both("as_of"))
@click.option("--known-on", type=_Day(), help=_both("known_on"))
@_law
@click.option("--rulebook", "rulebooks", metavar="ID|FILE", multiple=True, help=_both("rulebook"))
@_no_plugins
@_lang
@_json
def explain_command(*, no_plugins: bool, lang: str, as_json: bool, **options: Any) -> None:
    """Explain a verdict."""
    if (options["report"] is None) is (options["subject"] is None):
        raise click.UsageError("name what was judged: --report ID or --subject ID")

    def work() -> Outcome:
        from pmi_core.cli.explaining import ExplainRequest, explain_verdict

        request = ExplainRequest(plugins=not no_plugins, language=Language(lang), **options)
        return explain_verdict(request)

    _finish("explain", lang, as_json, work)


@pmi.command("rules", help=_both("rules"))
@click.argument("rulebook", metavar="RULEBOOK", required=False)
@click.option("--on", type=_Day(), help=_both("rules_on"))
@click.option("--diff", nargs=2, metavar="A B", default=None, help=_both("rules_diff"))
@_law
@_no_plugins
@_lang
@_json
def rules_command(
    *, on: date | None, no_plugins: bool, lang: str, as_json: bool, **options: Any
) -> None:
    """Show the rules in words, or what differs between two."""

    def work() -> Outcome:
        from pmi_core.cli.handbook import handbook_day
        from pmi_core.cli.rules import RulesRequest, show_rules

        asked = RulesRequest(
            on=handbook_day(on), plugins=not no_plugins, language=Language(lang), **options
        )
        return show_rules(asked)

    _finish("rules", lang, as_json, work)


@pmi.group("law", help=_both("law_group"))
def law_group() -> None:
    """Commands on the law itself."""


@law_group.command("diff", help=_both("law_diff"))
@click.argument("pack", type=_folder)
@click.option("--dossier", type=_folder, metavar="DIR", help=_both("law_dossier"))
@_judging
def law_diff_command(
    *,
    pack: Path,
    dossier: Path | None,
    no_plugins: bool,
    lang: str,
    as_json: bool,
    **options: Any,
) -> None:
    """What a law pack changes."""

    def work() -> Outcome:
        from pmi_core.cli.choosing import Judging
        from pmi_core.cli.handbook import handbook_day
        from pmi_core.cli.law import diff_pack

        asked = Judging(plugins=not no_plugins, language=Language(lang), **options)
        return diff_pack(asked, pack, dossier, today=handbook_day(None))

    _finish("law diff", lang, as_json, work)


@law_group.command("coverage", help=_both("law_coverage"))
@click.option("--dossier", type=_folder, metavar="DIR", help=_both("law_dossier"))
@_judging
def law_coverage_command(
    *, dossier: Path | None, no_plugins: bool, lang: str, as_json: bool, **options: Any
) -> None:
    """What rests on what."""

    def work() -> Outcome:
        from pmi_core.cli.choosing import Judging
        from pmi_core.cli.law import show_coverage

        asked = Judging(plugins=not no_plugins, language=Language(lang), **options)
        return show_coverage(asked, dossier)

    _finish("law coverage", lang, as_json, work)


@pmi.command("handbook", help=_both("handbook"))
@click.argument("role", required=False)
@click.option("--on", type=_Day(), help=_both("on"))
@click.option("--place", metavar="CODE|NAME", help=_both("place"))
@_law
@click.option(
    "--format",
    "form",
    type=click.Choice(("text", "md")),
    default="text",
    show_default=True,
    help=_both("form"),
)
@_no_plugins
@_lang
@_json
def handbook_command(
    *, on: date | None, no_plugins: bool, lang: str, as_json: bool, **options: Any
) -> None:
    """Show what sources tell each role."""

    def work() -> Outcome:
        from pmi_core.cli.handbook import HandbookRequest, handbook_day, show_handbook

        language = Language(lang)
        asked = HandbookRequest(
            on=handbook_day(on), plugins=not no_plugins, language=language, **options
        )
        return show_handbook(asked)

    _finish("handbook", lang, as_json, work)


@pmi.command("lifecycle", help=_both("lifecycle"))
@click.argument("name", required=False)
@click.option("--on", type=_Day(), help=_both("lifecycle_on"))
@_law
@click.option(
    "--format",
    "form",
    type=click.Choice(("text", "md", "mermaid", "dot")),
    default="text",
    show_default=True,
    help=_both("lifecycle_form"),
)
@_no_plugins
@_lang
@_json
def lifecycle_command(
    *, on: date | None, no_plugins: bool, lang: str, as_json: bool, **options: Any
) -> None:
    """Show a lifecycle as a table or a picture."""

    def work() -> Outcome:
        from pmi_core.cli.handbook import handbook_day
        from pmi_core.cli.lifecycle import LifecycleRequest, show_lifecycle

        language = Language(lang)
        asked = LifecycleRequest(
            on=handbook_day(on), plugins=not no_plugins, language=language, **options
        )
        return show_lifecycle(asked)

    _finish("lifecycle", lang, as_json, work)


@law_group.command("show", help=_both("law_show"))
@click.argument("name")
@click.option("--on", type=_Day(), help=_both("law_on"))
@click.option("--known-on", type=_Day(), help=_both("known_on"))
@_law
@_no_plugins
@_lang
@_json
def law_show_command(
    *, on: date | None, no_plugins: bool, lang: str, as_json: bool, **options: Any
) -> None:
    """One instrument: what is known of it, and whether it is in force."""

    def work() -> Outcome:
        from pmi_core.cli.handbook import handbook_day
        from pmi_core.cli.law import SheetRequest, show_instrument

        language = Language(lang)
        asked = SheetRequest(
            on=handbook_day(on), plugins=not no_plugins, language=language, **options
        )
        return show_instrument(asked)

    _finish("law show", lang, as_json, work)


@pmi.group("rulebook", help=_both("rulebook_group"))
def rulebook_group() -> None:
    """Commands on one rulebook."""


_cases = click.option("--cases", type=_folder, metavar="FILE", help=_both("rulebook_cases"))


@rulebook_group.command("check", help=_both("rulebook_check"))
@click.argument("path")
@_law
@_no_plugins
@_lang
@_json
def rulebook_check_command(*, lang: str, as_json: bool, **options: Any) -> None:
    """Check that a rulebook is sound."""

    def work() -> Outcome:
        from pmi_core.cli.rulebook import check_rulebook

        return check_rulebook(_of_rulebook(lang, options))

    _finish("rulebook check", lang, as_json, work)


@rulebook_group.command("test", help=_both("rulebook_test"))
@click.argument("path")
@_cases
@_law
@_no_plugins
@_lang
@_json
def rulebook_test_command(*, lang: str, as_json: bool, **options: Any) -> None:
    """Run the cases of a rulebook."""

    def work() -> Outcome:
        from pmi_core.cli.rulebook import run_rulebook_cases

        return run_rulebook_cases(_of_rulebook(lang, options))

    _finish("rulebook test", lang, as_json, work)


@rulebook_group.command("mutate", help=_both("rulebook_mutate"))
@click.argument("path")
@_cases
@_law
@_no_plugins
@_lang
@_json
def rulebook_mutate_command(*, lang: str, as_json: bool, **options: Any) -> None:
    """Try small faults of a rulebook on its cases."""

    def work() -> Outcome:
        from pmi_core.cli.rulebook import mutate_rulebook

        return mutate_rulebook(_of_rulebook(lang, options))

    _finish("rulebook mutate", lang, as_json, work)


def _of_rulebook(lang: str, options: Mapping[str, Any]) -> "RulebookRequest":
    from pmi_core.cli.rulebook import RulebookRequest

    asked = dict(options)
    plugins = not asked.pop("no_plugins")
    return RulebookRequest(plugins=plugins, language=Language(lang), **asked)


@pmi.command("plugins", help=_both("plugins"))
@_no_plugins
@_lang
@_json
def plugins_command(*, no_plugins: bool, lang: str, as_json: bool) -> None:
    """List what plugins contribute."""

    def work() -> Outcome:
        from pmi_core.cli.listing import list_plugins

        return list_plugins(entry_points=not no_plugins, language=Language(lang))

    _finish("plugins", lang, as_json, work)


@pmi.command("schema", help=_both("schema"))
@click.argument("kind", required=False)
def schema_command(*, kind: str | None) -> None:
    """Print the JSON Schema of a kind of document, or the names of all kinds."""

    def work() -> Outcome:
        from pmi_core.cli.listing import print_schema

        return print_schema(kind)

    _finish("schema", "id", as_json=False, work=work)
