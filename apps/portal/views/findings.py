"""Findings of an audit: raised, answered, closed."""

import uuid
from collections.abc import Callable

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect

from apps.inventory.auditing.services import finding_answer, finding_close, finding_get, finding_raise
from apps.inventory.models import AuditFinding
from apps.portal.forms import error_entries
from apps.portal.listing import page_of
from apps.portal.page import FORM, SEND, PortalRequest, page, render_page
from apps.portal.presenters.samples import finding_row
from apps.tenants.models.roles import Action
from greenlang.errors import GreenLangError, NotFound


@page(methods=FORM, auditors=True)
def findings(request: PortalRequest) -> HttpResponse:
    """Every finding of the period, open ones first; raising one."""
    if request.method == "POST":
        request.principal.require(Action.AUDIT)
        return _done(request, "The finding was raised.", lambda: _raise(request))
    return _list(request)


def _raise(request: PortalRequest) -> AuditFinding:
    if request.frame.period is None:
        raise NotFound("There is no reporting period yet.")
    text = request.POST.get("text", "")
    return finding_raise(period=request.frame.period, text=text, actor=request.principal.name)


def _done(request: PortalRequest, told: str, step: Callable[[], AuditFinding]) -> HttpResponse:
    """Take a step; where it is refused, the page with what was typed."""
    try:
        with transaction.atomic():
            step()
    except NotFound:
        raise
    except GreenLangError as error:
        return _list(request, error)
    messages.success(request, told)
    return redirect("portal:findings")


def _list(request: PortalRequest, error: GreenLangError | None = None) -> HttpResponse:
    period = request.frame.period
    rows = AuditFinding.objects.filter(period=period).select_related("line").order_by("-number")
    shown, pages = page_of(request, rows, "findings")
    context = {
        "period": {"name": period.name} if period else None,
        "findings": [finding_row(row) for row in shown],
        "pages": pages,
        "typed": request.POST.get("text", ""),
        "errors": error_entries(error) if error else [],
        "can_audit": request.principal.allows(Action.AUDIT),
        "can_answer": request.principal.allows(Action.REPORT),
    }
    return render_page(request, "portal/samples/findings.html", context, status=error.status if error else 200)


@page(Action.REPORT, methods=SEND)
def finding_answered(request: PortalRequest, finding_id: uuid.UUID) -> HttpResponse:
    """The preparer's answer."""
    finding, text = finding_get(finding_id), request.POST.get("text", "")
    told = f"Finding {finding.number} was answered."
    return _done(request, told, lambda: finding_answer(finding=finding, text=text, actor=request.principal.name))


@page(Action.AUDIT, methods=SEND, auditors=True)
def finding_closed(request: PortalRequest, finding_id: uuid.UUID) -> HttpResponse:
    """The auditor is content with it."""
    finding = finding_get(finding_id)
    request.frame.require(finding.period_id)
    told = f"Finding {finding.number} was closed."
    return _done(request, told, lambda: finding_close(finding=finding, actor=request.principal.name))
