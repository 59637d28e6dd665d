"""What exceptions in a sample say about the whole period. Imports no framework; figures are kg CO2e.

- **At random**: ratio estimation. Misstatements of the tested lines, over their absolute size, times that of the
  population.
- **In proportion to size**: each line's misstatement over its absolute size (its tainting), once for each point that
  fell on it, times the interval; of a line as large as the interval or larger the misstatement itself.
- **The largest**, or **chosen by hand**: such a sample says nothing about other lines; the misstatements found stand
  for themselves.

A misstatement is what the ledger says less what the auditor came to: positive where too much was reported.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from greenlang.engine.numbers import round_output

METHODS = {
    "random": "ratio estimation over the lines tested",
    "weighted": "tainting of each point times the interval; lines of an interval and more by themselves",
    "largest": "none: only what was found in the lines themselves",
    "chosen": "none: only what was found in the lines themselves",
}


@dataclass(frozen=True, slots=True)
class ExaminedLine:
    """A line that was tested.

    Args:
        co2e: as the ledger has it.
        audited: what the auditor came to; the same where they agreed; None: an exception without a figure.
        hits: points that fell on it.
    """

    co2e: Decimal
    audited: Decimal | None
    hits: int = 1

    @property
    def misstatement(self) -> Fraction:
        """0 where no figure is said."""
        return Fraction(0) if self.audited is None else Fraction(self.co2e) - Fraction(self.audited)


@dataclass(frozen=True, slots=True)
class Projection:
    """What a sample comes to.

    Args:
        tested: absolute kg CO2e of the lines tested; ``share``: percent of the population's.
        found: misstatements of the lines tested, added up.
        projected: the same for the period; None where the method allows no projection, or nothing was tested.
        unquantified: exceptions without a figure, which are in none of these.
    """

    tested: Decimal
    share: Decimal
    found: Decimal
    projected: Decimal | None
    unquantified: int


def project(lines: Sequence[ExaminedLine], *, method: str, population: Decimal, points: int) -> Projection:
    """Add up what was tested, and carry it over to the period.

    Args:
        population: absolute kg CO2e of every line that could have been drawn.
        points: how many were drawn.
    """
    quantified = [line for line in lines if line.audited is not None]
    tested = sum((abs(Fraction(line.co2e)) for line in quantified), Fraction(0))
    found = sum((line.misstatement for line in quantified), Fraction(0))
    whole = Fraction(population)
    projected = None
    if quantified and method == "random" and tested:
        projected = found / tested * whole
    elif quantified and method == "weighted" and points:
        projected = sum((_weighted(line, whole / points) for line in quantified), Fraction(0))
    return Projection(
        tested=_rounded(tested),
        share=_rounded(tested * 100 / whole) if whole else Decimal(0),
        found=_rounded(found),
        projected=None if projected is None else _rounded(projected),
        unquantified=len(lines) - len(quantified),
    )


def _weighted(line: ExaminedLine, interval: Fraction) -> Fraction:
    size = abs(Fraction(line.co2e))
    if size >= interval or not size:
        return line.misstatement
    return line.misstatement / size * interval * line.hits


def _rounded(value: Fraction) -> Decimal:
    return round_output(Decimal(value.numerator), Decimal(value.denominator))
