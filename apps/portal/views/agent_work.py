"""Work on one version as it goes on: an evaluation, or an operator's verb that a cluster takes time for."""

import uuid

from django.http import HttpResponse
from django.utils import timezone

from apps.agents.models import SPEC_BYTES, AgentVersion
from apps.factory.evaluations import KIND as EVALUATION
from apps.jobs.selectors import job_get
from apps.portal.page import PortalRequest, page, render_page
from apps.portal.presenters.agents import agent_heading
from apps.portal.presenters.works import agent_work_context
from apps.runtime.services.operations import KIND as OPERATION
from greenlang.errors import NotFound


@page()
def agent_work(request: PortalRequest, agent_id: str, job_id: uuid.UUID) -> HttpResponse:
    """What is being done to a version, step by step."""
    job = job_get(job_id)
    versions = AgentVersion.objects.select_related("agent").defer(*SPEC_BYTES).filter(agent__slug=agent_id)
    version = versions.filter(id=job.arguments.get("version_id")).first()
    if job.kind not in {EVALUATION, OPERATION} or version is None:
        raise NotFound("There is no such work.", where="job_id")
    context = {**agent_heading(version), **agent_work_context(job, timezone.now())}
    return render_page(request, "portal/agents/work.html", context)
