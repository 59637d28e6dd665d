"""A completion laid over a pack: what it adds is added, what it contradicts is refused with both values."""

from dataclasses import dataclass, field

from apps.agents.spec.composition import COMPLETION, PACK, Composition, Origin
from apps.agents.spec.document import Document, Value
from apps.agents.spec.errors import Path, Problem, SpecError, path_text
from apps.agents.spec.preview import preview

_IDENTIFIED: dict[tuple[str, ...], str] = {
    ("agents",): "id",
    ("agents", "inputs"): "name",
    ("agents", "outputs"): "name",
    ("factors",): "id",
    ("formulas",): "id",
    ("tools",): "id",
    ("tests", "golden"): "name",
    ("tests", "properties"): "name",
    ("tests", "contradicted"): "golden",
    ("validation", "rules"): "id",
}
"""By what the items of a list are known, by the names on the way to it."""


def overlaid(base: Composition, completion: Document, *, name: str) -> Composition:
    """A pack with its completion.

    Args:
        base: the pack alone.
        name: how the user knows the completion.

    Raises:
        SpecError: both say something different at the same place; every such place is named.
    """
    overlay = _Overlay(base, completion, name)
    root = overlay.merged(base.root, completion.root, (), ())
    if overlay.problems:
        raise SpecError(overlay.problems, filename=name)
    assert isinstance(root, dict)  # noqa: S101 - both are maps
    documents = {**base.documents, COMPLETION: completion}
    return Composition(root, documents, overlay.origins, name)


@dataclass
class _Overlay:
    base: Composition
    completion: Document
    name: str
    problems: list[Problem] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.origins = dict(self.base.origins)

    def merged(self, said: Value, added: Value, path: Path, source: Path) -> Value:
        """Both values at a place of the pack's native form; ``source`` is the place in the completion."""
        if added is None or said == added:
            return said
        if said is None or said == "":
            self.origins[path] = Origin(COMPLETION, source)
            return added
        if isinstance(said, dict) and isinstance(added, dict):
            return self._maps(said, added, path, source)
        identity = _IDENTIFIED.get(tuple(step for step in path if isinstance(step, str)))
        if identity and isinstance(said, list) and isinstance(added, list):
            return self._lists(said, added, path, source, identity)
        self._refuse(said, added, path, source)
        return said

    def _maps(self, said: dict[str, Value], added: dict[str, Value], path: Path, source: Path) -> Value:
        result = dict(said)
        for key, value in added.items():
            result[key] = self.merged(said.get(key), value, (*path, key), (*source, key))
        return result

    def _lists(self, said: list[Value], added: list[Value], path: Path, source: Path, identity: str) -> Value:
        result = list(said)
        known = {_known_as(item, identity): index for index, item in reversed(list(enumerate(said)))}
        for number, item in enumerate(added):
            name = _known_as(item, identity)
            index = known.get(name) if name else None
            if index is None:
                self.origins[*path, len(result)] = Origin(COMPLETION, (*source, number))
                result.append(item)
            else:
                result[index] = self.merged(said[index], item, (*path, index), (*source, number))
        return result

    def _refuse(self, said: Value, added: Value, path: Path, source: Path) -> None:
        place = self.base.place_of(path)
        detail = (
            f"The completion says {preview(added)!r}; the pack says {preview(said)!r} "
            f"at {path_text(place.path)}, line {place.line}."
        )
        mend = "A completion adds and never changes: leave it out, or change the pack."
        line = self.completion.line_of(source)
        self.problems.append(Problem(source, line, detail, mend, "contradiction", self.name))


def _known_as(item: Value, identity: str) -> str:
    """What an item of a list is known by; empty where it is no map or does not say."""
    name = item.get(identity) if isinstance(item, dict) else None
    return "" if name is None or isinstance(name, (dict, list)) else str(name)


def composed(root: dict[str, Value], document: Document, origins: dict[Path, Path]) -> Composition:
    """A pack alone."""
    return Composition(root, {PACK: document}, {path: Origin(PACK, source) for path, source in origins.items()})
