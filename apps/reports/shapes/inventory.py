"""The whole snapshot of a period."""

from typing import NotRequired, TypedDict

from apps.reports.shapes.context import (
    BaseYearPolicy,
    Comparative,
    GwpSource,
    InstrumentUsed,
    QualityScore,
    Uncertainty,
)
from apps.reports.shapes.disclosures import Disclosures
from apps.reports.shapes.lines import InventoryLine, RegisteredFactor
from apps.reports.shapes.organisation import Boundary, Organisation, Period
from apps.reports.shapes.scalars import Count, Digest, Number
from apps.reports.shapes.signing import SignOff
from apps.reports.shapes.sources import Engine, InputFile, Ledger, RejectedRow
from apps.reports.shapes.totals import ActivityTotal, SiteTotal, Totals


class Assumption(TypedDict):
    """What the mapping of a group of rows takes for granted, such as a factor of another region, and why it may.

    ``rows``: lines of the group that count; ``co2e_kg``: the part of them that does. ``decided_at``: ISO 8601, UTC.
    """

    text: str
    factor: str
    taken: list[str]
    reason: str
    decided_by: str
    decided_at: str
    rows: Count
    co2e_kg: Number


class InventorySnapshot(TypedDict):
    """Everything a report may say, frozen; ``snapshot_hash`` is over all other keys.

    What is not required was not kept by earlier versions, or there is none. ``verify_at``: the address of this
    installation, below which a signed-off report is known by its hash. ``uncalculated``: accepted rows of activity data
    that no calculation counts for.
    """

    schema: str
    organisation: Organisation
    period: Period
    status: str
    prepared_at: str
    gwp_set: str
    totals: Totals
    by_site: list[SiteTotal]
    by_activity: list[ActivityTotal]
    lines: list[InventoryLine]
    factors: list[RegisteredFactor]
    inputs: list[InputFile]
    rejected: list[RejectedRow]
    ledger: Ledger
    engine: Engine
    boundary: NotRequired[Boundary]
    assumptions: NotRequired[list[Assumption]]
    disclosures: NotRequired[Disclosures]
    gwp: NotRequired[GwpSource]
    uncalculated: NotRequired[Count]
    comparatives: NotRequired[list[Comparative]]
    base_year: NotRequired[BaseYearPolicy]
    instruments: NotRequired[list[InstrumentUsed]]
    uncertainty: NotRequired[Uncertainty]
    quality: NotRequired[list[QualityScore]]
    sign_off: NotRequired[SignOff]
    verify_at: NotRequired[str]
    snapshot_hash: Digest
