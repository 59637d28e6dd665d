"""Builds in a worker."""

import uuid

from celery import shared_task
from django.db import transaction

from apps.agents.models import AgentVersion
from apps.factory.evaluations import TASK as EVALUATE
from apps.factory.evaluations import evaluation_prepare, evaluation_work
from apps.factory.reading import Submission, submission_check
from apps.factory.reviews import review_decide
from apps.factory.services import TASK, build_prepare, build_work
from apps.jobs.models import Job
from apps.jobs.services import job_run
from greenlang.isolation import current_tenant_id


@shared_task(name=TASK)
def build_agent(tenant_id: str, job_id: str) -> None:
    """Do a build's work."""
    tenant = uuid.UUID(tenant_id)
    job_run(tenant_id=tenant, job_id=uuid.UUID(job_id), work=lambda job: build_work(job, tenant))


def build_submit(*, source: bytes, actor: str, completion: bytes = b"") -> Job:
    """Hand a specification to a worker; the same bytes again give the job that built them.

    Raises:
        SpecError: it cannot be read; nothing was kept.
        VersionTaken: the version number is another specification's.
    """
    job, fresh = build_prepare(source=source, completion=completion, actor=actor)
    if fresh:
        _enqueue(job)
    return job


def mend_submit(*, version: AgentVersion, submission: Submission, actor: str) -> Job:
    """Try a version again with a mended specification of the very same version.

    Raises:
        SpecError, VersionTaken: as `build_submit`.
        AnotherVersion: it is the specification of something else; nothing was kept.
    """
    submission_check(submission, version)
    return build_submit(source=submission.source, completion=submission.completion, actor=actor)


def review_submit(*, version: AgentVersion, reviewer: str, decision: str, reason: str) -> Job | None:
    """Keep a reviewer's decision; after an approval the rest of the build goes on in a worker.

    Raises:
        NothingToReview, OwnBuild, InvalidInput: as `review_decide`.
    """
    job = review_decide(version=version, reviewer=reviewer, decision=decision, reason=reason)
    if job:
        _enqueue(job)
    return job


@shared_task(name=EVALUATE)
def evaluate_agent(tenant_id: str, job_id: str) -> None:
    """Do an evaluation's work."""
    tenant = uuid.UUID(tenant_id)
    job_run(tenant_id=tenant, job_id=uuid.UUID(job_id), work=lambda job: evaluation_work(job, tenant))


def evaluation_submit(*, version: AgentVersion, depth: str, actor: str) -> Job:
    """Hand a registered version to a worker to be evaluated once more.

    Raises:
        NothingToEvaluate, InvalidInput: as `evaluation_prepare`.
    """
    job = evaluation_prepare(version=version, depth=depth, actor=actor)
    tenant_id = current_tenant_id()
    transaction.on_commit(lambda: evaluate_agent.delay(str(tenant_id), str(job.id)), robust=True)
    return job


def _enqueue(job: Job) -> None:
    tenant_id = current_tenant_id()
    transaction.on_commit(lambda: build_agent.delay(str(tenant_id), str(job.id)), robust=True)
