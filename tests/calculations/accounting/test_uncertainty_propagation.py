"""IPCC Approach 1: the printed equations, and what sharing a factor or a source does to them."""

from decimal import Decimal

import pytest

from apps.calculations.accounting.errors import InvalidUncertainty
from apps.calculations.accounting.uncertainty import FactorPart, UncertainLine, grouped, product, propagated
from tests.calculations.accounting.inventory_lines import uncertain


def percent_of(*lines: UncertainLine) -> Decimal:
    found = propagated(grouped(lines)).half_range_percent
    assert found is not None
    return found


def test_equation_3_1_is_the_root_of_the_sum_of_squares() -> None:
    assert product([Decimal(3), Decimal(4)]) == 5
    assert product([]) == 0


def test_one_line_has_the_uncertainty_of_its_product() -> None:
    assert percent_of(uncertain("a", "250", "3", "4")) == 5


def test_equation_3_2_for_lines_that_share_nothing() -> None:
    # 30 kg and 40 kg at ±10 %: the root of 3² + 4² is 5 kg of 70 kg.
    found = percent_of(uncertain("a", "30", "10"), uncertain("b", "40", "10"))
    assert found == Decimal(500) / Decimal(70)


def test_lines_that_share_a_factor_add_its_error_linearly() -> None:
    lines = [uncertain(str(n), "10", "0", "7", factor_id="shared") for n in range(25)]
    assert percent_of(*lines) == 7


def test_lines_of_one_source_add_its_error_linearly() -> None:
    lines = [uncertain(str(n), "10", "7", source_id="meter") for n in range(25)]
    assert percent_of(*lines) == 7


def test_the_gases_of_one_activity_share_its_error_and_not_their_factors() -> None:
    line = UncertainLine(
        "a",
        (FactorPart("co2", Decimal(30), Decimal(10)), FactorPart("ch4", Decimal(40), Decimal(10))),
        percent=Decimal(0),
    )
    assert percent_of(line) == Decimal(500) / Decimal(70)
    same = UncertainLine(
        "a",
        (FactorPart("co2", Decimal(30), Decimal(0)), FactorPart("ch4", Decimal(40), Decimal(0))),
        percent=Decimal(10),
    )
    assert percent_of(same) == 10


def test_a_removal_cancels_the_shared_error() -> None:
    report = propagated(
        grouped([uncertain("a", "100", "0", "10", factor_id="f"), uncertain("b", "-100", "0", "10", factor_id="f")])
    )
    assert report.total == 0
    assert report.low == report.high == 0
    assert report.half_range_percent is None


def test_an_unknown_uncertainty_is_not_zero() -> None:
    lines = [uncertain("a", "100", "3", "4"), uncertain("b", "900", None, "4"), uncertain("c", "50", "3", None)]
    report = propagated(grouped(lines))
    assert report.half_range_percent == 5
    assert report.total == 100
    assert report.unquantified == 950
    assert report.unquantified_lines == 2
    assert "2 lines (950 kg CO2e) have no known uncertainty" in report.notes[0]


def test_contributions_name_what_brings_the_variance() -> None:
    report = propagated(grouped([uncertain("a", "100", "3", "4", factor_id="f")]))
    assert {part.name: part.percent_of_variance for part in report.contributions} == {"f": 64, "activities": 36}


def test_a_factor_with_two_uncertainties_is_refused() -> None:
    lines = [uncertain("a", "1", "0", "5", factor_id="f"), uncertain("b", "1", "0", "6", factor_id="f")]
    with pytest.raises(InvalidUncertainty, match="±5 % and with ±6 %"):
        grouped(lines)


def test_a_negative_uncertainty_is_refused() -> None:
    with pytest.raises(InvalidUncertainty, match="-5 %"):
        grouped([uncertain("a", "1", "-5")])


def test_wide_inputs_are_told() -> None:
    report = propagated(grouped([uncertain("a", "1", "0", "150", factor_id="n2o")]))
    assert "More than ±60 % (n2o)" in report.notes[0]


def test_the_document_has_no_seed_and_no_float() -> None:
    document = propagated(grouped([uncertain("a", "250", "3", "4", factor_id="f")])).as_document()
    assert document["method"] == "ipcc-approach-1"
    assert document["factors"] == [{"factor_id": "f", "emissions": "250", "percent": "4"}]
    assert document["low"] == "237.5"
    assert "seed" not in document


def test_nothing_shared_falls_with_the_rows_and_a_shared_factor_does_not() -> None:
    """A hundred thousand rows keep the ±5 % of their one factor; the rows' own ±10 % is gone by then."""
    rows = 100_000
    report = propagated(grouped(uncertain(str(n), "2", "10", "5", factor_id="grid") for n in range(rows)))
    assert report.lines == rows
    assert report.half_range_percent is not None
    assert 5 <= report.half_range_percent < Decimal("5.0002")
