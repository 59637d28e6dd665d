"""Links for auditors: made, listed and revoked; and the way in and out for who holds one."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.urls import reverse

from apps.inventory.auditing.links import link_get, link_issue, link_revoke, link_scope
from apps.inventory.models import AuditorLink, AuditorVisit
from apps.portal.auditor_door import COOKIE, cookie_set, ended
from apps.portal.forms import error_entries
from apps.portal.listing import page_of
from apps.portal.page import FORM, SEND, PortalRequest, page, render_page, sealed
from apps.portal.presenters.auditors import link_row, visit_row
from apps.portal.selectors.auditors import links_of
from apps.tenants.models import Tenant
from apps.tenants.models.roles import Action
from greenlang.errors import GreenLangError, NotFound

DAYS = 30


@page(Action.REPORT, methods=FORM)
def auditors(request: PortalRequest) -> HttpResponse:
    """The links to the period; a new one, whose text is shown once."""
    period = request.frame.period
    if period is None:
        return render_page(request, "portal/auditors/list.html", {"period": None})
    shown, error = "", None
    if request.method == "POST":
        try:
            _, text = link_issue(
                period=period,
                name=request.POST.get("name", ""),
                email=request.POST.get("email", "").strip(),
                days=_days(request),
                created_by=request.principal.name,
            )
            shown = request.build_absolute_uri(reverse("portal:auditor_enter", args=[text]))
        except GreenLangError as refused:
            error = refused
    typed = {name: request.POST.get(name, "") for name in ("name", "email", "days")} if error else {"days": str(DAYS)}
    context = {
        "period": {"id": str(period.id), "name": period.name},
        "links": [link_row(*found) for found in links_of(period.id)],
        "shown": shown,
        "errors": error_entries(error) if error else [],
        "typed": typed,
    }
    return render_page(request, "portal/auditors/list.html", context, status=error.status if error else 200)


def _days(request: PortalRequest) -> int:
    text = request.POST.get("days", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0


@page(Action.REPORT, methods=SEND)
def auditor_revoke(request: PortalRequest, link_id: uuid.UUID) -> HttpResponse:
    """End a link at once."""
    link = link_get(link_id)
    link_revoke(link=link, actor=request.principal.name)
    messages.success(request, f"The link of {link.name} shows nothing any more.")
    return redirect("portal:auditors")


@page(Action.REPORT)
def auditor_visits(request: PortalRequest, link_id: uuid.UUID) -> HttpResponse:
    """What was looked at with a link, newest first."""
    link = link_get(link_id)
    visits, pages = page_of(request, AuditorVisit.objects.filter(link=link).order_by("-at", "-id"), "views")
    context = {"link": link_row(link), "visits": [visit_row(visit) for visit in visits], "pages": pages}
    return render_page(request, "portal/auditors/visits.html", context)


@sealed
def auditor_enter(request: HttpRequest, text: str) -> HttpResponse:
    """Where a link leads: whose numbers it shows, and the way in. Following it alone changes nothing."""
    if request.method not in FORM:
        return HttpResponseNotAllowed(FORM)
    with link_scope(text) as link:
        if link is None:
            return ended(request)
        if request.method == "POST":
            response: HttpResponse = redirect(f"/audit/{link.id.hex}/")
            cookie_set(response, link, text)
            return response
        return render(request, "portal/auditors/enter.html", _invitation(link))


def _invitation(link: AuditorLink) -> dict[str, object]:
    return {
        "organisation": Tenant.objects.get(id=link.tenant_id).name,
        "entity": link.period.entity.name,
        "period": link.period.name,
        "name": link.name,
        "until": link.expires_at,
    }


@page(methods=SEND, auditors=True)
def auditor_leave(request: PortalRequest) -> HttpResponse:
    """Take the link from this browser."""
    link_id = request.principal.link_id
    if link_id is None:
        raise NotFound("There is no such thing here.")
    response = render(request, "portal/auditors/ended.html", {"left": True})
    response.delete_cookie(COOKIE, path=f"/audit/{link_id.hex}/")
    return response
