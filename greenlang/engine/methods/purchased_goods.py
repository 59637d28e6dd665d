"""Scope 3, categories 1 and 2: purchased goods and services, and capital goods."""

from greenlang.engine.methods.entry import Given, Method, published, share, simple
from greenlang.engine.methods.spend import spend_based

_GUIDANCE = "GHG Protocol Scope 3 Technical Guidance, category"
_HYBRID = "The hybrid method is this for what the supplier states, and average-data or spend lines for the rest."


def _methods(activity: str, what: str, category: str) -> tuple[Method, ...]:
    source = f"{_GUIDANCE} {category}"
    return (
        spend_based(activity, f"{what} by money spent", category, f"{source}, spend-based method"),
        simple(
            f"{activity}/average-data", f"{what} by mass and average data", "kg", "what was bought in the period",
            "the mass of each gas, or CO2e, per mass, cradle to gate", scope="3", scope3_category=category,
            source=f"{source}, average-data method: mass x cradle-to-gate factor",
        ),
        simple(
            f"{activity}/supplier-specific-mass", f"{what} by mass and the supplier's own factor", "kg",
            "what was bought from the supplier", "the supplier's own cradle-to-gate factor per mass", scope="3",
            scope3_category=category, source=f"{source}, supplier-specific method", assumptions=(_HYBRID,),
        ),
        simple(
            f"{activity}/supplier-specific-items", f"{what} by pieces and the supplier's own factor", "item",
            "the pieces bought from the supplier", "the supplier's own cradle-to-gate factor per piece", scope="3",
            scope3_category=category, source=f"{source}, supplier-specific method", assumptions=(_HYBRID,),
        ),
        published(
            f"{activity}/supplier-allocated",
            f"{what} by a share of the supplier's emissions",
            scope="3",
            expression="share * supplier_emissions",
            inputs={"share": share("the part of the supplier's emissions that falls to what was bought")},
            per_gas={"supplier_emissions": Given("kg", "what the supplier emitted in the period, per gas or as CO2e")},
            source=f"{source}, supplier-specific and hybrid methods: allocated emissions of the supplier",
            scope3_category=category,
            assumptions=(_HYBRID,),
        ),
    )  # fmt: skip


METHODS = (
    *_methods("purchased-goods", "Goods and services", "1"),
    *_methods("capital-goods", "Capital goods", "2"),
    simple(
        "purchased-goods/water-supply", "Water supplied", "m3", "the water supplied in the period",
        "the mass of each gas, or CO2e, per volume of water", scope="3", scope3_category="1",
        source="UK Government conversion factors, water supply: volume x factor",
    ),
)  # fmt: skip
