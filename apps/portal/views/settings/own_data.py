"""All an organisation has: as a file, and the end of the demonstration."""

import uuid

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect

from apps.calculations.services.demonstration import demonstration_may_go, demonstration_of, demonstration_remove
from apps.events.audit import audit_record
from apps.events.models import AuditKind
from apps.portal.page import SEND, PortalRequest, page, render_page
from apps.portal.presenters.settings.own_data import export_row
from apps.reports.data_export.services import (
    KEPT,
    data_export_ask,
    data_export_chunks,
    data_export_get,
    data_exports,
    job_of,
)
from apps.reports.data_export.tables import left_out
from apps.reports.tasks import write_data_export
from apps.tenants.models import Tenant
from apps.tenants.models.roles import Action
from greenlang.errors import Conflict

MOST = 20


@page(Action.ADMINISTER)
def own_data(request: PortalRequest) -> HttpResponse:
    """Exports, and the demonstration where there is one."""
    rows = [export_row(export, None if export.finished_at else job_of(export)) for export in data_exports()[:MOST]]
    may_go = demonstration_may_go(by_demo_tenant=_is_demo(request))
    context = {
        "exports": rows,
        "is_writing": any(row["state"] == "writing" for row in rows),
        "days": KEPT.days,
        "left_out": left_out(),
        "demonstration": [tenant.name for tenant in demonstration_of()] if may_go else [],
        "is_demo": _is_demo(request),
    }
    return render_page(request, "portal/settings/own_data.html", context)


def _is_demo(request: PortalRequest) -> bool:
    return Tenant.objects.filter(id=request.principal.tenant_id, is_demo=True).exists()


@page(Action.ADMINISTER, methods=SEND)
def export_new(request: PortalRequest) -> HttpResponse:
    """Have everything written into a file."""
    try:
        data_export_ask(asked_by=request.principal.name, task=write_data_export)
    except Conflict as error:
        messages.error(request, f"{error.message} {error.mend}")
    return redirect("portal:own_data")


@page(Action.ADMINISTER)
def export_download(request: PortalRequest, export_id: uuid.UUID) -> HttpResponse:
    """The file, read piece by piece while it is sent."""
    export = data_export_get(export_id)
    audit_record(kind=AuditKind.DATA, act="downloaded an export of all data", actor=request.principal.name)
    chunks = data_export_chunks(tenant_id=request.principal.tenant_id, export_id=export.id)
    response = StreamingHttpResponse(chunks, content_type="application/zip")
    response["Content-Length"] = str(export.size)
    # Packed already: packing it again would take time and its length away.
    response["Content-Encoding"] = "identity"
    response["Content-Disposition"] = f'attachment; filename="greenlang-{export.asked_at:%Y-%m-%d}.zip"'
    return response  # type: ignore[return-value]


@page(Action.ADMINISTER, methods=SEND)
def demonstration_end(request: PortalRequest) -> HttpResponse:
    """Remove the demonstration, after its name was typed."""
    if request.POST.get("confirmation", "").strip().lower() != "demonstration":
        messages.error(request, "Nothing was removed: type the word demonstration.")
        return redirect("portal:own_data")
    is_demo, actor = _is_demo(request), request.principal.name
    rows = demonstration_remove(by_demo_tenant=is_demo, actor=actor)
    if is_demo:
        logout(request)
        messages.success(request, f"The demonstration is removed, {rows:,} rows.")
        return redirect("login")
    audit_record(kind=AuditKind.ORGANISATION, act="removed the demonstration", actor=actor, detail=f"{rows} rows")
    messages.success(request, f"The demonstration is removed, {rows:,} rows.")
    return redirect("portal:own_data")
