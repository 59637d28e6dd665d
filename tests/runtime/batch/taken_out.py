"""The workers' application without something that keeps effects single: would the trial by faults see it?

``TAKEN_OUT`` names what: ``fence`` (a worker that was given up commits all the same) or ``together`` (a partition's end
is committed before its rows).
"""

import os

import django

from greenlang.celery import app

django.setup()

from apps.runtime.batch import attempts, calculating, leases  # noqa: E402 - models come after the set-up
from apps.runtime.batch.brief import brief_scope  # noqa: E402
from apps.runtime.batch.guard import Mark  # noqa: E402
from apps.runtime.models import RunPartition  # noqa: E402

__all__ = ["app"]


def _whoever(lease: leases.Lease) -> object:
    return RunPartition.objects.filter(id=lease.partition_id)


def _settled_before(lease: leases.Lease, work: calculating.Work, mark: Mark) -> None:
    with brief_scope(lease.tenant_id):
        rows = RunPartition.objects.values_list("rows", flat=True).get(id=lease.partition_id)
        leases.lease_settle(lease, succeeded=rows, failed=0, dead=0)
    calculating.partition_work(lease, work, mark)


def _no_beat(lease: leases.Lease) -> bool:
    """Else whoever guards the work would find that it is done, and call it back."""
    return True


def _not_settled(*lease: object, **counts: object) -> None:
    """It was before."""


TAKEN_OUT = os.environ.get("TAKEN_OUT", "")
if TAKEN_OUT == "fence":
    setattr(leases.Lease, "held", property(_whoever))  # noqa: B010 - a property, which mypy lets nobody assign
elif TAKEN_OUT == "together":
    setattr(attempts, "partition_work", _settled_before)  # noqa: B010
    setattr(attempts, "_beat", _no_beat)  # noqa: B010
    setattr(calculating, "lease_settle", _not_settled)  # noqa: B010
