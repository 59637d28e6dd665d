"""Reports without the weight of their files."""

from dataclasses import dataclass
from typing import Any

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet
from django.db.models.fields.json import KeyTextTransform, KeyTransform
from django.db.models.functions import Cast, Coalesce, Length

from apps.calculations.models import Calculation
from apps.inventory.models import ActivityUpload
from apps.reports.models import InventoryReport


def reports_listed() -> "QuerySet[InventoryReport]":
    """Reports, newest first, annotated with their totals and whether something came after the snapshot."""
    later = Calculation.objects.filter(period_id=OuterRef("period_id"), sequence__gt=OuterRef("ledger_sequence"))
    since = Q(uploaded_at__gt=OuterRef("prepared_at")) | Q(withdrawn_at__gt=OuterRef("prepared_at"))
    uploads = ActivityUpload.objects.filter(since, period_id=OuterRef("period_id"))
    return (
        InventoryReport.objects.defer("pdf", "excel", "snapshot")
        .annotate(
            # A snapshot may be large: it is opened only where nothing of it is kept beside it.
            shown_totals=Coalesce("totals", KeyTransform("totals", "snapshot")),
            verified=Coalesce(
                "is_verified", Cast(KeyTextTransform("verified", KeyTransform("ledger", "snapshot")), BooleanField())
            ),
            stale=Exists(later.order_by()) | Exists(uploads.order_by()),
            has_pdf=ExpressionWrapper(Q(pdf__isnull=False), output_field=BooleanField()),
            has_excel=ExpressionWrapper(Q(excel__isnull=False), output_field=BooleanField()),
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
    formats: tuple[str, ...]

    @classmethod
    def of(cls, report: InventoryReport) -> "ListedReport":
        """Read the annotations of `reports_listed`."""
        found = vars(report)
        formats = [name for name, there in (("pdf", "has_pdf"), ("xlsx", "has_excel")) if found[there]]
        return cls(report, found["shown_totals"], found["verified"], found["stale"], tuple(formats))

    @property
    def seal(self) -> str:
        """Stale before anything else; else what verification said when it was frozen."""
        return "stale" if self.is_stale else "verified" if self.is_verified else "unverified"


def file_sizes(report: InventoryReport) -> dict[str, int | None]:
    """Octets of each format's file; None where it has not been written."""
    found = InventoryReport.objects.filter(id=report.id).values_list(Length("pdf"), Length("excel")).get()
    return {"pdf": found[0], "xlsx": found[1]}
