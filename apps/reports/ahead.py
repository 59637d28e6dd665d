"""Files of a report that nobody has asked for yet, written when a run ends so that the first download is quick.

Nothing stale is ever served from here: whoever asks gets the period gathered anew, and a file written before is taken
only where the snapshot has the same hash and was written by what would write it now, so that it is the very same file.
"""

import uuid
from typing import cast

from django.db import transaction

from apps.inventory.models import ReportingPeriod
from apps.reports.formats.registry import KEPT
from apps.reports.gathering.period import PeriodGathered, period_gather
from apps.reports.models import FileAhead, InventoryReport, ReportFile
from apps.reports.shapes import InventorySnapshot
from apps.reports.snapshot import snapshot_hash
from apps.reports.writer import writer_hash
from apps.reports.writing import file_written
from greenlang.errors import InvalidInput
from greenlang.isolation import tenant_scope


def report_prepare_ahead(*, tenant_id: uuid.UUID, period_id: uuid.UUID) -> int:
    """Write the files of a report of a period as it stands now; those of a former state go.

    Returns:
        How many were written; none where nothing is calculated, where they are there already, or where the period is
        gone.
    """
    with tenant_scope(tenant_id):
        period = ReportingPeriod.objects.select_related("entity").filter(id=period_id).first()
        if period is None:
            return 0
        try:
            snapshot = ahead_adopted(period_gather(period)).snapshot
        except InvalidInput:
            return 0
        of = _of(snapshot)
        if FileAhead.objects.filter(period_id=period_id, **of).exists():
            return 0
    files = [FileAhead(period_id=period_id, **of, **file_written(kind, snapshot)) for kind in KEPT]
    with tenant_scope(tenant_id):
        # Two runs may end at once: whoever comes second finds the files of the first there and takes their place.
        if not ReportingPeriod.objects.select_for_update().filter(id=period_id).exists():
            return 0
        FileAhead.objects.filter(period_id=period_id).delete()
        # Why one could not be written is asked again when somebody wants it.
        return len(FileAhead.objects.bulk_create([file for file in files if file.content is not None]))


def _of(snapshot: InventorySnapshot) -> dict[str, str]:
    return {
        "snapshot_hash": snapshot["snapshot_hash"],
        "prepared_at": snapshot["prepared_at"],
        "writer": writer_hash(),
    }


def ahead_adopted(gathered: PeriodGathered) -> PeriodGathered:
    """The period as it was gathered; with the earlier moment where nothing but that is another than when files were
    written ahead.
    """
    kept = FileAhead.objects.filter(period_id=gathered.period.id, writer=writer_hash())
    ahead = kept.values("prepared_at", "snapshot_hash").first()
    if ahead is None:
        return gathered
    earlier = cast("InventorySnapshot", {**gathered.snapshot, **ahead})
    return gathered.of(earlier) if snapshot_hash(earlier) == ahead["snapshot_hash"] else gathered


@transaction.atomic
def files_adopt(report: InventoryReport) -> int:
    """Make a report's own what was written ahead of this very snapshot; the rest goes. How many files it then has."""
    ahead = FileAhead.objects.filter(period_id=report.period_id)
    own = ahead.filter(snapshot_hash=report.snapshot_hash, writer=writer_hash())
    files = [
        ReportFile(
            report=report,
            extension=file.extension,
            content=file.content,
            size=file.size,
            sha256=file.sha256,
            checks=file.checks,
        )
        for file in own
    ]
    ReportFile.objects.bulk_create(files)
    ahead.delete()
    return len(files)
