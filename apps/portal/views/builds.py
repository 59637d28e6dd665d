"""Building an agent: the form, and the build as it goes on."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from apps.agents.models import SPEC_BYTES, AgentVersion
from apps.agents.spec import Listing
from apps.agents.spec.document import MAX_BYTES
from apps.factory.catalogue_view import published_catalogue
from apps.factory.explaining import listing_document, spec_explain
from apps.factory.reading import Submission
from apps.factory.services import KIND
from apps.factory.tasks import build_submit
from apps.jobs.models import Job
from apps.jobs.selectors import job_get
from apps.portal.forms import error_entries
from apps.portal.page import FORM, SEND, PortalRequest, page, render_page
from apps.portal.presenters.explanations import explanation_context, proposed_text
from apps.portal.presenters.jobs import build_context
from apps.portal.samples import PACK, sample_pack
from apps.registry.selectors import version_named
from apps.tenants.models.roles import Action
from greenlang.errors import GreenLangError, InvalidInput, NotFound


@page(Action.BUILD, methods=FORM)
def build_new(request: PortalRequest) -> HttpResponse:
    """A specification as text or file, with what completes it; it is checked at once, and built by a worker.

    ``?agent=…&version=…`` begins with what that version was last tried with.
    """
    if request.method != "POST" and request.GET.get("agent"):
        tried = Submission.of(version_named(request.GET["agent"], request.GET.get("version", "")))
        return pack_form(request, shown(tried.source), completion=shown(tried.completion))
    if request.method != "POST":
        sample = sample_pack()
        return pack_form(request, sample, sample_name=PACK if sample else "")
    source, completion = pack_sent(request)
    try:
        pack_given(source)
        with transaction.atomic():
            job = build_submit(source=source, completion=completion, actor=request.principal.name)
    except GreenLangError as error:
        return pack_form(request, shown(source), completion=shown(completion), errors=error_entries(error), status=422)
    return redirect("portal:build", job.id)


@page(Action.BUILD, methods=SEND)
def build_check(request: PortalRequest) -> HttpResponse:
    """The same form with the specification explained; nothing of it is kept."""
    source, completion = pack_sent(request)
    try:
        pack_given(source)
        found = spec_explain(source, published_catalogue(), completion=completion)
    except GreenLangError as error:
        return pack_form(request, shown(source), completion=shown(completion), errors=error_entries(error), status=422)
    document = listing_document(found) if isinstance(found, Listing) else found.as_document()
    text = shown(completion) or proposed_text(document)
    explained = explanation_context(document, completed=bool(completion))
    return pack_form(request, shown(source), completion=text, explained=explained)


def pack_sent(request: PortalRequest) -> tuple[bytes, bytes]:
    """Specification and completion, either of them perhaps empty: the file where one was sent, else the text."""
    file = request.FILES.get("file")
    completion = _text(request, "completion")
    given = bytes(file.read(MAX_BYTES + 1)) if file is not None and not isinstance(file, list) else None
    return _text(request, "pack") if given is None else given, completion if completion.strip() else b""


def _text(request: PortalRequest, name: str) -> bytes:
    """A text with the line ends of a file."""
    return request.POST.get(name, "").replace("\r\n", "\n").encode()


def pack_given(source: bytes) -> None:
    """Go on only where there is a specification.

    Raises:
        InvalidInput: there is none.
    """
    if not source.strip():
        raise InvalidInput("There is no specification.", mend="Write a pack.yaml, or choose a file.")


def shown(data: bytes) -> str:
    """What was sent, as the form can hold it."""
    return data[:MAX_BYTES].decode("utf-8", errors="replace").replace("\x00", "\N{REPLACEMENT CHARACTER}")


def pack_form(
    request: PortalRequest,
    text: str,
    *,
    completion: str = "",
    errors: list[dict[str, str]] | None = None,
    explained: Mapping[str, Any] | None = None,
    sample_name: str = "",
    status: int = 200,
) -> HttpResponse:
    """The form of a specification, with what is to be said of it."""
    context = {
        "text": text,
        "completion": completion,
        "errors": errors or [],
        "sample_name": sample_name,
        "max_size": f"{MAX_BYTES // 1000 // 1000} MB",
        **(explained or {"explanation": None}),
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
