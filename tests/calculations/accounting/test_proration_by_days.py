"""Pro-rating by days: inclusive, leap years counted, exact shares, rounded once by the engine."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.calculations.accounting.errors import InvalidPeriod
from apps.calculations.accounting.proration import Interval, months, prorate, prorated, split, uncovered
from greenlang.engine import compile_formula, exact_sum
from tests.calculations.accounting.inventory_lines import AR5, BY_ENERGY, BY_VOLUME, GAS, definition, factor, quantity

KWH = quantity("1000", "kWh")


def interval(start: str, end: str) -> Interval:
    return Interval(date.fromisoformat(start), date.fromisoformat(end))


intervals = st.tuples(st.dates(date(1990, 1, 1), date(2060, 1, 1)), st.integers(0, 800)).map(
    lambda pair: Interval(pair[0], pair[0] + timedelta(days=pair[1]))
)


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        ("2025-01-01", "2025-12-31", 365),
        ("2024-01-01", "2024-12-31", 366),
        ("2024-02-28", "2024-03-01", 3),
        ("2025-02-28", "2025-03-01", 2),
        ("2025-06-15", "2025-06-15", 1),
        ("2100-02-01", "2100-02-28", 28),
    ],
)
def test_both_ends_and_leap_days_count(start: str, end: str, days: int) -> None:
    assert interval(start, end).days == days


def test_a_bill_over_new_year_is_given_to_the_year_by_its_days() -> None:
    part = prorate(KWH, interval("2024-12-17", "2025-01-15"), interval("2025-01-01", "2025-12-31"))
    assert part is not None
    assert part.share == Fraction(15, 30)
    assert part.decimal() == 500
    assert part.period == interval("2025-01-01", "2025-01-15")


def test_a_share_without_a_finite_decimal_is_kept_as_days() -> None:
    part = prorate(KWH, interval("2025-01-01", "2025-01-03"), interval("2025-01-03", "2025-12-31"))
    assert part is not None
    assert part.amount == Fraction(1000, 3)
    assert part.decimal() is None
    assert part.as_document() == {
        "quantity": {"value": "1000", "unit": "kWh"},
        "days": {"value": "1", "unit": "day"},
        "metered_days": {"value": "3", "unit": "day"},
        "metered": {"start": "2025-01-01", "end": "2025-01-03"},
        "period": {"start": "2025-01-03", "end": "2025-01-03"},
    }


def test_no_common_day_is_no_portion() -> None:
    assert prorate(KWH, interval("2025-01-01", "2025-01-31"), interval("2025-02-01", "2025-02-28")) is None


@given(intervals, st.decimals(0, 10**9, places=4, allow_nan=False))
def test_the_months_add_up_to_the_whole_exactly(metered: Interval, amount: Decimal) -> None:
    parts = split(quantity(str(amount), "kWh"), metered, months(metered))
    assert sum(part.amount for part in parts) == Fraction(amount)
    assert sum(part.period.days for part in parts) == metered.days
    assert uncovered(metered, parts) == 0


@given(intervals, intervals)
def test_days_outside_the_periods_are_told(metered: Interval, period: Interval) -> None:
    parts = split(KWH, metered, [period])
    assert (
        sum(part.amount for part in parts) == Fraction(1000) * (metered.days - uncovered(metered, parts)) / metered.days
    )


def test_overlapping_periods_are_refused() -> None:
    with pytest.raises(InvalidPeriod, match="overlap"):
        split(KWH, interval("2025-01-01", "2025-03-31"), [interval("2025-01-01", "2025-01-31")] * 2)


def test_an_interval_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(InvalidPeriod, match="before it starts"):
        interval("2025-01-02", "2025-01-01")


def test_the_engine_multiplies_by_the_days_and_rounds_once() -> None:
    formula = compile_formula(prorated(BY_ENERGY))
    assert formula.expression == "quantity * days / metered_days * ef"
    assert formula.definition.id == "by_energy/by-days"
    part = prorate(
        quantity("50", "mmBtu(HHV)"), interval("2025-01-01", "2025-01-03"), interval("2025-01-01", "2025-01-01")
    )
    assert part is not None
    co2 = formula.evaluate(part.inputs(), {"ef": factor(GAS)}, AR5).of("CO2")
    assert co2.mass == Decimal("884.3333333333333333333333333")


def test_the_activity_is_pro_rated_wherever_it_stands() -> None:
    energy = "mmBtu(HHV)"
    written = definition(
        "if(quantity > cap, max(quantity, cap), -(-quantity)) * (quantity / cap) ^ 2 * ef",
        inputs={"quantity": energy, "cap": energy},
    )
    part = prorate(quantity("50", energy), interval("2025-01-01", "2025-01-04"), interval("2025-01-01", "2025-01-01"))
    assert part is not None
    cap, factors = {"cap": quantity("10", energy)}, {"ef": factor(GAS)}
    whole = compile_formula(written).evaluate(cap | {"quantity": quantity("12.5", energy)}, factors, AR5)
    assert compile_formula(prorated(written)).evaluate(cap | part.inputs(), factors, AR5).gases == whole.gases


def test_a_whole_period_gives_what_the_formula_gives() -> None:
    year = interval("2025-01-01", "2025-12-31")
    part = prorate(quantity("50000", "scf"), year, year)
    assert part is not None
    factors = {"ef": factor(GAS), "heat_content": factor({"heat-content": ("0.001026", "mmBtu(HHV)/scf")})}
    plain = compile_formula(BY_VOLUME).evaluate({"quantity": part.quantity}, factors, AR5)
    assert compile_formula(prorated(BY_VOLUME)).evaluate(part.inputs(), factors, AR5) == plain


def test_the_emissions_of_the_months_differ_from_the_year_by_rounding_only() -> None:
    year = interval("2024-01-01", "2024-12-31")
    formula, factors = compile_formula(prorated(BY_ENERGY)), {"ef": factor(GAS)}
    whole = quantity("777.7", "mmBtu(HHV)")
    outcomes = [formula.evaluate(part.inputs(), factors, AR5) for part in split(whole, year, months(year))]
    plain = compile_formula(BY_ENERGY).evaluate({"quantity": whole}, factors, AR5)
    assert len(outcomes) == 12
    assert abs(exact_sum(outcome.co2e for outcome in outcomes) - plain.co2e) < Decimal("1e-20")


def test_a_formula_without_that_input_is_refused() -> None:
    with pytest.raises(InvalidPeriod, match="no input 'distance'"):
        prorated(BY_ENERGY, "distance")
    with pytest.raises(InvalidPeriod, match="names of its own for days"):
        prorated(prorated(BY_ENERGY))
