"""Jobs whose worker process died: the main process of the worker hears of it and says so on the job."""

import logging
import uuid
from typing import Any

from celery.signals import task_failure
from django.db import connections

from apps.jobs.models import Job
from apps.jobs.services import WorkFailed
from greenlang.isolation import tenant_scope

log = logging.getLogger(__name__)


@task_failure.connect(weak=False)
def job_lost(args: Any = (), exception: BaseException | None = None, **more: Any) -> None:
    """Fail the job of a task that ended without noting it; tasks are called with (tenant id, job id)."""
    try:
        tenant_id, job_id = (uuid.UUID(str(part)) for part in args)
    except (TypeError, ValueError):
        return
    try:
        with tenant_scope(tenant_id):
            job = Job.objects.select_for_update().filter(id=job_id).first()
            if job is not None and not job.is_terminal:
                job.fail(WorkFailed("The worker process ended before this was done.", mend="Start it again."))
    except Exception:
        log.exception("job %s was lost with its worker (%s), and that could not be noted", job_id, exception)
    finally:
        # Children forked from here must not share this process's connection.
        connections.close_all()
