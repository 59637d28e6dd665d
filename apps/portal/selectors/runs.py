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
from apps.runtime.selectors import run_get

MOST_FAILURES = 50


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
    """kg CO2e over everything the run calculated, summed exactly by the database."""
    made = Execution.objects.filter(run=run, calculation_id__isnull=False).values("calculation_id")
    rows = Calculation.objects.filter(id__in=made)
    total = rows.aggregate(total=Sum("co2e", output_field=ExactNumeric()))["total"]
    return total or Decimal(0)


def run_failures(run: Run) -> tuple[list[dict[str, Any]], int]:
    """Rows that could not be calculated, with file, row and reason, as they stand in the files; and how many more."""
    failed = Execution.objects.filter(run=run, calculation_id=None).order_by("error__file", "error__row", "id")
    errors = [execution.error or {} for execution in failed[:MOST_FAILURES]]
    shown = [
        {"file": error.get("file", ""), "row": error.get("row", ""), "reason": error.get("message", "")}
        for error in errors
    ]
    return shown, max(0, failed.count() - len(shown))


def runs_of_period(period_id: uuid.UUID, most: int) -> list[tuple[Run, Job | None]]:
    """The latest runs over a period, with their jobs."""
    runs = list(
        Run.objects.filter(period_id=period_id, job_id__isnull=False)
        .select_related("version__agent")
        .defer("version__spec_source")[:most]
    )
    jobs: dict[uuid.UUID | None, Job] = {job.id: job for job in Job.objects.filter(id__in=[run.job_id for run in runs])}
    return [(run, jobs.get(run.job_id)) for run in runs]
