"""What an agent declares, as a document: the inputs it takes, the outputs it gives, the formulas between them."""

from typing import Any

from greenlang.engine.contract import AgentContract
from greenlang.engine.formula import CompiledFormula
from greenlang.engine.inputs import InputField, as_text
from greenlang.engine.units import parse_unit


def describe(agent: AgentContract) -> dict[str, Any]:
    """The declaration in canonical JSON's types.

    ``inputs``: ``{"name", "kind", "required", "description", "unit", "units", "choices", "minimum", "maximum",
    "pattern", "default"}``, where ``required`` means that a document without it is refused, ``units`` are those of
    the formulas it enters (of a bare number those its unit may be), and what is not declared is empty or null.
    ``outputs``: ``{"name", "unit", "means"}``, the result first, then the further ones, which have no unit.
    ``formulas``: ``{"id", "version", "hash", "title", "source", "scope", "text", "definition"}``.
    """
    formulas = list(agent.FORMULAS.values())
    results = dict.fromkeys((formula.definition.output_name, formula.definition.output_unit) for formula in formulas)
    return {
        "id": agent.AGENT_ID,
        "version": agent.AGENT_VERSION,
        "gwp_set": agent.GWP_SET,
        "inputs": [_input(field, agent) for field in agent.INPUTS],
        "outputs": [
            *({"name": name, "unit": unit, "means": "result"} for name, unit in results),
            *({"name": name, "unit": "", "means": meaning} for name, meaning in agent.OUTPUTS.items()),
        ],
        "formulas": [
            {
                "id": formula.definition.id,
                "version": formula.definition.version,
                "hash": formula.formula_hash,
                "title": formula.definition.title,
                "source": formula.definition.source,
                "scope": formula.definition.scope,
                "text": formula.rendered,
                "definition": formula.definition.as_document(),
            }
            for formula in formulas
        ],
    }


def _input(field: InputField, agent: AgentContract) -> dict[str, Any]:
    units = [formula.definition.inputs[field.name] for formula in agent.FORMULAS.values() if _enters(field, formula)]
    for number in agent.UNITS:
        if number.number == field.name:
            units = list(number.units.values())
    return {
        "name": field.name,
        "kind": field.kind,
        "required": field.required and field.default is None,
        "description": field.description,
        "unit": field.unit,
        "units": list(dict.fromkeys(parse_unit(unit).text for unit in units)),
        "choices": list(field.choices),
        "minimum": None if field.minimum is None else as_text(field.minimum),
        "maximum": None if field.maximum is None else as_text(field.maximum),
        "pattern": field.pattern,
        "default": None if field.default is None else as_text(field.default),
    }


def _enters(field: InputField, formula: CompiledFormula) -> bool:
    return field.name in formula.definition.inputs
