"""Numbers as people read them. Pure."""

from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from apps.portal.presenters.numbers import about, duration, grouped, mass, masses, ratio, size, sum_as_shown
from greenlang.engine.numbers import canonical_number

NUMBERS = st.decimals(allow_nan=False, allow_infinity=False, min_value="-1e30", max_value="1e30")


def test_numbers_are_grouped_and_shortened() -> None:
    assert grouped("2655.725") == "2,655.725"
    assert grouped("2653") == "2,653"
    assert grouped("181.0482350537685982776421481") == "181.048235"
    assert grouped("0.0000000123456") == "0.00000001235"
    assert grouped("53.1", 3, fixed=True) == "53.100"
    assert grouped("-0.5") == "-0.5"


def test_masses_are_in_tonnes_from_ten_tonnes_on_and_exact_beside() -> None:
    assert mass("2655.725") == {"value": "2,655.725", "exact": "2655.725", "unit": "kg CO2e"}
    assert mass("10000") == {"value": "10.000", "exact": "10", "unit": "t CO2e"}
    assert mass("0", "") == {"value": "0.000", "exact": "0", "unit": "kg"}


def test_a_column_has_one_unit_and_the_same_places() -> None:
    figures = masses(["2655.725", "10240014"])
    assert [figure["value"] for figure in figures] == ["2.66", "10,240.01"]
    assert {figure["unit"] for figure in figures} == {"t CO2e"}
    assert masses([]) == []


def test_rows_that_add_up_to_another_number_than_their_total_have_their_sum() -> None:
    assert sum_as_shown(masses(["1.0004", "1.0004"])) == {"value": "2.000", "exact": "2.0008", "unit": "kg CO2e"}
    assert sum_as_shown(masses(["-10000.6", "20001.2"])) == {"value": "10.000", "exact": "10.0006", "unit": "t CO2e"}
    assert sum_as_shown(masses(["1.0004", "1.0004", "-0.0004", "0"])) is None
    assert sum_as_shown([]) is None


@given(NUMBERS)
def test_the_exact_value_beside_loses_nothing(number: Decimal) -> None:
    text = canonical_number(number)
    figure = mass(text)
    scale = 1000 if figure["unit"] == "t CO2e" else 1
    assert Fraction(figure["exact"]) * scale == Fraction(text)


@given(NUMBERS)
def test_what_is_shown_is_near_what_is_meant(number: Decimal) -> None:
    shown = Fraction(grouped(number).replace(",", ""))
    assert abs(shown - Fraction(number)) <= max(Fraction(1, 10**6), abs(Fraction(number)) / 1000)


def test_conversions_say_when_they_are_rounded() -> None:
    assert ratio(Fraction(1, 10)) == "0.1"
    assert ratio(Fraction(3600000, 1055055852)).startswith("≈ 0.0034")
    assert ratio(Fraction(2000)) == "2,000"


def test_times_and_sizes_have_their_units() -> None:
    assert (duration(0.0072), duration(4.2), duration(185)) == ("7.2 ms", "4.2 s", "3 min 5 s")
    assert (about(0.2), about(56.6), about(185)) == ("about 1 s", "about 57 s", "about 3 min 5 s")
    assert (size(812), size(2100), size(4_200_000)) == ("812 B", "2.1 kB", "4.2 MB")
