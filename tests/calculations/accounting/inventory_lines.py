"""Lines the tests share: factors, states and outcomes in small numbers."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from apps.calculations.accounting.impact import LineState
from apps.calculations.accounting.totals import AccountedLine, Scope
from apps.calculations.accounting.uncertainty import FactorPart, UncertainLine
from greenlang.engine import (
    BUILTIN_GWP,
    FactorComponent,
    FactorSlot,
    FormulaDefinition,
    GwpSet,
    Quantity,
    ResolvedFactor,
    compile_formula,
    parse_unit,
)

AR5, AR6 = BUILTIN_GWP["AR5"], BUILTIN_GWP["AR6"]
GAS = {"CO2": ("53.06", "kg/mmBtu(HHV)"), "CH4": ("1", "g/mmBtu(HHV)"), "N2O": ("0.1", "g/mmBtu(HHV)")}
GAS_REVISED = {"CO2": ("53.11", "kg/mmBtu(HHV)"), "CH4": ("1.1", "g/mmBtu(HHV)"), "N2O": ("0.1", "g/mmBtu(HHV)")}
CO2E_ONLY = {"CO2e": ("53.1145", "kg/mmBtu(HHV)")}


def quantity(value: str, unit: str) -> Quantity:
    return Quantity(Decimal(value), parse_unit(unit))


def definition(expression: str = "quantity * ef", **changes: Any) -> FormulaDefinition:
    given: dict[str, Any] = {
        "id": "by_energy",
        "version": "1",
        "title": "Fuel burnt, by energy",
        "scope": "1",
        "expression": expression,
        "inputs": {"quantity": "mmBtu(HHV)"},
        "factors": {"ef": FactorSlot("kg/mmBtu(HHV)", per_gas=True)},
        "output_name": "co2e",
        "output_unit": "kg CO2e",
        "source": "40 CFR 98.33 Eq. C-1b, C-8b",
    }
    return FormulaDefinition(**{**given, **changes})


BY_ENERGY = definition()
BY_VOLUME = definition(
    "quantity * heat_content * ef",
    id="by_volume",
    inputs={"quantity": "scf"},
    factors={
        "heat_content": FactorSlot("mmBtu(HHV)/scf", per_gas=False),
        "ef": FactorSlot("kg/mmBtu(HHV)", per_gas=True),
    },
)


def factor(values: Mapping[str, tuple[str, str]], cid: str = "ef_gas", **changes: Any) -> ResolvedFactor:
    components = tuple(FactorComponent(gas, cid, Decimal(value), unit) for gas, (value, unit) in values.items())
    return ResolvedFactor(components, **{"source": "EPA", "activity": "natural-gas", **changes})


def state(
    amount: str = "50",
    values: Mapping[str, tuple[str, str]] = GAS,
    gwp: GwpSet = AR5,
    **changes: Any,
) -> LineState:
    return LineState(
        compile_formula(BY_ENERGY),
        {"quantity": quantity(amount, "mmBtu(HHV)")},
        {"ef": factor(values, **changes)},
        gwp,
    )


def state_by_volume(amount: str = "50000", heat_content: str = "0.001026", gwp: GwpSet = AR5) -> LineState:
    factors = {"ef": factor(GAS), "heat_content": factor({"heat-content": (heat_content, "mmBtu(HHV)/scf")})}
    return LineState(compile_formula(BY_VOLUME), {"quantity": quantity(amount, "scf")}, factors, gwp)


def accounted(line_id: str, scope: Scope, line: LineState) -> AccountedLine:
    basis = line.emission_factor.gwp_basis
    return AccountedLine.of(line_id, scope, line.outcome, gwp_set=line.gwp.id, gwp_basis=basis)


def uncertain(
    line_id: str,
    emissions: str,
    activity: str | None = "0",
    factor_percent: str | None = "0",
    *,
    factor_id: str = "",
    source_id: str = "",
) -> UncertainLine:
    percent = None if factor_percent is None else Decimal(factor_percent)
    part = FactorPart(factor_id or f"ef_{line_id}", Decimal(emissions), percent)
    return UncertainLine(line_id, (part,), None if activity is None else Decimal(activity), source_id)
