"""Submitting long work and running it in a worker."""

import logging
import uuid
from collections.abc import Callable, Mapping
from contextlib import nullcontext
from datetime import timedelta
from functools import partial
from typing import Any

from celery import Task
from django.db import transaction

from apps.jobs.beating import beating
from apps.jobs.models import GivenUp, Job
from greenlang.errors import Conflict, GreenLangError
from greenlang.isolation import current_tenant_id, tenant_scope

log = logging.getLogger(__name__)


class Cancelled(GreenLangError):
    """Raised by work that was asked to stop and has."""

    code = "cancelled"


class WorkFailed(GreenLangError):
    """The work met something nobody foresaw; the log has the details."""

    code = "work-failed"


def job_submit(
    *,
    kind: str,
    task: "Task[..., None]",
    arguments: Mapping[str, object],
    created_by: str = "",
    total: int = 0,
    after: timedelta = timedelta(),
) -> Job:
    """Make a job and enqueue its task once the caller's transaction has committed.

    Args:
        total: how much there is to do, where that is known beforehand.
        after: it is put off for so long; the sweeper, which tells the broker of what it has lost, tells it then.
    """
    job = Job.objects.create(
        kind=kind, arguments=dict(arguments), created_by=created_by, task=task.name or "", total=total
    )
    if after:
        job.put_off(after)
        return job
    tenant_id = current_tenant_id()
    # A broker that cannot be told is told again by the sweeper.
    transaction.on_commit(lambda: task.delay(str(tenant_id), str(job.id)), robust=True)
    return job


def job_run(
    *, tenant_id: uuid.UUID, job_id: uuid.UUID, work: Callable[[Job], Mapping[str, Any] | None], beats: bool = True
) -> Job:
    """Run a job's work and note how it ended. Called by tasks and by commands; safe to call twice.

    The work opens its own tenant scopes, so that what it commits stays when a later part fails. Where it answers
    nothing, it goes on elsewhere and the job stays as it is. A worker that was given up meanwhile notes nothing.

    Args:
        beats: a thread says that this worker lives; else the work does so itself, as one that forks must.
    """
    with tenant_scope(tenant_id):
        job = Job.objects.get(id=job_id)
        try:
            job.begin(beats=True)
        except Conflict:
            return job
    try:
        with beating(tenant_id, job) if beats else nullcontext():
            note = _ending(job, work)
    except GivenUp:
        log.warning("job %s is in other hands, and is left to them", job_id)
        return job
    with tenant_scope(tenant_id):
        if job.held.select_for_update().first() is not None:
            note(job)
        else:
            job.refresh_from_db()
    return job


def _ending(job: Job, work: Callable[[Job], Mapping[str, Any] | None]) -> Callable[[Job], None]:
    """Do the work; how its end is noted."""
    try:
        result = work(job)
    except Cancelled:
        return Job.cancel
    except GreenLangError as error:
        return partial(Job.fail, error=error)
    except Exception as error:
        log.exception("job %s failed", job.id)
        unforeseen = f"Unforeseen: {type(error).__name__}: {error}"
        return partial(Job.fail, error=WorkFailed(unforeseen, mend="The worker's log has the details."))
    return Job.leave if result is None else partial(Job.succeed, result=dict(result))
