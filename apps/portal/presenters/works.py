"""Work on one version as it is watched."""

from datetime import datetime
from typing import Any

from apps.factory.evaluations import KIND as EVALUATION
from apps.jobs.models import Job
from apps.portal.presenters.jobs import elapsed, job_error
from apps.portal.presenters.numbers import duration

_STATES = {"waiting": "ahead", "running": "active", "done": "done", "failed": "failed"}


def agent_work_context(job: Job, now: datetime) -> dict[str, Any]:
    """``work``, ``steps`` and ``error``."""
    is_evaluation = job.kind == EVALUATION
    verb = str(job.arguments.get("verb", "")).replace("-", " ").capitalize()
    seconds = elapsed(job, now)
    return {
        "work": {
            "job_id": job.id,
            "title": "A deeper look at its quality" if is_evaluation else verb,
            "is_evaluation": is_evaluation,
            "state": job.state,
            "done": job.is_terminal,
            "by": job.created_by,
            "reason": job.arguments.get("reason", ""),
            "elapsed": duration(seconds) if seconds else "",
            "doing": job.message or ("Measuring" if is_evaluation else "Working"),
            "report_id": job.result.get("report_id", ""),
        },
        "steps": [
            {
                "label": step["label"],
                "state": _STATES.get(step["state"], "ahead"),
                "note": step.get("note", ""),
                "time": duration(step["seconds"]) if step["seconds"] is not None else "",
            }
            for step in job.stages
        ],
        "error": job_error(job),
    }
