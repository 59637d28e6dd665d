"""Manifests and catalogues: what they contain, and why nothing in them can be executed."""

from collections.abc import Iterator
from dataclasses import dataclass

from apps.agents.spec.dialects.detection import Dialect
from apps.agents.spec.document import Document, Value
from apps.agents.spec.errors import Path, json_pointer, path_text
from apps.agents.spec.preview import preview

_GROUPS = ("contents", "components", "spec")
"""Maps whose lists are what the document contains."""
_NAMES = ("name", "id", "display_name", "title", "app_id")
_PLAIN_LISTS = ("agents", "pipelines", "datasets", "reports", "models", "connectors")
"""Lists whose items may be names alone."""
_MAX_TEXT = 200


@dataclass(frozen=True, slots=True)
class Listed:
    """One thing a manifest names.

    Attributes:
        kind: the list it stands in: "agents", "pipelines", "engines".
        name, description: as written, on one line.
        inputs, outputs: names declared for it.
        path, line: where it stands.
    """

    kind: str
    name: str
    description: str
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    path: Path
    line: int

    def as_dict(self) -> dict[str, object]:
        """For commands and endpoints."""
        return {
            "kind": self.kind,
            "name": self.name,
            "description": self.description,
            "inputs": list(self.inputs),
            "outputs": list(self.outputs),
            "pointer": json_pointer(self.path),
            "path": path_text(self.path),
            "line": str(self.line),
        }


@dataclass(frozen=True, slots=True)
class OtherKey:
    """A key of the manifest that names no such thing."""

    path: Path
    value: Value
    line: int


@dataclass(frozen=True)
class Listing:
    """A document that was read and describes nothing that can be calculated.

    Attributes:
        dialect: what it is, with the obstacle.
        name, version: of the whole; empty where they are not said.
        entries: what it contains, in the order of the file.
        others: every other key, so that nothing is dropped.
    """

    dialect: Dialect
    name: str
    version: str
    entries: tuple[Listed, ...]
    others: tuple[OtherKey, ...]

    @property
    def reason(self) -> str:
        """Why no agent can be built, one sentence."""
        found = self.dialect
        return (
            f"Read as dialect {found.id} ({found.name}, by {found.recognised_by}); "
            f"no agent can be built from it, because {found.obstacle}."
        )

    def counts(self) -> dict[str, int]:
        """How many of each kind."""
        counted: dict[str, int] = {}
        for entry in self.entries:
            counted[entry.kind] = counted.get(entry.kind, 0) + 1
        return counted


def listing_of(document: Document, dialect: Dialect) -> Listing:
    """Everything a manifest names: the members of its groups, and of its other lists of named things."""
    entries: list[Listed] = []
    others: list[OtherKey] = []
    for key, value in document.root.items():
        for found in _found(document, (key,), key, value):
            if isinstance(found, Listed):
                entries.append(found)
            else:
                others.append(found)
    identity = _identity(document.root)
    return Listing(dialect, _text(identity, _NAMES), _text(identity, ("version",)), tuple(entries), tuple(others))


def _identity(root: dict[str, Value]) -> dict[str, Value]:
    """The map that says who the document is: ``metadata`` where it has a name, else the root."""
    metadata = root.get("metadata")
    return metadata if isinstance(metadata, dict) and _text(metadata, _NAMES) else root


def _found(document: Document, path: Path, kind: str, value: Value) -> Iterator[Listed | OtherKey]:
    """What stands at a place: the members of a list of named things, of a group of such lists, or the key itself."""
    if isinstance(value, list) and (_has_named(value) or (kind in _PLAIN_LISTS and value)):
        for index, item in enumerate(value):
            yield _listed(document, (*path, index), kind, item)
    elif isinstance(value, dict) and value and (path[-1] in _GROUPS or all(map(_has_named, value.values()))):
        for name, inner in value.items():
            yield from _found(document, (*path, name), name if kind in _GROUPS else f"{kind}.{name}", inner)
    else:
        yield OtherKey(path, value, document.line_of(path))


def _has_named(value: Value) -> bool:
    """Whether it is a list with a named thing in it."""
    return isinstance(value, list) and any(isinstance(item, dict) and _text(item, _NAMES) for item in value)


def _listed(document: Document, path: Path, kind: str, item: Value) -> Listed:
    line = document.line_of(path)
    if not isinstance(item, dict):
        return Listed(kind, preview(item), "", (), (), path, line)
    return Listed(
        kind=kind,
        name=_text(item, _NAMES) or preview(item),
        description=_text(item, ("description", "summary", "purpose")),
        inputs=tuple(_declared(item.get("inputs"))),
        outputs=tuple(_declared(item.get("outputs"))),
        path=path,
        line=line,
    )


def _declared(value: Value) -> Iterator[str]:
    if isinstance(value, dict):
        yield from value
    for item in value if isinstance(value, list) else ():
        if isinstance(item, dict):
            yield _text(item, _NAMES) or preview(item)
        else:
            yield _line(item)


def _text(item: dict[str, Value], keys: tuple[str, ...]) -> str:
    return next((_line(item[key]) for key in keys if item.get(key) and not isinstance(item[key], (dict, list))), "")


def _line(value: Value) -> str:
    return " ".join(str(value).split())[:_MAX_TEXT]
