"""What stands beside the lines: earlier periods, instruments, uncertainty, quality of data."""

from typing import NotRequired, TypedDict

from apps.reports.shapes.organisation import Period
from apps.reports.shapes.scalars import Count, Day, Digest, Number


class Comparative(TypedDict):
    """An earlier period to compare with.

    ``role``: ``prior``, ``base`` or ``prior and base``. ``status``: of the report that its figures are of, with
    ``snapshot_hash``; empty where it was never signed off and the figures are today's. ``by_category``: kg CO2e of the
    categories of scope 3 by their numbers, those that had lines. ``ets_percent``: as it was said of that period.
    """

    role: str
    period: Period
    gwp_set: str
    status: str
    snapshot_hash: NotRequired[Digest]
    co2e_kg: Number
    co2e_market_based_kg: NotRequired[Number]
    by_scope: dict[str, Number]
    by_category: NotRequired[dict[str, Number]]
    ets_percent: NotRequired[Number]


class GwpSource(TypedDict):
    """The set of warming potentials that the lines were calculated with: its name, and where it is published."""

    name: str
    source: str


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
    """Half of a 95 % range in percent: ``of`` is a scope's key, ``location`` or ``market`` for a total, or a kind of
    source of the ``scope`` that is then said.

    ``unquantified_kg``: kg CO2e of lines of which nothing is known; they are not in the range.
    """

    of: str
    scope: NotRequired[str]
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
    """Scores of one class of lines; or weighted by emissions, of ``all``, of ``others`` beyond the classes, and of each
    ``scope-3-category-n``. PACT's scale, 1 best to 3.
    """

    of: str
    scope: str
    technological: Number
    geographical: Number
    temporal: Number
    lines: Count
    co2e_kg: Number
