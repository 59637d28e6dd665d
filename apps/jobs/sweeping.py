"""Jobs without a task: the broker lost it before it began, or its worker is gone for good."""

from collections.abc import Collection
from datetime import timedelta

from celery import current_app
from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Now

from apps.jobs.lost import job_give_up
from apps.jobs.models import QUEUED_SECONDS, Job, JobState
from greenlang.isolation import current_tenant_id

MARGIN_SECONDS = 60
SILENT_SECONDS = 60
DOUBTED_SECONDS = 45
"""Three beats of a worker that goes on."""


def jobs_sweep() -> int:
    """Enqueue the present tenant's jobs that have waited too long; give up the work of workers that are silent, or too
    long at it: another does it where it can be done again, else it has failed.

    A task that was in the queue after all finds that its job has begun, and does nothing.

    Returns:
        How many there were of both.
    """
    lost = _give_up()
    return lost + _tell_again()


def jobs_abandon(*, keep: Collection[str] = ()) -> int:
    """Give up the present tenant's jobs that were begun, at a start where no worker can still be at them.

    What waits in the queue still does: where the broker knows of it no more, it is told again.

    Args:
        keep: kinds of work that goes on from where it stood.

    Returns:
        How many there were.
    """
    begun = Q(state=JobState.RUNNING) | Q(state=JobState.QUEUED, task="")
    open_jobs = Job.objects.filter(begun).exclude(kind__in=keep)
    for job in open_jobs:
        job_give_up(job, "The worker stopped before this was done.")
    return len(open_jobs)


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


def _give_up() -> int:
    """Give up what nobody is at any more.

    A silent worker is doubted first, and given up when it stays silent: a machine that slept, or a database that was
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
        job_give_up(job, "Its worker was not heard of any more.")
    return len(lost)
