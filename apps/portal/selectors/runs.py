"""Runs with what they gave."""

import uuid
from decimal import Decimal
from typing import Any

from django.db.models import Sum

from apps.calculations.models import Calculation
from apps.calculations.models.ledger import ExactNumeric
from apps.jobs.models import Job
from apps.jobs.selectors import job_get
from apps.runtime.models import Execution, Run
from apps.runtime.selectors import run_get, runs_listed

MOST_FAILURES = 50
MOST_SORTED = 5_000


def watched_get(job_or_run: uuid.UUID) -> Job:
    """A job by its own id, or by that of the run it does.

    Raises:
        NotFound: neither is here.
    """
    named = Run.objects.filter(id=job_or_run, job_id__isnull=False).values_list("job_id", flat=True)
    return job_get(named.first() or job_or_run)


def run_of(job: Job) -> Run:
    """The run a job does."""
    return run_get(job.arguments["run_id"])


def run_total(run: Run) -> Decimal:
    """kg CO2e over everything the run calculated: as noted when it ended, else summed exactly by the database."""
    if run.co2e is not None:
        return Decimal(run.co2e)
    made = Execution.objects.filter(run=run, calculation_id__isnull=False).values("calculation_id")
    rows = Calculation.objects.filter(id__in=made)
    total = rows.aggregate(total=Sum("co2e", output_field=ExactNumeric()))["total"]
    return total or Decimal(0)


def run_failures(run: Run, failed: int) -> tuple[list[dict[str, Any]], int]:
    """Rows that could not be calculated, with file, row and reason; and how many more.

    Args:
        failed: how many there are.
    """
    if not failed:
        return [], 0
    refused = Execution.objects.filter(run=run, calculation_id=None)
    # In the order of the files only where that is soon done.
    in_order = refused.order_by("error__file", "error__row", "id") if failed <= MOST_SORTED else refused.order_by("id")
    errors = [execution.error or {} for execution in in_order[:MOST_FAILURES]]
    shown = [
        {"file": error.get("file", ""), "row": error.get("row", ""), "reason": error.get("message", "")}
        for error in errors
    ]
    return shown, max(0, failed - len(shown))


def runs_of_period(period_id: uuid.UUID, most: int) -> list[tuple[Run, Job | None]]:
    """The latest runs over a period, with their jobs."""
    return with_jobs(list(runs_listed(period_id)[:most]))


def with_jobs(runs: list[Run]) -> list[tuple[Run, Job | None]]:
    """Each run with the job people watch it by."""
    jobs: dict[uuid.UUID | None, Job] = {job.id: job for job in Job.objects.filter(id__in=[run.job_id for run in runs])}
    return [(run, jobs.get(run.job_id)) for run in runs]
