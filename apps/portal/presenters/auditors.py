"""Links for auditors as the list shows them."""

from datetime import datetime
from typing import Any

from django.urls import Resolver404, resolve

from apps.inventory.models import AuditorLink, AuditorVisit

PAGES = {
    "home": "The way in",
    "sign_off": "Sign-off",
    "sign_off_certificate": "Certificate of a sign-off",
    "sign_off_lines": "Certificate of the calculations",
    "dashboard": "Dashboard",
    "calculations": "Ledger",
    "ledger_export": "Ledger as a file",
    "calculation": "A line",
    "calculation_certificate": "Certificate of a line",
    "calculation_verify": "A line, verified",
    "verifier": "The checker of certificates",
    "evidence": "An evidence file",
    "factors": "Factors",
    "factor": "A factor",
    "report": "A report",
    "report_checklist": "A report’s checklist",
    "report_download": "A report as a file",
    "samples": "Samples",
    "sample": "A sample",
    "sample_summary": "Summary of a sample as a file",
    "sampled_line": "A sampled line",
    "findings": "Findings",
    "finding_close": "A finding, closed",
    "auditor_leave": "The link, closed",
}
"""Pages that holders of a link may see, by the name of their address."""


def link_row(link: AuditorLink, views: int = 0, seen_at: datetime | None = None) -> dict[str, Any]:
    """A link with its state."""
    state = "Revoked" if link.revoked_at else "Active" if link.is_open else "Expired"
    return {
        "link_id": link.id,
        "name": link.name,
        "email": link.email,
        "state": state,
        "created_by": link.created_by,
        "created_at": link.created_at,
        "expires_at": link.expires_at,
        "revoked_by": link.revoked_by,
        "views": views,
        "seen_at": seen_at,
    }


def visit_row(visit: AuditorVisit) -> dict[str, Any]:
    """A page that was opened, or asked for where there is none for auditors (its name is empty)."""
    try:
        name = PAGES.get(resolve(visit.path).url_name or "", "")
    except Resolver404:
        name = ""
    return {"at": visit.at, "page": name, "path": visit.path, "sent": visit.method != "GET", "status": visit.status}
