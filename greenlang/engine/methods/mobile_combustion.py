"""Fuel burnt in the reporter's own vehicles, vessels and machines."""

from greenlang.engine.methods.entry import Given, published, simple

_EPA = "US EPA Center for Corporate Climate Leadership, Direct Emissions from Mobile Combustion Sources"
_PER_VOLUME = "the mass of each gas per volume of fuel"

FUEL = simple(
    "mobile-combustion/fuel", "Motor fuel by volume", "US_gallon", "the fuel bought for the vehicles in the period",
    _PER_VOLUME, scope="1", source=f"{_EPA}: fuel x kg CO2 per gallon (Hub Table 2)",
    assumptions=("The biogenic part of a blended fuel is a line of its own with the blend's share.",),
)  # fmt: skip
GAS_FUEL = simple(
    "mobile-combustion/gas-fuel", "Compressed gas as motor fuel", "scf", "the gas fuelled in the period",
    "the mass of each gas per volume of fuel at 60 degrees Fahrenheit", scope="1",
    source=f"{_EPA}: fuel x kg CO2 per scf (Hub Table 2)",
)  # fmt: skip
NONROAD = simple(
    "mobile-combustion/nonroad-fuel", "Fuel of machines, vessels and aircraft by volume", "US_gallon",
    "the fuel burnt off the road in the period", _PER_VOLUME, scope="1", mass="g",
    source=f"{_EPA}: fuel x g CH4 and g N2O per gallon (Hub Table 5)",
)  # fmt: skip
DISTANCE = simple(
    "mobile-combustion/distance", "Vehicles by distance driven", "vehicle_mile",
    "the distance the vehicles drove, each vehicle counted", "the mass of each gas per distance of one vehicle",
    scope="1", mass="g",
    source=f"{_EPA}: distance x g CH4 and g N2O per mile (Hub Tables 3 and 4); UK Government conversion factors per km",
    assumptions=("A factor for CH4 and N2O only goes with a line for CO2 by fuel.",),
)  # fmt: skip
FUEL_ECONOMY = published(
    "mobile-combustion/fuel-economy",
    "Vehicles by distance driven and fuel economy",
    scope="1",
    expression="distance / fuel_economy * ef",
    inputs={
        "distance": Given("vehicle_mile", "the distance the vehicles drove, each vehicle counted"),
        "fuel_economy": Given("vehicle_mile/US_gallon", "the distance a vehicle goes on a volume of fuel", "0.001"),
    },
    per_gas={"ef": Given("kg/US_gallon", _PER_VOLUME)},
    source=f"{_EPA}: fuel = distance / fuel economy, x kg CO2 per gallon",
)

METHODS = (FUEL, GAS_FUEL, NONROAD, DISTANCE, FUEL_ECONOMY)
