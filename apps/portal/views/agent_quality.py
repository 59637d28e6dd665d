"""What was measured of an agent: one report in full, all of them, and a further one on demand."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect

from apps.agents.models import AgentVersion
from apps.evaluation.models import QualityReport
from apps.evaluation.selectors import gate_report, report_get, reports_of
from apps.factory.quality_files import quality_file
from apps.factory.tasks import evaluation_submit
from apps.portal.frame import as_uuid
from apps.portal.page import SEND, PortalRequest, page, render_page
from apps.portal.presenters.agents import agent_heading
from apps.portal.presenters.quality import quality_context, report_row, versions_context
from apps.portal.selectors.agents import quality_by_version, versions_told
from apps.registry.selectors import version_named
from apps.tenants.models.roles import Action
from greenlang.errors import GreenLangError, NotFound

MOST_REPORTS = 50
MOST_VERSIONS = 30


@page()
def agent_quality(request: PortalRequest, agent_id: str) -> HttpResponse:
    """The gate's report of a version, or the one named by ``?report=``."""
    return quality_page(request, version_named(agent_id, request.GET.get("version", "")))


def quality_page(request: PortalRequest, version: AgentVersion, *, status: int = 200) -> HttpResponse:
    """One report with its evidence beside the list of all."""
    report = _asked(request, version)
    others = versions_told(version)[:MOST_VERSIONS]
    context = {
        **agent_heading(version),
        **quality_context(report),
        **versions_context(others, quality_by_version(others)),
        "reports": [
            report_row(each, shown=report is not None and each.id == report.id)
            for each in reports_of(version).defer("document")[:MOST_REPORTS]
        ],
        "can_download": report is not None,
        "can_evaluate": bool(version.pack_sha256) and request.principal.allows(Action.BUILD),
    }
    return render_page(request, "portal/agents/quality.html", context, status=status)


@page()
def agent_quality_file(request: PortalRequest, agent_id: str, extension: str) -> HttpResponse:
    """The gate's report of a version, or the one named by ``?report=``, as PDF or Excel."""
    version = version_named(agent_id, request.GET.get("version", ""))
    report = _asked(request, version)
    if report is None:
        raise NotFound("This version was not measured.", where="report", mend="It is measured when it is built.")
    return quality_file(report, extension).as_response()


def _asked(request: PortalRequest, version: AgentVersion) -> QualityReport | None:
    asked = request.GET.get("report", "")
    if asked and as_uuid(asked) is None:
        raise NotFound("There is no such report.", where="report")
    return report_get(version, asked) if asked else gate_report(version)


@page(Action.BUILD, methods=SEND)
def agent_evaluate(request: PortalRequest, agent_id: str) -> HttpResponse:
    """Have a registered version evaluated once more, as deeply as it is asked for."""
    version = version_named(agent_id, request.POST.get("version", "")[:60].replace("\x00", ""))
    try:
        with transaction.atomic():
            depth = request.POST.get("depth", "")
            job = evaluation_submit(version=version, depth=depth, actor=request.principal.name)
    except GreenLangError as error:
        messages.error(request, f"{error.message} {error.mend}".strip())
        return quality_page(request, version, status=error.status)
    return redirect("portal:agent_work", agent_id, job.id)
