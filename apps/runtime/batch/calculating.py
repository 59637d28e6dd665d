"""The rows of a partition, calculated and committed: ledger, executions and the partition's end in one transaction."""

import uuid
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any

from django.db import connection, transaction

from apps.calculations.selectors.factors import factor_lookup, gwp_set
from apps.calculations.selectors.lookup import days_of_change
from apps.calculations.services.checkpoints import checkpoint_due
from apps.calculations.services.partitions import Partition, Sending, partition_of, source_text
from apps.events.models import Topic
from apps.events.services import event_record
from apps.inventory.models import ActivityData, ReportingPeriod
from apps.inventory.selectors import period_get, require_open
from apps.inventory.sources import source_of
from apps.runtime.batch.brief import brief_scope
from apps.runtime.batch.endings import rows_tried
from apps.runtime.batch.guard import WRITING, Mark
from apps.runtime.batch.leases import Lease, lease_settle
from apps.runtime.batch.poison import poison_record
from apps.runtime.batch.rows import inputs_of
from apps.runtime.batch.suspects import poisonous
from apps.runtime.errors import PoisonRow
from apps.runtime.models import Execution, Run, RunPartition
from apps.runtime.selectors import hold_running, run_get
from apps.runtime.services.execution import agent_document, agent_of
from greenlang.caching.counters import serving_agent
from greenlang.engine.batch import BatchCalculator, Computed
from greenlang.engine.contract import AgentContract
from greenlang.engine.gases import GwpSet
from greenlang.errors import GreenLangError
from greenlang.isolation import current_tenant_id, tenant_scope

_EXECUTIONS_SQL = """
INSERT INTO runtime_execution (id, tenant_id, version_id, run_id, activity_id, calculation_id, error, actor,
    recorded_at)
SELECT gen_random_uuid(), %s, %s, %s, activity, calculation, NULL, %s, now()
FROM unnest(%s::uuid[], %s::uuid[]) AS done(activity, calculation)
"""


@dataclass(frozen=True, slots=True)
class Work:
    """What every partition of a run needs, and is read once a process: a calculator for each stretch of time in which
    the same factors are applicable; mostly one for all rows.
    """

    run: Run
    period: ReportingPeriod
    agent: AgentContract
    gwp: GwpSet
    document: Mapping[str, str]
    days: tuple[date, ...]
    calculators: dict[int, BatchCalculator] = field(default_factory=dict)

    @classmethod
    def of(cls, run_id: uuid.UUID) -> "Work":
        """Read in the present tenant's scope.

        Raises:
            GreenLangError: the run's agent, period or set cannot be had.
        """
        run = run_get(run_id)
        period = period_get(run.period_id)
        agent = agent_of(run.version)
        gwp = gwp_set(period.gwp_set or agent.GWP_SET)
        return cls(run, period, agent, gwp, agent_document(run.version), days_of_change())

    def calculator(self, stretch: int, day: date) -> BatchCalculator:
        """Of a stretch; ``day`` is any of its days."""
        if stretch not in self.calculators:
            find = partial(factor_lookup, on=day)
            self.calculators[stretch] = BatchCalculator(self.agent, find, self.gwp, self.document)
        return self.calculators[stretch]


@dataclass(slots=True)
class Calculated:
    """The rows of a partition before they are committed.

    Args:
        stretches: what was calculated, by stretch of time.
        refused: what was not, and why.
    """

    stretches: dict[int, list[tuple[Computed, str, str | None]]] = field(default_factory=dict)
    refused: list[tuple[ActivityData, GreenLangError]] = field(default_factory=list)

    @property
    def dead(self) -> list[tuple[ActivityData, PoisonRow]]:
        """Of the refused, those that are not tried any more."""
        return [(row, error) for row, error in self.refused if isinstance(error, PoisonRow)]


def rows_calculate(work: Work, partition: RunPartition, mark: Mark) -> Calculated:
    """Every row of a partition, in the present tenant's scope; nothing is written.

    Raises:
        RowAtFault: a row's calculation ended in something no agent may do.
    """
    calculated = Calculated()
    rows = ActivityData.objects.filter(id__in=partition.activity_ids)
    # Sites and files are few: one object each, and none for every row.
    found = rows.prefetch_related("site", "upload").in_bulk()
    activities = [found[activity_id] for activity_id in partition.activity_ids]
    each = ((str(activity.id), partial(_row_calculate, work, activity)) for activity in activities)
    dead = poisonous(partition.suspects)
    with serving_agent(work.agent.AGENT_ID):
        tried = rows_tried(each, dead, mark, mend="Mend the row or its agent, then replay the dead letter.")
        for activity, made in zip(activities, tried, strict=True):
            if isinstance(made, GreenLangError):
                calculated.refused.append((activity, made))
            else:
                stretch, computed, source = made
                calculated.stretches.setdefault(stretch, []).append((computed, source, str(activity.id)))
    return calculated


def _row_calculate(work: Work, activity: ActivityData) -> tuple[int, Computed, str]:
    """The stretch of time a row lies in, what it comes to, and the text of its source."""
    stretch = bisect_right(work.days, activity.start)
    computed = work.calculator(stretch, activity.start).row(inputs_of(work.agent, activity))
    return stretch, computed, source_text(source_of(activity).as_document())


def partition_work(lease: Lease, work: Work, mark: Mark) -> None:
    """Calculate a partition and commit it.

    Raises:
        LeaseLost: it is in other hands; nothing was written.
        NotAccepting, Gone: the agent was paused, stopped or retired; nothing was written.
        PeriodLocked: the period was signed off meanwhile; nothing was written.
        RowAtFault: as `rows_calculate`.
    """
    with tenant_scope(lease.tenant_id):
        partition = RunPartition.objects.get(id=lease.partition_id)
        calculated = rows_calculate(work, partition, mark)
    mark.at(WRITING)
    segments = [
        partition_of(lease.tenant_id, rows, period_id=work.period.id)
        for _, rows in sorted(calculated.stretches.items())
    ]
    with brief_scope(lease.tenant_id):
        _commit(lease, work, calculated, segments)


def _commit(lease: Lease, work: Work, calculated: Calculated, segments: Sequence[Partition]) -> None:
    """The ledger comes last, so that the head of the chain is locked for as short as may be."""
    run = work.run
    hold_running(run.version)
    require_open(work.period)
    lease_settle(
        lease,
        succeeded=sum(len(segment.ids) for segment in segments),
        failed=len(calculated.refused),
        dead=len(calculated.dead),
    )
    _executions_write(run, segments)
    for activity, error in calculated.refused:
        _refusal_write(run, activity, error)
    for activity, poison in calculated.dead:
        poison_record(run, activity, poison)
    event = {"agent_id": run.version.agent.slug, "version": run.version.version, "run_id": str(run.id)}
    for segment in segments:
        segment.event = event
        segment_write(segment)


def segment_write(segment: Partition) -> None:
    """Append rows to their tenant's chain, in the caller's transaction."""
    sending = Sending(segment)
    sending.start()
    written = sending.finish().segment
    transaction.on_commit(
        partial(
            checkpoint_due,
            tenant_id=segment.tenant_id,
            sequence=written.last_sequence,
            chain_hash=written.chain_hash,
        )
    )


def _executions_write(run: Run, segments: Sequence[Partition]) -> None:
    activities = [name for segment in segments for name in segment.activity_ids]
    calculations = [name for segment in segments for name in segment.ids]
    if activities:
        with connection.cursor() as cursor:
            parameters: list[Any] = [current_tenant_id(), run.version_id, run.id, run.actor, activities, calculations]
            cursor.execute(_EXECUTIONS_SQL, parameters)


def _refusal_write(run: Run, activity: ActivityData, error: GreenLangError) -> None:
    """The execution of a row that could not be calculated, with its event."""
    place = {"file": activity.upload.filename, "row": activity.row}
    document = error.as_dict() | place | {"message": str(error), "reason": error.message}
    execution = Execution.objects.create(
        version=run.version, run=run, activity_id=activity.id, error=document, actor=run.actor
    )
    event_record(
        topic=Topic.EXECUTION,
        event="exec.failed",
        aggregate_type="execution",
        aggregate_id=str(execution.id),
        payload={"agent_id": run.version.agent.slug, "version": run.version.version, "error": document},
    )
