"""Reports: the list, preparing one, one report, its files."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from apps.inventory.selectors import period_get
from apps.jobs.services import job_submit
from apps.portal.forms import ReportForm, first_error
from apps.portal.listing import page_of
from apps.portal.page import SEND, PortalRequest, page, render_page
from apps.portal.presenters.checklists import checklist_rows, complete_count, section_rows
from apps.portal.presenters.reports import download, report_page, report_row
from apps.portal.selectors.reports import reports_listed, reports_told
from apps.reports.api import sent
from apps.reports.brief import Brief
from apps.reports.briefs import report_briefly
from apps.reports.checklists import checklists_read
from apps.reports.evidence import Reading
from apps.reports.models import InventoryReport
from apps.reports.narrative import narrative_of
from apps.reports.sections import sections_read
from apps.reports.selectors import files_offered, report_file, report_get
from apps.reports.shapes import InventorySnapshot
from apps.reports.staleness import stale_reasons, stale_told
from apps.reports.tasks import write_report
from apps.tenants.models.roles import Action


@page()
def reports(request: PortalRequest) -> HttpResponse:
    """Every report."""
    return _list(request)


def _list(request: PortalRequest, *, status: int = 200) -> HttpResponse:
    shown, pages = page_of(request, reports_listed(), "reports")
    rows = [report_row(each) for each in reports_told(shown)]
    newest = files_offered(shown[0]) if shown else []
    waiting = [each.reason for each in newest if each.file and each.reason and not each.format.is_examined]
    context = {
        "reports": rows,
        "pages": pages,
        "periods": request.frame.period_choices,
        "period_id": str(request.frame.period.id) if request.frame.period else "",
        "can_prepare": request.principal.allows(Action.REPORT) and bool(request.frame.periods),
        "unavailable": waiting,
    }
    return render_page(request, "portal/reports/list.html", context, status=status)


@page(Action.REPORT, methods=SEND)
def report_new(request: PortalRequest) -> HttpResponse:
    """Hand a period to a worker, which freezes it and writes its files."""
    form = ReportForm(request.POST)
    if not form.is_valid():
        messages.error(request, first_error(form))
        return _list(request, status=422)
    period = period_get(form.cleaned_data["period"])
    job = job_submit(
        kind="report", task=write_report, arguments={"period_id": str(period.id)}, created_by=request.principal.name
    )
    return redirect("portal:run", job.id)


@page(auditors=True)
def report(request: PortalRequest, report_id: uuid.UUID) -> HttpResponse:
    """One report, from its snapshot."""
    found, brief = report_briefly(report_id)
    request.frame.require(found.period_id)
    stale = stale_told(stale_reasons([found])[found.id])
    context = {
        **report_page(found, brief, seal=_seal(brief, stale=bool(stale)), stale_reason=stale),
        **_files(found),
        **_contents(request, found, brief["snapshot"]),
    }
    return render_page(request, "portal/reports/detail.html", context)


def _contents(request: PortalRequest, found: InventoryReport, snapshot: InventorySnapshot) -> dict[str, Any]:
    """What a report has of its sections and of the checklists of standards."""
    reading, period = Reading(snapshot), period_get(found.period_id)
    states = sections_read(reading)
    return {
        "sections": section_rows(states, period, narrative_of(snapshot, reading.points)),
        "sections_complete": complete_count(states),
        "checklists": checklist_rows(checklists_read(reading)),
        "may_mend": not request.frame.is_auditor,
    }


def _seal(brief: Brief, *, stale: bool) -> str:
    if not brief["intact"]:
        return "broken"
    if stale:
        return "stale"
    return "verified" if brief["snapshot"]["ledger"]["verified"] else "unverified"


def _files(found: InventoryReport) -> dict[str, list[dict[str, Any]]]:
    """Downloads; those that are held against a standard stand apart, with what was found."""
    shown: dict[bool, list[dict[str, Any]]] = {False: [], True: []}
    for each in files_offered(found):
        url = reverse("portal:report_download", args=[found.id, each.format.extension])
        shown[each.format.is_examined].append(download(each, url=url))
    return {"downloads": shown[False], "examined": shown[True]}


@page(auditors=True)
def report_download(request: PortalRequest, report_id: uuid.UUID, extension: str) -> HttpResponse:
    """A report's file."""
    found = report_get(report_id)
    request.frame.require(found.period_id)
    return sent(report_file(found, extension))
