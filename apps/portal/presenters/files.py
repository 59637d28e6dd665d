"""A file that was taken in, and its rows."""

from typing import Any

from apps.inventory.models import ActivityData, ActivityUpload, EvidenceFile, RejectedRow
from apps.portal.presenters.numbers import count, grouped, size
from apps.runtime.activity.uploads import Outcome, UploadState

_ROWS_TOLD = 12


def file_facts(upload: ActivityUpload, state: UploadState) -> dict[str, Any]:
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
        "settled": count(upload.settled) if upload.settled else "",
        "is_settled": upload.settled == upload.rejected,
        "state": state,
        "withdrawn_at": upload.withdrawn_at,
        "withdrawn_by": upload.withdrawn_by,
        "withdrawn_reason": upload.withdrawn_reason,
    }


def activity_row(row: ActivityData, became: Outcome | None, evidence: int) -> dict[str, Any]:
    """An accepted row, what became of it, and how many pieces of evidence stand behind it."""
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
        "reversed": became.is_reversed if became else False,
        "evidence": evidence,
    }


def evidence_row(evidence: EvidenceFile) -> dict[str, Any]:
    """A piece of evidence and the rows it stands behind."""
    rows = sorted(line.activity.row for line in evidence.lines.all())
    told = ", ".join(str(row) for row in rows[:_ROWS_TOLD]) + (
        f" and {len(rows) - _ROWS_TOLD} more" if len(rows) > _ROWS_TOLD else ""
    )
    return {
        "id": str(evidence.id),
        "name": evidence.filename,
        "size": size(evidence.size),
        "sha256": evidence.sha256,
        "by": evidence.added_by,
        "at": evidence.added_at,
        "rows": "all rows"
        if evidence.for_all
        else f"row{'' if len(rows) == 1 else 's'} {told}"
        if rows
        else "no row any more",
    }


def rejected_row(row: RejectedRow) -> dict[str, Any]:
    """A row that was not accepted, and what became of it."""
    return {
        "id": str(row.id),
        "row": row.row,
        "column": row.column,
        "reason": row.reason,
        "settled_at": row.settled_at,
        "settled_by": row.settled_by,
        "settled_reason": row.settled_reason,
    }
