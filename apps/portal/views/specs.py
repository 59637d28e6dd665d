"""Writing a specification: two editors, what is to be said of what stands in them, and handing it in."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render

from apps.agents.spec import Listing
from apps.agents.spec.document import MAX_BYTES
from apps.factory.catalogue_view import published_catalogue
from apps.factory.drafts import draft_discard, draft_keep, draft_of
from apps.factory.explaining import listing_document, spec_explain
from apps.factory.reading import Submission
from apps.factory.tasks import build_submit
from apps.portal.forms import error_entries
from apps.portal.page import FORM, SEND, PortalRequest, page, render_page
from apps.portal.presenters.explanations import check_context, proposed_text
from apps.portal.samples import sample_pack, sample_packs
from apps.registry.selectors import version_named
from apps.tenants.models.roles import Action
from greenlang.errors import GreenLangError, InvalidInput

DRAFT = "draft"


@page(Action.BUILD, methods=FORM)
def build_new(request: PortalRequest) -> HttpResponse:
    """The editors; what is sent is checked at once, and built by a worker.

    They begin with what a version was last tried with (``?agent=…&version=…``), with an example (``?example=…``), with
    the draft that was kept, or with the first example.
    """
    if request.method != "POST":
        submission, began_with = _beginning(request)
        return pack_form(request, submission, began_with=began_with)
    submission = pack_sent(request)
    try:
        pack_given(submission)
        with transaction.atomic():
            job = build_submit(source=submission.source, completion=submission.completion, actor=request.principal.name)
    except GreenLangError as error:
        draft_keep(author=request.principal.pk, submission=submission)
        told = {"errors": error_entries(error)}
        return pack_form(request, submission, told=told, began_with=DRAFT, status=422)
    draft_discard(author=request.principal.pk)
    return redirect("portal:build", job.id)


def _beginning(request: PortalRequest) -> tuple[Submission, str]:
    """What the editors begin with, and what that is called."""
    if request.GET.get("agent"):
        version = version_named(request.GET["agent"], request.GET.get("version", ""))
        return Submission.of(version), str(version)
    draft = draft_of(request.principal.pk)
    if draft is not None and not request.GET.get("example"):
        return Submission(bytes(draft.source), bytes(draft.completion)), DRAFT
    name, text = sample_pack(request.GET.get("example", ""))
    return Submission(text.encode()), name


@page(Action.BUILD, methods=SEND)
def build_check(request: PortalRequest) -> HttpResponse:
    """What is to be said of both texts, which are kept as a draft; for htmx that alone, else the whole page.

    ``take_over``: the proposed completion is put into its editor, and both are looked at again.
    """
    submission = pack_sent(request)
    if not request.POST.get("opened"):
        draft_keep(author=request.principal.pk, submission=submission)
    told, proposed = pack_told(submission)
    if request.POST.get("take_over") and proposed:
        submission = replace(submission, completion=proposed.encode())
        draft_keep(author=request.principal.pk, submission=submission)
        told, proposed = pack_told(submission)
    if request.htmx:
        context = {**told, "portal": request.frame.as_context(), "swapped": True}
        return render(request, "portal/agents/_findings.html", context)
    return pack_form(request, submission, told=told, status=422 if told.get("errors") else 200)


@page(Action.BUILD, methods=SEND)
def build_discard(request: PortalRequest) -> HttpResponse:
    """Forget the draft; the editors begin with the example again."""
    draft_discard(author=request.principal.pk)
    return redirect("portal:build_new")


def pack_told(submission: Submission) -> tuple[dict[str, Any], str]:
    """Context of ``_findings.html``, and the completion that is proposed (empty: none)."""
    try:
        pack_given(submission)
        found = spec_explain(submission.source, published_catalogue(), completion=submission.completion)
    except GreenLangError as error:
        return {"errors": error_entries(error)}, ""
    document = listing_document(found) if isinstance(found, Listing) else found.as_document()
    return check_context(document, completed=bool(submission.completion)), proposed_text(document)


def pack_sent(request: PortalRequest) -> Submission:
    """Specification and completion, either of them perhaps empty: the file where one was sent, else the text."""
    file = request.FILES.get("file")
    completion = _text(request, "completion")
    given = bytes(file.read(MAX_BYTES + 1)) if file is not None and not isinstance(file, list) else None
    source = _text(request, "pack") if given is None else given
    return Submission(source, completion if completion.strip() else b"")


def _text(request: PortalRequest, name: str) -> bytes:
    """A text with the line ends of a file; halves of a character that a browser may send become what they are not."""
    return request.POST.get(name, "").replace("\r\n", "\n").encode("utf-8", "replace")


def pack_given(submission: Submission) -> None:
    """Go on only where there is a specification.

    Raises:
        InvalidInput: there is none.
    """
    if not submission.source.strip():
        raise InvalidInput("There is no specification.", mend="Write a pack.yaml, or choose a file.")


def shown(data: bytes) -> str:
    """What was sent, as the form can hold it."""
    return data[:MAX_BYTES].decode("utf-8", errors="replace").replace("\x00", "\N{REPLACEMENT CHARACTER}")


def pack_form(
    request: PortalRequest,
    submission: Submission,
    *,
    told: Mapping[str, Any] | None = None,
    began_with: str = "",
    status: int = 200,
) -> HttpResponse:
    """The editors, with what is to be said of what stands in them."""
    context = {
        "text": shown(submission.source),
        "completion": shown(submission.completion),
        "is_draft": began_with == DRAFT,
        "began_with": "" if began_with == DRAFT else began_with,
        "examples": sample_packs(),
        "max_size": f"{MAX_BYTES // 1000 // 1000} MB",
        "unread": not told,
        **(told or {}),
    }
    return render_page(request, "portal/agents/build_new.html", context, status=status)
