"""The preview of a restatement: another edition or GWP set, what it would do, and nothing written."""

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from apps.calculations.selectors.impact import Change
from apps.inventory.figures.reading import figures_current
from apps.inventory.models import ReportingPeriod
from apps.inventory.selectors import period_get
from apps.inventory.services.previews import editions_used, preview_get, previews_of
from apps.inventory.tasks import preview_submit
from apps.jobs.models import Job, JobState
from apps.portal.forms import error_entries
from apps.portal.frame import as_uuid
from apps.portal.page import FORM, PortalRequest, page, render_page
from apps.portal.presenters.jobs import job_error, work_context
from apps.portal.presenters.previews import change_words, edition_options, gwp_options, preview_result
from apps.portal.selectors.previews import editions_known, factors_named, gwp_sets, lines_named
from apps.tenants.models.roles import Action
from greenlang.errors import GreenLangError

SHOWN = 10


@page(methods=FORM)
def restatement(request: PortalRequest) -> HttpResponse:
    """Choose a period and a change; POST has a worker work it out."""
    period = _period(request)
    if period is None:
        return render_page(request, "portal/factors/restatement.html", {"period_id": ""})
    errors = []
    if request.method == "POST":
        request.principal.require(Action.CALCULATE)
        try:
            job = preview_submit(period=period, change=_change(request), actor=request.principal.name)
        except GreenLangError as error:
            errors = error_entries(error)
        else:
            return redirect("portal:restatement_preview", job.id)
    figures_current()
    known = editions_known()
    by_slug = {edition.slug: edition for edition in known}
    context = {
        "period_id": str(period.id),
        "periods": request.frame.period_choices,
        "before": edition_options(known, request.POST.get("before", ""), used=editions_used(period)),
        "after": edition_options(known, request.POST.get("after", "")),
        "gwp_sets": gwp_options(gwp_sets(), request.POST.get("gwp_set", "")),
        "previews": [
            {"id": job.id, "words": change_words(job, by_slug), "state": job.state, "at": job.created_at}
            for job in previews_of(period)[:SHOWN]
        ],
        "errors": errors,
        "can_preview": request.principal.allows(Action.CALCULATE),
    }
    return render_page(request, "portal/factors/restatement.html", context, status=422 if errors else 200)


def _period(request: PortalRequest) -> ReportingPeriod | None:
    asked = as_uuid(request.POST.get("of_period", ""))
    return period_get(asked) if asked else request.frame.period


def _change(request: PortalRequest) -> Change:
    before, after = request.POST.get("before", ""), request.POST.get("after", "")
    return Change({before: after} if before and after and before != after else {}, request.POST.get("gwp_set", ""))


@page(methods=FORM)
def restatement_preview(request: PortalRequest, job_id: uuid.UUID) -> HttpResponse:
    """A preview, while it is worked out and afterwards; POST ``cancel`` asks it to stop."""
    job = preview_get(job_id)
    if request.method == "POST":
        request.principal.require(Action.CALCULATE)
        job.ask_to_cancel()
        return redirect("portal:restatement_preview", job.id)
    by_slug = {edition.slug: edition for edition in editions_known()}
    period = ReportingPeriod.objects.filter(id=job.arguments["period_id"]).first()
    may_cancel = request.principal.allows(Action.CALCULATE)
    context: dict[str, Any] = {
        "job_id": job.id,
        "period": str(period or ""),
        "words": change_words(job, by_slug),
        "at": job.created_at,
        "by": job.created_by,
        **work_context(job, "", timezone.now(), noun="lines", may_cancel=may_cancel),
        "error": job_error(job),
        "result": _result(job, request.frame.basis) if job.state == JobState.SUCCEEDED else None,
    }
    return render_page(request, "portal/factors/restatement_preview.html", context)


def _result(job: Job, basis: str) -> dict[str, Any]:
    names = factors_named(each["ef_cid"] for each in job.result["by_factor"])
    return preview_result(job.result, names, lines_named(job.result), basis)
