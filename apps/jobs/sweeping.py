"""Jobs without a task: the broker lost it before it began, or its worker is gone for good."""

from datetime import timedelta

from celery import current_app
from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Now

from apps.jobs.models import Job, JobState
from apps.jobs.services import WorkFailed
from greenlang.isolation import current_tenant_id

QUEUED_SECONDS = 120
MARGIN_SECONDS = 60
SILENT_SECONDS = 60
DOUBTED_SECONDS = 45
"""Three beats of a worker that goes on."""


def jobs_sweep() -> int:
    """Enqueue the present tenant's jobs that have waited too long, fail those whose worker is silent or too long at it.

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
    """Fail what nobody is at any more.

    A silent worker is doubted first, and failed when it stays silent: a machine that slept, or a database that was
    away, has kept both it and the sweeper from going on.
    """
    # One that is locked is at its work, or noting its end.
    running = Job.objects.filter(state=JobState.RUNNING).select_for_update(skip_locked=True)
    silent = running.filter(heard_at__lt=Now() - timedelta(seconds=SILENT_SECONDS), doubted_at=None)
    Job.objects.filter(id__in=[job.id for job in silent]).update(doubted_at=Now())
    given_up = Q(doubted_at__lt=Now() - timedelta(seconds=DOUBTED_SECONDS))
    longest = timedelta(seconds=max(settings.CELERY_TASK_TIME_LIMIT, settings.BATCH_TASK_SECONDS) + MARGIN_SECONDS)
    too_long = ~Q(task="") & Q(started_at__lt=Now() - longest)
    lost = list(running.filter(given_up | too_long))
    for job in lost:
        job.fail(WorkFailed("Its worker was not heard of any more.", mend="Start it again."))
    return len(lost)
