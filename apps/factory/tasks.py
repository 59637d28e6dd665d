"""Builds in a worker."""

import uuid

from celery import shared_task
from django.db import transaction

from apps.factory.services import build_prepare, build_work
from apps.jobs.models import Job
from apps.jobs.services import job_run
from greenlang.isolation import current_tenant_id


@shared_task(name="factory.build_agent")
def build_agent(tenant_id: str, job_id: str) -> None:
    """Do a build's work."""
    tenant = uuid.UUID(tenant_id)
    job_run(tenant_id=tenant, job_id=uuid.UUID(job_id), work=lambda job: build_work(job, tenant))


def build_submit(*, source: bytes, actor: str) -> Job:
    """Hand a specification to a worker; the same bytes again give the job that built them.

    Raises:
        SpecError: it cannot be read; nothing was kept.
        VersionTaken: the version number is another specification's.
    """
    job, fresh = build_prepare(source=source, actor=actor)
    if fresh:
        tenant_id = current_tenant_id()
        transaction.on_commit(lambda: build_agent.delay(str(tenant_id), str(job.id)))
    return job
