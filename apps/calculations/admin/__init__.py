"""The catalogue, its imports and the ledger, as operators see them."""

from apps.calculations.admin.catalogue import EmissionFactorAdmin, FactorEditionAdmin, GwpSetEditionAdmin
from apps.calculations.admin.imports import EditionProposalAdmin
from apps.calculations.admin.ledger import CalculationAdmin, LedgerVerificationAdmin

__all__ = [
    "CalculationAdmin",
    "EditionProposalAdmin",
    "EmissionFactorAdmin",
    "FactorEditionAdmin",
    "GwpSetEditionAdmin",
    "LedgerVerificationAdmin",
]
