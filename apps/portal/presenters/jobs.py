"""Long work as it is watched: runs with their rows, reports being written."""

from datetime import datetime
from typing import Any

from apps.jobs.models import Job, JobState
from apps.portal.presenters.numbers import about, count, duration
from apps.runtime.batch.progress import Progress, run_state
from apps.runtime.models import RowChoice, Run


def elapsed(job: Job, now: datetime) -> float:
    """Seconds since the work began, until it ended."""
    return ((job.finished_at or now) - job.started_at).total_seconds() if job.started_at else 0.0


def job_error(job: Job) -> dict[str, Any] | None:
    """Why it failed, as the templates tell it."""
    if not job.error:
        return None
    errors = [
        {
            "detail": item.get("detail", ""),
            "pointer": item.get("path") or item.get("pointer", ""),
            "line": item.get("line", ""),
        }
        for item in job.error.get("errors", [])
    ]
    return {
        "message": job.error.get("message", ""),
        "where": job.error.get("where", ""),
        "mend": job.error.get("mend", ""),
        "errors": errors,
    }


def work_context(job: Job, title: str, now: datetime, *, noun: str, may_cancel: bool) -> dict[str, Any]:
    """``run``, ``error`` and ``can_cancel`` of work that counts its steps."""
    seconds, state = elapsed(job, now), job.state
    speed = job.done / seconds if seconds > 0 else 0.0
    left = (job.total - job.done) / speed if speed and job.total > job.done else 0.0
    doing = "Cancelling" if job.cancel_requested and not job.is_terminal else job.message or "Starting"
    return {
        "run": {
            "job_id": job.id,
            "title": title,
            "state": state,
            "done": job.is_terminal,
            "completed": job.total if job.state == JobState.SUCCEEDED else job.done,
            "total": job.total,
            "noun": noun,
            "doing": doing,
            "rate": f"{speed:,.0f} {noun}/s" if speed >= 1 else "",
            "elapsed": duration(seconds) if seconds else "",
            "remaining": about(left) if left and not job.is_terminal else "",
            "finished": state,
            "counted": job.kind == "run",
        },
        "error": None if state == JobState.CANCELLED else job_error(job),
        "can_cancel": may_cancel and not job.cancel_requested,
    }


def run_counts(run: Run, job: Job, progress: Progress) -> dict[str, Any]:
    """``rows_in = accepted + rejected + duplicate + unreached + ahead`` of a run: a row is calculated, or its reason is
    kept, or the run ended before it, or has not come to it yet; and how fast it goes on.
    """
    # A run from before there were partitions has its own counts only.
    counted = progress if progress.partitions else run
    completed = counted.succeeded + counted.failed
    state = run_state(job, progress)
    unreached = run.rows - completed if job.is_terminal else progress.unreached
    counts: dict[str, Any] = {
        "state": state,
        "rows_in": run.rows,
        "accepted": counted.succeeded,
        "rejected": counted.failed,
        "duplicate": 0,
        "unreached": unreached,
        "ahead": run.rows - completed - unreached,
        "completed": completed,
    }
    if job.is_terminal or job.cancel_requested:
        return counts
    left = progress.seconds_left
    return counts | {
        "doing": f"Held: {progress.held}" if progress.held else "Calculating",
        "rate": f"{progress.rows_a_second:,} rows/s" if progress.rows_a_second else "",
        "remaining": about(left) if left else "",
    }


def run_row(run: Run, job: Job | None, now: datetime) -> dict[str, Any]:
    """A run on the home page."""
    return {
        "job_id": run.job_id,
        "title": f"{run.version.agent.name or run.version.agent.slug} {run.version.version}",
        "state": job.state if job else "",
        "at": run.started_at,
        "lines": count(run.succeeded),
        "seconds": f"{elapsed(job, now):,.1f}" if job else "–",
    }


def run_line(run: Run, job: Job | None) -> dict[str, Any]:
    """A run in the list of runs."""
    told = [
        label
        for label, so in (
            ("only what had no calculation", run.choice == RowChoice.NEW),
            ("rows mapped to it", run.own_only),
        )
        if so
    ]
    return {
        "job_id": run.job_id,
        "title": f"{run.version.agent.name or run.version.agent.slug} {run.version.version}",
        "which": ", ".join(told),
        "state": job.state if job else "",
        "at": run.started_at,
        "by": run.actor,
        "rows": count(run.rows),
        "calculated": count(run.succeeded),
        "refused": count(run.failed),
        "has_refused": bool(run.failed),
    }
