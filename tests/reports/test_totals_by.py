"""Parts of a total, from whatever side, add up to the whole; what is compared is told with its change."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apps.reports.datapoints import datapoints_of
from apps.reports.totals import exact_sum
from apps.reports.totals_by import SIDES, embedded_parts, parts_by, scope3_rows
from tests.reports.samples import sample_snapshot, year_of_lines

LINES = year_of_lines()
PRIOR = {
    "role": "prior and base",
    "period": {"name": "2023", "start": "2023-01-01", "end": "2023-12-31"},
    "gwp_set": "AR5",
    "status": "final",
    "co2e_kg": "200000",
    "by_scope": {"1": "150000", "2-location": "50000"},
}
places = st.fixed_dictionaries(
    {},
    optional={
        "country": st.sampled_from(["DE", "GB", ""]),
        "entity": st.sampled_from(["Mill", "Works"]),
        "is_estimated": st.booleans(),
        "share": st.sampled_from(["0.5", "0.333333"]),
        "scope": st.sampled_from(["1", "2-location", "2-market", "3"]),
    },
)


@settings(max_examples=25, deadline=None)
@given(st.lists(places, min_size=len(LINES), max_size=len(LINES)))
def test_parts_add_up_to_the_total_by_either_method(more: list[dict[str, Any]]) -> None:
    snapshot = sample_snapshot(lines=[line | each for line, each in zip(LINES, more, strict=True)])
    totals = snapshot["totals"]
    for side in SIDES:
        parts = parts_by(snapshot, side)
        assert exact_sum(part.co2e_kg for part in parts) == totals["co2e_kg"]
        for part in parts:
            assert exact_sum(part.by_scope.values()) == part.co2e_kg
            assert abs(Decimal(part.estimated_kg)) <= abs(Decimal(part.co2e_kg))
        market = exact_sum(part.co2e_kg for part in parts_by(snapshot, side, method="market"))
        without = exact_sum(row["co2e_kg"] for scope, row in totals["by_scope"].items() if scope != "2-location")
        assert market == without


def test_months_are_in_order_and_countries_the_largest_first() -> None:
    snapshot = sample_snapshot(lines=[LINES[0] | {"country": "DE"}, LINES[1] | {"country": "GB"}])
    months = [part.key for part in parts_by(sample_snapshot(), "month")]
    assert months == sorted(months)
    kilograms = [Decimal(part.co2e_kg) for part in parts_by(snapshot, "country")]
    assert kilograms == sorted(kilograms, reverse=True)
    with pytest.raises(KeyError):
        parts_by(snapshot, "colour")


def test_all_fifteen_categories_are_there_with_what_was_said_of_them() -> None:
    travel = LINES[0] | {"scope": "3", "category": {"id": "business-travel", "title": "Travel", "scope3": 6}}
    answer = {"category": "6", "standing": "included", "reason": ""}
    rows = scope3_rows(sample_snapshot(lines=[travel], disclosures={"scope3": [answer]}))
    assert [row.number for row in rows] == list(range(1, 16))
    assert [row.number for row in rows if row.part] == [6]
    assert rows[5].answer == answer


def test_lines_by_factors_with_potentials_of_their_own_are_told_apart() -> None:
    first = LINES[0]
    embedded = first | {"factor": first["factor"] | {"gwp_basis": "AR4"}}
    snapshot = sample_snapshot(lines=[embedded, LINES[1]])
    (part,) = embedded_parts(snapshot)
    assert (part.key, part.lines) == ("AR4", 1)
    assert datapoints_of(snapshot)["embedded-AR4"].stated == round(Decimal(part.co2e_kg) / 1000, 3)


def test_earlier_figures_and_the_change_from_them_are_datapoints() -> None:
    points = datapoints_of(sample_snapshot(comparatives=[PRIOR]))
    assert points["prior-total-location"].value == points["base-total-location"].value == "200"
    now = Decimal(points["total-location"].value)
    assert abs(Decimal(points["change-prior-total-location"].value) - (now - 200) / 2) < Decimal("1e-20")
    assert "prior-total-market" not in points
    nothing = PRIOR | {"by_scope": {"1": "0"}, "co2e_kg": "0"}
    assert "change-prior-scope-1" not in datapoints_of(sample_snapshot(comparatives=[nothing]))


def test_energy_in_the_united_kingdom_is_told_in_kilowatt_hours() -> None:
    used = {"mwh": "10.5", "basis": "net", "carrier": "natural-gas"}
    lines = [LINES[0] | {"energy": used, "country": "GB"}, LINES[1] | {"energy": used, "country": "DE"}]
    points = datapoints_of(sample_snapshot(lines=lines))
    assert (points["secr-energy"].value, points["secr-energy"].unit) == ("21000", "kWh")
    assert points["secr-energy-uk"].value == "10500"
    assert "secr-energy" not in datapoints_of(sample_snapshot(lines=[lines[1]]))
