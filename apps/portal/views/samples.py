"""Samples of a period: drawing them, concluding on each line, and what they come to."""

import uuid

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from apps.calculations.models import Calculation
from apps.inventory.auditing.services import (
    line_conclude,
    sample_draw,
    sample_get,
    sample_projection,
    sampled_line_get,
    samples_counted,
)
from apps.inventory.auditing.summary import summary_file
from apps.inventory.models import AuditFinding, AuditSample, SampledLine
from apps.inventory.selectors import evidence_of_activity
from apps.portal.forms import error_entries
from apps.portal.listing import page_of
from apps.portal.page import FORM, PortalRequest, page, render_page
from apps.portal.presenters.samples import finding_row, sample_page, sample_row, sampled_row, sampled_rows
from apps.tenants.models.roles import Action
from greenlang.errors import GreenLangError, NotFound

MOST_SAMPLES = 100
CONCLUSIONS = [choice for choice in SampledLine.Conclusion.choices if choice[0]]


@page(methods=FORM, auditors=True)
def samples(request: PortalRequest) -> HttpResponse:
    """Every sample of the period; drawing another."""
    period = request.frame.period
    if period is None:
        return render_page(request, "portal/samples/list.html", {"period": None})
    error: GreenLangError | None = None
    if request.method == "POST":
        request.principal.require(Action.AUDIT)
        try:
            with transaction.atomic():
                return redirect("portal:sample", _draw(request).id)
        except GreenLangError as refused:
            error = refused
    return _list(request, error)


def _draw(request: PortalRequest) -> AuditSample:
    size = request.POST.get("size", "")
    period = request.frame.period
    if period is None:
        raise NotFound("There is no reporting period yet.")
    return sample_draw(
        period=period,
        method=request.POST.get("method", ""),
        size=int(size) if size.isascii() and size.isdigit() and len(size) < 6 else 0,
        seed=request.POST.get("seed", ""),
        chosen=request.POST.get("chosen", ""),
        drawn_by=request.principal.name,
    )


def _list(request: PortalRequest, error: GreenLangError | None) -> HttpResponse:
    period = request.frame.period
    rows = list(AuditSample.objects.filter(period=period)[:MOST_SAMPLES])
    counts = samples_counted(rows)
    context = {
        "period": {"name": period.name} if period else None,
        "samples": [sample_row(row, *counts[row.id]) for row in rows],
        "methods": [{"value": value, "label": label} for value, label in AuditSample.Method.choices],
        "typed": {name: request.POST.get(name, "") for name in ("method", "size", "seed", "chosen")},
        "errors": error_entries(error) if error else [],
        "can_audit": request.principal.allows(Action.AUDIT),
    }
    return render_page(request, "portal/samples/list.html", context, status=error.status if error else 200)


@page(auditors=True)
def sample(request: PortalRequest, sample_id: uuid.UUID) -> HttpResponse:
    """How a sample was drawn, its lines, and what they come to."""
    found = _sample(request, sample_id)
    drawn = list(found.drawn.order_by("position"))
    shown, pages = page_of(request, found.drawn.order_by("position"), "lines")
    rows = Calculation.objects.in_bulk([line.calculation_id for line in shown])
    context = {
        **sample_page(found, drawn, sample_projection(found, drawn)),
        "drawn": sampled_rows(shown, rows),
        "pages": pages,
        "can_audit": request.principal.allows(Action.AUDIT),
    }
    return render_page(request, "portal/samples/detail.html", context)


@page(auditors=True)
def sample_summary(request: PortalRequest, sample_id: uuid.UUID) -> HttpResponse:
    """The same as a file."""
    return summary_file(_sample(request, sample_id))


def _sample(request: PortalRequest, sample_id: uuid.UUID) -> AuditSample:
    found = sample_get(sample_id)
    request.frame.require(found.period_id)
    return found


@page(methods=FORM, auditors=True)
def sampled_line(request: PortalRequest, line_id: uuid.UUID) -> HttpResponse:
    """A line of a sample, and what the auditor makes of it."""
    line = sampled_line_get(line_id)
    request.frame.require(line.sample.period_id)
    error: GreenLangError | None = None
    if request.method == "POST":
        request.principal.require(Action.AUDIT)
        try:
            with transaction.atomic():
                return _concluded(request, line)
        except GreenLangError as refused:
            error = refused
            line.refresh_from_db()
    return _line_page(request, line, error)


def _concluded(request: PortalRequest, line: SampledLine) -> HttpResponse:
    posted = {name: request.POST.get(name, "") for name in ("conclusion", "audited", "note")}
    line_conclude(line=line, actor=request.principal.name, **posted)
    messages.success(request, f"Line No. {line.sequence}: {line.get_conclusion_display().lower()}.")
    following = SampledLine.objects.filter(sample=line.sample, position__gt=line.position, conclusion="").first()
    if following:
        return redirect("portal:sampled_line", following.id)
    return redirect("portal:sample", line.sample_id)


def _line_page(request: PortalRequest, line: SampledLine, error: GreenLangError | None) -> HttpResponse:
    row = Calculation.objects.filter(id=line.calculation_id).first()
    neighbours = dict(
        SampledLine.objects.filter(sample=line.sample, position__in=(line.position - 1, line.position + 1)).values_list(
            "position", "id"
        )
    )
    kept = {"conclusion": line.conclusion, "audited": line.audited, "note": line.note}
    posted = {name: request.POST.get(name, "") for name in kept}
    context = {
        "line": sampled_row(line, row),
        "sample": {"sample_id": line.sample_id, "number": line.sample.number},
        "urls": {
            side: reverse("portal:sampled_line", args=[neighbours[place]]) if place in neighbours else ""
            for side, place in (("previous", line.position - 1), ("next", line.position + 1))
        },
        "evidence": evidence_of_activity(row.activity_id) if row and row.activity_id else [],
        "findings": [finding_row(each) for each in AuditFinding.objects.filter(line=line).select_related("line")],
        "conclusions": [{"value": value, "label": label} for value, label in CONCLUSIONS],
        "typed": posted if error else kept,
        "errors": error_entries(error) if error else [],
        "can_audit": request.principal.allows(Action.AUDIT),
    }
    return render_page(request, "portal/samples/line.html", context, status=error.status if error else 200)
