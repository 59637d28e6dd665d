"""What the first three candidates are for words as they stand on bills, in English and German."""

from datetime import date
from decimal import Decimal

import pytest

from apps.inventory.mapping.judging import against, far_from_others, granted, scope2_method
from apps.inventory.mapping.kinds import carrier_of, phase_of
from apps.inventory.mapping.lexical import LexicalRanker
from apps.inventory.mapping.offers import AgentOffer, Chosen, PublishedActivity, Slot, options_of
from apps.inventory.mapping.ranking import Ranked, Wanted
from apps.inventory.mapping.words import words_of
from greenlang.engine.frozen import FrozenMap
from greenlang.engine.units import parse_unit

BURNT, DRIVEN, POWER, HEAT = "stationary-combustion", "mobile-combustion", "purchased-electricity", "purchased-heat"
WASTE, TRAVEL, SUPPLY, MIX = "waste-disposal", "business-travel", "well-to-tank", "residual-mix"
ALL_GASES, NO_CO2, TOTAL = frozenset({"CO2", "CH4", "N2O"}), frozenset({"CH4", "N2O"}), frozenset({"CO2e"})


def offer(name: str, scope: str, of: tuple[str, str], units: tuple[str, ...], region: str = "") -> AgentOffer:
    """An agent that is told the activity, and the region unless it knows one only; ``of``: category and edition."""
    where = Chosen(fixed=region) if region else Chosen("region")
    slots = tuple(Slot(*of, Chosen("what"), where, (unit,)) for unit in units)
    return AgentOffer(name, name, "1.0.0", scope, frozenset({"what", "region"}), slots)


OFFERS = (
    offer("Stationary combustion", "1", (BURNT, "us"), ("mmBtu(HHV)", "US_gallon", "scf", "short_ton"), "US"),
    offer("Fuel of vehicles", "1", (DRIVEN, "us"), ("US_gallon",), "US"),
    offer("Site fuels", "1", (BURNT, "uk"), ("L", "m3", "t", "kWh(HHV)"), "GB"),
    offer("Electricity by country", "2", (POWER, "eu"), ("kWh",)),
    offer("Market-based electricity", "2", (MIX, "eu"), ("kWh",)),
    offer("District heat", "2", (HEAT, "uk"), ("kWh",), "GB"),
    offer("Waste", "3", (WASTE, "uk"), ("t",), "GB"),
    offer("Business travel", "3", (TRAVEL, "uk"), ("pkm", "km"), "GB"),
    offer("Supply of fuels", "3", (SUPPLY, "uk"), ("L", "kWh(HHV)", "m3"), "GB"),
)
_GASES = {"us": ALL_GASES, "uk": TOTAL, "eu": TOTAL}
_NAMED: dict[tuple[str, str], tuple[str, ...]] = {
    (BURNT, "us"): (
        "Natural Gas", "Natural Gasoline", "Motor Gasoline", "Aviation Gasoline", "Distillate Fuel Oil No. 1",
        "Distillate Fuel Oil No. 2", "Residual Fuel Oil No. 5", "Kerosene", "Propane", "Anthracite", "Bituminous",
        "Coal Coke", "Mixed (Electric Power Sector)", "Municipal Solid Waste", "Wood and Wood Residuals",
        "Landfill Gas",
    ),
    (DRIVEN, "us"): ("Diesel Fuel", "Motor Gasoline", "Residual Fuel Oil", "Liquefied Natural Gas (LNG)"),
    (BURNT, "uk"): (
        "Gaseous fuels, Natural gas", "Gaseous fuels, LPG", "Gaseous fuels, LNG", "Liquid fuels, Burning oil",
        "Liquid fuels, Diesel (average biofuel blend)", "Liquid fuels, Petrol (average biofuel blend)",
        "Liquid fuels, Gas oil", "Liquid fuels, Waste oils", "Biofuel, Development diesel", "Biomass, Wood pellets",
        "Solid fuels, Coal (industrial)",
    ),
    (POWER, "eu"): ("Grid electricity",),
    (MIX, "eu"): ("Residual mix",),
    (HEAT, "uk"): ("Heat and steam, District heat and steam", "Heat and steam, Onsite heat and steam"),
    (WASTE, "uk"): (
        "Refuse, Household residual waste, Landfill", "Refuse, Household residual waste, Combustion",
        "Refuse, Commercial and industrial waste, Landfill", "Paper, Paper and board: paper, Closed-loop",
        "Refuse, Organic: food and drink waste, Composting",
    ),
    (TRAVEL, "uk"): (
        "Flights, Long-haul, to/from UK, Business class, With RF", "Flights, Domestic, to/from UK, Average passenger",
        "Rail, National rail", "Rail, London Underground", "Cars (by size), Average car, Petrol",
    ),
    (SUPPLY, "uk"): (
        "WTT, Liquid fuels, Diesel", "WTT, Gaseous fuels, Natural gas", "WTT, UK electricity (generation)",
        "WTT, District heat and steam",
    ),
}  # fmt: skip
_NO_CO2 = ("Ships and Boats, Residual Fuel Oil", "Gasoline Passenger Cars", "Buses, Diesel", "Locomotives, Diesel Fuel")
_PLACES = {
    "us": {"US": "United States"},
    "uk": {"GB": "United Kingdom"},
    "eu": {"DE": "Germany", "GB": "United Kingdom"},
}


def published(category: str, edition: str, name: str, gases: frozenset[str]) -> PublishedActivity:
    places = FrozenMap(_PLACES[edition])
    return PublishedActivity(category, edition, edition, 2025, name.lower(), name, places, gases, carbon=True)


PUBLISHED = (
    *(published(*of, name, _GASES[of[1]]) for of, names in _NAMED.items() for name in names),
    *(published(DRIVEN, "us", name, NO_CO2) for name in _NO_CO2),
)
RANKER = LexicalRanker(options_of(OFFERS, PUBLISHED))


def three(text: str, unit: str, country: str) -> list[Ranked]:
    return list(RANKER.rank(Wanted(text, unit, region=country, start=date(2025, 3, 1)), limit=3))


@pytest.mark.parametrize(
    ("text", "unit", "country", "first", "scope"),
    [
        ("Heizöl", "L", "DE", "Distillate Fuel Oil No. 2|Burning oil|Gas oil", "1"),
        ("Heizölverbrauch", "L", "GB", "Burning oil|Gas oil", "1"),
        ("Heating oil", "L", "GB", "Burning oil|Gas oil", "1"),
        ("Erdgas", "m3", "DE", "Natural gas", "1"),
        ("Erdgas Heizung", "kWh", "DE", "Natural gas", "1"),
        ("Natural gas", "m3", "GB", "Natural gas", "1"),
        ("Natural gas", "scf", "US", "Natural gas", "1"),
        ("Strom", "kWh", "DE", "Grid electricity", "2"),
        ("Ökostrom", "MWh", "DE", "Grid electricity", "2"),
        ("Stromverbrauch Büro", "kWh", "DE", "Grid electricity", "2"),
        ("Purchased electricity", "kWh", "GB", "Grid electricity", "2"),
        ("Power", "kWh", "GB", "Grid electricity", "2"),
        ("Diesel", "L", "DE", "Diesel Fuel|Diesel (average", "1"),
        ("Diesel", "L", "GB", "Diesel (average", "1"),
        ("Dieselkraftstoff Fuhrpark", "L", "DE", "Diesel", "1"),
        ("Benzin", "L", "DE", "Petrol|Motor gasoline", "1"),
        ("Petrol", "L", "GB", "Petrol (average", "1"),
        ("Fernwärme", "kWh", "DE", "District heat|heat and steam", "2"),
        ("District heating", "MWh", "GB", "District heat", "2"),
        ("Flug Frankfurt London", "pkm", "DE", "Flights", "3"),
        ("Business flight, long haul", "pkm", "GB", "Flights, Long-haul", "3"),
        ("Bahnfahrt", "pkm", "DE", "Rail", "3"),
        ("Abfall", "t", "DE", "residual waste", "3"),
        ("Restmüll", "t", "DE", "residual waste", "3"),
        ("Waste to landfill", "t", "GB", "waste, Landfill", "3"),
        ("Flüssiggas", "L", "DE", "LPG|Propane", "1"),
        ("Steinkohle", "t", "DE", "coal|anthracite|bituminous", "1"),
        ("Holzpellets", "t", "DE", "Wood pellets", "1"),
        ("Mietwagen", "km", "DE", "car", "3"),
    ],
)
def test_the_first_is_what_the_words_mean_and_the_others_are_sensible(
    text: str, unit: str, country: str, first: str, scope: str
) -> None:
    found = three(text, unit, country)
    told = [each.option.published.name for each in found]
    assert any(name.lower() in told[0].lower() for name in first.split("|")), told
    assert found[0].option.offer.scope == scope
    assert not found[0].refusal
    kinds = [any(reason.aspect == "kind" for reason in each.reasons) for each in found]
    assert kinds == sorted(kinds), "what is of another kind stands last"
    assert all(marked or not each.option.lacks_carbon for each, marked in zip(found, kinds, strict=True))


def test_a_volume_of_gas_is_never_a_volume_of_liquid_and_the_reverse() -> None:
    for text, wrong in (("Natural gas", "liquid"), ("Gas oil", "gas"), ("Diesel", "gas")):
        for each in RANKER.rank(Wanted(text, "m3", region="GB", start=date(2025, 3, 1)), limit=50):
            if phase_of(words_of(each.option.published.name)) == wrong:
                assert "m3 of one is not m3 of the other" in each.refusal
            else:
                assert not each.refusal


def test_bought_electricity_is_no_fuel_of_power_stations_before_it_is_scope_2() -> None:
    found = RANKER.rank(Wanted("Purchased electricity", "kWh", region="US", start=date(2025, 3, 1)), limit=20)
    sector = next(each for each in found if "Electric Power Sector" in each.option.published.name)
    assert sector.reasons[-1].text == "of fuel that is burnt, scope 1; bought electricity is scope 2"
    power = [place for place, each in enumerate(found) if each.option.offer.scope == "2"]
    assert not power or max(power) < found.index(sector)


@pytest.mark.parametrize(
    ("name", "phase"),
    [
        ("Gas oil", "liquid"), ("Natural gasoline", "liquid"), ("Liquefied Natural Gas (LNG)", "liquid"),
        ("Compressed natural gas", "gas"), ("Coke oven gas", "gas"), ("Coal coke", "solid"), ("Electricity", ""),
    ],
)  # fmt: skip
def test_in_which_phase_a_fuel_is_measured(name: str, phase: str) -> None:
    assert phase_of(words_of(name)) == phase


def test_electricity_that_an_own_plant_makes_is_not_bought() -> None:
    kwh = parse_unit("kWh")
    assert carrier_of(words_of("Strom"), kwh) == "electricity"
    assert carrier_of(words_of("Diesel generator power"), kwh) == ""
    assert carrier_of(words_of("Electric car"), parse_unit("km")) == ""


def test_a_result_more_than_ten_times_from_the_others_is_told() -> None:
    assert far_from_others([Decimal("0.127"), Decimal("11.5"), Decimal(12)]) == [
        "gives 93 times less than the other candidates", "", "",
    ]  # fmt: skip
    assert far_from_others([Decimal(1), Decimal(10), Decimal(5)]) == ["", "", ""]
    assert far_from_others([Decimal(7)]) == [""]
    assert far_from_others([Decimal(0), Decimal(5), Decimal(5)])[0] == "gives less than the other candidates"


def test_what_is_taken_for_granted_is_told_in_words() -> None:
    assert (scope2_method(MIX), scope2_method(POWER), scope2_method(BURNT)) == ("market-based", "location-based", "")
    candidate = {"assumes": [{"aspect": "region", "text": "for the US"}], "flags": ["without CO2"], "lacks": ""}
    assert granted(candidate) == ["Another region: for the US", "Without CO2"]
    assert against(candidate | {"lacks": "location-based"})[-1].startswith("Market-based only")
    assert granted({"title": "kept before"}) == []


def test_fuel_of_heating_is_offered_by_what_heats_and_not_by_what_drives() -> None:
    heats, drives = (("Gas/Diesel oil, commercial", "Residual fuel oil, commercial"), ("Gas/Diesel oil", "Gasoline"))
    world = [published(BURNT, "us", name, ALL_GASES) for name in (*heats, *drives)]
    offers = []
    for name, names in (("Site fuels", heats), ("Vehicle fuel", drives)):
        means = FrozenMap({each: each.lower() for each in names})
        slot = Slot(BURNT, "us", Chosen("what", means=means), Chosen(fixed="US"), ("L",))
        offers.append(AgentOffer(name, name, "1.0.0", "1", frozenset({"what"}), (slot,)))
    ranker = LexicalRanker(options_of(tuple(offers), tuple(world)))
    for text, agent in (("Heizöl", "Site fuels"), ("Diesel Fuhrpark", "Vehicle fuel"), ("Benzin", "Vehicle fuel")):
        first = ranker.rank(Wanted(text, "L", region="US", start=date(2025, 3, 1)), limit=3)[0]
        assert (text, first.option.offer.agent) == (text, agent)
        assert "Residual" not in first.option.published.name
