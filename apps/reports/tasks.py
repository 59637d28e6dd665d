"""Writing reports in a worker."""

import uuid
from collections.abc import Mapping

from celery import shared_task

from apps.inventory.selectors import period_get
from apps.jobs.models import Job
from apps.jobs.services import job_run
from apps.reports.services import report_freeze, report_write
from apps.reports.signing_off import report_finish
from greenlang.isolation import tenant_scope


@shared_task(name="reports.write")
def write_report(tenant_id: str, job_id: str) -> None:
    """Freeze the job's period and write its files."""
    tenant = uuid.UUID(tenant_id)

    def work(job: Job) -> Mapping[str, object]:
        with tenant_scope(tenant):
            job.report(done=0, total=2, message="Freezing the period")
            report = report_freeze(period=period_get(job.arguments["period_id"]), prepared_by=job.created_by)
            job.report(done=1, total=2, message="Writing PDF and Excel")
            report = report_write(report)
        return {"report_id": str(report.id), "pdf": "unavailable" if report.pdf_problem else "written"}

    job_run(tenant_id=tenant, job_id=uuid.UUID(job_id), work=work)


@shared_task(name="reports.finish")
def finish_report(tenant_id: str, job_id: str) -> None:
    """Make the final report of a period that was signed off, and write its files."""
    tenant = uuid.UUID(tenant_id)

    def work(job: Job) -> Mapping[str, object]:
        with tenant_scope(tenant):
            report = report_finish(job.arguments["step_id"])
            job.report(done=1, total=2, message="Writing PDF and Excel")
        with tenant_scope(tenant):
            report = report_write(report)
        return {"report_id": str(report.id), "pdf": "unavailable" if report.pdf_problem else "written"}

    job_run(tenant_id=tenant, job_id=uuid.UUID(job_id), work=work)
