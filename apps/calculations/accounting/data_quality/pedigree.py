"""The pedigree of a figure: five indicators, each scored from 1 (best) to 5.

GHG Protocol Scope 3 Standard, chapter 7: technology, time, geography, completeness, reliability; the five levels are
those of the pedigree matrix (Weidema and Wesnæs 1996) that its guidance on quantitative uncertainty builds on.
"""

from dataclasses import dataclass, fields
from fractions import Fraction

from apps.calculations.accounting.errors import InvalidScore

BEST, WORST = 1, 5


@dataclass(frozen=True, slots=True)
class Pedigree:
    """The five scores, whole numbers from 1 to 5. Raises `InvalidScore` for anything else."""

    technology: int
    time: int
    geography: int
    completeness: int
    reliability: int

    def __post_init__(self) -> None:
        for name in INDICATORS:
            score = getattr(self, name)
            if isinstance(score, bool) or not isinstance(score, int) or not BEST <= score <= WORST:
                mend = f"A score is a whole number from {BEST} (best) to {WORST}."
                raise InvalidScore(f"{score!r} is no score.", where=name, mend=mend)

    @property
    def score(self) -> Fraction:
        """The mean of the five, exact."""
        return Fraction(sum(getattr(self, name) for name in INDICATORS), len(INDICATORS))

    def as_document(self) -> dict[str, str]:
        """Every score as text."""
        return {name: str(getattr(self, name)) for name in INDICATORS}


INDICATORS = tuple(f.name for f in fields(Pedigree))
