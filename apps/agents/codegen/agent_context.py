"""The values the templates of an agent's own code need, computed beforehand."""

import operator
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from apps.agents.codegen.literals import Code, literal
from apps.agents.codegen.words import formula_words
from apps.agents.domains import DomainMatch
from apps.agents.spec.model import FactorSpec, FromInput, PackSpec
from apps.agents.spec.plan import CalculationPlan, pinned_factor
from apps.agents.spec.properties import laws_of, limits_on
from greenlang.engine import FormulaDefinition, InputField, canonical_number

KEYWORD_WIDTH = 92
"""Longest text literal beside a keyword of a call, which stands at most three levels in."""

_ALWAYS = (
    "Binding", "OutOfRange", "Outcome", "choose_formula", "inputs_document", "parse_unit", "read_inputs",
)  # fmt: skip
"""What the binding of any agent imports from the engine."""

_BROKEN_BY = {">=": "<", ">": "<=", "<=": ">", "<": ">=", "==": "!="}
_COMPARISONS: Mapping[str, Callable[[Decimal, Decimal], bool]] = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge, "!=": operator.ne,
}  # fmt: skip


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

    def is_broken_by(self, number: Decimal) -> bool:
        """Whether a result lies outside."""
        return _COMPARISONS[str(self.broken_by)](number, Decimal(self.limit))


def agent_context(spec: PackSpec, plan: CalculationPlan, domain: DomainMatch) -> dict[str, object]:
    """Context of the templates below ``agent/``."""
    definitions = [formula.definition for formula in plan.formulas.values()]
    slots = plan.slots
    factors = [factor for factor in plan.factors.values() if factor.id in slots]
    requests = [_request(factor, slots[factor.id]) for factor in factors if not factor.is_pinned]
    pinned = [_pinned(factor, slots[factor.id]) for factor in factors if factor.is_pinned]
    bounds = output_bounds(spec)
    # A value that means nothing to one factor must not refuse a formula that does not need it.
    lazily = any(_asks_meaning(factor) for factor in factors)
    return {
        **_binding(plan, selected=lazily, requests=bool(requests), pinned=bool(pinned)),
        "agent_id": spec.agent.id,
        "agent_name": spec.agent.name,
        "agent_version": spec.pack.version,
        "gwp_set": plan.gwp_set,
        "domain": domain.domain,
        "scope": scope_said(plan, domain),
        "fields": [field_keywords(field) for field in plan.fields],
        "words": [formula_words(written, plan.formulas[written.id], spec) for written in spec.formulas],
        "definitions": [_definition(definition) for definition in definitions],
        "default_origin": "combustion",
        "requests": [] if lazily else requests,
        "selected": requests if lazily else [],
        "pinned": pinned,
        "units": plan.units,
        "when": plan.when,
        "names": plan.names,
        "outputs": plan.outputs,
        "result_unit": definitions[0].output_unit,
        "bounds": bounds,
    }


def scope_said(plan: CalculationPlan, domain: DomainMatch) -> str:
    """The domain's scope; where the formulas are of several, those."""
    return plan.scopes if "," in plan.scopes else domain.scope


def _binding(plan: CalculationPlan, *, selected: bool, requests: bool, pinned: bool) -> dict[str, object]:
    """How the binding says what it does, with a name only for what this agent needs."""
    given = "measured" if plan.units else "values"
    bare = takes_bare_numbers(plan) and not plan.names
    own = "own.get({0}, {0})".format if plan.names else "{}".format
    formulas = "applicable(FORMULAS, WHEN, values)" if plan.when else "FORMULAS"
    inputs = f"{{name: value for name, value in {given}.items() if isinstance(value, Quantity)}}"
    if plan.names:
        inputs = f"formula_inputs(formula, {given}, own)"
    elif bare:
        inputs = f"{{name: _quantity({given}[name]) for name in formula.definition.inputs}}"
    factor = f"factors[{own('slot')}]"
    if selected:
        factor = f"_factor({own('slot')}, values)" if pinned else f"SELECTED[{own('slot')}](values)"
    names = {
        "FactorComponent": pinned,
        "PinnedFactor": pinned,
        "FactorRequest": requests,
        "applicable": bool(plan.when),
        "formula_inputs": bool(plan.names),
        "Quantity": not plan.names,
        "meaning_of": selected,
        "parse_number": bare,
        "with_units": bool(plan.units),
    }
    return {
        "chosen_by": Code("its values and units" if plan.when else "its units"),
        "choice": Code(f"{formulas}, {given}{', NAMES' if plan.names else ''}"),
        "inputs_bound": Code(inputs),
        "factor_bound": Code(factor),
        "engine_names": [
            Code(name) for name in sorted({*_ALWAYS, *(name for name, needed in names.items() if needed)}, key=_sorting)
        ],
        "formula_names": Code(", ".join(["FORMULAS", *["NAMES"] * bool(plan.names), *["WHEN"] * bool(plan.when)])),
        "abc_names": Code("Callable, Mapping" if selected else "Mapping"),
        "input_names": Code("INPUTS, UNITS" if plan.units else "INPUTS"),
        "takes_bare_numbers": bare,
    }


def _sorting(name: str) -> tuple[bool, str]:
    """Classes before functions, as the linter sorts imports."""
    return not name[0].isupper(), name.lower()


def _asks_meaning(factor: FactorSpec) -> bool:
    selectors = (factor.activity, factor.region)
    return any(isinstance(selector, FromInput) and selector.means for selector in selectors)


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
    measured = {field.name for field in plan.fields if field.kind == "quantity"} | {unit.number for unit in plan.units}
    return any(
        plan.named(id_, name) not in measured
        for id_, formula in plan.formulas.items()
        for name in formula.definition.inputs
    )


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


def _request(factor: FactorSpec, slot: str) -> dict[str, object]:
    keywords = _keywords({"slot": slot, "category": factor.category})
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
    if isinstance(selector, FromInput) and selector.means:
        return Code(f"meaning_of(values, {literal(selector.input)}, {literal(selector.means)})")
    if isinstance(selector, FromInput):
        return Code(f"str(values[{literal(selector.input)}])")
    return literal(selector)


def _pinned(factor: FactorSpec, slot: str) -> dict[str, object]:
    pinned = pinned_factor(factor, slot)
    components: Sequence[Mapping[str, str]] = [component.as_document() for component in pinned.components]
    return {
        "id": factor.id,
        "slot": slot,
        "components": components,
        "source": pinned.source,
        "citation": pinned.citation,
    }


def _keywords(values: Mapping[str, object]) -> list[Keyword]:
    return [Keyword(Code(name), literal(value, KEYWORD_WIDTH)) for name, value in values.items()]
