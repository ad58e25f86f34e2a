"""What hooks register, as typed records."""

import attrs


@attrs.frozen(kw_only=True)
class RulebookSource:
    """A rulebook as bytes, for the hook `pmi_rulebooks`; it is checked when it is used.

    Attributes:
        id: The rulebook's own id, which must be the one inside the data.
        data: The TOML text, in UTF-8.
        file: Its name in faults.
    """

    id: str = attrs.field(validator=attrs.validators.instance_of(str))
    data: bytes = attrs.field(validator=attrs.validators.instance_of(bytes), repr=False)
    file: str = attrs.field(validator=attrs.validators.instance_of(str))
