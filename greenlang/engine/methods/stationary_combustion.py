"""Fuel burnt in place, 40 CFR 98.33, Tier 1: default heat contents and default factors per gross energy."""

from greenlang.engine.formula.definition import FactorSlot, FormulaDefinition
from greenlang.engine.methods.entry import Method

_EMISSION_FACTOR = FactorSlot(unit="kg/mmBtu(HHV)", per_gas=True)
_SOURCE = "40 CFR 98.33 Eq. C-1 (CO2) and C-8 (CH4, N2O)"

ENERGY = Method(
    FormulaDefinition(
        id="stationary-combustion/energy",
        version="1",
        title="Fuel as energy",
        scope="1",
        expression="quantity * ef",
        inputs={"quantity": "mmBtu(HHV)"},
        factors={"ef": _EMISSION_FACTOR},
        output_name="co2e",
        output_unit="kg CO2e",
        source="40 CFR 98.33 Eq. C-1b (CO2) and C-8b (CH4, N2O)",
    )
)


def _by_amount(measure: str, title: str, unit: str, heat_content: str) -> Method:
    """Equations C-1 and C-8: the amount, its heat content, the emission factor."""
    return Method(
        FormulaDefinition(
            id=f"stationary-combustion/{measure}",
            version="1",
            title=title,
            scope="1",
            expression=f"quantity * {heat_content} * ef",
            inputs={"quantity": unit},
            factors={heat_content: FactorSlot(unit=f"mmBtu(HHV)/{unit}", per_gas=False), "ef": _EMISSION_FACTOR},
            output_name="co2e",
            output_unit="kg CO2e",
            source=_SOURCE,
        )
    )


# The heat contents have a name each, so that one pack can offer all the methods.
GAS_VOLUME = _by_amount(
    "gas-volume", "Gas by volume at 60 degrees Fahrenheit and one atmosphere", "scf", "heat_content_gas"
)
LIQUID_VOLUME = _by_amount("liquid-volume", "Liquid fuel by volume", "US_gallon", "heat_content_liquid")
MASS = _by_amount("mass", "Solid fuel by mass", "short_ton", "heat_content_solid")
