# ruff: noqa: S101 - laws are stated as assertions
"""Conformance suites: the laws every exporter and every scoring policy must pass.

Subclass one in a test module and set its attribute; pytest collects the laws. What is built in
passes the same suites.
"""

import io
import re
from contextlib import redirect_stderr, redirect_stdout
from typing import ClassVar, Final

import attrs
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from pmi_core import codec, files
from pmi_core.documents import MANIFEST, Bundle, Exporter, Output
from pmi_core.evaluation import (
    Evaluation,
    Outcome,
    Scorecard,
    ScoringPolicy,
    shipped_rulebook,
)
from pmi_core.messages import Language
from pmi_core.testing.rounds import CANARIES, bundles, empty_bundle, evaluations

# A law is inherited by many classes and may use their fixtures: both are meant.
laws: Final = settings(
    deadline=None,
    max_examples=10,
    # A whole round takes minutes to shrink and reads no better; what a law says is in its message.
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[
        HealthCheck.differing_executors,
        HealthCheck.function_scoped_fixture,
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
    ],
)
_ID: Final = re.compile(r"[a-z][a-z0-9-]{0,63}", re.ASCII)
_MEDIA_TYPE: Final = re.compile(r"[a-z]+/[a-z0-9.+-]+", re.ASCII)
_INVENTED: Final = re.compile(r"rekaan|invented", re.IGNORECASE)


class ExporterSuite:
    """The laws of an exporter.

    Example:
        A module::

            class TestMarkdown(ExporterSuite):
                exporter = MarkdownExporter()
    """

    exporter: ClassVar[Exporter]

    def test_it_has_a_usable_id_and_media_type(self) -> None:
        """The id can be typed on a command line, the media type is one."""
        assert _ID.fullmatch(self.exporter.id), self.exporter.id
        assert _MEDIA_TYPE.fullmatch(self.exporter.media_type), self.exporter.media_type

    def test_it_accepts_a_review_of_nothing(self) -> None:
        """A round without bodies and reports is a round."""
        for language in Language:
            assert self.exporter.export(empty_bundle(language)), "no file at all"

    @laws
    @given(bundle=bundles())
    def test_it_returns_a_tuple_of_outputs(self, bundle: Bundle) -> None:
        """Whatever the review holds, hostile texts included."""
        outputs: object = self.exporter.export(bundle)
        assert isinstance(outputs, tuple), type(outputs)
        for output in outputs:
            assert type(output) is Output, type(output)
            assert isinstance(output.data, bytes), output.name

    @laws
    @given(bundle=bundles())
    def test_its_file_names_are_safe_and_distinct(self, bundle: Bundle) -> None:
        """On every system, also where letter case does not count; the manifest is ours."""
        names = [output.name for output in self.exporter.export(bundle)]
        assert [files.safe_name(name) for name in names] == names
        folded = {name.casefold() for name in names}
        assert len(folded) == len(names), names
        assert MANIFEST not in folded

    @laws
    @given(bundle=bundles())
    def test_equal_bundles_give_equal_bytes(self, bundle: Bundle) -> None:
        """No clock, no counter, no identity of objects."""
        again = attrs.evolve(bundle, review=attrs.evolve(bundle.review))
        assert self.exporter.export(bundle) == self.exporter.export(again)

    @laws
    @given(bundle=bundles(least_bodies=1))
    def test_no_personal_data_comes_out(self, bundle: Bundle) -> None:
        """Neither names of persons nor numbers typed into free text."""
        for output in self.exporter.export(bundle):
            for canary in CANARIES:
                assert canary.encode() not in output.data, (output.name, canary)

    @laws
    @given(bundle=bundles())
    def test_its_argument_stays_as_it_was(self, bundle: Bundle) -> None:
        """Others are given the same bundle after it."""
        before = codec.dump_json(bundle)
        self.exporter.export(bundle)
        assert codec.dump_json(bundle) == before

    @laws
    @given(bundle=bundles())
    def test_text_is_utf_8(self, bundle: Bundle) -> None:
        """Whatever its media type calls text, and JSON."""
        if self.exporter.media_type.startswith(("text/", "application/json")):
            for output in self.exporter.export(bundle):
                output.data.decode("utf-8")

    @laws
    @given(bundle=bundles())
    def test_invented_data_are_marked_in_every_text(self, bundle: Bundle) -> None:
        """An example must never be taken for the real thing."""
        invented = attrs.evolve(
            bundle,
            review=attrs.evolve(bundle.review, invented=True),
            plan=attrs.evolve(bundle.plan, invented=True),
        )
        if self.exporter.media_type.startswith(("text/", "application/json")):
            for output in self.exporter.export(invented):
                assert _INVENTED.search(output.data.decode()), output.name

    @laws
    @given(bundle=bundles())
    def test_it_prints_nothing(self, bundle: Bundle) -> None:
        """Standard output belongs to the command."""
        out, err = io.StringIO(), io.StringIO()
        with redirect_stdout(out), redirect_stderr(err):
            self.exporter.export(bundle)
        assert out.getvalue() + err.getvalue() == ""


class PolicySuite:
    """The laws of a scoring policy.

    Example:
        A module::

            class TestChecklist(PolicySuite):
                policy = shipped_policies()[0]
    """

    policy: ClassVar[ScoringPolicy]

    def score(self, evaluation: Evaluation) -> Scorecard:
        """The policy's scorecard, under the rulebook the evaluation names."""
        return self.policy.score(evaluation, shipped_rulebook(evaluation.rulebook))

    def test_it_has_a_usable_id_and_a_digest(self) -> None:
        """The digest pins everything that decides a score."""
        assert _ID.fullmatch(self.policy.id), self.policy.id
        assert re.fullmatch(r"[0-9a-f]{64}", self.policy.digest), self.policy.digest
        assert self.policy.version

    @laws
    @given(evaluation=evaluations())
    def test_scores_lie_between_0_and_100(self, evaluation: Evaluation) -> None:
        """The point, both ends of the interval, and those of every component."""
        card = self.score(evaluation)
        values = [card.lower, card.upper, card.point]
        values += [v for c in card.components for v in (c.lower, c.upper, c.point)]
        assert all(0 <= value <= 100 for value in values if value is not None), card
        assert 0 <= card.determinable_share <= 1

    @laws
    @given(evaluation=evaluations())
    def test_the_interval_contains_the_point(self, evaluation: Evaluation) -> None:
        """What is not known yet can only lead to a score inside it."""
        card = self.score(evaluation)
        assert card.lower <= card.upper
        if card.point is not None:
            assert card.lower <= card.point <= card.upper

    @laws
    @given(evaluation=evaluations(), data=st.data())
    def test_the_interval_shrinks_as_data_arrive(
        self, evaluation: Evaluation, data: st.DataObject
    ) -> None:
        """Deciding one open criterion never moves an end outwards."""
        positions = [
            position
            for position, result in enumerate(evaluation.results)
            if result.outcome is Outcome.UNDETERMINED
        ]
        if not positions:
            return
        position = data.draw(st.sampled_from(positions))
        decided = data.draw(st.sampled_from([Outcome.MET, Outcome.NOT_MET]))
        results = list(evaluation.results)
        results[position] = attrs.evolve(results[position], outcome=decided, missing=())
        before = self.score(evaluation)
        after = self.score(attrs.evolve(evaluation, results=tuple(results)))
        assert before.lower <= after.lower <= after.upper <= before.upper

    @laws
    @given(evaluation=evaluations())
    def test_equal_evaluations_get_equal_scorecards(self, evaluation: Evaluation) -> None:
        """No clock, no chance, no memory."""
        assert self.score(evaluation) == self.score(attrs.evolve(evaluation))

    @laws
    @given(evaluation=evaluations(), data=st.data())
    def test_the_order_of_results_does_not_matter(
        self, evaluation: Evaluation, data: st.DataObject
    ) -> None:
        """A score is of what was found, not of where it stands in the list."""
        shuffled = data.draw(st.permutations(evaluation.results))
        other = self.score(attrs.evolve(evaluation, results=tuple(shuffled)))
        assert self.score(evaluation) == other

    @laws
    @given(evaluation=evaluations())
    def test_the_components_add_up(self, evaluation: Evaluation) -> None:
        """The score is the weighted mean of the components that have one."""
        card = self.score(evaluation)
        parts = [(c.weight, c.point) for c in card.components if c.point is not None]
        if card.point is not None:
            whole = sum(weight for weight, _ in parts)
            assert card.point * whole == sum(weight * point for weight, point in parts)

    @laws
    @given(evaluation=evaluations())
    def test_no_float_appears(self, evaluation: Evaluation) -> None:
        """Scores are exact; the stored form has no place for anything else."""
        card = self.score(evaluation)
        assert codec.structure(codec.unstructure(card), Scorecard) == card

    @laws
    @given(evaluation=evaluations())
    def test_every_grade_has_a_label_and_the_policy_signs(self, evaluation: Evaluation) -> None:
        """People read the label; the scorecard says who made it."""
        card = self.score(evaluation)
        assert (card.policy, card.version) == (self.policy.id, self.policy.version)
        assert card.withheld == (card.grade is None)
        if card.grade is not None:
            label = self.policy.label(card.grade)
            assert label.id
            assert label.en
