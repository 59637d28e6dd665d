"""Which of the pack formats in the wild a document is written in, and whether an agent can come of it."""

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
        obstacle: why no agent can be built from it, whatever is added; empty when one can.
    """

    id: str
    name: str
    recognised_by: str
    obstacle: str = ""

    @property
    def is_readable(self) -> bool:
        """Whether documents of this dialect are read into a ``PackSpec``."""
        return not self.obstacle

    @property
    def is_known(self) -> bool:
        """Whether it is a format at all, and not any other file."""
        return self.id != "unknown"


_NATIVE = Dialect(NATIVE, "pack with formulas", "`pack`, `agents` and `formulas`")
_FACTORY = Dialect(FACTORY, "factory pack", "`pack` and `agents`")
_AI = Dialect("B", "1.0 pack with language-model tools", "`pack_schema_version` and `ai`")
_PLAIN = Dialect("B", "1.0 pack", "`pack_schema_version` and `inputs`")
_MANIFEST = Dialect(
    "C", "1.0 manifest", "`pack_schema_version` and `contents`", "it lists files and classes of another system"
)
_RESOURCE = Dialect("D", "resource with apiVersion and kind", "`apiVersion` and `kind`")
_RESOURCE_MANIFEST = Dialect(
    "D",
    "resource manifest with apiVersion and kind",
    "`apiVersion` and `kind`",
    "its `spec` says neither inputs nor outputs of an agent",
)
_APP = Dialect(
    "E", "application contract", "`contract_version`", "it describes how an application is started, not what it does"
)
_SOLUTION = Dialect("G", "solution catalogue", "`metadata` and `components`", "it is a catalogue of components")
_FLAT = Dialect("F", "flat pack", "`pack_id`", "it has no `pack` and no `agents`")
_NAMED = Dialect("I", "flat description", "a name and a version", "it has no `pack` and no `agents`")


def detect_dialect(root: Mapping[str, object]) -> Dialect:
    """The dialect of a document's root; one with ``pack`` or ``agents`` counts as the factory form."""
    if "pack_schema_version" in root:
        return _versioned(root)
    if "apiVersion" in root:
        spec = root.get("spec")
        described = isinstance(spec, Mapping) and bool({"inputs", "outputs"} & spec.keys())
        return _RESOURCE if described else _RESOURCE_MANIFEST
    if "contract_version" in root:
        return _APP
    if isinstance(root.get("pack"), dict) or isinstance(root.get("agents"), list):
        return _NATIVE if "formulas" in root else _FACTORY
    if "metadata" in root and "components" in root:
        return _SOLUTION
    if "pack_id" in root:
        return _FLAT
    if {"name", "id"} & root.keys() and "version" in root:
        return _NAMED
    keys = ", ".join(f"`{key[:40]}`" for key in list(root)[:6])
    return Dialect("unknown", "unknown form", f"top-level keys {keys}", "it has neither `pack` nor `agents`")


def _versioned(root: Mapping[str, object]) -> Dialect:
    if "contents" in root:
        return _MANIFEST
    return _AI if "ai" in root else _PLAIN
