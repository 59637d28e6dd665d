"""The catalogue of published factors, and the ledger of calculations."""

from apps.calculations.models.catalogue import EmissionFactor, FactorEdition, GwpSetEdition, GwpValue
from apps.calculations.models.ledger import Calculation, LedgerHead

__all__ = ["Calculation", "EmissionFactor", "FactorEdition", "GwpSetEdition", "GwpValue", "LedgerHead"]
