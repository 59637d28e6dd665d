"""The inventory: who reports, for which period, on which activity data."""

from apps.inventory.models.activity import ActivityData, ActivityUpload, RejectedRow
from apps.inventory.models.auditors import AuditorLink, AuditorVisit, LinkText
from apps.inventory.models.figures import FigureGroup, FigureState, LedgerLine, LineState
from apps.inventory.models.files import (
    ColumnMapping,
    EstimationChange,
    EvidenceFile,
    EvidenceLine,
    FileKind,
    StagedFile,
)
from apps.inventory.models.instruments import (
    BoardLine,
    ContractualInstrument,
    InstrumentAllocation,
    InstrumentKind,
    Scope2Board,
)
from apps.inventory.models.issues import InventoryIssue, IssueEvent
from apps.inventory.models.mapping import FactorMapping, GroupState, MappingGroup, MappingRule
from apps.inventory.models.organisation import ConsolidationApproach, Entity, Site
from apps.inventory.models.periods import ReportingPeriod
from apps.inventory.models.samples import AuditFinding, AuditSample, SampledLine
from apps.inventory.models.signing_off import SignOffStep

__all__ = [
    "ActivityData",
    "ActivityUpload",
    "AuditFinding",
    "AuditSample",
    "AuditorLink",
    "AuditorVisit",
    "BoardLine",
    "ColumnMapping",
    "ConsolidationApproach",
    "ContractualInstrument",
    "Entity",
    "EstimationChange",
    "EvidenceFile",
    "EvidenceLine",
    "FactorMapping",
    "FigureGroup",
    "FigureState",
    "FileKind",
    "GroupState",
    "InstrumentAllocation",
    "InstrumentKind",
    "InventoryIssue",
    "IssueEvent",
    "LedgerLine",
    "LineState",
    "LinkText",
    "MappingGroup",
    "MappingRule",
    "RejectedRow",
    "ReportingPeriod",
    "SampledLine",
    "Scope2Board",
    "SignOffStep",
    "Site",
    "StagedFile",
]
