"""Uploads with what became of their rows."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Prefetch, QuerySet

from apps.calculations.models import Calculation
from apps.inventory.models import ActivityData, ActivityUpload, EvidenceFile, EvidenceLine, RejectedRow
from apps.runtime.models import Execution, Run

MOST_REJECTED = 20


def uploads_listed() -> "QuerySet[ActivityUpload]":
    """Uploads, newest first."""
    return ActivityUpload.objects.select_related("period__entity").order_by("-uploaded_at", "-id")


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


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a row: the calculation made of it last, or why the last attempt made none."""

    calculation: str
    reason: str


def rows_listed(upload: ActivityUpload) -> "QuerySet[ActivityData]":
    """The accepted rows of a file, in its order."""
    return ActivityData.objects.filter(upload=upload).select_related("site").order_by("row", "id")


def others_listed(upload: ActivityUpload, *, duplicate: bool) -> "QuerySet[RejectedRow]":
    """The rejected rows of a file, or its duplicates, in its order."""
    return RejectedRow.objects.filter(upload=upload, is_duplicate=duplicate).order_by("row", "id")


def outcomes(rows: Sequence[ActivityData]) -> dict[uuid.UUID | None, Outcome]:
    """By row of one period, what became of it; rows no run has reached are left out.

    Asked for by run: executions are found by run and row, and a period has few runs.
    """
    if not rows:
        return {}
    runs = list(Run.objects.filter(period_id=rows[0].period_id).values_list("id", flat=True))
    made = Execution.objects.filter(run_id__in=runs, activity_id__in=[row.id for row in rows])
    found: dict[uuid.UUID | None, Outcome] = {}
    for activity, calculation, error in made.order_by("recorded_at", "id").values_list(
        "activity_id", "calculation_id", "error"
    ):
        if calculation:
            found[activity] = Outcome(f"calc_{calculation.hex}", "")
        elif activity not in found or not found[activity].calculation:
            found[activity] = Outcome("", (error or {}).get("message", ""))
    return found


MOST_EVIDENCE = 100


def evidence_listed(upload: ActivityUpload) -> list[EvidenceFile]:
    """What stands behind rows of an upload, with those rows, without the contents."""
    lines = Prefetch("lines", queryset=EvidenceLine.objects.select_related("activity"))
    found = EvidenceFile.objects.filter(upload=upload).defer("content").prefetch_related(lines)
    return list(found.order_by("added_at", "id")[:MOST_EVIDENCE])


def evidence_of_rows(rows: Sequence[ActivityData]) -> dict[uuid.UUID, int]:
    """By row, how many pieces of evidence stand behind it alone."""
    found = EvidenceLine.objects.filter(activity__in=rows).values("activity_id").annotate(n=Count("id"))
    counts = {each["activity_id"]: each["n"] for each in found}
    return {row.id: counts.get(row.id, 0) for row in rows}
