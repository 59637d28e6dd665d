"""Gases of industrial processes: by production, by the carbon that leaves, by the carbonate that is calcined."""

from greenlang.engine.methods.entry import Given, published, share, simple

PRODUCTION = simple(
    "process-emissions/production", "Process by its production", "t", "what the process made in the period",
    "the mass of each gas per mass of product", scope="1", origin="process",
    source="IPCC 2006 Guidelines Vol. 3 Ch. 1, Tier 1: production x emission factor",
)  # fmt: skip
CARBON_BALANCE = published(
    "process-emissions/carbon-balance",
    "Process by the carbon that goes in and comes out",
    scope="1",
    expression="(charged * charged_carbon - products * products_carbon) * 44 / 12 * released",
    inputs={
        "charged": Given("kg", "the carbon-bearing material charged in the period"),
        "charged_carbon": share("the part of its mass that is carbon"),
        "products": Given("kg", "the products and residues that keep carbon"),
        "products_carbon": share("the part of their mass that is carbon"),
    },
    per_gas={"released": Given("kg/kg", "the part of the carbon released as CO2, as kg of CO2 per kg it could make")},
    source="IPCC 2006 Guidelines Vol. 3 and 40 CFR 98.113, carbon mass balance: 44/12 x (carbon in - carbon out)",
    origin="process",
)
CARBONATE = published(
    "process-emissions/carbonate",
    "Process by the carbonate it calcines",
    scope="1",
    expression="quantity * carbonate_share * calcination * ef",
    inputs={
        "quantity": Given("t", "the mineral consumed in the period"),
        "carbonate_share": share("the part of it that is the carbonate"),
        "calcination": share("the part of the carbonate that is calcined, 1 where it is not known"),
    },
    per_gas={"ef": Given("kg/kg", "the mass of CO2 per mass of the carbonate, by its stoichiometry")},
    source="40 CFR 98.213 Eq. U-1: mineral x carbonate's factor (Table U-1) x calcination",
    origin="process",
    assumptions=("Short tons are exactly 0.90718474 t; the regulation rounds them to 2000/2205 t.",),
)

METHODS = (PRODUCTION, CARBON_BALANCE, CARBONATE)
