"""Taking an upload back before anything was calculated from it."""

from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from apps.events.audit import audit_record
from apps.events.models import AuditKind
from apps.inventory.models import ActivityUpload, EstimationChange, EvidenceLine, ReportingPeriod
from apps.inventory.selectors import require_open
from apps.inventory.services.settling import mended_reopen
from greenlang.errors import Conflict, InvalidInput


def upload_withdraw(*, upload: ActivityUpload, reason: str, actor: str, is_calculated: bool) -> ActivityUpload:
    """Remove the rows of an upload; its account of rows, its file and the reason stay.

    Args:
        is_calculated: some row was calculated, or is in a run; whoever calls holds the period, so that it stays so.

    Raises:
        Conflict: it was withdrawn before, or a row was calculated.
        InvalidInput: no reason.
        PeriodLocked: the period was signed off.
    """
    if not reason.strip():
        raise InvalidInput("No reason was given.", where="reason", mend="Say why the file is taken back.")
    with transaction.atomic():
        require_open(ReportingPeriod.objects.select_for_update(no_key=True).get(id=upload.period_id))
        found = ActivityUpload.objects.select_for_update(no_key=True).get(id=upload.id)
        if found.withdrawn_at is not None:
            raise Conflict(f"{found.filename} was taken back before.", where="upload")
        if is_calculated:
            raise Conflict(
                "Rows of this file were calculated.",
                where="upload",
                mend="Take their calculations back one by one, each with a reason (“Correct” on the line).",
            )
        _remove_rows(found)
        mended_reopen(upload=found)
        found.withdrawn_at, found.withdrawn_by = timezone.now(), actor[:200]
        found.withdrawn_reason = reason.strip()[:500]
        found.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_reason"])
        audit_record(
            kind=AuditKind.DATA,
            act="took back the file",
            actor=actor,
            subject=found.filename,
            detail=found.withdrawn_reason,
        )
    return found


def _remove_rows(upload: ActivityUpload) -> None:
    """All at once: a file may have a hundred thousand."""
    EvidenceLine.objects.filter(activity__upload=upload).delete()
    EstimationChange.objects.filter(activity__upload=upload).delete()
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("DELETE FROM inventory_activitydata WHERE upload_id = %s", [upload.id])
    except IntegrityError as error:
        raise Conflict(
            "Something was noted of rows of this file, and stands on them.",
            where="upload",
            mend="Upload the right rows beside them.",
        ) from error
