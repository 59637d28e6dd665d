"""Writing reports and data exports in a worker."""

import threading
import uuid
from collections.abc import Mapping

from celery import shared_task
from django.db import connection

from apps.inventory.models import SignOffStep
from apps.inventory.selectors import period_get
from apps.jobs.models import Job
from apps.jobs.services import job_run, job_submit
from apps.reports.ahead import report_prepare_ahead
from apps.reports.data_export.services import data_export_write
from apps.reports.formats.registry import KEPT
from apps.reports.models import InventoryReport
from apps.reports.selectors import draft_id
from apps.reports.services import report_freeze, report_write
from apps.reports.signing_off import report_finish
from greenlang.isolation import tenant_context, tenant_scope


@shared_task(name="reports.write")
def write_report(tenant_id: str, job_id: str) -> None:
    """Freeze the job's period and write its files."""
    tenant = uuid.UUID(tenant_id)

    def work(job: Job) -> Mapping[str, object]:
        with tenant_scope(tenant):
            job.report(done=0, total=1 + len(KEPT), message="Freezing the period")
        with tenant_scope(tenant):
            period, report_id = period_get(job.arguments["period_id"]), draft_id(job.id)
            report = report_freeze(period=period, prepared_by=job.created_by, report_id=report_id)
        return _files(tenant, job, report)

    job_run(tenant_id=tenant, job_id=uuid.UUID(job_id), work=work)


def report_finish_submit(*, step: SignOffStep, asked_by: str) -> Job:
    """Have the final report of a signed round written."""
    return job_submit(kind="report", task=finish_report, arguments={"step_id": str(step.id)}, created_by=asked_by)


@shared_task(name="reports.ahead", ignore_result=True)
def write_ahead(tenant_id: str, period_id: str) -> None:
    """Write the files of a report of a period whose run has ended, before anybody asks."""
    report_prepare_ahead(tenant_id=uuid.UUID(tenant_id), period_id=uuid.UUID(period_id))


@shared_task(name="reports.finish")
def finish_report(tenant_id: str, job_id: str) -> None:
    """Make the final report of a period that was signed off, and write its files."""
    tenant = uuid.UUID(tenant_id)

    def work(job: Job) -> Mapping[str, object]:
        with tenant_scope(tenant):
            report = report_finish(job.arguments["step_id"])
        return _files(tenant, job, report)

    job_run(tenant_id=tenant, job_id=uuid.UUID(job_id), work=work)


def _files(tenant: uuid.UUID, job: Job, report: InventoryReport) -> dict[str, object]:
    """Write what is kept of a frozen report, outside any transaction; the job's result."""

    def told(done: int, total: int, doing: str) -> None:
        with tenant_scope(tenant):
            job.report(done=1 + done, total=1 + total, message=f"Writing {doing}")

    with tenant_context(tenant):
        files = report_write(report, told=told)
    return {
        "report_id": str(report.id),
        "files": {each.extension: "unavailable" if each.problem else "written" for each in files},
    }


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
