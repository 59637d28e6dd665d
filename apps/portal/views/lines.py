"""One line of the ledger: how its number came about, and whether it holds."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from apps.agents.models import AgentVersion
from apps.calculations.models import Calculation
from apps.calculations.selectors.ledger import calculation_get
from apps.calculations.selectors.verification import record_checks
from apps.calculations.services import certificates
from apps.inventory.selectors import evidence_of_activity
from apps.portal.page import FORM, PortalRequest, page, render_page
from apps.portal.presenters.calculations import calculation_page
from apps.portal.verification import calculation_checks, unanchored_records


@page(auditors=True)
def calculation(request: PortalRequest, calculation_id: str) -> HttpResponse:
    """How one number came about; ``?verify=1`` verifies it at once."""
    row = _line(request, calculation_id)
    holds = all(check.ok for check in record_checks(row))
    known = (
        not request.frame.is_auditor
        and AgentVersion.objects.filter(agent__slug=row.agent_id, version=row.agent_version).exists()
    )
    context = calculation_page(row, seal="verified" if holds else "broken", agent_known=known)
    verdict = _verdict(row) if "verify" in request.GET else None
    more = {
        "verdict": verdict,
        "certificate_url": reverse("portal:calculation_certificate", args=[str(row)]),
        "evidence": evidence_of_activity(row.activity_id) if row.activity_id else [],
    }
    return render_page(request, "portal/calculations/detail.html", {**context, **more})


@page(auditors=True)
def calculation_certificate(request: PortalRequest, calculation_id: str) -> HttpResponse:
    """The file with which anybody can check the calculation."""
    row = _line(request, calculation_id)
    response = HttpResponse(certificates.calculation_certificate(row.id), content_type="application/json")
    response.headers["Content-Disposition"] = f'attachment; filename="{row}.json"'
    return response


@page(methods=FORM, auditors=True)
def calculation_verify(request: PortalRequest, calculation_id: str) -> HttpResponse:
    """Recompute everything of one calculation; the verdict alone for htmx, else on the calculation's page."""
    row = _line(request, calculation_id)
    if not request.htmx:
        return redirect(f"{reverse('portal:calculation', args=[str(row)])}?verify=1")
    return render(request, "portal/calculations/_verdict.html", {"verdict": _verdict(row)})


def _line(request: PortalRequest, calculation_id: str) -> Calculation:
    row = calculation_get(calculation_id)
    request.frame.require(row.period_id)
    return row


def _verdict(row: Calculation) -> dict[str, Any]:
    checks = calculation_checks(row)
    return {
        "ok": all(check.ok for check in checks),
        "at": timezone.now(),
        "checks": checks,
        "unanchored": unanchored_records(),
    }
