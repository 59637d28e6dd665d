"""The keys of a specification that mean nothing here: kept, listed, never silently dropped."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from pydantic import BaseModel

from apps.agents.spec.document import Document
from apps.agents.spec.errors import Path, path_text

PREVIEW = 60


@dataclass(frozen=True, slots=True)
class UnmappedKey:
    """A key that was read and has no effect.

    Attributes:
        path: where it stands ("metadata", "agents[0].inputs[1].enum").
        value_preview: its value, shortened to one line.
        line: line of the file.
        nearest: a key of the same place it may have been meant for; empty if none is like it.
    """

    path: str
    value_preview: str
    line: int
    nearest: str = ""


def unmapped_keys(spec: BaseModel, document: Document) -> tuple[UnmappedKey, ...]:
    """Every key that no field of *spec* took, in the order of the file."""
    found = [
        UnmappedKey(path_text(path), preview(value), document.line_of(path), _nearest(str(path[-1]), model))
        for path, value, model in _extras(spec, ())
    ]
    return tuple(sorted(found, key=lambda entry: entry.line))


def preview(value: object) -> str:
    """A value on one short line; maps and lists by their size."""
    if isinstance(value, dict):
        return f"map of {len(value)} keys"
    if isinstance(value, list):
        return f"list of {len(value)} items"
    text = " ".join(str(value).split()) if value is not None else "empty"
    return text if len(text) <= PREVIEW else text[: PREVIEW - 1] + "…"


def _nearest(key: str, model: BaseModel) -> str:
    unused = [name for name in type(model).model_fields if name not in model.model_fields_set]
    return next(iter(get_close_matches(key, unused, n=1, cutoff=0.75)), "")


def _extras(value: object, path: Path) -> Iterator[tuple[Path, object, BaseModel]]:
    if isinstance(value, BaseModel):
        for key, extra in (value.model_extra or {}).items():
            yield (*path, key), extra, value
        for name in value.model_fields_set & type(value).model_fields.keys():
            yield from _extras(getattr(value, name), (*path, name))
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _extras(item, (*path, index))
