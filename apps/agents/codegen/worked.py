"""Golden cases worked a second time: values, units with their exact worth, and the formula in fractions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from apps.agents.codegen.cases import Case, resolved_factors
from apps.agents.codegen.expressions import python_expression
from apps.agents.codegen.literals import Code
from apps.agents.spec.plan import CalculationPlan
from greenlang.engine import (
    FactorComponent,
    FactorRequest,
    GwpSet,
    ResolvedFactor,
    Unit,
    canonical_number,
    gas_name,
    parse_unit,
)


@dataclass(frozen=True, slots=True)
class Worked:
    """One case in figures: ``(value, unit)`` by name, ``(value, unit, GWP)`` by gas.

    ``total`` is the CO2e published beside the gases, where it counts; its mass is the result then.
    """

    name: str
    document: dict[str, object]
    gwp_set: str
    formula: str
    values: dict[str, tuple[str, str]]
    gases: dict[str, tuple[str, str, str]]
    total: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Expression:
    """A formula as Python: its id, its emission factor's name, the expression."""

    formula: str
    emission_factor: str
    code: Code


def worked_context(
    cases: Sequence[Case],
    plan: CalculationPlan,
    pinned: Mapping[FactorRequest, ResolvedFactor],
    sets: Mapping[str, GwpSet],
) -> dict[str, object]:
    """Context of the test of the arithmetic."""
    worths: dict[str, Fraction] = {}
    worked = [_worked(case, pinned, worths, sets[case.gwp_set]) for case in cases]
    output = parse_unit(next(iter(plan.formulas.values())).definition.output_unit)
    return {
        "worked": worked,
        "has_totals": any(case.total for case in worked),
        "worths": dict(sorted(worths.items())),
        "expressions": [
            Expression(id_, formula.per_gas, python_expression(formula.tree)) for id_, formula in plan.formulas.items()
        ],
        "result_gas": output.terms[0].tag,
        "result_worth": output.factor,
    }


def _worked(
    case: Case, pinned: Mapping[FactorRequest, ResolvedFactor], worths: dict[str, Fraction], gwp: GwpSet
) -> Worked:
    formula = case.formula
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
        value, unit = _figure(component, _mass_unit(component), worths)
        gases[gas] = (value, unit, canonical_number(gwp.of(gas, origin=formula.definition.origin)))
    total = _total(factors[formula.per_gas], gases, worths)
    return Worked(case.name, case.document, case.gwp_set, case.binding.formula_id, values, gases, total)


def _total(
    factor: ResolvedFactor, gases: Mapping[str, tuple[str, str, str]], worths: dict[str, Fraction]
) -> tuple[str, str] | None:
    """The total published beside the gases, where all of them were published as CO2e at the potentials in use."""
    if factor.published_total is None:
        return None
    for component in factor.components:
        gas = gas_name(component.gas)
        embedded = 1 if gas == "CO2" else component.as_co2e_at
        if gas != "CO2_biogenic" and (embedded is None or Fraction(gases[gas][2]) != Fraction(embedded)):
            return None
    return _figure(factor.published_total, parse_unit(factor.published_total.unit).with_gas("CO2e"), worths)


def _mass_unit(component: FactorComponent) -> Unit:
    """The unit of a gas's figure; of its CO2e, where it is published so."""
    unit = parse_unit(component.unit)
    return unit.with_gas(gas_name(component.gas) if component.as_co2e_at is None else "CO2e")


def _figure(component: FactorComponent, unit: Unit, worths: dict[str, Fraction]) -> tuple[str, str]:
    """Value and unit; the CO2e of a gas as its mass, an exact fraction ("41/2800000")."""
    value = canonical_number(component.value)
    if component.as_co2e_at is not None:
        value = str(Fraction(component.value) / Fraction(component.as_co2e_at))
    return value, _priced(unit, worths)


def _priced(unit: Unit, worths: dict[str, Fraction]) -> str:
    worths[unit.text] = unit.factor
    return unit.text
