"""Reports without the weight of their files."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import BooleanField, QuerySet
from django.db.models.fields.json import KeyTextTransform, KeyTransform
from django.db.models.functions import Cast, Coalesce

from apps.reports.formats.registry import KEPT, Format
from apps.reports.models import InventoryReport
from apps.reports.selectors import written_extensions
from apps.reports.staleness import stale_among


def reports_listed() -> "QuerySet[InventoryReport]":
    """Reports, newest first, annotated with their totals and which of their files are there."""
    return (
        InventoryReport.objects.defer("snapshot")
        .annotate(
            # A snapshot may be large: it is opened only where nothing of it is kept beside it.
            shown_totals=Coalesce("totals", KeyTransform("totals", "snapshot")),
            verified=Coalesce(
                "is_verified", Cast(KeyTextTransform("verified", KeyTransform("ledger", "snapshot")), BooleanField())
            ),
            written=written_extensions(),
        )
        .order_by("-prepared_at", "-id")
    )


@dataclass(frozen=True, slots=True)
class ListedReport:
    """A report of the list with what was found out about it."""

    report: InventoryReport
    totals: dict[str, Any]
    is_verified: bool
    is_stale: bool
    formats: tuple[Format, ...]

    @property
    def seal(self) -> str:
        """Stale before anything else; else what verification said when it was frozen."""
        return "stale" if self.is_stale else "verified" if self.is_verified else "unverified"


def reports_told(reports: Sequence[InventoryReport]) -> list[ListedReport]:
    """Reports of `reports_listed`, each with its annotations and whether it is stale."""
    stale = stale_among(reports)
    return [_listed(report, is_stale=report.id in stale) for report in reports]


def _listed(report: InventoryReport, *, is_stale: bool) -> ListedReport:
    found = vars(report)
    formats = tuple(each for each in KEPT if each.extension in found["written"])
    return ListedReport(report, found["shown_totals"], found["verified"], is_stale, formats)
