"""Scope 3, category 3: what fuels and energy emit before they reach the reporter."""

from greenlang.engine.methods.entry import Given, Method, published, simple
from greenlang.engine.methods.purchased_electricity import LOCATION_STEPS

_SOURCE = "GHG Protocol Scope 3 Standard, category 3"
_UPSTREAM = "the mass of each gas, or CO2e, from well to tank"


def _fuel(measure: str, title: str, unit: str) -> Method:
    return simple(
        f"fuel-and-energy/{measure}", title, unit, "the fuel burnt in the period, as in scope 1",
        f"{_UPSTREAM} per unit of fuel", scope="3", scope3_category="3",
        source=f"{_SOURCE}, activity A: fuel x well-to-tank factor",
    )  # fmt: skip


def _electricity(measure: str, title: str, words: str, source: str, unit: str = "kWh") -> Method:
    return simple(
        f"fuel-and-energy/{measure}", title, unit, "the energy bought in the period, as in scope 2", words,
        scope="3", scope3_category="3", source=f"{_SOURCE}, {source}",
    )  # fmt: skip


METHODS = (
    _fuel("fuel-gross-energy", "Fuel from well to tank, by gross energy", "kWh(HHV)"),
    _fuel("fuel-net-energy", "Fuel from well to tank, by net energy", "kWh(LHV)"),
    _fuel("fuel-volume", "Fuel from well to tank, by volume", "L"),
    _fuel("fuel-mass", "Fuel from well to tank, by mass", "t"),
    _electricity(
        "electricity-generation", "Electricity: fuels of its generation, from well to tank",
        f"{_UPSTREAM} per electricity bought", "activity B: electricity x well-to-tank factor of generation",
    ),
    _electricity(
        "transmission-loss", "Electricity lost in the grid, printed factor",
        "the mass of each gas, or CO2e, lost per electricity bought", "activity C: electricity x T&D factor",
    ),
    published(
        "fuel-and-energy/transmission-loss-share",
        "Electricity lost in the grid, by the share that is lost",
        scope="3",
        expression="quantity * loss / (1 - loss) * ef",
        inputs={"quantity": Given("kWh", "the electricity bought in the period, as in scope 2")},
        parameters={"loss": Given("1", "the part of what is fed into the grid that is lost")},
        per_gas={"ef": Given("kg/kWh", "the mass of each gas per electricity generated in the grid")},
        source=f"{_SOURCE}, activity C: kWh x L / (1 - L) x grid rate",
        scope3_category="3",
        fallback=LOCATION_STEPS,
    ),
    published(
        "fuel-and-energy/transmission-loss-own-share",
        "Electricity lost in the grid, by a share the reporter states",
        scope="3",
        expression="quantity * loss / (1 - loss) * ef",
        inputs={
            "quantity": Given("kWh", "the electricity bought in the period, as in scope 2"),
            "loss": Given("1", "the part of what is fed into the grid that is lost", maximum="0.99"),
        },
        per_gas={"ef": Given("kg/kWh", "the mass of each gas per electricity generated in the grid")},
        source=f"{_SOURCE}, activity C: kWh x L / (1 - L) x grid rate",
        scope3_category="3",
        fallback=LOCATION_STEPS,
    ),
    simple(
        "fuel-and-energy/transmission-loss-vehicles", "Electricity of vehicles lost in the grid",
        "vehicle_mile", "the distance the electric vehicles drove, as in scope 2",
        "the mass of each gas, or CO2e, lost per distance of one vehicle", scope="3", scope3_category="3",
        source=f"{_SOURCE}, activity C: distance x T&D factor of electric vehicles",
    ),
    _electricity(
        "transmission-loss-generation", "Electricity lost in the grid: fuels of its generation, from well to tank",
        f"{_UPSTREAM} of the lost electricity, per electricity bought",
        "activities B and C: electricity x well-to-tank factor of T&D",
    ),
    _electricity(
        "heat-generation", "Heat and steam: fuels of its generation, from well to tank",
        f"{_UPSTREAM} per heat bought", "activity B: heat x well-to-tank factor",
    ),
)  # fmt: skip
