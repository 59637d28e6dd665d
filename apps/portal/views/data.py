"""Activity data: the files that were taken in, and what can be run on them."""

from typing import Any

from django.http import HttpResponse

from apps.inventory.models import GroupState
from apps.inventory.queues.groups import states_counted
from apps.portal.listing import page_of
from apps.portal.page import PortalRequest, page, render_page
from apps.portal.presenters.data import upload_row
from apps.portal.presenters.numbers import count
from apps.runtime.activity.uploads import period_rows, upload_states, uploads_listed
from apps.runtime.selectors import versions_running
from apps.runtime.services.assigned import is_assigned
from apps.tenants.models.roles import Action


@page()
def data(request: PortalRequest) -> HttpResponse:
    """Every file that was taken in, with its account of rows."""
    return data_page(request)


def data_page(request: PortalRequest, *, status: int = 200) -> HttpResponse:
    """The list of uploads, and what can be run on them."""
    shown, pages = page_of(request, uploads_listed(), "files")
    states = upload_states(shown)
    rows = [upload_row(upload, states[upload.id]) for upload in shown]
    context = {"uploads": rows, "pages": pages, "runnable": runnable(request)}
    return render_page(request, "portal/data/list.html", context, status=status)


def runnable(request: PortalRequest) -> dict[str, Any] | None:
    """What can be run over the period that is looked at, as the form takes it; None where nothing can."""
    period = request.frame.period
    if period is None or not request.principal.allows(Action.CALCULATE) or period.locked_at is not None:
        return None
    rows = period_rows(period.id)
    agents = [
        {"agent_id": version.agent.slug, "label": f"{version.agent.name or version.agent.slug} {version.version}"}
        for version in versions_running()
    ]
    if not rows or not agents:
        return None
    name = next(choice["name"] for choice in request.frame.period_choices if choice["id"] == str(period.id))
    return {
        "agents": agents,
        "period": {"id": str(period.id), "name": name},
        "rows": count(rows),
        "assigned": is_assigned(period.id),
        "waiting": count(waiting) if (waiting := states_counted(period)[GroupState.OPEN].rows) else "",
    }
