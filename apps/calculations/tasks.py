"""What a worker does for the ledger."""

import uuid
from collections.abc import Mapping

from celery import shared_task

from apps.calculations.services.verifications import KIND, ledger_verification
from apps.jobs.models import Job
from apps.jobs.services import job_run, job_submit
from greenlang.isolation import tenant_scope


@shared_task(name="calculations.verify", ignore_result=True)
def verify_ledger(tenant_id: str, job_id: str) -> None:
    """Verify a tenant's ledger as a whole."""
    tenant = uuid.UUID(tenant_id)

    def work(job: Job) -> Mapping[str, object]:
        with tenant_scope(tenant):
            verdict = ledger_verification()
        return {"holds": verdict.holds, "records": str(verdict.records), "reason": verdict.reason}

    job_run(tenant_id=tenant, job_id=uuid.UUID(job_id), work=work)


def ledger_verification_submit(*, actor: str) -> Job:
    """Have a worker verify the present tenant's ledger."""
    return job_submit(kind=KIND, task=verify_ledger, arguments={}, created_by=actor)
