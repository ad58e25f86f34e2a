"""Law packs: a folder of TOML by which lawyers fill gaps without a release."""

from pathlib import Path

import attrs

from pmi_core.messages import Text
from pmi_core.regulation.parameter import Parameter
from pmi_core.regulation.registry import Registry


@attrs.frozen(kw_only=True)
class LawPack:
    """Dated parameter values that win over the shipped ones from their first day on."""

    id: str
    title: Text
    parameters: tuple[Parameter, ...] = ()


def load_law_pack(folder: Path) -> LawPack:
    raise NotImplementedError


def layer(registry: Registry, pack: LawPack) -> Registry:
    raise NotImplementedError
