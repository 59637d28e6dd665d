"""Scope 3, categories 4 and 9: transport and distribution by others, before and after the reporter."""

from greenlang.engine.methods.entry import Given, Method, published, simple
from greenlang.engine.methods.spend import spend_based

_GUIDANCE = "GHG Protocol Scope 3 Technical Guidance, category"


def _methods(activity: str, what: str, category: str) -> tuple[Method, ...]:
    source = f"{_GUIDANCE} {category}"
    return (
        simple(
            f"{activity}/freight-distance", f"{what} by mass times distance", "short_ton_mile",
            "the freight carried, each mass times its distance", "the mass of each gas per mass and distance",
            scope="3", scope3_category=category, source=f"{source}, distance-based method; US EPA Hub Table 8",
        ),
        published(
            f"{activity}/mass-and-distance",
            f"{what} by mass and distance",
            scope="3",
            expression="mass * distance * ef",
            inputs={
                "mass": Given("t", "the freight carried on the route"),
                "distance": Given("km", "the length of the route"),
            },
            per_gas={"ef": Given("kg/tkm", "the mass of each gas per mass and distance")},
            source=f"{source}, distance-based method",
            scope3_category=category,
        ),
        simple(
            f"{activity}/vehicle-distance", f"{what} by vehicle distance", "vehicle_mile",
            "the distance of vehicles that carried nothing else", "the mass of each gas per distance of one vehicle",
            scope="3", scope3_category=category, source=f"{source}, distance-based method; US EPA Hub Table 8",
        ),
        simple(
            f"{activity}/fuel", f"{what} by the carrier's fuel", "US_gallon", "the fuel burnt for the freight",
            "the mass of each gas per volume of fuel", scope="3", scope3_category=category,
            source=f"{source}, fuel-based method",
        ),
        spend_based(activity, f"{what} by money spent", category, f"{source}, spend-based method"),
    )  # fmt: skip


METHODS = (
    *_methods("upstream-transport", "Upstream transport", "4"),
    *_methods("downstream-transport", "Downstream transport", "9"),
)
