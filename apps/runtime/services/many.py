"""Many executions of one request, read and handed to a job; what does them is in `apps.runtime.batch.executions`."""

from typing import Any

from celery import Task

from apps.agents.models import AgentVersion
from apps.calculations.selectors.factors import gwp_set
from apps.calculations.sources import Source
from apps.jobs.models import Job
from apps.jobs.services import job_submit
from greenlang.edges.bodies import read_exact_json
from greenlang.errors import InvalidInput

KIND = "executions"
MOST = 1000
MEMBERS = frozenset({"inputs", "gwp_set", "version", "on"})


def executions_read(body: bytes) -> dict[str, Any]:
    """The members of a request for many executions, each of its shape.

    Raises:
        InvalidInput: with the place.
    """
    document = read_exact_json(body)
    if not isinstance(document, dict):
        raise InvalidInput("The body is no JSON object.", where="body", mend='Send {"inputs": [{…}, …]}.')
    if unknown := sorted(set(document) - MEMBERS):
        raise InvalidInput(f"Unknown: {', '.join(unknown)}.", where=f"/{unknown[0]}", mend='Send {"inputs": […]}.')
    rows = document.get("inputs")
    if not isinstance(rows, list):
        raise InvalidInput("“inputs” is no list of inputs.", where="/inputs", mend=f"Send 1 to {MOST:,} objects.")
    if not 0 < len(rows) <= MOST:
        mend = f"1 to {MOST:,} are taken at once; for more, upload activity data and start a run."
        raise InvalidInput(f"“inputs” has {len(rows):,} inputs.", where="/inputs", mend=mend)
    for place, row in enumerate(rows):
        if not isinstance(row, dict):
            raise InvalidInput("An input is an object.", where=f"/inputs/{place}")
    for name in MEMBERS - {"inputs"}:
        if not isinstance(document.get(name, ""), str):
            raise InvalidInput(f"“{name}” is no text.", where=f"/{name}")
    Source.on(document.get("on", ""), where="/on")
    gwp_set(document.get("gwp_set") or "AR5")
    return document


def executions_submit(*, version: AgentVersion, body: bytes, total: int, actor: str, task: "Task[..., None]") -> Job:
    """A job for a body that `executions_read` has read; the text is kept, so that no number in it changes.

    Args:
        total: how many inputs it has.
    """
    arguments = {"version_id": str(version.id), "body": body.decode()}
    return job_submit(kind=KIND, task=task, arguments=arguments, created_by=actor, total=total)
