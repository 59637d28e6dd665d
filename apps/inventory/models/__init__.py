"""The inventory: who reports, for which period, on which activity data."""

from apps.inventory.models.activity import ActivityData, ActivityUpload, RejectedRow
from apps.inventory.models.figures import FigureGroup, FigureState, LedgerLine, LineState
from apps.inventory.models.organisation import ConsolidationApproach, Entity, Site
from apps.inventory.models.periods import ReportingPeriod
from apps.inventory.models.signing_off import SignOffStep

__all__ = [
    "ActivityData",
    "ActivityUpload",
    "ConsolidationApproach",
    "Entity",
    "FigureGroup",
    "FigureState",
    "LedgerLine",
    "LineState",
    "RejectedRow",
    "ReportingPeriod",
    "SignOffStep",
    "Site",
]
