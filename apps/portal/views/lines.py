"""One line of the ledger: how its number came about, and whether it holds."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from apps.agents.models import AgentVersion
from apps.calculations.certificates.document import VERIFIER
from apps.calculations.models import Calculation
from apps.calculations.selectors.ledger import calculation_get
from apps.calculations.selectors.verification import record_checks
from apps.calculations.services import certificates
from apps.inventory.figures.reading import figures_current
from apps.inventory.lines_behind import (
    decision_behind,
    passed_over_by,
    period_is_locked,
    reversal_reason,
    reversals_of,
    source_row,
    standing_of,
)
from apps.inventory.selectors import evidence_of_activity
from apps.inventory.services.corrections import line_reverse
from apps.portal.page import FORM, SEND, PortalRequest, page, render_page
from apps.portal.presenters.calculations import calculation_page
from apps.portal.presenters.lines import (
    equation,
    evidence_rows,
    mapping_cells,
    passed_over_rows,
    reversal_link,
    row_cells,
    standing_rows,
)
from apps.runtime.verification import calculation_checks, unanchored_records
from apps.tenants.models.roles import Action
from greenlang.errors import GreenLangError


@page(auditors=True)
def calculation(request: PortalRequest, calculation_id: str) -> HttpResponse:
    """How one number came about; ``?verify=1`` verifies it at once."""
    return _line_page(request, _line(request, calculation_id))


@page(Action.CALCULATE, methods=SEND)
def calculation_correct(request: PortalRequest, calculation_id: str) -> HttpResponse:
    """Take a calculation back by a reversing entry, with a reason; what was wrong is then calculated anew."""
    row = calculation_get(calculation_id)
    reason = request.POST.get("reason", "")
    try:
        reversal = line_reverse(calculation=row, reason=reason, actor=request.principal.name)
    except GreenLangError as error:
        told = {"reason": reason, "error": f"{error.message} {error.mend}".strip()}
        return _line_page(request, row, correction=told, status=error.status)
    messages.success(request, f"No. {row.sequence} is taken back. Mend its row or factor, then calculate anew.")
    return redirect("portal:calculation", str(reversal))


def _line_page(
    request: PortalRequest, row: Calculation, *, correction: Mapping[str, str] | None = None, status: int = 200
) -> HttpResponse:
    figures_current()
    holds = all(check.ok for check in record_checks(row))
    known = (
        not request.frame.is_auditor
        and AgentVersion.objects.filter(agent__slug=row.agent_id, version=row.agent_version).exists()
    )
    context = calculation_page(row, seal="verified" if holds else "broken", agent_known=known)
    more = {
        **_behind(request, row, context),
        "correction": _correction(request, row, correction or {}),
        "verdict": _verdict(row) if "verify" in request.GET else None,
        "certificate_url": reverse("portal:calculation_certificate", args=[str(row)]),
    }
    return render_page(request, "portal/calculations/detail.html", {**context, **more}, status=status)


def _behind(request: PortalRequest, row: Calculation, context: Mapping[str, Any]) -> dict[str, Any]:
    """What stands behind the line: equation, row, evidence, the other entry of a reversal, figures not taken."""
    activity, leads_on = source_row(row), not request.frame.is_auditor
    takes_back, taken_back_by = reversals_of(row)
    return {
        "equation": equation(context),
        "source": row_cells(activity, leads_on=leads_on) if activity else None,
        "mapping": mapping_cells(decision_behind(activity), leads_on=leads_on) if activity else None,
        "evidence": evidence_rows(evidence_of_activity(activity.id)) if activity else [],
        "corrects": reversal_link(takes_back),
        "corrects_reason": reversal_reason(row),
        "corrected_by": reversal_link(taken_back_by),
        "standing": standing_rows(standing_of(row)),
        "passed_over": passed_over_rows(found) if (found := passed_over_by(row)) else None,
    }


def _correction(request: PortalRequest, row: Calculation, sent: Mapping[str, str]) -> dict[str, Any] | None:
    """``correction``: the form, where this person may take the line back and it can be; with what was typed."""
    if row.reverses is not None or not request.frame.can[Action.CALCULATE.value]:
        return None
    if Calculation.objects.filter(reverses=row.id).exists():
        return None
    return {"locked": period_is_locked(row), "reason": sent.get("reason", ""), "error": sent.get("error", "")}


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


@page(auditors=True)
def verifier(request: PortalRequest) -> HttpResponse:
    """The program that checks a certificate, offline and without the product."""
    response = HttpResponse(VERIFIER.read_bytes(), content_type="text/x-python; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{VERIFIER.name}"'
    return response
