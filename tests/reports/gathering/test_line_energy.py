"""Energy of a line: of energy exactly, of a fuel by the heat content its formula used, else by a published one."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.reports.gathering.carriers import NET_SOURCE
from apps.reports.gathering.energy import LineEnergies, PublishedContent
from apps.reports.shapes import LineEnergy

MMBTU = Fraction(Decimal("1055.05585262")) / 3600
"""MWh."""
DESNZ = ("desnz-2025", "UK Government", 2025)
LITRE_GROSS = PublishedContent("cid-g", "heat-content", "diesel", "10.6", "kWh(HHV)/L", *DESNZ)
LITRE_NET = PublishedContent("cid-n", "heat-content", "diesel", "10", "kWh(LHV)/L", *DESNZ)
PER_KT = PublishedContent("cid-t", "heat-content", "lignite", "11.9", "TJ(LHV)/kt", "ipcc", "IPCC", 2006)
DENSE = PublishedContent("cid-d", "fuel-density", "lignite", "0.8", "kg/L", "ghgp", "WRI", 2024)
PER_KM = PublishedContent("cid-k", "energy-use", "cars-by-size-large-car-diesel", "0.9", "kWh(LHV)/vkm", *DESNZ)


def recipe(
    activity: str,
    *,
    category: str = "stationary-combustion",
    scope: str = "1",
    parameters: tuple[tuple[str, str, str], ...] = (),
    bound: tuple[str, ...] = ("quantity",),
    gases: tuple[str, ...] = ("CO2", "CH4", "N2O"),
) -> dict[str, Any]:
    """As the ledger keeps one, as far as energy asks for it."""
    return {
        "formula": {"definition": {"scope": scope, "source": "a standard"}},
        "bound": {name: name for name in bound},
        "requests": {"ef": {"category": category, "activity": activity}},
        "emission_factor": {"slot": "ef", "activity": activity, "version": "desnz-2025", "source": "UK Government, X"},
        "parameters": [{"name": name, "ef_cid": "c", "value": value, "unit": unit} for name, value, unit in parameters],
        "gases": [{"gas": gas} for gas in gases],
    }


def energy(made: dict[str, Any], *published: PublishedContent, **inputs: str) -> LineEnergy | None:
    """The energy of a line; inputs as “12 kWh(HHV)”."""
    documents = {
        name: dict(zip(("value", "unit"), text.split(" ", 1), strict=True)) if " " in text else text
        for name, text in inputs.items()
    }
    return LineEnergies(published).of("sha256:1", made, documents)


def number(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / Decimal(value.denominator)


def known(found: LineEnergy | None) -> LineEnergy:
    assert found is not None
    return found


@given(st.decimals(min_value="0.001", max_value=10**9, places=6))
def test_energy_in_kilowatt_hours_is_moved_by_three_places_and_nothing_else(value: Decimal) -> None:
    found = known(energy(recipe("natural-gas"), quantity=f"{value} kWh(LHV)"))
    assert Decimal(found["mwh"]) * 1000 == value
    assert (found["basis"], found["carrier"]) == ("net", "natural-gas")
    assert "gross_mwh" not in found


def test_gross_energy_is_net_as_the_ipcc_has_it_and_says_what_was_measured() -> None:
    found = known(energy(recipe("natural-gas"), quantity="50 mmBtu(HHV)"))
    assert abs(Decimal(found["gross_mwh"]) - number(50 * MMBTU)) < Decimal("1e-24")
    assert (found["basis"], found["net_by"]) == ("net", NET_SOURCE)
    assert abs(Decimal(found["mwh"]) - Decimal(found["gross_mwh"]) * Decimal("0.9")) < Decimal("1e-24")


def test_gross_energy_of_a_fuel_with_both_published_is_net_by_their_ratio() -> None:
    found = known(energy(recipe("diesel"), LITRE_GROSS, LITRE_NET, quantity="106 kWh(HHV)"))
    assert (found["gross_mwh"], found["mwh"]) == ("0.106", "0.1")
    assert found["net_by"] == "cid-n / cid-g, UK Government 2025"


def test_an_amount_is_energy_by_the_heat_content_of_its_own_formula() -> None:
    made = recipe("diesel", parameters=(("heat_content_liquid", "0.138", "mmBtu(HHV)/US_gallon"),))
    found = known(energy(made, LITRE_NET, quantity="1000 US_gallon"))
    assert abs(Decimal(found["gross_mwh"]) - number(138 * MMBTU)) < Decimal("1e-24")
    assert "contents" not in found
    dense = (("density", "0.84", "kg/L"), ("net_heat_content", "43", "TJ(LHV)/kt"))
    found = known(energy(recipe("gas-diesel-oil", parameters=dense), quantity="1000 L"))
    assert abs(Decimal(found["mwh"]) - number(Fraction(3612, 360))) < Decimal("1e-24")
    assert found["basis"] == "net"


def test_a_measured_heat_content_and_the_water_in_wood_count() -> None:
    made = recipe("coal-coke", bound=("quantity", "heat_content"))
    found = known(energy(made, quantity="10 short_ton", heat_content="24 mmBtu(HHV)/short_ton"))
    assert abs(Decimal(found["gross_mwh"]) - number(240 * MMBTU)) < Decimal("1e-24")
    parameters = (("heat_content_dry", "17.48", "mmBtu(HHV)/short_ton"),)
    wood = recipe("wood-and-wood-residuals", bound=("quantity", "moisture"), parameters=parameters)
    found = known(energy(wood, quantity="10 short_ton", moisture="0.2"))
    assert abs(Decimal(found["mwh"]) - number(Fraction("0.8") * Fraction("174.8") * MMBTU)) < Decimal("1e-24")
    assert (found["basis"], "gross_mwh" in found) == ("gross", False)


def test_an_amount_without_one_takes_the_published_net_content_and_says_which() -> None:
    found = known(energy(recipe("diesel"), LITRE_GROSS, LITRE_NET, quantity="500 L"))
    assert (found["mwh"], found["basis"]) == ("5", "net")
    assert [each["ef_cid"] for each in found["contents"]] == ["cid-n"]
    found = known(energy(recipe("lignite"), PER_KT, DENSE, quantity="1000 L"))
    assert {each["ef_cid"] for each in found["contents"]} == {"cid-t", "cid-d"}
    assert abs(Decimal(found["mwh"]) - number(Fraction("0.8") * Fraction("11.9") / Fraction("3.6"))) < Decimal("1e-24")


def test_a_distance_is_energy_by_its_published_use_or_by_the_fuel_it_took() -> None:
    car = recipe("cars-by-size-large-car-diesel", category="mobile-combustion")
    found = known(energy(car, PER_KM, quantity="1000 vkm"))
    assert (found["mwh"], found["basis"], found["carrier"]) == ("0.9", "net", "oil")
    economy = recipe("diesel-fuel", category="mobile-combustion", bound=("distance", "fuel_economy"))
    gallon = PublishedContent("cid-2", "heat-content", "distillate-fuel-oil-no-2", "0.138", "mmBtu(HHV)/US_gallon",
                              "epa-hub-2025", "US EPA", 2025)  # fmt: skip
    found = known(energy(economy, gallon, distance="300 vehicle_mile", fuel_economy="30 vehicle_mile/US_gallon"))
    assert abs(Decimal(found["gross_mwh"]) - number(Fraction("1.38") * MMBTU)) < Decimal("1e-24")


@pytest.mark.parametrize(
    "made",
    [
        recipe("diesel", gases=("CH4", "N2O")),
        recipe("diesel", scope="3"),
        recipe("diesel", category="well-to-tank"),
        recipe("a-fuel-of-our-own"),
        recipe("peat"),
    ],
    ids=["gases beside another line's CO2", "scope 3", "upstream", "no carrier known", "nothing published"],
)
def test_what_is_no_energy_of_its_own_is_left_out(made: dict[str, Any]) -> None:
    assert energy(made, LITRE_NET, quantity="500 L") is None


def test_electricity_has_no_heating_value_and_is_the_same_by_either_method() -> None:
    for category in ("purchased-electricity", "residual-mix"):
        found = known(energy(recipe("electricity", category=category, scope="2"), quantity="1500 kWh"))
        assert found == {"mwh": "1.5", "basis": "", "carrier": "electricity"}
