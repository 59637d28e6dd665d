"""The audit log: who did what, when."""

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse

from apps.events.audit_pages import audit_file, audit_page
from apps.events.models import AuditEntry, AuditKind
from apps.portal.listing import Filter, Narrowing, url_with
from apps.portal.page import PortalRequest, page, render_page

KINDS = Filter("kind", "About", AuditKind.choices)


@page()
def audit_log(request: PortalRequest) -> HttpResponse:
    """A page of entries, newest first; the address of the next one names where it begins."""
    narrowing = Narrowing.of(request, [KINDS])
    found = audit_page(kind=narrowing.get("kind"), before=request.GET.get("before", ""))
    context = {
        **narrowing.as_context(),
        "entries": [_row(entry) for entry in found.entries],
        "newest_url": url_with(request, before="") if request.GET.get("before") else "",
        "older_url": url_with(request, before=found.next_before) if found.next_before else "",
        "export_url": reverse("portal:audit_export") + (f"?kind={kind}" if (kind := narrowing.get("kind")) else ""),
    }
    return render_page(request, "portal/settings/audit.html", context)


def _row(entry: AuditEntry) -> dict[str, object]:
    return {
        "at": entry.at,
        "about": AuditKind(entry.kind).label,
        "actor": entry.actor,
        "act": entry.act,
        "subject": entry.subject,
        "detail": entry.detail,
    }


@page()
def audit_export(request: PortalRequest) -> HttpResponseBase:
    """The same as CSV, from the newest entry to the first."""
    kind = Narrowing.of(request, [KINDS]).get("kind")
    return audit_file(tenant_id=request.principal.tenant_id, kind=kind)
