"""Runs and operations in a worker."""

import uuid

from celery import Task, shared_task
from django.conf import settings
from django.db import transaction

from apps.agents.models import AgentVersion
from apps.jobs.models import Job
from apps.jobs.selectors import job_get
from apps.jobs.services import job_run
from apps.reports.tasks import write_ahead
from apps.runtime.batch.attempts import partition_attempt, under_guard
from apps.runtime.batch.brief import brief_scope
from apps.runtime.batch.executions import executions_work
from apps.runtime.batch.telling import TASK, partitions_tell
from apps.runtime.models import Run
from apps.runtime.overseeing.rounds import oversee
from apps.runtime.overseeing.telling import TASK as OVERSEE
from apps.runtime.selectors import run_get
from apps.runtime.services.operations import TASK as OPERATE
from apps.runtime.services.operations import operation_finish, operation_prepare
from apps.runtime.services.outcomes import runs_note
from apps.runtime.services.runs import run_settle, run_submit
from greenlang.isolation import current_tenant_id, tenant_scope

__all__ = ["operate", "operation_submit", "run_executions", "run_partition", "run_round", "run_submit"]


@shared_task(name=TASK, ignore_result=True, time_limit=settings.BATCH_TASK_SECONDS, bind=True)
def run_partition(self: "Task[..., None]", tenant_id: str, partition_id: str) -> None:
    """Make an attempt at a partition and tell of the next."""
    tenant = uuid.UUID(tenant_id)
    run_id = partition_attempt(
        tenant_id=tenant, partition_id=uuid.UUID(partition_id), way=under_guard, node=str(self.request.hostname or "")
    )
    if run_id is not None:
        with brief_scope(tenant):
            partitions_tell(run_id)
        with brief_scope(tenant):
            over = run_settle(run_id).is_over
        if over:
            with tenant_scope(tenant):
                period_id = run_get(run_id).period_id
                runs_note([period_id])
                report_due(period_id)


def report_due(period_id: uuid.UUID) -> None:
    """Have a period's report written ahead, unless another of its runs goes on; once this is committed.

    Not where ``GREENLANG_REPORTS_AHEAD`` says that nothing is.
    """
    if settings.REPORTS_AHEAD and not Run.objects.filter(period_id=period_id, finished_at=None).exists():
        tenant_id = current_tenant_id()
        transaction.on_commit(lambda: write_ahead.delay(str(tenant_id), str(period_id)), robust=True)


@shared_task(name=OPERATE, ignore_result=True)
def operate(tenant_id: str, job_id: str) -> None:
    """Do an operator's verb, step by step."""
    tenant = uuid.UUID(tenant_id)
    with tenant_scope(tenant):
        job = job_get(uuid.UUID(job_id))
    operation_finish(tenant_id=tenant, job=job)


def operation_submit(*, version: AgentVersion, verb: str, actor: str, reason: str = "") -> Job:
    """Hand an operator's verb to a worker; the job tells each step.

    Raises:
        GreenLangError: it is not possible as the version stands, and why.
    """
    job = operation_prepare(version=version, verb=verb, actor=actor, reason=reason, task=OPERATE)
    tenant_id = current_tenant_id()
    transaction.on_commit(lambda: operate.delay(str(tenant_id), str(job.id)), robust=True)
    return job


@shared_task(name=OVERSEE, ignore_result=True)
def run_round() -> None:
    """Compare what should run with what stands; a round that is being made already is left to whoever makes it."""
    oversee()


@shared_task(name="runtime.executions", ignore_result=True, time_limit=settings.BATCH_TASK_SECONDS)
def run_executions(tenant_id: str, job_id: str) -> None:
    """Do the executions of one request."""
    tenant = uuid.UUID(tenant_id)
    # A process that forks has no second thread; the guard's beat says that the worker lives.
    job_run(tenant_id=tenant, job_id=uuid.UUID(job_id), work=lambda job: executions_work(job, tenant), beats=False)
