"""A document being brought into the native form: values are moved, and each remembers where it was written."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from apps.agents.spec.document import Document, Value
from apps.agents.spec.errors import Path


@dataclass(frozen=True, slots=True)
class ReadAs:
    """Something that is taken for what it most likely means, which the user is told.

    Attributes:
        path: where it stands in the file as it was written.
        written: as it was written, on one line; empty where it was left out.
        meaning: what it is read as.
        why: one sentence.
    """

    path: Path
    written: str
    meaning: str
    why: str


@dataclass(frozen=True, slots=True)
class SetAside:
    """A key of the original that has no place in the native form.

    Attributes:
        path: where it stands in the file.
        value: what it holds.
        known: keys that would have had a meaning in its place, for the nearest of them.
    """

    path: Path
    value: Value
    known: tuple[str, ...] = ()


Moves = Mapping[str, Path]
"""Key of an original map to its place below the map's own place in the native form."""


@dataclass
class NormalForm:
    """The native form of a document, as far as it is moved.

    Attributes:
        document: the original, which is never changed.
        root: the native form.
        origins: for a place in the native form the place in the original; what lies below follows.
        read_as: what was taken for something else than it says.
        set_aside: keys without a place.
    """

    document: Document
    root: dict[str, Value] = field(default_factory=dict)
    origins: dict[Path, Path] = field(default_factory=lambda: {(): ()})
    read_as: list[ReadAs] = field(default_factory=list)
    set_aside: list[SetAside] = field(default_factory=list)
    _own: set[int] = field(default_factory=set, repr=False)

    def __post_init__(self) -> None:
        self._own.add(id(self.root))

    @classmethod
    def as_it_is(cls, document: Document) -> "NormalForm":
        """A document that is in the native form already."""
        return cls(document, root=document.root)

    def original(self, path: Path) -> Value:
        """What the original has at a place; None where it has nothing."""
        value: Value = self.document.root
        for step in path:
            if isinstance(value, dict) and isinstance(step, str):
                value = value.get(step)
            elif isinstance(value, list) and isinstance(step, int) and step < len(value):
                value = value[step]
            else:
                return None
        return value

    def move_all(self, source: Path, target: Path, moves: Moves, *, rest: bool = False) -> None:
        """Move the keys of an original map to their places below *target*; the others are set aside.

        Args:
            rest: keys that are not among *moves* go to *target* under their own name instead.
        """
        found = self.original(source)
        for key, value in found.items() if isinstance(found, dict) else ():
            place = moves.get(key, (key,) if rest else None)
            if place is None or not self.put((*target, *place), value, (*source, key)):
                self.set_aside.append(SetAside((*source, key), value, tuple(moves)))
        for key, place in moves.items():  # what is missing would have been written here
            if self.at((*target, *place)) is None:
                self.origins.setdefault((*target, *place), (*source, key))

    def put(self, target: Path, value: Value, source: Path) -> bool:
        """Place a value that was written at *source*; False where something stands there, or it has no room."""
        container = self._container(target[:-1])
        step = target[-1]
        if isinstance(container, dict) and isinstance(step, str) and container.get(step) is None:
            container[step] = value
        elif isinstance(container, list) and step == len(container):
            container.append(value)
        else:
            return False
        self.origins[target] = source
        return True

    def replace(self, target: Path, value: Value) -> None:
        """Another value for one that stands there; its origin stays."""
        container = self._container(target[:-1])
        if isinstance(container, dict) and isinstance(target[-1], str):
            container[target[-1]] = value

    def say(self, source: Path, written: object, meaning: str, why: str) -> None:
        """Tell the user what something is read as."""
        text = "" if written is None else " ".join(str(written).split())
        self.read_as.append(ReadAs(source, text[:80], meaning, why))

    def at(self, path: Path) -> Value:
        """What stands at a place of the native form; None for nothing."""
        value: Value = self.root
        for step in path:
            if isinstance(value, dict) and isinstance(step, str):
                value = value.get(step)
            elif isinstance(value, list) and isinstance(step, int) and step < len(value):
                value = value[step]
            else:
                return None
        return value

    def items(self, path: Path) -> Iterator[tuple[Path, dict[str, Value]]]:
        """The maps of a list in the native form, each with its place."""
        found = self.at(path)
        for index, item in enumerate(found if isinstance(found, list) else ()):
            if isinstance(item, dict):
                yield (*path, index), item

    def source_of(self, path: Path) -> Path:
        """Where in the original the value at a place of the native form was written."""
        return follow(self.origins, path)

    def _container(self, path: Path) -> Value:
        """The container at a place, made where there is none, and copied before the original's own is changed."""
        container: Value = self.root
        for step in path:
            inner: Value
            if isinstance(container, dict) and isinstance(step, str):
                found = container.get(step)
                inner = self._owned({} if found is None else found)
                container[step] = inner
            elif isinstance(container, list) and isinstance(step, int) and step < len(container):
                inner = self._owned(container[step])
                container[step] = inner
            else:
                return None
            container = inner
        return container

    def _owned(self, value: Value) -> Value:
        if not isinstance(value, (dict, list)) or id(value) in self._own:
            return value
        copied: Value = dict(value) if isinstance(value, dict) else list(value)
        self._own.add(id(copied))
        return copied


def follow(origins: Mapping[Path, Path], path: Path) -> Path:
    """The origin of the longest known beginning of a path, and the rest of the path after it."""
    for length in range(len(path), -1, -1):
        if path[:length] in origins:
            return (*origins[path[:length]], *path[length:])
    return path


def same_names(*names: str) -> dict[str, Path]:
    """Moves of keys that keep their name."""
    return {name: (name,) for name in names}


def below(place: str, names: Iterable[str]) -> dict[str, Path]:
    """Moves of keys into a map of that name."""
    return {name: (place, name) for name in names}
