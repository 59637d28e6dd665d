"""Scope 1: what the reporter's own equipment, vehicles and processes release."""

from apps.agents.domains.domain import ANY_GAS, COMBUSTION_GASES, Domain, Sector

DOMAINS = (
    Domain(
        id="stationary-combustion",
        title="Stationary combustion",
        scope="1",
        activity="fuel burnt in equipment that stays in one place",
        sector=Sector.ENERGY,
        families=("stationary-combustion",),
        categories=frozenset(
            {"stationary-combustion", "heat-content", "fuel-density", "fuel-specific-volume", "biogenic-co2"}
        ),
        gases=COMBUSTION_GASES,
        words=(
            "stationary", "combustion", "boiler", "furnace", "heater", "turbine", "generator", "fuel", "natural gas",
            "fuel oil", "coal", "propane", "heat content", "calorific value", "heating value", "burnt",
        ),
    ),
    Domain(
        id="mobile-combustion",
        title="Mobile combustion",
        scope="1",
        activity="fuel burnt in vehicles, vessels and machines that move",
        sector=Sector.TRANSPORT,
        families=("mobile-combustion",),
        categories=frozenset({"mobile-combustion", "energy-use"}),
        gases=COMBUSTION_GASES,
        words=(
            "mobile", "vehicle", "fleet", "truck", "gasoline", "petrol", "mileage", "on road", "off road", "nonroad",
            "fuel economy", "own vehicle", "company car", "driven",
        ),
    ),
    Domain(
        id="refrigerants",
        title="Refrigerants and other fugitive gases",
        scope="1",
        activity="gas lost from equipment",
        sector=Sector.INDUSTRY,
        families=("refrigerants",),
        categories=frozenset({"refrigerant-composition", "refrigerant-blend-gwp", "fugitive-emissions"}),
        gases=ANY_GAS,
        words=(
            "refrigerant", "leak", "leakage", "fugitive", "hfc", "charge", "recharge", "sf6", "blend",
            "air conditioning", "chiller", "hydrofluorocarbon",
        ),
    ),
    Domain(
        id="process-emissions",
        title="Process emissions",
        scope="1",
        activity="gases released by chemical transformation",
        sector=Sector.INDUSTRY,
        families=("process-emissions",),
        categories=frozenset({"process-emissions"}),
        gases=ANY_GAS,
        words=(
            "process emission", "industrial process", "clinker", "cement", "lime", "calcination", "carbonate",
            "smelting", "ammonia", "feedstock", "carbon balance", "blast furnace",
        ),
    ),
)  # fmt: skip
