"""Looking a period through in a worker, with what the running agents take."""

import uuid
from collections.abc import Mapping

from celery import shared_task

from apps.inventory.figures.updating import figures_catch_up
from apps.inventory.selectors import period_get
from apps.inventory.services.issues import issues_detect
from apps.inventory.services.mapping import mapping_refresh
from apps.inventory.services.reviews import TASK
from apps.jobs.models import Job
from apps.jobs.services import job_run
from apps.runtime.activity.offers import offers_running
from apps.runtime.activity.refusals import refusals_of
from apps.runtime.activity.trying import RunningAgents
from apps.runtime.selectors import running_changed_at
from greenlang.isolation import tenant_context, tenant_scope


@shared_task(name=TASK, ignore_result=True)
def review(tenant_id: str, job_id: str) -> None:
    """Bring the mapping queue and the issues of the job's period up to date."""
    tenant = uuid.UUID(tenant_id)
    job_run(tenant_id=tenant, job_id=uuid.UUID(job_id), work=lambda job: period_review(tenant, job))


def period_review(tenant: uuid.UUID, job: Job) -> Mapping[str, object]:
    """What is found, by name."""
    with tenant_context(tenant):
        figures_catch_up()
    with tenant_scope(tenant):
        period = period_get(job.arguments["period_id"])
        if period.locked_at is not None:
            return {"locked": True}
        queue = mapping_refresh(
            period=period,
            offers=offers_running(),
            trial=RunningAgents(period),
            changed_at=None if job.arguments.get("whole") else running_changed_at(),
        )
    with tenant_scope(tenant):
        issues = issues_detect(period=period, refused=refusals_of(period))
    return {
        "waiting": queue.waiting,
        "rows": queue.rows,
        "learnt": queue.learnt,
        "issues": issues.found,
        "opened": issues.opened,
        "closed": issues.closed,
    }
