"""Issues of a period, ranked by what is at stake."""

import uuid
from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

from apps.inventory.issues.lifecycle import IssueState
from apps.inventory.models import ReportingPeriod
from apps.inventory.queues.issues import FACETS, group_waiting, issue_get, issues_of, stake_of, states_counted
from apps.inventory.selectors import open_issues
from apps.inventory.services.issues import issue_accept, issue_assign, issue_reopen, issue_resolve
from apps.inventory.services.reviews import review_ask, review_running
from apps.portal.frame import as_uuid
from apps.portal.listing import Narrowing, page_of
from apps.portal.page import SEND, PortalRequest, page, render_page
from apps.portal.presenters.issues import issue_facts, issue_rows, state_tabs
from apps.portal.presenters.numbers import count, mass
from apps.portal.selectors.issues import issue_filters, members
from apps.tenants.models.roles import Action
from greenlang.errors import GreenLangError, InvalidInput, NotFound

_STATES = [state.value for state in IssueState]
_DONE = {"assign": "assigned", "resolve": "resolved", "accept": "accepted as they are", "reopen": "open again"}


@page()
def issues(request: PortalRequest) -> HttpResponse:
    """The open ones, or with ``?state=`` others; filters in the URL."""
    period = request.frame.period
    context: dict[str, Any] = {"period": None}
    if period is not None:
        context = _listed(request, period)
    return render_page(request, "portal/issues/list.html", context)


def _listed(request: PortalRequest, period: ReportingPeriod) -> dict[str, Any]:
    state = request.GET.get("state", "")
    state = state if state in _STATES else IssueState.OPEN.value
    people = members()
    narrowing = Narrowing.of(request, issue_filters(period, people))
    chosen = {name: narrowing.get(name) for name in FACETS}
    found = issues_of(period, state, chosen, narrowing.search)
    shown, pages = page_of(request, found, "issues")
    stake, open_ = stake_of(found), open_issues(period)
    return {
        **narrowing.as_context(),
        "clear_url": request.path if state == IssueState.OPEN else f"{request.path}?state={state}",
        "period": {"id": str(period.id), "name": period.name, "locked": period.locked_at},
        "state": state,
        "states": state_tabs(states_counted(period), state, request.path),
        "issues": issue_rows(shown),
        "pages": pages,
        "total": {**mass(stake.kilograms), "issues": count(stake.issues), "unknown": count(stake.unknown)},
        "blocking": open_.blocking,
        "members": [{"id": id_, "name": name} for id_, name in people],
        "can_change": request.principal.allows(Action.UPLOAD) and period.locked_at is None,
        "looking": review_running(period) is not None,
    }


@page(Action.UPLOAD, methods=SEND)
def issues_look(request: PortalRequest) -> HttpResponse:
    """Have the period's data looked through again."""
    if request.frame.period is None:
        raise NotFound("There is no reporting period yet.", where="period")
    review_ask(period=request.frame.period, by=request.principal.name)
    return redirect("portal:issues")


@page(Action.UPLOAD, methods=SEND)
def issues_change(request: PortalRequest) -> HttpResponse:
    """Assign, resolve, accept or reopen the issues that were ticked."""
    chosen = [found for text in request.POST.getlist("issue") if (found := as_uuid(text))]
    try:
        done = _change(request, chosen)
    except NotFound:
        raise
    except GreenLangError as error:
        messages.error(request, f"{error.message} {error.mend}".strip())
    else:
        messages.success(request, f"{done:,} issue{'' if done == 1 else 's'} {_DONE[request.POST['what']]}.")
    back = request.POST.get("back", "")
    if url_has_allowed_host_and_scheme(back, None):
        return HttpResponseRedirect(back)
    return redirect("portal:issues")


@page()
def issue(request: PortalRequest, issue_id: uuid.UUID) -> HttpResponse:
    """What, where, evidence, what is at stake and how that is known, and what was made of it."""
    return _issue_page(request, issue_id)


@page(Action.UPLOAD, methods=SEND)
def issue_change(request: PortalRequest, issue_id: uuid.UUID) -> HttpResponse:
    """Assign, resolve, accept or reopen one."""
    try:
        _change(request, [issue_get(issue_id).id])
    except NotFound:
        raise
    except GreenLangError as error:
        return _issue_page(request, issue_id, error=f"{error.message} {error.mend}".strip(), status=error.status)
    return redirect("portal:issue", issue_id)


def _issue_page(request: PortalRequest, issue_id: uuid.UUID, *, error: str = "", status: int = 200) -> HttpResponse:
    found = issue_get(issue_id)
    context = {
        "issue": issue_facts(found, group_waiting(found)),
        "period": found.period.name,
        "members": [{"id": id_, "name": name} for id_, name in members()],
        "can_change": request.principal.allows(Action.UPLOAD) and found.period.locked_at is None,
        "error": error,
        "reason": request.POST.get("reason", ""),
    }
    return render_page(request, "portal/issues/detail.html", context, status=status)


def _change(request: PortalRequest, chosen: Sequence[uuid.UUID]) -> int:
    by, reason = request.principal.name, request.POST.get("reason", "")
    changes: dict[str, Callable[[], int]] = {
        "assign": lambda: issue_assign(issues=chosen, member=as_uuid(request.POST.get("assignee", "")), by=by),
        "resolve": lambda: issue_resolve(issues=chosen, reason=reason, by=by),
        "accept": lambda: issue_accept(issues=chosen, reason=reason, by=by),
        "reopen": lambda: issue_reopen(issues=chosen, by=by),
    }
    what = request.POST.get("what", "")
    if what not in changes:
        raise InvalidInput("It was not said what is to be done.", where="what", mend="Choose one.")
    return changes[what]()
