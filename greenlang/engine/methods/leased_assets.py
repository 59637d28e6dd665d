"""Scope 3, categories 8, 13 and 14: assets leased from and to others, and franchises, by the energy they use."""

from greenlang.engine.methods.entry import Given, Method, published, simple
from greenlang.engine.methods.purchased_electricity import LOCATION_STEPS

_GUIDANCE = "GHG Protocol Scope 3 Technical Guidance, category"


def _methods(activity: str, what: str, category: str) -> tuple[Method, ...]:
    source = f"{_GUIDANCE} {category}"
    return (
        simple(
            f"{activity}/fuel", f"{what} by fuel", "mmBtu(HHV)", "the fuel burnt in them, as gross energy",
            "the mass of each gas per gross energy of the fuel", scope="3", scope3_category=category,
            source=f"{source}, asset-specific method: fuel x factor",
        ),
        simple(
            f"{activity}/electricity", f"{what} by electricity", "kWh", "the electricity used in them in the period",
            "the mass of each gas per electricity generated in the grid", scope="3", scope3_category=category,
            source=f"{source}, asset-specific method: electricity x grid rate", fallback=LOCATION_STEPS,
        ),
        published(
            f"{activity}/floor-area",
            f"{what} by floor area",
            scope="3",
            expression="area * electricity_use * ef",
            inputs={
                "area": Given("m2", "their floor area"),
                "electricity_use": Given("kWh/m2", "the electricity such buildings use per area in the period"),
            },
            per_gas={"ef": Given("kg/kWh", "the mass of each gas per electricity generated in the grid")},
            source=f"{source}, average-data method: area x use of electricity x grid rate",
            scope3_category=category,
            fallback=LOCATION_STEPS,
            assumptions=("The use per area is an estimate of the reporter, with its source.",),
        ),
    )  # fmt: skip


METHODS = (
    *_methods("upstream-leased-assets", "Assets leased from others", "8"),
    *_methods("downstream-leased-assets", "Assets leased to others", "13"),
    *_methods("franchises", "Franchises", "14"),
)
