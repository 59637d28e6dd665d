"""Uploads as they are listed."""

from typing import Any

from apps.inventory.models import ActivityUpload, RejectedRow


def upload_row(upload: ActivityUpload, state: str, rejected: list[RejectedRow], more: int) -> dict[str, Any]:
    """A file with its account of rows and the first rejected ones."""
    return {
        "upload_id": str(upload.id),
        "file": upload.filename,
        "sha256": upload.sha256,
        "at": upload.uploaded_at,
        "by": upload.uploaded_by,
        "period": upload.period.name,
        "rows_in": upload.rows_in,
        "accepted": upload.accepted,
        "rejected": upload.rejected,
        "duplicate": upload.duplicate,
        "state": state,
        "rejected_rows": [{"row": row.row, "column": row.column, "reason": row.reason} for row in rejected],
        "rejected_more": more,
    }
