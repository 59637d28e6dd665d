"""Scope 3, categories 5 and 12: waste of operations, and sold products at the end of their life."""

from greenlang.engine.methods.entry import Given, published, share, simple

_GUIDANCE = "GHG Protocol Scope 3 Technical Guidance, category"
_PER_MASS = "the mass of each gas, or CO2e, per mass of the material under the treatment"
_EMBEDDED = "Many printed factors are CO2e only, with global warming potentials embedded: they cannot be re-based."

WASTE = simple(
    "waste/type-and-treatment", "Waste by its type and treatment", "short_ton",
    "the waste of one material that went to one treatment", _PER_MASS, scope="3", scope3_category="5", mass="t",
    origin="biogenic", source=f"{_GUIDANCE} 5, waste-type-specific method; US EPA Hub Table 9",
    assumptions=(_EMBEDDED,),
)  # fmt: skip
WASTEWATER = simple(
    "waste/wastewater", "Waste water by volume", "m3", "the water that went to treatment",
    "the mass of each gas, or CO2e, per volume treated", scope="3", scope3_category="5", origin="biogenic",
    source=f"{_GUIDANCE} 5; UK Government conversion factors, water treatment: volume x factor",
)  # fmt: skip
END_OF_LIFE = published(
    "end-of-life/type-and-treatment",
    "Sold products at the end of their life, by material and treatment",
    scope="3",
    expression="sold * treated_share * ef",
    inputs={
        "sold": Given("short_ton", "the mass of the material in what was sold, with its packaging"),
        "treated_share": share("the part of it that goes to the treatment"),
    },
    per_gas={"ef": Given("t/short_ton", _PER_MASS)},
    source=f"{_GUIDANCE} 12, waste-type-specific method: mass sold x share treated x factor",
    origin="biogenic",
    scope3_category="12",
    assumptions=(_EMBEDDED, "All that is sold in the period is treated, whenever that will be."),
)

METHODS = (WASTE, WASTEWATER, END_OF_LIFE)
