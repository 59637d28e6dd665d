"""Reading what was said about a period."""

from collections.abc import Mapping
from typing import Any, cast

from apps.inventory.models import ReportingPeriod
from apps.reports.models import PeriodDisclosures
from apps.reports.shapes import Disclosures, InventorySnapshot
from greenlang.engine.canonical_json import sha256_of


def disclosures_kept(period: ReportingPeriod) -> PeriodDisclosures:
    """The row of a period; one that is not kept yet where nothing was said."""
    return PeriodDisclosures.objects.filter(period=period).first() or PeriodDisclosures(period=period)


def disclosures_of(period: ReportingPeriod) -> Disclosures:
    """What was said about a period; empty where nothing was."""
    said: Disclosures = disclosures_kept(period).said
    return said


def tag_of(said: Mapping[str, Any]) -> str:
    """A text that is another one wherever something else is said."""
    return sha256_of(dict(said)).removeprefix("sha256:")[:32]


def prior_disclosures(period: ReportingPeriod) -> PeriodDisclosures | None:
    """Those of the latest period before this one, of the same company, about which something was said."""
    earlier = PeriodDisclosures.objects.filter(period__entity_id=period.entity_id, period__end__lt=period.start)
    return earlier.exclude(said={}).select_related("period").order_by("-period__end").first()


def as_it_stands(snapshot: Mapping[str, Any], period: ReportingPeriod) -> InventorySnapshot:
    """A snapshot of a period's report with what is said about the period by now; nobody signed that off."""
    return cast(InventorySnapshot, {**snapshot, "status": "draft", "disclosures": disclosures_of(period)})
