"""The catalogue of published factors, and the ledger of calculations."""

from apps.calculations.models.catalogue import (
    EmissionFactor,
    FactorEdition,
    GwpSetEdition,
    GwpValue,
    LicenceAcceptance,
)
from apps.calculations.models.ledger import Calculation, LedgerHead, LedgerSegment, Recipe
from apps.calculations.models.private import Decision, Evidence, PrivateFactor, PrivateFactorReview
from apps.calculations.models.proposals import EditionProposal
from apps.calculations.models.tombstones import Tombstone
from apps.calculations.models.verifications import LedgerVerification

__all__ = [
    "Calculation",
    "Decision",
    "EditionProposal",
    "EmissionFactor",
    "Evidence",
    "FactorEdition",
    "GwpSetEdition",
    "GwpValue",
    "LedgerHead",
    "LedgerSegment",
    "LedgerVerification",
    "LicenceAcceptance",
    "PrivateFactor",
    "PrivateFactorReview",
    "Recipe",
    "Tombstone",
]
