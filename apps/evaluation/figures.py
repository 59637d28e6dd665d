"""Shares and percentiles as exact decimals."""

from collections.abc import Sequence
from decimal import ROUND_FLOOR, Decimal

_FOUR_PLACES = Decimal("0.0001")


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
