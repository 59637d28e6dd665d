"""The operator's verbs as jobs, so that each step is seen while it happens."""

import uuid
from collections.abc import Callable, Mapping
from typing import Any

from apps.agents.models import AgentVersion
from apps.jobs.models import Job
from apps.jobs.services import job_run
from apps.jobs.stages import StageRecorder
from apps.runtime.selectors import deployment_of
from apps.runtime.services.lifecycle import verb_admit, version_operate
from apps.runtime.services.verbs import STEPS
from greenlang.isolation import tenant_scope

KIND = "operate"
TASK = "runtime.operate"
Watch = Callable[[Mapping[str, Any]], None]


def operation_prepare(*, version: AgentVersion, verb: str, actor: str, reason: str = "", task: str = "") -> Job:
    """The job of a verb on a version, not yet enqueued.

    Args:
        task: what does it, so that a sweeper enqueues it anew; empty where this process will.

    Raises:
        GreenLangError: it is not possible as the version stands, and why; there is no job then.
    """
    verb_admit(version=version, verb=verb, reason=reason)
    return Job.objects.create(
        kind=KIND,
        arguments={"version_id": str(version.id), "verb": verb, "reason": reason, "about": str(version)},
        stages=StageRecorder(lambda stages: None, STEPS[verb]).records,
        total=len(STEPS[verb]),
        task=task,
        created_by=actor,
    )


def operation_work(job: Job, tenant_id: uuid.UUID, watch: Watch | None = None) -> Mapping[str, Any]:
    """Do the verb of a job, noting each step on it.

    Raises:
        GreenLangError: the step's own; doing the same verb again goes on from there.
    """
    verb, reason = job.arguments["verb"], job.arguments["reason"]
    with tenant_scope(tenant_id):
        version = AgentVersion.objects.select_related("agent").get(id=job.arguments["version_id"])

    def tell(stages: list[dict[str, Any]]) -> None:
        done = sum(stage["state"] in {"done", "failed"} for stage in stages)
        running = next((stage for stage in stages if stage["state"] == "running"), None)
        message = (running["note"] or running["label"]) if running else ""
        with tenant_scope(tenant_id):
            job.report(done=done, total=len(stages), message=message, stages=stages)
        if watch and (running or done):
            watch(running or stages[done - 1])

    recorder = StageRecorder(tell, STEPS[verb])
    version_operate(
        tenant_id=tenant_id, version=version, verb=verb, actor=job.created_by, reason=reason, stages=recorder
    )
    with tenant_scope(tenant_id):
        return _standing(version)


def operation_finish(*, tenant_id: uuid.UUID, job: Job, watch: Watch | None = None) -> Job:
    """Do a prepared operation in this process; the job tells how it ended."""
    return job_run(tenant_id=tenant_id, job_id=job.id, work=lambda mine: operation_work(mine, tenant_id, watch))


def _standing(version: AgentVersion) -> dict[str, Any]:
    """Every version of the agent that is in use, with its state: what an operation may have changed."""
    version.refresh_from_db()
    deployment = deployment_of(version)
    return {
        "agent_id": version.agent.slug,
        "version": version.version,
        "state": version.state,
        "url": deployment.address if deployment else "",
        "versions": {each.version: each.state for each in AgentVersion.objects.filter(agent_id=version.agent_id)},
    }
