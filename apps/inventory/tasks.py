"""What a worker does for the inventory."""

import uuid

from celery import shared_task
from django.db import transaction

from apps.inventory.figures.updating import figures_catch_up
from apps.inventory.models import StagedFile
from apps.inventory.services.staging import facts_of, staged_ready
from apps.inventory.services.taking import KIND, file_work
from apps.jobs.models import Job
from apps.jobs.services import job_run, job_submit
from greenlang.isolation import tenant_context


@shared_task(name="inventory.figures", ignore_result=True)
def figures_bring_up(tenant_id: str) -> None:
    """Bring a tenant's figures up to date with its ledger; safe to call at any time."""
    with tenant_context(uuid.UUID(tenant_id)):
        figures_catch_up()


@shared_task(name="inventory.take_file")
def take_file(tenant_id: str, job_id: str) -> None:
    """Read a file's rows and keep them."""
    tenant = uuid.UUID(tenant_id)
    job_run(tenant_id=tenant, job_id=uuid.UUID(job_id), work=lambda job: file_work(job, tenant))


def staged_submit(*, staged: StagedFile, actor: str) -> Job:
    """Hand a draft to a worker.

    Raises:
        InvalidInput: something is left open.
    """
    with transaction.atomic():
        staged_ready(staged)
        job = job_submit(
            kind=KIND,
            task=take_file,
            arguments={"staged_id": str(staged.id), "period_id": str(staged.period_id), "filename": staged.filename},
            created_by=actor,
            total=facts_of(staged).rows,
        )
        StagedFile.objects.filter(id=staged.id).update(job_id=job.id)
    return job
