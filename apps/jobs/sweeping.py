"""Jobs without a task: the broker lost it before it began, or its worker is gone for good."""

from datetime import timedelta

from celery import current_app
from django.conf import settings
from django.db import transaction
from django.db.models.functions import Now

from apps.jobs.models import Job, JobState
from apps.jobs.services import WorkFailed
from greenlang.isolation import current_tenant_id

QUEUED_SECONDS = 120
MARGIN_SECONDS = 60


def jobs_sweep() -> int:
    """Enqueue the present tenant's jobs that have waited too long, fail those that run longer than any task may.

    A task that was in the queue after all finds that its job has begun, and does nothing.

    Returns:
        How many there were of both.
    """
    return _tell_again() + _fail_lost()


def _tell_again() -> int:
    waiting = Job.objects.filter(state=JobState.QUEUED).exclude(task="")
    late = waiting.filter(told_at__lt=Now() - timedelta(seconds=QUEUED_SECONDS))
    jobs = list(late.select_for_update(skip_locked=True))
    tenant_id = str(current_tenant_id())
    for job in jobs:
        Job.objects.filter(id=job.id).update(told_at=Now())
        transaction.on_commit(
            lambda job=job: current_app.send_task(job.task, args=[tenant_id, str(job.id)]),  # type: ignore[misc]
            robust=True,
        )
    return len(jobs)


def _fail_lost() -> int:
    longest = timedelta(seconds=settings.CELERY_TASK_TIME_LIMIT + MARGIN_SECONDS)
    lost = list(Job.objects.filter(state=JobState.RUNNING, started_at__lt=Now() - longest).exclude(task=""))
    for job in lost:
        job.fail(WorkFailed("Its worker was not heard of any more.", mend="Start it again."))
    return len(lost)
