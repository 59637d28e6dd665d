"""What a broker or a worker lost, found in the database and put on its way again."""

import logging
import threading
import uuid
from dataclasses import dataclass
from datetime import timedelta

import psycopg
from django.conf import settings
from django.db import connection
from django.db.models import QuerySet
from django.db.models.functions import Now

from apps.agents.lifecycle import State
from apps.agents.models import AgentVersion
from apps.jobs.models import Job, JobState
from apps.jobs.sweeping import jobs_sweep
from apps.runtime.batch.brief import brief_scope
from apps.runtime.batch.leases import partition_interrupted
from apps.runtime.batch.telling import partitions_tell
from apps.runtime.models import OPEN, PartitionState, RunPartition
from apps.runtime.overseeing.telling import Rounds
from apps.runtime.selectors import run_get, run_job
from apps.runtime.services.runs import KIND, run_cancel, run_settle, runs_give_up, runs_go_on
from greenlang.working_alone import Alone

log = logging.getLogger(__name__)
_TENANTS_SQL = """
SELECT tenant_id FROM runtime_runpartition WHERE state IN ('queued', 'running', 'held')
UNION SELECT tenant_id FROM jobs_job WHERE state IN ('queued', 'running')
"""


@dataclass(slots=True)
class Swept:
    """What was found: expired leases, partitions told of again, held ones that go on, jobs told again or failed."""

    expired: int = 0
    told: int = 0
    went_on: int = 0
    jobs: int = 0

    def __add__(self, other: "Swept") -> "Swept":
        return Swept(
            self.expired + other.expired,
            self.told + other.told,
            self.went_on + other.went_on,
            self.jobs + other.jobs,
        )


@dataclass(frozen=True, slots=True)
class Sweeper:
    """Comes by every `SWEEP_SECONDS` until it is told to stop; several may run, one of them works.

    Args:
        database_url: connects as the service role, which finds the tenants with unfinished work; what is done about
            it is done in each tenant's scope.
    """

    database_url: str

    def run(self, stop: threading.Event) -> None:
        """Work until ``stop`` is set; a database that is away, or not migrated yet, is waited for."""
        told = ""
        while not stop.is_set():
            try:
                with psycopg.connect(self.database_url, autocommit=True, application_name="greenlang sweeper") as found:
                    self._work(found, stop)
            except psycopg.Error as error:
                message = f"{type(error).__name__}: {str(error).splitlines()[0] if str(error) else ''}"
                if message != told:
                    log.warning("the sweeper waits: %s", message)
                told = message
                stop.wait(settings.SWEEP_SECONDS)

    def _work(self, service: "psycopg.Connection[tuple[object, ...]]", stop: threading.Event) -> None:
        rounds = Rounds()
        while not stop.is_set():
            row = service.execute("SELECT pg_try_advisory_lock(%s)", [Alone.SWEEPER.value]).fetchone()
            if row and row[0]:
                try:
                    sweep(service)
                    rounds.tell_if_due()
                finally:
                    service.execute("SELECT pg_advisory_unlock_all()")
                    connection.close()
            stop.wait(settings.SWEEP_SECONDS)


def sweep(service: "psycopg.Connection[tuple[object, ...]]") -> Swept:
    """Come by every tenant with unfinished work once; what fails with one keeps none from the next."""
    swept = Swept()
    for (tenant_id,) in service.execute(_TENANTS_SQL).fetchall():
        try:
            swept += tenant_sweep(uuid.UUID(str(tenant_id)))
        except Exception:
            log.exception("the sweeper could not put the work of tenant %s on its way", tenant_id)
            connection.close()
    return swept


def tenant_sweep(tenant_id: uuid.UUID) -> Swept:
    """Put one tenant's unfinished work on its way again."""
    swept = Swept()
    with brief_scope(tenant_id):
        swept.jobs = jobs_sweep()
    with brief_scope(tenant_id):
        swept.expired = _expired()
    with brief_scope(tenant_id):
        swept.went_on = _held()
    with brief_scope(tenant_id):
        _given_up()
        runs = set(_open().values_list("run_id", flat=True)) | _unsettled()
    for run_id in runs:
        with brief_scope(tenant_id):
            run = run_get(run_id)
            job = run_job(run)
            if job is not None and job.cancel_requested and not job.is_terminal:
                run_cancel(run)
            elif job is not None:
                swept.told += _tell_again(run_id)
            run_settle(run_id)
    return swept


def _open() -> "QuerySet[RunPartition]":
    return RunPartition.objects.filter(state__in=OPEN)


def _unsettled() -> set[uuid.UUID]:
    """Runs whose last worker ended before it had noted that it was the last."""
    jobs = Job.objects.filter(kind=KIND, state__in=[JobState.QUEUED, JobState.RUNNING])
    return {uuid.UUID(run_id) for run_id in jobs.values_list("arguments__run_id", flat=True)}


def _expired() -> int:
    """Partitions whose worker has not renewed its lease: they wait again, and the worker's fence is an old one."""
    expired = RunPartition.objects.filter(state=PartitionState.RUNNING, lease_until__lt=Now())
    # One that is locked is being committed: it is looked at again the next time.
    ids = list(expired.select_for_update(skip_locked=True).values_list("id", flat=True))
    return partition_interrupted(expired.filter(id__in=ids), "Its worker was not heard of any more.") if ids else 0


def _held() -> int:
    """Partitions whose agent accepts work again."""
    return sum(runs_go_on(version) for version in _holding(State.RUNNING))


def _given_up() -> None:
    """Partitions whose agent was retired while a worker was about to hold them."""
    for version in _holding(State.RETIRED):
        runs_give_up(version)


def _holding(state: str) -> "QuerySet[AgentVersion]":
    held = RunPartition.objects.filter(state=PartitionState.HELD)
    versions = AgentVersion.objects.filter(state=state, runs__partitions__in=held)
    return versions.select_related("agent").distinct()


def _tell_again(run_id: uuid.UUID) -> int:
    """What waits, and was told of so long ago that the broker must have lost it."""
    long_ago = Now() - timedelta(seconds=settings.BATCH_TELL_AGAIN_SECONDS)
    RunPartition.objects.filter(run_id=run_id, state=PartitionState.QUEUED, told_at__lt=long_ago).update(told_at=None)
    return partitions_tell(run_id)
