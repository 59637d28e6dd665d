"""Dialect A, the factory pack: the native form without factors to select and formulas, and with looser habits."""

from apps.agents.spec.dialects.agent_parts import put_inputs, put_outputs, put_tests, put_tools
from apps.agents.spec.dialects.identity import derive_id, read_id, read_version
from apps.agents.spec.dialects.normal_form import NormalForm
from apps.agents.spec.document import Document
from apps.agents.spec.errors import Path

_APART = ("agents", "tools", "tests", "golden_tests")


def normal_factory(document: Document) -> NormalForm:
    """The native form: ids are slugs, the version has three parts, bounds stand in ``validation``."""
    form = NormalForm(document)
    for key, value in document.root.items():
        if key not in _APART:
            form.put((key,), value, (key,))
    read_id(form, ("pack", "id"))
    derive_id(form, ("pack", "id"), ("pack", "name"))
    read_version(form, ("pack", "version"))
    _put_agents(form)
    if "tools" in document.root:
        put_tools(form, ("tools",), ("tools",))
    _put_tests(form)
    return form


def _put_agents(form: NormalForm) -> None:
    found = form.original(("agents",))
    if not isinstance(found, list):
        if found is not None:
            form.put(("agents",), found, ("agents",))
        return
    form.put(("agents",), [], ("agents",))
    for index, agent in enumerate(found):
        place: Path = ("agents", index)
        form.put(place, {} if isinstance(agent, dict) else agent, place)
        if not isinstance(agent, dict):
            continue
        for key in agent:
            if key not in {"inputs", "outputs"}:
                form.put((*place, key), agent[key], (*place, key))
        if "inputs" in agent:
            put_inputs(form, (*place, "inputs"), (*place, "inputs"))
        if "outputs" in agent:
            put_outputs(form, (*place, "outputs"), (*place, "outputs"))
        read_id(form, (*place, "id"))
        derive_id(form, (*place, "id"), (*place, "name"))


def _put_tests(form: NormalForm) -> None:
    put_tests(form, ("tests",))
    beside = form.original(("golden_tests",))
    if isinstance(beside, list) and form.put(("tests", "golden"), beside, ("golden_tests",)):
        return
    if beside is not None:
        form.put(("golden_tests",), beside, ("golden_tests",))
