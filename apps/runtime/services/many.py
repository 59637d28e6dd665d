"""Many executions of one request: a job that does them in one transaction, each row with its own answer, in order."""

import uuid
from functools import partial
from typing import Any

from celery import Task, current_app
from django.db import transaction
from django.utils import timezone

from apps.agents.lifecycle import State
from apps.agents.models import AgentVersion
from apps.calculations.models import Calculation
from apps.calculations.selectors.factors import factor_lookup, gwp_set
from apps.calculations.services.batch import BatchRow, Partition, batch_execute
from apps.jobs.models import Job, JobState
from apps.jobs.services import job_submit
from apps.runtime.errors import NotAccepting
from apps.runtime.models import Execution
from apps.runtime.selectors import hold_running
from apps.runtime.services.execution import Source, agent_document, agent_of
from greenlang.edges.bodies import read_exact_json
from greenlang.engine.batch import BatchCalculator
from greenlang.engine.chain import Segment
from greenlang.engine.numbers import canonical_number
from greenlang.errors import InvalidInput
from greenlang.isolation import tenant_scope

KIND = "executions"
MOST = 1000
HELD_SECONDS = 15
MEMBERS = frozenset({"inputs", "gwp_set", "version", "on"})


def executions_read(body: bytes) -> dict[str, Any]:
    """The members of a request for many executions, each of its shape.

    Raises:
        InvalidInput: with the place.
    """
    document = read_exact_json(body)
    if not isinstance(document, dict):
        raise InvalidInput("The body is no JSON object.", where="body", mend='Send {"inputs": [{…}, …]}.')
    if unknown := sorted(set(document) - MEMBERS):
        raise InvalidInput(f"Unknown: {', '.join(unknown)}.", where=f"/{unknown[0]}", mend='Send {"inputs": […]}.')
    rows = document.get("inputs")
    if not isinstance(rows, list) or not 0 < len(rows) <= MOST:
        mend = f"1 to {MOST} objects; for more, upload activity data and start a run."
        raise InvalidInput("“inputs” is no list of inputs.", where="/inputs", mend=mend)
    for place, row in enumerate(rows):
        if not isinstance(row, dict):
            raise InvalidInput("An input is an object.", where=f"/inputs/{place}")
    for name in MEMBERS - {"inputs"}:
        if not isinstance(document.get(name, ""), str):
            raise InvalidInput(f"“{name}” is no text.", where=f"/{name}")
    Source.on(document.get("on", ""), where="/on")
    gwp_set(document.get("gwp_set") or "AR5")
    return document


def executions_submit(*, version: AgentVersion, body: bytes, actor: str, task: "Task[..., None]") -> Job:
    """A job for a body that `executions_read` has read; the text is kept, so that no number in it changes."""
    arguments = {"version_id": str(version.id), "body": body.decode()}
    return job_submit(kind=KIND, task=task, arguments=arguments, created_by=actor)


def executions_work(job: Job, tenant_id: uuid.UUID) -> None:
    """Do them, and end the job, in one transaction: done and told, or neither. While the agent is paused they wait.

    Raises:
        NotAccepting, Gone: it was stopped or retired.
    """
    with tenant_scope(tenant_id):
        version = AgentVersion.objects.select_related("agent").get(id=job.arguments["version_id"])
        try:
            hold_running(version)
        except NotAccepting:
            version.refresh_from_db(fields=["state"])
            if version.state != State.PAUSED:
                raise
            _hold(job, version, tenant_id)
        else:
            job.succeed(_executed(job, version, tenant_id))


def _hold(job: Job, version: AgentVersion, tenant_id: uuid.UUID) -> None:
    """Back into the queue, and told again in a while; where that is lost, by the sweeper."""
    Job.objects.filter(id=job.id).update(
        state=JobState.QUEUED, message=f"Held: {version} is paused.", started_at=None, told_at=timezone.now()
    )
    again = partial(current_app.send_task, job.task, args=[str(tenant_id), str(job.id)], countdown=HELD_SECONDS)
    transaction.on_commit(again, robust=True)


def _executed(job: Job, version: AgentVersion, tenant_id: uuid.UUID) -> dict[str, Any]:
    document = executions_read(job.arguments["body"].encode())
    source, agent = Source.on(document.get("on", ""), where="/on"), agent_of(version)
    calculator = BatchCalculator(
        agent,
        partial(factor_lookup, on=source.day),
        gwp_set(document.get("gwp_set") or agent.GWP_SET),
        agent_document(version),
    )
    made: list[str] = []

    def keep(partition: Partition, segment: Segment) -> None:
        made.extend(partition.ids)
        Execution.objects.bulk_create(
            Execution(version=version, calculation_id=each, actor=job.created_by) for each in partition.ids
        )

    result = batch_execute(
        tenant_id=tenant_id,
        calculator=calculator,
        rows=[BatchRow(row, source.as_document()) for row in document["inputs"]],
        within=keep,
        event={"agent_id": version.agent.slug, "version": version.version, "job_id": str(job.id)},
    )
    answers: list[dict[str, Any]] = [{} for _ in document["inputs"]]
    for refusal in result.refusals:
        answers[refusal.row - 1] = {"error": refusal.error.as_dict() | {"message": refusal.reason}}
    rows = Calculation.objects.in_bulk(made)
    done = iter(made)
    for answer in answers:
        if not answer:
            row = rows[uuid.UUID(next(done))]
            answer |= {"calculation_id": str(row), "result": canonical_number(row.result), "unit": row.result_unit}
    return {"results": answers, "succeeded": result.calculated, "failed": result.refused}
