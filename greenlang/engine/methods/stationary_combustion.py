"""Fuel burnt in place: 40 CFR 98.33, IPCC net energy, printed factors per unit of fuel, carbon content."""

from greenlang.engine.methods.entry import Given, Method, published, share, simple

_PER_MMBTU = {"ef": Given("kg/mmBtu(HHV)", "the mass of each gas per gross energy of the fuel")}
_TIER_1 = "40 CFR 98.33 Eq. C-1 (CO2) and C-8 (CH4, N2O)"
_TIER_2 = "40 CFR 98.33 Eq. C-2a (CO2) and C-9a (CH4, N2O)"
_CARBON_FACTOR = Given("kg/kg", "the part of the carbon that leaves as CO2, as kg of CO2 per kg it could make")
_PRINTED = "Printed factor per unit of fuel: US EPA GHG Emission Factors Hub Table 1; UK Government conversion factors"
_PRINTED_NOTE = "It differs by rounding from the factor per energy times the heat content; one line uses one."
_BIOMASS = "CO2 of biomass is reported apart, outside the scopes; its CH4 and N2O count."
_NET = "IPCC 2006 Guidelines Vol. 2 Ch. 2 Eq. 2.1, Tier 1: fuel as net energy x factor"

ENERGY = simple(
    "stationary-combustion/energy", "Fuel as energy", "mmBtu(HHV)", "the fuel burnt in the period, as gross energy",
    _PER_MMBTU["ef"].words, scope="1", source="40 CFR 98.33 Eq. C-1b (CO2) and C-8b (CH4, N2O)",
    assumptions=(_BIOMASS,),
)  # fmt: skip

THERMS = published(
    "stationary-combustion/therms",
    "Natural gas billed in therms",
    scope="1",
    expression="quantity * ef",
    inputs={"quantity": Given("therm(HHV)", "the gas burnt, as billed; a therm is 0.1 mmBtu")},
    per_gas=_PER_MMBTU,
    source="40 CFR 98.33 Eq. C-1a (CO2) and C-8a (CH4, N2O)",
)


def _by_amount(measure: str, title: str, unit: str, heat_content: str) -> Method:
    """Equations C-1 and C-8: the amount, its default heat content, the emission factor."""
    return published(
        f"stationary-combustion/{measure}",
        title,
        scope="1",
        expression=f"quantity * {heat_content} * ef",
        inputs={"quantity": Given(unit, "the fuel burnt in the period")},
        parameters={heat_content: Given(f"mmBtu(HHV)/{unit}", "the fuel's default gross heat content")},
        per_gas=_PER_MMBTU,
        source=_TIER_1,
        assumptions=(_BIOMASS,),
    )


# The heat contents have a name each, so that one pack can offer all the methods.
GAS_VOLUME = _by_amount(
    "gas-volume", "Gas by volume at 60 degrees Fahrenheit and one atmosphere", "scf", "heat_content_gas"
)
LIQUID_VOLUME = _by_amount("liquid-volume", "Liquid fuel by volume", "US_gallon", "heat_content_liquid")
MASS = _by_amount("mass", "Solid fuel by mass", "short_ton", "heat_content_solid")


def _measured(measure: str, title: str, unit: str) -> Method:
    """Equations C-2a and C-9a: as C-1 and C-8 with the heat content the reporter measured."""
    return published(
        f"stationary-combustion/{measure}",
        title,
        scope="1",
        expression="quantity * heat_content * ef",
        inputs={
            "quantity": Given(unit, "the fuel burnt in the year"),
            "heat_content": Given(
                f"mmBtu(HHV)/{unit}", "the year's mean gross heat content as measured, weighted by fuel (Eq. C-2b)"
            ),
        },
        per_gas=_PER_MMBTU,
        source=_TIER_2,
        assumptions=(_BIOMASS,),
    )


MEASURED = (
    _measured("measured-gas-volume", "Gas by volume with its measured heat content", "scf"),
    _measured("measured-liquid-volume", "Liquid fuel by volume with its measured heat content", "US_gallon"),
    _measured("measured-mass", "Solid fuel by mass with its measured heat content", "short_ton"),
)

WET_WOOD = published(
    "stationary-combustion/wet-wood",
    "Wood by its mass as burnt, with its moisture",
    scope="1",
    expression="quantity * (1 - moisture) * heat_content_dry * ef",
    inputs={
        "quantity": Given("short_ton", "the wood burnt in the period, with its water"),
        "moisture": share("the part of that mass that is water"),
    },
    parameters={"heat_content_dry": Given("mmBtu(HHV)/short_ton", "the gross heat content of dry wood")},
    per_gas=_PER_MMBTU,
    source="40 CFR 98.33 Eq. C-1 and C-8 with HHVw = ((100 - M) / 100) x HHVd, Table C-1 note on wood",
    assumptions=(_BIOMASS, "The heat content is the dry one of Table C-1."),
)


def _printed(measure: str, title: str, unit: str) -> Method:
    return simple(
        f"stationary-combustion/{measure}", title, unit, "the fuel burnt in the period",
        "the mass of each gas per unit of fuel, as printed", scope="1", source=_PRINTED, assumptions=(_PRINTED_NOTE,),
    )  # fmt: skip


PRINTED = (
    _printed("printed-mass", "Fuel by mass, printed factor", "short_ton"),
    _printed("printed-volume", "Liquid fuel by volume, printed factor", "US_gallon"),
    _printed("printed-gas-volume", "Gas by volume at 60 degrees Fahrenheit, printed factor", "scf"),
    _printed("printed-gas-volume-15c", "Gas by volume at 15 degrees Celsius, printed factor", "m3(15C)"),
    _printed("printed-gross-energy", "Fuel by kilowatt hours of gross energy, printed factor", "kWh(HHV)"),
    _printed("printed-net-energy", "Fuel by kilowatt hours of net energy, printed factor", "kWh(LHV)"),
)

_PER_TJ = {"ef": Given("kg/TJ(LHV)", "the mass of each gas per net energy of the fuel")}
_NCV = {"net_heat_content": Given("TJ(LHV)/kt", "the fuel's net calorific value")}

NET_ENERGY = (
    published(
        "stationary-combustion/net-energy",
        "Fuel as net energy",
        scope="1",
        expression="quantity * ef",
        inputs={"quantity": Given("TJ(LHV)", "the fuel burnt in the period, as net energy")},
        per_gas=_PER_TJ,
        source=_NET,
        assumptions=("All carbon is oxidised.", _BIOMASS),
    ),
    published(
        "stationary-combustion/net-energy-by-mass",
        "Fuel by mass with its net calorific value",
        scope="1",
        expression="quantity * net_heat_content * ef",
        inputs={"quantity": Given("t", "the fuel burnt in the period")},
        parameters=_NCV,
        per_gas=_PER_TJ,
        source=f"{_NET}, with the net calorific value of Table 1.2",
        assumptions=("All carbon is oxidised.", _BIOMASS),
    ),
    published(
        "stationary-combustion/net-energy-by-volume",
        "Fuel by volume with its density and net calorific value",
        scope="1",
        expression="quantity * density * net_heat_content * ef",
        inputs={"quantity": Given("L", "the fuel burnt in the period")},
        parameters={"density": Given("kg/L", "the fuel's density"), **_NCV},
        per_gas=_PER_TJ,
        source=f"{_NET}, with the net calorific value of Table 1.2 and a density",
        assumptions=("All carbon is oxidised.", _BIOMASS),
    ),
)

CARBON_CONTENT = (
    published(
        "stationary-combustion/carbon-content-by-mass",
        "Solid fuel by mass with its measured carbon content",
        scope="1",
        expression="quantity * carbon_content * 44 / 12 * oxidised",
        inputs={
            "quantity": Given("kg", "the fuel burnt in the period"),
            "carbon_content": share("the part of the fuel's mass that is carbon"),
        },
        per_gas={"oxidised": _CARBON_FACTOR},
        source="40 CFR 98.33 Eq. C-3: 44/12 x fuel x carbon content",
        assumptions=("CO2 only: CH4 and N2O are further lines by a method per energy.",),
    ),
    published(
        "stationary-combustion/carbon-content-by-energy",
        "Fuel as gross energy with its carbon per energy",
        scope="1",
        expression="quantity * carbon_content * 44 / 12 * oxidised",
        inputs={
            "quantity": Given("mmBtu(HHV)", "the fuel burnt in the period, as gross energy"),
            "carbon_content": Given("kg/mmBtu(HHV)", "the mass of carbon per gross energy"),
        },
        per_gas={"oxidised": _CARBON_FACTOR},
        source="US EPA Inventory of Greenhouse Gas Emissions, carbon content coefficients: energy x kg C/mmBtu x 44/12",
        assumptions=("CO2 only: CH4 and N2O are further lines by a method per energy.",),
    ),
)

METHODS = (
    ENERGY, GAS_VOLUME, LIQUID_VOLUME, MASS, THERMS, *MEASURED, WET_WOOD, *PRINTED, *NET_ENERGY, *CARBON_CONTENT
)  # fmt: skip
