"""Uploads as they are listed."""

from typing import Any

from apps.inventory.models import ActivityUpload
from apps.portal.presenters.numbers import count
from apps.runtime.activity.uploads import UploadState


def upload_row(upload: ActivityUpload, state: UploadState) -> dict[str, Any]:
    """A file with its account of rows."""
    return {
        "upload_id": str(upload.id),
        "file": upload.filename,
        "sha256": upload.sha256,
        "at": upload.uploaded_at,
        "by": upload.uploaded_by,
        "entity": upload.period.entity.name,
        "period": upload.period.name,
        "rows_in": count(upload.rows_in),
        "accepted": count(upload.accepted),
        "rejected": count(upload.rejected),
        "duplicate": count(upload.duplicate),
        "has_rejected": bool(upload.rejected),
        "state": state,
    }
