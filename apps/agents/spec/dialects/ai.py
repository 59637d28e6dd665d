"""Dialect B, the 1.0 pack: one agent at the root of the document, its tools below ``ai``."""

from apps.agents.spec.dialects.agent_parts import put_inputs, put_outputs, put_tests, put_tools
from apps.agents.spec.dialects.identity import derive_id, read_id, read_version
from apps.agents.spec.dialects.normal_form import Moves, NormalForm, SetAside, same_names
from apps.agents.spec.document import Document

BUILT_TYPE = "deterministic-calculator"

_ROOT: Moves = {
    "id": ("pack", "id"),
    "name": ("pack", "name"),
    "version": ("pack", "version"),
    "summary": ("pack", "description"),
    "description": ("pack", "description"),
    "author": ("pack", "author"),
    "license": ("pack", "license"),
    "tags": ("pack", "tags"),
    "category": ("pack", "category"),
    "pack_schema_version": ("schema_version",),
    **same_names("factors", "formulas", "provenance", "validation", "deployment", "dependencies"),
}
_APART = ("inputs", "outputs", "tests", "ai", "tools", "kind")


def normal_ai(document: Document) -> NormalForm:
    """The native form: the pack is its one agent; what configures a language model has no place."""
    form = NormalForm(document)
    form.move_all((), (), _ROOT)
    form.set_aside = [aside for aside in form.set_aside if aside.path[0] not in _APART]
    form.put(("agents",), [{}], ())
    form.put(("agents", 0, "type"), BUILT_TYPE, ("kind",))
    for key, put in (("inputs", put_inputs), ("outputs", put_outputs)):
        put(form, (key,), ("agents", 0, key))
    put_tests(form, ("tests",))
    _put_ai(form)
    _identify(form)
    return form


def _put_ai(form: NormalForm) -> None:
    ai = form.original(("ai",))
    if isinstance(ai, dict):
        rest = [key for key in ai if key != "tools"]
        form.set_aside += [SetAside(("ai", key), ai[key], ("tools",)) for key in rest]
        if "tools" in ai:
            put_tools(form, ("ai", "tools"), ("tools",))
    elif ai is not None:
        form.set_aside.append(SetAside(("ai",), ai))
    tools = form.original(("tools",))
    if tools is None:
        return
    if form.at(("tools",)) is None:
        put_tools(form, ("tools",), ("tools",))
    else:
        form.set_aside.append(SetAside(("tools",), tools))


def _identify(form: NormalForm) -> None:
    read_id(form, ("pack", "id"))
    derive_id(form, ("pack", "id"), ("pack", "name"))
    read_version(form, ("pack", "version"))
    for key in ("id", "name", "description"):
        source = form.source_of(("pack", key))
        form.origins[("agents", 0, key)] = source
        if form.at(("pack", key)) is not None:
            form.put(("agents", 0, key), form.at(("pack", key)), source)
    form.say(
        ("kind",),
        form.original(("kind",)),
        f"an agent of type {BUILT_TYPE}",
        "A pack of this form is its one agent, and says no type.",
    )
