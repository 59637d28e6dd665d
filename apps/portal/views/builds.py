"""Building an agent: the form, and the build as it goes on."""

import uuid

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from apps.agents.models import SPEC_BYTES, AgentVersion
from apps.agents.spec.document import MAX_BYTES
from apps.factory.services import KIND
from apps.factory.tasks import build_submit
from apps.jobs.models import Job
from apps.jobs.selectors import job_get
from apps.portal.forms import error_entries
from apps.portal.page import FORM, PortalRequest, page, render_page
from apps.portal.presenters.jobs import build_context
from apps.portal.samples import PACK, sample_pack
from apps.tenants.models.roles import Action
from greenlang.errors import GreenLangError, InvalidInput, NotFound


@page(Action.BUILD, methods=FORM)
def build_new(request: PortalRequest) -> HttpResponse:
    """A specification as text or file; it is checked at once, and built by a worker."""
    if request.method != "POST":
        sample = sample_pack()
        return _form(request, sample, sample_name=PACK if sample else "")
    source = _source(request)
    try:
        if not source.strip():
            raise InvalidInput("There is no specification.", mend="Write a pack.yaml, or choose a file.")
        with transaction.atomic():
            job = build_submit(source=source, actor=request.principal.name)
    except GreenLangError as error:
        text = source[:MAX_BYTES].decode("utf-8", errors="replace").replace("\x00", "\N{REPLACEMENT CHARACTER}")
        return _form(request, text, errors=error_entries(error), status=422)
    return redirect("portal:build", job.id)


def _source(request: PortalRequest) -> bytes:
    """What was sent: the file when there is one, else the text with the line ends of a file."""
    file = request.FILES.get("file")
    if file is not None and not isinstance(file, list):
        return bytes(file.read(MAX_BYTES + 1))
    return request.POST.get("pack", "").replace("\r\n", "\n").encode()


def _form(
    request: PortalRequest,
    text: str,
    *,
    errors: list[dict[str, str]] | None = None,
    sample_name: str = "",
    status: int = 200,
) -> HttpResponse:
    context = {
        "text": text,
        "errors": errors or [],
        "sample_name": sample_name,
        "max_size": f"{MAX_BYTES // 1000 // 1000} MB",
    }
    return render_page(request, "portal/agents/build_new.html", context, status=status)


@page()
def build(request: PortalRequest, job_id: uuid.UUID) -> HttpResponse:
    """A build with its stages; the progress alone for htmx."""
    job, version = _build(job_id)
    context = build_context(job, version, timezone.now())
    if request.htmx:
        return render(request, "portal/agents/_build_progress.html", {**context, "portal": request.frame.as_context()})
    return render_page(request, "portal/agents/build.html", context)


def _build(job_id: uuid.UUID) -> tuple[Job, AgentVersion]:
    job = job_get(job_id)
    if job.kind != KIND:
        raise NotFound("There is no such build.", where="job_id")
    versions = AgentVersion.objects.select_related("agent").defer(*SPEC_BYTES)
    return job, versions.get(id=job.arguments["version_id"])
