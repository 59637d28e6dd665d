"""Error propagation: IPCC 2006 Guidelines, Volume 1, Chapter 3, Approach 1 (equations 3.1 and 3.2)."""

from collections.abc import Iterable
from decimal import Decimal

from apps.calculations.accounting.uncertainty.lines import GroupedLines
from apps.calculations.accounting.uncertainty.report import (
    Contribution,
    UncertaintyReport,
    factor_inputs,
    notes_on,
)
from greenlang.engine import CONTEXT, exact_sum, round_output
from greenlang.engine.numbers import exact_product

LARGEST = 20
"""So many contributions are named; the rest are one."""
_TWO, _HUNDRED, _PERCENT = Decimal(2), Decimal(100), Decimal("0.01")


def product(percents: Iterable[Decimal]) -> Decimal:
    """Equation 3.1: percent uncertainty of a product of independent quantities, the root of the sum of squares.

    28 significant digits.
    """
    squares = exact_sum(exact_product(percent, percent) for percent in percents)
    return round_output(CONTEXT.sqrt(squares))


def propagated(groups: GroupedLines) -> UncertaintyReport:
    """Equation 3.2 over grouped lines: percent uncertainty of their sum.

    A factor's error adds linearly over the lines that share it, an activity's over the lines of its source; errors
    that are not shared add in quadrature. Lines that share nothing give the printed equations exactly.
    """
    total = groups.total
    variances = _variances(groups)
    half_range = CONTEXT.sqrt(exact_sum(variances.values()))
    percent = round_output(exact_product(half_range, _HUNDRED), total.copy_abs()) if total else None
    return UncertaintyReport(
        method="ipcc-approach-1",
        total=total,
        mean=total,
        low=round_output(CONTEXT.subtract(total, half_range)),
        high=round_output(CONTEXT.add(total, half_range)),
        half_range_percent=percent,
        lines=groups.lines,
        sources=groups.sources,
        factors=factor_inputs(groups),
        unquantified_lines=groups.unquantified_lines,
        unquantified=groups.unquantified,
        contributions=_contributions(variances),
        notes=notes_on(groups),
    )


def _variances(groups: GroupedLines) -> dict[str, Decimal]:
    """Squared half-ranges in kg²: all activities, then each factor."""
    pairs = ((left == right, value) for (left, right), value in groups.covariance.items())
    variances = {"activities": exact_sum(value if same else exact_product(value, _TWO) for same, value in pairs)}
    for name, emissions in groups.emissions.items():
        half_range = exact_product(emissions, exact_product(groups.percents[name], _PERCENT))
        variances[name] = exact_product(half_range, half_range)
    return variances


def _contributions(variances: dict[str, Decimal]) -> tuple[Contribution, ...]:
    whole = exact_sum(variances.values())
    if not whole:
        return ()
    ordered = sorted(variances.items(), key=lambda item: (item[1].copy_negate(), item[0]))
    named = [(name, value) for name, value in ordered[:LARGEST] if value]
    rest = exact_sum(value for _, value in ordered[LARGEST:])
    named += [("others", rest)] if rest else []
    return tuple(Contribution(name, round_output(exact_product(value, _HUNDRED), whole)) for name, value in named)
