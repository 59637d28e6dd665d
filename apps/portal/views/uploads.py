"""Uploading: a file is sent, its columns are understood, its rows are taken."""

import re
import uuid
from datetime import date
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from apps.inventory.models import ActivityUpload, ReportingPeriod, StagedFile
from apps.inventory.readers.plans import Plan, lacking
from apps.inventory.readers.tables import MAX_BYTES
from apps.inventory.selectors import period_get, staged_get, upload_same
from apps.inventory.services import period_open
from apps.inventory.services.sample import sample_activity, sample_period, sample_take
from apps.inventory.services.staging import (
    facts_of,
    file_stage,
    staged_choose,
    staged_drop,
    staged_is_with_worker,
    staged_preview,
    staged_ready,
    staged_rows,
    staged_take,
)
from apps.inventory.tasks import staged_submit
from apps.portal.forms import MAX_UPLOAD, UPLOAD_COLUMNS, error_entries
from apps.portal.frame import SESSION_PERIOD, as_uuid
from apps.portal.page import FORM, PortalRequest, page, render_page
from apps.portal.plan_form import plan_sent
from apps.portal.presenters.staging import choices, preview_context, staged_context, taken_before
from apps.runtime.activity.staging import agents_offered, inputs_known
from apps.tenants.models.roles import Action
from greenlang.errors import GreenLangError, InvalidInput, NotFound, Unavailable

_YEAR = re.compile(r"year:(20[0-9]{2})\Z")
AT_ONCE = 2_000
"""Rows that are taken while somebody waits; more are left to a worker."""


@page(Action.UPLOAD, methods=FORM)
def upload(request: PortalRequest) -> HttpResponse:
    """Send a file, or take the sample in."""
    if request.method != "POST":
        return _form(request)
    try:
        with transaction.atomic():
            return _sample(request) if "sample" in request.POST else _sent(request)
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


class _NoFile(InvalidInput):
    """Nothing was chosen."""


def _sample(request: PortalRequest) -> HttpResponse:
    if "wanted" not in request.POST:
        raise InvalidInput("The sample was not taken in.", where="wanted", mend="Tick that you want its rows.")
    taken = sample_take(company=request.principal.tenant_name, actor=request.principal.name)
    request.session[SESSION_PERIOD] = str(taken.period_id)
    messages.success(request, account_told(taken))
    return redirect("portal:data")


def account_told(taken: ActivityUpload) -> str:
    """What became of the rows of a file, in a sentence."""
    return (
        f"{taken.filename}: {taken.rows_in:,} rows in = {taken.accepted:,} accepted"
        f" + {taken.rejected:,} rejected + {taken.duplicate:,} duplicate."
    )


def _sent(request: PortalRequest) -> HttpResponse:
    file = request.FILES.get("file")
    if file is None or isinstance(file, list):
        raise _NoFile("No file was chosen.", mend="Choose a CSV or Excel file.")
    staged = file_stage(
        period=_period(request),
        filename=file.name or "",
        data=file.read(MAX_BYTES + 1),
        created_by=request.principal.name,
        inputs=inputs_known(),
    )
    request.session[SESSION_PERIOD] = str(staged.period_id)
    return redirect("portal:upload_staged", staged.id)


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
    holding = next((each for each in request.frame.periods if each.start <= first and last <= each.end), None)
    return holding or period_open(entity_name=_entity_name(request), name=str(year), start=first, end=last)


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
        "sample": _sample_told(request),
        "columns": UPLOAD_COLUMNS,
        "max_size": MAX_UPLOAD,
    }
    return render_page(request, "portal/data/upload.html", context, status=status)


def _sample_told(request: PortalRequest) -> dict[str, Any] | None:
    """``{rows, file, period: name, is_new: bool}``: what taking the sample in would do; None where there is none."""
    try:
        sample = sample_activity()
    except Unavailable:
        return None
    holding = sample_period(sample, request.frame.periods)
    told = {"rows": sample.rows, "file": sample.name}
    return told | {"period": holding.name if holding else str(sample.year), "is_new": holding is None}


def _years_to_open(request: PortalRequest) -> list[dict[str, str]]:
    """This calendar year and the two before, where no period is within them yet."""
    known = {period.start.year for period in request.frame.periods}
    this = timezone.now().year
    return [
        {"id": f"year:{year}", "name": f"{year} (new period)"}
        for year in (this, this - 1, this - 2)
        if year not in known
    ]


@page(Action.UPLOAD, methods=FORM)
def upload_staged(request: PortalRequest, staged_id: uuid.UUID) -> HttpResponse:
    """What the columns of a sent file hold. POST ``do``: ``sheet``, ``preview``, ``drop`` or ``take``."""
    staged = staged_get(staged_id)
    if staged.upload_id:
        return redirect("portal:file", staged.upload_id)
    if staged.job_id and staged_is_with_worker(staged):
        return redirect("portal:run", staged.job_id)
    if request.method != "POST":
        return _staged_page(request, staged)
    asked = request.POST.get("do", "preview")
    if asked == "drop":
        staged_drop(staged=staged)
        messages.success(request, f"{staged.filename} was put away; nothing of it was taken in.")
        return redirect("portal:upload")
    try:
        with transaction.atomic():
            _choose(request, staged, asked)
            return _take(request, staged) if asked == "take" else _staged_page(request, staged)
    except InvalidInput as error:
        staged.refresh_from_db()
        _choose(request, staged, "preview")
        return _staged_page(request, staged, error=error, status=422)


def _choose(request: PortalRequest, staged: StagedFile, asked: str) -> None:
    """Note what the form says; one that says nothing of columns leaves what was chosen."""
    agents = dict(agents_offered())
    agent = request.POST.get("agent", "") if request.POST.get("agent", "") in agents else ""
    if asked == "sheet":
        staged_choose(staged=staged, sheet=request.POST.get("sheet", ""), inputs=inputs_known())
        return
    if "column-0" not in request.POST:
        return
    plan = plan_sent(request.POST.dict(), facts_of(staged))
    staged_choose(staged=staged, sheet=staged.sheet, plan=plan, agent=agent)


def _take(request: PortalRequest, staged: StagedFile) -> HttpResponse:
    staged_ready(staged)
    if facts_of(staged).rows > AT_ONCE:
        return redirect("portal:run", staged_submit(staged=staged, actor=request.principal.name).id)
    taken = staged_take(staged_id=staged.id, rows=staged_rows(staged), taken_by=request.principal.name)
    messages.success(request, account_told(taken))
    return redirect("portal:file", taken.id)


def _staged_page(
    request: PortalRequest, staged: StagedFile, *, error: InvalidInput | None = None, status: int = 200
) -> HttpResponse:
    facts, plan = facts_of(staged), Plan.from_document(staged.plan)
    open_ = dict(reversed(lacking(plan, facts)))
    context = staged_context(staged, facts, plan, inputs=inputs_known(staged.agent), open_=open_)
    context |= {
        "agents": choices(agents_offered(), staged.agent),
        "open": list(open_.values()),
        "before": taken_before(upload_same(staged)),
        "preview": None if open_ else preview_context(staged_preview(staged), facts.rows),
        "asked": error is not None,
    }
    return render_page(request, "portal/data/staged.html", context, status=status)
