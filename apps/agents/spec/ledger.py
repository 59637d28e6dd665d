"""The keys of a specification that mean nothing here: kept, listed, never silently dropped."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from pydantic import BaseModel

from apps.agents.spec.composition import Composition
from apps.agents.spec.dialects import SetAside
from apps.agents.spec.errors import Path, path_text
from apps.agents.spec.preview import preview


@dataclass(frozen=True, slots=True)
class UnmappedKey:
    """A key that was read and has no effect.

    Attributes:
        path: where it stands in the file ("metadata", "agents[0].inputs[1].enum").
        value_preview: its value, shortened to one line.
        line: line of the file.
        nearest: a key of the same place it may have been meant for; empty if none is like it.
        file: name of the file, where it is not the specification itself but its completion.
    """

    path: str
    value_preview: str
    line: int
    nearest: str = ""
    file: str = ""

    def as_dict(self) -> dict[str, str]:
        """For commands and endpoints."""
        document = {
            "path": self.path,
            "line": str(self.line),
            "value": self.value_preview,
            "nearest": self.nearest,
        }
        return {**document, "file": self.file} if self.file else document


def unmapped_keys(
    spec: BaseModel, composition: Composition, set_aside: Iterable[SetAside] = ()
) -> tuple[UnmappedKey, ...]:
    """Every key that no field of *spec* took, and those set aside before; in the order of the files."""
    found = [_extra(path, value, model, composition) for path, value, model in _extras(spec, ())]
    pack = composition.documents["pack"]
    for aside in set_aside:
        key = str(aside.path[-1])
        line = pack.line_of(aside.path)
        found.append(UnmappedKey(path_text(aside.path), preview(aside.value), line, nearest(key, aside.known)))
    return tuple(sorted(found, key=lambda entry: (entry.file, entry.line)))


def _extra(path: Path, value: object, model: BaseModel, composition: Composition) -> UnmappedKey:
    place = composition.place_of(path)
    unused = [name for name in type(model).model_fields if name not in model.model_fields_set]
    return UnmappedKey(
        path_text(place.path), preview(value), place.line, nearest(str(path[-1]), unused), file=place.filename
    )


def nearest(key: str, known: Iterable[str]) -> str:
    """The name among those known that is written almost like this key; empty if none is."""
    return next(iter(get_close_matches(key, [name for name in known if name != key], n=1, cutoff=0.75)), "")


def _extras(value: object, path: Path) -> Iterator[tuple[Path, object, BaseModel]]:
    if isinstance(value, BaseModel):
        for key, extra in (value.model_extra or {}).items():
            yield (*path, key), extra, value
        for name in value.model_fields_set & type(value).model_fields.keys():
            yield from _extras(getattr(value, name), (*path, name))
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _extras(item, (*path, index))
