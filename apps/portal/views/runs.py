"""Running an agent over a period, and watching long work that counts its steps."""

import uuid
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from apps.calculations.models import Calculation
from apps.inventory.models import ReportingPeriod
from apps.inventory.selectors import period_get
from apps.jobs.models import Job, JobState
from apps.portal.forms import RunForm, first_error
from apps.portal.listing import page_of
from apps.portal.page import FORM, SEND, PortalRequest, page, render_page
from apps.portal.presenters.jobs import run_counts, run_line, work_context
from apps.portal.presenters.numbers import mass
from apps.portal.selectors.runs import run_failures, run_of, run_total, watched_get, with_jobs
from apps.portal.views.data import data_page, runnable
from apps.runtime.api_runs import errors_response
from apps.runtime.batch.progress import run_progress
from apps.runtime.errors import RUN_ANOTHER
from apps.runtime.models import RowChoice
from apps.runtime.selectors import runs_listed
from apps.runtime.services.assigned import period_run
from apps.runtime.services.runs import run_cancel, run_resume
from apps.runtime.verification import ledger_state
from apps.tenants.models.roles import Action
from greenlang.errors import GreenLangError, NotFound

WATCHED = {"run": "rows", "report": "steps", "upload": "rows"}
EACH_ITS_OWN = "*"
_ASKS = {"run": Action.CALCULATE, "report": Action.REPORT, "upload": Action.UPLOAD}


@page(Action.CALCULATE, methods=SEND)
def run_new(request: PortalRequest) -> HttpResponse:
    """Hand a period's activity data to a worker."""
    form = RunForm(request.POST)
    if not form.is_valid():
        messages.error(request, first_error(form))
        return data_page(request, status=422)
    period = period_get(form.cleaned_data["period"])
    try:
        jobs = _begin(request, form, period)
    except NotFound:
        raise
    except GreenLangError as error:
        messages.error(request, f"{error.message} {error.mend}".strip())
        return data_page(request, status=error.status)
    return redirect("portal:run", jobs[0].id) if len(jobs) == 1 else redirect("portal:runs")


def _begin(request: PortalRequest, form: RunForm, period: ReportingPeriod) -> list[Job]:
    actor, agent = request.principal.name, form.cleaned_data["agent"]
    choice = RowChoice(form.cleaned_data["rows"] or RowChoice.ALL)
    begun = period_run(period=period, actor=actor, agent="" if agent == EACH_ITS_OWN else agent, choice=choice)
    if begun.were_going:
        messages.warning(request, "It is running already. When it has ended, or was cancelled, begin it again.")
    for slug, told in begun.refused.items():
        messages.warning(request, f"{slug}: {told}")
    return begun.jobs


@page()
def runs(request: PortalRequest) -> HttpResponse:
    """Every run over the period that is looked at, latest first."""
    period = request.frame.period
    listed, pages = page_of(request, runs_listed(period.id if period else None), "runs")
    found = with_jobs(listed)
    context = {
        "runs": [run_line(each, job) for each, job in found],
        "pages": pages,
        "is_going": any(job is not None and not job.is_terminal for _, job in found),
        "runnable": runnable(request),
    }
    return render_page(request, "portal/jobs/list.html", context)


@page(methods=FORM)
def run(request: PortalRequest, job_id: uuid.UUID) -> HttpResponse:
    """A run, by its job's id or its own, or a report in the making.

    POST ``cancel`` asks it to stop, ``resume`` begins again what has stopped.
    """
    job = watched_get(job_id)
    if job.kind not in WATCHED:
        raise NotFound("There is no such run.", where="job_id")
    asks = _ASKS[job.kind]
    if request.method == "POST":
        request.principal.require(asks)
        _ask(job, request)
    if request.method == "POST" or job.id != job_id:
        return redirect("portal:run", job.id)
    may = request.principal.allows(asks)
    may_cancel = job.kind != "report" and may
    context = work_context(job, _title(job), timezone.now(), noun=WATCHED[job.kind], may_cancel=may_cancel)
    context |= _run_parts(job) if job.kind == "run" else _ended(job)
    context["can_resume"] = job.kind == "run" and may and context.get("resumable", False)
    if context["error"] and context.get("retired"):
        context["error"]["mend"] = RUN_ANOTHER
    if "counts" in context:
        context["run"] |= context.pop("counts")
    return render_page(request, "portal/jobs/run.html", context)


def _ask(job: Job, request: PortalRequest) -> None:
    if job.kind != "run":
        job.ask_to_cancel()
        return
    try:
        (run_resume if request.POST.get("resume") else run_cancel)(run_of(job))
    except GreenLangError as error:
        messages.error(request, f"{error.message} {error.mend}".strip())


@page()
def run_errors(request: PortalRequest, job_id: uuid.UUID) -> HttpResponse:
    """The error file of a run."""
    job = watched_get(job_id)
    if job.kind != "run":
        raise NotFound("There is no such run.", where="job_id")
    return errors_response(run_of(job))


def _run_parts(job: Job) -> dict[str, Any]:
    found = run_of(job)
    result = None
    progress = run_progress(found.id)
    # A run from before there were partitions has its own count only.
    failures, more = run_failures(found, progress.failed if progress.partitions else found.failed)
    if found.finished_at is not None and not progress.unreached:
        seal = ledger_state().seal if Calculation.objects.exists() else "unverified"
        result = {**mass(run_total(found)), "seal": seal}
    asked = {"period": found.period_id, "lines": "counts", "agent": found.version.agent.slug}
    return {
        "lines_url": f"{reverse('portal:calculations')}?{urlencode(asked)}",
        "retired": found.is_of_retired,
        "resumable": job.state in {JobState.FAILED, JobState.CANCELLED} and not found.is_of_retired,
        "counts": run_counts(found, job, progress),
        "result": result,
        "failures": failures,
        "failures_more": more,
    }


def _ended(job: Job) -> dict[str, str]:
    return {name: job.result.get(name, "") for name in ("report_id", "upload_id")}


def _title(job: Job) -> str:
    if job.kind == "upload":
        return str(job.arguments["filename"])
    if job.kind == "run":
        found = run_of(job)
        period = ReportingPeriod.objects.filter(id=found.period_id).first()
        agent = f"{found.version.agent.name or found.version.agent.slug} {found.version.version}"
        return f"{agent} over {period}" if period else agent
    period = ReportingPeriod.objects.filter(id=job.arguments.get("period_id")).first()
    return f"Report of {period}" if period else "Report"
