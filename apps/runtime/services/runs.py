"""Running an agent over a period's activity data: each row once, each with its own proof or its own reason."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from apps.agents.models import AgentVersion
from apps.events.models import Topic
from apps.events.services import event_record
from apps.inventory.models import ActivityData, ReportingPeriod
from apps.inventory.selectors import period_get
from apps.jobs.models import Job
from apps.jobs.services import Cancelled
from apps.runtime.errors import NotAccepting
from apps.runtime.models import Execution, Run
from apps.runtime.selectors import run_get
from apps.runtime.services.execution import Source, agent_of, execute
from greenlang.engine.contract import AgentContract
from greenlang.errors import Gone, GreenLangError, InvalidInput
from greenlang.isolation import tenant_scope

REPORT_EVERY = 10
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
    """Calculate every row that has no execution in this run yet; a row commits by itself."""
    with tenant_scope(tenant_id):
        run = run_get(job.arguments["run_id"])
        period = period_get(run.period_id)
        agent = agent_of(run.version)
        done = set(Execution.objects.filter(run=run).values_list("activity_id", flat=True))
        activities = list(ActivityData.objects.filter(period=period).select_related("site", "upload"))
    for index, activity in enumerate(activities):
        if activity.id not in done:
            with tenant_scope(tenant_id):
                _row(run, agent, period, activity, job.created_by)
        if index % REPORT_EVERY == 0 or index + 1 == len(activities):
            with tenant_scope(tenant_id):
                job.refresh_from_db(fields=["cancel_requested"])
                job.report(done=index + 1, total=len(activities), message=f"{index + 1} of {len(activities)} rows")
            if job.cancel_requested:
                raise Cancelled("Rows already calculated stay in the ledger.")
    with tenant_scope(tenant_id):
        return _finish(run)


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


def _row(run: Run, agent: AgentContract, period: ReportingPeriod, activity: ActivityData, actor: str) -> None:
    source = Source(
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
    try:
        execute(
            version=run.version,
            document=inputs_of(agent, activity),
            actor=actor,
            gwp_set=period.gwp_set,
            source=source,
            run=run,
        )
    except (NotAccepting, Gone):
        # Not this row's fault: the agent was paused, stopped or retired, which ends the run.
        raise
    except GreenLangError as error:
        _failed(run, activity, error, actor)


def _failed(run: Run, activity: ActivityData, error: GreenLangError, actor: str) -> None:
    with transaction.atomic():
        document = error.as_dict() | {"file": activity.upload.filename, "row": activity.row, "message": str(error)}
        execution = Execution.objects.create(
            version=run.version, run=run, activity_id=activity.id, error=document, actor=actor
        )
        event_record(
            topic=Topic.EXECUTION,
            event="exec.failed",
            aggregate_type="execution",
            aggregate_id=str(execution.id),
            payload={"agent_id": run.version.agent.slug, "version": run.version.version, "error": document},
        )


def inputs_of(agent: AgentContract, activity: ActivityData) -> dict[str, Any]:
    """The agent's inputs from a row: its quantity by kind, everything else by name.

    Raises:
        InvalidInput: the agent asks for more than one quantity, or the row says something the agent does not take
            into account: a number must not be calculated past what its row says.
    """
    quantities = [field.name for field in agent.INPUTS if field.kind == "quantity"]
    if len(quantities) != 1:
        raise InvalidInput(
            f"The agent takes {len(quantities)} quantities; a row of activity data has one.", where="agent.inputs"
        )
    quantity = {"value": activity.quantity, "unit": activity.unit}
    if activity.basis:
        quantity["basis"] = activity.basis
    named = {field.name for field in agent.INPUTS}
    for name, value in activity.attributes.items():
        if name not in named and not name.startswith(NOTE):
            raise InvalidInput(
                f"The row says {name} = “{value}”, and {agent.AGENT_ID} has no such input.",
                where=name,
                mend=f"Run the agent it is meant for, leave the cell empty, or name the column “{NOTE}{name}”.",
            )
    attributes = {name: value for name, value in activity.attributes.items() if name in named}
    return {quantities[0]: quantity, **attributes}
