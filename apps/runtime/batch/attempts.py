"""One attempt at a partition: under guard in a process of its own, or here; and what follows from how it ended."""

import atexit
import json
import os
import socket
import uuid
from collections import OrderedDict
from collections.abc import Callable
from contextlib import suppress
from functools import partial

from django.conf import settings
from django.db import InterfaceError, OperationalError

from apps.runtime.batch import leases
from apps.runtime.batch.brief import brief_scope
from apps.runtime.batch.calculating import Work, partition_work
from apps.runtime.batch.endings import Alone, Ending, ending_heard, ending_of, limits
from apps.runtime.batch.guard import Guarded, Mark
from apps.runtime.batch.leases import Lease
from apps.runtime.models import RunPartition
from apps.runtime.selectors import hold_running, run_lock
from greenlang.isolation import tenant_scope

_MOST_RUNS = 8
_works: "OrderedDict[uuid.UUID, Work]" = OrderedDict()
_MOST_PARTITIONS = 200
"""A process does, so that what it does not give back of its memory is given back."""
_kept: dict[uuid.UUID, Guarded] = {}

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
        ending = ending_of(error)
    with brief_scope(tenant_id):
        _note(lease, ending)
    return lease.run_id


def here(lease: Lease, work: Work, mark: Mark | None = None) -> Ending:
    """In this process."""
    try:
        partition_work(lease, work, mark or Mark())
    except Exception as error:
        return ending_of(error)
    return {"how": "done"}


def under_guard(lease: Lease, work: Work) -> Ending:
    """In a process of its own, with limits; the lease is renewed while it works.

    The process is kept for the run's next partitions, as long as each ends as it should.
    """
    guarded = _guarded(work)
    question = json.dumps({"partition_id": str(lease.partition_id), "fence": lease.fence}).encode()
    ended = guarded.ask(question, beat=partial(_beat, lease), beat_seconds=settings.BATCH_LEASE_SECONDS / 4)
    ending = ending_heard(ended, partial(_row_at, lease))
    if ending["how"] != "done":
        guard_end()
    return ending


def _guarded(work: Work) -> Guarded:
    """The process for a run: the one there is, or a fresh one."""
    kept = _kept.get(work.run.id)
    if kept is not None and kept.lives and kept.asked < _MOST_PARTITIONS:
        return kept
    guard_end()
    _kept[work.run.id] = made = Guarded(Alone(partial(_answer, work)), limits())
    return made


@atexit.register
def guard_end() -> None:
    """Let go of the process that is kept, where there is one."""
    while _kept:
        _, kept = _kept.popitem()
        kept.end()


def _answer(work: Work, question: bytes, mark: Mark) -> Ending:
    """One partition, in the process of its own."""
    asked = json.loads(question)
    run = work.run
    return here(Lease(run.tenant_id, uuid.UUID(asked["partition_id"]), run.id, asked["fence"]), work, mark)


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


def _row_at(lease: Lease, place: int) -> str:
    with brief_scope(lease.tenant_id):
        ids = RunPartition.objects.values_list("activity_ids", flat=True).get(id=lease.partition_id)
    return str(ids[place])


def _note(lease: Lease, ending: Ending) -> None:
    how, error = ending["how"], ending.get("error", {})
    if how == "held":
        run_lock(lease.run_id)
        leases.lease_hold(lease, error)
        leases.partitions_hold(lease.run_id)
    elif how == "interrupted":
        leases.lease_interrupted(lease, error["message"])
    elif how in {"failed", "gone"}:
        leases.lease_failed(lease, error, for_good=how == "gone")
    elif how == "row":
        leases.lease_blames(lease, ending["row"], error["message"], ending["weight"])
