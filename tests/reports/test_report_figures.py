"""Numbers on paper: grouped and rounded half to even for the eye, never a silent zero."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.reports.formats.charts import scope_chart
from apps.reports.formats.figures import fixed, full, mass, percent, tonnes
from apps.reports.formats.scopes import all_scopes, scope_look


@pytest.mark.parametrize(
    ("number", "places", "text"),
    [
        ("2655.725", 3, "2,655.725"),
        ("2.5", 0, "2"),
        ("3.5", 0, "4"),
        ("0.0005", 3, "< 0.001"),
        ("0", 3, "0.000"),
        ("-0.0001", 3, "> −0.001"),
        ("-1234.5", 1, "−1,234.5"),
        ("123456789012345678901234567890.125", 2, "123,456,789,012,345,678,901,234,567,890.12"),
    ],
)
def test_fixed_decimals(number: str, places: int, text: str) -> None:
    assert fixed(number, places) == text


@pytest.mark.parametrize(
    ("number", "text"),
    [("53.06", "53.06"), ("1000", "1,000"), ("0.001026", "0.001026"), ("0.12345678901", "≈ 0.1234567890")],
)
def test_a_published_value_stands_as_it_is(number: str, text: str) -> None:
    assert full(number) == text


def test_mass_is_said_in_kilograms_below_a_tonne() -> None:
    assert str(mass("999.5")) == "999.500 kg CO2e"
    assert str(mass("1000", "CO2")) == "1.000 t CO2"
    assert tonnes("930307.11078171622512") == "930.307"


def test_a_share_of_nothing_is_a_dash() -> None:
    assert percent("1", "0") == "–"
    assert percent("1", "8") == "12.5 %"


@given(st.decimals(min_value=Decimal("-1e20"), max_value=Decimal("1e20"), places=9))
def test_display_is_within_half_a_step_of_the_number(value: Decimal) -> None:
    text = fixed(value, 3).replace(",", "").replace("−", "-")
    if text[0] in "<>":
        assert 0 < abs(value) <= Decimal("0.0005")
    else:
        assert abs(Decimal(text) - value) <= Decimal("0.0005")


def test_bars_start_at_zero_and_grow_with_the_value() -> None:
    chart = scope_chart([(scope_look("1"), "2000000"), (scope_look("3"), "1000000")])
    first, second = chart.bars
    assert first.x == second.x == chart.zero
    assert first.width == pytest.approx(2 * second.width, rel=0.01)
    assert chart.ticks[0] == (chart.zero, "0")
    assert "Scope 1 2,000.0 t CO2e" in chart.summary


def test_a_negative_bar_ends_at_zero() -> None:
    chart = scope_chart([(scope_look("1"), "500"), (scope_look("3"), "-500")])
    positive, negative = chart.bars
    assert negative.x + negative.width == pytest.approx(chart.zero, abs=0.02)
    assert positive.x == chart.zero


def test_each_scope_has_a_look_of_its_own() -> None:
    looks = all_scopes()
    assert len({look.mark for look in looks}) == len({look.character for look in looks}) == 4
    assert len({look.hue for look in looks}) == 3
