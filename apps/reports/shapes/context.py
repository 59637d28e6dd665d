"""What stands beside the lines: earlier periods, instruments, uncertainty, quality of data."""

from typing import NotRequired, TypedDict

from apps.reports.shapes.organisation import Period
from apps.reports.shapes.scalars import Count, Day, Digest, Number


class Comparative(TypedDict):
    """An earlier period to compare with.

    ``role``: ``prior``, ``base`` or ``prior and base``. ``status``: of the report that its figures are of, with
    ``snapshot_hash``; empty where it was never signed off and the figures are today's.
    """

    role: str
    period: Period
    gwp_set: str
    status: str
    snapshot_hash: NotRequired[Digest]
    co2e_kg: Number
    co2e_market_based_kg: NotRequired[Number]
    by_scope: dict[str, Number]


class BaseYearPolicy(TypedDict):
    """From which change on a base year is recalculated: percent of its emissions. ``period``: its name, or empty."""

    period: str
    threshold_percent: Number


class InstrumentUsed(TypedDict):
    """A contractual instrument, and the kWh that the period's accepted scope 2 board took of it."""

    name: str
    kind: str
    market: str
    registry: str
    serials: str
    vintage_start: Day
    vintage_end: Day
    retired_on: str
    citation: str
    kwh: Number
    co2e_kg: Number


class UncertaintyRow(TypedDict):
    """Half of a 95 % range in percent, of a scope or of all: ``of`` is a scope's key, ``location`` or ``market``.

    ``unquantified_kg``: kg CO2e of lines of which nothing is known; they are not in the range.
    """

    of: str
    total_kg: Number
    half_range_percent: str
    unquantified_kg: Number


class Uncertainty(TypedDict):
    """Propagated by Approach 1 of the IPCC; percents as the preparer gave them, empty where not known."""

    method: str
    activity_percent: str
    factor_percent: str
    basis: str
    rows: list[UncertaintyRow]
    notes: list[str]


class QualityScore(TypedDict):
    """Scores of one class of lines or, where ``of`` is ``all``, weighted by emissions; PACT's scale, 1 best to 3."""

    of: str
    scope: str
    technological: Number
    geographical: Number
    temporal: Number
    lines: Count
    co2e_kg: Number
