"""Running an agent over a period's activity data: each row once, with its proof or its reason."""

import uuid
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any

from django.utils import timezone

from apps.agents.models import AgentVersion
from apps.calculations.selectors.factors import factor_lookup, gwp_set
from apps.calculations.selectors.lookup import days_of_change
from apps.calculations.services.batch import PARTITION, BatchRow, batch_execute
from apps.calculations.services.partitions import Partition
from apps.events.models import Topic
from apps.events.services import event_record
from apps.inventory.models import ActivityData, ReportingPeriod
from apps.inventory.selectors import period_get
from apps.jobs.models import Job
from apps.jobs.services import Cancelled
from apps.runtime.models import Execution, Run
from apps.runtime.selectors import hold_running, run_get
from apps.runtime.services.execution import Source, agent_document, agent_of
from greenlang.caching.counters import serving_agent
from greenlang.engine.batch import BatchCalculator
from greenlang.engine.chain import Segment
from greenlang.engine.contract import AgentContract
from greenlang.engine.gases import GwpSet
from greenlang.engine.meanings import NumberUnit
from greenlang.engine.units import parse_unit
from greenlang.errors import GreenLangError, InvalidInput
from greenlang.isolation import current_tenant_id, tenant_scope

# Columns that begin so are kept with the row and take no part in the calculation.
NOTE = "note "


def run_create(*, version: AgentVersion, period: ReportingPeriod) -> Run:
    """A run over all of a period's activity data.

    Raises:
        InvalidInput: the period has none.
    """
    rows = ActivityData.objects.filter(period=period).count()
    if not rows:
        raise InvalidInput(f"{period.name} has no activity data.", where="period_id", mend="Upload a CSV file first.")
    return Run.objects.create(version=version, period_id=period.id, rows=rows)


def run_work(job: Job, tenant_id: uuid.UUID) -> Mapping[str, Any]:
    """Calculate every row that has no execution in this run yet; each partition commits by itself."""
    with tenant_scope(tenant_id):
        run = run_get(job.arguments["run_id"])
        period = period_get(run.period_id)
        agent = agent_of(run.version)
        calculators = _Calculators(agent, gwp_set(period.gwp_set or agent.GWP_SET), agent_document(run.version))
        done = set(Execution.objects.filter(run=run).values_list("activity_id", flat=True))
        waiting = [found for found in _activity_ids(period) if found not in done]
    total, finished = len(done) + len(waiting), len(done)
    for start in range(0, len(waiting), PARTITION):
        part = waiting[start : start + PARTITION]
        with tenant_scope(tenant_id):
            job.refresh_from_db(fields=["cancel_requested"])
            if job.cancel_requested:
                raise Cancelled("Rows already calculated stay in the ledger.")
            with serving_agent(agent.AGENT_ID):
                _partition(run, calculators, period, part, job.created_by)
            finished += len(part)
            job.report(done=finished, total=total, message=f"{finished} of {total} rows")
    with tenant_scope(tenant_id):
        return _finish(run)


def _activity_ids(period: ReportingPeriod) -> list[uuid.UUID]:
    return list(ActivityData.objects.filter(period=period).values_list("id", flat=True))


@dataclass
class _Calculators:
    """One for each stretch of time in which the same factors are applicable; mostly one for all rows."""

    agent: AgentContract
    gwp: GwpSet
    document: Mapping[str, str]
    days: tuple[date, ...] = field(default_factory=days_of_change)
    made: dict[int, BatchCalculator] = field(default_factory=dict)

    def of(self, stretch: int, day: date) -> BatchCalculator:
        """The calculator of a stretch; ``day`` is any of its days."""
        if stretch not in self.made:
            self.made[stretch] = BatchCalculator(self.agent, partial(factor_lookup, on=day), self.gwp, self.document)
        return self.made[stretch]


def _partition(run: Run, calculators: _Calculators, period: ReportingPeriod, ids: list[uuid.UUID], actor: str) -> None:
    """Rows as a segment of the ledger, with an execution each, in the caller's transaction.

    Raises:
        NotAccepting, Gone: the agent was paused, stopped or retired: nobody's row is at fault, the run ends.
    """
    hold_running(run.version)
    found = ActivityData.objects.filter(id__in=ids).select_related("site", "upload").in_bulk()
    executions: list[Execution] = []
    stretches: dict[int, list[BatchRow]] = {}
    for activity in (found[name] for name in ids):
        try:
            document = inputs_of(calculators.agent, activity)
        except GreenLangError as error:
            executions.append(_failed(run, activity, error, actor))
            continue
        rows = stretches.setdefault(bisect_right(calculators.days, activity.start), [])
        rows.append(BatchRow(document, _source(activity, period).as_document(), str(activity.id)))

    def succeed(partition: Partition, segment: Segment) -> None:
        for calculation_id, activity_id in zip(partition.ids, partition.activity_ids, strict=True):
            executions.append(
                Execution(
                    version=run.version, run=run, activity_id=activity_id, calculation_id=calculation_id, actor=actor
                )
            )

    event = {"agent_id": run.version.agent.slug, "version": run.version.version, "run_id": str(run.id)}
    for stretch, rows in sorted(stretches.items()):
        result = batch_execute(
            tenant_id=current_tenant_id(),
            calculator=calculators.of(stretch, found[uuid.UUID(rows[0].activity_id)].start),
            rows=rows,
            period_id=period.id,
            within=succeed,
            event=event,
        )
        for refusal in result.refusals:
            activity = found[uuid.UUID(rows[refusal.row - 1].activity_id)]
            executions.append(_failed(run, activity, refusal.error, actor))
    Execution.objects.bulk_create(executions)


def _finish(run: Run) -> dict[str, Any]:
    executions = Execution.objects.filter(run=run)
    run.succeeded = executions.filter(calculation_id__isnull=False).count()
    run.failed = executions.filter(calculation_id=None).count()
    run.finished_at = timezone.now()
    run.save(update_fields=["succeeded", "failed", "finished_at"])
    failures = [
        {"activity_id": str(e.activity_id), "reason": e.error.get("message", "") if e.error else ""}
        for e in executions.filter(calculation_id=None)[:100]
    ]
    return {
        "run_id": str(run.id),
        "rows": run.rows,
        "succeeded": run.succeeded,
        "failed": run.failed,
        "failures": failures,
    }


def _source(activity: ActivityData, period: ReportingPeriod) -> Source:
    return Source(
        site=activity.site.name,
        start=activity.start.isoformat(),
        end=activity.end.isoformat(),
        quantity=activity.quantity,
        unit=f"{activity.unit} {activity.basis}".strip(),
        file=activity.upload.filename,
        file_sha256=activity.upload.sha256,
        row=str(activity.row),
        reference=activity.reference,
        period_id=period.id,
        activity_id=activity.id,
    )


def _failed(run: Run, activity: ActivityData, error: GreenLangError, actor: str) -> Execution:
    """The execution of a row that could not be calculated, not written, with its event."""
    document = error.as_dict() | {"file": activity.upload.filename, "row": activity.row, "message": str(error)}
    execution = Execution(version=run.version, run=run, activity_id=activity.id, error=document, actor=actor)
    event_record(
        topic=Topic.EXECUTION,
        event="exec.failed",
        aggregate_type="execution",
        aggregate_id=str(execution.id),
        payload={"agent_id": run.version.agent.slug, "version": run.version.version, "error": document},
    )
    return execution


def inputs_of(agent: AgentContract, activity: ActivityData) -> dict[str, Any]:
    """The agent's inputs from a row: its quantity by kind, everything else by name.

    Raises:
        InvalidInput: the agent asks for more than one quantity, or the row says something the agent does not take
            into account: a number must not be calculated past what its row says.
    """
    quantities = [field.name for field in agent.INPUTS if field.kind == "quantity"]
    taken = len(quantities) + len(agent.UNITS)
    if taken != 1:
        raise InvalidInput(f"The agent takes {taken} quantities; a row of activity data has one.", where="agent.inputs")
    quantity = {quantities[0]: _quantity(activity)} if quantities else _number(agent.UNITS[0], activity)
    named = {field.name for field in agent.INPUTS}
    for name, value in activity.attributes.items():
        if name not in named and not name.startswith(NOTE):
            raise InvalidInput(
                f"The row says {name} = “{value}”, and {agent.AGENT_ID} has no such input.",
                where=name,
                mend=f"Run the agent it is meant for, leave the cell empty, or name the column “{NOTE}{name}”.",
            )
    attributes = {name: value for name, value in activity.attributes.items() if name in named}
    return {**quantity, **attributes}


def _quantity(activity: ActivityData) -> dict[str, str]:
    quantity = {"value": activity.quantity, "unit": activity.unit}
    return {**quantity, "basis": activity.basis} if activity.basis else quantity


def _number(taken: NumberUnit, activity: ActivityData) -> dict[str, str]:
    """A row's quantity for an agent that takes a bare number, its unit in another input or always the same."""
    if activity.basis:
        raise InvalidInput(
            f"The row says that its {activity.unit} are {activity.basis}, which the agent does not take.",
            where="basis",
            mend=f"Its units are {', '.join(taken.units.values())}.",
        )
    if taken.said_in:
        return {taken.number: activity.quantity, taken.said_in: activity.unit}
    if parse_unit(activity.unit, where="unit") != parse_unit(taken.units[""]):
        raise InvalidInput(
            f"The row is in {activity.unit}.", where="unit", mend=f"The agent takes {taken.units['']} only."
        )
    return {taken.number: activity.quantity}
