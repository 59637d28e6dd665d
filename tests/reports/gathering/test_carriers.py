"""Every activity of the catalogue that may use energy has a carrier, or is listed as having none."""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from apps.calculations import catalogue
from apps.reports.datapoints import FUELS, PURCHASED
from apps.reports.gathering.carriers import carrier_of, is_listed, names_of_fuel

EDITIONS = Path(catalogue.__file__).parent / "editions"
BURNT = {"stationary-combustion", "mobile-combustion"}
BOUGHT = {"purchased-electricity", "residual-mix", "purchased-heat-and-steam", "electric-vehicles"}


def published() -> Iterator[tuple[str, str]]:
    """Category and activity of every figure of these categories."""
    for path in sorted(EDITIONS.glob("*/factors.csv")):
        with path.open(encoding="utf-8", newline="") as text:
            for row in csv.DictReader(text):
                if row["category"] in BURNT | BOUGHT:
                    yield row["category"], row["activity"]


ACTIVITIES = sorted(set(published()))


def test_every_activity_has_a_carrier_or_is_listed_as_having_none() -> None:
    assert len(ACTIVITIES) > 500
    assert [each for each in ACTIVITIES if not is_listed(*each)] == []
    known = {each: carrier_of(*each, scope="1" if each[0] in BURNT else "2-location") for each in ACTIVITIES}
    assert set(known.values()) == {*FUELS, *PURCHASED, ""}
    without = {activity for (_, activity), carrier in known.items() if not carrier}
    assert all(name.endswith(("battery-electric-vehicle", "plug-in-hybrid-electric-vehicle")) for name in without)


@pytest.mark.parametrize(
    ("category", "activity", "carrier"),
    [
        ("stationary-combustion", "natural-gas-commercial-institutional", "natural-gas"),
        ("stationary-combustion", "coke-oven-gas", "coal"),
        ("stationary-combustion", "petroleum-coke", "oil"),
        ("stationary-combustion", "tires", "other-fossil"),
        ("stationary-combustion", "biomass-wood-logs", "renewable-fuel"),
        ("mobile-combustion", "buses-biodiesel", "renewable-fuel"),
        ("mobile-combustion", "heavy-duty-trucks-lng", "natural-gas"),
        ("mobile-combustion", "cars-by-size-large-car-diesel", "oil"),
        ("mobile-combustion", "cars-by-size-large-car-battery-electric-vehicle", ""),
        ("biogenic-co2", "biomass-wood-logs", ""),
        ("well-to-tank", "gaseous-fuels-natural-gas", ""),
    ],
)
def test_a_carrier_is_that_of_the_fuel(category: str, activity: str, carrier: str) -> None:
    assert carrier_of(category, activity, scope="1") == carrier


def test_heat_bought_is_heat_whatever_its_maker_burns() -> None:
    assert carrier_of("stationary-combustion", "natural-gas", scope="2-location") == "heat"


def test_a_fuel_is_found_under_the_name_its_heat_content_has() -> None:
    assert names_of_fuel("diesel-fuel") == ("diesel-fuel", "distillate-fuel-oil-no-2")
    assert names_of_fuel("lignite-commercial-institutional") == ("lignite-commercial-institutional", "lignite")
    assert names_of_fuel("aircraft-aviation-gasoline")[1:] == ()
