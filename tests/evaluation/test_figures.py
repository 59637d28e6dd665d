"""Shares are never rounded up; the bound on failures is the one tables of the Poisson distribution give."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.evaluation.figures import cut, most_expected, percent, percentile


@pytest.mark.parametrize(
    ("seen", "bound"), [(0, "2.995732"), (1, "4.743865"), (2, "6.295794"), (5, "10.513035"), (10, "16.962219")]
)
def test_the_upper_bound_is_the_published_one(seen: int, bound: str) -> None:
    assert abs(most_expected(seen) - Decimal(bound)) < Decimal("0.00001")


@given(st.integers(0, 200))
def test_more_failures_never_bound_less(seen: int) -> None:
    assert seen < most_expected(seen) < most_expected(seen + 1)


@given(st.integers(0, 10_000), st.integers(1, 10_000))
def test_only_the_whole_is_a_hundred(part: int, more: int) -> None:
    assert percent(part, part + more) < 100
    assert percent(part + more, part + more) == 100


@given(st.decimals(0, 1000, places=8))
def test_a_figure_is_cut(value: Decimal) -> None:
    assert 0 <= value - cut(value) < Decimal("0.0001")


@given(st.lists(st.integers(0, 1000), min_size=1), st.integers(1, 100))
def test_a_percentile_is_one_of_the_values_that_so_many_do_not_exceed(values: list[int], rank: int) -> None:
    found = percentile(values, rank)
    assert found in values
    assert sum(value <= found for value in values) * 100 >= rank * len(values)
