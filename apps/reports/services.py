"""Freezing a period and writing its files."""

import uuid
from collections.abc import Callable
from functools import partial

from django.db import transaction
from django.utils import timezone

from apps.events.audit import audit_record
from apps.events.models import AuditKind
from apps.inventory.models import ReportingPeriod
from apps.reports.ahead import ahead_adopted, files_adopt
from apps.reports.boundary import grounds_of
from apps.reports.briefs import report_briefly
from apps.reports.formats.progress import told_to
from apps.reports.formats.registry import KEPT
from apps.reports.gathering.period import period_gather
from apps.reports.models import InventoryReport, ReportFile
from apps.reports.writing import file_written
from greenlang.isolation import current_tenant_id, tenant_scope

Told = Callable[[int, int, str], None]


@transaction.atomic
def report_freeze(
    *, period: ReportingPeriod, prepared_by: str = "", report_id: uuid.UUID | None = None
) -> InventoryReport:
    """One snapshot of a period, see `period_gather`; with the files that were written ahead of this very snapshot.

    Args:
        report_id: of the report to be; where there is one already, it is returned, so that work whose worker died can
            be done again.

    Raises:
        InvalidInput: nothing has been calculated for the period.
    """
    known = InventoryReport.objects.filter(id=report_id).first() if report_id else None
    if known is not None:
        return known
    gathered = ahead_adopted(period_gather(period))
    snapshot = gathered.snapshot
    audit_record(
        kind=AuditKind.REPORT,
        act="prepared a report of",
        actor=prepared_by,
        subject=f"{period.entity.name}, {period.name}",
    )
    report = InventoryReport.objects.create(
        id=report_id or uuid.uuid4(),
        period_id=period.id,
        period_name=period.name,
        entity_name=period.entity.name,
        snapshot=snapshot,
        snapshot_hash=snapshot["snapshot_hash"],
        ledger_sequence=int(snapshot["ledger"]["head_sequence"]),
        totals=snapshot["totals"],
        is_verified=snapshot["ledger"]["verified"],
        grounds=grounds_of(period),
        activities=gathered.activities,
        uncalculated=gathered.uncalculated,
        prepared_by=prepared_by,
    )
    files_adopt(report)
    return report


def report_write(report: InventoryReport, *, told: Told = lambda done, total, doing: None) -> list[ReportFile]:
    """Write every kept format of a frozen report that is not there; the same snapshot gives the same file.

    Where one cannot be written here, the reason is kept in its place. Each file is kept as soon as it is written.

    Args:
        told: called before each format, and now and then while it is written: files done, files in all, what the
            present one is called, and how far it is.

    Returns:
        All its files.
    """
    tenant_id = current_tenant_id()
    with tenant_scope(tenant_id):
        there = {file.extension: file for file in report.files.exclude(content=None).defer("content")}
    for number, kind in enumerate(KEPT):
        if kind.extension in there:
            continue
        told(number, len(KEPT), kind.label)
        with told_to(partial(_told_within, told, number, kind.label)):
            made = file_written(kind, report.snapshot)
        with tenant_scope(tenant_id):
            file, _ = ReportFile.objects.update_or_create(
                report_id=report.id, extension=kind.extension, defaults={**made, "written_at": timezone.now()}
            )
        there[kind.extension] = file
    with tenant_scope(tenant_id):
        # The page that is opened next finds it.
        report_briefly(report.id)
    return list(there.values())


def _told_within(told: Told, number: int, label: str, doing: str) -> None:
    told(number, len(KEPT), f"{label}, {doing}")
