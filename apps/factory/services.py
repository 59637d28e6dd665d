"""Submitting builds, and the verbs of agents with the factory's own one added."""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from apps.agents.lifecycle import Created, ErrorDetails, Retried, State
from apps.agents.models import Agent, AgentVersion
from apps.evaluation.models import ReviewDecision
from apps.evaluation.selectors import report_waiting
from apps.factory.build_saga import BuildAndDeploy
from apps.factory.errors import VersionTaken
from apps.factory.pipeline import Build, version_result
from apps.factory.reading import Submission, read_buildable
from apps.factory.stages import CANCELLABLE, STAGES
from apps.jobs.models import Job, JobState
from apps.jobs.services import Cancelled, job_run
from apps.jobs.stages import StageRecorder
from apps.runtime.services.lifecycle import version_verb
from greenlang.errors import GreenLangError, InvalidInput
from greenlang.isolation import tenant_scope

KIND, TASK = "build", "factory.build_agent"
_SETTLED = (State.STAGED, State.ACTIVE, State.RUNNING, State.PAUSED, State.RETIRED)
Watch = Callable[[Mapping[str, Any]], None]


@dataclass(frozen=True, slots=True)
class Built:
    """What a build gave."""

    version: AgentVersion
    stages: list[dict[str, Any]]
    reused: bool

    def as_document(self) -> dict[str, Any]:
        """For commands: where it stands, and the stages with their times."""
        return version_result(self.version) | {"reused": self.reused, "stages": self.stages}


@transaction.atomic
def version_open(
    *, source: bytes, actor: str, completion: bytes = b"", filename: str = "pack.yaml"
) -> tuple[AgentVersion, Job | None]:
    """A version in Draft for this specification, or the settled version that was built from the very same bytes.

    Args:
        source: the pack.yaml.
        completion: what makes it calculable, kept beside it; may be empty.

    Returns:
        The version, and the job that built it when there is nothing left to do.

    Raises:
        SpecError: the specification cannot be read or built from; nothing was kept.
        VersionTaken: the version number stands for another specification, or is being built now.
    """
    submission = Submission(source, completion, filename)
    reading = read_buildable(submission)
    spec = reading.spec
    agent, _ = Agent.objects.get_or_create(
        slug=spec.agent.id,
        defaults={"name": spec.agent.name[:200], "description": spec.agent.description or spec.pack.description},
    )
    # One submission of an agent at a time: the second finds what the first has made.
    Agent.objects.select_for_update().get(id=agent.id)
    version = AgentVersion.objects.select_for_update().filter(agent=agent, version=spec.pack.version).first()
    if version is None:
        version = AgentVersion(
            agent=agent,
            version=spec.pack.version,
            spec_source=source,
            spec_completion=completion,
            spec_hash=reading.source_hash,
            created_by=actor,
        )
        version.begin(Created(reading.source_hash, spec.pack.id, spec.pack.version), actor=actor)
        return version, None
    if version.state in _SETTLED:
        if version.spec_hash == reading.source_hash:
            return version, job_of(version)
        raise VersionTaken(
            f"{agent.slug} {version.version} is {version.state} and was built from another specification.",
            where="pack.version",
            mend="Versions never change: raise pack.version.",
        )
    _begin_again(version, submission, reading.source_hash, actor)
    return version, None


def job_of(version: AgentVersion) -> Job | None:
    """The latest job that built a version, or tried to."""
    return Job.objects.filter(kind=KIND, arguments__version_id=str(version.id)).order_by("-created_at").first()


def _begin_again(version: AgentVersion, submission: Submission, spec_hash: str, actor: str) -> None:
    job = job_of(version)
    if job is not None and not job.is_terminal:
        raise VersionTaken(f"{version} is being built.", where=f"job {job.id}", mend="Wait for it, or watch the job.")
    report = report_waiting(version)
    if report is not None:
        raise VersionTaken(
            f"{version} waits for a reviewer: score {report.score}, between 60 and 70.",
            where="pack.version",
            mend="Decide on it, or mend the specification and raise pack.version.",
        )
    if version.state not in {State.FAILED, State.DRAFT}:
        lost = ErrorDetails("", "lost", "The build ended without an answer.", [])
        version.transition("agent.failed", lost, actor="system")
    version.resubmit(source=submission.source, completion=submission.completion, spec_hash=spec_hash, actor=actor)


@transaction.atomic
def build_prepare(
    *, source: bytes, actor: str, completion: bytes = b"", filename: str = "pack.yaml"
) -> tuple[Job, bool]:
    """A build's job, not yet enqueued; or the finished one of the same bytes.

    Returns:
        The job, and whether there is work to do.
    """
    version, settled = version_open(source=source, completion=completion, actor=actor, filename=filename)
    if settled is not None:
        lost = settled.state == JobState.FAILED and version.state == State.STAGED
        if lost:
            # Its worker ended between registering and deploying.
            settled.queue_again()
        return settled, lost
    return job_create(version, actor), True


def job_create(version: AgentVersion, actor: str, **more: str) -> Job:
    """The job of a build, or of the rest of one (``review``: the decision that lets it go on)."""
    arguments = {"version_id": str(version.id), **more}
    return Job.objects.create(kind=KIND, task=TASK, arguments=arguments, total=len(STAGES), created_by=actor)


def build_work(job: Job, tenant_id: uuid.UUID, watch: Watch | None = None) -> Mapping[str, Any]:
    """Run the pipeline of a job, noting each stage on it."""
    with tenant_scope(tenant_id):
        version = AgentVersion.objects.select_related("agent").get(id=job.arguments["version_id"])
        review = ReviewDecision.objects.filter(id=job.arguments.get("review")).select_related("report").first()

    def tell(stages: list[dict[str, Any]]) -> None:
        done = [stage for stage in stages if stage["state"] in {"done", "failed"}]
        running = [stage for stage in stages if stage["state"] == "running"]
        with tenant_scope(tenant_id):
            stopped = _stop_asked(job) if running and running[0]["name"] in CANCELLABLE else ""
            if stopped:
                running[0]["state"] = "waiting"
            label = running[0]["label"] if running else ""
            job.report(done=len(done), total=len(stages), message=label, stages=stages)
        if stopped:
            raise Cancelled(stopped, mend="Build it again whenever you like.")
        if watch and done and not running:
            watch(done[-1])

    stages = StageRecorder(tell, STAGES)
    if job.stages:
        # The job goes on: what its worker before had done stays told.
        stages.records = job.stages
    return BuildAndDeploy(Build(tenant_id, version, job.created_by, stages, review), job.id).run()


def _stop_asked(job: Job) -> str:
    """Who has asked for the build to stop, as a sentence; empty where nobody has."""
    job.refresh_from_db(fields=["cancel_requested", "arguments"])
    return f"Cancelled by {job.arguments.get('cancelled_by', 'somebody')}." if job.cancel_requested else ""


@transaction.atomic
def build_cancel(*, job: Job, actor: str) -> bool:
    """Stop a build: at once where no worker has begun, else before its next stage; the version can be built again.

    Returns:
        Whether it can still be stopped: what is registered stays, and a build that has ended has ended.
    """
    locked = Job.objects.select_for_update().get(id=job.id)
    begun = {stage["name"] for stage in locked.stages if stage["state"] != "waiting"}
    if locked.is_terminal or begun - CANCELLABLE:
        return False
    locked.arguments = {**locked.arguments, "cancelled_by": actor}
    locked.cancel_requested = True
    locked.save(update_fields=["arguments", "cancel_requested"])
    if locked.state == JobState.QUEUED:
        locked.cancel()
    return True


def build_now(
    *,
    tenant_id: uuid.UUID,
    source: bytes,
    actor: str,
    completion: bytes = b"",
    on_stage: Watch | None = None,
    filename: str = "pack.yaml",
) -> Built:
    """Build in this process and wait.

    Raises:
        GreenLangError: the stage's own; the version is Failed and its history says why.
    """
    with tenant_scope(tenant_id):
        job, fresh = build_prepare(source=source, completion=completion, actor=actor, filename=filename)
    return job_finish(tenant_id, job, on_stage) if fresh else _built(tenant_id, job, reused=True)


def job_finish(tenant_id: uuid.UUID, job: Job, on_stage: Watch | None = None) -> Built:
    """Do a prepared job in this process.

    Raises:
        BuildFailed: with the stage's own message.
    """
    job_run(tenant_id=tenant_id, job_id=job.id, work=lambda j: build_work(j, tenant_id, on_stage))
    return _built(tenant_id, job, reused=False)


def _built(tenant_id: uuid.UUID, job: Job, *, reused: bool) -> Built:
    with tenant_scope(tenant_id):
        job.refresh_from_db()
        if job.error:
            raise BuildFailed.of(job.error)
        version = AgentVersion.objects.select_related("agent").get(id=job.arguments["version_id"])
    return Built(version, job.stages, reused)


class BuildFailed(GreenLangError):
    """A build ended without an agent; the message is the stage's own."""

    code = "build-failed"
    status = 422

    @classmethod
    def of(cls, document: Mapping[str, Any]) -> "BuildFailed":
        """The error a job kept."""
        return cls(
            str(document["message"]),
            where=str(document.get("where", "")),
            mend=str(document.get("mend", "")),
            errors=document.get("errors", ()),
        )


def version_command(*, version: AgentVersion, verb: str, actor: str, reason: str = "") -> AgentVersion:
    """An operator's verb; ``retry`` takes a failed version back to Draft with the same specification."""
    if verb != "retry":
        return version_verb(version=version, verb=verb, actor=actor, reason=reason)
    if version.state != State.FAILED:
        raise InvalidInput(f"Only a failed version is retried; this one is {version.state}.", where="verb")
    version.transition("agent.retried", Retried(version.spec_hash, reason), actor=actor)
    return version
