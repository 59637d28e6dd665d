"""Refrigerants and other fluorinated gases that escape from equipment.

The factor is the composition: the share of each gas in the fluid, 1 for a pure gas. HCFCs and CFCs in it are a memo
outside the scopes.
"""

from greenlang.engine.methods.entry import Given, published, share, simple

_COMPOSITION = {"composition": Given("kg/kg", "the mass of each gas per mass of the fluid, 1 for a pure gas")}
_EPA = "US EPA Center for Corporate Climate Leadership, Direct Fugitive Emissions from Refrigeration"
_MEMO = "HCFCs, CFCs and halons in the fluid are reported as a memo and count 0 in scope 1; hydrocarbons are left out."

MASS_BALANCE = published(
    "refrigerants/mass-balance",
    "Refrigerant by mass balance",
    scope="1",
    expression="(opening_stock - closing_stock + purchases - sales - capacity_increase) * composition",
    inputs={
        "opening_stock": Given("kg", "the fluid in store, outside equipment, at the period's beginning"),
        "closing_stock": Given("kg", "the fluid in store at the period's end"),
        "purchases": Given("kg", "the fluid bought or received in the period, inside equipment too"),
        "sales": Given("kg", "the fluid sold, returned or destroyed in the period"),
        "capacity_increase": Given("kg", "the growth of the full charge of all equipment, below zero for a fall", None),
    },
    per_gas=_COMPOSITION,
    source=f"{_EPA}, mass balance: (opening - closing) + purchases - sales - net increase of capacity",
    origin="fugitive",
    assumptions=(_MEMO, "A balance below zero is an error of the stock records and no removal."),
)
SIMPLIFIED = published(
    "refrigerants/simplified-mass-balance",
    "Refrigerant by what was filled and recovered",
    scope="1",
    expression="((bought_for_new - charge_of_new) + serviced + (charge_of_retired - recovered)) * composition",
    inputs={
        "bought_for_new": Given("kg", "the fluid used to fill new equipment"),
        "charge_of_new": Given("kg", "the full charge of the new equipment"),
        "serviced": Given("kg", "the fluid used to refill equipment in service"),
        "charge_of_retired": Given("kg", "the full charge of the equipment that was retired"),
        "recovered": Given("kg", "the fluid recovered from it"),
    },
    per_gas=_COMPOSITION,
    source=f"{_EPA}, simplified mass balance",
    origin="fugitive",
    assumptions=(_MEMO,),
)
SCREENING = published(
    "refrigerants/screening",
    "Refrigerant estimated from the charge of the equipment",
    scope="1",
    expression=(
        "(charged_new * installation_loss + charge * annual_leakage * years"
        " + charge_of_retired * remaining * (1 - recovered_share)) * composition"
    ),
    inputs={
        "charged_new": Given("kg", "the fluid filled into new equipment in the period"),
        "installation_loss": share("the part of it lost on installing"),
        "charge": Given("kg", "the full charge of the equipment in use"),
        "annual_leakage": share("the part of the charge lost in a year of use"),
        "years": Given("1", "the part of a year the equipment was in use", maximum="1"),
        "charge_of_retired": Given("kg", "the full charge of the equipment that was retired"),
        "remaining": share("the part of that charge still in it"),
        "recovered_share": share("the part of what remained that was recovered"),
    },
    per_gas=_COMPOSITION,
    source=f"{_EPA}, screening: installation + operation + disposal",
    origin="fugitive",
    assumptions=(_MEMO, "The losses are the reporter's or a guidance's estimates: a screening, no measurement."),
)
DIRECT_LOSS = simple(
    "refrigerants/direct-loss", "Refrigerant lost, as recorded", "kg", "the fluid lost in the period",
    "the mass of each gas per mass of the fluid, 1 for a pure gas; or its CO2e", scope="1", origin="fugitive",
    source="GHG Protocol Corporate Standard Ch. 4: gas lost x global warming potential", assumptions=(_MEMO,),
)  # fmt: skip

METHODS = (MASS_BALANCE, SIMPLIFIED, SCREENING, DIRECT_LOSS)
