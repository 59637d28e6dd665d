"""How far a run is, from its partitions as they stand."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.db import models
from django.db.models import Count, Max, Min, Q, QuerySet, Sum
from django.db.models.functions import Coalesce, Now

from apps.jobs.models import Job
from apps.runtime.models import OPEN, PartitionState, RunPartition

_LATELY = timedelta(seconds=30)


class RunState(models.TextChoices):
    """Where a run stands: as its job does, and held while no partition of it may go on."""

    QUEUED = "queued"
    RUNNING = "running"
    HELD = "held"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Progress:
    """Rows and partitions of a run.

    Args:
        rows: altogether.
        succeeded, failed: committed so far; ``dead`` of the failed are in the dead letters.
        unreached: rows of partitions that failed or were cancelled.
        partitions: how many stand in which state.
        rows_a_second: over the last half minute; 0 where nothing was committed in it, and while the run stands still.
        seconds_left: at that rate; None where it says nothing.
        held: what keeps the run from going on, in one sentence.
    """

    rows: int
    succeeded: int
    failed: int
    dead: int
    unreached: int
    partitions: dict[str, int]
    rows_a_second: int
    seconds_left: int | None
    held: str

    @property
    def done(self) -> int:
        """Rows that are accounted for."""
        return self.succeeded + self.failed

    @property
    def is_over(self) -> bool:
        """No partition will change by itself."""
        return not any(self.partitions.get(state) for state in OPEN)

    @property
    def has_begun(self) -> bool:
        """Something of it was committed, or is being worked on."""
        return bool(self.done or self.partitions.get(PartitionState.RUNNING))

    @property
    def state(self) -> RunState:
        """By the partitions alone."""
        if self.partitions.get(PartitionState.HELD):
            return RunState.HELD
        if not self.is_over:
            return RunState.RUNNING if self.has_begun else RunState.QUEUED
        if self.partitions.get(PartitionState.CANCELLED):
            return RunState.CANCELLED
        return RunState.FAILED if self.partitions.get(PartitionState.FAILED) else RunState.SUCCEEDED

    @property
    def message(self) -> str:
        """One line for people."""
        if self.held:
            return f"Held at {self.done:,} of {self.rows:,} rows: {self.held}"
        rate = f", {self.rows_a_second:,} a second" if self.rows_a_second else ""
        left = f", {self.seconds_left:,} s left" if self.seconds_left else ""
        return f"{self.done:,} of {self.rows:,} rows{rate}{left}"


def run_progress(run_id: uuid.UUID) -> Progress:
    """Counted now, by two statements over the run's partitions."""
    partitions = RunPartition.objects.filter(run_id=run_id)
    states = partitions.values("state").order_by("state")
    counted = list(states.annotate(n=Count("id"), r=Sum("rows"), s=Sum("succeeded"), f=Sum("failed"), d=Sum("dead")))
    rows, succeeded = sum(each["r"] for each in counted), sum(each["s"] for each in counted)
    failed, dead = sum(each["f"] for each in counted), sum(each["d"] for each in counted)
    over = (PartitionState.FAILED, PartitionState.CANCELLED)
    standing = {each["state"]: each["n"] for each in counted}
    rate = _rate(partitions) if _moves(standing) else 0
    left = rows - succeeded - failed
    held = partitions.filter(state=PartitionState.HELD).filter(error__isnull=False)
    return Progress(
        rows=rows,
        succeeded=succeeded,
        failed=failed,
        dead=dead,
        unreached=sum(each["r"] for each in counted if each["state"] in over),
        partitions=standing,
        rows_a_second=rate,
        seconds_left=-(-left // rate) if rate and left else None,
        held=held.values_list("error__message", flat=True).first() or "",
    )


def run_state(job: Job | None, progress: Progress) -> RunState:
    """Its job's state; while that goes on, what its partitions say of it that the job does not tell yet."""
    if job is None:
        return progress.state
    ended = job.is_terminal or progress.is_over
    return RunState(job.state) if ended or progress.state == RunState.QUEUED else progress.state


def _moves(partitions: Mapping[str, int]) -> bool:
    """Rows are being committed, or will be before long: a held partition soon has the others held as well."""
    return any(partitions.get(state) for state in OPEN) and not partitions.get(PartitionState.HELD)


def _rate(partitions: "QuerySet[RunPartition]") -> int:
    """Rows a second over the last half minute, or since the run began where that is less."""
    lately = Q(state=PartitionState.DONE, finished_at__gt=Now() - _LATELY)
    found = partitions.aggregate(rows=Coalesce(Sum("rows", filter=lately), 0), began=Min("started_at"), now=Max(Now()))
    if not found["rows"]:
        return 0
    seconds = min(found["now"] - found["began"], _LATELY) / timedelta(seconds=1)
    return int(found["rows"] / max(seconds, 0.1))
