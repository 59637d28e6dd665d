"""Checklists of standards: of a report, or of the latest one with what is said by now."""

import uuid

from django.http import HttpResponse
from django.urls import reverse

from apps.inventory.models import ReportingPeriod
from apps.inventory.selectors import period_get
from apps.portal.page import PortalRequest, page, render_page
from apps.portal.presenters.checklists import checklist_page, checklist_rows
from apps.portal.presenters.reports import report_title
from apps.reports.briefs import report_briefly
from apps.reports.checklists import Checklist, checklists_of, standard_get
from apps.reports.disclosing.selectors import as_it_stands
from apps.reports.models import InventoryReport
from apps.reports.selectors import report_latest
from apps.reports.staleness import stale_reasons, stale_told
from apps.reports.standards import standards
from apps.tenants.models.roles import Action


@page()
def checklist(request: PortalRequest) -> HttpResponse:
    """What a report would be held against now: the latest one's figures with today's disclosures."""
    period = request.frame.period
    report = report_latest(period) if period else None
    if period is None or report is None:
        return render_page(request, "portal/reports/checklist.html", {"period": period, "checklist": None})
    _, brief = report_briefly(report.id)
    return _show(request, period, report, checklists_of(as_it_stands(brief["snapshot"], period)), live=True)


@page(auditors=True)
def report_checklist(request: PortalRequest, report_id: uuid.UUID) -> HttpResponse:
    """What a frozen report fills of each standard's checklist."""
    report, brief = report_briefly(report_id)
    request.frame.require(report.period_id)
    return _show(request, period_get(report.period_id), report, checklists_of(brief["snapshot"]), live=False)


def _show(
    request: PortalRequest, period: ReportingPeriod, report: InventoryReport, found: list[Checklist], *, live: bool
) -> HttpResponse:
    standard = standard_get(request.GET.get("standard") or next(iter(standards())))
    shown = next(each for each in found if each.standard.id == standard.id)
    context = {
        "period": {"id": period.id, "name": period.name},
        "report": {
            "report_id": report.id,
            "title": report_title(report),
            "at": report.prepared_at,
            "status": report.status,
            "stale_reason": stale_told(stale_reasons([report])[report.id]),
        },
        "live": live,
        "address": request.path,
        "checklists": checklist_rows(found),
        "checklist": checklist_page(shown, period),
        "can_prepare": request.principal.allows(Action.REPORT),
        "may_mend": not request.frame.is_auditor,
        "report_url": reverse("portal:report", args=[report.id]),
    }
    return render_page(request, "portal/reports/checklist.html", context)
