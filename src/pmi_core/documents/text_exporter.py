"""The summary as a text file: the same lines the command prints."""

import attrs

from pmi_core.documents.exporter import Bundle, Output
from pmi_core.documents.summary import summary


@attrs.frozen(kw_only=True)
class TextExporter:
    """Writes `ringkasan.txt`."""

    id: str = "text"
    media_type: str = "text/plain"

    def export(self, bundle: Bundle) -> tuple[Output, ...]:
        """The summary, UTF-8, 80 columns."""
        return (Output(name="ringkasan.txt", data=summary(bundle).encode()),)
