"""Items of what was judged, in words: which one it is, and what it says."""

from collections.abc import Mapping
from typing import Any

import attrs

from pmi_core.documents.claim_text import claim_text
from pmi_core.documents.fact_text import witness_text
from pmi_core.documents.redaction import redact
from pmi_core.evaluation import Matter, VerdictTrace, describe_pointer
from pmi_core.messages import Text
from pmi_core.programme import BodyFacts
from pmi_core.regulation import Registry
from pmi_core.reporting import DossierFacts, Publication, claims_of


@attrs.frozen(kw_only=True)
class ItemTexts:
    """What the items of one verdict are called.

    Attributes:
        names: Which item each pointer means, such as "biaya ke-1".
        said: What witnesses say, where they are claims, persons, places or the like.
    """

    names: Mapping[str, Text] = attrs.field(factory=dict[str, Text])
    said: Mapping[str, Text] = attrs.field(factory=dict[str, Text])


def item_texts(matter: Matter, trace: VerdictTrace) -> ItemTexts:
    """The words for every item that a verdict names; personal values are redacted.

    Args:
        matter: What was judged.
        trace: What a criterion said of it.
    """
    schema, registry = matter.rulebook.schema, matter.judging.registry
    witnesses = trace.result.witnesses
    pointers = {*witnesses, *(told.at for told in trace.explanation.values)} - {""}
    said = _said(matter.facts.get(matter.subject), witnesses, registry)
    return ItemTexts(
        names={pointer: describe_pointer(pointer, schema) for pointer in sorted(pointers)},
        said=said,
    )


def _said(judged: Any, witnesses: tuple[str, ...], registry: Registry) -> dict[str, Text]:
    if isinstance(judged, Publication):
        claims = dict(claims_of(redact(judged)))
        whole = {pointer: "/".join(pointer.split("/")[:3]) for pointer in witnesses}
        return {pointer: claim_text(claims[at], registry) for pointer, at in whole.items()}
    if not isinstance(judged, (BodyFacts, DossierFacts)):
        return {}
    facts = redact(judged)
    found = {pointer: witness_text(facts, pointer) for pointer in witnesses}
    return {pointer: text for pointer, text in found.items() if text is not None}
