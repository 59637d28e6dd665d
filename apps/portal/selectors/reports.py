"""Reports without the weight of their files."""

from dataclasses import dataclass
from typing import Any

from django.db.models import BooleanField, QuerySet
from django.db.models.fields.json import KeyTextTransform, KeyTransform
from django.db.models.functions import Cast, Coalesce

from apps.reports.formats.registry import KEPT, Format
from apps.reports.models import InventoryReport
from apps.reports.selectors import came_after, written_extensions


def reports_listed() -> "QuerySet[InventoryReport]":
    """Reports, newest first, annotated with their totals and whether something came after the snapshot."""
    return (
        InventoryReport.objects.defer("snapshot")
        .annotate(
            # A snapshot may be large: it is opened only where nothing of it is kept beside it.
            shown_totals=Coalesce("totals", KeyTransform("totals", "snapshot")),
            verified=Coalesce(
                "is_verified", Cast(KeyTextTransform("verified", KeyTransform("ledger", "snapshot")), BooleanField())
            ),
            stale=came_after(),
            written=written_extensions(),
        )
        .order_by("-prepared_at", "-id")
    )


@dataclass(frozen=True, slots=True)
class ListedReport:
    """A report of the list with what the query found out about it."""

    report: InventoryReport
    totals: dict[str, Any]
    is_verified: bool
    is_stale: bool
    formats: tuple[Format, ...]

    @classmethod
    def of(cls, report: InventoryReport) -> "ListedReport":
        """Read the annotations of `reports_listed`."""
        found = vars(report)
        formats = tuple(each for each in KEPT if each.extension in found["written"])
        return cls(report, found["shown_totals"], found["verified"], found["stale"], formats)

    @property
    def seal(self) -> str:
        """Stale before anything else; else what verification said when it was frozen."""
        return "stale" if self.is_stale else "verified" if self.is_verified else "unverified"
