"""Having a period looked through: what waits to be mapped, and what is wrong with its data.

What agents run is known above; whoever stands there does the task of this name.
"""

from celery import current_app
from django.db import transaction

from apps.inventory.models import ReportingPeriod
from apps.jobs.models import Job, JobState
from greenlang.isolation import current_tenant_id

TASK = "inventory.review"
KIND = "review"


def review_ask(*, period: ReportingPeriod, by: str = "", whole: bool = False) -> Job:
    """Have a period looked through soon; a look that has not begun serves whoever asks meanwhile.

    Args:
        whole: candidates are looked for anew even where rows and agents are as they were.
    """
    waiting = Job.objects.filter(kind=KIND, state=JobState.QUEUED, arguments__period_id=str(period.id)).first()
    if waiting is not None and (waiting.arguments.get("whole") or not whole):
        return waiting
    arguments = {"period_id": str(period.id), **({"whole": True} if whole else {})}
    job = Job.objects.create(kind=KIND, arguments=arguments, created_by=by, task=TASK)
    names = [str(current_tenant_id()), str(job.id)]
    # A broker that cannot be told is told again by the sweeper.
    transaction.on_commit(lambda: current_app.send_task(TASK, args=names), robust=True)
    return job


def review_running(period: ReportingPeriod) -> Job | None:
    """The look that is being taken, or waits to be."""
    open_ = (JobState.QUEUED, JobState.RUNNING)
    return Job.objects.filter(kind=KIND, state__in=open_, arguments__period_id=str(period.id)).first()
