"""Uncertainty of a report: Approach 1 over its lines, shared factors correlated; what nobody knows is no range."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apps.calculations.accounting.uncertainty import FactorPart, UncertainLine, grouped, propagated
from apps.reports.gathering.uncertainty import uncertainty_of
from apps.reports.shapes import KnownUncertainty, Number

KNOWN = KnownUncertainty(activity_percent=Number("5"), factor_percent=Number("7.5"), basis="Meters are class B.")


def line(kilograms: Decimal, factor: str, scope: str = "1", share: str = "1", **more: Any) -> dict[str, Any]:
    gases = [{"gas": "CO2", "ef_cid": f"{factor}-co2", "co2e": str(kilograms)},
             {"gas": "CH4", "ef_cid": f"{factor}-ch4", "co2e": "1.5"}]  # fmt: skip
    return {"scope": scope, "gases": gases, "co2e_kg": str(kilograms + Decimal("1.5")), "share": share} | more


masses = st.decimals(min_value="0.1", max_value=10**8, places=3)


@settings(max_examples=40)
@given(st.lists(st.tuples(masses, st.sampled_from(["gas", "oil", "wood"])), min_size=1, max_size=12))
def test_the_range_is_that_of_error_propagation_over_the_same_lines(made: list[tuple[Decimal, str]]) -> None:
    lines = [line(kilograms, factor, share="0.5") for kilograms, factor in made]
    rows = {row["of"]: row for row in uncertainty_of(lines, KNOWN)["rows"]}
    half = [
        UncertainLine(
            str(n),
            tuple(FactorPart(g["ef_cid"], Decimal(g["co2e"]) / 2, Decimal("7.5")) for g in each["gases"]),
            Decimal(5),
        )
        for n, each in enumerate(lines)
    ]
    report = propagated(grouped(half))
    assert Decimal(rows["1"]["total_kg"]) == report.total
    assert report.half_range_percent is not None
    assert abs(Decimal(rows["1"]["half_range_percent"]) - report.half_range_percent) < Decimal("1e-20")
    assert rows["location"] | {"of": "1"} == rows["1"]


def test_the_two_methods_of_scope_2_are_never_in_one_range() -> None:
    used: dict[str, Any] = {"energy": {"mwh": "1", "carrier": "electricity", "basis": ""}}
    grid, contract = line(Decimal(50), "grid", "2-location", **used), line(Decimal(20), "ppa", "2-market", **used)
    rows = {row["of"]: row for row in uncertainty_of([line(Decimal(100), "gas"), grid, contract], KNOWN)["rows"]}
    assert list(rows) == ["1", "2-location", "2-market", "location", "market"]
    assert (rows["location"]["total_kg"], rows["market"]["total_kg"]) == ("153", "123")
    half = {"energy": used["energy"] | {"mwh": "0.5"}}
    rows = {row["of"]: row for row in uncertainty_of([grid, contract | half], KNOWN)["rows"]}
    assert list(rows) == ["2-location", "location"]


def test_each_kind_of_source_has_a_range_of_its_own() -> None:
    boiler: dict[str, Any] = {
        "category": {"id": "stationary-combustion", "title": "Stationary combustion", "scope3": "0"}
    }
    travel: dict[str, Any] = {"category": {"id": "business-travel", "title": "Business travel", "scope3": "6"}}
    lines = [line(Decimal(100), "gas", **boiler), line(Decimal(7), "air", "3", **travel)]
    rows = [row for row in uncertainty_of(lines, KNOWN)["rows"] if "scope" in row]
    assert [(row["scope"], row["of"], row["total_kg"]) for row in rows] == [
        ("1", "Stationary combustion", "101.5"), ("3", "6 Business travel", "8.5")
    ]  # fmt: skip
    whole = {row["of"]: row["half_range_percent"] for row in uncertainty_of(lines, KNOWN)["rows"]}
    assert whole["Stationary combustion"] == whole["1"]


@pytest.mark.parametrize(
    "known", [None, KnownUncertainty(activity_percent=Number("5"), basis="Meters")], ids=["nothing", "activities only"]
)
def test_where_not_both_percents_are_known_every_row_says_how_much_is_unquantified(
    known: KnownUncertainty | None,
) -> None:
    found = uncertainty_of([line(Decimal(100), "gas")], known)
    assert found["rows"][0] == {
        "of": "1", "total_kg": "101.5", "half_range_percent": "", "unquantified_kg": "101.5"
    }  # fmt: skip
    assert found["factor_percent"] == ""
    assert found["notes"]
