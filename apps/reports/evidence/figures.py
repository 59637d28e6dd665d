"""Evidence in the figures: what was calculated, and by what."""

from collections.abc import Callable
from typing import Final

from apps.reports.datapoints import KWH, MWH, OWN_OPERATIONS, UNITED_KINGDOM
from apps.reports.evidence.reading import Evidence, Place, Reading
from apps.reports.shapes import InventoryLine

UNSPLIT: Final = "CO2e"
"""The gas of a factor that was published for all gases in one number."""
_UPLOAD: Final = "Upload the activity data of it and run an agent over it."


def _point(id_: str, what: str, mend: str, place: Place = Place.DATA) -> Evidence:
    return Evidence(id_, what, mend, place, lambda reading: id_ in reading.points)


def _gases_apart(*scopes: str) -> Callable[[Reading], bool | None]:
    def holds(reading: Reading) -> bool | None:
        lines = list(reading.lines_of(*scopes))
        return all(gas["gas"] != UNSPLIT for line in lines for gas in line["gases"]) if lines else None

    return holds


def _by_the_market(id_: str) -> Callable[[Reading], bool | None]:
    """A figure by the market-based method; not needed where nothing is bought, or where it is said why not.

    Where some of the bought energy has a market-based line, all of it needs one.
    """

    def holds(reading: Reading) -> bool | None:
        if id_ in reading.points:
            return True
        if reading.has_scope("2-market"):
            return False
        has_bought = reading.has_scope("2-location") or reading.has_scope("2-market")
        return False if has_bought and not reading.said.get("market_method_text") else None

    return holds


def _both_methods(reading: Reading) -> bool | None:
    if not (reading.has_scope("2-location") or reading.has_scope("2-market")):
        return None
    return "scope-2-market" in reading.points


WITHOUT_FUEL: Final = frozenset({"refrigerants", "fugitive-emissions", "process-emissions"})
"""Kinds of sources of scope 1 that burn nothing."""
_RELEASED_BY_FUELS: Final = frozenset({"CO2", "CO2_biogenic", UNSPLIT})


def lacks_energy(line: InventoryLine) -> bool:
    """Whether a line of the own operations uses energy that nobody knows.

    What is bought is energy; and what of scope 1 releases CO2 is a fuel, unless its kind of source burns nothing.
    """
    if "energy" in line:
        return False
    if line["scope"] == "1":
        burns = "category" not in line or line["category"]["id"] not in WITHOUT_FUEL
        return burns and any(gas["gas"] in _RELEASED_BY_FUELS for gas in line["gases"])
    return line["scope"] == "2-location"


def _energy_known(reading: Reading) -> bool | None:
    """Of every fuel that was burnt, and of all electricity and heat that was bought."""
    lacking = any(map(lacks_energy, reading.snapshot["lines"]))
    if not lacking and "energy" not in reading.points:
        return None
    return not lacking


def _energy_for_secr(reading: Reading) -> bool:
    return "secr-energy" in reading.points and reading.points["secr-energy"].value != "0"


def _in_united_kingdom(reading: Reading) -> bool | None:
    is_there = any(line.get("country") == UNITED_KINGDOM for line in reading.lines_of(*OWN_OPERATIONS))
    return True if is_there else None


def _controls_told(reading: Reading) -> bool | None:
    """Of all scopes 1 and 2 there are."""
    scopes = [scope for scope in ("1", "2-location") if reading.has_scope(scope)]
    return all(f"scope-{scope}-group" in reading.points for scope in scopes) if scopes else None


def _instruments(reading: Reading) -> bool | None:
    """Those that were used, or that there are none; both at once contradict each other."""
    used, none = bool(reading.snapshot.get("instruments")), bool(reading.said.get("no_instruments"))
    if used or none:
        return used != none
    return False if reading.has_scope("2-market") else None


def _category_figures(reading: Reading) -> bool | None:
    """Of every category that is said to be in, a figure; where nothing is said of any, that is missing."""
    if not reading.answers:
        return False
    if any("category" not in line or line["category"]["scope3"] == "0" for line in reading.lines_of("3")):
        return False
    included = {answer["category"] for answer in reading.included}
    if not included:
        return None
    return included <= reading.calculated_categories


def _categories_agree(reading: Reading) -> bool | None:
    """A category that has emissions in the inventory is not said to be out of it."""
    if not reading.calculated_categories:
        return None
    out = {answer["category"] for answer in reading.answers.values() if answer["standing"] != "included"}
    return out.isdisjoint(reading.calculated_categories)


def _all_lines_placed(reading: Reading) -> bool:
    return all(line.get("country") for line in reading.snapshot["lines"])


def _placed_for_secr(reading: Reading) -> bool | None:
    """Of every line of the own operations; where none is in the United Kingdom there is no part of it."""
    lines = list(reading.lines_of(*OWN_OPERATIONS))
    if not all(line.get("country") for line in lines):
        return False
    return True if "secr-scope-1-2-uk" in reading.points else None


def _intensity_energy(reading: Reading) -> bool | None:
    return None if reading.said.get("no_high_impact") else "energy-intensity" in reading.points


FIGURES: Final = (
    _point("scope-1", "Scope 1 emissions", _UPLOAD),
    _point("scope-2-location", "Scope 2 emissions, location-based", _UPLOAD),
    Evidence(
        "scope-2-market",
        "Scope 2 emissions, market-based",
        (
            "Accept the scope 2 board of the period; without instruments it counts a residual mix or the grid average. "
            "All energy that was bought needs a market-based line, not a part of it."
        ),
        Place.SCOPE2,
        _by_the_market("scope-2-market"),
    ),
    Evidence(
        "scope-2-both",
        "Scope 2 emissions by both methods",
        "Accept the scope 2 board of the period: this is asked for whether or not anything was bought.",
        Place.SCOPE2,
        _both_methods,
    ),
    _point("scope-3", "Scope 3 emissions", _UPLOAD),
    _point("total-location", "Total emissions, location-based", _UPLOAD),
    Evidence(
        "total-market",
        "Total emissions, market-based",
        "Accept the scope 2 board of the period, so that all energy that was bought has a market-based line.",
        Place.SCOPE2,
        _by_the_market("total-market"),
    ),
    Evidence(
        "gases",
        "Emissions by gas",
        _UPLOAD,
        Place.DATA,
        lambda reading: bool(reading.snapshot["totals"]["by_gas"]),
    ),
    Evidence(
        "gases-scope-1",
        "Scope 1 emissions of each gas apart",
        "Map the lines that have one factor for all gases to a factor that is published gas by gas.",
        Place.MAPPING,
        _gases_apart("1"),
    ),
    Evidence(
        "gases-scope-2",
        "Scope 2 emissions of each gas apart",
        "Map the lines that have one factor for all gases to a factor that is published gas by gas.",
        Place.MAPPING,
        _gases_apart("2-location"),
    ),
    _point("biogenic-co2", "Biogenic CO2, outside the scopes", _UPLOAD),
    Evidence(
        "scope-3-figures",
        "A figure of each scope 3 category that is in",
        "Upload the activity data of the categories that are said to be in, or say that they are out, with the reason.",
        Place.DATA,
        _category_figures,
    ),
    Evidence(
        "scope3-agrees",
        "Scope 3 categories that have emissions are said to be in",
        "Say that each category with emissions in the inventory is in, or take its activity data back.",
        Place.CATEGORIES,
        _categories_agree,
    ),
    Evidence("by-site", "Emissions by site", _UPLOAD, Place.DATA, lambda reading: bool(reading.snapshot["by_site"])),
    Evidence(
        "by-country",
        "Emissions by country",
        "Give each site, or the entity it is of, its country.",
        Place.ORGANISATION,
        _all_lines_placed,
    ),
    Evidence(
        "secr-split",
        "Energy and emissions in the United Kingdom and elsewhere",
        "Give each site, or the entity it is of, its country.",
        Place.ORGANISATION,
        _placed_for_secr,
    ),
    Evidence(
        "united-kingdom",
        "Own operations in the United Kingdom",
        "Give each site, or the entity it is of, its country.",
        Place.ORGANISATION,
        _in_united_kingdom,
    ),
    Evidence(
        "secr-energy",
        f"Energy use in {KWH}",
        "Upload bought electricity and heat as energy, and fuels in a unit that a published heat content belongs to.",
        Place.DATA,
        lambda reading: _energy_for_secr(reading) if _in_united_kingdom(reading) else None,
    ),
    Evidence(
        "controls",
        "Scopes 1 and 2 of the consolidated group, and of other entities under operational control",
        (
            "Say of each entity with emissions whether the company controls it financially or operationally, and "
            "prepare a new report."
        ),
        Place.ORGANISATION,
        _controls_told,
    ),
    Evidence(
        "energy",
        f"Energy of own operations in {MWH}",
        "Upload bought electricity and heat as energy, and fuels in a unit that a published heat content belongs to.",
        Place.DATA,
        _energy_known,
    ),
    Evidence(
        "instruments",
        "Contractual instruments of the market-based method",
        "Say that none were bought, or enter certificates and contracts on the scope 2 board and accept it.",
        Place.MARKET,
        _instruments,
    ),
    _point("intensity-location", "Intensity per net revenue, location-based", "Say the net revenue.", Place.REVENUE),
    Evidence(
        "intensity-market",
        "Intensity per net revenue, market-based",
        "Say the net revenue, and accept the scope 2 board.",
        Place.REVENUE,
        _by_the_market("intensity-market"),
    ),
    Evidence(
        "energy-intensity",
        "Energy intensity in high climate impact sectors",
        "Say the net revenue of activities in high climate impact sectors, or that there are none.",
        Place.REVENUE,
        _intensity_energy,
    ),
)
