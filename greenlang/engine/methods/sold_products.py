"""Scope 3, categories 10 and 11: the processing and the use of what was sold."""

from greenlang.engine.methods.entry import Given, published, share, simple
from greenlang.engine.methods.purchased_electricity import LOCATION_STEPS

_GUIDANCE = "GHG Protocol Scope 3 Technical Guidance, category"
_GRID = {"ef": Given("kg/kWh", "the mass of each gas per electricity generated in the grid")}
_FUEL = {"ef": Given("kg/mmBtu(HHV)", "the mass of each gas per gross energy of the fuel")}
_SOLD = Given("item", "the pieces sold in the period")
_USES = Given("1/item", "how often a piece is used in its life")
_LIFE = "The whole life of what was sold in the period counts in it."

PROCESSING_ELECTRICITY = published(
    "processing-of-sold-products/electricity",
    "Processing of what was sold, by electricity",
    scope="3",
    expression="sold * electricity_use * ef",
    inputs={
        "sold": Given("t", "the intermediate product sold in the period"),
        "electricity_use": Given("kWh/t", "the electricity its buyer uses to process it, as the buyer states"),
    },
    per_gas=_GRID,
    source=f"{_GUIDANCE} 10, site-specific method: mass x electricity x grid rate",
    scope3_category="10",
    fallback=LOCATION_STEPS,
)
PROCESSING_FUEL = published(
    "processing-of-sold-products/fuel",
    "Processing of what was sold, by fuel",
    scope="3",
    expression="sold * fuel_use * ef",
    inputs={
        "sold": Given("t", "the intermediate product sold in the period"),
        "fuel_use": Given("mmBtu(HHV)/t", "the fuel its buyer burns to process it, as the buyer states"),
    },
    per_gas=_FUEL,
    source=f"{_GUIDANCE} 10, site-specific method: mass x fuel x factor",
    scope3_category="10",
)
USE_ELECTRICITY = published(
    "use-of-sold-products/electricity",
    "Electricity that sold products use",
    scope="3",
    expression="sold * uses * electricity_per_use * ef",
    inputs={"sold": _SOLD, "uses": _USES, "electricity_per_use": Given("kWh", "the electricity of one use")},
    per_gas=_GRID,
    source=f"{_GUIDANCE} 11, direct use phase: units x lifetime uses x electricity x grid rate",
    scope3_category="11",
    assumptions=(_LIFE, "The grid's rate stays what it is."),
    fallback=LOCATION_STEPS,
)
USE_FUEL = published(
    "use-of-sold-products/fuel",
    "Fuel that sold products burn",
    scope="3",
    expression="sold * uses * fuel_per_use * ef",
    inputs={"sold": _SOLD, "uses": _USES, "fuel_per_use": Given("mmBtu(HHV)", "the fuel of one use, as gross energy")},
    per_gas=_FUEL,
    source=f"{_GUIDANCE} 11, direct use phase: units x lifetime uses x fuel x factor",
    scope3_category="11",
    assumptions=(_LIFE,),
)
FUELS_SOLD = simple(
    "use-of-sold-products/fuels-sold", "Fuels sold", "mmBtu(HHV)", "the fuel sold in the period, as gross energy",
    _FUEL["ef"].words, scope="3", scope3_category="11",
    source=f"{_GUIDANCE} 11, fuels and feedstocks: fuel sold x combustion factor",
)  # fmt: skip
GASES_IN_PRODUCTS = published(
    "use-of-sold-products/gases-contained",
    "Gases that escape from sold products",
    scope="3",
    expression="sold * charge * released * composition",
    inputs={
        "sold": _SOLD,
        "charge": Given("kg/item", "the fluid in a piece"),
        "released": share("the part that escapes over the product's life"),
    },
    per_gas={"composition": Given("kg/kg", "the mass of each gas per mass of the fluid, 1 for a pure gas")},
    source=f"{_GUIDANCE} 11, products that contain gases: units x charge x share released x GWP",
    origin="fugitive",
    scope3_category="11",
    assumptions=(_LIFE,),
)

METHODS = (PROCESSING_ELECTRICITY, PROCESSING_FUEL, USE_ELECTRICITY, USE_FUEL, FUELS_SOLD, GASES_IN_PRODUCTS)
