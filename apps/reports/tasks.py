"""Writing reports and data exports in a worker."""

import threading
import uuid
from collections.abc import Mapping

from celery import shared_task
from django.db import connection

from apps.inventory.selectors import period_get
from apps.jobs.models import Job
from apps.jobs.services import job_run
from apps.reports.data_export.services import data_export_write
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


@shared_task(name="reports.data_export")
def write_data_export(tenant_id: str, job_id: str) -> None:
    """Write everything an organisation has into one file."""
    tenant = uuid.UUID(tenant_id)

    def work(job: Job) -> Mapping[str, object]:
        def told(done: int, total: int, doing: str) -> None:
            # From a thread of its own: what the export's one transaction noted, nobody would see before its end.
            thread = threading.Thread(target=_told, args=(tenant, job, done, total, doing))
            thread.start()
            thread.join()

        return data_export_write(tenant_id=tenant, export_id=uuid.UUID(str(job.arguments["export_id"])), told=told)

    job_run(tenant_id=tenant, job_id=uuid.UUID(job_id), work=work)


def _told(tenant_id: uuid.UUID, job: Job, done: int, total: int, doing: str) -> None:
    try:
        with tenant_scope(tenant_id):
            job.report(done=done, total=total, message=f"Reading {doing}")
    finally:
        connection.close()
