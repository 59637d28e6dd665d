"""Golden cases worked a second time: values, units with their exact worth, and the formula in fractions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from apps.agents.codegen.cases import Case, resolved_factors
from apps.agents.codegen.expressions import python_expression
from apps.agents.codegen.literals import Code
from apps.agents.spec.plan import CalculationPlan
from greenlang.engine import (
    BUILTIN_GWP,
    FactorComponent,
    FactorRequest,
    ResolvedFactor,
    Unit,
    canonical_number,
    gas_name,
    parse_unit,
)


@dataclass(frozen=True, slots=True)
class Worked:
    """One case in figures: ``(value, unit)`` by name, ``(value, unit, GWP)`` by gas."""

    name: str
    document: dict[str, object]
    gwp_set: str
    formula: str
    values: dict[str, tuple[str, str]]
    gases: dict[str, tuple[str, str, str]]


@dataclass(frozen=True, slots=True)
class Expression:
    """A formula as Python: its id, its emission factor's name, the expression."""

    formula: str
    emission_factor: str
    code: Code


def worked_context(
    cases: Sequence[Case], plan: CalculationPlan, pinned: Mapping[FactorRequest, ResolvedFactor]
) -> dict[str, object]:
    """Context of the test of the arithmetic."""
    worths: dict[str, Fraction] = {}
    worked = [_worked(case, pinned, worths) for case in cases]
    output = parse_unit(next(iter(plan.formulas.values())).definition.output_unit)
    return {
        "worked": worked,
        "worths": dict(sorted(worths.items())),
        "expressions": [
            Expression(id_, formula.per_gas, python_expression(formula.tree)) for id_, formula in plan.formulas.items()
        ],
        "result_gas": output.terms[0].tag,
        "result_worth": output.factor,
    }


def _worked(case: Case, pinned: Mapping[FactorRequest, ResolvedFactor], worths: dict[str, Fraction]) -> Worked:
    formula, gwp = case.formula, BUILTIN_GWP[case.gwp_set]
    factors = resolved_factors(case.binding, pinned)
    values = {
        name: (canonical_number(quantity.value), _priced(quantity.unit, worths))
        for name, quantity in case.binding.inputs.items()
    }
    for slot, factor in factors.items():
        if slot != formula.per_gas:
            values[slot] = _figure(factor.components[0], parse_unit(factor.components[0].unit), worths)
    gases = {}
    for component in factors[formula.per_gas].components:
        gas = gas_name(component.gas)
        value, unit = _figure(component, parse_unit(component.unit).with_gas(gas), worths)
        gases[gas] = (value, unit, canonical_number(gwp.of(gas, origin=formula.definition.origin)))
    return Worked(case.name, case.document, case.gwp_set, case.binding.formula_id, values, gases)


def _figure(component: FactorComponent, unit: Unit, worths: dict[str, Fraction]) -> tuple[str, str]:
    return canonical_number(component.value), _priced(unit, worths)


def _priced(unit: Unit, worths: dict[str, Fraction]) -> str:
    worths[unit.text] = unit.factor
    return unit.text
