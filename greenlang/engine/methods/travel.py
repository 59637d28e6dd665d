"""Scope 3, categories 6 and 7: business travel and commuting. A passenger's and a vehicle's distance are two kinds."""

from greenlang.engine.methods.entry import Given, Method, published, simple
from greenlang.engine.methods.spend import spend_based

_GUIDANCE = "GHG Protocol Scope 3 Technical Guidance, category"


def _by_distance(activity: str, what: str, category: str) -> tuple[Method, Method]:
    source = f"{_GUIDANCE} {category}, distance-based method; US EPA Hub Table 10"
    return (
        simple(
            f"{activity}/passenger-distance", f"{what} by passenger distance", "passenger_mile",
            "the distance travelled, each traveller counted", "the mass of each gas per distance of one passenger",
            scope="3", scope3_category=category, source=source,
        ),
        simple(
            f"{activity}/vehicle-distance", f"{what} by vehicle distance", "vehicle_mile",
            "the distance vehicles drove, however many sat in them", "the mass of each gas per distance of one vehicle",
            scope="3", scope3_category=category, source=source,
        ),
    )  # fmt: skip


HOTEL = simple(
    "business-travel/hotel-nights", "Nights in hotels", "room_night", "the rooms taken, each times its nights",
    "the mass of each gas, or CO2e, per room and night", scope="3", scope3_category="6",
    source=f"{_GUIDANCE} 6; UK Government conversion factors, hotel stay",
)  # fmt: skip
TRAVEL_FUEL = simple(
    "business-travel/fuel", "Business travel by fuel", "US_gallon", "the fuel burnt for the journeys",
    "the mass of each gas per volume of fuel", scope="3", scope3_category="6",
    source=f"{_GUIDANCE} 6, fuel-based method",
)  # fmt: skip
HOME = simple(
    "commuting/homeworking", "Work at home", "person_hour", "the hours worked at home, each person counted",
    "the mass of each gas, or CO2e, per person and hour", scope="3", scope3_category="7",
    source=f"{_GUIDANCE} 7; UK Government conversion factors, homeworking",
)  # fmt: skip
AVERAGE_COMMUTE = published(
    "commuting/average-data",
    "Commuting by average distance",
    scope="3",
    expression="employees * days * distance * ef",
    inputs={
        "employees": Given("person", "the employees who commute by the mode"),
        "days": Given("day", "the days each of them commuted in the period"),
        "distance": Given("passenger_mile/(person*day)", "the distance there and back in a day"),
    },
    per_gas={"ef": Given("g/passenger_mile", "the mass of each gas per distance of one passenger")},
    source=f"{_GUIDANCE} 7, average-data method: employees x days x daily distance x factor",
    scope3_category="7",
)

METHODS = (
    *_by_distance("business-travel", "Business travel", "6"),
    HOTEL,
    TRAVEL_FUEL,
    spend_based("business-travel", "Business travel by money spent", "6", f"{_GUIDANCE} 6, spend-based method"),
    *_by_distance("commuting", "Commuting", "7"),
    AVERAGE_COMMUTE,
    HOME,
)
