"""Taking back, or changing, rows of activity data that no number stands on."""

import uuid
from collections.abc import Sequence

from django.db import transaction

from apps.inventory.boards.entering import BOARD_AGENT
from apps.inventory.models import ActivityData, ActivityUpload, ReportingPeriod, Scope2Board
from apps.inventory.services.estimating import activities_mark
from apps.inventory.services.withdrawing import upload_withdraw
from apps.runtime.models import OPEN, Execution, RunPartition
from greenlang.errors import Conflict


def upload_take_back(*, upload: ActivityUpload, reason: str, actor: str) -> ActivityUpload:
    """Withdraw an upload no row of which was calculated, or is to be in a run that goes on.

    Raises:
        Conflict, InvalidInput, PeriodLocked: as `upload_withdraw`.
    """
    with transaction.atomic():
        _hold(upload)
        if Scope2Board.objects.filter(upload_id=upload.id).exists():
            mend = "Withdraw the board’s acceptance, under Scope 2; rows and lines go with it."
            raise Conflict("These rows are the scope 2 board’s.", where="upload", mend=mend)
        rows = ActivityData.objects.filter(upload=upload).values("id")
        calculated = Execution.objects.filter(activity_id__in=rows, calculation_id__isnull=False).exists()
        return upload_withdraw(
            upload=upload, reason=reason, actor=actor, is_calculated=calculated or _is_running(upload)
        )


def rows_mark(
    *, upload: ActivityUpload, activity_ids: Sequence[uuid.UUID], is_estimated: bool, reason: str, actor: str
) -> int:
    """Mark rows as estimated or actual that were not calculated; how many changed.

    Raises:
        Conflict, InvalidInput, PeriodLocked: as `activities_mark`.
    """
    with transaction.atomic():
        _hold(upload)
        made = Execution.objects.filter(activity_id__in=list(activity_ids), calculation_id__isnull=False)
        by_board = ActivityData.objects.filter(id__in=list(activity_ids), agent=BOARD_AGENT)
        calculated = {*made.values_list("activity_id", flat=True), *by_board.values_list("id", flat=True)}
        return activities_mark(
            upload=upload,
            activity_ids=activity_ids,
            is_estimated=is_estimated,
            reason=reason,
            actor=actor,
            calculated=frozenset(activity_ids) if _is_running(upload) else frozenset(filter(None, calculated)),
        )


def _hold(upload: ActivityUpload) -> None:
    """No run over the period begins until the caller's transaction ends."""
    ReportingPeriod.objects.select_for_update(no_key=True).get(id=upload.period_id)


def require_no_run(period_id: uuid.UUID) -> None:
    """Go on only while no run over the period goes on. Raises `Conflict`."""
    if RunPartition.objects.filter(run__period_id=period_id, state__in=OPEN).exists():
        raise Conflict("A run over the period goes on.", where="period", mend="Wait for its end, or cancel it.")


def _is_running(upload: ActivityUpload) -> bool:
    return RunPartition.objects.filter(run__period_id=upload.period_id, state__in=OPEN).exists()
