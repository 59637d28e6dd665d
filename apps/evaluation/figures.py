"""Shares, percentiles and a bound of confidence, as decimals."""

from collections.abc import Sequence
from decimal import ROUND_FLOOR, Decimal

_FOUR_PLACES = Decimal("0.0001")
_SIX_PLACES = Decimal("0.000001")
_ONCE_IN_TWENTY = Decimal("0.05")


def percent(part: int, whole: int) -> Decimal:
    """0 to 100, cut to four places: only the whole is 100. Nothing of nothing is 0."""
    return cut(Decimal(100 * part) / whole) if whole else Decimal(0)


def cut(value: Decimal) -> Decimal:
    """Four places, never up."""
    return value.quantize(_FOUR_PLACES, rounding=ROUND_FLOOR)


def percentile(values: Sequence[int], rank: int) -> int:
    """The nearest-rank percentile: the smallest value that ``rank`` percent of all do not exceed."""
    ordered = sorted(values)
    return ordered[max(-(-rank * len(ordered) // 100), 1) - 1]


def most_expected(seen: int) -> Decimal:
    """The largest mean of a Poisson count that gives ``seen`` or less once in twenty: the upper 95 % bound.

    For none seen ln 20. By bisection, to six places, up.
    """
    low, high = Decimal(0), Decimal(seen + 10) * 3
    while high - low > _SIX_PLACES:
        middle = (low + high) / 2
        low, high = (low, middle) if _chance(seen, middle) < _ONCE_IN_TWENTY else (middle, high)
    return high


def _chance(most: int, mean: Decimal) -> Decimal:
    """That a Poisson count of that mean is ``most`` or less."""
    term = total = (-mean).exp()
    for count in range(1, most + 1):
        term = term * mean / count
        total += term
    return total
