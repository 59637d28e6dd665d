"""All an organisation has: as a file, and the end of the demonstration."""

import uuid

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from apps.calculations.services import demonstration as services
from apps.calculations.services.demonstration import demonstration_may_go, demonstration_of, is_demonstration
from apps.portal.page import SEND, PortalRequest, page, render_page
from apps.portal.presenters.settings.own_data import export_row
from apps.reports.data_export.services import (
    KEPT,
    data_export_ask,
    data_export_file,
    data_exports,
    job_of,
)
from apps.reports.data_export.tables import left_out
from apps.reports.tasks import write_data_export
from apps.tenants.models.roles import Action
from greenlang.errors import Conflict, InvalidInput

MOST = 20


@page(Action.ADMINISTER)
def own_data(request: PortalRequest) -> HttpResponse:
    """Exports, and the demonstration where there is one."""
    rows = [export_row(export, None if export.finished_at else job_of(export)) for export in data_exports()[:MOST]]
    may_go = demonstration_may_go(by_demo_tenant=is_demonstration(request.principal.tenant_id))
    context = {
        "exports": rows,
        "is_writing": any(row["state"] == "writing" for row in rows),
        "days": KEPT.days,
        "left_out": left_out(),
        "demonstration": [tenant.name for tenant in demonstration_of()] if may_go else [],
        "is_demo": is_demonstration(request.principal.tenant_id),
    }
    return render_page(request, "portal/settings/own_data.html", context)


@page(Action.ADMINISTER, methods=SEND)
def export_new(request: PortalRequest) -> HttpResponse:
    """Have everything written into a file."""
    try:
        data_export_ask(asked_by=request.principal.name, task=write_data_export)
    except Conflict as error:
        messages.error(request, f"{error.message} {error.mend}")
    return redirect("portal:own_data")


@page(Action.ADMINISTER)
def export_download(request: PortalRequest, export_id: uuid.UUID) -> HttpResponseBase:
    """The file, read piece by piece while it is sent."""
    return data_export_file(
        tenant_id=request.principal.tenant_id, export_id=export_id, downloaded_by=request.principal.name
    )


@page(Action.ADMINISTER, methods=SEND)
def demonstration_end(request: PortalRequest) -> HttpResponse:
    """Remove the demonstration, after its name was typed."""
    is_demo = is_demonstration(request.principal.tenant_id)
    try:
        rows = services.demonstration_end(
            tenant_id=request.principal.tenant_id,
            confirmation=request.POST.get("confirmation", ""),
            actor=request.principal.name,
        )
    except InvalidInput:
        messages.error(request, "Nothing was removed: type the word demonstration.")
        return redirect("portal:own_data")
    if is_demo:
        logout(request)
    messages.success(request, f"The demonstration is removed, {rows:,} rows.")
    return redirect("login" if is_demo else "portal:own_data")
