"""Freezing a period and writing its files."""

import hashlib
import uuid
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from apps.calculations.models.ledger import attach_segments, instant_text
from apps.calculations.selectors.ledger import latest_for_period
from apps.calculations.selectors.verification import ledger_verify
from apps.events.audit import audit_record
from apps.events.models import AuditKind
from apps.inventory.models import ActivityData, ActivityUpload, RejectedRow, ReportingPeriod
from apps.reports.boundary import consolidated, grounds_of
from apps.reports.disclosing.selectors import disclosures_of
from apps.reports.formats.registry import KEPT, Format
from apps.reports.gathering.beside import beside_gather
from apps.reports.gathering.lines import lines_gather
from apps.reports.models import InventoryReport, ReportFile
from apps.reports.shapes import InventorySnapshot
from apps.reports.snapshot import build_snapshot
from greenlang.engine import ENGINE_VERSION
from greenlang.errors import InvalidInput, Unavailable
from greenlang.isolation import current_tenant_id, tenant_scope

Told = Callable[[int, int, str], None]


@transaction.atomic
def report_freeze(
    *, period: ReportingPeriod, prepared_by: str = "", report_id: uuid.UUID | None = None
) -> InventoryReport:
    """One snapshot of a period: the calculation that counts for each activity, and the state of the ledger.

    Args:
        report_id: of the report to be; where there is one already, it is returned, so that work whose worker died can
            be done again.

    Raises:
        InvalidInput: nothing has been calculated for the period.
    """
    known = InventoryReport.objects.filter(id=report_id).first() if report_id else None
    if known is not None:
        return known
    calculations = list(latest_for_period(period.id))
    attach_segments(calculations)
    if not calculations:
        raise InvalidInput(
            f"Nothing has been calculated for {period.name} yet.",
            where="period_id",
            mend="Upload activity data and run an agent over it first.",
        )
    counted = consolidated(period, calculations)
    gathered = lines_gather(period, counted.rows)
    verdict = ledger_verify()
    activities = set(ActivityData.objects.filter(period=period).values_list("id", flat=True))
    uploads = list(ActivityUpload.objects.filter(period=period, withdrawn_at=None).order_by("uploaded_at"))
    rejections = RejectedRow.objects.filter(upload__in=uploads, is_duplicate=False).select_related("upload")
    snapshot = build_snapshot(
        organisation={"name": period.entity.name} | ({"lei": period.entity.lei} if period.entity.lei else {}),
        period={"name": period.name, "start": period.start, "end": period.end},
        gwp_set=period.gwp_set,
        lines=gathered.lines,
        factors=gathered.factors,
        inputs=[_input(upload) for upload in uploads],
        rejected=[_rejected(row) for row in rejections],
        ledger={
            "records": verdict.records,
            "head_sequence": verdict.head_sequence,
            "head_hash": verdict.head_hash,
            "verified": verdict.holds,
        },
        engine_version=ENGINE_VERSION,
        prepared_at=instant_text(timezone.now()),
        boundary=counted.boundary,
        verify_at=settings.PUBLIC_URL,
        **beside_gather(period, counted.rows, gathered.lines, disclosures_of(period)),
    )
    audit_record(
        kind=AuditKind.REPORT,
        act="prepared a report of",
        actor=prepared_by,
        subject=f"{period.entity.name}, {period.name}",
    )
    return InventoryReport.objects.create(
        id=report_id or uuid.uuid4(),
        period_id=period.id,
        period_name=period.name,
        entity_name=period.entity.name,
        snapshot=snapshot,
        snapshot_hash=snapshot["snapshot_hash"],
        ledger_sequence=verdict.head_sequence,
        totals=snapshot["totals"],
        is_verified=verdict.holds,
        grounds=grounds_of(period),
        activities=len(activities),
        uncalculated=len(activities.difference(row.activity_id for row in calculations)),
        prepared_by=prepared_by,
    )


def _input(upload: ActivityUpload) -> dict[str, Any]:
    return {
        "file": upload.filename,
        "sha256": f"sha256:{upload.sha256}",
        "rows_in": upload.rows_in,
        "accepted": upload.accepted,
        "rejected": upload.rejected,
        "duplicate": upload.duplicate,
    }


def _rejected(row: RejectedRow) -> dict[str, Any]:
    settled = f" Settled by {row.settled_by or 'somebody'}: {row.settled_reason}" if row.settled_at else ""
    return {"file": row.upload.filename, "row": row.row, "column": row.column, "reason": f"{row.reason}{settled}"}


def report_write(report: InventoryReport, *, told: Told = lambda done, total, doing: None) -> list[ReportFile]:
    """Write every kept format of a frozen report, anew where it was written before.

    Where one cannot be written here, the reason is kept in its place. Each file is kept as soon as it is written.

    Args:
        told: called before each format: files done, files in all, what the present one is called.
    """
    tenant_id = current_tenant_id()
    files = []
    for number, kind in enumerate(KEPT):
        told(number, len(KEPT), kind.label)
        made = _written(kind, report.snapshot)
        with tenant_scope(tenant_id):
            file, _ = ReportFile.objects.update_or_create(
                report_id=report.id, extension=kind.extension, defaults={**made, "written_at": timezone.now()}
            )
        files.append(file)
    return files


def _written(kind: Format, snapshot: InventorySnapshot) -> dict[str, Any]:
    try:
        written = kind.write(snapshot)
    except Unavailable as error:
        return {"content": None, "size": 0, "sha256": "", "problem": error.as_dict(), "checks": None}
    return {
        "content": written.content,
        "size": len(written.content),
        "sha256": hashlib.sha256(written.content).hexdigest(),
        "problem": None,
        "checks": written.checks,
    }
