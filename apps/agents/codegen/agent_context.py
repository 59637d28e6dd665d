"""The values the templates of an agent's own code need, computed beforehand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from apps.agents.codegen.literals import Code, literal
from apps.agents.domains import DomainMatch
from apps.agents.spec.model import FactorSpec, FromInput, PackSpec
from apps.agents.spec.plan import CalculationPlan, pinned_factor
from apps.agents.spec.properties import laws_of, limits_on
from greenlang.engine import FormulaDefinition, InputField, canonical_number

KEYWORD_WIDTH = 92
"""Longest text literal beside a keyword of a call, which stands at most three levels in."""

_BROKEN_BY = {">=": "<", ">": "<=", "<=": ">", "<": ">=", "==": "!="}


@dataclass(frozen=True, slots=True)
class Keyword:
    """``name=value`` of a call; the name is of the generator's own choosing."""

    name: Code
    value: Code


@dataclass(frozen=True, slots=True)
class OutputBound:
    """A bound on the result: the comparison that breaks it, the limit, the rule as written."""

    broken_by: Code
    limit: str
    rule: str


def agent_context(spec: PackSpec, plan: CalculationPlan, domain: DomainMatch) -> dict[str, object]:
    """Context of the templates below ``agent/``."""
    definitions = [formula.definition for formula in plan.formulas.values()]
    used = {name for definition in definitions for name in definition.factors}
    factors = [factor for factor in plan.factors.values() if factor.id in used]
    return {
        "agent_id": spec.agent.id,
        "agent_name": spec.agent.name,
        "agent_version": spec.pack.version,
        "gwp_set": plan.gwp_set,
        "domain": domain.domain,
        "scope": domain.scope,
        "fields": [field_keywords(field) for field in plan.fields],
        "definitions": [_definition(definition) for definition in definitions],
        "requests": [_request(factor) for factor in factors if not factor.is_pinned],
        "pinned": [_pinned(factor) for factor in factors if factor.is_pinned],
        "takes_bare_numbers": takes_bare_numbers(plan),
        "result_unit": definitions[0].output_unit,
        "bounds": output_bounds(spec),
    }


def field_keywords(field: InputField) -> list[Keyword]:
    """The arguments of an ``InputField`` that differ from their defaults."""
    keywords = _keywords({"name": field.name, "kind": field.kind, "required": field.required})
    keywords += _keywords({"description": field.description})
    optional: dict[str, object] = {
        "unit": field.unit,
        "choices": field.choices,
        "minimum": _bound(field.minimum),
        "maximum": _bound(field.maximum),
        "pattern": field.pattern,
        "default": field.default,
    }
    return keywords + _keywords({name: value for name, value in optional.items() if value not in (None, "", ())})


def takes_bare_numbers(plan: CalculationPlan) -> bool:
    """Whether a formula has an input that is a number without a unit."""
    kinds = {field.name: field.kind for field in plan.fields}
    return any(kinds[name] != "quantity" for formula in plan.formulas.values() for name in formula.definition.inputs)


def output_bounds(spec: PackSpec) -> list[OutputBound]:
    """The bounds that properties and validation rules set on the declared output, each once."""
    output = spec.formulas[0].output.name
    bounds = {
        limit: OutputBound(Code(_BROKEN_BY[limit.comparison]), canonical_number(limit.number), law.rule)
        for law in laws_of(spec)
        if law.is_tested and law.meaning is not None
        for limit in limits_on(output, law.meaning)
    }
    return list(bounds.values())


def _bound(bound: object) -> str | None:
    return None if bound is None else str(bound)


def _definition(definition: FormulaDefinition) -> dict[str, object]:
    texts = ("id", "version", "title", "scope", "expression", "output_name", "output_unit", "source", "origin")
    return {
        **{name: getattr(definition, name) for name in texts},
        "inputs": dict(definition.inputs),
        "factors": [
            {"name": name, "unit": slot.unit, "per_gas": slot.per_gas} for name, slot in definition.factors.items()
        ],
    }


def _request(factor: FactorSpec) -> dict[str, object]:
    keywords = _keywords({"slot": factor.id, "category": factor.category})
    keywords += [
        Keyword(Code("activity"), _selector(factor.activity)),
        Keyword(Code("region"), _selector(factor.region)),
    ]
    keywords += _keywords({"unit": factor.unit})
    optional: dict[str, object] = {
        "gases": tuple(factor.named_gases),
        "source": factor.source,
        "edition": factor.edition,
        "basis": factor.basis,
        "fallback": tuple(factor.fallback),
    }
    keywords += _keywords({name: value for name, value in optional.items() if value})
    return {"id": factor.id, "keywords": keywords}


def _selector(selector: FromInput | str) -> Code:
    if isinstance(selector, FromInput):
        return Code(f"str(values[{literal(selector.input)}])")
    return literal(selector)


def _pinned(factor: FactorSpec) -> dict[str, object]:
    pinned = pinned_factor(factor)
    components: Sequence[Mapping[str, str]] = [component.as_document() for component in pinned.components]
    return {"id": factor.id, "components": components, "source": pinned.source, "citation": pinned.citation}


def _keywords(values: Mapping[str, object]) -> list[Keyword]:
    return [Keyword(Code(name), literal(value, KEYWORD_WIDTH)) for name, value in values.items()]
