"""When a report is stale: one rule, and every door asks it.

A report is stale where one of this moment would say something else: something came after it, or what it stands on
moved. What was signed off stands on what it was signed with; only what comes after it makes it stale.
"""

import uuid
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Final

from django.db.models import Exists, OuterRef, Q, QuerySet

from apps.calculations.models import Calculation
from apps.inventory.models import ActivityUpload, FactorMapping, ReportingPeriod
from apps.reports.boundary import grounds_among
from apps.reports.models import InventoryReport, PeriodDisclosures


class Reason(StrEnum):
    """What makes a report stale."""

    CALCULATED = "calculated"
    DATA = "data"
    DISCLOSURES = "disclosures"
    MAPPING = "mapping"
    GROUNDS = "grounds"


TOLD: Final[Mapping[Reason, str]] = {
    Reason.CALCULATED: "more was calculated for the period",
    Reason.DATA: "a file was taken in or taken back",
    Reason.DISCLOSURES: "the disclosures changed",
    Reason.MAPPING: "rows that were mapped were mapped anew",
    Reason.GROUNDS: (
        "the period, the organisation, its scope 2 board, settled rows or what it is compared with changed"
    ),
}
"""Each reason as the end of a sentence that begins "Since the report was prepared, "."""


def stale_reasons(reports: Iterable[InventoryReport]) -> dict[uuid.UUID, tuple[Reason, ...]]:
    """Why each of several reports is stale; nothing where it is not.

    What came after is one query for all; what a period stands on is asked once a period, and only where it is open and
    the report a draft.
    """
    asked = {report.id: report for report in reports}
    if not asked:
        return {}
    rows = _marked().filter(id__in=asked).order_by().values_list("id", *_AFTER)
    found = {
        id_: [reason for reason, came in zip(_AFTER.values(), came_after, strict=True) if came]
        for id_, *came_after in rows
    }
    for id_ in _moved(asked.values()):
        found.setdefault(id_, []).append(Reason.GROUNDS)
    return {id_: tuple(found.get(id_, ())) for id_ in asked}


def stale_among(reports: Iterable[InventoryReport]) -> set[uuid.UUID]:
    """Those of several reports that are stale."""
    return {id_ for id_, reasons in stale_reasons(reports).items() if reasons}


def report_is_stale(report: InventoryReport) -> bool:
    """Whether a report of this moment would say something else."""
    return bool(stale_reasons([report])[report.id])


def stale_told(reasons: Iterable[Reason]) -> str:
    """Why a report is stale, in a sentence; empty where it is not."""
    told = [TOLD[reason] for reason in reasons]
    return f"Since the report was prepared, {'; '.join(told)}." if told else ""


_AFTER: Final = {
    "came_calculations": Reason.CALCULATED,
    "came_uploads": Reason.DATA,
    "came_disclosures": Reason.DISCLOSURES,
    "came_mappings": Reason.MAPPING,
}


def _marked() -> QuerySet[InventoryReport]:
    """Reports, each with whether something of each kind came after it."""
    period, prepared = OuterRef("period_id"), OuterRef("prepared_at")
    later = Calculation.objects.filter(period_id=period, sequence__gt=OuterRef("ledger_sequence"))
    since = Q(uploaded_at__gt=prepared) | Q(withdrawn_at__gt=prepared)
    uploads = ActivityUpload.objects.filter(since, period_id=period)
    said = PeriodDisclosures.objects.filter(period_id=period, changed_at__gt=prepared)
    # A first decision changes nothing in a report until something is calculated by it.
    before = FactorMapping.objects.filter(group=OuterRef("group"), decided_at__lte=OuterRef(prepared))
    decided = FactorMapping.objects.filter(Exists(before), group__period_id=period, decided_at__gt=prepared)
    kinds = (later, uploads, said, decided)
    return InventoryReport.objects.annotate(
        **{name: Exists(rows.order_by()) for name, rows in zip(_AFTER, kinds, strict=True)}
    )


def _moved(reports: Iterable[InventoryReport]) -> set[uuid.UUID]:
    """Drafts of open periods that do not stand on what they were frozen with; where that was not noted, they do."""
    drafts = [report for report in reports if report.status == "draft" and report.grounds]
    periods = ReportingPeriod.objects.select_related("entity").filter(locked_at=None)
    grounds = grounds_among(periods.filter(id__in={each.period_id for each in drafts})) if drafts else {}
    return {each.id for each in drafts if each.grounds != grounds.get(each.period_id, each.grounds)}
