"""Activity data: what was uploaded, and uploading."""

import re
from datetime import date
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from apps.inventory.models import ActivityData, ActivityUpload, ReportingPeriod
from apps.inventory.readers.tables import MAX_BYTES
from apps.inventory.selectors import period_get
from apps.inventory.services import activity_upload, period_open
from apps.portal.forms import MAX_UPLOAD, UPLOAD_COLUMNS, error_entries
from apps.portal.frame import SESSION_PERIOD, as_uuid
from apps.portal.listing import page_of
from apps.portal.page import FORM, PortalRequest, page, render_page
from apps.portal.presenters.data import upload_row
from apps.portal.samples import sample_activity
from apps.portal.selectors.agents import versions_running
from apps.portal.selectors.uploads import rejected_rows, upload_states, uploads_listed
from apps.tenants.models.roles import Action
from greenlang.errors import GreenLangError, InvalidInput, NotFound

_YEAR = re.compile(r"year:(20[0-9]{2})\Z")


@page()
def data(request: PortalRequest) -> HttpResponse:
    """Every file that was taken in, with its account of rows."""
    return data_page(request)


def data_page(request: PortalRequest, *, status: int = 200) -> HttpResponse:
    """The list of uploads, and what can be run on them."""
    shown, pages = page_of(request, uploads_listed(), "files")
    states, rejected = upload_states(shown), rejected_rows(shown)
    rows = [upload_row(upload, states[upload.id], *rejected.get(upload.id, ([], 0))) for upload in shown]
    context = {"uploads": rows, "pages": pages, "runnable": _runnable(request)}
    return render_page(request, "portal/data/list.html", context, status=status)


def _runnable(request: PortalRequest) -> dict[str, Any] | None:
    period = request.frame.period
    if period is None or not request.principal.allows(Action.CALCULATE):
        return None
    rows = ActivityData.objects.filter(period=period).count()
    agents = [
        {"agent_id": version.agent.slug, "label": f"{version.agent.name or version.agent.slug} {version.version}"}
        for version in versions_running()
    ]
    name = next(choice["name"] for choice in request.frame.period_choices if choice["id"] == str(period.id))
    return {"agents": agents, "period": {"id": str(period.id), "name": name}, "rows": rows} if rows and agents else None


@page(Action.UPLOAD, methods=FORM)
def upload(request: PortalRequest) -> HttpResponse:
    """Take a CSV file in, or the sample."""
    if request.method != "POST":
        return _form(request)
    try:
        with transaction.atomic():
            taken = _sample(request) if "sample" in request.POST else _file(request)
    except NotFound:
        raise
    except GreenLangError as error:
        beside = isinstance(error, _NoFile)
        return _form(
            request,
            errors=[] if beside else error_entries(error),
            file_errors=[f"{error.message} {error.mend}".strip()] if beside else [],
            status=422,
        )
    request.session[SESSION_PERIOD] = str(taken.period_id)
    messages.success(
        request,
        f"{taken.filename}: {taken.rows_in:,} rows in = {taken.accepted:,} accepted"
        f" + {taken.rejected:,} rejected + {taken.duplicate:,} duplicate.",
    )
    return redirect("portal:data")


class _NoFile(InvalidInput):
    """Nothing was chosen."""


def _sample(request: PortalRequest) -> ActivityUpload:
    sample = sample_activity()
    period = _year(request, sample.year)
    return activity_upload(period=period, filename=sample.name, data=sample.content, uploaded_by=request.principal.name)


def _file(request: PortalRequest) -> ActivityUpload:
    file = request.FILES.get("file")
    if file is None or isinstance(file, list):
        raise _NoFile("No file was chosen.", mend="Choose a CSV file.")
    return activity_upload(
        period=_period(request),
        filename=file.name or "activity.csv",
        data=file.read(MAX_BYTES + 1),
        uploaded_by=request.principal.name,
    )


def _period(request: PortalRequest) -> ReportingPeriod:
    """The chosen period; a calendar year that has none yet is opened."""
    chosen = request.POST.get("period", "")
    if year := _YEAR.match(chosen):
        return _year(request, int(year[1]))
    period_id = as_uuid(chosen)
    if period_id is None:
        raise InvalidInput("No reporting period was chosen.", where="period", mend="Choose one.")
    return period_get(period_id)


def _year(request: PortalRequest, year: int) -> ReportingPeriod:
    first, last = date(year, 1, 1), date(year, 12, 31)
    holding = [period for period in request.frame.periods if period.start <= first and last <= period.end]
    return (
        holding[0] if holding else period_open(entity_name=_entity_name(request), name=str(year), start=first, end=last)
    )


def _entity_name(request: PortalRequest) -> str:
    periods = request.frame.periods
    return periods[0].entity.name if periods else request.principal.tenant_name


def _form(
    request: PortalRequest,
    *,
    errors: list[dict[str, str]] | None = None,
    file_errors: list[str] | None = None,
    status: int = 200,
) -> HttpResponse:
    current = str(request.frame.period.id) if request.frame.period else ""
    context = {
        "errors": errors or [],
        "file_errors": file_errors or [],
        "periods": [*request.frame.period_choices, *_years_to_open(request)],
        "period_id": request.POST.get("period", "") or current,
        "columns": UPLOAD_COLUMNS,
        "max_size": MAX_UPLOAD,
    }
    return render_page(request, "portal/data/upload.html", context, status=status)


def _years_to_open(request: PortalRequest) -> list[dict[str, str]]:
    """This calendar year and the two before, where no period is within them yet."""
    known = {period.start.year for period in request.frame.periods}
    this = timezone.now().year
    return [
        {"id": f"year:{year}", "name": f"{year} (new period)"}
        for year in (this, this - 1, this - 2)
        if year not in known
    ]
