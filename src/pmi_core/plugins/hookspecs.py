"""The hooks a plugin may implement.

Every hook *registers* typed objects and is called once, when the host is loaded. Results are
sorted by id, so nothing depends on the order in which plugins are found.
"""

from collections.abc import Iterable
from typing import Any, Final

import pluggy

from pmi_core.documents import Exporter
from pmi_core.evaluation import Function, ScoringPolicy
from pmi_core.plugins.records import RulebookSource
from pmi_core.programme import Lifecycle
from pmi_core.regulation import LawPack

PROJECT: Final = "pmi_core"
hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)


@hookspec
def pmi_rulebooks() -> Iterable[RulebookSource]:
    """Register rulebooks: criteria as data, each with its basis.

    Example:
        A module::

            from collections.abc import Iterable
            from importlib import resources

            from pmi_core.plugins import RulebookSource, hookimpl


            @hookimpl
            def pmi_rulebooks() -> Iterable[RulebookSource]:
                data = resources.files("pmi_contoh").joinpath("laporan-contoh.toml").read_bytes()
                yield RulebookSource(id="laporan-contoh", data=data, file="laporan-contoh.toml")

    Returns:
        Rulebooks as bytes. Each is checked against the schema of its subject when a review is made;
        one with a fault stops the review, so that no verdict changes silently.

    Since:
        0.1.0
    """
    yield from ()


@hookspec
def pmi_scoring_policies() -> Iterable[ScoringPolicy]:
    """Register scoring policies: how the results of one report become a score and a grade.

    Example:
        A module::

            from collections.abc import Iterable
            from fractions import Fraction

            import attrs

            from pmi_core.evaluation import ScoringPolicy, shipped_policies
            from pmi_core.plugins import hookimpl


            @hookimpl
            def pmi_scoring_policies() -> Iterable[ScoringPolicy]:
                checklist = shipped_policies()[0]
                yield attrs.evolve(checklist, id="ketat", withhold_below=Fraction(3, 4))

    Returns:
        Policies. `pmi_core.testing.PolicySuite` holds the laws each must pass; one is used only
        when it is asked for by its id.

    Since:
        0.1.0
    """
    yield from ()


@hookspec
def pmi_exporters() -> Iterable[Exporter]:
    """Register exporters: how a review and its plan become files.

    Example:
        A module::

            from collections.abc import Iterable

            import attrs

            from pmi_core.documents import Bundle, Exporter, Output
            from pmi_core.plugins import hookimpl


            @attrs.frozen(kw_only=True)
            class TitleExporter:
                id: str = "judul"
                media_type: str = "text/plain"

                def export(self, bundle: Bundle) -> tuple[Output, ...]:
                    title = bundle.review.title.in_(bundle.language)
                    return (Output(name="judul.txt", data=title.encode()),)


            @hookimpl
            def pmi_exporters() -> Iterable[Exporter]:
                yield TitleExporter()

    Returns:
        Exporters. They return bytes and open no file; what they are given is already redacted.
        `pmi_core.testing.ExporterSuite` holds the laws each must pass.

    Since:
        0.1.0
    """
    yield from ()


@hookspec
def pmi_law() -> Iterable[LawPack]:
    """Register law packs: what is found out of instruments, and dated parameter values.

    Example:
        A module::

            from collections.abc import Iterable
            from pathlib import Path

            from pmi_core.plugins import hookimpl
            from pmi_core.regulation import LawPack, load_law_pack


            @hookimpl
            def pmi_law() -> Iterable[LawPack]:
                yield load_law_pack(Path(__file__).parent / "hukum")

    Returns:
        Law packs, laid over the shipped registry in the order of their ids, before those of
        `--law`.

    Since:
        0.1.0
    """
    yield from ()


@hookspec
def pmi_lifecycles() -> Iterable[Lifecycle[Any]]:
    """Register lifecycles: tables of states and events, each step with who decides and its basis.

    Example:
        A module::

            from collections.abc import Iterable
            from importlib import resources

            from pmi_core.plugins import hookimpl
            from pmi_core.programme import Facts, Lifecycle, load_lifecycle, shipped_guards


            @hookimpl
            def pmi_lifecycles() -> Iterable[Lifecycle[Facts]]:
                file = resources.files("pmi_contoh").joinpath("koperasi.toml")
                yield load_lifecycle({file.name: file.read_bytes()}, shipped_guards(), Facts())

    Returns:
        Lifecycles, whose conditions may be functions of their own. They are checked when the
        plugin is read; `pmi lifecycle` prints them, and `pmi_core.testing` runs them against a
        model. An id that ships is not replaced.

    Since:
        0.1.0
    """
    yield from ()


@hookspec
def pmi_rule_functions() -> Iterable[Function]:
    """Register functions that rules may call: typed, pure, of scalars or collections of them.

    Example:
        A module::

            from collections.abc import Iterable

            from pmi_core.evaluation import Function
            from pmi_core.messages import Text
            from pmi_core.plugins import hookimpl


            @hookimpl
            def pmi_rule_functions() -> Iterable[Function]:
                yield Function(
                    name="jumlah_kata",
                    parameters=(str,),
                    result=int,
                    call=lambda text: len(text.split()),
                    doc=Text(id="banyaknya kata dalam {0}", en="number of words in {0}"),
                )

    Returns:
        Functions. The name is how every rulebook may call it; a built-in one is not replaced. A
        function never sees an unknown argument. Where it raises, or gives a value of another type,
        the criterion comes out as `gagal_diperiksa`, never as a pass, with the plugin's name.

    Since:
        0.1.0
    """
    yield from ()
