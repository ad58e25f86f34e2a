"""The review and the plan as stored documents, for other programs."""

import attrs

from pmi_core import codec
from pmi_core.documents.exporter import Bundle, Output
from pmi_core.evaluation import REVIEW_KIND
from pmi_core.planning import PLAN_KIND


@attrs.frozen(kw_only=True)
class JsonExporter:
    """Writes `review.json` and `rencana-aksi-<year>.json`; `pmi schema` prints their schemas."""

    id: str = "json"
    media_type: str = "application/json"

    def export(self, bundle: Bundle) -> tuple[Output, ...]:
        """Both documents, which this library reads back."""
        plan = f"rencana-aksi-{bundle.plan.year}.json"
        return (
            Output(name="review.json", data=codec.dump_document(bundle.review, REVIEW_KIND)),
            Output(name=plan, data=codec.dump_document(bundle.plan, PLAN_KIND)),
        )
