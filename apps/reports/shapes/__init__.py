"""The shape of an inventory snapshot, once for people, once for the type checker, once for the reader.

A snapshot is plain JSON whose numbers are canonical decimal strings: what is hashed is what is read, on
any machine, in any language. The ``TypedDict`` classes here are the only description of the shape;
`apps.reports.shape_reading` walks them.
"""

from apps.reports.shapes.context import (
    BaseYearPolicy,
    Comparative,
    GwpSource,
    InstrumentUsed,
    QualityScore,
    Uncertainty,
    UncertaintyRow,
)
from apps.reports.shapes.disclosures import (
    Action,
    Assurance,
    Disclosures,
    EnergyProduction,
    Exclusion,
    HighImpact,
    KnownUncertainty,
    PurchasedEnergy,
    Revenue,
    Scope3Answer,
    Target,
)
from apps.reports.shapes.inventory import Assumption, InventorySnapshot
from apps.reports.shapes.lines import (
    InventoryLine,
    LineCategory,
    LineEnergy,
    LineFactor,
    LineGas,
    LineInput,
    LineParameter,
    RegisteredFactor,
)
from apps.reports.shapes.organisation import Boundary, BoundaryEntity, Organisation, Period
from apps.reports.shapes.scalars import Count, Day, Digest, Number
from apps.reports.shapes.signing import AcceptedLimit, ChangedTotal, Restatement, SignOff, SignOffVoice
from apps.reports.shapes.sources import Engine, InputFile, Ledger, RejectedRow
from apps.reports.shapes.totals import ActivityTotal, GasTotal, ScopeTotal, SiteTotal, Totals

__all__ = [
    "AcceptedLimit",
    "Action",
    "ActivityTotal",
    "Assumption",
    "Assurance",
    "BaseYearPolicy",
    "Boundary",
    "BoundaryEntity",
    "ChangedTotal",
    "Comparative",
    "Count",
    "Day",
    "Digest",
    "Disclosures",
    "EnergyProduction",
    "Engine",
    "Exclusion",
    "GasTotal",
    "GwpSource",
    "HighImpact",
    "InputFile",
    "InstrumentUsed",
    "InventoryLine",
    "InventorySnapshot",
    "KnownUncertainty",
    "Ledger",
    "LineCategory",
    "LineEnergy",
    "LineFactor",
    "LineGas",
    "LineInput",
    "LineParameter",
    "Number",
    "Organisation",
    "Period",
    "PurchasedEnergy",
    "QualityScore",
    "RegisteredFactor",
    "RejectedRow",
    "Restatement",
    "Revenue",
    "Scope3Answer",
    "ScopeTotal",
    "SignOff",
    "SignOffVoice",
    "SiteTotal",
    "Target",
    "Totals",
    "Uncertainty",
    "UncertaintyRow",
]
