"""Electricity bought: by the average of its grid, and by the contracts it was bought under."""

from greenlang.engine.methods.entry import simple

LOCATION_STEPS = ("country",)
"""From the grid region to the country, and never to a supplier's rate or the world's."""
MARKET_STEPS = ("contract", "supplier", "residual-mix", "regional-average", "national-average")
"""After the instrument itself."""

LOCATION_BASED = simple(
    "purchased-electricity/location-based", "Electricity by the average rate of its grid", "kWh",
    "the electricity bought in the period", "the mass of each gas per electricity generated in the grid",
    scope="2", fallback=LOCATION_STEPS,
    source="GHG Protocol Scope 2 Guidance, location-based method: electricity x grid average rate, per gas",
    assumptions=("Losses in the grid are scope 3, category 3.", "Rates of generation at the margin do not serve."),
)  # fmt: skip
MARKET_BASED = simple(
    "purchased-electricity/market-based", "Electricity by the rate of its contract", "kWh",
    "the electricity one instrument, contract, supplier's rate or residual mix covers",
    "the mass of each gas per electricity under that instrument", scope="2", fallback=MARKET_STEPS,
    source="GHG Protocol Scope 2 Guidance, market-based method: electricity x rate of the instrument, per gas",
    assumptions=(
        "Instruments meet the Scope 2 Quality Criteria; what they do not cover goes down the order as its own line.",
        "Where no residual mix is published that is disclosed; a mix published as not available blocks what follows.",
        "Reported beside the location-based result, never instead of it.",
    ),
)  # fmt: skip
ELECTRIC_VEHICLES = simple(
    "purchased-electricity/vehicle-distance", "Electric vehicles by distance driven", "vehicle_mile",
    "the distance the electric vehicles drove, each vehicle counted",
    "the mass of each gas per distance of one vehicle, by the grid's average rate", scope="2",
    source="GHG Protocol Scope 2 Guidance, location-based method; UK Government conversion factors, EVs",
    assumptions=("Only where the electricity itself is not metered; never beside the same electricity by kWh.",),
)  # fmt: skip

METHODS = (LOCATION_BASED, MARKET_BASED, ELECTRIC_VEHICLES)
