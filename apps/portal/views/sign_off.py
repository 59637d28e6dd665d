"""Signing a period off: where it stands, each step, and what proves it."""

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect

from apps.calculations.services.certificates import period_certificate
from apps.inventory.models import ReportingPeriod, SignOffStep
from apps.inventory.selectors import period_get
from apps.inventory.signing_off.standing import PeriodState
from apps.inventory.signing_off.steps import is_own_step, period_restate, period_return, period_withdraw
from apps.portal.forms import error_entries
from apps.portal.frame import as_uuid, is_for_auditors
from apps.portal.page import SEND, PortalRequest, page, render_page
from apps.portal.presenters.sign_off import sign_off_page
from apps.reports.sign_off_reading import sign_off_view, signed_step
from apps.reports.signing_off import certificate_text, report_sign, report_submit
from apps.reports.tasks import report_finish_submit
from apps.tenants.models.roles import Action
from greenlang.errors import GreenLangError, NotFound

TEMPLATE = "portal/sign_off/page.html"
REASON = "reason-"


@page(auditors=True)
def sign_off(request: PortalRequest) -> HttpResponse:
    """Where the period stands, what blocks it, and every round there was."""
    return _page(request, request.frame.period)


def _page(
    request: PortalRequest, period: ReportingPeriod | None, *, error: GreenLangError | None = None
) -> HttpResponse:
    if period is None:
        return render_page(request, TEMPLATE, {"standing": None})
    view = sign_off_view(period)
    typed = {name: value for name, value in request.POST.items() if isinstance(value, str)}
    submission = view.standing.last
    is_own = submission is not None and is_own_step(request.principal, submission)
    waits = view.standing.state == PeriodState.SUBMITTED
    shown = sign_off_page(view, typed=typed)
    if request.frame.is_auditor:
        shown["blockers"] = [_seen_by_auditors(blocker) for blocker in shown["blockers"]]
    context = {
        **shown,
        "period": {"id": str(period.id), "name": period.name},
        "errors": error_entries(error) if error else [],
        "may": {
            "submit": request.principal.allows(Action.REPORT),
            "decide": waits and not is_own and _may_approve(request),
            "withdraw": waits and is_own,
            "restate": request.principal.allows(Action.REPORT),
        },
    }
    return render_page(request, TEMPLATE, context, status=error.status if error else 200)


def _seen_by_auditors(blocker: dict[str, Any]) -> dict[str, Any]:
    """What stands in the way, leading nowhere that a holder of a link may not go."""
    return {**blocker, "url": blocker["url"] if is_for_auditors(blocker["url"]) else ""}


def _may_approve(request: PortalRequest) -> bool:
    return request.principal.allows(Action.REVIEW) or request.principal.allows(Action.ADMINISTER)


def _stepped(request: PortalRequest, done: str, step: Callable[[ReportingPeriod], SignOffStep]) -> HttpResponse:
    """Take a step; where it is refused, the page with what was typed."""
    period_id = as_uuid(request.POST.get("period", ""))
    if period_id is None:
        raise NotFound("There is no such reporting period.", where="period")
    period = period_get(period_id)
    try:
        with transaction.atomic():
            step(period)
    except GreenLangError as error:
        return _page(request, period, error=error)
    messages.success(request, done.format(period=period.name))
    return redirect("portal:sign_off")


@page(Action.REPORT, methods=SEND)
def sign_off_submit(request: PortalRequest) -> HttpResponse:
    """Hand a period in."""
    reasons = {name.removeprefix(REASON): str(why) for name, why in request.POST.items() if name.startswith(REASON)}

    def step(period: ReportingPeriod) -> SignOffStep:
        statement = request.POST.get("statement", "")
        return report_submit(period=period, statement=statement, reasons=reasons, actor=request.principal)

    return _stepped(request, "{period} was submitted. Somebody else signs it off.", step)


@page(Action.REPORT, methods=SEND)
def sign_off_withdraw(request: PortalRequest) -> HttpResponse:
    """Take a submission back."""
    return _stepped(
        request, "{period} is open again.", lambda period: period_withdraw(period=period, actor=request.principal)
    )


@page(Action.REVIEW, methods=SEND)
def sign_off_return(request: PortalRequest) -> HttpResponse:
    """Hand a submitted period back."""

    def step(period: ReportingPeriod) -> SignOffStep:
        reason = request.POST.get("reason", "")
        return period_return(period=period, reason=reason, actor=request.principal, seen=_seen(request))

    return _stepped(request, "{period} was returned and is open again.", step)


@page(Action.REVIEW, methods=SEND)
def sign_off_sign(request: PortalRequest) -> HttpResponse:
    """Sign a submitted period off, and have its final report written."""

    def step(period: ReportingPeriod) -> SignOffStep:
        note = request.POST.get("note", "")
        signed = report_sign(period=period, note=note, actor=request.principal, seen=_seen(request))
        report_finish_submit(step=signed, asked_by=request.principal.name)
        return signed

    return _stepped(request, "{period} is signed off and locked. Its final report is being written.", step)


def _seen(request: PortalRequest) -> uuid.UUID:
    """The submission that the page showed to who decides; one that nothing is where it does not say."""
    return as_uuid(request.POST.get("submission", "")) or uuid.UUID(int=0)


@page(Action.REPORT, methods=SEND)
def sign_off_restate(request: PortalRequest) -> HttpResponse:
    """Open a signed period again, with a reason."""

    def step(period: ReportingPeriod) -> SignOffStep:
        return period_restate(period=period, reason=request.POST.get("reason", ""), actor=request.principal)

    return _stepped(request, "{period} is open again, to be restated.", step)


@page(Action.REPORT, methods=SEND)
def sign_off_finish(request: PortalRequest, step_id: uuid.UUID) -> HttpResponse:
    """Have the final report of a round written, where that came to nothing."""
    job = report_finish_submit(step=signed_step(step_id), asked_by=request.principal.name)
    return redirect("portal:run", job.id)


@page(auditors=True)
def sign_off_certificate(request: PortalRequest, step_id: uuid.UUID) -> HttpResponse:
    """The signed statement of a round, with what shows whose key signed it."""
    step = signed_step(step_id)
    request.frame.require(step.period_id)
    return _file(certificate_text(step), f"sign-off-{_plain(step.period.name)}-round-{step.round}.json")


@page(auditors=True)
def sign_off_lines(request: PortalRequest, period_id: uuid.UUID) -> HttpResponse:
    """The certificate of every calculation that counts in a period."""
    period = period_get(period_id)
    request.frame.require(period.id)
    return _file(period_certificate(period.id), f"calculations-{_plain(period.name)}.json")


def _file(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/json")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _plain(name: str) -> str:
    return "".join(c if c.isascii() and c.isalnum() else "-" for c in name.lower())
