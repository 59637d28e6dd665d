"""Electricity bought from a grid."""

from greenlang.engine.formula.definition import FactorSlot, FormulaDefinition
from greenlang.engine.methods.entry import Method

LOCATION_BASED = Method(
    FormulaDefinition(
        id="purchased-electricity/location-based",
        version="1",
        title="Electricity by the average rate of its grid",
        scope="2",
        expression="quantity * ef",
        inputs={"quantity": "kWh"},
        factors={"ef": FactorSlot(unit="kg/kWh", per_gas=True)},
        output_name="co2e",
        output_unit="kg CO2e",
        source="GHG Protocol Scope 2 Guidance, location-based method: electricity x grid average rate, per gas",
    )
)
