"""PACT data-quality ratings: 1 (good) to 3 (poor), decimals written as text.

PACT Technical Specifications v3 ask for the technological, geographical and temporal ratings; v2 had completeness and
reliability besides. Ratings of a product are the ratings of its parts weighted by their emissions.
"""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from decimal import Decimal
from fractions import Fraction

from apps.calculations.accounting.data_quality.pedigree import Pedigree
from apps.calculations.accounting.errors import InvalidScore
from apps.calculations.accounting.rationals import to_places

PLACES = 2
GOOD, FAIR, POOR = 1, 2, 3

# PACT has three levels where the pedigree has five: the same technology, one like it, another; the place itself, the
# region around it, another or unknown; the reporting year, up to five years from it, older. Scores of time are ranges
# of years (below 3, 6, 10, 15), so the first counts as good and the second as fair though each goes a year further.
_OF_TECHNOLOGY = {1: GOOD, 2: GOOD, 3: FAIR, 4: POOR, 5: POOR}
_OF_GEOGRAPHY = {1: GOOD, 2: FAIR, 3: FAIR, 4: POOR, 5: POOR}
_OF_TIME = {1: GOOD, 2: FAIR, 3: POOR, 4: POOR, 5: POOR}


@dataclass(frozen=True, slots=True)
class PactRatings:
    """The three ratings of PACT v3, exact, each from 1 to 3. Raises `InvalidScore`."""

    technological: Fraction
    geographical: Fraction
    temporal: Fraction

    def __post_init__(self) -> None:
        for name in RATINGS:
            rating = Fraction(getattr(self, name))
            if not GOOD <= rating <= POOR:
                raise InvalidScore(f"{rating} is no rating.", where=name, mend="A rating is from 1 (good) to 3 (poor).")
            object.__setattr__(self, name, rating)

    @classmethod
    def of_pedigree(cls, pedigree: Pedigree) -> "PactRatings":
        """The ratings that follow from a pedigree, where none were made for PACT itself."""
        return cls(
            technological=Fraction(_OF_TECHNOLOGY[pedigree.technology]),
            geographical=Fraction(_OF_GEOGRAPHY[pedigree.geography]),
            temporal=Fraction(_OF_TIME[pedigree.time]),
        )

    def as_document(self) -> dict[str, str]:
        """``{"technologicalDQR", "geographicalDQR", "temporalDQR"}`` to two places, half to even: "1.67"."""
        return {f"{name}DQR": to_places(getattr(self, name), PLACES) for name in RATINGS}


RATINGS = tuple(f.name for f in fields(PactRatings))


def weighted_ratings(parts: Iterable[tuple[Decimal, PactRatings]]) -> PactRatings:
    """Ratings of a whole: its parts' ratings weighted by the size of their emissions (kg CO2e), exact.

    A removal weighs by its size too. Raises `InvalidScore` where nothing has any.
    """
    weight, sums = Fraction(0), dict.fromkeys(RATINGS, Fraction(0))
    for emissions, ratings in parts:
        size = abs(Fraction(emissions))
        weight += size
        for name in RATINGS:
            sums[name] += size * getattr(ratings, name)
    if not weight:
        raise InvalidScore("No part has emissions to weigh by.", where="parts", mend="Rate parts that emit something.")
    return PactRatings(**{name: total / weight for name, total in sums.items()})
