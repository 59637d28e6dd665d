"""Runs in a worker."""

import uuid

from celery import shared_task

from apps.agents.models import AgentVersion
from apps.inventory.models import ReportingPeriod
from apps.jobs.models import Job
from apps.jobs.services import job_run, job_submit
from apps.runtime.models import Run
from apps.runtime.services.runs import run_create, run_work


@shared_task(name="runtime.run_agent")
def run_agent(tenant_id: str, job_id: str) -> None:
    """Do a run's work."""
    tenant = uuid.UUID(tenant_id)
    job_run(tenant_id=tenant, job_id=uuid.UUID(job_id), work=lambda job: run_work(job, tenant))


def run_submit(*, version: AgentVersion, period: ReportingPeriod, actor: str) -> Job:
    """Make a run over a period and hand it to a worker."""
    run = run_create(version=version, period=period)
    job = job_submit(kind="run", task=run_agent, arguments={"run_id": str(run.id)}, created_by=actor)
    Run.objects.filter(id=run.id).update(job_id=job.id)
    return job
