"""Builds that wait."""

from apps.factory.services import KIND
from apps.jobs.models import Job, JobState


def builds_before(job: Job) -> int:
    """How many builds of the tenant were handed in earlier and have not ended; none once it has begun."""
    if job.state != JobState.QUEUED:
        return 0
    waiting = Job.objects.filter(kind=KIND, state__in=(JobState.QUEUED, JobState.RUNNING))
    return waiting.filter(created_at__lt=job.created_at).count()
