"""What a specification says in the native form, and in which file, at which path and line each of it was written."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from apps.agents.spec.document import Document, Value
from apps.agents.spec.errors import Path

PACK = "pack"
COMPLETION = "completion"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a value was written: ``pack`` or ``completion``, and the path in that document."""

    file: str
    path: Path


@dataclass(frozen=True, slots=True)
class Place:
    """An origin with the name of its file and its line; ``filename`` is empty for the pack itself."""

    filename: str
    path: Path
    line: int


@dataclass(frozen=True)
class Composition:
    """One root, made of a pack and perhaps of its completion.

    Attributes:
        root: the native form.
        documents: the parsed files by ``pack`` and ``completion``.
        origins: by place in the root; what lies below follows.
        completion_name: how the user knows the completion.
    """

    root: dict[str, Value]
    documents: Mapping[str, Document] = field(repr=False)
    origins: Mapping[Path, Origin] = field(repr=False)
    completion_name: str = ""

    def origin_of(self, path: Path) -> Origin:
        """Where what stands at a place of the root was written, or would have been."""
        for length in range(len(path), -1, -1):
            found = self.origins.get(path[:length])
            if found is not None:
                return Origin(found.file, (*found.path, *path[length:]))
        return Origin(PACK, path)

    def place_of(self, path: Path) -> Place:
        """The same with file and line; the line of the deepest part that exists."""
        origin = self.origin_of(path)
        filename = self.completion_name if origin.file == COMPLETION else ""
        return Place(filename, origin.path, self.documents[origin.file].line_of(origin.path))
