"""Inputs, tools and tests: the shapes that all the readable dialects share."""

from apps.agents.spec.dialects.normal_form import NormalForm, below, same_names
from apps.agents.spec.document import Value
from apps.agents.spec.errors import Path

_BOUNDS = ("minimum", "maximum", "enum", "pattern", "format", "properties", "items")
_INPUT = {
    **same_names("name", "type", "required", "default", "description", "unit", "validation"),
    **below("validation", _BOUNDS),
}
_OUTPUT = same_names("name", "type", "unit", "description")
_TOOL = same_names("id", "name", "type", "description")


def put_inputs(form: NormalForm, source: Path, target: Path) -> None:
    """Inputs as a list of maps, or as a map by name; bounds beside ``type`` go into ``validation``."""
    _put_fields(form, source, target, _INPUT)


def put_outputs(form: NormalForm, source: Path, target: Path) -> None:
    """Outputs as a list of maps, or as a map by name."""
    _put_fields(form, source, target, _OUTPUT)


def put_tools(form: NormalForm, source: Path, target: Path) -> None:
    """Tools as a list of maps or ids."""
    found = form.original(source)
    if not isinstance(found, list):
        _put_whole(form, source, target)
        return
    form.put(target, [], source)
    for index, item in enumerate(found):
        place: Path = (*target, index)
        if isinstance(item, str):
            form.put(place, {"id": item}, (*source, index))
            continue
        form.put(place, {} if isinstance(item, dict) else item, (*source, index))
        form.move_all((*source, index), place, _TOOL, rest=True)


def put_tests(form: NormalForm, source: Path, target: Path = ("tests",)) -> None:
    """``tests`` as a map, or as the list of its golden tests."""
    found = form.original(source)
    place: Path = (*target, "golden") if isinstance(found, list) else target
    if found is not None:
        form.put(place, found, source)


def _put_fields(form: NormalForm, source: Path, target: Path, moves: dict[str, Path]) -> None:
    found = form.original(source)
    if isinstance(found, list):
        keys: list[str | int] = list(range(len(found)))
    elif isinstance(found, dict):
        keys = list(found)
    else:
        _put_whole(form, source, target)
        return
    form.put(target, [], source)
    for index, key in enumerate(keys):
        _put_field(form, (*source, key), (*target, index), moves)


def _put_field(form: NormalForm, source: Path, target: Path, moves: dict[str, Path]) -> None:
    item, key = form.original(source), source[-1]
    if not isinstance(item, dict) and isinstance(key, str):
        form.put(target, {"name": key, "type": item}, source)
        return
    form.put(target, {} if isinstance(item, dict) else item, source)
    form.move_all(source, target, moves, rest=True)
    if isinstance(key, str):
        form.put((*target, "name"), key, source)


def _put_whole(form: NormalForm, source: Path, target: Path) -> None:
    """A value of another shape, for the model to refuse at its place."""
    found: Value = form.original(source)
    form.origins.setdefault(target, source)
    if found is not None:
        form.put(target, found, source)
