"""Scores that follow from how a factor was found: proposals with their reasons, which a person may overrule.

Completeness and reliability are of the activity data and cannot be read off a factor: they are never proposed.
"""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from apps.calculations.accounting.data_quality.pact import FAIR, GOOD, POOR

GLOBAL = frozenset({"GLO", "World", "RoW"})
_TIME = ((3, 1), (6, 2), (10, 3), (15, 4))
"""Years between the data and the activity, below which each score holds."""
_PACT_YEARS = 5


class Technology(StrEnum):
    """How near a factor is to the technology of the activity."""

    SPECIFIC = "specific"
    EXACT = "exact"
    AVERAGE = "average"
    PROXY = "proxy"
    UNKNOWN = "unknown"


_TECHNOLOGY = {
    Technology.SPECIFIC: (1, GOOD, "measured or supplied for this very process"),
    Technology.EXACT: (2, GOOD, "published for this fuel or process, from other enterprises"),
    Technology.AVERAGE: (3, FAIR, "an average over several technologies"),
    Technology.PROXY: (4, POOR, "of another technology, taken in its place"),
    Technology.UNKNOWN: (5, POOR, "of a technology that is not known"),
}


@dataclass(frozen=True, slots=True)
class FactorFit:
    """How a factor fits an activity.

    Args:
        activity_year: of the activity.
        data_year: of the factor's data (not of its publication); None where it is not known.
        wanted_region, found_region: codes of the catalogue, "US-CA" and "US".
        regions_around: regions that are known to contain the wanted one, "EU" for "DE"; prefixes need no saying.
        technology: how near it is.
    """

    activity_year: int
    data_year: int | None
    wanted_region: str
    found_region: str
    technology: Technology
    regions_around: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Proposal:
    """One proposed score: the pedigree's indicator and score, PACT's rating, and why."""

    indicator: str
    score: int
    pact: Fraction
    reason: str

    def as_document(self) -> dict[str, str]:
        """``{"indicator", "score", "pact", "reason"}``."""
        return {"indicator": self.indicator, "score": str(self.score), "pact": str(self.pact), "reason": self.reason}


def proposals(fit: FactorFit) -> tuple[Proposal, Proposal, Proposal]:
    """Technology, time and geography, proposed from how the factor was found."""
    score, rating, reason = _TECHNOLOGY[fit.technology]
    technology = Proposal("technology", score, Fraction(rating), f"The factor is {reason}.")
    return technology, _time(fit), _geography(fit)


def _time(fit: FactorFit) -> Proposal:
    if fit.data_year is None:
        return Proposal("time", 5, Fraction(POOR), "The year of the factor's data is not known.")
    years = abs(fit.activity_year - fit.data_year)
    score = next((score for limit, score in _TIME if years < limit), 5)
    rating = GOOD if not years else FAIR if years < _PACT_YEARS else POOR
    told = "the same year" if not years else f"{years} year{'s' if years > 1 else ''} apart"
    reason = f"The data are of {fit.data_year}, the activity of {fit.activity_year}: {told}."
    return Proposal("time", score, Fraction(rating), reason)


def _geography(fit: FactorFit) -> Proposal:
    wanted, found = fit.wanted_region, fit.found_region
    if found == wanted:
        return Proposal("geography", 1, Fraction(GOOD), f"The factor is of {wanted}, as wanted.")
    if found in GLOBAL:
        # A larger area that contains the wanted one scores 2; the world contains every place and says little of any.
        return Proposal("geography", 3, Fraction(POOR), f"A world average in the place of {wanted}.")
    if wanted.startswith(f"{found}-"):
        # PACT counts a country's figure as good for its parts.
        return Proposal("geography", 2, Fraction(GOOD), f"{found} contains {wanted}.")
    if found in fit.regions_around:
        return Proposal("geography", 2, Fraction(FAIR), f"An average of {found}, which contains {wanted}.")
    if found.startswith(f"{wanted}-"):
        return Proposal("geography", 3, Fraction(FAIR), f"{found} is only a part of {wanted}.")
    return Proposal("geography", 5, Fraction(POOR), f"{found} is another place than {wanted}.")
