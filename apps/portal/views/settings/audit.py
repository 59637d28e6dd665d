"""The audit log: who did what, when."""

from collections.abc import Iterator

from django.http import HttpResponse
from django.urls import reverse

from apps.events.models import AuditEntry, AuditKind
from apps.portal.exports import csv_response
from apps.portal.listing import Filter, Narrowing, url_with
from apps.portal.page import PortalRequest, page, render_page
from apps.portal.selectors.audit import MOST_EXPORTED, audit_exported, audit_page

KINDS = Filter("kind", "About", AuditKind.choices)
COLUMNS = ("at", "about", "who", "did", "what", "detail")


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
def audit_export(request: PortalRequest) -> HttpResponse:
    """The same as CSV; a log that is longer than a file may be says so in its last line."""
    entries, more = audit_exported(kind=Narrowing.of(request, [KINDS]).get("kind"))
    return csv_response("audit-log.csv", COLUMNS, _lines(entries, more))


def _lines(entries: Iterator[AuditEntry], more: bool) -> Iterator[tuple[str, ...]]:
    for entry in entries:
        at, about = entry.at.isoformat(timespec="seconds"), AuditKind(entry.kind).label
        yield at, about, entry.actor, entry.act, entry.subject, entry.detail
    if more:
        yield "", "", "", "", "", f"The newest {MOST_EXPORTED} entries; the export of all data has the rest."
