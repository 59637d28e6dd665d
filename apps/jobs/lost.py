"""Jobs whose worker process died: the main process of the worker hears of it and says so on the job; a worker that
died with its machine is missed by the sweeper.
"""

import logging
import uuid
from typing import Any

from celery.signals import task_failure
from django.db import connections

from apps.jobs.models import Job, JobState
from apps.jobs.services import WorkFailed
from greenlang.isolation import tenant_scope

log = logging.getLogger(__name__)


MOST_LOST = 3
_repeatable: set[str] = set()


def repeatable(kind: str) -> None:
    """Work of this kind commits all it does together with the job's end: where its worker is lost, another does it."""
    _repeatable.add(kind)


def job_give_up(job: Job, reason: str) -> None:
    """What becomes of a job whose worker is gone: another does it, or it has failed."""
    again = job.kind in _repeatable and not job.cancel_requested and job.arguments.get("lost", 0) < MOST_LOST
    if again and job.state == JobState.RUNNING:
        job.give_back()
    else:
        job.fail(WorkFailed(reason, mend="Start it again."))


@task_failure.connect(weak=False)
def job_lost(args: Any = (), exception: BaseException | None = None, **more: Any) -> None:
    """Give up the job of a task that ended without noting it; tasks are called with (tenant id, job id)."""
    try:
        tenant_id, job_id = (uuid.UUID(str(part)) for part in args)
    except (TypeError, ValueError):
        return
    try:
        with tenant_scope(tenant_id):
            job = Job.objects.select_for_update().filter(id=job_id).first()
            if job is not None and not job.is_terminal:
                job_give_up(job, "The worker process ended before this was done.")
    except Exception:
        log.exception("job %s was lost with its worker (%s), and that could not be noted", job_id, exception)
    finally:
        # Children forked from here must not share this process's connection.
        connections.close_all()
