"""Monte Carlo: IPCC 2006 Guidelines, Volume 1, Chapter 3, Approach 2. The one place that works in binary floats.

Per trial every factor is drawn once and multiplies the activities of all lines that share it. The activities of a
factor are drawn as one: their sum is normal with the grouped variance, exactly. In the lognormal case it is the
lognormal of the same mean and covariance (Fenton and Wilkinson): exact for one line a factor, close for many. So
neither time nor memory grow with the rows.
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from apps.calculations.accounting.errors import InvalidUncertainty
from apps.calculations.accounting.uncertainty.lines import GroupedLines
from apps.calculations.accounting.uncertainty.report import (
    Distribution,
    UncertaintyReport,
    factor_inputs,
    notes_on,
)

DRAWS = 100_000
NORMAL_95 = 1.959963984540054
"""Standard deviations in half of a normal's 95 % range."""
_CELLS = 2_000_000
_DIGITS = 12

Array: TypeAlias = NDArray[np.float64]


def simulated(
    groups: GroupedLines, *, seed: int, draws: int = DRAWS, distribution: Distribution = "normal"
) -> UncertaintyReport:
    """Simulate the total of grouped lines.

    Args:
        groups: the lines.
        seed: of numpy's PCG64; the same seed, draws and library give the same figures.
        draws: at least 1,000.
        distribution: of factors and activities alike, its standard deviation the 95 % half-range by 1.96.

    Raises `InvalidUncertainty` for too few draws, no lines, and lognormal removals.
    """
    _check(groups, seed, draws, distribution)
    generator = np.random.Generator(np.random.PCG64(seed))
    totals = np.zeros(draws)
    for names in _linked(groups):
        _add_linked(totals, groups, names, generator, distribution)
    mean = float(totals.mean())
    low, high = (float(bound) for bound in np.percentile(totals, [2.5, 97.5]))
    return UncertaintyReport(
        method="monte-carlo",
        total=groups.total,
        mean=_decimal(mean),
        low=_decimal(low),
        high=_decimal(high),
        half_range_percent=_decimal((high - low) / 2 / abs(mean) * 100) if mean else None,
        lines=groups.lines,
        sources=groups.sources,
        factors=factor_inputs(groups),
        unquantified_lines=groups.unquantified_lines,
        unquantified=groups.unquantified,
        notes=notes_on(groups),
        distribution=distribution,
        seed=seed,
        draws=draws,
        generator="PCG64",
        library=f"numpy {np.__version__}",
    )


def _check(groups: GroupedLines, seed: int, draws: int, distribution: Distribution) -> None:
    if draws < 1000 or seed < 0:
        mend = "Draw 1,000 times or more, with a seed of 0 or more; 100,000 is usual."
        raise InvalidUncertainty(f"{draws} draws with the seed {seed}.", where="draws", mend=mend)
    if not groups.emissions:
        raise InvalidUncertainty("No line has a known uncertainty.", where="lines", mend="State some of them.")
    removals = [name for name, emissions in sorted(groups.emissions.items()) if emissions <= 0]
    if distribution == "lognormal" and removals:
        message = f"The emissions of {removals[0]} are not above zero, and a lognormal always is."
        raise InvalidUncertainty(message, where="distribution", mend="Use the normal distribution.")


def _linked(groups: GroupedLines) -> list[list[str]]:
    """Factors in sets that share activities; different sets are independent."""
    root = {name: name for name in groups.emissions}

    def top(name: str) -> str:
        while root[name] != name:
            root[name] = name = root[root[name]]
        return name

    for left, right in groups.covariance:
        root[top(left)] = top(right)
    sets: dict[str, list[str]] = {}
    for name in sorted(root):
        sets.setdefault(top(name), []).append(name)
    return [sets[key] for key in sorted(sets)]


def _add_linked(
    totals: Array,
    groups: GroupedLines,
    names: Sequence[str],
    generator: np.random.Generator,
    distribution: Distribution,
) -> None:
    """Add one set's emissions to every trial, some trials at a time."""
    means = np.array([float(groups.emissions[name]) for name in names])
    spread = np.array([float(groups.percents[name]) / 100 / NORMAL_95 for name in names])
    covariance = _covariance(groups, names)
    if distribution == "lognormal":
        covariance = np.log1p(covariance / np.outer(means, means))
        spread = np.sqrt(np.log1p(spread**2))
    root = _square_root(covariance)
    offset = np.diagonal(covariance) / 2
    step = max(1, _CELLS // len(names))
    for start in range(0, len(totals), step):
        rows = min(step, len(totals) - start)
        activities = generator.standard_normal((rows, len(names))) @ root.T
        factors = generator.standard_normal((rows, len(names))) * spread
        if distribution == "lognormal":
            drawn = means * np.exp(activities - offset) * np.exp(factors - spread**2 / 2)
        else:
            drawn = (means + activities) * (1 + factors)
        totals[start : start + rows] += drawn.sum(axis=1)


def _covariance(groups: GroupedLines, names: Sequence[str]) -> Array:
    """kg², standard deviations and not half-ranges."""
    matrix = np.zeros((len(names), len(names)))
    for row, left in enumerate(names):
        for column, right in enumerate(names[row:], start=row):
            value = float(groups.covariance.get((left, right), 0)) / NORMAL_95**2
            matrix[row, column] = matrix[column, row] = value
    return matrix


def _square_root(covariance: Array) -> Array:
    """The one symmetric square root, so that a seed gives the same draws anywhere; rounding below zero is zero."""
    values, vectors = np.linalg.eigh(covariance)
    return np.asarray((vectors * np.sqrt(np.clip(values, 0, None))) @ vectors.T)


def _decimal(value: float) -> Decimal:
    """Twelve digits: more would only be the machine's."""
    return Decimal(f"{value:.{_DIGITS - 1}e}")
