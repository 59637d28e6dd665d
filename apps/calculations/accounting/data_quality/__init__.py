"""Data quality: the GHG Protocol's pedigree (1 to 5) and PACT's ratings (1 to 3), proposed, mapped and aggregated."""

from apps.calculations.accounting.data_quality.aggregate import Aggregate, aggregated
from apps.calculations.accounting.data_quality.pact import PactRatings, weighted_ratings
from apps.calculations.accounting.data_quality.pedigree import INDICATORS, Pedigree
from apps.calculations.accounting.data_quality.proposals import FactorFit, Proposal, Technology, proposals

__all__ = [
    "INDICATORS",
    "Aggregate",
    "FactorFit",
    "PactRatings",
    "Pedigree",
    "Proposal",
    "Technology",
    "aggregated",
    "proposals",
    "weighted_ratings",
]
