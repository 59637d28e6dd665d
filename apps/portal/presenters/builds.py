"""A build as it is watched: its stages with their times beside the targets, and what became of it."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from apps.agents.lifecycle import State
from apps.agents.models import AgentVersion
from apps.factory.stages import CANCELLABLE, STAGES
from apps.jobs.models import Job, JobState
from apps.portal.presenters.jobs import elapsed, job_error
from apps.portal.presenters.numbers import duration

_STAGE_STATES = {"waiting": "ahead", "running": "active", "done": "done", "failed": "failed"}
_DOING = {
    "parse": "Reads the pack.yaml and what completes it.",
    "validate": "Checks units, factors and formulas, and works the golden tests with the published factors.",
    "match": "Finds which domain of climate accounting the pack belongs to.",
    "generate": "Writes the agent’s code from the templates.",
    "generate-tests": "Writes tests from the golden figures, rules and units, with every factor pinned.",
    "evaluate": "Runs tests, types, security, faults and load in processes of their own, and scores twelve dimensions.",
    "pack": "Puts everything into one archive that comes out the same each time.",
    "register": "Signs the pack, verifies it and keeps it with its descriptor.",
    "deploy": "Brings the agent up; it accepts work once somebody starts it.",
}


def build_context(
    job: Job, version: AgentVersion, now: datetime, *, before: int = 0, may_cancel: bool = False
) -> dict[str, Any]:
    """``build``, ``stages`` and ``error`` of a build's page and of its progress.

    Args:
        before: how many builds of the tenant wait before this one.
    """
    stages = [_stage(stage) for stage in job.stages or _stages_waiting()]
    done = [stage for stage in stages if stage["state"] == "done"]
    active = next((stage for stage in stages if stage["state"] == "active"), None)
    failed = next((stage for stage in stages if stage["state"] == "failed"), None)
    cancelled = job.state == JobState.CANCELLED
    return {
        "build": {
            "job_id": job.id,
            "title": f"{version.agent.name or version.agent.slug} {version.version}",
            "state": job.state,
            "done": job.is_terminal,
            "completed": len(done),
            "stage_count": len(stages),
            "current": active["label"] if active else "",
            "doing": active["doing"] if active else "",
            "failed_stage": failed["label"] if failed and not cancelled else "",
            "failed_name": failed["name"] if failed and not cancelled else "",
            "seconds": f"{elapsed(job, now):,.1f}",
            "queue": _queue(before) if job.state == JobState.QUEUED else "",
            "cancelling": job.cancel_requested and not job.is_terminal,
            "can_cancel": may_cancel and not job.is_terminal and not job.cancel_requested and _early(stages),
            "agent_id": version.agent.slug,
            "agent_name": version.agent.name or version.agent.slug,
            "url": job.result.get("url", ""),
            "version": version.version,
            "waits": job.result.get("state") == State.TESTING,
            "by": job.created_by,
        },
        "stages": stages,
        "error": None if cancelled else job_error(job),
    }


def _queue(before: int) -> str:
    if not before:
        return "It is the next build of this organisation."
    builds = "1 build" if before == 1 else f"{before} builds"
    return f"{builds} of this organisation before it."


def _early(stages: Iterable[Mapping[str, Any]]) -> bool:
    """Whether nothing is registered yet that a cancellation would have to take back."""
    return not any(stage["state"] != "ahead" for stage in stages if stage["name"] not in CANCELLABLE)


def _stages_waiting() -> list[dict[str, Any]]:
    return [
        {"name": s.name, "label": s.label, "target_seconds": s.target_seconds, "seconds": None, "state": "waiting"}
        for s in STAGES
    ]


def _stage(stage: Mapping[str, Any]) -> dict[str, Any]:
    seconds, target = stage["seconds"], stage["target_seconds"]
    return {
        "name": stage["name"],
        "label": stage["label"],
        "state": _STAGE_STATES.get(stage["state"], "ahead"),
        "doing": _DOING.get(stage["name"], ""),
        "seconds": seconds,
        "time": duration(seconds) if seconds is not None else "",
        "over": seconds is not None and seconds > target,
        "target_seconds": target,
        "target": duration(target),
        "detail": stage.get("note", ""),
        "findings": [_finding(each) for each in stage.get("details") or ()],
    }


def _finding(entry: Mapping[str, Any]) -> dict[str, str]:
    names = ("detail", "mend", "path", "line", "file")
    return {name: str(entry.get(name, "") or "") for name in names}
