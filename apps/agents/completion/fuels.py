"""Fuels as packs spell them, and what the publishers call them.

A spelling that could be several fuels with different factors is none: the candidates are told instead.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

State = Literal["gas", "liquid", "solid"]

EPA, DESNZ, IPCC = "epa-hub", "desnz", "ipcc-2006-stationary"


@dataclass(frozen=True, slots=True)
class Fuel:
    """One fuel.

    Attributes:
        title: for people.
        state: how its amount is measured.
        activities: activity of the catalogue by publisher.
        note: what the choice of it takes for granted.
    """

    title: str
    state: State
    activities: Mapping[str, str]
    note: str = ""


ELECTRICITY = "electricity"

FUELS: Mapping[str, Fuel] = {
    "natural gas": Fuel(
        "natural gas", "gas",
        {EPA: "natural-gas", DESNZ: "gaseous-fuels-natural-gas", IPCC: "natural-gas"},
    ),
    "diesel": Fuel(
        "diesel", "liquid",
        {EPA: "distillate-fuel-oil-no-2", DESNZ: "liquid-fuels-diesel-average-biofuel-blend", IPCC: "gas-diesel-oil"},
        "burnt in place; a diesel vehicle is mobile combustion, with other CH4 and N2O",
    ),
    "gas oil": Fuel(
        "gas oil", "liquid",
        {EPA: "distillate-fuel-oil-no-2", DESNZ: "liquid-fuels-gas-oil", IPCC: "gas-diesel-oil"},
    ),
    "gasoline": Fuel(
        "gasoline", "liquid",
        {EPA: "motor-gasoline", DESNZ: "liquid-fuels-petrol-average-biofuel-blend", IPCC: "motor-gasoline"},
        "burnt in place; a petrol vehicle is mobile combustion, with other CH4 and N2O",
    ),
    "kerosene": Fuel(
        "kerosene", "liquid", {EPA: "kerosene", DESNZ: "liquid-fuels-burning-oil", IPCC: "other-kerosene"}
    ),
    "propane": Fuel(
        "propane", "liquid", {EPA: "propane", DESNZ: "gaseous-fuels-propane"}, "measured as a liquid"
    ),
    "lpg": Fuel(
        "liquefied petroleum gas", "liquid",
        {
            EPA: "liquefied-petroleum-gases-lpg", DESNZ: "gaseous-fuels-lpg", IPCC: "liquified-petroleum-gases",
        },
    ),
    "butane": Fuel("butane", "liquid", {EPA: "butane", DESNZ: "gaseous-fuels-butane"}),
    "fuel oil 1": Fuel("distillate fuel oil no. 1", "liquid", {EPA: "distillate-fuel-oil-no-1"}),
    "fuel oil 2": Fuel(
        "distillate fuel oil no. 2", "liquid", {EPA: "distillate-fuel-oil-no-2", IPCC: "gas-diesel-oil"}
    ),
    "fuel oil 6": Fuel(
        "residual fuel oil", "liquid",
        {EPA: "residual-fuel-oil-no-6", DESNZ: "liquid-fuels-fuel-oil", IPCC: "residual-fuel-oil"},
    ),
    "jet fuel": Fuel(
        "jet kerosene", "liquid",
        {EPA: "kerosene-type-jet-fuel", DESNZ: "liquid-fuels-aviation-turbine-fuel", IPCC: "jet-kerosene"},
    ),
    "anthracite": Fuel("anthracite", "solid", {EPA: "anthracite", IPCC: "anthracite"}),
    "bituminous coal": Fuel("bituminous coal", "solid", {EPA: "bituminous", IPCC: "other-bituminous-coal"}),
    "sub-bituminous coal": Fuel(
        "sub-bituminous coal", "solid", {EPA: "sub-bituminous", IPCC: "sub-bituminous-coal"}
    ),
    "lignite": Fuel("lignite", "solid", {EPA: "lignite", IPCC: "lignite"}),
    "coking coal": Fuel("coking coal", "solid", {DESNZ: "solid-fuels-coking-coal", IPCC: "coking-coal"}),
    "coke": Fuel("coke of coal", "solid", {EPA: "coal-coke", IPCC: "coke-oven-coke"}),
    "petroleum coke": Fuel(
        "petroleum coke", "solid",
        {EPA: "petroleum-coke-solid", DESNZ: "solid-fuels-petroleum-coke", IPCC: "petroleum-coke"},
    ),
    "peat": Fuel("peat", "solid", {EPA: "peat"}),
    "landfill gas": Fuel("landfill gas", "gas", {EPA: "landfill-gas", IPCC: "landfill-gas"}),
    "coke oven gas": Fuel("coke oven gas", "gas", {EPA: "coke-oven-gas", IPCC: "coke-oven-gas"}),
    "blast furnace gas": Fuel("blast furnace gas", "gas", {EPA: "blast-furnace-gas", IPCC: "blast-furnace-gas"}),
    "biodiesel": Fuel("biodiesel", "liquid", {EPA: "biodiesel-100pct", IPCC: "biodiesels"}, "unblended"),
    "ethanol": Fuel("ethanol", "liquid", {EPA: "ethanol-100pct", IPCC: "biogasoline"}, "unblended"),
}  # fmt: skip

_SPELLINGS: Mapping[str, tuple[str, ...]] = {
    ELECTRICITY: ("electricity grid", "grid electricity", "purchased electricity", "electric", "power", "grid"),
    "natural gas": ("natural gas", "naturalgas", "nat gas", "methane gas", "pipeline gas", "erdgas", "gas natural"),
    "diesel": ("diesel", "diesel fuel", "diesel oil", "gasoil diesel"),
    "gas oil": ("gas oil", "heating oil", "red diesel", "light fuel oil"),
    "gasoline": ("gasoline", "petrol", "motor gasoline"),
    "lpg": ("lpg", "liquefied petroleum gas", "liquid petroleum gas"),
    "fuel oil 1": ("fuel oil 1", "fuel oil no 1", "distillate fuel oil no 1"),
    "fuel oil 2": ("fuel oil 2", "fuel oil no 2", "distillate fuel oil no 2", "distillate fuel oil"),
    "fuel oil 6": ("fuel oil 6", "fuel oil no 6", "residual fuel oil", "heavy fuel oil", "hfo", "residual oil"),
    "jet fuel": ("jet fuel", "jet kerosene", "aviation fuel", "jet a"),
    "bituminous coal": ("bituminous", "bituminous coal", "coal bituminous"),
    "sub-bituminous coal": ("sub bituminous", "subbituminous", "sub bituminous coal", "coal subbituminous"),
    "anthracite": ("anthracite", "coal anthracite", "anthracite coal"),
    "lignite": ("lignite", "coal lignite", "brown coal"),
    "coking coal": ("coking coal", "coal coking"),
    "petroleum coke": ("petroleum coke", "pet coke", "petcoke"),
    "biodiesel": ("biodiesel", "b100"),
    "ethanol": ("ethanol", "bioethanol", "e100"),
}

UNDECIDED: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "coal": (
        "the rank of the coal or the sector that burns it is not said",
        ("anthracite", "bituminous coal", "sub-bituminous coal", "lignite"),
    ),
    "fuel oil": ("it may be distillate or residual, whose factors differ", ("fuel oil 2", "fuel oil 6")),
    "oil": ("the kind of oil is not said", ("gas oil", "fuel oil 6", "kerosene")),
    "biomass": ("the kind of biomass is not said", ()),
    "wood": ("its moisture, or whether it is logs, chips or pellets, is not said", ()),
    "biogas": ("where the gas is from is not said", ("landfill gas",)),
    "waste": ("the kind of waste is not said", ()),
    "waste derived": ("the kind of waste is not said", ()),
    "steam": ("it is bought energy, whose factor is the supplier's own", ()),
}
"""Spellings that say too little: why, and the fuels that may be meant."""

_BREAKS = re.compile(r"[^a-z0-9]+")


def _plain(text: str) -> str:
    return _BREAKS.sub(" ", text.casefold()).strip()


_BY_SPELLING = {
    **{_plain(name): name for name in (*FUELS, ELECTRICITY)},
    **{spelling: fuel for fuel, spellings in _SPELLINGS.items() for spelling in spellings},
}


def fuel_named(text: str) -> str:
    """The key of the fuel that a spelling means (``electricity`` for bought power); empty where none is sure."""
    return _BY_SPELLING.get(_plain(text), "")


def undecided(text: str) -> str:
    """Why a spelling says too little, with what may be meant; empty where it is not known at all."""
    why, candidates = UNDECIDED.get(_plain(text), ("", ()))
    if not candidates:
        return why
    named = ", ".join(f"{FUELS[fuel].title} ({next(iter(FUELS[fuel].activities.values()))})" for fuel in candidates)
    return f"{why}; if it is {named}, say so under `means`"


def fuels_in(text: str) -> tuple[str, ...]:
    """The fuels whose spellings occur in a text, the longest spelling counting where several overlap."""
    left, found = f" {_plain(text)} ", []
    for spelling in sorted(_BY_SPELLING, key=len, reverse=True):
        if f" {spelling} " in left:
            found.append(_BY_SPELLING[spelling])
            left = left.replace(f" {spelling} ", " | ")
    return tuple(dict.fromkeys(found))
