"""Reviewing a version that the gate lets through on condition only."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from apps.factory.tasks import review_submit
from apps.portal.forms import ReviewForm, first_error
from apps.portal.page import SEND, PortalRequest, page
from apps.portal.views.agents import agent_page
from apps.registry.selectors import version_named
from apps.tenants.models.roles import Action
from greenlang.errors import GreenLangError


@page(Action.REVIEW, methods=SEND)
def agent_review(request: PortalRequest, agent_id: str) -> HttpResponse:
    """Keep the decision; an approval goes on to the build's page, a rejection back to the agent."""
    form = ReviewForm(request.POST)
    valid = form.is_valid()
    version = version_named(agent_id, form.cleaned_data.get("version", ""))
    reason = request.POST.get("reason", "")
    if not valid:
        messages.error(request, first_error(form))
        return agent_page(request, version, reason=reason, status=422)
    try:
        with transaction.atomic():
            decided = {name: form.cleaned_data[name] for name in ("decision", "reason")}
            job = review_submit(version=version, reviewer=request.principal.name, **decided)
    except GreenLangError as error:
        messages.error(request, f"{error.message} {error.mend}".strip())
        return agent_page(request, version_named(agent_id, version.version), reason=reason, status=error.status)
    if job:
        return redirect("portal:build", job.id)
    messages.success(request, f"{version} is {version.state}.")
    return redirect(f"{reverse('portal:agent', args=[agent_id])}?version={version.version}")
