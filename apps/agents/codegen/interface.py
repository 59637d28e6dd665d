"""The OpenAPI document of an agent's inputs and outputs."""

from collections.abc import Mapping

from apps.agents.spec.model import PackSpec
from apps.agents.spec.plan import CalculationPlan
from apps.agents.spec.rules.meanings import is_served
from greenlang.engine import FURTHER_OUTPUTS, NUMERIC_OUTPUTS, InputField

Json = Mapping[str, object]

_NUMBER_TEXT: Json = {"type": "string", "pattern": r"^-?(0|[1-9][0-9]*)(\.[0-9]+)?$"}
_GIVEN_NUMBER: Json = {
    "description": "An exact decimal number as text; whole numbers may be plain.",
    "oneOf": [{"type": "string", "pattern": r"^[-+]?[0-9]*\.?[0-9]+([eE][-+]?[0-9]+)?$"}, {"type": "integer"}],
}


def openapi_document(spec: PackSpec, plan: CalculationPlan) -> Json:
    """OpenAPI 3.1: one operation, the schema of its input, of its result and of a refusal."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": spec.agent.name,
            "version": spec.pack.version,
            "description": spec.agent.description or spec.pack.description,
        },
        "paths": {
            "/execute": {
                "post": {
                    "operationId": "execute",
                    "summary": "Calculate one document",
                    "requestBody": {"required": True, "content": {"application/json": {"schema": _ref("Input")}}},
                    "responses": {
                        "200": _answer("The result", "application/json", "Result"),
                        "422": _answer("The input cannot be used", "application/problem+json", "Problem"),
                        "4XX": _answer("The request cannot be read", "application/problem+json", "Problem"),
                    },
                }
            }
        },
        "components": {
            "schemas": {"Input": input_schema(plan, spec), "Result": _result(spec, plan), "Problem": _problem()}
        },
    }


def input_schema(plan: CalculationPlan, spec: PackSpec) -> Json:
    """JSON Schema of a document the agent accepts; choices with which every formula refuses it do not stand there."""
    return {
        "type": "object",
        "additionalProperties": False,
        "required": [field.name for field in plan.fields if field.required and field.default is None],
        "properties": {field.name: _property(field, plan, spec) for field in plan.fields},
    }


def _property(field: InputField, plan: CalculationPlan, spec: PackSpec) -> Json:
    schema: dict[str, object] = {"description": field.description}
    choices = [choice for choice in field.choices if is_served(field.name, choice, spec)]
    unit = next((unit for unit in plan.units if unit.number == field.name), None)
    if field.kind == "quantity":
        schema.update(_quantity(field, plan))
    elif field.kind in ("number", "integer"):
        schema.update(oneOf=_GIVEN_NUMBER["oneOf"])
        if choices:
            schema["enum"] = [*choices, *(int(choice) for choice in choices if field.kind == "integer")]
        if unit is not None:
            schema["x-units"] = dict(unit.units) if unit.said_in else unit.units[""]
            schema["x-unit-input"] = unit.said_in
    elif field.kind == "boolean":
        schema["type"] = "boolean"
    elif field.kind == "date":
        schema.update(type="string", format="date")
    else:
        schema["type"] = "string"
        if choices:
            schema["enum"] = choices
        if field.pattern:
            schema["pattern"] = field.pattern
    if field.default is not None:
        schema["default"] = field.default
    bounds = {"x-minimum": field.minimum, "x-maximum": field.maximum}
    schema.update({name: str(bound) for name, bound in bounds.items() if bound is not None})
    return schema if field.required and field.default is None else _or_nothing(schema)


def _or_nothing(schema: dict[str, object]) -> Json:
    """An input that may be left out may also be said to be nothing."""
    if "oneOf" in schema:
        return {**schema, "oneOf": [*_GIVEN_NUMBER["oneOf"], {"type": "null"}]}  # type: ignore[misc]
    wider = {**schema, "type": [schema["type"], "null"]}
    if "enum" in schema:
        wider["enum"] = [*schema["enum"], None]  # type: ignore[misc]
    return wider


def _quantity(field: InputField, plan: CalculationPlan) -> Json:
    units = dict.fromkeys(
        unit.text for formula in plan.formulas.values() if (unit := plan.input_unit(formula, field.name)) is not None
    )
    return {
        "type": "object",
        "additionalProperties": False,
        "required": ["value", "unit"],
        "properties": {
            "value": _GIVEN_NUMBER,
            "unit": {"type": "string", "description": f"Convertible to {' or '.join(units)}."},
            "basis": {"type": "string", "description": "gross (HHV) or net (LHV), for fuel energy."},
        },
        "x-units": list(units),
    }


def _result(spec: PackSpec, plan: CalculationPlan) -> Json:
    definition = next(iter(plan.formulas.values())).definition
    gas = {"type": "object", "properties": dict.fromkeys(("value", "mass", "gwp", "co2e"), _NUMBER_TEXT)}
    gas["properties"] = {**gas["properties"], **_texts("gas", "ef_cid", "unit", "mass_unit")}  # type: ignore[dict-item]
    return {
        "type": "object",
        "required": ["result", "result_unit", "gases"],
        "properties": {
            "result": {**_NUMBER_TEXT, "description": definition.output_name},
            "result_unit": {"type": "string", "description": definition.output_unit},
            **_outputs(spec, plan),
            "gases": {"type": "array", "items": gas},
            "co2_biogenic": {**_NUMBER_TEXT, "description": "kg, outside the scopes"},
            **_texts("formula_id", "formula_version", "formula_hash", "gwp_set", "input_hash", "result_hash"),
        },
    }


def _outputs(spec: PackSpec, plan: CalculationPlan) -> dict[str, Json]:
    """The outputs by the agent's own names, where it declares more than the result."""
    if not plan.outputs:
        return {}
    result = spec.formulas[0].output
    described = {output.name: output.description for output in spec.agent.outputs}
    properties: dict[str, Json] = {
        result.name: {**_NUMBER_TEXT, "description": described.get(result.name) or f"In {result.unit}."}
    }
    for name, meaning in plan.outputs.items():
        kind = _NUMBER_TEXT if meaning in NUMERIC_OUTPUTS else {"type": "string"}
        properties[name] = {**kind, "description": described.get(name) or FURTHER_OUTPUTS[meaning], "x-means": meaning}
    return {"outputs": {"type": "object", "required": list(properties), "properties": properties}}


def _problem() -> Json:
    return {
        "type": "object",
        "properties": {
            **_texts("type", "title", "detail"),
            "status": {"type": "integer"},
            "errors": {"type": "array", "items": {"type": "object", "properties": _texts("pointer", "detail", "code")}},
        },
    }


def _texts(*names: str) -> Json:
    return {name: {"type": "string"} for name in names}


def _ref(name: str) -> Json:
    return {"$ref": f"#/components/schemas/{name}"}


def _answer(description: str, content_type: str, schema: str) -> Json:
    return {"description": description, "content": {content_type: {"schema": _ref(schema)}}}
