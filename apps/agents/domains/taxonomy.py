"""The domains an agent can belong to: scope, activity, and the signs by which a specification shows them.

A domain answers "what kind of emissions is this about?". Scopes and scope 3 categories are those of the GHG
Protocol. ``categories`` are categories of the factor catalogue; a specification that selects from one has all
but said its domain. ``words`` are single words or phrases in lower case, as they occur in names,
descriptions, inputs and formula titles of the field.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Domain:
    """One kind of emitting activity.

    Attributes:
        id: slug, also the folder of its code templates where it has its own.
        title: for people.
        scope: "1", "2" or "3"; empty for the domain of everything else.
        activity: what is measured.
        categories: categories of the factor catalogue that serve it.
        words: words and phrases that point to it.
        scope3_category: 1 to 15; 0 outside scope 3.
    """

    id: str
    title: str
    scope: str
    activity: str
    categories: frozenset[str] = frozenset()
    words: tuple[str, ...] = ()
    scope3_category: int = 0


GENERAL = Domain("general", "General calculation", "", "any quantity with a factor")

TAXONOMY: tuple[Domain, ...] = (
    Domain(
        "stationary-combustion",
        "Stationary combustion",
        "1",
        "fuel burnt in equipment that stays in one place",
        frozenset({"stationary-combustion", "heat-content"}),
        ("stationary", "combustion", "boiler", "furnace", "heater", "turbine", "fuel", "natural gas", "heat content"),
    ),
    Domain(
        "mobile-combustion",
        "Mobile combustion",
        "1",
        "fuel burnt in vehicles, vessels and machines that move",
        frozenset({"mobile-combustion"}),
        ("mobile", "vehicle", "fleet", "truck", "gasoline", "petrol", "mileage", "on road", "off road", "fuel economy"),
    ),
    Domain(
        "purchased-electricity",
        "Purchased electricity",
        "2",
        "electricity bought or otherwise brought in",
        frozenset(
            {
                "purchased-electricity",
                "residual-mix",
                "electricity-instrument",
                "electricity-contract",
                "electricity-supplier-rate",
                "electric-vehicles",
            }
        ),
        ("electricity", "grid", "egrid", "location based", "market based", "subregion", "residual mix", "kilowatt"),
    ),
    Domain(
        "purchased-heat",
        "Purchased heat, steam and cooling",
        "2",
        "heat, steam or cooling bought",
        frozenset({"purchased-heat", "steam", "purchased-heat-and-steam"}),
        ("steam", "district heating", "district cooling", "chilled water", "purchased heat", "cooling"),
    ),
    Domain(
        "refrigerants",
        "Refrigerants and other fugitive gases",
        "1",
        "gas lost from equipment",
        frozenset({"refrigerants", "gwp", "refrigerant-composition", "fugitive-emissions"}),
        ("refrigerant", "refrigerants", "leak", "leakage", "fugitive", "hfc", "charge", "recharge", "sf6", "blend"),
    ),
    Domain(
        "process-emissions",
        "Process emissions",
        "1",
        "gases released by chemical transformation",
        frozenset({"process-emissions"}),
        ("process", "clinker", "cement", "lime", "calcination", "smelting", "ammonia", "feedstock"),
    ),
    Domain(
        "fuel-and-energy",
        "Fuel- and energy-related activities",
        "3",
        "extraction, production and delivery of the energy used",
        frozenset({"grid-gross-loss", "well-to-tank", "transmission-and-distribution"}),
        ("well to tank", "wtt", "grid loss", "transmission", "distribution loss", "upstream fuel"),
        3,
    ),
    Domain(
        "freight",
        "Transport of goods",
        "3",
        "goods carried over a distance",
        frozenset({"freight", "freight-transport"}),
        ("freight", "shipment", "tonne km", "ton mile", "logistics", "cargo", "haul"),
        4,
    ),
    Domain(
        "waste",
        "Waste treatment",
        "3",
        "waste handed to treatment",
        frozenset({"waste", "waste-disposal", "water-treatment"}),
        ("waste", "landfill", "recycled", "recycling", "composted", "incineration"),
        5,
    ),
    Domain(
        "business-travel",
        "Business travel",
        "3",
        "journeys of employees for work",
        frozenset({"business-travel", "hotel-stay"}),
        ("travel", "flight", "flights", "passenger km", "rail", "hotel", "air travel", "taxi"),
        6,
    ),
    Domain(
        "commuting",
        "Employee commuting",
        "3",
        "journeys of employees to work",
        frozenset({"commuting", "homeworking"}),
        ("commuting", "commute", "commuters", "homeworking", "working days"),
        7,
    ),
    Domain(
        "purchased-goods",
        "Purchased goods and services",
        "3",
        "goods and services bought, by spend or by amount",
        frozenset({"spend", "purchased-goods", "material-use", "water-supply"}),
        ("spend", "purchased goods", "supplier", "supply chain", "procurement", "naics", "useeio"),
        1,
    ),
)
