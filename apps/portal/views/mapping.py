"""The mapping queue: what rows are called, and which factor is meant."""

import uuid
from collections.abc import Callable
from decimal import Decimal
from typing import Any
from urllib.parse import parse_qs, urlsplit

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from apps.inventory.models import GroupState, MappingGroup, ReportingPeriod
from apps.inventory.queues.groups import (
    CONFIDENCES,
    Counted,
    bulk_choices,
    group_get,
    groups_of,
    rows_of_group,
    states_counted,
)
from apps.inventory.services.mapping import group_leave_out, group_undo
from apps.inventory.services.reviews import review_ask, review_running
from apps.portal.listing import page_of
from apps.portal.page import SEND, PortalRequest, page, render_page
from apps.portal.presenters.mapping import (
    accepted_told,
    bulk_options,
    candidate_cards,
    decision_row,
    group_card,
    row_line,
    state_tabs,
)
from apps.runtime.activity.choosing import (
    MAX_SEARCH,
    agents_mapping,
    candidates_found,
    group_choose,
    groups_choose_above,
)
from apps.tenants.models.roles import Action
from greenlang.errors import GreenLangError, InvalidInput, NotFound

GROUPS = 10
"""On a page: each has up to three candidates with their reasons."""


@page()
def mapping(request: PortalRequest) -> HttpResponse:
    """What waits, what was mapped, what was left out: ``?state=``."""
    period = request.frame.period
    state = request.GET.get("state", GroupState.OPEN)
    state = state if state in GroupState.values else GroupState.OPEN
    context: dict[str, Any] = {"period": None, "groups": [], "pages": None, "state": state}
    if period is not None:
        context |= _queue(request, period, state)
    return render_page(request, "portal/mapping/list.html", context)


def _queue(request: PortalRequest, period: ReportingPeriod, state: str) -> dict[str, Any]:
    agents = agents_mapping()
    shown, pages = page_of(request, groups_of(period, state), "groups", size=GROUPS)
    may = request.principal.allows(Action.UPLOAD) and period.locked_at is None
    waits = may and state == GroupState.OPEN
    return {
        "period": {"id": str(period.id), "name": period.name, "locked": period.locked_at},
        "states": state_tabs(states_counted(period), state, request.path),
        "groups": [group_card(group, agents) for group in shown],
        "pages": pages,
        "can_decide": may,
        "bulk": bulk_options(bulk_choices(period, list(agents))) if waits else None,
        "agents": len(agents),
        "looking": review_running(period) is not None,
    }


@page(Action.UPLOAD, methods=SEND)
def mapping_look(request: PortalRequest) -> HttpResponse:
    """Have the period's rows looked through again."""
    review_ask(period=_period(request), by=request.principal.name, whole=True)
    return redirect("portal:mapping")


@page(Action.UPLOAD, methods=SEND)
def mapping_accept_all(request: PortalRequest) -> HttpResponse:
    """Accept every first candidate from a confidence on."""
    period, text = _period(request), request.POST.get("confidence", "")
    try:
        if text not in CONFIDENCES:
            raise InvalidInput("No confidence was chosen.", where="confidence", mend="Choose one.")
        by, reason = request.principal.name, request.POST.get("reason", "")
        done = groups_choose_above(period=period, confidence=Decimal(text), by=by, reason=reason)
    except GreenLangError as error:
        messages.error(request, f"{error.message} {error.mend}".strip())
    else:
        made = Counted(len(done.made), sum(decision.rows for decision in done.made))
        tell = messages.success if done.made else messages.warning
        tell(request, accepted_told(made, done.unexplained, done.doubtful))
    return redirect("portal:mapping")


def _period(request: PortalRequest) -> ReportingPeriod:
    period = request.frame.period
    if period is None:
        raise NotFound("There is no reporting period yet.", where="period")
    return period


@page()
def mapping_group(request: PortalRequest, group_id: uuid.UUID) -> HttpResponse:
    """A group with its rows and history; ``?q=`` looks for other factors."""
    return _group_page(request, group_get(group_id))


def _group_page(request: PortalRequest, group: MappingGroup, *, error: str = "", status: int = 200) -> HttpResponse:
    may = request.principal.allows(Action.UPLOAD) and group.period.locked_at is None
    search = " ".join((request.GET.get("q", "") or request.POST.get("q", "")).split())[:MAX_SEARCH]
    agents = agents_mapping()
    found = candidates_found(group, search) if search and group.state == GroupState.OPEN else []
    context = {
        "group": group_card(group, agents),
        "can_decide": may,
        "search": search,
        "found": candidate_cards(found, agents),
        "rows": [row_line(row) for row in rows_of_group(group)],
        "history": [decision_row(decision) for decision in group.decisions.all()],
        "error": error,
        "reason": request.POST.get("reason", ""),
        "typed": _typed(request, error),
    }
    return render_page(request, "portal/mapping/group.html", context, status=status)


def _typed(request: PortalRequest, problem: str) -> dict[str, str]:
    return {name: request.POST.get(name, "") for name in ("key", "reason")} if problem else {}


@page(Action.UPLOAD, methods=SEND)
def mapping_accept(request: PortalRequest, group_id: uuid.UUID) -> HttpResponse:
    """Accept a candidate by its key; one that was found by other words with these."""
    group = group_get(group_id)
    key, search = request.POST.get("key", ""), request.POST.get("q", "")[:MAX_SEARCH]

    def decide() -> object:
        by, reason = request.principal.name, request.POST.get("reason", "")
        return group_choose(group=group, key=key, search=search, by=by, reason=reason)

    return _decided(request, group, decide)


@page(Action.UPLOAD, methods=SEND)
def mapping_leave_out(request: PortalRequest, group_id: uuid.UUID) -> HttpResponse:
    """Leave a group out, with a reason."""
    group, reason = group_get(group_id), request.POST.get("reason", "")
    return _decided(request, group, lambda: group_leave_out(group=group, reason=reason, by=request.principal.name))


@page(Action.UPLOAD, methods=SEND)
def mapping_undo(request: PortalRequest, group_id: uuid.UUID) -> HttpResponse:
    """Take a decision back."""
    group = group_get(group_id)
    return _decided(request, group, lambda: group_undo(group=group, by=request.principal.name))


def _decided(request: PortalRequest, group: MappingGroup, decide: Callable[[], object]) -> HttpResponse:
    """Decide, and answer with the group as it then is: within the queue as its card, else as a page."""
    problem, status = "", 200
    try:
        decide()
    except NotFound:
        raise
    except GreenLangError as error:
        problem, status = f"{error.message} {error.mend}".strip(), error.status
    group = group_get(group.id)
    if request.htmx:
        return _card(request, group, problem)
    if problem:
        return _group_page(request, group, error=problem, status=status)
    back = request.POST.get("back") == "group"
    return redirect("portal:mapping_group", group.id) if back else redirect("portal:mapping")


def _card(request: PortalRequest, group: MappingGroup, problem: str) -> HttpResponse:
    """The group within the queue, with the counts of the page it stands on."""
    agents, shown = agents_mapping(), parse_qs(urlsplit(request.headers.get("HX-Current-URL", "")).query)
    state = shown.get("state", [GroupState.OPEN.value])[0]
    context = {
        "group": group_card(group, agents),
        "error": problem,
        "typed": _typed(request, problem),
        "can_decide": True,
        "fresh": True,
        "states": state_tabs(states_counted(group.period), state, reverse("portal:mapping")),
        "bulk": bulk_options(bulk_choices(group.period, list(agents))) if state == GroupState.OPEN else None,
    }
    return render_page(request, "portal/mapping/_decided.html", context)
