"""Runs in a worker."""

import uuid

from celery import shared_task
from django.conf import settings

from apps.runtime.batch.attempts import partition_attempt, under_guard
from apps.runtime.batch.brief import brief_scope
from apps.runtime.batch.telling import TASK, partitions_tell
from apps.runtime.services.runs import run_settle, run_submit

__all__ = ["run_partition", "run_submit"]


@shared_task(name=TASK, ignore_result=True, time_limit=settings.BATCH_TASK_SECONDS)
def run_partition(tenant_id: str, partition_id: str) -> None:
    """Make an attempt at a partition and tell of the next."""
    tenant = uuid.UUID(tenant_id)
    run_id = partition_attempt(tenant_id=tenant, partition_id=uuid.UUID(partition_id), way=under_guard)
    if run_id is not None:
        with brief_scope(tenant):
            partitions_tell(run_id)
        with brief_scope(tenant):
            run_settle(run_id)
