"""Steam, heat and cooling bought."""

from greenlang.engine.methods.entry import Given, published, simple

_SOURCE = "GHG Protocol Scope 2 Guidance Ch. 6: steam, heat or cooling x supplier's or default rate"
_RATE = "the mass of each gas per heat or cold delivered"

HEAT = simple(
    "purchased-heat/heat", "Steam or heat bought", "kWh", "the steam or heat bought, as energy delivered", _RATE,
    scope="2", source=_SOURCE,
    assumptions=("A rate per delivered energy: no heating-value basis, for no fuel is meant.",),
)  # fmt: skip
COOLING = simple(
    "purchased-heat/cooling", "Cooling bought", "kWh", "the cold bought, as energy delivered", _RATE,
    scope="2", source=_SOURCE,
)  # fmt: skip
FROM_FUEL = published(
    "purchased-heat/from-fuel",
    "Steam or heat bought, by the fuel and efficiency of the boiler",
    scope="2",
    expression="quantity / efficiency * ef",
    inputs={
        "quantity": Given("mmBtu", "the steam or heat bought, as energy delivered"),
        "efficiency": Given("mmBtu/mmBtu(HHV)", "the heat delivered per gross energy of the fuel", "0.01", "1.2"),
    },
    per_gas={"ef": Given("kg/mmBtu(HHV)", "the mass of each gas per gross energy of the boiler's fuel")},
    source="US EPA GHG Emission Factors Hub Table 7: fuel's factor / boiler efficiency",
)

METHODS = (HEAT, COOLING, FROM_FUEL)
