"""The data quality of an inventory: every line's pedigree, weighted by its emissions."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from apps.calculations.accounting.data_quality.pedigree import INDICATORS, Pedigree
from apps.calculations.accounting.errors import InvalidScore
from apps.calculations.accounting.rationals import rational_text, to_places

PLACES = 2


@dataclass(frozen=True, slots=True)
class Aggregate:
    """Weighted scores over the lines that have a pedigree.

    Args:
        by_indicator: exact, from 1 to 5.
        scored, unscored: the size of the emissions (kg CO2e, removals without their sign) with and without scores.
    """

    by_indicator: dict[str, Fraction]
    scored: Fraction
    unscored: Fraction

    @property
    def score(self) -> Fraction:
        """The mean of the five indicators, exact."""
        return sum(self.by_indicator.values(), Fraction(0)) / len(INDICATORS)

    @property
    def coverage(self) -> Fraction:
        """The share of the emissions that have scores."""
        return self.scored / (self.scored + self.unscored)

    def as_document(self) -> dict[str, object]:
        """To two places for reading, ``exact`` as fractions beside."""
        values = {**self.by_indicator, "score": self.score, "coverage": self.coverage}
        shown: dict[str, object] = {name: to_places(value, PLACES) for name, value in values.items()}
        return shown | {"exact": {name: rational_text(value) for name, value in values.items()}}


def aggregated(lines: Iterable[tuple[Decimal, Pedigree | None]]) -> Aggregate:
    """Scores of lines of ``(kg CO2e, pedigree)``; a line without a pedigree counts against the coverage only.

    Raises `InvalidScore` where no line with a pedigree has emissions.
    """
    scored = unscored = Fraction(0)
    sums = dict.fromkeys(INDICATORS, Fraction(0))
    for emissions, pedigree in lines:
        size = abs(Fraction(emissions))
        if pedigree is None:
            unscored += size
            continue
        scored += size
        for name in INDICATORS:
            sums[name] += size * getattr(pedigree, name)
    if not scored:
        raise InvalidScore("No scored line has emissions.", where="lines", mend="Score the lines that emit most first.")
    return Aggregate({name: total / scored for name, total in sums.items()}, scored, unscored)
