"""Uncertainty of an inventory's total: by error propagation and by seeded Monte Carlo, over the same grouped lines.

Neither enters a hash: they are reports beside the ledger, each with its method, inputs, seed, draws and library.
"""

from apps.calculations.accounting.uncertainty.lines import FactorPart, GroupedLines, UncertainLine, grouped
from apps.calculations.accounting.uncertainty.monte_carlo import simulated
from apps.calculations.accounting.uncertainty.propagation import product, propagated
from apps.calculations.accounting.uncertainty.report import Contribution, FactorInput, UncertaintyReport

__all__ = [
    "Contribution",
    "FactorInput",
    "FactorPart",
    "GroupedLines",
    "UncertainLine",
    "UncertaintyReport",
    "grouped",
    "product",
    "propagated",
    "simulated",
]
