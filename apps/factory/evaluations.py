"""Evaluating a registered version once more, as deeply as it is asked for."""

import uuid
from collections.abc import Mapping
from typing import Any

from apps.agents.models import AgentVersion
from apps.evaluation.agent_under_test import AgentUnderTest
from apps.evaluation.depth import ON_DEMAND
from apps.evaluation.evaluating import evaluate
from apps.evaluation.quality_report import quality_report
from apps.evaluation.scoring import gate
from apps.evaluation.services import report_keep
from apps.factory.errors import NothingToEvaluate
from apps.factory.promises import promises_of
from apps.jobs.models import Job
from apps.jobs.services import job_run
from apps.registry.services.packs import pack_load, pack_of
from greenlang.errors import InvalidInput
from greenlang.isolation import tenant_scope

KIND = "evaluation"
TASK = "factory.evaluate_agent"


def evaluation_prepare(*, version: AgentVersion, depth: str, actor: str) -> Job:
    """A job for it, not yet enqueued.

    Args:
        depth: a name of `ON_DEMAND`.

    Raises:
        NothingToEvaluate: the version has no registered pack.
        InvalidInput: there is no such depth.
    """
    if depth not in ON_DEMAND:
        raise InvalidInput(f"There is no depth {depth!r}.", where="depth", mend=f"Say {' or '.join(ON_DEMAND)}.")
    if not version.pack_sha256:
        raise NothingToEvaluate(f"{version} has no pack.", where="version", mend="Build it first.")
    arguments = {"version_id": str(version.id), "depth": depth}
    return Job.objects.create(kind=KIND, task=TASK, arguments=arguments, total=1, created_by=actor)


def evaluation_work(job: Job, tenant_id: uuid.UUID) -> Mapping[str, Any]:
    """Evaluate the registered pack and keep the report beside the gate's, which stays what it is."""
    depth = ON_DEMAND[job.arguments["depth"]]
    with tenant_scope(tenant_id):
        version = AgentVersion.objects.select_related("agent").get(id=job.arguments["version_id"])
        files = pack_load(version, pack_of(version))
        promises = promises_of(version)
    evaluation = evaluate(
        AgentUnderTest(files, version.agent.slug, version.version),
        depth=depth,
        earlier=promises.earlier,
        consumers=promises.consumers,
    )
    decision = gate(evaluation)
    report = quality_report(evaluation, decision, version.pack_sha256)
    with tenant_scope(tenant_id):
        kept = report_keep(
            version=version, report=report, decision=decision, pack_sha256=version.pack_sha256, depth=depth.name
        )
    return {
        "agent_id": version.agent.slug,
        "version": version.version,
        "depth": depth.name,
        "report_id": str(kept.id),
        "report_hash": kept.report_hash,
        "gate": decision.as_document(),
        "seconds": kept.seconds,
    }


def evaluation_now(*, tenant_id: uuid.UUID, version: AgentVersion, depth: str, actor: str) -> Job:
    """Evaluate in this process and wait; the job says how it ended."""
    with tenant_scope(tenant_id):
        job = evaluation_prepare(version=version, depth=depth, actor=actor)
    return job_run(tenant_id=tenant_id, job_id=job.id, work=lambda job: evaluation_work(job, tenant_id))
