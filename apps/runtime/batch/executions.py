"""The executions of one request: calculated under guard as the rows of a partition are, committed with their job's end.

A job makes one attempt at a time. What an attempt learned (rows that ended it, interruptions) stays on the job, which
then waits its turn again; so nothing of it is lost with a worker.
"""

import uuid
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeAlias

from celery import current_app
from django.conf import settings
from django.db import InterfaceError, OperationalError, transaction
from django.utils import timezone

from apps.agents.models import AgentVersion
from apps.calculations.models import Calculation
from apps.calculations.selectors.factors import factor_lookup, gwp_set
from apps.calculations.services.partitions import Partition, partition_of, source_text
from apps.calculations.sources import Source
from apps.jobs.beating import BEAT_SECONDS
from apps.jobs.models import Job, JobState
from apps.jobs.services import Cancelled, WorkFailed
from apps.runtime.batch.brief import brief_scope
from apps.runtime.batch.calculating import segment_write
from apps.runtime.batch.endings import Alone, Ending, ending_heard, ending_of, limits, rows_tried
from apps.runtime.batch.guard import WRITING, Guarded, Mark
from apps.runtime.batch.suspects import Suspects, blamed, poisonous, turns
from apps.runtime.errors import FailedElsewhere, LeaseLost, NotAccepting
from apps.runtime.models import Execution
from apps.runtime.selectors import hold_running
from apps.runtime.services.execution import agent_document, agent_of
from apps.runtime.services.many import executions_read
from greenlang.caching.counters import serving_agent
from greenlang.engine.batch import BatchCalculator, Computed
from greenlang.engine.numbers import canonical_number
from greenlang.errors import GreenLangError
from greenlang.isolation import tenant_scope

HELD_SECONDS = 15
_MEND = "Mend the input or the agent, then send it again."
Answers: TypeAlias = Sequence[Computed | GreenLangError]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a job is to execute, read before its process is forked.

    Args:
        inputs: the documents, in their order.
        source: of all of them.
        suspects: of earlier attempts, by place in ``inputs``.
    """

    job: Job
    tenant_id: uuid.UUID
    version: AgentVersion
    calculator: BatchCalculator
    inputs: Sequence[dict[str, Any]]
    source: Source
    suspects: Suspects

    @classmethod
    def of(cls, job: Job, version: AgentVersion, tenant_id: uuid.UUID) -> "Asked":
        """Read in the present tenant's scope; raises what loading the agent raises."""
        document = executions_read(job.arguments["body"].encode())
        source, agent = Source.on(document.get("on", ""), where="/on"), agent_of(version)
        gwp = gwp_set(document.get("gwp_set") or agent.GWP_SET)
        calculator = BatchCalculator(agent, partial(factor_lookup, on=source.day), gwp, agent_document(version))
        suspects = job.arguments.get("suspects", {})
        return cls(job, tenant_id, version, calculator, document["inputs"], source, suspects)


Way: TypeAlias = Callable[[Asked], Ending]
"""How an attempt is made."""


def under_guard(asked: Asked) -> Ending:
    """In a process of its own, with limits; it is called back once the job is cancelled."""
    guarded = Guarded(Alone(lambda question, mark: here(asked, mark)), limits())
    try:
        beat_seconds = min(settings.BATCH_LEASE_SECONDS / 4, BEAT_SECONDS)
        ended = guarded.ask(b"", beat=partial(_is_wanted, asked), beat_seconds=beat_seconds)
    finally:
        guarded.end()
    return ending_heard(ended, str)


def here(asked: Asked, mark: Mark) -> Ending:
    """In this process: calculate, then commit in one transaction."""
    try:
        with tenant_scope(asked.tenant_id):
            answers = _calculated(asked, mark)
        mark.at(WRITING)
        with brief_scope(asked.tenant_id):
            _commit(asked, answers)
    except Exception as error:
        return ending_of(error)
    return {"how": "done"}


def executions_work(job: Job, tenant_id: uuid.UUID, way: Way = under_guard) -> None:
    """One attempt: done and told, or neither. While the agent is paused the job waits.

    Raises:
        Cancelled, FailedElsewhere, and what keeps an agent from being loaded: how the job ends.
    """
    with tenant_scope(tenant_id):
        version = AgentVersion.objects.select_related("agent").get(id=job.arguments["version_id"])
        try:
            hold_running(version)
        except NotAccepting as error:
            _held(job, tenant_id, error.as_dict())
            return
        asked = Asked.of(job, version, tenant_id)
    ending = way(asked)
    with tenant_scope(tenant_id):
        _note(asked, ending)


def _calculated(asked: Asked, mark: Mark) -> Answers:
    rows = ((str(place), partial(asked.calculator.row, row)) for place, row in enumerate(asked.inputs))
    with serving_agent(asked.calculator.agent.AGENT_ID):
        return list(rows_tried(rows, poisonous(asked.suspects), mark, mend=_MEND))


def _commit(asked: Asked, answers: Answers) -> None:
    """Calculations, ledger, event and the job's end, once.

    Raises:
        NotAccepting, Gone: the agent was stopped meanwhile.
        LeaseLost, Cancelled: the job has ended meanwhile, or is to end.
    """
    hold_running(asked.version)
    job = asked.job.held.select_for_update().first()
    if job is None:
        raise LeaseLost("The job has ended otherwise.", where=f"job {asked.job.id}")
    if job.cancel_requested:
        raise Cancelled("Cancelled.")
    source = source_text(asked.source.as_document())
    done = [(each, source, None) for each in answers if not isinstance(each, GreenLangError)]
    segment = partition_of(asked.tenant_id, done)
    if done:
        _written(asked, segment)
    job.report(done=len(answers), total=len(answers))
    job.succeed(_result(answers, segment.ids))


def _written(asked: Asked, segment: Partition) -> None:
    version, job = asked.version, asked.job
    Execution.objects.bulk_create(
        Execution(version=version, calculation_id=each, actor=job.created_by) for each in segment.ids
    )
    segment.event = {"agent_id": version.agent.slug, "version": version.version, "job_id": str(job.id)}
    segment_write(segment)


def _result(answers: Answers, ids: Sequence[str]) -> dict[str, Any]:
    """An answer for each input, in their order."""
    rows, made = Calculation.objects.in_bulk(list(ids)), iter(ids)
    results: list[dict[str, Any]] = []
    for answer in answers:
        if isinstance(answer, GreenLangError):
            results.append({"error": answer.as_dict() | {"message": str(answer)}})
        else:
            row = rows[uuid.UUID(next(made))]
            results.append(
                {"calculation_id": str(row), "result": canonical_number(row.result), "unit": row.result_unit}
            )
    return {"results": results, "succeeded": len(ids), "failed": len(answers) - len(ids)}


def _is_wanted(asked: Asked) -> bool:
    """Say that this worker lives; whether the job is still to be done.

    A database that does not answer keeps nobody from working on.
    """
    with suppress(OperationalError, InterfaceError), tenant_scope(asked.tenant_id):
        return asked.job.heard() and asked.job.held.filter(cancel_requested=False).exists()
    return True


def _note(asked: Asked, ending: Ending) -> None:
    how, error, job = ending["how"], ending.get("error", {}), asked.job
    if how in {"lost", "cancelled"}:
        job.refresh_from_db(fields=["state", "cancel_requested"])
        if job.cancel_requested and not job.is_terminal:
            raise Cancelled("Cancelled.")
    elif how == "held":
        _held(job, asked.tenant_id, error)
    elif how == "row":
        suspects = blamed(asked.suspects, ending["row"], error["message"], ending["weight"])
        pause = _pause(turns(suspects, ending["row"]))
        _again(job, asked.tenant_id, pause, f"Input {ending['row']}: {error['message']}", suspects=suspects)
    elif how == "interrupted":
        _interrupted(job, asked.tenant_id, error["message"])
    elif how != "done":
        raise FailedElsewhere(error)


def _interrupted(job: Job, tenant_id: uuid.UUID, reason: str) -> None:
    count = job.arguments.get("interruptions", 0) + 1
    if count >= settings.BATCH_INTERRUPTIONS:
        raise WorkFailed(reason, mend="Send it again once the cause is mended.")
    _again(job, tenant_id, _pause(1), reason, interruptions=count)


def _held(job: Job, tenant_id: uuid.UUID, error: Mapping[str, Any]) -> None:
    """A paused or stopped agent's work waits, as that of its runs; a retired one's has failed."""
    _again(job, tenant_id, HELD_SECONDS, f"Held: {error['message']}")


def _pause(turn: int) -> int:
    """Seconds before the next attempt; they double."""
    return int(settings.BATCH_BACKOFF_SECONDS * 2 ** (turn - 1)) if turn else 0


def _again(job: Job, tenant_id: uuid.UUID, pause: int, message: str, **learned: Any) -> None:
    """Back into the queue, and told again in a while; where that is lost, by the sweeper."""
    put = job.held.update(
        state=JobState.QUEUED,
        message=message[:300],
        started_at=None,
        heard_at=None,
        told_at=timezone.now(),
        arguments=job.arguments | learned,
    )
    if put:
        again = partial(current_app.send_task, job.task, args=[str(tenant_id), str(job.id)], countdown=pause)
        transaction.on_commit(again, robust=True)
