"""Exports of all data, as plain values."""

from typing import Any

from apps.jobs.models import Job
from apps.reports.models import DataExport


def export_row(export: DataExport, job: Job | None) -> dict[str, Any]:
    """One export; ``state``: ready, writing or failed.

    Args:
        job: of one that is not ready.
    """
    row = {
        "id": str(export.id),
        "asked_by": export.asked_by,
        "asked_at": export.asked_at,
        "sha256": export.sha256,
        "size": size_text(export.size),
        "files": len(export.manifest.get("files", ())),
        "rows": sum(file.get("rows", 0) for file in export.manifest.get("files", ()) if file["path"].endswith(".csv")),
    }
    if export.finished_at:
        return {**row, "state": "ready"}
    if job is None or job.is_terminal:
        error = (job.error if job else None) or {}
        return {**row, "state": "failed", "error": f"{error.get('message', '')} {error.get('mend', '')}".strip()}
    return {**row, "state": "writing", "done": job.done, "total": job.total, "doing": job.message}


def size_text(size: int) -> str:
    """Bytes as people read them: "3.4 MB", by thousands; whole bytes and kilobytes."""
    if size < 1_000_000:
        return f"{-(-size // 1000)} kB" if size >= 1000 else f"{size} B"
    unit, name = (1_000_000_000, "GB") if size >= 1_000_000_000 else (1_000_000, "MB")
    tenths = size * 10 // unit
    return f"{tenths // 10}.{tenths % 10} {name}"
