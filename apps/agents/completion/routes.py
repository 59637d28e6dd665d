"""Publishers' ways from an amount of fuel to its emissions: which method, which factors, which conditions."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from apps.agents.completion.fuels import DESNZ, EPA, IPCC, State

Measure = Literal["energy", "gas", "liquid", "mass"]
GASES = ("CO2", "CH4", "N2O")


@dataclass(frozen=True, slots=True)
class Slot:
    """A factor a method needs.

    Attributes:
        name: the method's name for it.
        category: of the catalogue.
        unit: the unit it is asked for in.
        edition: prefix of another edition than the route's; empty for the route's own.
        suffix: of the activity's name there.
        is_parameter: a heat content or density, without gases.
    """

    name: str
    category: str
    unit: str
    edition: str = ""
    suffix: str = ""
    is_parameter: bool = False


@dataclass(frozen=True, slots=True)
class Way:
    """One method for one measure of fuels in certain states."""

    method: str
    states: tuple[State, ...]
    slots: tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class Route:
    """A publisher's factors for fuel burnt in place.

    Attributes:
        publisher: prefix of its editions.
        tag: short, for ids where several routes stand in one pack.
        region: the catalogue's region.
        basis: of its energy, HHV or LHV.
        reference: condition of its gas volumes; empty where it gives none.
        ways: by measure.
        notes: what choosing it takes for granted.
    """

    publisher: str
    tag: str
    region: str
    basis: str
    reference: str
    ways: Mapping[Measure, Way]
    notes: tuple[str, ...] = ()


_ALL: tuple[State, ...] = ("gas", "liquid", "solid")
_COMBUSTION, _HEAT = "stationary-combustion", "heat-content"


def _epa(measure: str, state: State, slot: str, unit: str) -> Way:
    heat = Slot(slot, _HEAT, f"mmBtu(HHV)/{unit}", is_parameter=True)
    return Way(f"{_COMBUSTION}/{measure}", (state,), (heat, _EPA_FACTOR))


_EPA_FACTOR = Slot("ef", _COMBUSTION, "kg/mmBtu(HHV)")
_IPCC_SECTOR = "-commercial-institutional"
_IPCC_FACTOR = Slot("ef", _COMBUSTION, "kg/TJ(LHV)", suffix=_IPCC_SECTOR)
_IPCC_HEAT = Slot("net_heat_content", _HEAT, "TJ(LHV)/kt", is_parameter=True)
_DENSITY = Slot("density", "fuel-density", "kg/L", edition="ghgp-tools", is_parameter=True)

EPA_HUB = Route(
    EPA, "us", "US", "HHV", "60F",
    {
        "energy": Way(f"{_COMBUSTION}/energy", _ALL, (_EPA_FACTOR,)),
        "gas": _epa("gas-volume", "gas", "heat_content_gas", "scf"),
        "liquid": _epa("liquid-volume", "liquid", "heat_content_liquid", "US_gallon"),
        "mass": _epa("mass", "solid", "heat_content_solid", "short_ton"),
    },
    ("Its factors are per gross energy (HHV); its gas volumes are at 60 degrees Fahrenheit and one atmosphere.",),
)  # fmt: skip

UK_GOVERNMENT = Route(
    DESNZ, "uk", "GB", "HHV", "",
    {
        "energy": Way(f"{_COMBUSTION}/printed-gross-energy", _ALL, (Slot("ef", _COMBUSTION, "kg/kWh(HHV)"),)),
        "liquid": Way(f"{_COMBUSTION}/printed-volume", ("liquid",), (Slot("ef", _COMBUSTION, "kg/L"),)),
        "mass": Way(f"{_COMBUSTION}/printed-mass", _ALL, (Slot("ef", _COMBUSTION, "kg/t"),)),
    },
    (
        "Energy is meant gross, as UK bills have it; the publisher prints net factors too.",
        "It prints a factor per cubic metre of gas without saying at which conditions, which serves no volume here.",
    ),
)  # fmt: skip

IPCC_DEFAULTS = Route(
    IPCC, "ipcc", "GLO", "LHV", "",
    {
        "energy": Way(f"{_COMBUSTION}/net-energy", _ALL, (_IPCC_FACTOR,)),
        "mass": Way(f"{_COMBUSTION}/net-energy-by-mass", _ALL, (_IPCC_HEAT, _IPCC_FACTOR)),
        "liquid": Way(f"{_COMBUSTION}/net-energy-by-volume", ("liquid",), (_DENSITY, _IPCC_HEAT, _IPCC_FACTOR)),
    },
    (
        "Its factors are per net energy (LHV) and the same everywhere.",
        "CH4 and N2O depend on the sector: those of commercial and institutional burning are chosen; "
        "for industry and power plants they are others.",
    ),
)  # fmt: skip

ROUTES = (EPA_HUB, UK_GOVERNMENT, IPCC_DEFAULTS)
BY_PUBLISHER = {route.publisher: route for route in ROUTES}

_NATIONAL = {"US": EPA_HUB, "GB": UK_GOVERNMENT}


def route_of(region: str) -> Route | None:
    """The national publisher of a region; None where the catalogue has none for fuels."""
    return _NATIONAL.get(region)
