"""Saying of rows that they are estimated, or actual."""

import uuid
from collections.abc import Sequence

from django.db import transaction

from apps.inventory.models import ActivityData, ActivityUpload, EstimationChange, ReportingPeriod
from apps.inventory.selectors import require_open
from greenlang.errors import Conflict, InvalidInput


def activities_mark(
    *, upload: ActivityUpload, activity_ids: Sequence[uuid.UUID], is_estimated: bool, reason: str, actor: str,
    calculated: frozenset[uuid.UUID],
) -> int:  # fmt: skip
    """Mark rows of one upload; how many changed.

    Args:
        calculated: those of the rows that are calculated, or in a run: what a number stands on does not change.

    Raises:
        InvalidInput: no row, or no reason.
        Conflict: one of the rows is calculated.
        PeriodLocked: the period was signed off.
    """
    if not activity_ids:
        raise InvalidInput("No row was chosen.", where="rows", mend="Tick the rows that are meant.")
    if not reason.strip():
        raise InvalidInput("No reason was given.", where="reason", mend="Say what the figure rests on.")
    if calculated:
        raise Conflict(
            f"{len(calculated):,} of the rows were calculated.",
            where="rows",
            mend="Take their calculations back first, and upload the right rows.",
        )
    with transaction.atomic():
        require_open(ReportingPeriod.objects.select_for_update(no_key=True).get(id=upload.period_id))
        rows = ActivityData.objects.filter(upload=upload, id__in=activity_ids).exclude(is_estimated=is_estimated)
        changed = list(rows.select_for_update(no_key=True))
        ActivityData.objects.filter(id__in=[row.id for row in changed]).update(is_estimated=is_estimated)
        EstimationChange.objects.bulk_create(
            EstimationChange(
                activity=row, is_estimated=is_estimated, reason=reason.strip()[:500], changed_by=actor[:200]
            )
            for row in changed
        )
    return len(changed)
