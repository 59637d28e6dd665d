"""Every number that a report states: exact, once, with its unit and decimals; what is not known is not there."""

from decimal import Decimal
from typing import Any

import pytest

from apps.reports.datapoints import datapoints_of, rounded_sum
from apps.reports.errors import SnapshotInvalid
from apps.reports.snapshot import snapshot_hash, verify_snapshot
from tests.reports.samples import sample_snapshot, year_of_lines

SAID = {
    "revenue": {"amount": "12500000.50", "currency": "USD", "reconciliation": "As in the annual accounts"},
    "ets_percent": "12.5",
    "credits_kg": "1500",
}


def lines(**more: Any) -> list[dict[str, Any]]:
    return [line | more for line in year_of_lines()]


def test_totals_are_the_snapshot_s_own_in_tonnes_and_stated_at_one_number_of_decimals() -> None:
    snapshot = sample_snapshot()
    points = datapoints_of(snapshot)
    for id_, kilograms in (
        ("total-location", snapshot["totals"]["co2e_kg"]),
        ("scope-1", snapshot["totals"]["by_scope"]["1"]["co2e_kg"]),
        ("biogenic-co2", snapshot["totals"]["co2_biogenic_kg"]),
    ):
        assert Decimal(points[id_].value) * 1000 == Decimal(kilograms)
    assert points["total-location"].stated == round(Decimal(points["total-location"].value), 3)
    gases = [points[f"gas-{gas['gas']}"] for gas in snapshot["totals"]["by_gas"]]
    assert sum(Decimal(gas.value) for gas in gases) == Decimal(points["total-location"].value)
    assert rounded_sum(gases, points["total-location"]) in (None, sum(gas.stated for gas in gases))


def test_what_rounds_to_nothing_is_stated_without_a_sign_and_with_its_decimals() -> None:
    points = datapoints_of(sample_snapshot(disclosures={"removals_kg": "-0.2", "credits_kg": "1500"}))
    assert {id_: points[id_].stated_text for id_ in ("removals", "credits")} == {
        "removals": "0.000",
        "credits": "1.500",
    }


def test_what_nobody_said_and_nothing_was_calculated_for_is_not_there() -> None:
    points = datapoints_of(sample_snapshot())
    assert {"scope-3", "total-market", "revenue", "intensity-location", "ets-percent", "energy"}.isdisjoint(points)


def test_energy_counts_each_consumption_once_by_what_carried_it() -> None:
    gas, power = year_of_lines()[0], year_of_lines()[3]
    used = {"mwh": "10.5", "basis": "gross", "carrier": "natural-gas"}
    bought = {"mwh": "4", "basis": "", "carrier": "electricity"}
    again = power | {"scope": "2-market", "energy": bought}
    supply = gas | {"scope": "3", "energy": used, "category": {"id": "fuel-supply", "title": "Supply", "scope3": 3}}
    found = sample_snapshot(lines=[gas | {"energy": used, "share": "0.4"}, power | {"energy": bought}, again, supply])
    points = datapoints_of(found)
    energy = {id_: (point.value, point.unit) for id_, point in points.items() if id_.startswith("energy")}
    assert energy == {
        "energy-natural-gas": ("4.2", "MWh"),
        "energy-electricity": ("4", "MWh"),
        "energy": ("8.2", "MWh"),
        "energy-fuels": ("4.2", "MWh"),
    }
    assert Decimal(points["scope-3-category-3"].value) == Decimal(points["scope-3"].value)


def test_bought_energy_is_parted_by_what_it_was_made_of_where_that_is_said() -> None:
    gas, power = year_of_lines()[0], year_of_lines()[3]
    used = [
        gas | {"energy": {"mwh": "10", "basis": "net", "carrier": "natural-gas"}},
        power | {"energy": {"mwh": "8", "basis": "", "carrier": "electricity"}},
    ]
    mix = {"fossil_percent": "50", "nuclear_percent": "20", "renewable_percent": "30", "basis": "Supplier's statement"}
    points = datapoints_of(sample_snapshot(lines=used, disclosures={"purchased_energy": mix}))
    sources = {source: points[f"energy-{source}"].value for source in ("fossil", "nuclear", "renewable")}
    assert sources == {"fossil": "14", "nuclear": "1.6", "renewable": "2.4"}
    assert points["energy-bought-renewable"].value == "2.4"
    assert sum(map(Decimal, sources.values())) == Decimal(points["energy"].value)
    assert "energy-fossil" not in datapoints_of(sample_snapshot(lines=used))


def test_scopes_1_and_2_and_families_of_gases_are_sums_of_their_own() -> None:
    coolants = [
        {**gas, "gas": name}
        for name, gas in zip(("HFC-134a", "HFC-32", "PFC-14"), year_of_lines()[0]["gases"], strict=True)
    ]
    points = datapoints_of(sample_snapshot(lines=[year_of_lines()[0] | {"gases": coolants}, year_of_lines()[3]]))
    both = Decimal(points["scope-1"].value) + Decimal(points["scope-2-location"].value)
    assert Decimal(points["scope-1-2-location"].value) == both
    hfcs = Decimal(points["gas-HFC-134a"].value) + Decimal(points["gas-HFC-32"].value)
    assert Decimal(points["gas-family-HFC"].value) == hfcs
    assert points["gas-family-PFC"].value == points["gas-PFC-14"].value
    assert "scope-1-2-market" not in points


def test_intensity_is_tonnes_by_revenue_rounded_once() -> None:
    points = datapoints_of(sample_snapshot(disclosures=SAID))
    ratio, total = Decimal(points["intensity-location"].value), Decimal(points["total-location"].value)
    assert abs(ratio * Decimal("12500000.50") - total) <= total * Decimal("1e-27")
    assert (points["revenue"].unit, points["intensity-location"].unit) == ("USD", "t CO2e/USD")
    assert (points["ets-percent"].value, points["credits"].value) == ("12.5", "1.5")


def test_a_ratio_is_stated_to_four_digits_at_least_however_large_the_revenue() -> None:
    revenue = {"amount": "98765432109876", "currency": "JPY", "reconciliation": ""}
    point = datapoints_of(sample_snapshot(disclosures={"revenue": revenue}))["intensity-location"]
    assert point.decimals > 9
    assert len(point.stated.as_tuple().digits) == 4
    assert abs(point.stated / Decimal(point.value) - 1) < Decimal("0.001")


def test_what_somebody_entered_is_told_from_what_follows_from_lines() -> None:
    power = year_of_lines()[3] | {"energy": {"mwh": "8", "basis": "", "carrier": "electricity"}}
    mix = {"fossil_percent": "60", "nuclear_percent": "10", "renewable_percent": "30", "basis": "label"}
    points = datapoints_of(sample_snapshot(lines=[power], disclosures={**SAID, "purchased_energy": mix}))
    entered = {id_ for id_, point in points.items() if not point.is_calculated}
    assert entered >= {"revenue", "ets-percent", "credits", "intensity-location", "energy-nuclear"}
    assert "energy-bought-fossil" in entered
    assert entered.isdisjoint({"scope-2-location", "total-location", "energy", "energy-electricity", "biogenic-co2"})


def bought(*contracts: str, energy: str = "4") -> list[dict[str, Any]]:
    """A line of electricity by the grid, and contracts for so many MWh."""
    power = year_of_lines()[3]

    def of(scope: str, mwh: str) -> dict[str, Any]:
        return power | {"scope": scope, "energy": {"mwh": mwh, "basis": "", "carrier": "electricity"}, "country": "DE"}

    return [of("2-location", energy), *(of("2-market", mwh) for mwh in contracts)]


def test_a_market_based_figure_is_of_all_energy_that_was_bought_or_there_is_none() -> None:
    whole = sample_snapshot(lines=bought("3", "1"), disclosures=SAID)
    assert {"scope-2-market", "total-market", "scope-1-2-market", "intensity-market"} <= datapoints_of(whole).keys()
    part = sample_snapshot(lines=bought("3"), disclosures=SAID)
    points = datapoints_of(part)
    assert [id_ for id_ in points if "market" in id_] == ["energy-market-lacking"]
    assert (points["energy-market-lacking"].value, points["energy-market-lacking"].unit) == ("1", "MWh")
    assert "co2e_market_based_kg" not in part["totals"]
    beyond = datapoints_of(sample_snapshot(lines=bought("3", "2")))
    assert [(id_, beyond[id_].value) for id_ in beyond if "market" in id_] == [("energy-market-beyond", "1")]


def test_an_earlier_snapshot_with_a_market_based_sum_of_a_part_stays_valid_and_states_no_total() -> None:
    part: Any = sample_snapshot(lines=bought("3"))
    part["totals"]["co2e_market_based_kg"] = part["totals"]["by_scope"]["2-market"]["co2e_kg"]
    part["snapshot_hash"] = snapshot_hash(part)
    assert "total-market" not in datapoints_of(verify_snapshot(part))


def test_what_is_said_keeps_to_its_shape() -> None:
    with pytest.raises(SnapshotInvalid, match="is unknown"):
        sample_snapshot(disclosures={"colour": "green"})
    with pytest.raises(SnapshotInvalid, match="decimal number"):
        sample_snapshot(disclosures={"ets_percent": 12.5})
