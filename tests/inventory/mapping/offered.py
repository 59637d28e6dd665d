"""Agents and activities as they could be offered."""

from apps.inventory.mapping.offers import AgentOffer, Chosen, Option, PublishedActivity, Slot, options_of
from greenlang.engine.frozen import FrozenMap

FUELS = AgentOffer(
    "fuels",
    "Stationary combustion",
    "1.0.0",
    "1",
    frozenset({"fuel", "region"}),
    tuple(
        Slot("stationary-combustion", "hub-2025", Chosen("fuel"), Chosen("region", "US"), (unit,))
        for unit in ("mmBtu(HHV)", "US_gallon", "short_ton")
    ),
)
POWER = AgentOffer(
    "power",
    "Purchased electricity",
    "1.0.0",
    "2",
    frozenset({"region"}),
    (Slot("purchased-electricity", "", Chosen(fixed="electricity"), Chosen("region"), ("kWh",)),),
)
CARRIERS = AgentOffer(
    "carriers",
    "Site energy",
    "1.0.0",
    "1",
    frozenset({"carrier", "country", "unit"}),
    (
        Slot(
            "stationary-combustion",
            "hub-2025",
            Chosen("carrier", means=FrozenMap({"gas_of_the_grid": "natural-gas"})),
            Chosen("country", means=FrozenMap({"USA": "US"})),
            ("therm(HHV)",),
        ),
    ),
)
US, DE, GB = {"US": "United States"}, {"DE": "Germany"}, {"GB": "United Kingdom"}
PUBLISHED = (
    PublishedActivity("stationary-combustion", "hub-2025", "Hub", 2025, "natural-gas", "Natural Gas", FrozenMap(US)),
    PublishedActivity("stationary-combustion", "hub-2025", "Hub", 2025, "anthracite", "Anthracite", FrozenMap(US)),
    PublishedActivity("stationary-combustion", "hub-2025", "Hub", 2025, "bituminous", "Bituminous", FrozenMap(US)),
    PublishedActivity(
        "stationary-combustion", "hub-2025", "Hub", 2025, "distillate-fuel-oil-no-2", "Distillate Fuel Oil No. 2",
        FrozenMap(US),
    ),
    PublishedActivity("stationary-combustion", "other", "Other", 2019, "natural-gas", "Natural gas", FrozenMap(GB)),
    PublishedActivity(
        "purchased-electricity", "grid-2025", "Grid", 2025, "electricity", "Electricity",
        FrozenMap(US | DE | {"US-CAMX": "California"}),
    ),
)  # fmt: skip


def options(*offers: AgentOffer) -> tuple[Option, ...]:
    """What these agents can be asked for."""
    return options_of(offers or (FUELS, POWER, CARRIERS), PUBLISHED)
