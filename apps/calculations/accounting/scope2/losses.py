"""Electricity lost on the grid, kWh × L/(1−L): Scope 3 category 3, not Scope 2 (EPA Emission Factors Hub, Table 6)."""

from decimal import Decimal
from fractions import Fraction

from apps.calculations.accounting.errors import InvalidInstrument
from greenlang.engine import canonical_number

GRID_LOSS_METHOD = "fuel-and-energy/transmission-loss-share"
"""The library's method that calculates the loss's emissions; it takes the consumption itself, not the lost kWh."""
GRID_LOSS_CATEGORY = 3
"""Of Scope 3: fuel- and energy-related activities."""


def lost_kwh(kwh: Decimal, loss: Decimal) -> Fraction:
    """kWh × L/(1−L), exact: what was generated and lost so that ``kwh`` arrived; for showing.

    Raises `InvalidInstrument` for a loss below 0, or of 1 and more.
    """
    if not 0 <= loss < 1:
        message = f"A loss of {canonical_number(loss)}."
        raise InvalidInstrument(message, where="loss", mend="Give the lost share of what is generated, 0.05 for 5 %.")
    return Fraction(kwh) * Fraction(loss) / (1 - Fraction(loss))
