"""The commands: they parse and print, the work is elsewhere."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pmi_core import __version__
from pmi_core.cli.options import (
    FOLDER,
    Day,
    both,
    finish,
    json_option,
    judging,
    lang_option,
    law_option,
    no_plugins_option,
)
from pmi_core.cli.outcome import Outcome
from pmi_core.cli.show import progress
from pmi_core.files import real_path
from pmi_core.messages import Language

if TYPE_CHECKING:
    from pmi_core.cli.rulebook import RulebookRequest


@click.group(help=both("pmi"), context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="pmi")
def pmi() -> None:
    """The `pmi` command."""


@pmi.command("review", help=both("review"))
@click.argument("dossier", type=FOLDER)
@click.option("--out", type=FOLDER, metavar="DIR", help=both("out"))
@click.option("--format", "formats", metavar="EXPORTER", multiple=True, help=both("format"))
@judging
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

    finish("review", lang, as_json, work)


def _refuse_misplaced(options: Mapping[str, Any]) -> None:
    out = options["out"]
    if out is None and options["formats"]:
        raise click.UsageError("--format needs --out")
    for folder in (options["dossier"], *options["law"]):
        if out is not None and real_path(out).is_relative_to(real_path(folder)):
            raise click.UsageError(f"--out lies inside {folder.name}, which is input only")


@pmi.command("check", help=both("check"))
@click.argument("dossier", type=FOLDER)
@click.option("--write-index", is_flag=True, help=both("write_index"))
@click.option("--notes", is_flag=True, help=both("notes"))
@law_option
@no_plugins_option
@lang_option
@json_option
def check_command(
    *, dossier: Path, no_plugins: bool, lang: str, as_json: bool, **options: Any
) -> None:
    """Check that a dossier can be read whole."""

    def work() -> Outcome:
        from pmi_core.cli.checking import check_folder

        return check_folder(dossier, Language(lang), plugins=not no_plugins, **options)

    finish("check", lang, as_json, work)


@pmi.command("explain", help=both("explain"))
@click.argument("criterion", metavar="ID", required=False)
@click.option("--report", metavar="ID", help=both("explain_report"))
@click.option("--subject", metavar="ID", help=both("explain_subject"))
@click.option("--dossier", type=FOLDER, metavar="DIR", default=Path(), help=both("explain_dossier"))
@click.option("--as-of", type=Day(), help=both("as_of"))
@click.option("--known-on", type=Day(), help=both("known_on"))
@law_option
@click.option("--rulebook", "rulebooks", metavar="ID|FILE", multiple=True, help=both("rulebook"))
@no_plugins_option
@lang_option
@json_option
def explain_command(*, no_plugins: bool, lang: str, as_json: bool, **options: Any) -> None:
    """Explain a verdict."""
    if (options["report"] is None) is (options["subject"] is None):
        raise click.UsageError("name what was judged: --report ID or --subject ID")

    def work() -> Outcome:
        from pmi_core.cli.explaining import ExplainRequest, explain_verdict

        request = ExplainRequest(plugins=not no_plugins, language=Language(lang), **options)
        return explain_verdict(request)

    finish("explain", lang, as_json, work)


@pmi.command("rules", help=both("rules"))
@click.argument("rulebook", metavar="RULEBOOK", required=False)
@click.option("--on", type=Day(), help=both("rules_on"))
@click.option("--diff", nargs=2, metavar="A B", default=None, help=both("rules_diff"))
@law_option
@no_plugins_option
@lang_option
@json_option
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

    finish("rules", lang, as_json, work)


@pmi.group("law", help=both("law_group"))
def law_group() -> None:
    """Commands on the law itself."""


@law_group.command("diff", help=both("law_diff"))
@click.argument("pack", type=FOLDER)
@click.option("--dossier", type=FOLDER, metavar="DIR", help=both("law_dossier"))
@judging
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
        from pmi_core.cli.choosing import Asked
        from pmi_core.cli.handbook import handbook_day
        from pmi_core.cli.law import diff_pack

        asked = Asked(plugins=not no_plugins, language=Language(lang), **options)
        return diff_pack(asked, pack, dossier, today=handbook_day(None))

    finish("law diff", lang, as_json, work)


@law_group.command("coverage", help=both("law_coverage"))
@click.option("--dossier", type=FOLDER, metavar="DIR", help=both("law_dossier"))
@judging
def law_coverage_command(
    *, dossier: Path | None, no_plugins: bool, lang: str, as_json: bool, **options: Any
) -> None:
    """What rests on what."""

    def work() -> Outcome:
        from pmi_core.cli.choosing import Asked
        from pmi_core.cli.law import show_coverage

        asked = Asked(plugins=not no_plugins, language=Language(lang), **options)
        return show_coverage(asked, dossier)

    finish("law coverage", lang, as_json, work)


@pmi.command("handbook", help=both("handbook"))
@click.argument("role", required=False)
@click.option("--on", type=Day(), help=both("on"))
@click.option("--place", metavar="CODE|NAME", help=both("place"))
@law_option
@click.option(
    "--format",
    "form",
    type=click.Choice(("text", "md")),
    default="text",
    show_default=True,
    help=both("form"),
)
@no_plugins_option
@lang_option
@json_option
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

    finish("handbook", lang, as_json, work)


@pmi.command("lifecycle", help=both("lifecycle"))
@click.argument("name", required=False)
@click.option("--on", type=Day(), help=both("lifecycle_on"))
@law_option
@click.option(
    "--format",
    "form",
    type=click.Choice(("text", "md", "mermaid", "dot")),
    default="text",
    show_default=True,
    help=both("lifecycle_form"),
)
@no_plugins_option
@lang_option
@json_option
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

    finish("lifecycle", lang, as_json, work)


@law_group.command("show", help=both("law_show"))
@click.argument("name")
@click.option("--on", type=Day(), help=both("law_on"))
@click.option("--known-on", type=Day(), help=both("known_on"))
@law_option
@no_plugins_option
@lang_option
@json_option
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

    finish("law show", lang, as_json, work)


@pmi.group("rulebook", help=both("rulebook_group"))
def rulebook_group() -> None:
    """Commands on one rulebook."""


_cases = click.option("--cases", type=FOLDER, metavar="FILE", help=both("rulebook_cases"))


@rulebook_group.command("check", help=both("rulebook_check"))
@click.argument("path")
@law_option
@no_plugins_option
@lang_option
@json_option
def rulebook_check_command(*, lang: str, as_json: bool, **options: Any) -> None:
    """Check that a rulebook is sound."""

    def work() -> Outcome:
        from pmi_core.cli.rulebook import check_rulebook

        return check_rulebook(_of_rulebook(lang, options))

    finish("rulebook check", lang, as_json, work)


@rulebook_group.command("test", help=both("rulebook_test"))
@click.argument("path")
@_cases
@law_option
@no_plugins_option
@lang_option
@json_option
def rulebook_test_command(*, lang: str, as_json: bool, **options: Any) -> None:
    """Run the cases of a rulebook."""

    def work() -> Outcome:
        from pmi_core.cli.rulebook import run_rulebook_cases

        return run_rulebook_cases(_of_rulebook(lang, options))

    finish("rulebook test", lang, as_json, work)


@rulebook_group.command("mutate", help=both("rulebook_mutate"))
@click.argument("path")
@_cases
@law_option
@no_plugins_option
@lang_option
@json_option
def rulebook_mutate_command(*, lang: str, as_json: bool, **options: Any) -> None:
    """Try small faults of a rulebook on its cases."""

    def work() -> Outcome:
        from pmi_core.cli.rulebook import mutate_rulebook

        return mutate_rulebook(_of_rulebook(lang, options))

    finish("rulebook mutate", lang, as_json, work)


def _of_rulebook(lang: str, options: Mapping[str, Any]) -> "RulebookRequest":
    from pmi_core.cli.rulebook import RulebookRequest

    asked = dict(options)
    plugins = not asked.pop("no_plugins")
    return RulebookRequest(plugins=plugins, language=Language(lang), **asked)


@pmi.command("plugins", help=both("plugins"))
@no_plugins_option
@lang_option
@json_option
def plugins_command(*, no_plugins: bool, lang: str, as_json: bool) -> None:
    """List what plugins contribute."""

    def work() -> Outcome:
        from pmi_core.cli.listing import list_plugins

        return list_plugins(entry_points=not no_plugins, language=Language(lang))

    finish("plugins", lang, as_json, work)


@pmi.command("schema", help=both("schema"))
@click.argument("kind", required=False)
def schema_command(*, kind: str | None) -> None:
    """Print the JSON Schema of a kind of document, or the names of all kinds."""

    def work() -> Outcome:
        from pmi_core.cli.listing import print_schema

        return print_schema(kind)

    finish("schema", "id", as_json=False, work=work)
