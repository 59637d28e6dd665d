"""A file that was taken in: what became of its rows, what stands behind them, and taking it back."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header

from apps.inventory.models import ActivityUpload
from apps.inventory.queues.rejected import others_listed
from apps.inventory.selectors import evidence_get, upload_get
from apps.inventory.services.evidence import MAX_EVIDENCE_BYTES, evidence_attach, evidence_remove
from apps.inventory.services.handing_back import upload_hand_back
from apps.inventory.services.reviews import review_ask
from apps.inventory.services.settling import rejected_reopen, rejected_settle
from apps.portal.frame import as_uuid
from apps.portal.listing import PAGE, Filter, Narrowing, page_of
from apps.portal.page import FORM, SEND, PortalRequest, page, render_page
from apps.portal.presenters.files import activity_row, evidence_row, file_facts, rejected_row
from apps.runtime.activity.uploads import (
    evidence_listed,
    evidence_of_rows,
    outcomes,
    rows_listed,
    upload_states,
)
from apps.runtime.services.withdrawals import rows_mark, upload_take_back
from apps.tenants.models.roles import Action
from greenlang.errors import GreenLangError, InvalidInput, NotFound

SHOWN = Filter("rows", "Rows", [("rejected", "Rejected"), ("duplicate", "Duplicate")])


@page(methods=FORM)
def file(request: PortalRequest, upload_id: uuid.UUID) -> HttpResponse:
    """Accepted rows, or with ``?rows=`` the rejected or the duplicates.

    POST ``do``: ``evidence`` (file, rows), ``estimated`` or ``actual`` (rows, reason), ``settle`` (rejected rows,
    reason) or ``reopen`` (rejected rows), ``withdraw`` (reason).
    """
    found = upload_get(upload_id)
    if request.method != "POST":
        return _page(request, found)
    request.principal.require(Action.UPLOAD)
    try:
        messages.success(request, _do(request, found))
    except NotFound:
        raise
    except GreenLangError as error:
        messages.error(request, f"{error.message} {error.mend}".strip())
        return _page(request, found, status=error.status)
    return redirect(request.get_full_path())


def _do(request: PortalRequest, found: ActivityUpload) -> str:
    asked, actor = request.POST.get("do", ""), request.principal.name
    reason = request.POST.get("reason", "")
    if asked == "withdraw":
        upload_take_back(upload=found, reason=reason, actor=actor)
        return f"{found.filename} was taken back; its rows are no longer in the period."
    rows = [row for text in request.POST.getlist("row")[:PAGE] if (row := as_uuid(text))]
    if asked in {"estimated", "actual"}:
        estimated = asked == "estimated"
        count = rows_mark(upload=found, activity_ids=rows, is_estimated=estimated, reason=reason, actor=actor)
        return f"{count} row{'' if count == 1 else 's'} marked as {asked}."
    if asked == "evidence":
        return _attach(request, found, rows)
    if asked in {"settle", "reopen"}:
        return _settle(request, found, rows)
    raise InvalidInput("Nothing was asked for.", where="do")


def _settle(request: PortalRequest, found: ActivityUpload, rows: list[uuid.UUID]) -> str:
    chosen, actor = None if request.POST.get("all") else rows, request.principal.name
    if request.POST["do"] == "settle":
        reason = request.POST.get("reason", "")
        count, became = rejected_settle(upload=found, row_ids=chosen, reason=reason, actor=actor), "settled"
    else:
        count, became = rejected_reopen(upload=found, row_ids=chosen, actor=actor), "waiting again"
    review_ask(period=found.period, by=actor)
    return f"{count:,} rejected row{' is' if count == 1 else 's are'} {became}."


def _attach(request: PortalRequest, found: ActivityUpload, rows: list[uuid.UUID]) -> str:
    sent = request.FILES.get("evidence")
    if sent is None or isinstance(sent, list):
        raise InvalidInput("No file was chosen.", where="evidence", mend="Choose the invoice or the reading.")
    if not rows and not request.POST.get("all"):
        raise InvalidInput("No row was chosen.", where="rows", mend="Tick the rows it stands behind, or all.")
    content = sent.read(MAX_EVIDENCE_BYTES + 1)
    kept = evidence_attach(
        upload=found,
        activity_ids=[] if request.POST.get("all") else rows,
        filename=sent.name or "evidence",
        content=content,
        added_by=request.principal.name,
    )
    return f"{kept.filename} was attached."


def _page(request: PortalRequest, found: ActivityUpload, *, status: int = 200) -> HttpResponse:
    kind = Narrowing.of(request, [SHOWN]).get("rows")
    context: dict[str, Any] = {
        "file": file_facts(found, upload_states([found])[found.id]),
        "kind": kind or "accepted",
        "typed": {"reason": request.POST.get("reason", ""), "rows": request.POST.getlist("row")},
        "evidence": [evidence_row(each) for each in evidence_listed(found)],
        "may": request.principal.allows(Action.UPLOAD) and found.withdrawn_at is None,
    }
    if kind:
        others, pages = page_of(request, others_listed(found, duplicate=kind == "duplicate"), "rows")
        context |= {"others": [rejected_row(row) for row in others], "pages": pages}
        context["may_settle"] = context["may"] and kind == "rejected" and found.period.locked_at is None
    else:
        rows, pages = page_of(request, rows_listed(found), "rows")
        became, behind = outcomes(rows), evidence_of_rows(rows)
        context |= {"rows": [activity_row(row, became.get(row.id), behind[row.id]) for row in rows], "pages": pages}
    return render_page(request, "portal/data/file.html", context, status=status)


@page()
def file_to_mend(request: PortalRequest, upload_id: uuid.UUID) -> HttpResponse:
    """The file itself with a column of messages; ``?rows=all``: every row, else the rejected ones."""
    only = request.GET.get("rows") != "all"
    returned = upload_hand_back(upload=upload_get(upload_id), only=only)
    return download(returned.content, filename=returned.filename, media_type=returned.media_type)


@page(auditors=True)
def evidence(request: PortalRequest, evidence_id: uuid.UUID) -> HttpResponse:
    """A piece of evidence, as it was sent; never shown in the browser."""
    found = evidence_get(evidence_id)
    request.frame.require(found.upload.period_id)
    return download(bytes(found.content), filename=found.filename, media_type="application/octet-stream")


@page(Action.UPLOAD, methods=SEND)
def evidence_drop(request: PortalRequest, evidence_id: uuid.UUID) -> HttpResponse:
    """Remove a piece of evidence."""
    found = evidence_get(evidence_id)
    evidence_remove(evidence=found)
    messages.success(request, f"{found.filename} was removed.")
    return redirect("portal:file", found.upload_id)


def download(content: bytes, *, filename: str, media_type: str) -> HttpResponse:
    """A file to be saved: the browser neither guesses what it is nor opens it."""
    answer = HttpResponse(content, content_type=media_type)
    answer.headers["Content-Disposition"] = str(content_disposition_header(True, filename))
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer
