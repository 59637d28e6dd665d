"""Formulas and factors the tests share; figures as printed by EPA's Emission Factors Hub 2025, Table 1."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from greenlang.engine.formula import (
    CompiledFormula,
    FactorComponent,
    FactorSlot,
    FormulaDefinition,
    ResolvedFactor,
    compile_formula,
)
from greenlang.engine.units import Quantity, parse_unit

PER_ENERGY = FactorSlot("kg/mmBtu(HHV)", per_gas=True)
HEAT_CONTENT = FactorSlot("mmBtu(HHV)/scf", per_gas=False)


def quantity(value: str, unit: str) -> Quantity:
    return Quantity(Decimal(value), parse_unit(unit))


def definition(expression: str = "quantity * ef", **changes: Any) -> FormulaDefinition:
    fields: dict[str, Any] = {
        "id": "by_energy",
        "version": "1",
        "title": "Fuel burnt, by energy",
        "scope": "1",
        "expression": expression,
        "inputs": {"quantity": "mmBtu(HHV)"},
        "factors": {"ef": PER_ENERGY},
        "output_name": "co2e",
        "output_unit": "kg CO2e",
        "source": "40 CFR 98.33 Eq. C-1b, C-8b",
    }
    return FormulaDefinition(**{**fields, **changes})


def compiled(expression: str = "quantity * ef", **changes: Any) -> CompiledFormula:
    return compile_formula(definition(expression, **changes))


def by_volume() -> CompiledFormula:
    return compiled(
        "quantity * heat_content * ef",
        id="by_volume",
        inputs={"quantity": "scf"},
        factors={"heat_content": HEAT_CONTENT, "ef": PER_ENERGY},
        source="40 CFR 98.33 Eq. C-1, C-8",
    )


def factor(values: Mapping[str, tuple[str, str]], **changes: Any) -> ResolvedFactor:
    """A factor of ``{gas: (value, unit)}``."""
    components = tuple(
        FactorComponent(gas, f"ef_{gas.lower()}", Decimal(value), unit) for gas, (value, unit) in values.items()
    )
    return ResolvedFactor(components, **{"source": "US EPA GHG Emission Factors Hub", **changes})


NATURAL_GAS = factor(
    {
        "CO2": ("53.06", "kg(CO2)/mmBtu(HHV)"),
        "CH4": ("1.0", "g(CH4)/mmBtu(HHV)"),
        "N2O": ("0.10", "g(N2O)/mmBtu(HHV)"),
    },
    edition="epa-hub-2025",
    region="US",
    activity="natural-gas",
    table="Table 1",
    basis="HHV",
    licence="US government work",
    citation="EPA Emission Factors Hub, January 2025",
)
NATURAL_GAS_CO2 = factor({"CO2": ("53.06", "kg/mmBtu(HHV)")}, activity="natural-gas", region="US")
HEAT_CONTENT_GAS = factor({"heat-content": ("0.001026", "mmBtu(HHV)/scf")})
