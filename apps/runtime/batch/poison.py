"""Rows whose calculation ended its process time after time: kept as dead letters, and done again when somebody asks."""

import itertools
import uuid

from django.db.models import Max

from apps.events.dead_letters import dead_letter_record
from apps.events.models import DeadLetter
from apps.inventory.models import ActivityData
from apps.runtime.batch.telling import partitions_tell
from apps.runtime.errors import PoisonRow
from apps.runtime.models import Execution, PartitionState, Run, RunPartition
from apps.runtime.selectors import run_get, run_job, run_lock

KIND = "batch-row"
ATTEMPTS = 3


def poison_record(run: Run, activity: ActivityData, error: PoisonRow) -> None:
    """The dead letter of a row, in the caller's transaction."""
    dead_letter_record(
        kind=KIND,
        source=f"run {run.id}",
        subject=f"{activity.upload.filename} row {activity.row}",
        payload={
            "run_id": str(run.id),
            "activity_id": str(activity.id),
            "agent_id": run.version.agent.slug,
            "version": run.version.version,
        },
        reason=error.message,
        attempts=ATTEMPTS,
    )


def row_again(letter: DeadLetter) -> str:
    """Put a row into a partition of its own, which the workers are told of; its earlier refusal is taken back.

    Raises:
        NotFound: its run is not there any more.
    """
    run = run_lock(run_get(letter.payload["run_id"]).id)
    activity_id = uuid.UUID(letter.payload["activity_id"])
    partitions = RunPartition.objects.filter(run=run)
    before = partitions.select_for_update().get(activity_ids__contains=[activity_id])
    place = _place(before, activity_id)
    Execution.objects.filter(run=run, activity_id=activity_id, calculation_id=None).delete()
    before.activity_ids.remove(activity_id)
    before.rows, before.failed, before.dead = before.rows - 1, before.failed - 1, before.dead - 1
    before.suspects.pop(str(activity_id), None)
    before.save(update_fields=["activity_ids", "rows", "failed", "dead", "suspects"])
    number = (partitions.aggregate(last=Max("number"))["last"] or 0) + 1
    RunPartition.objects.create(
        run=run, number=number, activity_ids=[activity_id], first=place, rows=1, state=PartitionState.QUEUED
    )
    Run.objects.filter(id=run.id).update(finished_at=None)
    job = run_job(run)
    if job is not None and job.is_terminal:
        job.reopen()
    partitions_tell(run.id)
    return "The row is calculated again."


def _place(partition: RunPartition, activity_id: uuid.UUID) -> int:
    """Where a row stands among the run's rows: in its partition those are missing that were given one of their own."""
    later = RunPartition.objects.filter(run_id=partition.run_id, number__gt=partition.number)
    missing = set(later.values_list("first", flat=True))
    places = (place for place in itertools.count(partition.first) if place not in missing)
    return next(itertools.islice(places, partition.activity_ids.index(activity_id), None))
