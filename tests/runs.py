"""Runs over activity data as workers do them, in the test's own process."""

import uuid

from apps.agents.models import AgentVersion
from apps.inventory.models import ReportingPeriod
from apps.jobs.models import Job
from apps.runtime.batch.attempts import here, partition_attempt
from apps.runtime.models import PartitionState, RowChoice, Run, RunPartition
from apps.runtime.services.runs import KIND, run_create, run_settle
from greenlang.isolation import tenant_scope


def run_here(
    tenant_id: uuid.UUID, *, version: AgentVersion, period: ReportingPeriod, choice: RowChoice = RowChoice.ALL
) -> Job:
    """A run's job, once all of it is done or held."""
    with tenant_scope(tenant_id):
        run = run_create(version=version, period=period, actor="test", choice=choice)
        named = {"run_id": str(run.id)}
        job = Job.objects.create(kind=KIND, arguments=named, result=named, total=run.rows, created_by="test")
        Run.objects.filter(id=run.id).update(job_id=job.id)
    return run_go_on(tenant_id, job)


def run_go_on(tenant_id: uuid.UUID, job: Job) -> Job:
    """The same for a run that is there already."""
    run_id = uuid.UUID(job.arguments["run_id"])
    with tenant_scope(tenant_id):
        waiting = RunPartition.objects.filter(run_id=run_id, state=PartitionState.QUEUED)
        partitions = list(waiting.values_list("id", flat=True))
    for partition in partitions:
        partition_attempt(tenant_id=tenant_id, partition_id=partition, way=here)
        with tenant_scope(tenant_id):
            run_settle(run_id)
    with tenant_scope(tenant_id):
        job.refresh_from_db()
    return job
