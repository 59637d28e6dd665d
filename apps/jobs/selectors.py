"""Reading jobs."""

import uuid

from apps.jobs.models import Job
from greenlang.errors import NotFound


def job_get(job_id: uuid.UUID | str) -> Job:
    """A job of the present tenant.

    Raises:
        NotFound: no such job here.
    """
    job = Job.objects.filter(id=job_id).first()
    if job is None:
        raise NotFound("There is no such job.", where=f"job {job_id}")
    return job
