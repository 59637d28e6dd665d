"""Which of the pack formats in the wild a document is written in, and whether it can be built."""

from collections.abc import Mapping
from dataclasses import dataclass

NATIVE = "native"
FACTORY = "A"


@dataclass(frozen=True, slots=True)
class Dialect:
    """A recognised format.

    Attributes:
        id: ``native``, ``A`` to ``G``, or ``unknown``.
        name: how a user would call it.
        recognised_by: the keys that gave it away.
        obstacle: why no agent can be built from it; empty when one can.
    """

    id: str
    name: str
    recognised_by: str
    obstacle: str = ""

    @property
    def is_readable(self) -> bool:
        """Whether documents of this dialect are read into a ``PackSpec``."""
        return not self.obstacle


_NATIVE = Dialect(NATIVE, "pack with formulas", "`pack`, `agents` and `formulas`")
_FACTORY = Dialect(FACTORY, "factory pack", "`pack` and `agents`")
_AI = Dialect(
    "B",
    "1.0 pack with language-model tools",
    "`pack_schema_version` and `ai`",
    "its calculations are named as Python functions of another system; it says no formula and no factor",
)
_MANIFEST = Dialect(
    "C", "1.0 manifest", "`pack_schema_version` and `contents`", "it lists files and classes of another system"
)
_RESOURCE = Dialect(
    "D",
    "resource with apiVersion and kind",
    "`apiVersion` and `kind`",
    "it describes capabilities in words; it says no formula and no factor",
)
_APP = Dialect("E", "application contract", "`contract_version`", "it describes an application, not an agent")
_SOLUTION = Dialect("G", "solution catalogue", "`metadata` and `components`", "it is a catalogue of components")
_FLAT = Dialect("F", "flat pack", "`pack_id`", "it has no `pack` and no `agents`")


def detect_dialect(root: Mapping[str, object]) -> Dialect:
    """The dialect of a document's root; one with ``pack`` or ``agents`` counts as the factory form."""
    if "pack_schema_version" in root:
        return _MANIFEST if "contents" in root else _AI
    if "apiVersion" in root:
        return _RESOURCE
    if "contract_version" in root:
        return _APP
    if isinstance(root.get("pack"), dict) or isinstance(root.get("agents"), list):
        return _NATIVE if "formulas" in root else _FACTORY
    if "metadata" in root and "components" in root:
        return _SOLUTION
    if "pack_id" in root:
        return _FLAT
    keys = ", ".join(f"`{key[:40]}`" for key in list(root)[:6])
    return Dialect("unknown", "unknown form", f"top-level keys {keys}", "it has neither `pack` nor `agents`")
