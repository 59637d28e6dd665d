"""Seeded Monte Carlo, beside Approach 1."""

from decimal import Decimal

import numpy as np
import pytest

from apps.calculations.accounting.errors import InvalidUncertainty
from apps.calculations.accounting.uncertainty import (
    FactorPart,
    GroupedLines,
    UncertainLine,
    grouped,
    propagated,
    simulated,
)
from apps.calculations.accounting.uncertainty.report import Distribution
from tests.calculations.accounting.inventory_lines import uncertain

INDEPENDENT = [uncertain(str(n), str(100 + 40 * n), "5", str(2 + n % 4)) for n in range(12)]
SHARED = [
    uncertain(str(n), str(100 + 40 * n), "5", "6", factor_id=f"ef_{n % 2}", source_id="meter" if n % 3 else "")
    for n in range(12)
]
PER_GAS = [
    UncertainLine(
        str(n),
        (
            FactorPart("co2", Decimal(1000 + n), Decimal(1)),
            FactorPart("ch4", Decimal(60), Decimal(9)),
            FactorPart("n2o", Decimal(40), Decimal(8)),
        ),
        Decimal(4),
    )
    for n in range(20)
]


def agreement(groups: GroupedLines, distribution: Distribution = "normal") -> Decimal:
    """Relative difference of the two methods' half-ranges."""
    first = propagated(groups).half_range_percent
    second = simulated(groups, seed=2025, distribution=distribution).half_range_percent
    assert first is not None
    assert second is not None
    return abs(second / first - 1)


@pytest.mark.parametrize("lines", [INDEPENDENT, SHARED, PER_GAS], ids=["independent", "shared", "per-gas"])
def test_both_methods_agree_within_two_percent(lines: list[UncertainLine]) -> None:
    assert agreement(grouped(lines)) < Decimal("0.02")


def test_a_small_lognormal_agrees_too() -> None:
    assert agreement(grouped(INDEPENDENT), "lognormal") < Decimal("0.02")


def test_a_shared_factor_stays_however_many_rows_there_are() -> None:
    rows = 100_000
    groups = grouped(uncertain(str(n), "2", "10", "5", factor_id="grid") for n in range(rows))
    found = simulated(groups, seed=1).half_range_percent
    assert found is not None
    assert abs(found - 5) < Decimal("0.1")


def test_the_same_seed_gives_the_same_figures_and_says_how() -> None:
    first, again, other = (simulated(grouped(SHARED), seed=seed, draws=5000) for seed in (7, 7, 8))
    assert first == again
    assert first.mean != other.mean
    document = first.as_document()
    assert (document["seed"], document["draws"], document["generator"]) == ("7", "5000", "PCG64")
    assert document["library"] == f"numpy {np.__version__}"
    assert document["distribution"] == "normal"


def test_the_mean_is_near_the_exact_total() -> None:
    report = simulated(grouped(INDEPENDENT), seed=3)
    assert abs(report.mean / report.total - 1) < Decimal("0.001")
    assert report.low < report.total < report.high


def test_the_rows_of_one_factor_are_drawn_as_one() -> None:
    """What is simulated depends on what the rows add up to, so that memory does not grow with them."""
    groups = grouped(uncertain(str(n), "1", "8", "3", factor_id="f") for n in range(1000))
    assert len(groups.emissions) == len(groups.covariance) == 1


def test_a_wide_lognormal_is_above_zero_and_skewed() -> None:
    report = simulated(grouped([uncertain("a", "100", "0", "150")]), seed=5, distribution="lognormal")
    assert report.low > 0
    assert report.high - report.mean > report.mean - report.low


def test_a_lognormal_removal_is_refused() -> None:
    with pytest.raises(InvalidUncertainty, match="not above zero"):
        simulated(grouped([uncertain("a", "-1", "5")]), seed=1, distribution="lognormal")


@pytest.mark.parametrize(("seed", "draws"), [(1, 10), (-1, 1000)])
def test_too_few_draws_or_no_seed_are_refused(seed: int, draws: int) -> None:
    with pytest.raises(InvalidUncertainty, match="draws with the seed"):
        simulated(grouped(INDEPENDENT), seed=seed, draws=draws)


def test_nothing_to_simulate_is_refused() -> None:
    with pytest.raises(InvalidUncertainty, match="No line"):
        simulated(grouped([uncertain("a", "1", None)]), seed=1)
