"""A period gathered into one snapshot, whoever wants it."""

from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from django.utils import timezone

from apps.calculations.models.ledger import attach_segments, instant_text
from apps.calculations.selectors.factors import gwp_set
from apps.calculations.selectors.ledger import latest_for_period
from apps.calculations.selectors.verification import ledger_verify
from apps.inventory.models import ActivityData, ActivityUpload, RejectedRow, ReportingPeriod
from apps.reports.boundary import consolidated
from apps.reports.disclosing.selectors import disclosures_of
from apps.reports.gathering.beside import beside_gather
from apps.reports.gathering.lines import lines_gather
from apps.reports.shapes import InventorySnapshot
from apps.reports.snapshot import build_snapshot
from greenlang.collecting import rarely_collected
from greenlang.engine import ENGINE_VERSION
from greenlang.errors import InvalidInput


@dataclass(frozen=True, slots=True)
class PeriodGathered:
    """A period as it stands. ``activities``: its rows; ``uncalculated``: those that no calculation counts for."""

    period: ReportingPeriod
    snapshot: InventorySnapshot
    activities: int
    uncalculated: int

    def of(self, snapshot: InventorySnapshot) -> "PeriodGathered":
        """The same with another snapshot of it."""
        return replace(self, snapshot=snapshot)


@rarely_collected()
def period_gather(period: ReportingPeriod) -> PeriodGathered:
    """One snapshot of a period: the calculation that counts for each activity, and the state of the ledger.

    Raises:
        InvalidInput: nothing has been calculated for the period.
    """
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
    uncalculated = len(activities.difference(row.activity_id for row in calculations))
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
        uncalculated=str(uncalculated),
        gwp={"name": period.gwp_set, "source": gwp_set(period.gwp_set).source},
        **beside_gather(period, counted.rows, gathered.lines, disclosures_of(period)),
    )
    return PeriodGathered(period, snapshot, len(activities), uncalculated)


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
