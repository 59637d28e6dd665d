"""One attempt at a partition: under guard in a process of its own, or here; and what follows from how it ended."""

import atexit
import json
import logging
import os
import socket
import uuid
from collections import OrderedDict
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial
from typing import Any

from django.conf import settings
from django.db import InterfaceError, OperationalError, connections

from apps.jobs.services import WorkFailed
from apps.runtime.batch import leases
from apps.runtime.batch.brief import brief_scope
from apps.runtime.batch.calculating import RowAtFault, Work, partition_work
from apps.runtime.batch.guard import Ended, Guarded, How, Limits, Mark
from apps.runtime.batch.leases import Lease
from apps.runtime.errors import LeaseLost, NotAccepting
from apps.runtime.models import RunPartition
from apps.runtime.selectors import hold_running
from greenlang.errors import Gone, GreenLangError
from greenlang.isolation import tenant_scope

log = logging.getLogger(__name__)
_MOST_RUNS = 8
_works: "OrderedDict[uuid.UUID, Work]" = OrderedDict()
_MOST_PARTITIONS = 200
"""A process does, so that what it does not give back of its memory is given back."""
_kept: dict[uuid.UUID, Guarded] = {}

Ending = Mapping[str, Any]
"""``{"how": "done" | "lost" | "held" | "gone" | "row" | "interrupted" | "failed", "error": …, "activity_id": …}``"""
Way = Callable[[Lease, Work], Ending]
"""How an attempt is made: `under_guard`, or `here`."""


def partition_attempt(*, tenant_id: uuid.UUID, partition_id: uuid.UUID, way: Way, node: str = "") -> uuid.UUID | None:
    """Take a partition, make an attempt at it, and note how it ended.

    Args:
        node: what the worker calls itself; the machine's name where it has none.

    Returns:
        The run, where the partition could be taken.
    """
    with brief_scope(tenant_id):
        lease = leases.partition_claim(partition_id, f"{node or socket.gethostname()}:{os.getpid()}")
    if lease is None:
        return None
    try:
        with tenant_scope(tenant_id):
            work = _work(lease.run_id)
            hold_running(work.run.version)
        ending = way(lease, work)
    except Exception as error:
        ending = _ending(error)
    with brief_scope(tenant_id):
        _note(lease, ending)
    return lease.run_id


def here(lease: Lease, work: Work, mark: Mark | None = None) -> Ending:
    """In this process."""
    try:
        partition_work(lease, work, mark or Mark())
    except Exception as error:
        return _ending(error)
    return {"how": "done"}


def under_guard(lease: Lease, work: Work) -> Ending:
    """In a process of its own, with limits; the lease is renewed while it works.

    The process is kept for the run's next partitions, as long as each ends as it should.
    """
    guarded = _guarded(work)
    question = json.dumps({"partition_id": str(lease.partition_id), "fence": lease.fence}).encode()
    ended = guarded.ask(question, beat=partial(_beat, lease), beat_seconds=settings.BATCH_LEASE_SECONDS / 4)
    ending: Ending = json.loads(ended.answer) if ended.how is How.ANSWERED else _ended_early(lease, ended)
    if ending["how"] != "done":
        guard_end()
    return ending


def _guarded(work: Work) -> Guarded:
    """The process for a run: the one there is, or a fresh one."""
    kept = _kept.get(work.run.id)
    if kept is not None and kept.lives and kept.asked < _MOST_PARTITIONS:
        return kept
    guard_end()
    limits = Limits(settings.BATCH_PARTITION_SECONDS, settings.BATCH_ROW_SECONDS, settings.BATCH_ROW_MEMORY_BYTES)
    _kept[work.run.id] = made = Guarded(_Child(work).answer, limits)
    return made


@atexit.register
def guard_end() -> None:
    """Let go of the process that is kept, where there is one."""
    while _kept:
        _, kept = _kept.popitem()
        kept.end()


class _Child:
    """What the process of its own does."""

    def __init__(self, work: Work) -> None:
        self.work = work
        # Of the parent: collected as garbage, they would be closed for both.
        self.inherited: list[object] | None = None

    def answer(self, question: bytes, mark: Mark) -> bytes:
        """One partition; how it ended."""
        if self.inherited is None:
            self.inherited = [connections[alias] for alias in connections]
            for alias in list(connections):
                del connections[alias]
        asked = json.loads(question)
        run = self.work.run
        lease = Lease(run.tenant_id, uuid.UUID(asked["partition_id"]), run.id, asked["fence"])
        return json.dumps(here(lease, self.work, mark)).encode()


def _beat(lease: Lease) -> bool:
    """Renew the lease; a database that does not answer keeps nobody from working on."""
    with suppress(OperationalError, InterfaceError), tenant_scope(lease.tenant_id):
        return leases.lease_renew(lease)
    return True


def _work(run_id: uuid.UUID) -> Work:
    if run_id not in _works:
        _works[run_id] = Work.of(run_id)
        while len(_works) > _MOST_RUNS:
            _works.popitem(last=False)
    return _works[run_id]


def _ending(error: Exception) -> Ending:
    """What an error means for the partition."""
    if isinstance(error, RowAtFault):
        return {"how": "row", "activity_id": str(error.activity_id), "error": {"message": error.reason}}
    if isinstance(error, OperationalError | InterfaceError):
        return {"how": "interrupted", "error": {"message": f"The database went away: {str(error).splitlines()[0]}."}}
    if isinstance(error, GreenLangError):
        how = {LeaseLost: "lost", NotAccepting: "held", Gone: "gone"}.get(type(error), "failed")
        return {"how": how, "error": error.as_dict()}
    log.error("an attempt at a partition failed", exc_info=error)
    unforeseen = WorkFailed(f"Unforeseen: {type(error).__name__}: {error}", mend="The worker's log has the details.")
    return {"how": "failed", "error": unforeseen.as_dict()}


def _ended_early(lease: Lease, ended: Ended) -> Ending:
    """What it means that the process gave no answer: the row it was at is asked about it, where it was at one."""
    reason = f"The process that calculated it ended: {ended.how.value} (status {ended.status})."
    if ended.how is How.CALLED_BACK:
        return {"how": "lost"}
    if ended.how is How.LATE:
        late = WorkFailed(f"The partition took longer than {settings.BATCH_PARTITION_SECONDS} seconds.")
        return {"how": "failed", "error": late.as_dict()}
    if ended.place < 0:
        return {"how": "interrupted", "error": {"message": reason}}
    with brief_scope(lease.tenant_id):
        ids = RunPartition.objects.values_list("activity_ids", flat=True).get(id=lease.partition_id)
    weight = leases.KILLED if ended.how is How.KILLED else leases.AT_FAULT
    return {"how": "row", "activity_id": str(ids[ended.place]), "weight": weight, "error": {"message": reason}}


def _note(lease: Lease, ending: Ending) -> None:
    how, error = ending["how"], ending.get("error", {})
    if how == "held":
        leases.lease_hold(lease, error)
        leases.partitions_hold(lease.run_id)
    elif how == "interrupted":
        leases.lease_interrupted(lease, error["message"])
    elif how in {"failed", "gone"}:
        leases.lease_failed(lease, error, for_good=how == "gone")
    elif how == "row":
        weight = ending.get("weight", leases.AT_FAULT)
        leases.lease_blames(lease, uuid.UUID(ending["activity_id"]), error["message"], weight)
