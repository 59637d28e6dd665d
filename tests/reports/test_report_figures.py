"""Numbers on paper: grouped and rounded half to even for the eye, never a silent zero."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.reports.formats.charts import BarRow, Chart, Part, bar_chart, column_chart
from apps.reports.formats.figures import fixed, full, mass, percent, tonnes
from apps.reports.formats.fills import scope_fill
from apps.reports.formats.scopes import all_scopes


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


def bars_of(*values: str) -> Chart:
    fills = (scope_fill("1"), scope_fill("3"))
    rows = [BarRow(fill.name, (Part(fill, value),), full(value)) for fill, value in zip(fills, values, strict=True)]
    return bar_chart("emissions by scope", "t CO2e", rows)


def test_bars_start_at_zero_and_grow_with_the_value() -> None:
    chart = bars_of("2000", "1000")
    (first,), (second,) = (bar.pieces for bar in chart.bars)
    assert first.x == second.x == chart.zero
    assert first.width == pytest.approx(2 * second.width, rel=0.01)
    assert chart.ticks[0] == (chart.zero, "0")
    assert chart.summary == "Bar chart of emissions by scope in t CO2e: Scope 1 2,000; Scope 3 1,000."


def test_a_negative_bar_ends_at_zero() -> None:
    chart = bars_of("0.5", "-0.5")
    (positive,), (negative,) = (bar.pieces for bar in chart.bars)
    assert negative.x + negative.width == pytest.approx(chart.zero, abs=0.02)
    assert positive.x == chart.zero


def test_stacked_columns_stand_on_each_other_and_on_zero() -> None:
    fills = (scope_fill("1"), scope_fill("3"))
    row = BarRow("Jan", tuple(Part(fill, value) for fill, value in zip(fills, ("3", "1"), strict=True)), "4")
    chart = column_chart("emissions by month", "t CO2e", [row])
    lower, upper = chart.bars[0].pieces
    assert lower.y + lower.height == pytest.approx(chart.zero, abs=0.02)
    assert upper.y + upper.height == pytest.approx(lower.y, abs=0.02)
    assert lower.height == pytest.approx(3 * upper.height, rel=0.01)
    assert [fill.name for _, fill in chart.key] == ["Scope 1", "Scope 3"]


def test_each_scope_has_a_look_of_its_own() -> None:
    looks = all_scopes()
    assert len({look.mark for look in looks}) == len({look.character for look in looks}) == 4
    assert len({look.hue for look in looks}) == 3
