"""A file that was taken in, and its rows."""

from typing import Any

from apps.inventory.models import ActivityData, ActivityUpload, RejectedRow
from apps.portal.presenters.numbers import count, grouped
from apps.portal.selectors.uploads import Outcome


def file_facts(upload: ActivityUpload, state: str) -> dict[str, Any]:
    """A file with its account of rows."""
    return {
        "id": str(upload.id),
        "name": upload.filename,
        "sha256": upload.sha256,
        "at": upload.uploaded_at,
        "by": upload.uploaded_by,
        "period": f"{upload.period.entity.name}, {upload.period.name}",
        "rows_in": count(upload.rows_in),
        "accepted": count(upload.accepted),
        "rejected": count(upload.rejected),
        "duplicate": count(upload.duplicate),
        "has_rejected": bool(upload.rejected),
        "has_duplicate": bool(upload.duplicate),
        "state": state,
        "withdrawn_at": upload.withdrawn_at,
        "withdrawn_by": upload.withdrawn_by,
        "withdrawn_reason": upload.withdrawn_reason,
    }


def activity_row(row: ActivityData, became: Outcome | None) -> dict[str, Any]:
    """An accepted row, and what became of it."""
    given = {**row.attributes, **row.mapped}
    return {
        "id": str(row.id),
        "row": row.row,
        "site": row.site.name,
        "start": row.start,
        "end": row.end,
        "quantity": grouped(row.quantity),
        "exact": row.quantity,
        "unit": f"{row.unit} {row.basis}".strip(),
        "what": row.description or ", ".join(str(value) for value in given.values()),
        "reference": row.reference,
        "estimated": row.is_estimated,
        "agent": row.agent,
        "calculation": became.calculation if became else "",
        "reason": became.reason if became else "",
    }


def rejected_row(row: RejectedRow) -> dict[str, Any]:
    """A row that was not accepted."""
    return {"row": row.row, "column": row.column, "reason": row.reason}
