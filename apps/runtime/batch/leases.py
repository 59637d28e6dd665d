"""Who works on a partition: taken, kept, given back. Every change is one statement that names the fence it goes by."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce, Now

from apps.jobs.services import WorkFailed
from apps.runtime.batch.suspects import blamed, turns
from apps.runtime.errors import LeaseLost
from apps.runtime.models import PartitionState, RunPartition
from greenlang.isolation import current_tenant_id

Reason = Mapping[str, object]
"""An error as `GreenLangError.as_dict` gives it."""


@dataclass(frozen=True, slots=True)
class Lease:
    """The right to commit a partition, until somebody else takes it."""

    tenant_id: uuid.UUID
    partition_id: uuid.UUID
    run_id: uuid.UUID
    fence: int

    @property
    def held(self) -> "QuerySet[RunPartition]":
        """The partition, as long as this lease holds."""
        return RunPartition.objects.filter(id=self.partition_id, fence=self.fence, state=PartitionState.RUNNING)


def partition_claim(partition_id: uuid.UUID, owner: str) -> Lease | None:
    """Take a partition that is waiting and due; None where somebody else has it, or it has ended."""
    waiting = RunPartition.objects.filter(id=partition_id, state=PartitionState.QUEUED, due_at__lte=Now())
    taken = waiting.update(
        state=PartitionState.RUNNING,
        fence=F("fence") + 1,
        lease_owner=owner[:200],
        lease_until=_from_now(settings.BATCH_LEASE_SECONDS),
        started_at=Coalesce("started_at", Now()),
    )
    if not taken:
        return None
    fence, run_id = RunPartition.objects.values_list("fence", "run_id").get(id=partition_id)
    return Lease(current_tenant_id(), partition_id, run_id, fence)


def lease_renew(lease: Lease) -> bool:
    """Keep a lease; whether it still holds."""
    return bool(lease.held.update(lease_until=_from_now(settings.BATCH_LEASE_SECONDS)))


def lease_settle(lease: Lease, *, succeeded: int, failed: int, dead: int) -> None:
    """Running → done, in the transaction that writes what was calculated: both are committed, or neither.

    Raises:
        LeaseLost: somebody else has taken it, or it was cancelled.
    """
    settled = lease.held.update(
        state=PartitionState.DONE,
        succeeded=succeeded,
        failed=failed,
        dead=dead,
        error=None,
        lease_until=None,
        finished_at=Now(),
    )
    if not settled:
        raise LeaseLost("The partition is in other hands.", where=f"partition {lease.partition_id}")


def lease_hold(lease: Lease, error: Reason) -> None:
    """Running → held: its agent accepts no work at present."""
    lease.held.update(state=PartitionState.HELD, lease_owner="", lease_until=None, error=error)


def lease_interrupted(lease: Lease, reason: str) -> None:
    """Running → queued again: something outside the work ended it, which counts as no attempt."""
    partition_interrupted(lease.held, reason)


def partition_interrupted(running: "QuerySet[RunPartition]", reason: str) -> int:
    """Partitions whose worker is gone wait again, and its fence is an old one; failed after very many times.

    Returns:
        How many there were.
    """
    gone = {"fence": F("fence") + 1, "interruptions": F("interruptions") + 1, "lease_owner": "", "lease_until": None}
    error = WorkFailed(reason).as_dict()
    often = running.filter(interruptions__gte=settings.BATCH_INTERRUPTIONS - 1)
    failed = often.update(**gone, state=PartitionState.FAILED, error=error, finished_at=Now())
    return failed + running.update(**gone, state=PartitionState.QUEUED, error=error, due_at=Now(), told_at=None)


def lease_failed(lease: Lease, error: Reason, *, for_good: bool = False) -> None:
    """Running → queued after a pause, or → failed after the last attempt.

    Args:
        for_good: another attempt would end the same way.
    """
    partition = lease.held.select_for_update().first()
    if partition is None:
        return
    attempts = partition.attempts + 1
    again = attempts < settings.BATCH_ATTEMPTS and not for_good
    lease.held.update(attempts=attempts, error=error, **(_queued(attempts) if again else _FAILED))


def lease_blames(lease: Lease, row: str, reason: str, weight: int) -> None:
    """Running → queued after a pause: a row put an end to the attempt, and is remembered.

    A row that has done so three times is not calculated again; the others are.
    """
    partition = lease.held.select_for_update().first()
    if partition is None:
        return
    suspects = blamed(partition.suspects, row, reason, weight)
    lease.held.update(suspects=suspects, **_queued(turns(suspects, row)))


def partitions_hold(run_id: uuid.UUID) -> None:
    """Queued → held."""
    RunPartition.objects.filter(run_id=run_id, state=PartitionState.QUEUED).update(state=PartitionState.HELD)


def _queued(attempts: int) -> dict[str, Any]:
    """Waiting again, after a pause that doubles from attempt to attempt; none before the first."""
    pause = settings.BATCH_BACKOFF_SECONDS * 2 ** (attempts - 1) if attempts else 0
    return {
        "state": PartitionState.QUEUED,
        "due_at": _from_now(pause),
        "told_at": None,
        "lease_owner": "",
        "lease_until": None,
    }


_FAILED = {"state": PartitionState.FAILED, "lease_owner": "", "lease_until": None, "finished_at": Now()}


def _from_now(seconds: int) -> Any:
    return Now() + timedelta(seconds=seconds)
