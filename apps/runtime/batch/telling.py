"""Telling the broker that partitions wait. What it loses is told again; what it says twice finds nothing to do."""

import logging
import uuid
from functools import partial

from celery import current_app
from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Now

from apps.runtime.models import PartitionState, RunPartition
from greenlang.isolation import current_tenant_id

log = logging.getLogger(__name__)
TASK = "runtime.partition"


def partitions_tell(run_id: uuid.UUID) -> int:
    """Tell of a run's next partitions, so many that as many as are allowed are on their way; once this is committed.

    Only these stand in the broker's queue: a run of a thousand partitions keeps no other tenant's waiting.

    Returns:
        How many were told.
    """
    partitions = RunPartition.objects.filter(run_id=run_id)
    queued = Q(state=PartitionState.QUEUED)
    with transaction.atomic():
        on_their_way = partitions.filter(Q(state=PartitionState.RUNNING) | queued & Q(told_at__isnull=False)).count()
        room = max(0, settings.BATCH_WORKERS - on_their_way)
        waiting = partitions.filter(queued, told_at=None, due_at__lte=Now()).order_by("number")
        ids = list(waiting.select_for_update(skip_locked=True).values_list("id", flat=True)[:room])
        if ids:
            RunPartition.objects.filter(id__in=ids).update(told_at=Now())
            transaction.on_commit(partial(_send, current_tenant_id(), ids), robust=True)
    return len(ids)


def _send(tenant_id: uuid.UUID, ids: list[uuid.UUID]) -> None:
    for partition_id in ids:
        try:
            current_app.send_task(TASK, args=[str(tenant_id), str(partition_id)], ignore_result=True)
        except Exception as error:
            log.warning("the broker could not be told of a partition, which the sweeper does again: %s", error)
            return
