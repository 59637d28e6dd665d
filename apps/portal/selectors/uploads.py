"""Uploads with what became of their rows."""

from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet

from apps.calculations.models import Calculation
from apps.inventory.models import ActivityData, ActivityUpload, RejectedRow
from apps.runtime.models import Execution

MOST_REJECTED = 20


def uploads_listed() -> "QuerySet[ActivityUpload]":
    """Uploads, newest first."""
    return ActivityUpload.objects.select_related("period").order_by("-uploaded_at", "-id")


def upload_states(uploads: list[ActivityUpload]) -> dict[Any, str]:
    """Whether an upload's accepted rows are "Ready", "Calculated", partly calculated ("Stale") or "Failed"."""
    calculated = Exists(
        Calculation.objects.filter(period_id=OuterRef("period_id"), activity_id=OuterRef("id")).order_by()
    )
    failed = Exists(Execution.objects.filter(activity_id=OuterRef("id"), calculation_id=None).order_by())
    rows = ActivityData.objects.filter(upload__in=uploads).order_by().annotate(calculated=calculated, failed=failed)
    counts = rows.values("upload_id", "calculated", "failed").annotate(n=Count("id"))
    found: dict[Any, dict[str, int]] = {}
    for row in counts:
        kind = "calculated" if row["calculated"] else "failed" if row["failed"] else "ready"
        kinds = found.setdefault(row["upload_id"], {})
        kinds[kind] = kinds.get(kind, 0) + row["n"]
    return {upload.id: _state(found.get(upload.id, {})) for upload in uploads}


def _state(kinds: dict[str, int]) -> str:
    if kinds.get("failed"):
        return "Failed"
    if not kinds.get("calculated"):
        return "Ready"
    return "Stale" if kinds.get("ready") else "Calculated"


def rejected_rows(uploads: list[ActivityUpload]) -> dict[Any, tuple[list[RejectedRow], int]]:
    """The first rejected rows of each upload, and how many more it has; duplicates are no rejections."""
    found: dict[Any, tuple[list[RejectedRow], int]] = {}
    for upload in uploads:
        if upload.rejected:
            rows = RejectedRow.objects.filter(upload=upload, is_duplicate=False).order_by("row", "id")[:MOST_REJECTED]
            found[upload.id] = (list(rows), max(0, upload.rejected - MOST_REJECTED))
    return found
