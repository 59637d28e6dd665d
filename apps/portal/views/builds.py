"""A build as it goes on."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from apps.agents.models import SPEC_BYTES, AgentVersion
from apps.factory.services import KIND, build_cancel
from apps.jobs.models import Job
from apps.jobs.selectors import job_get
from apps.portal.page import SEND, PortalRequest, page, render_page
from apps.portal.presenters.builds import build_context
from apps.portal.selectors.builds import builds_before
from apps.tenants.models.roles import Action
from greenlang.errors import NotFound


@page()
def build(request: PortalRequest, job_id: uuid.UUID) -> HttpResponse:
    """A build with its stages; the progress alone for htmx."""
    job, version = _build(job_id)
    may_cancel = request.principal.allows(Action.BUILD)
    context = build_context(job, version, timezone.now(), before=builds_before(job), may_cancel=may_cancel)
    if request.htmx:
        return render(request, "portal/agents/_build_progress.html", {**context, "portal": request.frame.as_context()})
    return render_page(request, "portal/agents/build.html", context)


@page(Action.BUILD, methods=SEND)
def build_stop(request: PortalRequest, job_id: uuid.UUID) -> HttpResponse:
    """Cancel it: at once where no worker has begun, else before its next stage."""
    job, _ = _build(job_id)
    if not build_cancel(job=job, actor=request.principal.name):
        messages.info(request, "The build is too far on to be cancelled: what it makes can be retired afterwards.")
    return redirect("portal:build", job.id)


def _build(job_id: uuid.UUID) -> tuple[Job, AgentVersion]:
    job = job_get(job_id)
    if job.kind != KIND:
        raise NotFound("There is no such build.", where="job_id")
    versions = AgentVersion.objects.select_related("agent").defer(*SPEC_BYTES)
    return job, versions.get(id=job.arguments["version_id"])
