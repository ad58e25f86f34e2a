"""The businesses of members: their stage and its signals."""

from enum import Enum

import attrs

from pmi_core.codec import optional
from pmi_core.privacy import free_text
from pmi_core.programme.history import History


class BusinessStage(Enum):
    """The stages of a business; the ladder is assumed, its signals are sourced."""

    IDEA = "gagasan"
    STARTED = "dirintis"
    OPERATING = "berjalan"
    FORMALISED = "berizin"
    FLAGSHIP = "unggulan"
    DORMANT = "tidak_aktif"
    CLOSED = "tutup"


@attrs.frozen(kw_only=True)
class Business:
    """A member's business.

    Attributes:
        nib_held: Whether it has a business number (NIB); desks seldom know the number itself.
        in_group: Whether it belongs to a business group or koperasi.
        uses_kur: Whether it uses the people's business credit (KUR).
    """

    id: str
    name: str = free_text()
    stage: BusinessStage
    nib_held: bool | None = optional()
    in_group: bool | None = optional()
    uses_kur: bool | None = optional()
    flagship: bool | None = optional()
    history: History = attrs.field(factory=History)
