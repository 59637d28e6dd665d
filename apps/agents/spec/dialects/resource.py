"""Dialect D, the resource with ``apiVersion`` and ``kind``: identity in ``metadata``, the agent in ``spec``."""

from apps.agents.spec.dialects.agent_parts import put_inputs, put_outputs, put_tests, put_tools
from apps.agents.spec.dialects.ai import BUILT_TYPE
from apps.agents.spec.dialects.identity import derive_id, read_id, read_version
from apps.agents.spec.dialects.normal_form import Moves, NormalForm, SetAside, same_names
from apps.agents.spec.document import Document, Value
from apps.agents.spec.errors import Path

_METADATA: Moves = {
    "name": ("pack", "name"),
    "id": ("pack", "id"),
    "version": ("pack", "version"),
    "description": ("pack", "description"),
    "author": ("pack", "author"),
    "license": ("pack", "license"),
    "tags": ("pack", "tags"),
}
_LABELS: Moves = {"id": ("pack", "id"), "category": ("pack", "category"), "tags": ("pack", "tags")}
_ANNOTATIONS: Moves = {"description": ("pack", "description"), "created_by": ("pack", "author")}
_SPEC: Moves = {
    "version": ("pack", "version"),
    "description": ("agents", 0, "description"),
    **same_names("factors", "formulas", "provenance", "validation", "deployment"),
}
_APART = ("inputs", "outputs", "tests", "tools", "dependencies")


def normal_resource(document: Document) -> NormalForm:
    """The native form: labels and annotations that say who and what it is belong to ``pack``."""
    form = NormalForm(document)
    form.put(("agents",), [{}], ("spec",))
    form.origins[("pack",)] = ("metadata",)
    form.move_all((), (), {"apiVersion": ("schema_version",)})
    form.move_all(("metadata",), (), _METADATA)
    form.move_all(("metadata", "labels"), (), _LABELS)
    form.move_all(("metadata", "annotations"), (), _ANNOTATIONS)
    form.move_all(("spec",), (), _SPEC)
    _drop_what_is_read(form)
    for key, put in (("inputs", put_inputs), ("outputs", put_outputs)):
        put(form, ("spec", key), ("agents", 0, key))
    if form.original(("spec", "tools")) is not None:
        put_tools(form, ("spec", "tools"), ("tools",))
    put_tests(form, ("spec", "tests"))
    _put_dependencies(form)
    _identify(form)
    return form


def _drop_what_is_read(form: NormalForm) -> None:
    """Keys that only hold others, or are read by themselves, are not set aside."""
    holders = {("kind",), ("metadata",), ("spec",), ("metadata", "labels"), ("metadata", "annotations")}
    holders |= {("spec", key) for key in _APART}
    form.set_aside = [
        aside
        for aside in form.set_aside
        if aside.path not in holders or (aside.path != ("kind",) and not isinstance(aside.value, (dict, list)))
    ]


def _identify(form: NormalForm) -> None:
    read_id(form, ("pack", "id"))
    derive_id(form, ("pack", "id"), ("pack", "name"))
    read_version(form, ("pack", "version"))
    tags = form.at(("pack", "tags"))
    if isinstance(tags, str):
        form.replace(("pack", "tags"), [word.strip() for word in tags.split(",") if word.strip()])
        form.say(form.source_of(("pack", "tags")), tags, "a list of tags", "Tags are a list; commas part them here.")
    for key in ("id", "name"):
        source = form.source_of(("pack", key))
        form.origins[("agents", 0, key)] = source
        if form.at(("pack", key)) is not None:
            form.put(("agents", 0, key), form.at(("pack", key)), source)
    form.put(("agents", 0, "type"), BUILT_TYPE, ("kind",))
    why = "A resource of this form is one agent; its type is a word of its own."
    form.say(("kind",), form.original(("kind",)), f"an agent of type {BUILT_TYPE}", why)


def _put_dependencies(form: NormalForm) -> None:
    """``{python_version, required_packages, optional_packages}``, or any shape the native form takes."""
    source: Path = ("spec", "dependencies")
    found = form.original(source)
    if not isinstance(found, dict) or not {"python_version", "required_packages"} & found.keys():
        if found is not None:
            form.put(("dependencies",), found, source)
        return
    form.put(("dependencies",), [], source)
    for key, value in found.items():
        if key == "python_version":
            _append(form, {"name": "python", "version": value}, (*source, key))
        elif key.endswith("_packages") and isinstance(value, list):
            for index, item in enumerate(value):
                _append(form, item, (*source, key, index))
        else:
            form.set_aside.append(SetAside((*source, key), value, ("python_version", "required_packages")))


def _append(form: NormalForm, value: Value, source: Path) -> None:
    known = form.at(("dependencies",))
    form.put(("dependencies", len(known) if isinstance(known, list) else 0), value, source)
