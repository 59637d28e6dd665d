"""Running an agent over a period's activity data: each row once, with its proof or its reason."""

import uuid
from collections.abc import Iterable
from contextlib import suppress
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F, Sum
from django.db.models.functions import Now

from apps.agents.models import AgentVersion
from apps.events.audit import audit_record
from apps.events.models import AuditKind, Topic
from apps.events.services import event_record
from apps.inventory.figures.reading import figures_ask
from apps.inventory.figures.updating import figures_complete
from apps.inventory.models import GroupState, LineState, MappingGroup, ReportingPeriod
from apps.inventory.selectors import period_get, require_open
from apps.inventory.services.reviews import review_ask
from apps.jobs.models import Job, JobState
from apps.jobs.services import WorkFailed
from apps.runtime.batch.progress import Progress, RunState, run_progress
from apps.runtime.batch.telling import partitions_tell
from apps.runtime.errors import RUN_ANOTHER, NotAccepting, NothingToResume, NothingToRun
from apps.runtime.models import OPEN, Execution, PartitionState, RowChoice, Run, RunPartition
from apps.runtime.selectors import hold_running, run_job, run_lock
from greenlang.errors import Gone
from greenlang.isolation import current_tenant_id

KIND = "run"
_FAILURES_SHOWN = 100
_STRETCHES_SHOWN = 5
_SPLIT_SQL = """
WITH numbered AS (
    SELECT id, row_number() OVER (ORDER BY upload_id, row) - 1 AS place
    FROM inventory_activitydata activity
    WHERE period_id = %(period)s AND tenant_id = %(tenant)s AND agent = ANY(%(agents)s) {waiting} {narrowed}
)
INSERT INTO runtime_runpartition (id, tenant_id, run_id, number, activity_ids, first, rows, state, fence, lease_owner,
    attempts, interruptions, suspects, due_at, succeeded, failed, dead)
SELECT gen_random_uuid(), %(tenant)s, %(run)s, place / %(size)s, array_agg(id ORDER BY place), min(place) + 1, count(*),
    %(state)s, 0, '', 0, 0, '{}', now(), 0, 0, 0
FROM numbered GROUP BY place / %(size)s
RETURNING rows
"""
# What a row of the mapping queue means, a person says; no run says it instead.
_NOT_WAITING = """AND NOT (agent = '' AND EXISTS (
        SELECT FROM inventory_mappinggroup mapping
        WHERE mapping.tenant_id = %(tenant)s AND mapping.period_id = %(period)s AND mapping.state = %(open)s
            AND mapping.id = activity.mapping_group
    ))"""
# A row whose calculation was taken back has none: it is calculated anew.
_NEW_ONLY = """AND NOT EXISTS (
        SELECT FROM inventory_ledgerline line
        WHERE line.tenant_id = %(tenant)s AND line.period_id = %(period)s AND line.activity_id = activity.id
            AND line.state = %(counts)s
    )"""


def run_create(
    *,
    version: AgentVersion,
    period: ReportingPeriod,
    actor: str = "",
    choice: RowChoice = RowChoice.ALL,
    own_only: bool = False,
) -> Run:
    """A run over a period's activity data as it is at this moment, split into partitions: the rows that are not meant
    for another agent, and do not wait in the mapping queue.

    Args:
        choice: all of them, or those that no run has calculated yet.
        own_only: without the rows that any agent may calculate.

    Raises:
        NothingToRun: there are none.
        PeriodLocked: the period was signed off.
    """
    with transaction.atomic():
        require_open(period)
        run = Run.objects.create(version=version, period_id=period.id, actor=actor, choice=choice, own_only=own_only)
        run.rows = _split(run)
        if not run.rows:
            raise _no_rows(run, period)
        run.save(update_fields=["rows"])
        event_record(
            topic=Topic.EXECUTION,
            event="exec.started",
            aggregate_type="run",
            aggregate_id=str(run.id),
            payload={"agent_id": version.agent.slug, "version": version.version, "rows": str(run.rows)},
        )
    return run


def _no_rows(run: Run, period: ReportingPeriod) -> NothingToRun:
    without = " that has no calculation yet" if run.choice == RowChoice.NEW else ""
    waiting = MappingGroup.objects.filter(period=period, state=GroupState.OPEN).aggregate(rows=Sum("rows"))["rows"]
    mend = "Upload a file first, or choose the agent its rows are meant for."
    return NothingToRun(
        f"{period.name} has no activity data for {run.version.agent.slug}{without}.",
        where="period_id",
        mend=f"Choose factors in the mapping queue, where {waiting:,} rows wait." if waiting else mend,
    )


def _split(run: Run) -> int:
    """Partitions of the period's rows, made by the database from its own; how many rows."""
    parameters: dict[str, Any] = {
        "period": run.period_id,
        "tenant": current_tenant_id(),
        "run": run.id,
        "agents": [run.version.agent.slug] if run.own_only else ["", run.version.agent.slug],
        "size": settings.BATCH_PARTITION_ROWS,
        "state": PartitionState.QUEUED.value,
        "open": GroupState.OPEN.value,
        "counts": LineState.COUNTS.value,
    }
    if run.choice == RowChoice.NEW:
        figures_complete()
    with connection.cursor() as cursor:
        narrowed = _NEW_ONLY if run.choice == RowChoice.NEW else ""
        waiting = "" if run.own_only else _NOT_WAITING
        cursor.execute(_SPLIT_SQL.replace("{narrowed}", narrowed).replace("{waiting}", waiting), parameters)
        return sum(rows for (rows,) in cursor.fetchall())


def run_submit(
    *,
    version: AgentVersion,
    period: ReportingPeriod,
    actor: str,
    choice: RowChoice = RowChoice.ALL,
    own_only: bool = False,
) -> Job:
    """Make a run over a period, as `run_create`, and tell the workers of its partitions."""
    with transaction.atomic():
        run = run_create(version=version, period=period, actor=actor, choice=choice, own_only=own_only)
        named = {"run_id": str(run.id)}
        job = Job.objects.create(kind=KIND, arguments=named, result=named, total=run.rows, created_by=actor)
        Run.objects.filter(id=run.id).update(job_id=job.id)
        partitions_tell(run.id)
        audit_record(
            kind=AuditKind.RUN,
            act="started a run of",
            actor=actor,
            subject=f"{version.agent.slug} {version.version}",
            detail=f"over {period.name}, {run.rows} rows",
        )
    return job


def run_settle(run_id: uuid.UUID) -> Progress:
    """Note how far a run is, and how it ended once every partition has. Safe to call at any time, by anybody."""
    progress = run_progress(run_id)
    run = run_lock(run_id)
    if progress.is_over:
        # Others may have ended while the row was waited for.
        progress = run_progress(run_id)
    run.succeeded, run.failed = progress.succeeded, progress.failed
    run.save(update_fields=["succeeded", "failed"])
    if progress.is_over and run.finished_at is None:
        Run.objects.filter(id=run_id).update(finished_at=Now())
        figures_ask(at_once=True)
        review_ask(period=period_get(run.period_id), by=run.actor)
    job = run_job(run)
    if job is not None and not job.is_terminal:
        _job_note(job, run, progress)
    return progress


def _job_note(job: Job, run: Run, progress: Progress) -> None:
    if job.state == JobState.QUEUED and progress.has_begun:
        job.begin()
    job.report(done=progress.done, total=progress.rows, message=progress.message)
    if progress.state == RunState.CANCELLED:
        job.cancel()
    elif progress.state == RunState.FAILED:
        job.fail(_failure(run))
    elif progress.state == RunState.SUCCEEDED:
        job.succeed(run_result(run, progress))


def _failure(run: Run) -> WorkFailed:
    failed = RunPartition.objects.filter(run=run, state=PartitionState.FAILED).order_by("first")
    rows = sum(failed.values_list("rows", flat=True))
    error = failed[0].error or {}
    told, mend = [error.get("message", "")], RUN_ANOTHER
    if not run.is_of_retired:
        told, mend = [*told, error.get("mend", "")], "Resume the run once the cause is mended."
    return WorkFailed(
        f"{rows:,} rows were not calculated: {' '.join(filter(None, told))}",
        where=_where(failed.values_list("first", "rows")),
        mend=mend if rows == run.rows else f"{mend} The other rows are in the ledger.",
    )


def _where(shares: Iterable[tuple[int, int]]) -> str:
    """The rows of partitions, each (place of its first row, how many) and in their order; neighbours as one stretch."""
    stretches: list[tuple[int, int]] = []
    for first, rows in shares:
        begin = stretches.pop()[0] if stretches and stretches[-1][1] == first - 1 else first
        stretches.append((begin, first + rows - 1))
    told = [f"{begin} to {end}" for begin, end in stretches[:_STRETCHES_SHOWN]]
    more = len(stretches) - len(told)
    return f"rows {', '.join(told)}" + (f" and {more} stretches more" if more else "")


def run_result(run: Run, progress: Progress) -> dict[str, Any]:
    """What a run came to."""
    refused = Execution.objects.filter(run=run, calculation_id=None)[:_FAILURES_SHOWN]
    failures = [
        {"activity_id": str(e.activity_id), "reason": e.error.get("message", "") if e.error else ""} for e in refused
    ]
    return {
        "run_id": str(run.id),
        "rows": run.rows,
        "succeeded": progress.succeeded,
        "failed": progress.failed,
        "failures": failures,
    }


def run_cancel(run: Run) -> Progress:
    """Nothing of the run is committed from here on; what has been stays."""
    run = run_lock(run.id)
    RunPartition.objects.filter(run=run, state__in=OPEN).update(
        state=PartitionState.CANCELLED, fence=F("fence") + 1, lease_owner="", lease_until=None, finished_at=Now()
    )
    if job := run_job(run):
        job.ask_to_cancel()
    return run_settle(run.id)


def run_resume(run: Run) -> Progress:
    """Begin again what failed, was cancelled or is held; what is in the ledger stays as it is.

    Raises:
        Gone: its agent is retired.
        NothingToResume: every partition is done or on its way.
        PeriodLocked: the period was signed off.
    """
    # The version before the run, as who retires it does.
    try:
        with suppress(NotAccepting):
            hold_running(run.version)
    except Gone as error:
        raise Gone(error.message, where=f"run {run.id}", mend=RUN_ANOTHER) from error
    require_open(period_get(run.period_id))
    run = run_lock(run.id)
    stopped = (PartitionState.FAILED, PartitionState.CANCELLED, PartitionState.HELD)
    waiting = RunPartition.objects.filter(run=run, state__in=stopped).update(
        state=PartitionState.QUEUED,
        fence=F("fence") + 1,
        attempts=0,
        interruptions=0,
        error=None,
        due_at=Now(),
        told_at=None,
        finished_at=None,
    )
    if not waiting:
        raise NothingToResume("Nothing of this run stands still.", where=f"run {run.id}")
    Run.objects.filter(id=run.id).update(finished_at=None, co2e=None)
    job = run_job(run)
    if job is not None and job.is_terminal:
        job.reopen()
    partitions_tell(run.id)
    return run_settle(run.id)


def runs_go_on(version: AgentVersion) -> int:
    """Queue what was held while a version accepted no work; how many partitions."""
    held = RunPartition.objects.filter(run__version=version, state=PartitionState.HELD)
    count = 0
    for run_id in sorted(set(held.values_list("run_id", flat=True))):
        run_lock(run_id)
        count += held.filter(run_id=run_id).update(state=PartitionState.QUEUED, error=None, due_at=Now(), told_at=None)
        partitions_tell(run_id)
        run_settle(run_id)
    return count


def runs_give_up(version: AgentVersion) -> int:
    """Fail what is held for a retired version, with the reason it was retired for; how many partitions."""
    try:
        hold_running(version)
    except Gone as error:
        reason = error.as_dict()
    else:
        return 0
    held = RunPartition.objects.filter(run__version=version, state=PartitionState.HELD)
    count = 0
    for run_id in sorted(set(held.values_list("run_id", flat=True))):
        run_lock(run_id)
        count += held.filter(run_id=run_id).update(state=PartitionState.FAILED, error=reason, finished_at=Now())
        run_settle(run_id)
    return count
