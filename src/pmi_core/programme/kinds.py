"""The stored documents of this package."""

from typing import Any, Final

from pmi_core.codec import Kind
from pmi_core.programme.bodies import BODY_KINDS
from pmi_core.programme.identity import IDENTITY_KIND
from pmi_core.programme.succession import SUCCESSION_KIND

KINDS: Final[tuple[Kind[Any], ...]] = (*BODY_KINDS, IDENTITY_KIND, SUCCESSION_KIND)
